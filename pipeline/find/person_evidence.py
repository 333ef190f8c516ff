"""What the text says of a name that only the model takes for a person's, and where the names of people found stand again.

People act, places are where things are, and works and products have their noun beside them. A single word needs a sign that it is a
person (of those without one a third are right); a name of two words or more needs only that no sign speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Span, Token

from pipeline import records
from pipeline.find.described_bodies import names_a_thing
from pipeline.find.name_shapes import is_headline
from pipeline.find.reading import starts_block, words_of
from pipeline.lexicon import country, table, words

_PARTICLES = words("name_particles")
_NAMED_AFTER = words("not_bodies") | frozenset(table("org_heads"))
_LONGEST_NAME = 8  # words
_IN_PLACES = frozenset({"in", "near", "into", "across", "around", "inside", "outside", "onto", "throughout", "at", "reach", "reached"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def borne_out_people(doc: Doc, names: Iterable[Span], titled: AbstractSet[int]) -> list[Span]:
    """The names without those that only the model takes for a person's and the text does not bear out."""
    spans = list(names)
    longer = {word.lower_ for span in spans if len(span) > 1 for word in span}
    lower = words_of(doc).small
    placed = [(zone.start, zone.end) for zone in records.get(doc, records.Zone) if zone.name == "dateline"]
    spans = [s for s in spans if s.id_ != "model" or not any(start <= s.start_char < end for start, end in placed)]
    groups: defaultdict[str, list[Span]] = defaultdict(list)
    for span in spans:
        groups[span.text.casefold()].append(span)
    kept: list[Span] = []
    for group in groups.values():
        first = group[0]
        if any(span.id_ != "model" for span in group) or (len(first) == 1 and first[0].lower_ in longer):
            kept += group
            continue
        against = any(_is_no_person(span, lower, titled) for span in group)
        if len(first) == 1:
            for_it = any(_acts(span) for span in group) or not doc.has_annotation("DEP")
            if (for_it and (not against or any(_is_subject(span.root) for span in group))) or (len(group) > 1 and not against):
                kept += group
        elif not against or any(_is_subject(span.root) for span in group):
            kept += group
    return sorted(kept, key=lambda span: span.start)


def _is_subject(token: Token) -> bool:
    return token.dep_ in {"nsubj", "nsubjpass"} and token.head.pos_ in {"VERB", "AUX"}


def _acts(span: Span) -> bool:
    """Whether a name is the one who does something, or owns something."""
    doc, root = span.doc, span.root
    if _is_subject(root) or (root.dep_ in {"pobj", "agent"} and root.head.lower_ == "by" and root.head.head.pos_ == "VERB"):
        return True
    return span.end < len(doc) and doc[span.end].lower_ in {"'s", "’s"}


def _is_no_person(span: Span, lower: AbstractSet[str], titled: AbstractSet[int]) -> bool:
    """Signs of a place, a thing or an ordinary word."""
    doc = span.doc
    before = doc[span.start - 1] if span.start > 0 else None
    after = doc[span.end] if span.end < len(doc) and not starts_block(doc[span.end]) else None
    if before is not None and before.lower_ in _IN_PLACES and before.i not in titled and not starts_block(span[0]):
        return True
    if before is not None and before.lower_ in {"of", "for", "from"} and before.i > 0 and before.i - 1 in titled:
        return True  # "Member of Parliament for Larn Hill", "Mayor of Sant Aubert"
    if names_a_thing(span) or country(span.text) is not None or all(token.lower_ in lower for token in span if token.is_alpha):
        return True
    if _opens_another_name(span):
        return True
    if len(span) > 1:
        return False
    return after is not None and ((after.text[0].islower() and after.pos_ == "NOUN") or after.like_num)


def _opens_another_name(span: Span) -> bool:
    """"James Byrd" of the "James Byrd Hate Crimes Prevention Act": a law, an award or a school is called after somebody."""
    doc = span.doc
    i = first = span.end + (span.end < len(doc) and doc[span.end].lower_ in {"and", "&"})
    while i < len(doc) and doc[i].text[0].isupper() and doc[i].text[-1].isalnum() and not starts_block(doc[i]) and i - first < _LONGEST_NAME:
        i += 1
    return i > first and doc[i - 1].lower_ in _NAMED_AFTER and not is_headline(span[0])


def named_again(doc: Doc, names: Iterable[Span], titled: AbstractSet[int], taken: AbstractSet[int]) -> Iterator[Span]:
    """The places where the first or last word of a name found stands alone: "Perera" after "Amal Perera"."""
    spans = list(names)
    held = {i for span in spans for i in range(span.start, span.end)}
    lower = words_of(doc).small
    ends = {word.text for span in spans if len(span) > 1 for word in (span[0], span[-1]) if _can_stand_alone(word, lower)}
    for i in (i for i, text in enumerate(words_of(doc).texts) if text in ends) if ends else ():
        if i not in held and i not in titled and i not in taken and _is_alone(doc[i]):
            yield Span(doc, i, i + 1, label="person", span_id="word of a name")


def _can_stand_alone(word: Token, lower: AbstractSet[str]) -> bool:
    plain = word.is_alpha and len(word.text) > 1 and not word.is_stop and word.lower_ not in _PARTICLES
    return plain and word.lower_ not in lower and country(word.text) is None


def _is_alone(token: Token) -> bool:
    """Whether neither neighbour makes another name of a word: "Jackson" of "Jackson, Mississippi" or "Jackson County" is no person."""
    doc, i = token.doc, token.i
    if is_headline(token) or (token.ent_type_ in _PLACES and i > 0 and doc[i - 1].lower_ in _IN_PLACES | {"of", "from", "to"}):
        return False
    joined = [doc[k] for k in (i - 1, i + 1) if 0 <= k < len(doc)]
    if any(t.text == "-" and not t.whitespace_ for t in joined):
        return False
    before = doc[i - 1] if i > 0 and not starts_block(token) else None
    after = doc[i + 1] if i + 1 < len(doc) and not starts_block(doc[i + 1]) else None
    if before is not None and before.text[0].isupper() and before.is_alpha and not before.is_stop and not before.is_sent_start:
        return False
    if after is not None and after.text[0].isupper() and after.is_alpha and not after.is_stop:
        return False
    return not (after is not None and after.lower_ in {"&", "of"})
