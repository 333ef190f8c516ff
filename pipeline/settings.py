"""What a run can be told: defaults, `pipeline.toml`, then the command line, each over the one before.

`pipeline.toml` is a flat TOML file in the working directory; its keys are the fields of `Settings`:

    model = "en_core_web_sm"
    workers = 2
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.errors import RunError

SETTINGS_FILE = "pipeline.toml"
ENGINES = ("local", "ray")


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a run; raises `RunError` E305 for values that make no sense.

    model: an installed package with a `load()`, or a name or path that `spacy.load` takes.
    workers: processes that read releases; the tables do not depend on it.
    batch_size: releases handed to the model at once.
    max_chars: a release longer than this many characters is quarantined (the model's memory grows with the text).
    day_first: true reads 3/4/2025 as the 3rd of April, false as March 4; None leaves out what the text does not settle.
    text_column, title_column, date_column, id_column, url_column: the columns of tables (.csv, .parquet …) and keys of
        records (.json, .jsonl) that hold these of a release; None takes the usual names (`pipeline.load.columns`).
    max_seconds: a release that takes more processor time is quarantined; every 20,000 characters give it as much again.
    max_memory: a release for which a worker process needs more than so many megabytes is quarantined.
    cache: keeps what has been extracted, so that the next run does what is new or changed; the tables are the same.
    cache_folder: a folder to keep it in, each corpus apart; None takes `.cache` in the outputs, or of outputs at an address
        a folder in the user's cache.
    engine: "local" reads releases in `workers` processes of this machine, "ray" on all processors of a Ray cluster.
    address: that of the cluster, as in "head:6379"; None takes RAY_ADDRESS, or a cluster on this machine, or starts one.
    """

    model: str = "pipeline.en_press"
    workers: int = 1
    batch_size: int = 64
    max_chars: int = 200_000
    day_first: bool | None = None
    text_column: str | None = None
    title_column: str | None = None
    date_column: str | None = None
    id_column: str | None = None
    url_column: str | None = None
    max_seconds: int = 60
    max_memory: int = 4_000
    cache: bool = True
    cache_folder: str | None = None
    engine: str = "local"
    address: str | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            kind, spelt = _KINDS[str(field.type)]
            # bool is an int in Python, but `workers = true` is a slip.
            if value is None and field.default is None:
                continue
            if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
                raise RunError("E305", f"{field.name} = {value!r} is not {spelt}")
            if kind is int and isinstance(value, int) and value < 1:
                raise RunError("E305", f"{field.name} = {value} is less than 1")
        if not self.model.strip():
            raise RunError("E305", "model is empty")
        if self.engine not in ENGINES:
            raise RunError("E305", f"engine = {self.engine!r} is none of {', '.join(ENGINES)}")

    @classmethod
    def read(cls, path: Path | str = SETTINGS_FILE, **given: Any) -> Settings:
        """Read the settings in `path`, where it exists, under those `given`; what is given as None counts as not given.

        Raises `RunError` E305 where the file is not TOML, or names a setting that there is not.
        """
        path = Path(path)
        chosen = {name: value for name, value in given.items() if value is not None}
        _refuse_unknown(chosen, "the call")
        return cls(**(_from_file(path) | chosen))

    def with_(self, **given: Any) -> Settings:
        """Put those `given` in the place of these; None counts as not given."""
        chosen = {name: value for name, value in given.items() if value is not None}
        _refuse_unknown(chosen, "the call")
        return replace(self, **chosen)

    def as_dict(self) -> dict[str, Any]:
        """Give the settings by name, for the manifest."""
        return asdict(self)


# By the annotation of the field, which is a string in this module.
_KINDS: dict[str, tuple[type, str]] = {
    "str": (str, "a text"),
    "str | None": (str, "a text"),
    "int": (int, "a whole number"),
    "bool": (bool, "true or false"),
    "bool | None": (bool, "true or false"),
}


def _from_file(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RunError("E305", str(error), path=str(path)) from error
    _refuse_unknown(found, str(path))
    return found


def _refuse_unknown(given: dict[str, Any], where: str) -> None:
    known = [field.name for field in fields(Settings)]
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"settings are {', '.join(known)}"
            raise RunError("E305", f"{where} sets {name!r}, which is no setting; {hint}")
