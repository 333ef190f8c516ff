"""Which body a body belongs to: "School of Law at the University of Otago", "the Ministry's Water Board".

Only the words around a name say so, or the name itself where it opens with another body's ("NASA Tether Services Program").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from pipeline.find.bodies import HEADS, lost_its_apostrophe
from pipeline.lexicon import country
from pipeline.resolve.bodies import BodyCluster, body_kind
from pipeline.resolve.names import fold


def parents(doc: Doc, clusters: list[BodyCluster]) -> dict[int, tuple[int, str]]:
    """For each cluster index, the index of the body it belongs to and the rule that says so."""
    at = {t: i for i, c in enumerate(clusters) for s in c.mentions for t in range(s.start, s.end)}
    found: dict[int, tuple[int, str]] = {}
    for i, cluster in enumerate(clusters):
        for span in cluster.names:
            for j, rule in _parents_of(doc, span, at, clusters):
                if j != i and found.get(j, (None,))[0] != i:
                    found.setdefault(i, (j, rule))
    return found


def _named_in_front(doc: Doc, end: int, clusters: list[BodyCluster]) -> Iterator[tuple[int, str]]:
    """The body whose name ends before token `end`, but for a possessive without its apostrophe."""
    for start in range(max(0, end - 5), end):
        key = fold(doc[start:end].text.removesuffix("s"))
        for j, cluster in enumerate(clusters):
            if key in cluster.keys:
                yield j, "possessive"
                return


def _inside_name(span: Span, clusters: list[BodyCluster]) -> Iterator[tuple[int, str]]:
    """"NASA Tether Services Program" belongs to NASA where the release names NASA by itself."""
    if not any(t.lower_ in HEADS for t in span):
        return
    for length in range(len(span) - 1, 0, -1):
        key = fold(span[:length].text)
        rest = span[length:]
        is_unit = any(HEADS.get(t.lower_) == "unit" for t in rest)
        if country(key) is not None or not rest[0].text[0].isupper() or not any(t.lower_ in HEADS for t in rest):
            continue
        for j, cluster in enumerate(clusters):
            # the "Northern Bank Foundation" may be anybody's, the "Northern Bank Audit Division" is the bank's
            sure = is_unit or body_kind(cluster) != "company" or key in {fold(a) for a in cluster.acronyms}
            if key in cluster.keys and sure:
                yield j, "name begins with the body"
                return


def _parents_of(doc: Doc, span: Span, at: dict[int, int], clusters: list[BodyCluster]) -> Iterator[tuple[int, str]]:
    """The bodies that the words around one mention give as its parent."""
    is_unit = body_kind(BodyCluster(names=[span])) in {"unit", "government", "association", "university"}
    end = span.end
    if end < len(doc) and doc[end].text == "(":  # over "(CSCSE)"
        while end < len(doc) and doc[end].text != ")" and end - span.end < 6:
            end += 1
        end += 1
    comma = end < len(doc) and doc[end].text == ","
    after = [t.lower_ for t in doc[end + comma : end + comma + 5]]
    for phrase, rule in _BELONGING:
        if tuple(after[: len(phrase)]) == phrase:
            k = end + comma + len(phrase)
            k += k < len(doc) and doc[k].lower_ in {"the", "its", "our"}
            if k not in at or not (len(phrase) > 1 or phrase[0] == "under" or is_unit):
                continue
            if comma and len(phrase) == 1 and (phrase[0] not in {"under", "within"} or not _closes_an_aside(doc, k, at)):
                continue  # "The School of Law, of the many in the country, …"
            yield at[k], rule
    if span.start > 1 and doc[span.start - 1].lower_ in {"'s", "’s", "'", "’"} and span.start - 2 in at:
        yield at[span.start - 2], "possessive"
    elif span.start > 0 and is_unit and span.start - 1 in at:
        yield at[span.start - 1], "body before unit"
    elif span.start > 3 and is_unit and doc[span.start - 1].text == ")" and doc[span.start - 3].text == "(" and span.start - 2 in at:
        yield at[span.start - 2], "body before unit"
    elif span.start > 0 and lost_its_apostrophe(doc[span.start - 1]):
        yield from _named_in_front(doc, span.start, clusters)
    yield from _inside_name(span, clusters)
    yield from _its(doc, span, at)


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
    """"The university … its Operations Center and Service Center": the body named last before "its"."""
    k = span.start - 1
    # a list behind one "its": step back over "X and"
    while k > 0 and (doc[k].lower_ in {"and", ","} or k in at) and span.start - k < 14:
        k -= 1
    if doc[k].lower_ != "its":
        return
    before = [t for t in range(max(0, k - 25), k) if t in at]
    if before:
        yield at[before[-1]], "its"
