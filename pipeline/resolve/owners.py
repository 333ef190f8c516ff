"""Whose a unit is that a release names alone: "the Civil Rights Division" in a release of the Department of Justice.

Divisions, sections, units and faculties belong to something; where no words beside the name say to what, the release as a whole does: the one
body to which it gives other units of the kind, or the one that it speaks of most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from spacy.tokens import Doc, Token

from pipeline import records
from pipeline.resolve.bodies import BodyCluster, body_kind, legal_forms
from pipeline.resolve.names import fold

# Nouns whose bodies are hardly ever on their own, each with the nouns of those that have such units; the later ones where the release has none of the first.
_WITHIN = {
    "division": (frozenset({"department", "ministry"}),),
    "section": (frozenset({"division"}), frozenset({"embassy"})),
}
_OF_UNIVERSITIES = frozenset({"faculty", "school", "department"})
# What every university and every firm has.
_OF_UNIVERSITY = frozenset("department faculty school institute centre center division senate office board directorate library council unit".split())
_OF_FIRMS = frozenset("board division communications relations management".split())
_FREE = frozenset(
    "national federal international state royal european world global central general united joint house select standing regional "
    "field ministry government police district attorney appropriations parliament parliamentary presidential public service".split()
)
_AHEAD = 2  # times as often as the next must a body be named to be the one that a release speaks of


class Bodies(list[BodyCluster]):
    """The bodies of a Doc with what is asked of all of them again and again: releases that list hundreds stay cheap."""

    def __init__(self, doc: Doc, clusters: list[BodyCluster]) -> None:
        super().__init__(clusters)
        heads = [zone for zone in records.get(doc, records.Zone) if zone.name == "letterhead"]
        self.kinds = [body_kind(cluster) for cluster in clusters]
        self.nouns = [frozenset(token.lower_ for token in cluster.fullest) for cluster in clusters]
        self.universities = frozenset(i for i, kind in enumerate(self.kinds) if kind == "university")
        self.issuers = sorted(
            i
            for i in self.universities
            if any(z.start <= s.start_char < z.end for s in clusters[i].names for z in heads)
        )
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        for i, cluster in enumerate(clusters):
            for key in cluster.keys:
                self._by_key[key].append(i)

    @cached_property
    def foremost(self) -> int | None:
        """The body that a release speaks of twice as often as of any other, its units aside; None where there is none."""
        weights = sorted(((len(cluster.mentions), -i) for i, cluster in enumerate(self) if self.kinds[i] != "unit"), reverse=True)
        if not weights or (len(weights) > 1 and weights[0][0] < _AHEAD * weights[1][0]):
            return None
        return -weights[0][1]

    @cached_property
    def principal(self) -> int | None:
        """The one university of a release, or the foremost body where it is a firm with its legal form: their parts are named alone."""
        named = [j for j in self.universities if any(noun.startswith("universi") for noun in self.nouns[j])]
        most = max((len(cluster.mentions) for i, cluster in enumerate(self) if self.kinds[i] != "unit"), default=0)
        if len(self.universities) == 1 and named and 1 < len(self[named[0]].mentions) == most:
            return named[0]
        j = self.issuers[0] if len(self.issuers) == 1 else self.foremost
        firm = j is not None and any(legal_forms(fold(span.text)) for span in self[j].names)
        return j if j is not None and (j in self.universities or firm) else None

    def called(self, key: str) -> list[int]:
        """The indices of the bodies that bear a folded name, in their order."""
        return self._by_key.get(key, [])


def _of_the_principal(i: int, bodies: Bodies) -> int | None:
    """The university or firm that a release is about, as owner of what every one has: "the Faculty of Law", "the Supervisory Board"."""
    name, owner = bodies[i].fullest, bodies.principal
    if owner in {None, i} or bodies.kinds[i] in {"company", "university"} or any(_is_of_its_own(t) for t in name):
        return None
    first, last = name[0].lower_, name[-1].lower_
    parts = _OF_UNIVERSITY if bodies.kinds[owner] == "university" else _OF_FIRMS
    return owner if first in parts or (last in parts and last not in {"school", "institute"}) or name.text.lower() == "board of directors" else None


def _is_of_its_own(token: Token) -> bool:
    """Whether a word of a name says that the body is no part of another: a place, a state, an acronym, "National"."""
    return token.ent_type_ in {"GPE", "NORP", "LOC"} or token.text.isupper() or token.lower_ in _FREE


def owner_of(i: int, bodies: Bodies, found: Mapping[int, tuple[int, str]]) -> tuple[int, str] | None:
    """The body that the unit `i` of a release belongs to, and the rule that says so; `found` are the parents that words say."""
    name = bodies[i].fullest
    first, last = name[0].lower_, name[-1].lower_
    of_field = first == "school" and len(name) > 1 and name[1].lower_ == "of"
    if (of_field or "faculty" in {first, last}) and len(owners := bodies.universities - {i}) == 1:
        return next(iter(owners)), "faculty of the one university"
    issuers = [j for j in bodies.issuers if j != i] if first in _OF_UNIVERSITIES else []
    if len(issuers) == 1:
        return issuers[0], "faculty of the one university"
    if (owner := _of_the_principal(i, bodies)) is not None:
        return owner, "unit of the one body"
    if name[0].ent_type_ == "GPE" or bodies.universities:
        return None
    within = next((nouns for nouns in _WITHIN.get(last, ()) if any(nouns & of for of in bodies.nouns)), frozenset[str]())
    siblings = {owner for j, (owner, _) in found.items() if bodies[j].fullest[-1].lower_ == last and bodies.nouns[owner] & within}
    if len(siblings) == 1 and i not in siblings:
        return siblings.pop(), f"{last} beside another of one body"
    owners_by_weight = sorted(
        ((len(bodies[j].mentions), j) for j in range(len(bodies)) if bodies.nouns[j] & within and j != i), reverse=True
    )
    if owners_by_weight and (len(owners_by_weight) == 1 or owners_by_weight[0][0] >= _AHEAD * owners_by_weight[1][0]):
        return owners_by_weight[0][1], f"{last} of the one {min(within)}"
    return None
