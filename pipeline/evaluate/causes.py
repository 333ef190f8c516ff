"""`python -m pipeline.evaluate.causes GOLD…`: what the errors on annotated releases consist of, by kind and count.

A figure tells how many rows are missed and wrong, not what to mend. Here a missed row and a wrong one that are two sides of one error
are counted once: a title whose body is another, a name that is cut otherwise. What is left over is missed or too many. The
kinds of a table are tried in their order, and a row counts for the first that fits. Run before and after a change, on
releases that it was not made on, the two tables say what the change did.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Generic

import click

from pipeline.errors import RunError
from pipeline.evaluate.answers import read_answers
from pipeline.evaluate.evaluation import extract_releases
from pipeline.evaluate.gold import (
    Agreement,
    Annotations,
    Date,
    Organisation,
    Person,
    Row,
    Title,
    find_texts,
    read_gold,
)
from pipeline.evaluate.names import fold, fold_entity, overlap
from pipeline.evaluate.scorer import GoldNames, Matching, R, match_agreements, match_entities, match_rows

TABLES = ("people", "organisations", "parents", "titles", "agreements")


@dataclass(frozen=True, slots=True)
class Error:
    """One error: the table it is in, its kind, and the two sides of it, as told (None where a side has nothing)."""

    table: str
    kind: str
    gold: str | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class _Kinds(Generic[R]):
    """The kinds of errors of one table, each list in the order in which they are tried."""

    paired: Sequence[tuple[str, Callable[[R, R], bool]]]
    """A missed row and a wrong one, called with gold and answer."""
    missed: Sequence[tuple[str, Callable[[R], bool]]]
    wrong: Sequence[tuple[str, Callable[[R], bool]]]


def errors_of(gold: Annotations, answer: Annotations) -> list[Error]:
    """Give the errors of one release, by table in the order of `TABLES`."""
    names = GoldNames(gold)
    told, wanted = _Called(answer), _Called(gold)
    return [
        *_told(
            "people",
            _entities(wanted.people, told.people, wanted.bodies, told.bodies, "an organisation"),
            match_entities(gold.people, answer.people),
        ),
        *_told(
            "organisations",
            _entities(wanted.bodies, told.bodies, wanted.people, told.people, "a person"),
            match_entities(gold.organisations, answer.organisations),
        ),
        *_parents(gold, answer, names),
        *_told("titles", _titles(gold, answer, names), match_rows(gold.titles, answer.titles, names.same_title)),
        *_told("agreements", _agreements(names), match_agreements(gold.agreements, answer.agreements, names.parties)),
    ]


def _entities(
    wanted: AbstractSet[str], told: AbstractSet[str], others: AbstractSet[str], others_told: AbstractSet[str], one: str
) -> _Kinds[Person | Organisation]:
    """Kinds for people or organisations, by the names of these and of the others, in the gold and as told."""
    return _Kinds(
        paired=[("name cut otherwise", lambda g, a: overlap(g.name, a.name) == 1)],
        missed=[
            (f"told as {one}", lambda g: not others_told.isdisjoint(_called([g]))),
            ("told under another's name", lambda g: not told.isdisjoint(_called([g]))),
            ("missed", _any),
        ],
        wrong=[
            ("told twice", lambda a: fold_entity(a.name) in wanted),
            (f"is {one}", lambda a: fold_entity(a.name) in others),
            ("too many", _any),
        ],
    )


def _titles(gold: Annotations, answer: Annotations, names: GoldNames) -> _Kinds[Title]:
    told, same = _Called(answer), names.same_title_of_person
    called = [_called([person]) for person in gold.people]

    def unfound(title: Title) -> bool:
        return not any(fold_entity(title.person) in mine and not mine.isdisjoint(told.people) for mine in called)

    def listed(title: Title) -> list[Organisation]:
        return [o for o in gold.organisations if names.body(o.name) == names.body(title.organisation)]

    def known(title: Title) -> bool:
        return not told.bodies.isdisjoint(_called(listed(title)))

    return _Kinds(
        paired=[
            ("organisation told where there is none", lambda g, a: same(g, a) and g.organisation is None),
            ("state or place not told", lambda g, a: same(g, a) and not a.organisation and not listed(g)),
            ("organisation not told, though found", lambda g, a: same(g, a) and not a.organisation and known(g)),
            ("organisation not told nor found", lambda g, a: same(g, a) and not a.organisation),
            ("another than the state or place", lambda g, a: same(g, a) and not listed(g)),
            ("another organisation, though found", lambda g, a: same(g, a) and known(g)),
            ("another organisation, not found", same),
            ("title cut otherwise", lambda g, a: names.same_person(g, a) and overlap(g.title, a.title) > 0),
            ("another person", lambda g, a: fold(g.title) == fold(a.title)),
        ],
        missed=[("person not found", unfound), ("missed", _any)],
        wrong=[("too many", _any)],
    )


def _agreements(names: GoldNames) -> _Kinds[Agreement]:
    def named(g: Agreement, a: Agreement) -> bool:
        return overlap(g.name, a.name) > 0

    def agreed(g: Agreement, a: Agreement) -> bool:
        wanted, given = names.parties(g.parties), names.parties(a.parties)
        return len(wanted & given) * 2 >= len(wanted | given)

    return _Kinds(
        paired=[
            ("another kind", lambda g, a: named(g, a) and agreed(g, a)),
            ("no parties told", lambda g, a: named(g, a) and not a.parties),
            ("other parties", lambda g, a: named(g, a) and g.kind == a.kind),
            ("another name", lambda g, a: g.kind == a.kind and agreed(g, a)),
            ("other parties, another kind", named),
        ],
        missed=[("missed", _any)],
        wrong=[("too many", _any)],
    )


def _parents(gold: Annotations, answer: Annotations, names: GoldNames) -> Iterator[Error]:
    """Pairs of body and parent are compared, not rows."""
    bodies = _Called(answer).bodies
    wanted, given = names.parents(gold.organisations), names.parents(answer.organisations)
    parent_of = dict(sorted(given, key=str))
    called = {names.body(o.name): _called([o]) for o in gold.organisations}
    for body, parent in sorted(wanted - given, key=str):
        found = not bodies.isdisjoint(called[body])
        kind = "another parent" if body in parent_of else "parent not told" if found else "body not found"
        yield Error("parents", kind, _pair(gold, body, parent), _pair(gold, body, parent_of.get(body)))
    told = {body for body, _ in wanted}
    for body, parent in sorted(given - wanted, key=str):
        if body not in told:
            yield Error("parents", "too many", None, _pair(gold, body, parent))


def _pair(gold: Annotations, body: int | str, parent: int | str | None) -> str | None:
    """Tell a body and its parent, by key: a place in the gold list or a name."""
    if parent is None:
        return None
    return " < ".join(gold.organisations[key].name if isinstance(key, int) else key for key in (body, parent))


def _told(table: str, kinds: _Kinds[R], matching: Matching[R]) -> Iterator[Error]:
    """Pair what is missed with what is wrong, kind by kind; then what is left of both."""
    gold, answers = list(matching.missed), list(matching.wrong)
    for kind, same in kinds.paired:
        for row in list(gold):
            other = next((a for a in answers if same(row, a)), None)
            if other is not None:
                gold.remove(row)
                answers.remove(other)
                yield Error(table, kind, _line(row), _line(other))
    for row in gold:
        yield Error(table, next(kind for kind, fits in kinds.missed if fits(row)), _line(row), None)
    for row in answers:
        yield Error(table, next(kind for kind, fits in kinds.wrong if fits(row)), None, _line(row))


def _line(row: Row) -> str:
    match row:
        case Title():
            return f"{row.person}, {row.title}, {row.organisation or '–'}"
        case Agreement():
            return f"{row.name} ({row.kind}: {', '.join(row.parties) or '–'})"
        case Date():
            return row.text
        case Person() | Organisation():
            return row.name


class _Called:
    """All names of a release's people and bodies, folded."""

    def __init__(self, rows: Annotations) -> None:
        self.people = _called(rows.people)
        self.bodies = _called(rows.organisations)


