"""Titles: the phrase that names an office, rank or role, whoever holds it.

A title phrase is a noun of office with the words that rank it in front ("Acting Deputy Assistant Attorney
General") and its field behind ("Minister for Sustainability and the Environment"). The body in which it is held is no part
of it: "Director of the Chinese Service Center" gives "Director". Whether anybody holds the title is decided
later, in `pipeline.relate.positions`; here every phrase that could be one is marked.

The grammar, over tokens:

    title      = ranked head [tail] [complement]
    ranked     = (modifier | head | "-")*          never across the end of an entity
    head       = a noun of `lexicon/title_heads.txt`, singular or plural
    tail       = "in Charge" | "Emeritus" | "Elect" | "Designate" | "-" "Elect"
    complement = (of | for | to | in | on) field    where the field is no named body
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline.find.offices import (
    ACADEMIC,
    ADDRESS,
    FAMILY_NAMES,
    MODIFIERS,
    STATE_OFFICES,
    TitlePhrase,
    describe,
    is_title_word,
    singular,
)
from pipeline.find.reading import read, starts_block
from pipeline.find.title_fields import complement
from pipeline.lexicon import table, words

GROUP = "press_titles"

_HONORIFICS = words("honorifics")
_ORG_HEADS = frozenset(table("org_heads"))
# Words that name an office only when written with a capital: in lower case they are ordinary nouns or adjectives.
_CAPITAL_ONLY = frozenset(
    "general major captain chief agent member head principal reader fellow justice marshal prince king queen whip deputy "
    "partner leader representative delegate executive operator officer expert governor counsel general. detective".split()
)
_US_OFFICES = frozenset(
    "attorney senator sen. representative rep. congressman congresswoman judge marshal magistrate trustee".split()
)
_PREFIXES = frozenset({"pro", "under", "sub"})  # "Pro-Vice-Chancellor", "Under-Secretary-General"
_DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our"})
# Nouns of office that close the name of a field: "Ministry of Social Justice", "Office of Special Counsel".
_CLOSE_FIELDS = frozenset({"justice", "counsel", "general"})
_PLAIN_ADDRESS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss"})
_FAMILY_NAMES_ALONE = frozenset({"bishop", "dean", "fellow", "king", "major", "pope", "prince", "reader"})
_FAMILY_NAMES_BEHIND_RANKS = frozenset({"Bishop", "Dean", "King", "Pope", "Prince"})
_TAILS = (("in", "charge"), ("emeritus",), ("emerita",), ("elect",), ("designate",), ("pro", "tempore"))


def title_phrases(doc: Doc) -> list[TitlePhrase]:
    """The title phrases that `press_titles` marked, in order."""
    return [describe(span) for span in doc.spans.get(GROUP, ())]


def title_tokens(doc: Doc) -> frozenset[int]:
    """The indices of all tokens inside marked titles."""
    return frozenset(i for span in doc.spans.get(GROUP, ()) for i in range(span.start, span.end))


def find_titles(doc: Doc) -> list[Span]:
    """Every title phrase of the Doc, longest first match from the left, none overlapping."""
    cores = _cores(doc)
    starts = {start for start, _ in cores}
    spans = []
    for start, end in cores:
        stop = complement(doc, start, end, starts)
        spans.append(Span(doc, start, stop, label="title"))
    merged: list[Span] = []
    for span in spans:
        if not merged or span.start >= merged[-1].end:
            merged.append(span)
    return merged


def _cores(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges of ranked heads with their tails."""
    found = []
    i = 0
    while i < len(doc):
        j, last = i, -1
        while j < len(doc) and _in_core(doc, i, j):
            if singular(doc[j]) and not _is_ordinary_noun(doc, i, j):
                last = j
            j += 1
        if last < 0 or _is_part_of_body(doc, i, last) or _is_family_name(doc, i, last):
            i = max(i + 1, j if last < 0 else i + 1)
            continue
        start, end = _trim(doc, i, last), last + 1
        found.append((start, _tail(doc, end)))
        i = found[-1][1]
    return found


