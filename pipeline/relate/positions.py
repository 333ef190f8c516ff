"""The component `press_positions`: which person holds which title in which body.

Titles that are joined ("Chairman and CEO") form a group and share holder and body. The holder of a group is looked for, in
this order: the name right behind it, the name in front of it in apposition, the name behind it after a comma, the subject
of a copula. The body is what stands before the title ("WUT President"), behind it ("Director of the Center"), or behind the name
("Attorney General X of the Civil Division"). Each pattern is a named rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import records
from pipeline.find.titles import STATE_OFFICES
from pipeline.lexicon import confidence, words
from pipeline.relate.chain import Item, chain, home_state, state_name
from pipeline.resolve.entities import EntityResolver
from pipeline.resolve.names import fold

_DETERMINERS = frozenset("the a an its his her their our this current new then former ex outgoing late newly appointed designated".split())
_PREPOSITIONS = frozenset({"of", "for", "at", "in", "with", "from", "within"})
_FORMER = frozenset({"former", "ex", "then", "then-", "outgoing", "late", "retired", "previously", "formerly"})
_INCOMING = frozenset({"incoming", "elect", "designate", "designated", "next"})
_HONORIFICS = words("honorifics")
_POSTNOMINALS = words("postnominals")
_BE = frozenset("is was are were be been being become becomes became remains remained".split())
_AS_VERBS = frozenset(
    "serve serves served serving appoint appointed named name elected reappointed works worked working act acts acted joined joins "
    "chosen nominated selected installed confirmed hired known promoted continues continue re-elected sworn".split()
)
_NAMED = frozenset({"appointed", "named", "elected", "reappointed", "re-elected", "nominated", "promoted", "chosen"})
_STATE_HEADS = STATE_OFFICES | {"ambassador", "envoy", "president", "governor", "attorney", "prosecutor", "commissioner"}
_LEGISLATOR_BRACKET = re.compile(r"^(?:[A-Z]{1,3}\s*[-–]\s*)(?P<state>[A-Z][\w.]*(?:[-–]\d+)?)$|^(?P<district>[A-Z]{2}[-–]\d{1,2})$")
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
    held = [h for group in _groups(items) for h in _hold(doc, items, group)]
    return _fold_rows([_row(doc, h) for h in held])


@dataclass(frozen=True, slots=True)
class Group:
    """Titles joined by "and" or commas: chain indices, each with the body that stands at it."""

    titles: tuple[int, ...]
    bodies: tuple[Item | None, ...]
    first: int
    last: int


def _groups(items: list[Item]) -> Iterator[Group]:
    i = 0
    while i < len(items):
        if items[i].kind != "title":
            i += 1
            continue
        titles, bodies = [i], []
        body, at = _body_behind(items, i)
        bodies.append(body or _body_before(items, i))
        while (following := _joined_title(items, at)) is not None:
            titles.append(following)
            body, at = _body_behind(items, following)
            bodies.append(body or _body_before(items, following))
        yield Group(tuple(titles), tuple(_shared(bodies)), i, at)
        i = max(at, titles[-1] + 1)


def _shared(bodies: list[Item | None]) -> list[Item | None]:
    """A title without a body takes that of the title joined to it: the next one's, else the one before."""
    for i in range(len(bodies) - 2, -1, -1):
        bodies[i] = bodies[i] or bodies[i + 1]
    for i in range(1, len(bodies)):
        bodies[i] = bodies[i] or bodies[i - 1]
    return bodies


def _body_behind(items: list[Item], i: int) -> tuple[Item | None, int]:
    """The body after "of", "at", "for" behind a title, and where the chain goes on."""
    at = i + 1
    if at < len(items) and items[at].text in _PREPOSITIONS and items[at].kind == "word":
        k = at + 1
        while k < len(items) and items[k].kind == "word" and items[k].text in _DETERMINERS:
            k += 1
        if k < len(items) and items[k].kind == "body":
            return _innermost(items, k)
    return None, at


def _innermost(items: list[Item], k: int) -> tuple[Item, int]:
    """Of "the Justice Department’s Civil Division" the division; of "the Civil Division of the Justice Department" too."""
    body, at = items[k], k + 1
    while at + 1 < len(items) and items[at].text in {"'s", "’s", "'", "’"} and items[at + 1].kind == "body":
        body, at = items[at + 1], at + 2
    if at + 1 < len(items) and items[at].kind == "body" and not items[at].place and items[at - 1].kind == "word":
        body, at = items[at], at + 1
    if at < len(items) and items[at].text == "(":
        while at < len(items) and items[at].text != ")" and at - k < 8:
            at += 1
        at += 1
    end = at
    while end < len(items) and items[end].text in {"of", "at", "in", "under", "the"} and items[end].kind == "word":
        end += 1
    return (body, end + 1) if end > at and end < len(items) and items[end].kind == "body" else (body, at)


