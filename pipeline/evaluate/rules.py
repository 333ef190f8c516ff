"""`python -m pipeline.evaluate.rules GOLD…`: the share of right rows by the rule that made them.

What it prints is what `pipeline/lexicon/rule_precision.txt` holds and the tables report as `confidence`; `--write` renews that
file. Dates have a list of their own, counted on time expressions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from pipeline.evaluate.answers import read_answers
from pipeline.evaluate.evaluation import extract_releases
from pipeline.evaluate.gold import Annotations, find_texts, read_gold
from pipeline.evaluate.scorer import score_release
from pipeline.tables import Tables

KINDS = ("people", "organisations", "titles", "agreements")
LIST = Path(__file__).parent.parent / "lexicon" / "rule_precision.txt"
# A rule with fewer rows than this takes the share of its table.
ENOUGH = 5

Counts = dict[tuple[str, str], Counter[bool]]


def count_rules(gold_dir: Path, tables: Tables) -> Counts:
    """Count right (true) and wrong (false) rows for each (table, rule) of the tables extracted for a gold set."""
    gold, answers = read_gold(gold_dir), read_answers(tables)
    return summed(tell_rows(gold[name], answers[name], rules) for name, rules in rules_of(tables).items())


def rules_of(tables: Tables, kinds: Sequence[str] = KINDS) -> dict[str, dict[str, list[str]]]:
    """Give by release and kind the rule of each row that is scored, in the order of `read_answers`."""
    names = {row.doc_id: Path(str(row.path)).stem for row in tables["documents"].itertuples()}
    made_by: dict[str, dict[str, list[str]]] = {name: {kind: [] for kind in kinds} for name in names.values()}
    for kind in kinds:
        rows = tables[kind]
        if kind == "dates":  # those that cannot be placed are not scored
            rows = rows[rows["start_date"].notna()]
        for row in rows.itertuples():
            made_by[names[row.doc_id]][kind].append(str(row.rule))
    return made_by


def tell_rows(gold: Annotations, answer: Annotations, rules: Mapping[str, Sequence[str]]) -> Counts:
    """Count right and wrong rows of one release, whose rules `rules_of` gives."""
    wrong = score_release(gold, answer).wrong
    counts: Counts = {}
    for kind, made_by in rules.items():
        missed = {id(row) for row in wrong[kind]}
        for row, rule in zip(getattr(answer, kind), made_by, strict=True):
            counts.setdefault((kind, rule), Counter())[id(row) not in missed] += 1
    return counts


def lines(counts: Counts) -> Iterator[str]:
    """The lines of the list, by table, the rules with most rows first; `other` is the table's own share."""
    for kind in KINDS:
        mine = {rule: c for (table, rule), c in counts.items() if table == kind}
        whole = sum(mine.values(), Counter[bool]())
        yield f"{kind}: other = {_share(whole):.2f}  # {whole[True]} of {whole.total()}"
        for rule, c in sorted(mine.items(), key=lambda pair: (-pair[1].total(), pair[0])):
            share = _share(c if c.total() >= ENOUGH else whole)
            yield f"{kind}: {rule} = {share:.2f}  # {c[True]} of {c.total()}"


def _share(counts: Counter[bool]) -> float:
    return counts[True] / counts.total() if counts else 0.0


def summed(each: Iterable[Counts]) -> Counts:
    """Add up counts."""
    total: Counts = {}
    for counts in each:
        for key, counter in counts.items():
            total.setdefault(key, Counter()).update(counter)
    return total


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--write", is_flag=True, help="Renew the list that the tables' confidence is read from.")
def main(gold: tuple[Path, ...], write: bool) -> None:
    """Count right and wrong rows by rule on the gold sets GOLD."""
    counted = summed(count_rules(folder, extract_releases(list(find_texts(folder).values()))) for folder in gold)
    text = "\n".join(lines(counted))
    click.echo(text)
    if write:
        head = "# Share of right rows by table and rule. Source: counted on annotated releases by `python -m pipeline.evaluate.rules`.\n"
        LIST.write_text(f"{head}{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
