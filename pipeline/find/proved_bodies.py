"""Names that nothing but what the release says around them shows to be bodies: ordinary words, names that a model takes for towns.

A firm has officers that no town has ("CEO of Skarn", "Skarn's Chief Financial Officer"), somebody joins it as one of them, it is said in an
apposition to be one ("Skarn, a developer of pump software,"), a bracket gives it the name "the Company", a list of clients names it; a wire
service stands in brackets or slashes behind the place of issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Span

from pipeline.find.described_bodies import DAYS, is_placed, names_a_thing, run_front, says_kind
from pipeline.find.offices import ADDRESS, TitlePhrase, is_title_word
from pipeline.find.reading import starts_block, words_of
from pipeline.lexicon import country, table, words

_HEADS = table("org_heads")
_NOT_BODIES = words("not_bodies")
_LEGAL_FORMS = words("legal_forms")
_HONORIFICS = words("honorifics")
# Offices of firms, and of nothing that has a territory.
_CORPORATE = frozenset({"ceo", "cfo", "coo", "cto", "cio", "cmo", "founder", "co-founder", "cofounder"})
_RANKED = {"officer": frozenset({"chief"}), "director": frozenset({"managing"}), "manager": frozenset({"general"}), "partner": frozenset({"managing"})}
_JOINING = frozenset({"join", "joined", "joining", "joins"})
_DASHES = frozenset({"-", "--", "–", "—"})
_WIRES = ("wire", "news", "press")
_SHORTEST_WIRE = 4  # letters
_LONGEST_WIRE = 7  # tokens, with its marks
_LONGEST_DATELINE = 24  # tokens
_WHERE = frozenset({"in", "at", "near", "from", "of", "to", "outside"})
_UNWRITTEN = frozenset('()[]“”"')  # in no name
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")
_OWNERS = frozenset({"owner", "co-owner", "operator", "proprietor"})
_SEATED = frozenset({"headquartered", "based"})
_STAFF = frozenset({"executives", "shareholders", "stockholders", "spokesperson", "spokesman", "spokeswoman"})
_CHAIRS = frozenset({"chairman", "chairwoman", "chairperson"})
_PLACES_AND_THINGS = frozenset({"GPE", "FAC", "ORG", "PRODUCT"})
_MANY = frozenset("brands companies firms clients customers sponsors investors banks agencies organisations organizations institutions outlets retailers airlines suppliers manufacturers insurers lenders subsidiaries affiliates charities universities publications newspapers".split())
_NAMED_BEHIND = frozenset("firms companies banks agencies newspapers airlines subsidiaries affiliates brands charities universities retailers insurers lenders".split())
_LISTING = frozenset({"including", "like", "namely"})
_DEALS = frozenset("agreement contract deal partnership partnerships sponsorship collaboration venture memorandum mou talks merger consortium".split())
_OF_PLACES = frozenset("new north south east west san santa los las saint st st. port fort great rio el cape mount lake".split())
_PARTNERS = frozenset({"partner", "sponsor", "supplier", "contractor", "bank", "airline", "broadcaster", "insurer", "carrier"})
_CALLED_SO = frozenset("program programme project scheme initiative campaign app series fund act bill law plan mission".split())
_PHRASE = 10  # tokens
_TOLD = frozenset({"company", "firm", "corporation", "bank", "group"})
_QUOTES = frozenset({"“", '"', "”"})
_REPORTS = frozenset({"reports", "reported"})
_LONGEST_MEDIUM = 3  # words
_SMALL = frozenset({"&", "de", "of", "-", "."})
_PARTS_OF_THE_WORLD = frozenset("asia europe africa america americas pacific emea apac latam global international worldwide regional group interim acting".split())


def proved_bodies(doc: Doc, titled: AbstractSet[int], phrases: list[TitlePhrase]) -> Iterator[Span]:
    """The names that clauses, brackets and offices around them prove."""
    yield from _of_officers(doc, titled, [p for p in phrases if _is_corporate(p)])
    yield from _of_chairs(doc, titled, [p for p in phrases if p.head in _CHAIRS])
    yield from _enumerated(doc, titled)
    yield from _dealt_with(doc, titled)
    yield from _as_partners(doc, titled)
    yield from _of_owners(doc, titled, [p for p in phrases if p.head in _OWNERS])
    yield from _seated(doc)
    yield from _with_staff(doc, titled)
    yield from _joined(doc, titled)
    yield from _in_apposition(doc)
    yield from _in_front_of_bracket(doc)
    yield from _wire_services(doc)
    yield from _reporting(doc)


def _is_corporate(phrase: TitlePhrase) -> bool:
    return phrase.head in _CORPORATE or any(t.lower_ in _RANKED.get(phrase.head, ()) for t in phrase.span)


def _of_officers(doc: Doc, titled: AbstractSet[int], phrases: list[TitlePhrase]) -> Iterator[Span]:
    """As in "CEO of Skarn", "Skarn CEO Jan Roe", "Skarn's Managing Director", "said Jan Roe, CEO, Skarn Labs."."""
    for phrase in phrases:
        start, end = phrase.span.start, phrase.span.end
        if end < len(doc) and doc[end].lower_ in {"of", "at"}:
            yield from _run(doc, end + 1, titled)
        elif end + 1 < len(doc) and doc[end].text == "," and start > 1 and doc[start - 1].text == "," and doc[start - 2].ent_type_ == "PERSON":
            yield from (s for s in _run(doc, end + 1, titled) if s.end < len(doc) and doc[s.end].is_punct and (len(s) > 1 or s[0].ent_type_ not in {"GPE", "LOC"}))
        if start > 0:
            owned = doc[start - 1].lower_ in {"'s", "’s"}
            before = start - 1 - owned
            named = end < len(doc) and doc[end].ent_type_ == "PERSON"
            for span in _run_before(doc, before + 1, titled):
                if owned or (named and (len(span) == 1 or span[0].ent_type_ == "ORG" or span[0].lower_ not in words_of(doc).small)):
                    yield span


def _of_chairs(doc: Doc, titled: AbstractSet[int], phrases: list[TitlePhrase]) -> Iterator[Span]:
    """As in "Chairman of Skarn", where the model sees a name."""
    for phrase in phrases:
        end = phrase.span.end
        if end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].ent_type_ in _PLACES_AND_THINGS:
            yield from (span for span in _run(doc, end + 1, titled) if not is_placed(span))


def _enumerated(doc: Doc, titled: AbstractSet[int]) -> Iterator[Span]:
    """As in "clients including Skarn, Marlo and Tarn Reef": what a noun in the plural announces as bodies."""
    texts = words_of(doc).texts
    for i in words_of(doc).of(_MANY):
        at = i + 1 + (i + 1 < len(texts) and texts[i + 1] == ",")
        if doc[at : at + 2].text == "such as":
            at += 2
        elif texts[i].islower() and at == i + 1 < len(texts) and texts[at][0].isupper() and not starts_block(doc[at]):
            named = list(_items(doc, at, titled, surely=True)) if texts[i] in _NAMED_BEHIND else []
            yield from named if len(named) > 1 else ()  # "law firms Birch Tully and Lowden Hay"
            continue
        elif at < len(texts) and texts[at] in _LISTING:
            at += 1
        else:
            continue
        yield from _items(doc, at, titled)


def _of_owners(doc: Doc, titled: AbstractSet[int], phrases: list[TitlePhrase]) -> Iterator[Span]:
    """As in "the owner and operator of Sunny Smiles and Happy Hearts"; what the model sees as a place may be a house."""
    for phrase in phrases:
        end = phrase.span.end
        if end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].lower_ != "the":
            yield from (span for span in _items(doc, end + 1, titled) if all(t.ent_type_ in {"", "ORG"} for t in span))


def _seated(doc: Doc) -> Iterator[Span]:
    """As in "Skarn, headquartered in Oslo, grew"."""
    for i in words_of(doc).of(_SEATED):
        if i < 2 or doc[i - 1].text != "," or doc[i + 1 : i + 2].text != "in":
            continue
        start = run_front(doc, i - 1)
        if start < i - 1:
            yield from (span for span in _named(doc, start, i - 1, surely=doc[i].lower_ == "headquartered") if not is_placed(span))


def _with_staff(doc: Doc, titled: AbstractSet[int]) -> Iterator[Span]:
    """As in "two Skarn executives"; the model must not see a place."""
    for i in words_of(doc).of(_STAFF):
        if i and doc[i].text.islower() and doc[i - 1].pos_ == "PROPN" and doc[i - 1].ent_type_ in {"", "ORG"} and i - 1 not in titled:
            yield from _run_before(doc, i, titled)


def _items(doc: Doc, at: int, titled: AbstractSet[int], *, surely: bool = False) -> Iterator[Span]:
    """The names of a list that begins at a token; those that are places are none, and end nothing."""
    while at < len(doc):
        at += doc[at].lower_ == "the"
        end = _end_of_run(doc, at, titled)
        if end == at:
            return
        name = doc[at:end]
        if not (all(t.ent_type_ in {"GPE", "LOC"} for t in name) and is_placed(name)):
            yield from _named(doc, at, end, titled, surely=surely)
        at = end + (end < len(doc) and doc[end].lower_ in {"'s", "’s"})
        end = at
        while at < len(doc) and (doc[at].text in {",", "&"} or doc[at].lower_ == "and"):
            at += 1
        if at == end:
            return


def _dealt_with(doc: Doc, titled: AbstractSet[int]) -> Iterator[Span]:
    """As in "a contract with Harbour Line Transit": a name of several words, or one with a capital inside, that is no place."""
    for i in words_of(doc).of(_DEALS):
        if i + 2 >= len(doc):
            continue
        if doc[i + 1].lower_ in {"between", "of"} and doc[i].lower_ in {"venture", "merger", "consortium"}:
            yield from _items(doc, i + 2, titled)
        if doc[i + 1].lower_ != "with":
            continue
        for span in _run(doc, i + 2, titled):
            inner = not span.text.isupper() and any(c.isupper() for c in span[0].text[1:])
            if (inner or (len(span) > 1 and span[0].lower_ not in _OF_PLACES)) and not is_placed(span) and all(t.ent_type_ != "LOC" for t in span):
                yield from () if doc[span.end : span.end + 1].text in _MANY else (span,)  # "with Big Tech companies"


def _as_partners(doc: Doc, titled: AbstractSet[int]) -> Iterator[Span]:
    """As in "Tarn Sports as the official media partner"."""
    for i in words_of(doc).of({"as"}):
        if i < 2 or i + 2 >= len(doc) or doc[i + 1].lower_ not in {"the", "its", "their"}:
            continue
        stop = next((k for k in range(i + 2, min(i + _PHRASE, len(doc))) if doc[k].is_punct or doc[k].is_space), min(i + _PHRASE, len(doc)))
        if any(doc[k].lower_ in _PARTNERS and doc[k].text.islower() for k in range(i + 2, stop)):
            yield from (span for span in _run_before(doc, i, titled) if len(span) > 1)


def _joined(doc: Doc, titled: AbstractSet[int]) -> Iterator[Span]:
    """As in "she joined Skarn as Chief Technology Officer"."""
    for i in words_of(doc).of(_JOINING):
        for span in _run(doc, i + 1, titled):
            at = span.end
            if at + 1 < len(doc) and doc[at].lower_ == "as" and at + 1 + (doc[at + 1].lower_ in {"a", "an", "the", "its"}) in titled:
                yield span


def _in_apposition(doc: Doc) -> Iterator[Span]:
    """As in "Skarn, a developer of pump software, opened an office"."""
    for i in words_of(doc).of({"a", "an"}):
        if i < 2 or doc[i - 1].text != "," or not says_kind(doc, i + 1):
            continue
        start = run_front(doc, i - 1)
        if start < i - 1 and (start == 0 or doc[start - 1].lower_ not in _WHERE):
            yield from _named(doc, start, i - 1)


def _in_front_of_bracket(doc: Doc) -> Iterator[Span]:
    """As in "Skarn (the “Company”)"."""
    texts = words_of(doc).texts
    for i in words_of(doc).of({"("}):
        if i == 0 or i + 3 >= len(doc):
            continue
        at = i + 1 + (texts[i + 1] == "the")
        at += texts[at] in _QUOTES
        at += at < len(texts) and texts[at] == "the"
        told = at > i + 1 and at + 1 < len(texts) and texts[at].lower() in _TOLD and texts[at + 1] in _QUOTES
        if told:
            start = run_front(doc, i)
            if start < i:
                yield from _named(doc, start, i)


def _wire_services(doc: Doc) -> Iterator[Span]:
    """As in "OSLO, May 3 (NEWSROLLER) -" and "/Roller Newswire/ --", in a line's first words."""
    texts = words_of(doc).texts
    opening = [i for i in words_of(doc).of(_DASHES) if i > 1 and (texts[i - 1] == ")" or texts[i - 1].endswith("/"))]
    for end in opening:
        first, _ = words_of(doc).line(end)
        if end - first > _LONGEST_DATELINE:
            continue
        mark = "(" if texts[end - 1] == ")" else "/"
        start = next((k for k in range(end - 1, max(first, end - _LONGEST_WIRE), -1) if texts[k].startswith(mark)), None)
        if start is None:
            continue
        name = doc[start + (texts[start] == mark) : end - (texts[end - 1] in {")", "/"})]
        told = name.text.strip("/")
        looks = any(w in told.lower() for w in _WIRES) or (told.isupper() and told.isalpha() and len(told) >= _SHORTEST_WIRE)
        if looks and len(name) and country(told) is None:
            yield Span(doc, name.start, name.end, label="organisation", span_id="wire in the dateline")


