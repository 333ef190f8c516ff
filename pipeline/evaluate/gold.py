"""What is annotated about a release, and the folders of gold files that say it.

A gold set is a folder of `<name>.json` files, each the annotations of one release, and the releases `<name>.txt`
(or .md, .html), which stand beside them or in another folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import RunError

CORPUS = "corpus"


@dataclass(frozen=True, slots=True)
class Person:
    """A person: the fullest name, and the other forms of it."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organised body; `parent` is the name of the body that it belongs to."""

    name: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A title that a person holds in an organisation, country or district."""

    person: str
    title: str
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A time expression with the first and last day that it covers, ISO; null where it cannot be placed."""

    text: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement; `date` is ISO at the precision given."""

    name: str
    kind: str
    status: str
    date: str | None = None
    parties: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()


Row = Person | Organisation | Title | Date | Agreement


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that is said of one release, by an annotator or by the pipeline."""

    published: str | None = None
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    titles: tuple[Title, ...] = ()
    dates: tuple[Date, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Annotations:
        """Make annotations of a gold file's object; raises KeyError or TypeError where it lacks something."""
        return cls(
            given["published"],
            tuple(Person(**_frozen(row)) for row in given["people"]),
            tuple(Organisation(**_frozen(row)) for row in given["organisations"]),
            tuple(Title(**_frozen(row)) for row in given["titles"]),
            tuple(Date(**_frozen(row)) for row in given["dates"]),
            tuple(Agreement(**_frozen(row)) for row in given["agreements"]),
        )


def gold_files(folder: Path) -> list[Path]:
    """Give the gold files of a folder, sorted; raises `RunError` where there are none."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise RunError(
            "E302",
            path=str(folder),
            message="there is no gold file in the folder",
            remedy="Name a folder of <name>.json files, one for each annotated release.",
        )
    return files


def read_gold(folder: Path) -> dict[str, Annotations]:
    """Read a folder of gold files: name of the release to annotations, in the order of the names."""
    return {path.stem: _read(path) for path in gold_files(folder)}


def find_texts(folder: Path, texts: Path | None = None) -> dict[str, Path]:
    """Find the release of each gold file: name to file, in the order of the names.

    Looked for in `texts` and the folders below it, where it is given; else beside the gold files; else in the nearest
    folder `corpus` on the way up from them. Raises `RunError` where a release is missing or two have one name.
    """
    names = [path.stem for path in gold_files(folder)]
    if texts is None:
        texts = folder if _releases(folder, names) else _corpus_above(folder)
    found = _releases(texts, names)
    if missing := [name for name in names if name not in found]:
        raise RunError(
            "E302",
            ", ".join(missing),
            path=str(texts),
            message="some gold files have no release of the same name",
            remedy="Put the releases beside the gold files, or name the folder where they are.",
        )
    return {name: found[name] for name in names}


def digest(folder: Path, texts: Path | None = None) -> str:
    """Give the SHA-256 of a gold set: names and bytes of all gold files and their releases, in the order of names."""
    total = hashlib.sha256()
    for path in sorted([*gold_files(folder), *find_texts(folder, texts).values()], key=lambda path: path.name):
        content = path.read_bytes()
        # Name and length first, so that nothing can move from one file to the next unseen.
        total.update(f"{path.name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _read(path: Path) -> Annotations:
    try:
        return Annotations.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(
            "E302",
            f"{type(error).__name__} {error}",
            path=str(path),
            message="the gold file cannot be read",
            remedy="A gold file is one JSON object with published, people, organisations, titles, dates, agreements.",
        ) from error


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _releases(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """Give the files below a folder that are called like gold files and are none."""
    wanted = set(names)
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if path.stem not in wanted or path.suffix in {".json", ""} or not path.is_file():
            continue
        if path.stem in found:
            raise RunError(
                "E302",
                f"{found[path.stem].name} and {path.name}",
                path=str(folder),
                message="two releases have the name of one gold file",
                remedy="Gold files are matched to releases by name: rename one of them.",
            )
        found[path.stem] = path
    return found


def _corpus_above(folder: Path) -> Path:
    above = (parent / CORPUS for parent in folder.resolve().parents)
    return next((path for path in above if path.is_dir()), folder)