def _is_ordinary_noun(doc: Doc, start: int, i: int) -> bool:
    """A "member", "head" or "general" in lower case is an office only as "member of" something."""
    if doc[i].lower_ not in _CAPITAL_ONLY or doc[i].text[0].isupper() or i > start:
        return False
    return not (i + 1 < len(doc) and doc[i + 1].lower_ == "of")


def _in_core(doc: Doc, start: int, i: int) -> bool:
    token = doc[i]
    if i > start and (starts_block(token) or _opens_a_new_title(doc, start, i)):
        return False
    if token.text == "-":
        ranked = i > start and (is_title_word(doc[i - 1]) or doc[i - 1].lower_ in _PREFIXES)
        return ranked and i + 1 < len(doc) and is_title_word(doc[i + 1])
    if token.text == "Under" and i + 1 < len(doc) and doc[i + 1].text == "Secretary":
        return True
    if token.lower_ in _PREFIXES:
        return i + 2 < len(doc) and doc[i + 1].text == "-" and not token.whitespace_ and is_title_word(doc[i + 2])
    if token.text.startswith("’") or token.text.startswith("'"):
        return False
    if token.lower_ == "united" and i + 2 < len(doc) and doc[i + 1].lower_ == "states":
        return _us_office(doc, i + 2)
    if token.lower_ == "states" and i > start and doc[i - 1].lower_ == "united":
        return True
    if not is_title_word(token) or (i > start and _is_family_name_behind_rank(doc, i)):
        return False
    if i > start and doc[i - 1].ent_iob_ != "O" and token.ent_iob_ != "I" and doc[i - 1].ent_type_ == "PERSON":
        return False
    if token.lower_ == "u.s.":
        return _us_office(doc, i + 1)
    # a lower-case word does not go on behind a capitalised one: "Minister general elections"
    previous = doc[i - 1] if i > start else None
    return not (
        previous is not None
        and previous.text[0].isupper()
        and token.text[0].islower()
        and previous.i != start
        and not previous.is_sent_start
    )


def _opens_a_new_title(doc: Doc, start: int, i: int) -> bool:
    """"Secretary-General Professor Lim" holds two titles: an academic rank opens one of its own."""
    if doc[i].lower_ not in ACADEMIC:
        return False
    return any(singular(doc[k]) for k in range(start, i)) or doc[i - 1].lower_ not in MODIFIERS


def _us_office(doc: Doc, i: int) -> bool:
    """Whether "U.S." belongs to the title that begins behind it ("U.S. Attorney", but "U.S." "Attorney General")."""
    while i < len(doc) and doc[i].lower_ in {"district", "circuit", "assistant", "magistrate", "state", "bankruptcy"}:
        i += 1
    if i >= len(doc) or singular(doc[i]) not in _US_OFFICES:
        return False
    return not (i + 1 < len(doc) and doc[i + 1].lower_ == "general")


def _is_part_of_body(doc: Doc, start: int, last: int) -> bool:
    """The "President" of "Office of the President": a head inside an organisation's name is no title."""
    token = doc[last]
    if _closes_name_of_body(doc, start, last) or _opens_name_of_body(doc, last):
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


def _closes_name_of_body(doc: Doc, start: int, last: int) -> bool:
    """Whether a noun of a body and "of" stand in front: "Ministry of Justice", "Board of Directors", "Office of the President"."""
    k = start - 1
    determined = k >= 0 and doc[k].lower_ == "the"
    k -= determined
    if k < 1 or doc[k].lower_ not in {"of", "for"} or not doc[k - 1].text[0].isupper() or doc[k - 1].lower_ not in _ORG_HEADS:
        return False
    if not determined and start < last and doc[start].lower_ in _CLOSE_FIELDS:
        return False  # "Ministry of Justice Secretary"
    # "Office of Senator Hale" is the senator's
    return last + 1 == len(doc) or not doc[last + 1].text[0].isupper() or doc[last + 1].lower_ in _ORG_HEADS


