"""Names of bodies built on a noun that says their kind: "Ministry of Trade and Industry", "Fjellheim Food Safety Agency".

name  = words head [ (of | for | on) field ]      at least one word or a field; "the" may stand before a field's words
field = words ( ("and" | "&" | "of" | ",") words )*     all words capitalised
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Span

from pipeline import records
from pipeline.find.bodies import ALONE, DETERMINERS, HEADS, lost_its_apostrophe, names_a_state, opens_with_head
from pipeline.find.offices import singular
from pipeline.find.people import is_headline
from pipeline.find.reading import starts_block
from pipeline.lexicon import words

_NOT_BODIES = words("not_bodies")
_LEGAL_FORMS = words("legal_forms")
# Too general to make a name of the capitalised words around them; the model has to say so first.
_WEAK = frozenset(
    "administration unit section branch service services force board party union network energy systems solutions partners group "
    "industries post times news journal team fund trust police court office office government council school college bank company".split()
)
# Nouns that head bodies and name fields of work alike: inside "Ministry of Trade, Industry and Energy" they are fields.
_FIELDS = frozenset("energy services industries police news systems technologies post solutions family trust".split())
_JOINTS = frozenset({"of", "for", "on", "and", "&", "de", "del", "da", "do", "des", "du", "la", "und", "y"})
_PLACES = frozenset({"GPE", "LOC"})


def by_grammar(doc: Doc, titled: AbstractSet[int]) -> Iterator[Span]:
    """Names built on a noun of a body."""
    headlines = [z for z in records.get(doc, records.Zone) if z.name == "headline"]
    last: Span | None = None
    for token in doc:
        if token.lower_ not in HEADS or not token.text[0].isupper() or token.ent_type_ == "PERSON":
            continue
        start = _left(doc, token.i)
        if last is not None and start < last.end <= token.i and (last.start < start or doc[last.end].lower_ == "of"):
            start = last.end  # "University of Fjellheim" "School of Law", "School of Law" of "Fjellheim University"
            while start < token.i and not doc[start].text[0].isupper():
                start += 1
        end = _right(doc, token.i, titled, named=start < token.i)
        words_before, field = token.i - start, end - token.i - 1
        if words_before == 0 and (field == 0 or token.lower_ in _NOT_BODIES):
            if token.lower_ in ALONE and token.lower_ != "government":
                yield Span(doc, start, end, label="organisation", span_id="kind noun alone")
            continue
        officers = any(t.lower_ in {"'s", "’s"} for t in doc[start : token.i])
        if token.lower_ in _WEAK and not (field or officers or any(t.ent_type_ == "ORG" for t in doc[start:end])):
            continue
        if is_headline(token) and not _ends_well(doc, start, end, headlines):
            continue
        if end < len(doc) and doc[end].text[:1].isupper() and doc[end].lower_ in _NOT_BODIES and not starts_block(doc[end]):
            continue
        if (doc[end - 1].lower_ in _NOT_BODIES and not opens_with_head(doc, start, end)) or (token.lower_.endswith("s") and token.lower_[:-1] in HEADS and not words_before):
            continue
        if names_a_state(doc[start:end]):
            continue
        last = Span(doc, start, end, label="organisation", span_id="kind noun")
        yield last


def _ends_well(doc: Doc, start: int, end: int, headlines: list[records.Zone]) -> bool:
    """In a title-case line only a name that the model sees too, within the same bounds, or that is the whole line counts.

    The whole of the release's headline is no name: it says what happened.
    """
    whole_line = starts_block(doc[start]) and (end == len(doc) or "\n" in doc[end].text)
    whole_line = whole_line and not any(z.start <= doc[start].idx < z.end for z in headlines)
    return whole_line or any(e.label_ == "ORG" and e.end == end and e.start <= start + 1 for e in doc[start:end].ents)


def _left(doc: Doc, head: int) -> int:
    """Where the capitalised words in front of a head begin."""
    start = head
    while start > 0:
        before = doc[start - 1]
        if starts_block(doc[start]) or before.is_space:
            break
        if before.text[0].isupper() and (before.is_alpha or before.lower_ in {"u.s.", "u.n.", "st."}):
            if before.lower_ in DETERMINERS or (before.is_stop and before.is_sent_start) or before.ent_type_ == "DATE":
                break
            if lost_its_apostrophe(before):
                break
            start -= 1
        elif before.lower_ in {"and", "&", "of", "for"} and start - 2 >= 0 and _inside_one_entity(doc, start - 2, head):
            start -= 2
        elif before.lower_ in {"and", "&"} and (first := _shared_head(doc, start - 1)) is not None:
            start = first
        elif before.lower_ in {"'s", "’s"} and start - 2 >= 0 and singular(doc[start - 2]) and not _closes_a_field(doc, start - 2):
            start -= 2  # "President's Fund", "Sheriff's Department"
        elif before.text in {",", "and", "&"} and doc[head].lower_ in {"committee", "subcommittee"} and (first := _list_start(doc, start)):
            start = first
        elif before.text == "-" and start - 2 >= 0 and doc[start - 2].text[0].isupper() and not doc[start - 2].whitespace_:
            start -= 2
        else:
            break
    return start


def _closes_a_field(doc: Doc, i: int) -> bool:
    """Whether a word ends the field of a body: the "Justice" of "Department of Justice's Civil Division"."""
    while i > 0 and doc[i].text[0].isupper() and doc[i].lower_ not in HEADS and not starts_block(doc[i]):
        i -= 1
    return i > 0 and doc[i].lower_ in {"of", "for", "and", "&"} and (doc[i].lower_ not in {"of", "for"} or doc[i - 1].lower_ in HEADS)


def _shared_head(doc: Doc, joint: int) -> int | None:
    """Where "Experience and Service Center" begins in front of its "and", or None where two names are joined.

    What stands before "and" is part of the name if it is no name by itself: no noun of a body in it, no title, and not just what
    the model takes for a body, a person or a place.
    """
    first = joint
    while first > 0 and doc[first - 1].text[0].isupper() and doc[first - 1].is_alpha and not starts_block(doc[first]):
        first -= 1
    run = doc[first:joint]
    if not len(run) or run[0].is_stop or any(t.lower_ in HEADS or t.lower_ in _LEGAL_FORMS or singular(t) for t in run):
        return None
    if any(t.ent_type_ in {"PERSON", "GPE", "NORP", "DATE"} for t in run) or starts_block(run[0]):
        return None
    return None if any(e.start <= first and e.end >= joint for e in run.ents) else first


def _list_start(doc: Doc, start: int) -> int | None:
    """Where "Health, Education, Labor, and" begins in front of "Pensions Committee", or None."""
    i, commas = start - 1, 0
    while i > 0 and not doc[i].is_space and (doc[i].text in {",", "and", "&"} or doc[i].text[0].isupper()):
        if doc[i].ent_type_ in {"PERSON", "GPE", "DATE"}:
            break
        commas += doc[i].text == ","
        i -= 1
    return i + 1 if commas and i + 1 < start and doc[i + 1].text[0].isupper() else None


def _inside_one_entity(doc: Doc, first: int, last: int) -> bool:
    """Whether the model drew one body from `first` to `last` and no second noun of a body stands in between."""
    if _closes_a_field(doc, first) and doc[last + 1 : last + 2].text in {"of", "for"}:
        return False  # "Ministry of Trade and Ministry of Health"
    if any(doc[i].lower_ in HEADS and doc[i].lower_ not in _WEAK for i in range(first, last)):
        return False
    return doc[first].ent_type_ == "ORG" and all(doc[i].ent_iob_ == "I" and doc[i].ent_type_ == "ORG" for i in range(first + 1, last + 1))


def _right(doc: Doc, head: int, titled: AbstractSet[int], *, named: bool) -> int:
    """Where the name ends behind its head."""
    end = head + 1
    while end < len(doc) and doc[end].text[0].isupper() and doc[end].is_alpha and not starts_block(doc[end]):
        if doc[end].ent_type_ in {"PERSON", "GPE"} or end in titled:
            break
        if doc[end].ent_type_ != "ORG" and doc[end].lower_ not in HEADS:
            break
        end += 1
    if end < len(doc) and doc[end].lower_ in {"of", "for", "on"}:
        at = end + 1 + (end + 1 < len(doc) and doc[end + 1].lower_ == "the")
        if at < len(doc) and doc[at].ent_type_ == "DATE":
            return end
        if (at < len(doc) and doc[at].text[0].isupper() and doc[at].is_alpha) or (at < len(doc) and doc[at].lower_ == "u.s."):
            # "Civil Division of the Department of Justice" names two bodies
            return end if named and _new_body(doc, at, titled) else _field(doc, at, titled)
    return end


def _field(doc: Doc, at: int, titled: AbstractSet[int]) -> int:
    end, i = at, at
    while i < len(doc) and not (i > at and starts_block(doc[i])) and not doc[i].is_space:
        token = doc[i]
        if token.text[0].isupper() and (token.is_alpha or token.lower_ in {"u.s.", "u.k."}):
            if i > at and ((token.ent_type_ == "PERSON" and token.ent_iob_ == "B") or _opens_a_unit(doc, i)):
                break
            i += 1
            end = i
            continue
        joint = _joint(doc, i, titled)
        if joint is None:
            break
        i = joint
    return end


def _opens_a_unit(doc: Doc, i: int) -> bool:
    """Whether a second name begins inside a field: the "School of Law" of "University of Fjellheim School of Law"."""
    opens = HEADS.get(doc[i].lower_) == "unit" and i + 2 < len(doc) and doc[i + 1].lower_ in {"of", "for"}
    return opens and doc[i - 1].text[0].isupper() and doc[i + 2].text[0].isupper()


def _joint(doc: Doc, i: int, titled: AbstractSet[int]) -> int | None:
    """Where a field goes on behind a joining word, or None."""
    token, j = doc[i], i + 1
    if token.text == "-" and j < len(doc) and doc[j].text[0].isupper() and not doc[i - 1].whitespace_:
        return j
    if token.text == ",":
        k = j
        while k < len(doc) and ((doc[k].text[0].isupper() and doc[k].is_alpha) or doc[k].text == ","):
            if doc[k].ent_type_ == "PERSON":
                return None
            k += 1
        if k + 1 < len(doc) and doc[k].lower_ in {"and", "&"} and doc[k + 1].text[0].isupper() and not _new_body(doc, k + 1, titled):
            return k + 1 if k == j else j
        return None
    if token.lower_ not in _JOINTS:
        return None
    if j < len(doc) and doc[j].lower_ == "the" and (token.lower_ in {"of", "for", "on"} or _in_ministry(doc, i)):
        j += 1
    if j >= len(doc) or not doc[j].text[0].isupper() or doc[j].ent_type_ == "PERSON":
        return None
    if token.lower_ in {"and", "&"} and (_new_body(doc, j, titled) or doc[j].ent_type_ in _PLACES):
        return None
    return None if token.lower_ in {"of", "for"} and _new_body(doc, j, titled) else j


def _in_ministry(doc: Doc, i: int) -> bool:
    """Inside "Ministry of Sustainability and the Environment" an "and the" joins fields."""
    k = i - 1
    while k > 0 and doc[k].text[0].isupper() and doc[k].lower_ not in HEADS:
        k -= 1
    return k > 0 and doc[k].lower_ in {"of", "for"} and doc[k - 1].lower_ in {"ministry", "department", "office"}


def _new_body(doc: Doc, i: int, titled: AbstractSet[int]) -> bool:
    """Whether the capitalised words at `i` name a body or office of their own ("and Ministry of Health", "and Acme Inc.")."""
    if i in titled or (doc[i].ent_iob_ == "B" and doc[i].ent_type_ == "PERSON"):
        return True
    k = i
    while k < len(doc) and doc[k].text[0].isupper() and doc[k].is_alpha:
        if (doc[k].lower_ in HEADS and doc[k].lower_ not in _FIELDS) or doc[k].lower_ in _LEGAL_FORMS:
            return True
        k += 1
    return False
