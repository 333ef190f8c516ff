"""Which agreement told before a mention speaks of: the cases, in the order in which they are tried.

Each case gives the agreement and the name of the rule, `NEW` where the mention speaks of none told before, or None where the next
case has to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.find.instrument_heads import head_of
from pipeline.relate.agreements.cluster import (
    Cluster,
    apart,
    contradicts,
    head_fits,
    head_word,
    is_reached,
    kind_fits,
    of_other_states,
    one_act,
    only_ends,
    overlap,
    puts_on_paper,
    same_head,
    same_name_head,
    same_parties,
    told_apart,
    told_by_verb,
    told_words,
)
from pipeline.relate.agreements.phrases import is_aim, is_alias, is_apposition, is_on, tells_under
from pipeline.relate.agreements.statement import Statement

Found = tuple[Cluster | None, str]
NEW: Found = (None, "")
_FIRM = 3  # of a deed that is told as done
_MADE = frozenset({"conclude", "plan", "renew", "give"})


def antecedent(clusters: Sequence[Cluster], s: Statement) -> Found:
    """The agreement among `clusters` that a statement speaks of, and the rule; `NEW` where it is none of them."""
    if s.indefinite and s.deed is not None and s.deed.kind in {"conclude", "plan"}:
        # "The MoU has expired. It is proposed to sign a new MoU"
        clusters = [c for c in clusters if not _has_ended(c)]
    return next((found for case in _CASES if (found := case(clusters, s)) is not None), NEW)


def _has_ended(cluster: Cluster) -> bool:
    return any(x.deed is not None and x.deed.status == "ended" and x.deed.firmness == _FIRM for x in cluster.statements)


def _apposition(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """As in "the Accord, a framework agreement", "the Accord, also known as the Oslo Treaty"."""
    for cluster in clusters:
        if is_apposition(cluster.statements[-1], s):
            return cluster, "apposition"
        if is_alias(cluster.statements[-1], s):
            return cluster, "alias"
    return None


def _subject(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """As in "a Memorandum for the grant", the grant having been told."""
    return next(((c, "subject") for c in reversed(clusters) if not s.parties and is_on(s, c)), None)


def _aim(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """As in "an agreement to obtain a loan", one sum for what is signed."""
    return next(((c, "subject") for c in clusters if is_aim(c.statements[-1], s)), None)


def _name(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """As in "the Trade Treaty" for "the Marland-Norland Trade Treaty": the words that set the names apart agree."""
    if not (s.named and s.words):
        return None
    for cluster in reversed(clusters):
        if of_other_states(cluster, s) or _is_of_union(cluster, s):
            continue
        ours, theirs = apart(cluster.words, cluster, s), apart(s.words, cluster, s)
        told = told_words(cluster)
        if not theirs and not cluster.words and cluster.parties and not s.distinct and head_fits(cluster, s):
            return cluster, "same name"  # "the Acme Settlement Agreement" for the settlement with Acme
        alike = bool(ours and theirs and (ours <= theirs or theirs <= ours)) or bool(
            cluster.words and (cluster.words <= s.words or s.words <= cluster.words)
        )
        # of two names of one treaty either may be cut short
        alike = alike or any(x.named and len(x.words) > 1 and s.words <= x.words for x in cluster.statements)
        described = not cluster.words and not cluster.first.plural and bool(told) and told <= s.words
        # "a new treaty on trade" may turn out to be called a convention
        called = described and s.label == "treaty" and head_word(cluster.first) == "treaty"
        if (alike or described) and (called or same_name_head(cluster, s)):
            return cluster, "same name"
        if not cluster.words and not s.distinct and s.label in cluster.labels and same_parties(cluster, s):
            return cluster, "same parties"
    return None


def _title(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """As in "selected Acme to provide services. The Harbour Support (HS) contract is": the name of what a verb has told."""
    if not (s.named and s.label == "contract" and s.definite) or s.deed is not None or s.parties or s.plural:
        return None
    last = clusters[-1] if clusters else None
    if last is None or not all(x.name is not None and x.label == "contract" for x in last.statements):
        return None
    return last, "same name"


def _is_of_union(cluster: Cluster, s: Statement) -> bool:
    """As in "both are parties to the ASEAN Treaty" beside the treaty of the same name that two states have just signed."""
    if (
        s.deed is None
        or s.deed.kind != "hold"
        or all(x.deed is None or x.deed.kind == "hold" for x in cluster.statements)
    ):
        return False
    told = {t.text for x in cluster.statements for t in x.span}
    return any(
        t.text.isupper() and len(t.text) > 1 and t.text not in told for t in s.span[: head_of(s.span).i - s.start]
    )


def _distinct(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """As in "another agreement", or an item of a list: none told before."""
    del clusters
    return NEW if s.distinct else None


def _plea(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """As in "According to Lims plea agreement", told twice: one plea makes one agreement."""
    if s.deed is None or s.plural or s.distinct or not s.settles or s.sentence.start <= s.deed.token.i < s.sentence.end:
        return None
    at = s.deed.token.i
    those = ((c, x) for c in clusters for x in c.statements if x.deed is not None and not x.plural and x.settles)
    return next(((c, "same act") for c, x in those if x.deed is not None and x.deed.token.i == at), None)


def _on_paper(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """As in "reached an agreement with Acme. Under the Consent Judgment, filed on Monday, Acme will pay": the paper of the settlement."""
    if not (puts_on_paper(s) and s.definite) or s.plural or s.headline:
        return None
    settled = [c for c in clusters if any(x.settles and "plea" not in x.words for x in c.statements) or is_reached(c)]
    others = [c for c in settled if not contradicts(c, s) and not any(puts_on_paper(x) for x in c.statements)]
    return (others[-1], "definite") if len(others) == 1 and others == settled else None


def _headline(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """What a headline announces is what the story tells; of its parties often only one is named as the story names it."""
    if not s.headline or s.plural:
        return None
    close = [c for c in clusters if kind_fits(c, s) and (len(s.parties) < 2 or not c.parties or overlap(c, s))]
    best = next((c for c in close if overlap(c, s)), None)
    if best is None and close:
        best = max(close, key=lambda c: len(s.words & {w for x in c.statements for w in x.words}))
        alone = len(clusters) == 1 and same_head(best, s)
        if not alone and s.named and not s.words & {w for x in best.statements for w in x.words}:
            return None
    return (best, "headline") if best is not None else None


def _weak(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """As in "the grant": a word that means other things as well speaks only of what has been called so."""
    told = any(head_word(x) == head_word(s) or told_by_verb(x, s) for c in clusters for x in c.statements)
    said = s.repeated and any(s.label in c.labels for c in clusters)  # "the above grant" for the grant aid
    return NEW if s.weak and not (told or said) else None


def _under(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """As in "Under the settlement, they agreed to pay": what a verb tells beside the settlement is the settlement."""
    if s.name is None or not s.settles:
        return None
    return next(((c, "same act") for c in _fitting(clusters, s) if tells_under(c, s)), None)


def _stand_in(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """As in "Ms A signed for B", "the document was signed": the agreement told last, of those of which a deed is told."""
    if not s.anaphoric or s.plural:
        return None
    among = [c for c in clusters if any(x.deed is not None and x.deed.kind in _MADE for x in c.statements)] or clusters
    told = {id(c): [x.start for x in c.statements if x.start < s.start and not x.anaphoric] for c in among}
    last = max((c for c in among if told[id(c)]), key=lambda c: max(told[id(c)]), default=None)
    return (last, "definite") if last is not None else None


def _definite(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """As in "the agreement": the same head before another of the kind, what has been done before what is only named."""
    if not s.definite or (s.named and s.words):
        return None
    among = _fitting(clusters, s)
    if s.plural and len(among) > 1:
        fitting = [c for c in among if head_fits(c, s)]
        return (fitting[-1], "definite") if fitting else NEW
    done = [c for c in among if any(x.deed is not None for x in c.statements)]
    for fits in (same_head, head_fits, kind_fits):
        for cluster in (*reversed(done), *reversed(among)):
            if not fits(cluster, s):
                continue
            # "the financing agreement" is not the convention before it, unless it is "the said agreement"
            if s.repeated or not (told_apart(cluster, s) or contradicts(cluster, s)):
                return cluster, "definite"
    return NEW


def _only_one(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """As in "signed a memorandum. The Memorandum on Exchanges was signed in May": the only one of its kind, told without a name."""
    if not (s.definite and s.named and s.words) or s.parties or s.plural or s.headline or s.label == "open":
        return None
    among = [c for c in clusters if s.label in c.labels]
    only = among[0] if len(among) == 1 else None
    nameless = only is not None and not only.words and not any(x.plural for x in only.statements)
    fits = only is not None and nameless and same_head(only, s) and not contradicts(only, s)
    return (only, "definite") if fits else None


def _alike(clusters: Sequence[Cluster], s: Statement) -> Found | None:
    """An indefinite mention of the same kind with the same parties, or with none of its own."""
    for cluster in reversed(_fitting(clusters, s)):
        if _is_another(cluster, s):
            continue
        if s.parties and cluster.parties:
            if overlap(cluster, s) and not contradicts(cluster, s):
                return cluster, "same parties"
        elif one_act(cluster, s):
            return cluster, "same act"
        elif _says_nothing(s) and (s.label == "open" or head_fits(cluster, s)):
            return cluster, "same parties"
    return None


def _is_another(cluster: Cluster, s: Statement) -> bool:
    """Whether an indefinite mention cannot be the agreement, each reason on a line of its own."""
    one_of_several = cluster.first.plural and not s.plural and not s.definite
    # what is paid for is the deferred or non-prosecution agreement; a plea is one of its own
    paid = s.settles and "plea" not in s.words and any(x.name is not None and x.settles for x in cluster.statements)
    called_otherwise = s.label == "open" and bool(s.words) and bool(cluster.labels) and not paid
    ended = not s.definite and s.deed is not None and s.deed.kind == "end" and not only_ends(cluster)
    of_other_kind = not head_fits(cluster, s) and not (
        kind_fits(cluster, s) and (s.label == "open" or not cluster.labels)
    )
    of_union = _is_of_union(cluster, s)
    beside_it = any(x.sentence.start == s.sentence.start for x in cluster.statements if not x.headline and not x.plural)
    return (
        one_of_several or called_otherwise or ended or of_other_kind or of_union or beside_it or told_apart(cluster, s)
    )


def _says_nothing(s: Statement) -> bool:
    return not s.parties and not s.named and s.deed is None and not s.plural


def _fitting(clusters: Sequence[Cluster], s: Statement) -> Sequence[Cluster]:
    """Those of which a plural of a kind of its own ("the MoUs") can speak; all for other mentions."""
    return [c for c in clusters if s.label in c.labels] if s.plural and s.label != "open" else clusters


_CASES: tuple[Callable[[Sequence[Cluster], Statement], Found | None], ...] = (
    _apposition,
    _subject,
    _aim,
    _name,
    _title,
    _plea,
    _distinct,
    _on_paper,
    _headline,
    _weak,
    _under,
    _stand_in,
    _definite,
    _only_one,
    _alike,
)
