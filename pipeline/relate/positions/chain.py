"""The text as a chain of items: people, titles and bodies with the plain words between them.

Who holds a title is mostly a matter of what stands next to what ("LNU President Ku Pei-chen", "Le Thanh Binh, Vice Chairman of
Sao Bien"). Seen as a chain, one item for each named thing, such patterns are short and do not care how many words a name has.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from spacy.attrs import IS_SPACE
from spacy.tokens import Doc, Span

from pipeline import records
from pipeline.find.offices import TitlePhrase, describe
from pipeline.find.organisations import lost_its_apostrophe
from pipeline.find.reading import read, words_of
from pipeline.find.titles import title_phrases
from pipeline.relate.positions.states import States

Kind = Literal["person", "title", "body", "word"]


class Item(NamedTuple):
    """One link of the chain. `key` is the entity's key (null for a place); `text` is lower-case for words, as written for others."""

    kind: Kind
    start: int
    end: int
    text: str
    key: str | None = None
    title: TitlePhrase | None = None
    place: bool = False


def chain(doc: Doc, states: States | None = None) -> list[Item]:
    """The Doc's items in order; every token is in exactly one but for the white space inside blocks."""
    taken: dict[int, Item] = {}
    for mention in records.get(doc, records.Mention):
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or mention.key is None or not taken.keys().isdisjoint(range(span.start, span.end)):
            continue
        kind: Kind = "person" if mention.label == "person" else "body"
        start = _owner(doc, span.start) if kind == "body" else span.start
        _take(taken, Item(kind, start, span.end, span.text, mention.key))
    titled = {phrase.span.start for phrase in title_phrases(doc)}
    for start, end in _constituencies(doc):
        if start not in titled and all(i not in taken for i in range(start, end)):
            _take(taken, Item("body", start, end, _place_text(doc[start:end]), place=True))
    states = states or States(doc)
    for phrase in (_without_state(states, phrase) for phrase in title_phrases(doc)):
        if taken.keys().isdisjoint(range(phrase.span.start, phrase.span.end)):
            _take(taken, Item("title", phrase.span.start, phrase.span.end, phrase.text, title=phrase))
    for span in _places(doc, states):
        if len(span) and taken.keys().isdisjoint(range(span.start, span.end)):
            _take(taken, Item("body", span.start, span.end, _place_text(span), place=True))
    for start, end in _towns(doc):
        if all(i not in taken for i in range(start, end)):
            _take(taken, Item("body", start, end, _place_text(doc[start:end]), place=True))
    for start, end in districts(doc):
        if all(i not in taken or taken[i].place for i in range(start, end)):
            _take(taken, Item("body", start, end, _place_text(doc[start:end]), place=True))
    return list(_linked(doc, taken))


def _linked(doc: Doc, taken: dict[int, Item]) -> Iterator[Item]:
    spaces = set(np.flatnonzero(doc.to_array(IS_SPACE)).tolist())
    left_out = spaces.difference(read(doc).first) if spaces else spaces
    lowers = words_of(doc).lowers
    i = 0
    while i < len(lowers):
        item = taken.get(i)
        if item is not None:
            yield item
            i = item.end
            continue
        if i not in left_out:
            yield Item("word", i, i + 1, lowers[i])
        i += 1


def _without_state(states: States, phrase: TitlePhrase) -> TitlePhrase:
    """The phrase without the state that it names last: "Minister of Justice" of "Minister of Justice of Norway"."""
    span = phrase.span
    named = next((m for m in states.mentions if m.end == span.end and m.start > phrase.head_index + 1), None)
    if named is None or named.adjective:
        return phrase
    stop = named.start
    while stop > phrase.head_index + 1 and span.doc[stop - 1].text in _STYLES:
        stop -= 1
    return describe(span.doc[span.start : stop]) if span.doc[stop].lower_ == "of" else phrase


_STYLES = frozenset(
    "the of Republic Socialist Democratic Kingdom State Federal People ’s 's Government Sultanate Union".split()
)


