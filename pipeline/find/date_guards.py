"""Which readings of the date grammar are no dates where they stand: names of people, laws and products, counts, verbs.

The grammar reads form alone. A guard looks at the Doc around an expression; each has a name and one reason to reject.
Tags and entities are used where the pipeline gives them; without them only form counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from spacy.tokens import Span, Token

from pipeline.find.date_context import Layers
from pipeline.find.date_numbers import counts_things, in_number, in_work_name, numbered_name, other_calendar
from pipeline.find.date_place import Place, same_entity
from pipeline.timex import TimexExpression
from pipeline.timex.expression import (
    Clock,
    Day,
    Division,
    Duration,
    Era,
    Holiday,
    Month,
    Numeric,
    Range,
    Recurrence,
    Shift,
    Weekday,
    Year,
)
from pipeline.timex.words import DOUBTFUL_NAMES, MONTH_ABBREVIATIONS, WEEKDAY_ABBREVIATIONS, WEEKDAYS

_TIME_PREPOSITIONS: Final = frozenset(
    {
        "in", "since", "until", "till", "by", "of", "from", "to", "through", "during", "for", "before", "after", "between",
        "and", "or", "late", "early", "mid", "on", "last", "next", "this", "than", "around", "about", "as",
        "starting", "following", "beginning", "ending", "effective", "throughout", "(", ",", "-", "–", "—", ":", "&",
    }
)  # fmt: skip
_NAME_ENTITIES: Final = frozenset(
    {"PERSON", "ORG", "PRODUCT", "LAW", "WORK_OF_ART", "FAC", "GPE", "PROGRAMME", "AWARD"}
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
            return (in_address, in_number, in_work_name, counts_things, numbered_name, other_calendar)
        case Range(first=Year()):
            return (in_address, in_number, in_work_name)
        case Month(year=None):
            return (in_address, everyday_word, name_part)
        case Weekday() | Clock(day=Weekday()):
            return (in_address, weekday_abbreviation, name_part)
        case Numeric():
            return (in_web_address, in_number)
        case Day() if expression.rule == "iso_day" or "_first_by_" in expression.rule:
            return (in_web_address, in_number)
        case Day(year=None):
            return (in_address, attack_name, name_day)
        case Holiday():
            return (in_address, names_a_thing)
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


def everyday_word(place: Place) -> bool:
    """Reject "May" the verb, "March on …", "Jan" the first name: a bare month that is also a word needs words of time about it."""
    if place.expression.meaning.which if isinstance(place.expression.meaning, Month) else False:
        return False
    token, before, follow = place.span[0], place.before(), place.behind()
    lower = token.lower_.rstrip(".")
    timed = before is not None and before.lower_ in _TIME_PREPOSITIONS
    tagged = place.layers.tags
    if before is not None and before.lower_ in {"in", "since", "during", "until", "last", "next", "this"}:
        return False
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
    if place.layers.parse and _in_compound(token, before):
        return True
    if place.layers.entities and token.ent_type_ in _NAME_ENTITIES:
        inside = before is not None and same_entity(before, token)
        leads = follow is not None and same_entity(token, follow)
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


def _in_compound(token: Token, before: Token | None) -> bool:
    """Whether the parse makes a name of a day or month and its neighbour: "Ruby Tuesday", "the Sunday School Union"."""
    named = before is not None and before.text[:1].isupper() and before.tag_.startswith(("NN", "JJ"))
    if before is not None and named and before.head.i == token.i and before.dep_ in {"compound", "amod", "nmod"}:
        return True
    if before is not None and before.lower_ in _TIME_PREPOSITIONS:
        return False  # headlines capitalise all: "Ahead of October Election"
    head = token.head
    return token.dep_ == "compound" and head.i > token.i and head.tag_ == "NNP" and token.nbor().is_title


def weekday_abbreviation(place: Place) -> bool:
    """Reject "Sun", "Sat", "Mon", "Wed" alone: words and names more often than days."""
    text = place.text
    written = (text.split()[-1] if isinstance(place.expression.meaning, Weekday) else text.split()[0]).lower()
    if written.rstrip(".") not in WEEKDAY_ABBREVIATIONS or written.endswith("."):
        return False
    follow = place.behind()
    return follow is None or follow.text != "," or written in {"sun", "sat"}


def attack_name(place: Place) -> bool:
    """Reject a day that names an event: "the September 11th terrorist attacks"."""
    follow = [place.behind(n) for n in (1, 2)]
    return any(token is not None and token.lower_ in {"attack", "attacks"} for token in follow)


def names_a_thing(place: Place) -> bool:
    """Reject a feast that only names something: "the Easter Sunday attacks", "Christmas trees", "Noel Christmas"."""
    token, before, follow = place.span[0], place.before(), place.behind()
    if follow is not None and (
        follow.tag_.startswith("NN") or follow.text[:1].isupper() or follow.lower_ in {"and", "&", "-"}
    ):
        return True
    named = place.layers.entities and token.ent_type_ in _NAME_ENTITIES and token.ent_iob_ == "I"
    return (
        named
        or bool(
            before is not None and before.is_title and before.lower_ not in {"on", "before", "after", "by", "until"}
        )
        or bool(before is not None and before.lower_ == "of")
    )


def name_day(place: Place) -> bool:
    """Reject "May 10" of "John May 10": a month that ends a name."""
    token, before = place.span[0], place.before()
    return (
        token.text == "May"
        and before is not None
        and place.layers.entities
        and token.ent_type_ == "PERSON"
        and same_entity(before, token)
    )


def masthead(place: Place) -> bool:
    """Reject "Farming Today", "USA Today": the name of a paper or a column."""
    token, before = place.span[0], place.before()
    if token.text != "Today" or before is None:
        return False
    named = place.layers.entities and same_entity(before, token) and token.ent_type_ in _NAME_ENTITIES
    follow = place.behind()
    return named or (before.text[:1].isupper() and follow is not None and follow.text in {":", "|"})


def bare_clock(place: Place) -> bool:
    """Two numbers with a colon and nothing that speaks of the hour: scores, ratios, verses."""
    text = place.text.lower()
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
    follow = place.behind()
    if place.span[-1].text == "Century" and follow is not None and follow.is_title:
        return True  # "20th Century Fox"
    before = place.span[0] if place.span[0].lower_ == "the" else place.before()
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
    if place.span[0].lower_.removesuffix("s") in WEEKDAYS:
        return False  # "on Sundays", "Tuesday nights"
    return all(token.text[:1].isupper() for token in place.span if token.is_alpha) and any(
        t.is_alpha for t in place.span
    )
