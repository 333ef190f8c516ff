"""The tables of a run as pandas frames."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import RunError
from pipeline.places import Address, Place, place_of, telling
from pipeline.schema import TABLES, TEXTS
from pipeline.upload import folder_of
from pipeline.write import CURRENT, MANIFEST

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Tables:
    """One frame a table, with the columns of the data dictionary, and the manifest of the run.

    Days are `datetime64`, texts `string`, lists plain Python lists.
    """

    documents: pd.DataFrame
    people: pd.DataFrame
    organisations: pd.DataFrame
    titles: pd.DataFrame
    dates: pd.DataFrame
    agreements: pd.DataFrame
    agreement_parties: pd.DataFrame
    mentions: pd.DataFrame
    quarantine: pd.DataFrame
    manifest: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Give the table called `name`."""
        if name not in TABLES:
            raise KeyError(name)
        frame: pd.DataFrame = getattr(self, name)
        return frame

    def __iter__(self) -> Iterator[str]:
        """Go through the names of the tables."""
        return iter(TABLES)

    def __repr__(self) -> str:
        width = max(map(len, TABLES))
        lines = (f"  {name:<{width}}  {len(self[name]):>7,}  one row for {TABLES[name].row}" for name in self)
        return "Tables\n" + "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td style='text-align:right'>{len(self[name]):,}</td>"
            f"<td style='text-align:left'>{escape(TABLES[name].row)}</td></tr>"
            for name in self
        )
        return f"<table><thead><tr><th>table</th><th>rows</th><th>one row for</th></tr></thead><tbody>{rows}</tbody></table>"


def read_tables(outputs: Place | str = "outputs") -> Tables:
    """Read the tables that a run wrote into `outputs`, a folder or an address.

    Raises `RunError` E308 where there are none, E311 or E312 where the address cannot be used.
    """
    return _whole(place_of(outputs), _read)


def read_manifest(outputs: Place | str = "outputs") -> dict[str, Any]:
    """Read the manifest of the run that wrote the tables in `outputs`; raises `RunError` E308 where there is none."""
    return _whole(place_of(outputs), _manifest)


def read_table(outputs: Place | str, name: str) -> pd.DataFrame:
    """Read one of the tables; raises `RunError` E308 where it is not there."""
    return _whole(place_of(outputs), lambda folder: _frame(folder / f"{name}.parquet"))


def _whole(outputs: Place, read: Callable[[Place], T]) -> T:
    """Read from the folder of one run."""
    try:
        return read(_run_folder(outputs))
    except FileNotFoundError:
        # A run that ended meanwhile has put its tables in place of those; they are all of one run again now.
        try:
            return read(_run_folder(outputs))
        except FileNotFoundError as error:
            name = Path(error.filename).name if error.filename else "the tables"
            raise RunError("E308", f"{name} is missing", path=str(outputs)) from error


def _run_folder(outputs: Place) -> Place:
    """Give the folder of the run that is shown, so that all tables are read from one run."""
    if isinstance(outputs, Address):
        folder = folder_of(outputs)
        return outputs / folder if folder else outputs
    current = outputs / CURRENT
    return current.resolve() if current.is_symlink() else outputs


def _read(folder: Place) -> Tables:
    manifest = _manifest(folder)
    return Tables(**{name: _frame(folder / f"{name}.parquet") for name in TABLES}, manifest=manifest)


def _manifest(folder: Place) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    return manifest


def _frame(path: Place) -> pd.DataFrame:
    if isinstance(path, Address):
        with telling(path):
            table = pq.read_table(path.path, filesystem=path.fs)
    else:
        table = pq.read_table(path)
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.string(): pd.StringDtype("pyarrow")}.get)
    for column in table.schema:
        if column.type == TEXTS:
            frame[column.name] = frame[column.name].map(list)
    return frame
