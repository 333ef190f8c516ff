"""The body or state in which a title is held when no words at the title or the name say it: what the release as a whole lets see.

Each inference has a name of its own, which the rule of the row carries ("title before name + home state"), so that its
precision is counted apart. Where none applies the body stays unknown.
"""

from __future__ import annotations

from functools import cached_property

from pipeline import records
from pipeline.find.offices import ACADEMIC, OCCUPATIONS
from pipeline.relate.chain import Item, districts
from pipeline.relate.employers import NOBODY, Employer
from pipeline.relate.public_bodies import PublicBodies
from pipeline.relate.senders import Senders
from pipeline.relate.setting import Setting
from pipeline.relate.state_offices import HEADS_OF_STATE, StateOffices
from pipeline.relate.state_titles import is_legislator, is_office_of_state
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
    "administrator executive chief specialist strategist physician surgeon coordinator keeper archivist librarian programmer developer".split()
)
_RANKED = frozenset(
    "chief head senior lead deputy corporate company executive general principal managing group vice assistant associate independent".split()
)
_OF_COURTS = frozenset({"judge", "justice", "magistrate"})
# What is said of a judge who goes to another court, or of a case that does.
_TO_ANOTHER_COURT = ("nomin", "confirm", "appeal", "elevat", "candida", "hearing")
_PRESS = frozenset(
    {"press", "media", "spokesperson", "spokesman", "spokeswoman", "communications", "communication", "publicity"}
)
_AHEAD = 1.3  # how much more an issuer must be named than the next body
_TWO = 2  # sides
_FIRST = 3.0  # what being named first weighs against one more mention
_UNITS_HAVE_ONE = frozenset(
    {"director", "head", "manager", "president", "vice president", "officer", "managing director", "chair"}
)
_EMPLOYING = frozenset({"company", "university", "association", "international", "other"})
_TIMES = frozenset({"time", "same", "moment", "end", "beginning", "age"})  # "at the same time"
_QUOTES = frozenset({"“", '"', "„", "«"})
_GLAD = frozenset("pleased proud delighted excited committed thrilled honored honoured happy grateful glad very extremely".split())
_SAYING = frozenset({"said", "says", "added", "stated", "explained", "commented"})
# Offices of places, states and courts, and what anybody is.
_ELSEWHERE = frozenset(
    "governor mayor king queen prince princess senator member attorney judge justice counsel bishop archbishop cardinal pope ambassador "
    "sheriff patron guest fellow astronaut lawyer engineer doctor advocate president-elect speaker commander captain leader deputy envoy clerk".split()
)
# What public bodies are called that speak for themselves.
_WITH_STAFF = frozenset({"authority", "agency", "commission", "board", "council", "corporation", "police"})
_TRADES = ("grapher", "ologist", "expert", "specialist", "ician", "analyst", "consultant")
_COMING = frozenset(
    "attended attend attending participated participating participants presence graced witnessed presided".split()
)


def names_another(setting: Setting, title: Item) -> bool:
    """Whether "of" or "at" behind a title say where it is held, in words that no rule understands."""
    k = setting.index_of(title)
    while k is not None and setting.is_word(k + 1, "and", "&", "/") and setting.kind(k + 2) == "title":
        k += 2  # "co-founder and CEO of nunchi"
    return k is not None and setting.is_word(k + 1, "of", "at") and setting.text(k + 3) not in _TIMES


