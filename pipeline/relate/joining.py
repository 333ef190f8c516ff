"""Statements to agreements: which mentions speak of one and the same.

A release tells of an agreement in the headline, the lead and later ("the MoU", "the deal"). The joining rules, each recorded
with the statement it joined:

- `same name`: the names share the words that set them apart;
- `definite`: "the agreement" is the last one before it whose kind its head word can stand for;
- `same parties`: an indefinite mention of the same kind with the same parties, or with none of its own;
- `headline`: what a headline announces is what the story tells.
Two instruments with the same parties stay two: different names, "another", or two mentions in one sentence keep them apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.find.instrument_heads import head_of
from pipeline.lexicon import table
from pipeline.relate.actors import Actor
from pipeline.relate.statement import Statement

_WORDS = table("agreement_kinds")
_NOT_NEW = frozenset({"hold"})


@dataclass(slots=True)
class Cluster:
    """One agreement: its statements, the first of which made it, and how the others joined."""

    statements: list[Statement]
    joints: list[str] = field(default_factory=list)

    @property
    def first(self) -> Statement:
        """The statement that made it."""
        return self.statements[0]

    @property
    def labels(self) -> set[str]:
        """The kinds that its heads give."""
        return {s.label for s in self.statements if s.label != "open"}

    @property
    def words(self) -> frozenset[str]:
        """The words that set its name apart, "" where it has none."""
        return max((s.words for s in self.statements if s.named), key=len, default=frozenset())

    @property
    def parties(self) -> dict[str, Actor]:
        """Its parties by identity."""
        return {a.identity: a for s in self.statements for a in s.parties}

    def add(self, statement: Statement, joint: str) -> None:
        """Take a statement in."""
        self.statements.append(statement)
        self.joints.append(joint)


def join(statements: list[Statement]) -> list[Cluster]:
    """The agreements, in the order in which the text first tells of them; headlines are read last."""
    clusters: list[Cluster] = []
    later = [s for s in statements if s.headline]
    for statement in [s for s in statements if not s.headline] + later:
        found, joint = _antecedent(clusters, statement)
        if found is not None:
            found.add(statement, joint)
        elif _stands_alone(statement):
            clusters.append(Cluster([statement]))
    clusters = _itemised(clusters)
    return sorted(clusters, key=lambda c: min(s.start for s in c.statements))


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
            and ((first.label == "open" and _near(first, c.first)) or first.label in c.labels)
        ]
        if not members or (first.count is None and len(members) < 2):
            left.append(cluster)
            continue
        for member in members:
            if all(s.deed is None for s in member.statements):
                member.add(replace(first, parties=(), signatories=()), "itemised")
    return left


def _near(whole: Statement, member: Statement) -> bool:
    return 0 <= member.sentence.start - whole.sentence.start <= 60


def _antecedent(clusters: list[Cluster], s: Statement) -> tuple[Cluster | None, str]:
    if s.named and s.words:
        for cluster in reversed(clusters):
            if cluster.words and (cluster.words <= s.words or s.words <= cluster.words) and _same_head(cluster, s):
                return cluster, "same name"
            told = _told(cluster)
            if not cluster.words and not cluster.first.plural and told and told <= s.words and _same_head(cluster, s):
                return cluster, "same name"
            if not cluster.words and not s.distinct and s.label in cluster.labels and _same_parties(cluster, s):
                return cluster, "same parties"
    if s.distinct:
        return None, ""
    if s.headline and not s.plural:
        # of a headline's parties often only one is named as the story names it
        close = [c for c in clusters if _kind_fits(c, s) and (len(s.parties) < 2 or not c.parties or _overlap(c, s))]
        best = next((c for c in close if _overlap(c, s)), None)
        if best is None and close:
            best = max(close, key=lambda c: len(s.words & {w for x in c.statements for w in x.words}))
            if s.named and not s.words & {w for x in best.statements for w in x.words}:
                best = None
        if best is not None:
            return best, "headline"
    if s.weak and not any(_head(x) == _head(s) for c in clusters for x in c.statements):
        return None, ""
    if s.plural and s.label != "open":
        clusters = [c for c in clusters if s.label in c.labels]
    if s.definite and not (s.named and s.words and not _vague(s)):
        if s.plural and len(clusters) > 1:
            fitting = [c for c in clusters if _head_fits(c, s)]
            return (fitting[-1], "definite") if fitting else (None, "")
        done = [c for c in clusters if any(x.deed is not None for x in c.statements)]
        for strict, among in ((True, done), (True, clusters), (False, done), (False, clusters)):
            for cluster in reversed(among):
                if s.words and (told := _told(cluster)) and not s.words & told:
                    continue  # "the financing agreement" is not the convention before it
                if (_head_fits(cluster, s) if strict else _kind_fits(cluster, s)) and not _contradicts(cluster, s):
                    return cluster, "definite"
        return None, ""
    for cluster in reversed(clusters):
        if s.named and cluster.words and not (cluster.words & s.words):
            continue
        if not _head_fits(cluster, s) and not (
            _kind_fits(cluster, s) and (s.label == "open" or cluster.labels == set())
        ):
            continue
        if any(x.sentence.start == s.sentence.start for x in cluster.statements if not x.headline and not x.plural):
            continue
        if s.parties and cluster.parties:
            if _overlap(cluster, s) and not _contradicts(cluster, s):
                return cluster, "same parties"
        elif _one_act(cluster, s):
            return cluster, "same act"
        elif (
            not s.parties
            and not s.named
            and s.deed is None
            and not s.plural
            and (s.label == "open" or _head_fits(cluster, s))
        ):
            return cluster, "same parties"
    return None, ""


def _head(s: Statement) -> str:
    return str(head_of(s.span).lemma_.lower())


def _same_parties(cluster: Cluster, s: Statement) -> bool:
    return _shared(cluster, s) >= 2 and all(x.sentence.start != s.sentence.start for x in cluster.statements)


def _vague(s: Statement) -> bool:
    return len(s.words) == 0


def _same_head(cluster: Cluster, s: Statement) -> bool:
    return any(_head(x) == _head(s) for x in cluster.statements) or cluster.words == s.words


def _head_fits(cluster: Cluster, s: Statement) -> bool:
    """Whether the head word can stand for the agreement as it was called before."""
    if s.label == "open":
        return any(x.label == "open" for x in cluster.statements)
    return s.label in cluster.labels


def _kind_fits(cluster: Cluster, s: Statement) -> bool:
    """Whether one agreement can go by both heads: "the agreement" for an MoU, "the Treaty" for an agreement."""
    if s.label == "open" or s.label in cluster.labels:
        return True
    if cluster.labels:
        return False
    if s.label == "treaty":
        return True
    told = {_WORDS.get(w) for x in cluster.statements for w in x.words}
    return s.label in told or (s.label == "memorandum" and not cluster.words)


def _one_act(cluster: Cluster, s: Statement) -> bool:
    """Whether both tell of one signing: a caption names the signatories, the story the parties."""
    if s.named or s.plural or s.deed is None or s.deed.kind != "conclude" or cluster.words:
        return False
    first = cluster.first
    return (
        first.deed is not None
        and first.deed.kind == "conclude"
        and not first.parties
        and bool(first.signatories)
        and _head(first) == _head(s)
    )


def _told(cluster: Cluster) -> set[str]:
    """All words by which the agreement has been told from others."""
    return {w for x in cluster.statements for w in x.words}


def _shared(cluster: Cluster, s: Statement) -> int:
    """How many parties of a statement are parties of the agreement."""
    return sum(any(_same_actor(a, b) for b in cluster.parties.values()) for a in s.parties)


def _same_actor(a: Actor, b: Actor) -> bool:
    """One entity, or two names of which one is part of the other ("Department of Marland Railways", "Marland Railways")."""
    if a.identity == b.identity:
        return True
    few, many = sorted(
        (set(a.name.lower().split()) - {"the", "of"}, set(b.name.lower().split()) - {"the", "of"}), key=len
    )
    return len(few) >= 2 and few <= many


def _overlap(cluster: Cluster, s: Statement) -> bool:
    shared = _shared(cluster, s)
    return shared > 0 and shared * 2 >= min(len(cluster.parties), len(s.parties))


def _contradicts(cluster: Cluster, s: Statement) -> bool:
    """Whether the parties of a statement cannot be those of the agreement; "the agreement" with one known party is still the same."""
    if not cluster.parties or not s.parties:
        return False
    shared = _shared(cluster, s)
    return shared == 0 or (not s.definite and len(cluster.parties) >= 2 and len(s.parties) >= 2 and shared < 2)


def _stands_alone(s: Statement) -> bool:
    """Whether a statement without antecedent tells of a particular agreement."""
    if s.plural and s.count is None and not s.named and s.deed is None:
        return False
    if s.deed is not None and s.deed.kind not in _NOT_NEW:
        if s.weak:
            return (
                s.deed.kind != "plan"
                and len(s.parties) + len(s.signatories) >= 1
                and not (s.plural and s.count is None)
            )
        if s.plural and s.count is None and not s.named:
            return len(s.parties) >= 2 and s.deed.kind != "announce"
        return bool(
            s.parties or s.signatories or s.named or (s.rule.startswith("nominal") and s.deed.token.lower_ == "signing")
        )
    if s.headline and s.deed is None and len(s.parties) < 2:
        return False  # a headline alone that only names it
    if s.named and not s.plural and not s.weak and (s.label in {"treaty", "open"} or s.parties):
        return True
    return len(s.parties) >= 2 and not (s.plural and s.rule == "mention")
