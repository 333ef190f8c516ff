"""The body or state in which a title is held when no words at the title or the name say it: what the release as a whole lets see.

Each inference has a name of its own, which the rule of the row carries ("title before name + home state"), so that its
precision is counted apart. Where none applies the body stays unknown.
"""

from __future__ import annotations

from functools import cached_property

from pipeline import records
from pipeline.find.offices import ACADEMIC, OCCUPATIONS
from pipeline.lexicon import country
from pipeline.relate.positions.acting_for import side_told, state_told
from pipeline.relate.positions.chain import Item, districts
from pipeline.relate.positions.employers import NOBODY, Employer
from pipeline.relate.positions.prominence import Prominence
from pipeline.relate.positions.public_bodies import PublicBodies
from pipeline.relate.positions.senders import Senders
from pipeline.relate.positions.setting import Setting
from pipeline.relate.positions.state_offices import HEADS_OF_STATE, StateOffices
from pipeline.relate.positions.state_titles import is_legislator, is_office_of_state
from pipeline.relate.positions.states import States
from pipeline.relate.positions.title_groups import is_rank

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
    "spokesperson spokesman spokeswoman treasurer counsel founder co-founder controller".split()
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
_OF_SECRETARIATS = frozenset(
    {"secretary-general", "secretary general", "deputy secretary-general", "deputy secretary general"}
)
_OF_COURTS = frozenset({"judge", "justice", "magistrate"})
# What is said of a judge who goes to another court, or of a case that does.
_TO_ANOTHER_COURT = ("nomin", "confirm", "appeal", "elevat", "candida", "hearing")
# What opens a line that says whom one can ask.
_ASKING = frozenset({"contact", "contacts", "inquiries", "enquiries", "interviews", "questions"})
_CONTACT = 8  # tokens between that and a title
_PRESS = frozenset(
    {"press", "media", "spokesperson", "spokesman", "spokeswoman", "communications", "communication", "publicity"}
)
_AHEAD = 1.3  # how much more an issuer must be named than the next body
_TWO = 2  # sides
_UNITS_HAVE_ONE = frozenset(
    {"director", "head", "manager", "president", "vice president", "officer", "managing director", "chair"}
)
_EMPLOYING = frozenset({"company", "university", "association", "international", "other"})
_TIMES = frozenset({"time", "same", "moment", "end", "beginning", "age"})  # "at the same time"
_QUOTES = frozenset({"“", '"', "„", "«"})
_GLAD = frozenset(
    "pleased proud delighted excited committed thrilled honored honoured happy grateful glad very extremely".split()
)
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
        self._states = states
        self._offices = StateOffices(setting, states)
        self._prominence = Prominence(setting.doc, ((i.start, i.end, i.key) for i in setting.items if i.kind == "body"))
        self._public = PublicBodies(setting, states.home)
        self._bodies = {o.key: o for o in records.get(setting.doc, records.Organisation)}

    def inferred(
        self,
        title: Item,
        person: str,
        seats: dict[str, str],
        taken: frozenset[str],
        *,
        elsewhere: bool,
        appointed: bool,
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
        of_state = (
            title.text in HEADS_OF_STATE and self._offices.has_presidents and not self._is_joined_to_corporate(title)
        )
        state = state_told(self._setting, title) if is_office_of_state(title) or head == "secretary" else None
        if state is not None and state != country(self._states.home or ""):
            return Employer(place=self._states.name(state), source="side named")
        public = self._public.of(title) if not (elsewhere or of_state) else None
        if public is not None and not self._offices.is_met(title):
            return public
        if is_office_of_state(title) or of_state:
            return NOBODY if self._offices.is_qualified(title) else self._offices.of(title, taken)
        if elsewhere:
            return NOBODY
        if (spoken := self._speaks_for(title)) is not None:
            return Employer(organisation=spoken, source="quote")
        if (side := side_told(self._setting, title)) is not None:
            if side.place:
                return Employer(place=side.text, source="side named")
            return Employer(organisation=side.key, source="side named") if side.key in self._bodies else NOBODY
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

    @property
    def only(self) -> str | None:
        """The one body that the release is of, where it is of one."""
        return self._senders.only

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
        ranked = title.text.lower() in _OF_SECRETARIATS or (
            head in _WHEN_RANKED and title.text.lower().split()[0] in _RANKED
        )
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
        if title.text == "President" and (
            kind == "other" or self._offices.speaks_of_state or self._offices.has_officers
        ):
            return False
        return kind in {"company", "university"} or not self._offices.speaks_of_state

    def _is_at_work(self, title: Item) -> bool:
        """Whether a title in the contact block or with a field of work is the issuer's: "Press Officer", "Fleet Director"."""
        zones = records.get(self._doc, records.Zone)
        near = self._doc[max(0, title.start - _CONTACT) : title.start]
        asked = any(t.lower_ in _ASKING and (t.is_sent_start or t.lower_ == "contact") for t in near)
        return asked or any(w in _PRESS for w in title.text.lower().split()) or self._in(title, zones, {"contact"})

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
    def _senders(self) -> Senders:
        weights = self._prominence.weights
        presented = frozenset(
            k for k in weights if self._prominence.is_presented(k, frozenset({"headline", "letterhead", "about"}))
        )
        return Senders(self._setting, weights, presented)

    @cached_property
    def _foremost(self) -> str | None:
        """The body that issues the release: named where issuers are and most often."""
        return self._prominence.foremost(_AHEAD)

    def _in(self, item: Item, zones: tuple[records.Zone, ...], names: set[str]) -> bool:
        start = self._doc[item.start].idx
        return any(z.start <= start < z.end for z in zones if z.name in names)
