"""What README.md and docs/ say is so: commands exist, examples run, generated stretches are in step."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from releases import SIGNING, write_corpus
from spacy.language import Language

from pipeline import cli, extract
from pipeline.evaluate import gate
from pipeline.model import COMPONENTS
from pipeline.schema import TABLES, data_dictionary
from tools import docs
from tools.corpus import ROOT, CorpusRun

README = docs.README.read_text(encoding="utf-8")
MAKEFILE = docs.MAKEFILE.read_text(encoding="utf-8")
STRETCHES = docs.generated(README)
REFRESH = "README.md has fallen behind: run `make docs`"
# Stretches whose numbers another processor may move by a row or two; all else has to be equal.
MEASURED = {"printed", "figures"}
NUMBER = re.compile(r"\d+(?:[,.]\d+)*")
# Of the commands in README, those that belong to others.
FOREIGN = {"git", "cd", "pip"}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def commands() -> Iterator[list[str]]:
    """Give the words of every command in README: in shell examples, and in the text between backticks."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    prose = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
    lines += re.findall(r"`((?:make|communique|python -m) [^`]+)`", prose)
    for line in lines:
        for command in line.split(" && "):
            yield shlex.split(command)


# ---------------------------------------------------------------- commands


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_commands_exist(words: list[str]) -> None:
    program, *rest = words
    if program == "make":
        targets = [word for word in rest if "=" not in word]
        assert targets
        assert set(targets) <= set(re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE))
        assert {word.partition("=")[0] for word in rest if "=" in word} <= set(
            re.findall(r"^([A-Z]+) \?=", MAKEFILE, flags=re.MULTILINE)
        )
    elif program == "communique":
        _parse(cli.main.commands[rest[0]], rest[1:])
    elif program == "python":
        module = importlib.import_module(rest[1])
        if hasattr(module, "main") and isinstance(module.main, click.Command) and len(rest) > 2:
            _parse(module.main, rest[2:])
    else:
        assert program in FOREIGN


def _parse(command: click.Command, arguments: list[str]) -> None:
    """Let click look at the arguments; it raises where there is no such option, or an argument is missing."""
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    assert {word for word in arguments if word.startswith("--")} <= known
    if not arguments or any(word.isupper() for word in arguments):
        return  # named, not called
    command.make_context(command.name, arguments)


@pytest.mark.parametrize("name", cli.main.commands)
def test_every_command_stands_in_the_table_with_all_its_options(name: str) -> None:
    (row,) = [line for line in STRETCHES["commands"].splitlines() if line.startswith(f"| `communique {name}")]
    for parameter in cli.main.commands[name].params:
        if isinstance(parameter, click.Option):
            assert f"`{parameter.opts[0]}" in row


def test_exit_codes() -> None:
    codes = re.search(r"\| exit code \| meaning \|\n.*?\n\n", README, flags=re.DOTALL)
    assert codes
    for code in (cli.NOTHING_DONE, cli.SOME_QUARANTINED):
        assert f"\n| {code} |" in codes[0]


def test_continuous_integration_runs_what_readme_says() -> None:
    assert "make check test\n" in blocks("sh")
    assert "make check test\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


# ---------------------------------------------------------------- examples


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a small corpus and its tables, for examples to run in."""
    folder = tmp_path_factory.mktemp("workplace")
    extract(write_corpus(folder / "corpus", {"signing.txt": SIGNING}), folder / "outputs")
    return folder


@pytest.mark.parametrize("code", blocks("python"), ids=lambda code: code.strip().splitlines()[-1])
def test_python_examples_run(code: str, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    *_, last = ast.parse(code).body
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    if isinstance(last, ast.Expr) and "print" not in ast.unparse(last):
        assert len(eval(ast.unparse(last), names)) > 0


@pytest.mark.filterwarnings("ignore:.*W095")  # the default model was made with spaCy 3.7
@pytest.mark.parametrize("code", blocks("pycon"))
def test_sessions_give_what_they_show(code: str, nlp: Language) -> None:
    assert nlp.has_pipe("press_agreements")  # with it, the factories are known where the package is not installed
    test = doctest.DocTestParser().get_doctest(code, {}, "README.md", "README.md", 0)
    said: list[str] = []
    doctest.DocTestRunner().run(test, out=said.append)
    assert not said, "".join(said)


# ---------------------------------------------------------------- generated stretches


@pytest.fixture(scope="module")
def fresh(corpus_run: CorpusRun) -> dict[str, str]:
    return docs.sections(corpus_run)


def test_readme_has_all_stretches_and_no_other(fresh: dict[str, str]) -> None:
    assert set(STRETCHES) == set(fresh)


@pytest.mark.parametrize("name", STRETCHES)
def test_generated_stretches_are_in_step(name: str, fresh: dict[str, str]) -> None:
    stands, given = STRETCHES[name], fresh[name]
    if name not in MEASURED:
        assert stands == given, REFRESH
        return
    assert _without_numbers(stands) == _without_numbers(given), REFRESH
    for was, now in zip(_numbers(stands), _numbers(given), strict=True):
        assert was == pytest.approx(now, rel=0.02, abs=0.02), REFRESH


def _without_numbers(text: str) -> str:
    return re.sub(" +", " ", NUMBER.sub("0", text))


def _numbers(text: str) -> list[float]:
    return [float(number.replace(",", "")) for number in NUMBER.findall(text)]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_section_with_two_rows(name: str) -> None:
    section = re.search(
        rf"^### {name}\n\n(.+?)\n\n(.+?)(?=\n\n|\Z)", STRETCHES["tables"], flags=re.MULTILINE | re.DOTALL
    )
    assert section
    assert TABLES[name].row in section[1]
    heads, _, *rows = section[2].splitlines()
    assert len(rows) == docs.SAMPLED
    assert set(heads.strip("| ").split(" | ")) <= set(TABLES[name].names)
    assert len({row.replace("\\|", "").count("|") for row in (heads, *rows)}) == 1


def test_the_data_dictionary_is_in_step() -> None:
    assert docs.DICTIONARY.read_text(encoding="utf-8") == data_dictionary(), "run `make docs`"


def test_refreshing_replaces_stretches_and_nothing_else() -> None:
    page = "a\n<!-- generated: x -->\nold\n<!-- end -->\nb\n<!-- generated: y -->\n<!-- end -->\n"
    after = docs.refreshed(page, {"x": "new", "y": r"\1"})
    assert docs.generated(after) == {"x": "new", "y": r"\1"}
    assert docs.refreshed(after, {"x": "new", "y": r"\1"}) == after
    assert after.startswith("a\n")
    assert "\nb\n" in after


# ---------------------------------------------------------------- the rest of the page


def test_links_and_paths_lead_somewhere() -> None:
    text = README + docs.DICTIONARY.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", text)
    paths = re.findall(r"(?<![\w/.])((?:pipeline|tests|docs|tools|\.ci)/[\w./]*)", README)
    assert links
    assert paths
    missing = [path for path in {*links, *paths} if not (ROOT / path).exists()]
    assert not missing
    assert not re.search(r"(?<![\w.])/(?:home|tmp|work|root|usr|Users)/", text)


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_is_named(component: str) -> None:
    assert f"\n| `{component}` | " in README


@pytest.mark.parametrize("gold", [gold for gold in gate.gold_sets() if gold.name != "own"], ids=lambda gold: gold.name)
def test_sizes_of_the_gold_sets(gold: gate.GoldSet) -> None:
    said = re.search(rf"`{gold.name}`,\s+(\d+)\s", README)
    assert said
    if gold.present:
        assert int(said[1]) == len(list(gold.folder.glob("*.json")))
