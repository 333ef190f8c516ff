"""The words of titles: nouns of office and the words that rank them, and what a title phrase says of itself.

The lists are `lexicon/title_heads.txt` and `lexicon/title_modifiers.txt`; beside them stand the endings by which English makes nouns
of learned professions and of fields of work, which no list can hold. The grammar that puts the words together is in
`pipeline.find.titles`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Span, Token

from pipeline.find.reading import words_of
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
    "bishop cardinal chancellor chaplain clerk constable conductor deacon dean elder fellow judge justice keeper king major "
    "marshal pope prince provost queen reader regent reeve sheriff steward sultan teacher warden abbot driver pilot skipper".split()
)
# What somebody does rather than an office: in lower case it is a title only where the words at it say more.
OCCUPATIONS = frozenset(
    "student candidate employee apprentice intern volunteer driver pilot teacher trainer writer poet author critic "
    "scholar cadet patron clerk elder buyer planner developer operator sailor technician mechanic translator soloist farmer pastor "
    "priest keeper canon superior assessor selector manager deputy therapist driver conductor steward restorer".split()
) - {"manager", "deputy"}
# "hydrologist", "photographer", "technician", "economist": endings of professions; nothing else in English ends so.
_PROFESSIONS = (
    "ologist",
    "iatrist",
    "hetist",
    "ographer",
    "onomist",
    "ematician",
    "linician",
    "hysician",
    "echnician",
    "scientist",
)
# "Communications", "Sustainability", "Procurement": endings of nouns that name a field of work, and of adjectives made from them.
_FIELDS = (
    *(
        "ation",
        "ations",
        "ction",
        "ctions",
        "ission",
        "issions",
        "ology",
        "ologies",
        "ography",
        "iatry",
        "omics",
        "istics",
    ),
    *("ement", "erment", "opment", "onment", "ility", "tivity", "ernance", "ional", "ental", "ical", "ative"),
)
_WITH_MASTERS = frozenset("harbour harbor head station choir yard quiz concert dock port".split())
# What a conversion leaves in front of a title without a space: a date line's dash, an opening quotation mark.
_GLUE = re.compile(r"""(?:.*[–—]|.*\.-|["“”])(?=[A-Z])""")
_SHORTEST = 7  # letters of a word whose ending counts
_REMEMBERED = 1 << 16  # words: what a word is by itself is asked many times a release
# Abbreviated titles keep the number in which they stand: "Sens. Hale and Poole".
_PLURAL_ABBREVIATIONS = frozenset({"sens.", "reps.", "profs.", "govs.", "sens", "reps", "profs", "govs"})


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A title phrase as its rules need it: `head` is the noun of office in the singular, lower case."""

    span: Span
    head: str
    head_index: int
    plural: bool

    @property
    def text(self) -> str:
        """The title as it stands, white space folded; in the singular where that stands in the text too: "Directors" holds "Director".

        "Members of Parliament" and "Deputies" hold no singular, and stay what the words say. An abbreviation stays as it is.
        """
        token = self.span.doc[self.head_index]
        whole = " ".join(self.span.text[self.glue :].split())
        if not self.plural or token.lower_ in _PLURAL_ABBREVIATIONS or self.head_index + 1 < self.span.end:
            return whole
        single = _singular_surface(token.text)
        return whole.removesuffix(token.text) + single if token.text.startswith(single) else whole

    @property
    def glue(self) -> int:
        """How many characters of the first token stand in front of the title, where no space parts them: "2018)–U.S."."""
        return len(self.span[0].text) - len(unglued(self.span[0]))


def unglued(token: Token) -> str:
    """A token's text behind a dash or a quotation mark that glues it to what stands before: "D.C.–Senator", "“President"."""
    return _unglued(token.text)


@lru_cache(maxsize=_REMEMBERED)
def _unglued(text: str) -> str:
    if text.isalpha():
        return text
    glue = _GLUE.match(text)
    return text[glue.end() :] if glue else text


def singular(token: Token) -> str | None:
    """The noun of office that a token is, in the singular and lower case, or None."""
    word, stopped = office_noun(token.text)
    if word == "master":  # "Harbour Master"; a master by itself is a degree or a ship's
        return word if token.i > 0 and token.nbor(-1).lower_ in _WITH_MASTERS else None
    if stopped is not None and not token.whitespace_ and token.i + 1 < len(token.doc) and token.nbor().text == ".":
        return stopped  # "Col" ".", parted by the tokenizer
    return word


@lru_cache(maxsize=_REMEMBERED)
def office_noun(text: str) -> tuple[str | None, str | None]:
    """The noun of office that a word is, and the one that it is where a full stop follows; None where it is none."""
    word = _unglued(text).lower()
    if word == "master":
        return word, None
    if word in _PLURAL_ABBREVIATIONS:
        return _singular_surface(word.removesuffix(".") + "."), None
    if word in HEADS or (word.endswith(_PROFESSIONS) and word.isalpha()):
        return word, None
    stopped = next((form for form in (f"{word}.", _singular_surface(f"{word}.")) if form in HEADS), None)
    single = _singular_surface(word)
    known = single in HEADS or (single.endswith(_PROFESSIONS) and single.isalpha())
    return single if single != word and known else None, stopped


def _singular_surface(word: str) -> str:
    low = word.lower()
    if low in _PLURAL_ABBREVIATIONS and low.endswith("."):
        return word[:-2] + "."
    if low.endswith("men"):
        return word[:-3] + "man"
    if low.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if low.endswith("s") and not low.endswith("ss") else word


def describe(span: Span) -> TitlePhrase:
    """Head and number of a marked title span."""
    known = words_of(span.doc).titles
    place = (span.start, span.end)
    if place not in known:
        known[place] = _described(span)
    return TitlePhrase(span, *known[place])


def _described(span: Span) -> tuple[str, int, bool]:
    start = last = span.start
    nouns: list[tuple[int, str, str]] = []
    for i, token in enumerate(span, start):
        if i > start and token.lower_ in {"of", "for", "to", "in", "on", "at", "(", ","}:
            break
        if noun := singular(token):
            last = i
            nouns.append((i, noun, unglued(token).lower()))
    # "Attorneys General", "Directors General": the plural stands on the first noun
    for index, noun, written in nouns[:-1]:
        if noun != written:
            return noun, index, True
    if nouns:
        _, head, word = nouns[-1]
    elif (noun := singular(span[-1])) is not None:  # "Foreign Affairs, Employment and Tourism Minister"
        last = span.end - 1
        head, word = noun, unglued(span[-1]).lower()
    else:
        head, word = span.doc[last].lower_, unglued(span.doc[last]).lower()
    return head, last, head not in {word, f"{word}."}


def is_title_word(token: Token) -> bool:
    """Whether a token can stand in a title: a noun of office, or a word that ranks one."""
    return singular(token) is not None or names_field(token)


def names_field(token: Token) -> bool:
    """Whether a word names a field of work, by the list or by its ending."""
    return is_field_word(token.text)


@lru_cache(maxsize=_REMEMBERED)
def is_field_word(text: str) -> bool:
    """Whether a text is a word that names a field of work."""
    word = _unglued(text).lower()
    return word in MODIFIERS or (len(word) >= _SHORTEST and word.isalpha() and word.endswith(_FIELDS))
