"""What the patterns for holders of titles look at: the chain, what has been found so far, and what a pattern gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from pipeline.lexicon import words
from pipeline.relate.positions.chain import Item
from pipeline.relate.positions.title_groups import DESCRIPTIONS, is_rank

_HONORIFICS = words("honorifics") | {"distinguished", "barr", "hajiya", "lordship"}
_POSTNOMINALS = frozenset(p.strip(".") for p in words("postnominals"))

# Members of legislatures are called so before their names: "Chair Senator Karin Lim".
_SEATED = frozenset({"senator", "sen.", "representative", "rep.", "congressman", "congresswoman"})


@dataclass(frozen=True, slots=True)
class Holding:
    """The holders of a group of titles: chain indices; the rule that found them, the verb that says so, and a body the verb gives."""

    people: tuple[int, ...]
    rule: str
    verb: tuple[str, ...] = ()
    body: Item | None = None
    respective: bool = False  # the first holds the first title, the second the second


@dataclass(slots=True)
class Setting:
    """One Doc's chain. `held` tells by which rule the person at a chain index holds the title that stands at him or her."""

    doc: Doc
    items: list[Item]
    held: dict[int, str] = field(default_factory=dict)

    def text(self, k: int) -> str:
        """The text of an item, empty beyond the ends of the chain."""
        return self.items[k].text if 0 <= k < len(self.items) else ""

    def kind(self, k: int) -> str:
        """The kind of an item, empty beyond the ends of the chain."""
        return self.items[k].kind if 0 <= k < len(self.items) else ""

    def index_of(self, title: Item) -> int | None:
        """Where a title stands in the chain."""
        return next((k for k, item in enumerate(self.items) if item.start == title.start), None)

    def is_word(self, k: int, *those: str) -> bool:
        """Whether the item at `k` is a plain word, one of `those` where any are given."""
        return self.kind(k) == "word" and (not those or self.text(k) in those)

    def breaks(self, k: int) -> bool:
        """Whether a line ends at `k`, or the chain."""
        return not 0 <= k < len(self.items) or "\n" in self.doc[self.items[k].start].text

    def to_name(self, k: int, *, seated: bool = False) -> int | None:
        """The person that begins at `k`, behind honorifics and ranks ("Hon. (Dr.)", "Air Vice Marshal"), or None.

        Where `seated`, "Senator" and the like count as ranks: "Chair Senator Karin Lim".
        """
        while k < len(self.items):
            item = self.items[k]
            if item.kind == "person":
                return None if item.start and self.doc[item.start - 1].text == "." and self._opens_sentence(k) else k
            honorific = item.kind == "word" and (item.text in _HONORIFICS or item.text in {"-elect", "(", ")"})
            honorific = honorific or (item.kind == "body" and item.text.lower() in _HONORIFICS)  # "Barr" drawn as a body
            dot = item.kind == "word" and item.text in {".", "'", "’"} and self.text(k - 1).lower() in _HONORIFICS
            styled = item.text == "," and self.text(k - 1) in {"excellency", "lordship", "honour", "honor"}
            ranked = item.title is not None and (is_rank(item) or (seated and item.title.head in _SEATED))
            if not (honorific or dot or ranked or (styled and item.kind == "word")):
                return None
            if item.text == "(" and not (
                self.text(k + 1) in _HONORIFICS and ")" in {self.text(k + 2), self.text(k + 3)}
            ):
                return None
            k += 1
        return None

    def _opens_sentence(self, k: int) -> bool:
        """Whether the dot in front of the item ends a sentence, not an abbreviated honorific."""
        return self.is_word(k - 1, ".") and self.text(k - 2) not in _HONORIFICS

    def before_name(self, k: int) -> int:
        """The index in front of honorifics and ranks that end at `k`."""
        while k >= 0 and (
            (
                self.kind(k) == "word"
                and (self.text(k) in _HONORIFICS or (self.text(k) in {"'", "’"} and self.text(k - 1) in _HONORIFICS))
            )
            or (self.kind(k) == "title" and is_rank(self.items[k]))
        ):
            k -= 1
        return k

    def over_name_tail(self, k: int) -> int:
        """Back over a bracket, post-nominals and an age that end at `k`, behind a name."""
        while k > 0 and self.kind(k) in {"word", "body"}:
            text = self.text(k)
            if text == ")":
                while k > 0 and self.text(k) != "(":
                    k -= 1
                k -= 1
            elif text.lower().strip(".,") in _POSTNOMINALS or (text.isdigit() and len(text) <= 2) or self._is_mark(k):
                k -= 1
                k -= self.text(k) == ","
            else:
                break
        return k

    def _is_mark(self, k: int) -> bool:
        """Whether short capitals between commas are a service's or an honour's mark behind a name: "Karin Lim, IAS, Chairman"."""
        written = self.doc[self.items[k].start : self.items[k].end].text
        marked = 2 <= len(written) <= 4 and written.isupper() and written.isalpha()
        return marked and self.text(k - 1) == "," and self.kind(k - 2) == "person"

    def listed(self, k: int, *, seated: bool = False) -> tuple[int, ...]:
        """People in a row from `k` on: "Maria Armijo (WI-02), Mark Saltman for the Bank and Lee Ho"."""
        people = [k]
        at = k + 1
        closed = False  # by "and": what a comma adds behind it is another list
        while at < len(self.items):
            at = self.over_hangers(at)
            following = at
            while self.is_word(following, ",", "and", "&", "von"):
                following += 1
            name = self.to_name(following, seated=seated) if following > at else None
            if name is None or (closed and self.is_word(at, ",")):
                break
            closed = any(self.is_word(k, "and", "&") for k in range(at, following))
            people.append(name)
            at = name + 1
        return tuple(people)

    def over_hangers(self, at: int) -> int:
        """Over what hangs on a listed name at `at`: brackets, "for the Bank"."""
        if self.text(at) == "(":
            close = next((k for k in range(at, min(len(self.items), at + 12)) if self.text(k) == ")"), None)
            return close + 1 if close is not None else at
        if self.is_word(at, "for", "of", "from"):
            k = at + 1
            the = self.is_word(k, "the")
            k += the
            if self.kind(k) == "body" or (the and self.text(k) in DESCRIPTIONS):
                return k + 1
        return at

    def over_affiliation(self, k: int) -> int:
        """Back over "of Norvista Holdings" behind a name; `k` where there is none."""
        at = k - 1
        at -= self.is_word(at, "the")
        if k > 1 and self.kind(k) == "body" and self.is_word(at, "of", "from", "at") and self.kind(at - 1) == "person":
            return at - 1
        return k

    def listed_back(self, k: int) -> tuple[int, ...]:
        """People in a row that ends at `k`, each perhaps with a body: "Karin Lim of Norvista and Jo Berg"."""
        people = [k]
        at = k
        while True:
            joint = self.before_name(at - 1)
            if not self.is_word(joint, ",", "and", "&"):
                break
            while self.is_word(joint, ",", "and", "&"):
                joint -= 1
            joint = self.over_affiliation(self.over_name_tail(joint))
            if self.kind(joint) != "person":
                break
            people.insert(0, joint)
            at = joint
        return tuple(people)

    def is_name_behind(self, k: int) -> bool:
        """Whether a name that is in no mention begins at `k`, behind a title: the title is part of it, or its bearer's."""
        token = self.doc[self.items[k].start] if self.is_word(k) else None
        return token is not None and token.pos_ == "PROPN" and token.text[0].isupper() and not token.is_sent_start
