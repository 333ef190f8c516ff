"""The party that a release need not name: its issuer, of whose agreements it speaks as "the option agreement with Acme".

A company or university that tells of an agreement "with Acme" and of nobody who made it speaks of its own. Who issues the release is
seen where issuers stand and by how often they are named; where two bodies are named alike, nobody is taken for it.
"""

from __future__ import annotations

from collections import Counter

from pipeline import records
from pipeline.relate.actors import Actor, Scene
from pipeline.relate.cluster import Cluster

_OWN = frozenset({"company", "university", "association"})
_PLACES = frozenset({"headline", "letterhead", "about", "contact"})
_FIRST = 3  # what being named first weighs against one more mention
_HEAVY = 3  # what a mention where issuers stand weighs
_AHEAD = 1.5  # how much more an issuer must weigh than the next body


def issuer(scene: Scene, zones: tuple[records.Zone, ...]) -> Actor | None:
    """The body that speaks in a release; None where it is a government's, or nobody stands out."""
    heavy = [(z.start, z.end) for z in zones if z.name in _PLACES]
    bodies = [a for a in scene.actors if a.kind == "organisation" and a.key in scene.bodies]
    weights: Counter[str] = Counter()
    for actor in bodies:
        at = scene.doc[actor.start].idx
        weights[actor.identity] += _HEAVY if any(start <= at < end for start, end in heavy) else 1
    if not bodies:
        return None
    weights[bodies[0].identity] += _FIRST
    ranked = weights.most_common(2)
    if len(ranked) > 1 and ranked[0][1] < _AHEAD * ranked[1][1]:
        return None
    found = next(a for a in bodies if a.identity == ranked[0][0])
    return found if scene.bodies[found.key or ""].type in _OWN else None


def speaks_of_own(scene: Scene, cluster: Cluster, bound: list[Actor], own: Actor) -> bool:
    """As in "the option agreement with Alpha lapsed": nobody is told to have made it, and one alone to be on the other side.

    Treaties and settlements are told of by others than those whom they bind; where the paragraph speaks of another body, it may be its.
    """
    if (
        len(bound) != 1
        or bound[0].kind == "person"
        or bound[0].identity == own.identity
        or any(s.headline for s in cluster.statements)
    ):
        return False
    if any(s.settles or s.label == "treaty" or s.plural for s in cluster.statements):
        return False
    told = next((s for s in cluster.statements if s.one_side), None)
    if told is None:
        return False
    start = told.start
    while start > 0 and "\n" not in scene.doc[start - 1].text:
        start -= 1
    known = {bound[0].identity, own.identity}
    return all(
        a.identity in known for a in scene.actors if start <= a.start < told.sentence.end and a.kind == "organisation"
    )
