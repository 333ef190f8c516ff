"""What the tables of a run say of each release, in the form of annotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pandas as pd

from pipeline.errors import RunError
from pipeline.evaluate.gold import Agreement, Annotations, Date, Organisation, Person, Row, Title

R = TypeVar("R", bound=Row)


class Frames(Protocol):
    """Tables by name: those that a run gives, or a dict of frames."""

    def __getitem__(self, name: str, /) -> pd.DataFrame:
        """Give the table called `name`."""


class TablesOnDisk:
    """The tables `<name>.parquet` of a folder, whatever wrote them."""

    def __init__(self, outputs: Path) -> None:
        self.outputs = outputs

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Read the table called `name`; raises `RunError` E308 where it is not there."""
        try:
            return pd.read_parquet(self.outputs / f"{name}.parquet")
        except FileNotFoundError as error:
            raise RunError("E308", f"{name}.parquet is missing", path=str(self.outputs)) from error


def read_answers(tables: Frames) -> dict[str, Annotations]:
    """Give name of the release (the stem of `documents.path`) to what the tables say of it, in the order of documents.

    Dates without a start are left out: what cannot be placed on the calendar is not scored. Raises `RunError` where
    two releases have one name.
    """
    people = _by_document(tables["people"], lambda row: Person(_string(row["name"]), _strings(row["aliases"])))
    organisations = _by_document(
        tables["organisations"],
        lambda row: Organisation(_string(row["name"]), _strings(row["aliases"]), _optional(row["parent"])),
    )
    titles = _by_document(
        tables["titles"],
        lambda row: Title(_string(row["person"]), _string(row["title"]), _optional(row["organisation"])),
    )
    dates = _by_document(
        tables["dates"], lambda row: Date(_string(row["text"]), _day(row["start_date"]), _day(row["end_date"]))
    )
    agreements = _by_document(tables["agreements"], _agreement)
    answers: dict[str, Annotations] = {}
    for row in _rows(tables["documents"]):
        doc_id, name = row["doc_id"], Path(row["path"]).stem
        if name in answers:
            raise RunError(
                "E302",
                name,
                message="two releases have the name of one gold file",
                remedy="Gold files are matched to releases by name: rename one of them.",
            )
        answers[name] = Annotations(
            _day(row["published"]),
            people[doc_id],
            organisations[doc_id],
            titles[doc_id],
            tuple(date for date in dates[doc_id] if date.start),
            agreements[doc_id],
        )
    return answers


def _agreement(row: dict[str, Any]) -> Agreement:
    return Agreement(
        _string(row["name"]),
        _string(row["kind"]),
        _string(row["status"]),
        _optional(row["date"]),
        _strings(row["parties"]),
        _strings(row["signatories"]),
    )


def _by_document(frame: pd.DataFrame, make: Callable[[dict[str, Any]], R]) -> dict[str, tuple[R, ...]]:
    rows: defaultdict[str, tuple[R, ...]] = defaultdict(tuple)
    for row in _rows(frame):
        rows[row["doc_id"]] += (make(row),)
    return rows


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in frame.to_dict("records"):
        yield {str(name): value for name, value in row.items()}


def _string(value: Any) -> str:
    return _optional(value) or ""


def _optional(value: Any) -> str | None:
    """Give a text, or None for whichever null pandas has for it."""
    return None if pd.isna(value) else str(value)


def _day(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)[:10]


def _strings(value: Any) -> tuple[str, ...]:
    """Give the texts of a list column; a null, or whatever has no length, is an empty list."""
    return tuple(str(item) for item in value if item is not None) if hasattr(value, "__len__") else ()
