"""What a name of a person looks like, and what it cannot be."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline.find.offices import FAMILY_NAMES, singular
from pipeline.find.reading import words_of
from pipeline.lexicon import table, words

SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "snr", "snr.", "jnr", "jnr.", "ml", "ml."})
WRITTEN_OUT = frozenset({"senior", "junior"})  # suffixes in full, which stand in front of nouns as well
VOUCHING = frozenset({"honorific", "title"})  # rules that leave no doubt that a name follows
_HONORIFICS = words("honorifics")
_POSTNOMINALS = words("postnominals")
_PARTICLES = words("name_particles")
_ORG_HEADS = frozenset(table("org_heads"))
_NOT_BODIES = words("not_bodies")
_LEGAL_FORMS = words("legal_forms")
_LONGEST_LINE = 40  # tokens of a headline
_FAMILY_NAME = 4  # so many capitals behind two words are a family name rather than an acronym


def is_headline(token: Token, share: float = 0.8) -> bool:
    """Whether the line of a token is set in title case (so much of its words of weight) and ends without a full stop."""
    words_here = words_of(token.doc)
    start, end = words_here.line(token.i)
    if end - start > _LONGEST_LINE:
        return False
    known = words_here.headlines.get((start, end, share))
    if known is None:
        known = words_here.headlines[start, end, share] = _in_title_case(token.doc, start, end, share)
    return known


def _in_title_case(doc: Doc, start: int, end: int, share: float) -> bool:
    line = [t for t in doc[start:end] if t.is_alpha and not t.is_stop and len(t.text) > 2]
    if len(line) < 4 or doc[end - 1].text in {".", ",", ";", ":", "”"}:
        return False
    return sum(t.text[0].isupper() for t in line) >= share * len(line)


def can_be_name(span: Span, vouched: frozenset[str]) -> bool:
    """Whether a bare name looks like one; `vouched` are the last words of names that an address or a title shows to be such."""
    names = [t for t in span if not t.is_punct]
    if any(t.lower_ in {"and", "of", "for", "the", "at"} and t.i > span.start for t in names):
        return False  # "FACULTIES AND SCHOOLS"
    bare = " ".join(word for word in span.text.split() if word.lower() not in _PARTICLES)
    if not names or len(names) > 8 or any(c.isdigit() or c in "@/" for c in bare):
        return False
    if any(t.lower_ in _ORG_HEADS or t.lower_ in _LEGAL_FORMS - {"as", "se", "co", "sa", "ag"} for t in names):
        return False
    if names[-1].lower_ in _NOT_BODIES and len(names) > 1 and names[-1].lower_ not in vouched:
        return False
    if len(names) == 1 and span.start > 0 and span.doc[span.start - 1].lower_ in {"the", "a", "an", "this", "that", "these", "each"}:
        return False  # "the Bill" is a law
    shouted = [t for t in names if t.text.isupper() and len(t.text) > 2 and t.lower_ not in _POSTNOMINALS | SUFFIXES]
    if shouted and len(shouted) < sum(len(t.text) > 2 for t in names) and shouted[0].i > span.start + 1 and len(shouted[0].text) < _FAMILY_NAME:
        return span.id_ in VOUCHING  # "Larn Hill GRC"; but "WANG Daquan", "Josef NOVAK" and "Ndeye Coumba SARR" are names
    if not any(t.text[0].isupper() for t in names) or (len(names) == 1 and len(names[0].text) < 2):
        return False
    if len(names) == 1 and (names[0].is_stop or is_postnominal(names[0])):
        return False
    if len(names) == 1 and names[0].lower_ in _HONORIFICS and span.id_ not in VOUCHING:
        return False  # but "Ms Begum"
    if len(names) == 1 and singular(names[0]) and names[0].lower_ not in vouched & FAMILY_NAMES:
        return False
    # a single word in capitals is an acronym, unless the whole line is set in capitals
    if span.id_ in VOUCHING and len(names) == 1 and len(names[0].text) >= _FAMILY_NAME:
        return True  # "Vice Minister SAYAMA"
    return not (len(names) == 1 and names[0].text.isupper() and len(names[0].text) <= 6 and not span.sent.text.isupper())


def is_postnominal(token: Token) -> bool:
    """"MP", "PhD", "Esq."; but "Ma" is a name."""
    return token.lower_ in _POSTNOMINALS and (sum(c.isupper() for c in token.text) > 1 or token.lower_ in {"esq", "esq."})
