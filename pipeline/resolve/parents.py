"""Which body a body belongs to: "School of Law at the University of Otago", "the Ministry's Water Board".

Only the words around a name say so, or the name itself where it opens with another body's ("NASA Tether Services Program").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from pipeline.find.bodies import HEADS, lost_its_apostrophe
from pipeline.find.reading import starts_block
from pipeline.lexicon import country, words
from pipeline.resolve.belonging import behind_bracket, children_of, said_behind, said_in_aside, said_of_it
from pipeline.resolve.bodies import BodyCluster, body_kind
from pipeline.resolve.names import fold
from pipeline.resolve.owners import Bodies, owner_of

_NOUNS = words("belonging_nouns")
_HOUSED = frozenset(
    {"institute", "academy", "library", "museum", "hospital", "clinic", "observatory", "college", "chair"}
)
_SMALLEST = frozenset({"section", "unit", "branch", "office", "team"})  # of the units of a unit
_LARGER = frozenset({"division", "department", "directorate", "bureau", "faculty"})
_PARTS = frozenset({"subsidiary", "unit", "division", "arm", "affiliate", "brand", "branch"})
_WHOLLY = frozenset({"wholly", "fully", "majority", "-", "owned"})
_REACH = 30  # tokens from "its" back to the body that it stands for
# What is named right behind its body and a comma, or a dash, when it is a part of it.
_UNITS = frozenset({"office", "division", "section", "unit", "branch", "directorate", "bureau", "faculty", "school"})
_DESKS = frozenset({"office", "service", "department", "division", "unit", "directorate", "section", "desk", "communications", "relations"})
_ENDS_UNIT = frozenset({"division", "section", "unit", "branch"})
_OFFICES = frozenset({"field", "regional", "district", "area", "resident", "branch", "country", "liaison", "press"})
# Nouns of what nobody has but a body that the name opens with.
_INNER = frozenset({"headquarters", "secretariat", "school", "faculty", "laboratory", "lab", "program", "programme", "team"})
# Nouns by which a release calls its own body, or the one that it has just named.
_CALLED = frozenset({"agency", "company", "organisation", "organization", "corporation", "firm", "group"})


def parents(doc: Doc, clusters: list[BodyCluster]) -> dict[int, tuple[int, str]]:
    """For each cluster index, the index of the body it belongs to and the rule that says so."""
    at = {t: i for i, c in enumerate(clusters) for s in c.mentions for t in range(s.start, s.end)}
    bodies = Bodies(doc, clusters)
    found: dict[int, tuple[int, str]] = {}
    for i, cluster in enumerate(clusters):
        for span in cluster.names:
            for j, rule in _parents_of(doc, span, at, bodies):
                if j != i and found.get(j, (None,))[0] != i:
                    found.setdefault(i, (j, rule))
    for i, cluster in enumerate(clusters):
        for span in cluster.names:
            for child in children_of(doc, span, at):
                if child != i and found.get(i, (None,))[0] != child:
                    found.setdefault(child, (i, "parent of"))
    for i, cluster in enumerate(clusters):
        beside = (_beside(doc, span, at) for span in cluster.names)
        sibling = next((j for j in beside if j in found and i not in found), None)
        if sibling is not None and bodies.kinds[i] == bodies.kinds[sibling] == "unit" and found[sibling][0] != i:
            found[i] = (found[sibling][0], "unit beside another")
        following = (_next_beside(doc, span, at) for span in cluster.names)
        sibling = next((j for j in following if j in found and found[j][1] == "unit, body" and i not in found), None)
        if sibling is not None and bodies.kinds[i] == bodies.kinds[sibling] == "unit" and found[sibling][0] != i:
            found[i] = (found[sibling][0], "unit beside another")
    for i, (j, rule) in list(found.items()):
        if bodies[j].fullest[-1].lower_ == "headquarters" and j in found and found[j][0] != i:
            found[i] = (found[j][0], rule)  # "Science Directorate at NHX Headquarters"
    said = dict(found)
    for i in range(len(bodies)):
        if i not in found and (owner := owner_of(i, bodies, said)) is not None and said.get(owner[0], (None,))[0] != i:
            found[i] = owner
    return found


def _beside(doc: Doc, span: Span, at: dict[int, int]) -> int | None:
    """The body named right before in a list: "the FCC's Office of Audit and Office of Counsel"."""
    joined = span.start > 1 and doc[span.start - 1].lower_ in {",", "and", "&"}
    return at.get(span.start - 2) if joined else None


def _next_beside(doc: Doc, span: Span, at: dict[int, int]) -> int | None:
    """The body named right behind in a list: "the Public Works Department and the Parks Department, Ministry of Development"."""
    k = span.end + 1 + (span.end + 1 < len(doc) and doc[span.end + 1].lower_ == "the")
    return at.get(k) if k < len(doc) and doc[span.end].lower_ in {"and", "&"} else None


def _named_in_front(doc: Doc, end: int, bodies: Bodies) -> Iterator[tuple[int, str]]:
    """The body whose name ends before token `end`, but for a possessive without its apostrophe."""
    for start in range(max(0, end - 5), end):
        key = fold(doc[start:end].text.removesuffix("s"))
        for j in bodies.called(key)[:1]:
            yield j, "possessive"
            return


def _inside_name(span: Span, bodies: Bodies) -> Iterator[tuple[int, str]]:
    """As "NASA Tether Services Program" belongs to NASA where the release names NASA by itself."""
    hyphen = next((t.i - span.start for t in span if t.text == "-" and t.i > span.start), 0)
    if (
        hyphen and HEADS.get(span[hyphen - 1].lower_) and not span[hyphen - 1].whitespace_
    ):  # "Customs Service-Fraud Investigation"
        for j in bodies.called(fold(span[:hyphen].text)):
            yield j, "name begins with the body"
    if not any(t.lower_ in HEADS or t.lower_ in _INNER for t in span):
        return
    for length in range(len(span) - 1, 0, -1):
        key = fold(span[:length].text)
        rest = span[length:]
        is_unit = any(HEADS.get(t.lower_) == "unit" for t in rest)
        if (
            country(key) is not None
            or key == "cabinet"
            or not rest[0].text[0].isupper()
            or not any(t.lower_ in HEADS or t.lower_ in _INNER for t in rest)
        ):
            continue
        for j in bodies.called(key):
            # the "Northern Bank Foundation" may be anybody's, the "Northern Bank Audit Division" is the bank's
            if is_unit or bodies.kinds[j] != "company" or key in {fold(a) for a in bodies[j].acronyms}:
                yield j, "name begins with the body"
                return


def _parents_of(doc: Doc, span: Span, at: dict[int, int], bodies: Bodies) -> Iterator[tuple[int, str]]:
    """The bodies that the words around one mention give as its parent, the surest first."""
    kind = body_kind(BodyCluster(names=[span]))
    is_unit = kind in {"unit", "government", "association", "university"} or span[-1].lower_ == "group"
    end = behind_bracket(doc, span.end)
    yield from said_behind(doc, end, at, is_unit=is_unit, is_part=_can_be_part(span, kind))
    yield from said_in_aside(doc, end, at)
    yield from said_of_it(doc, end, at)
    yield from _said_in_front(doc, span, at, bodies, is_unit=is_unit)
    yield from _inside_name(span, bodies)
    yield from _its(doc, span, at)
    yield from _of_described(doc, span, bodies)
    if kind in {"unit", "government"}:
        yield from _behind_its_body(doc, span, end, at, bodies)
    if kind == "unit":
        yield from _next_in_line(doc, span, end, at, bodies)


def _can_be_part(span: Span, kind: str) -> bool:
    """Whether "at" a body says where a body belongs, not where it meets."""
    return kind in {"unit", "company"} or span[-1].lower_ == "directorate" or any(t.lower_ in _HOUSED for t in span)


def _said_in_front(
    doc: Doc, span: Span, at: dict[int, int], bodies: Bodies, *, is_unit: bool
) -> Iterator[tuple[int, str]]:
    """As in "The Ministry's Water Board", "University of Otago School of Law", "Halvex's Danish subsidiary Norvista"."""
    start = span.start
    if start > 1 and doc[start - 1].lower_ in {"'s", "’s", "'", "’"} and start - 2 in at:
        yield at[start - 2], "possessive"
    elif start > 0 and is_unit and start - 1 in at:
        yield at[start - 1], "body before unit"
    elif start > 3 and is_unit and doc[start - 1].text == ")" and doc[start - 3].text == "(" and start - 2 in at:
        yield at[start - 2], "body before unit"
    elif start > 0 and lost_its_apostrophe(doc[start - 1]):
        yield from _named_in_front(doc, start, bodies)
    elif start > 3 and (part := _part_in_front(doc, start)) is not None:
        k = part - 1
        while k > 0 and part - k < 5 and (doc[k].lower_ in _WHOLLY or (doc[k].text[0].islower() and doc[k].pos_ in {"ADJ", "NOUN", "VERB", "ADV"})):
            k -= 1
        while k > 0 and (doc[k].pos_ == "ADJ" or (doc[k].ent_type_ in {"GPE", "NORP"} and k not in at)) and part - k < 5:
            k -= 1
        if doc[k].lower_ in {"'s", "’s"} and k - 1 in at:
            yield at[k - 1], f"its {doc[part].lower_}"
        elif doc[part].lower_ in _PARTS - {"affiliate"} and k in at and k == part - 1:
            yield at[k], "body, noun, part"  # "Halvex subsidiary Norvista"
        elif doc[part].lower_ in _PARTS and doc[k].lower_ == "its":
            before = next((at[t] for t in range(k - 1, max(-1, k - _REACH), -1) if t in at and bodies.kinds[at[t]] != "unit"), None)
            if before is not None:
                yield before, f"its {doc[part].lower_}"
        elif doc[part].lower_ in _PARTS and doc[k].lower_ in {"the", "our"}:
            # "the subsidiary Halvex Norway": of the one other company of that name
            named = [
                j
                for j, body in enumerate(bodies)
                if bodies.kinds[j] == "company" and fold(body.fullest[0].text) == fold(span[0].text)
            ]
            others = [j for j in named if span.start not in {s.start for s in bodies[j].names}]
            if len(others) == 1:
                yield others[0], "part of that name"
            elif doc[k].lower_ == "our" and (j := bodies.foremost) is not None:
                yield j, f"our {doc[part].lower_}"


def _part_in_front(doc: Doc, start: int) -> int | None:
    """Where the noun of a part stands in front of a name, perhaps with a comma: "Halvex's Danish subsidiary, Norvista Ltd"."""
    k = start - 1 - (doc[start - 1].text == ",")
    is_part = doc[k].lower_ in _NOUNS and doc[k].text[0].islower() and doc[k - 1].lower_ not in {"parent", "holding"}
    return k if is_part else None


def _next_in_line(doc: Doc, span: Span, end: int, at: dict[int, int], bodies: Bodies) -> Iterator[tuple[int, str]]:
    """As in "Public Affairs Unit, University of Fjellheim", "Press Office" in the line under or over its body's name."""
    if end + 1 < len(doc) and doc[end].text == "," and end + 1 in at:
        ministry = doc[end + 1].lower_ == "ministry" and doc[span.start].lower_ != "ministry"
        faculty = span[0].lower_ in {"department", "section", "unit"} and doc[end + 1].lower_ in {"faculty", "school", "college"}
        if ministry or faculty or _is_whole(doc, end + 1, at, bodies):
            yield at[end + 1], "unit, body"
    elif (
        end + 1 < len(doc)
        and "\n" in doc[end].text
        and end + 1 in at
        and (not starts_block(span[0]) or (doc[end].text.count("\n") == 1 and _is_desk(span) and _ends_line(doc, end + 1, at)))
    ):
        yield from _if_larger(at[end + 1], bodies, "body in the next line")
    above = span.start - 2
    if above > 0 and doc[above].text == ")":
        above -= 1  # "FJELLHEIM UNIVERSITY (FU)" over "Press Office"
    if above >= 0 and starts_block(span[0]) and above in at and _stands_alone(doc, above, at):
        if span[-1].lower_ in _SMALLEST and bodies[at[above]].fullest[-1].lower_ in _LARGER:
            yield at[above], "body in the line before"
        yield from _if_larger(at[above], bodies, "body in the line before")


