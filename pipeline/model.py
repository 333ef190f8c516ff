"""The language model and the components on top of it: what turns the text of a release into a Doc of records."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from typing import Any

import spacy
from spacy.language import Language
from thinc.api import NumpyOps, get_current_ops, use_ops

import pipeline.neural  # noqa: F401 (registers what the package's model, and those tuned from it, are made of)
from pipeline.components import COMPONENTS, LAYOUT
from pipeline.errors import RunError
from pipeline.model_files import model_digest, module_of
from pipeline.settings import Settings

NEEDED = ("ner", "parser")
_WORDS = 100_000  # words whose tokens the tokenizer remembers


__all__ = ["COMPONENTS", "LAYOUT", "NEEDED", "add_components", "load_model", "load_pipeline", "model_facts"]


def load_pipeline(settings: Settings) -> Language:
    """Load the model of `settings` with the press components on it, ready for `extract`.

    Raises `RunError` E304 where the model cannot be loaded, E306 where it has no `ner` or `parser`.
    """
    nlp = load_model(settings.model)
    missing = [name for name in NEEDED if name not in nlp.pipe_names]
    if missing:
        raise RunError("E306", f"{settings.model} has no {' and no '.join(missing)}")
    nlp.max_length = max(nlp.max_length, settings.max_chars)
    if hasattr(nlp.tokenizer, "max_cache_size"):  # that of spaCy has it, others may not
        nlp.tokenizer.max_cache_size = _WORDS
    add_components(nlp, *COMPONENTS, settings=settings)
    return nlp


def add_components(nlp: Language, *names: str, settings: Settings | None = None) -> None:
    """Put press components on a pipeline, the layout before its model and the others behind it."""
    for name in names:
        # Installed, spaCy finds the factories by entry point; the import makes a bare checkout work as well.
        importlib.import_module(COMPONENTS[name])
        nlp.add_pipe(
            name, first=True if name == LAYOUT else None, config=_config(nlp, name, settings) if settings else {}
        )


def load_model(model: str) -> Language:
    """Load the bare language model: an importable package with a `load()`, or what `spacy.load` takes."""
    with _fast_kernels(), _without_version_warning():
        try:
            nlp = _load_package(model) or spacy.load(model)
        except Exception as error:  # packages run code of their own on load: whatever it raises, the model is not there
            raise RunError("E304", f"{model}: {str(error).strip() or type(error).__name__}") from error
    if not isinstance(nlp, Language):
        raise RunError("E304", f"{model}: its load() gives no spaCy pipeline")
    return nlp


def model_facts(settings: Settings, nlp: Language) -> dict[str, Any]:
    """Give what the manifest says of the model: name as set, what it calls itself, version, digest of its files."""
    return {
        "name": settings.model,
        "pipeline": f"{nlp.meta['lang']}_{nlp.meta['name']}",
        "version": nlp.meta["version"],
        "spacy": metadata.version("spacy"),
        "sha256": model_digest(settings.model),
    }


def _load_package(model: str) -> Any:
    if module_of(model) is None:
        return None
    load = getattr(importlib.import_module(model), "load", None)
    return load() if load else None


def _config(nlp: Language, name: str, settings: Settings) -> dict[str, Any]:
    """Pick the settings that the component has an argument for."""
    offered = {"day_first": settings.day_first}
    taken = nlp.get_factory_meta(name).default_config or {}
    return {key: value for key, value in offered.items() if key in taken and value is not None}


@contextmanager
def _fast_kernels() -> Iterator[None]:
    """Make layers on numpy's own matrix products: the same annotations in three quarters of the time of BLIS.

    Layers bind their operations when they are made, so that this touches no other model of the process. Where thinc
    has chosen something else than its plain CPU operations (a GPU, Apple's libraries), that is left alone.
    """
    if type(get_current_ops()) is not NumpyOps:
        yield
        return
    with use_ops("numpy", use_blis=False):
        yield


@contextmanager
def _without_version_warning() -> Iterator[None]:
    with warnings.catch_warnings():
        # W095: the model was made with an earlier minor version of spaCy. Stock models of 3.7 work on 3.8.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        yield
