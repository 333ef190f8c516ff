"""The architecture `press_tok2vec.v1`: spaCy's embedding and convolution, with a quick way through them when nothing is learnt.

In training the layers run as they are. To predict, the same weights are used in another order of work: a document at a time, whose
matrices stay in the processor's cache; a word that occurs ten times in it is embedded once; and a maximum over pieces is taken from
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
        return model.layers[0](docs, is_train)
    quick = Weights.of(model)
    return [quick.vectors(doc) for doc in docs], _no_way_back


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

    def vectors(self, doc: Doc) -> Floats:
        """Give the vectors of a document's tokens."""
        count = len(doc)
        if not count:
            return np.zeros((0, len(self.mixed.gain)), dtype=np.float32)
        # As in training, the text stands between empty tokens, as many as the windows can see.
        edge = len(self.windows)
        width = len(self.mixed.gain)
        now = np.zeros((max(count + 2 * edge, LEAST_ROWS), width), dtype=np.float32)
        now[edge : edge + count] = self._embedded(doc)
        around = np.zeros((len(now), 3 * width), dtype=np.float32)
        for layer in self.windows:
            around[1:, :width] = now[:-1]
            around[:, width : 2 * width] = now
            around[:-1, 2 * width :] = now[1:]
            now += layer(around)
        return now[edge : edge + count]

    def _embedded(self, doc: Doc) -> Floats:
        given: Hashes = np.asarray(doc.to_array([ORTH, *self.attributes]), dtype=np.uint64)
        # A word's norm may differ from place to place ("'s"), all else follows from the word.
        _, where, each = np.unique(given[:, 0] + given[:, 1] * np.uint64(3), return_index=True, return_inverse=True)
        kinds = given[where]
        if len(kinds) < LEAST_ROWS:
            kinds = np.vstack([kinds, np.repeat(kinds[:1], LEAST_ROWS - len(kinds), axis=0)])
        parts = [self._hashed(table, kinds[:, 1 + column]) for column, table in enumerate(self.tables)]
        if self.static is not None:
            parts.append(_static(doc.vocab, kinds[:, 0]) @ self.static)
        embedded: Floats = self.mixed(np.hstack(parts))[each]
        return embedded

    def _hashed(self, table: Table, values: Hashes) -> Floats:
        rows = self.ops.hash(np.ascontiguousarray(values), table.seed) % len(table.rows)
        gathered: Floats = self.ops.gather_add(table.rows, rows)
        return gathered


def _static(vocab: Vocab, words: Hashes) -> Floats:
    """Give the static vectors of words; zeros where there is none."""
    rows = vocab.vectors.find(keys=words)
    found: Floats = vocab.vectors.data[rows]
    found[rows < 0] = 0
    return found


def _named(layers: list[Model[Any, Any]], name: str) -> list[Model[Any, Any]]:
    return [layer for layer in layers if layer.name == name]
