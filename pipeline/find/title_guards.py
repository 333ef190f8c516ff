"""What looks like a title and is part of something else: of a body's name ("Office of the President") or a person's ("Mr. King")."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.find.offices import ADDRESS, FAMILY_NAMES, MODIFIERS, OCCUPATIONS, STATE_OFFICES, is_title_word, singular
from pipeline.find.reading import starts_block
from pipeline.lexicon import table, words

_HONORIFICS = words("honorifics")
_ORG_HEADS = frozenset(table("org_heads"))
_DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our"})
# Nouns of office that close the name of a field: "Ministry of Social Justice", "Office of Special Counsel".
_CLOSE_FIELDS = frozenset({"justice", "counsel", "general"})
_PLAIN_ADDRESS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss"})
_FAMILY_NAMES_ALONE = frozenset({"bishop", "dean", "fellow", "king", "major", "pope", "prince", "reader"})
_WITHOUT_DEANS = frozenset("attorney senator judge justice agent officer sheriff representative congressman sergeant deputy".split())
_FAMILY_NAMES_BEHIND_RANKS = frozenset({"Bishop", "Dean", "King", "Pope", "Prince"})


def is_part_of_body(doc: Doc, start: int, last: int) -> bool:
    """The "President" of "Office of the President": a head inside an organisation's name is no title."""
    token = doc[last]
    if not any(singular(doc[k]) for k in range(start, last)) and _qualifies_a_name(doc, last):
        return True
    if _closes_name_of_body(doc, start, last) or _opens_name_of_body(doc, last) or _is_of_a_department(doc, start, last):
        return True
    if token.ent_type_ not in {"ORG", "FAC"}:
        return False
    end = last + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    begin = last
    while begin > 0 and doc[begin].ent_iob_ == "I":
        begin -= 1
    if singular(token) == token.lower_ and _is_drawn_with_its_body(doc, (begin, start), (last, end)):
        return False
    # the entity goes on behind the head, or holds a noun that heads bodies in front of it
    if singular(token) in STATE_OFFICES:  # "Minister of Plantation Industries" is no body; "Office of the Minister" is
        end = start
    return any(doc[k].lower_ in _ORG_HEADS for k in range(begin, end) if k < start or k > last)


def _qualifies_a_name(doc: Doc, i: int) -> bool:
    """The "Volunteer" of "Larnvik Volunteer Ambulance": what somebody does, between the words of a name, is no title."""
    if singular(doc[i]) not in OCCUPATIONS or not doc[i].text[0].isupper() or i + 1 >= len(doc):
        return False
    following = doc[i + 1]
    goes_on = following.text[0].isupper() and not starts_block(following) and following.ent_type_ != "PERSON"
    return goes_on or (following.lower_ in {"'s", "’s", "'", "’"} and singular(doc[i]) != doc[i].lower_)


def _closes_name_of_body(doc: Doc, start: int, last: int) -> bool:
    """Whether a noun of a body and "of" stand in front: "Ministry of Justice", "Board of Directors", "Office of the President"."""
    k = start - 1
    determined = k >= 0 and doc[k].lower_ == "the"
    k -= determined
    if k < 1 or doc[k].lower_ not in {"of", "for"} or not doc[k - 1].text[0].isupper():
        return False
    if doc[k - 1].text == "House" and singular(doc[last]) != doc[last].lower_:
        return True  # "House of Representatives", "House of Lords"
    if doc[k - 1].lower_ not in _ORG_HEADS:
        return False
    if not determined and start < last and doc[start].lower_ in _CLOSE_FIELDS:
        return False  # "Ministry of Justice Secretary"
    # "Office of Senator Hale" is the senator's
    return last + 1 == len(doc) or not doc[last + 1].text[0].isupper() or doc[last + 1].lower_ in _ORG_HEADS


def _opens_name_of_body(doc: Doc, last: int) -> bool:
    """Whether a possessive and a noun of a body follow: "Prime Minister's Office", "Sheriff's Department"."""
    k = last + 1
    if k >= len(doc) or doc[k].lower_ not in {"'s", "’s", "'", "’"}:
        return False
    k += 1
    while k < len(doc) and k < last + 5 and doc[k].text[0].isupper() and not starts_block(doc[k]):
        if doc[k].lower_ in _ORG_HEADS:
            return True
        k += 1
    return False


