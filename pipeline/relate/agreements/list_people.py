"""People in lists of parties: behind their titles and bodies, and with the one for whom they act.

"Norland’s Minister for Law, Mr Lee Ho, on behalf of the Government", "her Kenyan counterpart, Minister Peter Otieno": the title and the body
in front belong to the person, and say for whom he or she signs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from spacy.tokens import Doc

from pipeline.find.offices import HEADS
from pipeline.find.reading import words_of
from pipeline.lexicon import country, words
from pipeline.relate.agreements.actors import Actor, Scene
from pipeline.relate.positions.title_groups import POSSESSIVE

_HONORIFICS = words("honorifics")
# words that say nothing of who is listed
SKIP = frozenset(
    "the a an both each its their our new said two between his her either party parties hon mr ms mrs dr prof h.e. h.e m/s officials official representatives "
    "representative delegation leaders members country state his excellency retired former then m s".split()
)


_BEHIND = 12  # tokens between a person or a title and "on behalf of"
_POSTED = frozenset({"to", "in"})


class ListReader(Protocol):
    """What reads lists: the scene, and one member of a list."""

    @property
    def scene(self) -> Scene:
        """The Doc with its actors."""

    def member(self, i: int, stop: int, *, bare: bool = False) -> tuple[list[Actor], int]:
        """One member of a list at `i` and the token behind it."""


def titled_person(lists: ListReader, i: int, stop: int) -> Actor | None:
    """The person behind titles and bodies at `i` ("Marland’s Minister for Law, Mr Lee Ho"), or None where a body stands for itself."""
    doc = lists.scene.doc
    at, seen_title = i, False
    hint: Actor | None = None
    holder: str | None = None
    owned = False
    while at < stop and at - i < 26:
        actor = lists.scene.at.get(at)
        if at in lists.scene.titles and (actor is None or actor.kind != "person"):
            seen_title = True
            holder = holder or lists.scene.holders.get(at)
            hint = next(
                (a for k in range(at, lists.scene.titles[at]) if (a := lists.scene.at.get(k)) and a.kind == "country"),
                hint,
            )
            at = lists.scene.titles[at]
            continue
        if actor is not None and actor.kind == "person":
            if holder is not None and holder != actor.key:
                return None  # "…, Director of X, and Lee Ho": the title is of the one before
            return (
                _with_principal(lists, actor, hint, stop)
                if seen_title or at == i or doc[at - 1].lower_ in _HONORIFICS
                else None
            )
        if actor is not None:
            if at > i and not seen_title and doc[at - 1].lower_ not in POSSESSIVE:
                return None
            # "the Ambassador of Marland to Norland" acts for Marland
            posted = hint is not None and hint.kind == "country" and doc[at - 1].lower_ in _POSTED
            if not (owned or posted) and (hint is None or hint.kind != "country" or actor.kind == "country"):
                hint = actor
            at = actor.end
            if at < stop and doc[at].lower_ in POSSESSIVE:
                owned = not seen_title  # "Alpha’s Representative for Marland" acts for Alpha
                at += 1
            elif not seen_title and at not in lists.scene.titles:
                return None
            continue
        word = doc[at].lower_
        if not seen_title:
            if word in _HONORIFICS or doc[at].is_space:
                at += 1
                continue
            return None
        if (
            doc[at].is_space
            or word in {",", "of", "for", "and", "the", "at", "in", "to", "(", ")", ".", "“", "”", '"', "-"}
            or doc[at - 1].text == "-"  # "Minister-in-charge"
            or (at + 1 < stop and doc[at + 1].text == "-")
            or word in _HONORIFICS
            or word in SKIP
            or doc[at].text[:1].isupper()
        ):
            at += 1
            continue
        return None
    return None


def counterpart(lists: ListReader, i: int, stop: int) -> Actor | None:
    """As in "Kenyan counterpart, Minister Peter Otieno" at `i`, behind "her": the person, who acts for the state named so."""
    doc = lists.scene.doc
    if "counterpart" not in words_of(doc).places:
        return None
    behind = next((k for k in range(i + 1, min(stop - 1, i + 4)) if doc[k].lower_ == "counterpart"), None)
    state = country(doc[i:behind].text) if behind is not None else None
    if behind is None or state is None:
        return None
    person = titled_person(lists, behind + 1 + (doc[behind + 1].text == ","), stop)
    if person is None or person.for_whom is not None:
        return person
    name = lists.scene.state_name(state, doc[i:behind].text)
    named = any(a.state == state for a in lists.scene.actors)  # an adjective alone names no state
    return replace(person, for_whom=Actor(i, behind, "country", None, name, state)) if named else person


def office_holder(lists: ListReader, i: int, stop: int) -> Actor | None:
    """As in "the Rector signed": the last person named who holds the office at `i`; None where the office goes on or is nobody's."""
    scene, end = lists.scene, lists.scene.titles.get(i)
    if (
        end is None
        or end >= stop
        or scene.doc[end].lower_ in {"of", "for", ",", "-"}
        or scene.doc[end].text[:1].isupper()
    ):
        return None
    office = scene.doc[i:end].text.lower()
    before = [a for a in scene.actors if a.end <= i and a.kind == "person"]
    held = (a for a in reversed(before) if any(p.title.lower() == office for p in scene.employers.get(a.key or "", ())))
    found = next(held, None) or next(
        (
            a
            for a in reversed(before)
            if any(p.title.lower().startswith(office) for p in scene.employers.get(a.key or "", ()))
        ),
        None,
    )
    return None if found is None else replace(found, start=i, end=end)


