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
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from pipeline import records
from pipeline.find import people
from pipeline.find.bodies import (
    ALONE,
    DETERMINERS,
    HEADS,
    lost_its_apostrophe,
    lost_possessive,
    names_a_state,
    opens_with_head,
    opens_with_no_body,
    owns_without_apostrophe,
    sure_bodies,
)
from pipeline.find.bodies_again import named_again
from pipeline.find.body_grammar import by_grammar
from pipeline.find.evidence import acts, borne_out
from pipeline.find.field_chains import unlike_a_field
from pipeline.find.name_shapes import is_headline
from pipeline.find.people import GROUP as PEOPLE
from pipeline.find.reading import Reading, read
from pipeline.find.titles import GROUP as TITLES
from pipeline.find.titles import title_tokens
from pipeline.lexicon import country, words

GROUP = "press_organisations"
SCORED = "press_names"  # the group in which a model that gives scores keeps them with its names
_SURE = 0.8
_DOUBTFUL = 0.5

_OWN_BOUNDS = frozenset({"legal form", "foreign kind noun"})  # rules that see both ends of a name
_NOT_BODIES = words("not_bodies")
_THAT_MAY_ACT = frozenset({"programme", "program", "forum", "mission", "initiative", "partnership"})
_FIRMS = frozenset({"messrs", "messrs.", "m/s"})  # how firms are addressed
_LEGAL_FORMS = words("legal_forms")
_HONORIFICS = words("honorifics")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")  # of a person's name behind the body's: "Civil Aviation K.D.S. Perera"
_NUMBERED = re.compile(r"\bNo\.\s*\d")  # "Civil Action No. 10"
_PARTY_AND_STATE = re.compile(r"^[RDI]-[A-Z]")  # "R-Mo.", "D-Ore.": a legislator's party and state


def find_organisations(
    doc: Doc, trusted: AbstractSet[int] = frozenset(), doubtful: AbstractSet[int] = frozenset()
) -> list[Span]:
    """The names of bodies in the Doc, none overlapping; `span.id_` is the rule that found them.

    `trusted` are the first tokens of the entities that the model is sure of: these need no sign in the text; `doubtful` those of which
    it is in doubt: these do, unless a noun of bodies or an "&" stands in them, or they are written in capitals.
    """
    taken = _indices(s for group in (PEOPLE, TITLES) for s in doc.spans.get(group, ()) if not _qualifies_a_body(s))
    titled = title_tokens(doc)
    named = _indices(doc.spans.get(PEOPLE, ()))
    sure = [span for span in sure_bodies(doc) if _is_free(span, taken) or _holds_titles(span, named, titled)]
    grammar = [span for span in by_grammar(doc, titled) if _is_free(span, taken) or _is_of_officer(span, named, titled)]
    grammar += [span for span in sure if span.id_ in _OWN_BOUNDS]
    held = _indices(grammar)
    grammar += [span for span in sure if span.id_ not in _OWN_BOUNDS and _is_free(span, held)]
    found = list(grammar)
    owners = {i: span for span in grammar for i in range(span.start, span.end)}
    votes = _votes(doc)
    surnames = {t.text for s in doc.spans.get(PEOPLE, ()) for t in s}
    headlines = [zone for zone in records.get(doc, records.Zone) if zone.name == "headline"]
    drawn: list[Span] = []
    for entity in doc.ents:
        if entity.label_ != "ORG":
            continue
        for piece in _pieces(entity):
            body = _bare(piece)
            if (
                body is None
                or _is_heading(piece, headlines)
                or not _is_free(body, taken)
                or not (_is_body(body) or _acts_as_one(body, titled))
                or votes[_key(body)] < 0
            ):
                continue
            if not all(t.text in surnames for t in body if t.is_alpha) and _beats_grammar(body, owners):
                drawn.append(body)
    names_of_kind = {_key(span).casefold() for span in grammar}
    alone = [body for body in drawn if body.start not in owners and _key(body).casefold() not in names_of_kind]
    doubted = _doubted(alone, doubtful, titled)
    sure_names = {_key(body).casefold() for body in alone if body.start in trusted}
    kept = {span.start for span in borne_out(doc, alone, titled)}
    kept -= doubted
    kept |= {body.start for body in alone if _key(body).casefold() in sure_names}
    unproved = {body.start for body in alone} - kept  # pieces of entities: no two begin at one token
    found += [body for body in drawn if body.start not in unproved]
    found = filter_spans(_cut_in_headlines(doc, [span for span in found if not _is_heading(span, headlines) and not _is_announced(span)]))
    return filter_spans([*found, *named_again(doc, found, taken | titled)])


