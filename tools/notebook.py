"""Running the notebook, so that it stands in the repository with its outputs and nothing of the machine it ran on."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from tools.corpus import ROOT

NOTEBOOK = ROOT / "notebooks" / "first-look.ipynb"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def read_notebook(path: Path = NOTEBOOK) -> NotebookNode:
    """Read a notebook, the project's own unless another is given."""
    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # it has no types
    return notebook


def run_notebook(outputs: Path) -> NotebookNode:
    """Run the notebook over the tables in `outputs`; raises CellExecutionError where a cell fails.

    It runs in a folder of its own that looks like the project: `notebooks`, and `outputs` beside it.
    """
    notebook = read_notebook()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "notebooks"
        place.mkdir()
        (Path(folder) / "outputs").symlink_to(outputs.resolve())
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
            # Pictures go into the notebook, whatever is set outside.
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            # The history of IPython and its settings stay out of it.
            "IPYTHONDIR": str(Path(folder) / "ipython"),
        }
        client = NotebookClient(
            notebook,
            timeout=120,
            kernel_name="python3",
            record_timing=False,
            resources={"metadata": {"path": str(place)}},
            extra_arguments=["--log-level=ERROR"],  # it would warn that it is not encrypted, on the way to itself
        )
        client.execute(env=environment)
    return cleaned(notebook)


def cleaned(notebook: NotebookNode) -> NotebookNode:
    """Take out what tells of the machine and the session; cells are named by their number."""
    notebook.metadata = nbformat.from_dict(METADATA)  # type: ignore[no-untyped-call]
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
        cell.metadata = NotebookNode()  # type: ignore[no-untyped-call]
        for output in cell.get("outputs", ()):
            if "metadata" in output:
                output.metadata = NotebookNode()  # type: ignore[no-untyped-call]
    return notebook


def write_notebook(notebook: NotebookNode, path: Path = NOTEBOOK) -> None:
    """Write a notebook, the project's own unless another is given."""
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
