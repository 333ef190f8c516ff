"""The architecture `press_tok2vec.v1`: spaCy's embedding and convolution, with a quick way through them when nothing is learnt.

In training the layers run as they are. To predict, the same weights are used in another order of work: a document at a time, whose
matrices stay in the processor's cache; a word is embedded when it first occurs; and a maximum over pieces is taken from
contiguous columns. The vectors are the same but for rounding, and never depend on what other documents are in the batch.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from spacy.attrs import ORTH
from spacy.ml.models.tok2vec import build_Tok2Vec_model
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Model, NumpyOps

Floats = npt.NDArray[np.float32]
Hashes = npt.NDArray[np.uint64]
Network = Model[list[Doc], Any]

# Fewer rows than this go through other kernels in some matrix libraries, which round otherwise.
LEAST_ROWS = 16
MOST_WORDS = 30_000  # whose vectors are kept, before it is begun anew; half a kilobyte each
MOST_NETWORKS = 2  # that this is kept of


@registry.architectures("press_tok2vec.v1")  # type: ignore[untyped-decorator]
def build_tok2vec(embed: Network, encode: Model[Any, Any]) -> Network:
    """Build the network from spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder` (with a window of one)."""
    layers = build_Tok2Vec_model(embed, encode)
    model: Network = Model("press_tok2vec", _forward, init=_init, layers=[layers], dims={"nO": encode.get_dim("nO")})
    model.set_ref("embed", embed)
    model.set_ref("encode", encode)
    return model


def _init(model: Network, X: Any = None, Y: Any = None) -> None:  # noqa: N803, ARG001 (thinc's names)
    model.layers[0].initialize(X=X)


def _forward(model: Network, docs: list[Doc], is_train: bool) -> tuple[list[Floats], Callable[[list[Floats]], Any]]:
    if is_train or not isinstance(model.ops, NumpyOps):
        _QUICK.pop(model.id, None)
        return model.layers[0](docs, is_train)
    quick = _QUICK.get(model.id)
    if quick is None or not quick.is_of(model):
        quick = _QUICK[model.id] = Quick(model)
        while len(_QUICK) > MOST_NETWORKS:
            del _QUICK[next(iter(_QUICK))]
    return quick.vectors(docs), _no_way_back


def _no_way_back(_: list[Floats]) -> Any:
    raise ValueError(
        "press_tok2vec.v1: vectors that were made to predict have no gradient. Call the model with is_train=True."
    )


@dataclass(frozen=True, slots=True)
class Table:
    """Vectors that are found by four hashes of an attribute's value."""

    rows: Floats
    seed: int


@dataclass(frozen=True, slots=True)
class Layer:
    """A linear map to pieces (piece by piece in its columns), the greatest of which is scaled to mean 0 and variance 1, then by `gain` and `shift`."""

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    @classmethod
    def of(cls, maxout: Model[Any, Any], norm: Model[Any, Any]) -> Self:
        """Take a layer's weights, which have their pieces innermost."""
        weights, bias = (
            np.asarray(maxout.get_param("W")),
            np.asarray(maxout.get_param("b")),
        )  # outputs x pieces x inputs, outputs x pieces
        inputs = weights.shape[-1]
        columns = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, inputs).T)
        return cls(
            columns,
            np.ascontiguousarray(bias.T).ravel(),
            np.asarray(norm.get_param("G")),
            np.asarray(norm.get_param("b")),
        )

    def __call__(self, given: Floats) -> Floats:
        """Map rows to rows."""
        width = len(self.gain)
        pieces = given @ self.weights
        pieces += self.bias
        best: Floats = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        for start in range(2 * width, pieces.shape[1], width):
            np.maximum(best, pieces[:, start : start + width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best)
        variance /= np.float32(width)
        best *= (1 / np.sqrt(variance + np.float32(1e-8)))[:, None]
        best *= self.gain
        best += self.shift
        return best


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a network, laid out for prediction."""

    ops: NumpyOps
    attributes: tuple[int, ...]
    tables: tuple[Table, ...]
    static: Floats | None  # numbers of a static vector x width
    mixed: Layer
    windows: tuple[Layer, ...]

    @classmethod
    def of(cls, model: Network) -> Self:
        """Take the weights as they are now: in training they change between two predictions."""
        embed, encode = list(model.get_ref("embed").walk()), list(model.get_ref("encode").walk())
        extract = _named(embed, "extract_features")[0]
        static = _named(embed, "static_vectors")
        return cls(
            ops=NumpyOps(use_blis=False),
            attributes=tuple(extract.attrs["columns"]),
            tables=tuple(
                Table(np.asarray(layer.get_param("E")), layer.attrs["seed"]) for layer in _named(embed, "hashembed")
            ),
            static=np.ascontiguousarray(np.asarray(static[0].get_param("W")).T) if static else None,
            mixed=Layer.of(_named(embed, "maxout")[0], _named(embed, "layernorm")[0]),
            windows=tuple(map(Layer.of, _named(encode, "maxout"), _named(encode, "layernorm"))),
        )

    def vectors(self, embedded: Floats) -> Floats:
        """Give the vectors of a document's tokens, whose words are given as vectors."""
        count = len(embedded)
        if not count:
            return np.zeros((0, len(self.mixed.gain)), dtype=np.float32)
        # As in training, the text stands between empty tokens, as many as the windows can see.
        edge = len(self.windows)
        width = len(self.mixed.gain)
        now = np.zeros((max(count + 2 * edge, LEAST_ROWS), width), dtype=np.float32)
        now[edge : edge + count] = embedded
        around = np.zeros((len(now), 3 * width), dtype=np.float32)
        for layer in self.windows:
            around[1:, :width] = now[:-1]
            around[:, width : 2 * width] = now
            around[:-1, 2 * width :] = now[1:]
            now += layer(around)
        return now[edge : edge + count]

    def embedded(self, vocab: Vocab, kinds: Hashes) -> Floats:
        """Give the vectors of words, by their hash and attributes (words x attributes)."""
        count = len(kinds)
        if count < LEAST_ROWS:
            kinds = np.vstack([kinds, np.repeat(kinds[:1], LEAST_ROWS - count, axis=0)])
        parts = [self._hashed(table, kinds[:, 1 + column]) for column, table in enumerate(self.tables)]
        if self.static is not None:
            parts.append(_static(vocab, kinds[:, 0]) @ self.static)
        return self.mixed(np.hstack(parts))[:count]

    def _hashed(self, table: Table, values: Hashes) -> Floats:
        rows = self.ops.hash(np.ascontiguousarray(values), table.seed) % len(table.rows)
        gathered: Floats = self.ops.gather_add(table.rows, rows)
        return gathered


class Quick:
    """A network's weights, and the vectors of words that they have given so far: most words of a text are words of the one before."""

    def __init__(self, model: Network) -> None:
        self._given = _parameters(model)
        self._weights = Weights.of(model)
        self._vectors: Any = None  # of the vocabulary whose words are known
        self._known: dict[int, int] = {}
        self._embedded = np.zeros((0, len(self._weights.mixed.gain)), dtype=np.float32)

    def is_of(self, model: Network) -> bool:
        """Whether these are the weights that the network has now. What learns changes them in place, and is not asked here."""
        now = _parameters(model)
        return len(now) == len(self._given) and all(a is b for a, b in zip(now, self._given, strict=True))

    def vectors(self, docs: list[Doc]) -> list[Floats]:
        """Give the vectors of each document's tokens."""
        if not docs:
            return []
        attributes = [ORTH, *self._weights.attributes]
        given: Hashes = np.concatenate([np.asarray(doc.to_array(attributes), dtype=np.uint64) for doc in docs])
        rows = self._rows(docs[0].vocab, given)
        ends = np.cumsum([len(doc) for doc in docs])
        return [
            self._weights.vectors(self._embedded[rows[end - len(doc) : end]])
            for doc, end in zip(docs, ends.tolist(), strict=True)
        ]

    def _rows(self, vocab: Vocab, given: Hashes) -> npt.NDArray[np.intp]:
        """Give the places of the tokens' words among those that are embedded."""
        if self._vectors is not vocab.vectors.data or len(self._known) > MOST_WORDS:
            self._vectors = vocab.vectors.data
            self._known.clear()
        # A word's norm may differ from place to place ("'s"), all else follows from the word.
        keys = (given[:, 0] + given[:, 1] * np.uint64(3)).tolist()
        known = self._known
        where = {key: at for at, key in enumerate(keys) if key not in known}
        if where:
            start = len(known)
            known.update(zip(where, range(start, start + len(where)), strict=True))
            fresh = self._weights.embedded(vocab, given[list(where.values())])
            if len(known) > len(self._embedded):
                room = np.empty((2 * len(known), fresh.shape[1]), dtype=np.float32)
                room[:start] = self._embedded[:start]
                self._embedded = room
            self._embedded[start : len(known)] = fresh
        return np.fromiter(map(known.__getitem__, keys), dtype=np.intp, count=len(keys))


_QUICK: dict[int, Quick] = {}  # by the number that thinc gives a network


def _parameters(model: Network) -> list[Any]:
    return [layer.get_param(name) for layer in model.walk() for name in layer.param_names if layer.has_param(name)]


def _static(vocab: Vocab, words: Hashes) -> Floats:
    """Give the static vectors of words; zeros where there is none."""
    rows = vocab.vectors.find(keys=words)
    found: Floats = vocab.vectors.data[rows]
    found[rows < 0] = 0
    return found


def _named(layers: list[Model[Any, Any]], name: str) -> list[Model[Any, Any]]:
    return [layer for layer in layers if layer.name == name]
