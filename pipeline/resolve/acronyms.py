"""Acronyms and their long forms, as a release introduces them in brackets.

The search starts from Schwartz & Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical text": the letters of
the short form stand in the long form in order, the first one at the beginning of a word, and the long form is a run of words beside the bracket.
Where they take the first run that fits, here every run is priced and the cheapest is taken: a letter costs nothing at the beginning of a word, little
behind the letters of the same word, more elsewhere inside; a word without a letter costs, unless it is a small one. So
"Office of the High Commissioner" is not cut to "of the High Commissioner", and "Front for Peace in the Sahel (FPS)" keeps its "Front".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from pipeline.find.bodies import HEADS
from pipeline.find.foreign_bodies import FOREIGN_HEADS
from pipeline.find.reading import words_of
from pipeline.lexicon import country, words

_LEGAL_FORMS = words("legal_forms")
_QUOTES = frozenset("“”\"'‘’")
_SMALL = frozenset("of the and for in on to a an at by with from under & de la del da do das dos des du et e y i und für van voor".split())
_STOPS = frozenset({".", ";", ":", "(", ")", "[", "]", "=", "|", "•"})
_SKIPPED = 0.5  # a word of the long form without a letter in the short one
_FOLLOWING = 0.25  # a letter right behind a matched one, in the same word
_INSIDE = 0.8  # a letter anywhere else inside a word
_DEAR = 0.5  # the most that a letter may cost on average
_LONGEST = 12  # letters of a short form


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form in brackets behind (or in front of) its long form; both are spans of the Doc."""

    short: Span
    long: Span
    quoted: bool


def definitions(doc: Doc, bodies: list[Span]) -> Iterator[Definition]:
    """Every short form that the Doc defines, with its long form.

    `bodies` are the names already found: where one ends right before the bracket and the letters agree, it is the long
    form; otherwise the words before the bracket are searched. Letters need not agree where a body stands right before
    a quoted short form ("MinLaw"), or one that comes from another language ("Norwegian Coast Office (NKK)").
    """
    ends = {body.end: body for body in bodies}
    opened = frozenset(body.start for body in bodies)
    here = words_of(doc)
    for token in (doc[i] for i in here.of({"("}) if i > 0):
        short, quoted = _short_form(doc, token.i + 1)
        if short is None:
            yield from _long_in_brackets(doc, token.i)
            yield from _called_shortly(doc, token.i, ends)
            continue
        end = token.i - (token.nbor(-1).is_space and token.nbor(-1).text.count("\n") < 2)  # no bracket opens a block
        body = ends.get(end)
        if body is None and end > 0 and doc[end - 1].lower_ in {"'s", "’s"}:
            body = ends.get(end - 1)
        start = long_form_start(short.text, doc, end)
        if start is not None and (body is None or start < body.start or _letters(short.text, body)):
            first = body.start if body is not None and _letters(short.text, body) else _with_country(doc, start, opened)
            yield Definition(short, Span(doc, first, end, label="organisation"), quoted)
        elif body is not None and (quoted or _letters(short.text, body) or _translated(short, body, here.texts)):
            yield Definition(short, body, quoted)


def _long_in_brackets(doc: Doc, at: int) -> Iterator[Definition]:
    """"CNES (Centre National d’Études Spatiales)": the long form stands in the bracket that token `at` opens."""
    close = next((i for i in range(at + 1, min(at + 14, len(doc))) if doc[i].text in {")", "("} or "\n" in doc[i].text), at)
    short = doc[at - 1]
    if doc[close].text != ")" or close - at < 3 or not looks_short(short.text):
        return
    first = at + 1 + (doc[at + 1].lower_ in {"the", "or"})
    if long_form_start(short.text, doc, close, first) == first:
        yield Definition(Span(doc, at - 1, at, label="organisation"), Span(doc, first, close, label="organisation"), quoted=False)


def _called_shortly(doc: Doc, at: int, ends: Mapping[int, Span]) -> Iterator[Definition]:
    """As in "Haldis Ferries Ltd. (“Haldis”)": a bracket gives a body the first words of its name in quotes."""
    body = ends.get(at)
    start = at + 1 + (at + 1 < len(doc) and doc[at + 1].text in _QUOTES)
    if body is None or start == at + 1:
        return
    end = start
    while end < len(doc) and end - start < len(body) and doc[end].lower_ == body[end - start].lower_:
        end += 1
    if end > start and end < len(doc) and doc[end].text in _QUOTES:
        yield Definition(Span(doc, start, end, label="organisation"), body, quoted=True)


def _translated(short: Span, body: Span, written: Sequence[str]) -> bool:
    """Whether a short form of a body's name in another language may follow: three capitals or more that the release uses again."""
    text = short.text
    if not (text.isalpha() and text.isupper() and 2 < len(text) <= 7) or country(text) is not None:
        return False
    if not any(t.lower_ in HEADS or t.lower_ in FOREIGN_HEADS for t in body):
        return False
    return written.count(text) > (short[0].text == text)


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


@lru_cache(maxsize=1 << 16)
def looks_short(text: str) -> bool:
    """Whether a text has the form of an acronym: up to twelve letters, at least two of them capitals, no sentence word."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return 2 <= len(letters) <= _LONGEST and capitals >= 2 and " " not in text and not text[0].isdigit()


def _letters(short: str, long: Span) -> bool:
    """Whether the short form's letters run through the long form, from its first word on or from the one behind a country."""
    words_of = [t for t in long if any(c.isalnum() for c in t.text)]
    at = _align(short, words_of)
    return at is not None and (at == 0 or country(long.doc[long.start : words_of[at].i].text) is not None)


