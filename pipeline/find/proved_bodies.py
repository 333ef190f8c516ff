"""Names that nothing but what the release says around them shows to be bodies: ordinary words, names that a model takes for towns.

A firm has officers that no town has ("CEO of Skarn", "Skarn's Chief Financial Officer"), somebody joins it as one of them, it is said in an
apposition to be one ("Skarn, a developer of pump software,"), an exchange lists it ("Skarn (NASDAQ: SKRN)"), a bracket gives it the
name "the Company"; a wire service stands in brackets or slashes behind the place of issue.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Span, Token

from pipeline.find.described_bodies import DAYS, run_front, says_kind
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
_LONGEST_ACRONYM = 6  # letters of what an exchange calls a share
_SHORTEST_WIRE = 4  # letters
_LONGEST_WIRE = 7  # tokens, with its marks
_LONGEST_DATELINE = 24  # tokens
_EXCHANGES = frozenset({"Nasdaq", "Euronext", "Oslo", "Xetra"})
_WHERE = frozenset({"in", "at", "near", "from", "of", "to", "outside"})
_TOLD = frozenset({"company", "firm", "corporation", "bank", "group"})
_QUOTES = frozenset({"“", '"', "”"})
_REPORTS = frozenset({"reports", "reported"})
_LONGEST_MEDIUM = 3  # words
_SMALL = frozenset({"&", "de", "of", "-", "."})
_PARTS_OF_THE_WORLD = frozenset("asia europe africa america americas pacific emea apac latam global international worldwide regional group interim acting".split())


def proved_bodies(doc: Doc, titled: AbstractSet[int], phrases: list[TitlePhrase]) -> Iterator[Span]:
    """The names that clauses, brackets and offices around them prove."""
    yield from _of_officers(doc, titled, [p for p in phrases if _is_corporate(p)])
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
    """As in "Skarn (NASDAQ: SKRN)", "Skarn (the “Company”)"."""
    texts = words_of(doc).texts
    for i in words_of(doc).of({"("}):
        if i == 0 or i + 3 >= len(doc):
            continue
        colon = i + 2 + (texts[i + 2] != ":")
        exchange = texts[i + 1].isupper() or texts[i + 1] in _EXCHANGES
        exchange = exchange and texts[colon] == ":" and colon + 1 < len(texts) and texts[colon + 1].isupper() and len(texts[colon + 1]) <= _LONGEST_ACRONYM
        at = i + 1 + (texts[i + 1] == "the")
        at += texts[at] in _QUOTES
        at += at < len(texts) and texts[at] == "the"
        told = at > i + 1 and at + 1 < len(texts) and texts[at].lower() in _TOLD and texts[at + 1] in _QUOTES
        if exchange or told:
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
            yield Span(doc, name.start, name.end, label="organisation", span_id="wire service")


def _reporting(doc: Doc) -> Iterator[Span]:
    """As in "…, Larnpost reports." at the end of a sentence."""
    for i in words_of(doc).of(_REPORTS):
        if i + 1 >= len(doc) or doc[i + 1].text != "." or i < 2:
            continue
        start = run_front(doc, i)
        if start < i and i - start <= _LONGEST_MEDIUM and doc[start - 1].text == ",":
            yield from _named(doc, start, i)


def _run(doc: Doc, start: int, titled: AbstractSet[int]) -> Iterator[Span]:
    """The name that begins at a token, as far as its capitals go."""
    start += start < len(doc) and doc[start].lower_ == "the"
    end = i = start
    while i < len(doc) and i not in titled and not (i > start and starts_block(doc[i])):
        if doc[i].text[0].isupper() and doc[i].text[-1].isalnum() and not (doc[i].is_stop and not doc[i].text.isupper()):
            i += 1
            end = i
        elif doc[i].text in _SMALL and i == end > start and doc[i].text != ".":
            i += 1
        else:
            break
    yield from _named(doc, start, end, titled)


def _run_before(doc: Doc, end: int, titled: AbstractSet[int]) -> Iterator[Span]:
    start = run_front(doc, end)
    while start < end and (start in titled or is_title_word(doc[start])):
        start += 1
    if not any(i in titled for i in range(start, end)):
        yield from _named(doc, start, end, titled)


def _named(doc: Doc, start: int, end: int, titled: AbstractSet[int] = frozenset()) -> Iterator[Span]:
    """A run as the name of a body, unless it is one of a person, a state, a day, or a word for something else."""
    while end > start and doc[end - 1].lower_ in {"of", "for", "&", "-"}:
        end -= 1
    name = doc[start:end]
    if end + 1 < len(doc) and doc[end].lower_ in {"'s", "’s"} and doc[end + 1].text[0].isupper() and end + 1 not in titled:
        return  # "Founder of the People's Republic"
    if not len(name) or country(name.text) is not None or any(t.ent_type_ in {"PERSON", "DATE", "NORP", "TITLE"} or t.lower_ in DAYS for t in name):
        return
    first, last = name[0], name[-1]
    if first.lower_ in ADDRESS | _HONORIFICS | _PARTS_OF_THE_WORLD or last.lower_ in _NOT_BODIES | _HEADS.keys() or _head_inside(name):
        return
    if first.is_sent_start and first.is_stop:
        return
    if len(name) == 1 and (first.lower_ in words_of(doc).small or len(first.text) == 1 or first.lower_ in _LEGAL_FORMS):
        return
    yield Span(doc, start, end, label="organisation", span_id="proved by the text")


def _head_inside(name: Span) -> bool:
    """Whether a noun of a body stands in it: then the grammar of such names knows its bounds better."""
    return any(_is_head(t) for t in name)


def _is_head(token: Token) -> bool:
    return token.lower_ in _HEADS

