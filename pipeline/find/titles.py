"""Titles: the phrase that names an office, rank or role, whoever holds it.

A title phrase is a noun of office with the words that rank it in front ("Acting Deputy Assistant Attorney
General") and its field behind ("Minister for Sustainability and the Environment"). The body in which it is held is no part
of it: "Director of the Chinese Service Center" gives "Director". Whether anybody holds the title is decided
later, in `pipeline.relate.positions`; here every phrase that could be one is marked.

The grammar, over tokens:

    title      = ranked head [tail] [complement]
    ranked     = (modifier | head | "-")*          never across the end of an entity
    head       = a noun of `lexicon/title_heads.txt`, singular or plural
    tail       = "in Charge" | "Emeritus" | "Elect" | "Designate" | "-" "Elect"
    complement = (of | for | to | in | on) field    where the field is no named body
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline.lexicon import table, words

GROUP = "press_titles"

_HEADS = words("title_heads")
_MODIFIERS = words("title_modifiers")
_HONORIFICS = words("honorifics")
_ORG_HEADS = frozenset(table("org_heads"))

# Offices of state, whose field belongs to the title whatever it is called ("Minister of Education").
STATE_OFFICES = frozenset({"minister", "vice-minister", "secretary", "undersecretary", "under-secretary", "premier"})
_LEARNED = frozenset({"professor", "prof.", "lecturer", "reader", "fellow"})
_POSTED = frozenset({"ambassador", "envoy", "commissioner", "representative", "consul", "delegate"})
_SERVING = frozenset({"secretary", "adviser", "advisor", "assistant", "counsel", "chief", "envoy", "attorney"})
# Words that name an office only when written with a capital: in lower case they are ordinary nouns or adjectives.
_CAPITAL_ONLY = frozenset(
    "general major captain chief agent member head principal reader fellow justice marshal prince king queen whip deputy "
    "partner leader representative delegate executive operator officer expert governor counsel general. detective".split()
)
_US_OFFICES = frozenset(
    "attorney senator sen. representative rep. congressman congresswoman judge marshal magistrate trustee".split()
)
_ACADEMIC = frozenset({"professor", "prof.", "prof"})
_TAILS = (("in", "charge"), ("emeritus",), ("emerita",), ("elect",), ("designate",), ("pro", "tempore"))
_LEGISLATURES = frozenset({"parliament", "congress", "legislature", "state", "staff", "delegation", "mission"})


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A title phrase as its rules need it: `head` is the noun of office in the singular, lower case."""

    span: Span
    head: str
    head_index: int
    plural: bool

    @property
    def text(self) -> str:
        """The title as it stands, its head in the singular and white space folded."""
        if not self.plural:
            return " ".join(self.span.text.split())
        token = self.span.doc[self.head_index]
        cut = token.idx - self.span.start_char
        single = _singular_surface(token.text)
        return " ".join((self.span.text[:cut] + single + self.span.text[cut + len(token.text) :]).split())


def singular(token: Token) -> str | None:
    """The noun of office that a token is, in the singular and lower case, or None."""
    word = token.lower_
    if word in _HEADS:
        return word
    single = _singular_surface(word)
    return single if single != word and single in _HEADS else None


def _singular_surface(word: str) -> str:
    low = word.lower()
    if low in {"sens.", "reps.", "profs.", "govs."}:
        return word[:-2] + "."
    if low.endswith("men"):
        return word[:-3] + "man"
    if low.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if low.endswith("s") and not low.endswith("ss") else word


def title_phrases(doc: Doc) -> list[TitlePhrase]:
    """The title phrases that `press_titles` marked, in order."""
    return [describe(span) for span in doc.spans.get(GROUP, ())]


def title_tokens(doc: Doc) -> frozenset[int]:
    """The indices of all tokens inside marked titles."""
    return frozenset(i for span in doc.spans.get(GROUP, ()) for i in range(span.start, span.end))


def describe(span: Span) -> TitlePhrase:
    """Head and number of a marked title span."""
    last = span.start
    for token in span:
        if token.lower_ in {"of", "for", "to", "in", "on", "at"} and token.i > span.start:
            break
        if singular(token):
            last = token.i
    # "Attorneys General", "Directors General": the plural stands on the first noun
    for index in range(span.start, last):
        if singular(span.doc[index]) and singular(span.doc[index]) != span.doc[index].lower_:
            return TitlePhrase(span, singular(span.doc[index]) or "", index, plural=True)
    head = singular(span.doc[last]) or span.doc[last].lower_
    return TitlePhrase(span, head, last, plural=head != span.doc[last].lower_)


def find_titles(doc: Doc) -> list[Span]:
    """Every title phrase of the Doc, longest first match from the left, none overlapping."""
    cores = _cores(doc)
    starts = {start for start, _ in cores}
    spans = []
    for start, end in cores:
        stop = _complement(doc, start, end, starts)
        spans.append(Span(doc, start, stop, label="title"))
    merged: list[Span] = []
    for span in spans:
        if not merged or span.start >= merged[-1].end:
            merged.append(span)
    return merged


