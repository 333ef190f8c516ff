"""Organisations: which names of a release stand for one body, its kind, and the body it belongs to.

Names join when they are equal but for case, "the" and punctuation; by an acronym that the release defines; by their
legal form ("Orbion" for "Orbion Inc."); and when one is the other without a place or its last words. "The University", "the
Ministry" stand for the one body of that noun that the release has named before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from spacy.tokens import Doc, Span, Token

from pipeline.find.bodies import HEADS
from pipeline.find.organisations import lost_its_apostrophe
from pipeline.lexicon import country, words
from pipeline.resolve.acronyms import definitions, looks_short
from pipeline.resolve.names import fold

_LEGAL_FORMS = frozenset(fold(form) for form in words("legal_forms"))
_NOT_BODIES = words("not_bodies")
K = TypeVar("K")
_GENERAL = frozenset({"company", "group", "agency", "firm", "corporation", "organisation", "organization"})
_KIND_ORDER = ("university", "court", "party", "media", "international", "government", "association", "company", "unit")


@dataclass(slots=True)
class BodyCluster:
    """The mentions of one body; `names` are those that name it, the other mentions describe it ("the University")."""

    keys: set[str] = field(default_factory=set)
    names: list[Span] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)
    described: list[Span] = field(default_factory=list)
    rules: dict[int, str] = field(default_factory=dict)

    def add(self, span: Span, rule: str) -> None:
        """Count a naming mention in."""
        self.keys.add(fold(span.text))
        self.names.append(span)
        self.rules[span.start] = rule

    @property
    def fullest(self) -> Span:
        """The fullest name: no acronym where there is a long form, not in capitals where there is another, then the longest."""
        return max(
            self.names,
            key=lambda s: (not looks_short(s.text), not _shouted(s), len(fold(s.text).split()), len(fold(s.text)), -s.start),
        )

    @property
    def mentions(self) -> list[Span]:
        """All mentions in the order of the text."""
        return sorted([*self.names, *self.described], key=lambda s: s.start)


def _shouted(span: Span) -> bool:
    return span.text.isupper() and len(span.text) > 6


def cluster_organisations(doc: Doc, found: Iterable[Span]) -> list[BodyCluster]:
    """The bodies of a Doc in the order of their first mention."""
    spans = list(found)
    clusters = _by_name(spans)
    others: set[str] = set()
    for definition in definitions(doc, spans):
        if _is_body(definition.long, spans):
            clusters = _define(clusters, definition.short, definition.long)
        else:
            others.add(fold(definition.short.text))
    others.update(fold(short) for short in _of_no_body(doc))
    # an acronym of a law, a programme or a meeting is no body either, wherever it stands
    clusters = [c for c in clusters if not c.keys & others or c.acronyms]
    _collect_acronyms(doc, clusters)
    clusters = _join_short_forms(clusters)
    clusters = [c for c in clusters if c.names]
    for cluster in clusters:
        cluster.names.sort(key=lambda s: s.start)
    clusters.sort(key=lambda c: c.names[0].start)
    _describe(doc, clusters)
    return clusters


def _of_no_body(doc: Doc) -> Iterator[str]:
    """Acronyms behind a common noun of no body: "a deferred prosecution agreement (DPA)"."""
    for token in doc[:-3] if len(doc) > 3 else ():
        if token.text[0].islower() and token.lower_ in _NOT_BODIES and token.nbor().text == "(":
            at = token.i + 2 + (doc[token.i + 2].text in {"“", '"', "‘"})
            if at < len(doc) and looks_short(doc[at].text):
                yield doc[at].text


def _is_body(long: Span, spans: list[Span]) -> bool:
    """Whether a long form names a body: one that was found as such, or one that carries a noun of bodies as its head."""
    field_at = next((t.i for t in long if t.lower_ in {"of", "for", "on", "to"}), long.end)
    heads = [t.lower_ for t in long if t.i < field_at] or [long[0].lower_]
    if any(h in _NOT_BODIES for h in (heads[-1], heads[-1].removesuffix("s"))):
        return False
    return any(s.start <= long.start and long.end <= s.end for s in spans) or any(t.lower_ in HEADS for t in long)


def _by_name(spans: list[Span]) -> list[BodyCluster]:
    clusters: dict[str, BodyCluster] = {}
    for span in spans:
        key = _without_legal_form(fold(span.text))
        clusters.setdefault(key, BodyCluster()).add(span, f"name: {span.id_}")
        clusters[key].keys.add(key)
    return list(clusters.values())


def _without_legal_form(key: str) -> str:
    parts = key.split()
    while len(parts) > 1 and parts[-1] in _LEGAL_FORMS:
        parts.pop()
    return " ".join(parts)


def _define(clusters: list[BodyCluster], short: Span, long: Span) -> list[BodyCluster]:
    """Join the cluster of a short form with that of its long form."""
    key, name = fold(short.text), _without_legal_form(fold(long.text))
    home = next((c for c in clusters if name in c.keys), None)
    if home is None:
        home = BodyCluster()
        clusters.append(home)
        for other in clusters:
            # what was found inside the long form was a piece of it
            other.names = [s for s in other.names if not (long.start <= s.start and s.end <= long.end)]
        home.add(long, "long form of an acronym")
        home.keys.add(name)
    home.acronyms.append(short.text)
    for other in clusters:
        if other is not home and key in other.keys:
            for span in other.names:
                home.add(span, "acronym")
            other.names = []
            other.keys = set()
    home.keys.add(key)
    if all(s.start != short.start for s in home.names):
        home.add(short, "acronym in brackets")
    return [c for c in clusters if c.names]


def _collect_acronyms(doc: Doc, clusters: list[BodyCluster]) -> None:
    """Every place where a defined acronym stands is a mention, whatever the model saw there."""
    taken = {t for c in clusters for s in c.names for t in range(s.start, s.end)}
    owner = {acronym: cluster for cluster in reversed(clusters) for acronym in cluster.acronyms}
    for token in doc if owner else ():
        if token.text in owner and token.i not in taken:
            owner[token.text].add(Span(doc, token.i, token.i + 1, label="organisation"), "acronym")


@dataclass(frozen=True, slots=True)
class _Profile:
    """A cluster's name as the tests for short forms look at it."""

    at: int
    name: Span
    words: tuple[str, ...]
    initials: frozenset[str]

    @classmethod
    def of(cls, at: int, cluster: BodyCluster) -> _Profile:
        return cls(at, cluster.fullest, tuple(fold(cluster.fullest.text).split()), frozenset(_initials(cluster.names)))


