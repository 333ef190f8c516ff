"""The component `press_names`: names of people, bodies, titles and more, by one tag for each token.

In place of spaCy's transition system: one layer over the token and over the mean of all places of the document where the same word
stands, so that a name which is clear in one place helps in the others; then the best well-formed sequence of BILUO tags. It reads about
ten times as many tokens a second.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE, LOWER, SENT_START
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example, validate_examples, validate_get_examples
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Config, Maxout, Model, Softmax_v2, chain, set_dropout_rate, with_array

from pipeline.neural.viterbi import best_names, tags

Floats = npt.NDArray[np.float32]
Network = Model[list[Doc], Any]
Names = list[tuple[int, int, int, float]]  # start, end, index of the label, score

MODEL = """
[model]
@architectures = "press_names_network.v1"
hidden_width = 96
maxout_pieces = 3

[model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 128
"""

SPANS = "press_names"  # the group of `doc.spans` that keeps the scores
WEIGHTS = {"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None}


@registry.architectures("press_names_network.v1")  # type: ignore[untyped-decorator]
def build_network(
    tok2vec: Network,
    hidden_width: int,
    maxout_pieces: int,
    nO: int | None = None,  # noqa: N803 (thinc's name for it)
) -> Network:
    """Build the network: documents to scores of each token's tags."""
    width = tok2vec.get_dim("nO")
    output = Softmax_v2(nO, hidden_width, normalize_outputs=False)
    head: Model[Any, Any] = chain(
        Maxout(hidden_width, 2 * width, nP=maxout_pieces, dropout=0.0, normalize=True), output
    )
    model: Network = chain(beside_same_words(tok2vec), with_array(head))
    model.set_ref("output_layer", output)
    return model


def beside_same_words(tok2vec: Network) -> Network:
    """Put beside each token's vector the mean of those of all tokens of the document that are the same word in lower case."""
    return Model(
        "same_words",
        _forward_same_words,
        layers=[tok2vec],
        dims={"nO": 2 * tok2vec.get_dim("nO")},
        init=_init_same_words,
    )


def _init_same_words(model: Network, X: Any = None, Y: Any = None) -> None:  # noqa: N803, ARG001 (thinc's names)
    model.layers[0].initialize(X=X)


def _forward_same_words(
    model: Network, docs: list[Doc], is_train: bool
) -> tuple[list[Floats], Callable[[list[Floats]], Any]]:
    vectors, backprop_vectors = model.layers[0](docs, is_train)
    width = model.layers[0].get_dim("nO")
    groups = [_groups(doc) for doc in docs]
    beside = [np.hstack([own, _means(own, group)]) for own, group in zip(vectors, groups, strict=True)]

    def backprop(gradients: list[Floats]) -> Any:
        # A mean over a group is its own transpose: each gets the mean of the group's gradients.
        return backprop_vectors(
            [
                g[:, :width] + _means(np.ascontiguousarray(g[:, width:]), group)
                for g, group in zip(gradients, groups, strict=True)
            ]
        )

    return beside, backprop


def _groups(doc: Doc) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Give the order that brings the same words together, where each group begins in it, and each token's group."""
    words = doc.to_array(LOWER)
    order = np.argsort(words, kind="stable")
    fresh = np.ones(len(words), dtype=bool)
    fresh[1:] = words[order][1:] != words[order][:-1]
    group = np.empty(len(words), dtype=np.intp)
    group[order] = np.cumsum(fresh) - 1
    return order, np.flatnonzero(fresh), group


def _means(vectors: Floats, groups: tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.intp]]) -> Floats:
    order, starts, group = groups
    if not len(order):
        return vectors
    sums = np.add.reduceat(vectors[order], starts, axis=0)
    sums /= np.diff(np.append(starts, len(order)))[:, None].astype(np.float32)
    means: Floats = sums[group]
    return means


@Language.factory(
    "press_names",
    assigns=["doc.ents", "doc.spans"],
    default_config=Config().from_str(MODEL),
    default_score_weights=WEIGHTS,
)
def make_names(nlp: Language, name: str, model: Network) -> "NameTagger":
    """Make the component for a pipeline."""
    return NameTagger(nlp.vocab, model, name)


