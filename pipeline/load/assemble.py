"""From what a reader took out of a file to the release: cleaned, measured, its language told, its facts found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import ReleaseError
from pipeline.layout import facts_of, read_layout
from pipeline.load.clean import clean
from pipeline.load.language import language_of
from pipeline.load.mojibake import mend
from pipeline.load.release import Reading, Release

_UNCLEANED = 4  # times the characters that are left when white space and invisible marks are gone


def release_of(
    reading: Reading,
    *,
    doc_id: str,
    path: str,
    kind: str,
    sha256: str,
    max_chars: int,
    filename: str | None,
    day_first: bool | None = None,
) -> Release:
    """The release of a reading; `filename` may carry its day, and is null where it names many releases.

    `day_first` tells how its head writes "03/04/2024", where nothing in the text does.

    Raises ReleaseError E101 or E107 where no text is left, E104 where there is too much, E105 where it is not English;
    its `characters_given` are those of the reading.
    """
    given = len(reading.text) if reading.given is None else reading.given
    with counted(given):
        text = _cleaned(reading, kind, max_chars)
        language = language_of(text)
    layout = read_layout(text, day_first=day_first)
    title = " ".join(clean(mend(reading.title)).split()) if reading.title else None
    return Release(
        doc_id=doc_id,
        path=path,
        format=kind,
        sha256=sha256,
        text=text,
        facts=facts_of(text, layout, title=title or None, metadata_date=reading.day, filename=filename),
        characters_given=given,
        encoding=reading.encoding or "utf-8",
        language=language,
        sender=reading.sender,
    )


def _cleaned(reading: Reading, kind: str, max_chars: int) -> str:
    check_length(reading.text, _UNCLEANED * max_chars)  # cleaning takes its time
    text = clean(mend(reading.text))
    if not any(c.isalnum() for c in text):
        raise ReleaseError("E107" if kind == "html" else "E101")
    check_length(text, max_chars)
    return text


@contextmanager
def counted(given: int) -> Iterator[None]:
    """Note on a ReleaseError of the block how many characters were given of the release."""
    try:
        yield
    except ReleaseError as error:
        error.characters_given = given
        raise


def check_length(text: str, max_chars: int) -> None:
    """Raise ReleaseError E104 where a text is longer than `max_chars`."""
    if len(text) > max_chars:
        raise ReleaseError("E104", f"{len(text):,} characters, the limit is {max_chars:,}")