def _initials(names: list[Span]) -> Iterator[str]:
    """The acronyms that a release may use without ever putting them beside the name: "SEC", "USDA"."""
    for span in names:
        capitals = [t.text for t in span if t.text[0].isupper() and country(t.text) is None]
        if len(capitals) > 2:
            letters = "".join(word[0] for word in capitals)
            yield letters
            yield f"US{letters}"


def _join_short_forms(clusters: list[BodyCluster]) -> list[BodyCluster]:
    """"Orbion" joins "Orbion Space Technology", "Ministry of Law" joins "Singapore Ministry of Law", where only one fits."""
    profiles = [_Profile.of(i, cluster) for i, cluster in enumerate(clusters)]
    index = _ShortForms(profiles, clusters)
    for short in sorted(profiles, key=lambda p: len(p.name)):
        for rule, longer in index.longer(short):
            alive = [i for i in longer if clusters[i].names]
            if len(alive) > 1 and rule == _CUT_RULE:
                # "Haneul" is the company that bore the name first, not its later joint venture
                alive = [min(alive, key=lambda i: min(s.start for s in clusters[i].names))]
            if len(alive) == 1:
                home, merged = clusters[alive[0]], clusters[short.at]
                for span in merged.names:
                    home.add(span, rule)
                home.acronyms.extend(merged.acronyms)
                merged.names = []
                break
    return [c for c in clusters if c.names]


class _ShortForms:
    """Which longer names a short one may stand for, found by index: releases that list hundreds of bodies stay cheap."""

    def __init__(self, profiles: list[_Profile], clusters: list[BodyCluster]) -> None:
        self._profiles = profiles
        self._same = _grouped((tuple(sorted(w for w in p.words if w not in _SMALL)), p) for p in profiles)
        self._initials = _grouped((letters, p) for p in profiles for letters in p.initials)
        self._acronyms = _grouped((acronym, profiles[i]) for i, c in enumerate(clusters) for acronym in set(c.acronyms))
        self._first = _grouped((p.words[:1], p) for p in profiles)
        self._last = _grouped((p.words[-1:], p) for p in profiles)

    def longer(self, short: _Profile) -> Iterator[tuple[str, list[int]]]:
        """The rules that apply, the surest first, each with the clusters it finds."""
        key = tuple(sorted(w for w in short.words if w not in _SMALL))
        same = [p for p in self._same[key] if len(key) > 1 and len(short.name) <= len(p.name)]
        yield "same words in another order", self._others(short, same)
        text = short.name.text
        bare = self._initials[text] if len(text) > 2 and text.isupper() else []
        yield "initials of one name", self._others(short, bare)
        yield "acronym and noun", self._others(short, list(self._with_acronym(short)))
        near = {p.at: p for p in (*self._first[short.words[:1]], *self._last[short.words[-1:]])}
        yield _CUT_RULE, self._others(short, [p for p in near.values() if _shortens(short.name, p.name)])

    def _with_acronym(self, short: _Profile) -> Iterator[_Profile]:
        """"HELP Committee" for the committee whose acronym is HELP."""
        parts = [t for t in short.name if country(t.text) is None]
        for acronym in {t.text for t in parts}:
            rest = [t.lower_ for t in parts if t.text != acronym]
            if rest and any(w in HEADS for w in rest):
                yield from (p for p in self._acronyms[acronym] if all(w in {t.lower_ for t in p.name} for w in rest))

    @staticmethod
    def _others(short: _Profile, found: list[_Profile]) -> list[int]:
        return sorted({p.at for p in found if p.at != short.at})


