"""The component `press_positions`: which person holds which title in which body.

Titles that are joined ("Chairman and CEO") form a group and share holder and body. The holder of a group is looked for, in
this order: the name right behind it, the name in front of it in apposition, the name behind it after a comma, the subject
of a copula. The body is what stands before the title ("WUT President"), behind it ("Director of the Center"), or behind the name
("Attorney General X of the Civil Division"). Each pattern is a named rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import records
from pipeline.find.titles import STATE_OFFICES
from pipeline.lexicon import confidence
from pipeline.relate.chain import Item, chain, home_state, state_name
from pipeline.relate.holders import HOLDERS
from pipeline.relate.title_groups import Group, body_after_comma, body_after_person, groups, legislator_place
from pipeline.resolve.entities import EntityResolver
from pipeline.resolve.names import fold

_FORMER = frozenset({"former", "ex", "then", "then-", "outgoing", "late", "retired", "previously", "formerly"})
_INCOMING = frozenset({"incoming", "elect", "designate", "designated", "next"})
_STATE_HEADS = STATE_OFFICES | {"ambassador", "envoy", "president", "governor", "attorney", "prosecutor", "commissioner"}
_ABBREVIATIONS = {"sen": "senator", "rep": "representative", "prof": "professor", "gov": "governor", "us": "u s"}


@dataclass(frozen=True, slots=True)
class Held:
    """A title with its holder and body as one pattern found them: chain items."""

    title: Item
    person: Item
    body: Item | str | None
    rule: str
    tenure: str


def positions(doc: Doc) -> list[records.Position]:
    """Who holds which title where, each (person, title, body) once and in its fullest form."""
    items = chain(doc)
    held = [h for group in groups(items) for h in _hold(doc, items, group)]
    return _fold_rows([_row(doc, h) for h in held])


def _hold(doc: Doc, items: list[Item], group: Group) -> Iterator[Held]:
    """The rows of one group, by the first pattern that finds its holder."""
    for find in HOLDERS:
        holders, rule = find(doc, items, group)
        if not holders:
            continue
        for person_at in holders:
            person = items[person_at]
            for title_at, body in zip(group.titles, group.bodies, strict=True):
                where: Item | str | None = body or legislator_place(doc, items, person_at) or body_after_person(items, person_at, rule)
                if where is None and rule == "apposition":
                    where = body_after_comma(items, group.last)
                yield Held(items[title_at], person, where, rule, _tenure(items, title_at, rule, group))
        return


def _tenure(items: list[Item], title_at: int, rule: str, group: Group) -> str:
    title = items[title_at]
    low = fold(title.text).split()
    if {"acting", "interim", "ad"} & set(low[:2]):
        return "acting"
    before = {items[k].text for k in range(max(0, group.first - 3), group.first) if items[k].kind == "word"}
    before |= {items[title_at - 1].text} if title_at else set()
    if before & _FORMER:
        return "former"
    if before & _INCOMING or set(low) & _INCOMING or (rule == "copula" and before & {"become", "next"}):
        return "incoming"
    return "former" if rule == "copula" and before & {"was", "were"} and "appointed" not in before else "current"


def _row(doc: Doc, held: Held) -> records.Position:
    title = held.title
    organisation, place = None, None
    if isinstance(held.body, str):
        place = held.body
    elif held.body is not None and not held.body.place:
        organisation = held.body.key
    elif held.body is not None:
        place = state_name(doc, held.body.text) or (held.body.text if _is_name_of_place(doc, held.body) else None)
    if organisation is None and place is None and title.title is not None and title.title.head in _STATE_HEADS:
        place = _own_state(doc, title)
    span = doc[title.start : title.end]
    return records.Position(
        person=held.person.key or "",
        title=title.text,
        organisation=organisation,
        place=place,
        tenure=held.tenure,
        start=span.start_char,
        end=span.end_char,
        rule=held.rule,
        confidence=confidence("titles", held.rule),
    )


def _own_state(doc: Doc, title: Item) -> str | None:
    """The state in which an office of state is held when its words do not say: the one that the release speaks of most."""
    head = title.title.head if title.title else ""
    if head in {"minister", "vice-minister", "premier"} or (title.text == "President" and _is_of_state(doc)):
        return home_state(doc)
    return None


def _is_of_state(doc: Doc) -> bool:
    """Whether the release is about a state's affairs: a bare "President" may be a university's or a company's too."""
    kinds = [o.type for o in records.get(doc, records.Organisation)]
    return kinds.count("government") > kinds.count("university") + kinds.count("company")


def _is_name_of_place(doc: Doc, body: Item) -> bool:
    """Adjectives ("Bavarian") name no place; everything else in a place's item does."""
    return doc[body.start].ent_type_ != "NORP"


def _fold_rows(rows: list[records.Position]) -> list[records.Position]:
    """One row a title: short forms fall to the full title of the same person, unknown bodies to known ones."""
    kept: list[records.Position] = []
    for row in sorted(rows, key=lambda r: (-len(_title_key(r.title)), r.start)):
        twin = next((k for k in kept if k.person == row.person and _is_form_of(row, k)), None)
        if twin is None:
            kept.append(row)
        elif twin.organisation is None and twin.place is None and (row.organisation or row.place):
            kept[kept.index(twin)] = replace(twin, organisation=row.organisation, place=row.place)
    return sorted(kept, key=lambda r: (r.start, r.person))


def _title_key(title: str) -> tuple[str, ...]:
    return tuple(_ABBREVIATIONS.get(word, word) for word in fold(title).split())


def _is_form_of(short: records.Position, long: records.Position) -> bool:
    """Whether two rows speak of one office: one title's words stand in the other's, and the bodies do not differ."""
    few, many = _title_key(short.title), _title_key(long.title)
    bodies = (short.organisation or short.place, long.organisation or long.place)
    if few == many:
        return None in bodies or bodies[0] == bodies[1]
    contained = any(many[i : i + len(few)] == few for i in range(len(many) - len(few) + 1))
    return contained and (None in bodies or bodies[0] == bodies[1])


@Language.factory("press_positions", assigns=["doc.user_data"], requires=["doc.ents", "token.dep"])
def make_positions(nlp: Language, name: str) -> PositionFinder:
    """Factory of the component that stores `records.Position`s."""
    del nlp, name
    return PositionFinder()


class PositionFinder:
    """Relates people, titles and bodies; resolves entities first where that has not been done."""

    def __call__(self, doc: Doc) -> Doc:
        """Store who holds which title where."""
        if not records.has(doc, records.Person):
            doc = EntityResolver()(doc)
        records.put(doc, records.Position, positions(doc))
        return doc
