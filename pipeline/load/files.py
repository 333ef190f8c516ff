"""Which files of a corpus folder are releases, and reading one of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.errors import PipelineError, ReleaseError, RunError
from pipeline.layout import facts_of, read_layout
from pipeline.load.clean import clean
from pipeline.load.encoding import decode
from pipeline.load.html import read_html
from pipeline.load.language import language_of
from pipeline.load.markdown import read_markdown
from pipeline.load.release import Reading, Release
from pipeline.load.text import read_text

MAX_CHARS = 1_000_000

READERS: dict[str, tuple[str, Callable[[str], Reading]]] = {
    ".txt": ("text", read_text),
    ".text": ("text", read_text),
    ".md": ("markdown", read_markdown),
    ".markdown": ("markdown", read_markdown),
    ".html": ("html", read_html),
    ".htm": ("html", read_html),
}
_MAX_BYTES_PER_CHAR = 40  # of a page: markup outweighs its text; beyond this no file is read into memory


def find_files(corpus: Path) -> list[Path]:
    """The releases below a folder, sorted by their path below it.

    A release is a file of a kind in `READERS`. Hidden files and folders (a dot in front) are left out, so are files
    called README, which speak about the corpus. Links are followed as long as they stay inside the corpus.

    Raises RunError E301 where there is no such folder, E302 where no release is in it.
    """
    if not corpus.is_dir():
        raise RunError("E301", path=str(corpus))
    root = corpus.resolve()
    found = sorted(_walk(corpus, root), key=lambda path: path.relative_to(corpus).as_posix())
    if not found:
        raise RunError("E302", path=str(corpus))
    return found


def _walk(corpus: Path, root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(corpus):  # links to folders are not followed
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if name.startswith(".") or path.suffix.lower() not in READERS or path.stem.lower() == "readme":
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                continue
            if path.is_file():
                yield path


def read_release(path: Path, corpus: Path, *, max_chars: int = MAX_CHARS) -> Release:
    """Read one file of the corpus.

    `max_chars` bounds the release's text, in characters. Raises ReleaseError (E101–E109) where the file is no release
    that can be read; its `path` is the path below the corpus.
    """
    name = path.relative_to(corpus).as_posix()
    try:
        return _read(path, name, max_chars)
    except PipelineError as error:
        error.path = error.path or name
        raise


def _read(path: Path, name: str, max_chars: int) -> Release:
    if path.suffix.lower() not in READERS:
        raise ReleaseError("E106", f"it ends in {path.suffix or 'nothing'}")
    kind, reader = READERS[path.suffix.lower()]
    try:
        size = path.stat().st_size
        if size > max_chars * _MAX_BYTES_PER_CHAR:
            raise ReleaseError("E104", f"{size:,} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise ReleaseError("E108", error.strerror or str(error)) from error
    return release_from_bytes(data, name, kind=kind, reader=reader, max_chars=max_chars)


def release_from_bytes(
    data: bytes, name: str, *, kind: str, reader: Callable[[str], Reading], max_chars: int = MAX_CHARS
) -> Release:
    """The release in a file's bytes; `name` is its path below the corpus, and its `doc_id`."""
    if not data.strip():
        raise ReleaseError("E101")
    given, encoding = decode(data)
    if kind != "html":
        _check_length(given, max_chars)
    reading = reader(given if kind == "html" else clean(given))
    text = clean(reading.text)
    if not any(c.isalnum() for c in text):
        raise ReleaseError("E107" if kind == "html" else "E101")
    _check_length(text, max_chars)
    language = language_of(text)
    layout = read_layout(text)
    facts = facts_of(text, layout, title=reading.title, metadata_date=reading.day, filename=name.rsplit("/", 1)[-1])
    return Release(
        doc_id=name,
        path=name,
        format=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        facts=facts,
        characters_given=len(given),
        encoding=encoding,
        language=language,
    )


def _check_length(text: str, max_chars: int) -> None:
    if len(text) > max_chars:
        raise ReleaseError("E104", f"{len(text):,} characters, the limit is {max_chars:,}")
