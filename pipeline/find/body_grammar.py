"""Names of bodies built on a noun that says their kind: "Ministry of Trade and Industry", "Fjellheim Food Safety Agency".

name  = words head [ (of | for | on) field ]      at least one word or a field; "the" may stand before a field's words
field = words ( ("and" | "&" | "of" | ",") words )*     all words capitalised
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Span, Token

from pipeline import records
from pipeline.find.bodies import (
    ALONE,
    DETERMINERS,
    HEADS,
    ORGANS,
    lost_its_apostrophe,
    lost_possessive,
    names_a_state,
    opens_with_head,
    opens_with_no_body,
    owns_without_apostrophe,
)
from pipeline.find.body_fields import (
    FIELDS,
    closes_with_officer,
    end_of_name,
    opens_body,
    opens_name,
    opens_unit_of,
    over_seat,
    unit_follows,
)
from pipeline.find.name_shapes import is_headline
from pipeline.find.offices import singular
from pipeline.find.reading import starts_block, words_of
from pipeline.lexicon import country, words

_NOT_BODIES = words("not_bodies")
_LEGAL_FORMS = words("legal_forms")
# Too general to make a name of the capitalised words around them; the model has to say so first.
_WEAK = frozenset(
    "administration unit section branch service services force board party union network energy systems solutions partners group "
    "industries post times news journal team fund trust police court office office government council school college bank company".split()
)
_OF_CONGRESS = frozenset({"Senate", "Congress", "Rep.", "Reps.", "Congressman", "Congresswoman"})
_WHERE = frozenset({"at", "in", "outside", "near", "from", "to"})
_PARTICIPLES = frozenset({"based", "headquartered", "born", "led", "owned", "funded", "listed", "backed"})
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_NUMBERED_UNITS = frozenset({"division", "chamber", "court", "section", "panel", "brigade", "regiment", "battalion"})
_STATES = frozenset({"Republic", "Kingdom", "State", "Commonwealth"})
_SAINTS = frozenset({"st", "st.", "saint", "queen", "king"})
_OF_TOWNS = frozenset({"police", "sheriff", "sheriffs", "prosecutor", "prosecutors", "fire", "district"})
_OPENING_WORDS = frozenset({"about", "by", "from", "at", "in", "with", "to", "under"})
_OFFICERS = frozenset({"chairman", "chairperson", "chairwoman", "rector", "vice-chancellor", "ceo", "md", "cfo", "dg", "vc"})
_IRREGULAR = frozenset({"women", "men", "people", "children"})
_MEMBERS = frozenset(
    {"Representatives", "Commons", "Lords", "Councillors", "Assembly", "Delegates", "Keys", "Federation"}
)


def by_grammar(doc: Doc, titled: AbstractSet[int]) -> Iterator[Span]:
    """Names built on a noun of a body."""
    drawn = {entity.end: entity.start for entity in doc.ents if entity.label_ == "ORG"}
    headlines = [z for z in records.get(doc, records.Zone) if z.name == "headline"]
    # What the model calls a person and `press_people` does not believe may be a body: "Norvista Holdings".
    people = {i for span in doc.spans.get("press_people", ()) for i in range(span.start, span.end)}
    last: Span | None = None
    here = words_of(doc)
    congress = not _OF_CONGRESS.isdisjoint(here.texts)
    for token in (doc[i] for i in here.of({word for word in here.places if word in HEADS or word[:-1] in HEADS or word == "house"})):
        if token.text == "House" and token.i > 0 and (length := _house_alone(doc, token.i, congress=congress)):
            yield Span(doc, token.i + 1 - length, token.i + 1, label="organisation", span_id="kind noun alone")
            continue
        owner = _is_owner(token)
        if (
            (token.lower_ not in HEADS and not owner and not _is_chamber(token))
            or not token.text[0].isupper()
            or token.i in people
            or (last is not None and last.start < token.i < last.end and token.lower_ in FIELDS)
        ):
            continue
        start = _left(doc, token.i)
        if (
            last is not None
            and start < last.end <= token.i
            and (last.start < start or doc[last.end].lower_ == "of" or unit_follows(doc, last.end - 1) or (last[0].lower_ == "office" and closes_with_officer(doc, last.end)))
        ):
            start = last.end  # "University of Fjellheim" "School of Law", "School of Law" of "Fjellheim University"
            while start < token.i and not doc[start].text[0].isupper():
                start += 1
        if start < token.i and opens_unit_of(doc, start, token.i):
            yield Span(doc, start, token.i, label="organisation", span_id="kind noun")
            start = token.i
        end = (
            token.i + 1
            if owner
            else _owner_end(doc, start, token.i, end_of_name(doc, token.i, titled, named=start < token.i))
        )
        words_before, field = token.i - start, end - token.i - 1
        end = over_seat(doc, token.i, end) if words_before or field else end
        if words_before == 0 and field == 0 and token.lower_ in ORGANS and _belongs(doc, token.i, titled):
            last = Span(doc, start, end, label="organisation", span_id="kind noun")
            yield last
        if (
            doc[start:end].text.lower() == "board of directors"
            and not _belongs(doc, end - 1, titled)
            and doc[start - 1].lower_ not in {"'s", "’s"}
        ):
            continue  # everybody has one
        if words_before == 0 and (field == 0 or token.lower_ in _NOT_BODIES):
            if token.lower_ in ALONE and token.lower_ != "government":
                yield Span(doc, start, end, label="organisation", span_id="kind noun alone")
            continue
        officers = any(t.lower_ in {"'s", "’s"} for t in doc[start : token.i])
        if token.lower_ in _WEAK and not (field or officers or _is_said_to_be(doc, start, end)):
            continue
        if is_headline(token) and not (
            start <= drawn.get(end, -1) <= start + 1 + (doc[start + 1].lower_ in {"and", "&"}) or _is_whole_line(doc, start, end, headlines)
        ):
            continue
        if end < len(doc) and doc[end].text[:1].isupper() and _no_body(doc[end]) and not starts_block(doc[end]):
            continue
        if (doc[end - 1].lower_ in _NOT_BODIES and not opens_with_head(doc, start, end)) or (
            token.lower_.endswith("s") and token.lower_[:-1] in HEADS and not words_before
        ):
            continue
        if (
            names_a_state(doc[start:end])
            or opens_with_no_body(doc[start:end])
            or all(t.ent_type_ in {"PROGRAMME", "AWARD"} for t in doc[start:end])
        ):
            continue
        last = Span(doc, start, end, label="organisation", span_id="kind noun")
        yield last
        if start > 1 and doc[start - 1].lower_ in {"'s", "’s"} and doc[start - 2].text.isupper() and doc[start - 2].is_alpha and len(doc[start - 2]) > 2 and country(doc[start - 2].text) is None:
            yield Span(doc, start - 2, start - 1, label="organisation", span_id="owner of a unit")  # "NHX's Division of Tides"
        if start > 0 and doc[start - 1].text[:-1].isupper() and not starts_block(doc[start]) and lost_possessive(doc[start - 1 : start]):
            yield Span(doc, start - 1, start, label="organisation", span_id="owner of a unit")  # "NHXs" "Larnvik Field Office"


def _no_body(token: Token) -> bool:
    return token.lower_ in _NOT_BODIES or token.lower_.removesuffix("s") in _NOT_BODIES


def _belongs(doc: Doc, last: int, titled: AbstractSet[int]) -> bool:
    """Whether "of" and a further body follow the last token of a name."""
    at = last + 2 + (last + 2 < len(doc) and doc[last + 2].lower_ == "the")
    return at < len(doc) and doc[last + 1].lower_ == "of" and doc[at].text[0].isupper() and opens_body(doc, at, titled)


def _is_said_to_be(doc: Doc, start: int, end: int) -> bool:
    """Whether a name on a weak noun is one: the model sees it, or it has "the" in front and two words, or the body that it is part of behind."""
    if any(t.ent_type_ == "ORG" for t in doc[start:end]):
        return True
    opens = start == 0 or starts_block(doc[start])
    closes = end >= len(doc) or doc[end].is_space or starts_block(doc[end])
    if (
        closes
        and end - start > 1
        and (opens or doc[start - 1].text == ":")
        and not any(t.is_stop or t.pos_ == "VERB" for t in doc[start:end])
    ):
        return True  # a line of its own, or what stands behind "Issued by:"
    if start == 0 or doc[start - 1].lower_ not in {"the", "its", "our"} or is_headline(doc[start]):
        return False
    part_of = end + 1 < len(doc) and doc[end].lower_ in {"of", "at"} and doc[end + 1].lower_ in {"the", "our"}
    return end - start > 2 or part_of


def _is_chamber(token: Token) -> bool:
    """The "House" of "House of Representatives", "House of Lords"."""
    doc, i = token.doc, token.i
    return token.text == "House" and i + 2 < len(doc) and doc[i + 1].lower_ == "of" and doc[i + 2].text in _MEMBERS


def _house_alone(doc: Doc, i: int, *, congress: bool) -> int:
    """How many words name a body that ends in "House": the "House" of a congress, the "White House" that is no place; 0 where none does."""
    after = doc[i + 1] if i + 1 < len(doc) else None
    if after is not None and (after.text[0].isupper() or after.lower_ in {"of", "for", "-"}) and not starts_block(after):
        return 0
    before = doc[i - 1]
    if before.text == "White":
        where = doc[i - 2 - (i > 2 and doc[i - 2].lower_ in {"the", "a"})].lower_ if i > 1 else ""
        return 0 if where in _WHERE or is_headline(doc[i]) else len(("White", "House"))
    joined = before.lower_ in {"the", "and"} or (after is not None and after.lower_ == "and")
    return int(congress and joined and not is_headline(doc[i]) and not before.text[0].isupper())


def _is_owner(token: Token) -> bool:
    """The "Departments" of "the Justice Departments Civil Division"."""
    return (
        lost_its_apostrophe(token)
        and token.text[:-1].lower() in HEADS
        and lost_possessive(token.doc[token.i : token.i + 1])
    )


def _owner_end(doc: Doc, start: int, head: int, end: int) -> int:
    """Where a name ends that owns what follows without an apostrophe: "Department of Justices Civil Division"."""
    return next((k + 1 for k in range(head + 2, end) if lost_possessive(doc[start : k + 1])), end)


def _is_whole_line(doc: Doc, start: int, end: int, headlines: list[records.Zone]) -> bool:
    """Whether a name is the whole of a title-case line; the whole of the release's headline is none: it says what happened."""
    whole_line = starts_block(doc[start]) and (end == len(doc) or "\n" in doc[end].text)
    return whole_line and not any(z.start <= doc[start].idx < z.end for z in headlines)


