"""The model that comes with the package: what it is, and that its card says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from pipeline import en_press
from pipeline.model import load_model, model_facts
from pipeline.model_files import model_digest
from pipeline.settings import Settings

CARD = (Path(__file__).parents[1] / "docs" / "model.md").read_text(encoding="utf-8")
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def nlp() -> Language:
    return en_press.load()


def test_it_is_the_default_and_no_larger_than_a_package_should_be() -> None:
    assert Settings().model == en_press.__name__
    size = sum(path.stat().st_size for path in en_press.DATA.rglob("*") if path.is_file())
    assert size < 20 * MEGABYTE
    assert f"| size | {size / MEGABYTE:.0f} MB |" in CARD


def test_one_network_serves_tags_trees_and_names(nlp: Language) -> None:
    assert nlp.pipe_names == ["tok2vec", "tagger", "parser", "press_words", "ner"]
    listeners = nlp.get_pipe("tok2vec").listening_components
    assert set(listeners) == {"tagger", "parser", "ner"}


def test_the_card_names_every_label(nlp: Language) -> None:
    row = next(line for line in CARD.splitlines() if line.startswith("| entity labels |"))
    assert set(row.split("|")[2].replace(",", "").split()) == set(nlp.get_pipe("ner").labels)


def test_the_manifest_can_say_which_weights_ran() -> None:
    settings = Settings()
    facts = model_facts(settings, load_model(settings.model))
    assert facts["pipeline"] == "en_press"
    assert facts["sha256"] == model_digest(settings.model)
    assert len(facts["sha256"]) == 64
    assert facts["version"] in CARD


def test_it_says_whence_it_comes_and_on_what_terms(nlp: Language) -> None:
    assert nlp.meta["license"] == "MIT"
    assert all(source["license"] for source in nlp.meta["sources"])


def test_parts_can_be_left_out() -> None:
    assert en_press.load(exclude=["parser"]).pipe_names == ["tok2vec", "tagger", "press_words", "ner"]


def test_what_it_finds_in_a_release(nlp: Language) -> None:
    doc = nlp(
        "Rector Ulrike Steinmann of the University of Grauhafen and Minister of Fisheries Lupe Tamasese signed a treaty in Apia "
        "on 3 May 2024."
    )
    found = {(entity.text, entity.label_) for entity in doc.ents}
    assert {
        ("Ulrike Steinmann", "PERSON"),
        ("Lupe Tamasese", "PERSON"),
        ("University of Grauhafen", "ORG"),
        ("Apia", "GPE"),
    } <= found
    signed = next(token for token in doc if token.text == "signed")
    assert (signed.tag_, signed.pos_, signed.lemma_) == ("VBD", "VERB", "sign")
    assert "Steinmann" in {child.text for child in signed.children if child.dep_ == "nsubj"}
