"""The field of a title: what stands behind "of", "for" or "to" and says what the office is for.

The grammar:

    complement = (of | for | to | in | on) field       where the field is no named body
    field      = words (("and" | "&" | "of" | "the" | ",") words)*     all capitalised, or all in lower case behind "of"
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline.find.offices import ACADEMIC, MODIFIERS, STATE_OFFICES, describe, singular
from pipeline.find.reading import starts_block
from pipeline.lexicon import table, words

_HONORIFICS = words("honorifics")
_ORG_HEADS = frozenset(table("org_heads"))
_LEARNED = frozenset({"professor", "prof.", "lecturer", "reader", "fellow"})
_POSTED = frozenset({"ambassador", "envoy", "commissioner", "representative", "consul", "delegate"})
_SERVING = frozenset({"secretary", "adviser", "advisor", "assistant", "counsel", "chief", "envoy", "attorney"})
_LEGISLATURES = frozenset({"parliament", "congress", "legislature", "state", "staff", "delegation", "mission"})
# Offices at the top of a body: what stands behind "of" is the body, unless every word of it names a field.
_OF_BODIES = frozenset(
    "ceo cfo coo cto president chairman chairwoman chairperson founder co-founder cofounder owner co-owner partner member "
    "treasurer trustee rector provost chancellor vice-chancellor".split()
)
_UNDER_THE_TOP = frozenset({"vice", "deputy", "assistant", "associate"})


def complement(doc: Doc, start: int, end: int, starts: set[int]) -> int:
    """The end of the title with its field, or `end` where what follows is a body or nothing."""
    if end + 1 >= len(doc) or doc[end].lower_ not in {"of", "for", "to", "in", "on"} or starts_block(doc[end]):
        return end
    head = describe(Span(doc, start, end)).head
    at = end + 1
    determined = doc[at].lower_ in {"the", "our", "his", "her", "its", "their", "a", "an"}
    at += determined
    if at >= len(doc):
        return end
    first = doc[at]
    prep = doc[end].lower_
    if head in {"member", "chief", "minister", "head", "secretary"} and prep == "of" and first.lower_ in _LEGISLATURES:
        stop = at + 1
        if head in {"minister", "secretary"} and stop + 1 < len(doc) and doc[stop].lower_ in {"for", "of"}:
            return _field(doc, stop + 1 + (doc[stop + 1].lower_ == "the"), starts) or stop
        return stop
    if head == "leader" and prep == "of" and first.text == "Opposition":
        return at + 1
    if head in _POSTED and prep == "to" and first.text[0].isupper():
        return _entity_end(doc, at)
    if head in STATE_OFFICES and prep in {"of", "for", "in"} and first.text[0].isupper():
        if first.ent_type_ == "GPE" or first.lower_ in _ORG_HEADS:
            return end
        return _field(doc, at, starts) or end
    if head in _SERVING and prep == "to" and first.text[0].isupper() and first.lower_ not in _ORG_HEADS:
        return _field(doc, at, set()) or end
    if not determined and prep == "of" and first.text[0].isupper() and (found := _field(doc, at, starts)):
        studied = head in _LEARNED and not _is_body(doc, at, found)
        if studied or all(_is_known(t) for t in doc[at:found]):
            return found
    if not determined and prep == "for" and first.text[0].isupper():
        found = _field(doc, at, starts) or at
        # a field that the model takes for a body: "Vice President for Research"
        if found > at and all(_is_known(t) for t in doc[at:found]) and not _is_body(doc, at, found):
            return found
    if determined or first.ent_type_ in {"ORG", "PERSON", "FAC"} or prep in {"in", "on", "to"}:
        return end
    if not first.text[0].isupper():
        return _common_field(doc, at) if prep == "of" else end
    end_of_field = _field(doc, at, starts)
    if end_of_field is None:
        return end
    if doc[end_of_field - 1].ent_type_ in {"GPE", "LOC", "NORP", "ORG"} or _is_body(doc, at, end_of_field):
        return end
    known = all(_is_known(t) for t in doc[at:end_of_field])
    if not known and head in _OF_BODIES and all(t.lower_ not in _UNDER_THE_TOP for t in doc[start:end]):
        return end
    return end_of_field if prep == "of" or known else end


def _is_known(token: Token) -> bool:
    """A word that names a field of work, or a small word between such."""
    return token.lower_ in MODIFIERS or not token.text[0].isupper()


def _is_body(doc: Doc, at: int, stop: int) -> bool:
    """A chain that ends on a noun that heads bodies, or opens with one before "of"."""
    opens = stop - at > 1 and doc[at + 1].lower_ in {"of", "for"} and doc[at].lower_ in _ORG_HEADS
    return opens or doc[stop - 1].lower_ in _ORG_HEADS


def _entity_end(doc: Doc, at: int) -> int:
    stop = at + 1
    while stop < len(doc) and (doc[stop].ent_iob_ == "I" or (doc[stop].text[0].isupper() and doc[stop].ent_type_ == "GPE")):
        stop += 1
    return stop


def _field(doc: Doc, at: int, starts: set[int]) -> int | None:
    """The end of a chain of capitalised words joined by "and", "&", "of", "the" and commas of a list."""
    stop = None
    i = at
    while i < len(doc):
        token = doc[i]
        if "\n" in token.text or (starts_block(token) and i > at):
            break
        if (i in starts and i > at) or (token.lower_ in _HONORIFICS and token.lower_ not in {"his", "her", "the", "their"}):
            break
        if i > at and (token.lower_ in ACADEMIC or _begins_a_name(token)):
            break
        if token.ent_type_ == "GPE" and i > at and doc[i - 1].lower_ in {"of", "the"}:
            break
        if token.text[0].isupper() and token.is_alpha:
            i += 1
            stop = i
            continue
        behind = _joint(doc, i)
        if behind is None or behind in starts:
            break
        i = behind
    return stop


def _begins_a_name(token: Token) -> bool:
    """A person's name ends the field, even where the model drew the field's last word into the name."""
    return token.ent_type_ == "PERSON" and (token.ent_iob_ == "B" or token.lower_ not in MODIFIERS)


def _joint(doc: Doc, i: int) -> int | None:
    """Where a field goes on behind a joining word at `i`, or None."""
    token = doc[i]
    j = i + 1
    if token.text == ",":
        # a comma goes on only inside a list that an "and" closes: "Land, Infrastructure and Transport"
        k = j
        while k < len(doc) and (doc[k].text[0].isupper() or doc[k].text == ","):
            if doc[k].ent_type_ == "PERSON":
                return None
            k += 1
        closes = k + 1 < len(doc) and doc[k].lower_ in {"and", "&"} and doc[k + 1].text[0].isupper()
        closes = closes and doc[k + 1].ent_type_ != "PERSON" and not _is_head_ahead(doc, k + 1)
        if j < len(doc) and doc[j].lower_ in {"and", "&"}:
            j += 1
        return j if closes and k > j - 1 else None
    if token.lower_ in {"and", "&", "of", "-"}:
        if j < len(doc) and doc[j].lower_ == "the":
            j += 1
        country = token.lower_ == "of" and j < len(doc) and doc[j].ent_type_ == "GPE"
        if j < len(doc) and doc[j].text[0].isupper() and doc[j].ent_type_ != "PERSON" and not country:
            return None if _is_head_ahead(doc, j) else j
    return None


def _is_head_ahead(doc: Doc, i: int) -> bool:
    while i < len(doc) and doc[i].lower_ in MODIFIERS:
        i += 1
    return i < len(doc) and singular(doc[i]) is not None


def _common_field(doc: Doc, at: int) -> int:
    """A field in lower case: "director of research and innovation" ends behind "innovation"."""
    stop = at - 1
    i = at
    while i < len(doc) and not starts_block(doc[i]):
        token = doc[i]
        if token.pos_ in {"NOUN", "PROPN"} and token.text[0].islower():
            stop = i + 1
        elif token.lower_ not in MODIFIERS and not (token.lower_ in {"and", "&"} and stop == i):
            break
        i += 1
    return stop
