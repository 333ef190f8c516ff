"""The component `press_positions`: which person holds which title in which body.

Titles that are joined ("Chairman and CEO") form a group and share holder and body. The holder of a group is looked for by patterns:
the name right behind it, the name in front of it in apposition, the name behind it after a comma, what a clause says, the lines of a
contact block. The body is what stands before the title ("WUT President"), behind it ("Director of the Center"), behind the name
("Attorney General X of the Civil Division"), or what the release as a whole lets see. Each pattern is a named rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import records
from pipeline.lexicon import confidence, country
from pipeline.relate.positions.chain import Item, chain
from pipeline.relate.positions.employers import Employer, Employers
from pipeline.relate.positions.holders import HOLDERS
from pipeline.relate.positions.issuers import Issuers
from pipeline.relate.positions.setting import Setting
from pipeline.relate.positions.state_titles import is_legislator, is_office_of_state
from pipeline.relate.positions.states import States
from pipeline.relate.positions.successions import successions
from pipeline.relate.positions.tenure import tenure
from pipeline.relate.positions.title_groups import Group, groups, is_rank
from pipeline.resolve.entities import EntityResolver
from pipeline.resolve.names import fold

_SPELT_OUT = {
    "sen": "senator",
    "rep": "representative",
    "prof": "professor",
    "gov": "governor",
    "sens": "senator",
    "reps": "representative",
    "profs": "professor",
    "govs": "governor",
    "us": "u s",
    "ceo": "chief executive officer",
    "cfo": "chief financial officer",
    "coo": "chief operating officer",
    "cto": "chief technology officer",
    "cio": "chief information officer",
    "cmo": "chief marketing officer",
    "vp": "vice president",
    "svp": "senior vice president",
    "evp": "executive vice president",
    "md": "managing director",
}


# Words that make another office of a title, not a fuller form.
_UNDER = frozenset("acting interim deputy vice assistant pro under".split())

_SHORT_FORM = re.compile(r"\([A-Z]+\)")  # "Minister of State (MOS) for Trade"
# What tells who holds an office now, so that a predecessor can be told behind it.
_TELLING = frozenset(
    {"copula", "as", "object of appoint", "apposition", "curriculum", "line under name", "title, name"}
)
_HELD_BY_ONE = frozenset(
    {("president",), ("prime", "minister"), ("foreign", "minister"), ("minister", "of", "foreign", "affairs")}
)
_NEAR = 60  # tokens between an office and the word that tells who held it before


@dataclass(frozen=True, slots=True)
class Held:
    """A title with its holder and body as one pattern found them."""

    title: Item
    person: str
    employer: Employer
    rule: str
    tenure: str

    @property
    def words(self) -> tuple[str, ...]:
        """The title's words with abbreviations spelt out, by which two titles compare."""
        plain = fold(_SHORT_FORM.sub(" ", self.title.text)).replace("united states", "u s")
        return tuple(w for word in plain.split() for w in _SPELT_OUT.get(word, word).split() if w != "the")


def positions(doc: Doc) -> list[records.Position]:
    """Who holds which title where, each (person, title, body) once and in its fullest form."""
    states = States(doc)
    setting = Setting(doc, chain(doc, states))
    employers, issuers = Employers(setting, states), Issuers(setting, states)
    held: list[Held] = []
    last: Held | None = None
    for group in groups(setting.items):
        rows = [_sharing(setting, h, last, group) for h in _hold(setting, employers, group)]
        if rows and not (last is not None and rows[-1].person == last.person and not rows[-1].employer.known):
            last = rows[-1]  # a rank between office and name says nothing of the body
        held += rows
    held = _fold_rows([*held, *_succeeding(setting, held)])
    seats = {h.person: h.employer.place for h in held if h.employer.place and is_legislator(h.title)}
    served = {h.person: state for h in held for state in [_state_in_title(h)] if state is not None}
    served |= {h.person: h.employer.place for h in held if h.employer.place and _serves_state(h)}
    names = {p.key: frozenset(fold(p.name).split()) for p in records.get(doc, records.Person)}
    whole = [
        replace(
            h, employer=h.employer if h.employer.known else _inferred(issuers, h, seats, served, _taken(h, held, names))
        )
        for h in held
    ]
    return [_row(doc, h) for h in sorted(_fold_rows(whole), key=lambda h: (h.title.start, h.person))]


def _succeeding(setting: Setting, held: list[Held]) -> Iterator[Held]:
    """The rows of predecessors and successors: the office told last in front, of another person."""
    told = {h.person for h in held}
    for at, name, when in successions(setting):
        start, person = setting.items[at].start, setting.items[name].key or ""
        told_before = (h for h in held if h.title.start < start and h.rule in _TELLING and not is_rank(h.title))
        office = max(told_before, key=lambda h: h.title.start, default=None)
        near = office is not None and start - office.title.start < _NEAR
        if office is None or not near or office.person == person:
            continue
        if person in told and any(h.person == person and h.words == office.words for h in held):
            continue
        yield replace(office, person=person, rule="succession", tenure=when)