def _with_country(doc: Doc, start: int, opened: frozenset[int]) -> int:
    """Where a long form begins that a body known before opens with a country: "U.S. Customs and Border Protection" (CBP)."""
    for first in range(max(0, start - 2), start):
        if first in opened and country(doc[first:start].text) is not None:
            return first
    return start


def long_form_start(short: str, doc: Doc, end: int, first: int = 0, *, capitals: bool = True) -> int | None:
    """Where the long form that ends before token `end` begins, or None where no words agree with the letters.

    `first` is the first token that may belong to it; with `capitals` it has to begin and end with a capital, as names do.
    """
    limit = min(len(short) + 5, 2 * len(short) + 2)
    found: list[Token] = []
    i = end - 1
    while i >= first and len(found) < limit and "\n" not in doc[i].text and doc[i].text not in _STOPS:
        if any(c.isalnum() for c in doc[i].text) and doc[i].lower_ not in {"'s", "’s"}:
            found.insert(0, doc[i])
        i -= 1
    while len(found) > 1 and found[-1].lower_ in _LEGAL_FORMS:
        found.pop()
    at = _align(short, found)
    if at is None:
        return None
    named = found[at].text[0].isupper() and (at == len(found) - 1 or found[-1].text[0].isupper())
    return found[at].i if named or not capitals else None


def _align(short: str, words_before: list[Token]) -> int | None:
    """The index of the word at which the cheapest run that ends with the last word begins, or None where all are too dear."""
    letters = "".join(c for c in short if c.isalnum())
    plural = letters[-1:] == "s" and letters[:-1].isupper() and bool(words_before) and words_before[-1].text.endswith("s")
    chars = letters[: -1 if plural else None]
    texts = [token.text for token in words_before]
    best: tuple[float, int] | None = None
    for start in range(len(texts) - 1, -1, -1):
        if not chars or texts[start][0].casefold() != chars[0].casefold() or texts[start] in _SMALL:
            continue
        cost = _cost(chars, texts[start:])
        if cost is not None and cost <= _DEAR * len(chars) and (best is None or cost < best[0]):
            best = (cost, start)
    return best[1] if best else None


def _cost(chars: str, texts: list[str]) -> float | None:
    """What it costs to read `chars` off all of `texts`, the first letter off the first word; None where they cannot be."""
    cheapest: dict[int, float] = {0: 0.0}  # by the number of letters read
    for i, text in enumerate(texts):
        after: dict[int, float] = {}
        for read, spent in cheapest.items():
            if i > 0:
                skipped = 0.0 if text.casefold() in _SMALL else _SKIPPED
                after[read] = min(after.get(read, 99.0), spent + skipped)
            for count, price in _inside(chars[read:], text, opening=i == 0):
                after[read + count] = min(after.get(read + count, 99.0), spent + price)
        cheapest = after
    return cheapest.get(len(chars))


def _inside(chars: str, text: str, *, opening: bool) -> Iterator[tuple[int, float]]:
    """How many of the next letters a word can give, and what each number costs."""
    low, at, price = text.casefold(), -1, 0.0
    for count, char in enumerate(chars, 1):
        found = low.find(char.casefold(), at + 1)
        if found < 0 or (opening and count == 1 and found > 0):
            return
        if found > 0 and not (text[found].isupper() or not text[found - 1].isalnum()):
            cheap = found == at + 1 or char.islower()
            price += _FOLLOWING if cheap else _INSIDE
        at = found
        yield count, price


def spelt_out(doc: Doc) -> Iterator[Span]:
    """Every long form that stands beside its short form, capitalised or not: before a bracket, in one, or behind "="."""
    for token in (doc[i] for i in words_of(doc).of({"(", "[", "="})):
        if token.text in {"(", "["} and 0 < token.i < len(doc) - 1:
            short = _in_brackets(doc, token.i + 1)
            end = token.i - token.nbor(-1).is_space
            if looks_short(short) and (start := long_form_start(short, doc, end, capitals=False)) is not None:
                yield doc[start:end]
                continue
        if token.text in {"(", "[", "="} and token.i > 0 and looks_short(doc[token.i - 1].text):
            yield from _behind(doc, token.i + 1, doc[token.i - 1].text)


def _behind(doc: Doc, first: int, short: str) -> Iterator[Span]:
    """The long form that begins at a token: the cheapest of the runs of words that spell `short`."""
    ends = [i for i in range(first + 1, min(len(doc), first + 14) + 1) if doc[i - 1].text[0].isalnum()]
    stop = next((i for i in range(first, min(len(doc), first + 14)) if doc[i].text in _STOPS or doc[i].is_space), len(doc))
    prices = [(cost, end) for end in ends if end <= stop and (cost := _cost(short, [t.text for t in doc[first:end] if t.is_alpha])) is not None]
    cost, end = min(prices, default=(99.0, first))
    if cost <= _DEAR * len(short):
        yield doc[first:end]


def _in_brackets(doc: Doc, at: int) -> str:
    """The text from a token to the end of the bracket that it stands in, or to a comma or semicolon."""
    text = doc[at : at + 6].text
    return re.split(r"[)\],;]", text)[0].strip("“”\"'‘’ ")
