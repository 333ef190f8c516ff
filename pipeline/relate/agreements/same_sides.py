"""Whom an agreement binds of which no party is told: those of an agreement told before it."""

from __future__ import annotations

from pipeline.relate.agreements.actors import Actor, Scene
from pipeline.relate.agreements.cluster import Cluster


def they(cluster: Cluster) -> bool:
    """Whether "they" or "both" did it: those of whom the text has just spoken."""
    verbs = [s.deed.token for s in cluster.statements if s.deed is not None]
    return any(c.dep_ == "nsubj" and c.lower_ in {"they", "both", "sides", "parties"} for verb in verbs for c in verb.children)


def same_sides(actors: Scene, cluster: Cluster, before: list[Actor]) -> list[Actor]:
    """As in "They also signed a Student Exchange Agreement": without parties of its own it binds those of the one told before.

    Where "they" do nothing, it binds the two with whose agreement the release began. Where none was, it binds the two bodies named together in
    front of it. Treaties that are only named bind whom the text does not say.
    """
    acts = [
        s
        for s in cluster.statements
        if s.deed is not None and s.deed.kind in {"conclude", "plan", "renew", "end"} and s.deed.token.pos_ == "VERB"
    ]
    if not acts or any(s.label == "treaty" or s.settles for s in cluster.statements):
        return []
    if before:
        return before
    start = min(s.start for s in acts)
    pairs = [p for p in actors.pairs if p[1].end <= start and p[0].kind == "organisation"]
    return list(pairs[-1]) if pairs else []
