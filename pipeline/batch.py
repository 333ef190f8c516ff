"""Stages 1 to 5 for a batch of files: files in, rows out, one bad release never costing another.

This is what a worker does. Docs stay here: what goes back is rows and annotations as bytes, which are small and quick to
hand over, and which the cache keeps as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import records
from pipeline.annotate import Annotator, Clock, Lookup
from pipeline.budget import TimeUp, seconds_for, time_limit
from pipeline.cache import rows as packing
from pipeline.cache.keys import Keys
from pipeline.errors import ReleaseError
from pipeline.load import Release, releases_in
from pipeline.long_words import make_doc
from pipeline.model import load_pipeline, model_facts
from pipeline.neural.threads import one_thread
from pipeline.outcome import FilePart, Item, Part, Refused, ReleaseRows, Task, digest_now, name_of, quarantined, size_of
from pipeline.places import File, Place
from pipeline.schema import arrow_schema
from pipeline.schema_check import check
from pipeline.settings import Settings
from pipeline.tabulate import Row, tabulate

# A part ends at this many characters, if not at `batch_size`: a few very long releases are as much work, and memory.
PART_CHARACTERS = 200_000
# Bytes of a file to a character of a release: what a file's size says of the time that reading it may take.
_BYTES = 10

# Words; some 10 MB.
_REMEMBERED = 30_000

# Told before work begins on files or releases: their names, and the seconds that it may take.
At = Callable[[Sequence[str], float], None]


@dataclass(slots=True)
class _Piece:
    """What has been read of a file since its last part."""

    name: str
    found: list[Release | ReleaseError] = field(default_factory=list)
    ends: bool = False
    digest: str | None = None


class Extractor:
    """A loaded pipeline over one corpus; `extract` takes batches of its files.

    `keys` and `lookup` are those of the cache; without them everything is worked out.
    """

    def __init__(
        self, corpus: Place, settings: Settings, *, keys: Keys | None = None, lookup: Lookup | None = None
    ) -> None:
        self.corpus = corpus
        self.settings = settings
        self.keys = keys
        self.nlp: Language = load_pipeline(settings)
        self._lookup: Lookup = lookup or (lambda _: None)
        self._clock = Clock()
        self._annotate = Annotator(self.nlp, keys, self._lookup, self._clock)
        self._at: At = _nobody

    def describe(self) -> dict[str, Any]:
        """Give what the manifest says of the model."""
        return model_facts(self.settings, self.nlp)

    def extract(self, task: Task, at: At | None = None) -> Iterator[Part]:
        """Read the files of a task and extract their releases; what fails becomes a row of `quarantine`.

        Results come as they are ready, a batch of releases at a time, in the order of the files.
        """
        self._at = at or _nobody
        pieces: list[_Piece] = []
        size = count = 0
        by_itself = False
        for number, (path, digest) in enumerate(zip(task.paths, task.digests, strict=True)):
            name = name_of(path, self.corpus)
            pieces.append(_Piece(name))
            for found in self._load(path, name, task, task.done if number == 0 else 0):
                was_by_itself, by_itself = by_itself, _extracting(found) in task.alone
                full = count == self.settings.batch_size or size > PART_CHARACTERS
                if count and (full or by_itself or was_by_itself):
                    yield self._part(pieces, task)
                    pieces, size, count = [_Piece(name)], 0, 0
                pieces[-1].found.append(found)
                count += 1
                size += len(found.text) if isinstance(found, Release) else 0
            pieces[-1].ends = True
            # What was read is what the run saw: then the outcome can be kept under the digest of those bytes.
            pieces[-1].digest = digest if digest and digest == digest_now(path, self.corpus) else None
        yield self._part(pieces, task)

    def _load(self, path: File, name: str, task: Task, done: int) -> Iterator[Release | ReleaseError]:
        """Give the releases of a file behind those that are `done`, or errors in their place.

        Each has the time that the size of the file allows.
        """
        seconds = seconds_for(self.settings, min(size_of(path) // _BYTES, self.settings.max_chars))
        reading = releases_in(path, self.corpus, self.settings)
        number = 0
        while True:
            self._at([f"load {name}"], seconds)
            if number == done and f"load {name}" in task.given_up:
                yield _refusal(task.given_up[f"load {name}"], name, stage="load")
                return
            found: Release | ReleaseError | None
            try:
                with self._clock.step("load"), _blame("load", "load"), time_limit(seconds):
                    found = next(reading, None)
            except TimeUp:
                found, reading = _refusal("E206", name, f"{seconds:.0f} seconds", stage="load"), iter(())
            except ReleaseError as error:
                error.path = error.path or name
                found, reading = error, iter(())
            if found is None:
                return
            if number >= done:
                yield found
            number += 1

    def _part(self, pieces: list[_Piece], task: Task) -> Part:
        releases = [found for piece in pieces for found in piece.found if isinstance(found, Release)]
        outcomes = iter(self._outcomes(releases, task))
        files = []
        for piece in pieces:
            items = [_item(found, next(outcomes) if isinstance(found, Release) else found) for found in piece.found]
            files.append(FilePart(piece.name, tuple(items), piece.ends, piece.digest))
        return Part(tuple(files), self._annotate.taken(), self._clock.taken())

    def _outcomes(self, releases: list[Release], task: Task) -> list[ReleaseRows | ReleaseError]:
        """Give rows, or an error, for each release; rows that the cache has are not worked out."""
        known: list[ReleaseRows | ReleaseError | None] = []
        for release in releases:
            code = task.given_up.get(_extracting(release) or "")
            known.append(_refusal(code, release.path) if code else self._kept(release))
        unknown = [release for release, outcome in zip(releases, known, strict=True) if outcome is None]
        fresh = iter(self._extract(unknown))
        return [next(fresh) if outcome is None else outcome for outcome in known]

    def _kept(self, release: Release) -> ReleaseRows | None:
        if self.keys is None:
            return None
        key = self.keys.of_rows(release)
        entry = self._lookup(key)
        return None if entry is None else ReleaseRows(key, *packing.from_entry(entry), fresh=False)

    def _extract(self, releases: list[Release]) -> list[ReleaseRows | ReleaseError]:
        if not releases:
            return []
        seconds = seconds_for(self.settings, max(len(release.text) for release in releases))
        self._at([f"extract {release.doc_id}" for release in releases], seconds)
        failure: ReleaseError
        try:
            # One thread, as in worker processes: it is they that share the processors among them.
            with time_limit(seconds), one_thread(), ExitStack() as stack:
                # The first words of a run are most words of its releases, and are remembered with how they part in tokens.
                known = self._docs(releases) if len(self.nlp.vocab) < _REMEMBERED else None
                # In the zone, words new to the vocabulary are forgotten with the batch: memory stays flat over long runs.
                # Rows are plain values and outlive it.
                stack.enter_context(self.nlp.memory_zone())
                docs, annotations = self._annotate(known or self._docs(releases), _blame)
                return self._rows(releases, docs, annotations)
        except ReleaseError as error:
            failure = error
        except TimeUp:
            failure = _refusal("E206", releases[0].path, f"{seconds:.0f} seconds")
        if len(releases) == 1:
            return [failure]
        # Something in the batch cannot be extracted: alone, each release shows whether it is the one.
        return [outcome for release in releases for outcome in self._extract([release])]

    def _docs(self, releases: list[Release]) -> list[Doc]:
        docs: list[Doc] = []
        with self._clock.step("tokenizer"), _blame("tokenizer"):
            for release in releases:
                if len(release.text) > self.nlp.max_length:
                    raise ReleaseError("E202", f"{len(release.text):,} characters")
                doc = make_doc(self.nlp, release.text)
                records.put(doc, records.Facts, [release.facts])
                docs.append(doc)
        return docs

    def _rows(
        self, releases: list[Release], docs: list[Doc], annotations: list[bytes | None]
    ) -> list[ReleaseRows | ReleaseError]:
        """Give the rows of each release. Tables are made and checked for all of them at once, which costs hardly more than for one."""
        with self._clock.step("tabulate"):
            try:
                rows = [tabulate(release, doc) for release, doc in zip(releases, docs, strict=True)]
                tables = {name: _table(name, [row for of in rows for row in of[name]]) for name in packing.KEPT}
                texts = {release.doc_id: release.text for release in releases}
                for name, table in tables.items():
                    check(name, table, texts)
            except Exception as error:  # records come from components that others may write
                raise ReleaseError("E205", _spell(error)) from error
            starts = dict.fromkeys(packing.KEPT, 0)
            found: list[ReleaseRows | ReleaseError] = []
            for release, of, key in zip(releases, rows, annotations, strict=True):
                own = {name: table.slice(starts[name], len(of[name])) for name, table in tables.items()}
                for name in starts:
                    starts[name] += len(of[name])
                found.append(ReleaseRows(self.keys.of_rows(release) if self.keys else b"", packing.encode(own), key))
            return found


def _table(name: str, rows: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=arrow_schema(name))


@contextmanager
def _blame(step: str, stage: str = "extract") -> Iterator[None]:
    """Turn whatever a step raises into the error of the release."""
    try:
        yield
    except ReleaseError:
        raise
    except MemoryError as error:
        raise ReleaseError("E203", step, stage=stage) from error
    except Exception as error:  # whatever a parser or a component raises, it costs this release and no other
        raise ReleaseError("E201", f"{step}: {_spell(error)}", stage=stage) from error


def _extracting(found: Release | ReleaseError) -> str | None:
    """Name the work on a release, as tasks name it."""
    return f"extract {found.doc_id}" if isinstance(found, Release) else None


def _refusal(code: str, path: str, detail: str | None = None, *, stage: str | None = None) -> ReleaseError:
    return ReleaseError(code, detail, path=path, stage=stage)


def _item(found: Release | ReleaseError, outcome: ReleaseRows | ReleaseError) -> Item:
    """Give what stands for a release in the outcome of its file, or for what stood in the place of one."""
    if not isinstance(found, Release):
        return Refused(quarantined(found.path or "", found, found.doc_id), found.characters_given)
    if isinstance(outcome, ReleaseError):
        return Refused(quarantined(found.path, outcome, found.doc_id), found.characters_given)
    return replace(outcome, given=found.characters_given, read=len(found.text))


def _nobody(names: Sequence[str], seconds: float) -> None:
    """Listen to nothing."""


def _spell(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".strip().removesuffix(":")
