"""Which body a body belongs to: "School of Law at the University of Otago", "the Ministry's Water Board".

Only the words around a name say so, or the name itself where it opens with another body's ("NASA Tether Services Program").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from pipeline import records
from pipeline.find.bodies import HEADS, lost_its_apostrophe
from pipeline.find.reading import starts_block
from pipeline.lexicon import country, words
from pipeline.resolve.bodies import BodyCluster, body_kind
from pipeline.resolve.names import fold

_NOUNS = words("belonging_nouns")
_HOUSED = frozenset(
    {"institute", "academy", "library", "museum", "hospital", "clinic", "observatory", "college", "chair"}
)
_SMALLEST = frozenset({"section", "unit", "branch", "office", "team"})  # of the units of a unit
_LARGER = frozenset({"division", "department", "directorate", "bureau", "faculty"})
_PARTS = frozenset({"subsidiary", "unit", "division", "arm", "affiliate", "brand", "branch"})
_OPENS_ASIDE = frozenset({"a", "an", "the", "part", "now", "then", "itself", "which"})


class _Bodies(list[BodyCluster]):
    """The bodies of a Doc with what is asked of all of them again and again: releases that list hundreds stay cheap."""

    def __init__(self, doc: Doc, clusters: list[BodyCluster]) -> None:
        super().__init__(clusters)
        heads = [zone for zone in records.get(doc, records.Zone) if zone.name == "letterhead"]
        self.kinds = [body_kind(cluster) for cluster in clusters]
        self.universities = frozenset(i for i, kind in enumerate(self.kinds) if kind == "university")
        self.issuers = sorted(
            i
            for i in self.universities
            if any(z.start <= s.start_char < z.end for s in clusters[i].names for z in heads)
        )
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        for i, cluster in enumerate(clusters):
            for key in cluster.keys:
                self._by_key[key].append(i)

    def called(self, key: str) -> list[int]:
        """The indices of the bodies that bear a folded name, in their order."""
        return self._by_key.get(key, [])


def parents(doc: Doc, clusters: list[BodyCluster]) -> dict[int, tuple[int, str]]:
    """For each cluster index, the index of the body it belongs to and the rule that says so."""
    at = {t: i for i, c in enumerate(clusters) for s in c.mentions for t in range(s.start, s.end)}
    bodies = _Bodies(doc, clusters)
    found: dict[int, tuple[int, str]] = {}
    for i, cluster in enumerate(clusters):
        for span in cluster.names:
            for j, rule in _parents_of(doc, span, at, bodies):
                if j != i and found.get(j, (None,))[0] != i:
                    found.setdefault(i, (j, rule))
    for i, cluster in enumerate(clusters):
        for span in cluster.names:
            for child in _children_of(doc, span, at):
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
    for i in range(len(bodies)):
        if i not in found and (university := _only_university(i, bodies)) is not None:
            found[i] = (university, "faculty of the one university")
        elif i not in found and (department := _only_department(i, bodies)) is not None:
            found[i] = (department, "division of the one department")
    return found


def _children_of(doc: Doc, span: Span, at: dict[int, int]) -> Iterator[int]:
    """The bodies that a body is said to own: "Halvex, the parent company of Norvista", "Norvista's parent Halvex"."""
    end = _behind_bracket(doc, span.end)
    words_behind = [t.lower_ for t in doc[end : end + 7]]
    if words_behind[:1] == [","] and "parent" in words_behind[1:4]:
        of = end + words_behind.index("parent") + 1
        of += of < len(doc) and doc[of].lower_ in {"company", "group", "organisation", "organization"}
        if of + 1 < len(doc) and doc[of].lower_ == "of":
            k = next((i for i in range(of + 1, min(of + 6, len(doc))) if i in at), None)
            if k is not None:
                yield at[k]
    k = span.start - 1
    k -= k > 0 and doc[k].text == ","
    k -= k > 0 and doc[k].lower_ in {"company", "group"}
    if k > 1 and doc[k].lower_ == "parent":
        k -= 1 + (doc[k - 1].lower_ in {"'s", "’s", "'", "’"})
        if k in at:
            yield at[k]


def _beside(doc: Doc, span: Span, at: dict[int, int]) -> int | None:
    """The body named right before in a list: "the FCC's Office of Audit and Office of Counsel"."""
    joined = span.start > 1 and doc[span.start - 1].lower_ in {",", "and", "&"}
    return at.get(span.start - 2) if joined else None


def _next_beside(doc: Doc, span: Span, at: dict[int, int]) -> int | None:
    """The body named right behind in a list: "the Public Works Department and the Parks Department, Ministry of Development"."""
    k = span.end + 1 + (span.end + 1 < len(doc) and doc[span.end + 1].lower_ == "the")
    return at.get(k) if k < len(doc) and doc[span.end].lower_ in {"and", "&"} else None


def _only_university(i: int, bodies: _Bodies) -> int | None:
    """The one university of the release, or the one that issues it, for a faculty or school named without one."""
    name = bodies[i].fullest
    first, last = name[0].lower_, name[-1].lower_
    if "faculty" in {first, last} and len(owners := bodies.universities - {i}) == 1:
        return next(iter(owners))
    issuers = [j for j in bodies.issuers if j != i] if first in {"faculty", "school", "department"} else []
    return issuers[0] if len(issuers) == 1 else None


def _only_department(i: int, bodies: _Bodies) -> int | None:
    """The one department or ministry of the release, for a division named without it."""
    name = bodies[i].fullest
    if name[-1].lower_ != "division" or name[0].ent_type_ == "GPE" or bodies.universities:
        return None
    departments = [
        j for j, body in enumerate(bodies) if {t.lower_ for t in body.fullest} & {"department", "ministry"} and j != i
    ]
    return departments[0] if len(departments) == 1 else None


def _named_in_front(doc: Doc, end: int, bodies: _Bodies) -> Iterator[tuple[int, str]]:
    """The body whose name ends before token `end`, but for a possessive without its apostrophe."""
    for start in range(max(0, end - 5), end):
        key = fold(doc[start:end].text.removesuffix("s"))
        for j in bodies.called(key)[:1]:
            yield j, "possessive"
            return


def _inside_name(span: Span, bodies: _Bodies) -> Iterator[tuple[int, str]]:
    """As "NASA Tether Services Program" belongs to NASA where the release names NASA by itself."""
    hyphen = next((t.i - span.start for t in span if t.text == "-" and t.i > span.start), 0)
    if (
        hyphen and HEADS.get(span[hyphen - 1].lower_) and not span[hyphen - 1].whitespace_
    ):  # "Customs Service-Fraud Investigation"
        for j in bodies.called(fold(span[:hyphen].text)):
            yield j, "name begins with the body"
    if not any(t.lower_ in HEADS for t in span):
        return
    for length in range(len(span) - 1, 0, -1):
        key = fold(span[:length].text)
        rest = span[length:]
        is_unit = any(HEADS.get(t.lower_) == "unit" for t in rest)
        if (
            country(key) is not None
            or key == "cabinet"
            or not rest[0].text[0].isupper()
            or not any(t.lower_ in HEADS for t in rest)
        ):
            continue
        for j in bodies.called(key):
            # the "Northern Bank Foundation" may be anybody's, the "Northern Bank Audit Division" is the bank's
            if is_unit or bodies.kinds[j] != "company" or key in {fold(a) for a in bodies[j].acronyms}:
                yield j, "name begins with the body"
                return


def _parents_of(doc: Doc, span: Span, at: dict[int, int], bodies: _Bodies) -> Iterator[tuple[int, str]]:
    """The bodies that the words around one mention give as its parent, the surest first."""
    kind = body_kind(BodyCluster(names=[span]))
    is_unit = kind in {"unit", "government", "association", "university"} or span[-1].lower_ == "group"
    end = _behind_bracket(doc, span.end)
    yield from _said_behind(doc, end, at, is_unit=is_unit, is_part=_can_be_part(span, kind))
    yield from _said_in_aside(doc, end, at)
    yield from _said_in_front(doc, span, at, bodies, is_unit=is_unit)
    yield from _inside_name(span, bodies)
    yield from _its(doc, span, at)
    if kind == "unit":
        yield from _next_in_line(doc, span, end, at, bodies)


def _behind_bracket(doc: Doc, end: int) -> int:
    """Where the text goes on behind an acronym in brackets: "(CSCSE)"."""
    if end < len(doc) and doc[end].text == "(":
        close = next((i for i in range(end, min(end + 7, len(doc))) if doc[i].text == ")"), None)
        return end if close is None else close + 1
    return end


def _can_be_part(span: Span, kind: str) -> bool:
    """Whether "at" a body says where a body belongs, not where it meets."""
    return kind in {"unit", "company"} or any(t.lower_ in _HOUSED for t in span)


def _owned_by(doc: Doc, k: int, at: dict[int, int]) -> int:
    """Where the last body of a chain stands: the "Criminal Division" of "the Justice Department's Criminal Division"."""
    end = k
    while end < len(doc) and at.get(end) == at[k]:
        end += 1
    if end + 1 < len(doc) and doc[end].lower_ in {"'s", "’s"} and end + 1 in at:
        return end + 1
    return end if end < len(doc) and end in at and lost_its_apostrophe(doc[end - 1]) else k


def _said_behind(doc: Doc, end: int, at: dict[int, int], *, is_unit: bool, is_part: bool) -> Iterator[tuple[int, str]]:
    """As in "School of Law at the University of Otago", "Water Board, under the Ministry of Health,"."""
    comma = end < len(doc) and doc[end].text == ","
    after = [t.lower_ for t in doc[end + comma : end + comma + 5]]
    for phrase, rule in _BELONGING:
        if tuple(after[: len(phrase)]) == phrase:
            k = end + comma + len(phrase)
            k += k < len(doc) and doc[k].lower_ in {"the", "its", "our"}
            if k not in at or not (len(phrase) > 1 or phrase[0] == "under" or is_unit):
                continue
            if phrase == ("at",) and not is_part:
                continue  # an association meets at a place
            k = _owned_by(doc, k, at)
            if (
                comma
                and len(phrase) == 1
                and (phrase[0] not in {"under", "within"} or not _closes_an_aside(doc, k, at))
            ):
                continue  # "The School of Law, of the many in the country, …"
            yield at[k], rule


def _said_in_aside(doc: Doc, end: int, at: dict[int, int]) -> Iterator[tuple[int, str]]:
    """As in "…, the charitable arm of the Ports Authority", "…, Haneul's research arm", "…, now owned by Halvex"."""
    end = _over_place(doc, end)
    if end >= len(doc) or doc[end].text not in {",", "(", "–", "—"}:
        return
    stop = next(
        (i for i in range(end + 1, min(end + 14, len(doc))) if doc[i].text in {",", ".", ";", ")"}),
        min(end + 14, len(doc)),
    )
    for i in range(end + 1, stop):
        if doc[i].lower_ in {"parent", "holding"}:
            return  # "the parent company of" says the opposite
        if doc[i].text in _NOUNS and doc[i + 1].lower_ not in {"'s", "’s"}:
            if i + 1 < stop and doc[i + 1].lower_ in {"of", "under", "within"} and doc[end + 1].lower_ in _OPENS_ASIDE:
                k = i + 2 + (i + 2 < stop and doc[i + 2].lower_ in {"the", "its", "our"})
                if k in at:
                    yield at[k], f"{doc[i].lower_} of"
            owner = next(
                (k for k in range(end + 2, i) if doc[k].lower_ in {"'s", "’s"} and k - 1 in at and k not in at), None
            )
            if owner is not None and (end + 1 in at or doc[end + 1].lower_ == "the") and i - owner < 5:
                yield at[owner - 1], f"its {doc[i].lower_}"
            return
        if doc[i].lower_ == "owned" and i + 1 < stop and doc[i + 1].lower_ == "by":
            k = i + 2 + (i + 2 < stop and doc[i + 2].lower_ == "the")
            if k in at:
                yield at[k], "owned by"
            return


def _over_place(doc: Doc, end: int) -> int:
    """Over "in Larnvik" behind a name."""
    if end + 1 >= len(doc) or doc[end].lower_ != "in" or not doc[end + 1].text[0].isupper():
        return end
    stop = end + 1
    while stop < len(doc) and doc[stop].text[0].isupper():
        stop += 1
    return stop


def _said_in_front(
    doc: Doc, span: Span, at: dict[int, int], bodies: _Bodies, *, is_unit: bool
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
    elif start > 2 and doc[start - 1].lower_ in _NOUNS and doc[start - 1].text[0].islower():
        k = start - 2
        while k > 0 and start - k < 6 and doc[k].text[0].islower() and doc[k].pos_ in {"ADJ", "NOUN", "VERB", "ADV"}:
            k -= 1
        while k > 0 and doc[k].pos_ == "ADJ" and start - k < 6:
            k -= 1
        if doc[k].lower_ in {"'s", "’s"} and k - 1 in at:
            yield at[k - 1], f"its {doc[start - 1].lower_}"
        elif doc[start - 1].lower_ in _PARTS and k in at and k == start - 2:
            yield at[k], "body, noun, part"  # "Halvex subsidiary Norvista"
        elif doc[start - 1].lower_ in _PARTS and doc[k].lower_ in {"the", "our"}:
            # "the subsidiary Halvex Norway": of the one other company of that name
            named = [
                j
                for j, body in enumerate(bodies)
                if bodies.kinds[j] == "company" and fold(body.fullest[0].text) == fold(span[0].text)
            ]
            others = [j for j in named if span.start not in {s.start for s in bodies[j].names}]
            if len(others) == 1:
                yield others[0], "part of that name"


def _next_in_line(doc: Doc, span: Span, end: int, at: dict[int, int], bodies: _Bodies) -> Iterator[tuple[int, str]]:
    """As in "Public Affairs Unit, University of Fjellheim", "Press Office" in the line under or over its body's name."""
    if end + 1 < len(doc) and doc[end].text == "," and end + 1 in at:
        ministry = doc[end + 1].lower_ == "ministry" and doc[span.start].lower_ != "ministry"
        if ministry or _is_whole(doc, end + 1, at, bodies):
            yield at[end + 1], "unit, body"
    elif end + 1 < len(doc) and "\n" in doc[end].text and end + 1 in at and starts_block(span[0]) is False:
        yield from _if_larger(at[end + 1], bodies, "body in the next line")
    above = span.start - 2
    if above > 0 and doc[above].text == ")":
        above -= 1  # "FJELLHEIM UNIVERSITY (FU)" over "Press Office"
    if above >= 0 and starts_block(span[0]) and above in at and _stands_alone(doc, above, at):
        if span[-1].lower_ in _SMALLEST and bodies[at[above]].fullest[-1].lower_ in _LARGER:
            yield at[above], "body in the line before"
        yield from _if_larger(at[above], bodies, "body in the line before")


