"""Word files (.docx): the text as it shows on paper, with the letterhead of the first page above it.

Read from the XML itself (ECMA-376, part 1, WordprocessingML), since what press offices put into content controls, text
boxes and tracked insertions is text to a reader. The numbers and bullets of lists are no text in the file and are
written out, for a list is told by them. Of the properties, the title and the day of creation are taken (dcterms:created),
the day only where the last change followed within weeks: files are made from old ones, and opened again years later.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from pipeline.errors import ReleaseError
from pipeline.layout.front_matter import as_day
from pipeline.load.limits import Budget
from pipeline.load.release import Reading
from pipeline.load.told_titles import believable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# "Strict Open XML" says the same in other namespaces.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode()),
)
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_BYTES_PER_CHAR = 400  # of XML; a text that changes its looks at every word has a hundred
_BLANKS = 0.25  # of the paragraphs with text: so many empty ones set the others apart
_WEEKS = dt.timedelta(days=60)
# What the properties of files say that python-docx made: those of its template.
_TEMPLATE = "2013-12-23T23:15:00Z"
_DROPPED = frozenset({
    f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}footnoteReference", f"{_W}annotationRef", _FALLBACK,
    f"{_W}rPr", f"{_W}sectPr",
})  # fmt: skip
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}noBreakHyphen": "-"}


def read_word(data: bytes, max_chars: int) -> Reading:
    """The release in a Word file.

    Raises ReleaseError E110 where it is none or damaged, E111 where it unpacks to far more than it is, E104 where its
    text is far too long, E115 where a password keeps it.
    """
    if data.startswith(_OLD_WORD):
        # An encrypted .docx comes in the container of old Office files, and says so in it (UTF-16).
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise ReleaseError("E115") if encrypted else ReleaseError("E110", "it is a .doc of an older Word")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _Word(package, Budget(len(data)), max_chars).reading()
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, NotImplementedError, OSError) as error:
        raise ReleaseError("E110", str(error) or None) from error
    except (ValueError, RuntimeError, RecursionError) as error:
        raise ReleaseError("E110", f"{type(error).__name__}: {error}") from error


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph, or a blank line where its text is empty; a `tight` one has no space behind it."""

    text: str
    tight: bool = False


