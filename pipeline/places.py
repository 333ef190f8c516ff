"""Where a corpus and its tables may lie: in a folder of this machine, or at an address such as `s3://bucket/releases`.

fsspec does the talking (https://filesystem-spec.readthedocs.io): whatever it has an implementation of can be named, and
credentials and endpoints are told to it as to any program that uses it: by the environment, the profile of the store,
or fsspec's own configuration. `file://` names a folder of this machine like any path.

An `Address` has those names of `pathlib.Path` that the rest of the package needs, so that little else has to know.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from pipeline.errors import ReleaseError, RunError

# Bytes up to which a file is fetched in one piece; larger ones are read as their readers go.
_WHOLE = 4 * 2**20
_PIECE = 2**20
# What stores call the mark of an object's content, which changes with it: S3 and Azure, Google, HTTP.
_TAGS = ("ETag", "etag", "md5Hash")


@dataclass(frozen=True, slots=True)
class Address:
    """A place in a store: `below` what the user named, which has no slash at its end.

    Methods raise `RunError` E311 or E312 where it cannot be used.
    """

    named: str
    below: str = ""

    def __str__(self) -> str:
        return self.url

    def __truediv__(self, name: str) -> Address:
        return Address(self.named, f"{self.below}/{name}".lstrip("/"))

    @property
    def url(self) -> str:
        """The whole of it."""
        return f"{self.named.rstrip('/')}/{self.below}" if self.below else self.named

    @property
    def name(self) -> str:
        """The last part of it."""
        return self.url.rstrip("/").rpartition("/")[2]

    @property
    def fs(self) -> Any:
        """The file system of fsspec that serves it."""
        return _connected(self.named)[0]

    @property
    def path(self) -> str:
        """What the file system calls it."""
        path = _connected(self.named)[1]
        return f"{path.rstrip('/')}/{self.below}" if self.below else path

    @property
    def is_of_this_process(self) -> bool:
        """Whether other processes see something else there."""
        return self.url.startswith("memory://")

    def is_dir(self) -> bool:
        """Whether there is anything below it."""
        with telling(self):
            return bool(self.fs.isdir(self.path))

    def is_relative_to(self, other: Address | Path) -> bool:
        """Whether it is another address, or below it."""
        return isinstance(other, Address) and f"{self.url}/".startswith(f"{other.url.rstrip('/')}/")

    def resolve(self) -> Address:
        """Give itself: addresses are absolute."""
        return self

    absolute = resolve

    def read_bytes(self) -> bytes:
        """Read an object whole; raises `FileNotFoundError` where there is none."""
        with telling(self):
            return cast("bytes", self.fs.cat_file(self.path))

    def listed(self) -> Iterator[tuple[str, StoredFile | Address]]:
        """Give the names of the files and folders in it, in no order, with the files and folders."""
        with telling(self):
            entries = self.fs.ls(self.path, detail=True)
        for entry in entries:
            name = entry["name"].rstrip("/").rpartition("/")[2]
            if entry["name"].strip("/") == self.path.strip("/"):
                continue  # S3 lists the mark of a folder in the folder
            yield name, self / name if entry["type"] == "directory" else StoredFile(self, name, *_size_and_tag(entry))


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file at an address, as it was listed: bytes, and the store's mark of its content, where it gives one."""

    folder: Address
    name: str
    size: int = 0
    tag: str | None = None

    @property
    def address(self) -> Address:
        """Where it is."""
        return self.folder / self.name

    def __str__(self) -> str:
        return str(self.address)

    def below(self, corpus: Address) -> str:
        """Give its name below a folder; what no text can hold is spelt out."""
        name = self.address.url[len(corpus.url.rstrip("/")) + 1 :]
        return name.encode("utf-8", "backslashreplace").decode()

    def now(self) -> StoredFile | None:
        """Look the file up again; None where it is gone or cannot be looked up."""
        try:
            size, tag = _size_and_tag(self.folder.fs.info(f"{self.folder.path}/{self.name}"))
        except Exception:  # noqa: BLE001  (each store has errors of its own)
            return None
        return replace(self, size=size, tag=tag)

    def open(self) -> BinaryIO:
        """Open it for reading; opening and reading raise `ReleaseError` E108 where the store does not give it."""
        path = f"{self.folder.path}/{self.name}"
        with _losing():
            if self.size <= _WHOLE:
                return io.BytesIO(self.folder.fs.cat_file(path))
            return io.BufferedReader(_Stream(self.folder.fs.open(path, "rb")), _PIECE)

    def digest(self) -> str | None:
        """Give a digest that changes with its bytes: of the store's mark, else of the bytes; None where they are not given."""
        if self.tag:
            return sha256(f"{self.tag} {self.size}".encode("utf-8", "backslashreplace")).hexdigest()
        digest = sha256()
        try:
            with self.open() as stream:
                while piece := stream.read(_PIECE):
                    digest.update(piece)
        except ReleaseError:
            return None
        return digest.hexdigest()


Place = Path | Address
File = Path | StoredFile


def place_of(given: Path | Address | str) -> Place:
    """Read a path or an address. Raises `RunError` E311 for an address with a password in it."""
    if not isinstance(given, str):
        return given
    scheme, found, rest = given.partition("://")
    if not found:
        return Path(given)
    if scheme in {"file", "local"}:
        return Path(rest)
    if urlsplit(given).password:
        # The manifest names corpus and outputs.
        raise RunError(
            "E311", "it holds a password", remedy="Tell the password by the environment, not in the address."
        )
    return Address(f"{scheme}://{rest.rstrip('/')}")


def user_cache() -> Path:
    """Give the folder for what programs keep (XDG Base Directory Specification)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "communique"


@lru_cache(maxsize=1024)
def _connected(url: str) -> tuple[Any, str]:
    """Give the file system of an address and its path in there; listings are not kept, since they may change."""
    from fsspec.core import url_to_fs  # noqa: PLC0415  (a run over folders does without)
    from fsspec.registry import known_implementations  # noqa: PLC0415

    try:
        fs, path = url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        package = known_implementations.get(url.partition("://")[0], {}).get("class", "fsspec").partition(".")[0]
        remedy = None if package == "fsspec" else f"Install it: pip install {package}"
        raise RunError("E312", str(error), path=url, remedy=remedy) from error
    except Exception as error:  # each store has errors of its own
        raise RunError("E311", spelt(error), path=url) from error
    return fs, str(path)


@contextmanager
def telling(address: Address) -> Iterator[None]:
    """Turn what a store raises in the block into `RunError` E311, but for `FileNotFoundError`."""
    try:
        yield
    except (FileNotFoundError, RunError):
        raise
    except Exception as error:  # each store has errors of its own
        raise RunError("E311", spelt(error), path=address.url) from error


@contextmanager
def _losing() -> Iterator[None]:
    """Turn what a store raises in the block into `ReleaseError` E108, which costs one file."""
    try:
        yield
    except Exception as error:  # as above
        raise ReleaseError("E108", spelt(error)) from error


class _Stream(io.RawIOBase):
    """A file of fsspec whose errors are those of reading a release, not of what the release holds."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        with _losing():
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        self._file.close()
        super().close()


def _size_and_tag(entry: dict[str, Any]) -> tuple[int, str | None]:
    tag = next((str(entry[name]) for name in _TAGS if entry.get(name)), None)
    # A weak mark of HTTP may stay when bytes change (RFC 9110, 8.8.1).
    return int(entry.get("size") or 0), None if tag and tag.startswith("W/") else tag


def spelt(error: Exception) -> str:
    """Give the first line of an error of a store."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0].rstrip('.')}" if lines else type(error).__name__
