"""Loading: files found, bytes decoded, text cleaned, each format read, each failure with its code."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pipeline.errors import CATALOGUE, ReleaseError, RunError
from pipeline.load import find_files, read_release
from pipeline.load.clean import clean
from pipeline.load.encoding import decode
from pipeline.load.html import read_html
from pipeline.load.language import language_of
from pipeline.load.markdown import plain_text, read_markdown
from pipeline.load.text import read_text

STORY = (
    "The harbour authority of Velden said on Tuesday that it will build a new quay for the ferries to Marrow island."
)


def load(tmp_path: Path, name: str, data: bytes | str, **settings: int):  # noqa: ANN201
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_release(path, tmp_path, **settings)


# --- finding ------------------------------------------------------------------------------------------------------


def test_find_files(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    corpus = tmp_path / "corpus"
    for path in (
        *(
            corpus / n
            for n in (
                "b.txt",
                "a.md",
                "sub/c.HTML",
                "sub/.hidden.txt",
                ".git/d.txt",
                "README.md",
                "readme.txt",
                "e.pdf",
                "f.htm",
            )
        ),
        outside / "x.txt",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (corpus / "away.txt").symlink_to(outside / "x.txt")
    (corpus / "away").symlink_to(outside)
    (corpus / "inside.txt").symlink_to(corpus / "b.txt")
    (corpus / "broken.txt").symlink_to("../nothing.txt")
    found = [path.relative_to(corpus).as_posix() for path in find_files(corpus)]
    # What leads out or to nowhere is listed: reading it says so.
    assert found == ["a.md", "away.txt", "b.txt", "broken.txt", "e.pdf", "f.htm", "inside.txt", "sub/c.HTML"]
    for name, code in (("away.txt", "E113"), ("broken.txt", "E113")):
        with pytest.raises(ReleaseError, match=code):
            read_release(corpus / name, corpus)


def test_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="E301"):
        find_files(tmp_path / "nowhere")
    with pytest.raises(RunError, match="E302"):
        find_files(tmp_path)


# --- reading ------------------------------------------------------------------------------------------------------


def test_release(tmp_path: Path) -> None:
    release = load(tmp_path, "news/2024-05-03-quay.txt", f"Port builds quay\r\n\r\n{STORY}\r\n")
    assert (release.doc_id, release.path, release.format, release.encoding) == (
        "news/2024-05-03-quay.txt",
        "news/2024-05-03-quay.txt",
        "text",
        "utf-8",
    )
    assert release.text == f"Port builds quay\n\n{STORY}"
    assert (release.facts.title, release.facts.published, release.facts.published_basis) == (
        "Port builds quay",
        "2024-05-03",
        "filename",
    )
    assert len(release.sha256) == 64
    assert release.characters_given == len(STORY) + 22


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "E101"),
        ("a.txt", b" \r\n\t\n", "E101"),
        ("a.txt", "\ufeff\u200b\n".encode(), "E101"),
        ("a.txt", b"... ---", "E101"),
        ("a.txt", b"%PDF-1.7\nrest", "E102"),
        ("a.txt", b"PK\x03\x04rest", "E102"),
        ("a.txt", b"text \x00\x01\x02 more", "E102"),
        ("a.txt", b"\xff\xfea\x00b", "E103"),
        ("a.txt", STORY * 10, "E104"),
        ("a.html", f"<p>{STORY * 10}</p>", "E104"),
        ("a.txt", "武汉理工大学与教育部留学服务中心签署全面战略合作协议。签约仪式在武汉举行。" * 3, "E105"),
        (
            "a.txt",
            "Le ministre de l'Économie a annoncé mardi la signature d'un accord de coopération entre les deux pays. "
            * 4,
            "E105",
        ),
        ("a.doc", b"x", "E106"),
        ("a", b"x", "E106"),
        ("a.pdf", b"x", "E110"),
        ("a.html", b"<html><body><script>var a = 1;</script><nav>News</nav></body></html>", "E107"),
        ("a.html", b"<!-- nothing -->", "E107"),
        ("a.md", "---\ntitle: [unclosed\n---\n" + STORY, None),  # read line by line instead
        ("a.md", "---\n- [a\n- {b\n---\n" + STORY, "E109"),
    ],
)
def test_failures(tmp_path: Path, name: str, data: bytes | str, code: str | None) -> None:
    if code is None:
        assert load(tmp_path, name, data, max_chars=1000)
        return
    with pytest.raises(ReleaseError) as caught:
        load(tmp_path, name, data, max_chars=1000)
    error = caught.value
    assert (error.code, error.path, error.stage) == (code, name, "load")
    assert error.remedy in str(error)
    assert name in str(error)
    # Errors come back from worker processes whole.
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.code, again.path) == (ReleaseError, str(error), code, name)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="E108"):
        read_release(tmp_path / "gone.txt", tmp_path)


def test_every_code_has_a_remedy() -> None:
    assert all(failure.message and failure.remedy.endswith((".", ":")) for failure in CATALOGUE.values())


# --- encoding and cleaning ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Düsseldorf – “quay”".encode(), "Düsseldorf – “quay”", "utf-8"),
        ("Düsseldorf".encode("utf-8-sig"), "Düsseldorf", "utf-8-sig"),
        ("Düsseldorf".encode("utf-16"), "Düsseldorf", "utf-16"),
        ("Port builds quay".encode("utf-16-le"), "Port builds quay", "utf-16-le"),
        (f"Hale’s “quay” – {STORY}".encode("cp1252"), f"Hale’s “quay” – {STORY}", "cp1252"),
        (f"Hale’s “quay” – {STORY}".encode("mac_roman"), f"Hale’s “quay” – {STORY}", "mac_roman"),
        ("武汉理工大学与教育部签署协议。".encode("gb18030") * 5, "武汉理工大学与教育部签署协议。" * 5, "gb18030"),
        # UTF-8 with one byte lost stays UTF-8.
        ("é".encode() * 9 + b"\xe2\x80 x", "é" * 9 + "\ufffd x", "utf-8"),
    ],
)
def test_decode(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("a\u00a0b\u2009c", "a b c"),
        ("so\u00adft \u200bzero\u200d \ufeffbom \u202ebidi", "soft zero bom bidi"),
        ("Cafe\u0301", "Café"),
        ("bell\x07 and\x1b escape", "bell and escape"),
        ("a  \t\nb", "a\nb"),
        ("a\n\n\n\n\n\nb", "a\n\n\nb"),
        ("\n\n  indented\n\n", "  indented"),
        ("tab\there  two", "tab\there  two"),
    ],
)
def test_clean(given: str, kept: str) -> None:
    assert clean(given) == kept


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (STORY * 3, "en"),
        ("Press release", None),
        ("Signatories: Ana Roe, Jonas Hale, Mira Lund, Li Wei, " * 10, None),
        ("Minister Ana Roe met 李伟 of 武汉 today. " + STORY, "en"),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Der Minister hat am Dienstag die Unterzeichnung eines Abkommens über die Zusammenarbeit angekündigt. " * 5,
        "El ministro anunció el martes la firma de un acuerdo de cooperación en el ámbito de la energía. " * 5,
        "De minister heeft dinsdag de ondertekening aangekondigd van een overeenkomst op het gebied van energie. " * 5,
        "Министр объявил во вторник о подписании соглашения о сотрудничестве.",
    ],
)
def test_other_languages(text: str) -> None:
    with pytest.raises(ReleaseError, match="E105"):
        language_of(text)


# --- formats ------------------------------------------------------------------------------------------------------


def test_text_with_front_matter() -> None:
    reading = read_text(f'---\ntitle: "Port builds quay"\npermalink: /2024-05-03-quay\n---\n\n{STORY}\n')
    assert (reading.text, reading.title, str(reading.day)) == (
        f"Port builds quay\n\n{STORY}",
        "Port builds quay",
        "2024-05-03",
    )
    assert read_text(f"{STORY}\n---\n{STORY}").text == f"{STORY}\n---\n{STORY}"


def test_markdown_front_matter() -> None:
    reading = read_markdown(f"---\ntitle: Port builds quay\ndate: 2024-05-03\n---\n# Port builds quay\n\n{STORY}\n")
    assert (clean(reading.text), reading.title, str(reading.day)) == (
        f"Port builds quay\n\n{STORY}",
        "Port builds quay",
        "2024-05-03",
    )


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (
            "# Port *builds* quay\n\n**Ana Roe** said [the quay](https://velden.example) opens.",
            "Port builds quay\n\nAna Roe said the quay opens.",
        ),
        ("- one\n- two\n\nEnd", "- one\n- two\n\nEnd"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("Line one  \nline two", "Line one\nline two"),
        ("> Quoted *words*", "Quoted words"),
        ("![The quay](quay.jpg)", "The quay"),
        ("snake_case and 2 * 3 \\* 4", "snake_case and 2 * 3 * 4"),
        ("1.          A wide gap", "1. A wide gap"),
        ("<div class='x'>The <b>quay</b></div>", "The quay"),
        ("Velden<br>Marrow", "Velden\nMarrow"),
        ("&copy; Velden &amp; Marrow", "© Velden & Marrow"),
        ("| a | b |\n|---|---|\n| c | d |", "a\n\nb\n\n\nc\n\nd"),
    ],
)
def test_markdown(markdown: str, text: str) -> None:
    assert clean(plain_text(markdown)) == text


PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Port builds quay | Port of Velden</title>
<meta property="og:title" content="Port builds quay">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "datePublished": "2024-05-03T09:00:00+02:00"}}]}}</script></head>
<body><header><a href="/">Home</a><nav><ul><li><a href="/a">About us</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use cookies to improve your experience on this site. Read our policy on cookies.</p><button>OK</button></div>
<main><article><p class="date">3 May 2024</p><h1>Port builds quay</h1><p>By Ana Roe</p>
<p>VELDEN &mdash; {STORY}</p><p>“It is a good day for the island,” said Port Director Jonas Hale, who signed the contract for the port.</p>
<table><tr><td>Quay 4</td><td>Marrow Ltd.</td></tr></table>
<p>Media contact:<br>Mira Lund<br>+44 20 7946 0123</p></article>
<aside><h2>Related news</h2><ul><li><a href="/1">Harbour master retires after forty years of service</a></li></ul></aside></main>
<footer><p>© 2025 Port of Velden. All rights reserved.</p></footer><script>var x = "ignore me";</script></body></html>"""


