"""A statement: one mention of an agreement with what its sentence says of it, and what its own words say.

The words alone tell whether the phrase is a name or a description, one or many, new or told before ("the agreement"), and
sometimes how it stands ("the proposed treaty").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from pipeline import records
from pipeline.find.instrument_heads import core_at, head_of, is_plural
from pipeline.lexicon import table, words
from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.status import Deed

_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "said", "its", "their", "our", "his", "her", "such", "aforesaid"}
)
_INDEFINITE = frozenset({"a", "an", "no", "any", "another", "some", "each", "every", "one"})
# "todays settlement": the apostrophe is lost in many a page.
BARE_DAYS = frozenset({"todays", "yesterdays"})
_DAYS = frozenset({"today", "yesterday"})
_SAID = frozenset({"said", "aforesaid", "above", "aforementioned", "abovementioned", "above-mentioned"})
_NONE = frozenset({"no", "any", "every", "each"})
_COUNTS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_KINDS = table("agreement_kinds")
_ADJECTIVES = table("status_adjectives")
_PRAISE = words("praising_adjectives")
_OTHER = frozenset({"another", "separate", "first", "second", "third", "different", "other", "previous"})
_WEAK = words("instrument_weak")
_JOINS = frozenset({"join", "accede"})
_GENERIC = frozenset(
    "agreement agreements memorandum memoranda of understanding understandings mou mous moa moc treaty treaties convention pact accord deal deals contract contracts settlement "
    "cooperation intent letter new bilateral loi it they both on for the and in to a an".split()
)
# words that say what one thinks of an agreement, not which it is
_PRAISED = frozenset("significant historic historical landmark important major key milestone groundbreaking".split())
# words that say of a settlement only that it is one, or how it is put on paper
_SETTLING = frozenset(
    "consent decree decrees judgment judgement stipulated assurance civil proposed comprehensive resolution".split()
)


@dataclass(frozen=True)  # without slots: every pair of agreements is compared by `words`, which are kept
class Statement:
    """One mention of an agreement and what its sentence says of it.

    `label` is the kind its head word gives, or "open"; an `anaphoric` mention only stands for an agreement told before, a `repeated`
    one says so ("the said agreement"); `inferred` parties are those of the release, not of the sentence; `one_side` tells who
    stands behind "with" alone; `further` parties are added to those of the agreement by whatever sentence tells these.
    """

    span: Span
    sentence: Span
    label: str
    rule: str
    deed: Deed | None = None
    parties: tuple[Actor, ...] = ()
    signatories: tuple[Actor, ...] = ()
    witnesses: tuple[Actor, ...] = ()
    plural: bool = False
    count: int | None = None
    definite: bool = False
    indefinite: bool = False
    bare: bool = False
    predicate: bool = False
    named: bool = False
    distinct: bool = False
    headline: bool = False
    adjective: str | None = None
    weak: bool = False
    anaphoric: bool = False
    inferred: bool = False
    one_side: bool = False
    further: tuple[Actor, ...] = ()
    repeated: bool = False
    clause: Span | None = None
    name: str | None = None

    @property
    def start(self) -> int:
        """The first token of the mention."""
        return int(self.span.start)

    @property
    def settles(self) -> bool:
        """Whether its words say that it is a settlement or a plea agreement."""
        return self.label == "settlement" or (
            self.name is None and any(_KINDS.get(t.lower_) == "settlement" for t in self.span)
        )

    @property
    def adds(self) -> bool:
        """Whether its parties join those told before: "was also signed by A", "B joined the agreement"."""
        if self.deed is None or not self.definite:
            return False
        token = self.deed.token
        return token.lemma_.lower() in _JOINS or any(c.lower_ == "also" for c in token.children)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the name that set it apart from other agreements."""
        if self.anaphoric:
            return frozenset()
        aim = next((t.i for t in self.span if t.tag_ == "TO"), self.span.end)
        plain = {
            t.lower_.rstrip(".")
            for t in self.span.doc[self.span.start : aim]
            if (t.is_alpha or "-" in t.text) and not (self.named and t.text[:1].islower())
        }
        if plain & {"un", "u.n."}:
            plain |= {"united", "nations"}
        return frozenset(plain) - {"un", "u.n."} - _GENERIC - _PRAISED - (_SETTLING if self.label == "settlement" else set())


