"""The body or state in which a title is held when no words at the title or the name say it: what the release as a whole lets see.

Each inference has a name of its own, which the rule of the row carries ("title before name + home state"), so that its
precision is counted apart. Where none applies the body stays unknown.
"""

from __future__ import annotations

from functools import cached_property

from pipeline import records
from pipeline.relate.chain import Item, districts
from pipeline.relate.employers import LEGISLATORS, NOBODY, Employer, is_office_of_state
from pipeline.relate.setting import Setting
from pipeline.relate.states import States
from pipeline.relate.title_groups import is_rank

_LEGISLATURES = {
    "senator": ("senate", "congress", "parliament"),
    "sen.": ("senate", "congress"),
    "congressman": ("congress", "house of representatives"),
    "congresswoman": ("congress", "house of representatives"),
    "representative": ("house of representatives", "congress"),
    "rep.": ("house of representatives", "congress"),
}
_ACADEMIC_OFFICES = frozenset(
    "rector vice-rector vice-chancellor pro-vice-chancellor provost vice-provost registrar bursar chancellor".split()
)
_CORPORATE_OFFICES = frozenset(
    "ceo cfo coo cto cio cmo officer chairman chairwoman chairperson chair president vice-president director manager coach head "
    "spokesperson spokesman spokeswoman treasurer counsel founder co-founder".split()
)
_FIRST = 3.0  # what being named first weighs against one more mention
_UNITS_HAVE_ONE = frozenset(
    {"director", "head", "manager", "president", "vice president", "officer", "managing director", "chair"}
)
_EMPLOYING = frozenset({"company", "university", "association", "international", "other"})
_OF_PRESIDENTS = frozenset({"presidential", "presidency", "cabinet", "ministers"})
_DELEGATES = frozenset(
    "leaders ministers officials delegation delegates counterparts representatives side authorities".split()
)


class Issuers:
    """What one Doc lets see of the bodies behind its titles."""

    def __init__(self, setting: Setting, states: States) -> None:
        self._setting = setting
        self._doc = setting.doc
        self._states = states
        self._bodies = {o.key: o for o in records.get(setting.doc, records.Organisation)}

    def inferred(self, title: Item, person: str, seats: dict[str, str], *, elsewhere: bool) -> Employer:
        """The body or state in which the release lets a careful reader see a title held; unknown where it does not.

        A title that was held before, "elsewhere", was not the issuer's.
        """
        head = title.title.head if title.title else ""
        if head in LEGISLATORS:
            if person in seats:
                return Employer(place=seats[person], source="seat named elsewhere")
            return self._legislature(head)
        if head == "attorney" and "u.s." in title.text.lower().replace("united states", "u.s."):
            return self._district()
        if is_office_of_state(title) or (title.text == "President" and self._speaks_of_state):
            return self._state(title)
        return NOBODY if elsewhere or is_rank(title) else self._issuer(title)

    def _legislature(self, head: str) -> Employer:
        names = _LEGISLATURES.get(head, ())
        for name in names:
            for body in self._bodies.values():
                if body.name.lower().removeprefix("u.s. ").removeprefix("united states ") == name:
                    return Employer(organisation=body.key, source="legislature")
        return NOBODY

    def _district(self) -> Employer:
        """The one judicial district that the release names."""
        named = {" ".join(self._doc[start:end].text.split()) for start, end in districts(self._doc)}
        return Employer(place=named.pop(), source="district of the release") if len(named) == 1 else NOBODY

    @cached_property
    def _speaks_of_state(self) -> bool:
        """Whether the release is about a state's affairs: a bare "President" may be a university's or a company's too."""
        if self._states.has_american_legislators or any(t.lower_ in _OF_PRESIDENTS for t in self._doc):
            return True
        kinds = [o.type for o in self._bodies.values()]
        return kinds.count("government") > kinds.count("university") + kinds.count("company")

    def _state(self, title: Item) -> Employer:
        listed = self._state_of_list(title)
        if listed is not None:
            return Employer(place=listed, source="state of the list")
        home = self._states.home
        return Employer(place=home, source="home state") if home else NOBODY

    def _state_of_list(self, title: Item) -> str | None:
        """The state in "Marland leaders, including Education Minister Lee Ho, …"."""
        sentence = self._doc[title.start].sent if self._doc.has_annotation("SENT_START") else self._doc[:]
        for mention in reversed(self._states.mentions):
            if sentence.start <= mention.start < title.start and mention.end < len(self._doc):
                noun = self._doc[mention.end]
                if noun.lower_ in _DELEGATES:
                    return self._states.name(mention.state)
        return None

    def _issuer(self, title: Item) -> Employer:
        """The issuer, for offices that its own release gives without it: "said Chief Financial Officer Karin Lim"."""
        head = title.title.head if title.title else ""
        if head in _ACADEMIC_OFFICES:
            found = [o for o in self._bodies.values() if o.type == "university"]
            if len(found) == 1:
                return Employer(organisation=found[0].key, source="only university")
        if head in _ACADEMIC_OFFICES | _CORPORATE_OFFICES and (issuer := self._speaker) is not None:
            if title.text.lower() in _UNITS_HAVE_ONE:
                return NOBODY
            return Employer(organisation=issuer, source="issuer")
        return NOBODY

    @cached_property
    def _speaker(self) -> str | None:
        """The body that issues the release: named in headline, letterhead, first sentence and "About" more than any other, and most often."""
        weights: dict[str, float] = {}
        zones = records.get(self._doc, records.Zone)
        for item in self._setting.items:
            if item.kind == "body" and item.key in self._bodies:
                heavy = self._in(item, zones, {"headline", "letterhead", "about", "contact"})
                weights[item.key] = weights.get(item.key, 0.0) + (3.0 if heavy else 1.0)
        for key in self._first(zones):
            weights[key] = weights.get(key, 0.0) + _FIRST
        for key, body in self._bodies.items():  # what its units do is its own doing
            if body.parent in weights and key in weights:
                weights[body.parent] += weights.pop(key)
        ranked = sorted(weights.items(), key=lambda pair: -pair[1])
        if not ranked or self._bodies[ranked[0][0]].type not in _EMPLOYING:
            return None
        ahead = len(ranked) == 1 or ranked[0][1] >= 2.0 * ranked[1][1]
        return ranked[0][0] if ahead else None

    def _first(self, zones: tuple[records.Zone, ...]) -> list[str]:
        """The body named first in the story, and one that "and" joins to it."""
        found: list[str] = []
        joined = True
        for item in self._setting.items:
            if item.kind == "body" and item.key and not self._in(item, zones, {"headline", "letterhead"}):
                if not joined:
                    break
                found.append(item.key)
                joined = False
            elif found and item.text == "and":
                joined = True
            elif found and item.text not in {"the", "(", ")", ","}:
                break
        return found

    def _in(self, item: Item, zones: tuple[records.Zone, ...], names: set[str]) -> bool:
        start = self._doc[item.start].idx
        return any(z.start <= start < z.end for z in zones if z.name in names)
