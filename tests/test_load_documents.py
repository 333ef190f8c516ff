"""Documents of one release: Word, PDF, mail; their text as it shows, their headline and day as their properties give them."""

from __future__ import annotations

import builtins
import datetime as dt
import io
from pathlib import Path
from typing import Any

import docx
import pytest
from fpdf import FPDF
from sample_files import QUOTE, STORY, outcomes, pdf, release, said, word, word_of_xml, zipped

from pipeline.load.mail import read_mail
from pipeline.load.pdf import read_pdf
from pipeline.load.told_titles import believable
from pipeline.load.word import day_of_making, read_word

MAY = dt.datetime(2024, 5, 3, 9, tzinfo=dt.UTC)
ROOM = 200_000


# --- Word ---------------------------------------------------------------------------------------------------------


def test_word(tmp_path: Path) -> None:
    found = release(
        outcomes(tmp_path, "quay.docx", word("# Port builds quay", STORY, "- one", "- two", QUOTE, created=MAY))
    )
    assert found.text == f"Port builds quay\n\n{STORY}\n\n- one\n\n- two\n\n{QUOTE}"
    assert (found.format, found.doc_id, found.path) == ("docx", "quay.docx", "quay.docx")
    assert (found.facts.title, found.facts.published, found.facts.published_basis) == (
        "Port builds quay", "2024-05-03", "metadata",
    )  # fmt: skip


def test_word_made_by_a_library_has_no_day_of_its_template() -> None:
    assert read_word(word(STORY), ROOM).day is None


def test_word_title_of_the_properties() -> None:
    assert read_word(word(STORY, title="Port builds a quay for Marrow"), ROOM).title == "Port builds a quay for Marrow"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:r><w:t>Ana</w:t></w:r><w:r><w:t xml:space='preserve'> Roe</w:t></w:r></w:p>", "Ana Roe"),
        ("<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>", "new"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>in a control</w:t></w:r></w:p></w:sdtContent></w:sdt>", "in a control"),
        ("<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>", "one\ntwo\tthree"),
        ("<w:p><w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink></w:p>", "linked"),
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "a\n\nb"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>", "3"),
        ("<w:p><w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r></w:p>", "co-op"),
    ],
)  # fmt: skip
def test_word_markup(body: str, text: str) -> None:
    assert read_word(word_of_xml(body), ROOM).text == text


@pytest.mark.parametrize(
    ("paragraphs", "text"),
    [
        # Empty paragraphs make the space, and those that follow each other belong together.
        (["PORT OF VELDEN", "Quay 1", "", STORY, "", QUOTE], f"PORT OF VELDEN\nQuay 1\n\n{STORY}\n\n{QUOTE}"),
        (
            ["PORT OF VELDEN", STORY, QUOTE, STORY, QUOTE, ""],
            f"PORT OF VELDEN\n\n{STORY}\n\n{QUOTE}\n\n{STORY}\n\n{QUOTE}",
        ),
    ],
)
def test_word_space_between_paragraphs(paragraphs: list[str], text: str) -> None:
    assert read_word(word(*paragraphs), ROOM).text == text


def test_word_paragraphs_without_space() -> None:
    tight = "<w:p><w:pPr><w:spacing w:after='0'/></w:pPr><w:r><w:t>Mira Lund</w:t></w:r></w:p>"
    body = f"{tight}{tight}<w:p><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p>"
    assert read_word(word_of_xml(body), ROOM).text == "Mira Lund\nMira Lund\none\n\ntwo"


def test_word_letterhead_and_numbers() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "PORT OF VELDEN"
    for text in (STORY, "first", "second"):
        document.add_paragraph(text, style="List Number" if len(text) < 9 else None)
    data = io.BytesIO()
    document.save(data)
    lines = read_word(data.getvalue(), ROOM).text.split("\n\n")
    assert lines[:2] == ["PORT OF VELDEN", STORY]


@pytest.mark.parametrize(
    ("created", "modified", "day"),
    [
        (dt.date(2024, 5, 3), None, "2024-05-03"),
        (dt.date(2024, 5, 3), dt.date(2024, 5, 6), "2024-05-03"),
        (dt.date(2019, 1, 7), dt.date(2024, 5, 3), "None"),  # made from an old file
        (None, dt.date(2024, 5, 3), "None"),
    ],
)
def test_day_of_making(created: dt.date | None, modified: dt.date | None, day: str) -> None:
    assert str(day_of_making(created, modified)) == day


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Port builds a quay", "Port builds a quay"),
        ("Microsoft Word - release final.docx", None),
        ("release_final_v2", None),
        ("Press release final.doc", None),
        ("Untitled document", None),
        ("12/2024 – 17", None),
        ("", None),
        (None, None),
    ],
)
def test_titles_of_properties(title: str | None, kept: str | None) -> None:
    assert believable(title) == kept


