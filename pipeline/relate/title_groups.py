"""Titles that stand together ("Chairman and CEO of Vingroup") and the bodies that stand with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.find.offices import singular
from pipeline.lexicon import table
from pipeline.relate.chain import Item

DETERMINERS = frozenset(
    "the a an its his her their our this whose current new then former ex outgoing late newly appointed designated incoming formerly "
    "previously hitherto longtime long-time first".split()
)
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
PREPOSITIONS = frozenset({"of", "for", "at", "in", "with", "from", "within"})
# Offices that one holds to somebody: "Secretary to the Ministry of Finance", "Ambassador of Norway to Fiji".
_SERVING = frozenset({"secretary", "adviser", "advisor", "assistant", "counsel", "aide"})
_POSTED = frozenset({"ambassador", "envoy", "commissioner", "representative", "consul", "delegate", "observer"})
# Learned, military and judicial ranks that stand between an office and the name: "Secretary-General Professor Jane Roe".
RANKS = frozenset(
    "professor prof. prof general gen. lieutenant lt. colonel col. major maj. captain capt. admiral adm. commodore brigadier marshal "
    "field-marshal sergeant sgt. corporal cpl. ambassador judge justice sheikh sultan prince princess".split()
)
DESCRIPTIONS = table("body_descriptions")
_CLOSING = frozenset({",", ".", ";", ")", "(", "–", "—", "-", ":"})
_JOINTS = frozenset({",", "and", "&", "/", "as", "well"})
_BRACKET = 6  # items that a bracket behind a title may hold


@dataclass(frozen=True, slots=True)
class Group:
    """Titles joined by "and" or commas: chain indices, each with the bodies that stand at it; [first, last) are its items."""

    titles: tuple[int, ...]
    bodies: tuple[tuple[Item, ...], ...]
    first: int
    last: int

    def plural(self, items: list[Item]) -> bool:
        """Whether the title nearest to the end is one of several people."""
        phrase = items[self.titles[-1]].title
        return phrase is not None and phrase.plural


def groups(items: list[Item]) -> Iterator[Group]:
    """The groups of a chain, in order."""
    i = at = 0
    while i < len(items):
        if items[i].kind != "title":
            i += 1
            continue
        titles, bodies = [i], []
        before = _body_before(items, i) if i > at else ()  # not the body of the group in front
        found, at = _bodies_behind(items, i)
        bodies.append(found or before)
        while (following := _joined_title(items, at)) is not None:
            titles.append(following)
            found, at = _bodies_behind(items, following)
            bodies.append(found or _body_before(items, following))
        yield Group(tuple(titles), tuple(_shared(bodies)), i, at)
        i = max(at, titles[-1] + 1)


def is_rank(item: Item) -> bool:
    """Whether a title is a rank ("Air Vice Marshal"), and no office that is called so ("Attorney General")."""
    phrase = item.title
    if phrase is None:
        return False
    return phrase.head in RANKS and all(singular(t) in RANKS for t in phrase.span if singular(t))


def skip_determiners(items: list[Item], k: int) -> int:
    """The first item from `k` on that is no determiner."""
    while k < len(items) and items[k].kind == "word" and items[k].text in DETERMINERS:
        k += 1
    return k


def _shared(bodies: list[tuple[Item, ...]]) -> list[tuple[Item, ...]]:
    """A title without a body takes that of the title joined to it: the next one's, else the one before."""
    for i in range(len(bodies) - 2, -1, -1):
        bodies[i] = bodies[i] or bodies[i + 1]
    for i in range(1, len(bodies)):
        bodies[i] = bodies[i] or bodies[i - 1]
    return bodies


def _bodies_behind(items: list[Item], i: int) -> tuple[tuple[Item, ...], int]:
    """The bodies after "of", "at", "for" behind a title, and where the chain goes on."""
    at = over_bracket(items, i + 1)
    phrase = items[i].title
    head = phrase.head if phrase else ""
    if at < len(items) and items[at].kind == "word" and _leads_to_body(items[at].text, head):
        k = _over_owner(items, skip_determiners(items, at + 1))
        if k < len(items) and items[k].kind == "body":
            body, at = innermost(items, k)
            found = [body]
            while (further := _further_body(items, at)) is not None:
                found.append(items[further])
                at = further + 1
            if head in _POSTED:
                at = _over_post(items, at)
            return tuple(found), at
        if is_description(items, k) and not (k + 1 < len(items) and items[k + 1].text in POSSESSIVE | {"of", "for"}):
            return (), k + 1
    return (), at


