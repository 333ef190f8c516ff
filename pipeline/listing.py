"""Which files of a corpus hold releases, in which order, and the list of them, kept on disk.

Of ten million files the names alone would fill the memory. Nothing here reads a file: the readers of `pipeline.load`, which
take a while to import, are not needed by a run that finds everything in the cache.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import Any, cast

from pipeline.errors import RunError
from pipeline.outcome import as_text
from pipeline.places import Address, File, Place, StoredFile

# Endings of the names of files that are read (`pipeline.load.formats` has the readers), `.gz` behind them or not.
READ = frozenset(
    ".txt .text .md .markdown .html .htm .xhtml .docx .pdf .eml .mbox .jsonl .ndjson .json .csv .tsv .parquet .zip .tar"
    " .tgz".split()
)
# Documents that are not read: they may well be releases, so that they are named in the quarantine, not passed over.
UNREAD = frozenset(
    ".doc .rtf .odt .pages .wpd .wps .xls .xlsx .ods .ppt .pptx .odp .msg .pst .epub .djvu .ps .xps .xml .rss"
    " .mht .mhtml .7z .rar .bz2 .xz .zst .tbz2 .txz".split()
)


def is_candidate(name: str) -> bool:
    """Whether a file of this name belongs in a run: one that is read, or a document that the quarantine should name.

    Hidden files are left out, so are files called README, which speak about the corpus.
    """
    if name.startswith(".") or name.lower().split(".")[0] == "readme":
        return False
    ending = PurePosixPath(name.replace("\n", "_")).suffix.lower()
    return ending in READ or ending == ".gz" or ending in UNREAD


def walk(corpus: Place) -> Iterator[File]:
    """Give the files below a folder that hold releases in the order of their names (`outcome.name_of`).

    A file counts by the ending of its name (`is_candidate`). Hidden files and folders (a dot in front) are left
    out, so are files called README, which speak about the corpus, and `a.json` beside `a.txt`, which speaks about that.
    Links to folders are not followed. Links to files out of the corpus, pipes, and documents of kinds that are not read
    are given: reading them says what is wrong, and so it does of a folder that may not be listed.

    Folders are listed as the walk comes to them, so that never more than those on the way are held. Raises RunError
    E301 where there is no such folder.
    """
    if not corpus.is_dir():
        raise RunError("E301", path=str(corpus))
    # What is still to come, the next one last: files, and folders to list.
    waiting: list[_Child] = [(corpus, True)]
    while waiting:
        place, is_folder = waiting.pop()
        inside = _inside(place) if is_folder else None
        if inside is None:
            yield place if isinstance(place, StoredFile) else Path(cast("Path", place))
        else:
            waiting += _chosen(inside)


# A file or a folder, and whether it is one. Paths of this machine are texts, which take less memory.
_Child = tuple[str | Path | Address | StoredFile, bool]


def _inside(folder: str | Path | Address | StoredFile) -> list[tuple[str, _Child]] | None:
    """Give what is in a folder by name; None where it may not be listed."""
    if isinstance(folder, Address):
        return [(name, (place, isinstance(place, Address))) for name, place in folder.listed()]
    found: list[tuple[str, _Child]] = []
    try:
        with os.scandir(cast("str", folder)) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    found.append((entry.name, (entry.path, True)))
                elif not _leads_to_a_folder(entry):
                    found.append((entry.name, (entry.path, False)))
    except OSError:
        return None
    return found


def _leads_to_a_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _chosen(inside: list[tuple[str, _Child]]) -> list[_Child]:
    """Give what counts of a folder, the last name first. A folder stands where the names of what is in it belong."""
    files = [name for name, (_, is_folder) in inside if not is_folder]
    beside = {name.rpartition(".")[0] for name in files if is_candidate(name) and not name.endswith(".json")}
    chosen: list[tuple[str, _Child]] = []
    for name, child in inside:
        if child[1]:
            if not name.startswith("."):
                chosen.append((f"{as_text(name)}/", child))
        elif is_candidate(name) and not (name.endswith(".json") and name.removesuffix(".json") in beside):
            chosen.append((as_text(name), child))
    return [child for _, child in sorted(chosen, key=lambda each: each[0], reverse=True)]


class Files:
    """Files in the order in which they were found; they may be gone through more than once."""

    def __init__(self, corpus: Place, found: Iterable[File]) -> None:
        self._corpus = corpus
        self._count = 0
        self._list = TemporaryFile()  # noqa: SIM115  (goes with the last reference to it)
        for file in found:
            self._count += 1
            self._list.write(json.dumps(_spelt(file)).encode() + b"\n")

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[File]:
        start = 0
        while True:
            self._list.seek(start)
            lines = self._list.readlines(_AT_ONCE)
            if not lines:
                return
            start = self._list.tell()
            for line in lines:
                yield self._read(json.loads(line))

    def _read(self, spelt: list[Any]) -> File:
        if isinstance(self._corpus, Address):
            folder, name, size, tag = spelt
            return StoredFile(Address(self._corpus.named, folder), name, size, tag)
        return Path(spelt[0])


_AT_ONCE = 2**16  # bytes of the list


def _spelt(file: File) -> list[Any]:
    if isinstance(file, StoredFile):
        return [file.folder.below, file.name, file.size, file.tag]
    return [str(file)]
