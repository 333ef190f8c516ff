"""The text as a chain of items: people, titles and bodies with the plain words between them.

Who holds a title is mostly a matter of what stands next to what ("WUT President Yang Zongkai", "Nguyen Viet Quang, Vice Chairman of
Vingroup"). Seen as a chain, one item for each named thing, such patterns are short and do not care how many words a name has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span

from pipeline import records
from pipeline.find.organisations import lost_its_apostrophe
from pipeline.find.titles import TitlePhrase, title_phrases
from pipeline.lexicon import country

Kind = Literal["person", "title", "body", "word"]


@dataclass(frozen=True, slots=True)
class Item:
    """One link of the chain. `key` is the entity's key (null for a place); `text` is lower-case for words, as written for others."""

    kind: Kind
    start: int
    end: int
    text: str
    key: str | None = None
    title: TitlePhrase | None = None
    place: bool = False


def chain(doc: Doc) -> list[Item]:
    """The Doc's items in order; every token is in exactly one."""
    taken: dict[int, Item] = {}
    for mention in records.get(doc, records.Mention):
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or mention.key is None or any(t.i in taken for t in span):
            continue
        kind: Kind = "person" if mention.label == "person" else "body"
        start = _owner(doc, span.start) if kind == "body" else span.start
        _take(taken, Item(kind, start, span.end, span.text, mention.key))
    for phrase in title_phrases(doc):
        if all(t.i not in taken for t in phrase.span):
            _take(taken, Item("title", phrase.span.start, phrase.span.end, phrase.text, title=phrase))
    for entity in doc.ents:
        if entity.label_ in {"GPE", "NORP", "LOC"} and all(t.i not in taken for t in entity):
            span = entity if entity[0].lower_ != "the" or len(entity) == 1 else doc[entity.start + 1 : entity.end]
            _take(taken, Item("body", span.start, span.end, _place_text(span), place=True))
    for start, end in _districts(doc):
        if all(i not in taken or taken[i].place for i in range(start, end)):
            _take(taken, Item("body", start, end, _place_text(doc[start:end]), place=True))
    items: list[Item] = []
    i = 0
    while i < len(doc):
        item = taken.get(i) or Item("word", i, i + 1, doc[i].lower_)
        items.append(item)
        i = item.end
    return items


def _owner(doc: Doc, start: int) -> int:
    """Where an owner without its apostrophe begins: "Justice Departments" in front of "Criminal Division"."""
    if start == 0 or not lost_its_apostrophe(doc[start - 1]):
        return start
    start -= 1
    while start > 0 and doc[start - 1].text[:1].isupper() and doc[start - 1].is_alpha and not doc[start].is_sent_start:
        start -= 1
    return start


def _districts(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of judicial districts ("Eastern District of Michigan") and of constituencies behind "Member for", "Parliament for"."""
    for token in doc:
        if token.text == "District" and token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "of":
            start = token.i - (token.i > 0 and doc[token.i - 1].lower_ in _POINTS)
            end = _capitalised(doc, token.i + 2)
            if end > token.i + 2:
                yield start, end
        elif token.lower_ in {"for", ","} and token.i > 0 and doc[token.i - 1].lower_ in {"parliament", "member", "mp", "councillor", "senator"}:
            end = _capitalised(doc, token.i + 1)
            named = token.text == "," and any(t.ent_type_ == "PERSON" for t in doc[token.i + 1 : end])
            if end > token.i + 1 and not named:
                yield token.i + 1, end


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


def state_name(doc: Doc, text: str) -> str | None:
    """The name by which the Doc calls the state that `text` (a name or an adjective) stands for, or None."""
    state = country(text)
    if state is None:
        return None
    best: str | None = None
    for entity in doc.ents:
        if entity.label_ == "GPE" and country(entity.text) == state:
            name = _place_text(entity).removeprefix("the ").removeprefix("The ")
            if best is None or len(name) < len(best):
                best = name
    return best


def home_state(doc: Doc) -> str | None:
    """The state that the release speaks of most, named as it names it; the first named of equals."""
    counts: dict[str, float] = {}
    for entity in doc.ents:
        if entity.label_ in {"GPE", "NORP"} and (state := country(entity.text)) is not None:
            # one goes "to" and deals "with" another state
            abroad = entity.start > 0 and doc[entity.start - 1].lower_ in {"to", "with", "from"}
            counts[state] = counts.get(state, 0.0) + (0.5 if abroad else 1.0)
    if not counts:
        return None
    return state_name(doc, max(counts, key=lambda state: counts[state]))
