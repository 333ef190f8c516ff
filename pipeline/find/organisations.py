"""Organisations: the spans that name an organised body.

Two sources: the model's ORG entities, and a grammar of names that carry their kind in a noun ("Ministry of", "School
of", "… Center", "… Committee on …"). Where both speak of one place the grammar decides the bounds, since it knows that "and"
joins fields inside a name ("Ministry of Trade and Industry") and bodies between names ("Ministry of Trade and Ministry of Health").

    name  = words head [ (of | for | on) field ]      at least one word or a field; "the" may stand before a field's words
    field = words ( ("and" | "&" | "of" | ",") words )*     all words capitalised

What heads no body (acts, conferences, awards, missions: `lexicon/not_bodies.txt`), countries, people and titles are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from pipeline.find import people
from pipeline.find.bodies import HEADS, sure_bodies
from pipeline.find.people import GROUP as PEOPLE
from pipeline.find.people import is_headline
from pipeline.find.titles import GROUP as TITLES
from pipeline.find.titles import singular, starts_block, title_tokens
from pipeline.lexicon import words

GROUP = "press_organisations"

_NOT_BODIES = words("not_bodies")
_LEGAL_FORMS = words("legal_forms")
# Heads that name a body without any further word, when written with a capital.
_ALONE = frozenset({"cabinet", "senate", "parliament", "congress", "treasury", "government"})
# Too general to make a name of the capitalised words around them; the model has to say so first.
_WEAK = frozenset(
    "administration unit section branch service services force board party union network energy systems solutions partners group "
    "industries post times news journal team fund trust police court office office government council school college bank company".split()
)
# Nouns that head bodies and name fields of work alike: inside "Ministry of Trade, Industry and Energy" they are fields.
_FIELDS = frozenset("energy services industries police news systems technologies post solutions family trust".split())
_JOINTS = frozenset({"of", "for", "on", "and", "&", "de", "del", "da", "do", "des", "du", "la", "und", "y"})
_DETERMINERS = frozenset("the a an this that these those its his her their our my your each every all both other another".split())
_HONORIFICS = words("honorifics")
_PARTY_AND_STATE = re.compile(r"^[RDI]-[A-Z]")  # "R-Mo.", "D-Ore.": a legislator's party and state
_PLACES = frozenset({"GPE", "LOC"})


def find_organisations(doc: Doc) -> list[Span]:
    """The names of bodies in the Doc, none overlapping; `span.id_` is the rule that found them."""
    taken = _indices(s for group in (PEOPLE, TITLES) for s in doc.spans.get(group, ()))
    titled = title_tokens(doc)
    sure = [span for span in sure_bodies(doc) if _is_free(span, taken)]
    grammar = [span for span in _by_grammar(doc, titled) if _is_free(span, taken)]
    grammar += [span for span in sure if span.id_ == "legal form"]
    held = _indices(grammar)
    grammar += [span for span in sure if span.id_ != "legal form" and _is_free(span, held)]
    named = list(grammar)
    owners = {i: span for span in grammar for i in range(span.start, span.end)}
    votes = _votes(doc)
    surnames = {t.text for s in doc.spans.get(PEOPLE, ()) for t in s}
    for entity in doc.ents:
        if entity.label_ != "ORG":
            continue
        for piece in _pieces(entity):
            body = _bare(piece)
            if body is None or not _is_free(body, taken) or not _is_body(body) or votes[_key(body)] < 0:
                continue
            if not all(t.text in surnames for t in body if t.is_alpha) and _beats_grammar(body, owners):
                named.append(body)
    return filter_spans([span for span in named if not _is_heading(span)])


def _beats_grammar(body: Span, owners: Mapping[int, Span]) -> bool:
    """Whether the model's bounds stand beside the grammar's: not where they join two bodies or cut one short."""
    over = list({span.start: span for i in range(body.start, body.end) if (span := owners.get(i)) is not None}.values())
    if not over:
        return True
    inside = len(over) == 1 and body.start <= over[0].start and over[0].end <= body.end
    outside = [t for t in body if not over[0].start <= t.i < over[0].end]
    return inside and not any(t.lower_ in {"and", "the", "'s", "’s"} or _is_head(t) for t in outside)


def _is_head(token: Token) -> bool:
    return token.lower_ in HEADS or lost_its_apostrophe(token)


def _votes(doc: Doc) -> Counter[str]:
    """For each surface, how often the model calls it a body less how often it calls it a person or a place."""
    votes: Counter[str] = Counter()
    for entity in doc.ents:
        votes[_key(entity)] += 1 if entity.label_ == "ORG" else -1 if entity.label_ in {"PERSON", "GPE", "NORP", "LOC"} else 0
    return votes


def _key(span: Span) -> str:
    return span.text.removeprefix("the ").removeprefix("The ").removesuffix("'s").removesuffix("’s")


def _indices(spans: Iterable[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


def _is_free(span: Span, taken: AbstractSet[int]) -> bool:
    return not any(i in taken for i in range(span.start, span.end))


def _pieces(entity: Span) -> Iterator[Span]:
    """An entity cut at line ends, brackets, and at "and" or a comma in front of a further named body."""
    doc, start = entity.doc, entity.start
    for token in entity:
        cut = "\n" in token.text or token.text in {"(", ")", ";", ":", "|", "“", "”", '"', "–", "—"}
        cut = cut and not _legal_bracket(token)
        if token.text == "," and token.i + 1 < entity.end:
            cut = token.nbor().lower_ not in _LEGAL_FORMS and not _closes_a_list(token, entity.end)
        if cut:
            if token.i > start:
                yield Span(doc, start, token.i)
            start = token.i + 1
    if start < entity.end:
        yield Span(doc, start, entity.end)


def _opens_with_head(doc: Doc, start: int, end: int) -> bool:
    """Whether a noun of a body stands before "of" or "for": "Ministry of Law" is a ministry, "Banking Law" a law."""
    return any(doc[i].lower_ in HEADS and doc[i + 1].lower_ in {"of", "for", "on"} for i in range(start, end - 1))


def _legal_bracket(token: Token) -> bool:
    """The brackets of "Sanken (Pvt.) Ltd." belong to the name."""
    doc, i = token.doc, token.i
    opening = token.text == "(" and i + 2 < len(doc) and doc[i + 1].lower_ in _LEGAL_FORMS and doc[i + 2].text == ")"
    closing = token.text == ")" and i > 1 and doc[i - 1].lower_ in _LEGAL_FORMS and doc[i - 2].text == "("
    return opening or closing


def _closes_a_list(comma: Token, end: int) -> bool:
    """A comma of "Health, Education, Labor, and Pensions Committee" belongs to the name."""
    doc = comma.doc
    return any(doc[i].lower_ in {"and", "&"} for i in range(comma.i, end))


def _bare(span: Span) -> Span | None:
    """A candidate without determiners, possessives and places behind "in"."""
    doc, start, end = span.doc, span.start, span.end
    while start < end and (doc[start].lower_ in _DETERMINERS or doc[start].is_space or doc[start].is_punct or doc[start].like_num):
        start += 1
    for i in range(start + 1, end):
        if doc[i].lower_ in {"in", "at", "from", "to", "with", "by", "under", "between", "as", "is", "has", "was", "will"}:
            end = i
            break
    while end > start and (doc[end - 1].lower_ in {"'s", "’s", "'", "’", "the", "of", "and", "for"} or doc[end - 1].is_space):
        end -= 1
    while end > start and doc[end - 1].is_punct and doc[end - 1].text not in {".", ")"}:
        end -= 1
    return Span(doc, start, end, label="organisation", span_id="model") if start < end else None


def _is_body(span: Span) -> bool:
    """Whether a model's ORG can be one: not a law, event or work, not a bare general noun, not a place or an amount."""
    last, first = span[-1], span[0]
    if not any(c.isupper() for c in span.text) or any(c in "@$€£%" for c in span.text) or span.text[0].islower():
        return False
    if span.text.lower().startswith(("http", "www")) or _PARTY_AND_STATE.match(span.text):
        return False
    if len(span) == 1 and (len(span.text) < 2 or last.lower_ in _LEGAL_FORMS | _HONORIFICS):
        return False
    if _names_a_state(span):
        return False
    heads = [t.lower_ for t in span if t.lower_ in HEADS]
    named_by_head = _opens_with_head(span.doc, span.start, span.end)
    if not named_by_head and (last.lower_ in _NOT_BODIES or (last.lower_.rstrip("s") in _NOT_BODIES and not heads)):
        return False
    if first.lower_ in _NOT_BODIES and len(span) > 1 and span[1].lower_ in {"of", "on", "for", "between"}:
        return False
    if len(span) == 1 and (last.lower_ in HEADS or last.lower_.rstrip("s") in HEADS):
        return last.lower_ in _ALONE and last.text[0].isupper()
    return not all(t.is_stop or t.is_punct or t.like_num for t in span)