def _sharing(setting: Setting, held: Held, last: Held | None, group: Group) -> Held:
    """With the body of the office named right before: "by its Chairman, Professor Berg, and Chief Operating Officer, Jo Lim"."""
    if (
        held.employer.known
        or last is None
        or not last.employer.organisation
        or is_rank(held.title)
        or is_office_of_state(held.title)
    ):
        return held
    k = group.first - 1
    if not setting.is_word(k, "and", "&"):
        return held
    k -= setting.is_word(k - 1, ",")
    if held.title.text == "President" or held.words == last.words:
        return held  # a head of state beside the head of a body, or of another body
    near = setting.kind(k - 1) == "person" and setting.items[k - 1].key == last.person and last.person != held.person
    return replace(held, employer=replace(last.employer, source="office before")) if near else held


def _may_serve_state(held: Held) -> bool:
    return held.title.text == "President" or (is_office_of_state(held.title) and not is_legislator(held.title))


def _serves_state(held: Held) -> bool:
    return _may_serve_state(held) and country(held.employer.place or "") is not None


def _taken(held: Held, rows: list[Held], names: dict[str, frozenset[str]]) -> frozenset[str]:
    """The states in which somebody of another name is said to hold an office that one alone holds: each state has one President."""
    if held.words not in _HELD_BY_ONE or held.tenure != "current":
        return frozenset()
    mine = names.get(held.person, frozenset())
    others = (h for h in rows if h.words == held.words and not mine & names.get(h.person, frozenset()) and h.tenure == "current")
    return frozenset(state for h in others for state in [country(h.employer.place or "")] if state is not None)


def _state_in_title(held: Held) -> str | None:
    """The state with which a title begins: "US Trade Representative"."""
    first, _, rest = held.title.text.partition(" ")
    return first if rest and country(first) is not None else None


def _inferred(
    issuers: Issuers, held: Held, seats: dict[str, str], served: dict[str, str], taken: frozenset[str]
) -> Employer:
    """What the release lets see; who serves one state elsewhere in it serves that state in an office told without it."""
    if _may_serve_state(held) and held.person in served:
        return Employer(place=served[held.person], source="state named elsewhere")
    appointed = held.rule in {"copula", "as", "object of appoint"}
    elsewhere = held.rule == "curriculum"
    found = issuers.inferred(held.title, held.person, seats, taken, elsewhere=elsewhere, appointed=appointed)
    # "Karin Lim, Fleet Director, said": of two bodies that a release tells of, either may be hers
    unsure = held.rule == "apposition" and found.source == "issuer" and found.organisation != issuers.only
    return Employer() if unsure else found


def _hold(setting: Setting, employers: Employers, group: Group) -> Iterator[Held]:
    """The rows of one group, by the first pattern that finds its holder."""
    for find in HOLDERS:
        holding = find(setting, group)
        if holding is None:
            continue
        for order, person_at in enumerate(holding.people):
            setting.held[person_at] = holding.rule
            person = setting.items[person_at].key or ""
            for n, title_at in enumerate(group.titles):
                if holding.respective and n != order:
                    continue
                when = tenure(setting.items, title_at, group.first, holding.verb)
                for employer in employers.stated(group, holding, person_at, n):
                    yield Held(setting.items[title_at], person, employer, holding.rule, when)
        return


def _row(doc: Doc, held: Held) -> records.Position:
    span = doc[held.title.start : held.title.end]
    rule = f"{held.rule} + {held.employer.source}" if held.employer.known and held.employer.source else held.rule
    return records.Position(
        person=held.person,
        title=held.title.text,
        organisation=held.employer.organisation,
        place=held.employer.place,
        tenure=held.tenure,
        start=span.start_char + (held.title.title.glue if held.title.title else 0),
        end=span.end_char,
        rule=rule,
        confidence=confidence("titles", rule),
    )


def _fold_rows(rows: list[Held]) -> list[Held]:
    """One row a title: short forms fall to the full title of the same person, unknown bodies to known ones."""
    kept: list[Held] = []
    for row in sorted(
        rows, key=lambda h: (-len(h.words), h.employer.source == "as written", -len(h.title.text), h.title.start)
    ):
        twin = next((k for k in kept if k.person == row.person and _is_form_of(row, k)), None)
        if twin is None:
            kept.append(row)
        elif not twin.employer.known and row.employer.known:
            kept[kept.index(twin)] = replace(twin, employer=row.employer)
    return kept


def _is_form_of(short: Held, long: Held) -> bool:
    """Whether two rows speak of one office: one title's words stand in the other's, and the bodies do not differ."""
    few, many = short.words, long.words
    ours, theirs = short.employer, long.employer
    if few == many and ours.source == "as written" and ours.organisation is None and theirs.organisation is not None:
        return True  # "Agent in Charge Lim of HSI": the body that is named in full elsewhere
    if ours.known and theirs.known and (ours.organisation, ours.place) != (theirs.organisation, theirs.place):
        return False
    if few == many:
        return True
    if "former" in {short.tenure, long.tenure} and short.tenure != long.tenure:
        return False
    # one who was President and became Vice-Chancellor holds no "Vice-" short form; "President Lim" in passing may be one
    if _UNDER & set(many) - set(few) and not short.rule.startswith("title before"):
        return False
    # "Secretary" of a ministry is not the "Secretary to the President"
    if ours.known and not theirs.known and many[-len(few) :] != few:
        return False
    return any(many[i : i + len(few)] == few for i in range(len(many) - len(few) + 1))


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
