"""Guards about numbers: which numbers of four digits are no years, since they count, number, or belong to a name.

Each guard names one reason to reject an expression, and is true where it applies.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from pipeline.find.date_place import Place, neighbour, same_entity
from pipeline.lexicon import words
from pipeline.timex.words import MONTHS, WEEKDAYS

_COUNT_ENTITIES: Final = frozenset({"CARDINAL", "QUANTITY", "MONEY", "PERCENT"})
_NUMBERED: Final = frozenset(
    {"no", "no.", "nos.", "number", "section", "sec.", "sections", "article", "room", "suite", "page", "pages", "flight", "p.", "pp.",
     "paragraph", "chapter", "box", "ext", "ext.", "extension", "route", "highway", "$", "€", "£", "¥", "#", "rs", "rs.", "usd", "eur", "us$", "s$", "version", "form", "model"}
)  # fmt: skip
_ROUND: Final = frozenset(
    {"approximately", "around", "nearly", "almost", "about", "over", "than", "least", "some", "roughly"}
)
_STREETS: Final = frozenset(
    {"avenue", "ave", "ave.", "street", "st.", "road", "rd.", "drive", "boulevard", "blvd", "blvd.", "lane", "way", "court", "hwy"}
)  # fmt: skip
# A year before one of these tells when it was made ("the 1967 Outer Space Treaty"); behind it, it is of the name.
_TREATIES: Final = frozenset(
    {"treaty", "convention", "protocol", "constitution", "amendment", "amendments", "law", "laws"}
)
# Behind a number they make it a measure.
_MEASURES: Final = frozenset(
    "people percent feet foot miles km hours kg acres meters metres mw kw watts volts rpm mah kb mb gb tb tonnes tons litres liters "
    "calories kelvin degrees dollars euros rupees points votes seats copies pages words".split()
)
# Before a number that is a year.
_DATING: Final = frozenset(
    "in since of year until till by for the during from to through before after between and or late early mid around about "
    "circa than its their our his her this that with on at as".split()
)


def in_number(place: Place) -> bool:
    """Reject a number glued to more digits or letters ("202-514-2007", "act-2024"), or one that a word before it numbers or counts."""
    before, behind = place.text_before(2), place.text_behind(3)
    if place.expression.rule == "iso_day" and before[-1:] == "/" and behind[:1] == "-":
        return False
    if len(before) == 2 and before[1] in "-–‑/.,:_" and before[0].isalnum() and not _glued_shade(place):
        return True
    if len(behind) > 1 and behind[0] in "-–‑/:_" and behind[1].isdigit():
        return True
    if len(behind) > 1 and behind[0] in "-/" and behind[1].isupper() and not behind[2:].isalpha():
        return True  # "1999-A-12"
    if before[1:] and (before[1].isalnum() or before[1] in "$€£¥#_"):
        return True
    token = place.before()
    if token is None:
        return False
    return _among_digits(place, token) or _numbered(place.span.doc, token)


def _among_digits(place: Place, token: Token) -> bool:
    """Whether digits stand right before or behind: "+65 6225 2024", "2012 345 678"."""
    if token.is_digit and not (len(token.text) == 4 and token.text.startswith(("19", "20"))):
        return True
    follow = place.behind()
    return follow is not None and follow.is_digit and len(follow.text) > 2


def _numbered(doc: Doc, token: Token) -> bool:
    """Whether a word before a number says that it numbers: "Room 2024", "No. 2024", "pages 2001 and 2002"."""
    second = neighbour(doc, token.i, -1)
    if token.text in {".", ":"} and second is not None and second.lower_.rstrip(".") in {"no", "nos", "ref"}:
        return True
    if token.lower_ in {"and", "or", "to"} and second is not None and second.is_digit:
        third = neighbour(doc, second.i, -1)
        return third is not None and third.lower_ in _NUMBERED
    return token.lower_ in _NUMBERED


def _glued_shade(place: Place) -> bool:
    """Whether the word glued on by a dash is one of time: "mid-2024", "pre-2024", "year-2024"."""
    head = place.text_before(12)[:-1].lower()
    return head.endswith(("mid", "pre", "post", "early", "late", "end", "year", "non"))


def counts_things(place: Place) -> bool:
    """Reject a number of four digits that counts: "2000 people", "1950 square feet", a street number, an index."""
    token, before, follow = place.span[0], place.before(), place.behind()
    if before is not None and before.is_title and follow is not None and follow.lower_ in {"model", "models"}:
        return True
    if follow is not None and any((t := place.behind(n)) is not None and t.lower_ in _STREETS for n in (1, 2, 3)):
        return before is None or before.lower_ not in {"in", "since"}
    if before is not None and before.lower_ in _DATING - {
        "around",
        "about",
        "than",
        "with",
        "at",
        "as",
        "on",
        "to",
        "its",
        "their",
    }:
        return False
    if follow is not None and follow.lower_ in _MEASURES:
        return True
    plural = follow is not None and follow.tag_ == "NNS" and follow.text.islower()
    if before is not None and before.lower_ in _ROUND and follow is not None and follow.tag_.startswith(("NN", "JJ")):
        return True
    if (
        before is not None
        and plural
        and (before.tag_.startswith("VB") or (before.tag_ == "NNS" and before.text.islower()))
    ):
        return True  # "counts 1987 animals"; a tagger may take the verb for a noun
    if place.layers.entities and token.ent_type_ in _COUNT_ENTITIES:
        return plural
    return bool(before is not None and before.is_title and follow is not None and follow.lower_ in {"index", "series"})


def other_calendar(place: Place) -> bool:
    """Reject a year of another calendar: "Meskerem 2017 E.C.", "27 Ramadan 1446 AH", "Jestha 15, 2080"."""
    follow, before = place.behind(), place.before()
    if follow is not None and follow.text.replace(".", "") in _ERAS:
        return True
    day, month = place.before(2), place.before(3)
    if before is None or before.text != "," or day is None or month is None or not day.is_digit or len(day.text) > 2:
        return False
    return month.text[:1].isupper() and month.is_alpha and month.lower_ not in MONTHS and month.lower_ not in WEEKDAYS


_ERAS: Final = frozenset({"AH", "EC", "BS", "BE", "SH", "AM", "Hijri", "Saka"})


def numbered_name(place: Place) -> bool:
    """Reject a year that ends a name and tells no time: "Building 1954", "Horizon 2020", "The 1975"; an event's year counts."""
    before = place.before()
    if before is None:
        return False
    if before.text == "The" and not before.is_sent_start and before.i:
        return True
    if before.lower_ == "of":
        head = place.before(2)
        return head is not None and head.text == "Class"
    if before.text.isupper() and before.i and before.nbor(-1).lower_ in _CALLED:
        return True  # "the game XYZ 2012"
    if not before.text[:1].isupper() or not any(c.isalpha() for c in before.text) or before.lower_ in _DATING:
        return _called(place, before)
    named = before.tag_.startswith("NN") if place.layers.tags else not before.is_sent_start and before.i > 0
    if not named or before.ent_type_ in {"GPE", "LOC", "EVENT", "DATE"}:
        return False
    heads = words("event_heads")
    return before.lower_ not in heads and before.lower_.rstrip("s") not in heads


