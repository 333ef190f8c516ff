"""Words for an agreement: where one heads a phrase, which kind it gives, and whether it speaks of several.

"Agreement" heads "supply agreement" but not "Agreement Act", "memorandum" takes "of understanding" along, and "letter of intent" is a
head phrase though "letter" alone is none. Some nouns are agreements only by the words around them: a plan that is signed, a sum called a
gift with its giver, a collaboration that is announced (`pipeline.find.papers`).
"""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from pipeline.find.papers import PAPERS, paper_at
from pipeline.find.reading import words_of
from pipeline.lexicon import table, words

_HEADS = table("instrument_heads")
_PHRASES = table("instrument_phrases")
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in _PHRASES)
_OPENERS = frozenset(phrase.split()[0] for phrase in _PHRASES)
_OF = frozenset(
    "understanding understandings agreement cooperation co-operation collaboration intent association partnership".split()
)
_OCCASIONS = frozenset(
    "signing exchange ceremony signings negotiations negotiation talks announcement renewal extension".split()
)
# "the Agreement Act", "Convention Centre", "contract worker": the word is no head there
_NOT_BEFORE = words("instrument_modified")
_SIGNS = frozenset(
    "sign ink seal strik clos land win reach secur clinch finalis finaliz announc complet exchang".split()
)
SHORT_HEADS = frozenset("mou moa moc loi mous moas".split())


def head_of(span: Span) -> Token:
    """The token that heads an instrument: "Memorandum" of "Memorandum of Understanding on …"."""
    doc = span.doc
    for token in span:
        if core_at(doc, token.i) is not None:
            return token
    return span.root


def core_at(doc: Doc, i: int) -> tuple[int, str] | None:
    """Where an instrument's head phrase that begins at token `i` ends, and its kind; None where none begins."""
    token = doc[i]
    if token.is_space:
        return None
    window = doc[i : i + 2 * _LONGEST_PHRASE] if token.lower_ in _OPENERS else ()
    ahead = [t for t in window if not t.is_space][:_LONGEST_PHRASE]
    for length in range(len(ahead), 1, -1):
        phrase_kind = _PHRASES.get(" ".join(t.lower_ for t in ahead[:length]))
        if phrase_kind is not None and not _is_modifier(doc, ahead[length - 1].i):
            return ahead[length - 1].i + 1, phrase_kind
    if token.lower_ in SHORT_HEADS and token.is_lower:  # "mou" in an address
        return None
    word = token.lower_.rstrip("0123456789.")  # a footnote's number, the end of a sentence behind "MoU."
    kind = _HEADS.get(word) or (_HEADS.get(_singular(word)) if word.endswith("s") else None)
    if kind is None:
        paper = paper_at(doc, i)
        return (i + 1, paper) if paper is not None and not _is_modifier(doc, i) else None
    if _is_modifier(doc, i) or (token.pos_ in {"VERB", "ADV"} and not _is_bare_object(doc, i)):
        return None
    end = i + 1
    of = [t for t in doc[end : end + 4] if not t.is_space][:2]
    if len(of) == 2 and of[0].lower_ == "of" and of[1].lower_ in _OF:
        end = of[1].i + 1
    return (
        (end, kind)
        if token.lower_ not in {"memorandum", "memoranda"} or end > i + 1 or token.lower_ == "memoranda"
        else (end, "memorandum")
    )


def is_plural(span: Span) -> bool:
    """Whether the phrase speaks of several agreements."""
    head = head_of(span)
    return (
        head.lower_.rstrip(".") in {"memoranda", "mous"}
        or any(t.lower_ == "understandings" for t in span)
        or (head.lower_.endswith("s") and head.lower_ != "accords" and _singular(head.lower_) in _HEADS)
    )


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def heads(doc: Doc) -> list[tuple[int, int, str]]:
    """The head phrases of the Doc: token of the head, end of its phrase, kind."""
    found, end = [], 0
    here = words_of(doc)
    for i in here.of({word for word in here.places if _may_head(word)}):
        if i >= end and (core := core_at(doc, i)) is not None:
            found.append((i, *core))
            end = core[0]
    return found


@lru_cache(maxsize=1 << 16)
def _may_head(word: str) -> bool:
    """Whether a word in lower case can head an agreement, whatever stands beside it."""
    bare = word.rstrip("0123456789.")
    return word in _OPENERS or word in PAPERS or bare in _HEADS or (bare.endswith("s") and _singular(bare) in _HEADS)


def _is_bare_object(doc: Doc, i: int) -> bool:
    """As in "Acme signs deal with", "Borealis wins contract": headlines leave out the article, and the tagger takes the noun for a verb."""
    before = doc[i - 1].lower_ if i > 0 else ""
    return not doc[i].lower_.endswith(("ed", "ing")) and before.removesuffix("s").removesuffix("e") in _SIGNS


def _is_modifier(doc: Doc, i: int) -> bool:
    """Whether the word at `i` only modifies the noun behind it ("settlement rate", "Agreement Act", "contract worker")."""
    if i + 1 >= len(doc):
        return False
    following = doc[i + 1]
    if following.lower_ in _OCCASIONS:
        return False
    if following.lower_ in _NOT_BEFORE:
        return True
    if following.lower_ in {"and", "&"} and any(t.lower_ in {"centre", "center", "hall"} for t in doc[i + 2 : i + 4]):
        return True  # "Convention and Exhibition Centre"
    if following.is_sent_start or not following.is_alpha:
        return False
    if (
        doc[i].text[0].isupper()
        and following.is_lower
        and i > 0
        and doc[i - 1].text[0].isupper()
        and not doc[i - 1].is_sent_start
    ):
        return False  # "the Paris Agreement goals" names it all the same
    if (
        doc[i].text[0].isupper()
        and following.text[0].isupper()
        and following.tag_ == "NNP"
        and doc[i].dep_ == "compound"
    ):
        # headlines write every word with a capital: there only the parse tells
        return following.pos_ in {"NOUN", "PROPN"}
    return doc[i].dep_ == "compound" and doc[i].head.i == i + 1 and following.pos_ in {"NOUN", "PROPN"}
