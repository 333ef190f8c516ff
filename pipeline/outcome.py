"""What extraction gives for a file: the finished rows of its releases, and what was refused. Plain values, no Docs.

This is what worker processes hand back and what the cache keeps, so nothing here needs the language model.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from pathlib import Path
from stat import S_ISREG
from typing import Any, cast

import pyarrow as pa

from pipeline.errors import ReleaseError
from pipeline.places import Address, File, Place, StoredFile
from pipeline.schema import arrow_schema

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReleaseRows:
    """The rows of one release, as `cache.rows.encode` packs them.

    `key` names them in the cache; `annotations` is the key of what the model said of the text, None where nothing of
    it was kept. `given` counts the characters that the file held of the release, `read` those of its cleaned text.
    `fresh` rows have been made just now, others come from the cache.
    """

    key: bytes
    rows: bytes
    annotations: bytes | None = None
    given: int = 0
    read: int = 0
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Refused:
    """The row of `quarantine` for what could not be read or extracted, and the characters that were given of it."""

    row: Row
    given: int = 0


Item = ReleaseRows | Refused


@dataclass(frozen=True, slots=True)
class FilePart:
    """What a file gave, or a stretch of one with many releases, in the order of the file.

    `ends` says that no other part of the file follows; `digest` is then the SHA-256 of its bytes, None where it is not
    sure that those were read (the file changed meanwhile) or where they were read before.
    """

    name: str
    items: tuple[Item, ...] = ()
    ends: bool = True
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What a worker gives at a time: parts of files, what the model said by key, seconds spent by step."""

    files: tuple[FilePart, ...]
    annotations: dict[bytes, bytes] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """Files to extract, in order, with the digests of their bytes as the run saw them.

    A task that a worker did not come back from is done again from where it had come to (`done` items of its first
    file). Releases in `alone` ("extract <doc_id>") are then extracted one at a time; what is in `given_up` ("load
    <name>" or "extract <doc_id>", with the code of the error) is not tried any more.
    """

    paths: tuple[File, ...]
    digests: tuple[str | None, ...]
    done: int = 0
    alone: frozenset[str] = frozenset()
    given_up: Mapping[str, str] = field(default_factory=dict)

    def after(self, part: Part) -> Task:
        """Give what is left of the task once a part of it has come out."""
        ended, done = 0, self.done
        for file in part.files:
            done += len(file.items)
            if file.ends:
                ended, done = ended + 1, 0
        return replace(self, paths=self.paths[ended:], digests=self.digests[ended:], done=done)


def as_text(name: str) -> str:
    """Read a file name as UTF-8, whatever the locale says, and spell out the bytes that are none.

    Python has stand-ins for such bytes that no column can hold.
    """
    if name.isascii():
        return name
    return os.fsencode(name).decode("utf-8", "surrogateescape").encode("utf-8", "backslashreplace").decode()


def name_of(path: File, corpus: Place) -> str:
    """Name a file by its path below the corpus folder."""
    if isinstance(path, StoredFile):
        return path.below(cast("Address", corpus))
    whole, above = str(path), f"{corpus}/"
    return as_text(
        whole[len(above) :] if whole.startswith(above) else path.relative_to(cast("Path", corpus)).as_posix()
    )


def quarantined(path: str, error: ReleaseError, doc_id: str | None = None) -> Row:
    """Give the row of `quarantine` for a file, or a release of it, that failed."""
    return {
        "path": path,
        "doc_id": doc_id,
        "stage": error.stage,
        "error": error.code,
        "message": f"{error.message}. {error.remedy}",
    }


def quarantine_table(rows: Sequence[Row]) -> pa.Table:
    """Give rows of `quarantine` as a table."""
    return pa.Table.from_pylist(list(rows), schema=arrow_schema("quarantine"))


def digest_of(path: File, corpus: Place) -> str | None:
    """Give the SHA-256 of a file's bytes; None where it is no file of the corpus (a pipe, a link that leads out).

    Of a file in a store it is that of the store's mark of the bytes, if there is one (`places.StoredFile.digest`).
    """
    if isinstance(path, StoredFile):
        return path.digest()
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(cast("Path", corpus).resolve()):
            return None
        # A plain open would wait where a pipe has taken the file's place.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            return file_digest(file, "sha256").hexdigest() if S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except (OSError, RuntimeError):  # RuntimeError: a link to itself
        return None


def digest_now(path: File, corpus: Place) -> str | None:
    """Give the digest of a file as it is by now, for a file that was listed a while ago."""
    now = path.now() if isinstance(path, StoredFile) else path
    return digest_of(now, corpus) if now else None


def size_of(path: File) -> int:
    """Give the bytes of a file; 0 where it is gone since it was listed: reading it will say so."""
    if isinstance(path, StoredFile):
        return path.size
    try:
        return path.stat().st_size
    except OSError:
        return 0