def _reporting(doc: Doc) -> Iterator[Span]:
    """As in "…, Larnpost reports." at the end of a sentence."""
    for i in words_of(doc).of(_REPORTS):
        if i + 1 >= len(doc) or doc[i + 1].text != "." or i < 2:
            continue
        start = run_front(doc, i)
        if 0 < start < i and i - start <= _LONGEST_MEDIUM and doc[start - 1].text == ",":
            yield from _named(doc, start, i)


def _run(doc: Doc, start: int, titled: AbstractSet[int]) -> Iterator[Span]:
    """The name that begins at a token, as far as its capitals go."""
    start += start < len(doc) and doc[start].lower_ == "the"
    yield from _named(doc, start, _end_of_run(doc, start, titled), titled)


def _end_of_run(doc: Doc, start: int, titled: AbstractSet[int]) -> int:
    end = i = start
    while i < len(doc) and i not in titled and not (i > start and starts_block(doc[i])):
        if doc[i].text[0].isupper() and (doc[i].text[-1].isalnum() or _INITIALS.fullmatch(doc[i].text)) and not (doc[i].is_stop and not doc[i].text.isupper()):
            i += 1
            end = i
        elif doc[i].text in _SMALL and i == end > start and doc[i].text != ".":
            i += 1
        else:
            break
    return end


