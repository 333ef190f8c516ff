"""Front matter: the `key: value` lines between two rules of dashes that publishing systems put on top of a text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.layout.days import days_in, slug_day
from pipeline.timex import spelled_day

# It opens the text; a short line or two (a date, a title put there by an export) may stand above it.
_BLOCK = re.compile(
    r"\s*(?:[^\n-][^\n]{0,200}\n\s*){0,2}(?P<block>---[ \t]*\n(?P<inside>.*?)\n---[ \t]*(?:\n|$))", re.DOTALL
)
_USUAL = frozenset(
    {"title", "date", "layout", "permalink", "slug", "author", "published", "description", "tags", "url"}
)
_ENTRY = re.compile(r"^(?P<key>[A-Za-z][\w -]{0,30}):[ \t]*(?P<value>.*)$", re.MULTILINE)
_LONGEST = 20_000  # characters; front matter is short, a text between two rules need not be

# Keys that state the day of issue, the surest first, and keys whose address carries it.
_DAY_KEYS = (
    "published",
    "publishdate",
    "datepublished",
    "published_at",
    "publication_date",
    "release_date",
    "issued",
    "date",
)
_ADDRESS_KEYS = ("permalink", "slug", "url", "link", "path", "aliases")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says. `start`/`end` bound it in the text, `title_start`/`title_end` the title's words."""

    start: int
    end: int
    entries: Mapping[str, str]
    title: str | None
    title_start: int
    title_end: int


def read_front_matter(text: str) -> FrontMatter | None:
    """The front matter that opens a text, or null where there is none."""
    found = _BLOCK.match(text[:_LONGEST])
    if not found:
        return None
    entries: dict[str, str] = {}
    title, start, end = None, 0, 0
    for entry in _ENTRY.finditer(found["inside"]):
        value = entry["value"].strip().strip("\"'")
        key = entry["key"].strip().lower()
        entries.setdefault(key, value)
        if key == "title" and value and title is None:
            title = value
            start = found.start("inside") + entry.start("value") + entry["value"].index(value)
            end = start + len(value)
    filled = [line for line in found["inside"].splitlines() if line.strip()]
    if not _USUAL & entries.keys() or len(entries) < 0.4 * len(filled):
        return None  # two rules around a piece of text
    return FrontMatter(found.start("block"), found.end("block"), entries, title, start, end)


def day_of(entries: Mapping[str, object]) -> dt.date | None:
    """The day of issue that front matter or page metadata states, in a date key or in the page's address."""
    by_key = {str(key).lower(): value for key, value in entries.items()}
    for key in _DAY_KEYS:
        day = as_day(by_key.get(key))
        if day:
            return day
    for key in _ADDRESS_KEYS:
        value = by_key.get(key)
        day = slug_day(str(value)) if value else None
        if day:
            return day
    return None


def as_day(value: object) -> dt.date | None:
    """A metadata value as a day: a date, a date and time, or text that writes one full day, also in another language."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        return None
    iso = re.match(r"\d{4}-\d\d-\d\d(?=$|[T ])", value.strip())
    if iso:
        try:
            return dt.date.fromisoformat(iso[0])
        except ValueError:
            return None
    found = days_in(value[:80])
    return found[0].day if len(found) == 1 else spelled_day(value)