def test_page() -> None:
    reading = read_html(PAGE)
    lines = [line for line in reading.text.splitlines() if line]
    assert lines == [
        "Port builds quay",
        "3 May 2024",
        "By Ana Roe",
        f"VELDEN — {STORY}",
        "“It is a good day for the island,” said Port Director Jonas Hale, who signed the contract for the port.",
        "Quay 4",
        "Marrow Ltd.",
        "Media contact:",
        "Mira Lund",
        "+44 20 7946 0123",
    ]
    assert (reading.title, str(reading.day)) == ("Port builds quay", "2024-05-03")


def test_page_facts(tmp_path: Path) -> None:
    release = load(tmp_path, "page.html", PAGE.replace('<p class="date">3 May 2024</p>', ""))
    assert (release.facts.published, release.facts.published_basis) == ("2024-05-03", "metadata")
    assert (release.facts.title, release.facts.dateline_place) == ("Port builds quay", "VELDEN")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-05-03T09:00:00Z">',
        '<meta name="DC.date.issued" content="2024-05-03">',
        '<meta name="date" content="May 3, 2024">',
        '<meta name="date" content="3. Mai 2024">',
        '<meta name="pubdate" content="Fri, 03 May 2024 10:00:00 GMT">',
        '<script type="application/ld+json">[{"datePublished": "2024-05-03"}]</script>',
    ],
)
def test_page_day(head: str) -> None:
    page = f"<html><head>{head}<script type='application/ld+json'>{{broken</script></head><body><p>{STORY}</p></body></html>"
    assert str(read_html(page).day) == "2024-05-03"