def _opens_name_of_body(doc: Doc, last: int) -> bool:
    """Whether a possessive and a noun of a body follow: "Prime Minister's Office", "Sheriff's Department"."""
    k = last + 1
    if k >= len(doc) or doc[k].lower_ not in {"'s", "’s"}:
        return False
    k += 1
    while k < len(doc) and k < last + 5 and doc[k].text[0].isupper() and not starts_block(doc[k]):
        if doc[k].lower_ in _ORG_HEADS:
            return True
        k += 1
    return False


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
    return doc[start - 1].lower_ in {"'s", "’s"} or all(doc[k].lower_ not in {"of", "for", "and", "&"} for k in range(begin, start))


def _is_family_name(doc: Doc, start: int, last: int) -> bool:
    """The "King" of "Mr. Peter King": a noun of office that ends a name behind a form of address, a rank or a given name."""
    token = doc[last]
    if start < last or token.lower_ not in FAMILY_NAMES or not token.text[0].isupper():
        return False
    if last + 1 < len(doc) and doc[last + 1].lower_ in {"of", "for", "to", "-"}:
        return False
    k = start - 1
    while k >= 0 and start - k <= 3 and _is_given_name(doc[k]) and not starts_block(doc[k + 1]):
        k -= 1
    if _is_family_name_behind_rank(doc, last):
        return True
    if k == start - 1:  # "Mr. King", but "Mr. Speaker", "Mr. Justice Hale"
        alone = last + 1 == len(doc) or not doc[last + 1].text[0].isupper()
        return k >= 0 and alone and token.lower_ in _FAMILY_NAMES_ALONE and doc[k].lower_ in _PLAIN_ADDRESS
    if token.ent_type_ == "PERSON" and token.ent_iob_ == "I":
        return True
    return k >= 0 and not starts_block(doc[k + 1]) and (doc[k].lower_ in ADDRESS or singular(doc[k]) is not None)


def _is_family_name_behind_rank(doc: Doc, i: int) -> bool:
    """The "King" of "Senator King"; but "Senior Fellow", "Associate Dean" are ranked offices."""
    if i == 0 or doc[i].text not in _FAMILY_NAMES_BEHIND_RANKS or starts_block(doc[i]):
        return False
    before = doc[i - 1]
    if i + 1 < len(doc) and doc[i + 1].text[0].isupper() and not starts_block(doc[i + 1]):
        return False  # "Professor Dean Karin Lim"
    return before.text[0].isupper() and singular(before) is not None and before.lower_ not in MODIFIERS


def _is_given_name(token: Token) -> bool:
    whole = token.is_alpha or token.text.endswith(".")
    return token.text[0].isupper() and whole and token.lower_ not in _HONORIFICS and not is_title_word(token)


def _trim(doc: Doc, start: int, last: int) -> int:
    """Drop modifiers in front that belong to a named body or are no part of a title."""
    for k in range(last, start, -1):
        # the last word of a name of a body: what stands before it is the body's
        before = doc[k - 1]
        if before.ent_type_ in {"ORG", "GPE", "NORP", "FAC"} and doc[k].ent_iob_ != "I":
            begin = k - 1
            while begin > 0 and doc[begin].ent_iob_ == "I":
                begin -= 1
            if begin == start and doc[begin:k].text.lower() == "united states":
                continue
            if begin < start or any(not is_title_word(doc[m]) for m in range(begin, k)):
                return k
    while start < last and doc[start].text == "-":
        start += 1
    return start


def _tail(doc: Doc, end: int) -> int:
    for tail in _TAILS:
        at = end + 1 if end < len(doc) and doc[end].text == "-" else end
        if tuple(t.lower_ for t in doc[at : at + len(tail)]) == tail:
            return at + len(tail)
    return end


@Language.factory("press_titles", assigns=["doc.spans"], requires=["doc.ents"])
def make_titles(nlp: Language, name: str) -> TitleFinder:
    """Factory of the component that marks title phrases in `doc.spans["press_titles"]`."""
    del nlp, name
    return TitleFinder()


class TitleFinder:
    """Marks title phrases; see the module for the grammar."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the Doc's title phrases."""
        reading = read(doc)
        doc.spans[GROUP] = [reading.in_source(span) for span in find_titles(reading.doc)]
        return doc


__all__ = ["GROUP", "STATE_OFFICES", "TitleFinder", "TitlePhrase", "find_titles", "make_titles", "singular", "title_phrases", "title_tokens"]
