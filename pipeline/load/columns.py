"""Which of a record's values are the text, headline, day, key and address of a release: by name, or as the settings say.

Names are compared by their letters and digits alone: "Published at", "publishedAt" and "published_at" are one. Of several
that a record has, the first in these lists that holds something counts.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pipeline.errors import ReleaseError
from pipeline.layout.days import days_in, slug_day
from pipeline.layout.front_matter import as_day
from pipeline.load.assemble import counted
from pipeline.load.html import read_fragment, read_html
from pipeline.load.limits import BYTES_PER_CHAR
from pipeline.load.release import Reading
from pipeline.load.text import with_title
from pipeline.settings import Settings

Role = Literal["text", "title", "date", "id", "url"]

USUAL: dict[Role, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "full_text", "plain_text", "body_text", "content_text", "article_text",
        "release_text", "main_text", "raw_text", "article", "story", "press_release", "release", "article_body",
        "html", "body_html", "content_html", "raw_html", "message",
    ),
    "title": ("title", "headline", "heading", "subject"),
    "date": (
        "date", "published", "published_at", "date_published", "publication_date", "published_date", "publish_date",
        "published_on", "published_time", "pub_date", "release_date", "date_released", "released", "issued",
        "date_issued", "issue_date", "posted", "date_posted", "posted_at", "datetime", "timestamp",
    ),
    "id": ("id", "doc_id", "document_id", "release_id", "article_id", "uuid", "guid", "uid"),
    "url": ("url", "link", "permalink", "source_url", "page_url", "web_url", "href", "uri"),
}  # fmt: skip
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_MARKUP = re.compile(r"</(?:p|div|h[1-6]|li|ul|ol|span|a|b|strong|em|i|td|article)\s*>|<(?:br|p)\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|quot|apos|nbsp|lt|gt|[lr][sd]quo|[nm]dash|hellip|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_DAYS_OF_WIRE = range(dt.date(1980, 1, 1).toordinal(), dt.date(2100, 1, 1).toordinal())  # older ones are no timestamps
_WRAPPERS = ("rendered", "raw", "value", "$date", "$oid", "$numberLong", "text", "html")
_KEY = 200  # characters
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Columns:
    """The columns of a file, and how a record of it is read."""

    def __init__(self, settings: Settings) -> None:
        self._day_first = settings.day_first
        self._most = settings.max_chars * BYTES_PER_CHAR
        given: dict[Role, str | None] = {
            "text": settings.text_column,
            "title": settings.title_column,
            "date": settings.date_column,
            "id": settings.id_column,
            "url": settings.url_column,
        }
        self._given = {role for role in given if given[role]}
        self._names = {role: tuple(map(_plain, (name,) if name else USUAL[role])) for role, name in given.items()}
        self._seen: set[str] = set()
        self._numbered = 0  # up to here, records before the first one with a key went by their numbers

    def wanted(self, names: Iterable[str]) -> list[str]:
        """Those of a table's columns that may hold something of a release.

        Raises ReleaseError E118 where none holds the text.
        """
        listed = list(names)
        sought = {name for role in self._names for name in self._names[role]}
        if not any(_plain(name) in self._names["text"] for name in listed):
            raise ReleaseError("E118", f"the columns are {', '.join(listed[:20])}" if listed else None)
        return [name for name in listed if _plain(name) in sought]

    def key(self, record: Any, number: int) -> str:
        """What the record is called in its file: its own key, else its number; told apart where two have the same."""
        found = self._value(record, "id") if isinstance(record, Mapping) else None
        key = str(found).strip() if isinstance(found, str | int) else ""
        if not key or len(key) > _KEY or not key.isprintable():
            key = str(number)
            if not self._seen:  # no record had a key so far, and numbers do not repeat
                self._numbered = number
                return key
        unique, count = key, 1
        while self._is_taken(unique):
            count += 1
            unique = f"{key} ({count})"
        self._seen.add(unique)
        return unique

    def _is_taken(self, key: str) -> bool:
        as_number = key.isascii() and key.isdecimal() and len(key) < 12 and key[0] != "0"
        return key in self._seen or (as_number and int(key) <= self._numbered)

    def has_text(self, record: Mapping[str, Any]) -> bool:
        """Whether a record holds a text."""
        return _joined(self._value(record, "text")) is not None

    def reading(self, record: Any) -> Reading:
        """The release in a record; raises ReleaseError E101 or E118 where it holds no text, E119 where it is no record."""
        if isinstance(record, str):
            return _text_reading(record, None, None)
        if not isinstance(record, Mapping):
            raise ReleaseError("E119", "it is no object with named values")
        text = _joined(self._value(record, "text"))
        if text is not None and len(text) > self._most:
            with counted(len(text)):
                raise ReleaseError("E104", f"{len(text):,} characters, markup included")
        if text is None:
            names = {_plain(str(name)) for name in record}
            if names.isdisjoint(self._names["text"]):
                raise ReleaseError("E118", f"its keys are {', '.join(str(name) for name in list(record)[:20])}")
            raise ReleaseError("E101")
        title = self._value(record, "title")
        day = day_of_value(self._value(record, "date"), self._day_first)
        if day is None and isinstance(url := self._value(record, "url"), str):
            day = slug_day(url)
        return _text_reading(text, title if isinstance(title, str) else None, day)

    def _value(self, record: Mapping[str, Any], role: Role) -> Any:
        by_name: dict[str, Any] = {}
        for name, value in record.items():
            if value is not None and value != "":
                by_name.setdefault(_plain(str(name)), value)
        return next((_unwrapped(by_name[name]) for name in self._names[role] if name in by_name), None)


def day_of_value(value: object, day_first: bool | None) -> dt.date | None:
    """The day that a value of a date column gives: a date, a text with one day in it, 20240503, or seconds since 1970."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 20:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _day_of_number(value)
    day = as_day(value)
    if day is None and day_first is not None and isinstance(value, str):
        found = days_in(value[:80], day_first=day_first)
        day = found[0].day if len(found) == 1 else None
    return day


def _day_of_number(number: int) -> dt.date | None:
    if 19800101 <= number <= 21001231:
        try:
            return dt.date(number // 10000, number // 100 % 100, number % 100)
        except ValueError:
            return None
    for unit in (1, 1_000, 1_000_000, 1_000_000_000):  # seconds, milliseconds, microseconds, nanoseconds
        days = _EPOCH.toordinal() + number // (86400 * unit)
        if days in _DAYS_OF_WIRE:
            return dt.date.fromordinal(days)
    return None


def _text_reading(text: str, title: str | None, day: dt.date | None) -> Reading:
    """The release in a text that may be a page, a piece of a page, or plain."""
    title = " ".join(html.unescape(title).split()) if title else None
    if _PAGE.match(text):
        page = read_html(text)
        return Reading(page.text, title or page.title, day or page.day, given=len(text))
    if len(_MARKUP.findall(text[:20_000])) >= 2:
        plain = read_fragment(text)
    else:
        plain = html.unescape(text) if _ENTITY.search(text) else text
    return Reading(with_title(plain, title), title, day, given=len(text))


def _unwrapped(value: Any) -> Any:
    """What is wrapped in an object of its own: {"rendered": …} by WordPress, {"$date": …} and {"$oid": …} by MongoDB."""
    if isinstance(value, Mapping):
        return next((value[name] for name in _WRAPPERS if name in value), None)
    return value


def _joined(value: Any) -> str | None:
    """A text, or a list of paragraphs as one."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return None


def _plain(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())