def _cores(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges of ranked heads with their tails."""
    found = []
    i = 0
    while i < len(doc):
        j, last = i, -1
        while j < len(doc) and _in_core(doc, i, j):
            if singular(doc[j]) and not _is_ordinary_noun(doc, i, j):
                last = j
            j += 1
        if last < 0 or _is_part_of_body(doc, i, last):
            i = max(i + 1, j if last < 0 else i + 1)
            continue
        start, end = _trim(doc, i, last), last + 1
        found.append((start, _tail(doc, end)))
        i = found[-1][1]
    return found


def _is_ordinary_noun(doc: Doc, start: int, i: int) -> bool:
    """A "member", "head" or "general" in lower case is an office only as "member of" something."""
    if doc[i].lower_ not in _CAPITAL_ONLY or doc[i].text[0].isupper() or i > start:
        return False
    return not (i + 1 < len(doc) and doc[i + 1].lower_ == "of")


def starts_block(token: Token) -> bool:
    """Whether a token stands first in a line that is a line of its own, not the wrapped end of the one before."""
    return token.i == 0 or bool(token.is_sent_start and token.doc[token.i - 1].is_space and "\n" in token.nbor(-1).text)


def _in_core(doc: Doc, start: int, i: int) -> bool:
    token = doc[i]
    if i > start and (starts_block(token) or _opens_a_new_title(doc, start, i)):
        return False
    if token.text == "-":
        return i > start and i + 1 < len(doc) and (_is_title_word(doc[i + 1]) and _is_title_word(doc[i - 1]))
    if token.text.startswith("’") or token.text.startswith("'"):
        return False
    if token.lower_ == "united" and i + 2 < len(doc) and doc[i + 1].lower_ == "states":
        return _us_office(doc, i + 2)
    if token.lower_ == "states" and i > start and doc[i - 1].lower_ == "united":
        return True
    if not _is_title_word(token):
        return False
    if i > start and doc[i - 1].ent_iob_ != "O" and token.ent_iob_ != "I" and doc[i - 1].ent_type_ == "PERSON":
        return False
    if token.lower_ == "u.s.":
        return _us_office(doc, i + 1)
    # a lower-case word does not go on behind a capitalised one: "Minister general elections"
    previous = doc[i - 1] if i > start else None
    return not (
        previous is not None
        and previous.text[0].isupper()
        and token.text[0].islower()
        and previous.i != start
        and not previous.is_sent_start
    )


def _opens_a_new_title(doc: Doc, start: int, i: int) -> bool:
    """"Secretary-General Professor Tirado" holds two titles: an academic rank opens one of its own."""
    if doc[i].lower_ not in _ACADEMIC:
        return False
    return any(singular(doc[k]) for k in range(start, i)) or doc[i - 1].lower_ not in _MODIFIERS


def _is_title_word(token: Token) -> bool:
    return token.lower_ in _MODIFIERS or singular(token) is not None


def _us_office(doc: Doc, i: int) -> bool:
    """Whether "U.S." belongs to the title that begins behind it ("U.S. Attorney", but "U.S." "Attorney General")."""
    while i < len(doc) and doc[i].lower_ in {"district", "circuit", "assistant", "magistrate", "state", "bankruptcy"}:
        i += 1
    if i >= len(doc) or singular(doc[i]) not in _US_OFFICES:
        return False
    return not (i + 1 < len(doc) and doc[i + 1].lower_ == "general")


def _is_part_of_body(doc: Doc, start: int, last: int) -> bool:
    """The "President" of "Office of the President": a head inside an organisation's name is no title."""
    token = doc[last]
    if token.ent_type_ not in {"ORG", "FAC"}:
        return False
    # the entity goes on behind the head, or holds a noun that heads bodies in front of it
    end = last + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    begin = last
    while begin > 0 and doc[begin].ent_iob_ == "I":
        begin -= 1
    if singular(token) in STATE_OFFICES:  # "Minister of Plantation Industries" is no body; "Office of the Minister" is
        end = start
    return any(doc[k].lower_ in _ORG_HEADS for k in range(begin, end) if k < start or k > last)


def _trim(doc: Doc, start: int, last: int) -> int:
    """Drop modifiers in front that belong to a named body or are no part of a title."""
    for k in range(last, start, -1):
        # the last word of a name of a body: what stands before it is the body's
        before = doc[k - 1]
        if before.ent_type_ in {"ORG", "GPE", "NORP", "FAC"} and doc[k].ent_iob_ != "I":
            begin = k - 1
            while begin > 0 and doc[begin].ent_iob_ == "I":
                begin -= 1
            if begin < start or any(not _is_title_word(doc[m]) for m in range(begin, k)):
                return k
    while start < last and doc[start].text == "-":
        start += 1
    return start


def _tail(doc: Doc, end: int) -> int:
    for tail in _TAILS:
        at = end + 1 if end < len(doc) and doc[end].text == "-" else end
        if tuple(t.lower_ for t in doc[at : at + len(tail)]) == tail:
            return at + len(tail)
    return end


def _complement(doc: Doc, start: int, end: int, starts: set[int]) -> int:
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
        if studied or all(t.lower_ in _MODIFIERS or not t.text[0].isupper() for t in doc[at:found]):
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
    known = all(t.lower_ in _MODIFIERS or not t.text[0].isupper() for t in doc[at:end_of_field])
    return end_of_field if prep == "of" or known else end


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
        if i > at and (token.lower_ in _ACADEMIC or _begins_a_name(token)):
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
    return token.ent_type_ == "PERSON" and (token.ent_iob_ == "B" or token.lower_ not in _MODIFIERS)


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
    while i < len(doc) and doc[i].lower_ in _MODIFIERS:
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
        elif token.lower_ not in _MODIFIERS and not (token.lower_ in {"and", "&"} and stop == i):
            break
        i += 1
    return stop


@Language.factory("press_titles", assigns=["doc.spans"], requires=["doc.ents"])
def make_titles(nlp: Language, name: str) -> TitleFinder:
    """Factory of the component that marks title phrases in `doc.spans["press_titles"]`."""
    del nlp, name
    return TitleFinder()


class TitleFinder:
    """Marks title phrases; see the module for the grammar."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the Doc's title phrases."""
        doc.spans[GROUP] = find_titles(doc)
        return doc
