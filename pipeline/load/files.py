"""Which files of a corpus folder hold releases, and reading the releases of one of them."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.errors import PipelineError, ReleaseError, RunError
from pipeline.listing import walk
from pipeline.load.assemble import release_of
from pipeline.load.formats import Kind, parts_of
from pipeline.load.limits import BYTES_PER_CHAR, DEPTH, DOCUMENT_BYTES, MAX_CHARS, Budget
from pipeline.load.release import Record, Release
from pipeline.load.unpack import Entry, entries_of, gunzip, seekable
from pipeline.outcome import name_of
from pipeline.places import File, Place, StoredFile
from pipeline.settings import Settings


def find_files(corpus: Place) -> list[File]:
    """Give the files below a folder that hold releases, as `walk` gives them, in a list.

    Raises RunError E302 where there is none.
    """
    found = list(walk(corpus))
    if not found:
        raise RunError("E302", path=str(corpus))
    return found


def read_release(path: File, corpus: Place, *, max_chars: int = MAX_CHARS) -> Release:
    """Read one file of the corpus that is one release.

    `max_chars` bounds the release's text, in characters. Raises ReleaseError (E101–E119) where the file is no release
    that can be read, or holds several; its `path` is the path below the corpus.
    """
    found = None
    for outcome in releases_in(path, corpus, Settings(max_chars=max_chars)):
        if isinstance(outcome, ReleaseError):
            raise outcome
        if found or outcome.doc_id != outcome.path:
            name = name_of(path, corpus)
            raise ReleaseError("E106", "it holds several releases, and one was asked for", path=name)
        found = outcome
    if found is None:
        raise ReleaseError("E101", path=name_of(path, corpus))
    return found


def releases_in(path: File, corpus: Place, settings: Settings) -> Iterator[Release | ReleaseError]:
    """Give the releases of one file of the corpus one after the other, as they are read, or what came in their place.

    Nothing is raised: what cannot be read is a ReleaseError with the file's `path`, and the `doc_id` where it concerns
    one entry or record among others. A file of any size is read in pieces.
    """
    name = name_of(path, corpus)
    file = _File(name, path.name, settings)
    try:
        with _opened(path, corpus) as stream:
            file.budget = Budget(path.size if isinstance(path, StoredFile) else os.fstat(stream.fileno()).st_size)
            count = 0
            for count, outcome in enumerate(file.contents(stream, Entry(name, path.name), 0), start=1):  # noqa: B007
                yield outcome
        if not count:
            yield file.refusal(ReleaseError("E101", "there is no release in it"), name)
    except Exception as error:  # noqa: BLE001  (whatever a parser raises, it costs this file and no other)
        yield file.refusal(error, name)


def _opened(path: File, corpus: Place) -> BinaryIO:
    """Open a regular file of the corpus. A pipe would keep its reader waiting, a device never ends."""
    if isinstance(path, StoredFile):
        return path.open()
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(cast("Path", corpus).resolve()):
            raise ReleaseError("E113", "it is a link to a place outside")
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ReleaseError("E108", "the folder cannot be listed")
        if not stat.S_ISREG(mode):
            raise ReleaseError("E114")
        # A pipe that is put in its place now would keep a plain open waiting.
        return os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb")
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself
        raise ReleaseError("E108", getattr(error, "strerror", None) or str(error)) from error


class _File:
    """One file of the corpus while its releases are read."""

    def __init__(self, path: str, filename: str, settings: Settings) -> None:
        self.path = path
        self.filename = filename
        self.settings = settings
        self.budget = Budget(0)

    def contents(self, stream: BinaryIO, entry: Entry, depth: int) -> Iterator[Release | ReleaseError]:
        """Give the releases of a file or of an entry of an archive."""
        parts = parts_of(entry.filename)
        if parts.kind is None:
            raise ReleaseError("E106", f"it ends in {parts.suffix or 'nothing'}")
        if parts.packed:
            stream = gunzip(stream, self.budget)
        if parts.kind.seekable:
            stream = seekable(stream)
        if parts.kind.is_archive:
            if depth == DEPTH:
                raise ReleaseError("E116", f"more than {DEPTH}")
            for inner in entries_of(stream, parts.kind.name, entry.name, self.budget):
                yield from self._entry(inner, depth + 1)
        elif parts.kind.many:
            yield from self._records(parts.kind, parts.kind.many(stream, self.settings), entry)
        else:
            yield self._one(parts.kind, stream, entry)

    def refusal(self, error: Exception, doc_id: str) -> ReleaseError:
        """The ReleaseError of whatever a reader raised."""
        if not isinstance(error, PipelineError):
            cause = error
            if isinstance(error, OSError):
                error = ReleaseError("E108", cause.strerror or str(cause))  # type: ignore[attr-defined]
            elif isinstance(error, RecursionError):
                error = ReleaseError("E110", "it is nested too deep")
            elif isinstance(error, MemoryError):
                error = ReleaseError("E203", "load", stage="load")
            else:
                spelt = f"{type(cause).__name__}: {cause}".strip().removesuffix(":")
                error = ReleaseError("E201", f"load: {spelt}", stage="load")
            error.__cause__ = cause
        refused = error if isinstance(error, ReleaseError) else ReleaseError(error.code, error.detail)
        refused.path = self.path
        refused.doc_id = None if doc_id == self.path else doc_id
        return refused

    def _entry(self, entry: Entry, depth: int) -> Iterator[Release | ReleaseError]:
        try:
            with entry.opened() as stream:
                yield from self.contents(stream, entry, depth)
        except Exception as error:
            if self.budget.is_spent:  # so it is for all entries that follow
                raise
            yield self.refusal(error, entry.name)

    def _one(self, kind: Kind, stream: BinaryIO, entry: Entry) -> Release:
        assert kind.one
        most = DOCUMENT_BYTES if kind.heavy else self.settings.max_chars * BYTES_PER_CHAR
        data = stream.read(most + 1)
        if len(data) > most:
            raise ReleaseError("E104", f"more than {most:,} bytes")
        if not data.strip():
            raise ReleaseError("E101")
        return release_of(
            kind.one(data, self.settings.max_chars),
            doc_id=entry.name,
            path=self.path,
            kind=kind.name,
            sha256=hashlib.sha256(data).hexdigest(),
            max_chars=self.settings.max_chars,
            day_first=self.settings.day_first,
            filename=entry.filename,
        )

    def _records(self, kind: Kind, records: Iterator[Record], entry: Entry) -> Iterator[Release | ReleaseError]:
        for record in records:
            doc_id = entry.name if record.key is None else f"{entry.name}#{record.key}"
            try:
                yield release_of(
                    record.read(),
                    doc_id=doc_id,
                    path=self.path,
                    kind=kind.name,
                    sha256=record.sha256,
                    max_chars=self.settings.max_chars,
                    day_first=self.settings.day_first,
                    filename=entry.filename if record.key is None else None,
                )
            except Exception as error:  # noqa: BLE001  (as above)
                yield self.refusal(error, doc_id)