def _left(doc: Doc, head: int) -> int:
    """Where the capitalised words in front of a head begin."""
    start = head
    while start > 0:
        before = doc[start - 1]
        if starts_block(doc[start]) or before.is_space:
            break
        if before.text[0].isupper() and (before.is_alpha or before.lower_ in {"u.s.", "u.n.", "st."}):
            named = (
                (before.text == "An" or (before.text == "All" and before.i > 0 and before.nbor(-1).lower_ == "the"))
                and not before.is_sent_start
                and not starts_block(before)
                and not is_headline(before)
            )
            if (
                (before.lower_ in DETERMINERS and not named)
                or (before.is_stop and before.is_sent_start)
                or before.ent_type_ == "DATE"
            ):
                break
            if before.lower_ in _OFFICERS and start < before.i + 2 and doc[start].text[0].isupper():
                break  # "Chairman University of Larnvik"
            if before.lower_ in _OPENING_WORDS and not named:
                break  # "About Larnvik University"
            if lost_its_apostrophe(before) or owns_without_apostrophe(before) or (before.tag_ == "VBZ" and before.lower_ not in HEADS):
                break  # "Keller Secures Senate Vote"
            start -= 1
        elif (
            _is_initial(before)
            and start - 2 >= 0
            and doc[start - 2].is_title
            and doc[start - 2].is_alpha
            and start < head
        ):
            start -= 2  # "James T. Hale Correctional Center"
        elif before.lower_ in {"and", "&", "of", "for"} and start - 2 >= 0 and _inside_one_entity(doc, start - 2, head):
            start -= 2
        elif before.lower_ in {"and", "&"} and (first := _shared_head(doc, start - 1)) is not None:
            start = first
        elif (
            before.lower_ in {"'s", "’s"}
            and start - 2 >= 0
            and singular(doc[start - 2])
            and doc[start - 2].lower_ not in HEADS
            and not (start < head and HEADS.get(doc[head].lower_) == "unit")  # "Attorney's" "Consumer Protection Unit"
            and not _closes_a_field(doc, start - 2)
        ):
            start -= 2  # "President's Fund", "Sheriff's Department"
        elif before.lower_ in {"'s", "’s"} and start - 3 >= 0 and doc[start - 3].lower_ in _SAINTS and doc[start - 2].is_title:
            start -= 3  # "Saint Anne's University Hospital"
        elif start - 2 >= 0 and _owned_by_many(doc, start - 1):
            start -= 2  # "Northern Pilots' Union", "Women's Rights Council"
        elif (
            before.text in {",", "and", "&"}
            and doc[head].lower_ in {"committee", "subcommittee"}
            and (first := _list_start(doc, start))
        ):
            start = first
        elif before.text == "," and (first := _town_in_front(doc, start)) is not None:
            return first
        elif (
            before.text in {"-", "–"}
            and start - 2 >= 0
            and doc[start - 2].text[0].isupper()
            and not doc[start - 2].whitespace_
            and not before.whitespace_
        ):
            if start == head and opens_name(doc, head):
                break
            start -= 2
        elif before.lower_ == "of" and start > 1 and doc[start - 2].text in _STATES and doc[start].ent_type_ != "":
            start -= 2  # "Republic of Norvik Ministry of Fisheries"
        elif _ORDINAL.fullmatch(before.text) and doc[head].lower_ in _NUMBERED_UNITS:
            start -= 1  # "2nd Civil Division"
        elif (
            before.is_alpha
            and before.lower_ not in _PARTICIPLES  # "Larnvik-based Tide Group"
            and start - 3 >= 0
            and doc[start - 2].text == "-"
            and not doc[start - 2].whitespace_
            and doc[start - 3].text[0].isupper()
        ):
            start -= 3  # "Setareh-ye Sobh News Agency"
        else:
            break
    return start


