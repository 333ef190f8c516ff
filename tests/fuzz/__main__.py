"""Fuzz a target with atheris: `python -m tests.fuzz TARGET SECONDS [FOLDER]`. What breaks it is written into FOLDER (default: here)."""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from tests.fuzz.targets import FORMATS, TARGETS

ROOT = Path(__file__).resolve().parents[2]


def seeds(name: str, folder: Path) -> None:
    """Write inputs to start from: the releases of the corpus, as each format that they may be."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "corpus").iterdir()):
        data = path.read_bytes()[:4000]
        first = bytes([FORMATS.index(path.suffix)]) if name == "readers" and path.suffix in FORMATS else b""
        (folder / path.name).write_bytes(first + data)


def main() -> None:
    """Read the command line and run until the time is over or something breaks."""
    name, seconds, *rest = sys.argv[1:]
    found = Path(rest[0]) if rest else Path(__file__).parent / "cases" / name
    inputs = ROOT / ".fuzz" / name
    seeds(name, inputs)
    found.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        f"-artifact_prefix={found}/",
        "-max_len=8000",
        "-timeout=20",
        "-rss_limit_mb=3000",
        str(inputs),
    ]
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
