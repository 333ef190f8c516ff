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
from pipeline.find.title_ranks import is_name_elsewhere
from pipeline.lexicon import country, table

_ORG_HEADS = frozenset(table("org_heads"))
_DESCRIPTIONS = frozenset(table("body_descriptions"))
_OPENING = frozenset({"for", "on", "to", "-", "("})
# Nouns that head bodies and name fields of work as well.
_OF_WORK = frozenset(
    "services systems technologies energy industries partners solutions research media development administration".split()
)
_ABBREVIATED = frozenset({"ceo", "cfo", "coo", "cto"})  # offices without a field: what stands in front is the body
_REGIONS = frozenset({"EMEA", "APAC", "ASEAN", "MENA", "LATAM", "DACH"})  # of sales and service
_GOING_ON = frozenset({",", "and", "&"})
_LISTING = frozenset({",", "and", "&", "-"})
_WIDEST = 9  # tokens
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
    if last > stop and (_is_field_behind(doc, stop, last, begun=stop > end) or _is_common_field_behind(doc, stop, last)):
        stop = last
    if first < start and doc[end - 1].lower_ not in _ABBREVIATED and _is_field_in_front(doc, first, start):
        start = first
    return start, stop


def _is_field_behind(doc: Doc, start: int, end: int, *, begun: bool) -> bool:
    opening = doc[start].lower_
    charge = opening in {"in", "-"} and end - start > 3 and any(t.lower_ == "charge" for t in doc[start : start + 4])
    plain = all(names_field(t) and singular(t) is None and t.text[0].isupper() for t in doc[start:end])  # "Secretary Fisheries"
    if opening == "for" and doc[end - 1].text == "Affairs" and doc[start - 1].text in {"State", "Minister"}:
        return True  # "Minister of State for the Council of Ministers Affairs"
    headed = opening == "of" and end - start > 1 and doc[start + 1].text[0].isupper() and names_field(doc[end - 1]) and not any(is_name_elsewhere(doc, t.i) for t in doc[start + 1 : end] if not names_field(t) and t.is_title)
    if not (charge or plain or headed or opening in _OPENING or (begun and opening in _GOING_ON) or _is_apposed(doc, start, end)):
        return False
    last = doc[end - 1]
    if not (last.text[0].isupper() or last.text == ")") or (last.lower_ in _ORG_HEADS and last.lower_ not in _OF_WORK):
        return False  # "Attorney General for the Tax Division"
    if _is_apposed(doc, start, end) and doc[end - 1].text in _REGIONS:
        end -= 1  # "Senior Vice President Business Development EMEA"
    return all(_may_be_field(t, offices=opening == "to") and not starts_block(t) for t in doc[start + 1 : end])


def _is_apposed(doc: Doc, start: int, end: int) -> bool:
    """Capitalised words right behind a title that no list knows and that are no name here: "Pro Vice-Chancellor First Nations"."""
    if is_acronym(doc[start]) or not doc[start - 1].text[0].isupper() or doc[start].text == "Guest" or end >= len(doc):
        return False
    return all(
        t.text[0].isupper() and t.is_alpha and singular(t) is None and not starts_block(t) and not is_name_elsewhere(doc, t.i)
        for t in doc[start:end]
    )


def _is_common_field_behind(doc: Doc, start: int, end: int) -> bool:
    """A field in small letters: "secretary of state for science policy", "minister of trade, European affairs and culture"."""
    if not doc[start - 1].text.islower() or doc[start].lower_ not in {"for", ",", "and"} or doc[end - 1].pos_ != "NOUN" or not doc[end - 1].text.islower():
        return False
    inner = doc[start + 1 : end]
    return len(inner) > 1 and all(
        (t.lower_ in {",", "and", "the"} or t.pos_ in {"NOUN", "ADJ"}) and singular(t) in {None, "student"} and t.lower_ not in _ORG_HEADS and not starts_block(t)
        for t in inner
    )


def _is_field_in_front(doc: Doc, start: int, end: int) -> bool:
    if doc[end].text[0].islower():  # "clinic director", "head rowing coach"
        unit = end - start == 1 and doc[start].lower_ in _ORG_HEADS - _DESCRIPTIONS and doc[start].text.islower()
        owned = start > 0 and doc[start - 1].lower_ in {"the", "its", "their", "our", "'s", "’s"}
        return (unit and not owned) or all(_is_common_field(t) for t in doc[start:end])
    opens = doc[start].text[0].isupper() and doc[end - 1].text != "," and doc[start].text != "Distinguished"
    if not opens or any(starts_block(t) for t in doc[start + 1 : end + 1]):
        return False
    return all(_may_be_field(t, offices=False) and (t.lower_ in _LISTING or _is_of_field(t)) for t in doc[start:end])


def _is_of_field(token: Token) -> bool:
    """Whether a word names a field, by itself or with what a hyphen joins to it: "Non-Constituency"."""
    doc, i = token.doc, token.i
    return names_field(token) or (i + 1 < len(doc) and doc[i + 1].text == "-") or (i > 0 and doc[i - 1].text == "-")


def _is_common_field(token: Token) -> bool:
    """A noun in lower case that names a field and no body: "materials researcher", not "company president"."""
    common = token.text.islower() and token.is_alpha and token.lower_ not in _ORG_HEADS | _DESCRIPTIONS
    return common and (names_field(token) or token.pos_ == "NOUN")


def _may_be_field(token: Token, *, offices: bool) -> bool:
    if country(token.text) is not None:
        return offices  # "Head of Mission to Chile"
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


def joined_cores(doc: Doc, cores: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The cores with those made one that are parts of one title: "Chief Agency, Sales and Marketing Officer", "President’s Counsel"."""
    joined: list[tuple[int, int]] = []
    for core in cores:
        if joined and (_is_officer(doc, joined[-1], core) or _is_counsel(doc, joined[-1], core)):
            joined[-1] = (joined[-1][0], core[1])
        else:
            joined.append(core)
    return joined


def _is_officer(doc: Doc, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether the fields of one officer stand between: capitalised words in a list that "and" closes."""
    start, end = first[1], second[1]
    if first[1] - first[0] > 1 or doc[first[0]].text != "Chief" or doc[end - 1].text != "Officer" or end - start > _WIDEST:
        return False
    inner = doc[start : end - 1]
    if not any(t.lower_ in {"and", "&"} for t in inner) or starts_block(inner[0]) or inner[0].text == ",":
        return False
    return all(t.lower_ in _GOING_ON or (t.text[0].isupper() and t.ent_type_ != "PERSON" and singular(t) is None and not starts_block(t)) for t in inner)


def _is_counsel(doc: Doc, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """An advocate by appointment: "President’s Counsel", "King’s Counsel"."""
    owned = second[0] - first[1] == 1 and doc[first[1]].lower_ in {"'s", "’s"}
    return owned and doc[first[1] - 1].text in {"President", "King", "Queen"} and doc[second[0] : second[1]].text in {"Counsel", "Counsels"}