def _called(place: Place, before: Token) -> bool:
    """Whether a word for a work or thing stands before the number: "the novel 1984", "train 2021"; or "is" with no year about it."""
    if not place.layers.tags:
        return False
    if before.lower_ in {"is", "was"} and before.i:
        subject = before.nbor(-1)
        return subject.tag_.startswith("NN") and subject.lower_ not in {"year", "date", "deadline"}
    return before.lower_ in _CALLED


_CALLED: Final = frozenset(
    "film movie novel book song album band game train flight bus code model series class unit channel pin".split()
)


def in_work_name(place: Place) -> bool:
    """Reject a year inside the name of a law, standard, product or award: "Act of 1965", "2030 Agenda", "Extradition Act 1968"."""
    works, events = words("named_work_heads"), words("event_heads")
    doc, before = place.span.doc, place.before()
    if before is not None:
        head: Token | None = before
        if before.lower_ == "of" or before.text in {"(", ","}:
            head = place.before(2)
        elif before.text == "'s":
            return False
        if head is not None and head.text == ")" and before.lower_ == "of":
            head = _inside_brackets(doc, head.i)
        if head is not None and head.lower_ in works and (head.text[:1].isupper()):
            return True
        if before.lower_ == "of" and head is not None and head.text[-1:].isdecimal():
            numbered = [t.lower_.rstrip(".") for n in (-1, -2) if (t := neighbour(doc, head.i, n)) is not None]
            return head.lower_.startswith("no.") or bool({"no", "nos"} & set(numbered))
        if before.text == "(" and head is not None and head.text[:1].isupper() and head.lower_ not in events:
            follow, third = place.behind(), place.behind(2)
            return follow is not None and follow.text == ")" and third is not None and third.text[:1] in "(["
        if before.is_title and before.lower_ not in events and _work_on(doc, before.i, works):
            return True
        if place.layers.entities and same_entity(before, place.span[0]) and before.is_title and before.lower_ != "the":
            return (
                place.span[0].ent_type_ in {"ORG", "PRODUCT", "LAW", "WORK_OF_ART", "PROGRAMME", "AWARD"}
                and before.lower_ not in events
            )
    return _names_work_behind(place, works, events)


def _inside_brackets(doc: Doc, i: int) -> Token | None:
    """Give the token before the bracket that closes at `i`: "Act (AIA) of 2011"."""
    for k in range(i - 1, max(-1, i - 6), -1):
        if doc[k].text == "(":
            return doc[k - 1] if k else None
    return None


def _work_on(doc: Doc, i: int, works: frozenset[str]) -> bool:
    """Whether the capitalised run that ends at `i` names a work by its matter: "Convention on Salvage", "Act for …"."""
    for k in range(i, max(-1, i - 8), -1):
        token = doc[k]
        if not (token.text[:1].isupper() or token.lower_ in {"on", "of", "for", "and", "the", "to"}):
            return False
        if token.lower_ in works and token.text[:1].isupper() and doc[min(k + 1, i)].lower_ in {"on", "of", "for"}:
            return True
    return False


def _names_work_behind(place: Place, works: frozenset[str], events: frozenset[str]) -> bool:
    """Whether a capitalised run behind the year ends in the head of a work: "2019 Regulations", "2015-2016 Medal of Merit"."""
    for n in range(1, 6):
        token = place.behind(n)
        if token is None or not (token.text[:1].isupper() or (token.lower_ in {"of", "for", "and"} and n > 1)):
            return False
        if token.lower_ in works - _TREATIES and token.lower_ not in events:
            follow = place.behind(n + 1)
            return follow is None or follow.lower_ not in events
    return False