def _run_before(doc: Doc, end: int, titled: AbstractSet[int]) -> Iterator[Span]:
    start = run_front(doc, end)
    while start < end and (start in titled or is_title_word(doc[start])):
        start += 1
    if not any(i in titled for i in range(start, end)):
        yield from _named(doc, start, end, titled)


def _named(doc: Doc, start: int, end: int, titled: AbstractSet[int] = frozenset(), *, surely: bool = False) -> Iterator[Span]:
    """A run as the name of a body, unless it is one of a person (but `surely`), a state, a day, or a word for something else."""
    while end > start and doc[end - 1].lower_ in {"of", "for", "&", "-"}:
        end -= 1
    name = doc[start:end]
    if end + 1 < len(doc) and doc[end].lower_ in {"'s", "’s"} and doc[end + 1].text[0].isupper() and end + 1 not in titled:
        return  # "Founder of the People's Republic"
    if not len(name) or country(name.text) is not None or _holds_other(name, surely=surely):
        return
    first, last = name[0], name[-1]
    if first.lower_ in ADDRESS | _HONORIFICS | _PARTS_OF_THE_WORLD or last.lower_ in _NOT_BODIES | _HEADS.keys() or _head_inside(name):
        return
    if first.pos_ == "ADV" or (first.is_sent_start and first.is_stop) or not _UNWRITTEN.isdisjoint(name.text):
        return
    if start > 0 and doc[start - 1].text[-1] in "-/" and not doc[start - 1].whitespace_:
        return  # "al-Larn"
    if names_a_thing(name) or (end < len(doc) and doc[end].lower_ in _CALLED_SO):
        return
    if len(name) == 1 and (first.lower_ in words_of(doc).small or len(first.text) == 1 or first.lower_ in _LEGAL_FORMS):
        return
    yield Span(doc, start, end, label="organisation", span_id="proved by the text")


def _holds_other(name: Span, *, surely: bool) -> bool:
    """Whether a word of it is of a person, a day or a title, or all are of a people."""
    others = {"DATE", "TITLE"} if surely else {"PERSON", "DATE", "TITLE"}
    return any(t.ent_type_ in others or t.lower_ in DAYS for t in name) or all(t.ent_type_ == "NORP" for t in name)


def _head_inside(name: Span) -> bool:
    """Whether a noun of a body stands in it: then the grammar of such names knows its bounds better."""
    return any(t.lower_ in _HEADS for t in name)

