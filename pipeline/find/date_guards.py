"""Which readings of the date grammar are no dates where they stand: names of people, laws and products, counts, verbs.

The grammar reads form alone. A guard looks at the Doc around an expression; each has a name and one reason to reject.
Tags and entities are used where the pipeline gives them; without them only form counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from spacy.tokens import Doc, Span, Token

from pipeline.find.date_context import Layers
from pipeline.find.date_place import Place, neighbour
from pipeline.lexicon import words
from pipeline.timex import TimexExpression
from pipeline.timex.expression import (
    Clock,
    Day,
    Division,
    Duration,
    Era,
    Month,
    Range,
    Recurrence,
    Shift,
    Weekday,
    Year,
)
from pipeline.timex.words import DOUBTFUL_NAMES, MONTH_ABBREVIATIONS, WEEKDAY_ABBREVIATIONS

_TIME_PREPOSITIONS: Final = frozenset(
    {
        "in", "since", "until", "till", "by", "of", "from", "to", "through", "during", "for", "before", "after", "between",
        "and", "or", "late", "early", "mid", "on", "last", "next", "this", "than", "around", "about", "as",
        "starting", "beginning", "ending", "effective", "throughout", "(", ",", "-", "–", "—", ":", "&",
    }
)  # fmt: skip
_COUNT_ENTITIES: Final = frozenset({"CARDINAL", "QUANTITY", "MONEY", "PERCENT"})
_NAME_ENTITIES: Final = frozenset({"PERSON", "ORG", "PRODUCT", "LAW", "WORK_OF_ART", "FAC", "GPE"})
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
_HOLIDAY_NAMES: Final = frozenset(
    {
        "black",
        "good",
        "ash",
        "easter",
        "holy",
        "palm",
        "cyber",
        "giving",
        "super",
        "bloody",
        "fat",
        "maundy",
        "shrove",
        "small",
    }
)


def rejection(expression: TimexExpression, span: Span, layers: Layers) -> str | None:
    """Name the first guard that rejects an expression, null where it may stand; `span` is its tokens."""
    place = Place(expression, span, layers)
    return next((guard.__name__ for guard in _guards(expression) if guard(place)), None)


def _guards(expression: TimexExpression) -> tuple[Callable[[Place], bool], ...]:
    match expression.meaning:
        case Year():
            return (in_address, in_number, in_work_name, counts_things)
        case Range(first=Year()):
            return (in_address, in_number, in_work_name)
        case Month(year=None):
            return (in_address, everyday_word, name_part)
        case Weekday() | Clock(day=Weekday()):
            return (in_address, weekday_abbreviation, name_part)
        case Day() if expression.rule == "iso_day":
            return (in_web_address, in_number)
        case Day(year=None):
            return (in_address, attack_name, name_day)
        case Day() | Range():
            return (in_address, in_number)
        case Shift() | Clock(day=Shift()):
            return (in_address, masthead)
        case Clock(day=None):
            return (bare_clock,)
        case Era():
            return (in_address, adjectival_century)
        case Division(year=None):
            return (in_address, game_quarter)
        case Duration() | Recurrence():
            return (in_address, title_cased)
        case _:
            return (in_address,)


def in_address(place: Place) -> bool:
    """Reject a piece of a web or mail address."""
    token = place.span[0]
    return token.like_url or token.like_email or "://" in token.text or token.text.startswith(("#", "@"))


def in_web_address(place: Place) -> bool:
    """Reject a day inside a whole web address; one inside a bare path ("/news/2024-06-18-visit") is the day of what it names."""
    return "://" in place.span.text or "www." in place.span.text


def in_number(place: Place) -> bool:
    """Reject a number glued to more digits or letters ("202-514-2007", "act-2024"), or one that a word before it numbers or counts."""
    start, end = place.expression.start, place.expression.end
    text = place.layers.text
    if place.expression.rule == "iso_day" and text[start - 1 : start] == "/" and text[end : end + 1] == "-":
        return False
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    if len(before) == 2 and before[1] in "-–‑/.,:_" and before[0].isalnum() and not _glued_shade(text, start):
        return True
    if len(behind) == 2 and behind[0] in "-–‑/:_" and behind[1].isdigit():
        return True
    if before[1:] and (before[1].isalnum() or before[1] in "$€£¥#_"):
        return True
    token = place.before()
    second = place.before(2)
    if token is None:
        return False
    if token.text == "." and second is not None and second.lower_ in {"no", "nos"}:
        return True
    if token.is_digit and len(token.text) > 2 and not token.text.startswith(("19", "20")):
        return True  # "+65 6225 2024"
    return token.lower_ in _NUMBERED


def _glued_shade(text: str, start: int) -> bool:
    """Whether the word glued on by a dash is one of time: "mid-2024", "pre-2024", "year-2024"."""
    head = text[max(0, start - 12) : start - 1].lower()
    return head.endswith(("mid", "pre", "post", "early", "late", "end", "year", "non"))


def counts_things(place: Place) -> bool:
    """Reject a number of four digits that counts: "2000 people", "1950 square feet", a street number, an index."""
    token = place.span[0]
    follow = place.behind()
    before = place.before()
    if before is not None and before.is_title and follow is not None and follow.lower_ in {"model", "models"}:
        return True
    if follow is not None and any((t := place.behind(n)) is not None and t.lower_ in _STREETS for n in (1, 2, 3)):
        return before is None or before.lower_ not in {"in", "since"}
    if before is not None and before.lower_ in {
        "in",
        "since",
        "of",
        "year",
        "until",
        "by",
        "for",
        "the",
        "during",
        "from",
    }:
        return False
    if follow is not None and follow.lower_ in {
        "people",
        "percent",
        "feet",
        "miles",
        "km",
        "hours",
        "kg",
        "acres",
        "meters",
        "metres",
        "mw",
    }:
        return True
    if before is not None and before.lower_ in _ROUND and follow is not None and follow.tag_.startswith(("NN", "JJ")):
        return True
    if place.layers.entities and token.ent_type_ in _COUNT_ENTITIES:
        return follow is not None and follow.tag_ == "NNS" and follow.text.islower()
    return bool(before is not None and before.is_title and follow is not None and follow.lower_ in {"index", "series"})


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
        if place.layers.entities and _same_entity(before, place.span[0]) and before.is_title and before.lower_ != "the":
            return place.span[0].ent_type_ in {"ORG", "PRODUCT", "LAW", "WORK_OF_ART"} and before.lower_ not in events
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


def _same_entity(a: Token, b: Token) -> bool:
    return bool(b.ent_type_) and b.ent_iob_ == "I" and a.ent_type_ == b.ent_type_


def everyday_word(place: Place) -> bool:
    """Reject "May" the verb, "March on …", "Jan" the first name: a bare month that is also a word needs words of time about it."""
    if place.expression.meaning.which if isinstance(place.expression.meaning, Month) else False:
        return False
    token, before, follow = place.span[0], place.before(), place.behind()
    lower = token.lower_.rstrip(".")
    timed = before is not None and before.lower_ in _TIME_PREPOSITIONS
    tagged = place.layers.tags
    if tagged and token.tag_.startswith(("MD", "VB")):
        return True
    if lower in MONTH_ABBREVIATIONS:
        return not (before is not None and before.lower_ in {"in", "since", "until", "by", "last", "of", "from", "to"})
    if lower == "march" and follow is not None and follow.lower_ in {"on", "for", "to", "of", "against", "madness"}:
        return not (before is not None and before.lower_ in {"in", "since", "by", "until", "of", "from", "last"})
    if lower in DOUBTFUL_NAMES:
        return not timed or (
            before is not None and before.text in {",", "(", ":", "and", "for", "to"} and not _dated(token)
        )
    return False


def _dated(token: Token) -> bool:
    return bool(token.ent_type_ == "DATE")


def name_part(place: Place) -> bool:
    """Reject a month or weekday inside a name: "April Smith", "Theresa May", "Sunday Times", "Black Friday"."""
    token, before, follow = place.span[0], place.before(), place.behind()
    if before is not None and before.lower_ in _HOLIDAY_NAMES and before.text[:1].isupper():
        return True
    if place.layers.entities and token.ent_type_ in _NAME_ENTITIES:
        inside = before is not None and _same_entity(before, token)
        leads = follow is not None and _same_entity(token, follow)
        return inside or leads
    if before is not None and before.lower_ in _TIME_PREPOSITIONS - {"and", "or", "of", "to", "from", "for", "by", ","}:
        return False
    doubtful = token.lower_ in {"april", "may", "june", "august", "march", "sunday", "friday"}
    if place.layers.entities and token.ent_type_ == "DATE":
        return False
    capitalised = (before is not None and before.is_title and not before.is_sent_start) or (
        follow is not None and follow.is_title and follow.is_alpha
    )
    return doubtful and capitalised


def weekday_abbreviation(place: Place) -> bool:
    """Reject "Sun", "Sat", "Mon", "Wed" alone: words and names more often than days."""
    text = place.layers.text[place.expression.start : place.expression.end]
    written = (text.split()[-1] if isinstance(place.expression.meaning, Weekday) else text.split()[0]).lower()
    if written.rstrip(".") not in WEEKDAY_ABBREVIATIONS or written.endswith("."):
        return False
    follow = place.behind()
    return follow is None or follow.text != "," or written in {"sun", "sat"}


def attack_name(place: Place) -> bool:
    """Reject a day that names an event: "the September 11th terrorist attacks"."""
    follow = [place.behind(n) for n in (1, 2)]
    return any(token is not None and token.lower_ in {"attack", "attacks"} for token in follow)


def name_day(place: Place) -> bool:
    """Reject "May 10" of "John May 10": a month that ends a name."""
    token, before = place.span[0], place.before()
    return (
        token.text == "May"
        and before is not None
        and place.layers.entities
        and token.ent_type_ == "PERSON"
        and _same_entity(before, token)
    )


def masthead(place: Place) -> bool:
    """Reject "Farming Today", "USA Today": the name of a paper or a column."""
    token, before = place.span[0], place.before()
    if token.text != "Today" or before is None:
        return False
    named = place.layers.entities and _same_entity(before, token) and token.ent_type_ in _NAME_ENTITIES
    follow = place.behind()
    return named or (before.text[:1].isupper() and follow is not None and follow.text in {":", "|"})


def bare_clock(place: Place) -> bool:
    """Two numbers with a colon and nothing that speaks of the hour: scores, ratios, verses."""
    text = place.layers.text[place.expression.start : place.expression.end].lower()
    if any(mark in text for mark in ("m", "noon", "utc", "t")):
        return False
    before = place.before()
    return before is None or before.lower_ not in {
        "at",
        "from",
        "to",
        "until",
        "by",
        "before",
        "after",
        "around",
        "about",
        "-",
        "–",
        "between",
        "till",
    }


def adjectival_century(place: Place) -> bool:
    """Reject a century that only colours a noun: "a new 21st century trade framework"."""
    if not isinstance(place.expression.meaning, Era) or place.expression.meaning.unit != "century":
        return False
    before = place.before()
    return before is None or before.lower_ not in {"the", "early", "late", "mid", "-", "this"} or _colours(place)


def _colours(place: Place) -> bool:
    follow = place.behind()
    return follow is not None and follow.text.islower() and follow.pos_ in {"NOUN", "ADJ"}


def game_quarter(place: Place) -> bool:
    """Reject a quarter of a match or of a city."""
    follow = place.behind()
    return follow is not None and follow.lower_ in {"touchdown", "lead", "goal", "score", "interception"}


def title_cased(place: Place) -> bool:
    """Reject a length of time inside a name: "Seven Years War", "First Five Year Plan"."""
    return all(token.text[:1].isupper() for token in place.span if token.is_alpha) and any(
        t.is_alpha for t in place.span
    )
