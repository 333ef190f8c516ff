"""Who holds a group of titles: patterns over the chain, each with its name.

A pattern gives the chain indices of the holders, none where it does not apply, and the name of the rule.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc

from pipeline.lexicon import words
from pipeline.relate.chain import Item
from pipeline.relate.title_groups import DETERMINERS, Group

_HONORIFICS = words("honorifics")
_POSTNOMINALS = words("postnominals")
_BE = frozenset("is was are were be been being become becomes became remains remained".split())
_AS_VERBS = frozenset(
    "serve serves served serving appoint appointed named name elected reappointed works worked working act acts acted joined joins "
    "chosen nominated selected installed confirmed hired known promoted continues continue re-elected sworn".split()
)
_NAMED = frozenset({"appointed", "named", "elected", "reappointed", "re-elected", "nominated", "promoted", "chosen"})


def _right_behind(_: Doc, items: list[Item], group: Group) -> tuple[list[int], str]:
    k = _skip_honorifics(items, group.last)
    if k < len(items) and items[k].kind == "person":
        plural = items[group.titles[-1]].title is not None and items[group.titles[-1]].title.plural  # type: ignore[union-attr]
        return (_listed(items, k) if plural else [k]), "title before name"
    return [], ""


def _listed(items: list[Item], k: int) -> list[int]:
    """People in a row: "Maria Armijo, Mark Saltman and Lee Ho"."""
    people = [k]
    at = k + 1
    while at < len(items):
        if items[at].text == "(":
            while at < len(items) and items[at].text != ")":
                at += 1
            at += 1
            continue
        following = at
        while following < len(items) and (items[following].text in {",", "and", "&"} or items[following].text in _HONORIFICS):
            following += 1
        if following == at or following >= len(items) or items[following].kind != "person":
            break
        people.append(following)
        at = following + 1
    return people


def _skip_honorifics(items: list[Item], k: int) -> int:
    while k < len(items) and items[k].kind == "word" and (items[k].text in _HONORIFICS or items[k].text in {".", "-elect"}):
        k += 1
    return k


def _in_front(doc: Doc, items: list[Item], group: Group) -> tuple[list[int], str]:
    """"Amal Perera, the Vice Chairman", "Marc Pocan (WI-02), Chair", "Lee Ho (Director)"."""
    k = group.first - 1
    while k > 0 and items[k].kind == "word" and items[k].text in DETERMINERS | {"'s", "’s", "who", "currently"}:
        k -= 1
    if k > 0 and items[k].kind == "body":
        k -= 1
        while k > 0 and items[k].kind == "word" and items[k].text in DETERMINERS:
            k -= 1
    if k <= 0 or items[k].text not in {",", "(", "–", "—", "-", ":"}:
        return [], ""
    k -= 1
    k = _skip_back(items, k)
    if k >= 0 and items[k].kind == "person" and "\n" not in doc[items[k].end : items[group.first].start].text:
        plural = items[group.titles[0]].title
        if plural is not None and plural.plural:
            return _listed_back(items, k), "apposition"
        return [k], "apposition"
    return [], ""


def _skip_back(items: list[Item], k: int) -> int:
    """Over a bracket, post-nominals and an age between a name and its apposition."""
    while k > 0 and items[k].kind in {"word", "body"}:
        text = items[k].text
        if text == ")":
            while k > 0 and items[k].text != "(":
                k -= 1
            k -= 1
        elif text.lower().strip(".,") in {p.strip(".") for p in _POSTNOMINALS} or (text.isdigit() and len(text) <= 2):
            k -= 1
            if items[k].text == ",":
                k -= 1
        else:
            break
    return k


def _listed_back(items: list[Item], k: int) -> list[int]:
    people = [k]
    while k > 1 and items[k - 1].text in {",", "and", "&"}:
        back = k - 1
        while back > 0 and (items[back].text in {",", "and", "&"} or items[back].text in _HONORIFICS):
            back -= 1
        if items[back].kind != "person":
            break
        people.insert(0, back)
        k = back
    return people


def _behind_comma(doc: Doc, items: list[Item], group: Group) -> tuple[list[int], str]:
    """"its founder, Robert Bernstein", "the Minister of Justice of Vietnam, Mr Ha Hung Cuong"."""
    k = group.last
    if k < len(items) and items[k].text in {",", ":"}:
        k = _skip_honorifics(items, k + 1)
        if k < len(items) and items[k].kind == "person" and "\n" not in doc[items[group.first].start : items[k].start].text:
            return [k], "title, name"
    return [], ""


def _copula(doc: Doc, items: list[Item], group: Group) -> tuple[list[int], str]:
    """"Perera is the Chairman", "who serves as Dean", "was appointed Director"."""
    k = group.first - 1
    while k > 0 and (items[k].kind == "body" or items[k].text in DETERMINERS | {"'s", "’s", "also", "currently", "been", "acting"}):
        k -= 1
    as_seen = items[k].text == "as"
    if as_seen:
        k -= 1
        while k > 0 and items[k].text in {"on", "monday", "since", "today"}:
            k -= 1
    if k < 0 or items[k].kind != "word":
        return [], ""
    verb = doc[items[k].start]
    if not (items[k].text in _AS_VERBS if as_seen else items[k].text in _BE | _NAMED):
        return [], ""
    subject = _subject(doc, items, verb.i)
    return ([subject], "copula") if subject is not None else ([], "")


def _subject(doc: Doc, items: list[Item], verb: int) -> int | None:
    """The person who is the verb's subject (its object, for an active "appointed"), by the parse, else the nearest before it."""
    people = {t: i for i, item in enumerate(items) if item.kind == "person" for t in range(item.start, item.end)}
    token = doc[verb]
    for _ in range(4):
        deps = {"nsubj", "nsubjpass"}
        for child in token.lefts:
            if child.dep_ in deps:
                if child.lower_ == "who" and token.head.i in people:
                    return people[token.head.i]
                hit = next((people[t.i] for t in (child, *child.children) if t.i in people and t.dep_ != "poss"), None)
                if hit is not None:
                    return hit
                if child.lower_ != "who":
                    return None
        if token.head.i == token.i:
            break
        if token.dep_ == "relcl" and token.head.i in people:
            return people[token.head.i]
        token = token.head
    return None


def _line_above(doc: Doc, items: list[Item], group: Group) -> tuple[list[int], str]:
    """A line that opens with a title, under a line that is just a name: the layout of contact blocks."""
    k = group.first - 1
    if k < 1 or items[k].kind != "word" or "\n" not in doc[items[k].start].text or items[k].text.count("\n") > 1:
        return [], ""
    if items[k - 1].kind == "person" and (k == 1 or "\n" in doc[items[k - 2].start].text or items[k - 2].text == ":"):
        return [k - 1], "line under name"
    return [], ""


# In the order in which they are tried: a name right behind a title is surer than one in front of it.
HOLDERS: tuple[Callable[[Doc, list[Item], Group], tuple[list[int], str]], ...] = (
    _right_behind,
    _in_front,
    _behind_comma,
    _copula,
    _line_above,
)
