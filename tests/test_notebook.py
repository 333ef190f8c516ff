"""The notebook runs, and stands in the repository with the outputs that it gives now."""

from __future__ import annotations

import re

import pytest
from nbformat import NotebookNode

from tools.corpus import CorpusRun
from tools.notebook import METADATA, NOTEBOOK, cleaned, read_notebook, run_notebook

COMMITTED = read_notebook()
TEXT = NOTEBOOK.read_text(encoding="utf-8")
REFRESH = "the notebook has fallen behind: run `make docs`"


@pytest.fixture(scope="module")
def fresh(corpus_run: CorpusRun) -> NotebookNode:
    return run_notebook(corpus_run.outputs)


def shown(cell: NotebookNode) -> list[dict[str, object]]:
    """Give what a cell shows, without pictures, whose bytes depend on fonts and versions."""
    contents = [output.get("data", {"text": output.get("text")}) for output in cell.get("outputs", ())]
    return [
        {kind: "" if kind.startswith("image/") else value for kind, value in content.items()} for content in contents
    ]


def test_the_notebook_runs_and_asks_five_questions(fresh: NotebookNode) -> None:
    kinds = [output.output_type for cell in fresh.cells for output in cell.get("outputs", ())]
    assert "error" not in kinds
    questions = [cell.source for cell in fresh.cells if cell.source.startswith("## ")]
    assert len(questions) == 5
    assert all(question.splitlines()[0].endswith("?") for question in questions)
    assert any("image/png" in output.get("data", {}) for cell in fresh.cells for output in cell.get("outputs", ()))


@pytest.mark.parametrize("number", range(len(COMMITTED.cells)))
def test_committed_outputs_are_those_it_gives(number: int, fresh: NotebookNode) -> None:
    assert shown(COMMITTED.cells[number]) == shown(fresh.cells[number]), REFRESH


def test_cells_were_run_once_from_top_to_bottom() -> None:
    counts = [cell.execution_count for cell in COMMITTED.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert not [
        output for cell in COMMITTED.cells for output in cell.get("outputs", ()) if output.get("name") == "stderr"
    ]


def test_nothing_of_the_machine_is_in_it() -> None:
    without_pictures = re.sub(r'"image/png": "[^"]*"', "", TEXT)
    assert not re.search(
        r"(?<![\w.])/(?:home|tmp|work|root|usr|Users)\b|[A-Z]:\\\\|\.venv|site-packages", without_pictures
    )
    assert not re.search(r"\d{2}:\d{2}:\d{2}|\d{4}-\d\d-\d\dT", without_pictures)
    assert COMMITTED.metadata == METADATA
    assert [cell.id for cell in COMMITTED.cells] == [f"cell-{number}" for number in range(len(COMMITTED.cells))]
    assert not [cell for cell in COMMITTED.cells if cell.metadata]


def test_cleaning_takes_out_what_tells_of_the_session() -> None:
    notebook = read_notebook()
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.2"}
    notebook.cells[0].metadata["execution"] = {"iopub.execute_input": "2024-01-01T00:00:00Z"}
    assert cleaned(notebook) == COMMITTED