class NameTagger(TrainablePipe):  # type: ignore[misc]
    """Sets `doc.ents`, as spaCy's `ner` does, and trains on the same examples; what is marked as missing in them is not learnt from."""

    def __init__(self, vocab: Vocab, model: Network, name: str = "press_names") -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg: dict[str, Any] = {"labels": []}
        self.scorer = lambda examples, **_: get_ner_prf(examples)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that names may have, in the order of their tags."""
        return tuple(self.cfg["labels"])

    @property
    def label_data(self) -> tuple[str, ...]:
        """What `spacy init labels` keeps: the labels."""
        return self.labels

    def add_label(self, label: str) -> int:
        """Add a label before the network has its size; give 1 where it is new, else 0."""
        if label in self.labels:
            return 0
        if self.model.get_ref("output_layer").has_dim("nO"):
            raise ValueError(
                f"{self.name}: the network is made for {len(self.labels)} labels, {label} would be one more. Initialise it anew."
            )
        self.cfg["labels"].append(label)
        self.vocab.strings.add(label)
        return 1

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,  # noqa: ARG002 (spaCy's signature)
        labels: Sequence[str] | None = None,
    ) -> None:
        """Take labels from the examples, unless they are given, and make the network's weights."""
        validate_get_examples(get_examples, "NameTagger.initialize")
        found = labels or sorted({ent.label_ for example in get_examples() for ent in example.reference.ents})
        for label in found:
            self.add_label(label)
        docs = [example.x for example in islice(get_examples(), 10)]
        width = len(tags(self.labels))
        self.model.get_ref("output_layer").set_dim("nO", width)
        self.model.initialize(X=docs, Y=[np.zeros((len(doc), width), dtype=np.float32) for doc in docs])

    def predict(self, docs: Iterable[Doc]) -> list[Names]:
        """Give the names of each document."""
        docs = list(docs)
        # Alone, so that what is found in a document never depends on what happens to stand beside it.
        scores = [self.model.predict([doc])[0] for doc in docs if len(doc)]
        if not scores:
            return [[] for _ in docs]
        # No name crosses from one document to the next, so that the best sequences of all are found in one walk.
        ends = np.cumsum([len(doc) for doc in docs])
        first = np.concatenate([doc.to_array(SENT_START) == 1 for doc in docs])
        first[[end - len(doc) for doc, end in zip(docs, ends, strict=True) if len(doc)]] = True
        blank = np.concatenate([doc.to_array(IS_SPACE).astype(bool) for doc in docs])
        together = np.concatenate(scores)
        names = best_names(together, first, blank)
        by_doc = np.searchsorted([start for start, *_ in names], [0, *ends])
        scored = [(*name, score) for name, score in zip(names, _scores(together, names), strict=True)]
        return [
            [(start - at, end - at, label, score) for start, end, label, score in scored[low:high]]
            for at, low, high in zip([0, *ends[:-1].tolist()], by_doc[:-1], by_doc[1:], strict=True)
        ]

    def set_annotations(self, docs: Iterable[Doc], scores: list[Names]) -> None:
        """Write the names into the documents: `doc.ents`, and with their scores `doc.spans["press_names"]`."""
        labels = self.labels
        for doc, names in zip(docs, scores, strict=True):
            ents = [Span(doc, start, end, label=labels[label]) for start, end, label, _ in names]
            doc.set_ents(ents, default="outside")
            doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=ents, attrs={"scores": [score for *_, score in names]})

    def update(
        self, examples: Iterable[Example], *, drop: float = 0.0, sgd: Any = None, losses: dict[str, float] | None = None
    ) -> dict[str, float]:
        """Learn from a batch of examples."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        examples = list(examples)
        validate_examples(examples, "NameTagger.update")
        if not any(len(example.predicted) for example in examples):
            return losses
        set_dropout_rate(self.model, drop)
        scores, backprop = self.model.begin_update([example.predicted for example in examples])
        loss, gradients = self.get_loss(examples, scores)
        backprop(gradients)
        if sgd is not None:
            self.finish_update(sgd)
        losses[self.name] += loss
        return losses

    def get_loss(self, examples: Iterable[Example], scores: list[Floats]) -> tuple[float, list[Floats]]:
        """Give the cross entropy over the tokens whose tag is known, and its gradients."""
        columns = {tag: column for column, tag in enumerate(tags(self.labels))}
        loss = 0.0
        gradients = []
        for example, of in zip(examples, scores, strict=True):
            truth = np.array([columns.get(tag, -1) for tag in example.get_aligned_ner()], dtype=np.intp)
            known = np.flatnonzero(truth >= 0)
            gradient = np.zeros_like(of)  # in training the network gives probabilities
            gradient[known] = of[known]
            gradient[known, truth[known]] -= 1.0
            loss -= float(np.log(np.maximum(of[known, truth[known]], 1e-10)).sum())
            gradients.append(gradient)
        return loss, gradients


def _scores(scores: Floats, names: list[tuple[int, int, int]]) -> list[float]:
    """Give the geometric mean of the probabilities of each name's tags, between 0 and 1."""
    labels = (scores.shape[1] - 1) // 4
    found = np.zeros(len(names))
    starts, ends, label = np.array(names, dtype=np.intp).reshape(-1, 3).T
    for length in np.unique(ends - starts).tolist():
        which = np.flatnonzero(ends - starts == length)
        begin, inside, last, alone = (1 + position * labels + label[which] for position in range(4))
        columns = [alone] if length == 1 else [begin, *[inside] * (length - 2), last]
        places = starts[which, None] + np.arange(length)
        rows = scores[places]
        top = rows.max(axis=2)
        own = scores[places, np.stack(columns, axis=1)]
        logs = own - top - np.log(np.exp(rows - top[..., None]).sum(axis=2))
        found[which] = np.exp(logs.mean(axis=1))
    return [round(score, 4) for score in found.tolist()]
