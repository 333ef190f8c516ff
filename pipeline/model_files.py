"""Where a language model lies on the disk, and the digest of its files: known without loading it."""

from __future__ import annotations

import hashlib
import importlib.util
from importlib.machinery import ModuleSpec
from pathlib import Path

from pipeline.errors import RunError


def model_digest(model: str) -> str:
    """SHA-256 over the names and bytes of the model's files, so that a manifest can say which weights ran.

    Raises `RunError` E304 where there is no such package or folder.
    """
    root = model_files(model)
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
        name = path.relative_to(root).as_posix()
        if path.is_file() and "__pycache__" not in name:
            digest.update(name.encode() + b"\0")
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def model_files(model: str) -> Path:
    """Find the folder of a model, or the file of one that is a single module."""
    if Path(model).is_dir():
        return Path(model)
    spec = module_of(model)
    if spec and spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations)))
    if spec and spec.origin:
        return Path(spec.origin)
    raise RunError("E304", f"{model}: no such package or folder")


def module_of(model: str) -> ModuleSpec | None:
    """Find the module of that name, which may be a dotted one."""
    if not all(part.isidentifier() for part in model.split(".")):
        return None
    try:
        return importlib.util.find_spec(model)
    except ModuleNotFoundError:  # the package before the dot
        return None
