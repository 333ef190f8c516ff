"""The states that a release names: where each stands, by what name, and which of them is the issuer's own.

An office of state ("Minister for Law") is held in a state that its own words often leave out. It is then the state whose
government speaks in the release: the one of the dateline or letterhead, of the bodies and offices of state that bear its name,
or the one named most, but not one that is only visited or dealt with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from pipeline import records
from pipeline.find.reading import words_of
from pipeline.find.titles import TitlePhrase, title_phrases
from pipeline.lexicon import country, table, words
from pipeline.relate.positions.named_states import NamedStates, StateMention

# One goes to and deals with other states.
_ABROAD = frozenset({"to", "with", "from", "in", "between"})
_PARTNER = frozenset({"with", "visit", "visiting", "visits", "visited"})
_STYLES = frozenset("the republic of government kingdom state democratic socialist federal people ’s 's united".split())
_STATE_OFFICERS = frozenset(
    "president minister vice-minister premier king queen sultan emir chancellor ambassador commissioner governor-general".split()
)
_OFFICES = frozenset(
    "president minister ambassador commissioner king sultan emir republic state government justice".split()
)
_STATE_POSTS = frozenset({"President", "Justice", "Premier", "Minister", "Governor-General"})
_COUNTERPARTS = frozenset({"counterpart", "counterparts"})
_MISSIONS = frozenset({"embassy", "consulate"})
_ENVOYS = frozenset({"ambassador", "envoy", "commissioner", "representative", "consul"})
_MONEY = frozenset({"dollar", "dollars", "$", "usd"})
_RETURN = frozenset({"return", "returned", "returns", "returning"})
_SHALL = frozenset({"will", "shall", "to"})
_TRAVEL = frozenset("visit visits trip tour travel travelled traveled mission delegation flew went".split())
_COMPANY_FORMS = frozenset(form.strip(".,") for form in words("legal_forms")) | {"company", "corporation"}
_LEGISLATORS_OF_THE_UNION = frozenset({"senator", "sen.", "representative", "rep.", "congressman", "congresswoman"})


class States(NamedStates):
    """The states of one Doc, with what tells which of them is the issuer's own."""

    @cached_property
    def home(self) -> str | None:
        """The state whose government speaks in the release, as the text names it; null where it names none."""
        return self.home_besides(frozenset())

    def home_besides(self, others: frozenset[str]) -> str | None:
        """The home where it is known to be none of `others`."""
        weights = {state: weight for state, weight in self._weights.items() if state not in others}
        if self.has_american_legislators and "united states" not in others:
            return self.name("united states")
        # a state that the issuer's people visit is theirs only where much else says so
        ranked = sorted(weights, key=lambda s: (s in self.visited and weights[s] < _ENOUGH, -weights[s]))
        if not ranked or weights[ranked[0]] <= 0 or (len(ranked) > 1 and self._is_tie(weights, *ranked[:2])):
            return None
        if weights[ranked[0]] < _ENOUGH and ranked[0] in self.visited:
            return None
        return self.name(ranked[0])

    def weight(self, state: str) -> float:
        """How much the release says that a state is the issuer's."""
        return self._weights.get(state, 0.0)

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much the release says of each state that it is the issuer's."""
        weights: dict[str, float] = {}
        adjectives: dict[str, float] = {}
        for mention in self.mentions:
            weight = self._weight(mention)
            if mention.adjective:  # "Japanese" goods and words do not add up to a home
                weight = min(weight, _ADJECTIVES - adjectives.get(mention.state, 0.0))
                adjectives[mention.state] = adjectives.get(mention.state, 0.0) + max(weight, 0.0)
            weights[mention.state] = weights.get(mention.state, 0.0) + weight
        place = records.facts(self._doc).dateline_place
        if place and (state := country(place.split(",")[-1]) or seat_of_government(place)) is not None:
            weights[state] = weights.get(state, 0.0) + _DATELINE
        for state in self._named_first:
            weights[state] = weights.get(state, 0.0) + 1.0
        if self._inaugurated is not None:
            weights[self._inaugurated] = weights.get(self._inaugurated, 0.0) + _DATELINE
        return weights

    def _is_tie(self, weights: dict[str, float], one: str, other: str) -> bool:
        return weights[one] == weights[other] and other not in self.visited

    @cached_property
    def _inaugurated(self) -> str | None:
        """The state whose office somebody takes: "was sworn in as the 9th President of the Republic of Norway"; None where there is none."""
        doc = self._doc
        for mention in self.mentions:
            k = mention.start - 1
            while k > 0 and doc[k].lower_ in _STYLES | {"of"}:
                k -= 1
            if not (k in self._officers or (k > 0 and doc[k].text in _STATE_POSTS)):
                continue
            before = {t.lower_ for t in doc[max(0, k - _OATH) : k]}
            if "sworn" in before or ("oath" in before and "office" in before):
                return mention.state
        return None

    @cached_property
    def has_american_legislators(self) -> bool:
        """Whether a legislator of the United States is named with party and state, or as "U.S. Rep."."""
        return any(p.head in _LEGISLATORS_OF_THE_UNION and self._is_american(p) for p in title_phrases(self._doc))

    @cached_property
    def visited(self) -> frozenset[str]:
        """The states to which the issuer's own people travel: "is on an official visit to Norway", not "the Fijian Premier's visit to Norway"."""
        doc, found = self._doc, set()
        for mention in self.mentions:
            k = mention.start - 1
            while k > 0 and doc[k].lower_ in _STYLES:
                k -= 1
            travelled = k > 0 and doc[k].lower_ == "to" and doc[k - 1].lower_ in _TRAVEL
            travelled = travelled or (k > 0 and doc[k].lower_ == "visit" and doc[k - 1].lower_ in _SHALL)
            if travelled and not self._traveller(mention, k):
                found.add(mention.state)
        return frozenset(found)

    def _traveller(self, mention: StateMention, k: int) -> bool:
        """Whether another state is named not far in front of the word at `k`: whose officer goes to the one mentioned."""
        begin = k - _TRAVELLER
        if self._doc.has_annotation("SENT_START"):
            begin = max(begin, self._doc[k].sent.start - 1)
        told = any(begin < m.start < k and m.state != mention.state for m in self.mentions)
        guests = (self._guests.get(key) for at, key in self._keys.items() if begin < at < k)
        return told or any(state not in {None, mention.state} for state in guests)

    @cached_property
    def _guests(self) -> dict[str, str]:
        """The states of officers whom the text names with them, by the keys of their names: "Fijian Premier Jo Berg"."""
        behind = {p.span.start: p.span.end for p in title_phrases(self._doc) if p.head in _STATE_OFFICERS}
        found: dict[str, str] = {}
        for mention in self.mentions:
            at = mention.end + (mention.end < len(self._doc) and self._doc[mention.end].lower_ in {"'s", "’s"})
            end = behind.get(at)
            near = range(end, end + _STYLED) if end is not None else ()
            key = next((self._keys[i] for i in near if i in self._keys), None)
            if key is not None:
                found.setdefault(key, mention.state)
        return found

    @cached_property
    def _keys(self) -> dict[int, str]:
        """The keys of the people who are named, by the first tokens of their names."""
        spans = (
            (self._doc.char_span(m.start, m.end, alignment_mode="expand"), m.key)
            for m in records.get(self._doc, records.Mention)
            if m.label == "person"
        )
        return {span.start: key for span, key in spans if span is not None and key is not None}

    def _weight(self, mention: StateMention) -> float:
        """How much one mention says that the state is the issuer's."""
        doc = self._doc
        before = mention.start - 1
        while before > 0 and doc[before].lower_ in _STYLES:
            before -= 1
        if mention.end < len(doc) and (doc[mention.end].is_currency or doc[mention.end].lower_ in _MONEY):
            return 0.0  # "US $ 2 million"
        if before >= 0 and doc[before].lower_ in _PARTNER:
            if doc[before].lower_ != "with" and self._traveller(mention, before):
                return 0.5  # "Prime Minister Berg of Fiji visits Norway"
            return 0.5 if mention.start in self._government or self._opens_body(mention) else -0.5
        if self._has_embassy(mention, before) or self.has_officer(mention):
            return self._sends(mention) or -0.5
        if before > 1 and doc[before].lower_ == "to" and doc[before - 1].lower_ in _TRAVEL:
            return -0.5 if mention.state in self.visited else 0.5  # a guest's visit to the issuer's state
        if before > 1 and doc[before].lower_ == "to" and doc[before - 1].lower_ in _RETURN:
            return 1.0
        if before > 0 and doc[before].lower_ == "in" and before - 1 in self._officers:
            return -0.5  # "the President in Fiji"
        if before > 0 and doc[before].text == "," and doc[before - 1].ent_type_ in {"GPE", "LOC"}:
            return 0.0  # "Tokyo, Japan": a place abroad
        if self._tells_a_body_apart(mention):
            return 0.0
        if mention.start in self._of_companies and not (before >= 0 and doc[before].lower_ == "of"):
            return _COMPANY
        if any(z.start <= doc[mention.start].idx < z.end for z in self._letterheads):
            return _DATELINE
        envoy = before > 0 and doc[before].lower_ == "to" and self._is_posted(before)
        if envoy or mention.start in self._government:
            if envoy:
                return (
                    2.0 if len(self._posts) == 1 else 0.5
                )  # two envoys, of each side in the other's state, say nothing
            return self._of_government(mention, before)
        abroad = before >= 0 and doc[before].lower_ in _ABROAD and not self._opens_body(mention)
        return 0.5 if mention.adjective or abroad else 1.0

    def _tells_a_body_apart(self, mention: StateMention) -> bool:
        """Whether the state tells where a company is at home: "Deltavik Ltd. of Norway", which a release of Norway would leave out."""
        doc, start = self._doc, mention.start
        of = start > 1 and doc[start - 1].lower_ == "of"
        return of and not mention.adjective and doc[start - 2].lower_.strip(".,") in _COMPANY_FORMS

    def _has_embassy(self, mention: StateMention, before: int) -> bool:
        """Whether the mention tells whose embassy is meant, which stands in another state: "the Norwegian Embassy"."""
        doc = self._doc
        behind = {t.lower_ for t in doc[mention.end : mention.end + 2]}
        in_front = doc[before].lower_ == "of" or doc[before + 1].lower_ == "of" if before >= 0 else False
        of = in_front and any(t.lower_ in _MISSIONS for t in doc[max(0, before - 1) : before + 1])
        return of or bool(behind & _MISSIONS)

    def _of_government(self, mention: StateMention, before: int) -> float:
        """The weight of a government body: of a state's own land office much, of its mere government less, least where it does not act."""
        doc = self._doc
        around = range(max(0, before), min(len(doc), mention.end + 1))
        government = next((doc[i] for i in around if doc[i].lower_ == "government"), None)
        if government is None:
            return _GOVERNMENT
        return 0.8 if government.dep_ == "nsubj" else 0.5

    def has_officer(self, mention: StateMention) -> bool:
        """Whether an office of state stands with the mention: "Fiji's Minister", "President of Fiji"; the issuer's own go without their state."""
        doc = self._doc
        behind = mention.end + (mention.end < len(doc) and doc[mention.end].lower_ in {"'s", "’s"})
        if behind in self._officers or (behind < len(doc) and doc[behind].lower_ in _COUNTERPARTS):
            return True
        before = mention.start - 1
        while before > 0 and doc[before].lower_ in _STYLES:
            before -= 1
        named = mention.start not in self._government and self._names_officer(before)
        office = before >= 0 and (before in self._officers or doc[before].lower_ in _OFFICES or named)
        return office and doc[before + 1].lower_ == "of"

    def _sends(self, mention: StateMention) -> float | None:
        """What it says that a state sends an envoy to the one that alone hosts envoys: the host speaks, but where the issuer's people visit it."""
        behind = {t.lower_ for t in self._doc[mention.end : mention.end + 3]}
        if len(self._posts) != 1 or mention.state in self._posts or not behind & _ENVOYS:
            return None
        return 1.0 if self._posts <= self.visited else -1.5

    def _names_officer(self, last: int) -> bool:
        """Whether a token ends the name of an officer of state: the "Berg" of "Prime Minister Jo Berg of Fiji"."""
        start = self._people.get(last)
        return start is not None and start - 1 in self._officers

    @cached_property
    def _people(self) -> dict[int, int]:
        """Where the name of a person begins, by its last token."""
        spans = (
            self._doc.char_span(m.start, m.end, alignment_mode="expand")
            for m in records.get(self._doc, records.Mention)
            if m.label == "person"
        )
        return {span.end - 1: span.start for span in spans if span is not None}

    @cached_property
    def _officers(self) -> frozenset[int]:
        """The first and last tokens of titles that are held in states."""
        held = [p.span for p in title_phrases(self._doc) if p.head in _STATE_OFFICERS]
        return frozenset(i for span in held for i in (span.start, span.end - 1))

    def _opens_body(self, mention: StateMention) -> bool:
        """Whether the state's name is the first word of a body's: "between the Marland Institute of Standards and …"."""
        following = self._doc[mention.end] if mention.end < len(self._doc) else None
        return following is not None and following.is_alpha and following.text[0].isupper()

    @cached_property
    def _letterheads(self) -> tuple[records.Zone, ...]:
        return tuple(z for z in records.get(self._doc, records.Zone) if z.name == "letterhead")

    @cached_property
    def _posts(self) -> frozenset[str]:
        """The states to which envoys are posted."""
        found = set()
        for mention in self.mentions:
            k = mention.start - 1
            while k > 0 and self._doc[k].lower_ in _STYLES:
                k -= 1
            if k > 0 and self._doc[k].lower_ == "to" and self._is_posted(k):
                found.add(mention.state)
        return frozenset(found)

    def _is_posted(self, to: int) -> bool:
        """Whether an envoy is sent "to" a state: in front stand the envoy and, perhaps, who sends him or her."""
        return any(t.lower_ in _ENVOYS for t in self._doc[max(0, to - 9) : to])

    @property
    def _named_first(self) -> Iterator[str]:
        """The first of two states that are joined ("between Norway and Fiji"): releases name their own side first, above all in headlines."""
        headlines = [z for z in records.get(self._doc, records.Zone) if z.name == "headline"]
        opens: StateMention | None = None  # the first of a list that goes on: "Norway, Fiji and Malta"
        lowers = words_of(self._doc).lowers
        for first, second in pairwise(self.mentions):
            between = [word for word in lowers[first.end : second.start] if not word.isspace()]
            own = opens or first
            opens = own if between == [","] else None
            joined = "and" in between and len(between) <= _PAIR and not set(between) & {",", ".", ";"}
            joined = joined and not any(t.pos_ == "VERB" for t in self._doc[first.end : second.start])
            if joined and own.state != second.state and not own.adjective:
                yield own.state
                if any(z.start <= self._doc[own.start].idx < z.end for z in headlines):
                    yield own.state

    @cached_property
    def _government(self) -> frozenset[int]:
        """The tokens of state names inside the names of government bodies: "Sri Lanka Air Force", "Singapore Ministry of Law"."""
        return self._inside("government", "court")

    @cached_property
    def _of_companies(self) -> frozenset[int]:
        """The tokens of state names inside the names of companies, which trade abroad too: "Norway Shipping Ltd"."""
        return self._inside("company")

    def _inside(self, *kinds: str) -> frozenset[int]:
        """The tokens of the names of bodies of some kinds."""
        keys = {o.key for o in records.get(self._doc, records.Organisation) if o.type in kinds}
        spans = (
            self._doc.char_span(m.start, m.end, alignment_mode="expand")
            for m in records.get(self._doc, records.Mention)
            if m.key in keys
        )
        return frozenset(t.i for span in spans if span is not None for t in span)

    def _is_american(self, phrase: TitlePhrase) -> bool:
        """Whether a legislator's title begins with "U.S." or a bracket of party and state follows: "Sen. Hale (D-Ore.)"."""
        start = phrase.span.start
        if (
            phrase.head in {"congressman", "congresswoman"}
            or phrase.text.startswith(("U.S.", "United States"))
            or (start > 0 and self._doc[start - 1].text == "U.S.")
        ):
            return True
        behind = self._doc[phrase.span.end : phrase.span.end + 10].text
        return re.match(r"[^()]{0,40}\((?:[DRI]\s*-\s*|[A-Z]{2}\s*-\s*\d)", behind) is not None


_DATELINE = 3.0
_GOVERNMENT = 1.5
_COMPANY = 0.25
_ADJECTIVES = 1.0  # the most that all adjectives of one state weigh
_ENOUGH = 4.0  # what speaks for a state that is visited, before it can be the issuer's own
_TRAVELLER = 15  # tokens in front of "to", in which another state's traveller may be named
_OATH = 12  # tokens in front of an office, in which somebody may be told to be sworn in
_STYLED = 3  # tokens between an office and a name: "Mr", "Hon. Dr"
_PAIR = 8  # words that may stand between two states of one pair


def seat_of_government(place: str) -> str | None:
    """The state whose seat of government a dateline names: "OSLO", "Abuja"."""
    plain = " ".join(place.split()).lower().strip(" ,.–—-")
    return table("capitals").get(plain.replace("’", "'"))


def state_of(name: str) -> str | None:
    """The state whose government a body's name says it is: "Government of the Republic of Marland", "U.S. government"."""
    plain = name.lower().removeprefix("the ")
    for lead in ("government of the ", "government of ", "governments of "):
        if plain.startswith(lead):
            return country(name[len(name) - len(plain) + len(lead) :]) or None
    return country(name[: -len(" government")]) if plain.endswith(" government") else None
