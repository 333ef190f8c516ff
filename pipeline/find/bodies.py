"""Names that grammar shows to be bodies, whatever the model takes them for.

A legal form behind a name ("Jatobá Pagamentos S.A."), a noun of a body in another language ("Universidad del Valle"), a common noun
in front ("the tram operator Haldis") and an office held in it ("CEO of Nakshatra", "Rector of Körös Valley") leave no doubt that the name is no person. Both finders of names ask here: people to leave such names alone, organisations to
take them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from pipeline.find.described_bodies import defined_bodies, described_bodies, governments
from pipeline.find.foreign_bodies import foreign_bodies
from pipeline.find.house_names import house_names
from pipeline.find.name_shapes import is_headline
from pipeline.find.proved_bodies import proved_bodies
from pipeline.find.reading import starts_block, words_of
from pipeline.find.titles import title_phrases, title_tokens
from pipeline.lexicon import country, table, words

HEADS = table("org_heads")
_LEGAL_FORMS = words("legal_forms")
_OFFICES = words("title_heads")
_DEGREES = frozenset({"master", "bachelor", "doctorate", "diploma"})
_NOT_BODIES = words("not_bodies")
# Heads that name a body without any further word, when written with a capital.
ALONE = frozenset(
    "cabinet senate parliament congress treasury government legislature knesset bundestag bundesrat duma sejm storting riksdag "
    "folketing oireachtas eduskunta army navy".split()
)
_NOUNS = ("tion", "ment", "ing", "ist", "er", "or")  # endings of words for what is done and who does it
_NO_PLURAL = re.compile("[^aeiou]ys$")
DETERMINERS = frozenset(
    "the a an this that these those its his her their our my your each every all both other another".split()
)
_OF_PARTNERS = frozenset({"llp", "pllc", "lllp"})
_PARTNERS = frozenset({"partners", "associates", "sons", "brothers", "daughters", "bros", "company"})
# Organs of a body rather than bodies whose name goes on behind "of".
ORGANS = frozenset({"board", "council", "committee", "senate", "subcommittee"})
_NEXT_NAME = 5  # tokens of ", Prof. Dr. Jan Roe"
# In running text these are words as often as legal forms.
_AMBIGUOUS = frozenset({"as", "se", "co", "company", "limited", "sa", "ag", "ab", "spa", "lp", "co.", "kg", "nv"})
# Offices that are held in a state or a parliament as often as in a body: what stands behind them may be a place.
_OF_PLACES = frozenset(
    "minister ambassador governor mayor senator representative member consul premier commissioner secretary speaker attorney judge "
    "king queen prince princess emperor sultan emir pope bishop archbishop sheriff prosecutor congressman congresswoman envoy".split()
)


# Words that are misspelt unless an apostrophe was lost.
_WITHOUT_APOSTROPHE = ("todays", "yesterdays", "companys", "countrys", "agencys", "citys", "dont", "doesnt", "didnt", "isnt", "wasnt")
# Fields of departments that are never in the plural.
_MASS = frozenset("justice defense defence energy commerce agriculture labor labour treasury interior health security finance".split())
_PLURALS = frozenset(f"{head}s" for head in HEADS if f"{head}s" not in HEADS)


def sure_bodies(doc: Doc) -> list[Span]:
    """The spans that a legal form, a noun or an office shows to be names of bodies; needs `press_titles`."""
    titled = title_tokens(doc)
    sure = [
        *_with_legal_form(doc, titled),
        *_partnerships(doc, titled),
        *foreign_bodies(doc, titled),
        *described_bodies(doc, titled),
        *governments(doc),
        *defined_bodies(doc),
        *_behind_office(doc, titled),
        *house_names(doc, titled),
    ]
    held = {i for span in sure for i in range(span.start, span.end)}
    return [*sure, *(span for span in proved_bodies(doc, titled, title_phrases(doc)) if held.isdisjoint(range(span.start, span.end)))]


def _with_legal_form(doc: Doc, titled: frozenset[int]) -> Iterator[Span]:
    for i in words_of(doc).of(_LEGAL_FORMS):
        token = doc[i]
        form = token.lower_
        if i == 0 or starts_block(token):
            continue
        if form == "eg" and token.text != "eG":
            continue
        if form in _AMBIGUOUS and not (
            token.text.isupper() or (token.text[0].isupper() and form in {"limited", "company", "co."})
        ):
            continue
        before = token.i - 1
        if form == "company" and is_headline(token):
            continue  # "City Fines Bus Company" says what happened
        if doc[before].text == ")" and before > 2 and doc[before - 1].text[0].isupper() and doc[before - 2].text == "(":
            before -= 3  # "Sandaru (Pvt) Ltd", "Southern Architects (Fiji) Limited"
        elif doc[before].text in {",", "("} and before > 0:
            before -= 1
        start = _run_back(doc, before, titled)
        start = _first_partner(doc, start, token, titled)
        if start <= before:
            end = token.i + 1
            while end + 1 < len(doc) and _adds_form(doc, end):
                end += 1 + (doc[end].text in {",", "&"})
            if doc[token.i - 1].text == "(" and end < len(doc) and doc[end].text == ")":
                continue  # "(Pvt.) Ltd.": the next form ends the name
            yield Span(doc, start, end, label="organisation", span_id="legal form")


def _first_partner(doc: Doc, start: int, form: Token, titled: frozenset[int]) -> int:
    """Where "Haines and Moore, LLP" and "Bellamy Mining and Metals, Inc." begin: what "and" joins in front of the form is one name.

    Two partners make a firm where the form says that partners made it; elsewhere a plural noun alone in front of the form names no firm.
    """
    partners = form.lower_ in _OF_PARTNERS
    if start < 2 or doc[start - 1].lower_ not in {"and", "&"} or starts_block(doc[start]):
        return start
    one_word = form.i - (doc[form.i - 1].text == ",") == start + 1
    if not one_word or not (partners or doc[start].tag_ == "NNPS") or doc[start].lower_ in HEADS:
        return start
    first = _run_back(doc, start - 2, titled)
    run = doc[first : start - 1]
    if not len(run) or (first > 0 and doc[first - 1].text == ",") or any(t.lower_ in HEADS or t.lower_ in _LEGAL_FORMS or t.ent_type_ in {"GPE", "TITLE"} for t in run):
        return start
    return first


def _partnerships(doc: Doc, titled: frozenset[int]) -> Iterator[Span]:
    """As in "Lindqvist & Partners", "Sadek and Sons": a firm by its partners."""
    for token in (doc[i] for i in words_of(doc).of(_PARTNERS) if i >= 2):
        if not token.text[0].isupper() or token.nbor(-1).lower_ not in {"&", "and"} or starts_block(token):
            continue
        start = _run_back(doc, token.i - 2, titled)
        while start > 3 and doc[start - 1].text == "," and _is_name_word(doc[start - 2]) and token.nbor(-1).text == "&":
            start = _run_back(doc, start - 2, titled)  # "Wanjohi, Teferra & Partners"
        if start <= token.i - 2:
            yield Span(doc, start, token.i + 1, label="organisation", span_id="legal form")


def _adds_form(doc: Doc, i: int) -> bool:
    """Whether a further legal form follows: "Sdn. Bhd.", "Co., Ltd."."""
    at = i + (doc[i].text in {",", "&"})
    word = doc[at].lower_ in _AMBIGUOUS - {"co", "co.", "company", "limited"} and not doc[at].text.isupper()  # "Halvex Inc. As part of"
    return doc[at].lower_ in _LEGAL_FORMS and doc[at].text[0].isupper() and not word and not starts_block(doc[at])


def _run_back(doc: Doc, i: int, titled: frozenset[int]) -> int:
    """The start of the run of capitalised words that ends at `i`; above `i` where there is none."""
    start = i + 1
    while start > 0 and not (start <= i and starts_block(doc[start])):
        before = doc[start - 1]
        if (
            before.is_sent_start
            and before.text.isupper()
            and len(before.text) > 4
            and start <= i
            and not doc[start].text.isupper()
        ):
            break  # "LARNVIK Halvex Inc. opened a plant": the place of issue
        inner = before.lower_ in {"&", "of", "de", "do", "da", "und", "and", "(", ")", "-", "."} and start - 2 >= 0
        if before.text == "." and start <= i and doc[start].is_sent_start:
            break
        if _is_name_word(before):
            start -= 1
        elif (
            before.lower_ == "of"
            and start > 1
            and _is_name_word(doc[start - 2])
            and doc[start - 2].lower_ in HEADS.keys() - ORGANS
            and start <= i
        ):
            start -= 2  # "Bank of Norvik Ltd"; but "Supervisory Board of Halvex AG"
        elif inner and start <= i and _is_name_word(doc[start - 2]) and before.lower_ not in {"and", "of"}:
            start -= 2
        else:
            break
    while start <= i and (doc[start].is_stop or (start in titled and not _drawn_from(doc, start, i)) or doc[start].lower_ in {"m/s", "messrs", "messrs."}):
        start += 1
    return start


def _drawn_from(doc: Doc, start: int, i: int) -> bool:
    """Whether the model drew one body from `start` to `i`: the "General" of "General Tidewater Inc." is no rank."""
    return doc[start].ent_type_ == "ORG" and doc[start].ent_iob_ == "B" and all(t.ent_iob_ == "I" for t in doc[start + 1 : i + 1])


def _is_name_word(token: Token) -> bool:
    return token.text[0].isupper() and token.text[-1].isalnum() and token.ent_type_ not in {"DATE", "CARDINAL"}


def _behind_office(doc: Doc, titled: frozenset[int]) -> Iterator[Span]:
    """As in "CEO of Nakshatra", "president of the Étoile": a run of capitalised words behind an office and "of" or "at"."""
    lower = words_of(doc).small
    for phrase in title_phrases(doc):
        at = phrase.span.end
        if phrase.head in _OF_PLACES or at + 1 >= len(doc) or doc[at].lower_ not in {"of", "at"}:
            continue
        start = at + 1 + (doc[at + 1].lower_ == "the")
        end = start
        while end < len(doc) and _goes_on(doc, start, end, titled):
            end += 1
        while end > start and not doc[end - 1].text[0].isupper():
            end -= 1
        if end > start and (longer := next((e.end for e in doc.ents if e.start == start and e.label_ == "ORG"), end)) > end:
            end = longer if not any(t.lower_ in HEADS or t.is_punct for t in doc[end:longer]) else end
        end = end if phrase.plural else _before_holder(doc, start, end)
        name = doc[start:end]
        if len(name) and name[0].lower_ in HEADS and not any(t.lower_ in {"of", "for"} for t in name):
            continue  # "director of the Office", "Chair of the Board Torbjørn Eide": a description, no name
        if len(name) == 1 and name[0].lower_ in _OFFICES | _DEGREES:
            continue  # "students of the Master in Law"
        if names_a_state(name) or (len(name) == 1 and not name.text.isupper() and name[0].lower_ in lower):
            continue  # "Superintendent of the District" where there is "the district"
        if (
            len(name)
            and country(name.text) is None
            and not any(t.ent_type_ in {"GPE", "NORP", "DATE", "LOC"} for t in name)
        ):
            yield Span(doc, start, end, label="organisation", span_id="office held in it")


def _before_holder(doc: Doc, start: int, end: int) -> int:
    """The end of a body that the name of its officer follows without a comma: "rector of Larnvik University" "Olga Sidorova"."""
    drawn_in = [t.ent_type_ == "PERSON" and (t.ent_iob_ == "I" or t.i == start) for t in doc[start:end]]
    named_behind = doc[end : end + 1].text == "," and any(t.ent_type_ == "PERSON" for t in doc[end : end + _NEXT_NAME])
    if end - start > 2 and all(drawn_in) and not named_behind and (end == len(doc) or doc[end].ent_iob_ != "I"):
        return start + 1  # "CEO of Halvex Karin Lim", drawn as one name
    for k in range(start + 1, end):
        holder = doc[k].ent_type_ == "PERSON" and doc[k].ent_iob_ == "B" and k + 1 < len(doc) and doc[k + 1].ent_iob_ == "I"
        drawn = doc[start].ent_type_ == "ORG" and all(t.ent_iob_ == "I" for t in doc[start + 1 : k])
        if holder and (drawn or doc[k - 1].lower_ in HEADS or doc[start].lower_ in HEADS):
            return k
    return end


def _goes_on(doc: Doc, start: int, i: int, titled: frozenset[int]) -> bool:
    token = doc[i]
    if (starts_block(token) and i > start) or i in titled:
        return False
    if _is_name_word(token):
        return not token.is_stop
    joins = token.lower_ in {"de", "do", "da", "des", "du", "&", "-", "of", "for"} and i > start and i + 1 < len(doc)
    if token.lower_ in {"'s", "’s"} and i > start and i + 1 < len(doc):  # "People's Committee", "St Hilda's College"
        joins = doc[i - 1].lower_ in {"people", "women", "men", "children"} or doc[i - 2].lower_ in {
            "st",
            "st.",
            "saint",
        }
    return joins and doc[i + 1].text[0].isupper()


def lost_its_apostrophe(token: Token) -> bool:
    """The "Departments" of "the Justice Departments Civil Division": conversions of old pages drop the possessive’s apostrophe."""
    stem = token.text.removesuffix("s")
    return stem != token.text and (
        (stem.lower() in HEADS and token.lower_ not in HEADS) or (stem.isupper() and len(stem) > 1)
    )


def lost_possessive(span: Span) -> bool:
    """Whether the last "s" of a name is a possessive without its apostrophe: "Justice Departments", "Department of Transportations".

    Where the noun of the body is not the last word, the release has to write the name without the "s" elsewhere.
    """
    last, doc, end = span[-1], span.doc, span.end
    if not last.text.endswith("s") or last.text.endswith("ss") or end >= len(doc) or starts_block(doc[end]):
        return False
    bracket = doc[end].text == "("
    if len(span) > 1 and doc[end].text.islower() and doc[end].pos_ in {"NOUN", "ADJ"}:  # "Larnvik Banks offices"
        return stands_alone(doc, span.text[:-1]) and not keeps_apostrophes(doc)
    if not bracket and not (doc[end].text[0].isupper() and not doc[end].is_stop):
        return False
    if len(span) > 1 and doc[end - 2].lower_ == "of" and last.text[:-1].lower() in _MASS and _unit_behind(doc, end):
        return not keeps_apostrophes(doc)  # "Department of Defenses" "Office of Inspector General"
    if lost_its_apostrophe(last) and len(span) > 1 and _keeps_its_s(doc, span):
        return False
    if not lost_its_apostrophe(last):
        abstract = last.text.endswith(("ments", "tions")) and all(
            t.ent_type_ == "ORG" for t in doc[span.start : end + 1]
        )
        abstract = abstract or _NO_PLURAL.search(last.text) is not None  # "Home Securitys"
        return len(span) > 2 and not keeps_apostrophes(doc) and (abstract or stands_alone(doc, span.text[:-1]))
    if bracket:
        # "Communications Commissions (FCC) program"; but "Coordination Teams (CTs)" are several
        behind = end + 3
        single = behind < len(doc) and doc[behind - 1].text == ")" and not doc[end + 1].text.endswith("s")
        owns = single and doc[behind].pos_ in {"NOUN", "PROPN", "ADJ"} and not starts_block(doc[behind])
        return owns and not keeps_apostrophes(doc)
    known = not last.text[:-1].isupper() or _unit_behind(doc, end) or last.text[:-1] in words_of(doc).texts
    return known and not keeps_apostrophes(doc)


def _keeps_its_s(doc: Doc, span: Span) -> bool:
    """Whether the Doc writes the name with its "s" where it owns nothing: "Marlo Labs, a maker of"."""
    return re.search(rf"\b{re.escape(span.text)}(?=[,.;)]|['’]s?\b)", text_of(doc)) is not None


def _unit_behind(doc: Doc, i: int) -> bool:
    """Whether the capitalised words from a token on hold a noun of a unit: "EPAs" "Office of Water"."""
    while i < len(doc) and doc[i].text[0].isupper():
        if HEADS.get(doc[i].lower_) == "unit":
            return True
        i += 1
    return False


@lru_cache(maxsize=1)
def keeps_apostrophes(doc: Doc) -> bool:
    """Whether the Doc writes possessives with their apostrophe: then a bare "s" is a plural.

    Conversions that drop apostrophes let one through here and there, in quotes and headlines; what is written more often counts.
    """
    places = words_of(doc).places
    kept = sum(len(places.get(mark, ())) for mark in ("'s", "’s"))
    if not kept:
        return False
    lost = sum(len(places.get(word, ())) for word in _WITHOUT_APOSTROPHE)
    lost += sum(doc[i].text.istitle() and _unit_behind(doc, i + 1) for i in words_of(doc).of(_PLURALS))
    return kept > lost


def owns_without_apostrophe(token: Token) -> bool:
    """The "Kingdoms" of "the United Kingdoms Fraud Office", the "Lims" of "Lims Larnvik Office" where the release names a Lim: no word of the name behind."""
    doc, i, stem = token.doc, token.i, token.text[:-1]
    if not token.text.endswith("s") or len(stem) < len("Lim") or not token.text[0].isupper() or stem.endswith("s"):
        return False
    if stem.lower() in _OFFICES or stem.endswith(_NOUNS) or stands_alone(doc, stem.lower()):
        return False  # "Sheriffs Office", "Communications Board"
    state = country(stem) is not None or (i > 0 and country(f"{doc[i - 1].text} {stem}") is not None)
    if not state and country(token.text) is not None:
        return False
    return (state or _is_named(doc, stem)) and not keeps_apostrophes(doc)


def _is_named(doc: Doc, word: str) -> bool:
    """Whether a word is a name by itself, or the last of a person's."""
    return any(
        e.text == word if e.label_ in {"ORG", "GPE"} else e.label_ == "PERSON" and e[-1].text == word for e in doc.ents
    )


