"""What a model that draws titles itself adds to the grammar: the field behind or in front of a title that no list of words holds.

A title as the model draws it often takes in its body ("Director of NARI") or a second title ("founder and Medical Director"), which the
grammar keeps apart. Only a field is believed: words behind "for", "on" or "to", in brackets or in a list that has begun, words in front
that are capitalised, none of which names a body, a state or another office.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.find.field_chains import is_acronym
from pipeline.find.offices import MODIFIERS, names_field, singular
from pipeline.find.reading import starts_block
from pipeline.lexicon import country, table

_ORG_HEADS = frozenset(table("org_heads"))
_OPENING = frozenset({"for", "on", "to", "-", "("})
# Nouns that head bodies and name fields of work as well.
_OF_WORK = frozenset(
    "services systems technologies energy industries partners solutions research media development administration".split()
)
_GOING_ON = frozenset({",", "and", "&"})
_LISTING = frozenset({",", "and", "&", "-"})
_INNER = frozenset({",", "and", "&", "of", "the", "-", "(", ")", "for", "in", "at", "’s", "'s", "’", "'"})


def drawn_titles(doc: Doc) -> dict[int, tuple[int, int]]:
    """By token, the range of the title that the model draws around it; empty for models without such a label."""
    return {
        i: (entity.start, entity.end)
        for entity in doc.ents
        if entity.label_ == "TITLE"
        for i in range(entity.start, entity.end)
    }


def as_drawn(doc: Doc, core: tuple[int, int], stop: int, drawn: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """The range of a title with the fields that the model draws around it; `core` is its ranked head, `stop` its end by the grammar."""
    start, end = core
    first, last = drawn.get(end - 1, (start, stop))
    if last > stop and _is_field_behind(doc, stop, last, begun=stop > end):
        stop = last
    if first < start and _is_field_in_front(doc, first, start):
        start = first
    return start, stop


def _is_field_behind(doc: Doc, start: int, end: int, *, begun: bool) -> bool:
    opening = doc[start].lower_
    charge = opening in {"in", "-"} and end - start > 3 and any(t.lower_ == "charge" for t in doc[start : start + 4])
    if not (charge or opening in _OPENING or (begun and opening in _GOING_ON)):
        return False
    last = doc[end - 1]
    if not (last.text[0].isupper() or last.text == ")") or (last.lower_ in _ORG_HEADS and last.lower_ not in _OF_WORK):
        return False  # "Attorney General for the Tax Division"
    return all(_may_be_field(t, offices=opening == "to") and not starts_block(t) for t in doc[start + 1 : end])


def _is_field_in_front(doc: Doc, start: int, end: int) -> bool:
    opens = doc[start].text[0].isupper() and doc[end].text[0].isupper() and doc[end - 1].text != ","
    if not opens or any(starts_block(t) for t in doc[start + 1 : end + 1]):
        return False
    return all(_may_be_field(t, offices=False) and (t.lower_ in _LISTING or _is_of_field(t)) for t in doc[start:end])


def _is_of_field(token: Token) -> bool:
    """Whether a word names a field, by itself or with what a hyphen joins to it: "Non-Constituency"."""
    doc, i = token.doc, token.i
    return names_field(token) or (i + 1 < len(doc) and doc[i + 1].text == "-") or (i > 0 and doc[i - 1].text == "-")


def _may_be_field(token: Token, *, offices: bool) -> bool:
    if country(token.text) is not None:
        return False
    if token.lower_ in _INNER:
        return True
    if not token.text[0].isupper():
        return token.lower_ in {"charge", "large"}
    bracketed = token.i > 0 and token.nbor(-1).text == "(" and token.i + 1 < len(token.doc) and token.nbor().text == ")"
    body = token.lower_ in _ORG_HEADS and not names_field(token)
    office = singular(token) is not None and not offices and not _qualifies(token)
    return bracketed or not (body or is_acronym(token) or office)


def _qualifies(token: Token) -> bool:
    """Whether a noun of office qualifies the word behind it: "Executive Functions"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return (
        token.lower_ in MODIFIERS and following is not None and following.text.istitle() and singular(following) is None
    )