def _names_a_state(span: Span) -> bool:
    """"Socialist Republic of Vietnam" is a country, however long."""
    return any(t.lower_ in {"republic", "kingdom", "commonwealth", "state", "states"} and t.i + 1 < span.end for t in span) and any(
        t.lower_ == "of" and t.i + 1 < span.end and t.nbor().lower_ not in HEADS for t in span
    ) and not any(t.lower_ in HEADS for t in span)


def _is_heading(span: Span) -> bool:
    """The whole of a title-case line without a noun of a body is a heading, not a name."""
    if not is_headline(span[0]):
        return False
    return span.end - span.start > 4 and not any(t.lower_ in HEADS for t in span)


def _by_grammar(doc: Doc, titled: AbstractSet[int]) -> Iterator[Span]:
    """Names built on a noun of a body."""
    for token in doc:
        if token.lower_ not in HEADS or not token.text[0].isupper() or token.ent_type_ == "PERSON":
            continue
        start = _left(doc, token.i)
        end = _right(doc, token.i, titled, named=start < token.i)
        words_before, field = token.i - start, end - token.i - 1
        if words_before == 0 and (field == 0 or token.lower_ in _NOT_BODIES):
            if token.lower_ in _ALONE and token.lower_ != "government":
                yield Span(doc, start, end, label="organisation", span_id="kind noun alone")
            continue
        if token.lower_ in _WEAK and not field and not any(t.ent_type_ == "ORG" for t in doc[start:end]):
            continue
        if is_headline(token) and not _ends_well(doc, start, end):
            continue
        if end < len(doc) and doc[end].text[:1].isupper() and doc[end].lower_ in _NOT_BODIES and not starts_block(doc[end]):
            continue
        if (doc[end - 1].lower_ in _NOT_BODIES and not _opens_with_head(doc, start, end)) or (token.lower_.endswith("s") and token.lower_[:-1] in HEADS and not words_before):
            continue
        if _names_a_state(doc[start:end]):
            continue
        yield Span(doc, start, end, label="organisation", span_id="kind noun")


