"""Short forms of bodies' names: "Halvex" for "Halvex Space Technology", "Ministry of Law" for "Singapore Ministry of Law".

A short form joins a longer name only where one fits; the rules are tried the surest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from spacy.tokens import Span

from pipeline.find.bodies import ALONE, HEADS
from pipeline.lexicon import country
from pipeline.resolve.bodies import BodyCluster, body_kind, name_of
from pipeline.resolve.names import fold

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class _Profile:
    """A cluster's name as the tests for short forms look at it."""

    at: int
    name: Span
    words: tuple[str, ...]
    written: tuple[str, ...]  # the words with an "s" that may be a possessive
    initials: frozenset[str]
    order_free: tuple[str, ...]
    countries: frozenset[str]

    @classmethod
    def of(cls, at: int, cluster: BodyCluster) -> _Profile:
        name = cluster.fullest
        order_free, countries = _order_free(name)
        words, written = (tuple(fold(text).split()) for text in (name_of(name), name.text))
        return cls(at, name, words, written, frozenset(_initials(cluster.names)), order_free, countries)


def _initials(names: list[Span]) -> Iterator[str]:
    """The acronyms that a release may use without ever putting them beside the name: "SEC", "USDA", "UN"."""
    for span in names:
        capitals = [t.text for t in span if t.text[0].isupper() and country(t.text) is None]
        letters = "".join(word[0] for word in capitals)
        if len(capitals) > 1:
            yield letters
            yield "".join(t.text[0].upper() for t in span if t.is_alpha and t.lower_ not in {"the", "and"})  # "DOJ"
        if len(capitals) > 2:
            yield f"US{letters}"


