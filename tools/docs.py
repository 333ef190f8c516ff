"""`python -m tools.docs`: refresh what README.md, docs/ and the notebook take from the code, the corpus and the gold.

README.md is written by hand but for the stretches between `<!-- generated: NAME -->` and `<!-- end -->`, one for each
of `sections`. docs/tables.md is the data dictionary, docs/errors.md the catalogue of errors. The notebook is run anew. The tests compare all with what
this module gives.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import pandas as pd

from pipeline.cli import main as communique
from pipeline.errors import ReleaseError, catalogue_page
from pipeline.evaluate import Evaluation, evaluate_gold
from pipeline.evaluate.__main__ import main as evaluate
from pipeline.evaluate.causes import main as causes
from pipeline.evaluate.crossval import main as crossval
from pipeline.evaluate.gate import GATED, FloorsFile
from pipeline.evaluate.gate import main as gate
from pipeline.evaluate.intervals import main as intervals
from pipeline.evaluate.rules import main as rules
from pipeline.load import read_release
from pipeline.outcome import quarantined
from pipeline.schema import TABLES, data_dictionary
from pipeline.settings import Settings
from pipeline.tables import Tables
from tools.corpus import ROOT, CorpusRun, run_corpus
from tools.notebook import NOTEBOOK, run_notebook, write_notebook

README = ROOT / "README.md"
DICTIONARY = ROOT / "docs" / "tables.md"
ERRORS = ROOT / "docs" / "errors.md"
MAKEFILE = ROOT / "Makefile"
GOLD = ROOT / "tests" / "gold"

# The release whose rows stand in README; where it has too few rows of a table, others follow.
SAMPLE = "haneul-kuusivirta-joint-venture.txt"
SAMPLED = 2
# What README shows of each table; all columns are in docs/tables.md.
COLUMNS = {
    "documents": "doc_id title published published_basis dateline_place sentences",
    "people": "person_id name aliases family_name part mentions",
    "organisations": "organisation_id name aliases kind parent mentions",
    "titles": "person_id person title organisation tenure evidence rule confidence",
    "dates": "text type value start_date end_date granularity anchor",
    "agreements": "agreement_id name kind status date parties signatories amount currency",
    "agreement_parties": "agreement_id party_id party party_type role on_behalf_of",
    "mentions": "start_char end_char text label entity_id rule",
    "quarantine": "path stage error message",
}
IDS = {"person_id", "organisation_id", "agreement_id", "party_id", "entity_id"}
# Two files that are no releases, since the corpus has none that fails.
REFUSED = {"empty.txt": b"", "scan.txt": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x00\x01\xff\xfe\x00"}
WIDEST = 90  # characters of a cell

COMMANDS: dict[str, click.Command] = {
    **{f"communique {name}": command for name, command in communique.commands.items()},
    "python -m pipeline.evaluate": evaluate,
    "python -m pipeline.evaluate.gate": gate,
    "python -m pipeline.evaluate.rules": rules,
    "python -m pipeline.evaluate.causes": causes,
    "python -m pipeline.evaluate.intervals": intervals,
    "python -m pipeline.evaluate.crossval": crossval,
}
_STRETCH = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->\n)", re.DOTALL)


def sections(run: CorpusRun) -> dict[str, str]:
    """Give the generated stretches of README by name; `run` is one over the corpus."""
    return {
        "printed": printed(run),
        "tables": tables(run.tables),
        "settings": settings(),
        "figures": figures(evaluate_gold(GOLD, run.outputs)),
        "floors": floors(FloorsFile.read()),
        "targets": targets(),
        "commands": commands(),
    }


def refreshed(page: str, stretches: Mapping[str, str]) -> str:
    """Give the page with its generated stretches replaced; raises KeyError for one that is not in `stretches`."""
    return _STRETCH.sub(lambda found: f"{found[1]}\n{stretches[found[2]]}\n\n{found[3]}", page)


def generated(page: str) -> dict[str, str]:
    """Give the generated stretches of a page as they stand, by name."""
    return {
        found[2]: found[0].removeprefix(found[1]).removesuffix(found[3]).strip() for found in _STRETCH.finditer(page)
    }


def printed(run: CorpusRun) -> str:
    """Give what `make extract` prints when it has to make the environment first."""
    rules_of_make = MAKEFILE.read_text(encoding="utf-8").split("\n\n")
    first = [
        said.replace("$(VENV)", ".venv")
        for rule in rules_of_make
        if rule.startswith(("$(VENV)/bin/python:", "$(INSTALLED):"))
        for said in re.findall(r"^\t@echo '(.*)'$", rule, flags=re.MULTILINE)
    ]
    return "\n".join(["```text", *first, *run.printed, "```"])


def tables(found: Tables) -> str:
    """Give a section for each table: what a row stands for, and two rows."""
    parts = []
    shown: set[str] = set()
    for name, table in TABLES.items():
        columns = COLUMNS[name].split()
        rows = sample(refusals() if name == "quarantine" else found[name], columns, shown)
        parts += [f"### {name}", f"One row for {table.row}.{_whence(name, rows)}", _frame(rows[columns])]
        shown.update(str(value) for column in IDS.intersection(columns) for value in rows[column].dropna())
    return "\n\n".join(parts)


def sample(frame: pd.DataFrame, columns: list[str], shown: set[str]) -> pd.DataFrame:
    """Pick two rows, in the order of the table.

    Rows of the sample release come before others, then those about something already `shown` (its id), then those
    that leave fewer cells empty, then those earlier in the table.
    """
    order = pd.DataFrame(index=frame.index)
    order["other"] = frame["doc_id"] != SAMPLE if "doc_id" in frame else False
    order["unseen"] = ~frame[[column for column in columns if column in IDS]].isin(shown).any(axis=1)
    order["empty"] = frame[columns].map(lambda value: not _cell(value)).sum(axis=1)
    best = order.sort_values(["other", "unseen", "empty"], kind="stable").index[:SAMPLED]
    return frame.loc[sorted(best)]


def refusals() -> pd.DataFrame:
    """Give the rows of `quarantine` for files that are no releases."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, content in REFUSED.items():
            path = Path(folder) / name
            path.write_bytes(content)
            try:
                read_release(path, Path(folder))
            except ReleaseError as error:
                rows.append(quarantined(name, error))
    return pd.DataFrame(rows)


