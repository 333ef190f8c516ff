"""Where the name of a body ends behind the noun that says its kind: the field in "Ministry of Trade and Industry"."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Span

from pipeline.find.bodies import HEADS, ORGANS, text_of
from pipeline.find.described_bodies import DAYS
from pipeline.find.field_chains import unlike_a_field
from pipeline.find.foreign_bodies import FOREIGN_HEADS, JOINTS
from pipeline.find.offices import ADDRESS, names_field, singular
from pipeline.find.reading import starts_block
from pipeline.lexicon import country, words

_NOT_BODIES = words("not_bodies")
_LEGAL_FORMS = words("legal_forms")
# Nouns that head bodies and name fields of work alike: inside "Ministry of Trade, Industry and Energy" they are fields.
FIELDS = frozenset("energy services industries police news systems technologies post solutions family trust".split())
_OF_PLACES = frozenset({"government", "embassy", "consulate", "municipality"})
_JOINTS = frozenset({"of", "for", "on", "and", "&", "de", "del", "da", "do", "des", "du", "la", "und", "y"})
# Nouns of bodies whose units are named right behind them.
_WITH_UNITS = frozenset(
    {"division", "department", "bureau", "ministry", "directorate", "agency", "commission", "office"}
)
_UNITS = frozenset({"office", "bureau", "division", "directorate", "school", "faculty"})
_OPENING_UNITS = frozenset({"office", "bureau"})
_OWNERS = frozenset(
    "department ministry agency service administration authority commission university college council foundation bank management".split()
)
_ACRONYM = 6  # letters
_GENERALS = frozenset({"inspector", "attorney", "solicitor", "auditor", "comptroller", "accountant"})
_OF_MANY = frozenset({"People", "Women", "Men", "Children"})
_SHORTENED = frozenset({"u.s.", "u.k.", "u.n.", "st."})
_PLACES = frozenset({"GPE", "LOC"})
_SEATED = frozenset({"court", "embassy", "consulate"})
_CLOSE_FIELDS = frozenset({"security", "affairs", "safety", "services", "protection", "development", "revenue", "corrections", "welfare"})
_FIELD_AND_UNIT = 3  # words


def end_of_name(doc: Doc, head: int, titled: AbstractSet[int], *, named: bool) -> int:
    """Where the name ends behind its head."""
    end = head + 1
    if named and unit_follows(doc, head):
        return end
    while end < len(doc) and doc[end].text[0].isupper() and doc[end].is_alpha and not starts_block(doc[end]):
        if opens_unit_of(doc, head, end):
            break
        if doc[end].ent_type_ in {"PERSON", "GPE"} or end in titled or doc[end].lower_.removesuffix("s") in _NOT_BODIES:
            break
        if doc[end].ent_type_ != "ORG" and doc[end].lower_ not in HEADS:
            break
        end += 1
    if end > head + 1 and doc[end - 1].lower_ in _LEGAL_FORMS:
        return end
    if end < len(doc) and doc[end].lower_ in {"of", "for", "on", "into"}:
        at = end + 1 + (end + 1 < len(doc) and doc[end + 1].lower_ == "the")
        if at < len(doc) and (doc[at].ent_type_ == "DATE" or doc[at].lower_ in DAYS):
            return end
        if (at < len(doc) and doc[at].text[0].isupper() and doc[at].is_alpha) or (
            at < len(doc) and doc[at].lower_ == "u.s."
        ):
            unit = _unit_inside(doc, at) if doc[head].lower_ in {"department", "ministry"} and doc[end].lower_ == "of" else None
            if unit is not None:
                return unit
            # "Civil Division of the Department of Justice", "Council of Fjellheim University" name two bodies
            return (
                end
                if (named or doc[head].lower_ in ORGANS) and opens_body(doc, at, titled)
                else _field(doc, at, titled)
            )
    return end


def over_seat(doc: Doc, head: int, end: int) -> int:
    """Where the name of a court or an embassy ends that goes on with its seat: "District Court in Larnton", "Embassy of Norway in Malta"."""
    seated = doc[head].lower_ in _SEATED and (doc[head].lower_ != "court" or end == head + 1) and not any(t.lower_ in {"supreme", "constitutional"} for t in doc[max(0, head - 2) : head])
    if not seated or end + 1 >= len(doc) or doc[end].lower_ != "in" or doc[end + 1].ent_type_ != "GPE" or not doc[end + 1].text[0].isupper():
        return end
    last = end + 2
    while last < len(doc) and doc[last].ent_type_ == "GPE" and doc[last].ent_iob_ == "I" and doc[last].text[0].isalpha():
        last += 1
    return last


def _unit_inside(doc: Doc, at: int) -> int | None:
    """Where a unit begins in the capitalised words behind "Department of": "Trade" "Fair Markets Section"; None where they hold none.

    The field is what the release writes of the department elsewhere, or what is said twice, else one word, or all to "Security" and the like.
    """
    run = _capitals(doc, at)
    if len(run) < _FIELD_AND_UNIT or HEADS.get(run[-1].lower_) != "unit" or any(t.lower_ in HEADS for t in run[:-1]) or starts_block(run[-1]):
        return None
    opening = doc[at - 2 : at].text
    fields = [k for k in range(1, len(run) - 1) if re.search(rf"{re.escape(opening)} {re.escape(run[:k].text)}\b(?! [A-Z])", text_of(doc))]
    again = next((k for k in range(1, len(run) // 2 + 1) if run[:k].text == run[k : 2 * k].text), None)
    closed = next((k + 1 for k, token in enumerate(run[:-2]) if token.lower_ in _CLOSE_FIELDS), 1)
    return at + (again or (fields[-1] if fields else closed))


def _field(doc: Doc, at: int, titled: AbstractSet[int]) -> int:
    end, i = at, at
    while i < len(doc) and not (i > at and starts_block(doc[i])) and not doc[i].is_space:
        token = doc[i]
        if token.text[0].isupper() and (token.is_alpha or token.lower_ in {"u.s.", "u.k."}):
            if i > at and doc[at:i].text == doc[i : 2 * i - at].text:
                break  # "Department of Home Security" "Home Security Investigations"
            if i > at + 1 and token.text.istitle() and closes_with_officer(doc, i):
                break  # "Office of Inspector General" "Northern Inquiry Service"
            if i > at and ((token.ent_type_ == "PERSON" and token.ent_iob_ == "B") or _opens_a_unit(doc, i)):
                break
            if i > at and (
                token.lower_ in ADDRESS
                or (i in titled and any(title.start == i for title in doc.spans.get("press_titles", ())))
            ):
                break  # "Secretary to the Ministry of Defence Air Vice Marshal …"
            if i > at and _in_ministry(doc, i) and unlike_a_field(doc, i):
                break  # "Secretary to the Ministry of Finance Karu Silva"
            i += 1
            end = i
            continue
        if i > at and _goes_on_small(doc, i):  # "Committee on Re-admission"
            i += 2
            end = i
            continue
        joint = _joint(doc, i, titled)
        if joint is None:
            break
        i = joint
    return end


def _goes_on_small(doc: Doc, i: int) -> bool:
    """Whether a hyphen joins a capitalised prefix to a word in lower case."""
    return doc[i].text == "-" and i + 1 < len(doc) and not doc[i - 1].whitespace_ and not doc[i].whitespace_ and doc[i + 1].text.islower()


def closes_with_officer(doc: Doc, end: int) -> bool:
    """Whether "Inspector General" or the like ends before a token: the name of an officer's office is whole with it."""
    return end > 1 and doc[end - 1].lower_ == "general" and doc[end - 2].lower_ in _GENERALS


