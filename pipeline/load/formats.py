"""The kinds of files that hold releases, told by how their names end, and the reader of each.

Three families: files that are one release, files of records that are one release each, and archives of any of them.
`.gz` behind any of the names is unpacked on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from pipeline.load.assemble import check_length, counted
from pipeline.load.clean import clean
from pipeline.load.encoding import decode
from pipeline.load.html import read_html
from pipeline.load.json_records import read_json, read_json_lines
from pipeline.load.mail import read_mail, read_mailbox
from pipeline.load.markdown import read_markdown
from pipeline.load.mojibake import mend
from pipeline.load.paged import read_on
from pipeline.load.parquet import read_parquet
from pipeline.load.pdf import read_pdf
from pipeline.load.release import Reading, Record
from pipeline.load.table import read_csv, read_tsv
from pipeline.load.text import read_text
from pipeline.load.word import read_word
from pipeline.settings import Settings

# Where a page says how it is encoded (HTML Living Standard, 4.2.5.4; XML 1.0, 4.3.3).
_CHARSET = re.compile(
    rb"""(?:<meta[^>]{1,200}?charset|<\?xml[^>]{1,100}?encoding)\s*=\s*["']?([A-Za-z][\w.:-]{2,30})"""
)
_DECLARED_WITHIN = 2048  # bytes

# Readers of one release take a file's bytes and the most characters its text may have; a reader that could give more
# stops there. Readers of records take a stream. Both raise ReleaseError, or whatever a parser does.
ReadOne = Callable[[bytes, int], Reading]
ReadMany = Callable[[BinaryIO, Settings], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. `name` is what `documents.format` says; `one`, `many` or neither (an archive) reads it.

    `heavy` files hold pictures and attachments beside their text; `seekable` ones are read from any place in them.
    """

    name: str
    one: ReadOne | None = None
    many: ReadMany | None = None
    heavy: bool = False
    seekable: bool = False

    @property
    def is_archive(self) -> bool:
        """Whether it holds files, not releases."""
        return self.one is None and self.many is None


def _from_text(reader: Callable[[str], Reading], prepare: Callable[[str], str] = lambda text: text) -> ReadOne:
    def read(data: bytes, max_chars: int) -> Reading:
        given, encoding = decode(data)
        with counted(len(given)):
            check_length(given, max_chars)
            reading = reader(clean(prepare(mend(given))))
        return Reading(reading.text, reading.title, reading.day, given=len(given), encoding=encoding)

    return read


def _from_page(data: bytes, max_chars: int) -> Reading:  # noqa: ARG001  (markup outweighs the text, which is measured later)
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    given, encoding = decode(data, declared=declared[1].decode("ascii") if declared else None)
    with counted(len(given)):
        reading = read_html(mend(given))
    return Reading(reading.text, reading.title, reading.day, given=len(given), encoding=encoding)


_TEXT = Kind("text", one=_from_text(read_text, read_on))
_MARKDOWN = Kind("markdown", one=_from_text(read_markdown))
_HTML = Kind("html", one=_from_page)
_JSON_LINES = Kind("jsonl", many=read_json_lines)
_TAR = Kind("tar")

KINDS: dict[str, Kind] = {
    ".txt": _TEXT,
    ".text": _TEXT,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".docx": Kind("docx", one=read_word, heavy=True),
    ".pdf": Kind("pdf", one=read_pdf, heavy=True),
    ".eml": Kind("mail", one=read_mail, heavy=True),
    ".mbox": Kind("mail", many=read_mailbox),
    ".jsonl": _JSON_LINES,
    ".ndjson": _JSON_LINES,
    ".json": Kind("json", many=read_json),
    ".csv": Kind("csv", many=read_csv),
    ".tsv": Kind("tsv", many=read_tsv),
    ".parquet": Kind("parquet", many=read_parquet, seekable=True),
    ".zip": Kind("zip", seekable=True),
    ".tar": _TAR,
}
@dataclass(frozen=True, slots=True)
class NameParts:
    """What a file's name says: its kind (null where it is not read), and how often it is packed with gzip."""

    kind: Kind | None
    packed: bool
    suffix: str


def parts_of(name: str) -> NameParts:
    """Tell the kind of a file by its name: `news.jsonl.gz` is a packed file of records."""
    path = PurePosixPath(name.replace("\n", "_"))
    suffix = path.suffix.lower()
    if suffix == ".tgz":
        return NameParts(_TAR, packed=True, suffix=suffix)
    if suffix == ".gz":
        inner = PurePosixPath(path.stem).suffix.lower()
        return NameParts(KINDS.get(inner), packed=True, suffix=f"{inner}.gz")
    return NameParts(KINDS.get(suffix), packed=False, suffix=suffix)