def _behind_its_body(doc: Doc, span: Span, end: int, at: dict[int, int], bodies: Bodies) -> Iterator[tuple[int, str]]:
    """As in "U.S. Forest Service, Office of Law Enforcement": the unit closes its phrase, and no list of bodies stands around."""
    k = span.start - 2
    if k < 0 or k not in at or doc[k + 1].text not in {",", "-", "–"} or starts_block(span[0]):
        return
    unit = span[0].lower_ in _UNITS and len(span) > 2 and span[1].lower_ in {"of", "for"}
    if not (unit or span[-1].lower_ in _ENDS_UNIT or (span[-1].lower_ == "office" and span[-2].lower_ in _OFFICES)):
        return
    opening = k
    while opening > 0 and at.get(opening - 1) == at[k]:
        opening -= 1
    before = doc[opening - 1 - (opening > 1 and doc[opening - 1].lower_ == "the")] if opening > 0 else None
    listed = before is not None and before.text in {",", ";", "and", "&"} and doc[k + 1].text == ","
    after = end + (end < len(doc) and doc[end].text == ",")
    goes_on = after < len(doc) and (after in at or (after + 1 < len(doc) and doc[after].lower_ in {"and", "the"} and (after + 1 in at or after + 2 in at)))
    division = span[-1].lower_ in _SMALLEST and bodies[at[k]].fullest[-1].lower_ in _LARGER
    if division or not (listed or goes_on or bodies.kinds[at[k]] == "unit"):
        yield at[k], "body, unit"


