"""Where a time expression stands: what the guards that reject one look at."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipeline.find.date_context import Layers
from pipeline.timex.expression import TimexExpression


@dataclass(frozen=True, slots=True)
class Place:
    """An expression where it stands: its tokens, and those before and behind it in the same line."""

    expression: TimexExpression
    span: Span
    layers: Layers

    def before(self, n: int = 1) -> Token | None:
        """Give the nth token before the expression, not across a line's start."""
        return neighbour(self.span.doc, self.span.start, -n)

    def behind(self, n: int = 1) -> Token | None:
        """Give the nth token behind the expression."""
        return neighbour(self.span.doc, self.span.end - 1, n)


def neighbour(doc: Doc, start: int, step: int) -> Token | None:
    """Give the token that many steps from `start`, not across a line's end."""
    i = start
    for _ in range(abs(step)):
        i += 1 if step > 0 else -1
        if not 0 <= i < len(doc) or "\n" in doc[i].text:
            return None
    return doc[i]
