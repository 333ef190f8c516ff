"""The field of a title: what stands behind its head and says what the office is for.

The grammar:

    complement = (of | for | to | in | on) field       where the field is no named body
               | "(" field ")"                         "Deputy Vice-Chancellor (Research)"
               | ["," | "–" | ":"] field               "Vice President, Customer Operations"; every word names a field of work
               | of ["the"] [kind] "Board"              "Chair of the Management Board"
    field      = words (("and" | "&" | "of" | "the" | ",") words)*     all capitalised, or all in lower case behind "of"
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline.find.field_chains import chain_of_field, common_field, is_acronym, is_head_ahead
from pipeline.find.offices import ACADEMIC, MODIFIERS, STATE_OFFICES, describe, names_field, singular
from pipeline.find.reading import starts_block
from pipeline.find.title_ranks import is_name_elsewhere
from pipeline.lexicon import country, table, words

_HONORIFICS = words("honorifics")
_POSTNOMINALS = words("postnominals")
_ORG_HEADS = frozenset(table("org_heads"))
# Nouns that head names of bodies and fields of work alike: "Head of Payload Systems at …".
_SOFT = frozenset(
    "systems services service solutions technologies energy industries partners news times post radio television broadcasting "
    "force police research studies development administration".split()
)
_LEARNED = frozenset({"professor", "prof.", "prof", "lecturer", "reader", "fellow", "chair"})
_POSTED = frozenset({"ambassador", "envoy", "commissioner", "representative", "consul", "delegate"})
_SERVING = frozenset({"secretary", "adviser", "advisor", "assistant", "counsel", "chief", "envoy", "attorney"})
_SPEAKING = frozenset("spokesperson spokesman spokeswoman adviser advisor assistant secretary".split())
_OF_ANYBODY = frozenset(
    "spokesperson spokesman spokeswoman attorney counsel lawyer agent coach advocate solicitor prosecutor".split()
)
_ADVISING = frozenset("adviser advisor rapporteur envoy consultant".split())
_LEGISLATURES = frozenset({"parliament", "congress", "legislature", "state", "staff", "delegation", "mission"})
# Offices at the top of a body: what stands behind "of" is the body, unless every word of it names a field.
_OF_BODIES = frozenset(
    "ceo cfo coo cto president chairman chairwoman chairperson founder co-founder cofounder owner co-owner partner member "
    "treasurer trustee rector provost chancellor vice-chancellor".split()
)
# Offices held in a town or a land: what stands behind "of" is the place.
_OF_PLACES = frozenset(
    "governor master mayor king queen prince princess emperor sultan emir bishop archbishop sheriff judge senator".split()
)
_UNDER_THE_TOP = frozenset({"vice", "deputy", "assistant", "associate"})
# Secretaries of bodies, unlike those of state: "Executive Secretary of the Basin Authority".
_OF_ASSOCIATIONS = frozenset("executive company corporate press permanent political private joint additional".split())
_CHAIRS = frozenset(
    "chair chairman chairwoman chairperson chairlady president vice-chair vice-chairman member secretary".split()
)
_MEMBERS = frozenset("directors trustees governors regents management commissioners".split())
_BOARDS = frozenset("management supervisory executive advisory governing".split())
# Parts of the world, what stands in front of them, and posts that are held for one.
_REGIONS = frozenset({"Americas", "America", "Europe", "Asia", "Africa", "Pacific", "Oceania", "Caribbean", "East", "EMEA", "APAC", "MENA", "ASEAN"})
_SIDES = frozenset({"Latin", "North", "South", "Southern", "Eastern", "Western", "Northern", "Central", "Southeast", "West", "Middle", "Near", "Far", "Sub", "Saharan"})
_IN_REGIONS = frozenset("president director vice-president manager officer head representative coordinator economist envoy adviser advisor secretary".split())
_BEHIND_FIELD = frozenset({",", ".", ";", ")", "(", "of", "at", "for", "in", "|", "–", "—", "-", "/", "and", "&"})
_LONGEST_STATE = 8  # tokens
_UNITS = frozenset({"Department", "Division", "Section", "Unit", "School", "Office", "Faculty", "Station", "Programme", "Sector"})
_FULL_BRACKET = 7  # tokens of the longest bracket that belongs to a title


def complement(doc: Doc, start: int, end: int, starts: set[int]) -> int:
    """The end of the title with its field, or `end` where what follows is a body or nothing."""
    if end >= len(doc) or starts_block(doc[end]):
        return end
    head = describe(Span(doc, start, end)).head
    stop = end
    if doc[end].lower_ in {"of", "for", "to", "in", "on"} and end + 1 < len(doc):
        stop = _of_board(doc, end, head) or _behind_preposition(doc, start, end, starts)
    if stop > end and head in _ADVISING and doc[end].lower_ == "to" and stop + 1 < len(doc) and doc[stop].lower_ == "on":
        at = stop + 1 + (doc[stop + 1].lower_ == "the")
        stop = chain_of_field(doc, at, starts) or stop  # "Advisor to the President on Trade"
    if stop + 1 < len(doc) and doc[stop - 1].text == "Mission" and doc[stop].text == "to" and country(doc[stop + 1].text):
        stop += 2  # "Head of Mission to Marland"
    if stop == end and doc[end - 1].text[0].isupper():
        stop = _apposed(doc, end, starts) or (end + 1 if _is_lone_field(doc, start, end) else end)
    stop = _of_region(doc, stop) if head in _IN_REGIONS else stop
    return _bracketed(doc, stop) or stop


def _is_lone_field(doc: Doc, start: int, end: int) -> bool:
    """Whether one capitalised word follows an office whose holder is named in front: "Karin Lim, Vice President Newbuilding at Halvex"."""
    if start < 2 or doc[start - 1].text != "," or doc[start - 2].ent_type_ != "PERSON" or starts_block(doc[start]) or end + 1 >= len(doc):
        return False
    word, behind = doc[end], doc[end + 1]
    plain = word.text.istitle() and word.is_alpha and len(word) > 3 and word.ent_type_ in {"", "PERSON", "TITLE"} and word.lower_ not in _ORG_HEADS
    return plain and not is_name_elsewhere(doc, end) and behind.lower_ in {"at", "of", "for", ",", "."} and doc[end - 1].lower_ in _IN_REGIONS


def _of_region(doc: Doc, stop: int) -> int:
    """Behind the parts of the world for which a post is held: "Vice President of Sales for the Americas"; `stop` where none follow."""
    if stop + 1 >= len(doc) or doc[stop].lower_ != "for":
        return stop
    at = stop + 1 + (doc[stop + 1].lower_ == "the")
    end = at
    while end < len(doc) and not starts_block(doc[end]) and (
        doc[end].text in _REGIONS or doc[end].text in _SIDES or (end > at and doc[end].lower_ in {"and", "&", ",", "-"} and end + 1 < len(doc) and doc[end + 1].text in _REGIONS | _SIDES)
    ):
        end += 1
    return end if end > at and doc[end - 1].text in _REGIONS else stop


def _of_board(doc: Doc, end: int, head: str) -> int | None:
    """As in "Chair of the Board", "President of the Management Board": the organ of every body is part of the office."""
    at = end + 1 + (doc[end + 1].lower_ == "the")
    alone = at == end + 1 and at < len(doc) and doc[at].text == "Council"
    while at < len(doc) and doc[at].lower_ in _BOARDS:
        at += 1
    if (
        head not in _CHAIRS
        or doc[end].lower_ != "of"
        or at >= len(doc)
        or doc[at].lower_ not in {"board", "council", "committee"}
    ):
        return None
    if (doc[at].lower_ == "council" and not alone) or (
        doc[at].lower_ == "committee" and doc[at - 1].lower_ not in _BOARDS
    ):
        return None
    if at + 3 < len(doc) and doc[at + 2].lower_ in _MEMBERS and doc[at + 3].lower_ in {"of", "at"}:
        return at + 3  # "Chairman of the Board of Directors of Halvex"
    named = doc[at].text[0].isupper() and at + 1 < len(doc) and doc[at + 1].lower_ in {"of", "for"}
    return None if named and _is_named(doc, at + 2) else at + 1  # "chairman of the board of Halvex"


def _is_named(doc: Doc, i: int) -> bool:
    """Whether a board has a name of its own: "Board of Directors", "Board of Investment"; not "Board of the Halvex Group"."""
    if i >= len(doc) or not doc[i].text[0].isupper():
        return False
    return doc[i].ent_type_ not in {"ORG", "GPE"} or doc[i].ent_iob_ == "I"


def _bracketed(doc: Doc, end: int) -> int | None:
    """The end of a bracket that names a field: "(Research)", "(Law and Institutional Reform)", "(Designate)"."""
    if end + 2 >= len(doc) or doc[end].text != "(" or starts_block(doc[end]):
        return None
    close = next((k for k in range(end + 1, min(len(doc), end + _FULL_BRACKET + 2)) if doc[k].text == ")"), None)
    inside = [] if close is None else list(doc[end + 1 : close])
    named = [t for t in inside if t.text[0].isupper()]
    if close is not None and inside and not named and doc[end - 1].text.islower():
        # "vice-president (research and innovation)"
        return close + 1 if all(names_field(t) or t.lower_ in {"and", "&"} for t in inside) else None
    if close is None or not named or any(not (t.is_alpha or t.text in {"&", ",", "-"}) for t in inside):
        return None
    if any(is_acronym(t) or t.ent_type_ == "PERSON" or t.lower_ in _POSTNOMINALS for t in named):
        return None
    if any(t.lower_ in _ORG_HEADS - _SOFT for t in named):
        return None
    fits = all(not t.ent_type_ or t.ent_type_ == "TITLE" for t in named) or names_field(named[0])
    fits = fits and named[0].lower_ not in {"retired", "ret", "former", "left", "right", "centre", "center", "middle"}
    return close + 1 if fits and not any(singular(t) for t in inside) else None


def _apposed(doc: Doc, end: int, starts: set[int]) -> int | None:
    """The end of a field without preposition: "Vice President, Customer Operations", "Deputy Vice-Chancellor International"."""
    at = end + (doc[end].text in {",", "–", "—", ":"})
    stop = at
    while stop < len(doc) and not (starts_block(doc[stop]) and stop > end):
        token = doc[stop]
        joint = token.lower_ in {"and", "&"} and stop > at and stop + 1 < len(doc) and doc[stop + 1].text[0].isupper()
        if joint and names_field(doc[stop + 1]) and not is_head_ahead(doc, stop + 1):
            stop += 2
        elif token.text[0].isupper() and names_field(token) and not _says_where(token) and token.ent_type_ != "PERSON":
            stop += 1
        else:
            break
    if stop == at or any(k in starts for k in range(at, stop)) or is_head_ahead(doc, at):
        return None
    if doc[stop - 1].lower_ in _ORG_HEADS - _SOFT or all(
        doc[k].lower_ in {"it", "us", "general", "u.s."} for k in range(at, stop)
    ):
        return None
    if doc[end].text == "," and _goes_on_to_unit(doc, stop):
        return None  # "Chief, Transportation, Energy and Agriculture Section"
    closed = stop == len(doc) or "\n" in doc[stop].text or doc[stop].text in _BEHIND_FIELD or starts_block(doc[stop])
    return (
        stop
        if closed and not (at > end and doc[end].text == "," and stop < len(doc) and doc[stop].lower_ == "and")
        else None
    )


def _goes_on_to_unit(doc: Doc, at: int) -> bool:
    """Whether the list that goes on at a comma ends, behind "and", on a noun of a body, which all of it names."""
    k, joined = at, False
    while k < len(doc) and not starts_block(doc[k]) and (doc[k].text[0].isupper() or doc[k].lower_ in {",", "and", "&"}):
        if doc[k].lower_ in _ORG_HEADS - _SOFT:
            return joined
        if doc[k].text == "," and joined:
            return False
        joined = joined or doc[k].lower_ in {"and", "&"}
        k += 1
    return False


def _says_where(token: Token) -> bool:
    return singular(token) is not None or token.lower_ in {
        "district",
        "county",
        "city",
        "state",
        "town",
        "borough",
        "village",
        "parish",
    }


def _over_short_form(doc: Doc, at: int) -> int:
    """Over the short form of an office in brackets: "Minister of State (MOS) for Trade"."""
    bracket = at + 2 < len(doc) and doc[at].text == "(" and doc[at + 2].text == ")"
    return at + 3 if bracket and doc[at + 1].text.isupper() else at


def _fixed(doc: Doc, head: str, end: int, at: int, starts: set[int]) -> int | None:
    """The end of titles that are set phrases: "Minister of State for Trade", "Leader of the Opposition", "Keeper of the Seals"."""
    first, prep, determined = doc[at], doc[end].lower_, at > end + 1
    if head in {"member", "chief", "minister", "head", "secretary"} and prep == "of" and first.lower_ in _LEGISLATURES:
        if first.ent_type_ == "ORG" and at + 1 < len(doc) and doc[at + 1].ent_iob_ == "I":
            return end  # "Head of the State Committee on Tourism"
        stop = _over_short_form(doc, at + 1)
        if head in {"minister", "secretary"} and stop + 1 < len(doc) and doc[stop].lower_ in {"for", "of"}:
            field = stop + 1 + (doc[stop + 1].lower_ == "the")
            # "Secretary of State of the Ministry of Trade"
            named = field < len(doc) and doc[field].lower_ in _ORG_HEADS - _SOFT
            return at + 1 if named else chain_of_field(doc, field, starts) or at + 1
        return at + 1
    if head == "leader" and prep == "of" and first.text == "Opposition":
        return at + 1
    if head in {"head", "chief"} and prep == "of" and not determined and first.text in _UNITS and not _goes_on(doc, at + 1):
        return at + 1  # "Head of Department Karin Lim"
    if head == "keeper" and prep == "of" and first.text[0].isupper():
        return chain_of_field(doc, at, starts) or end
    if head in _SPEAKING and prep in {"of", "to"} and determined and at in starts and first.text[0].isupper():
        stop = at
        while stop < len(doc) and _is_of_office(doc[stop]):
            stop += 1
        owner = stop < len(doc) and doc[stop].lower_ in {"'s", "’s", "'", "’"}  # "Secretary of the President’s Fund"
        return end if owner else stop
    return None


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether a noun of a unit has a name behind it: "Head of Section for Trade", "Head of School of Law"."""
    return i < len(doc) and (doc[i].lower_ in {"of", "for"} or doc[i].like_num or doc[i].ent_iob_ == "I")