def _opens_a_unit(doc: Doc, i: int) -> bool:
    """Whether a second name begins inside a field: the "School of Law" of "University of Fjellheim School of Law"."""
    opens = HEADS.get(doc[i].lower_) == "unit" and i + 2 < len(doc) and doc[i + 1].lower_ in {"of", "for"}
    field = i + 2 + (i + 3 < len(doc) and doc[i + 2].lower_ == "the")
    return opens and doc[i - 1].text[0].isupper() and doc[field].text[0].isupper()


def _joint(doc: Doc, i: int, titled: AbstractSet[int]) -> int | None:
    """Where a field goes on behind a joining word, or None."""
    token, j = doc[i], i + 1
    if token.text == "-" and j < len(doc) and doc[j].text[0].isupper() and not doc[i - 1].whitespace_:
        return None if opens_name(doc, j) else j  # "Department of Chemistry-University of Larnvik"
    if token.text == ",":
        k = j
        while k < len(doc) and ((doc[k].text[0].isupper() and doc[k].is_alpha) or doc[k].text == ","):
            if doc[k].ent_type_ == "PERSON":
                return None
            k += 1
        if (
            k + 1 < len(doc)
            and doc[k].lower_ in {"and", "&"}
            and doc[k + 1].text[0].isupper()
            and not opens_body(doc, k + 1, titled)
        ):
            if k > j:
                return j
            return k + 1 if _in_a_list(doc, i) else None  # "Department of Ferries, and Tarn Ferries"
        return None
    if token.lower_ in {"to", "against"}:  # "Office for Access to Water", "Office on Cruelty Against Animals"
        return j if token.ent_type_ == "ORG" and token.ent_iob_ == "I" and j < len(doc) and doc[j].text[0].isupper() else None
    if token.lower_ in {"'s", "’s"}:
        people = doc[i - 1].text in _OF_MANY and j < len(doc) and doc[j].text[0].isupper()
        return j if people else None  # "Standing Committee of the National People's Congress"
    if token.lower_ not in _JOINTS:
        return None
    if j < len(doc) and doc[j].lower_ == "the" and (token.lower_ in {"of", "for", "on"} or _in_ministry(doc, i) or (j + 1 < len(doc) and doc[j + 1].lower_ == "environment")):
        j += 1
    if j >= len(doc) or not doc[j].text[0].isupper() or doc[j].ent_type_ in {"PERSON", "DATE"} or doc[j].lower_ in DAYS:
        return None
    if (
        token.lower_ in {"and", "&"}
        and _is_of_a_place(doc, i)
        and country(doc[_opens_field(doc, i) : j + 1].text) is None
    ):
        return None  # "Embassy of Norway and Halvex"
    if token.lower_ in {"for", "on"} and _is_of_a_place(doc, i):
        return None  # "Government of Norway for Cooperation"
    if token.lower_ in {"and", "&"} and (opens_body(doc, j, titled) or doc[j].ent_type_ in _PLACES):
        return None
    return None if token.lower_ in {"of", "for"} and opens_body(doc, j, titled) else j