def _is_announced(body: Span) -> bool:
    """Whether a headline tells of a body that has no name yet: "University Opens New Centre for Marine Research"."""
    return len(body) > 1 and body[0].lower_ == "new" and body[1].lower_ in HEADS and is_headline(body[0])


def _cut_in_headlines(doc: Doc, named: list[Span]) -> list[Span]:
    """Names as they are, those in title-case headlines cut to a name that the running text knows.

    In "Harbour Authority Opens Depot" nothing shows where the name ends; the text below does.
    """
    known = {_key(span).casefold() for span in named if not is_headline(span[0])}
    in_order = sorted(known)
    cut: list[Span] = []
    for each in named:
        span = _behind_its_verb(each, known) if is_headline(each[0]) else each
        length, key = len(span), _key(span).casefold()
        whole = span[-1].lower_ in HEADS or _opens_one(key, in_order)
        if is_headline(span[0]) and not whole:
            length = next((k for k in range(length - 1, 0, -1) if _key(span[:k]).casefold() in known), length)
        cut.append(Span(doc, span.start, span.start + length, label=span.label_, span_id=span.id_))
    return cut


def _behind_its_verb(span: Span, known: AbstractSet[str]) -> Span:
    """A name of a headline without the verb that it is the object of: "Defrauding" "Halvex Inc."."""
    verb = len(span) > 1 and _key(span[1:]).casefold() in known and _key(span).casefold() not in known
    return Span(span.doc, span.start + 1, span.end, label=span.label_, span_id=span.id_) if verb else span


def _opens_one(key: str, names: Sequence[str]) -> bool:
    """Whether one of the names, which are sorted, begins with a key: if any does, the first that is not before it."""
    at = bisect_left(names, key)
    return at < len(names) and names[at].startswith(key)


def _beats_grammar(body: Span, owners: Mapping[int, Span]) -> bool:
    """Whether the model's bounds stand beside the grammar's: not where they join two bodies or cut one short."""
    over = list({span.start: span for i in range(body.start, body.end) if (span := owners.get(i)) is not None}.values())
    if not over:
        return True
    if over[0].id_ == "legal form" and body.end > over[0].end:
        return False  # a legal form ends a name: "Halvex A/S" of Denmark
    ministry = over[0][0].lower_ in {"ministry", "department"} and body.start == over[0].start
    if ministry and body.end > over[0].end and unlike_a_field(body.doc, over[0].end):
        return False  # "Ministry of Finance" Karu Silva
    inside = len(over) == 1 and body.start <= over[0].start and over[0].end <= body.end
    outside = [t for t in body if not over[0].start <= t.i < over[0].end]
    return inside and not any(
        t.lower_ in {"and", "the", "'s", "’s"} or _is_head(t) or owns_without_apostrophe(t) for t in outside
    )


def _is_head(token: Token) -> bool:
    return token.lower_ in HEADS or lost_its_apostrophe(token)


def _votes(doc: Doc) -> Counter[str]:
    """For each surface, how often the model calls it a body less how often it calls it a person or a place."""
    votes: Counter[str] = Counter()
    for entity in doc.ents:
        votes[_key(entity)] += (
            1 if entity.label_ == "ORG" else -1 if entity.label_ in {"PERSON", "GPE", "NORP", "LOC"} else 0
        )
    return votes


