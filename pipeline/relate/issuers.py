"""The body or state in which a title is held when no words at the title or the name say it: what the release as a whole lets see.

Each inference has a name of its own, which the rule of the row carries ("title before name + home state"), so that its
precision is counted apart. Where none applies the body stays unknown.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from pipeline import records
from pipeline.find.offices import ACADEMIC
from pipeline.lexicon import country
from pipeline.relate.chain import Item, districts
from pipeline.relate.employers import HEADS, NOBODY, Employer, is_legislator, is_office_of_state
from pipeline.relate.senders import Senders
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
# Offices of one kind of body, with the words by which such bodies are named.
_HEADS_OF = {
    "dean": ("faculty", "school", "college"),
    "vice-dean": ("faculty", "school", "college"),
    "headteacher": ("school", "academy"),
    "headmaster": ("school", "academy"),
    "councillor": ("council",),
    "councilor": ("council",),
    "councilmember": ("council",),
}
# What is an office of the issuer's only with a rank: "Chief Scientist", "Company Secretary".
_WHEN_RANKED = frozenset(
    "scientist engineer economist secretary curator editor architect designer analyst adviser advisor producer commissioner partner "
    "administrator specialist strategist physician surgeon coordinator keeper archivist librarian programmer developer".split()
)
_RANKED = frozenset(
    "chief head senior lead deputy corporate company executive general principal managing group vice assistant associate independent".split()
)
_PRESS = frozenset(
    {"press", "media", "spokesperson", "spokesman", "spokeswoman", "communications", "communication", "publicity"}
)
_MEETING = frozenset({"meet", "meets", "met", "meeting", "hosted", "received"})
_AHEAD = 1.3  # how much more an issuer must be named than the next body
_TWO = 2  # sides
_FIRST = 3.0  # what being named first weighs against one more mention
_UNITS_HAVE_ONE = frozenset(
    {"director", "head", "manager", "president", "vice president", "officer", "managing director", "chair"}
)
_EMPLOYING = frozenset({"company", "university", "association", "international", "other"})
_OF_PRESIDENTS = frozenset({"presidential", "presidency", "cabinet", "ministers"})
_OTHERS = 3  # how much more often a foreign state must be named than any other, to be the one that is met
# Heads of departments are called secretaries there, and no prime minister leads the government.
_WITHOUT_MINISTERS = frozenset({"united states"})
_MINISTERS = frozenset({"minister", "vice-minister", "premier"})
_PAIR = 3  # items of a pair in front of its second title: title, name, "and"
_TIMES = frozenset({"time", "same", "moment", "end", "beginning", "age"})  # "at the same time"
_HEADS_OF_STATE = frozenset({"President", "Vice President"})
_QUOTES = frozenset({"“", '"', "„", "«"})
_GLAD = frozenset("pleased proud delighted excited committed thrilled honored honoured happy grateful glad very extremely".split())
_SAYING = frozenset({"said", "says", "added", "stated", "explained", "commented"})
_LEADING = frozenset({"led", "leads", "leading", "headed", "heads", "heading"})
_DELEGATES = frozenset(
    "leaders ministers officials delegation delegates counterparts representatives side authorities".split()
)


def names_another(setting: Setting, title: Item) -> bool:
    """Whether "of" or "at" behind a title say where it is held, in words that no rule understands."""
    k = next((k for k, item in enumerate(setting.items) if item.start == title.start), None)
    while k is not None and setting.is_word(k + 1, "and", "&", "/") and setting.kind(k + 2) == "title":
        k += 2  # "co-founder and CEO of nunchi"
    return k is not None and setting.is_word(k + 1, "of", "at") and setting.text(k + 3) not in _TIMES


class Issuers:
    """What one Doc lets see of the bodies behind its titles."""

    def __init__(self, setting: Setting, states: States) -> None:
        self._setting = setting
        self._doc = setting.doc
        self._states = states
        self._bodies = {o.key: o for o in records.get(setting.doc, records.Organisation)}

    def inferred(
        self, title: Item, person: str, seats: dict[str, str], *, elsewhere: bool, appointed: bool
    ) -> Employer:
        """The body or state in which the release lets a careful reader see a title held; unknown where it does not.

        A title that was held "elsewhere" was not the issuer's; nor is one whose words go on to say whose it is. A rank that a clause gives
        ("was named Visiting Professor") is an office of the issuer's, one in front of a name says nothing of where it is held.
        """
        head = title.title.head if title.title else ""
        elsewhere = elsewhere or names_another(self._setting, title)
        if is_legislator(title):
            if person in seats:
                return Employer(place=seats[person], source="seat named elsewhere")
            return self._legislature(head)
        if head == "attorney" and "u.s." in title.text.lower().replace("united states", "u.s."):
            return self._district()
        if is_office_of_state(title) or (title.text in _HEADS_OF_STATE and self._has_presidents):
            return NOBODY if self._is_qualified(title) else self._state(title)
        if elsewhere:
            return NOBODY
        if (spoken := self._speaks_for(title)) is not None:
            return Employer(organisation=spoken, source="quote")
        if (side := self._of_a_side(title)) is not None:
            return side
        if appointed and head in ACADEMIC:
            return self._of_university()
        return NOBODY if is_rank(title) else self._issuer(title)

    def _is_qualified(self, title: Item) -> bool:
        """Whether a capitalised word right before "President" says of what: "Teachers Local 12 President Karin Lim" is no head of state."""
        if title.text not in _HEADS_OF_STATE or title.start == 0:
            return False
        before = self._doc[title.start - 1]
        return before.is_digit or (before.text[0].isupper() and before.lower_ in set(HEADS) | {"conference", "local"})

    def _speaks_for(self, title: Item) -> str | None:
        """The body that opens the quotation behind which a title stands: "“Halvex is pleased to join,” said Director Lim"."""
        if not self._doc.has_annotation("SENT_START"):
            return None
        at = next((k for k, item in enumerate(self._setting.items) if item.start == title.start), 0)
        begin = self._doc.text.rfind("\n", 0, self._doc[title.start].idx) + 1
        for k in range(at, 0, -1):
            item = self._setting.items[k]
            if self._doc[item.start].idx < begin:
                return None
            opened = item.kind == "body" and not item.place and self._setting.text(k - 1) in _QUOTES | {"the"}
            quoted = opened and (self._setting.text(k - 1) in _QUOTES or self._setting.text(k - 2) in _QUOTES)
            if quoted and self._setting.is_word(k + 1, "is", "are", "remains") and self._setting.text(k + 2) in _GLAD:
                said = any(self._setting.text(m) in _SAYING for m in range(k + 3, at + 1))
                return item.key if said and item.key in self._bodies else None
        return None

    def _of_a_side(self, title: Item) -> Employer | None:
        """What a sentence says that speaks of one side of several: "On the side of Halvex were Rector Lim, …"; None where it does not."""
        if not self._doc.has_annotation("SENT_START"):
            return None
        sentence = self._doc[title.start].sent
        items = self._setting.items
        for k, item in enumerate(items):
            if sentence.start <= item.start < title.start and item.text in {"side", "delegation"}:
                of = k + 2 + self._setting.is_word(k + 2, "the")
                behind = items[of] if self._setting.is_word(k + 1, "of") and of < len(items) else None
                body = behind or items[k - 1 - self._setting.is_word(k - 1, "'s", "’s")]
                named = body.kind == "body" and not body.place and body.key in self._bodies
                return Employer(organisation=body.key, source="side named") if named else NOBODY
        return None

    def _of_university(self) -> Employer:
        issuer = self._speaker
        fits = issuer is not None and self._bodies[issuer].type == "university"
        return Employer(organisation=issuer, source="issuer") if fits else NOBODY

    def _legislature(self, head: str) -> Employer:
        names = _LEGISLATURES.get(head, ())
        for name in names:
            for body in self._bodies.values():
                called = body.name.lower().removeprefix("u.s. ").removeprefix("united states ")
                if called == name or called.startswith(f"{name} of "):
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

    @cached_property
    def _has_officers_of_state(self) -> bool:
        """Whether the release names ministers or ambassadors, among whom a bare "President" is hardly a company's."""
        return any(i.kind == "title" and is_office_of_state(i) for i in self._setting.items)

    @cached_property
    def _has_presidents(self) -> bool:
        """Whether a bare "President" is a state's: where the release speaks of states, or names more of their officers than other employers."""
        kinds = [o.type for o in self._bodies.values()]
        others = kinds.count("university") + kinds.count("company") - kinds.count("government")
        officers = {i.text for i in self._setting.items if i.kind == "title" and is_office_of_state(i)}
        return self._speaks_of_state or len(officers) > others

    def _state(self, title: Item) -> Employer:
        listed = self._state_of_list(title)
        if listed is not None:
            return Employer(place=listed, source="state of the list")
        home = self._states.home
        host = self._host(title, home)
        if host is not None:
            return Employer(place=host, source="state of the host")
        if home and country(home) in _WITHOUT_MINISTERS and title.title and title.title.head in _MINISTERS:
            other = self._other_state(home)
            return Employer(place=other, source="other state") if other else NOBODY
        return Employer(place=home, source="home state") if home else NOBODY

    def _host(self, title: Item, home: str | None) -> str | None:
        """The one other state of the release, whose minister a home minister meets or deals with: "Minister Lim will meet Minister of Trade Jo Berg"."""
        other = self._other_state(home)
        if other is None or not self._doc.has_annotation("SENT_START"):
            return None
        sentence = self._doc[title.start].sent
        before = list(self._doc[sentence.start : title.start])
        met = next((t.i for t in before if t.lower_ in _MEETING), None)
        led = met is not None and any(
            i.kind == "person" and sentence.start <= i.start < met for i in self._setting.items
        )
        dealt_with = is_office_of_state(title) and title.start > 0 and self._doc[title.start - 1].lower_ == "with"
        return other if led or dealt_with or self._is_second_of_two(title) else None

    def _other_state(self, home: str | None) -> str | None:
        """The one state that the release names beside its own, or far more often than any third."""
        own = country(home) if home else None
        foreign = Counter(m.state for m in self._states.mentions if m.state != own).most_common(2)
        one = len(foreign) == 1 or (len(foreign) == 2 and foreign[0][1] >= _OTHERS * foreign[1][1])
        return self._states.name(foreign[0][0]) if own is not None and one else None

    def _is_second_of_two(self, title: Item) -> bool:
        """The second of two who hold one office: "President Lim and President Berg", "between Minister Lim and Minister Berg"; home is named first."""
        items = self._setting.items
        at = next((k for k, item in enumerate(items) if item.start == title.start), 0)
        if at < _PAIR or not self._setting.is_word(at - 1, "and"):
            return False
        first = at - 2
        while first > at - _PAIR and items[first].kind == "word" and items[first].text != ".":
            first -= 1
        return items[first].kind == "person" and items[first - 1].kind == "title" and items[first - 1].text == title.text

    def _state_of_list(self, title: Item) -> str | None:
        """The state in "Marland leaders, including Education Minister Lee Ho, …", "on behalf of Marland by …", "…, led the Marland delegation"."""
        sentence = self._doc[title.start].sent if self._doc.has_annotation("SENT_START") else self._doc[:]
        inside = [m for m in self._states.mentions if sentence.start <= m.start and m.end < sentence.end]
        for mention in reversed([m for m in inside if m.start < title.start]):
            behalf = [t.lower_ for t in self._doc[max(0, mention.start - 4) : mention.start] if t.lower_ != "the"][
                -2:
            ] == ["behalf", "of"]
            if behalf or self._doc[mention.end].lower_ in _DELEGATES:
                return self._states.name(mention.state)
        for mention in (m for m in inside if m.start > title.end):
            led = {t.lower_ for t in self._doc[max(0, mention.start - 3) : mention.start]} & _LEADING
            if led and self._doc[mention.end].lower_ == "delegation":
                return self._states.name(mention.state)
        return None

    def _issuer(self, title: Item) -> Employer:
        """The issuer, for offices that its own release gives without it: "said Chief Financial Officer Karin Lim"."""
        head = title.title.head if title.title else ""
        if head in _ACADEMIC_OFFICES:
            found = [o for o in self._bodies.values() if o.type == "university"]
            if len(found) == 1:
                return Employer(organisation=found[0].key, source="only university")
        if (words := _HEADS_OF.get(head)) and (unit := self._last_named(title, words)) is not None:
            return Employer(organisation=unit, source="body of its kind")
        at_work = self._is_at_work(title)
        if " to " in title.text:  # "Secretary to the President" is somebody's
            return NOBODY
        ranked = head in _WHEN_RANKED and title.text.lower().split()[0] in _RANKED
        if head in _ACADEMIC_OFFICES | _CORPORATE_OFFICES or at_work or ranked:
            return self._of_sender(title) if at_work else self._of_speaker(title)
        return NOBODY

    def _of_sender(self, title: Item) -> Employer:
        """The body whose press officer a title is: by the address of the line, else the sender."""
        if (body := self._senders.by_address(title)) is not None:
            return Employer(organisation=body, source="address")
        if self._senders.sender is not None:
            return Employer(organisation=self._senders.sender, source="sender")
        issuer = self._foremost if len(self._senders.sides) < _TWO else None
        return Employer(organisation=issuer, source="issuer") if issuer is not None else NOBODY

    def _of_speaker(self, title: Item) -> Employer:
        """The issuer; in a release of two sides the one of which the paragraph speaks."""
        if len(self._senders.sides) >= _TWO:
            side = self._senders.of_paragraph(title)
            known = side is not None and self._bodies[side].type in _EMPLOYING and self._may_hold(title, side)
            return Employer(organisation=side, source="side") if known else NOBODY
        issuer = self._speaker
        fits = issuer is not None and self._may_hold(title, issuer)
        return Employer(organisation=issuer, source="issuer") if fits else NOBODY

    def _may_hold(self, title: Item, issuer: str) -> bool:
        """Where states act, "the President" may be one's, and what is named most need not be the issuer."""
        kind = self._bodies[issuer].type
        if title.text == "President" and (kind == "other" or self._speaks_of_state or self._has_officers_of_state):
            return False
        return kind in {"company", "university"} or not self._speaks_of_state

    def _is_at_work(self, title: Item) -> bool:
        """Whether a title in the contact block or with a field of work is the issuer's: "Press Officer", "Fleet Director"."""
        zones = records.get(self._doc, records.Zone)
        return self._in(title, zones, {"contact"}) or any(w in _PRESS for w in title.text.lower().split())

    def _last_named(self, title: Item, words: tuple[str, ...]) -> str | None:
        """The body named last in front of a title whose name says that it has such an office: a faculty its dean."""
        found = [
            item.key
            for item in self._setting.items
            if item.kind == "body"
            and item.key in self._bodies
            and item.start < title.start
            and set(words) & set(self._bodies[item.key].name.lower().split())
        ]
        return found[-1] if found else None

    @cached_property
    def _speaker(self) -> str | None:
        """The issuer, where it is no government: there offices are many and mostly not the issuer's own."""
        issuer = self._foremost
        return issuer if issuer is not None and self._bodies[issuer].type in _EMPLOYING else None

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How prominently each body is named: in headline, letterhead, first sentence and "About" more than elsewhere."""
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
        return weights

    @cached_property
    def _senders(self) -> Senders:
        zones = records.get(self._doc, records.Zone)
        presented = frozenset(key for key in self._weights if self._is_presented(key, zones, {"headline", "letterhead", "about"}))
        return Senders(self._setting, self._weights, presented)

    @cached_property
    def _foremost(self) -> str | None:
        """The body that issues the release: named where issuers are and most often."""
        ranked = sorted(self._weights.items(), key=lambda pair: -pair[1])
        if not ranked or self._bodies[ranked[0][0]].type in {"court", "party"}:
            return None
        zones = records.get(self._doc, records.Zone)
        if not self._is_presented(ranked[0][0], zones, {"headline", "letterhead", "about", "contact", "credit"}):
            return None
        ahead = len(ranked) == 1 or ranked[0][1] >= _AHEAD * ranked[1][1]
        return ranked[0][0] if ahead else None

    def _is_presented(self, key: str, zones: tuple[records.Zone, ...], names: set[str]) -> bool:
        """Whether a body stands where issuers do: in headline, letterhead, contact block or notice, or in the first sentence of the story."""
        found = [i for i in self._setting.items if i.key == key]
        return key in self._first(zones) or any(
            self._in(i, zones, names) for i in found
        )

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
