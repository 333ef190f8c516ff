"""Acronyms and their long forms, as a release introduces them in brackets.

The search for the long form follows Schwartz & Hearst (2003), "A simple algorithm for identifying abbreviation
definitions in biomedical text": the letters of the short form must stand in the long form in order, the first one at the beginning of a word.
Stricter here: a letter counts at the beginning of a word or inside a word that an earlier letter has entered, and small words may be skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipeline.lexicon import country

_QUOTES = frozenset("“”\"'‘’")
_SMALL = frozenset("of the and for in on to a an at & de la del des du et y und".split())


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form in brackets behind (or in front of) its long form; both are spans of the Doc."""

    short: Span
    long: Span
    quoted: bool


def definitions(doc: Doc, bodies: list[Span]) -> Iterator[Definition]:
    """Every short form that the Doc defines, with its long form.

    `bodies` are the names already found: where one ends right before the bracket and the letters agree, it is the long
    form; otherwise the words before the bracket are searched. A quoted short form ("MinLaw") needs no
    agreement of letters if a body stands right before it.
    """
    ends = {body.end: body for body in bodies}
    opened = frozenset(body.start for body in bodies)
    for token in doc:
        if token.text != "(" or token.i == 0:
            continue
        short, quoted = _short_form(doc, token.i + 1)
        if short is None:
            continue
        end = token.i - (token.nbor(-1).is_space and token.nbor(-1).text.count("\n") < 2)  # no bracket opens a block
        body = ends.get(end)
        if body is None and end > 0 and doc[end - 1].lower_ in {"'s", "’s"}:
            body = ends.get(end - 1)
        start = long_form_start(short.text, doc, end)
        if start is not None and (body is None or start < body.start or _letters(short.text, body)):
            first = body.start if body is not None and _letters(short.text, body) else _with_country(doc, start, opened)
            yield Definition(short, Span(doc, first, end, label="organisation"), quoted)
        elif body is not None and (quoted or _letters(short.text, body)):
            yield Definition(short, body, quoted)


def _short_form(doc: Doc, at: int) -> tuple[Span | None, bool]:
    """The short form that stands alone in a bracket opened before `at`, and whether it is quoted."""
    start, quoted = at, False
    while start < len(doc) and (doc[start].text in _QUOTES or doc[start].lower_ in {"the", "or", "hereinafter"}):
        quoted |= doc[start].text in _QUOTES
        start += 1
    end = start
    while end < len(doc) and end - start < 4 and doc[end].text not in _QUOTES | {")", ",", ";"} and not doc[end].is_space:
        end += 1
    if end == start or end >= len(doc) or doc[end].text not in _QUOTES | {")", ",", ";"}:
        return None, False
    short = Span(doc, start, end, label="organisation")
    return (short if looks_short(short.text) else None), quoted


def looks_short(text: str) -> bool:
    """Whether a text has the form of an acronym: up to ten letters, at least two of them capitals, no sentence word."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return 2 <= len(letters) <= 12 and capitals >= 2 and " " not in text and not text[0].isdigit()


def _letters(short: str, long: Span) -> bool:
    """Whether the short form's letters run through the long form, from its first word on or from the one behind a country."""
    words = [t for t in long if any(c.isalnum() for c in t.text)]
    at = _align(_chars(short), words)
    return at is not None and (at == 0 or country(long.doc[long.start : words[at].i].text) is not None)


def _with_country(doc: Doc, start: int, opened: frozenset[int]) -> int:
    """Where a long form begins that a body known before opens with a country: "U.S. Customs and Border Protection" (CBP)."""
    for first in range(max(0, start - 2), start):
        if first in opened and country(doc[first:start].text) is not None:
            return first
    return start


def long_form_start(short: str, doc: Doc, end: int) -> int | None:
    """Where the long form that ends before token `end` begins, or None where no words agree with the letters."""
    chars = _chars(short)
    limit = min(len(chars) + 5, 2 * len(chars) + 2)
    words: list[Token] = []
    i = end - 1
    while i >= 0 and len(words) < limit and "\n" not in doc[i].text and doc[i].text not in {".", ";", ":", "(", ")"}:
        if any(c.isalnum() for c in doc[i].text) and doc[i].lower_ not in {"'s", "’s"}:
            words.insert(0, doc[i])
        i -= 1
    at = _align(chars, words)
    if at is None or not words[at].text[0].isupper() or (at < len(words) - 1 and not words[-1].text[0].isupper()):
        return None
    return words[at].i


def _chars(short: str) -> str:
    return "".join(c for c in short.casefold() if c.isalnum())


def _align(chars: str, words: list[Token]) -> int | None:
    """The index of the first word of the shortest tail of `words` that spells `chars`, or None."""
    for start in range(len(words) - 1, -1, -1):
        if chars and words[start].lower_.startswith(chars[0]) and _spells(chars, [w.lower_ for w in words[start:]], 0, 0):
            return start
    return None


def _spells(chars: str, words: list[str], at: int, word: int) -> bool:
    """Whether `chars[at:]` can be read off `words[word:]`, each word giving a prefix of one or more letters."""
    if word == len(words):
        return at == len(chars)
    if at == len(chars):
        return all(w in _SMALL for w in words[word:])
    taken = 0
    while at + taken < len(chars) and taken < len(words[word]) and words[word][taken] == chars[at + taken]:
        taken += 1
    for length in range(taken, 0, -1):
        if _spells(chars, words, at + length, word + 1):
            return True
    # a small word, or one inside a hyphenated or plural name, may give no letter
    return (words[word] in _SMALL or (word > 0 and len(words) - word > len(chars) - at)) and _spells(chars, words, at, word + 1)