class _Word:
    """One package while it is read."""

    def __init__(self, package: zipfile.ZipFile, budget: Budget, max_chars: int) -> None:
        self._package = package
        self._names = set(package.namelist())
        self._budget = budget
        self._most = max_chars * _BYTES_PER_CHAR
        self._bullets: dict[tuple[str, str], bool] = {}
        self._counts: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))

    def reading(self) -> Reading:
        document = self._part("word/document.xml")
        if document is None:
            raise ReleaseError("E110", "it holds no document")
        body = document.find(f"{_W}body")
        self._read_numbering()
        paragraphs = [*self._letterhead(document), *(self._paragraphs(body) if body is not None else ())]
        title, day = self._properties()
        return Reading(_set_out(paragraphs), title, day)

    def _part(self, name: str) -> Any:
        """The root of a part of the package; null where there is none."""
        if name not in self._names:
            return None
        data = bytearray()
        with self._package.open(name) as stream:
            while piece := stream.read(2**18):
                self._budget.take(len(piece))
                data += piece
                if len(data) > self._most:
                    raise ReleaseError("E104", f"more than {self._most:,} bytes of markup")
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        # Word writes no document type; one is there to declare entities.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(bytes(data), parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise ReleaseError("E110", "its XML declares a document type of its own, which no Word file does")
        return root

    def _letterhead(self, document: Any) -> Iterator[_Paragraph]:
        """The page header of the first page, where letterheads and dates of issue stand."""
        section = next(document.iter(f"{_W}sectPr"), None)
        relations = self._part("word/_rels/document.xml.rels")
        if section is None or relations is None:
            return
        by_kind = {found.get(f"{_W}type"): found.get(f"{_R}id") for found in section.findall(f"{_W}headerReference")}
        first = section.find(f"{_W}titlePg") is not None
        wanted = by_kind.get("first" if first and "first" in by_kind else "default")
        target = next((link.get("Target") for link in relations if link.get("Id") == wanted), None) if wanted else None
        header = self._part(f"word/{target}") if target else None
        if header is not None:
            yield from (found for found in self._paragraphs(header) if any(c.isalpha() for c in found.text))
            yield _Paragraph("")

    def _paragraphs(self, root: Any) -> Iterator[_Paragraph]:
        """The paragraphs in their order; those of a text box stand behind the one it hangs on, cells of a row below each other."""
        for paragraph in root.iter(f"{_W}p"):
            if any(above.tag in _DROPPED for above in paragraph.iterancestors()):
                continue
            text = "".join(_texts(paragraph)).strip()
            yield _Paragraph(self._marker(paragraph) + text if text else "", tight=_is_tight(paragraph))

    def _read_numbering(self) -> None:
        root = self._part("word/numbering.xml")
        if root is None:
            return
        levels: dict[str, dict[str, bool]] = {}
        for scheme in root.iter(f"{_W}abstractNum"):
            kinds = {}
            for level in scheme.iter(f"{_W}lvl"):
                form = level.find(f"{_W}numFmt")
                kinds[level.get(f"{_W}ilvl")] = form is None or form.get(f"{_W}val") in {"bullet", "none"}
            levels[scheme.get(f"{_W}abstractNumId")] = kinds
        for listing in root.iter(f"{_W}num"):
            scheme = listing.find(f"{_W}abstractNumId")
            for level, is_bullet in levels.get(scheme.get(f"{_W}val") if scheme is not None else "", {}).items():
                self._bullets[listing.get(f"{_W}numId"), level] = is_bullet

    def _marker(self, paragraph: Any) -> str:
        """What stands before an item of a list: "- " or its number."""
        numbering = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if numbering is None:
            return "- " if style is not None and (style.get(f"{_W}val") or "").startswith("ListBullet") else ""
        listing, level = (numbering.find(f"{_W}{name}") for name in ("numId", "ilvl"))
        number = listing.get(f"{_W}val") if listing is not None else "0"
        depth = level.get(f"{_W}val") if level is not None else "0"
        if number == "0" or (number, depth) not in self._bullets:
            return ""
        if self._bullets[number, depth]:
            return "- "
        counts = self._counts[number]
        counts[int(depth)] += 1
        for deeper in [other for other in counts if other > int(depth)]:
            del counts[deeper]
        return f"{counts[int(depth)]}. "

    def _properties(self) -> tuple[str | None, dt.date | None]:
        root = self._part("docProps/core.xml")
        if root is None:
            return None, None
        title = believable(root.findtext(f"{_DC}title"))
        stated = (root.findtext(f"{_TERMS}{name}") for name in ("created", "modified"))
        created, modified = (as_day(value) if value != _TEMPLATE else None for value in stated)
        return title, day_of_making(created, modified)


def day_of_making(created: dt.date | None, modified: dt.date | None) -> dt.date | None:
    """The day a file was made, where it was finished within weeks: else it came of an old one, or was changed long after."""
    if created is None or (modified is not None and abs(modified - created) > _WEEKS):
        return None
    return created


def _is_tight(paragraph: Any) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    spacing = paragraph.find(f"{_W}pPr/{_W}spacing")
    return (style is not None and style.get(f"{_W}val") == "NoSpacing") or (
        spacing is not None and spacing.get(f"{_W}after") == "0"
    )


def _set_out(paragraphs: Sequence[_Paragraph]) -> str:
    """Paragraphs as text: those between which there is space parted by a blank line, the others by a line feed.

    Who presses Enter twice makes the space of empty paragraphs, and those that follow each other then belong together.
    """
    filled = [paragraph for paragraph in paragraphs if paragraph.text]
    by_blanks = len(paragraphs) - len(filled) > _BLANKS * len(filled)
    parts: list[str] = []
    tight = blank = False
    for paragraph in paragraphs:
        if not paragraph.text:
            blank = True
            continue
        parts += ["\n" if (by_blanks or tight) and not blank else "\n\n", paragraph.text]
        tight, blank = paragraph.tight, False
    return "".join(parts[1:])


def _texts(paragraph: Any) -> Iterator[str]:
    """The pieces of text of a paragraph, without those of paragraphs in it (text boxes)."""
    for element in paragraph:
        if element.tag in _DROPPED or element.tag == f"{_W}p":
            continue
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in _BREAKS and paragraph.tag != f"{_W}tabs":
            yield _BREAKS[element.tag]
        elif element.tag == f"{_W}sym":
            yield " "
        elif isinstance(element.tag, str) and element.tag != f"{_W}pPr":
            yield from _texts(element)
