"""PDF files: the text layer, line by line with its place on the page; `pdf_page` makes paragraphs of it.

Read with PDFium, the engine of Chrome: of the libraries tried (pypdf, pdfminer.six) it alone told the words of justified
lines apart without doubling spaces, it marks the hyphens that end lines, and it takes a fraction of the time.
A scan has pictures of pages only; to read those is the work of OCR programs.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import ReleaseError
from pipeline.load.pdf_page import Line, text_of
from pipeline.load.release import Reading
from pipeline.load.told_titles import believable
from pipeline.load.word import day_of_making

_DAY = re.compile(r"(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)")
_HYPHENS = frozenset({0x02, 0xFFFE})  # what PDFium gives for a hyphen that ends a line
_LINE_ENDS = frozenset({0x0A, 0x0D})
_COLUMN = 2.5  # times the size of the letters: a gap that sets parts of a line apart, such as its number and its date
_COLUMN_GAP = " " * 6  # what stands for it in the text, as in texts that were typed
_PAGES = 400  # a release has a few
_ENOUGH = 40  # letters; a scan may carry a stamp, a page number or the name of the scanner as text


def read_pdf(data: bytes, max_chars: int) -> Reading:
    """The release in a PDF file.

    Raises ReleaseError E104 where it is far too long, E110 where it is damaged, E112 where it has no text layer, E115
    where a password keeps it, E117 where the library is not there.
    """
    try:
        import pypdfium2 as pdfium  # type: ignore[import-untyped]  # noqa: PLC0415  (compiled code that not every system has; and most runs have no PDF)
    except ImportError as error:
        raise ReleaseError("E117", "pypdfium2") from error
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # The codes of FPDF_GetLastError: 3 is not a PDF or damaged, 4 a password, 5 another kind of lock.
        locked = getattr(error, "err_code", None) in {4, 5}
        raise ReleaseError("E115") if locked else ReleaseError("E110", "it is no PDF that can be opened") from error
    try:
        return _reading(document, max_chars)
    except pdfium.PdfiumError as error:
        raise ReleaseError("E110", str(error)) from error
    finally:
        document.close()


def _reading(document: Any, max_chars: int) -> Reading:
    if len(document) > _PAGES:
        raise ReleaseError("E104", f"{len(document):,} pages")
    pages: list[list[Line]] = []
    given = 0
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        given += text_page.count_chars()
        if given > max_chars:
            raise ReleaseError("E104", f"more than {max_chars:,} characters on {number + 1} of {len(document)} pages")
        pages.append(list(_lines(text_page)))
        text_page.close()
        page.close()
    if sum(c.isalpha() for lines in pages for line in lines for c in line.text) < _ENOUGH:
        raise ReleaseError("E112")
    noted = document.get_metadata_dict()
    day = day_of_making(_day(noted.get("CreationDate")), _day(noted.get("ModDate")))
    return Reading(text_of(pages), believable(noted.get("Title")), day, given=given)


def _lines(text_page: Any) -> Iterator[Line]:
    """The lines of a page in the order in which the file draws them."""
    from pypdfium2 import raw  # noqa: PLC0415  (as above)

    line = _Line()
    for i in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page.raw, i)
        if code in _LINE_ENDS:
            yield from line.taken()
        elif not raw.FPDFText_HasUnicodeMapError(text_page.raw, i):
            left, right, bottom, top = (ctypes.c_double() for _ in range(4))
            drawn = raw.FPDFText_GetCharBox(text_page.raw, i, left, right, bottom, top)
            box = (left.value, bottom.value, right.value, top.value) if drawn else None
            size = raw.FPDFText_GetFontSize(text_page.raw, i)
            # A hyphen that PDFium took for the end of a line joins the next line to this one: parted here again.
            if line.hyphen or (box and not chr(min(code, 0x10FFFF)).isspace() and line.is_left_by(box, size)):
                yield from line.taken()
            line.add(code, box, size)
    yield from line.taken()


class _Line:
    """One line on its way: its characters, the box around them."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self.hyphen = False
        self._text: list[str] = []
        self._left, self._bottom, self._right, self._top = 1e9, 1e9, -1e9, -1e9
        self._size = 0.0
        self._first_word: float | None = None

    def is_left_by(self, box: tuple[float, float, float, float], size: float) -> bool:
        """Whether a character stands clear below or above the line, not as a point does below a quotation mark."""
        away = 0.7 * size
        return self._right > -1e9 and (box[3] < self._bottom - away or box[1] > self._top + away)

    def add(self, code: int, box: tuple[float, float, float, float] | None, size: float) -> None:
        if code in _HYPHENS:
            self.hyphen = True
            self._text.append("-")
            return
        character = chr(code) if code < 0x110000 else ""
        if character.isspace() and self._first_word is None and self._text:
            self._first_word = self._right - self._left
        self._text.append(character)
        if box and not character.isspace():
            if box[0] - self._right > _COLUMN * max(size, 1) and self._right > -1e9:
                self._text.insert(-1, _COLUMN_GAP)
            self._left, self._bottom = min(self._left, box[0]), min(self._bottom, box[1])
            self._right, self._top = max(self._right, box[2]), max(self._top, box[3])
            self._size = max(self._size, size)

    def taken(self) -> Iterator[Line]:
        columns = "".join(self._text).split(_COLUMN_GAP)
        text = _COLUMN_GAP.join(filter(None, (" ".join(column.split()) for column in columns)))
        if text and self._right > self._left:
            first = self._right - self._left if self._first_word is None else self._first_word
            yield Line(
                text, self._left, self._bottom, self._right, self._top, self._size or 10.0, first, hyphen=self.hyphen
            )
        self._clear()


def _day(written: str | None) -> dt.date | None:
    """The day of a date as PDF writes them: D:20240503120000+02'00'."""
    found = _DAY.match(written or "")
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