def stands_alone(doc: Doc, name: str) -> bool:
    """Whether the Doc writes a name somewhere with no letter behind it."""
    return re.search(rf"\b{re.escape(name)}\b", text_of(doc)) is not None


@lru_cache(maxsize=1)
def text_of(doc: Doc) -> str:
    """The text of the Doc asked for last: spaCy puts it together anew, token by token, whenever it is asked."""
    return str(doc.text)


def opens_with_head(doc: Doc, start: int, end: int) -> bool:
    """Whether a noun of a body stands before "of" or "for": "Ministry of Law" is a ministry, "Banking Law" a law."""
    return any(doc[i].lower_ in HEADS and doc[i + 1].lower_ in {"of", "for", "on"} for i in range(start, end - 1))


def opens_with_no_body(span: Span) -> bool:
    """Whether what stands before "of", "on" or "for" is no body: "Northern Convention on Mediation", "National Policy for Youth"."""
    head = next((t.nbor(-1) for t in span if t.i > span.start and t.lower_ in {"of", "on", "for"}), None)
    return (
        head is not None
        and head.lower_ not in HEADS
        and (head.lower_ in _NOT_BODIES or head.lower_.removesuffix("s") in _NOT_BODIES)
    )


def names_a_state(span: Span) -> bool:
    """Whether it is a country, however long: "Socialist Republic of Vietnam"."""
    return (
        any(t.lower_ in {"republic", "kingdom", "commonwealth", "state", "states"} and t.i + 1 < span.end for t in span)
        and any(t.lower_ == "of" and t.i + 1 < span.end and t.nbor().lower_ not in HEADS for t in span)
        and not any(t.lower_ in HEADS for t in span)
    )