# --- PDF ----------------------------------------------------------------------------------------------------------


def test_pdf(tmp_path: Path) -> None:
    data = pdf("# Port builds quay", f"VELDEN, 3 May 2024 - {STORY}", f"{STORY} {STORY}", title="Port builds quay")
    found = release(outcomes(tmp_path, "quay.pdf", data))
    assert found.text == f"Port builds quay\n\nVELDEN, 3 May 2024 - {STORY}\n\n{STORY} {STORY}"
    assert (found.format, found.facts.title, found.facts.published, found.facts.published_basis) == (
        "pdf", "Port builds quay", "2024-05-03", "dateline",
    )  # fmt: skip


def test_pdf_day_of_creation() -> None:
    assert str(read_pdf(pdf(STORY, created=MAY), ROOM).day) == "2024-05-03"


def test_pdf_pages_run_on() -> None:
    """Running heads and page numbers are read once or not at all, and a sentence goes on over the page."""
    long = f"{STORY[:-1]}, and {STORY[4:-1]}, as the {STORY[4:]}"
    data = pdf("# Port builds quay", *[long] * 18, head="PORT OF VELDEN", numbered=True)
    text = read_pdf(data, ROOM).text
    assert text.count("PORT OF VELDEN") == 1
    assert "Page 1" not in text
    assert "Page 2" not in text
    assert set(text.split("\n\n")) == {"PORT OF VELDEN", "Port builds quay", long}


def test_pdf_words_divided_at_line_ends() -> None:
    text = "The minister said that the govern-\nment would build a long-\nterm quay for Ana Al-\nRashid and the govern-\nment of Velden."
    assert read_pdf(pdf(text), ROOM).text.replace("\n", " ") == (
        "The minister said that the government would build a long-term quay for Ana Al-Rashid and the government of Velden."
    )


def test_pdf_narrow_column_keeps_its_lines_together() -> None:
    assert read_pdf(pdf(f"{STORY} {STORY}", width=60), ROOM).text == f"{STORY} {STORY}"


def test_pdf_items_and_end_marks_keep_their_lines() -> None:
    text = read_pdf(
        pdf("# Port builds quay", "- one point\n- another point\n* a third", STORY, "* * *", "###"), ROOM
    ).text
    assert text == f"Port builds quay\n\n- one point\n\n- another point\n\n* a third\n\n{STORY}\n\n* * *\n\n###"


def test_pdf_parts_of_a_line_that_stand_apart() -> None:
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=11)
    document.cell(100, 6, "Press Release No. 31")
    document.cell(60, 6, "Date: 3 May 2024", new_x="LMARGIN", new_y="NEXT")
    document.ln(4)
    document.multi_cell(0, 6, STORY)
    assert read_pdf(bytes(document.output()), ROOM).text == f"Press Release No. 31      Date: 3 May 2024\n\n{STORY}"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"%PDF-1.7 nothing", "E110"), (b"not at all", "E110"), (pdf(), "E112"), (pdf("7"), "E112"), (pdf(*[STORY] * 30), "E104")],
)  # fmt: skip
def test_pdfs_that_are_none(tmp_path: Path, data: bytes, code: str) -> None:
    assert said(outcomes(tmp_path, "a.pdf", data, max_chars=2000)) == [("a.pdf", code)]


def test_pdf_with_a_password(tmp_path: Path) -> None:
    document = FPDF()
    document.add_page()
    document.set_encryption(owner_password="a", user_password="b")
    assert said(outcomes(tmp_path, "a.pdf", bytes(document.output()))) == [("a.pdf", "E115")]


