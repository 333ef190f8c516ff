"""Titles: the phrase that names an office, rank or role, whoever holds it.

A title phrase is a noun of office with the words that rank it in front ("Acting Deputy Assistant Attorney
General") and its field behind ("Minister for Sustainability and the Environment"). The body in which it is held is no part
of it: "Director of the Chinese Service Center" gives "Director". Whether anybody holds the title is decided
later, in `pipeline.relate.positions.component`; here every phrase that could be one is marked.

The grammar, over tokens:

    title      = [field] ranked head [tail] [complement]
    field      = see `pipeline.find.title_ranks`
    ranked     = (modifier | head | "-")*          never across the end of an entity
    head       = a noun of `lexicon/title_heads.txt` or of a profession, singular or plural
    tail       = "in Charge" | "in-Chief" | "Emeritus" | "Elect" | "Designate" | "-" "Elect"
    complement = see `pipeline.find.title_fields`
"""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.find.offices import (
    ACADEMIC,
    MODIFIERS,
    OCCUPATIONS,
    STATE_OFFICES,
    TitlePhrase,
    describe,
    is_field_word,
    is_title_word,
    office_noun,
    singular,
    unglued,
)
from pipeline.find.reading import read, starts_block, words_of
from pipeline.find.title_extents import as_drawn, drawn_titles, joined_cores
from pipeline.find.title_fields import complement
from pipeline.find.title_guards import is_family_name, is_family_name_behind_rank, is_part_of_body
from pipeline.find.title_ranks import OF_BOARDS, ends_body, widened
from pipeline.lexicon import table, words

GROUP = "press_titles"

_HONORIFICS = words("honorifics")
_ORG_HEADS = frozenset(table("org_heads"))
# Words that name an office only when written with a capital: in lower case they are ordinary nouns or adjectives.
_CAPITAL_ONLY = frozenset(
    "general major captain chief agent member head principal reader fellow justice marshal prince king queen whip deputy "
    "partner leader speaker representative delegate executive operator officer expert governor counsel general. detective".split()
)
_US_OFFICES = frozenset(
    "attorney senator sen. representative rep. congressman congresswoman judge marshal magistrate trustee".split()
)
_OF_TEAMS = frozenset({"captain", "principal", "detective"})
# Abbreviations that stand behind names as well, and say no office there: "Karin Lim, MD", "Jo Berg, MP".
_BEHIND_NAMES_TOO = frozenset({"md", "mp", "mep", "mk", "mla", "msp"})
_PREFIXES = frozenset(
    {"pro", "under", "sub", "anti", "non", "counter", "co"}
)  # "Pro-Vice-Chancellor", "Under-Secretary-General"
# Officers of a district, whose title says so: "District Secretary", but "Judge" of a district court.
_OF_DISTRICTS = frozenset("secretary commissioner officer collector magistrate attorney governor".split())
_ABBREVIATED_RANKS = frozenset({"asst", "assoc"})
_WHERE_POSTED = frozenset({"Country", "Resident", "Regional"})
# Words with which a rank of the forces begins, and heads of such ranks.
_OPEN_RANKS = frozenset(
    "air rear vice lieutenant lt. lt brigadier colonel col. admiral commodore captain wing squadron".split()
)
_FORCES = frozenset(
    "general gen. lieutenant lt. lt colonel col. captain capt. admiral adm. marshal brigadier commodore major maj. sergeant sgt.".split()
)
_OF_LEGISLATORS = frozenset("senator sen. sens. representative rep. reps. congressman congresswoman".split())
_TAILS = (
    *(
        ("in", "charge"),
        ("in", "-", "chief"),
        ("in", "chief"),
        ("at", "large"),
        ("ad", "interim"),
        ("a.i", "."),
        ("a.i.",),
        ("without", "portfolio"),
    ),
    *(("emeritus",), ("emerita",), ("elect",), ("designate",), ("pro", "tempore"), ("d’affaires",), ("d'affaires",)),
)
_OPEN_TAILS = frozenset(tail[0] for tail in _TAILS)


def title_phrases(doc: Doc) -> list[TitlePhrase]:
    """The title phrases that `press_titles` marked, in order."""
    return [describe(span) for span in doc.spans.get(GROUP, ())]


