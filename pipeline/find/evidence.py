"""What the text around a name says of whether it names a body: for names that nothing but the model's label speaks for.

A body acts, is acted by, holds officers, has an acronym; a place is where things are, a work or product has its noun beside it, a word
stands elsewhere in lower case. The signs of all mentions of a name count together; each was counted on annotated releases before it was
taken in (names with a sign for them are right three times in four, those with a sign against them alone one time in six).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Span

from pipeline import records
from pipeline.find.bodies import lost_possessive
from pipeline.find.described_bodies import is_called_a_thing
from pipeline.find.reading import starts_block, words_of
from pipeline.lexicon import table, words

_ACTS = words("body_verbs")
_PLACES_AND_WORKS = words("place_and_work_nouns")
HEADS = frozenset(table("org_heads"))
# Nouns of the same endings that bodies are called by, as in other languages.
_OFFICES = frozenset(
    {"direction", "coordination", "superintendence", "congregation", "delegation", "confederation", "prosecution"}
)
_DOINGS = ("tion", "sion", "ance", "ence", "ment", "ing")  # endings of nouns made from verbs
# What a name in front of them is the name of; bodies have stores, ships and sensors.
_CALLED = frozenset(
    "program programme scheme initiative bill campaign act law treaty agreement pact deal convention award prize scholarship fellowship "
    "competition contest cup tournament championship festival conference summit forum workshop seminar ceremony project plan strategy "
    "policy appeal firm company companies aircraft airliner route section area region district language".split()
)
_PARTICLES = words("name_particles")
_FIRM_WORDS = words("firm_words")
_ADVISERS = frozenset({"advisor", "adviser", "advisors", "advisers", "counsel"})
_TITLE_AND_COMMA = 2  # tokens
_IN_PLACES = frozenset({"in", "near", "into", "across", "around", "inside", "outside", "onto", "throughout"})
_QUOTES = frozenset({"“", '"', "‘"})
_CLOSING = frozenset({"”", '"', "’"})
_QUOTED = _QUOTES | _CLOSING
_TITLE = 30  # tokens to either side at most
_SMALL = frozenset({"from", "with", "into", "over", "through", "towards", "under", "between", "among", "beyond"})


def borne_out(doc: Doc, spans: Iterable[Span], titled: AbstractSet[int]) -> list[Span]:
    """Those spans whose name has a sign for it, or none against it at most of its places."""
    groups: defaultdict[str, list[Span]] = defaultdict(list)
    placed = [(zone.start, zone.end) for zone in records.get(doc, records.Zone) if zone.name == "dateline"]
    for span in spans:
        if any(start <= span.start_char < end for start, end in placed):
            continue  # the place of issue
        groups[span.text.casefold()].append(span)
    lower = words_of(doc).small
    kept = []
    for group in groups.values():
        once = len(group) == 1
        against = sum(_is_no_body(span, lower, titled) or (once and _is_where(span)) for span in group)
        if against * 2 < len(group) or any(acts(span, titled) for span in group):
            kept += group
    return sorted(kept, key=lambda span: span.start)


def acts(span: Span, titled: AbstractSet[int]) -> bool:
    """Signs of a body: it does what bodies do, somebody holds an office in it, or its acronym follows in brackets."""
    doc, root = span.doc, span.root
    if lost_possessive(span):
        return True
    if root.dep_ == "nsubj" and root.head.pos_ in {"VERB", "AUX"} and root.head.lemma_.lower() in _ACTS:
        return True
    before = span.start - 1 - (span.start > 1 and doc[span.start - 1].lower_ == "the")
    if before > 0 and doc[before].lower_ in {"of", "at"} and before - 1 in titled:
        return True
    if _is_told_a_firm(span, titled):
        return True
    if span.start > 0 and doc[span.start - 1].lower_ == "by" and not _is_year(doc, span.end - 1):
        return True
    if span.end + 2 < len(doc) and doc[span.end].text == "(":
        return doc[span.end + 1].text.isupper() and doc[span.end + 2].text == ")" and len(span) > 1
    if span.end in titled and doc[span.end].text[0].isupper():
        return True  # "Orbion President"
    if span.text.isupper() and len(span) == 1 and span.start > 1 and span.end < len(doc):
        opening, behind = doc[span.start - 1], doc[span.end]
        if opening.text == "(" and behind.text == ")" and doc[span.start - 2].text[0].isupper():
            return True
    return span.end + 1 < len(doc) and doc[span.end].lower_ in {"'s", "’s"} and span.end + 1 in titled


def _is_told_a_firm(span: Span, titled: AbstractSet[int]) -> bool:
    """As in "Larnvik Holdings", "Larn Tully acted as legal advisor to Norvik Hay", "he joined Norvik Hay as Finance Director"."""
    doc, start, end = span.doc, span.start, span.end
    if len(span) > 1 and span[-1].lower_ in _FIRM_WORDS:
        return True
    if end + 2 < len(doc) and doc[end].lower_ in {"acted", "acts", "acting"} and doc[end + 1].lower_ == "as" and doc[end + 2].lower_ != "a":
        return True
    if start > 2 and doc[start - 1].lower_ == "to" and (doc[start - 2].lower_ in _ADVISERS or doc[start - 3].lower_ in _ADVISERS):
        return True
    joined = start > 0 and doc[start - 1].lower_ in {"join", "joined", "joining", "joins"}
    return joined and end + 1 < len(doc) and doc[end].lower_ == "as" and end + 1 + (doc[end + 1].lower_ in {"a", "an", "its"}) in titled


def _is_no_body(span: Span, lower: AbstractSet[str], titled: AbstractSet[int]) -> bool:
    """Signs of a place, a thing, words of a title or an ordinary word."""
    doc, single = span.doc, len(span) == 1
    if _is_of_a_title(span) or _holds_a_title(span, titled):
        return True
    before = doc[span.start - 1] if span.start > 0 else None
    after = doc[span.end] if span.end < len(doc) and not starts_block(doc[span.end]) else None
    if all(token.lower_ in lower for token in span if token.is_alpha) or is_called_a_thing(span):
        return True
    field = any(token.lower_ in {"of", "for"} for token in span)
    if not single and ((span[-1].lower_ in _PLACES_AND_WORKS and not field) or _opens_with_a_doing(span)):
        return True
    if span[-1].tag_ not in {"NNP", "NNPS", ""} and not span[-1].text.isupper():
        return True
    if before is not None:
        if (
            before.lower_ in _IN_PLACES
            or (single and before.lower_ == "on" and (after is None or after.lower_ not in {"'s", "’s"}))
            or (single and before.text in _QUOTES)
        ):
            return True
        if before.lower_ == "the" and single and not span.text.isupper():
            return True
    if after is None or after.is_space:
        return False
    if not single and _is_called_behind(span):
        return True
    if after.like_num or (single and after.text[0].islower() and after.pos_ == "NOUN" and span.end not in titled):
        return True
    return after.pos_ == "PROPN" and after.text[0].isupper() and span.end not in titled and after.ent_type_ != "PERSON"


def _holds_a_title(span: Span, titled: AbstractSet[int]) -> bool:
    """Whether a title stands at the name as at a person's: "our Director, Larn Vikso.", "– Larn Vikso, Director", "whose president is Larn Vikso"."""
    doc, start, end = span.doc, span.start, span.end
    if (
        len(span) == 1
        or start < _TITLE_AND_COMMA
        or any(
            t.lower_ in HEADS or not t.text[0].isupper()
            for t in span
            if t.is_alpha and len(t) > 1 and t.lower_ not in _PARTICLES
        )
    ):
        return False
    closed = end == len(doc) or doc[end].is_punct or doc[end].is_space or starts_block(doc[end])
    opens = start - 2
    while opens > 0 and opens in titled:
        opens -= 1
    introduced = doc[opens].lower_ in {"the", "our", "its", "my", "their", "whose"} and opens < start - 2
    if introduced and closed and doc[start - 1].lower_ in {",", "is"}:
        return True
    opened = doc[start - 1].text in {"–", "—", "-", "•"} or starts_block(span[0])
    return (
        opened and end + 1 < len(doc) and doc[end].text == "," and end + 1 in titled and doc[end + 1].text[0].isupper()
    )


