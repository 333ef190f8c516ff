"""Chains of words that name a field of work: "Land, Infrastructure and Transport", "research and innovation"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.find.offices import ACADEMIC, MODIFIERS, names_field, singular
from pipeline.find.reading import starts_block
from pipeline.lexicon import country, table, words

_HONORIFICS = words("honorifics")
_ORG_HEADS = frozenset(table("org_heads"))

# "Minister of Works of the Union of Myanmar": the style of a state, not the end of a field.
_STYLES = frozenset({"Union", "Republic", "Kingdom", "State", "Sultanate", "Commonwealth", "Federation", "Principality", "Emirate"})


def chain_of_field(doc: Doc, at: int, starts: set[int]) -> int | None:
    """The end of a chain of capitalised words joined by "and", "&", "of", "the" and commas of a list."""
    stop = None
    i = at
    while i < len(doc):
        token = doc[i]
        if "\n" in token.text or (starts_block(token) and i > at):
            break
        if (i in starts and i > at) or (
            token.lower_ in _HONORIFICS and token.lower_ not in {"his", "her", "the", "their"}
        ):
            break
        if i > at and (token.lower_ in ACADEMIC or _begins_a_name(token)):
            break
        if is_acronym(token) or (i > at and unlike_a_field(doc, i)):
            break
        if token.ent_type_ == "GPE" and i > at and doc[i - 1].lower_ in {"of", "the"}:
            break
        if token.text[0].isupper() and token.is_alpha:
            i += 1
            stop = i
            continue
        behind = i + 1 if _is_owner(doc, i) and i > at else _joint(doc, i)
        if behind is None or behind in starts:
            break
        i = behind
    return stop


def _is_owner(doc: Doc, i: int) -> bool:
    """The apostrophe of "Children’s Services", "Women’s Affairs" inside a field."""
    people = doc[i - 1].lower_ in {
        "children",
        "women",
        "men",
        "people",
        "girls",
        "boys",
        "veterans",
        "workers",
        "consumers",
    }
    return people and doc[i].lower_ in {"'s", "’s", "'", "’"} and i + 1 < len(doc) and doc[i + 1].text[0].isupper()


def unlike_a_field(doc: Doc, i: int) -> bool:
    """Whether a name that the model overlooked begins behind a field: "Transport and Infrastructure Orhan Tekin", "Law K Raman"."""
    if not names_field(doc[i - 1]) or not doc[i].text[0].isupper() or names_field(doc[i]):
        return False
    run = i
    while run < len(doc) and (
        (doc[run].text[0].isupper() and (doc[run].is_alpha or doc[run].text.endswith(".")))
        or (doc[run].text == "-" and run > i)
    ):
        if names_field(doc[run]) or doc[run].lower_ in _ORG_HEADS or starts_block(doc[run]):
            return False
        run += 1
    return run - i > 1


def _begins_a_name(token: Token) -> bool:
    """A person's name ends the field, even where the model drew the field's last word into the name."""
    if token.ent_type_ != "PERSON" or token.ent_iob_ != "B":
        return token.ent_type_ == "PERSON" and token.lower_ not in MODIFIERS
    return not _draws_field_in(token)


def _draws_field_in(token: Token) -> bool:
    """Whether an entity that begins with a word for a field still holds a whole name behind it: "Tourism Jo Berg"."""
    rest = [t for t in token.doc[token.i + 1 : token.i + 4] if t.ent_type_ == "PERSON" and t.ent_iob_ == "I"]
    return names_field(token) and len(rest) > 1


def _joint(doc: Doc, i: int) -> int | None:
    """Where a field goes on behind a joining word at `i`, or None."""
    token = doc[i]
    j = i + 1
    if token.text == ",":
        # a comma goes on only inside a list that an "and" closes: "Land, Infrastructure and Transport"
        k = j
        while k < len(doc) and (doc[k].text[0].isupper() or doc[k].text == ","):
            if doc[k].ent_type_ == "PERSON" and not _draws_field_in(doc[k]):
                return None
            if doc[k].lower_ in _ORG_HEADS and not names_field(doc[k]) and (i < 2 or doc[i - 2].lower_ != "of"):
                return None  # "Head of Public Affairs and Technology, Larn County Council and …"
            k += 1
        closes = k + 1 < len(doc) and doc[k].lower_ in {"and", "&"} and doc[k + 1].text[0].isupper()
        closes = closes and not _begins_a_name(doc[k + 1]) and not is_head_ahead(doc, k + 1)
        if j < len(doc) and doc[j].lower_ in {"and", "&"}:
            j += 1
        return j if closes and k > j - 1 else None
    if token.lower_ in {"and", "&", "of", "-"}:
        if token.lower_ == "and" and j + 1 < len(doc) and doc[j].lower_ == "of" and doc[j + 1].text[0].isupper():
            j += 1  # "Minister of Local Government and of Chieftainship Affairs"
            named = doc[j].ent_type_ in {"GPE", "PERSON"} or country(doc[j].text) is not None or doc[j].lower_ in _ORG_HEADS
            return None if named else j
        if j < len(doc) and doc[j].lower_ == "the":
            j += 1
        if (
            token.lower_ == "of"
            and j < len(doc)
            and doc[j].lower_ in {"government", "ministry", "department", "council"}
        ):
            return None  # "Secretary of Finance of the Government of …"
        styled = token.lower_ == "of" and j + 1 < len(doc) and doc[j].text in _STYLES and doc[j + 1].lower_ == "of"
        state = styled or (
            token.lower_ == "of" and j < len(doc) and (doc[j].ent_type_ == "GPE" or country(doc[j].text) is not None)
        )
        if j < len(doc) and doc[j].text[0].isupper() and not _begins_a_name(doc[j]) and not state:
            return None if is_head_ahead(doc, j) else j
    return None


def is_head_ahead(doc: Doc, i: int) -> bool:
    """Whether a noun of office stands at `i`, perhaps behind words that rank it."""
    while i < len(doc) and doc[i].lower_ in MODIFIERS:
        i += 1
    return i < len(doc) and singular(doc[i]) is not None


def common_field(doc: Doc, at: int) -> int:
    """A field in lower case: "director of research and innovation" ends behind "innovation"."""
    stop = at - 1
    i = at
    while i < len(doc) and not starts_block(doc[i]):
        token = doc[i]
        if token.pos_ in {"NOUN", "PROPN"} and token.text[0].islower():
            stop = i + 1
        elif token.pos_ == "ADJ" and i + 1 < len(doc) and doc[i + 1].pos_ == "NOUN":  # "chief of plastic surgery"
            pass
        elif token.lower_ not in MODIFIERS and not (token.lower_ in {"and", "&"} and stop == i):
            break
        i += 1
    return stop


def is_acronym(token: Token) -> bool:
    """An all-capital word that no list knows is the short name of a body; in a line of capitals it may be any word."""
    if (
        token.is_alpha
        and token.text[0].isupper()
        and not token.text.isupper()
        and any(c.isupper() for c in token.text[3:])
    ):
        return True  # "NorMedical"
    if not (token.text.isupper() and token.is_alpha and 2 <= len(token) <= 7) or token.lower_ in MODIFIERS:
        return False
    line = [t for t in token.doc[max(0, token.i - 4) : token.i + 5] if t.is_alpha and len(t) > 1]
    return any(not t.text.isupper() for t in line)