def _of_described(doc: Doc, span: Span, bodies: Bodies) -> Iterator[tuple[int, str]]:
    """As in "the agency's Larnvik Space Center", where the release has one body that it speaks of before all others."""
    k = span.start - 1
    if k < 2 or doc[k].lower_ not in {"'s", "’s"} or doc[k - 2].lower_ not in {"the", "our"} or not any(t.lower_ in HEADS for t in span):
        return
    noun = doc[k - 1].lower_
    if (j := bodies.foremost) is not None and (noun in _CALLED or noun in bodies.nouns[j]) and all(s.start != span.start for s in bodies[j].names):
        yield j, "possessive of a description"


def _is_whole(doc: Doc, k: int, at: dict[int, int], bodies: Bodies) -> bool:
    """Whether the body at `k` ends its phrase and is no unit itself."""
    stop = k
    while stop < len(doc) and at.get(stop) == at[k]:
        stop += 1
    behind = stop + 1 < len(doc) and (stop + 1 in at or doc[stop + 1].lower_ in {"and", "the", "&"})
    closed = stop >= len(doc) or not (doc[stop].lower_ == "and" or (doc[stop].text == "," and behind)) or "\n" in doc[stop].text
    officers = any(t.lower_ in {"'s", "’s"} for t in doc[k:stop])  # "Larn County District Attorney's Office"
    return closed and (bodies.kinds[at[k]] != "unit" or officers)


