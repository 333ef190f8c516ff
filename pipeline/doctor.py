"""Whether a run can work on this machine: each thing it needs, looked at one by one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module, metadata
from tempfile import NamedTemporaryFile

from spacy.language import Language

from pipeline.errors import CATALOGUE, RunError
from pipeline.model import COMPONENTS, NEEDED, load_model, load_pipeline
from pipeline.places import Address, Place
from pipeline.settings import Settings
from pipeline.upload import try_writing

LIBRARIES = ("spacy", "thinc", "numpy", "pandas", "pyarrow", "dateparser", "trafilatura", "click", "rich")
OLDEST_PYTHON = (3, 11)
# An invented release, for a run of all components on a text.
SAMPLE = "OSLO, June 3, 2024 – Nordvik Energy and the University of Fjellheim signed a memorandum of understanding.\n"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `remedy` says what to do where it is not `ok`."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def examine(settings: Settings, outputs: Place) -> Iterator[Finding]:
    """Look at Python, libraries, model, components and outputs folder, in this order."""
    yield _python()
    yield from map(_library, LIBRARIES)
    yield _model(settings)
    yield from (_component(name, module) for name, module in COMPONENTS.items())
    yield _sample(settings)
    yield _outputs(outputs)


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    needed = ".".join(map(str, OLDEST_PYTHON))
    return Finding("Python", sys.version_info >= OLDEST_PYTHON, found, f"Install Python {needed} or later.")


def _library(name: str) -> Finding:
    try:
        import_module(name)
        return Finding(name, ok=True, detail=metadata.version(name))
    except Exception as error:  # noqa: BLE001  (a library that is there but broken may raise anything on import)
        return Finding(
            name, ok=False, detail=f"{type(error).__name__}: {error}", remedy=f"pip install --upgrade {name}"
        )


def _model(settings: Settings) -> Finding:
    name = f"model {settings.model}"
    try:
        nlp = load_model(settings.model)
    except RunError as error:
        return Finding(name, ok=False, detail=error.message, remedy=error.remedy)
    missing = [part for part in NEEDED if part not in nlp.pipe_names]
    detail = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}: {', '.join(nlp.pipe_names)}"
    return Finding(name, not missing, detail, CATALOGUE["E306"].remedy)


def _component(name: str, module: str) -> Finding:
    try:
        import_module(module)
    except Exception as error:  # noqa: BLE001  (as with libraries)
        return Finding(name, ok=False, detail=f"{type(error).__name__}: {error}", remedy="Install communique again.")
    known = Language.has_factory(name)
    return Finding(name, known, module if known else f"{module} registers no such factory", "Install communique again.")


def _sample(settings: Settings) -> Finding:
    try:
        doc = load_pipeline(settings)(SAMPLE)
    except Exception as error:  # noqa: BLE001  (what a component raises is what this is here to show)
        remedy = error.remedy if isinstance(error, RunError) else CATALOGUE["E201"].remedy
        return Finding("a sample release", ok=False, detail=f"{type(error).__name__}: {error}", remedy=remedy)
    return Finding("a sample release", ok=True, detail=f"{len(doc)} tokens went through all components")


def _outputs(outputs: Place) -> Finding:
    """Look whether the outputs folder, or where it does not exist yet the nearest folder above it, can be written."""
    name = f"outputs {outputs}"
    if isinstance(outputs, Address):
        try:
            try_writing(outputs)
        except RunError as error:
            return Finding(name, ok=False, detail=error.message, remedy=error.remedy)
        return Finding(name, ok=True, detail="can be written")
    folder = next((path for path in (outputs, *outputs.resolve().parents) if os.path.lexists(path)), outputs)
    try:
        with NamedTemporaryFile(dir=folder, prefix=".doctor-"):
            return Finding(name, ok=True, detail="can be written")
    except OSError as error:
        return Finding(name, ok=False, detail=error.strerror or str(error), remedy=CATALOGUE["E303"].remedy)
