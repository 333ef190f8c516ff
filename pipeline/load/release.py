"""What loading gives: a release with its text and what is known of it as a whole; and what a reader gives for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.records import Facts


@dataclass(frozen=True, slots=True)
class Release:
    """One press release, read and cleaned.

    `path` is the file's path below the corpus folder with slashes. `doc_id` is the same where the file is one release;
    in an archive the entry's name stands behind it (`press.zip/2024/a.txt`), in a file of records the record's key or
    number (`news.jsonl#17`). `sha256` is of the bytes of the file, entry or record; `characters_given` counts what
    they held before the release was taken out of it, `text` what is read. `sender` is who sent a mail.
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
    sender: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of one format takes from a file: the release's own text, and what stood beside it.

    `given` counts the characters the file held, where that is not the text; `encoding` is null where the format
    fixes it.
    """

    text: str
    title: str | None = None
    day: dt.date | None = None
    sender: str | None = None
    given: int | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One release of a file of many: the key or number it goes by there, the digest of its bytes, and how to read it.

    `read` raises ReleaseError, or whatever a parser does; it is called apart so that a bad record costs only itself.
    A null `key` says that the record is all there is in the file.
    """

    key: str | None
    sha256: str
    read: Callable[[], Reading]
