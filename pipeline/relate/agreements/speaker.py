"""Who gives a speech: "Speech by Minister Anna Holm", whose "it is my pleasure to sign" tells that she signs."""

from __future__ import annotations

from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.lists import Lists
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.status import hangs_on_glad

_SPEECHES = frozenset({"speech", "remarks", "address", "statement", "keynote", "comments"})
_FIRST_PERSON = frozenset({"i", "me", "my"})
_HEAD = 90  # tokens of a release in which it says whose speech it is
_BY = 3  # tokens between "remarks" and "by"


def speaker(lists: Lists) -> Actor | None:
    """The person who speaks, by the words that open the release; None where it is no speech."""
    doc = lists.scene.doc
    for token in doc[:_HEAD]:
        if token.lower_ not in _SPEECHES:
            continue
        by = next((i for i in range(token.i + 1, min(len(doc) - 1, token.i + 1 + _BY)) if doc[i].lower_ == "by"), None)
        if by is None:
            continue
        found = lists.read(by + 1, len(doc), most=1)[0]
        if found and found[0].kind == "person":
            return found[0]
    return None


def signs_as_speaker(base: Statement) -> bool:
    """As in "It is my pleasure to be here today to sign": the speaker signs."""
    if base.deed is None or base.deed.token.lemma_.lower() not in {"sign", "ink"} or not hangs_on_glad(base.deed.token):
        return False
    start = base.sentence.start
    return any(t.lower_ in _FIRST_PERSON for t in base.span.doc[start : base.deed.token.i])
