"""People: the spans that name a human being, cut to the bare name.

Names come from the model's PERSON entities and from places where grammar leaves no doubt: behind an
honorific ("Ms Lee"), behind a title ("Director Wang"), in the lines of a credit block. Every candidate is cut to the name
itself: honorifics, ranks, titles and degrees fall off, possessives too, and what cannot be a name is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from pipeline import records
from pipeline.find import titles
from pipeline.find.bodies import sure_bodies
from pipeline.find.credit_lines import ends_like_name, is_label, openings
from pipeline.find.name_growth import Titled, goes_on_behind_hyphen, grown, grows_front, is_name_word
from pipeline.find.name_lists import capital_family_names, last_of_lists
from pipeline.find.name_shapes import SUFFIXES, VOUCHING, can_be_name, is_headline, is_postnominal
from pipeline.find.offices import ADDRESS, FAMILY_NAMES, names_field, singular
from pipeline.find.person_evidence import borne_out_people, named_again
from pipeline.find.reading import read, starts_block, words_of
from pipeline.find.titles import GROUP as TITLES
from pipeline.lexicon import table, words

GROUP = "press_people"
_HONORIFICS = words("honorifics")
_PARTICLES = words("name_particles")
_ORG_HEADS = frozenset(table("org_heads"))
_NOT_BODIES = words("not_bodies")
# Honorifics that are names as well.
_NAMES_TOO = frozenset(
    "tan sri don u daw raja tun lord lady haji hajah dom sheikh shaikh sheikha he his her right associate sister brother father tuan "
    "tengku tunku comrade donna khun dayang pehin nawab hafiz ir fr eng ing kumari malam pandit dame mx "
    "ratu adi nana begum selvi uncle aunt aunty auntie".split()
)
# What stands in front of a name and nothing else: those of the list that are neither names nor words of the language.
_ADDRESSES = ADDRESS | (_HONORIFICS - _NAMES_TOO - {"the", "their", "reverend", "venerable", "honorable", "honourable"})
_DISTRICTS = frozenset({"county", "city", "parish", "province", "district", "island", "islands", "river", "bay", "port", "airport"})
_INITIAL = re.compile(r"(?:[^\W\d_]\.?){1,2}(?:[^\W\d_]\.)*|(?:[^\W\d_]\.-?)+")
# Shares of words that open with a capital.
_IN_CAPITALS, _HALF_IN_CAPITALS = 0.8, 0.6
_BEHIND_VERBS = frozenset({"Up", "Out", "Off", "Down", "On", "Over"})
_PLACE = 9  # tokens of a place or body with its preposition
_LONGEST_IN_HEADLINE = 4  # words of a name
_NAME_AND_PLACE = 2  # tokens: a place and two words of a name are more
_PLURAL_ADDRESS = frozenset({"messrs", "messrs."})


def find_people(doc: Doc) -> list[Span]:
    """The bare names of people in the Doc, none overlapping; `span.id_` is the rule that found them."""
    titled = titles.title_tokens(doc)
    finders = (_from_model, _behind_address, _behind_title, _behind_office_of_place, _before_title, _in_credit_lines)
    candidates = [span for find in finders for span in find(doc, titled)]
    cut = [name for span in candidates if (name := _outside_titles(span, titled)) is not None]
    vouched = frozenset(name[-1].lower_ for name in cut if name.id_ in VOUCHING)
    names = [name for name in cut if can_be_name(name, vouched)]
    bodies = sure_bodies(doc)
    taken = {t for body in bodies for t in range(body.start, body.end)}
    opening = {body[:length].text for body in bodies for length in range(1, len(body) + 1)}
    acronyms = {e.text for e in doc.ents if e.label_ == "ORG" and len(e) == 1 and e.text.isupper()}
    drawn = [
        n
        for n in names
        if n.id_ != "model"
        or (n.start not in taken and n.text not in opening and not any(t.text in acronyms for t in n))
    ]
    firms = {t for body in bodies if body.id_ == "legal form" for t in range(body.start, body.end)}  # "Messrs. Larn Services Ltd"
    drawn += last_of_lists(doc, drawn, titled)
    people = [n for n in drawn if n.start not in (taken if n.id_ == "credit line" else firms if n.id_ == "honorific" else ())]
    confirmed = filter_spans(borne_out_people(doc, _confirmed(doc, people), titled))
    return filter_spans([*confirmed, *named_again(doc, confirmed, titled, taken)])


def _outside_titles(span: Span, titled: Titled) -> Span | None:
    """What of a candidate lies outside the title phrases: "Law" of "Minister for Law" is no name."""
    start, end = span.start, span.end
    while start < end and start in titled:
        start += 1
    end = next((i for i in range(start, end) if i in titled), end)
    return Span(span.doc, start, end, label="person", span_id=span.id_) if start < end else None


def _confirmed(doc: Doc, names: list[Span]) -> Iterator[Span]:
    """Names as they are, those in headlines cut to what the running text confirms.

    A headline in title case gives no sign where a name ends ("Lim Opens Harbour"): there only words
    count that stand in a name elsewhere in the release. Where none does, a name found by the model alone is kept if
    no word of it is written in lower case anywhere.
    """
    heads = [zone for zone in records.get(doc, records.Zone) if zone.name == "headline"]
    in_head = {span.start: span.id_ != "credit line" and _in_title_case(span, heads) for span in names}
    known = {token.lower_ for span in names if not in_head[span.start] for token in span}
    lower = words_of(doc).small
    for span in names:
        if not in_head[span.start]:
            yield span
            continue
        end = span.start
        while end < span.end and doc[end].lower_ in known:
            end += 1
        if span.start < end < span.end - 1 and doc[end].text.islower() and doc[end].lower_ in _PARTICLES:
            end = span.end  # "Dean: Ahmad Faizal bin Haji Salleh"
        if end > span.start:
            yield Span(doc, span.start, end, label="person", span_id=span.id_)
        elif span.id_ in {"model", "honorific"} and not _is_verb(span):
            parts = [t for t in span if not (t.text.islower() and t.lower_ in _PARTICLES) and t.text != "/"]
            if len(parts) <= _LONGEST_IN_HEADLINE and not any(t.lower_ in lower for t in parts if len(t) > 1 or t.text.isupper()):
                yield span


def _is_verb(span: Span) -> bool:
    """Whether a lone word of a headline has the particle of a verb behind it: "President Wraps Up Visit"."""
    return len(span) == 1 and span.end < len(span.doc) and span.doc[span.end].text in _BEHIND_VERBS


def _in_title_case(span: Span, heads: list[records.Zone]) -> bool:
    """Whether a name stands in a line in title case; of the release's own headline a part may be set like a sentence."""
    is_head = any(zone.start <= span.start_char < zone.end for zone in heads)
    return is_headline(span[0], _HALF_IN_CAPITALS if is_head else _IN_CAPITALS)