def opens_name(doc: Doc, i: int) -> bool:
    """Whether a noun of a body opens a name at a token: "University of", "Ministry for"."""
    return HEADS.get(doc[i].lower_, "unit") != "unit" and i + 1 < len(doc) and doc[i + 1].lower_ in {"of", "for"}


def _in_a_list(doc: Doc, comma: int) -> bool:
    """Whether another comma stands in front of a comma, with nothing but capitalised words between them."""
    k = comma - 1
    while k > 0 and doc[k].text[0].isupper():
        k -= 1
    return doc[k].text == ","


def _opens_field(doc: Doc, i: int) -> int:
    """Where the capitalised words that end in front of token `i` begin."""
    while i > 0 and doc[i - 1].text[0].isupper() and doc[i - 1].is_alpha:
        i -= 1
    return i


def _is_of_a_place(doc: Doc, i: int) -> bool:
    """Whether the body whose name goes on to token `i` is called after a place: a government or embassy has one state, and no fields."""
    k = _opens_field(doc, i)
    k -= k > 0 and doc[k - 1].lower_ == "the"
    return k > 1 and doc[k - 1].lower_ == "of" and doc[k - 2].lower_ in _OF_PLACES


def _in_ministry(doc: Doc, i: int) -> bool:
    """Inside "Ministry of Sustainability and the Environment" an "and the" joins fields."""
    k = i - 1
    while k > 0 and doc[k].text[0].isupper() and doc[k].lower_ not in HEADS:
        k -= 1
    return k > 0 and doc[k].lower_ in {"of", "for"} and doc[k - 1].lower_ in {"ministry", "department", "office"}


