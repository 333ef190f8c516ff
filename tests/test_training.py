"""The scripts in training/: marks, weak labels, other names in examples, and a training small enough to run."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import augment
import marked
import pytest
import spacy
import spans
import weak
from spacy.tokens import Doc, DocBin, Span

TRAINING = Path(__file__).parents[1] / "training"

RELEASE = """⟦Minister of Fisheries|TITLE⟧ ⟦Lupe Tamasese|PERSON⟧ and ⟦Anders Fjell|PERSON⟧ of ⟦Havbruk Nord|ORG⟧ met in ⟦Apia|GPE⟧ on ⟦3 May
2024|DATE⟧.

⟦Tamasese|PERSON⟧ opened the ⟦Reef Week|EVENT⟧.
"""


def test_marks_are_taken_out_and_their_places_kept() -> None:
    text, marks = marked.unmarked(RELEASE, "r.txt")
    assert "⟦" not in text
    assert [text[start:end] for start, end, label in marks if label == "PERSON"] == ["Lupe Tamasese", "Anders Fjell", "Tamasese"]
    assert text[slice(*next(m[:2] for m in marks if m[2] == "DATE"))] == "3 May\n2024"


@pytest.mark.parametrize(("text", "message"), [("⟦Apia|TOWN⟧", "no label 'TOWN'"), ("⟦Apia|GPE", "stray ⟦"), ("Apia⟧ Bay", "stray ⟧")])
def test_a_wrong_mark_is_named(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=rf"r\.txt.*{message}"):
        marked.unmarked(text, "r.txt")


def test_every_release_that_comes_with_the_project_is_well_marked() -> None:
    files = sorted((TRAINING / "releases").rglob("*.txt"))
    assert len(files) > 200
    people = [marks for path in files for marks in marked.unmarked(path.read_text(encoding="utf-8"), path.name)[1] if marks[2] == "PERSON"]
    assert len(people) > 2000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They passed the Clean Rivers Act in May .", [("Clean Rivers Act", "LAW")]),
        ("The Programme for Young Teachers began .", [("Programme for Young Teachers", "PROGRAMME")]),
        ("She won the Silver Quill Award again .", [("Silver Quill Award", "AWARD")]),
        ("Speakers at the Coastal Cities Forum agreed .", [("Coastal Cities Forum", "EVENT")]),
        ("Apia Harbour Board met .", []),
        ("THE CLEAN RIVERS ACT PASSED", []),
    ],
)
def test_the_last_noun_says_what_a_name_is(text: str, found: list[tuple[str, str]]) -> None:
    doc = Doc(spacy.blank("en").vocab, words=text.split())
    assert [(span.text, span.label_) for span in spans.headed(doc)] == found


def test_what_one_model_says_counts_only_where_the_corpus_agrees() -> None:
    vocab = spacy.blank("en").vocab
    often = [(Doc(vocab, words=["Fjell", "spoke"]), [weak.Guess(0, 1, "PERSON", sure=True)]) for _ in range(4)]
    doubted = (Doc(vocab, words=["Fjell", "and", "Havna", "spoke"]), [weak.Guess(0, 1, "ORG", sure=False), weak.Guess(2, 3, "ORG", sure=False)])
    *_, doc = weak.settle([*often, doubted], registry=set())
    assert [(e.text, e.label_) for e in doc.ents] == [("Fjell", "PERSON")]
    assert [t.ent_iob for t in doc] == [3, 2, 0, 2]  # "Havna" counts as not annotated
    *_, doc = weak.settle([doubted], registry={"havna"})
    assert [(e.text, e.label_) for e in doc.ents] == [("Havna", "ORG")]


def test_other_names_keep_tokens_labels_and_missing_annotation() -> None:
    nlp = spacy.blank("en")
    doc = nlp("Lupe Tamasese met Anders Fjell of Havbruk Nord in Apia. Tamasese left with Olsen.")
    people = [doc.char_span(*doc_span, label="PERSON") for doc_span in ((0, 13), (18, 30), (56, 64))]
    doc.set_ents([*people, Span(doc, 6, 8, label="ORG"), Span(doc, 9, 10, label="GPE")], missing=[doc[14:15]], default="outside")
    change = augment.make_augmenter(people=1, bodies=1, places=1, shout=0, registry=None, seed=3)
    example = augment.Example(nlp.make_doc(doc.text), doc)
    changed = [next(iter(change(nlp, example))).reference for _ in range(8)]
    assert all(len(new) == len(doc) for new in changed)
    assert all([(e.start, e.end, e.label_) for e in new.ents] == [(e.start, e.end, e.label_) for e in doc.ents] for new in changed)
    assert all(new[14].ent_iob == 0 for new in changed)
    assert all(new[1].text == new[11].text != "Tamasese" for new in changed)  # one person, one name
    assert len({new[0].text for new in changed}) > 3


def test_coined_names_begin_and_end_like_names() -> None:
    rng = random.Random(1)
    given, _ = augment.name_words(7)
    coined = [augment.coin(rng.choice(given), rng.choice(given)) for _ in range(200)]
    assert all(name[0].isupper() and len(name) > 1 for name in coined)
    assert len(set(coined) - set(given)) > 150


def test_a_model_can_be_tuned_on_own_releases(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for number in range(3):
        (own / f"{number}.txt").write_text(RELEASE, encoding="utf-8")

    def run(script: str, *arguments: object) -> None:
        subprocess.run([sys.executable, str(TRAINING / script), *map(str, arguments)], check=True, cwd=TRAINING.parent, env=ENV, capture_output=True)

    run("marked.py", own, tmp_path / "own.spacy", "--model", "pipeline.en_press")
    assert len(DocBin().from_disk(tmp_path / "own.spacy")) == 3
    started = TRAINING.parent / "pipeline" / "en_press" / "data"
    options = ("--start", started, "--annotated", tmp_path / "own.spacy", "--dev", tmp_path / "own.spacy", "--steps", 2)
    run("train.py", tmp_path / "tuned", *options)
    run("finish.py", tmp_path / "tuned" / "last", tmp_path / "model", "--stock", "pipeline.en_press")
    nlp = spacy.load(tmp_path / "model")
    assert {"tagger", "parser", "ner", "press_words"} <= set(nlp.pipe_names)
    assert nlp("The ministers signed.")[2].lemma_ == "sign"


ENV = {"PYTHONPATH": str(TRAINING.parent), "PATH": ""}