def _body_before(items: list[Item], i: int) -> Item | None:
    """"WUT President", "Singapore’s Minister for Law", "the Japanese minister"."""
    k = i - 1
    while k > 0 and items[k].kind == "word" and items[k].text in {"'s", "’s", "'", "’", "former", "then", "current", "new", "incoming", "outgoing"}:
        k -= 1
    return items[k] if k >= 0 and items[k].kind == "body" else None


def _joined_title(items: list[Item], at: int) -> int | None:
    """The chain index of a title joined by "and", "&", "/" or ", and" at `at`, or None."""
    k = at
    while k < len(items) and items[k].text in {",", "and", "&", "/", "as", "well"} and items[k].kind == "word":
        k += 1
    if k == at:
        return None
    joined = k
    while k < len(items) and items[k].kind == "word" and items[k].text in _DETERMINERS | {"also", "concurrently"}:
        k += 1
    if k + 1 < len(items) and items[k].kind == "body":
        k += 1 + (items[k + 1].text in {"'s", "’s"})
    if k >= len(items) or items[k].kind != "title":
        return None
    only_comma = all(items[m].text == "," for m in range(at, joined))
    # "President A, Minister B": a name right behind the second title makes it another person's
    if k + 1 < len(items) and items[k + 1].kind == "person" and (only_comma or _is_plural_break(items, at)):
        return None
    return k


def _is_plural_break(items: list[Item], at: int) -> bool:
    """Whether the title before `at` already has its own name in front: "Kim, president, and Dean Lee"."""
    return at >= 3 and any(items[m].kind == "person" for m in range(max(0, at - 4), at - 1))


def _hold(doc: Doc, items: list[Item], group: Group) -> Iterator[Held]:
    """The rows of one group, by the first pattern that finds its holder."""
    for find in (_right_behind, _in_front, _behind_comma, _copula, _line_above):
        holders, rule = find(doc, items, group)
        if not holders:
            continue
        for person_at in holders:
            person = items[person_at]
            for title_at, body in zip(group.titles, group.bodies, strict=True):
                where: Item | str | None = body or _legislator_place(doc, items, person_at) or _body_after_person(items, person_at, rule)
                if where is None and rule == "apposition":
                    where = _body_after_comma(items, group.last)
                yield Held(items[title_at], person, where, rule, _tenure(items, title_at, rule, group))
        return


def _right_behind(_: Doc, items: list[Item], group: Group) -> tuple[list[int], str]:
    k = _skip_honorifics(items, group.last)
    if k < len(items) and items[k].kind == "person":
        plural = items[group.titles[-1]].title is not None and items[group.titles[-1]].title.plural  # type: ignore[union-attr]
        return (_listed(items, k) if plural else [k]), "title before name"
    return [], ""


def _listed(items: list[Item], k: int) -> list[int]:
    """People in a row: "Maria Armijo, Mark Saltman and Lee Ho"."""
    people = [k]
    at = k + 1
    while at < len(items):
        if items[at].text == "(":
            while at < len(items) and items[at].text != ")":
                at += 1
            at += 1
            continue
        following = at
        while following < len(items) and (items[following].text in {",", "and", "&"} or items[following].text in _HONORIFICS):
            following += 1
        if following == at or following >= len(items) or items[following].kind != "person":
            break
        people.append(following)
        at = following + 1
    return people


def _skip_honorifics(items: list[Item], k: int) -> int:
    while k < len(items) and items[k].kind == "word" and (items[k].text in _HONORIFICS or items[k].text in {".", "-elect"}):
        k += 1
    return k


def _in_front(doc: Doc, items: list[Item], group: Group) -> tuple[list[int], str]:
    """"Amal Perera, the Vice Chairman", "Marc Pocan (WI-02), Chair", "Lee Ho (Director)"."""
    k = group.first - 1
    while k > 0 and items[k].kind == "word" and items[k].text in _DETERMINERS | {"'s", "’s", "who", "currently"}:
        k -= 1
    if k > 0 and items[k].kind == "body":
        k -= 1
        while k > 0 and items[k].kind == "word" and items[k].text in _DETERMINERS:
            k -= 1
    if k <= 0 or items[k].text not in {",", "(", "–", "—", "-", ":"}:
        return [], ""
    k -= 1
    k = _skip_back(items, k)
    if k >= 0 and items[k].kind == "person" and "\n" not in doc[items[k].end : items[group.first].start].text:
        plural = items[group.titles[0]].title
        if plural is not None and plural.plural:
            return _listed_back(items, k), "apposition"
        return [k], "apposition"
    return [], ""


def _skip_back(items: list[Item], k: int) -> int:
    """Over a bracket, post-nominals and an age between a name and its apposition."""
    while k > 0 and items[k].kind in {"word", "body"}:
        text = items[k].text
        if text == ")":
            while k > 0 and items[k].text != "(":
                k -= 1
            k -= 1
        elif text.lower().strip(".,") in {p.strip(".") for p in _POSTNOMINALS} or (text.isdigit() and len(text) <= 2):
            k -= 1
            if items[k].text == ",":
                k -= 1
        else:
            break
    return k


