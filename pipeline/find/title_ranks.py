"""What stands in front of a title's known words and still belongs to it: the field in which the office is held.

"Fleet Director", "Museum Director", "emergency nurse": fields are without number, so no list holds them. What decides is where the words
stand, and whether the release uses them as a name: "Halvex President" is the president of Halvex where Halvex is named elsewhere.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.find.offices import names_field, singular
from pipeline.find.reading import starts_block, words_of
from pipeline.lexicon import country, table, words

_HONORIFICS = words("honorifics")
_LEGAL_FORMS = words("legal_forms")
_ORG_HEADS = frozenset(table("org_heads"))
_DESCRIPTIONS = frozenset(table("body_descriptions"))
_NAMES = frozenset({"PERSON", "GPE", "NORP", "LOC", "FAC", "DATE", "ORG"})
# What opens a phrase whose capitalised words are all its title's: "Lim, Fleet Director", "its Harbour Master", "as Fleet Director".
_OPENING = frozenset(
    {",", "’s", "'s", "(", ":", "–", "—", "its", "our", "their", "his", "her", "as", "a", "an", "and", "/", "|"}
)
_SAID_OF_ANYBODY = frozenset(
    "former new current then late current-day fellow long-time longtime veteran local young old".split()
)
_COURTESIES = frozenset({"u.s.", "distinguished"})  # in front of offices whose part they are only where the office itself begins with them
_SAYING = frozenset("claims notes states reports comments remarks says explains adds".split())
_RANKS = frozenset(
    "vice deputy acting interim assistant associate senior junior chief executive managing general principal head second".split()
)
_WIDEST = 3  # words
# Offices that boards have, and what stands in front of an office that is held at a body named behind it.
OF_BOARDS = frozenset("chair chairman chairwoman chairperson member president secretary".split())
_HELD_AT = frozenset({",", "is", "was", "as", "a", "became"})
_WITHOUT_FIELD = frozenset("ceo cfo coo cto chairman chairwoman chairperson founder co-founder".split())
# Nouns of bodies that are named by a field of work.
_NAMED_BY_FIELD = frozenset(
    "bureau section branch division department ministry agency commission directorate institute organisation organization authority".split()
)


def widened(doc: Doc, start: int, last: int, floor: int) -> int:
    """The start of the title whose known words begin at `start` and whose head is `last`; never below `floor`."""
    if start < len(doc) and starts_block(doc[start]):
        return start
    if doc[last].text[0].islower():
        unit = _over_common_unit(doc, start, last, floor)
        return _over_nouns(doc, start, floor) if unit is None else unit
    known = start
    while known > floor and _is_field(doc, known - 1) and not starts_block(doc[known]):
        known -= 1
    known = _over_joined(doc, known, floor)
    unit = _over_unit(doc, known, floor)
    if unit is not None:
        return unit
    # "Halvex Shipping CEO": such offices have no field, and words that no list knows are the body
    return known if singular(doc[last]) in _WITHOUT_FIELD else _over_unknown(doc, known, floor)


def ends_body(doc: Doc, i: int) -> bool:
    """Whether a noun ends the name of a body by its field: "Public Works Bureau" "Director-General"; but "Assistant Division Chief"."""
    if doc[i].lower_ not in _NAMED_BY_FIELD or not doc[i].text[0].isupper() or i == 0 or starts_block(doc[i]):
        return False
    before = doc[i - 1]
    return before.text[0].isupper() and before.is_alpha and before.lower_ not in _RANKS | {"the"}


def _over_joined(doc: Doc, start: int, floor: int) -> int:
    """Over a field that "and" joins to the title's own: "Media and Advocacy Officer"; not from "Head of Media and Chief Engineer"."""
    i = start - 2
    if (
        i < floor
        or doc[start - 1].lower_ not in {"and", "&"}
        or doc[start].lower_ in _RANKS
        or not names_field(doc[start])
    ):
        return start
    if singular(doc[start]) is None and doc[start + 1 : start + 2].text == "Minister":
        while i - 2 >= floor and doc[i - 1].text == "," and _is_field(doc, i) and _is_field(doc, i - 2) and not starts_block(doc[i - 1]):
            i -= 2  # "Agriculture, Land and Irrigation Minister"
    opened = i == 0 or starts_block(doc[i]) or doc[i - 1].lower_ in _OPENING | {"the", "chief", "said"}
    return i if opened and _is_field(doc, i) and singular(doc[i]) is None and singular(doc[start]) is None else start