def from_words(span: Span, sentence: Span, zones: tuple[records.Zone, ...]) -> Statement | None:
    """The statement that an instrument's own words make; None where they speak of no particular agreement."""
    doc = span.doc
    head = head_of(span)
    plural = is_plural(span)
    determiner, between = _determiner(doc, span.start)
    if determiner in _NONE or (
        span.label_ == "cooperation" and any(t.lower_ in _PRAISE for t in doc[max(0, span.start - 2) : head.i])
    ):
        return None  # "no agreement", "our strong partnership"
    named = (
        head.text[:1].isupper()
        and sum(t.text[:1].isupper() for t in span) >= 2
        and bool(_named_words(span) - (_SETTLING if span.label_ == "settlement" else set()))
        and not _all_titled(span, sentence)
    )
    headline = any(z.name == "headline" and z.start <= span.start_char < z.end for z in zones)
    # "under MOU", "Agreement will …": a capital without a determiner stands for the one told before
    bare = determiner is None and not (plural or named or headline) and head.text[:1].isupper() and head.lower_ != "mou"
    anaphoric = core_at(doc, head.i) is None
    told = sorted(between | {t.lower_ for t in doc[span.start : head.i] if not (named and t.text[:1].isupper())})
    predicate = _is_predicate(head)
    return Statement(
        span,
        sentence,
        span.label_,
        "named" if named else "mention",
        plural=plural,
        count=_count(doc, span.start) if plural else None,
        definite=anaphoric or determiner in _DEFINITE or bare or predicate,
        indefinite=determiner in {"a", "an"},
        bare=determiner is None,
        predicate=predicate,
        named=named and not predicate,
        distinct=bool(_OTHER & between),
        headline=headline,
        adjective=next((_ADJECTIVES[w] for w in told if w in _ADJECTIVES), None),
        weak=(head.lower_ in _WEAK or head.lower_.removesuffix("s") in _WEAK)
        and not (named and span.label_ == "treaty"),
        anaphoric=anaphoric,
        repeated=bool(_SAID & (between | {determiner})),
    )


def _is_predicate(head: Token) -> bool:
    """As in "This is the second such agreement": the agreement that is spoken of, told once more."""
    if head.dep_ != "attr" or head.head.lemma_ != "be":
        return False
    return any(c.dep_ == "nsubj" and c.lower_ in {"this", "it", "that", "which"} for c in head.head.children)


def _determiner(doc: Doc, start: int) -> tuple[str | None, frozenset[str]]:
    """The determiner in front of an instrument and the words between."""
    between: set[str] = set()
    for i in range(start - 1, max(-1, start - 6), -1):
        word = doc[i].lower_
        if word in _DEFINITE | _INDEFINITE:
            if word == "such" and doc[i - 1 : i].text.lower() in _NONE:
                return "no", frozenset(between)
            if word == "another":
                between.add(word)
            return word, frozenset(between)
        if word in {"'s", "’s"} or doc[i].pos_ == "PRON":
            # "today’s agreement" is the one that is told
            return "the" if doc[i - 1].lower_ in _DAYS else word, frozenset(between)
        if word in BARE_DAYS:
            return "the", frozenset(between)
        if doc[i].pos_ in {"ADJ", "NUM", "VERB", "ADV", "NOUN"} or word in _COUNTS or word in _SAID or word == ",":
            between.add(word)
            if doc[i].pos_ == "VERB" and doc[i].tag_ not in {"VBN", "VBG"}:
                break
            continue
        break
    return None, frozenset(between)


def counts(token: Token) -> int | None:
    """The number that a word or figure below a hundred gives."""
    if token.lower_ in _COUNTS:
        return _COUNTS[token.lower_]
    return int(token.text) if token.text.isdecimal() and len(token.text) < 3 else None


def _count(doc: Doc, start: int) -> int | None:
    for i in range(start - 1, max(-1, start - 4), -1):
        if (number := counts(doc[i])) is not None:
            return number
        if doc[i].pos_ not in {"ADJ", "NOUN"}:
            break
    return None


def _named_words(span: Span) -> set[str]:
    return {
        t.lower_ for t in span if t.text[:1].isupper() and t.is_alpha and t.lower_ not in _GENERIC and t.pos_ != "ADP"
    }


def _all_titled(span: Span, sentence: Span) -> bool:
    """Whether the sentence capitalises its words as headlines do, so that capitals name nothing."""
    last = next((t for t in reversed(list(sentence)) if not t.is_space), sentence[-1])
    letters = [t for t in sentence if t.is_alpha and len(t) > 3 and not span.start <= t.i < span.end]
    return (
        len(letters) > 3
        and sum(t.text[0].isupper() for t in letters) > 0.8 * len(letters)
        and last.text not in {".", ":"}
    )
