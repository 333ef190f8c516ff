"""Names that the furniture of a release shows to be bodies: who stands under "About", whose shares are traded.

Press offices close a release with a paragraph about the house ("About Halvex") and, where it is listed, give exchange and symbol of
its shares behind its name ("Halvex Holdings (ASX: HVX)"). No model needs to know the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Span

from pipeline.find.reading import starts_block, words_of
from pipeline.lexicon import country, table, words

_HEADS = table("org_heads")
_NOT_BODIES = words("not_bodies")
_LEGAL_FORMS = words("legal_forms")
_LONGEST = 7  # tokens of a name
_INNER = frozenset({"&", "and", "of", "for", "de", "la", "the", "-", ",", ".", "'s", "’s"})
# Exchange and symbol: "(ASX: HVX)", "(NYSE American:HVX, ISIN NO0010000001)".
_TRADED = re.compile(r"\(\s?(?:[A-Z]{2,8}|Nasdaq|Euronext)(?:[ -][A-Z]\w*){0,2}\s?:\s?[A-Z][A-Z\d.-]{1,7}\s?[),;/]")
_REACH = 14  # tokens of a bracket looked at


def house_names(doc: Doc, titled: AbstractSet[int]) -> Iterator[Span]:
    """The names of bodies that headings and symbols of shares show; `titled` are the tokens of titles."""
    yield from _about(doc, titled)
    yield from _listed(doc, titled)


def _about(doc: Doc, titled: AbstractSet[int]) -> Iterator[Span]:
    """As "Halvex" in a line "About Halvex" over a paragraph that begins with the name, or tells that it was founded."""
    here = words_of(doc)
    for i in here.of(frozenset({"about"})):
        if not starts_block(doc[i]) or not doc[i].text[0].isupper():
            continue
        _, end = here.line(i)
        start = i + 1 + (i + 1 < end and here.lowers[i + 1] == "the")
        while end > start and here.texts[end - 1] in {":", "."} and here.lowers[end - 2] not in _LEGAL_FORMS:
            end -= 1
        name = doc[start:end]
        below = next((j for j in range(end, len(doc)) if doc[j].is_alpha), len(doc))
        below += here.lowers[below : below + 1] == ["the"]
        again = here.texts[below : below + 1] == here.texts[start : start + 1]
        if again and _is_name(name, titled):
            yield Span(doc, name.start, name.end, label="organisation", span_id="about heading")


def _listed(doc: Doc, titled: AbstractSet[int]) -> Iterator[Span]:
    """As "Halvex Holdings" in "Halvex Holdings (ASX: HVX)"."""
    for i in words_of(doc).of(frozenset({"("})):
        if not i or starts_block(doc[i]) or not _TRADED.match(doc[i : i + _REACH].text):
            continue
        start = i
        while start > 0 and i - start < _LONGEST and not (start < i and starts_block(doc[start])) and _goes_back(doc, start):
            start -= 1
        name = doc[start:i]
        if len(name) and _is_name(name, titled):
            yield Span(doc, name.start, name.end, label="organisation", span_id="symbol of its shares")


def _goes_back(doc: Doc, start: int) -> bool:
    """Whether the name that begins at a token begins one earlier."""
    before = doc[start - 1]
    if before.text[0].isupper() or before.lower_ in _LEGAL_FORMS:
        return not (before.is_stop and before.is_sent_start)
    joins = before.text in {"&", "-", ","} or before.lower_ in {"of", "de"}
    legal_behind = before.text != "," or doc[start].lower_ in _LEGAL_FORMS
    return joins and legal_behind and start > 1 and doc[start - 2].text[0].isupper()


def _is_name(name: Span, titled: AbstractSet[int]) -> bool:
    """Whether words can be the name of a body: capitalised, few, no state, no law or event, nobody with a title."""
    if not 0 < len(name) <= _LONGEST or not name[0].text[0].isupper() or country(name.text) is not None:
        return False
    if not all(t.text[0].isupper() or t.lower_ in _INNER or t.lower_ in _LEGAL_FORMS or t.like_num for t in name):
        return False
    last = name[-1].lower_
    if last in _NOT_BODIES or name[0].lower_ in _NOT_BODIES or (len(name) == 1 and (last in _HEADS or last in words_of(name.doc).small)):
        return False
    return titled.isdisjoint(range(name.start, name.end)) and not all(t.ent_type_ == "PERSON" for t in name)
