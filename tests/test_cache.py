"""A run does what no run before it has done, and gives the bytes of a run from nothing."""

import json
import logging
import random
import shutil
import sqlite3
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from releases import APPOINTMENT, LOAN, RELEASES, SIGNING, write_corpus

from pipeline import read_tables
from pipeline.cache import keys
from pipeline.cache.kept import Kept
from pipeline.cache.store import FILE
from pipeline.outcome import Part
from pipeline.run import Progress, write_tables
from pipeline.schema import TABLES
from pipeline.settings import Settings

TINY = Settings(model="tiny_model", batch_size=4)
ROOT = Path(__file__).parent.parent


class Bench:
    """A corpus, its outputs, and runs over it that say how many texts the model was asked about."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.corpus = folder / "corpus"
        self.outputs = folder / "out"
        self._nothing = folder / "nothing"
        self._asked = folder / "asked"
        self._patch = monkeypatch

    @property
    def store(self) -> Path:
        return self.outputs / ".cache" / FILE

    def write(self, **releases: str | bytes) -> None:
        write_corpus(self.corpus, {name.replace("__", "."): text for name, text in releases.items()})

    def run(self, *, isolated: bool = False, **given: Any) -> int:
        self._asked.unlink(missing_ok=True)
        self._patch.setenv("COUNT_TEXTS", str(self._asked))
        write_tables(self.corpus, self.outputs, TINY.with_(**given), isolated=isolated)
        self._patch.delenv("COUNT_TEXTS")
        return len(self._asked.read_text().splitlines()) if self._asked.exists() else 0

    def check(self, **given: Any) -> None:
        """Compare tables and manifest with those of a run from nothing."""
        shutil.rmtree(self._nothing, ignore_errors=True)
        write_tables(self.corpus, self._nothing, TINY.with_(cache=False, **given))
        assert not (self._nothing / ".cache").exists()
        for name in TABLES:
            assert (self.outputs / f"{name}.parquet").read_bytes() == (self._nothing / f"{name}.parquet").read_bytes()
        found, expected = (json.loads((o / "manifest.json").read_text()) for o in (self.outputs, self._nothing))
        assert found.pop("run").keys() == expected.pop("run").keys()
        assert found == expected

    def entries(self) -> int:
        with sqlite3.connect(self.store) as store:
            return int(store.execute("SELECT count(*) FROM entries").fetchone()[0])


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    bench = Bench(tmp_path, monkeypatch)
    write_corpus(bench.corpus, {**RELEASES, "empty.txt": ""})
    return bench


def test_what_has_not_changed_is_not_read_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bench.run() == 3
    monkeypatch.setattr("pipeline.pool.Here", None)  # nor is the model loaded
    assert bench.run() == 0
    assert read_tables(bench.outputs).manifest["run"]["files_from_cache"] == 4
    monkeypatch.undo()
    bench.check()


def test_what_is_new_costs_itself_alone_and_what_is_gone_goes(bench: Bench) -> None:
    bench.run()
    bench.write(new__txt=f"{LOAN}More of it.\n")
    (bench.corpus / "appointment.txt").unlink()
    assert bench.run() == 1
    assert set(read_tables(bench.outputs).people["doc_id"]) <= {"b/signing.txt", "loan.txt", "new.txt"}
    bench.check()


def test_a_text_under_another_name_is_no_work_for_the_model(bench: Bench) -> None:
    bench.run()
    (bench.corpus / "loan.txt").rename(bench.corpus / "other.txt")
    assert bench.run() == 0
    bench.check()


def test_a_changed_rule_is_no_work_for_the_model(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.run()
    before = bench.entries()
    digest = keys.code_digest
    monkeypatch.setattr(keys, "code_digest", lambda out: digest(out) + (b"rule" if out == keys.NO_ROWS else b""))
    assert bench.run() == 0
    assert read_tables(bench.outputs).manifest["run"]["files_from_cache"] == 0
    assert bench.entries() == before  # those of the old rule are gone
    bench.check()


@pytest.mark.parametrize(
    ("given", "asked", "cached"),
    [
        ({"day_first": True}, 0, 0),
        ({"max_chars": 10_000}, 0, 0),
        ({"batch_size": 1}, 0, 4),
        ({"max_seconds": 90}, 0, 4),
    ],
)
def test_settings_count_where_they_matter(bench: Bench, given: dict[str, Any], asked: int, cached: int) -> None:
    bench.run()
    assert bench.run(**given) == asked
    assert read_tables(bench.outputs).manifest["run"]["files_from_cache"] == cached
    bench.check(**given)


def test_another_model_is_asked_about_everything(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.run()
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "other_model.py").write_text("from tiny_model import load\n")
    monkeypatch.syspath_prepend(tmp_path / "modules")
    assert bench.run(model="other_model") == 3


def records(*texts: str) -> str:
    return "".join(json.dumps({"id": f"r{i}", "text": text}) + "\n" for i, text in enumerate(texts))


@pytest.mark.parametrize("isolated", [False, True])
def test_of_a_file_of_many_only_changed_releases_are_read(bench: Bench, *, isolated: bool) -> None:
    texts = [f"{SIGNING}Number {i}.\n" for i in range(20)]
    bench.write(many__jsonl=records(*texts))
    assert bench.run(isolated=isolated) == 23
    texts[7] = APPOINTMENT + "Changed.\n"
    bench.write(many__jsonl=records(*texts))
    assert bench.run(isolated=isolated) == 1
    bench.check()


def test_random_edits(bench: Bench) -> None:
    draw = random.Random(5)
    texts = [SIGNING, APPOINTMENT, LOAN, "", "\x7fELF\x00", "Only a line."]
    for round_ in range(6):
        for _ in range(draw.randint(1, 4)):
            name = f"{draw.choice(['', 'a/', 'z/'])}{draw.randint(0, 9)}.{draw.choice(['txt', 'md'])}"
            path = bench.corpus / name
            if path.exists() and draw.random() < 0.4:
                path.unlink()
            else:
                write_corpus(bench.corpus, {name: f"{draw.choice(texts)}{draw.choice(['', f'Round {round_}.'])}"})
        bench.run(batch_size=draw.randint(1, 5))
        bench.check(batch_size=json.loads((bench.outputs / "manifest.json").read_text())["settings"]["batch_size"])


def test_a_run_that_was_stopped_is_gone_on_with(bench: Bench) -> None:
    for i in range(20):
        bench.write(**{f"n{i:02}__txt": f"{LOAN}Number {i}.\n"})

    def stop(progress: Progress) -> None:
        if progress.done >= 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_tables(bench.corpus, bench.outputs, TINY, stop)
    assert not (bench.outputs / "manifest.json").exists()
    # 23 releases, 4 a batch: three batches are done when the tenth file is.
    assert bench.run() == 23 - 11
    bench.check()


def test_a_run_that_was_stopped_within_a_file_is_gone_on_with(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.write(many__jsonl=records(*(f"{SIGNING}Number {i}.\n" for i in range(20))))
    keep, kept = Kept.keep, []

    def stop(self: Kept, part: Part) -> None:
        kept.append(part)
        if len(kept) == 4:
            raise KeyboardInterrupt
        keep(self, part)

    monkeypatch.setattr(Kept, "keep", stop)
    with pytest.raises(KeyboardInterrupt):
        bench.run()
    monkeypatch.setattr(Kept, "keep", keep)
    # One part for the other files, two of four releases for this one.
    assert bench.run() == 20 - 8
    bench.check()


def test_entries_that_the_latest_run_did_not_use_are_removed(bench: Bench) -> None:
    bench.run()
    entries = bench.entries()
    for i in range(3):
        bench.write(loan__txt=f"{LOAN}Version {i}.\n")
        bench.run()
    assert bench.entries() == entries


def test_no_cache(bench: Bench) -> None:
    assert [bench.run(cache=False) for _ in range(2)] == [3, 3]
    assert not bench.store.exists()


def test_a_cache_elsewhere(bench: Bench, tmp_path: Path) -> None:
    bench.run(cache_folder=str(tmp_path / "elsewhere"))
    shutil.rmtree(bench.outputs)
    other = write_corpus(tmp_path / "other", {"a.txt": SIGNING})
    write_tables(other, tmp_path / "out2", TINY.with_(cache_folder=str(tmp_path / "elsewhere")))
    assert bench.run(cache_folder=str(tmp_path / "elsewhere")) == 0
    assert not bench.store.exists()


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    path.write_text("no database\n" * 1000)


def swap_values(path: Path) -> None:
    with sqlite3.connect(path) as store:
        rows = store.execute("SELECT key, value FROM entries ORDER BY key").fetchall()
        for (key, _), (_, value) in zip(rows, rows[1:] + rows[:1], strict=True):
            store.execute("UPDATE entries SET value = ? WHERE key = ?", (value, key))


def set_texts(path: Path) -> None:
    with sqlite3.connect(path) as store:
        store.execute("UPDATE entries SET value = 'text'")


def drop_table(path: Path) -> None:
    with sqlite3.connect(path) as store:
        store.execute("DROP TABLE entries")


def raise_version(path: Path) -> None:
    with sqlite3.connect(path) as store:
        store.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    "damage", [truncate, empty, overwrite, swap_values, set_texts, drop_table, raise_version], ids=lambda f: f.__name__
)
def test_a_damaged_cache_costs_time_alone(bench: Bench, damage: Any, caplog: pytest.LogCaptureFixture) -> None:
    bench.run()
    damage(bench.store)
    with caplog.at_level(logging.WARNING, "communique"):
        assert bench.run() in {0, 3}
    if damage not in {empty, drop_table, raise_version}:
        assert len(caplog.messages) == 1, caplog.messages
        assert "damaged" in caplog.messages[0]
    bench.check()
    assert bench.run() == 0
    bench.check()


def test_bits_that_flip_anywhere_in_the_cache(bench: Bench) -> None:
    draw = random.Random(7)
    bench.run()
    for _ in range(12):
        data = bytearray(bench.store.read_bytes())
        for _ in range(draw.choice([1, 3, 30])):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        bench.store.write_bytes(data)
        bench.run()
        assert read_tables(bench.outputs).manifest["rows"]["documents"] == 3
    bench.check()


def test_a_cache_that_cannot_be_written_is_done_without(
    bench: Bench, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    with caplog.at_level(logging.WARNING, "communique"):
        assert bench.run(cache_folder=str(tmp_path / "file" / "cache")) == 3
    assert "The run goes on" in caplog.text
    bench.check()


def test_a_file_that_changes_while_it_is_read_is_read_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import batch  # noqa: PLC0415

    def changing(path: Path, *given: Any) -> Any:
        yield from releases_in(path, *given)
        if path.name == "loan.txt":
            path.write_text(APPOINTMENT + "Changed.\n")

    releases_in = batch.releases_in
    monkeypatch.setattr(batch, "releases_in", changing)
    bench.run()
    monkeypatch.setattr(batch, "releases_in", releases_in)
    assert bench.run() == 1
    bench.check()


def test_every_package_that_has_a_say_in_the_rows_counts() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {Requirement(line).name for line in project["dependencies"]}
    assert asked - set(keys.LIBRARIES) == {"pandas", "click", "rich", "fsspec"}


def test_keys_tell_parts_apart() -> None:
    some = keys.Keys(b"a", b"r", b"n")
    assert some.of_file("ab", "c") != some.of_file("a", "bc")
    assert some.of_annotations("text", b"\1") != some.of_annotations("text\1", b"")


def test_code_counts_by_name_and_content(tmp_path: Path) -> None:
    (tmp_path / "find").mkdir()
    (tmp_path / "find" / "rule.py").write_text("RULE = 1")
    (tmp_path / "cli.py").write_text("")
    first = keys.code_digest({"cli.py"}, tmp_path)
    (tmp_path / "cli.py").write_text("changed")
    assert keys.code_digest({"cli.py"}, tmp_path) == first
    (tmp_path / "find" / "rule.py").write_text("RULE = 2")
    assert keys.code_digest({"cli.py"}, tmp_path) != first
    assert keys.code_digest({"cli.py", "find"}, tmp_path) == keys.code_digest({"cli.py"}, tmp_path / "nowhere")