def _is_field(doc: Doc, i: int) -> bool:
    """A capitalised field of work in front of a title, outside names."""
    token = doc[i]
    if (
        not token.text[0].isupper()
        or not names_field(token)
        or token.lower_ in _COURTESIES
        or token.ent_type_ in _NAMES - {"ORG", "FAC"}
        or ends_body(doc, i)
    ):
        return False
    return token.ent_type_ in {"", "TITLE"} or _is_wholly_field(doc, i)


def _is_wholly_field(doc: Doc, i: int) -> bool:
    """Whether every word of the entity at `i` names a field: "Investor Relations" is drawn as a body, and is none."""
    begin, end = i, i + 1
    while begin > 0 and doc[begin].ent_iob_ == "I":
        begin -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return all(names_field(t) or singular(t) or t.lower_ in {"and", "&", "the"} for t in doc[begin:end])


def _over_unit(doc: Doc, start: int, floor: int) -> int | None:
    """Over one noun of a body that has no name in front of it: "Museum Director", "NASA’s Center Director", "Board Chairman"."""
    i = start - 1
    if i < floor or starts_block(doc[start]) or not doc[i].text[0].isupper() or doc[i].lower_ not in _ORG_HEADS:
        return None
    if i == 0 or starts_block(doc[i]):
        return i
    before = doc[i - 1]
    acronym = before.text.isupper() and before.is_alpha and len(before) > 1
    return (
        i if acronym or (not before.text[0].isupper() and before.lower_ not in {"of", "and", "&", "for", "-"}) else None
    )


def _over_common_unit(doc: Doc, start: int, last: int, floor: int) -> int | None:
    """Over a noun in lower case that says at what a body has the office: "board chair", "is clinic director at Larnvik Hospital"."""
    i = start - 1
    if i < floor or (doc[i].text[0].isupper() and not doc[i].is_sent_start) or not doc[i].is_alpha:
        return None
    if doc[i].lower_ == "board" and singular(doc[last]) in OF_BOARDS:
        return i
    behind = doc[last + 1 : last + 2].text
    held = doc[i].lower_ in _ORG_HEADS and i > floor and doc[i - 1].lower_ in _HELD_AT and behind == "at"
    return i if held else None


def _over_unknown(doc: Doc, start: int, floor: int) -> int:
    """Over capitalised words that are no name in this release, where nothing but the title begins: "Lim, Fleet Director"."""
    i = start
    while i > floor and start - i < _WIDEST and not starts_block(doc[i]) and _may_be_field(doc[i - 1]):
        i -= 1
    if i == start or starts_block(doc[i]):
        return start
    return i if doc[i - 1].lower_ in _OPENING and not any(is_name_elsewhere(doc, k) for k in range(i, start)) else start


def _may_be_field(token: Token) -> bool:
    word = token.lower_
    if not (token.text.istitle() and token.is_alpha and len(token) > 3) or token.ent_type_ in _NAMES:
        return False
    return not (
        word in _HONORIFICS | _COURTESIES or word in _ORG_HEADS or word in _LEGAL_FORMS or token.is_stop or country(token.text)
    )


def is_name_elsewhere(doc: Doc, i: int) -> bool:
    """Whether the word stands elsewhere in the release in front of something that is no title, as names do."""
    here = words_of(doc)
    word = here.texts[i]
    return any(here.texts[k] == word and k != i and not _leads_to_title(doc, k) for k in here.of({doc[i].lower_}))


def _leads_to_title(doc: Doc, i: int) -> bool:
    k = i + 1
    while k < len(doc) and k - i <= _WIDEST and doc[k].text[0].isupper():
        if singular(doc[k]):
            return True
        k += 1
    return False


def _over_nouns(doc: Doc, start: int, floor: int) -> int:
    """Over nouns in lower case that a noun of office ends: "emergency nurse", "crane operator"; "company president" is no such title."""
    i = start
    while i > floor and start - i < _WIDEST - 1 and not starts_block(doc[i]) and _is_compounding(doc[i - 1]):
        i -= 1
    while i < start and (doc[i].lower_ in _SAYING or doc[i].tag_ == "VBZ"):
        i += 1
    opened = (
        i == 0 or starts_block(doc[i]) or doc[i - 1].pos_ in {"DET", "PUNCT", "PART", "ADP", "PRON", "CCONJ", "PROPN"}
    )
    return i if opened else start


def _is_compounding(token: Token) -> bool:
    word = token.lower_
    if not (token.text.islower() and token.is_alpha) or token.ent_type_ or word in _DESCRIPTIONS or word in _ORG_HEADS:
        return False
    return names_field(token) or (token.pos_ == "NOUN" and word not in _SAID_OF_ANYBODY and singular(token) is None)
