"""The component `press_instruments`: the phrases that name or describe an agreement.

An instrument is a noun phrase whose head is a word for an agreement ("treaty", "MoU", "plea agreement"). A span covers the
phrase without its determiner and without the parties: "Memorandum of Understanding (MOU) on Youth Development" of "a Memorandum of
Understanding (MOU) on Youth Development between A and B". Its label is the kind that the head word gives, "open" where the head
("agreement", "deal") leaves that to the words around it. Words alone decide here; whether a phrase stands for a particular
agreement at all is for the relations to decide.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline.find import organisations
from pipeline.find.instrument_heads import core_at, heads
from pipeline.find.organisations import GROUP as ORGANISATIONS
from pipeline.find.people import GROUP as PEOPLE
from pipeline.lexicon import table, words

GROUP = "press_instruments"

_PARTY_LEADS = frozenset({"between", "with", "by", "among", "from"})
_LINKS = frozenset({"on", "for", "of", "in", "against", "concerning", "regarding", "to", "under", "relating"})
# words in front of the head that say something of this report, not of the agreement
_NOT_IN_NAME = words("instrument_asides")
_MONEY = frozenset("financing credit loan finance funding grant term revolving bridging bridge debt".split())
# funding only as "loan facility", "grant aid"
_MONEY_FORMS = frozenset("facility facilities package packages assistance aid".split())
_VERBS = frozenset(table("agreement_verbs"))
_LAWS = frozenset({"act", "bill", "law", "regulations", "ordinance"})
_OF_LAW = frozenset(
    {"of", "on", "the", "in", "and", "private", "international", "criminal"}
)  # "the Convention on the Law of the Sea"
_GATHERINGS = frozenset({"conference", "assembly", "congress", "exhibition", "expo", "summit", "meeting", "fair"})
_LEADING_ON = frozenset({"Resulting", "Arising", "Relating", "Pertaining", "Deriving"})  # "Resulting from Mediation"
_DETERMINERS = frozenset({"the", "a", "an", "this", "its", "their", "of", ":"})
_OCCASIONS = frozenset("day days occasion sidelines margins eve same basis behalf part".split())
_LONGEST = 28  # tokens of a name


def find_instruments(doc: Doc) -> list[Span]:
    """The instruments of the Doc in order; none lies inside another or inside the name of a body."""
    bodies = {t.i for span in doc.spans.get(ORGANISATIONS, ()) for t in span}
    people = {t.i for span in doc.spans.get(PEOPLE, ()) for t in span}
    spans: list[Span] = []
    for head, core_end, kind in heads(doc):
        if head in people or (head in bodies and not _outgrows(doc, head)):
            continue
        if _is_measure(doc, head):
            continue
        if spans and _repeats(doc, spans[-1], head):
            continue
        if doc[head].lower_ in _MONEY_FORMS and (head == 0 or doc[head - 1].lower_ not in _MONEY):
            continue
        start = _left(doc, head)
        end = _right(doc, core_end, start)
        if any(t.lower_ in _LAWS and _titled(t) and doc[t.i - 1].lower_ not in _OF_LAW for t in doc[head : end + 1]):
            continue
        if spans and start < spans[-1].end:
            continue
        spans.append(Span(doc, start, end, label=kind))
    return spans


def _repeats(doc: Doc, span: Span, head: int) -> bool:
    """Whether the word at `head` is the short form in brackets behind a name: "(the “Treaty”)"."""
    between = [t for t in doc[span.end : head] if not t.is_space]
    return (
        bool(between)
        and between[0].text == "("
        and all(t.text in {"(", '"', "“", "‘", "'", "the", "The"} or _titled(t) for t in between)
        and any(t.text == ")" for t in doc[head + 1 : head + 4])
    )


def _is_measure(doc: Doc, head: int) -> bool:
    """As in "a great deal of", "in settlement of a bill": a quantity or an act, no agreement."""
    before = doc[head - 1].lower_ if head > 0 else ""
    if doc[head].lower_ == "convention" and _is_gathering(doc, head):
        return True
    paid = doc[head].lower_ == "settlement" and before in {"in", "as", "full"} and doc[head + 1 : head + 2].text == "of"
    return paid or (doc[head].lower_ == "deal" and before in {"great", "good"})


def _is_gathering(doc: Doc, head: int) -> bool:
    """As in "the Conference and Convention", "will hold its annual convention": people who meet."""
    beside = head > 1 and doc[head - 1].lower_ in {"and", "&"} and doc[head - 2].lower_ in _GATHERINGS
    verb = doc[head].head
    held = doc[head].dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in {
        "hold",
        "attend",
        "host",
        "organise",
        "organize",
    }
    return beside or held


def _outgrows(doc: Doc, head: int) -> bool:
    """Whether a phrase taken for a body is a treaty by its own words ("United Nations Framework Convention on Climate Change")."""
    return doc[head].lower_ in {
        "convention",
        "treaty",
        "protocol",
        "agreement",
        "accord",
        "accords",
        "pact",
        "memorandum",
        "memoranda",
        "arrangement",
    }


def _left(doc: Doc, head: int) -> int:
    """Where the phrase begins: modifiers in front of the head, without determiners, owners and counts."""
    start = head
    capital = doc[head].text[0].isupper()
    while start > 0 and head - start < 12 and not doc[start].is_sent_start:
        token = doc[start - 1]
        word = token.lower_
        if token.is_space and start > 1 and start < head and not doc[start].is_sent_start and "\n\n" not in token.text:
            start -= 1
            continue
        compound = doc[start].text == "-"  # "ten-year", "first-phase"
        if (
            token.is_space
            or (word in _NOT_IN_NAME and not compound and not _is_place(doc, start - 1, head))
            or word in {"'s", "’s", "s"}
            or token.is_currency
            or (token.like_num and not compound)
        ):
            break
        if compound and start < head and (token.is_alpha or token.like_num):
            start -= 1
            continue
        if start > 1 and token.text[0].isupper() and doc[start - 2].lower_ in {"'s", "’s"} and token.pos_ == "VERB":
            break
        hyphen = token.text in {"-", "–"} and start > 1 and not doc[start - 2].is_space
        joined = capital and word in {"and", "&"} and start > 1 and _titled(doc[start - 2]) and _titled(doc[start])
        if joined and core_at(doc, start - 2) is not None:
            break
        if (
            capital
            and _titled(token)
            and token.is_alpha
            and not _verb_in_headline(doc, start - 1)
            and _run_has_determiner(doc, start - 1)
        ):
            start -= 1
            continue
        bracket = token.text == ")" and _bracket_start(doc, start - 1) is not None and _titled(doc[start])
        if bracket:
            opened = _bracket_start(doc, start - 1)
            start = opened if opened is not None else start
            continue
        modifier = token.pos_ in {"ADJ", "NOUN", "PROPN"} or (
            token.tag_ in {"VBN", "VBG", "JJ"} and token.dep_ in {"amod", "compound"}
        )
        if not (hyphen or joined or (modifier and token.is_alpha) or (modifier and "-" in token.text)):
            break
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"amod", "compound"}:
            break
        if _verb_in_headline(doc, start - 1):
            break
        start -= 1
    while start < head and (
        doc[start].is_space
        or doc[start].text in {"-", "–"}
        or doc[start].lower_ in {"and", "of", "&", "for", "a", "an", "the"}
    ):
        start += 1
    return start


def _is_place(doc: Doc, i: int, head: int) -> bool:
    """As in "the New York Convention": "New" with a capital belongs to the place behind it."""
    return doc[i].text == "New" and i + 1 < head and doc[i + 1].pos_ == "PROPN" and not doc[i].is_sent_start


def _run_has_determiner(doc: Doc, i: int) -> bool:
    """Whether capitalised words reach from `i` back to a determiner: "the Study Abroad …" is a name, whatever the tags."""
    while i > 0 and _titled(doc[i]) and doc[i].is_alpha and not doc[i].is_sent_start:
        i -= 1
    return doc[i].lower_ in _DETERMINERS and not doc[i].is_title


def _verb_in_headline(doc: Doc, i: int) -> bool:
    """As in "Sign" of "Marland and Norland Sign Treaty": a verb of dealing with a capital, whatever its tag."""
    token = doc[i]
    word = token.lower_
    if i > 0 and doc[i - 1].lower_ in {"a", "an", "the"}:
        return False  # "an Implementing Arrangement"
    if (
        not word.endswith(("s", "ed", "ing"))
        and token.tag_ not in {"VBP", "VB"}
        and word not in {"sign", "ink", "seal", "reach", "win"}
    ):
        return False
    stems = {word, word[:-1], word[:-2], word[:-3], word[:-3] + "e"}
    return word not in {"signings", "exchange", "grant", "award", "extension"} and bool(
        stems & (_VERBS - {"exchange", "grant", "award"})
    )


def _titled(token: Token) -> bool:
    return token.text[:1].isupper()


def _bracket_start(doc: Doc, i: int) -> int | None:
    """The token of the bracket that closes at `i`, for a short acronym in it."""
    return i - 2 if i >= 3 and doc[i - 2].text == "(" and doc[i - 1].is_upper else None


def _right(doc: Doc, end: int, start: int) -> int:
    """Where the phrase ends: a bracketed acronym and what the agreement is on, up to its parties, verb or date."""
    named = any(_titled(t) for t in doc[start:end])
    last = end
    at = _over_bracket(doc, end)
    while at < len(doc) and at - start < _LONGEST and not doc[at].is_sent_start:
        token = doc[at]
        word = token.lower_
        if word == "of" and (dated := _over_date(doc, at + 1)) is not None and doc[dated].lower_ in _LINKS:
            at = dated  # "the Convention of 5 October 1961 on Service Abroad"
            continue
        if word in _LINKS and not (word == "to" and token.tag_ == "TO"):
            stop = _complement(doc, at, named, first=last == end)
            if stop is None:
                break
            last = at = stop
            continue
        if word == "to" and not named and last == end and at + 1 < len(doc) and _opens_purpose(doc[at + 1]):
            stop = _purpose(doc, at + 1)
            last = at = stop
        break
    return last


def _over_bracket(doc: Doc, at: int) -> int:
    if at + 2 < len(doc) and doc[at].text == "(" and doc[at + 2].text == ")":
        return at + 3
    return at


def _complement(doc: Doc, at: int, named: bool, first: bool) -> int | None:
    """The end of "on X", "for X" at `at`, or None where it is no part of the name."""
    i = at + 1
    word = doc[at].lower_
    if i < len(doc) and doc[i].lower_ == "the":
        i += 1
    if i < len(doc) and (
        doc[i].lower_ in _NOT_IN_NAME or any(s.start <= i < s.end for s in doc.spans.get("press_dates", ()))
    ):
        return None
    if i >= len(doc) or doc[i].ent_type_ in {"DATE", "TIME", "MONEY"} or doc[i].pos_ in {"PRON", "DET", "NUM"}:
        return None
    if doc[i].lower_ in _OCCASIONS:
        return None  # "signed the Convention on the day it opened"
    alone = i == at + 1 and not (i + 1 < len(doc) and _titled(doc[i + 1]))
    if word == "to" and any(s.start == i for s in doc.spans.get(ORGANISATIONS, ())):
        return None  # "awarded a Launch Services contract to Acme"
    if word == "for" and doc[i].ent_type_ == "GPE" and not (i + 1 < len(doc) and _titled(doc[i + 1])):
        return None  # "the second Agreement for Norland"
    if word == "in" and (doc[i].ent_type_ == "GPE" or alone):
        return None  # "signed a memorandum in Oslo"
    titled = _titled(doc[i])
    if not titled and (word not in {"on", "for"} or not first):
        return None
    if titled and not named and doc[at - 1].text != ")":
        return None
    begin = i
    while i < len(doc) and i - begin < 14 and not doc[i].is_sent_start:
        token = doc[i]
        if token.lower_ in {"on", "in"} and _opens_date(doc, i + 1):
            break  # "the Agreement on Salmon in the Tana on 9 December": the day of signing
        if titled and token.lower_ in {"and", "&"} and _names_instrument(doc, i + 1):
            break
        if token.is_space and i > begin and "\n\n" not in token.text:
            i += 1  # a line's end or a second blank
            continue
        if titled and not (_titled(token) or token.like_num or _inside(doc, i) or _goes_on(doc, at, i)):
            break
        if not titled and not (
            token.pos_ in {"NOUN", "ADJ", "PROPN", "ADP"}
            or token.text == "-"
            or (token.lower_ == "and" and doc[i + 1 : i + 2].text.islower())
        ):
            break
        if not titled and token.lower_ in _PARTY_LEADS | {"in", "under", "at", "during", "of"} and token.lower_ != "of":
            break
        if token.ent_type_ == "DATE" and not titled:
            break
        i += 1
    while i > begin and (
        doc[i - 1].pos_ in {"ADP", "CCONJ", "DET", "PUNCT"} or doc[i - 1].text == "-" or doc[i - 1].is_space
    ):
        i -= 1
    return i if i > begin else None


def _opens_date(doc: Doc, i: int) -> bool:
    return any(span.start == i for span in doc.spans.get("press_dates", ()))


def _over_date(doc: Doc, i: int) -> int | None:
    """The token behind a date at `i`, where there is one."""
    end = next((span.end for span in doc.spans.get("press_dates", ()) if span.start == i), None)
    return end if end is not None and end < len(doc) else None


def _goes_on(doc: Doc, link: int, i: int) -> bool:
    """A small word that belongs to the name: behind a hyphen ("Multi-sectoral"), or a noun that the model has in the name, too.

    Where the model's own name of an agreement ends says little: it may take parties or a day along, but not a noun behind an adjective.
    """
    if doc[i - 1].text == "-" and doc[i].is_alpha:
        return not doc[i - 1].whitespace_
    inside = doc[i].ent_type_ == doc[link].ent_type_ == "AGREEMENT" and doc[i].ent_iob_ == "I"
    return inside and doc[i].pos_ == "NOUN" and _titled(doc[i - 1])


def _inside(doc: Doc, i: int) -> bool:
    """A small word or hyphen between two capitalised words of a name."""
    token = doc[i]
    going_on = token.pos_ == "ADP" and doc[i - 1].text in _LEADING_ON
    if i + 1 >= len(doc) or not (
        going_on or token.lower_ in {"and", "&", "of", "the", "in", "for", "on", "-", "’s", "'s"}
    ):
        return False
    if token.text == "-" and not token.whitespace_ and doc[i + 1].is_alpha:
        return True  # "Multi-sectoral"
    k = i + 1
    while k < len(doc) and (doc[k].lower_ in {"the", "of"} or (doc[k].is_space and "\n\n" not in doc[k].text)):
        k += 1
    return k < len(doc) and (_titled(doc[k]) or doc[k].like_num) and not doc[k].is_sent_start


def _names_instrument(doc: Doc, i: int) -> bool:
    """Whether the capitalised words at `i` name another agreement."""
    if i < len(doc) and doc[i].lower_ == "the":
        i += 1
    i += i < len(doc) and doc[i].like_num  # "the 2005 Agreement"
    while i < len(doc) and _titled(doc[i]):
        if core_at(doc, i) is not None:
            return True
        i += 1
    return False


def _opens_purpose(token: Token) -> bool:
    """A verb of what the parties will do; "to be signed" tells of the agreement itself."""
    return token.tag_ == "VB" and token.lower_ != "be"


def _purpose(doc: Doc, at: int) -> int:
    """The end of "lease acres of unused land" behind "agreement to"."""
    i = at + 1
    while i < len(doc) and i - at < 10 and not doc[i].is_sent_start:
        token = doc[i]
        if token.pos_ not in {"NOUN", "ADJ", "DET", "NUM", "PROPN"} and token.lower_ not in {"of", "$", "-"} | (
            {"and"} if i > at + 1 else set()
        ):
            break
        i += 1
    while i > at + 1 and doc[i - 1].pos_ in {"ADP", "CCONJ", "DET", "PUNCT"}:
        i -= 1
    return i


@Language.factory("press_instruments", assigns=["doc.spans"], requires=["token.pos", "token.dep"])
def make_instruments(nlp: Language, name: str) -> InstrumentFinder:
    """Factory of the component that marks instruments in `doc.spans["press_instruments"]`."""
    del nlp, name
    return InstrumentFinder()


class InstrumentFinder:
    """Marks instruments; runs `press_organisations` first where it has not run."""

    def __call__(self, doc: Doc) -> Doc:
        """Store the spans."""
        if ORGANISATIONS not in doc.spans:
            doc = organisations.OrganisationFinder()(doc)
        doc.spans[GROUP] = find_instruments(doc)
        return doc
