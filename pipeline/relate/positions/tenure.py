"""Whether a title is held now, was held, is held for the time being, or will be: what the words at the title say.

Only words that touch the title count ("former Norvista Holdings President"), so that "late on Monday President Lim" is no late
president. In a clause the verb says it ("was Director", "will become Director", "resigned as Director").
"""

from __future__ import annotations

from typing import Literal

from pipeline.relate.positions.chain import Item
from pipeline.resolve.names import fold

Tenure = Literal["current", "former", "acting", "incoming"]

FORMER = frozenset(
    "former past ex then then- outgoing late retired previously formerly hitherto ex- onetime erstwhile".split()
)
INCOMING = frozenset("incoming elect designate designated next future".split())
_ACTING = frozenset({"acting", "interim", "ad"})
_BETWEEN = frozenset("the a an its his her their our and , - 's ’s ' ’ of at newly longtime u.s.".split())
_LEAVING = frozenset("resigned resigns retired retires leaves left steps stepped stepping departs departed".split())
_APPOINTED = frozenset(
    "appointed reappointed re-appointed named elected reelected re-elected chosen selected promoted installed confirmed sworn hired "
    "made joined joins joining".split()
)
_NOMINATED = frozenset({"nominated", "designated"})
_PAST = frozenset({"was", "were", "served", "worked", "acted"})


def tenure(items: list[Item], title_at: int, first: int, verb: tuple[str, ...] = ()) -> Tenure:
    """What the words say of the title at chain index `title_at`, whose group begins at `first`; `verb` is its clause's verb group."""
    words = fold(items[title_at].text).split()
    if _ACTING & set(words[:2]):
        return "acting"
    near = {*_touching(items, title_at), *_touching(items, first)}
    if near & FORMER or _until_now(items, first):
        return "former"
    if near & INCOMING or set(words) & INCOMING:
        return "incoming"
    return _of_verb(verb)


def _touching(items: list[Item], k: int) -> list[str]:
    """The words right in front of a title, over its body ("former Norvista Holdings President") and articles."""
    found = []
    k -= 1
    bodies = 0
    while k >= 0:
        item = items[k]
        if item.kind == "body" and not bodies:
            bodies += 1
        elif item.kind == "word" and item.text in FORMER | INCOMING:
            found.append(item.text)
        elif item.kind != "word" or item.text not in _BETWEEN or item.text in {"and", ","}:
            break
        k -= 1
    return found


def _until_now(items: list[Item], first: int) -> bool:
    """As in "until now", "until recently" before a title."""
    return first > 1 and items[first - 2].text == "until" and items[first - 1].text in {"now", "recently", "then"}


def _of_verb(verb: tuple[str, ...]) -> Tenure:
    """What a verb group ("will", "be"; "was", "elected"; "resigned") says of the office that it gives or takes."""
    words = set(verb)
    if words & _LEAVING:
        return "former"
    if {"will", "shall", "’ll", "'ll"} & words or words & _NOMINATED or ("to" in words and words & {"be", "become"}):
        return "incoming"
    if words & {"had"} and words & {"been", "served"}:
        return "former"
    if words & _APPOINTED or words & {"has", "have", "'s", "’s"}:
        return "current"
    return "former" if words & _PAST else "current"
