"""The keys of the cache: digests of all that an entry follows from, and of nothing else.

What matters is taken by leaving out what does not: a new setting or module counts until somebody has thought about it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.load import Release

PACKAGE = Path(__file__).parent.parent

# Settings that say how a run goes about its work; the rows of a release are the same. `model` counts by its files.
HOW_NOT_WHAT = frozenset("model workers batch_size cache cache_folder max_seconds max_memory engine address".split())
# Settings that decide whether there is a release; once there is one, they are done.
ADMISSION = frozenset({"max_chars"})

# Modules that no cell of a table comes from: what runs stages, writes tables, shows and measures.
NO_ROWS = frozenset(
    {
        "cache/__init__.py",
        "cache/keys.py",
        "cache/store.py",
        "cli.py",
        "doctor.py",
        "engine_ray.py",
        "en_press",  # the model, which counts by its files wherever it lies
        "evaluate",
        "pool.py",
        "run.py",
        "stream.py",
        "tables.py",
        "timing.py",
        "upload.py",
        "worker.py",
        "write.py",
        "__init__.py",
        "__main__.py",
    }
)
# What works before the model and reaches it as a text and its sentence starts, or works on what it has said.
NOT_THE_MODEL = NO_ROWS | {
    "budget.py",
    "cache/rows.py",
    "components.py",
    "errors.py",
    "find",
    "layout",
    "lexicon",
    "listing.py",
    "load",
    "outcome.py",
    "places.py",
    "records.py",
    "relate",
    "resolve",
    "schema.py",
    "schema_check.py",
    "settings.py",
    "tabulate.py",
    "timex",
}
SOURCES = frozenset({".py", ".txt", ".json", ".tsv", ".csv", ".toml"})

# Packages that have a say in what is read or found. The tests compare them with what pyproject.toml asks for.
LIBRARIES = (
    "spacy thinc numpy blis dateparser python-dateutil regex trafilatura lxml lxml-html-clean markdown-it-py charset-normalizer "
    "python-frontmatter pyarrow pypdfium2"
).split()


@dataclass(frozen=True, slots=True)
class Keys:
    """What all keys of a run have in common; plain bytes, so that worker processes are told them."""

    admission: bytes
    rows: bytes
    annotations: bytes

    def of_file(self, name: str, digest: str) -> bytes:
        """Give the key of a file by its name below the corpus and the digest of its bytes."""
        return _digest([b"file", self.admission, name.encode("utf-8", "surrogateescape"), digest.encode()])

    def of_rows(self, release: Release) -> bytes:
        """Give the key of the rows of a release: all that is known of it before extraction."""
        return _digest([b"rows", self.rows, repr(astuple(release)).encode("utf-8", "surrogatepass")])

    def of_annotations(self, text: str, sentence_starts: bytes) -> bytes:
        """Give the key of what the model says of a text; layout may have fixed where sentences start."""
        return _digest([b"annotations", self.annotations, text.encode("utf-8", "surrogatepass"), sentence_starts])

    def of_model(self) -> bytes:
        """Give the key of what the manifest says of the model."""
        return _digest([b"model", self.annotations])


def keys_of(settings: Settings, model: str) -> Keys:
    """Give the keys for a run with these settings; `model` is the digest of the model's files."""
    basis = [model.encode(), *_versions()]
    what = {name: value for name, value in settings.as_dict().items() if name not in HOW_NOT_WHAT}
    rows = {name: value for name, value in what.items() if name not in ADMISSION}
    code = code_digest(NO_ROWS)
    return Keys(
        admission=_digest([*basis, code, repr(sorted(what.items())).encode()]),
        rows=_digest([*basis, code, repr(sorted(rows.items())).encode()]),
        annotations=_digest([*basis, code_digest(NOT_THE_MODEL)]),
    )


def code_digest(left_out: frozenset[str] | set[str], package: Path = PACKAGE) -> bytes:
    """Digest the names and bytes of the package's sources and word lists but for folders and files `left_out`."""
    parts: list[bytes] = []
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        above = {name, *(parent.as_posix() for parent in Path(name).parents)}
        if path.suffix in SOURCES and not above & left_out and "__pycache__" not in name:
            parts += [name.encode(), path.read_bytes()]
    return _digest(parts)


def _versions() -> Iterable[bytes]:
    yield sys.version.encode()
    for library in LIBRARIES:
        try:
            yield f"{library} {metadata.version(library)}".encode()
        except metadata.PackageNotFoundError:
            yield f"{library} is not there".encode()


def _digest(parts: Iterable[bytes]) -> bytes:
    """Digest parts so that no two lists of parts run together into the same bytes."""
    digest = blake2b(digest_size=20)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()
