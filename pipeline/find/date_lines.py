"""Which stretches of a Doc can hold an expression of time: runs of sentences with a word or number of time in them.

Most sentences have none, and the look-up of a token's hash costs next to nothing beside the grammar.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from spacy.strings import StringStore
from spacy.tokens import Doc

from pipeline.timex.productions import TELLING

_JOINED: Final = "-–—/.'’"
_SCRAP: Final = 4  # tokens; a "sentence" shorter than this is mostly a comma or a name between two others
_LONGEST_MEMORY: Final = 200_000


class Stretch(NamedTuple):
    """A piece of the text of a Doc: where it starts, and its characters."""

    start: int
    text: str


class TellingWords:
    """Whether tokens tell of time, kept by the hash of their lower-case form."""

    def __init__(self) -> None:
        self._known: dict[int, bool] = {}

    def mark(self, hashes: list[int], strings: StringStore) -> list[bool]:
        """Tell for each token, given by the hash of its lower-case form."""
        known = self._known
        marks = [known.get(found) for found in hashes]
        if None not in marks:
            return marks  # type: ignore[return-value]  # no null in it
        if len(known) > _LONGEST_MEMORY:
            known.clear()
        known.update({new: _tells(strings[new]) for new in set(hashes) - known.keys()})
        return [known[found] for found in hashes]


def _tells(word: str) -> bool:
    if word in TELLING or any(c.isdigit() for c in word):
        return True
    if not any(c in word for c in _JOINED):
        return False
    for mark in _JOINED:
        word = word.replace(mark, " ")
    return not TELLING.isdisjoint(word.split())


_TELLING_WORDS: Final = TellingWords()


def stretches(doc: Doc, starts: Collection[int], breaks: Collection[int]) -> Iterator[Stretch]:
    """Give the stretches in order; none crosses one of `breaks`.

    `starts` are the offsets where sentences begin, in order and from 0 on; `breaks` are offsets as well.
    """
    marks = doc.to_array(["LOWER", "IDX"])
    offsets = marks[:, 1].tolist()
    telling = _TELLING_WORDS.mark(marks[:, 0].tolist(), doc.vocab.strings)
    hard = {bisect.bisect_left(offsets, cut) for cut in breaks}
    limits = sorted({*hard, *(bisect.bisect_left(offsets, start) for start in starts), len(offsets)})
    first = last = 0  # tokens at which the stretch at hand begins and ends
    told = False
    for begin, end in itertools.pairwise(sorted({0, *limits})):
        live = any(telling[begin:end])
        if (begin in hard or not (live or end - begin < _SCRAP)) and last > first:
            if told:
                yield Stretch(offsets[first], doc[first:last].text_with_ws)
            first, told = last, False
        if live or end - begin < _SCRAP:
            first = begin if last == first else first
            last, told = end, told or live
        else:
            first = last = end
    if told:
        yield Stretch(offsets[first], doc[first:last].text_with_ws)
