"""`python -m pipeline.evaluate.rules GOLD…`: the share of right rows by the rule that made them.

What it prints is what `pipeline/lexicon/rule_precision.txt` holds and the tables report as `confidence`; `--write` renews that
file. Dates have a list of their own, counted on time expressions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from pipeline.evaluate.answers import read_answers
from pipeline.evaluate.evaluation import extract_releases
from pipeline.evaluate.gold import find_texts, read_gold
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
    names = {row.doc_id: Path(str(row.path)).stem for row in tables["documents"].itertuples()}
    counts: Counts = {}
    for kind in KINDS:
        rules: dict[str, list[str]] = {name: [] for name in names.values()}
        for row in tables[kind].itertuples():
            rules[names[row.doc_id]].append(str(row.rule))
        for name, made_by in rules.items():
            wrong = {id(answer) for answer in score_release(gold[name], answers[name]).wrong[kind]}
            for answer, rule in zip(getattr(answers[name], kind), made_by, strict=True):
                counts.setdefault((kind, rule), Counter())[id(answer) not in wrong] += 1
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


def _sum(each: Iterable[Counts]) -> Counts:
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
    counted = _sum(count_rules(folder, extract_releases(list(find_texts(folder).values()))) for folder in gold)
    text = "\n".join(lines(counted))
    click.echo(text)
    if write:
        head = "# Share of right rows by table and rule. Source: counted on annotated releases by `python -m pipeline.evaluate.rules`.\n"
        LIST.write_text(f"{head}{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