def _owner(doc: Doc, start: int) -> int:
    """Where an owner without its apostrophe begins: "Justice Departments" in front of "Criminal Division"."""
    if start == 0 or not lost_its_apostrophe(doc[start - 1]):
        return start
    start -= 1
    while start > 0 and doc[start - 1].text[:1].isupper() and doc[start - 1].is_alpha and not doc[start].is_sent_start:
        start -= 1
    return start


def _places(doc: Doc, states: States) -> Iterator[Span]:
    """Places that the model names, states that it overlooked, and "Western Province"; none that is the dateline's."""
    datelines = [(z.start, z.end) for z in records.get(doc, records.Zone) if z.name == "dateline"]
    for mention in states.mentions:
        span = doc[mention.start : mention.end]
        if not any(start <= span.start_char < end for start, end in datelines):
            yield span
    for entity in doc.ents:
        if entity.label_ in {"GPE", "NORP", "LOC"}:
            span = entity if entity[0].lower_ != "the" or len(entity) == 1 else doc[entity.start + 1 : entity.end]
            dated = any(start < span.end_char and span.start_char < end for start, end in datelines)
            if not (dated or any(mark in span.text for mark in "—–")):
                yield span
    texts = words_of(doc).texts
    for token in (doc[i] for i, text in enumerate(texts) if text in _REGIONS):
        if token.i > 0 and token.nbor(-1).text.istitle() and not token.is_sent_start:
            yield doc[_back_over_capitals(doc, token.i) : token.i + 1]


_REGIONS = frozenset(
    {"Province", "Prefecture", "County", "Region", "Governorate", "Voivodeship", "Oblast", "Canton", "Municipality"}
)


def _back_over_capitals(doc: Doc, i: int) -> int:
    while i > 0 and doc[i - 1].text[:1].isupper() and doc[i - 1].is_alpha and not doc[i].is_sent_start:
        i -= 1
    return i


def _constituencies(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of constituencies behind "Member for", "Member of Parliament,"."""
    for token in (doc[i + 1] for i in words_of(doc).of(_LEGISLATORS) if i + 1 < len(doc)):
        if token.lower_ in {"for", ","}:
            end = _capitalised(doc, token.i + 1)
            named = token.text == "," and any(t.ent_type_ == "PERSON" for t in doc[token.i + 1 : end])
            if end > token.i + 1 and not named:
                yield token.i + 1, end


_LEGISLATORS = frozenset({"parliament", "member", "mp", "councillor", "senator"})


def _towns(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of what stands behind offices that are held in a town or land, whatever the model saw: "Mayor of Saint-Aubert"."""
    for phrase in title_phrases(doc):
        at = phrase.span.end
        placed = phrase.head in _OF_PLACES or phrase.text.lower() in _HEADS_OF_GOVERNMENT
        if placed and at + 1 < len(doc) and doc[at].lower_ == "of":
            end = _capitalised(doc, at + 1)
            if end > at + 1:
                yield at + 1, end


_HEADS_OF_GOVERNMENT = frozenset(
    {"chief minister", "prime minister", "deputy prime minister", "deputy chief minister", "premier"}
)
_OF_PLACES = frozenset("mayor governor prefect voivode akim bishop archbishop king queen prince emir sultan".split())


def districts(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of judicial districts: "Eastern District of Michigan"."""
    for token in (doc[i] for i in words_of(doc).of({"district"})):
        if token.text == "District" and token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "of":
            start = token.i - (token.i > 0 and doc[token.i - 1].lower_ in _POINTS)
            end = _capitalised(doc, token.i + 2)
            if end > token.i + 2:
                yield start, end


_POINTS = frozenset({"northern", "southern", "eastern", "western", "middle", "central"})


def _capitalised(doc: Doc, i: int) -> int:
    while i < len(doc) and (doc[i].text[:1].isupper() or (doc[i].text == "-" and doc[i - 1].text[:1].isupper())):
        i += 1
    return i


def _take(taken: dict[int, Item], item: Item) -> None:
    for i in range(item.start, item.end):
        taken[i] = item


def _place_text(span: Span) -> str:
    return " ".join(span.text.split())