class Issuers:
    """What one Doc lets see of the bodies behind its titles."""

    def __init__(self, setting: Setting, states: States) -> None:
        self._setting = setting
        self._doc = setting.doc
        self._offices = StateOffices(setting, states)
        self._public = PublicBodies(setting, states.home)
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
        of_state = title.text in HEADS_OF_STATE and self._offices.has_presidents and not self._is_joined_to_corporate(title)
        if not (elsewhere or of_state) and (public := self._public.of(title)) is not None:
            return public
        if is_office_of_state(title) or of_state:
            return NOBODY if self._offices.is_qualified(title) else self._offices.of(title)
        if elsewhere:
            return NOBODY
        if (spoken := self._speaks_for(title)) is not None:
            return Employer(organisation=spoken, source="quote")
        if (side := self._of_a_side(title)) is not None:
            return side
        if appointed and head in ACADEMIC:
            return self._of_university()
        if head in _OF_COURTS and (court := self._court_of_sentence(title)) is not None:
            return Employer(organisation=court, source="court of the sentence")
        if is_rank(title):
            return NOBODY
        if self._doc.has_annotation("SENT_START") and (signer := self._senders.in_order(title)) in self._bodies:
            return Employer(organisation=signer, source="in order")
        found = self._issuer(title)
        return found if found.known or not self._is_of_only(title) else Employer(self._senders.only, source="only body")

    def _is_of_only(self, title: Item) -> bool:
        """Whether a bare office is one of the only body of the release: written with a capital, no trade, and of no place or state."""
        head = title.title.head if title.title else ""
        if self._senders.only is None or not title.text[0].isupper() or " to " in title.text:
            return False
        if self._offices.has_officers or self._is_among_guests(title) or self._is_legislators:
            return False
        if self._setting.is_word((self._setting.index_of(title) or 0) + 1, "for", "of", "at", "with"):
            return False
        trade = head in OCCUPATIONS | _ELSEWHERE or head.endswith(_TRADES)
        kind = self._bodies[self._senders.only].type
        words = set(self._bodies[self._senders.only].name.lower().split())
        if kind == "government" and self._senders.sender != self._senders.only and not words & _WITH_STAFF:
            return False  # a government's offices are many, and mostly named without it
        joined = self._is_joined_to_corporate(title)
        presides = joined or (kind in {"company", "university", "association"} and not self._offices.speaks_of_state)
        return not trade and (presides or title.text not in HEADS_OF_STATE)

    @cached_property
    def _is_legislators(self) -> bool:
        """Whether the release names legislators, one of whom may send it."""
        return any(i.kind == "title" and is_legislator(i) for i in self._setting.items)

    def _is_among_guests(self, title: Item) -> bool:
        """Whether the sentence lists who came to an event, from wherever they came."""
        return self._doc.has_annotation("SENT_START") and any(t.lower_ in _COMING for t in self._doc[title.start].sent)

    def _is_joined_to_corporate(self, title: Item) -> bool:
        """Whether "and" joins an office of companies: "President and CEO"."""
        setting = self._setting
        at = setting.index_of(title) or 0
        for joint, other in ((at + 1, at + 2), (at - 1, at - 2)):
            item = setting.items[other] if 0 <= other < len(setting.items) else None
            if setting.is_word(joint, "and", "&", "/") and item is not None and item.title is not None:
                return item.title.head in _CORPORATE_OFFICES - {"president", "head"}
        return False

    def _speaks_for(self, title: Item) -> str | None:
        """The body that opens the quotation behind which a title stands: "“Halvex is pleased to join,” said Director Lim"."""
        if not self._doc.has_annotation("SENT_START"):
            return None
        at = self._setting.index_of(title) or 0
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
                if body is behind and body.place:
                    return Employer(place=body.text, source="side named")
                named = body.kind == "body" and not body.place and body.key in self._bodies
                return Employer(organisation=body.key, source="side named") if named else NOBODY
        return None

    def _court_of_sentence(self, title: Item) -> str | None:
        """The one court that the sentence of a judge names: "Judge Lim sentenced him in Larnvik District Court"."""
        if not self._doc.has_annotation("SENT_START"):
            return None
        sentence = self._doc[title.start].sent
        if any(t.lower_.startswith(_TO_ANOTHER_COURT) for t in sentence):
            return None
        inside = [i for i in self._setting.items if i.kind == "body" and sentence.start <= i.start < sentence.end]
        named = {i.key for i in inside if i.key in self._bodies and self._bodies[i.key].type == "court"}
        return named.pop() if len(named) == 1 else None

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
        if title.text == "President" and (kind == "other" or self._offices.speaks_of_state or self._offices.has_officers):
            return False
        return kind in {"company", "university"} or not self._offices.speaks_of_state

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
