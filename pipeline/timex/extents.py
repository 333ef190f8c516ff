"""How far an expression reaches to the left of what its production read, after the TimeML guidelines.

"The" belongs to an expression that is a noun phrase of its own ("the past decade", "the first quarter of 2024"), not to one
that only stands before another noun ("the 2016 elections"); words that shade a length or an hour belong to it ("more than
two years", "nearly five months ago", "about 3 p.m."). Prepositions never do.
"""

from __future__ import annotations

from typing import Final

from pipeline.timex.expression import Clock, Day, Division, Meaning, Part, Range, Vague, Weekday
from pipeline.timex.lexemes import Lexemes, at
from pipeline.timex.words import ORDINALS

_SHADES: Final = frozenset("about approximately around nearly almost over under roughly some up".split())
_COMPARED: Final = frozenset(
    {"more", "less", "fewer", "longer", "later", "earlier", "greater", "other"}
)  # before "than"
_ENDS_VAGUE: Final = frozenset({"past", "present", "future", "moment", "term", "being"})
_MEASURES: Final = frozenset({"duration", "distance"})
_DETERMINED: Final = frozenset(
    "era division shifted_period same_period day_told vague part nth holding months month_of fiscal_year duration told_night "
    "told_part day_part year_end range narrative_weekday weekday".split()
)
_LED: Final = frozenset(
    {"past", "last", "next", "previous", "coming", "recent", "first", "final", "preceding", "following"}
)


def opening(lexemes: Lexemes, i: int, rule: str, meaning: Meaning) -> int:
    """Give the index where the expression begins that a production read at `i`."""
    before = at(lexemes, i - 1).lower
    if rule in _MEASURES or (rule == "vague" and at(lexemes, i).lower in {"several", "a"}):
        led = before == "the" and at(lexemes, i).lower in _LED
        return _shaded(lexemes, i - 1 if led else i)
    if isinstance(meaning, Clock) and before in {"about", "around", "approximately"}:
        return i - 1
    if before == "the" and rule in _DETERMINED and _nominal(lexemes, i, rule, meaning):
        return i - 1
    if before == "the" and isinstance(meaning, Day) and (at(lexemes, i).ordinal or at(lexemes, i).lower in ORDINALS):
        return i - 1
    if before == "the" and rule == "deictic_day" and at(lexemes, i).lower == "day":
        return i - 1
    if before in {"the", "this"} and rule == "year" and at(lexemes, i).lower == "year":
        return i - 1
    return i


def _nominal(lexemes: Lexemes, i: int, rule: str, meaning: Meaning) -> bool:
    """Whether what was read stands for itself: "the 1990s", "the first quarter"; not "the third-quarter results"."""
    if rule == "division":
        return at(lexemes, i + 1).lower != "-"
    if rule in {"weekday", "narrative_weekday"}:
        return isinstance(meaning, Weekday) and meaning.which is not None
    if rule == "range":
        return isinstance(meaning, Range) and isinstance(meaning.first, (Division, Part))
    if rule == "duration":
        return at(lexemes, i).lower in _LED
    if rule == "part" and isinstance(meaning, Part):
        return not isinstance(meaning.whole, (Day, Weekday, Range))
    return (
        not isinstance(meaning, (Vague,))
        or at(lexemes, i + 1).lower in _ENDS_VAGUE
        or at(lexemes, i).lower in _ENDS_VAGUE
    )


def _shaded(lexemes: Lexemes, i: int) -> int:
    """Go back over "about", "more than", "at least", "up to"; "over" only before a number: "over the past year" has none."""
    word, before = at(lexemes, i - 1).lower, at(lexemes, i - 2).lower
    if word == "than" and before in _COMPARED - {"later", "earlier", "other"}:
        return i - 3 if at(lexemes, i - 3).lower in {"no", "slightly", "little"} else i - 2
    if word in {"least", "most"} and before == "at":
        return i - 2
    if word == "to" and before == "up":
        return i - 2
    if word in _SHADES - {"up"} and at(lexemes, i).lower != "the":
        follow = at(lexemes, i).lower
        if word in {"over", "some", "around", "under"} and follow in {"past", "last", "next", "recent", "coming"}:
            return i
        if (
            word == "over"
            and at(lexemes, i).text.isalpha()
            and follow.endswith("s")
            and follow not in {"several", "six"}
        ):
            return i  # "over years"
        return i - 1
    return i