def _from_model(doc: Doc, titled: Titled) -> Iterator[Span]:
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            for piece in _pieces(_without_place(entity, titled)):
                if (name := _outside_titles(piece, titled)) is not None:
                    yield from _bare(name, "model", titled)


def _without_place(entity: Span, titled: Titled) -> Span:
    """Without the place or body that the model draws into the name of who serves there: "Mayor of Larnvik Jo Berg"."""
    doc, start = entity.doc, entity.start
    served = start > 1 and doc[start - 1].lower_ in {"of", "for", "at"} and start - 2 in titled and len(entity) > _NAME_AND_PLACE
    return doc[start + 1 : entity.end] if served and entity[0].text.istitle() and entity[1].text.istitle() else entity


def _pieces(entity: Span) -> Iterator[Span]:
    """An entity cut at line ends, commas between names, dashes and "and"."""
    doc, start = entity.doc, entity.start
    for token in entity:
        cut = "\n" in token.text or token.text in {"/", "|", "–", "—", ";", ":", "(", ")", "and", "&"}
        if token.text == "/" and "".join(t.text for t in doc[token.i - 1 : token.i + 2]).lower() in _PARTICLES:
            cut = False  # "Balwant s/o Singh"
        if token.text == "-":
            cut = bool(token.whitespace_) and token.i > start and bool(doc[token.i - 1].whitespace_)  # "A. Roe - B. Lee"
        if token.text == ",":
            cut = not (token.i + 1 < entity.end and token.nbor().lower_ in SUFFIXES)
        if cut:
            if token.i > start:
                yield Span(doc, start, token.i)
            start = token.i + 1
    if start < entity.end:
        yield Span(doc, start, entity.end)