def title_tokens(doc: Doc) -> frozenset[int]:
    """The indices of all tokens inside marked titles."""
    return frozenset(i for span in doc.spans.get(GROUP, ()) for i in range(span.start, span.end))


def find_titles(doc: Doc) -> list[Span]:
    """Every title phrase of the Doc, longest first match from the left, none overlapping."""
    cores = joined_cores(doc, _cores(doc))
    starts = {start for start, _ in cores}
    drawn = drawn_titles(doc)
    spans: list[Span] = []
    for start, end in cores:
        stop = complement(doc, start, end, starts)
        first, last = as_drawn(doc, (start, end), stop, drawn) if drawn else (start, stop)
        floor = spans[-1].end if spans else 0
        spans.append(Span(doc, first if first >= floor else start, last, label="title"))
    merged: list[Span] = []
    for found in spans:
        span = found
        if merged and span.start < merged[-1].end < span.end:  # "Minister for Law Professor Lim"
            span = Span(doc, merged[-1].end, span.end, label="title")
            if not any(singular(t) for t in span):
                continue
        if not merged or span.start >= merged[-1].end:
            merged.append(span)
    return merged


def _cores(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges of ranked heads with their tails."""
    found: list[tuple[int, int]] = []
    texts = words_of(doc).texts
    opening = {text for text in set(texts) if _may_open(text)}
    i = 0
    while (i := next((k for k in range(i, len(texts)) if texts[k] in opening), len(texts))) < len(texts):
        j, last = i, -1
        while j < len(doc) and _in_core(doc, i, j):
            if singular(doc[j]) and not _is_ordinary_noun(doc, i, j):
                last = j
            j += 1
        if last < 0 or is_part_of_body(doc, i, last) or is_family_name(doc, i, last):
            i = max(i + 1, j if last < 0 else i + 1)
            continue
        start, end = widened(doc, _trim(doc, i, last), last, floor=found[-1][1] if found else 0), last + 1
        found.append((start, _tail(doc, end)))
        i = found[-1][1]
    return found


@lru_cache(maxsize=1 << 16)
def _may_open(text: str) -> bool:
    """Whether a word can stand first in a title, whatever stands beside it."""
    is_known = office_noun(text) != (None, None) or is_field_word(text)
    return is_known or text in {"Under", "US"} or text.lower() in _PREFIXES or text.lower() == "united"


def _is_ordinary_noun(doc: Doc, start: int, i: int) -> bool:
    """A "member", "head" or "student" in lower case is an office only as "member of" something, or ranked ("doctoral student")."""
    if doc[i].lower_ in _BEHIND_NAMES_TOO:
        return not _leads_to_holder(doc, start, i)
    if doc[i].text[0].isupper() or i > start:
        return False
    following = doc[i + 1] if i + 1 < len(doc) else None
    if singular(doc[i]) in OCCUPATIONS:
        named = following is not None and (
            following.ent_type_ == "PERSON"
            or following.lower_ in {"at", "with", ","}
            or _is_of_a_name(doc, i + 1)
            or _is_joined_to_office(doc, i)
        )
        plain = i == 0 or doc[i - 1].pos_ not in {"NOUN", "ADJ"} or not doc[i - 1].text[0].islower()
        if singular(doc[i]) != doc[i].lower_:  # "operators of Halvex Motors", but "students, teachers"
            return not (named and following is not None and following.lower_ in {"of", "at", "with"})
        return plain and not named
    if doc[i].lower_ not in _CAPITAL_ONLY:
        return False
    if doc[i].lower_ in _OF_TEAMS and following is not None and following.ent_type_ == "PERSON":
        return False  # "said captain Karin Lim"
    if i > 0 and doc[i - 1].lower_ == "board" and singular(doc[i]) in OF_BOARDS:
        return not (following is not None and (following.ent_type_ == "PERSON" or following.lower_ in {",", "at"}))
    return not (following is not None and following.lower_ == "of")


def _is_of_a_name(doc: Doc, i: int) -> bool:
    """Whether "of" and a name follow: "driver of the Larnvik Red Cross", but "author of the rules"."""
    return doc[i].lower_ == "of" and any(t.text[0].isupper() for t in doc[i + 1 : i + 4])


def _is_joined_to_office(doc: Doc, i: int) -> bool:
    """The "operator" of "the owner, operator and president of Halvex": "and" joins it to an office told without a word of its own."""
    k = i + 2
    return k < len(doc) and doc[i + 1].lower_ in {"and", "&"} and doc[k].lower_ not in OCCUPATIONS and singular(doc[k]) == doc[k].lower_


def _leads_to_holder(doc: Doc, start: int, i: int) -> bool:
    """Whether "MP", "MD" stand in front of a name or a body, not behind a name as a mark of honour or degree."""
    following = doc[i + 1] if i + 1 < len(doc) else None
    if following is None or not doc[i].text.isupper():
        return False
    if following.lower_ in {"of", "at", "/", "&"}:
        return True
    if following.lower_ == "and" and doc[i].text == "MD" and i + 2 < len(doc) and singular(doc[i + 2]) and doc[i + 2].text[0].isupper():
        return True  # "Karin Lim, MD and CEO of Norvista Bank"
    behind = start > 0 and doc[start - 1].text in {",", ")"} and not starts_block(doc[start])
    return not behind and following.text[0].isupper() and not starts_block(following)


def _in_core(doc: Doc, start: int, i: int) -> bool:
    token = doc[i]
    if i > start and (starts_block(token) or _opens_a_new_title(doc, start, i)):
        return False
    if token.text == "-":
        ranked = i > start and (is_title_word(doc[i - 1]) or doc[i - 1].lower_ in _PREFIXES)
        return ranked and i + 1 < len(doc) and is_title_word(doc[i + 1])
    if token.text == "Court" and i > start + 1 and doc[i - 1].lower_ in {"district", "circuit"}:
        return i + 1 < len(doc) and singular(doc[i + 1]) == "judge"
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
    if token.text == "." and i > start:  # "Asst" ".", parted by the tokenizer
        return doc[i - 1].lower_ in _ABBREVIATED_RANKS and i + 1 < len(doc) and is_title_word(doc[i + 1])
    if token.text == "US" and i == start:
        return _us_office(doc, i + 1)
    if not is_title_word(token) or (i > start and is_family_name_behind_rank(doc, i)):
        return False
    if i > start and doc[i - 1].ent_iob_ != "O" and token.ent_iob_ != "I" and doc[i - 1].ent_type_ == "PERSON":
        return False
    if unglued(token).lower() == "u.s." and (i == start or unglued(token) == token.text):
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
    """A rank opens a title of its own: "Secretary-General Professor Lim", "Commander Air Marshal Lim"."""
    if doc[i].lower_ in _OPEN_RANKS and any(
        singular(doc[k]) and singular(doc[k]) not in _FORCES for k in range(start, i)
    ):
        return doc[i].lower_ != "vice" or (i + 1 < len(doc) and doc[i + 1].lower_ in {"admiral", "marshal"})
    held = any(singular(doc[k]) and doc[k].lower_ != "deputy" for k in range(start, i))
    if doc[i].lower_ in _OF_LEGISLATORS:
        return held  # "Chair Rep. Lim"
    if doc[i].lower_ not in ACADEMIC | {"ambassador"}:
        return False
    before = doc[i - 2] if doc[i - 1].text == "." and i - 1 > start else doc[i - 1]
    return held or before.lower_ not in MODIFIERS


def _us_office(doc: Doc, i: int) -> bool:
    """Whether "U.S." belongs to the title that begins behind it ("U.S. Attorney", but "U.S." "Attorney General")."""
    while i < len(doc) and doc[i].lower_ in {
        "district",
        "circuit",
        "court",
        "assistant",
        "magistrate",
        "state",
        "bankruptcy",
        "trade",
    }:
        i += 1
    if i >= len(doc) or singular(doc[i]) not in _US_OFFICES:
        return False
    return not (i + 1 < len(doc) and doc[i + 1].lower_ == "general")


def _trim(doc: Doc, start: int, last: int) -> int:
    """Drop modifiers in front that belong to a named body or are no part of a title."""
    for k in range(last, start, -1):
        # the last word of a name of a body: what stands before it is the body's
        before = doc[k - 1]
        if before.ent_type_ in {"ORG", "GPE", "NORP", "FAC"} and doc[k].ent_iob_ != "I":
            begin = k - 1
            while begin > 0 and doc[begin].ent_iob_ == "I":
                begin -= 1
            if doc[begin:k].text.lower() == "united states" or _is_court_of_judge(doc, k):
                continue
            if doc[k - 1].text in _WHERE_POSTED and begin < k - 1:
                return k - 1  # "World Bank Country Director"
            if doc[k - 1].text == "District" and singular(doc[k]) in _OF_DISTRICTS and begin < k - 1:
                return k - 1  # "Larnvik District Secretary"
            if begin < start or any(not is_title_word(doc[m]) for m in range(begin, k)):
                return _over_rank(doc, begin, k)
    while start < last and (doc[start].text == "-" or (doc[start].text == "Distinguished" and doc[start + 1].lower_ in _OF_LEGISLATORS)):
        start += 1
    body = next((k for k in range(last - 1, start - 1, -1) if ends_body(doc, k)), None)
    if body is not None:
        return body + 1
    if (
        start < last
        and doc[start].lower_ in _ORG_HEADS
        and doc[start].text[0].isupper()
        and doc[start + 1].text[0].islower()
    ):
        return start + 1  # "the Cabinet spokesperson"
    if start < last and _ends_name_of_body(doc, start):
        return start + 1  # "the Larnvik Museum Director"
    return start


def _is_court_of_judge(doc: Doc, i: int) -> bool:
    """Whether "District Court" in front belongs to a judge's office: "U.S. District Court Judge"."""
    return i > 1 and doc[i - 1].text == "Court" and doc[i - 2].lower_ in {"district", "circuit"} and singular(doc[i]) == "judge"


def _ends_name_of_body(doc: Doc, i: int) -> bool:
    """Whether a noun of a body has a name in front, of which it is the end; behind an acronym it may be a unit's ("NWA Center Director")."""
    if i == 0 or doc[i].lower_ not in _ORG_HEADS or starts_block(doc[i]) or not doc[i].text[0].isupper():
        return False
    before = doc[i - 1]
    return (
        before.text.istitle()
        and before.is_alpha
        and not is_title_word(before)
        and before.lower_ not in {"the", "our", "its"}
    )


def _over_rank(doc: Doc, begin: int, k: int) -> int:
    """Back over the first words of the title that an entity has drawn in: "GSA Inspector" "General", "Ministry of Defence Air" "Vice Marshal"."""
    if doc[k].text == "-" and doc[k - 1].lower_ in _PREFIXES:
        return k - 1  # "Halvex Capital Co-President"
    if doc[k - 1].lower_ in _ABBREVIATED_RANKS and doc[k].text == ".":
        return k - 1
    if doc[k].lower_ in {"general", "marshal"} and k - 1 > begin and singular(doc[k - 1]):
        return k - 1
    return k - 1 if doc[k - 1].lower_ == "air" and doc[k].lower_ in {"vice", "marshal", "chief"} else k


def _is_in_charge_of(doc: Doc, i: int) -> bool:
    """Whether a body follows "in charge": one is "Attorney" and "in charge of the Fraud Division", but "Agent in Charge of" an office."""
    charge = doc[i - 1].text == "charge" and i + 2 < len(doc) and doc[i].lower_ == "of"
    return charge and any(t.text[0].isupper() for t in doc[i + 1 : i + 3])


def _tail(doc: Doc, end: int) -> int:
    at = end + 1 if end < len(doc) and doc[end].text == "-" else end
    for tail in _TAILS if at < len(doc) and doc[at].lower_ in _OPEN_TAILS else ():
        if tuple(t.lower_ for t in doc[at : at + len(tail)]) == tail and not _is_in_charge_of(doc, at + len(tail)):
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


__all__ = [
    "GROUP",
    "STATE_OFFICES",
    "TitleFinder",
    "TitlePhrase",
    "find_titles",
    "make_titles",
    "singular",
    "title_phrases",
    "title_tokens",
]
