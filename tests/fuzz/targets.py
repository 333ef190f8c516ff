"""What is fuzzed: bytes in, nothing out, and an exception where a promise is broken.

A target takes any bytes. It may refuse them in the way that is documented (a `ReleaseError`), and do nothing else.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from pipeline import records
from pipeline.errors import ReleaseError
from pipeline.find import dates as _dates  # noqa: F401 (registers press_dates)
from pipeline.load import find_files, releases_in
from pipeline.load.release import Release
from pipeline.settings import Settings

FORMATS = (
    ".txt",
    ".md",
    ".html",
    ".eml",
    ".mbox",
    ".json",
    ".jsonl",
    ".csv",
    ".tsv",
    ".docx",
    ".pdf",
    ".zip",
    ".tar.gz",
    ".txt.gz",
    ".parquet",
)
MOST_CHARS = 3_000  # of a text whose dates are read: enough for any expression, few enough for many a second
# What TABLES.md lets stand in a text, besides letters: no control characters but line feed and tab.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def readers(data: bytes) -> None:
    """Read bytes as a file of the format that the first byte chooses."""
    if not data:
        return
    suffix = FORMATS[data[0] % len(FORMATS)]
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder)
        (corpus / f"input{suffix}").write_bytes(data[1:])
        for path in find_files(corpus):
            for outcome in releases_in(path, corpus, Settings()):
                if isinstance(outcome, ReleaseError):
                    assert outcome.remedy, outcome
                    continue
                assert isinstance(outcome, Release)
                assert outcome.text.strip(), "a release without text"
                assert not FORBIDDEN.search(outcome.text), "control characters"
                outcome.text.encode("utf-8")


def dates(data: bytes) -> None:
    """Find the dates of a text."""
    text = data.decode("utf-8", "replace").replace("\x00", " ")[:MOST_CHARS]
    doc = _dated()(text)
    for found in records.get(doc, records.Timex):
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip()
        first, last = (day and dt.date.fromisoformat(day) for day in (found.start_date, found.end_date))
        assert (first is None) == (last is None)
        assert first is None or last is None or first <= last


@cache
def _dated() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("press_dates", config={"reference_date": "2024-06-18"})
    return nlp


TARGETS = {"readers": readers, "dates": dates}