def _bare(span: Span, rule: str, titled: Titled) -> Iterator[Span]:
    """The name inside a candidate, without what stands before and behind it."""
    doc = span.doc
    start, end = span.start, span.end
    while start < end and _falls_off_front(doc, start, end):
        start += 1
    if start == end:
        return
    end = grown(doc, start, end, titled)
    while end > start and _falls_off_back(doc, start, end):
        end -= 1
    if start == end:
        return
    while start > 0 and grows_front(doc, start):
        start -= 1
    yield Span(doc, start, end, label="person", span_id=rule)


def _falls_off_front(doc: Doc, i: int, end: int) -> bool:
    token = doc[i]
    if token.lower_ in {"the", "then"} or not any(c.isalpha() for c in token.text):
        return True
    if i + 1 >= end:
        # the model drew "Datuk" of "Datuk Dr. Wong" alone
        return token.lower_ in ADDRESS and end < len(doc) and doc[end].text[0].isupper() and not starts_block(doc[end])
    if token.lower_ in _HONORIFICS:
        if token.lower_ in _NAMES_TOO and doc[i + 1].text == token.text:
            return False  # "Tun Tun Oo"
        if token.text == "Tan" and doc[i + 1].text != "Sri":
            return False  # "Justice Tan Siong Thye"
        # "Tan", "Sri" and "Don" are names too; they fall off only in front of two more words, or of another honorific
        return token.lower_ not in _NAMES_TOO or token.text.endswith(".") or end - i > 2 or doc[i + 1].lower_ in ADDRESS
    if token.lower_ == "." and i > 0:
        return True
    word = singular(token)
    if token.text == "Sultan" and (_INITIAL.fullmatch(doc[i + 1].text) or (i > 0 and doc[i - 1].lower_ in ADDRESS)):
        return False  # "Sultan A. Al-Marsad", "Dr Sultan Al Noor"
    # "General", "Judge", "Senator" before a name; but "King", "Bishop", "Major" may be the name itself
    return word is not None and (end - i > 2 or doc[i].ent_type_ != "PERSON" or word not in FAMILY_NAMES)


def _falls_off_back(doc: Doc, start: int, end: int) -> bool:
    token = doc[end - 1]
    if token.lower_ in {"'s", "’s", "'", "’", "-"} or (token.is_punct and token.text not in {".", ")", "”", '"'}):
        return True
    if token.lower_ in SUFFIXES:
        return False
    if end - start > 1 and is_postnominal(token):
        return True
    return token.lower_ in _PARTICLES and token.text.islower()


def _behind_address(doc: Doc, titled: Titled) -> Iterator[Span]:
    """"Mr Edwin Teo": what follows an honorific is a name."""
    here = words_of(doc)
    compound = [i for i in here.of({"sri"}) if i > 0 and doc[i - 1].text == "Tan"]
    # "Datuk Seri Lim"; but "Kuala Seri Port", "Seri Larnvik"
    second = {i for i in here.of({"seri"}) if i == 0 or here.lowers[i - 1] not in _HONORIFICS}
    for token in (doc[i] for i in (*here.of(_ADDRESSES), *compound) if i + 1 < len(doc) and i not in second):
        if token.text[0].isupper():
            start = token.i + 1
            while start < len(doc) and doc[start].lower_ in _HONORIFICS | {".", "(", ")"} and doc[start].lower_ != "he":
                if doc[start].lower_ in _NAMES_TOO and (start + 1 == len(doc) or not doc[start + 1].text[0].isupper()):
                    break  # "Mr Tan", "Ms Begum"
                if doc[start].text == "Tan" and doc[start + 1].text != "Sri":
                    break  # "Mr Tan Boon Gin"
                start += 1
            for name in _run(doc, start, "honorific", titled, claimed=True):
                if len(name) > 1 and name[-1].lower_ in _DISTRICTS:
                    continue  # "Doña Ana County"
                yield name
                if token.lower_ in _PLURAL_ADDRESS:
                    yield from _further(doc, name.end, titled)


