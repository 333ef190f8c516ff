"""What clauses say of whose a body is: "Halvex, a subsidiary of Norvista", "Water Board, under the Ministry of Health,"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from pipeline.find.bodies import lost_its_apostrophe
from pipeline.lexicon import words

_NOUNS = words("belonging_nouns")
_BEING = frozenset({"is", "was", "are", "will", "would", "be", "became", "becomes", "remains", "has", "been", "now", "also", "wholly", "jointly", "partly"})
_GOING_TO = frozenset({("reports", "to"), ("belongs", "to"), ("belong", "to"), ("falls", "under"), ("comes", "under")})
_COMPANIES = frozenset({"company", "subsidiary", "brand", "unit", "affiliate", "division"})
_OWNED = frozenset({"owned", "run", "controlled"})
_LIST = 24  # tokens
_MANY = frozenset({"subsidiaries", "units", "divisions", "affiliates", "brands"})
_SHARES = frozenset({"%", "percent", "per", "cent", "-"})
_COPULA = 4  # words
_CLAUSE = 16  # tokens
_PARTS = _NOUNS - {"member", "network", "part", "company", "campus", "venture"}
_OPENS_ASIDE = frozenset({"a", "an", "the", "part", "now", "then", "itself", "which"})
_OPENS_WORDS = frozenset({"a", "an", "part", "owned", "now", "itself", "wholly", "fully", "majority"})
_BELONGING = (
    (("of",), "unit of"),
    (("at",), "unit at"),
    (("within",), "unit within"),
    (("in", "the"), "unit in"),
    (("under",), "under"),
    (("part", "of"), "part of"),
    (("a", "part", "of"), "part of"),
    (("a", "subsidiary", "of"), "subsidiary of"),
    (("a", "unit", "of"), "unit of"),
    (("a", "division", "of"), "division of"),
    (("a", "member", "of"), "member of"),
    (("a", "department", "under"), "under"),
)


def said_of_it(doc: Doc, end: int, at: dict[int, int]) -> Iterator[tuple[int, str]]:
    """As in "KITE is a research institute under the Ministry of Energy", "Virta Oy will be a subsidiary of Haneul"."""
    yield from _listed_units(doc, end, at)
    i = end + (doc[end : end + 1].text == ",") + (doc[end : end + 2].text == ", which")
    if tuple(t.lower_ for t in doc[i : i + 2]) in _GOING_TO:
        of = i + 2 + (doc[i + 2 : i + 3].text == "the")
        if of in at:
            yield at[of], f"{doc[i].lower_} {doc[i + 1].lower_}"
        return
    i = end
    while i < len(doc) and i - end < _COPULA and doc[i].lower_ in _BEING:
        i += 1
    while end < i < len(doc) - 2 and i - end < 2 * _COPULA and (doc[i].like_num or doc[i].lower_ in _SHARES):
        i += 1  # "is 60 per cent owned by"
    if end < i < len(doc) - 2 and doc[i].lower_ in _OWNED and doc[i + 1].lower_ == "by":
        of = i + 2 + (doc[i + 2].lower_ == "the")
        if of in at:
            yield at[of], f"{doc[i].lower_} by"
        return
    k = i + (doc[i : i + 2].text.lower() in {"operates as", "trades as"}) * 2
    if end < k < len(doc) - 2 and doc[k].lower_ in {"a", "an"} and k + 1 in at:  # "is a Halvex Group company"
        last = k + 1
        while last < len(doc) and at.get(last) == at[k + 1]:
            last += 1
        if last < len(doc) and doc[last].text in _COMPANIES and not (last + 1 < len(doc) and doc[last + 1].pos_ == "NOUN"):
            yield at[k + 1], f"its {doc[last].lower_}"
        return
    if i == end or i + 2 >= len(doc) or doc[i].lower_ not in {"a", "an", "the", "part", "one"}:
        return
    stop = min(i + _CLAUSE, len(doc))
    for k in range(i, stop - 1):
        if doc[k].text in {",", ";", "."} or doc[k].lower_ in {"that", "which", "who"}:
            return
        if (doc[k].text in _PARTS or (k == i and doc[k].text == "part")) and doc[k + 1].lower_ in {"of", "under", "within"}:
            of = k + 2 + (k + 2 < len(doc) and doc[k + 2].lower_ in {"the", "its", "our"})
            if of in at:
                yield at[of], f"{doc[k].lower_} of"
            return
        if k + 2 < stop and doc[k].lower_ == "owned" and doc[k + 1].lower_ == "by":
            of = k + 2 + (doc[k + 2].lower_ == "the")
            if of in at:
                yield at[of], "owned by"
            return


def behind_bracket(doc: Doc, end: int) -> int:
    """Where the text goes on behind an acronym in brackets: "(CSCSE)"."""
    if end + 1 < len(doc) and doc[end].text == "(" and doc[end + 1].lower_ not in _OPENS_WORDS:
        close = next((i for i in range(end, min(end + 7, len(doc))) if doc[i].text == ")"), None)
        return end if close is None else close + 1
    return end


def said_behind(doc: Doc, end: int, at: dict[int, int], *, is_unit: bool, is_part: bool) -> Iterator[tuple[int, str]]:
    """As in "School of Law at the University of Otago", "Water Board, under the Ministry of Health,"."""
    comma = end < len(doc) and doc[end].text == ","
    after = [t.lower_ for t in doc[end + comma : end + comma + 5]]
    for phrase, rule in _BELONGING:
        if tuple(after[: len(phrase)]) == phrase:
            k = end + comma + len(phrase)
            k += k < len(doc) and doc[k].lower_ in {"the", "its", "our"}
            if k not in at or not (len(phrase) > 1 or phrase[0] == "under" or is_unit):
                continue
            if phrase[0] in {"at", "in"} and not is_part:
                continue  # an association meets at a place
            k = _owned_by(doc, k, at)
            if (
                comma
                and len(phrase) == 1
                and (phrase[0] not in {"under", "within"} or not _closes_an_aside(doc, k, at))
            ):
                continue  # "The School of Law, of the many in the country, …"
            yield at[k], rule


def _owned_by(doc: Doc, k: int, at: dict[int, int]) -> int:
    """Where the last body of a chain stands: the "Criminal Division" of "the Justice Department's Criminal Division"."""
    end = k
    while end < len(doc) and at.get(end) == at[k]:
        end += 1
    if end + 1 < len(doc) and doc[end].lower_ in {"'s", "’s"} and end + 1 in at:
        return end + 1
    return end if end < len(doc) and end in at and lost_its_apostrophe(doc[end - 1]) else k


def said_in_aside(doc: Doc, end: int, at: dict[int, int]) -> Iterator[tuple[int, str]]:
    """As in "…, the charitable arm of the Ports Authority", "…, Haneul's research arm", "…, now owned by Halvex"."""
    end = _over_place(doc, end)
    if end >= len(doc) or doc[end].text not in {",", "(", "–", "—"}:
        return
    stop = next(
        (i for i in range(end + 1, min(end + 14, len(doc))) if doc[i].text in {",", ".", ";", ")"}),
        min(end + 14, len(doc)),
    )
    if doc[end + 1 : end + 2].text == "whose":  # ", whose parent company is Norvista,"
        of = next((i + 1 for i in range(end + 2, stop - 1) if doc[i].lower_ in {"is", "was"}), stop)
        of += of < stop and doc[of].lower_ == "the"
        if doc[end + 2 : end + 3].text.lower() in {"parent", "owner"} and of in at:
            yield at[of], "parent is"
        return
    for i in range(end + 1, stop):
        if doc[i].lower_ in {"parent", "holding"}:
            return  # "the parent company of" says the opposite
        if doc[i].text in _NOUNS and doc[i + 1 : i + 2].text.lower() not in {"'s", "’s"}:
            if i + 1 < stop and doc[i + 1].lower_ in {"of", "under", "within"} and doc[end + 1].lower_ in _OPENS_ASIDE:
                k = i + 2 + (i + 2 < stop and doc[i + 2].lower_ in {"the", "its", "our"})
                if k in at:
                    yield at[k], f"{doc[i].lower_} of"
            owner = next(
                (k for k in range(end + 2, i) if doc[k].lower_ in {"'s", "’s"} and k - 1 in at and k not in at), None
            )
            if owner is None and i - 1 in at and doc[end + 1].lower_ in {"a", "an"} and doc[i].text in _COMPANIES and i + 1 == stop:
                yield at[i - 1], f"its {doc[i].lower_}"  # "(a Halvex company)"
            if owner is not None and (end + 1 in at or doc[end + 1].lower_ == "the") and i - owner < 5:
                yield at[owner - 1], f"its {doc[i].lower_}"
            return
        if doc[i].lower_ in _OWNED and i + 1 < stop and doc[i + 1].lower_ == "by":
            k = i + 2 + (i + 2 < stop and doc[i + 2].lower_ == "the")
            if k in at:
                yield at[k], f"{doc[i].lower_} by"
            return


def _over_place(doc: Doc, end: int) -> int:
    """Over "in Larnvik" behind a name."""
    if end + 1 >= len(doc) or doc[end].lower_ != "in" or not doc[end + 1].text[0].isupper():
        return end
    stop = end + 1
    while stop < len(doc) and doc[stop].text[0].isupper():
        stop += 1
    return stop


def _closes_an_aside(doc: Doc, k: int, at: dict[int, int]) -> bool:
    """Whether a comma or full stop follows the body at `k`: ", under the Ministry of Health," tells where a body belongs."""
    end = k
    while end < len(doc) and at.get(end) == at[k]:
        end += 1
    return end < len(doc) and doc[end].text in {",", "."}


def children_of(doc: Doc, span: Span, at: dict[int, int]) -> Iterator[int]:
    """The bodies that a body is said to own: "Halvex, the parent company of Norvista", "Norvista's parent Halvex"."""
    end = behind_bracket(doc, span.end)
    words_behind = [t.lower_ for t in doc[end : end + 7]]
    noun = next((word for word in words_behind[1:4] if word in {"parent", "owner"}), None)
    if words_behind[:1] == [","] and noun is not None:
        of = end + words_behind.index(noun) + 1
        of += of < len(doc) and doc[of].lower_ in {"company", "group", "organisation", "organization"}
        if of + 1 < len(doc) and doc[of].lower_ == "of":
            k = next((i for i in range(of + 1, min(of + 6, len(doc))) if i in at), None)
            if k is not None:
                yield at[k]
    yield from _owned_by_verb(doc, end, at)
    k = span.start - 1
    k -= k > 0 and doc[k].text == ","
    k -= k > 0 and doc[k].lower_ in {"company", "group"}
    if k > 1 and doc[k].lower_ == "parent":
        k -= 1 + (doc[k - 1].lower_ in {"'s", "’s", "'", "’"})
        if k in at:
            yield at[k]




def _listed_units(doc: Doc, end: int, at: dict[int, int]) -> Iterator[tuple[int, str]]:
    """As in "Tarn AS and Halvex AS are subsidiaries of Norvista Ltd", "Tarn AS, Halvex AS and other units of Norvista Ltd"."""
    k, stop = end, min(end + _LIST, len(doc) - 3)
    while k < stop and (k in at or doc[k].text == "," or doc[k].lower_ in {"and", "the", "&"}):
        k += 1
    if k >= stop or doc[k].lower_ not in {"are", "were", "other"}:
        return
    k += 1 + (doc[k + 1].lower_ in {"both", "all", "wholly"}) + (doc[k + 2].lower_ == "owned")
    of = k + 2 + (doc[k + 2 : k + 3].text == "the")
    if doc[k].lower_ in _MANY and doc[k + 1 : k + 2].text.lower() == "of" and of in at:
        yield at[of], f"{doc[k].lower_} of"


def _owned_by_verb(doc: Doc, end: int, at: dict[int, int]) -> Iterator[int]:
    """As in "Norvista Group owns Halvex Ltd and Tarn Ltd", "Norvista's subsidiaries Halvex Ltd and Tarn Ltd"."""
    k = end
    k += 2 * (doc[k : k + 2].text == ", which")
    if k < len(doc) and doc[k].lower_ in {"also", "now", "fully"}:
        k += 1
    if k + 1 >= len(doc):
        return
    of_its = doc[k].lower_ in {"and", ",", "with"} and doc[k + 1].lower_ == "its"  # "Norvista Ltd and its subsidiaries Tarn AS and Halvex AS"
    k += of_its
    plural = (of_its or doc[k].lower_ in {"'s", "’s"}) and doc[k + 1 : k + 2].text in _MANY
    if doc[k].lower_ not in {"owns", "owned", "controls"} and not plural:
        return
    if doc[k].lower_ == "owned" and doc[k + 1].lower_ == "by":
        return
    k += 1 + plural
    while k < len(doc) and (k in at or doc[k].text in {",", ":"} or doc[k].lower_ in {"and", "the", "&"}):
        if k in at and at.get(k - 1) != at[k]:
            yield at[k]
        k += 1
