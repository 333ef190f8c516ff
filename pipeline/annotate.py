"""From Docs of bare tokens to Docs of records: the layout, the language model, the finders, one component at a time.

What the model says of a text is asked of the cache first. It follows from the text, from where layout has sentences
start, and from the model, so it stays valid when a finder changes: the model is most of the work, and is then spared.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import groupby
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.cache.annotations import freeze, thaw
from pipeline.cache.keys import Keys
from pipeline.components import COMPONENTS, LAYOUT
from pipeline.neural.parsing import quickened

Lookup = Callable[[bytes], bytes | None]
Blame = Callable[[str], AbstractContextManager[None]]
Component = tuple[str, Callable[[Doc], Doc]]


class Clock:
    """Seconds by step."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count the seconds of the block to a step."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[name] += time.perf_counter() - start

    def taken(self) -> dict[str, float]:
        """Give the seconds since the last time this was asked."""
        seconds = dict(self._seconds)
        self._seconds.clear()
        return seconds


class Annotator:
    """A pipeline that runs on batches of Docs; with `keys` and `lookup`, beside the cache.

    `fresh` are the annotations that the model has made since they were last taken, by their keys.
    """

    def __init__(self, nlp: Language, keys: Keys | None, lookup: Lookup, clock: Clock) -> None:
        self.keys = keys
        self.fresh: dict[bytes, bytes] = {}
        self._lookup = lookup
        self._clock = clock
        pipeline = list(nlp.pipeline)
        names = [name for name, _ in pipeline]
        start = names.index(LAYOUT) + 1 if LAYOUT in names else 0
        end = next((i for i, name in enumerate(names) if i >= start and name in COMPONENTS), len(names))
        self._before, self._after = pipeline[:start], pipeline[end:]
        self._model = [(name, quickened(component)) for name, component in pipeline[start:end]]

    def __call__(self, docs: list[Doc], blame: Blame) -> tuple[list[Doc], list[bytes | None]]:
        """Run all components; give the Docs, and for each the key of its annotations, None where they are not kept.

        `blame` is the context that a component runs in; what it raises says which one failed.
        """
        docs = self._run(self._before, docs, blame)
        if self.keys is None:
            return self._run([*self._model, *self._after], docs, blame), [None] * len(docs)
        starts = [_sentence_starts(doc) for doc in docs]
        names: list[bytes | None] = [
            self.keys.of_annotations(doc.text, start) for doc, start in zip(docs, starts, strict=True)
        ]
        with self._clock.step("annotations"):
            known = [key is not None and self._restore(doc, key) for doc, key in zip(docs, names, strict=True)]
        fresh = iter(
            self._run(self._model, [doc for doc, is_known in zip(docs, known, strict=True) if not is_known], blame)
        )
        docs = [doc if is_known else next(fresh) for doc, is_known in zip(docs, known, strict=True)]
        with self._clock.step("annotations"):
            for i, doc in enumerate(docs):
                key = names[i]
                if known[i] or key is None:
                    continue
                packed = freeze(doc)
                if packed is None:
                    names[i] = None
                else:
                    self.fresh[key] = packed
        return self._run(self._after, docs, blame), names

    def taken(self) -> dict[bytes, bytes]:
        """Give the fresh annotations, and forget them."""
        fresh, self.fresh = self.fresh, {}
        return fresh

    def _restore(self, doc: Doc, key: bytes) -> bool:
        packed = self.fresh.get(key) or self._lookup(key)
        return packed is not None and thaw(doc, packed)

    def _run(self, components: Sequence[tuple[str, Any]], docs: list[Doc], blame: Blame) -> list[Doc]:
        """Run the components; know which one took how long, and failed.

        Those that take a batch do so one after the other, as in `nlp.pipe`. The others take one Doc after the other: what they
        read of it is then at hand for the next.
        """
        if not docs:
            return docs
        for in_batches, group in groupby(components, key=lambda pair: hasattr(pair[1], "pipe")):
            if in_batches:
                for name, component in group:
                    with self._clock.step(name), blame(name):
                        docs = list(component.pipe(docs, batch_size=len(docs)))
            else:
                steps = list(group)
                docs = [self._run_on(steps, doc, blame) for doc in docs]
        return docs

    def _run_on(self, components: Sequence[tuple[str, Any]], doc: Doc, blame: Blame) -> Doc:
        for name, component in components:
            with self._clock.step(name), blame(name):
                doc = component(doc)
        return doc


def _sentence_starts(doc: Doc) -> bytes:
    return bytes(np.asarray(doc.to_array(["SENT_START"])).astype("<i1").tobytes())