def is_description(items: list[Item], k: int) -> bool:
    """Whether a common noun behind "the" stands for a body: "of the club"."""
    return (
        k < len(items)
        and items[k].kind == "word"
        and items[k].text in DESCRIPTIONS
        and items[k - 1].text in {"the", "this"}
    )


def _leads_to_body(word: str, head: str) -> bool:
    return word in PREPOSITIONS or (word == "to" and head in _SERVING | _POSTED)


def over_bracket(items: list[Item], at: int) -> int:
    """Behind a short bracket without people and bodies at `at`: "Chief Executive Officer (CEO) of"; `at` where there is none."""
    if at >= len(items) or items[at].text != "(":
        return at
    for k in range(at + 1, min(len(items), at + _BRACKET)):
        if items[k].text == ")":
            return k + 1
        if items[k].kind in {"person", "body"}:
            return at
    return at


def _over_owner(items: list[Item], k: int) -> int:
    """Over an owner that is a common noun: "of this office's Natural Resources Division"."""
    if (
        k + 2 < len(items)
        and items[k].kind == "word"
        and items[k + 1].text in POSSESSIVE
        and items[k + 2].kind == "body"
    ):
        return k + 2
    return k


def _over_post(items: list[Item], at: int) -> int:
    """Over the state to which an envoy is sent: "of the Kingdom of Norway to Fiji"."""
    if at < len(items) and items[at].text == "to" and items[at].kind == "word":
        k = skip_determiners(items, at + 1)
        if k < len(items) and items[k].kind == "body":
            return innermost(items, k)[1]
    return at


def _further_body(items: list[Item], at: int) -> int | None:
    """The chain index of a second body of the same title: "Director of A and of B,"; it must end the phrase."""
    if at >= len(items) or items[at].text not in {"and", "&"}:
        return None
    k = at + 1
    k += k < len(items) and items[k].kind == "word" and items[k].text in PREPOSITIONS
    k = skip_determiners(items, k)
    if k >= len(items) or items[k].kind != "body" or items[k].place:
        return None
    ends = k + 1 >= len(items) or items[k + 1].text in _CLOSING or "\n" in items[k + 1].text
    return k if ends else None


def innermost(items: list[Item], k: int) -> tuple[Item, int]:
    """Of "the Justice Department’s Civil Division" the division; of "the Civil Division of the Justice Department" too."""
    body, at = items[k], k + 1
    while at + 1 < len(items) and items[at].text in POSSESSIVE and items[at + 1].kind == "body":
        body, at = items[at + 1], at + 2
    if at < len(items) and items[at].kind == "body" and not items[at].place and items[at - 1].kind == "word":
        body, at = items[at], at + 1
    if at < len(items) and items[at].text == "(":
        while at < len(items) and items[at].text != ")" and at - k < 8:
            at += 1
        at += 1
    end = at
    while end < len(items) and items[end].text in {"of", "at", "in", "under", "the"} and items[end].kind == "word":
        end += 1
    return (body, end + 1) if end > at and end < len(items) and items[end].kind == "body" else (body, at)


def _body_before(items: list[Item], i: int) -> tuple[Item, ...]:
    """As in "WUT President", "Singapore’s Minister for Law", "the Japanese minister", "University of Fjellheim (UF) Rector"."""
    k = i - 1
    while k > 0 and items[k].kind == "word" and items[k].text in POSSESSIVE | DETERMINERS - {"the", "a", "an"}:
        k -= 1
    if k > 2 and items[k].text == ")" and items[k - 2].text == "(":
        k = k - 1 if items[k - 1].kind == "body" else k - 3
    if k >= 0 and items[k].kind == "body":
        return (items[k],)
    return ()


def _joined_title(items: list[Item], at: int) -> int | None:
    """The chain index of a title joined by "and", "&", "/" or ", and" at `at`, or None."""
    k = at
    while k < len(items) and items[k].text in _JOINTS and items[k].kind == "word":
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