def _listed_back(items: list[Item], k: int) -> list[int]:
    people = [k]
    while k > 1 and items[k - 1].text in {",", "and", "&"}:
        back = k - 1
        while back > 0 and (items[back].text in {",", "and", "&"} or items[back].text in _HONORIFICS):
            back -= 1
        if items[back].kind != "person":
            break
        people.insert(0, back)
        k = back
    return people


def _behind_comma(doc: Doc, items: list[Item], group: Group) -> tuple[list[int], str]:
    """"its founder, Robert Bernstein", "the Minister of Justice of Vietnam, Mr Ha Hung Cuong"."""
    k = group.last
    if k < len(items) and items[k].text in {",", ":"}:
        k = _skip_honorifics(items, k + 1)
        if k < len(items) and items[k].kind == "person" and "\n" not in doc[items[group.first].start : items[k].start].text:
            return [k], "title, name"
    return [], ""


def _copula(doc: Doc, items: list[Item], group: Group) -> tuple[list[int], str]:
    """"Perera is the Chairman", "who serves as Dean", "was appointed Director"."""
    k = group.first - 1
    while k > 0 and (items[k].kind == "body" or items[k].text in _DETERMINERS | {"'s", "’s", "also", "currently", "been", "acting"}):
        k -= 1
    as_seen = items[k].text == "as"
    if as_seen:
        k -= 1
        while k > 0 and items[k].text in {"on", "monday", "since", "today"}:
            k -= 1
    if k < 0 or items[k].kind != "word":
        return [], ""
    verb = doc[items[k].start]
    if not (items[k].text in _AS_VERBS if as_seen else items[k].text in _BE | _NAMED):
        return [], ""
    subject = _subject(doc, items, verb.i)
    return ([subject], "copula") if subject is not None else ([], "")


def _subject(doc: Doc, items: list[Item], verb: int) -> int | None:
    """The person who is the verb's subject (its object, for an active "appointed"), by the parse, else the nearest before it."""
    people = {t: i for i, item in enumerate(items) if item.kind == "person" for t in range(item.start, item.end)}
    token = doc[verb]
    for _ in range(4):
        deps = {"nsubj", "nsubjpass"}
        for child in token.lefts:
            if child.dep_ in deps:
                if child.lower_ == "who" and token.head.i in people:
                    return people[token.head.i]
                hit = next((people[t.i] for t in (child, *child.children) if t.i in people and t.dep_ != "poss"), None)
                if hit is not None:
                    return hit
                if child.lower_ != "who":
                    return None
        if token.head.i == token.i:
            break
        if token.dep_ == "relcl" and token.head.i in people:
            return people[token.head.i]
        token = token.head
    return None


def _line_above(doc: Doc, items: list[Item], group: Group) -> tuple[list[int], str]:
    """A line that opens with a title, under a line that is just a name: the layout of contact blocks."""
    k = group.first - 1
    if k < 1 or items[k].kind != "word" or "\n" not in doc[items[k].start].text or items[k].text.count("\n") > 1:
        return [], ""
    if items[k - 1].kind == "person" and (k == 1 or "\n" in doc[items[k - 2].start].text or items[k - 2].text == ":"):
        return [k - 1], "line under name"
    return [], ""


def _body_after_person(items: list[Item], person_at: int, rule: str) -> Item | None:
    """"Attorney General Leslie Caldwell of the Criminal Division"."""
    if rule != "title before name":
        return None
    k = person_at + 1
    if k < len(items) and items[k].text == ",":
        return None
    if k < len(items) and items[k].text in {"of", "from", "at", "for", "with"} and items[k].kind == "word":
        k += 1
        while k < len(items) and items[k].kind == "word" and items[k].text in _DETERMINERS:
            k += 1
        if k < len(items) and items[k].kind == "body":
            return _innermost(items, k)[0]
    # a list: "Trial Attorneys A and B of the Tax Division"
    following = person_at + 1
    while following < len(items) and items[following].text in {",", "and", "&"}:
        following += 1
    if following > person_at + 1 and following < len(items) and items[following].kind == "person":
        return _body_after_person(items, following, rule)
    return None


def _body_after_comma(items: list[Item], k: int) -> Item | None:
    """"Jane Roe, President, Acme Inc.": a body right behind the comma that ends there."""
    if k + 1 < len(items) and items[k].text == "," and items[k + 1].kind == "body" and not items[k + 1].place:
        closing = k + 2 >= len(items) or items[k + 2].text in {",", ".", ";", ")", "and"} or "\n" in items[k + 2].text
        return items[k + 1] if closing else None
    return None


def _legislator_place(doc: Doc, items: list[Item], person_at: int) -> str | None:
    """The state or district behind a legislator's name: "(I-Vt.)", "(WI-02)"."""
    start = items[person_at].end
    if start >= len(doc) or doc[start].text[0] != "(":
        return None
    end = start
    while end < len(doc) and ")" not in doc[end].text and end - start < 6:
        end += 1
    inside = doc[start : end + 1].text.partition("(")[2].partition(")")[0]
    match = _LEGISLATOR_BRACKET.match(inside.strip())
    return (match["state"] or match["district"]) if match else None


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