def _is_desk(span: Span) -> bool:
    """Whether a line names an office that every body has, and no place: "Investor Relations Department", "Press Service"."""
    return starts_block(span[0]) and (span[-1].lower_ in _DESKS or span[0].lower_ in {"department", "office"}) and not any(t.ent_type_ in {"GPE", "NORP"} for t in span)


def _ends_line(doc: Doc, k: int, at: dict[int, int]) -> bool:
    """Whether the body at `k` goes to its line's end."""
    while k < len(doc) and k in at:
        k += 1
    return k >= len(doc) or "\n" in doc[k].text


def _stands_alone(doc: Doc, k: int, at: dict[int, int]) -> bool:
    """Whether nothing but the body's name stands in its line."""
    first = k
    while first > 0 and (at.get(first - 1) == at[k] or doc[first - 1].text == "("):
        first -= 1
    return starts_block(doc[first])


def _if_larger(j: int, bodies: Bodies, rule: str) -> Iterator[tuple[int, str]]:
    if bodies.kinds[j] != "unit":
        yield j, rule


def _its(doc: Doc, span: Span, at: dict[int, int]) -> Iterator[tuple[int, str]]:
    """As in "The university … its Operations Center and Service Center": the body named last before "its"."""
    k = span.start - 1
    # a list behind one "its": step back over "X and"
    while k > 0 and (doc[k].lower_ in {"and", ","} or k in at) and span.start - k < 14:
        k -= 1
    if doc[k].lower_ != "its":
        return
    own = {at[t] for t in range(max(1, k - 25), k) if t in at and doc[t - 1].lower_ == "its"}  # "its Council and its Secretariat"
    before = [t for t in range(max(0, k - 25), k) if t in at and at[t] not in own]
    if before:
        yield at[before[-1]], "its"
