"""Files of every format that a corpus may hold, made for the tests; the texts are invented."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import docx
from fpdf import FPDF

from pipeline.errors import ReleaseError
from pipeline.load import Release, releases_in
from pipeline.settings import Settings

STORY = (
    "The harbour authority of Velden said on Tuesday that it will build a new quay for the ferries to Marrow island."
)
QUOTE = "“It is a good day for the island,” said Port Director Jonas Hale, who signed the contract for the port."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

Outcome = Release | ReleaseError


def outcomes(folder: Path, name: str, data: bytes | str, **settings: object) -> list[Outcome]:
    """Write a file into a corpus folder and give what is in it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(releases_in(path, folder, Settings(**settings)))  # type: ignore[arg-type]


def said(found: Iterable[Outcome]) -> list[tuple[str, str]]:
    """The name of each outcome, with "ok" or the code of its error."""
    return [
        (outcome.doc_id or str(outcome.path), outcome.code)
        if isinstance(outcome, ReleaseError)
        else (outcome.doc_id, "ok")
        for outcome in found
    ]


def release(found: list[Outcome]) -> Release:
    """The one release that was found."""
    (only,) = found
    assert isinstance(only, Release), only
    return only


def zipped(entries: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of these entries."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(entries: Mapping[str, bytes | str | tarfile.TarInfo], mode: str = "w:gz") -> bytes:
    """A tar archive of these entries; a TarInfo stands for what is no file."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in entries.items():
            if isinstance(content, tarfile.TarInfo):
                archive.addfile(content)
                continue
            raw = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return data.getvalue()


def gzipped(content: bytes | str) -> bytes:
    """The content packed with gzip, without a time in it."""
    return gzip.compress(content.encode() if isinstance(content, str) else content, mtime=0)


def word(*paragraphs: str, title: str = "", created: dt.datetime | None = None) -> bytes:
    """A Word file; a paragraph that begins with "- " is an item of a list, with "# " the headline."""
    document = docx.Document()
    for text in paragraphs:
        if text.startswith("- "):
            document.add_paragraph(text[2:], style="List Bullet")
        elif text.startswith("# "):
            document.add_heading(text[2:], 0)
        else:
            document.add_paragraph(text)
    document.core_properties.title = title
    if created:
        document.core_properties.created = created
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def word_of_xml(body: str, before: str = "") -> bytes:
    """A Word file of nothing but this markup."""
    return zipped({"word/document.xml": f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'})


def pdf(
    *paragraphs: str,
    width: float = 0,
    head: str = "",
    numbered: bool = False,
    title: str = "",
    created: dt.datetime | None = None,
) -> bytes:
    """A PDF file with its paragraphs justified; `numbered` pages have their number at the foot."""

    class Document(FPDF):
        def header(self) -> None:
            if head:
                self.set_font("Helvetica", size=8)
                self.cell(0, 8, head, new_x="LMARGIN", new_y="NEXT")
                self.ln(4)

        def footer(self) -> None:
            if numbered:
                self.set_y(-12)
                self.set_font("Helvetica", size=8)
                self.cell(0, 8, f"Page {self.page_no()} of {{nb}}", align="C")

    document = Document()
    document.set_title(title)
    document.set_creation_date(created or dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
    document.add_page()
    for text in paragraphs:
        size = 18 if text.startswith("# ") else 11
        document.set_font("Helvetica", size=size)
        document.multi_cell(
            width, size / 2, text.removeprefix("# "), align="L" if size > 11 else "J", new_x="LMARGIN", new_y="NEXT"
        )
        document.ln(4)
    return bytes(document.output())