def lost_its_apostrophe(token: Token) -> bool:
    """The "Departments" of "the Justice Departments Civil Division": conversions of old pages drop the possessive’s apostrophe."""
    stem = token.text.removesuffix("s")
    return stem != token.text and ((stem.lower() in HEADS and token.lower_ not in HEADS) or (stem.isupper() and len(stem) > 1))


def _ends_well(doc: Doc, start: int, end: int) -> bool:
    """In a title-case headline only a name that the model sees too, within the same bounds, or that is the whole line counts."""
    whole_line = starts_block(doc[start]) and (end == len(doc) or "\n" in doc[end].text)
    return whole_line or any(e.label_ == "ORG" and e.end == end and e.start <= start + 1 for e in doc[start:end].ents)


def _left(doc: Doc, head: int) -> int:
    """Where the capitalised words in front of a head begin."""
    start = head
    while start > 0:
        before = doc[start - 1]
        if starts_block(doc[start]) or before.is_space:
            break
        if before.text[0].isupper() and (before.is_alpha or before.lower_ in {"u.s.", "u.n.", "st."}):
            if before.lower_ in _DETERMINERS or (before.is_stop and before.is_sent_start) or before.ent_type_ == "DATE":
                break
            if lost_its_apostrophe(before):
                break
            start -= 1
        elif before.lower_ in {"and", "&", "of", "for"} and start - 2 >= 0 and _inside_one_entity(doc, start - 2, head):
            start -= 2
        elif before.lower_ in {"and", "&"} and (first := _shared_head(doc, start - 1)) is not None:
            start = first
        elif before.lower_ in {"'s", "’s"} and start - 2 >= 0 and singular(doc[start - 2]):
            start -= 2  # "President's Fund", "Sheriff's Department"
        elif before.text in {",", "and", "&"} and doc[head].lower_ in {"committee", "subcommittee"} and (first := _list_start(doc, start)):
            start = first
        elif before.text == "-" and start - 2 >= 0 and doc[start - 2].text[0].isupper() and not doc[start - 2].whitespace_:
            start -= 2
        else:
            break
    return start


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
            if i > at and token.ent_type_ == "PERSON" and token.ent_iob_ == "B":
                break
            i += 1
            end = i
            continue
        joint = _joint(doc, i, titled)
        if joint is None:
            break
        i = joint
    return end


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


@Language.factory("press_organisations", assigns=["doc.spans"], requires=["doc.ents"])
def make_organisations(nlp: Language, name: str) -> OrganisationFinder:
    """Factory of the component that marks names of bodies in `doc.spans["press_organisations"]`."""
    del nlp, name
    return OrganisationFinder()


class OrganisationFinder:
    """Marks names of bodies; runs `press_people` first where it has not run."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the Doc's names of bodies."""
        if PEOPLE not in doc.spans:
            doc = people.PeopleFinder()(doc)
        doc.spans[GROUP] = find_organisations(doc)
        return doc