def _town_in_front(doc: Doc, start: int) -> int | None:
    """Where "Larn County" begins in front of ", N.M., Sheriffs Office" or of ", Oregon Police Department"; None where no town or county stands there."""
    at = start - 1
    if doc[start].lower_ in _OF_TOWNS and at > 2 and doc[at - 1].ent_type_ == "GPE":
        while at > 0 and doc[at - 1].ent_type_ == "GPE" and doc[at - 1].text != ",":
            at -= 1
        at -= 1
        if doc[at].text != ",":
            return None
    elif doc[start].ent_type_ != "GPE" or doc[start + 1 : start + 2].text.lower() not in _OF_TOWNS:
        return None
    first = at
    while first > 0 and doc[first - 1].text[0].isupper() and doc[first - 1].is_alpha and doc[first - 1].ent_type_ == "GPE" and not starts_block(doc[first]):
        first -= 1
    return first if first < at else None


def _is_initial(token: Token) -> bool:
    return len(token.text) == len("T.") and token.text[0].isupper() and token.text[1] == "."


def _owned_by_many(doc: Doc, i: int) -> bool:
    """Whether a possessive stands behind a plural noun for people: the name goes on in front of it."""
    mark, owner = doc[i], doc[i - 1]
    if not owner.text[0].isupper() or owner.lower_ in HEADS or starts_block(mark):
        return False
    if mark.lower_ in {"'s", "’s"}:
        return owner.lower_ in _IRREGULAR or (
            owner.lower_.endswith("men") and owner.lower_ != "men" and not owner.is_stop
        )
    return mark.text in {"'", "’"} and owner.text.endswith("s") and len(owner.text) > 3 and owner.ent_iob_ != "B"


