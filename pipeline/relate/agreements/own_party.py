"""The side of an agreement that a release need not name: the body that issues it, or the one of which the sentence speaks.

Two cases, where the other side alone is named:

- words stand for the own side: "the club has ended its contract with Acme", "we have signed a memorandum with Norvik University";
- no word speaks of a second side: a company or university that tells of "the option agreement with Acme", and of nobody who made it,
  speaks of its own. Where the paragraph speaks of another body it may be that body's.

Who issues the release is seen where issuers stand and by how often they are named; where two bodies are named alike, nobody is taken
for it. Nothing is added to treaties and settlements, whose sides are the states and authorities of the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.find.reading import words_of
from pipeline.lexicon import country, table
from pipeline.relate.agreements.actors import Actor, Scene
from pipeline.relate.agreements.cluster import Cluster
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.positions.prominence import Prominence

_OWN = frozenset({"company", "university", "association"})
_AHEAD = 1.5  # how much more an issuer must weigh than the next body
_POSSESSIVES = frozenset({"its", "their"})
_OURS = frozenset({"our", "we"})
_SPEAKS = frozenset({"we", "it", "they"})
_QUOTES = frozenset({'"', "“", "”"})
_OPENING = frozenset({"“"})
_SAYS = frozenset({"say", "add", "explain", "note", "comment", "tell", "state"})
_BINDS = frozenset({"conclude", "plan", "renew", "end", "hold", "announce"})
_CHAIN = frozenset({"conj", "xcomp", "acl", "pobj", "prep", "dobj"})
_GAP = 6  # tokens between "with" and the name of the other side
_OWNED = 4  # tokens between a possessive and the name of the agreement


def issuer(scene: Scene) -> Actor | None:
    """The body that speaks in a release; None where it is a government's, or nobody stands out."""
    bodies = [a for a in scene.actors if a.kind == "organisation" and a.key in scene.bodies]
    key = Prominence(scene.doc, ((a.start, a.end, a.key) for a in bodies)).foremost(_AHEAD)
    return next((a for a in bodies if a.key == key), None) if key and scene.bodies[key].type in _OWN else None


def own_party(
    scene: Scene, cluster: Cluster, bound: Sequence[Actor], issuer: Actor | None, before: Sequence[Actor] = ()
) -> Actor | None:
    """The body that has an agreement with the only side that is named; None where there are two, or none stands out for it.

    `before` are the sides of the agreement told before: who had that one may have the next.
    """
    if len(bound) != 1 or any(s.settles for s in cluster.statements):
        return None
    if bound[0].kind == "country":
        return _home(scene, cluster, bound[0])
    if any(s.label == "treaty" for s in cluster.statements):
        return None
    found = _told(scene, cluster, bound[0], issuer)
    if found is None and issuer is not None and _speaks_of_own(scene, cluster, bound[0], issuer, before):
        found = issuer
    return scene.nearest(found) if found is not None else None


def _home(scene: Scene, cluster: Cluster, other: Actor) -> Actor | None:
    """As in "talks on a trade agreement with Norland": the state whose government speaks, where the other side is a state."""
    home = country(scene.home) if scene.home is not None else None
    if home is None or other.state in {None, home} or country(other.state or "") is None:
        return None
    if not any(s.one_side for s in cluster.statements):
        return None
    name = scene.state_name(home, scene.home or "")
    return Actor(other.start, other.end, "country", None, name, home)


def _told(scene: Scene, cluster: Cluster, other: Actor, issuer: Actor | None) -> Actor | None:
    """The body for which a word stands: "we", "the club", "its"."""
    for statement in cluster.statements:
        if statement.headline or not _is_with(scene, statement, other):
            continue
        found = _owner(scene, statement, issuer)
        if found is not None and found.identity != other.identity and not _is_unit(scene, found, other):
            return found
    return None