def _grouped(pairs: Iterable[tuple[K, _Profile]]) -> defaultdict[K, list[_Profile]]:
    groups: defaultdict[K, list[_Profile]] = defaultdict(list)
    for key, profile in pairs:
        groups[key].append(profile)
    return groups


_CUT_RULE = "short form"
_SMALL = frozenset({"of", "the", "for", "and", "on", "in"})


def _shortens(short: Span, long: Span) -> bool:
    """Whether one name is the other with a place cut off, or its first words alone."""
    few, many = fold(short.text).split(), fold(long.text).split()
    if not few or len(few) >= len(many):
        return False
    if many[-len(few) :] == few and len(few) > 1:
        return _is_place(long[: max(1, len(long) - len(short))])
    if many[: len(few)] != few:
        return False
    rest = [t for t in long if t.i >= long.start + len(short)]
    if rest and rest[0].lower_ in {"of", "for", "in"} and any(t.lower_ in HEADS for t in short):
        return _is_place(long[rest[0].i - long.start :])
    own_kind = {t.lower_ for t in rest if t.lower_ in HEADS and HEADS[t.lower_] != "company"}
    return not own_kind and not _is_place(short)


def _is_place(span: Span) -> bool:
    """Whether the words beside a name only say where: "Singapore", "Indian", "of the Philippines"."""
    bare = [t for t in span if t.lower_ not in {"'s", "’s", "the", "of", "for", "in"}]
    if not bare:
        return False
    text = " ".join(t.text for t in bare)
    return country(text) is not None or all(t.ent_type_ in {"GPE", "NORP", "LOC"} or country(t.text) is not None for t in bare)


def _describe(doc: Doc, clusters: list[BodyCluster]) -> None:
    """Link "the University", "the company" to the one body of that noun, or to the one named last before it."""
    taken = {t for c in clusters for s in c.names for t in range(s.start, s.end)}
    for token in doc:
        noun = token.lower_
        if token.i in taken or token.i == 0 or (noun not in HEADS and noun not in _GENERAL) or token.nbor(-1).lower_ != "the":
            continue
        if token.i + 1 < len(doc) and _goes_on(token.nbor()):
            continue
        fitting = [c for c in clusters if c.names[0].start < token.i and _fits(noun, c)]
        if fitting:
            latest = max(fitting, key=lambda c: max(s.start for s in c.names if s.start < token.i))
            latest.described.append(Span(doc, token.i - 1, token.i + 1, label="organisation"))
            latest.rules[token.i - 1] = "definite description"


def _goes_on(token: Token) -> bool:
    """"The company secretary", "the University of": the noun is not the whole description."""
    return token.lower_ in {"of", "for"} or (token.pos_ in {"NOUN", "PROPN"} and not token.is_space)


def _fits(noun: str, cluster: BodyCluster) -> bool:
    kind = body_kind(cluster)
    if noun in {"company", "firm", "corporation", "group"}:
        return kind == "company"
    return any(t.lower_ == noun for s in cluster.names for t in s)


def body_kind(cluster: BodyCluster) -> str:
    """The kind of body, read off the nouns of its fullest name; `other` where no noun tells."""
    name = cluster.fullest
    parts = fold(name.text).split()
    if any(p in _LEGAL_FORMS and len(p) > 1 for p in parts[-2:]) and parts[-1] not in {"as", "se", "co"}:
        return "company"
    heads = [t for t in name if t.lower_ in HEADS]
    if not heads:
        return "other"
    field_at = next((t.i for t in name if t.lower_ in {"of", "for", "on"}), name.end)
    before = [HEADS[t.lower_] for t in heads if t.i < field_at]
    return before[-1] if before else HEADS[heads[-1].lower_]


