"""Bodies of a release as they are put together: a cluster of mentions, its fullest name, its kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Span

from pipeline.find.bodies import HEADS, lost_possessive
from pipeline.find.foreign_bodies import FOREIGN_HEADS
from pipeline.lexicon import words
from pipeline.resolve.acronyms import looks_short
from pipeline.resolve.names import fold

LEGAL_FORMS = frozenset(fold(form) for form in words("legal_forms"))
_SPELLINGS = {"limited": "ltd", "company": "co", "berhad": "bhd"}


@dataclass(slots=True)
class BodyCluster:
    """The mentions of one body; `names` are those that name it, the other mentions describe it ("the University")."""

    keys: set[str] = field(default_factory=set)
    names: list[Span] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)
    described: list[Span] = field(default_factory=list)
    rules: dict[int, str] = field(default_factory=dict)

    def add(self, span: Span, rule: str) -> None:
        """Count a naming mention in."""
        self.keys.add(fold(name_of(span)))
        self.names.append(span)
        self.rules[span.start] = rule

    @property
    def fullest(self) -> Span:
        """The fullest name: no acronym where there is a long form, not in capitals where there is another, then the longest."""
        return max(self.names, key=lambda s: (*_fullness(s.text), -s.start)) if len(self.names) > 1 else self.names[0]

    @property
    def mentions(self) -> list[Span]:
        """All mentions in the order of the text."""
        return sorted([*self.names, *self.described], key=lambda s: s.start)


def name_of(span: Span) -> str:
    """The name that a mention gives: its text, without a possessive "s" that has lost its apostrophe."""
    return span.text[:-1] if lost_possessive(span) else span.text


@lru_cache(maxsize=1 << 16)
def _fullness(text: str) -> tuple[bool, bool, int, int]:
    shouted = text.isupper() and len(text) > 6
    return not looks_short(text), not shouted, len(fold(text).split()), len(fold(text))


def body_kind(cluster: BodyCluster) -> str:
    """The kind of body, read off the nouns of its fullest name; `other` where no noun tells."""
    name = cluster.fullest
    parts = fold(name.text).split()
    if any(p in LEGAL_FORMS and len(p) > 1 for p in parts[-2:]) and parts[-1] not in {"as", "se", "co"}:
        return "company"
    heads = [t for t in name if t.lower_ in HEADS]
    if not heads:
        return next((FOREIGN_HEADS[t.lower_] for t in name if t.lower_ in FOREIGN_HEADS), "other")
    field_at = next((t.i for t in name if t.lower_ in {"of", "for", "on"}), name.end)
    before = [HEADS[t.lower_] for t in heads if t.i < field_at]
    return before[-1] if before else HEADS[heads[-1].lower_]


def without_legal_form(key: str) -> str:
    """A folded name without the legal forms at its end."""
    parts = key.split()
    while len(parts) > 1 and parts[-1] in LEGAL_FORMS:
        parts.pop()
    return " ".join(parts)


def legal_forms(key: str) -> frozenset[str]:
    """The legal forms at the end of a folded name, each in one spelling ("Limited": "ltd"); of "Co., Ltd." the last says it."""
    parts = key[len(without_legal_form(key)) :].split()
    return frozenset(_SPELLINGS.get(part, part) for part in parts if part not in {"co", "company"} or len(parts) == 1)
