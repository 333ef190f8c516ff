"""Names whose kind a common noun says: "the tram operator Haldis", "a bakery, Flor do Campo"; and what a noun shows to be no body.

The noun stands right before the name, or behind a comma with the name as its apposition. It leaves no doubt, whatever the model takes the
name for.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import numpy as np
from spacy.tokens import Doc, Span, Token

from pipeline import records
from pipeline.find.offices import ADDRESS
from pipeline.find.reading import starts_block, words_of
from pipeline.lexicon import country, table, words

KIND_NOUNS = table("kind_nouns")
_LAST_WORDS = frozenset(noun.split()[-1] for noun in KIND_NOUNS)
_OF_STATES = frozenset({"government", "cabinet", "legislature"})
THINGS = words("thing_nouns")
_HONORIFICS = words("honorifics")
_LEGAL_FORMS = words("legal_forms")
# Kinds that towns, people and words of any sort follow as often as a name does: there only what the model calls a body, or nothing, counts.
_LOOSE = frozenset("school college party bank union club centre center network institution society authority academy miner utility".split())
_DEFINING = frozenset(KIND_NOUNS) - {"school", "party", "union", "club", "centre", "center", "network", "brigade", "miner", "contractor", "sponsor", "daily", "weekly"} | {
    "organisation", "organization", "bank", "group", "non-governmental"
}
# Nouns that firms are called by, and people: of a thing it is a firm.
_MAKING = frozenset({"provider", "maker", "producer", "supplier", "developer", "manufacturer", "operator"})
_PARTS = frozenset({"division", "arm", "subsidiary"})
_IN_PLACES = frozenset({"in", "near", "outside"})
_BRACKET = 3  # tokens of "(KFA)"
_PHRASE = 12  # tokens
# Days and months: no name of a body goes on with them.
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december".split()
)


def described_bodies(doc: Doc, titled: AbstractSet[int]) -> Iterator[Span]:
    """The names that a common noun of bodies stands before."""
    for token in (doc[i] for i in words_of(doc).of(_LAST_WORDS) if i + 1 < len(doc)):
        noun = _kind_noun(token)
        if noun is None:
            continue
        at = token.i + 1
        comma = doc[at].text == ","
        if comma and not _indefinite(doc, token.i):
            continue
        start = at + comma
        if start >= len(doc) or starts_block(doc[start]):
            continue
        end = _run(doc, start, titled)
        if end == start or (comma and (end >= len(doc) or doc[end].text not in {",", ".", ";", ")", ":"})):
            continue
        name = doc[start:end]
        if _is_name(name, loose=noun in _LOOSE) and not _is_officer(name, token.i, titled):
            yield Span(doc, start, end, label="organisation", span_id="kind noun in front")


def _is_officer(name: Span, noun: int, titled: AbstractSet[int]) -> bool:
    """Whether it is the name of whoever holds the office in front: "the rector of the university Olga Petrovna Sidorova"."""
    doc = name.doc
    if noun + 2 == name.start and noun in titled and len(name) > 1:
        return all(t.ent_type_ == "PERSON" for t in name)  # "a crane operator, Vernon Tisdale"
    held = noun > 2 and doc[noun - 1].lower_ in {"the", "our", "this"} and doc[noun - 2].lower_ in {"of", "at"} and noun - 3 in titled
    return held and noun + 1 == name.start and len(name) > 1 and name[0].ent_iob_ == "B" and all(t.ent_type_ == "PERSON" for t in name)


def defined_bodies(doc: Doc) -> Iterator[Span]:
    """The names of which a clause says that they are bodies: "Kites for All (KFA) is an independent charity"."""
    being = np.isin(doc.to_array("LOWER"), [doc.vocab.strings.add(word) for word in ("is", "was")])
    for i in np.flatnonzero(being).tolist():
        token = doc[i]
        if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ not in {"a", "an"}:
            continue
        end = token.i
        if end > _BRACKET and doc[end - 1].text == ")" and doc[end - _BRACKET].text == "(":
            end -= _BRACKET
        start = run_front(doc, end)
        name = doc[start:end]
        opens = start == 0 or bool(doc[start].is_sent_start) or doc[start - 1].lower_ == "the"
        if start < end and opens and says_kind(doc, token.i + 2) and _may_be_defined(name):
            yield Span(doc, start, end, label="organisation", span_id="defined in a clause")


def run_front(doc: Doc, end: int) -> int:
    """Where the run of name words begins that ends before a token: capitalised ones, and small ones between two of them."""
    start = end
    while start > 0 and not (start < end and starts_block(doc[start])):
        before = doc[start - 1]
        if before.text[0].isupper() and before.text[-1].isalnum():
            start -= 1
        elif start < end and start > 1 and before.lower_ in {"for", "of", "without", "&"} and doc[start - 2].text[0].isupper():
            start -= 2
        else:
            break
    while start < end and doc[start].is_stop and not doc[start].text.isupper():
        start += 1
    return start


def says_kind(doc: Doc, i: int) -> bool:
    """Whether the noun phrase that begins at a token has a noun of bodies as its head."""
    for k in range(i, min(i + _PHRASE, len(doc))):
        token = doc[k]
        if (token.lower_ in _DEFINING and token.text.islower()) or token.text == "NGO" or (token.text in _PARTS and doc[k + 1 : k + 2].text == "of") or (token.text in _MAKING and k + 1 < len(doc) and doc[k + 1].lower_ in {"of", "for"}):
            after = doc[k + 1] if k + 1 < len(doc) else None
            return after is None or after.pos_ not in {"NOUN", "PROPN"}
        if token.pos_ in {"VERB", "AUX", "ADP"} and token.tag_ not in {"VBN", "VBG"}:
            return False
    return False


def _may_be_defined(name: Span) -> bool:
    labels = {t.ent_type_ for t in name}
    return country(name.text) is None and not labels & {"PERSON", "DATE", "NORP"} and any(len(t.text) > 1 for t in name) and name[0].lower_ not in {"it", "this", "that", "he", "she"}


def governments(doc: Doc) -> Iterator[Span]:
    """"The Norwegian government", "the government of Norway": the noun may be lower case where it names the state."""
    for i in words_of(doc).of({"administration"}):
        if i > 1 and doc[i - 2].lower_ == "the" and doc[i - 1].is_title and doc[i - 1].ent_type_ not in {"NORP", "DATE"} and doc[i - 1].pos_ == "PROPN" and country(doc[i - 1].text) is None:
            yield Span(doc, i - 1, i + 1, label="organisation", span_id="government of a state")  # "the Larssen administration"
    for token in (doc[i] for i in words_of(doc).of(_OF_STATES)):
        if not (token.text.islower() or token.text == "Government"):
            continue
        start = next((k for k in (token.i - 3, token.i - 2, token.i - 1) if k >= 0 and country(doc[k : token.i].text) is not None), None)
        start = start + (doc[start].lower_ == "the") if start is not None else None
        if start is not None and doc[start].text[0].isupper():
            yield Span(doc, start, token.i + 1, label="organisation", span_id="government of a state")
        elif token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "of":
            at = token.i + 2 + (doc[token.i + 2].lower_ == "the")
            end = next((k for k in (at + 3, at + 2, at + 1) if k <= len(doc) and country(doc[at:k].text) is not None), None)
            if end is not None and doc[at].text[0].isupper():
                yield Span(doc, token.i, end, label="organisation", span_id="government of a state")


def _kind_noun(token: Token) -> str | None:
    """The entry of the list that ends in a token: "operator", "law firm"."""
    if not token.text[0].islower() and token.text != "NGO":
        return None
    if token.i > 0:
        pair = f"{token.nbor(-1).lower_} {token.lower_}"
        if pair in KIND_NOUNS:
            return pair
    return token.lower_ if token.lower_ in KIND_NOUNS else None


def _indefinite(doc: Doc, i: int) -> bool:
    """Whether "a" or "an" opens the noun phrase that ends in token `i`."""
    k = i - 1
    while k >= 0 and i - k < 5 and doc[k].text[0].isalpha() and doc[k].pos_ in {"ADJ", "NOUN", "PROPN", "VERB", "ADV"}:
        k -= 1
    return k >= 0 and doc[k].lower_ in {"a", "an", "another"}


def _run(doc: Doc, start: int, titled: AbstractSet[int]) -> int:
    """The end of the run of name words that begins at a token."""
    end = i = start
    while i < len(doc) and i not in titled and not (i > start and starts_block(doc[i])):
        token = doc[i]
        if token.text[0].isupper() and token.text[-1].isalnum():
            if (token.is_stop and not token.text.isupper()) or token.ent_type_ == "DATE" or token.lower_ in DAYS:
                break
            i += 1
            end = i
        elif end > start and (token.lower_ in {"&", "de", "del", "do", "da", "du", "des", "di", "und", "et"} or _hyphen(token)) and i == end:
            i += 1
        else:
            break
    return end


def _hyphen(token: Token) -> bool:
    return token.text == "-" and not token.whitespace_


def _is_name(name: Span, *, loose: bool) -> bool:
    first = name[0]
    if first.lower_ in ADDRESS or (first.lower_ in _HONORIFICS and len(name) > 1) or country(name.text) is not None:
        return False
    if all(t.ent_type_ in {"GPE", "NORP", "LOC"} for t in name) and (loose or (len(name) == 1 and is_placed(name))):
        return False
    after = name.doc[name.end] if name.end < len(name.doc) else None
    if after is not None and after.lower_ in {"'s", "’s"} and first.ent_type_ == "PERSON":
        return False
    return not (loose and any(t.ent_type_ == "PERSON" for t in name))


def is_placed(name: Span) -> bool:
    """Whether a name is one of a place by what stands around it somewhere: "in Larnvik", "Larnvik, Norway", the place of issue."""
    doc, first, length = name.doc, name[0].lower_, len(name)
    zones = [(zone.start, zone.end) for zone in records.get(doc, records.Zone) if zone.name == "dateline"]
    for i in words_of(doc).of({first}):
        if doc[i : i + length].text.lower() != name.text.lower():
            continue
        end = i + length
        if i > 0 and doc[i - 1].lower_ in _IN_PLACES:
            return True
        if end + 1 < len(doc) and doc[end].text == "," and (doc[end + 1].ent_type_ == "GPE" or country(doc[end + 1].text) is not None):
            return True
        if any(start <= doc[i].idx < stop for start, stop in zones):
            return True
    return False


def is_called_a_thing(span: Span) -> bool:
    """Whether the noun in front of a name says that it is a work, a product, a place: "the ferry Lady Maren"."""
    before = span.doc[span.start - 1] if span.start > 0 else None
    return before is not None and before.text[0].islower() and before.pos_ != "VERB" and _is_thing(before)


def names_a_thing(span: Span) -> bool:
    """As `is_called_a_thing`, or the noun stands behind it: "Halo sensors". Companies have sensors too, people none."""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    behind = after is not None and not starts_block(after) and after.text[0].islower() and after.pos_ == "NOUN" and _is_thing(after)
    return behind or is_called_a_thing(span)


def _is_thing(token: Token) -> bool:
    word = token.lower_
    return word in THINGS or (word.endswith("s") and (word[:-1] in THINGS or (word.endswith("ies") and f"{word[:-3]}y" in THINGS)))