def _called(entities: Iterable[Person | Organisation]) -> set[str]:
    """All names of entities, folded."""
    return {fold_entity(name) for entity in entities for name in (entity.name, *entity.aliases)}


def _any(_: object) -> bool:
    return True


def table(errors: Iterable[Error]) -> str:
    """Give the errors as lines: table, kind and count, by table and the most frequent first."""
    counts = Counter((error.table, error.kind) for error in errors)
    ranked = sorted(counts.items(), key=lambda item: (TABLES.index(item[0][0]), -item[1], item[0][1]))
    return "\n".join(f"{table:15}{kind:40}{count:6}" for (table, kind), count in ranked)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--show", type=click.Choice(TABLES), help="List the errors of this table, release by release.")
@click.option("--workers", type=int, default=1, show_default=True, metavar="N", help="Processes that read releases.")
def main(gold: tuple[Path, ...], show: str | None, workers: int) -> None:
    """Count the pipeline's errors on all releases of the gold sets GOLD by kind."""
    found: list[Error] = []
    try:
        for folder in gold:
            wanted = read_gold(folder)
            answers = read_answers(extract_releases(list(find_texts(folder).values()), workers))
            for name, annotations in wanted.items():
                errors = errors_of(annotations, answers.get(name, Annotations()))
                found += errors
                for error in errors:
                    if error.table == show:
                        click.echo(f"{name}: {error.kind}: {error.gold or '–'} | {error.answer or '–'}")
    except RunError as error:
        click.echo(f"error {error}", err=True)
        sys.exit(2)
    click.echo(table(found))


if __name__ == "__main__":
    main()
