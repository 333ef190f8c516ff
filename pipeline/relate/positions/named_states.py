"""The states that a Doc names: where each stands, and by what name the Doc calls it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from pipeline.find.reading import words_of
from pipeline.lexicon import country, table

_STYLE_NOUNS = frozenset(
    {"Republic", "Kingdom", "State", "Sultanate", "Commonwealth", "Emirate", "Principality", "Union"}
)
_TOLD_APART = frozenset({"Korea", "China", "Congo"})
_STYLE_WORDS = frozenset(
    "Socialist Democratic Federal Federative Islamic Arab People ’s 's Co-operative United Hashemite Plurinational".split()
)
_CONTINENTS = frozenset({"North", "South", "Latin", "Central"})
_GIVEN_NAMES = frozenset({"jordan", "chad", "israel", "georgia", "kenya", "cuba"})
# By the first word of a state's name, the most tokens that such a name can have; the tokenizer parts hyphens.
_LONGEST: dict[str, int] = {}
for _name in table("countries"):
    _words = _name.replace("-", " - ").split()
    for _first in {_words[0], _name.split()[0]}:
        _LONGEST[_first] = max(_LONGEST.get(_first, 0), len(_words))
_ADJECTIVE_ENDINGS = (
    "ese",
    "ian",
    "ish",
    "ean",
    "an",
    "i",
    "ch",
    "ic",
    "ino",
    "ine",
    "ss",
    "ek",
    "ak",
    "at",
    "ot",
    "ai",
)
# Names that end like adjectives.
_NAMES = frozenset(
    {"brunei", "djibouti", "fiji", "haiti", "kiribati", "malawi", "mali", "burundi", "iran", "japan", "oman", "sudan"}
)
_SHOUTED = 5  # letters of a name in capitals that is no abbreviation


@dataclass(frozen=True, slots=True)
class StateMention:
    """A state named at tokens [start, end), by its name or, where `adjective`, by a word made from it."""

    start: int
    end: int
    state: str
    adjective: bool


class NamedStates:
    """The states that one Doc names, whatever is said of them."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc

    @cached_property
    def mentions(self) -> tuple[StateMention, ...]:
        """Every place where a state is named, whatever the model saw there; names inside names of bodies count."""
        found = []
        here = words_of(self._doc)
        end = 0
        for i in here.of(_LONGEST.keys()):
            if i < end or not here.texts[i][0].isupper():
                continue
            longest = next((n for n in range(_LONGEST[here.lowers[i]], 0, -1) if self._named(i, i + n) is not None), 0)
            if longest:
                adjective = self._is_adjective(i, i + longest)
                start = i if adjective else self._style(i)
                found.append(StateMention(start, i + longest, self._named(i, i + longest) or "", adjective))
                end = i + longest
        return tuple(found)

    def _style(self, start: int) -> int:
        """Where the full style of a state begins: "Socialist Republic" in front of "of Vietnam"."""
        doc = self._doc
        at = start - 1
        at -= at > 0 and doc[at].lower_ == "the"
        if at < 1 or doc[at].lower_ != "of" or doc[at - 1].text not in _STYLE_NOUNS:
            return start
        at -= 1
        while at > 0 and doc[at - 1].text in _STYLE_WORDS:
            at -= 1
        return at

    def _named(self, start: int, end: int) -> str | None:
        texts = words_of(self._doc).texts
        if end > len(texts) or not (texts[start][0].isupper() and texts[end - 1][0].isupper()):
            return None
        span = self._doc[start:end]
        if span[0].text == "America" and start > 0 and self._doc[start - 1].text in _CONTINENTS:
            return None
        if span[0].lower_ == "the" or (span[0].ent_type_ == "PERSON" and self._is_given_name(start, end)):
            return None
        return country(span.text)

    def _is_given_name(self, start: int, end: int) -> bool:
        """The "Jordan" of "Jordan Hale"; a state's whole name that the model takes for a person's is the state's."""
        whole = self._doc[start].ent_iob_ == "B" and (end == len(self._doc) or self._doc[end].ent_iob_ != "I")
        return not whole or self._doc[start].lower_ in _GIVEN_NAMES

    def _is_adjective(self, start: int, end: int) -> bool:
        if self._doc[end - 1].text in _STYLE_NOUNS and end - start > 1:
            return False  # "Czech Republic"
        word = self._doc[end - 1].lower_
        if self._doc[end - 1].ent_type_ == "NORP":
            return True
        return (
            word not in _NAMES
            and word.endswith(_ADJECTIVE_ENDINGS)
            and country(word) != word
            and self._named(start, end) != self._doc[start:end].text.lower()
        )

    def name(self, state: str) -> str | None:
        """The name by which the Doc calls a state most often, the shortest of several; null where it only has a word made from it."""
        names = Counter(self._bare(m) for m in self.mentions if m.state == state and not m.adjective)
        mixed = [n for n in names if not n.isupper() or len(n) < _SHOUTED] or list(names)
        return min(mixed, key=lambda n: (-names[n], len(n), n), default=None)

    def _bare(self, mention: StateMention) -> str:
        """The name without the style of the state: "Norway" of "Kingdom of Norway"; a style that tells two states apart stays."""
        text = " ".join(self._doc[mention.start : mention.end].text.split()).removeprefix("The ").removeprefix("the ")
        style, _, bare = text.rpartition(" of ")
        styled = style.split()[-1:] and style.split()[-1] in _STYLE_NOUNS and bare not in _TOLD_APART
        return bare.removeprefix("the ") if styled and country(bare) == mention.state else text
