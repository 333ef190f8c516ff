"""From a folder of press releases to typed tables of people, titles, organisations, dates and agreements.

>>> from pipeline import extract
>>> tables = extract("corpus", "outputs")
>>> tables.people
"""

from __future__ import annotations

from importlib import import_module, metadata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.run import extract
    from pipeline.settings import Settings
    from pipeline.tables import Tables, read_tables

__all__ = ["Settings", "Tables", "extract", "read_tables", "version"]

_HOMES = {
    "extract": "pipeline.run",
    "Settings": "pipeline.settings",
    "Tables": "pipeline.tables",
    "read_tables": "pipeline.tables",
}


def version() -> str:
    """Give the version of communique, "unknown" in a checkout that is not installed."""
    try:
        return metadata.version("communique")
    except metadata.PackageNotFoundError:
        return "unknown"


def __getattr__(name: str) -> Any:
    # Imported when asked for: spaCy takes seconds, and neither `--help` nor reading tables needs it.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