def test_pdf_without_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("pypdfium2"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    (error,) = outcomes(tmp_path, "a.pdf", pdf(STORY))
    assert "E117" in str(error)
    assert "pypdfium2. Install the package" in str(error)


# --- mail ---------------------------------------------------------------------------------------------------------

HEAD = "From: Press Office <press@velden.example>\nDate: Fri, 03 May 2024 23:30:00 +0200\nSubject: Port builds quay\n"
HTML = f"<html><body><h1>Port builds quay</h1><p>{STORY}</p><p>{QUOTE}</p></body></html>"


def mail(parts: str, head: str = HEAD) -> bytes:
    return f"{head}MIME-Version: 1.0\n{parts}".encode()


def test_mail(tmp_path: Path) -> None:
    found = release(outcomes(tmp_path, "a.eml", mail(f"Content-Type: text/plain; charset=utf-8\n\n{STORY}\n")))
    assert found.text == f"Port builds quay\n\n{STORY}"
    assert (found.format, found.sender, found.facts.title) == (
        "mail", "Press Office <press@velden.example>", "Port builds quay",
    )  # fmt: skip
    assert (found.facts.published, found.facts.published_basis) == ("2024-05-03", "metadata")


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (f"Content-Type: text/html; charset=utf-8\n\n{HTML}", f"Port builds quay\n\n{STORY}\n\n{QUOTE}"),
        (
            (f"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{STORY} {STORY} {STORY}\n\n"
            f"--b\nContent-Type: text/html\n\n{HTML}\n\n--b--\n"),
            f"Port builds quay\n\n{STORY} {STORY} {STORY}",
        ),
        (
            ("Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nPlease view the HTML version.\n\n"
            f"--b\nContent-Type: text/html\n\n{HTML}\n\n--b--\n"),
            f"Port builds quay\n\n{STORY}\n\n{QUOTE}",
        ),
        (
            (f"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nnot this\n\n"
            f"--b\nContent-Type: text/plain\n\n{STORY}\n\n--b--\n"),
            f"Port builds quay\n\n{STORY}",
        ),
        ("Content-Type: text/plain; format=flowed\n\nThe port \nof Velden \nbuilds.\n\nIt said.", "Port builds quay\n\nThe port of Velden builds.\n\nIt said."),
        ("Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nCaf=E9 on the quay", "Port builds quay\n\nCafé on the quay"),
        ("Content-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: base64\n\nUXVheSBpbiBWZWxkZW4=", "Port builds quay\n\nQuay in Velden"),
    ],
)  # fmt: skip
def test_mail_bodies(tmp_path: Path, parts: str, text: str) -> None:
    assert release(outcomes(tmp_path, "a.eml", mail(parts))).text == text


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: RE: Port builds quay", "Port builds quay"),
        ("=?utf-8?q?Port_builds_qu=C3=A4y?=", "Port builds quäy"),
        ("=?no-such?q?Port?= builds quay", "builds quay"),
    ],
)
def test_mail_subjects(subject: str, title: str) -> None:
    data = mail(f"Content-Type: text/plain\n\n{STORY}", head=f"From: a@b.example\nSubject: {subject}\n")
    assert (read_mail(data, ROOM).title or "").endswith(title)


def test_forwarded_mail() -> None:
    inner = f"FYI\n\n---------- Forwarded message ---------\nFrom: Press <p@velden.example>\nDate: Fri, May 3, 2024 at 9:30 AM\nSubject: Port builds quay\nTo: me\n\n{STORY}\n"
    head = "From: Me <me@desk.example>\nDate: Mon, 06 May 2024 10:00:00 +0000\nSubject: Fwd: Port\n"
    reading = read_mail(mail(f"Content-Type: text/plain\n\n{inner}", head=head), ROOM)
    assert (reading.title, str(reading.day), reading.sender) == (
        "Port builds quay",
        "2024-05-03",
        "Press <p@velden.example>",
    )
    assert reading.text.strip() == f"Port builds quay\n\n{STORY}"


def test_mailbox(tmp_path: Path) -> None:
    line = "From press@velden.example Fri May  3 09:00:00 2024\n"
    good = HEAD + f"\n{STORY}\n>From here on it is new.\n\n"
    found = outcomes(tmp_path, "all.mbox", line + good + line + "Subject: x\n\n" + line + good)
    assert said(found) == [("all.mbox#1", "ok"), ("all.mbox#2", "E101"), ("all.mbox#3", "ok")]
    assert "\nFrom here on" in found[0].text  # type: ignore[union-attr]
    assert said(outcomes(tmp_path, "b.mbox", good)) == [("b.mbox", "E110")]


# --- not what they say --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", b"", "E101"),
        ("a.docx", b"not at all", "E110"),
        ("a.docx", zipped({"other.xml": "<a/>"}), "E110"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "E110"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "E115"),
        ("a.docx", word(), "E101"),
        ("a.eml", STORY.encode(), "E110"),
        ("a.eml", HEAD.encode(), "E101"),
        ("a.eml", mail("Content-Type: image/png\n\nx"), "E101"),
    ],
)
def test_documents_that_are_none(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    assert said(outcomes(tmp_path, name, data)) == [(name, code)]
