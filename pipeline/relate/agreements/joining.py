"""Statements to agreements: which mentions speak of one and the same.

A release tells of an agreement in the headline, the lead and later ("the MoU", "the deal"). The joining rules, each recorded
with the statement it joined:

- `same name`: the names share the words that set them apart;
- `definite`: "the agreement" is the last one before it whose kind its head word can stand for;
- `same parties`: an indefinite mention of the same kind with the same parties, or with none of its own;
- `apposition`: "the Accord, a framework agreement" is one;
- `subject`: "a memorandum for the grant" is the paper on the grant told before;
- `headline`: what a headline announces is what the story tells, and what a title announces the story may tell without its parties.
Two instruments with the same parties stay two: different names, "another", or two mentions in one sentence keep them apart.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.relate.agreements.antecedents import antecedent
from pipeline.relate.agreements.cluster import Cluster, head_word, same_head, told_apart, told_words
from pipeline.relate.agreements.phrases import is_about
from pipeline.relate.agreements.standing import follows, stands_alone
from pipeline.relate.agreements.statement import Statement

_NEAR = 60  # tokens between "four agreements were signed" and the first of them


def join(statements: list[Statement]) -> list[Cluster]:
    """The agreements, in the order in which the text first tells of them; headlines are read last."""
    counted = {s.label for s in statements if s.plural and (s.count or 0) > 1}
    clusters: list[Cluster] = []
    left: list[Statement] = []
    heads: list[Statement] = []
    for statement in (*(s for s in statements if not s.headline), *(s for s in statements if s.headline)):
        bare = replace(statement, parties=()) if statement.inferred else statement
        if statement.label in counted and _is_one_of_several(statement):
            bare = replace(bare, distinct=True)
        found, joint = antecedent(clusters, bare)
        if found is not None and len(several := _of_one_list(clusters, bare)) > 1:
            for cluster in several:
                cluster.add(bare, joint)
        elif found is not None:
            found.add(bare if found.parties else statement, joint)
            _put_on_paper(clusters, found, statement)
        elif stands_alone(statement) or (clusters and follows(clusters[-1].parties, statement)):
            clusters.append(Cluster([statement]))
        elif not statement.headline and not statement.plural:
            left.append(statement)
        elif statement.headline and statement.named and not statement.plural:
            heads.append(statement)
    clusters += _told_with(heads, left)
    for statement in left:
        _join_late(clusters, statement)
    return sorted(_itemised(clusters), key=lambda c: min(s.start for s in c.statements))


def _of_one_list(clusters: list[Cluster], s: Statement) -> list[Cluster]:
    """As in "The MoUs were signed on behalf of the Port by A" behind the list of them: each agreement of the list."""
    if not (s.plural and s.definite) or s.headline or s.label == "open":
        return []
    listed = [c for c in clusters if c.first.rule.startswith("list: ") and c.first.label == s.label]
    counted = s.count in {None, len(listed)}  # "the 22 MoUs of last year" are others
    shared = all(a.identity in c.parties for a in s.parties for c in listed)
    return listed if counted and shared else []


def _told_with(heads: list[Statement], left: list[Statement]) -> list[Cluster]:
    """What a headline alone names and the story calls "the above Agreement": together they tell of it."""
    found: list[Cluster] = []
    for head in heads:
        story = [
            s for s in left if s.deed is not None and s.definite and head_word(s) == head_word(head) and not s.words
        ]
        if not story or any(head_word(c.first) == head_word(head) for c in found):
            continue
        cluster = Cluster([story[0]])
        for statement in (*story[1:], head):
            cluster.add(statement, "headline" if statement.headline else "definite")
        found.append(cluster)
        left[:] = [s for s in left if s not in story]
    return found


def _is_one_of_several(s: Statement) -> bool:
    """As in "six memoranda … to enter into a memorandum between A and B": where several are counted, each one told anew is another."""
    return not (s.plural or s.definite or s.headline or s.named) and s.deed is not None and len(s.parties) > 1


def _put_on_paper(clusters: list[Cluster], found: Cluster, statement: Statement) -> None:
    """As in "signed an Exchange of Notes in regard to the above grant": the paper and the grant told before are one."""
    paper = next((c for c in clusters if c is not found and is_about(c.statements[-1], statement)), None)
    if paper is not None:
        paper.take(found)
        clusters.remove(found)


def _join_late(clusters: list[Cluster], statement: Statement) -> None:
    """Join a mention that told too little when it was read to the only agreement that it can speak of, told behind it."""
    announced = [c for c in clusters if all(s.headline for s in c.statements) and _announces(c, statement)]
    named = [c for c in clusters if statement.definite and statement.deed is not None and _is_cataphor(c, statement)]
    for found, joint in ((announced, "headline"), (named, "definite")):
        if len(found) == 1:
            found[0].add(statement, joint)
            return


def _is_cataphor(cluster: Cluster, s: Statement) -> bool:
    """Whether "the signing of the Memorandum" in a lead tells of the one that the story names with its parties."""
    return not s.parties and not s.anaphoric and same_head(cluster, s) and not told_apart(cluster, s)


def _announces(cluster: Cluster, s: Statement) -> bool:
    """Whether a story's mention without parties can be the agreement that only a title has told of so far."""
    return (
        not s.parties
        and head_word(cluster.first) == head_word(s)
        and not (s.named and s.words and not s.words & told_words(cluster))
    )


def _itemised(clusters: list[Cluster]) -> list[Cluster]:
    """As in "Four MoUs were signed" beside the MoUs one by one is no agreement of its own, but tells how it stands with them."""
    left = []
    for cluster in clusters:
        first = cluster.first
        if not first.plural:
            left.append(cluster)
            continue
        members = [
            c
            for c in clusters
            if c is not cluster
            and not c.first.plural
            and (
                (first.label == "open" and 0 <= c.first.sentence.start - first.sentence.start <= _NEAR)
                or first.label in c.labels
            )
        ]
        if not members or (first.count is None and len(members) < 2):
            left.append(cluster)
            continue
        for member in members:
            if all(s.deed is None for s in member.statements):
                member.add(replace(first, parties=(), signatories=()), "itemised")
    return left
