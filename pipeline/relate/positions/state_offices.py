"""In which state an office of state is held, where no words at the title or the name say it: the issuer's own, a guest's, a host's."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from pipeline import records
from pipeline.find.reading import words_of
from pipeline.lexicon import country
from pipeline.relate.positions.chain import Item
from pipeline.relate.positions.employers import HEADS, NOBODY, Employer
from pipeline.relate.positions.setting import Setting
from pipeline.relate.positions.state_titles import is_office_of_state
from pipeline.relate.positions.states import States

HEADS_OF_STATE = frozenset({"President", "Vice President"})
_MEETING = frozenset({"meet", "meets", "met", "meeting", "hosted", "received"})
_OF_PRESIDENTS = frozenset({"presidential", "presidency", "cabinet", "ministers"})
_ALONG = frozenset({"along", "together", "accompanied", "joined", "coordination", "consultation"})
# In front of "with" these tell that sides deal with each other; one may "concur with" one's own President.
_DEALING = frozenset(
    "talks meetings discussions discussion call conversation summit dialogue negotiations consultations conferred spoke".split()
)
_LISTS = frozenset({"included", "include", "were", "are"})
_OBJECT = 6  # words of whom those met: "with the Prime Minister"
_SPEAKERS = frozenset({"i", "we", "he", "she"})
_THERE = frozenset({"in", "to", "visit"})
_DEALT = 4  # tokens
_RECEIVING = frozenset("received welcomed hosted greeted invited".split())
_COMPARABLE = 0.4  # how much as prominently as the first a second state must be named to speak too
_OTHERS = 3  # how much more often a foreign state must be named than any other, to be the one that is met
# Heads of departments are called secretaries there, and no prime minister leads the government.
_WITHOUT_MINISTERS = frozenset({"united states"})
_MINISTERS = frozenset({"minister", "vice-minister", "premier"})
_PAIR = 3  # items of a pair in front of its second title: title, name, "and"
_LEADING = frozenset({"led", "leads", "leading", "headed", "heads", "heading"})
_DELEGATES = frozenset(
    "leaders ministers officials delegation delegates counterparts representatives side authorities".split()
)
_LISTING = frozenset({",", "and", "mr", "mr.", "ms", "ms.", "dr", "dr.", "."})


class StateOffices:
    """What one Doc lets see of the states that its officers serve."""

    def __init__(self, setting: Setting, states: States) -> None:
        self._setting = setting
        self._doc = setting.doc
        self._states = states
        self._bodies = {o.key: o for o in records.get(setting.doc, records.Organisation)}

    def is_qualified(self, title: Item) -> bool:
        """Whether a capitalised word right before "President" says of what: "Teachers Local 12 President Karin Lim" is no head of state."""
        if title.text not in HEADS_OF_STATE or title.start == 0:
            return False
        before = self._doc[title.start - 1]
        return before.is_digit or (before.text[0].isupper() and before.lower_ in set(HEADS) | {"conference", "local"})

    @cached_property
    def speaks_of_state(self) -> bool:
        """Whether the release is about a state's affairs: a bare "President" may be a university's or a company's too."""
        if self._states.has_american_legislators or bool(words_of(self._doc).of(_OF_PRESIDENTS)):
            return True
        kinds = [o.type for o in self._bodies.values()]
        return kinds.count("government") > kinds.count("university") + kinds.count("company")

    @cached_property
    def has_officers(self) -> bool:
        """Whether the release names ministers or ambassadors, among whom a bare "President" is hardly a company's."""
        return any(i.kind == "title" and is_office_of_state(i) for i in self._setting.items)

    @cached_property
    def has_presidents(self) -> bool:
        """Whether a bare "President" is a state's: where the release speaks of states, or names more of their officers than other employers."""
        kinds = [o.type for o in self._bodies.values()]
        others = kinds.count("university") + kinds.count("company") - kinds.count("government")
        officers = {i.text for i in self._setting.items if i.kind == "title" and is_office_of_state(i)}
        told = bool(words_of(self._doc).of({"government"})) or any(
            map(self._states.has_officer, self._states.mentions)
        )
        governed = others <= 0 and self._states.home is not None and told
        here = words_of(self._doc)
        on_visit = any(i > 0 and here.lowers[i - 1] == "state" for i in here.of({"visit"}))
        return self.speaks_of_state or governed or on_visit or len(officers) > others

    def of(self, title: Item, taken: frozenset[str]) -> Employer:
        """The state in which an office of state is held; of two that speak, not the one of the `taken`, where somebody else is said to hold it."""
        found = self._of(title)
        state = country(found.place or "")
        if state not in taken or self._states.has_american_legislators:
            return found
        other = self._states.home_besides(taken)
        least = _COMPARABLE * self._states.weight(state or "")
        if other is None or self._states.weight(country(other) or "") < least:
            return found
        third = self._states.home_besides(taken | {country(other) or ""})
        several = third is not None and self._states.weight(country(third) or "") >= least
        return found if several else Employer(place=other, source="state without holder")

    def _of(self, title: Item) -> Employer:
        """By the list, the meeting or the home of the release."""
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

    def is_met(self, title: Item) -> bool:
        """Whether the holder of an office is one whom the issuer's own meet, where the release names one other state."""
        return self._host(title, self._states.home) is not None

    def _host(self, title: Item, home: str | None) -> str | None:
        """The one other state of the release, whose minister a home minister meets or deals with: "Minister Lim will meet Minister of Trade Jo Berg"."""
        other = self._visited_at(title, home) or self._other_state(home)
        if other is None or not self._doc.has_annotation("SENT_START"):
            return None
        sentence = self._doc[title.start].sent
        before = list(self._doc[sentence.start : title.start])
        met = next((t.i for t in before if t.lower_ in _MEETING), None)
        led = met is not None and (
            any(i.kind == "person" and sentence.start <= i.start < met for i in self._setting.items)
            or any(t.lower_ in _SPEAKERS for t in before)
        )
        # "The Fijian Ambassador met President Lim": it is the guest who is told to meet
        guest = met is not None and any(
            sentence.start <= m.start < met and m.state not in {country(home or ""), *self._states.visited}
            for m in self._states.mentions
        )
        led = led and not guest
        of_state = is_office_of_state(title) or title.text in HEADS_OF_STATE
        dealt_with = not guest and of_state and self._is_dealt_with(title)
        listed = met is not None and self._are_guests(met, title)
        return other if led or dealt_with or listed or self._is_second_of_two(title) else None

    def _are_guests(self, met: int, title: Item) -> bool:
        """Whether a title is in a list of those who met the issuer's own: "Those who met the President included Mr Lee Ho, Minister of Trade"."""
        behind = [t.lower_ for t in self._doc[met + 1 : title.start]]
        opens = next((k for k, word in enumerate(behind) if word in _LISTS), None)
        return (
            opens is not None and bool(set(behind[:opens]) & {"president", "minister", "premier"}) and opens <= _OBJECT
        )

    def _visited_at(self, title: Item, home: str | None) -> str | None:
        """The state visited that the paragraph of a title names last in front of it: "My visit to Fiji will … I will be meeting Prime Minister Lim"."""
        begin = self._doc.text.rfind("\n\n", 0, self._doc[title.start].idx)
        at = {m.start: m for m in self._states.mentions if m.end <= title.start and self._doc[m.start].idx > begin}
        own = country(home) if home else None
        for mention in reversed(at.values()):
            before = {t.lower_ for t in self._doc[max(0, mention.start - 3) : mention.start]}
            if mention.state != own and not mention.adjective and before & _THERE:
                return self._states.name(mention.state) if mention.state in self._states.visited else None
        return None

    def _is_dealt_with(self, title: Item) -> bool:
        """Whether a title stands behind "with", that tells of no companion; on a visit also behind "welcomed by"."""
        k = title.start - 1
        while k > 0 and self._doc[k].lower_ in {"the", "his", "her", "newly", "elected", "excellency", ",", "h.e."}:
            k -= 1
        before, verb = (self._doc[max(0, k)].lower_, self._doc[max(0, k - 1)].lower_)
        if before == "by":
            return verb in _RECEIVING and bool(self._states.visited)
        if before != "with" or verb in _ALONG:
            return False
        told = {t.lower_ for t in self._doc[max(0, k - _DEALT) : k]}
        return title.text not in HEADS_OF_STATE or bool(told & (_MEETING | _DEALING))

    def _other_state(self, home: str | None) -> str | None:
        """The one state that the release names beside its own, or far more often than any third."""
        own = country(home) if home else None
        visited = {m.state for m in self._states.mentions if m.state != own} & self._states.visited
        if own is not None and len(visited) == 1:
            return self._states.name(visited.pop())
        foreign = Counter(m.state for m in self._states.mentions if m.state != own).most_common(2)
        one = len(foreign) == 1 or (len(foreign) == 2 and foreign[0][1] >= _OTHERS * foreign[1][1])
        return self._states.name(foreign[0][0]) if own is not None and one else None

    def _is_second_of_two(self, title: Item) -> bool:
        """The second of two who hold one office: "President Lim and President Berg", "between Minister Lim and Minister Berg"; home is named first."""
        items = self._setting.items
        at = self._setting.index_of(title) or 0
        if at < _PAIR or not self._setting.is_word(at - 1, "and"):
            return False
        first = at - 2
        while first > at - _PAIR and items[first].kind == "word" and items[first].text != ".":
            first -= 1
        return (
            items[first].kind == "person" and items[first - 1].kind == "title" and items[first - 1].text == title.text
        )

    def _state_of_list(self, title: Item) -> str | None:
        """The state in "Marland leaders, including Education Minister Lee Ho, …", "on behalf of Marland by …", "…, led the Marland delegation"."""
        sentence = self._doc[title.start].sent if self._doc.has_annotation("SENT_START") else self._doc[:]
        inside = [m for m in self._states.mentions if sentence.start <= m.start and m.end < sentence.end]
        for mention in reversed([m for m in inside if m.start < title.start]):
            behalf = [t.lower_ for t in self._doc[max(0, mention.start - 4) : mention.start] if t.lower_ != "the"][
                -2:
            ] == ["behalf", "of"]
            meets = {t.lower_ for t in self._doc[mention.end : title.start]} & _MEETING
            if behalf or (self._doc[mention.end].lower_ in _DELEGATES and not meets):
                return self._states.name(mention.state)
        if (visitor := self._of_visitors(title)) is not None:
            return visitor
        for mention in (m for m in inside if m.start > title.end):
            led = {t.lower_ for t in self._doc[max(0, mention.start - 3) : mention.start]} & _LEADING
            if led and self._doc[mention.end].lower_ == "delegation":
                return self._states.name(mention.state)
        return None

    def _of_visitors(self, title: Item) -> str | None:
        """The state of a list that one meets: "talks with Fijian President Lim, Foreign Minister Berg and Minister Roe"."""
        setting = self._setting
        k = (setting.index_of(title) or 0) - 1
        while k > 1 and (setting.kind(k) in {"person", "title"} or setting.is_word(k, *_LISTING)):
            k -= 1
        named = next((m for m in self._states.mentions if m.start == setting.items[k].start), None)
        met = named is not None and named.adjective and setting.is_word(k - 1, "with", "met", "meeting", "meet")
        listed = met and setting.kind(k + 1) == "title" and setting.items[k + 1].start < title.start
        return self._states.name(named.state) if listed and named is not None else None