def _is_of_office(token: Token) -> bool:
    return token.lower_ not in ACADEMIC and (
        singular(token) is not None or token.lower_ in MODIFIERS or token.text == "-"
    )


def _behind_preposition(doc: Doc, start: int, end: int, starts: set[int]) -> int:
    head = describe(Span(doc, start, end)).head
    at = end + 1
    determined = doc[at].lower_ in {"the", "our", "his", "her", "its", "their", "a", "an"}
    at += determined
    if at >= len(doc):
        return end
    first = doc[at]
    prep = doc[end].lower_
    fixed = _fixed(doc, head, end, at, starts)
    if fixed is not None:
        return fixed
    if prep == "for" and at in starts and first.text[0].isupper() and is_head_ahead(doc, at):
        return end  # "state leaders for Postmaster General Karin Lim"
    if head in _POSTED and prep == "to" and first.text[0].isupper():
        return _state_end(doc, at) or _entity_end(doc, at)
    if prep == "for" and doc[start].lower_ in {"country", "resident"} and first.text[0].isupper():
        posted = _entity_end(doc, at) if first.ent_type_ == "GPE" else end
        return _state_end(doc, at) or posted  # "Country Director for Norway"
    if head == "premier" or (head == "minister" and doc[end - 2].lower_ in {"prime", "chief"} and prep == "of"):
        return end  # a head of government has a land, and no field
    of_state = head in STATE_OFFICES and not (
        prep == "of" and any(t.lower_ in _OF_ASSOCIATIONS for t in doc[start:end])
    )
    if of_state and prep in {"of", "for", "in"} and first.text[0].isupper():
        if first.ent_type_ == "GPE" or first.lower_ in _ORG_HEADS - _SOFT:
            return end
        stop = chain_of_field(doc, at, starts) or end
        if head == "secretary" and prep == "of" and stop > at + 1 and doc[stop - 1].lower_ in _ORG_HEADS - _SOFT:
            return end  # "General Secretary of the Larnvik Society"
        return end if stop < len(doc) and doc[stop].lower_ in {"'s", "’s", "'", "’"} else stop
    if head in _SERVING and prep == "to" and first.text[0].isupper() and first.lower_ not in _ORG_HEADS:
        return chain_of_field(doc, at, set()) or end
    if head in _ADVISING and prep == "on":
        return (chain_of_field(doc, at, starts) or end) if first.text[0].isupper() else common_field(doc, at)
    stop_of_field = (
        _field_of_body(doc, start, at, starts) if first.text[0].isupper() and prep in {"of", "for"} else None
    )
    if stop_of_field is not None:
        return stop_of_field
    if not determined and prep == "of" and first.text[0].isupper() and (found := chain_of_field(doc, at, starts)):
        studied = head in _LEARNED and not _is_body(doc, at, found)
        if studied or all(_is_known(t) for t in doc[at:found]):
            return found
    if not determined and prep == "for" and first.text[0].isupper():
        found = chain_of_field(doc, at, starts) or at
        # a field that the model takes for a body: "Vice President for Research"
        if found > at and all(_is_known(t) for t in doc[at:found]) and not _is_body(doc, at, found):
            goes_on = (
                found < len(doc) and doc[found].text[0].isupper() and doc[found].ent_type_ in {"GPE", "ORG", "LOC"}
            )
            return end if goes_on else found  # "Coordinator for Disability Rights Marland"
    if (
        not determined
        and prep == "for"
        and first.text[0].isupper()
        and first.ent_type_ not in {"GPE", "PERSON", "NORP"}
    ):
        found = chain_of_field(doc, at, starts) or end  # "Vice President for River Operations"
        if found > at and names_field(doc[found - 1]) and not _is_body(doc, at, found) and head not in _OF_ANYBODY:
            return end if any(not _is_known(t) and is_name_elsewhere(doc, t.i) for t in doc[at:found]) else found
    if head in _LEARNED and prep == "in" and not determined and first.text[0].isupper() and first.ent_type_ != "GPE":
        found = chain_of_field(doc, at, starts) or end  # "Senior Lecturer in Marine Ecology"
        return found if found > at and not _is_body(doc, at, found) else end
    if determined or first.ent_type_ in {"ORG", "PERSON", "FAC"} or prep in {"in", "on", "to"}:
        return end
    if not first.text[0].isupper():
        lower = common_field(doc, at)
        return lower if prep == "of" or (prep == "for" and lower > at and names_field(doc[lower - 1])) else end
    end_of_field = chain_of_field(doc, at, starts)
    if end_of_field is None:
        return end
    if doc[end_of_field - 1].ent_type_ in {"GPE", "LOC", "NORP", "ORG"} or _is_body(doc, at, end_of_field):
        return end
    known = all(_is_known(t) for t in doc[at:end_of_field])
    named = any(not _is_known(t) and is_name_elsewhere(doc, t.i) for t in doc[at:end_of_field])
    at_the_top = head in _OF_PLACES or (head in {"officer", "executive"} and doc[start].lower_ in {"chief", "group"})
    if named or (at_the_top and not known):
        return end
    if not known and head in _OF_BODIES and all(t.lower_ not in _UNDER_THE_TOP for t in doc[start:end]):
        return end
    return end_of_field if prep == "of" or known or names_field(doc[end_of_field - 1]) else end


