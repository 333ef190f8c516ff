"""What loading gives: a release with its text and what is known of it as a whole; and what a reader gives for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.records import Facts


@dataclass(frozen=True, slots=True)
class Release:
    """One press release, read and cleaned.

    `doc_id` and `path` are its path below the corpus folder with slashes; `sha256` is of the file's bytes;
    `characters_given` counts what the file held before the release was taken out of it, `text` what is read.
    """

    doc_id: str
    path: str
    format: str
    sha256: str
    text: str
    facts: Facts
    characters_given: int
    encoding: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of one format takes from a file's text: the release's own text, and what stood beside it."""

    text: str
    title: str | None = None
    day: dt.date | None = None
