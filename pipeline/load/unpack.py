"""Archives: the entries that hold releases, one after the other, never more than one of them in memory or on disk.

Nothing is extracted by name: an entry's name becomes part of a `doc_id`, its bytes go to a reader. Names that lead out
of the archive, links and devices are refused all the same, since whoever packs them means no good or made a mistake.
"""

from __future__ import annotations

import gzip
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, Self, cast

from pipeline.errors import ReleaseError
from pipeline.listing import is_candidate
from pipeline.load.limits import READ_AT_ONCE, Budget

_IN_MEMORY = 16 * 2**20  # bytes of an entry kept in memory where it is read from any place; larger ones go to a file
_HEADER = 2**20  # bytes; the names and notes before an entry of a tar archive are short
_PIECE = 2**18
_COMPRESSIONS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_LONG_HEADERS = frozenset({
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of an archive, or a file of the corpus itself. `name` is its `doc_id`, `filename` the last part of it."""

    name: str
    filename: str
    open: Callable[[], BinaryIO] | None = None

    def opened(self) -> AbstractContextManager[BinaryIO]:
        """Open the entry for reading; raises ReleaseError where it may not be read."""
        assert self.open
        return closing(self.open())


class _Counted:
    """A stream of unpacked bytes that charges them to a budget, and refuses reads that would fill the memory."""

    def __init__(self, inner: Any, budget: Budget) -> None:
        self._inner = inner
        self._budget = budget

    def read(self, size: int = -1, /) -> bytes:
        if size > READ_AT_ONCE:
            raise ReleaseError("E111", f"a piece of {size:,} bytes")
        try:
            if size is None or size < 0:
                return b"".join(iter(lambda: self.read(_PIECE), b""))
            data: bytes = self._inner.read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, tarfile.TarError) as error:
            raise ReleaseError("E110", str(error) or None) from error
        self._budget.take(len(data))
        return data

    def close(self) -> None:
        self._inner.close()


def gunzip(stream: BinaryIO, budget: Budget) -> BinaryIO:
    """The stream unpacked with gzip; reading it raises ReleaseError E110 where it is damaged, E111 past the budget."""
    return cast("BinaryIO", _Counted(gzip.GzipFile(fileobj=stream, mode="rb"), budget))


def seekable(stream: BinaryIO) -> BinaryIO:
    """The stream, or a copy of it on disk where it can only be read forwards."""
    if not isinstance(stream, _Counted):
        return stream
    copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  (goes with the last reference to it)
    while piece := stream.read(_PIECE):
        copy.write(piece)
    copy.seek(0)
    return cast("BinaryIO", copy)


def entries_of(stream: BinaryIO, kind: str, name: str, budget: Budget) -> Iterator[Entry]:
    """The entries of an archive of this `kind` that a run reads, named below `name`.

    Raises ReleaseError E110 where the archive is damaged.
    """
    seen: dict[str, int] = {}
    read = _zip_entries if kind == "zip" else _tar_entries
    for raw, opener in read(stream, budget):
        parts = raw.replace("\\", "/").split("/")
        inside = [part for part in parts if part not in {"", "."}]
        if not inside or not is_candidate(inside[-1]) or any(_is_hidden(part) for part in inside[:-1]):
            continue
        below = "/".join(inside)
        seen[below] = seen.get(below, 0) + 1
        if seen[below] > 1:
            below = f"{below} ({seen[below]})"
        leads_out = parts[0] == "" or ".." in inside or (len(inside[0]) == 2 and inside[0][1] == ":")
        yield Entry(f"{name}/{below}", inside[-1], partial(_refuse, "E113", raw) if leads_out else opener)


def _is_hidden(folder: str) -> bool:
    return (folder.startswith(".") and folder != "..") or folder == "__MACOSX"


def _refuse(code: str, detail: str | None = None) -> BinaryIO:
    raise ReleaseError(code, detail)


def _zip_entries(stream: BinaryIO, budget: Budget) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    """The files of a zip archive in the order of their names."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise ReleaseError("E110", str(error)) from error
    with archive:
        for info in sorted(archive.infolist(), key=lambda info: (info.filename, info.header_offset)):
            if not info.is_dir():
                yield _zip_name(info), partial(_open_zipped, archive, info, budget)


def _open_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> BinaryIO:
    if info.flag_bits & _ENCRYPTED:
        raise ReleaseError("E115")
    if info.external_attr >> 28 == 0xA:  # the mode of a symbolic link, in the Unix half of the attributes
        raise ReleaseError("E113", "it is a link")
    if info.compress_type not in _COMPRESSIONS:
        raise ReleaseError("E110", "it is packed in a way that is not read")
    try:
        return cast("BinaryIO", _Counted(archive.open(info), budget))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        raise ReleaseError("E110", str(error)) from error


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name of an entry: programs that write UTF-8 do not all say so, and it is read as code page 437 then."""
    if not info.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):
            return info.filename.encode("cp437").decode("utf-8")
    return info.filename


class _TarHeader(tarfile.TarInfo):
    """A header of a tar archive; its long forms are read into memory whole, so they are measured first."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            return super().frombuf(buf, encoding, errors)
        except (tarfile.TruncatedHeaderError, tarfile.InvalidHeaderError) as error:  # type: ignore[attr-defined]
            # tarfile takes it for the end of the archive, and would leave out what stands behind.
            raise tarfile.ReadError(str(error)) from error

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _LONG_HEADERS and self.size > _HEADER:
            raise tarfile.ReadError(f"a header of {self.size:,} bytes")
        return cast("tarfile.TarInfo", super()._proc_member(archive))  # type: ignore[misc]  # typeshed leaves it out


def _tar_entries(stream: BinaryIO, budget: Budget) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    """The files of a tar archive as they come: it is read once, from front to back."""
    try:
        with tarfile.open(
            fileobj=stream, mode="r|", tarinfo=_TarHeader, encoding="utf-8", errors="surrogateescape"
        ) as archive:
            for member in archive:
                archive.members = []  # type: ignore[attr-defined]  # tarfile keeps every header it has seen
                if member.isdir():
                    continue
                name = member.name.encode("utf-8", "backslashreplace").decode()
                if not member.isreg():
                    code, what = ("E113", "it is a link") if member.issym() or member.islnk() else ("E114", None)
                    yield name, partial(_refuse, code, what)
                else:
                    yield name, partial(_open_tarred, archive, member, budget)
    except (tarfile.TarError, EOFError, ValueError, IndexError, OverflowError) as error:
        raise ReleaseError("E110", str(error)) from error


def _open_tarred(archive: tarfile.TarFile, member: tarfile.TarInfo, budget: Budget) -> BinaryIO:
    inner = archive.extractfile(member)
    assert inner  # a regular file
    return cast("BinaryIO", _Counted(inner, budget))