def figures(evaluation: Evaluation) -> str:
    """Give the table of what `make evaluate` finds."""
    rows = [
        (name, f"{tally.precision:.2f}", f"{tally.recall:.2f}", f"{tally.f1:.2f}", tally.gold)
        for name, tally in evaluation.tallies.items()
    ]
    rows += [
        (f"{name} (share right)", "", "", f"{rate.accuracy:.2f}", rate.total) for name, rate in evaluation.rates.items()
    ]
    return _table(("what", "precision", "recall", "F1", "in the gold"), rows, right=4)


def floors(file: FloorsFile) -> str:
    """Give the table of floors, a row for each gold set."""
    rows = [
        (name, *(f"{given.floors[kind]:.3f}" if kind in given.floors else "–" for kind in GATED))
        for name, given in file.sets.items()
    ]
    return _table(("gold set", *GATED), rows, right=len(GATED))


def targets() -> str:
    """Give the table of the targets of the Makefile, from their comments."""
    found = re.findall(r"^([a-z]+):.*## (.*)$", MAKEFILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return _table(("target", "what it does"), [(f"`make {name}`", said) for name, said in found])


def commands() -> str:
    """Give the table of the commands, from what they say of themselves."""
    rows = []
    for name, command in COMMANDS.items():
        arguments = [p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)]
        options = ", ".join(f"`{_spelt(p)}`" for p in command.params if isinstance(p, click.Option))
        rows.append((f"`{' '.join([name, *arguments])}`", _first_sentence(command.help or ""), options))
    return _table(("command", "what it does", "options"), rows)


def settings() -> str:
    """Give the table of settings: default, option of `communique extract`, meaning as the docstring has it."""
    said = re.findall(r"^    (\w+(?:, \w+)*): (.*(?:\n {8}.*)*)$", Settings.__doc__ or "", flags=re.MULTILINE)
    meanings = {name: " ".join(meaning.split()) for names, meaning in said for name in names.split(", ")}
    options = {p.name: _spelt(p) for p in communique.commands["extract"].params if isinstance(p, click.Option)}
    rows = [
        (f"`{f.name}`", _toml(f.default), f"`{options[f.name]}`" if f.name in options else "", meanings[f.name])
        for f in fields(Settings)
    ]
    return _table(("setting", "default", "option", "meaning"), rows)


def _toml(value: Any) -> str:
    if value is None:
        return "none"
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"


def _spelt(option: click.Parameter) -> str:
    return "/".join([*option.opts, *option.secondary_opts])


def _first_sentence(text: str) -> str:
    paragraph = " ".join(text.split("\n\n", maxsplit=1)[0].split())
    return re.split(r"(?<=\.) ", paragraph)[0]


def _whence(name: str, rows: pd.DataFrame) -> str:
    """Say which release the rows are of, where they do not say so themselves."""
    if name in {"documents", "quarantine"}:
        return ""
    return f" Two, of {' and '.join(f'`{doc_id}`' for doc_id in rows['doc_id'].unique())}:"


def _frame(rows: pd.DataFrame) -> str:
    return _table(tuple(rows.columns), [tuple(_cell(value) for value in row) for row in rows.itertuples(index=False)])


def _table(heads: tuple[str, ...], rows: Iterable[tuple[Any, ...]], right: int = 0) -> str:
    """Give a Markdown table whose last `right` columns are set to the right."""
    rule = ["---"] * (len(heads) - right) + ["--:"] * right
    lines = [heads, rule, *rows]
    return "\n".join(f"| {' | '.join(_escaped(cell) for cell in line)} |" for line in lines)


def _escaped(cell: Any) -> str:
    return str(cell).replace("|", "\\|").replace("<", "&lt;")


def _cell(value: Any) -> str:
    """Spell a value for a reader: nothing for a null, days without their hours, long texts cut at a word."""
    if isinstance(value, list):
        text = "; ".join(map(str, value))
    elif pd.isna(value):
        return ""
    elif isinstance(value, pd.Timestamp):
        text = value.date().isoformat()
    elif isinstance(value, float):
        text = f"{value:.15g}"
    else:
        text = " ".join(str(value).split())
    return text if len(text) <= WIDEST else text[:WIDEST].rsplit(" ", 1)[0] + " …"


def main() -> None:
    """Refresh the files."""
    with tempfile.TemporaryDirectory() as folder:
        run = run_corpus(Path(folder) / "outputs")
        README.write_text(refreshed(README.read_text(encoding="utf-8"), sections(run)), encoding="utf-8")
        DICTIONARY.write_text(data_dictionary(), encoding="utf-8")
        ERRORS.write_text(catalogue_page(), encoding="utf-8")
        write_notebook(run_notebook(run.outputs))
    click.echo("refreshed " + ", ".join(str(path.relative_to(ROOT)) for path in (README, DICTIONARY, ERRORS, NOTEBOOK)))


if __name__ == "__main__":
    main()
