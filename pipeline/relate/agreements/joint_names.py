"""Two bodies that were taken for one: "the Ministry of Trade and the Bank of Marland" as a single name, or a body and its parent.

Many names of bodies have an "and" in them ("Ministry of Trade and Industry"), and finding names cuts some lists of two too late. A
party to an agreement must be one body, so a name is read as two here where the release itself says so:

- each half is headed by a word for a body and the second has an article ("the Government of A and the Institute of B");
- a half is the name of a body that the release names by itself;
- "between" stands in front and no other side behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from pipeline import records
from pipeline.lexicon import table
from pipeline.relate.agreements.actors import Actor
from pipeline.relate.positions.states import state_of

_HEADS = frozenset(table("org_heads"))
_CURRENCIES = frozenset(table("currencies"))
_AND = frozenset({"and", "&"})
_SMALL = frozenset({"the", "of", "and", "for", "&"})
_MORE = frozenset({"and", "&", ",", "(", "of", "/", "for", "-"})
_SHORTEST_ACRONYM = 2
_IN_FRONT = 4  # tokens between "between" and a name: "between Marland’s Ministry of Trade and Borealis"


@dataclass(slots=True)
class JointNames:
    """The bodies of a Doc by key, and those of them whose name is that of two."""

    doc: Doc
    bodies: Mapping[str, records.Organisation]
    _halves: dict[str, tuple[str, str]] = field(default_factory=dict)
    _names: dict[str, records.Organisation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._name()
        for key, body in self.bodies.items():
            if (halves := self._told(body.name)) is not None:
                self._halves[key] = halves
        self._name()

    def _name(self) -> None:
        """Index the names of single bodies: what one half is called by itself is kept as a name of the two, and says nothing of which."""
        single = [body for key, body in self.bodies.items() if key not in self._halves]
        self._names = {_plain(name): body for body in single for name in (body.name, *body.aliases)}

    def actors(self, span: Span, key: str) -> list[Actor]:
        """The bodies that the mention `span` of the body `key` names, where they are not just that body; else none."""
        at = self._joint(span)
        if at is not None:
            second = at + 1 + (self.doc[at + 1].lower_ == "the")
            if key not in self._halves:
                self._halves[key] = (self.doc[span.start : at].text, self.doc[second : span.end].text)
                self._name()
            first = self._actor(span.start, at)
            return [first] if _is_currency(self.doc[second : span.end].text) else [first, self._actor(second, span.end)]
        if key not in self._halves:
            return self._whole(span, key)
        # a mention of one half alone ("the Ministry of Trade", "MoT"): it is not the other
        text = _plain(self.doc.text)
        shared = {
            half: (len((_tokens(half) & _tokens(span.text)) - _SMALL), f"{_plain(half)} ({_plain(span.text)}" in text)
            for half in self._halves[key]
        }
        name = max(shared, key=lambda half: shared[half])
        return [self._named(span.start, span.end, name)]

    def _whole(self, span: Span, key: str) -> list[Actor]:
        """As in "NASA" where only "NASA Headquarters" is told of at full length: the acronym alone is the body it belongs to."""
        body = self.bodies[key]
        text = " ".join(span.text.split())
        short = len(text) > _SHORTEST_ACRONYM and text.isupper() and text.isalpha()
        if short and body.type != "company" and body.name.startswith(text + " "):
            return [Actor(span.start, span.end, "organisation", None, text, state_of(text))]
        return []

    def _actor(self, start: int, end: int) -> Actor:
        return self._named(start, end, " ".join(self.doc[start:end].text.split()))

    def _named(self, start: int, end: int, name: str) -> Actor:
        body = self._names.get(_plain(name)) or self._begun(name)
        if body is not None:
            return Actor(start, end, "organisation", body.key, body.name, state_of(body.name))
        return Actor(start, end, "organisation", None, name, state_of(name))

    def _joint(self, span: Span) -> int | None:
        """The "and" at which the mention falls into two bodies."""
        places = [t.i for t in span[1:-1] if t.lower_ in _AND]
        for at in places:
            left, right = self.doc[span.start : at].text, self.doc[at + 1 : span.end].text
            if _is_currency(right):
                return at
            if self._are_two(left, right):
                return at
        return places[-1] if places and self._is_behind_between(span) else None

    def _told(self, name: str) -> tuple[str, str] | None:
        """The halves of a name that is that of two bodies."""
        parts = name.split()
        for at in range(1, len(parts) - 1):
            left, right = " ".join(parts[:at]), " ".join(parts[at + 1 :])
            if parts[at].lower() in _AND and (_is_currency(right) or self._are_two(left, right)):
                return left, right.removeprefix("the ")
        return None

    def _are_two(self, left: str, right: str) -> bool:
        if right.lower().startswith("the ") and _is_headed(left) and _is_headed(right):
            return True
        # "Ministry of Law and International Institute", where another body is called "International Institute for …"
        body = self._names.get(_plain(right)) or self._begun(right)
        return _is_headed(left) and body is not None and (_is_headed(right) or body.type == "company")

    def _begun(self, name: str) -> records.Organisation | None:
        """The only body whose name begins with these words, two at the least."""
        known = _plain(name) + " "
        found = [body for full, body in self._names.items() if full.startswith((f"{known}of ", f"{known}for "))]
        return found[0] if len(known.split()) > 1 and len({b.key for b in found}) == 1 else None

    def _is_behind_between(self, span: Span) -> bool:
        before = self.doc[max(0, span.start - _IN_FRONT) : span.start]
        sides = [t.i for t in before if t.lower_ == "between"]
        if not sides or any(t.lower_ in _AND for t in self.doc[sides[-1] : span.start]):
            return False
        behind = self.doc[span.end : span.end + 1].text.lower()
        further = any(t.lower_ in _AND for t in self.doc[span.end : span.end + 2])
        sentence = self.doc[span.end : span.end + 12]
        stop = next((t.i for t in sentence if t.is_sent_start or t.pos_ in {"VERB", "AUX"}), span.end + 12)
        later = any(t.lower_ in _AND | {"with"} for t in sentence if t.i < stop)
        return not further and not later and (behind not in _MORE or behind == ",")


def _is_headed(name: str) -> bool:
    return bool(_tokens(name) & _HEADS)


def _is_currency(text: str) -> bool:
    """As in "the Government of Marland and MRD 2 million": a sum in words of its own."""
    return text.isupper() and text.lower() in _CURRENCIES


def _tokens(name: str) -> frozenset[str]:
    return frozenset(name.lower().replace("(", " ").replace(")", " ").split())


def _plain(name: str) -> str:
    return " ".join(name.lower().split()).removeprefix("the ")
