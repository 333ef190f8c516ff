"""Inputs made to hurt: each is read or refused with a code, in a time that its length bounds. Archives: `test_load_archives`."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from sample_files import STORY, outcomes, said, word_of_xml

from pipeline.errors import ReleaseError
from pipeline.load.mail import read_mail

HEAD = "From: a@b.example\n"
# Patterns that make parsers and regular expressions backtrack, repeated to the length asked for.
PATTERNS = [
    "[", "([{<", "x", "*", "_a", ">", "`", "[a](", "---\n", "1 ", "3 May 2024 ", "a@b.", "+1 234-", "ABC DEF ", "A b\n", "&amp;", "â€™Ã©", "a\u0301",
    "\t \t", " ", "\n", "- a\n  ", "Contact: ", "<p>", "<!--", "<b ", "</", "|a", "# ", "“", "\u00ad\n ", "a-\n", "\x0c", "1/2/3 ", "--\n",
]  # fmt: skip


def seconds(tmp_path: Path, name: str, pattern: str, length: int) -> float:
    start = time.process_time()
    found = outcomes(tmp_path, name, (STORY + "\n" + pattern * (length // len(pattern)))[:length])
    assert not any(isinstance(one, ReleaseError) and one.code == "E201" for one in found)
    return time.process_time() - start


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_time_grows_with_length_and_not_faster(tmp_path: Path, suffix: str) -> None:
    slow = {}
    for pattern in PATTERNS:
        short, long = (seconds(tmp_path, f"a{suffix}", pattern, length) for length in (5_000, 20_000))
        # Twice what four times the length should take, and a quarter of a second for the machine's moods.
        # What else the process holds may have been collected meanwhile, so a slow one has a second try.
        if long > 8 * short + 0.25 and (again := seconds(tmp_path, f"a{suffix}", pattern, 20_000)) > 8 * short + 0.25:
            slow[pattern] = (short, again)
    assert not slow


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", "[" * 10_000_000, "E104"),
        ("a.md", "[" * 10_000_000, "E104"),
        ("a.html", "[" * 10_000_000, "E104"),
        ("a.txt", "x" * 1_000_000, "E104"),
        ("a.html", "x" * 1_000_000, "E104"),
        ("a.html", "<div>" * 1_000_000, "E107"),
        ("a.html", "<" * 1_000_000, "E104"),
        ("a.html", f"<script type='application/ld+json'>{'[' * 100_000}</script><p>{STORY}</p>", "ok"),
        ("a.json", "[" * 1_000_000, "E110"),
        ("a.json", '{"a":' * 100_000, "E110"),
        ("a.jsonl", f'{{"text":{"[" * 100_000}', "E119"),
        ("a.jsonl", "x" * 9_000_000, "E104"),
        ("a.json", '["' + "x" * 9_000_000 + '"]', "E104"),
        ("a.csv", 'text\n"' + "a," * 2_000_000, "E104"),
        ("a.csv", "text\n" + "," * 1_000_000, "E101"),
        ("a.docx", word_of_xml("<w:p>" * 10_000), "E110"),
        ("a.docx", word_of_xml("<w:p/>" * 50_000), "E101"),
        ("a.eml", HEAD + "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(1500)), "E110"),
        ("a.eml", f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n" + "--b\nContent-Type: text/plain\n\n\n" * 5_000, "E101"),
        ("a.md", f"---\ntitle: x\nx: {'[' * 20_000}\n---\n{STORY}", "E109"),
    ],
)  # fmt: skip
def test_too_much_of_one_thing(tmp_path: Path, name: str, data: str | bytes, code: str) -> None:
    start = time.process_time()
    found = outcomes(tmp_path, name, data)
    assert [outcome for _, outcome in said(found)] == [code]
    assert time.process_time() - start < 5


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """Neither a file of the machine nor a text that doubles at every step comes into the release."""
    doubling = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "x" * 10}">' for i in range(9))
    for entities, used in (
        ('<!ENTITY e SYSTEM "file:///etc/hostname">', "&e;"),
        (doubling, "&a8;"),
        ('<!ENTITY e "x">', "no"),
    ):
        data = word_of_xml(f"<w:p><w:r><w:t>{STORY} {used}</w:t></w:r></w:p>", f"<!DOCTYPE w [{entities}]>")
        assert said(outcomes(tmp_path, "a.docx", data)) == [("a.docx", "E110")]


def test_front_matter_that_names_itself(tmp_path: Path) -> None:
    """A list of lists of lists is short in YAML and endless once it is written out."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    text = "---\n" + "\n".join([*levels, "title: *a11", "permalink: *a11"]) + f"\n---\n{STORY}\n"
    assert said(outcomes(tmp_path, "a.md", text)) == [("a.md", "ok")]


@pytest.mark.parametrize(
    "header", ["Subject: " + "=?utf-8?q?a?= " * 50_000, "Subject: " + "x" * 500_000, "Date: " + "1 " * 250_000]
)
def test_endless_headers(header: str) -> None:
    start = time.process_time()
    assert STORY in read_mail(f"{HEAD}{header}\n\n{STORY}".encode(), 200_000).text
    assert time.process_time() - start < 3


def test_many_bad_records_cost_no_more_than_themselves(tmp_path: Path) -> None:
    lines = [json.dumps({"text": STORY}) if i % 500 == 0 else "{" * (i % 7 + 1) for i in range(5_000)]
    codes = [code for _, code in said(outcomes(tmp_path, "a.jsonl", "\n".join(lines)))]
    assert (codes.count("ok"), codes.count("E119")) == (10, 4_990)