def _field_of_body(doc: Doc, start: int, at: int, starts: set[int]) -> int | None:
    """A field that a body follows: "Head of Payload Systems at the Institute", "Commissioner for Peace and Security of the CSRC"."""
    head = describe(Span(doc, start, at - 1)).head
    under = any(t.lower_ in _UNDER_THE_TOP for t in doc[start:at])
    stop = chain_of_field(doc, at, starts)
    if stop is None or (head in _OF_BODIES | _OF_PLACES and not under) or stop + 1 >= len(doc):
        return None
    if doc[stop].lower_ not in {"of", "at"}:
        return None
    body = stop + 1 + (doc[stop + 1].lower_ in {"the", "its", "our"})
    if body >= len(doc) or not doc[body].text[0].isupper():
        return None
    run = doc[at:stop]
    heads = [t for t in run if t.lower_ in _ORG_HEADS - _SOFT or t.lower_ in {"district", "circuit", "state"}]
    if heads or any(is_acronym(t) or t.ent_type_ in {"GPE", "PERSON", "NORP"} for t in run):
        return None
    return stop if any(names_field(t) for t in run) else None


def _is_known(token: Token) -> bool:
    """A word that names a field of work, or a small word between such."""
    return names_field(token) or not token.text[0].isupper()


def _is_body(doc: Doc, at: int, stop: int) -> bool:
    """A chain that ends on a noun that heads bodies, or opens with one before "of"."""
    opens = any(doc[k].lower_ in _ORG_HEADS - _SOFT and doc[k + 1].lower_ in {"of", "for"} for k in range(at, stop - 1))
    return opens or doc[stop - 1].lower_ in _ORG_HEADS or any(is_acronym(t) for t in doc[at:stop])


def _state_end(doc: Doc, at: int) -> int | None:
    """The end of the state that is named at `at`, in however many words: "People’s Republic of China"."""
    return next((at + n for n in range(_LONGEST_STATE, 0, -1) if country(doc[at : at + n].text) is not None), None)


def _entity_end(doc: Doc, at: int) -> int:
    stop = at + 1
    while stop < len(doc) and (
        doc[stop].ent_iob_ == "I" or (doc[stop].text[0].isupper() and doc[stop].ent_type_ == "GPE")
    ):
        stop += 1
    return stop
