"""Who issues a release, by where and how often each of its bodies is named: one judge for titles and agreements.

A body counts more where issuers stand (headline, letterhead, contact block, notice) and as the first of the story; less where a word in
front says that it is the other side ("with Halvex", "a round led by Halvex"). What its units do is its own doing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from spacy.tokens import Doc

from pipeline import records

_WHERE_ISSUERS_STAND = frozenset({"headline", "letterhead", "about", "contact"})
_HEADS = frozenset({"headline", "letterhead"})
_HEAVY = 3.0  # what a mention where issuers stand weighs
_FIRST = 3.0  # what being named first weighs against one more mention
_DISCOUNT = 0.7  # how much of its weight a mention behind "with" loses
_SIDE = frozenset({"with", "by", "from", "against"})
_BETWEEN = frozenset({"the", "(", ")", ","})


class Prominence:
    """How prominently the bodies of one Doc are named, by their keys; `mentions` are where: first token, end, key."""

    def __init__(self, doc: Doc, mentions: Iterable[tuple[int, int, str | None]]) -> None:
        self._doc = doc
        self._zones = records.get(doc, records.Zone)
        self._bodies = {o.key: o for o in records.get(doc, records.Organisation)}
        self._mentions = sorted(
            (start, end, key) for start, end, key in mentions if key in self._bodies and key is not None
        )

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of each body that is named; units count for the body that has them."""
        weights: dict[str, float] = {}
        for start, _, key in self._mentions:
            weights[key] = weights.get(key, 0.0) + self._weight(start)
        for key in self._first:
            weights[key] = weights.get(key, 0.0) + _FIRST
        for key, body in self._bodies.items():
            if body.parent in weights and key in weights:
                weights[body.parent] += weights.pop(key)
        return weights

    def _weight(self, start: int) -> float:
        return _HEAVY if self._in(start, _WHERE_ISSUERS_STAND) else 1.0

    def foremost(self, ahead: float) -> str | None:
        """The body that is named `ahead` times as prominently as any other, not as the other side, and where issuers are; no court, no party."""
        ranked = sorted(self.weights.items(), key=lambda pair: -pair[1])
        if not ranked or self._bodies[ranked[0][0]].type in {"court", "party"}:
            return None
        if not self.is_presented(ranked[0][0], _WHERE_ISSUERS_STAND | {"credit"}):
            return None
        if len(ranked) == 1:
            return ranked[0][0]
        sides = [start for start, _, key in self._mentions if key == ranked[0][0] and self._is_other_side(start)]
        opens = (
            min(start for start, _, key in self._mentions if key == ranked[0][0]) in sides
            and ranked[0][0] in self._first
        )
        own = ranked[0][1] - _DISCOUNT * sum(map(self._weight, sides)) - _FIRST * opens
        return ranked[0][0] if own >= ahead * ranked[1][1] else None

    def is_presented(self, key: str, zones: frozenset[str]) -> bool:
        """Whether a body stands in one of the zones, or first in the story."""
        return key in self._first or any(self._in(start, zones) for start, _, named in self._mentions if named == key)

    @cached_property
    def _first(self) -> list[str]:
        """The body named first in the story, and one that "and" joins to it."""
        found: list[str] = []
        last = 0
        for start, end, key in self._mentions:
            if self._in(start, _HEADS):
                continue
            if found:
                between = {t.lower_ for t in self._doc[last:start]}
                if "and" not in between or not between <= _BETWEEN | {"and"}:
                    break
            found.append(key)
            last = end
        return found

    def _is_other_side(self, start: int) -> bool:
        """Whether a word in front makes the body the other side: "signs with Halvex"."""
        k = start - 1
        while k > 0 and self._doc[k].lower_ in {"the", "its", "partner"}:
            k -= 1
        return k >= 0 and self._doc[k].lower_ in _SIDE

    def _in(self, start: int, zones: frozenset[str]) -> bool:
        at = self._doc[start].idx
        return any(z.start <= at < z.end for z in self._zones if z.name in zones)