def _closes_a_field(doc: Doc, i: int) -> bool:
    """Whether a word ends the field of a body: the "Justice" of "Department of Justice's Civil Division"."""
    while i > 0 and doc[i].text[0].isupper() and doc[i].lower_ not in HEADS and not starts_block(doc[i]):
        i -= 1
    return (
        i > 0
        and doc[i].lower_ in {"of", "for", "and", "&"}
        and (doc[i].lower_ not in {"of", "for"} or doc[i - 1].lower_ in HEADS)
    )


def _shared_head(doc: Doc, joint: int) -> int | None:
    """Where "Experience and Service Center" begins in front of its "and", or None where two names are joined.

    What stands before "and" is part of the name if it is no name by itself: no noun of a body in it, no title, and not just what
    the model takes for a body, a person or a place.
    """
    first = joint
    while first > 0 and doc[first - 1].text[0].isupper() and doc[first - 1].is_alpha and not starts_block(doc[first]):
        first -= 1
    run = doc[first:joint]
    if not len(run) or run[0].is_stop or run.text == "House" or any(t.lower_ in HEADS or t.lower_ in _LEGAL_FORMS or singular(t) for t in run):
        return None
    if any(t.ent_type_ in {"PERSON", "GPE", "NORP", "DATE"} for t in run):
        return None
    if starts_block(run[0]) and HEADS.get(doc[joint + 2 : joint + 3].text.lower()) != "unit":  # "Media and Publicity Unit" in a line of its own
        return None
    one_entity = (
        run[0].ent_type
        and run[0].ent_iob_ == "B"
        and all(t.ent_iob_ == "I" for t in run[1:])
        and doc[joint].ent_iob_ != "I"
    )
    return None if one_entity else first


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
    return doc[first].ent_type_ == "ORG" and all(
        doc[i].ent_iob_ == "I" and doc[i].ent_type_ == "ORG" for i in range(first + 1, last + 1)
    )