def _speaks_of_own(scene: Scene, cluster: Cluster, other: Actor, own: Actor, before: Sequence[Actor]) -> bool:
    """As in "the option agreement with Alpha lapsed": nobody is told to have made it, and one alone to be on the other side."""
    if (
        other.kind == "person"
        or other.identity == own.identity
        or any(s.headline or s.plural for s in cluster.statements)
    ):
        return False
    told = next((s for s in cluster.statements if s.one_side), None)
    if told is None:
        return False
    start = words_of(scene.doc).line(told.start)[0]
    known = {other.identity, own.identity}
    if told.deed is not None and told.deed.kind in {"conclude", "plan"} and not told.definite:
        here = {a.identity for a in scene.actors if told.sentence.start <= a.start < told.sentence.end}
        sides = {a.identity for a in before}
        # "The first is with Alpha. On Monday, a memorandum was signed with Beta"
        known |= sides - here if own.identity in sides else set()
    return all(
        a.identity in known for a in scene.actors if start <= a.start < told.sentence.end and a.kind == "organisation"
    )


def _is_with(scene: Scene, s: Statement, other: Actor) -> bool:
    """Whether the other side stands behind "with", in the sentence of the agreement."""
    mine = next((a for a in s.parties if a.identity == other.identity), None)
    if mine is None or mine.start < s.span.start or (s.deed is not None and s.deed.kind not in _BINDS):
        return False
    return any(t.lower_ == "with" for t in scene.doc[max(s.start, mine.start - _GAP) : mine.start])


def _owner(scene: Scene, s: Statement, issuer: Actor | None) -> Actor | None:
    before = {t.lower_ for t in scene.doc[max(s.sentence.start, s.start - _OWNED) : s.start]}
    if before & _POSSESSIVES:
        return _spoken_of(scene, s) or issuer
    subject = _subject(s)
    ours = before & _OURS or (subject is not None and subject.lower_ in _OURS)
    if ours and (speaking := _speaking(scene, s)) is not None:
        return speaking
    return issuer if ours or (subject is not None and _stands_for_issuer(subject)) else None


def _speaking(scene: Scene, s: Statement) -> Actor | None:
    """The body of the one who is quoted: "Our contract with Alpha expired," said Jo Berg, head of Beta."""
    doc = s.span.doc
    first, last = words_of(doc).line(s.start)
    if sum(t.text in _QUOTES for t in doc[first : s.start]) % 2 == 0 and not any(
        t.text in _OPENING for t in doc[first : s.start]
    ):
        return None
    saying = [t for t in doc[first:last] if t.pos_ == "VERB" and t.lemma_.lower() in _SAYS]
    for verb in sorted(saying, key=lambda t: abs(t.i - s.start)):
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is None:
            continue
        named = next((a for a in scene.actors if a.start <= subject.i < a.end), None)
        described = scene.described(subject.i) if named is None else None
        person = named or (described[0][0] if described is not None else None)
        if person is not None and person.kind == "person":
            return next((p for p in scene.principals(person) if p.kind == "organisation"), None)
    return None


def _stands_for_issuer(subject: Token) -> bool:
    """As in "we", "the company": words by which an issuer speaks of itself."""
    described = subject.lower_ in table("body_descriptions") and any(c.lower_ == "the" for c in subject.children)
    return described or subject.lower_ in _SPEAKS


def _spoken_of(scene: Scene, s: Statement) -> Actor | None:
    """The body that "its" stands for: the one named last in front of it in the sentence."""
    inside = [a for a in scene.actors if s.sentence.start <= a.start and a.end <= s.start]
    return next((a for a in reversed(inside) if a.kind == "organisation"), None)


def _is_unit(scene: Scene, one: Actor, other: Actor) -> bool:
    """Whether one is a unit of the other: these make no agreement."""
    bodies = (scene.bodies.get(a.key or "") for a in (one, other))
    return any(body is not None and body.parent is not None and body.parent in {one.key, other.key} for body in bodies)


def _subject(s: Statement) -> Token | None:
    """Who does the deed by the parse, other than the agreement itself; None where nobody is said to."""
    if s.deed is None:
        return None
    token = s.deed.token
    for _ in range(4):
        for child in token.children:
            if child.dep_ in {"nsubj", "agent"} and not s.span.start <= child.i < s.span.end:
                return child
        if token.dep_ not in _CHAIN or token.head.i == token.i:
            return None
        token = token.head
    return None
