"""The component `press_entities`: mentions to people and organisations, one row each.

Reads the spans of `press_people` and `press_organisations`; stores `records.Person`, `records.Organisation` and their
`records.Mention`s, with keys "p1", "o1", … in the order of first mention.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import records
from pipeline.find import organisations
from pipeline.find.bodies import lost_possessive
from pipeline.find.organisations import GROUP as ORGANISATIONS
from pipeline.find.people import GROUP as PEOPLE
from pipeline.find.reading import Reading, read
from pipeline.lexicon import confidence
from pipeline.resolve.bodies import BodyCluster, body_kind, name_of
from pipeline.resolve.names import fold, surface
from pipeline.resolve.organisations import cluster_organisations
from pipeline.resolve.parents import parents
from pipeline.resolve.people import PersonCluster, aliases, cluster_people, name_parts


def resolve(doc: Doc) -> None:
    """Store the Doc's people, organisations and mentions."""
    reading = read(doc)
    people, open_mentions = cluster_people(reading.doc, reading.doc.spans[PEOPLE])
    bodies = cluster_organisations(reading.doc, reading.doc.spans[ORGANISATIONS])
    mentions = [
        *(m for i, c in enumerate(people) for m in _mentions(reading, c, "person", f"p{i + 1}")),
        *(_mention(reading.in_source(span), "person", None, "one of several") for span in open_mentions),
        *(m for i, c in enumerate(bodies) for m in _mentions(reading, c, "organisation", f"o{i + 1}")),
    ]
    mentions += _places(doc, mentions)
    belongs = parents(reading.doc, bodies)
    zones = records.get(reading.doc, records.Zone)
    records.put(doc, records.Person, [_person(f"p{i + 1}", c, reading, zones) for i, c in enumerate(people)])
    records.put(doc, records.Organisation, [_organisation(i, c, reading, belongs) for i, c in enumerate(bodies)])
    records.put(doc, records.Mention, sorted(mentions, key=lambda m: (m.start, m.end)))


def _mentions(
    reading: Reading, cluster: PersonCluster | BodyCluster, label: records.Label, key: str
) -> Iterator[records.Mention]:
    for span in cluster.mentions:
        yield _mention(reading.in_source(span), label, key, cluster.rules[span.start])


def _places(doc: Doc, mentions: list[records.Mention]) -> Iterator[records.Mention]:
    """Places that the model names, where nobody and no body is named by any of the same words."""
    taken = {i for m in mentions for i in range(m.start, m.end)}
    for entity in doc.ents:
        if entity.label_ not in {"GPE", "LOC", "FAC"}:
            continue
        start, end = entity.start, entity.end
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        place = doc[start:end]
        if start < end and taken.isdisjoint(range(place.start_char, place.end_char)):
            yield _mention(place, "place", None, "model")


def _mention(span: Span, label: records.Label, key: str | None, rule: str) -> records.Mention:
    start, end = _bounds(span)
    return records.Mention(label, start, end, key, rule)


def _bounds(span: Span) -> tuple[int, int]:
    """The characters of a name without the slashes that wire services stand between: "/Larnpost/"."""
    text = span.text
    return span.start_char + len(text) - len(text.lstrip("/")), span.end_char - len(text) + len(text.rstrip("/"))


def _person(key: str, cluster: PersonCluster, reading: Reading, zones: tuple[records.Zone, ...]) -> records.Person:
    full = reading.in_source(cluster.fullest)
    family, given = name_parts(cluster)
    rule = cluster.rules[cluster.fullest.start].removeprefix("name: ")
    return records.Person(
        key=key,
        name=surface(full.text),
        aliases=aliases(cluster),
        family_name=family,
        given_name=given,
        part=_part(cluster.mentions, zones),
        start=full.start_char,
        end=full.end_char,
        rule=rule,
        confidence=confidence("people", rule),
    )


def _part(mentions: list[Span], zones: tuple[records.Zone, ...]) -> str:
    """`credit` or `contact` for a person named nowhere else, `story` for all others."""
    parts = {
        next((z.name for z in zones if z.name in {"credit", "contact"} and z.start <= m.start_char < z.end), "story")
        for m in mentions
    }
    return parts.pop() if len(parts) == 1 else "story"


def _kind(cluster: BodyCluster, *, owned: bool) -> str:
    """The kind of body; a department or office of a field that belongs to no other body is one of a government."""
    kind = body_kind(cluster)
    first = next((t.lower_ for t in cluster.fullest if t.lower_ not in {"the", "u.s.", "us"}), "")
    of_state = first in {"department", "office", "bureau"} and len(cluster.fullest) > 2
    return "government" if kind == "unit" and of_state and not owned else kind


def _organisation(
    i: int, cluster: BodyCluster, reading: Reading, belongs: dict[int, tuple[int, str]]
) -> records.Organisation:
    full = reading.in_source(cluster.fullest)
    start, end = _bounds(full)
    end -= lost_possessive(cluster.fullest)
    name = surface(full.text[start - full.start_char : end - full.start_char])
    others: dict[str, str] = {}
    for span in cluster.names:
        others.setdefault(fold(name_of(span)), surface(name_of(span)))
    others.pop(fold(name), None)
    rule = cluster.rules[cluster.fullest.start].removeprefix("name: ")
    return records.Organisation(
        key=f"o{i + 1}",
        name=name,
        acronym=cluster.acronyms[0] if cluster.acronyms else None,
        aliases=tuple(others.values()),
        type=_kind(cluster, owned=i in belongs),
        parent=f"o{belongs[i][0] + 1}" if i in belongs else None,
        start=start,
        end=end,
        rule=rule,
        confidence=confidence("organisations", rule),
    )


@Language.factory("press_entities", assigns=["doc.user_data"], requires=["doc.ents"])
def make_entities(nlp: Language, name: str) -> EntityResolver:
    """Factory of the component that stores people, organisations and their mentions."""
    del nlp, name
    return EntityResolver()


class EntityResolver:
    """Resolves mentions; runs the finders first where they have not run."""

    def __call__(self, doc: Doc) -> Doc:
        """Store the Doc's people, organisations and mentions."""
        if ORGANISATIONS not in doc.spans:
            doc = organisations.OrganisationFinder()(doc)
        resolve(doc)
        return doc