def _is_whole(doc: Doc, k: int, at: dict[int, int], bodies: _Bodies) -> bool:
    """Whether the body at `k` ends its phrase and is no unit itself."""
    stop = k
    while stop < len(doc) and at.get(stop) == at[k]:
        stop += 1
    closed = stop >= len(doc) or not (doc[stop].lower_ == "and" or doc[stop].text == ",") or "\n" in doc[stop].text
    return closed and bodies.kinds[at[k]] != "unit"


def _stands_alone(doc: Doc, k: int, at: dict[int, int]) -> bool:
    """Whether nothing but the body's name stands in its line."""
    first = k
    while first > 0 and (at.get(first - 1) == at[k] or doc[first - 1].text == "("):
        first -= 1
    return starts_block(doc[first])


def _if_larger(j: int, bodies: _Bodies, rule: str) -> Iterator[tuple[int, str]]:
    if bodies.kinds[j] != "unit":
        yield j, rule


def _closes_an_aside(doc: Doc, k: int, at: dict[int, int]) -> bool:
    """Whether a comma or full stop follows the body at `k`: ", under the Ministry of Health," tells where a body belongs."""
    end = k
    while end < len(doc) and at.get(end) == at[k]:
        end += 1
    return end < len(doc) and doc[end].text in {",", "."}


_BELONGING = (
    (("of",), "unit of"),
    (("at",), "unit at"),
    (("within",), "unit within"),
    (("under",), "under"),
    (("part", "of"), "part of"),
    (("a", "part", "of"), "part of"),
    (("a", "subsidiary", "of"), "subsidiary of"),
    (("a", "unit", "of"), "unit of"),
    (("a", "division", "of"), "division of"),
    (("a", "member", "of"), "member of"),
    (("a", "department", "under"), "under"),
)


def _its(doc: Doc, span: Span, at: dict[int, int]) -> Iterator[tuple[int, str]]:
    """As in "The university … its Operations Center and Service Center": the body named last before "its"."""
    k = span.start - 1
    # a list behind one "its": step back over "X and"
    while k > 0 and (doc[k].lower_ in {"and", ","} or k in at) and span.start - k < 14:
        k -= 1
    if doc[k].lower_ != "its":
        return
    before = [t for t in range(max(0, k - 25), k) if t in at]
    if before:
        yield at[before[-1]], "its"
