"""Evaluate the pipeline, or tables that it wrote, on a gold set."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.evaluate.answers import TablesOnDisk, read_answers
from pipeline.evaluate.figures import Evaluation
from pipeline.evaluate.gold import find_texts, read_gold
from pipeline.evaluate.scorer import score
from pipeline.settings import Settings
from pipeline.tables import Tables


def evaluate_gold(
    gold_dir: Path | str,
    outputs: Path | str | None = None,
    texts: Path | str | None = None,
    workers: int = 1,
    *,
    settings: Settings | None = None,
) -> Evaluation:
    """Score the tables in `outputs`, or without it what the pipeline extracts now, against the gold files of a folder.

    The releases are looked for in `texts`, else beside the gold files, else in the nearest folder `corpus` above them.
    The pipeline runs with `settings`, else with those of `pipeline.toml`. Printed, the evaluation is a table of
    figures. Raises `RunError` where gold files, releases or tables are missing.
    """
    gold = read_gold(Path(gold_dir))
    if outputs is not None:
        return score(gold, read_answers(TablesOnDisk(Path(outputs))))
    releases = find_texts(Path(gold_dir), Path(texts) if texts is not None else None)
    return score(gold, read_answers(extract_releases(list(releases.values()), workers, settings)))


def extract_releases(releases: list[Path], workers: int = 1, settings: Settings | None = None) -> Tables:
    """Extract these releases alone, in a corpus of their own: a folder may hold other files, gold files among them."""
    from pipeline.run import extract  # noqa: PLC0415  (tables can be scored without a language model)

    with TemporaryDirectory() as corpus:
        for path in releases:
            shutil.copyfile(path, Path(corpus) / path.name)
        return extract(corpus, settings=settings, workers=workers)