def _is_called_behind(span: Span) -> bool:
    """Whether the nouns behind a name say that it is called so and is no body: "the Larnvik Home Care scheme", "the Hale-Roe tax bill"."""
    doc, at = span.doc, span.end
    while at + 1 < len(doc) and doc[at + 1].text.islower() and doc[at + 1].pos_ == "NOUN" and doc[at].pos_ == "NOUN":
        at += 1
    noun = doc[at].lower_
    return doc[at].pos_ == "NOUN" and (noun in _CALLED or noun.removesuffix("s") in _CALLED)


def _is_where(span: Span) -> bool:
    """Whether a word that stands nowhere else has "at" in front, as places do: "a plant at Larnvik"."""
    doc, word = span.doc, span.text
    if len(span) > 1 or word.isupper() or span.start == 0 or doc[span.start - 1].lower_ != "at":
        return False
    return words_of(doc).texts.count(word) == 1


def _opens_with_a_doing(span: Span) -> bool:
    """Whether a noun of what is done stands before "of" or "on": "Issuance of Notice", "Exchange of Notes"."""
    at = next((token.i for token in span if token.lower_ in {"of", "on", "for"}), None)
    if at is None or at == span.start:
        return False
    noun = span.doc[at - 1]
    return noun.lower_ not in HEADS | _OFFICES and noun.lower_.endswith(_DOINGS)


def _is_of_a_title(span: Span) -> bool:
    """Whether a name is part of a title in quotes, all of whose longer words are in capitals: “Deepening Trust through Shared Labs”."""
    doc = span.doc
    opening = next(
        (i for i in range(span.start - 1, max(-1, span.start - _TITLE), -1) if doc[i].text in _QUOTED), None
    )
    closing = next(
        (i for i in range(span.end, min(len(doc), span.end + _TITLE)) if doc[i].text in _QUOTED), None
    )
    if opening is None or closing is None or doc[opening].text not in _QUOTES or doc[closing].text not in _CLOSING:
        return False
    quoted = [token for token in doc[opening + 1 : closing] if token.is_alpha]
    longer = [token for token in quoted if len(token) > 3 and token.lower_ not in _SMALL]
    return len(quoted) > len(span) + 2 and all(token.text[0].isupper() for token in longer)


def _is_year(doc: Doc, i: int) -> bool:
    return doc[i].like_num
