"""Where the name of a person goes on that was seen in part: particles, double surnames, hyphens, nicknames, initials."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from pipeline.find.name_shapes import SUFFIXES, WRITTEN_OUT, is_headline
from pipeline.find.offices import ADDRESS, FAMILY_NAMES, singular
from pipeline.find.reading import starts_block
from pipeline.lexicon import table, words

Titled = frozenset[int]  # indices of tokens inside titles

_HONORIFICS = words("honorifics")
_PARTICLES = words("name_particles")
_ORG_HEADS = frozenset(table("org_heads"))
_NOT_BODIES = words("not_bodies")
# Particles that link a given name and a father's or family name, and nothing else.
_LINKS = frozenset("bt bt. bte bte. bin bint binti ibn ben ould mint a/l a/p s/o d/o van von".split())
# Given names that are mostly written short: Maria, Mohammad, Muhammad, Abdul.
_SHORT_NAMES = frozenset({"Ma.", "Md.", "Mohd.", "Muhd.", "Abd."})
_QUOTES = frozenset({"“", "”", '"', "‘", "’", "'"})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_OTHER_ENTITIES = frozenset({"ORG", "GPE", "NORP", "LAW", "EVENT", "DATE", "WORK_OF_ART", "FAC", "PRODUCT", "LOC", "PROGRAMME", "AWARD", "TITLE", "AGREEMENT"})
_NEVER_NAMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "LAW"})


def grown(doc: Doc, start: int, end: int, titled: Titled) -> int:
    """Where a name ends that the model may have cut short.

    It goes on over capitalised words that nothing else claims, over particles with a capitalised word behind them ("bin
    Abdul", "de la Cruz", "s/o Balwant"), and over a generational suffix.
    """
    while end < len(doc) and not starts_block(doc[end]):
        following = _behind_particles(doc, end)
        if following > end and following < len(doc) and doc[following].text[0].isupper():
            end = following + 1
            while end < len(doc) and doc[end].text[:1].isupper() and doc[end].ent_iob_ == "I" and doc[end - 1].ent_type_ != "":
                end += 1
        elif (_is_free_name_word(doc[end], titled) or _is_last_name(doc, start, end, titled)) and not is_headline(doc[start]):
            end += 1
        elif doc[end].text == "-" and not doc[end].whitespace_ and not doc[end - 1].whitespace_ and end + 1 < len(doc) and goes_on_behind_hyphen(doc, start, end + 1):
            end += 2
        elif behind := _behind_nickname(doc, end):
            end = behind
        else:
            break
    if end < len(doc) and doc[end].lower_ in SUFFIXES and not doc[end].is_space:
        return end + 1
    if end < len(doc) and doc[end].lower_ in WRITTEN_OUT and end - start > 1 and _closes(doc, end):
        return end + 1
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in SUFFIXES:
        return end + 2
    return end


def _closes(doc: Doc, i: int) -> bool:
    """Whether no noun goes with the word: "Ole Dahl senior, of Larn", but "Ole Dahl, senior partner"."""
    return i + 1 == len(doc) or starts_block(doc[i + 1]) or doc[i + 1].pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"}


def goes_on_behind_hyphen(doc: Doc, start: int, i: int) -> bool:
    """"Perišić-Lalić", and "Kim Do-hyeon" whose second syllable is small; "Madison-based" is no name."""
    return doc[i].is_alpha and (doc[i].text[0].isupper() or i - start > 2)


def _is_last_name(doc: Doc, start: int, i: int, titled: Titled) -> bool:
    """A further family name that the model takes for a place of its own: the "Montenegro" of "Rosalba Inés Yela Montenegro"."""
    token = doc[i]
    lone = token.ent_type_ in {"GPE", "NORP", "LOC", "FAC", "PRODUCT"} and token.ent_iob_ == "B" and (i + 1 == len(doc) or doc[i + 1].ent_iob_ != "I")
    if not lone or i - start < 2 or not token.text.istitle() or not token.is_alpha or token.i in titled:
        return False
    closes = i + 1 == len(doc) or not doc[i + 1].text[0].isupper()
    return closes and token.lower_ not in _ORG_HEADS | _NOT_BODIES and token.lower_ not in _DAYS


def _behind_nickname(doc: Doc, i: int) -> int:
    """The index behind the word that follows a quoted or bracketed nickname: 'Marcus "Tate" Guidry'; 0 where none stands at `i`."""
    if doc[i].text not in _QUOTES | {"("}:
        return 0
    close = next((k for k in range(i + 2, min(i + 4, len(doc))) if doc[k].text in _QUOTES | {")"}), 0)
    if not close or not all(t.is_title for t in doc[i + 1 : close]):
        return 0
    name = _behind_particles(doc, close + 1)  # "Hendrik (Henk) de Wit"
    follows = name < len(doc) and doc[close].whitespace_ and doc[name].is_title and doc[name].is_alpha
    return name + 1 if follows and doc[name].pos_ == "PROPN" else 0


def _behind_particles(doc: Doc, i: int) -> int:
    """The index behind the particles that stand at `i`: "de la", "bin", "s/o" (one token or three)."""
    while i < len(doc) and not starts_block(doc[i]):
        if doc[i].lower_ in _PARTICLES - {"y", "e", "i", "a", "la", "as", "op"} and doc[i].text.islower():
            dotted = f"{doc[i].lower_}." in _PARTICLES and not doc[i].whitespace_  # "bt." as two tokens
            i += 1 + (i + 1 < len(doc) and (doc[i + 1].text == "la" or (dotted and doc[i + 1].text == ".")))
        elif "".join(t.text for t in doc[i : i + 3]).lower() in _PARTICLES and not doc[i].whitespace_:
            i += 3
        else:
            break
    return i


def _is_free_name_word(token: Token, titled: Titled) -> bool:
    """A capitalised word that goes on with a name: no entity of its own, no title, no ordinary word."""
    if token.lower_ in ADDRESS or token.lower_ in _DAYS:
        return False
    return token.pos_ == "PROPN" and token.ent_type_ in {"", "PERSON"} and not token.is_stop and is_name_word(token, titled)


def grows_front(doc: Doc, start: int) -> bool:
    """Initials in front belong to the name: "A. W. R. T. Mendis"; so does a word in front of a particle or an initial."""
    before = doc[start - 1]
    if starts_block(doc[start]) or before.ent_type_ in _OTHER_ENTITIES or before.is_space:
        return False
    opens_late = doc[start].lower_ in _PARTICLES - {"al", "la", "e", "i", "y", "a", "as", "op", "@"} or re.fullmatch(r"[A-Z]\.", doc[start].text)
    if opens_late and before.is_title and before.is_alpha and before.pos_ == "PROPN" and not before.is_stop:
        return before.lower_ not in _HONORIFICS and singular(before) is None and before.lower_ not in _ORG_HEADS
    if before.lower_ in _LINKS and start > 1 and doc[start - 2].is_title and doc[start - 2].is_alpha and doc[start - 2].ent_type_ not in _OTHER_ENTITIES:
        return doc[start - 2].lower_ not in _HONORIFICS and singular(doc[start - 2]) is None
    if start > 1 and before.text == "." and f"{doc[start - 2].text}." in _SHORT_NAMES and not doc[start - 2].whitespace_:
        return True
    if (f"{before.text}." in _SHORT_NAMES and doc[start].text == ".") or (before.text in _SHORT_NAMES and doc[start].text[0].isupper()):
        return True
    tan = before if before.text == "Tan" else doc[start]
    if tan.text == "Tan" and tan.i > 0 and tan.i + 1 < len(doc) and tan.nbor().is_title and tan.nbor().text != "Sri":
        given = tan.nbor(-1)  # "Peter Tan Hock Chye"
        return not starts_block(tan) and given.is_title and given.is_alpha and given.pos_ == "PROPN" and given.lower_ not in _HONORIFICS and singular(given) is None
    if before.text == "U" and start + 1 < len(doc) and doc[start + 1].is_title:
        return False  # a Burmese form of address: "U Kyaw Kyaw Oo"
    bare = len(before.text) == 1 and before.text.isupper() and before.text not in {"A", "I"} and before.pos_ == "PROPN"
    initials = bare or (re.fullmatch(r"(?:[A-Z]\.)+-?", before.text) and before.lower_ not in _HONORIFICS)
    return bool(initials) and doc[start].text[0].isupper()


def is_name_word(token: Token, titled: Titled, *, claimed: bool = False) -> bool:
    """Whether a token can stand in a name; with `claimed` what the model takes it for does not count."""
    others = _NEVER_NAMES if claimed else _OTHER_ENTITIES
    if token.ent_type_ in others or token.i in titled or token.lower_ in _DAYS:
        return False
    if (singular(token) and token.lower_ not in FAMILY_NAMES) or token.lower_ in _ORG_HEADS | _NOT_BODIES:
        return False
    if re.fullmatch(r"(?:[A-Z]\.)+", token.text):
        return True
    elided = token.text[:2] in {"d'", "d’", "l'", "l’"} and token.text[2:3].isupper()  # "Cyprien d'Hautefeuille"
    return (token.text[0].isupper() or elided) and all(c.isalpha() or c in "'’-." for c in token.text) and token.pos_ not in {"DET", "AUX"}
