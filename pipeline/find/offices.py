"""The words of titles: nouns of office and the words that rank them, and what a title phrase says of itself.

The lists are `lexicon/title_heads.txt` and `lexicon/title_modifiers.txt`; the grammar that puts the words together is in
`pipeline.find.titles`.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.lexicon import words

HEADS = words("title_heads")
MODIFIERS = words("title_modifiers")

# Offices of state, whose field belongs to the title whatever it is called ("Minister of Education").
STATE_OFFICES = frozenset({"minister", "vice-minister", "secretary", "undersecretary", "under-secretary", "premier"})
ACADEMIC = frozenset({"professor", "prof.", "prof"})
# Forms of address that stand before a name and nothing else.
ADDRESS = frozenset(
    "mr mr. mrs mrs. ms ms. miss dr dr. hon hon. sir dame madam mme shri smt dato datuk sheikh messrs messrs.".split()
)
# Nouns of office that are family names too: behind a name word they are the end of the name ("Ms Laura Bishop").
FAMILY_NAMES = frozenset(
    "bishop cardinal chancellor chaplain constable dean fellow judge justice king major marshal pope prince provost queen reader "
    "sheriff".split()
)


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A title phrase as its rules need it: `head` is the noun of office in the singular, lower case."""

    span: Span
    head: str
    head_index: int
    plural: bool

    @property
    def text(self) -> str:
        """The title as it stands, its head in the singular and white space folded."""
        if not self.plural:
            return " ".join(self.span.text.split())
        token = self.span.doc[self.head_index]
        cut = token.idx - self.span.start_char
        single = _singular_surface(token.text)
        return " ".join((self.span.text[:cut] + single + self.span.text[cut + len(token.text) :]).split())


def singular(token: Token) -> str | None:
    """The noun of office that a token is, in the singular and lower case, or None."""
    word = token.lower_
    if word in HEADS:
        return word
    if f"{word}." in HEADS and not token.whitespace_ and token.i + 1 < len(token.doc) and token.nbor().text == ".":
        return f"{word}."  # "Col" ".", parted by the tokenizer
    single = _singular_surface(word)
    return single if single != word and single in HEADS else None


def _singular_surface(word: str) -> str:
    low = word.lower()
    if low in {"sens.", "reps.", "profs.", "govs."}:
        return word[:-2] + "."
    if low.endswith("men"):
        return word[:-3] + "man"
    if low.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if low.endswith("s") and not low.endswith("ss") else word


def describe(span: Span) -> TitlePhrase:
    """Head and number of a marked title span."""
    last = span.start
    for token in span:
        if token.lower_ in {"of", "for", "to", "in", "on", "at"} and token.i > span.start:
            break
        if singular(token):
            last = token.i
    # "Attorneys General", "Directors General": the plural stands on the first noun
    for index in range(span.start, last):
        if singular(span.doc[index]) and singular(span.doc[index]) != span.doc[index].lower_:
            return TitlePhrase(span, singular(span.doc[index]) or "", index, plural=True)
    head = singular(span.doc[last]) or span.doc[last].lower_
    return TitlePhrase(span, head, last, plural=head != span.doc[last].lower_)


def is_title_word(token: Token) -> bool:
    """Whether a token can stand in a title: a noun of office, or a word that ranks one."""
    return token.lower_ in MODIFIERS or singular(token) is not None
