"""Short forms of bodies' names: "Halvex" for "Halvex Space Technology", "Ministry of Law" for "Singapore Ministry of Law".

A short form joins a longer name only where one fits; the rules are tried the surest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from spacy.tokens import Span

from pipeline.find.bodies import HEADS
from pipeline.lexicon import country
from pipeline.resolve.bodies import BodyCluster
from pipeline.resolve.names import fold

K = TypeVar("K")


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


def join_short_forms(clusters: list[BodyCluster]) -> list[BodyCluster]:
    """"Halvex" joins "Halvex Space Technology", "Ministry of Law" joins "Singapore Ministry of Law", where only one fits."""
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
