"""Texts made to hurt, through the whole pipeline: each is extracted or refused, in a time that its length bounds.

The readers alone: `test_load_hostile`. What becomes of releases that hang or grow for good: `test_accidents`.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import spacy
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from releases import LOAN, SIGNING, write_corpus
from sample_files import pdf, tarred, word, zipped

import pipeline
from pipeline import extract, read_tables
from pipeline.batch import Extractor
from pipeline.cli import main
from pipeline.errors import CATALOGUE, catalogue_page
from pipeline.long_words import LONGEST, make_doc
from pipeline.outcome import Refused, Task, quarantine_table
from pipeline.settings import Settings
from pipeline.write import staged_run

PACKAGE = Path(pipeline.__file__).parent
# What makes a reader of language go over a text again and again, repeated to the length asked for.
PATTERNS = {
    "brackets": "([{<",
    "closed brackets": "[]()",
    "no space": "x",
    "no space, points": "A.",
    "hyphens": "Acme-",
    "commas": ",",
    "quotes in quotes": "“‘'\"",
    "said with quotes": "“We,” said ",
    "zero width": "\u200ba",
    "marks on a letter": "e\u0301",
    "emoji": "😀",
    "one word in capitals": "Norway ",
    "one name a line": "Norway\n",
    "dates": "3 May 2024, ",
    "days without a year": "3 May ",
    "relative dates": "the day after the last Monday of next year ",
    "names": "Jane Doe, ",
    "names with bodies": "Dr. Jane Doe of Acme Ltd ",
    "titles": "the President, the Minister of Trade, ",
    "titles in titles": "Deputy Vice President of the Office of the ",
    "bodies": "the University of Oslo, ",
    "bodies in bodies": "the Ministry of Trade of the University of ",
    "acronyms": "World Bank Group (WBG) ",
    "items": "- Jane Doe, President, Acme Ltd\n",
    "agreements": "the agreement, ",
    "agreements between": "signed a memorandum of understanding with Acme Ltd and ",
    "sentences of agreements": "Acme Ltd and Nordvik AS signed the Oslo Agreement. ",
    "sums": "an agreement of the value of $4 million and ",
}
# Characters; enough that patterns which take the square of their length stand out at four times as many.
SHORT = 1_000
SHORT_OF_AGREEMENTS = 2_500


@pytest.fixture(scope="module")
def extractor(tmp_path_factory: pytest.TempPathFactory) -> Extractor:
    found = Extractor(tmp_path_factory.mktemp("hostile"), Settings())
    seconds(found, SIGNING)  # what is loaded at the first use
    return found


def seconds(extractor: Extractor, text: str) -> float:
    """How long the text takes; it may be refused, but not because something broke."""
    path = extractor.corpus / "a.txt"
    path.write_text(text, encoding="utf-8")
    start = time.process_time()
    parts = list(extractor.extract(Task((path,), (None,))))
    taken = time.process_time() - start
    items = [item for part in parts for file in part.files for item in file.items]
    assert [item.row for item in items if isinstance(item, Refused) and item.row["stage"] != "load"] == []
    assert len(items) == 1
    return taken


@pytest.mark.parametrize("name", PATTERNS)
def test_time_grows_with_length_and_not_faster(extractor: Extractor, name: str) -> None:
    pattern = PATTERNS[name]
    short = SHORT_OF_AGREEMENTS if "agreements" in name else SHORT
    lengths = [len(SIGNING) + short * factor for factor in (1, 2, 4)]
    once, twice, four_times = (seconds(extractor, (SIGNING + "\n\n" + pattern * length)[:length]) for length in lengths)
    # Twice what it should take, and some tenths of a second for the machine's moods.
    assert twice < 4 * once + 0.2, (once, twice, four_times)
    assert four_times < 8 * once + 0.4, (once, twice, four_times)


@pytest.mark.parametrize("pattern", ["[", "x", "a-", "(b", "A."])
def test_a_word_without_end_is_read_in_pieces(pattern: str) -> None:
    nlp = spacy.blank("en")
    text = f"It doesn't end:  {pattern * (100_000 // len(pattern))} Or does it?\n\nIt did."
    start = time.process_time()
    doc = make_doc(nlp, text)
    assert time.process_time() - start < 3
    assert doc.text == text
    assert [token.norm_ for token in doc[1:3]] == ["does", "not"]
    short = text.replace(pattern * (100_000 // len(pattern)), "x" * LONGEST)
    assert [token.text for token in make_doc(nlp, short)] == [token.text for token in nlp(short)]


def test_hostile_releases_cost_no_other(tmp_path: Path) -> None:
    """The whole way, as a user goes it: what can be read is, all else stands in quarantine, and every character counts."""
    hostile = {
        "brackets.txt": "[" * 10_000_000,
        "no-space.txt": "x" * 1_000_000,
        "word.txt": SIGNING + "[" * 5_000,
        "markup.txt": SIGNING.replace("Ingrid", "[red]Ingrid[/red]"),
        "formula.txt": SIGNING.replace("Fjellheim and", "=HYPERLINK(1) and", 1),
        "nothing.txt": "\u200b" * 1_000,
    }
    corpus = write_corpus(tmp_path / "corpus", {"good.txt": LOAN, **hostile})
    tables = extract(corpus)
    assert tables.documents["doc_id"].tolist() == ["formula.txt", "good.txt", "markup.txt", "word.txt"]
    assert dict(zip(tables.quarantine["path"], tables.quarantine["error"], strict=True)) == {
        "brackets.txt": "E104",
        "no-space.txt": "E104",
        "nothing.txt": "E101",
    }
    told = tables.manifest["corpus"]
    # A file of more bytes than any text has is not decoded, so that its characters are not known; its bytes are told.
    assert told["characters_given"] == len(LOAN) + sum(map(len, hostile.values())) - len(hostile["brackets.txt"])
    assert told["bytes"] > 11_000_000
    assert told["characters_read"] == sum(map(len, tables.documents["text"]))


ODD_NAMES = [
    b"line\nbreak.txt", b"inv\xff\xfelid.txt", b"[red]colour[bold].txt", b"[link=x]\x1b[31m.txt", b"=cmd|x.txt",
    "zero\u200bwidth\u202e.txt".encode(), "naïve 武.txt".encode(), b"-rf.txt", b"%s{0}.txt",
]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("text", [SIGNING, ""])
def test_names_of_any_bytes(tmp_path: Path, text: str) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ODD_NAMES:
        Path(os.fsdecode(os.fsencode(corpus) + b"/" + name)).write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["extract", str(corpus), "--outputs", str(tmp_path / "out")])
    assert result.exit_code == (0 if text else 3)
    tables = read_tables(tmp_path / "out")
    names = list(tables.documents["doc_id"] if text else tables.quarantine["path"])
    spelt = [name.decode("utf-8", "surrogateescape").encode("utf-8", "backslashreplace").decode() for name in ODD_NAMES]
    assert names == sorted(spelt)
    assert all(line.isprintable() for line in result.output.splitlines())
    if not text:  # markup is shown, not followed
        assert "[red]colour[bold].txt" in result.output
        assert "[link=x]\\x1b[31m.txt" in result.output


CELLS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20) | st.sampled_from(
    ["=1+1", "@x", "\x00", "[red]"]
)


@settings(max_examples=25, deadline=None)
@given(cells=st.lists(st.lists(CELLS, max_size=4), max_size=5))
def test_cells_of_any_text_are_written_as_they_are_however_they_come_in(cells: list[list[str]]) -> None:
    def written(pieces: list[list[str]], folder: str) -> tuple[bytes, list[str]]:
        with staged_run(folder) as run:
            for piece in pieces:
                rows = [
                    {"path": f"{number:02}", "stage": "load", "error": "E101", "message": cell}
                    for number, cell in enumerate(piece, start=run.rows["quarantine"])
                ]
                run.append("quarantine", quarantine_table(rows))
            run.publish({"rows": run.rows})
        path = Path(folder, "quarantine.parquet")
        return path.read_bytes(), pq.read_table(path)["message"].to_pylist()

    flat = [cell for piece in cells for cell in piece]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        assert written(cells, one) == written([flat], other)
        assert written(cells, one)[1] == flat


# Names that would run what they are given, or open a connection. `re.compile` and `ast.literal_eval` are other things.
RUNS_CODE = {"eval", "exec", "compile", "__import__"}
NOT_IMPORTED = re.compile(
    r"(pickle|cPickle|dill|cloudpickle|marshal|shelve|joblib|socket|ssl|urllib\.request|http\.client|requests|httpx|aiohttp"
    r"|ftplib|smtplib|telnetlib|xmlrpc)(\.|$)"
)


@pytest.mark.parametrize(
    "path",
    # To run on a cluster is to speak to it: that engine is for nothing else, and has to be asked for.
    sorted(path for path in PACKAGE.rglob("*.py") if path.name != "engine_ray.py"),
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_no_code_that_runs_input_or_opens_connections(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in RUNS_CODE, node.lineno
        for name in _imported(node):
            assert not NOT_IMPORTED.match(name), (name, node.lineno)
        if isinstance(node, ast.keyword) and node.arg in {"shell", "allow_pickle"}:
            assert isinstance(node.value, ast.Constant), node.value.lineno
            assert node.value.value is False, node.value.lineno


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


# Raises at whatever would leave the machine, unpickle or start a program; Python tells of these, whoever does them.
GUARD = """
import sys
FORBIDDEN = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg",
             "urllib.Request", "pickle.find_class", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}