def test_small_and_odd_pages() -> None:
    assert read_html(f"<p>{STORY}").text == STORY
    assert read_html(f"<?xml version='1.0' encoding='latin-1'?><html><body><p>{STORY}</p></body></html>").text == STORY
    assert STORY in read_html(f"<h1>Port</h1>{STORY}<br><br>More on this in May.").text


def test_page_keeps_the_order_of_notice_and_headline() -> None:
    page = f"<html><body><main><p>Press release</p><h1>Port builds new quay</h1><p>3 May 2024</p><p>{STORY}</p><p>{STORY}</p></main></body></html>"
    assert read_html(page).text.startswith("Press release\n\nPort builds new quay\n\n3 May 2024")


def test_page_keeps_the_caption_above_the_story() -> None:
    page = f"<html><body><main><article><h1>Port builds new quay</h1><figure><figcaption>Ana Roe on the quay. Photo: Mira Lund</figcaption></figure><p>{STORY}</p><p>{STORY}</p></article></main></body></html>"
    assert "Ana Roe on the quay. Photo: Mira Lund\n\n" in read_html(page).text


def test_what_speaks_about_a_release_is_none(tmp_path: Path) -> None:
    for name in ("a.txt", "a.json", "b.json", "c.html", "c.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    assert [path.name for path in find_files(tmp_path)] == ["a.txt", "b.json", "c.html"]
