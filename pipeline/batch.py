"""Stages 1 to 5 for one batch of files: files in, rows out, one bad release never costing another.

This is what a worker does. Docs stay here: what goes back is Arrow tables, which are small and quick to hand over.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import records
from pipeline.errors import ReleaseError
from pipeline.load import Release, read_release
from pipeline.model import load_pipeline, model_facts
from pipeline.schema import TABLES, arrow_schema
from pipeline.schema_check import check
from pipeline.settings import Settings
from pipeline.tabulate import tabulate


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What one batch gave: rows by table, seconds by step, and how much was read.

    characters_given counts the files as they came, characters_read the cleaned texts of the releases in the tables.
    """

    tables: dict[str, pa.Table]
    seconds: dict[str, float] = field(default_factory=dict)
    files: int = 0
    characters_given: int = 0
    characters_read: int = 0


Outcome = dict[str, pa.Table] | ReleaseError


class Extractor:
    """A loaded pipeline over one corpus; `extract` takes batches of its files."""

    def __init__(self, corpus: Path, settings: Settings) -> None:
        self.corpus = corpus
        self.settings = settings
        self.nlp: Language = load_pipeline(settings)
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def describe(self) -> dict[str, Any]:
        """Give what the manifest says of the model."""
        return model_facts(self.settings, self.nlp)

    def extract(self, paths: Sequence[Path]) -> BatchResult:
        """Read `paths` and extract their releases; what fails becomes a row of `quarantine`."""
        self._seconds = defaultdict(float)
        releases: list[Release] = []
        refused: list[dict[str, Any]] = []
        for path in paths:
            try:
                with self._clock("load"), self._blame("load", "load"):
                    releases.append(self._load(path))
            except ReleaseError as error:
                refused.append(quarantined(name_of(path, self.corpus), error))
        outcomes = self._extract(releases)
        parts = [outcome for _, outcome in outcomes if not isinstance(outcome, ReleaseError)]
        refused += [
            quarantined(release.path, outcome, release.doc_id)
            for (release, *_), outcome in outcomes
            if isinstance(outcome, ReleaseError)
        ]
        tables = {
            name: pa.concat_tables([arrow_schema(name).empty_table(), *(p[name] for p in parts)]) for name in TABLES
        }
        tables["quarantine"] = quarantine_table(refused)
        return BatchResult(
            tables,
            seconds=dict(self._seconds),
            files=len(paths),
            characters_given=sum(release.characters_given for release in releases),
            characters_read=sum(tables["documents"]["characters"].to_pylist()),
        )

    def _load(self, path: Path) -> Release:
        release = read_release(path, self.corpus, max_chars=self.settings.max_chars)
        # Tables and messages hold names as text, which not every file name is.
        return replace(release, doc_id=as_text(release.doc_id), path=as_text(release.path))

    def _extract(self, releases: list[Release]) -> list[tuple[list[Release], Outcome]]:
        """Give releases with their tables, or one release with the error that it ended in."""
        if not releases:
            return []
        try:
            # In the zone, words new to the vocabulary are forgotten with the batch: memory stays flat over long runs.
            # Tables are plain values and outlive it.
            with self.nlp.memory_zone():
                return [(releases, self._tables(releases, self._annotate(releases)))]
        except ReleaseError as error:
            if len(releases) == 1:
                return [(releases, error)]
        # Something in the batch cannot be extracted: alone, each release shows whether it is the one.
        return [outcome for release in releases for outcome in self._extract([release])]

    def _annotate(self, releases: list[Release]) -> list[Doc]:
        """Run the pipeline one component at a time, as `nlp.pipe` does, to know which one took how long, and failed."""
        docs: list[Doc] = []
        with self._clock("tokenizer"), self._blame("tokenizer"):
            for release in releases:
                if len(release.text) > self.nlp.max_length:
                    raise ReleaseError("E202", f"{len(release.text):,} characters")
                doc = self.nlp.make_doc(release.text)
                records.put(doc, records.Facts, [release.facts])
                docs.append(doc)
        for name, component in self.nlp.pipeline:
            with self._clock(name), self._blame(name):
                if hasattr(component, "pipe"):
                    docs = list(component.pipe(docs, batch_size=len(docs)))
                else:
                    docs = [component(doc) for doc in docs]
        return docs

    def _tables(self, releases: list[Release], docs: list[Doc]) -> dict[str, pa.Table]:
        with self._clock("tabulate"):
            try:
                rows = [tabulate(release, doc) for release, doc in zip(releases, docs, strict=True)]
                texts = {release.doc_id: release.text for release in releases}
                tables: dict[str, pa.Table] = {}
                for name in TABLES:
                    listed = [row for page in rows for row in page[name]]
                    tables[name] = pa.Table.from_pylist(listed, schema=arrow_schema(name))
                    check(name, tables[name], texts)
            except Exception as error:  # records come from components that others may write
                raise ReleaseError("E205", _spell(error)) from error
        return tables

    @contextmanager
    def _clock(self, step: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[step] += time.perf_counter() - start

    @contextmanager
    def _blame(self, step: str, stage: str = "extract") -> Iterator[None]:
        try:
            yield
        except ReleaseError:
            raise
        except MemoryError as error:
            raise ReleaseError("E203", step, stage=stage) from error
        except Exception as error:  # whatever a parser or a component raises, it costs this release and no other
            raise ReleaseError("E201", f"{step}: {_spell(error)}", stage=stage) from error


def as_text(name: str) -> str:
    """Spell out the bytes of a file name that are no UTF-8 (Python has stand-ins for them that no column can hold)."""
    return name.encode("utf-8", "backslashreplace").decode()


def name_of(path: Path, corpus: Path) -> str:
    """Name a file by its path below the corpus folder."""
    return as_text(path.relative_to(corpus).as_posix())


def quarantined(path: str, error: ReleaseError, doc_id: str | None = None) -> dict[str, Any]:
    """Give the row of `quarantine` for a file, or a release of it, that failed."""
    return {
        "path": path,
        "doc_id": doc_id,
        "stage": error.stage,
        "error": error.code,
        "message": f"{error.message}. {error.remedy}",
    }


def quarantine_table(rows: list[dict[str, Any]]) -> pa.Table:
    """Give the rows of `quarantine` in the order of their paths."""
    rows = sorted(rows, key=lambda row: (row["path"], row["doc_id"] or ""))
    return pa.Table.from_pylist(rows, schema=arrow_schema("quarantine"))


def _spell(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".strip().removesuffix(":")