def _order_free(name: Span) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a name in one order, without small ones, plural endings and countries; and the countries."""
    countries: set[str] = set()
    kept: list[str] = []
    i = name.start
    while i < name.end:
        length = next(
            (k for k in (4, 3, 2, 1) if i + k <= name.end and country(name.doc[i : i + k].text) is not None), 0
        )
        if length:
            countries.add(country(name.doc[i : i + length].text) or "")
        else:
            kept.append(fold(name.doc[i].text))
        i += length or 1
    return tuple(sorted(w.removesuffix("s") for word in kept for w in word.split() if w not in _SMALL)), frozenset(
        countries
    )


def join_short_forms(clusters: list[BodyCluster]) -> list[BodyCluster]:
    """As "Halvex" joins "Halvex Space Technology", "Ministry of Law" joins "Singapore Ministry of Law", where only one fits."""
    clusters = _join_units(clusters)
    profiles = [_Profile.of(i, cluster) for i, cluster in enumerate(clusters)]
    index = _ShortForms(profiles, clusters)
    for short in sorted(profiles, key=lambda p: len(p.name)):
        for rule, longer in index.longer(short):
            alive = [i for i in longer if clusters[i].names]
            if rule == _CUT_RULE and short.name.text.isupper() and len(short.name) == 1:
                # "NHX", said again and again, is the body, and "NHX Larnvik History" a part or work of it
                alive = [
                    i
                    for i in alive
                    if body_kind(clusters[i]) == "company"
                    or (
                        len(clusters[short.at].names) < _OFTENER * len(clusters[i].names)
                        and not clusters[i].fullest.text.isupper()  # "NHX OIG" is the inspector's office
                    )
                ]
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


def _join_units(clusters: list[BodyCluster]) -> list[BodyCluster]:
    """As "NHX Larnvik" joins "Larnvik Research Center" where the release says "NHX's Larnvik Research Center"."""
    owned: dict[tuple[str, str], BodyCluster | None] = {}
    for cluster in clusters:
        for span in cluster.names:
            owner = _owner_in_front(span)
            if owner is not None and len(span) > 1 and any(t.lower_ in HEADS for t in span):
                key = (fold(owner), fold(span[0].text))
                owned[key] = cluster if owned.get(key, cluster) is cluster else None
    for cluster in clusters:
        name = cluster.fullest
        home = owned.get((fold(name[0].text), fold(name[1].text))) if len(name) == _OWNER_AND_WORD else None
        if home is not None and home is not cluster:
            for span in cluster.names:
                home.add(span, "owner and first word")
            cluster.names = []
    return [c for c in clusters if c.names]


def _owner_in_front(span: Span) -> str | None:
    """The acronym in front of a name, perhaps in the possessive: "NHX's Larnvik Research Center"."""
    doc, at = span.doc, span.start - 1
    at -= at > 0 and doc[at].lower_ in {"'s", "’s"}
    return doc[at].text if at >= 0 and doc[at].text.isupper() and doc[at].is_alpha and len(doc[at]) > 1 else None


class _ShortForms:
    """Which longer names a short one may stand for, found by index: releases that list hundreds of bodies stay cheap."""

    def __init__(self, profiles: list[_Profile], clusters: list[BodyCluster]) -> None:
        self._same = _grouped((p.order_free, p) for p in profiles)
        self._initials = _grouped((letters, p) for p in profiles for letters in p.initials)
        self._acronyms = _grouped((acronym, profiles[i]) for i, c in enumerate(clusters) for acronym in set(c.acronyms))
        self._opening = _grouped(
            (words[:i], p) for p in profiles for words in {p.words, p.written} for i in range(1, len(words))
        )
        self._ending = _grouped(
            (words[i:], p) for p in profiles for words in {p.words, p.written} for i in range(1, len(words))
        )

    def longer(self, short: _Profile) -> Iterator[tuple[str, list[int]]]:
        """The rules that apply, the surest first, each with the clusters it finds."""
        telling = len(short.order_free) > 1 or bool(short.countries) or short.name.text.lower() in ALONE
        same = [p for p in self._same[short.order_free] if telling and len(short.name) <= len(p.name)]
        same = [p for p in same if short.countries <= p.countries]
        yield "same words in another order", self._others(short, same)
        text = short.name.text
        bare = self._initials[text] if len(text) > 1 and text.isupper() else []
        yield "initials of one name", self._others(short, bare)
        yield "acronym and noun", self._others(short, list(self._with_acronym(short)))
        near = {
            p.at: p for words in {short.words, short.written} for p in (*self._opening[words], *self._ending[words])
        }
        yield _CUT_RULE, self._others(short, [p for p in near.values() if _shortens(short, p)])
        yield "last words of one name", self._others(short, [p for p in near.values() if _ends(short, p)])
        yield "name without its field", self._others(short, [p for p in near.values() if _lacks_field(short, p)])

    def _with_acronym(self, short: _Profile) -> Iterator[_Profile]:
        """As "HELP Committee" for the committee whose acronym is HELP."""
        parts = [t for t in short.name if country(t.text) is None]
        if (
            len(parts) == 1 and short.countries and parts[0].i > short.name.start
        ):  # "US EPA"; "NHX Norway" may be a subsidiary
            yield from (
                *self._acronyms[parts[0].text],
                *(self._initials[parts[0].text] if parts[0].text.isupper() else ()),
            )
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
_PROVED = frozenset({"about heading", "symbol of its shares", "proved by the text", "named elsewhere"})  # whatever the model takes the name for
_OFTENER = 3  # times
_OWNER_AND_WORD = 2  # words of "NHX Larnvik"
_SMALL = frozenset({"of", "the", "for", "and", "on", "in"})


def _shortens(shorter: _Profile, longer: _Profile) -> bool:
    """Whether one name is the other with a place cut off, or its first words alone."""
    short, long, few, many = shorter.name, longer.name, shorter.written, longer.written
    if not few or len(few) >= len(many):
        return False
    if shorter.words[:1] != longer.words[:1] and shorter.words[-1:] != longer.words[-1:]:
        return False
    if many[-len(few) :] == few and len(few) > 1:
        return _is_place(long[: max(1, len(long) - len(short))])
    if many[: len(few)] != few:
        return False
    rest = [t for t in long if t.i >= long.start + len(short)]
    if rest and rest[0].text == "-" and short[-1].lower_ in HEADS:
        return False  # "Customs Service-Fraud Investigation" is a unit of the "Customs Service"
    if rest and rest[0].lower_ in {"of", "for", "in"} and any(t.lower_ in HEADS for t in short):
        return _is_place(long[rest[0].i - long.start :])
    own_kind = {t.lower_ for t in rest if t.lower_ == "headquarters" or HEADS.get(t.lower_, "company") != "company"}
    return not own_kind and (short.id_ in _PROVED or not _is_place(short))


def _ends(short: _Profile, long: _Profile) -> bool:
    """As "Port Authority" ends "Chickasaw Port Authority": two words or more, a noun of a body last, and no field begins with them."""
    few, many = short.words, long.words
    if len(few) < 2 or len(few) >= len(many) or many[-len(few) :] != few or short.name[-1].lower_ not in HEADS:
        return False
    return many[-len(few) - 1] not in {*_SMALL, "de"}


def _lacks_field(short: _Profile, long: _Profile) -> bool:
    """As "Tisza Institute" for "Tisza Institute of Hydrology", "Ministry of Trade" for "Ministry of Trade, Industry and Energy"."""
    few, many = short.words, long.words
    if len(few) < 2 or len(few) >= len(many) or many[: len(few)] != few:
        return False
    cut = short.name[-1]
    following = next((t.lower_ for t in long.name if t.i >= long.name.start + len(short.name)), "")
    if following in {"of", "for", "on"}:
        return cut.lower_ in HEADS and short.name[0].lower_ not in HEADS
    return following in {",", "and", "&"} and any(t.lower_ in HEADS for t in short.name)


def _is_place(span: Span) -> bool:
    """Whether the words beside a name only say where: "Singapore", "Indian", "of the Philippines"."""
    bare = [t for t in span if t.lower_ not in {"'s", "’s", "the", "of", "for", "in"}]
    if not bare:
        return False
    text = " ".join(t.text for t in bare)
    return country(text) is not None or all(
        t.ent_type_ in {"GPE", "NORP", "LOC"} or country(t.text) is not None for t in bare
    )
