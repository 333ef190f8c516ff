"""Matrix products on one thread, for a while.

Many small products are slower on several threads than on one, and by a hundred times where the processors have other work: each
product waits until all its threads have had their turn.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

# How OpenBLAS calls its setting, in numpy's own build (the first two) and in those of others; its getter goes by the same name.
_NAMES = ("scipy_openblas_{}64_", "scipy_openblas_{}", "openblas_{}64_", "openblas_{}")


@contextmanager
def one_thread() -> Iterator[None]:
    """Let numpy's matrix library take one thread only, all over the process; no more than a wish where it is another one than OpenBLAS."""
    get, put = _setting() or (None, None)
    if get is None or put is None:
        yield
        return
    before = get()
    put(1)
    try:
        yield
    finally:
        put(before)


@cache
def _setting() -> tuple[Callable[[], int], Callable[[int], Any]] | None:
    try:
        # Loaded already; names are looked up in what it is linked with, too.
        library = ctypes.CDLL(import_module("numpy.linalg._umath_linalg").__file__)
    except (ImportError, OSError):
        return None
    for name in _NAMES:
        get, put = (getattr(library, name.format(what), None) for what in ("get_num_threads", "set_num_threads"))
        if get is not None and put is not None:
            return get, put
    return None
