"""Whether "03/04/2024" is 3 April or March 4, decided from the release: by its own dates, its day of issue, its country."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from spacy.tokens import Doc

from pipeline import records
from pipeline.layout.days import day_order
from pipeline.lexicon import country, table
from pipeline.timex.expression import Meaning, Numeric, TimexExpression

Basis = Literal["setting", "dates", "published", "country"]
_HEAD: Final = 20_000  # characters read for the release's own dates
_HOST: Final = re.compile(r"(?:@|\bwww\.|https?://)(?:[\w-]+\.)+([a-z]{2,4})(?![\w-])", re.IGNORECASE)
_AMERICAN: Final = frozenset({"gov", "edu", "mil", "us"})
_GENERIC: Final = frozenset(
    "io ai tv me co eu ly fm cc ws to ca jp cn kr tw pdf doc htm php txt jpg png mr ms dr st no vs am pm".split()
)
_STATES: Final = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC "
    "SD TN TX UT VT VA WA WV WI WY DC".split()
)


class Order(NamedTuple):
    """Which number is the day, and what says so."""

    day_first: bool
    basis: Basis


def order_of(
    doc: Doc, expressions: Sequence[TimexExpression], setting: bool | None, given: dt.date | None = None
) -> Order | None:
    """Decide the order of the all-number dates among `expressions`; null where nothing tells.

    A setting goes first. Then the dates that the release writes in one order only ("18/06/2024", "18 June 2024"), then
    the day of issue where one reading is that day, then the country that it is of: where it was issued, what its
    addresses end in, the states it names. `given` is a reference date that the caller set, in place of the day of issue.
    """
    if setting is not None:
        return Order(setting, "setting")
    text = doc.text
    own = day_order(text[:_HEAD])
    if own is not None:
        return Order(own, "dates")
    facts = records.facts(doc)
    issued = given or (dt.date.fromisoformat(facts.published) if facts.published else None)
    if issued and (read := _as_issued([e.meaning for e in expressions], issued)) is not None:
        return Order(read, "published")
    for evidence in (_by_place(facts.dateline_place), _by_hosts(text), _by_names(doc)):
        if evidence is not None:
            return Order(evidence, "country")
    return None


def _as_issued(meanings: Sequence[Meaning], issued: dt.date) -> bool | None:
    """Tell the order by which one of the dates is the day of issue."""
    for meaning in meanings:
        if isinstance(meaning, Numeric) and meaning.year == issued.year:
            if (meaning.first, meaning.second) == (issued.day, issued.month):
                return True
            if (meaning.first, meaning.second) == (issued.month, issued.day):
                return False
    return None


def _custom(state: str) -> bool | None:
    order = table("date_orders").get(state, "day")
    return None if order == "none" else order == "day"


def _by_place(place: str | None) -> bool | None:
    """Tell by the place of issue: "Boston, MA", "Colombo, Sri Lanka"."""
    if not place:
        return None
    parts = [part.strip() for part in re.split(r"[,/(]", place)]
    if len(parts) > 1 and parts[-1].rstrip(".") in _STATES:
        return False
    state = country(parts[-1])
    return _custom(state) if state else None


def _by_hosts(text: str) -> bool | None:
    """Tell by the web and mail addresses: ".gov" and ".edu" are American, ".uk" is not."""
    ends = {found[1].lower() for found in _HOST.finditer(text)} - _GENERIC
    american = bool(ends & _AMERICAN)
    other = any(len(end) == 2 for end in ends - _AMERICAN)
    return None if american == other else other


def _by_names(doc: Doc) -> bool | None:
    """Tell by the states that the text names, where all of them have one custom."""
    states = {state for token in doc if token.is_title or token.is_upper if (state := country(token.text))}
    states |= {state for token in doc[:-1] if token.is_title if (state := country(f"{token.text} {token.nbor().text}"))}
    customs = {_custom(state) for state in states}
    return customs.pop() if len(customs) == 1 else None