def _is_of_a_department(doc: Doc, start: int, last: int) -> bool:
    """Whether a body's noun follows that the head qualifies: "Justice Department", "Sheriffs Office", "General Improvement Funds"."""
    k = last + 1
    if start < last or k >= len(doc) or starts_block(doc[k]) or not doc[last].text[0].isupper():
        return False
    if doc[last].lower_ == "general":
        k = next((m for m in range(k, min(len(doc), k + 4)) if not doc[m].text.istitle() or _is_unit(doc[m])), k)
    return _is_unit(doc[k]) and (singular(doc[last]) != doc[last].lower_ or doc[last].lower_ in {"general", "justice"})


def _is_unit(token: Token) -> bool:
    return token.text[0].isupper() and (token.lower_ in _ORG_HEADS or token.lower_.removesuffix("s") in _ORG_HEADS)


def _is_drawn_with_its_body(doc: Doc, before: tuple[int, int], behind: tuple[int, int]) -> bool:
    """Whether an entity is a title with the body in which it is held: "Dean of the School of Law", "the Halvex Group President".

    `before` reaches from the entity's first token to the title, `behind` from the title's last token to the entity's end.
    """
    begin, start = before
    last, end = behind
    if all(doc[k].lower_ in _DETERMINERS for k in range(begin, start)) and last + 1 < end:
        return doc[last + 1].lower_ in {"of", "at", "for", ","}
    if last + 1 < end or start == begin or doc[last].lower_ in _CLOSE_FIELDS:
        return False
    return doc[start - 1].lower_ in {"'s", "’s"} or all(
        doc[k].lower_ not in {"of", "for", "and", "&"} for k in range(begin, start)
    )


def is_family_name(doc: Doc, start: int, last: int) -> bool:
    """The "King" of "Mr. Peter King": a noun of office that ends a name behind a form of address, a rank or a given name."""
    token = doc[last]
    if start < last or token.lower_ not in FAMILY_NAMES or not token.text[0].isupper():
        return False
    if token.text == "Sultan" and token.ent_type_ == "PERSON" and last + 1 < len(doc):  # "Sultan A. Al-Marsad", "Dr Sultan Al Noor"
        named = len(doc[last + 1].text.rstrip(".")) == 1 or (last > 0 and doc[last - 1].lower_ in ADDRESS)
        if named:
            return True
    if last + 1 < len(doc) and doc[last + 1].lower_ in {"of", "for", "to", "-"}:
        return False
    if start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_ and not doc[start - 2].whitespace_:
        return _is_given_name(doc[start - 2])  # "Hauwa Modu-Sheriff"
    k = start - 1
    while k >= 0 and start - k <= 3 and _is_given_name(doc[k]) and not starts_block(doc[k + 1]):
        k -= 1
    if is_family_name_behind_rank(doc, last):
        return True
    if k < start - 1 and k > 0 and doc[k].text == "." and doc[k - 1].lower_ in ADDRESS | {"prof", "engr"}:
        k -= 1
    if k == start - 1:  # "Mr. King", but "Mr. Speaker", "Mr. Justice Hale"
        alone = last + 1 == len(doc) or not doc[last + 1].text[0].isupper()
        return k >= 0 and alone and token.lower_ in _FAMILY_NAMES_ALONE and doc[k].lower_ in _PLAIN_ADDRESS
    if token.ent_type_ == "PERSON" and token.ent_iob_ == "I":
        return True
    return k >= 0 and not starts_block(doc[k + 1]) and (doc[k].lower_ in ADDRESS or singular(doc[k]) is not None)


def is_family_name_behind_rank(doc: Doc, i: int) -> bool:
    """The "King" of "Senator King"; but "Senior Fellow", "Associate Dean" are ranked offices."""
    if i == 0 or doc[i].text not in _FAMILY_NAMES_BEHIND_RANKS or starts_block(doc[i]):
        return False
    before = doc[i - 1]
    if i + 1 < len(doc) and doc[i + 1].text[0].isupper() and not starts_block(doc[i + 1]):
        # "Attorney Dean Hale", but "Professor Dean Karin Lim"
        alone = i + 2 == len(doc) or not doc[i + 2].text[0].isupper() or starts_block(doc[i + 2])
        return alone and doc[i].text == "Dean" and singular(before) in _WITHOUT_DEANS
    return before.text[0].isupper() and singular(before) is not None and before.lower_ not in MODIFIERS


def _is_given_name(token: Token) -> bool:
    whole = token.is_alpha or token.text.endswith(".")
    return token.text[0].isupper() and whole and token.lower_ not in _HONORIFICS and not is_title_word(token)