def _further(doc: Doc, i: int, titled: Titled) -> Iterator[Span]:
    """"Messrs. Keller, Novak and Berg": one address for several names."""
    while i + 1 < len(doc) and doc[i].lower_ in {",", "and", "&"}:
        name = next(_run(doc, i + 1, "honorific", titled, claimed=True), None)
        if name is None:
            return
        yield name
        i = name.end


def _behind_title(doc: Doc, titled: Titled) -> Iterator[Span]:
    """"Director Wang", "Minister for Law Mr Edwin Teo", "Vice Presidents Y and Z"."""
    for phrase in titles.title_phrases(doc):
        start = phrase.span.end
        if not phrase.span.text[0].isupper():
            continue
        while start + 1 < len(doc) and doc[start].lower_ in _HONORIFICS and doc[start].text[0].isupper():
            if doc[start].text == "Tan" and doc[start + 1].text != "Sri":
                break
            start += 1
        if start < len(doc) and doc[start].ent_type_ in {"", "PERSON"}:
            # a single word that the model does not take for a name may be any noun: "Chief Weavers", "Legal Officer Trainees"
            for name in _run(doc, start, "title", titled):
                if len(name) > 1 or name[0].ent_type_ == "PERSON" or (name[0].text.isupper() and capital_family_names(doc)):
                    yield name
                if phrase.plural and len(name) > 1:
                    yield from (further for further in _further(doc, name.end, titled) if len(further) > 1)


def _behind_office_of_place(doc: Doc, titled: Titled) -> Iterator[Span]:
    """"The Mayor of Saint-Aubert, Cyprien d'Hautefeuille, and …": two words and more in the apposition of an office told with its place or body."""
    for phrase in titles.title_phrases(doc):
        start, k = phrase.span.start, phrase.span.end
        if phrase.plural or k + 1 >= len(doc) or doc[k].lower_ not in {"of", "at"} or start == 0 or doc[start - 1].lower_ != "the":
            continue
        if start > 1 and doc[start - 2].text in {",", ")"}:
            continue  # "Karin Lim, the Mayor of Larnvik, Halvex Foods and …"
        at = next((m for m in range(k, min(len(doc), k + _PLACE)) if doc[m].text == ","), None)
        if at is None or any(t.pos_ in {"VERB", "AUX"} or t.text in {".", "(", ";"} or t.ent_type_ == "PERSON" for t in doc[k:at]):
            continue
        for name in _run(doc, at + 1, "title", titled):
            ends = name.end < len(doc) and doc[name.end].lower_ in {",", "and"}
            if name.start == at + 1 and ends and len(name) > 1 and all(not t.ent_type_ or t.ent_type_ == "PERSON" for t in name):
                yield name


def _in_credit_lines(doc: Doc, titled: Titled) -> Iterator[Span]:
    """Names in the lines of credit and contact blocks; one without a label right before it has at least two words."""
    for opening, vouched in openings(doc):
        start = opening
        while start < len(doc) - 1 and ((doc[start].is_space and "\n" not in doc[start].text) or doc[start].lower_ in ADDRESS):
            start += 1
        for name in _run(doc, start, "credit line", titled, claimed=True):
            whole = name.start == start and not name[0].is_stop and ends_like_name(doc, name.end) and not is_label(doc, name.start, name.end)
            if whole and (len(name) > 1 or (vouched and name[0].ent_type_ == "PERSON")):
                yield name


