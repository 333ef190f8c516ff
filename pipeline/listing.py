"""The files of a corpus, listed once and kept on disk: of ten million files the names alone would fill the memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from pipeline.places import Address, File, Place, StoredFile


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
