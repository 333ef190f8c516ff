"""Who sends a release, and which bodies are the sides of one that two of them share: a deal, an acquisition, a sponsorship.

The sender stands in the letterhead or in the address that a contact line gives ("press@halvex.example"). A release of two sides names both
where releases name their own: who speaks there without a body speaks for the one that the paragraph is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from spacy.tokens import Token

from pipeline import records
from pipeline.relate.positions.chain import Item
from pipeline.relate.positions.setting import Setting
from pipeline.resolve.names import fold

_SHARE = 3.0  # a side is named at least a third as often as the other
_LEAST = 2.0  # and more than in passing
_OFTEN = 2  # mentions of the only body of a release, where no letterhead names it
_REACH = 24  # items behind a title within which the address of its contact line stands
_SHORTEST = 3  # letters of an address that can stand for a name
_NO_SIDES = frozenset({"court", "party", "media"})


class Senders:
    """What one Doc lets see of its sender and its sides; `weights` says how prominently each body is named."""

    def __init__(self, setting: Setting, weights: Mapping[str, float], presented: frozenset[str]) -> None:
        self._setting = setting
        self._doc = setting.doc
        self._bodies = {o.key: o for o in records.get(setting.doc, records.Organisation)}
        self._weights = weights
        self._presented = presented

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """The bodies of which the release is one in common, by their keys: those named where issuers are, none far behind the other."""
        top = max(self._weights.values(), default=0.0)
        found = [
            key
            for key, weight in self._weights.items()
            if key in self._presented
            and weight >= _LEAST
            and weight * _SHARE >= top
            and self._bodies[key].type not in _NO_SIDES
        ]
        return tuple(key for key in found if not any(self._is_under(key, other) for other in found))

    @cached_property
    def only(self) -> str | None:
        """The one body that the release is of: named where issuers are, and at least thrice as prominently as any other."""
        ranked = sorted(self._weights.items(), key=lambda pair: -pair[1])
        if not ranked or ranked[0][0] not in self._presented or ranked[0][1] < _LEAST:
            return None
        if sum(item.key == ranked[0][0] for item in self._setting.items) < _OFTEN and self.sender != ranked[0][0]:
            return None
        alone = len(ranked) == 1 or ranked[0][1] >= _SHARE * ranked[1][1]
        return ranked[0][0] if alone and self._bodies[ranked[0][0]].type not in _NO_SIDES else None

    def in_order(self, title: Item) -> str | None:
        """The body of one of two who sign in the order of their bodies: "A and B signed a pact. Director Lim and Chairman Roe signed."."""
        items = self._setting.items
        at = self._setting.index_of(title) or 0
        pair = self._pair(at)
        if pair is None:
            return None
        sentence = self._doc[title.start].sent
        begin = self._doc[sentence.start - 1].sent.start if sentence.start else 0
        if not any(t.lower_.startswith("sign") for t in sentence):
            return None
        for k in range(at - 1, 1, -1):
            if items[k].start < begin:
                return None
            first = k - 2 if self._setting.is_word(k - 1, "the") else k - 1
            if _is_body(items[k]) and self._setting.is_word(first, "and") and _is_body(items[first - 1]):
                others = {items[m].key for m in range(first - 1) if _is_body(items[m]) and items[m].start >= begin}
                listed = others - {items[k].key, items[first - 1].key}
                return None if listed else items[(first - 1, k)[pair]].key
        return None

    def _pair(self, at: int) -> int | None:
        """Whether the title at `at` is the first (0) or second (1) of "Director Karin Lim and Chairman Jo Roe"."""
        setting = self._setting
        if setting.text(at - 1) == "," and setting.kind(at - 2) == "person":
            return self._apposed_pair(at)
        name = setting.to_name(at + 1)
        if name is None:
            return None
        behind = name + 1
        if (
            setting.is_word(behind, "and")
            and setting.kind(behind + 1) == "title"
            and setting.to_name(behind + 2) is not None
        ):
            return 0 if not setting.is_word(at - 1, "and", ",") else None
        ahead = (
            setting.is_word(at - 1, "and")
            and setting.kind(at - 2) == "person"
            and setting.kind(setting.before_name(at - 3)) == "title"
        )
        by = ahead and setting.is_word(setting.before_name(at - 3) - 1, "by")  # "signed by Director Lim and Chairman Roe, runs on"
        return 1 if ahead and not setting.is_word(behind, "and", *([] if by else [","])) else None

    def _apposed_pair(self, at: int) -> int | None:
        """Whether the title at `at` is the first (0) or second (1) of "Karin Lim, Director, and Jo Roe, Chairman"."""
        setting = self._setting
        k = at + 1 + (setting.text(at + 1) == ",")
        name = setting.to_name(k + 1) if setting.is_word(k, "and") else None
        if name is not None and setting.text(name + 1) == "," and setting.kind(name + 2) == "title":
            return 0
        k = setting.before_name(at - 3)
        if not setting.is_word(k, "and"):
            return None
        k -= 1 + (setting.text(k - 1) == ",")
        return 1 if setting.kind(k) == "title" and setting.text(k - 1) == "," and setting.kind(k - 2) == "person" else None

    @cached_property
    def sender(self) -> str | None:
        """The body of the letterhead, or of the only address that the release gives; None where neither says it."""
        heads = [
            i.key for i in self._setting.items if i.kind == "body" and i.key in self._bodies and self._in_letterhead(i)
        ]
        if heads:
            return heads[0]
        found = {key for token in self._doc if token.like_email for key in [self._of_address(token)] if key is not None}
        return found.pop() if len(found) == 1 else None

    def by_address(self, title: Item) -> str | None:
        """The body whose name the address behind a title bears: "Karin Lim, Press Officer, press@halvex.example"."""
        at = self._setting.index_of(title)
        if at is None:
            return None
        for item in self._setting.items[at + 1 : at + _REACH]:
            if item.kind == "person":
                return None
            token = self._doc[item.start]
            if token.like_email:
                return self._of_address(token)
        return None

    def of_paragraph(self, title: Item) -> str | None:
        """The one side that the paragraph of a title names; the sender where it names neither; None where it names both."""
        start = self._doc[title.start].idx
        begin = self._doc.text.rfind("\n", 0, start) + 1
        end = self._doc.text.find("\n", start)
        end = len(self._doc.text) if end < 0 else end
        named = {
            side
            for item in self._setting.items
            if item.kind == "body" and begin <= self._doc[item.start].idx < end
            for side in [self._side(item.key)]
            if side is not None
        }
        if not named:
            return self.sender if self.sender in self.sides else None
        return named.pop() if len(named) == 1 else None

    def _side(self, key: str | None) -> str | None:
        return next(
            (side for side in self.sides if key == side or (key is not None and self._is_under(key, side))), None
        )

    def _is_under(self, key: str, other: str) -> bool:
        """Whether a body is a unit of another, at whatever depth."""
        seen: set[str] = set()
        at = self._bodies[key].parent if key in self._bodies else None
        while at is not None and at not in seen:
            if at == other:
                return True
            seen.add(at)
            at = self._bodies[at].parent if at in self._bodies else None
        return False

    def _in_letterhead(self, item: Item) -> bool:
        start = self._doc[item.start].idx
        return any(z.start <= start < z.end for z in records.get(self._doc, records.Zone) if z.name == "letterhead")

    def _of_address(self, token: Token) -> str | None:
        """The one body that the domain of an e-mail address names, a parent before its units."""
        domain = fold(token.text.rpartition("@")[2].replace(".", " ").replace("-", " ")).split()[:-1]
        found = [key for key, body in self._bodies.items() if any(_names(part, body) for part in domain)]
        found = [key for key in found if not any(self._is_under(key, other) for other in found)]
        return found[0] if len(found) == 1 else None


def _is_body(item: Item) -> bool:
    return item.kind == "body" and not item.place


def _names(part: str, body: records.Organisation) -> bool:
    """Whether a part of an address is a body's acronym, or how its name or a short form of it begins."""
    return len(part) >= _SHORTEST and any(form == part or form.startswith(part) for form in _forms(body))


def _forms(body: records.Organisation) -> Iterator[str]:
    for name in (body.name, *body.aliases):
        words = fold(name).split()
        yield "".join(words)
        yield "".join(word[0] for word in words)
    if body.acronym:
        yield fold(body.acronym)