def _before_title(doc: Doc, titled: Titled) -> Iterator[Span]:
    """"…, said Harish Chandran, Chief Technology Officer": two to five name words between a delimiter and ", title"."""
    for title in doc.spans[TITLES]:
        k = title.start - 1
        while k > 0 and doc[k].lower_ in {"the", "a", "an", "its", "former", "then", "then-"}:
            k -= 1
        if k < 2 or doc[k].text != "," or title[0].is_sent_start:
            continue
        start = k
        while start > 0 and not starts_block(doc[start]) and k - start < 9 and (part := _name_part_before(doc, start, titled)):
            start -= part
        while start < k and names_field(doc[start]) and start > 0 and doc[start - 1].lower_ in {"and", "&", ","}:
            start += 1  # "Ministry of Works, Transport and Housing Karin Lim, Secretary"
        if all(names_field(t) for t in doc[start:k]):
            continue  # "the Committee on Rural Power, Senator Karin Lim"
        opens = start == 0 or starts_block(doc[start]) or not doc[start - 1].text[0].isupper() or doc[start - 1].lower_ in _ADDRESSES
        clear = all(not t.is_stop and t.ent_type_ not in {"GPE", "NORP"} for t in doc[start:k])
        least = 1 if start > 0 and doc[start - 1].lower_ in {"said", "says"} else 2
        if opens and clear and least <= sum(t.is_alpha for t in doc[start:k]) <= 5 and k - start >= least and doc[start - 1].lower_ not in {"of", "at", "the", "for", "&", "-", "in"}:
            yield from _bare(Span(doc, start, k), "name before title", titled)


def _name_part_before(doc: Doc, i: int, titled: Titled) -> int:
    """How many tokens of a name stand right before token `i`: a word, a word and its hyphen, particles; 0 where none does."""
    before = doc[i - 1]
    if before.lower_ in _ADDRESSES:
        return 0
    if is_name_word(before, titled, claimed=True):
        return 1
    behind_word = i > 1 and is_name_word(doc[i - 2], titled, claimed=True)
    if before.text == "-" and behind_word and not before.whitespace_ and not doc[i - 2].whitespace_:
        return 2
    return 2 if before.lower_ in _PARTICLES and before.text.islower() and behind_word and before.lower_ not in {"y", "e", "i", "a", "la", "as"} else 0


def _run(doc: Doc, start: int, rule: str, titled: Titled, *, claimed: bool = False) -> Iterator[Span]:
    """The run of name words that begins at a token: capitalised words, initials, particles between them.

    With `claimed` the words before it leave no doubt that a name follows, and what the model takes it for does not count.
    """
    end = start
    i = start
    while i < len(doc) and i - start < 8:
        token = doc[i]
        if (starts_block(token) and i > start) or token.is_space:
            break
        if is_name_word(token, titled, claimed=claimed):
            i += 1
            end = i
        elif (token.text == "-" and i > start and i + 1 < len(doc) and goes_on_behind_hyphen(doc, start, i + 1) and not token.whitespace_ and not doc[i - 1].whitespace_) or (token.lower_ in _PARTICLES and i + 1 < len(doc) and doc[i + 1].text[0].isupper()):
            i += 1
        else:
            end = i + 1 if rule in VOUCHING and _is_noun_as_family_name(doc, start, i) else end
            break
    if end > start:
        yield from _bare(Span(doc, start, end), rule, titled)


def _is_noun_as_family_name(doc: Doc, start: int, i: int) -> bool:
    """The "Bridge" of "Mr. Adam Bridge", the "Day" of "Ms. Day": at most one word and initials stand in front of it."""
    token, before = doc[i], start - 1
    if token.lower_ not in _NOT_BODIES or token.lower_ in _ORG_HEADS or not token.text.istitle() or not token.is_alpha:
        return False
    while before > 0 and doc[before].lower_ in ADDRESS:
        before -= 1
    if before >= 0 and doc[before].lower_ == "the":
        return False  # "the Dr. Keller Award"
    if i + 1 < len(doc) and (doc[i + 1].text[0].isupper() or doc[i + 1].lower_ in {"of", "for", "on", "-"}) and not starts_block(doc[i + 1]):
        return False
    return sum(not t.text.endswith(".") for t in doc[start:i]) <= 1 and (i > start or doc[start - 1].lower_ in ADDRESS)


@Language.factory("press_people", assigns=["doc.spans"], requires=["doc.ents"])
def make_people(nlp: Language, name: str) -> PeopleFinder:
    """Factory of the component that marks bare names of people in `doc.spans["press_people"]`."""
    del nlp, name
    return PeopleFinder()


class PeopleFinder:
    """Marks people's names; runs `press_titles` first where it has not run."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the Doc's names of people."""
        if TITLES not in doc.spans:
            doc = titles.TitleFinder()(doc)
        reading = read(doc)
        doc.spans[GROUP] = [reading.in_source(span) for span in find_people(reading.doc)]
        return doc