def parents(doc: Doc, clusters: list[BodyCluster]) -> dict[int, tuple[int, str]]:
    """For each cluster index, the index of the body it belongs to and the rule that says so."""
    at = {t: i for i, c in enumerate(clusters) for s in c.mentions for t in range(s.start, s.end)}
    found: dict[int, tuple[int, str]] = {}
    for i, cluster in enumerate(clusters):
        for span in cluster.names:
            for j, rule in _parents_of(doc, span, at, clusters):
                if j != i and found.get(j, (None,))[0] != i:
                    found.setdefault(i, (j, rule))
    return found


def _named_in_front(doc: Doc, end: int, clusters: list[BodyCluster]) -> Iterator[tuple[int, str]]:
    """The body whose name ends before token `end`, but for a possessive without its apostrophe."""
    for start in range(max(0, end - 5), end):
        key = fold(doc[start:end].text.removesuffix("s"))
        for j, cluster in enumerate(clusters):
            if key in cluster.keys:
                yield j, "possessive"
                return


def _inside_name(span: Span, clusters: list[BodyCluster]) -> Iterator[tuple[int, str]]:
    """"NASA Launch Services Program" belongs to NASA where the release names NASA by itself."""
    if not any(t.lower_ in HEADS for t in span):
        return
    for length in range(len(span) - 1, 0, -1):
        key = fold(span[:length].text)
        rest = span[length:]
        for j, cluster in enumerate(clusters):
            if key in cluster.keys and country(key) is None and any(t.lower_ in HEADS for t in rest) and rest[0].text[0].isupper():
                yield j, "name begins with the body"
                return


def _parents_of(doc: Doc, span: Span, at: dict[int, int], clusters: list[BodyCluster]) -> Iterator[tuple[int, str]]:
    """The bodies that the words around one mention give as its parent."""
    is_unit = body_kind(BodyCluster(names=[span])) in {"unit", "government", "association", "university"}
    end = span.end
    if end < len(doc) and doc[end].text == "(":  # over "(CSCSE)"
        while end < len(doc) and doc[end].text != ")" and end - span.end < 6:
            end += 1
        end += 1
    comma = end < len(doc) and doc[end].text == ","
    after = [t.lower_ for t in doc[end + comma : end + comma + 5]]
    for phrase, rule in _BELONGING:
        if tuple(after[: len(phrase)]) == phrase:
            k = end + comma + len(phrase)
            k += k < len(doc) and doc[k].lower_ in {"the", "its", "our"}
            if k in at and (len(phrase) > 1 or phrase[0] == "under" or is_unit) and not (comma and len(phrase) == 1):
                yield at[k], rule
    if span.start > 1 and doc[span.start - 1].lower_ in {"'s", "’s", "'", "’"} and span.start - 2 in at:
        yield at[span.start - 2], "possessive"
    elif span.start > 0 and is_unit and span.start - 1 in at:
        yield at[span.start - 1], "body before unit"
    elif span.start > 3 and is_unit and doc[span.start - 1].text == ")" and doc[span.start - 3].text == "(" and span.start - 2 in at:
        yield at[span.start - 2], "body before unit"
    elif span.start > 0 and lost_its_apostrophe(doc[span.start - 1]):
        yield from _named_in_front(doc, span.start, clusters)
    yield from _inside_name(span, clusters)
    yield from _its(doc, span, at)


_BELONGING = (
    (("of",), "unit of"),
    (("at",), "unit at"),
    (("within",), "unit within"),
    (("under",), "under"),
    (("part", "of"), "part of"),
    (("a", "part", "of"), "part of"),
    (("a", "subsidiary", "of"), "subsidiary of"),
    (("a", "unit", "of"), "unit of"),
    (("a", "division", "of"), "division of"),
    (("a", "member", "of"), "member of"),
    (("a", "department", "under"), "under"),
)


def _its(doc: Doc, span: Span, at: dict[int, int]) -> Iterator[tuple[int, str]]:
    """"The university … its Operations Center and Service Center": the body named last before "its"."""
    k = span.start - 1
    # a list behind one "its": step back over "X and"
    while k > 0 and (doc[k].lower_ in {"and", ","} or k in at) and span.start - k < 14:
        k -= 1
    if doc[k].lower_ != "its":
        return
    before = [t for t in range(max(0, k - 25), k) if t in at]
    if before:
        yield at[before[-1]], "its"
