"""Titles that stand together ("Chairman and CEO of Vingroup") and the bodies that stand with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.relate.chain import Item

DETERMINERS = frozenset("the a an its his her their our this current new then former ex outgoing late newly appointed designated".split())
_PREPOSITIONS = frozenset({"of", "for", "at", "in", "with", "from", "within"})
_LEGISLATOR_BRACKET = re.compile(r"^(?:[A-Z]{1,3}\s*[-–]\s*)(?P<state>[A-Z][\w.]*(?:[-–]\d+)?)$|^(?P<district>[A-Z]{2}[-–]\d{1,2})$")


@dataclass(frozen=True, slots=True)
class Group:
    """Titles joined by "and" or commas: chain indices, each with the body that stands at it."""

    titles: tuple[int, ...]
    bodies: tuple[Item | None, ...]
    first: int
    last: int


def groups(items: list[Item]) -> Iterator[Group]:
    """The groups of a chain, in order."""
    i = 0
    while i < len(items):
        if items[i].kind != "title":
            i += 1
            continue
        titles, bodies = [i], []
        body, at = _body_behind(items, i)
        bodies.append(body or _body_before(items, i))
        while (following := _joined_title(items, at)) is not None:
            titles.append(following)
            body, at = _body_behind(items, following)
            bodies.append(body or _body_before(items, following))
        yield Group(tuple(titles), tuple(_shared(bodies)), i, at)
        i = max(at, titles[-1] + 1)


def _shared(bodies: list[Item | None]) -> list[Item | None]:
    """A title without a body takes that of the title joined to it: the next one's, else the one before."""
    for i in range(len(bodies) - 2, -1, -1):
        bodies[i] = bodies[i] or bodies[i + 1]
    for i in range(1, len(bodies)):
        bodies[i] = bodies[i] or bodies[i - 1]
    return bodies


def _body_behind(items: list[Item], i: int) -> tuple[Item | None, int]:
    """The body after "of", "at", "for" behind a title, and where the chain goes on."""
    at = i + 1
    if at < len(items) and items[at].text in _PREPOSITIONS and items[at].kind == "word":
        k = at + 1
        while k < len(items) and items[k].kind == "word" and items[k].text in DETERMINERS:
            k += 1
        if k < len(items) and items[k].kind == "body":
            return _innermost(items, k)
    return None, at


def _innermost(items: list[Item], k: int) -> tuple[Item, int]:
    """Of "the Justice Department’s Civil Division" the division; of "the Civil Division of the Justice Department" too."""
    body, at = items[k], k + 1
    while at + 1 < len(items) and items[at].text in {"'s", "’s", "'", "’"} and items[at + 1].kind == "body":
        body, at = items[at + 1], at + 2
    if at + 1 < len(items) and items[at].kind == "body" and not items[at].place and items[at - 1].kind == "word":
        body, at = items[at], at + 1
    if at < len(items) and items[at].text == "(":
        while at < len(items) and items[at].text != ")" and at - k < 8:
            at += 1
        at += 1
    end = at
    while end < len(items) and items[end].text in {"of", "at", "in", "under", "the"} and items[end].kind == "word":
        end += 1
    return (body, end + 1) if end > at and end < len(items) and items[end].kind == "body" else (body, at)


def _body_before(items: list[Item], i: int) -> Item | None:
    """"WUT President", "Singapore’s Minister for Law", "the Japanese minister"."""
    k = i - 1
    while k > 0 and items[k].kind == "word" and items[k].text in {"'s", "’s", "'", "’", "former", "then", "current", "new", "incoming", "outgoing"}:
        k -= 1
    return items[k] if k >= 0 and items[k].kind == "body" else None


def _joined_title(items: list[Item], at: int) -> int | None:
    """The chain index of a title joined by "and", "&", "/" or ", and" at `at`, or None."""
    k = at
    while k < len(items) and items[k].text in {",", "and", "&", "/", "as", "well"} and items[k].kind == "word":
        k += 1
    if k == at:
        return None
    joined = k
    while k < len(items) and items[k].kind == "word" and items[k].text in DETERMINERS | {"also", "concurrently"}:
        k += 1
    if k + 1 < len(items) and items[k].kind == "body":
        k += 1 + (items[k + 1].text in {"'s", "’s"})
    if k >= len(items) or items[k].kind != "title":
        return None
    only_comma = all(items[m].text == "," for m in range(at, joined))
    # "President A, Minister B": a name right behind the second title makes it another person's
    if k + 1 < len(items) and items[k + 1].kind == "person" and (only_comma or _is_plural_break(items, at)):
        return None
    return k


def _is_plural_break(items: list[Item], at: int) -> bool:
    """Whether the title before `at` already has its own name in front: "Kim, president, and Dean Lee"."""
    return at >= 3 and any(items[m].kind == "person" for m in range(max(0, at - 4), at - 1))


def body_after_person(items: list[Item], person_at: int, rule: str) -> Item | None:
    """"Attorney General Leslie Caldwell of the Criminal Division"."""
    if rule != "title before name":
        return None
    k = person_at + 1
    if k < len(items) and items[k].text == ",":
        return None
    if k < len(items) and items[k].text in {"of", "from", "at", "for", "with"} and items[k].kind == "word":
        k += 1
        while k < len(items) and items[k].kind == "word" and items[k].text in DETERMINERS:
            k += 1
        if k < len(items) and items[k].kind == "body":
            return _innermost(items, k)[0]
    # a list: "Trial Attorneys A and B of the Tax Division"
    following = person_at + 1
    while following < len(items) and items[following].text in {",", "and", "&"}:
        following += 1
    if following > person_at + 1 and following < len(items) and items[following].kind == "person":
        return body_after_person(items, following, rule)
    return None


def body_after_comma(items: list[Item], k: int) -> Item | None:
    """"Jane Roe, President, Acme Inc.": a body right behind the comma that ends there."""
    if k + 1 < len(items) and items[k].text == "," and items[k + 1].kind == "body" and not items[k + 1].place:
        closing = k + 2 >= len(items) or items[k + 2].text in {",", ".", ";", ")", "and"} or "\n" in items[k + 2].text
        return items[k + 1] if closing else None
    return None


def legislator_place(doc: Doc, items: list[Item], person_at: int) -> str | None:
    """The state or district behind a legislator's name: "(I-Vt.)", "(WI-02)"."""
    start = items[person_at].end
    if start >= len(doc) or doc[start].text[0] != "(":
        return None
    end = start
    while end < len(doc) and ")" not in doc[end].text and end - start < 6:
        end += 1
    inside = doc[start : end + 1].text.partition("(")[2].partition(")")[0]
    match = _LEGISLATOR_BRACKET.match(inside.strip())
    return (match["state"] or match["district"]) if match else None
