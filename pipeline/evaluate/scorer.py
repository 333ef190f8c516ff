"""Scores of answers against gold annotations.

The rules, in short (the annotation guidelines have them in full):

- Names are compared folded (`names.fold`), and the usual forms of a country's name are one.
- A person or organisation is found by the answer's name, where that is the name or an alias of the gold entity. Each
  gold entity is found once; a second answer for it is wrong.
- A title is right where person, organisation and title agree.
- A date is right where start and end agree and the texts share a word. The same expression cut in another way is no
  second error. Gold dates without a start are not scored.
- An agreement is found where the kind agrees, the names share a word, and at least half of all parties of both are
  shared (or neither has any); the strongest pairs are taken first. Parties, signatories, status and date are scored for
  the pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.evaluate.figures import COUNTED, KINDS, RATED, Evaluation, Rate, ReleaseScore, Tally
from pipeline.evaluate.gold import Agreement, Annotations, Date, Organisation, Person, Row, Title
from pipeline.evaluate.names import Key, NameIndex, fold, overlap

# A party is one of the release's organisations or people, by list and place in it, else a folded name.
PartyKey = tuple[str, int] | str

# All pairs that count have it; it stays in the sum so that ties round as in the scorer of the guidelines.
_SAME_KIND = 0.25

R = TypeVar("R", bound=Row)
R_co = TypeVar("R_co", bound=Row, covariant=True)
E = TypeVar("E", Person, Organisation)


@dataclass(frozen=True, slots=True)
class Matching(Generic[R_co]):
    """Pairs of gold and answer, the gold that was missed and the answers that are wrong."""

    pairs: tuple[tuple[R_co, R_co], ...]
    missed: tuple[R_co, ...]
    wrong: tuple[R_co, ...]

    @property
    def tally(self) -> Tally:
        """How many there are of each."""
        return Tally(len(self.pairs), len(self.missed), len(self.wrong))


def score(gold: Mapping[str, Annotations], answers: Mapping[str, Annotations]) -> Evaluation:
    """Score the answers, by name of the release; a release without answers counts as one with nothing in it."""
    releases = {name: score_release(wanted, answers.get(name, Annotations())) for name, wanted in gold.items()}
    return Evaluation(
        {name: _sum(r.tallies[name] for r in releases.values()) for name in COUNTED},
        {name: sum((r.rates[name] for r in releases.values()), Rate()) for name in RATED},
        releases,
        tuple(name for name in gold if name not in answers),
    )


def score_release(gold: Annotations, answer: Annotations) -> ReleaseScore:
    """Score the answer for one release."""
    names = GoldNames(gold)
    people = match_entities(gold.people, answer.people)
    organisations = match_entities(gold.organisations, answer.organisations)
    titles = match_rows(gold.titles, answer.titles, names.same_title)
    held = match_rows(gold.titles, answer.titles, names.same_title_of_person)
    dates = match_dates(gold.dates, answer.dates)
    agreements = match_agreements(gold.agreements, answer.agreements, names.parties)
    kinds: dict[str, Matching[Row]] = dict(zip(KINDS, (people, organisations, titles, dates, agreements), strict=True))
    pairs = agreements.pairs
    return ReleaseScore(
        tallies={kind: matching.tally for kind, matching in kinds.items()}
        | {
            "canonical people": _canonical(people),
            "canonical organisations": _canonical(organisations),
            "parents": _compare(names.parents(gold.organisations), names.parents(answer.organisations)),
            "person+title": held.tally,
            "parties": _sum(_compare(names.parties(g.parties), names.parties(a.parties)) for g, a in pairs),
            "signatories": _sum(_compare(names.parties(g.signatories), names.parties(a.signatories)) for g, a in pairs),
        },
        rates={
            "published": Rate(int(gold.published == answer.published), 1),
            "status": Rate(sum(g.status == a.status for g, a in pairs), len(pairs)),
            "agreement date": Rate(sum(g.date == a.date for g, a in pairs), len(pairs)),
        },
        missed={kind: matching.missed for kind, matching in kinds.items()},
        wrong={kind: matching.wrong for kind, matching in kinds.items()},
    )


def match_entities(gold: Sequence[E], answers: Sequence[E]) -> Matching[E]:
    """Match one to one by the name of the answer; the first answer for an entity is the one that counts."""
    index = _index(gold)
    taken: dict[int, E] = {}
    wrong: list[E] = []
    for answer in answers:
        place = index.find(answer.name)
        if place is None or place in taken:
            wrong.append(answer)
        else:
            taken[place] = answer
    return Matching(
        tuple((gold[place], answer) for place, answer in taken.items()),
        tuple(entity for place, entity in enumerate(gold) if place not in taken),
        tuple(wrong),
    )


def match_rows(gold: Iterable[R], answers: Iterable[R], same: Callable[[R, R], bool]) -> Matching[R]:
    """Match each answer with the first gold row left that is the `same`, called with gold and answer."""
    left = list(gold)
    pairs: list[tuple[R, R]] = []
    wrong: list[R] = []
    for answer in answers:
        place = next((place for place, row in enumerate(left) if same(row, answer)), None)
        if place is None:
            wrong.append(answer)
        else:
            pairs.append((left.pop(place), answer))
    return Matching(tuple(pairs), tuple(left), tuple(wrong))


def match_dates(gold: Iterable[Date], answers: Iterable[Date]) -> Matching[Date]:
    """Match the dates that can be placed; an expression repeated, or cut in another way, is no second error."""
    placed = [date for date in gold if date.start]
    distinct = {(date.start, date.end, fold(date.text)): date for date in answers}
    matching = match_rows(placed, distinct.values(), _same_date)
    wrong = tuple(date for date in matching.wrong if not any(_same_date(row, date) for row in placed))
    return Matching(matching.pairs, matching.missed, wrong)


def match_agreements(
    gold: Sequence[Agreement],
    answers: Sequence[Agreement],
    parties: Callable[[Iterable[str]], AbstractSet[PartyKey]],
) -> Matching[Agreement]:
    """Match one to one, the strongest pairs first; `parties` gives the keys of party names."""
    strengths = {
        (i, j): strength
        for i, wanted in enumerate(gold)
        for j, answer in enumerate(answers)
        if (strength := _strength(wanted, answer, parties(wanted.parties), parties(answer.parties))) is not None
    }
    pairs: dict[int, int] = {}
    for i, j in sorted(strengths, key=lambda pair: (-strengths[pair], pair)):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return Matching(
        tuple((gold[i], answers[j]) for i, j in pairs.items()),
        tuple(row for i, row in enumerate(gold) if i not in pairs),
        tuple(row for j, row in enumerate(answers) if j not in pairs.values()),
    )


class GoldNames:
    """What the names in a release's rows stand for, by its gold entities."""

    def __init__(self, gold: Annotations) -> None:
        self._people = _index(gold.people)
        self._bodies = _index(gold.organisations)

    def body(self, name: str | None) -> Key:
        """Give the key of a body."""
        return self._bodies.key(name)

    def same_person(self, gold: Title, answer: Title) -> bool:
        """Whether two titles are held by one person."""
        return self._people.key(gold.person) == self._people.key(answer.person)

    def same_title_of_person(self, gold: Title, answer: Title) -> bool:
        """Whether person and title agree, wherever it is held."""
        return self.same_person(gold, answer) and fold(gold.title) == fold(answer.title)

    def same_title(self, gold: Title, answer: Title) -> bool:
        """Whether person, title and organisation agree."""
        same_body = self.body(gold.organisation) == self.body(answer.organisation)
        return same_body and self.same_title_of_person(gold, answer)

    def parents(self, organisations: Iterable[Organisation]) -> set[tuple[Key, Key]]:
        """Give the pairs of body and parent."""
        return {(self.body(o.name), self.body(o.parent)) for o in organisations if o.parent}

    def parties(self, names: Iterable[str]) -> set[PartyKey]:
        """Give the keys of parties or signatories."""
        return {self._party(name) for name in names}

    def _party(self, name: str) -> PartyKey:
        key = self.body(name)
        if isinstance(key, int):
            return ("organisation", key)
        person = self._people.find(name)
        return key if person is None else ("person", person)


