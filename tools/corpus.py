"""One run of the command line over the project's corpus, for whatever shows what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from click.testing import CliRunner

from pipeline.cli import main
from pipeline.tables import Tables, read_tables

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"


@dataclass(frozen=True)
class CorpusRun:
    """A run over the corpus: the folder of its tables, and the lines it printed, with `outputs` for that folder."""

    outputs: Path
    printed: tuple[str, ...]

    @cached_property
    def tables(self) -> Tables:
        """The tables of the run."""
        return read_tables(self.outputs)


def run_corpus(outputs: Path) -> CorpusRun:
    """Run `communique extract corpus` into `outputs`; raises RuntimeError where it ends in an error."""
    result = CliRunner().invoke(main, ["extract", str(CORPUS), "--outputs", str(outputs)])
    if result.exit_code:
        raise RuntimeError(f"communique extract ended with {result.exit_code}:\n{result.output}") from result.exception
    lines = result.stdout.replace(str(outputs), "outputs").splitlines()
    return CorpusRun(outputs, tuple(line.rstrip() for line in lines))