def guard(event, arguments):
    if event in FORBIDDEN:
        print("FORBIDDEN", event, arguments, flush=True)
        sys.exit("forbidden")
sys.addaudithook(guard)
from pipeline import extract
print(extract(sys.argv[1]).manifest["rows"]["documents"])
"""


def test_a_run_opens_no_connection_and_unpickles_nothing(tmp_path: Path) -> None:
    page = f"<html><head><link rel=stylesheet href=http://127.0.0.1:9/a><base href=http://127.0.0.1:9/></head><body><p>{SIGNING}</p><img src=http://127.0.0.1:9/b></body></html>"
    corpus = write_corpus(tmp_path / "corpus", {"a.txt": SIGNING, "b.html": page, "c.csv": f'text\n"{LOAN}"\n'})
    (corpus / "d.docx").write_bytes(word(*SIGNING.split("\n")))
    (corpus / "e.pdf").write_bytes(pdf(*(line for line in LOAN.encode("ascii", "ignore").decode().split("\n") if line)))
    (corpus / "f.zip").write_bytes(zipped({"a.txt": LOAN}))
    (corpus / "g.tar.gz").write_bytes(tarred({"a.txt": LOAN}))
    (corpus / "h.eml").write_text(f"From: a@b.example\nSubject: A\n\n{LOAN}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", GUARD, corpus],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.split()) == (0, ["8"]), done.stdout + done.stderr


def test_the_catalogue_of_errors_is_whole() -> None:
    """Every code that is raised is in the catalogue, every code of it is raised, and each says what to do."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "errors.py")
    assert set(re.findall(r"""["'](E\d{3})["']""", source)) == set(CATALOGUE)
    for code, failure in CATALOGUE.items():
        assert failure.stage in {"load", "extract", "run", "write"}, code
        assert failure.remedy[0].isupper(), code
        assert failure.remedy.endswith("."), code
        assert not failure.message.endswith("."), code
    page = (PACKAGE.parent / "docs" / "errors.md").read_text(encoding="utf-8")
    assert page == catalogue_page(), "run `make docs`"