def opens_body(doc: Doc, i: int, titled: AbstractSet[int]) -> bool:
    """Whether the capitalised words at `i` name a body or office of their own ("and Ministry of Health", "and Acme Inc.")."""
    if i in titled or (doc[i].ent_iob_ == "B" and doc[i].ent_type_ == "PERSON"):
        return True
    if doc[i].text.isupper() and 1 < len(doc[i].text) <= _ACRONYM and doc[i].is_alpha and not doc[i - 1].text.isupper():
        known = doc[i - 1].lower_ == "the" or (doc[i].ent_type_ == "ORG" and doc[i].ent_iob_ == "B")
        return (
            known and country(doc[i].text) is None
        )  # "Ministry of Law and SG Courts", "Administrative Company for the FCC"
    if (
        doc[i].ent_iob_ == "B"
        and doc[i].ent_type_ == "ORG"
        and doc[i - 1].lower_ in {"and", "&", "the"}
        and doc[i - 1].ent_type_ == ""
    ):
        end = next((k for k in range(i + 1, len(doc)) if doc[k].ent_iob_ != "I"), len(doc))
        drawn = doc[i:end]
        again = doc[i - 1].lower_ != "the" or text_of(doc).count(drawn.text) > 1
        if again and not names_field(drawn[0]) and not any(t.lower_ in HEADS for t in drawn):
            return True
    k = i
    while k < len(doc) and (
        (doc[k].text[0].isupper() and (doc[k].is_alpha or doc[k].lower_ in _SHORTENED))
        or (doc[k].text == "-" and k > i and not doc[k].whitespace_)
    ):
        if k > i and (i == 0 or doc[i - 1].lower_ != "the") and doc[k].lower_ in _OPENING_UNITS and not singular(doc[k - 1]) and doc[k + 1 : k + 2].text.lower() in {"of", "for"}:
            break  # "Department of Health and Human Services" "Office of Audit"
        if (
            k == i
            and doc[k].lower_ in FOREIGN_HEADS
            and k + 1 < len(doc)
            and (doc[k + 1].text[0].isupper() or doc[k + 1].lower_ in JOINTS)
        ):
            return True
        if (doc[k].lower_ in HEADS and doc[k].lower_ not in FIELDS) or doc[k].lower_ in _LEGAL_FORMS:
            return True
        k += 1
    if k > i and k + 1 < len(doc) and doc[k].lower_ in {"'s", "’s"} and doc[k + 1].text == "Office":
        return True  # "Larn County District Attorney's Office"
    if (
        k < len(doc)
        and doc[k].text == "("
        and k + 3 < len(doc)
        and doc[k + 2].text == ")"
        and doc[k + 3].lower_ in _LEGAL_FORMS
    ):
        return True  # "and Lankasat Telemetry (Pvt) Ltd"
    if (
        k + 1 < len(doc)
        and k > i
        and doc[i - 1].lower_ == "the"
        and doc[i - 2].lower_ in {"of", "for"}
        and doc[k].lower_ in {"and", "&"}
    ):
        return any(
            t.lower_ in HEADS and t.lower_ not in FIELDS for t in _capitals(doc, k + 1)
        )  # "of the Economic and Financial Crimes Commission"
    return False


def _capitals(doc: Doc, i: int) -> Span:
    """The run of capitalised words that begins at a token."""
    end = i
    while end < len(doc) and doc[end].text[0].isupper() and doc[end].is_alpha:
        end += 1
    return doc[i:end]


def unit_follows(doc: Doc, head: int) -> bool:
    """Whether the name of a unit stands right behind its body's: "Criminal Division" "Public Integrity Section"."""
    run = _capitals(doc, head + 1)
    return doc[head].lower_ in _WITH_UNITS and any(HEADS.get(t.lower_) == "unit" for t in run[1:])


def opens_unit_of(doc: Doc, start: int, head: int) -> bool:
    """Whether the noun at `head` opens the name of a unit of the body in front: "Postal Service" "Office of Audit", "NHX" "Bureau of Trade"."""
    if (
        doc[head].lower_ not in _UNITS
        or doc[head].text.isupper()
        or doc[head + 1 : head + 2].text.lower() not in {"of", "for"}
    ):
        return False
    before = doc[head - 1]
    acronym = start == head - 1 and before.text.isupper() and before.is_alpha and len(before) > 1
    return before.lower_ in _OWNERS or (acronym and country(before.text) is None)