def _index(entities: Iterable[Person | Organisation]) -> NameIndex:
    return NameIndex((entity.name, entity.aliases) for entity in entities)


def _same_date(gold: Date, answer: Date) -> bool:
    return (gold.start, gold.end) == (answer.start, answer.end) and overlap(gold.text, answer.text) > 0


def _strength(
    gold: Agreement,
    answer: Agreement,
    wanted: AbstractSet[PartyKey],
    given: AbstractSet[PartyKey],
) -> float | None:
    """Give how well an answer fits a gold agreement, or None where it does not count as found."""
    alike = overlap(gold.name, answer.name)
    agreed = len(wanted & given) * 2 >= len(wanted | given)  # also where neither has any
    if gold.kind != answer.kind or not agreed or not alike:
        return None
    share = len(wanted & given) / len(wanted) if wanted else 0.5
    return share + alike + _SAME_KIND


def _canonical(matching: Matching[E]) -> Tally:
    """Count as found only those whose fullest name is given."""
    exact = sum(fold(gold.name) == fold(answer.name) for gold, answer in matching.pairs)
    tally = matching.tally
    return Tally(exact, tally.gold - exact, tally.answers - exact)


def _compare(wanted: AbstractSet[object], given: AbstractSet[object]) -> Tally:
    return Tally(len(wanted & given), len(wanted - given), len(given - wanted))


def _sum(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())
