"""spaCy's greedy parser in another order of work: all paragraphs of a batch at once, step by step, in numpy.

spaCy walks one document after the other through the arc-eager transition system (Goldberg & Nivre 2012, "A dynamic oracle for arc-eager
dependency parsing"; `spacy/pipeline/_parser_internals/arc_eager.pyx`), and each of its small matrix operations takes the lock of the
interpreter anew. Here the same weights score the same states, but those of many stretches of text in one operation.

Where a sentence is known to start before the parser runs, no arc crosses and the stack is empty: what stands between two such places is
parsed on its own. Only the words behind the end are still looked at, which is why they are given along. So trees are those of the parser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, HEAD, SENT_START
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc
from thinc.api import NumpyOps

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
_MOVES = ("S", "D", "L", "R", "B")  # as spaCy's labels of moves begin
_FEATURES = 8  # words of a state that are looked at
_PAD = 3  # empty places below a stack, for the words that are looked at
_ROWS = 64  # states scored in one product, always: other numbers of rows may be rounded otherwise
_LONGEST = 300  # tokens of a stretch; of longer ones there are too few to go in step with
_TOGETHER = 60_000  # tokens
_MOVES_A_TOKEN = 20
_NEVER = np.float32(-np.inf)


def quickened(component: Any) -> Any:
    """Give a stand-in that annotates as the component does, in less time, where it is a parser of the kind that is known; else itself."""
    return QuickParser(component) if type(component) is DependencyParser and _is_known(component) else component


def _is_known(parser: Any) -> bool:
    model = parser.model
    return (
        parser.cfg.get("beam_width", 1) == 1
        and isinstance(model.ops, NumpyOps)
        and model.attrs.get("has_upper")
        and not model.attrs.get("unseen_classes")
        and model.get_ref("lower").get_dim("nF") == _FEATURES
        and model.get_ref("lower").get_dim("nP") == 2
        and "subtok" not in parser.labels
    )


@dataclass(frozen=True, slots=True)
class _Weights:
    """The weights of a parser, laid out for this order of work."""

    lower: Floats  # (features * width) x (pieces * hidden)
    bias: Floats  # sets of features that are no word, as bits, x (pieces * hidden)
    upper: Floats  # hidden x classes
    upper_bias: Floats
    move: Ints  # of a class
    label: npt.NDArray[np.uint64]  # of a class
    barred: Floats  # sets of moves that are valid, as bits, x classes: 0, or minus infinity

    @classmethod
    def of(cls, parser: Any) -> _Weights:
        lower, upper = parser.model.get_ref("lower"), parser.model.get_ref("upper")
        weights = np.asarray(lower.get_param("W"))  # features x hidden x pieces x width
        width = weights.shape[-1]
        names = [parser.moves.get_class_name(i) for i in range(parser.moves.n_moves)]
        move = np.array([_MOVES.index(name.partition("-")[0]) for name in names], dtype=np.intp)
        pad = np.asarray(lower.get_param("pad"))[0].transpose(0, 2, 1).reshape(_FEATURES, -1)
        absent = np.unpackbits(np.arange(1 << _FEATURES, dtype=np.uint8)[:, None], axis=1)
        sets = np.arange(1 << len(_MOVES))[:, None]
        return cls(
            lower=np.ascontiguousarray(weights.transpose(0, 3, 2, 1).reshape(_FEATURES * width, -1)),
            bias=np.asarray(lower.get_param("b")).T.ravel() + absent.astype(np.float32) @ pad,
            upper=np.ascontiguousarray(np.asarray(upper.get_param("W")).T),
            upper_bias=np.asarray(upper.get_param("b")),
            move=move,
            label=np.array(
                [parser.vocab.strings.add(name.partition("-")[2]) if "-" in name else 0 for name in names],
                dtype=np.uint64,
            ),
            barred=np.where(sets >> move & 1, np.float32(0), _NEVER).astype(np.float32),
        )


class QuickParser:
    """A parser as a component of a pipeline that only annotates."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser
        self._weights = _Weights.of(parser)
        self._root = np.uint64(parser.vocab.strings.add("ROOT"))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Annotate documents, so many at a time."""
        waiting = iter(docs)
        while batch := list(islice(waiting, batch_size)):
            self._annotate(batch)
            yield from batch

    def _annotate(self, docs: list[Doc]) -> None:
        fit = [_is_fit(doc) for doc in docs]
        rest = [doc for doc, is_fit in zip(docs, fit, strict=True) if not is_fit]
        waiting: list[Doc] = []
        for doc in sorted((doc for doc, is_fit in zip(docs, fit, strict=True) if is_fit), key=len):
            if waiting and sum(map(len, waiting)) + len(doc) > _TOGETHER:
                rest += self._parse(waiting)
                waiting = []
            waiting.append(doc)
        rest += self._parse(waiting)
        if rest:
            self._parser.set_annotations(rest, self._parser.predict(rest))

    def _parse(self, docs: list[Doc]) -> list[Doc]:
        """Annotate documents, but for those whose stretches turn out to hang together: these are given back."""
        if not docs:
            return []
        vectors = self._parser.model.layers[0].predict(docs)
        walk = _Walk(self._weights, vectors, [len(doc) for doc in docs], np.concatenate([_starts(doc) for doc in docs]))
        heads, labels, hang = walk.tree()
        rest = []
        start = 0
        for doc in docs:
            end = start + len(doc)
            if hang[start:end].any():
                rest.append(doc)
            else:
                found = np.empty((len(doc), 2), dtype=np.uint64)
                found[:, 0] = np.where(heads[start:end] < 0, 0, heads[start:end] - np.arange(start, end)).astype(
                    np.uint64
                )
                found[:, 1] = np.where(heads[start:end] < 0, self._root, labels[start:end])
                doc.from_array([HEAD, DEP], found)  # type: ignore[arg-type]
                for hook in self._parser.postprocesses:
                    hook(doc)
            start = end
        return rest


def _is_fit(doc: Doc) -> bool:
    """Whether a document is one to be parsed in stretches: nothing says of a word that it starts no sentence, and none is too long."""
    marks = doc.to_array(SENT_START).astype(np.int64)
    if not len(marks) or marks.min() < 0 or doc.has_annotation("DEP"):
        return False
    return int(np.diff(np.concatenate([[0], np.flatnonzero(marks == 1), [len(marks)]])).max()) <= _LONGEST


def _starts(doc: Doc) -> Flags:
    starts: Flags = doc.to_array(SENT_START) == 1
    return starts


class _Walk:
    """The states of all stretches of some documents, whose tokens are counted through; -1 stands for no token."""

    def __init__(self, weights: _Weights, vectors: Floats, lengths: Sequence[int], starts: Flags) -> None:
        count = len(vectors)
        self.weights = weights
        self.vectors = np.vstack([vectors, np.zeros_like(vectors[:1])])
        # Of tokens. The last place is that of no token, which has no head, no children and starts nothing.
        self.head = np.full(count + 1, -1, dtype=np.intp)
        self.by = np.zeros(count + 1, dtype=np.intp)  # class of the move that gave the head
        self.left = np.full(count + 1, -1, dtype=np.intp)  # child last found on this side
        self.right = np.full(count + 1, -1, dtype=np.intp)
        self.before = np.full(
            count + 1, -1, dtype=np.intp
        )  # child of the same head found before this one, on the right
        self.known = np.append(starts, False)  # sentence starts
        self.starts = self.known.copy()
        self.put_back = np.zeros(count + 1, dtype=bool)
        self.hang = np.zeros(count + 1, dtype=bool)
        # Of states.
        ends = np.cumsum(lengths)
        begin = np.union1d(np.flatnonzero(starts), ends - lengths)
        self.next = begin.astype(np.intp)
        self.stop = np.append(begin[1:], count).astype(np.intp)
        self.limit = ends[np.searchsorted(ends, begin, side="right")].astype(np.intp)
        width = int((self.stop - self.next).max()) + _PAD + 1
        self.stack = np.full(len(begin) * width, -1, dtype=np.intp)
        self.queue = np.full(len(begin) * width, -1, dtype=np.intp)  # what was put back in front of the text
        self.base = np.arange(len(begin), dtype=np.intp) * width + _PAD
        self.depth = np.zeros(len(begin), dtype=np.intp)
        self.queued = np.zeros(len(begin), dtype=np.intp)

    def tree(self) -> tuple[Ints, npt.NDArray[np.uint64], Flags]:
        """Give each token's head, -1 for none, and label; and the tokens at which stretches hang together."""
        # So many moves no stretch needs; what goes on for longer, by scores that are no numbers, is left to spaCy.
        for _ in range(_MOVES_A_TOKEN * int((self.stop - self.next).max()) + _MOVES_A_TOKEN):
            if not len(self.next):
                break
            self._step()
            ended = (self.depth == 0) & (self.next >= self.stop)
            if ended.any():
                going = np.flatnonzero(~(ended & (self.queued == 0)))
                for name in ("next", "stop", "limit", "base", "depth", "queued"):
                    setattr(self, name, getattr(self, name)[going])
        self.hang[self.stop - 1] = True
        return self.head[:-1], self.weights.label[self.by[:-1]], self.hang[:-1]

    def _step(self) -> None:
        first, second = self._buffer()
        top = self.base + self.depth - 1
        above = self.stack[top]
        words = np.stack(
            [
                first,
                second,
                above,
                self.stack[top - 1],
                self.stack[top - 2],
                self.left[first],
                self.left[above],
                self.right[above],
            ],
            axis=1,
        )
        guess = self._scores(words, self._valid(first, second)).argmax(axis=1)
        move = self.weights.move[guess]
        at = np.flatnonzero(move == LEFT)
        if len(at):
            head, child = first[at], above[at]
            had = child[self.head[child] >= 0]
            self.right[self.head[had]] = self.before[had]
            self.head[child], self.by[child], self.left[head] = head, guess[at], child
            self.put_back[head] = False
            self.depth[at] -= 1
        at = np.flatnonzero(move == RIGHT)
        if len(at):
            head, child = above[at], first[at]
            self.head[child], self.by[child] = head, guess[at]
            self.before[child], self.right[head] = self.right[head], child
        at = np.flatnonzero((move == SHIFT) | (move == RIGHT))
        if len(at):
            self.stack[top[at] + 1] = first[at]
            self.depth[at] += 1
            from_queue = self.queued[at] > 0
            self.queued[at] -= from_queue
            self.next[at] += ~from_queue
        at = np.flatnonzero(move == REDUCE)
        if len(at):
            gone = above[at]
            self.depth[at] -= 1
            loose = (self.head[gone] < 0) & (self.depth[at] > 0)
            if loose.any():
                at, gone = at[loose], gone[loose]
                self.put_back[gone] = True
                self.queue[self.base[at] + self.queued[at]] = gone
                self.queued[at] += 1
        at = np.flatnonzero(move == BREAK)
        if len(at):
            self.starts[second[at]] = True
            beyond = at[first[at] >= self.stop[at]]  # a sentence start inside the next stretch
            self.hang[first[beyond]] = self.known[second[beyond]] = True

    def _buffer(self) -> tuple[Ints, Ints]:
        """Give the next two words of each state."""
        first = np.where(self.next < self.limit, self.next, -1)
        second = np.where(self.next + 1 < self.limit, self.next + 1, -1)
        at = np.flatnonzero(self.queued)
        if len(at):
            end = self.base[at] + self.queued[at]
            second[at] = np.where(self.queued[at] > 1, self.queue[end - 2], first[at])
            first[at] = self.queue[end - 1]
        return first, second

    def _valid(self, first: Ints, second: Ints) -> Ints:
        """Give the moves that each state allows, as bits."""
        has_stack = self.depth > 0
        left = self.limit - self.next + self.queued
        inside = has_stack & (left > 0) & ~self.starts[first]
        shift = ~has_stack | (inside & (left > 1) & ~self.put_back[first])
        # What stretches behind have found by now, this one cannot know.
        started = np.where(first >= self.stop, self.known[second], self.starts[second])
        parts = (left > 1) & (second == first + 1) & ~started
        moves: Ints = (
            shift * (1 << SHIFT)
            + has_stack * (1 << REDUCE)
            + inside * ((1 << LEFT) + (1 << RIGHT))
            + parts * (1 << BREAK)
        )
        return moves

    def _scores(self, words: Ints, valid: Ints) -> Floats:
        count = len(words)
        blocks = -(-count // _ROWS)
        given = np.empty((blocks * _ROWS, _FEATURES, self.vectors.shape[1]), dtype=np.float32)
        given[count:] = 0
        self.vectors.take(words, axis=0, out=given[:count], mode="wrap")
        state = np.matmul(given.reshape(blocks, _ROWS, -1), self.weights.lower).reshape(blocks * _ROWS, -1)
        state[:count] += self.weights.bias[np.packbits(words < 0, axis=1)[:, 0]]
        half = state.shape[1] // 2
        hidden = np.maximum(state[:, :half], state[:, half:]).reshape(blocks, _ROWS, half)
        scores: Floats = np.matmul(hidden, self.weights.upper).reshape(blocks * _ROWS, -1)[:count]
        scores += self.weights.upper_bias
        scores += self.weights.barred[valid]
        return scores
