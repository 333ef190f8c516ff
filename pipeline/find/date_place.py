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

    @property
    def text(self) -> str:
        """The characters of the expression."""
        return self._cut(self.expression.start, self.expression.end)

    def text_before(self, n: int) -> str:
        """Give the n characters before the expression, fewer at the text's start; at most those of the four tokens before."""
        return self._cut(self.expression.start - n, self.expression.start)

    def text_behind(self, n: int) -> str:
        """Give the n characters behind the expression."""
        return self._cut(self.expression.end, self.expression.end + n)

    def _cut(self, start: int, end: int) -> str:
        first = max(0, self.span.start - 4)
        near = self.span.doc[first : self.span.end + 4]
        base = near.start_char
        return near.text_with_ws[max(0, start - base) : max(0, end - base)]


def neighbour(doc: Doc, start: int, step: int) -> Token | None:
    """Give the token that many steps from `start`, not across a line's end."""
    i = start
    for _ in range(abs(step)):
        i += 1 if step > 0 else -1
        if not 0 <= i < len(doc) or "\n" in doc[i].text:
            return None
    return doc[i]


def same_entity(a: Token, b: Token) -> bool:
    """Whether the second of two tokens goes on with the entity of the first."""
    return bool(b.ent_type_) and b.ent_iob_ == "I" and a.ent_type_ == b.ent_type_
