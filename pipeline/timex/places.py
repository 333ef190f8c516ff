"""What the productions read at the places of one line, each place read once."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.timex.expression import Meaning, TimexExpression
from pipeline.timex.extents import opening
from pipeline.timex.lexemes import Lexemes, at
from pipeline.timex.productions import Table


class Reading(NamedTuple):
    """What a production read: its name, the meaning, and the index behind it."""

    rule: str
    meaning: Meaning
    end: int


class Places:
    """The lexemes of a line; what is read at a place is kept, since ranges and lists look at places again."""

    def __init__(self, lexemes: Lexemes, table: Table) -> None:
        self._lexemes = lexemes
        self._table = table
        self._seen: dict[int, Reading | None] = {}

    def simple(self, i: int) -> Reading | None:
        """Give the longest base reading at a place; of equal ones the first in the table."""
        if i not in self._seen:
            self._seen[i] = self._longest(i)
        return self._seen[i]

    def expression(self, i: int, j: int, rule: str, meaning: Meaning) -> TimexExpression:
        """Make the expression of what was read from `i` to before `j`, with the words before it that belong to it."""
        start = opening(self._lexemes, i, rule, meaning)
        return TimexExpression(self._lexemes[start].start, self._lexemes[j - 1].end, rule, meaning)

    def _longest(self, i: int) -> Reading | None:
        word = at(self._lexemes, i).lower
        best: Reading | None = None
        for rule, production in self._table.beginning(word) if word else ():
            found = production(self._lexemes, i)
            if found and (best is None or found[1] > best.end):
                best = Reading(rule, *found)
        return best