def over_heads(lists: ListReader, i: int, stop: int) -> int | None:
    """Behind "rectors of", "ministers of" at `i`: those who hold an office in several bodies are named by these; None elsewhere."""
    doc = lists.scene.doc
    last = lists.scene.titles.get(i, i + 1) - 1
    if doc[last].tag_ not in {"NNS", "NNPS"} or not (doc[last].is_lower or i in lists.scene.titles):
        return None
    held = doc[last].lower_.removesuffix("s") in HEADS
    return last + 2 if held and last + 2 < stop and doc[last + 1].lower_ == "of" else None


def over_age(doc: Doc, i: int, stop: int) -> int | None:
    """Behind "43," or "age 43," or "aged 43," at `i`."""
    at = i + (i < stop and doc[i].lower_ in {"age", "aged"})
    return at + 2 if at + 1 < stop and doc[at].is_digit and doc[at + 1].text == "," else None


def _with_principal(lists: ListReader, person: Actor, hint: Actor | None, stop: int) -> Actor:
    """The person with the one he or she acts for: "on behalf of the Ministry", else the state or body in the title."""
    doc = lists.scene.doc
    at, last = person.end, person.end + _BEHIND
    while at < min(stop, last):
        if at in lists.scene.titles:
            # "Minister of Trade, Ports and Fishing, on behalf of"
            at, last = lists.scene.titles[at], lists.scene.titles[at] + _BEHIND
            continue
        if doc[at].lower_ == "behalf":
            principal, _ = lists.member(at + 2, stop, bare=True)
            if principal:
                return Actor(person.start, person.end, person.kind, person.key, person.name, None, principal[0])
            if at > 0 and doc[at - 1].lower_ in POSSESSIVE:
                break
        if doc[at].lower_ in {"and", ";"} or doc[at].pos_ == "VERB":
            break
        at += 1
    lead = person.end + (doc[person.end : person.end + 1].text == ",")
    if doc[lead : lead + 1].text == "for" and doc[at - 1 : at].text != "behalf":
        principal, _ = lists.member(lead + 1, stop, bare=True)  # "Dr A for Alpha and Mr B, for Beta"
        if principal and principal[0].kind != "person":
            return Actor(person.start, person.end, person.kind, person.key, person.name, None, principal[0])
    if hint is not None and person.key is not None:
        return Actor(person.start, person.end, person.kind, person.key, person.name, None, hint)
    return person