def _key(span: Span) -> str:
    return span.text.removeprefix("the ").removeprefix("The ").removesuffix("'s").removesuffix("’s")


def _indices(spans: Iterable[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


def _qualifies_a_body(title: Span) -> bool:
    """The "Justice" of "Justice Department" is no judge."""
    following = title.doc[title.end] if title.end < len(title.doc) and len(title) == 1 else None
    return following is not None and following.text[0].isupper() and _is_head(following)


def _holds_titles(span: Span, named: AbstractSet[int], titled: AbstractSet[int]) -> bool:
    """Whether titles stand inside a name that a legal form ends: "Southern Naval Architects Ltd"."""
    opens_with_title = span.start in titled and span[0].ent_type_ != "ORG"
    return span.id_ == "legal form" and not opens_with_title and _is_free(span, named)


def _is_of_officer(span: Span, named: AbstractSet[int], titled: AbstractSet[int]) -> bool:
    """Whether a title in the possessive opens a name: "Attorney General's Office"."""
    owner = next((t.i for t in span if t.lower_ in {"'s", "’s"}), span.start)
    return owner - 1 in titled and owner + 2 == span.end and span[-1].text == "Office" and span.start in titled and _is_free(span, named)


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
        elif token.i + 1 < entity.end and token.i > start and lost_possessive(doc[start : token.i + 1]):
            yield Span(doc, start, token.i + 1)  # "Norvik Border Enforcements" "Home Security Investigations"
            start = token.i + 1
    if start < entity.end:
        yield Span(doc, start, entity.end)


def _legal_bracket(token: Token) -> bool:
    """The brackets of "Sandaru (Pvt.) Ltd." belong to the name."""
    doc, i = token.doc, token.i
    at = i if token.text == "(" else i - 2 if token.text == ")" else -1
    if at < 0 or at + 2 >= len(doc) or doc[at].text != "(" or doc[at + 2].text != ")":
        return False
    goes_on = at + 3 < len(doc) and doc[at + 3].ent_iob_ == "I" and doc[at + 3].lower_ in HEADS  # "Trading (General) Corporation"
    return doc[at + 1].lower_ in _LEGAL_FORMS or goes_on


def _closes_a_list(comma: Token, end: int) -> bool:
    """A comma of "Health, Education, Labor, and Pensions Committee" belongs to the name."""
    doc = comma.doc
    return any(doc[i].lower_ in {"and", "&"} for i in range(comma.i, end))


def _bare(span: Span) -> Span | None:
    """A candidate without determiners, possessives and places behind "in"."""
    doc, start, end = span.doc, span.start, span.end
    while start < end and (
        doc[start].lower_ in DETERMINERS | _FIRMS or doc[start].is_space or doc[start].is_punct or doc[start].like_num
    ):
        start += 1
    for i in range(start + 1, end):
        verb = doc[i].tag_ == "VBZ" and doc[i].lower_ not in HEADS and doc[i].text[0].isupper()
        initials = (
            i + 1 < end and doc[i + 1].is_title and _INITIALS.fullmatch(doc[i].text) and country(doc[i].text) is None
        )
        if (
            verb
            or (initials and doc[i].lower_ not in _LEGAL_FORMS)
            or doc[i].lower_
            in {"in", "at", "from", "to", "with", "by", "under", "between", "as", "is", "has", "was", "will"}
        ):
            end = i
            break
    while end > start and (
        doc[end - 1].lower_ in {"'s", "’s", "'", "’", "the", "of", "and", "for"} or doc[end - 1].is_space
    ):
        end -= 1
    while end > start and doc[end - 1].is_punct and doc[end - 1].text not in {".", ")"}:
        end -= 1
    return Span(doc, start, end, label="organisation", span_id="model") if start < end else None


def _is_body(span: Span) -> bool:
    """Whether a model's ORG can be one: not a law, event or work, not a bare general noun, not a place or an amount."""
    last, first = span[-1], span[0]
    if not any(c.isupper() for c in span.text) or any(c in "@$€£%" for c in span.text) or span.text[0].islower():
        return False
    if (
        span.text.lower().startswith(("http", "www"))
        or _NUMBERED.search(span.text)
        or _PARTY_AND_STATE.match(span.text)
    ):
        return False
    if len(span) == 1 and (len(span.text) < 2 or last.lower_ in _LEGAL_FORMS | _HONORIFICS):
        return False
    if (
        last.lower_ not in HEADS
        and last.lower_.removesuffix("s") in HEADS
        and last.text.endswith("s")
        and len(span) > 1
    ):
        return False  # "Public Institutions" are several
    if (
        country(span.text) not in {None, "european union"}
        or names_a_state(span)
        or opens_with_no_body(span)
        or span.text.lower() == "board of directors"
    ):
        return False
    heads = [t.lower_ for t in span if t.lower_ in HEADS]
    named_by_head = opens_with_head(span.doc, span.start, span.end)
    if not named_by_head and (last.lower_ in _NOT_BODIES or (last.lower_.rstrip("s") in _NOT_BODIES and not heads)):
        return False
    if first.lower_ in _NOT_BODIES and len(span) > 1 and span[1].lower_ in {"of", "on", "for", "between"}:
        return False
    if len(span) == 1 and (last.lower_ in HEADS or last.lower_.rstrip("s") in HEADS):
        return last.lower_ in ALONE and last.text[0].isupper()
    return not all(t.is_stop or t.is_punct or t.like_num for t in span)


def _acts_as_one(span: Span, titled: AbstractSet[int]) -> bool:
    """Whether a programme or forum has officers or does what bodies do: "the Director of the Northern Development Programme"."""
    return len(span) > 1 and span[-1].lower_ in _THAT_MAY_ACT and acts(span, titled)


def _is_heading(span: Span, headlines: Iterable[records.Zone]) -> bool:
    """The whole headline, or the whole of a title-case line without a noun of a body, says what happened and is no name."""
    if span.end - span.start <= 4:
        return False
    if any(span.start_char <= z.start and z.end <= span.end_char for z in headlines):
        return True
    return is_headline(span[0]) and not any(t.lower_ in HEADS for t in span)


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
        reading = read(doc)
        found = find_organisations(reading.doc, *_scored(reading))
        doc.spans[GROUP] = [reading.in_source(span) for span in found]
        return doc


def _scored(reading: Reading) -> tuple[frozenset[int], frozenset[int]]:
    """The first tokens of the bodies that the model scores high, and of those that it scores low, where it gives scores."""
    names = reading.source.spans.get(SCORED)
    scores = names.attrs.get("scores", ()) if names is not None else ()
    bodies = [(span, score) for span, score in zip(names or (), scores, strict=False) if span.label_ == "ORG"]
    placed = [(read_as.start, score) for span, score in bodies if (read_as := reading.of_source(span)) is not None]
    return frozenset(i for i, score in placed if score >= _SURE), frozenset(i for i, score in placed if score < _DOUBTFUL)


def _doubted(alone: Iterable[Span], doubtful: AbstractSet[int], titled: AbstractSet[int]) -> set[int]:
    """The names that the model is in doubt of wherever they stand, and that no sign speaks for."""
    groups: defaultdict[str, list[Span]] = defaultdict(list)
    for body in alone:
        groups[_key(body).casefold()].append(body)
    return {
        body.start
        for group in groups.values()
        if all(b.start in doubtful for b in group) and not any(acts(b, titled) for b in group)
        for body in group
        if not (body.text.isupper() or any(t.lower_ in HEADS or t.text == "&" for t in body))
    }


__all__ = ["GROUP", "OrganisationFinder", "find_organisations", "lost_its_apostrophe", "make_organisations"]
