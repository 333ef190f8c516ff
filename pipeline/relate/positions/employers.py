"""In which body or state a title is held by the words at the title and the name.

Where a word stands for a body that is named elsewhere ("its president", "the club's president") the source says so, and
the rule of the row carries it ("title, name + its"). What the release lets see beside that is in `pipeline.relate.positions.issuers`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline import records
from pipeline.lexicon import country, table
from pipeline.relate.positions.acting_for import side_of
from pipeline.relate.positions.chain import Item
from pipeline.relate.positions.contact_lines import body_label, contact_body
from pipeline.relate.positions.setting import Holding, Setting
from pipeline.relate.positions.state_titles import OF_STATES, is_legislator, is_office_of_state, seat_behind
from pipeline.relate.positions.states import States, state_of
from pipeline.relate.positions.title_groups import (
    DESCRIPTIONS,
    POSSESSIVE,
    Group,
    innermost,
    is_description,
    is_rank,
    skip_determiners,
)
from pipeline.relate.positions.unread_bodies import body_as_written, meant_by

HEADS = table("org_heads")


@dataclass(frozen=True, slots=True)
class Employer:
    """A body by its key or a place by its name, both null where nothing says it; `source` names an inference."""

    organisation: str | None = None
    place: str | None = None
    source: str = ""

    @property
    def known(self) -> bool:
        """Whether a body or place has been found."""
        return self.organisation is not None or self.place is not None


NOBODY = Employer()
_OFTEN = 3  # mentions of a body whose name does not say what it is, before a noun may stand for it
_OWNED = frozenset({"subsidiary", "affiliate", "unit"})
_UNITS = frozenset({"Office", "Division", "Section", "Branch", "Unit", "Region", "District", "Directorate"})
_ENDS = frozenset({"“", ",", ".", ";", ":", ")", "(", "and", "|", "–", "—", "-", "/", "”", '"'})


def _is_of_another_kind(name: str, noun: str) -> bool:
    """Whether a body's name says that it is something else than the noun: "the club" is no foundation; "the airline" may be any company."""
    heads = [w for w in name.lower().split() if w in HEADS]
    return noun in HEADS and bool(heads) and noun not in heads


def _is_district(setting: Setting, k: int) -> bool:
    """Whether a judicial district stands at `k`: "Judge Karin Lim in the Eastern District of Ohio"."""
    return setting.kind(k) == "body" and setting.items[k].place and "District of" in setting.items[k].text


class Employers:
    """Finds the bodies in which the titles of one Doc are held."""

    def __init__(self, setting: Setting, states: States) -> None:
        self._setting = setting
        self._doc = setting.doc
        self._states = states
        self._bodies = {o.key: o for o in records.get(setting.doc, records.Organisation)}

    def stated(self, group: Group, holding: Holding, person_at: int, n: int) -> tuple[Employer, ...]:
        """The bodies that the words at the title or the name give for the `n`th title of a group; at least one, perhaps unknown."""
        setting, items = self._setting, self._setting.items
        title = items[group.titles[n]]
        head = title.title.head if title.title else ""
        if ministries := self._ministries(group, n):
            return tuple(self._of(body) for body in ministries)
        if (
            group.bodies[n]
            and (group.own[n] or not (is_rank(title) or (is_office_of_state(title) and self._is_party(group.bodies[n]))))
            and not self._says_origin(title, group.bodies[n])
        ):
            unit = self._unit_behind_name(person_at) if holding.rule == "title before name" else None
            return tuple(self._of(body) for body in ([unit] if unit is not None else group.bodies[n]))
        if is_legislator(title) and (seat := seat_behind(self._doc, items[person_at].end)) is not None:
            return (Employer(place=seat),)
        side = side_of(setting, group, person_at) if not (group.bodies[n] or is_rank(title)) else None
        if side is not None and (acting := self._of_side(title, side)).known:
            return (acting,)
        found: list[Item] = []
        if holding.rule in {"title before name", "title, name", "title is name", "label", "table row"}:
            of_state = is_office_of_state(title) or title.text == "President"
            found = self._behind_name(person_at, holding.rule, of_state=of_state, serving=" to " in title.text)
        if not found and holding.rule == "title, name":
            found = self._listed_after_comma(group.last)
        if not found and holding.rule in {"apposition", "curriculum", "label", "table row"}:
            seated = is_legislator(title) or head == "member"
            found = self._after_comma(group.last, seat=seated, of_state=is_office_of_state(title))
        if not found and holding.rule == "line under name":
            found = [body for body in (contact_body(setting, holding, group),) if body is not None]
        if not found and holding.body is not None:
            found = [holding.body]
        if not found and not group.bodies[n]:
            found = self._acts_for(group, person_at)
        if not found and (body := self._described(group)) is not None:
            return (Employer(organisation=body, source="description"),)
        if not found and holding.rule == "title before name" and not is_rank(title):
            found = self._headed(person_at)
        if not found and holding.rule == "title before name" and (around := self._around_bracket(group)) is not None:
            found = [around]
        if (
            not found
            and holding.rule == "title before name"
            and not is_office_of_state(title)
            and "U.S." not in title.text
        ):
            found = self._shared_behind(holding.people[-1])
        if (
            not found
            and holding.rule in {"apposition", "line under name"}
            and (label := body_label(setting, person_at))
        ):
            found = [label]
        if found:
            return tuple(self._of(body) for body in found)
        of_state = is_office_of_state(title) or is_legislator(title)
        written = None if of_state else body_as_written(setting, group, holding, person_at)
        if written is not None:
            body = meant_by(written, self._bodies.values())
            return (Employer(body, None if body else written, "as written"),)
        return (self._by_pronoun(group) if not is_rank(title) else NOBODY,)

    def _of_side(self, title: Item, side: Item) -> Employer:
        """The body for which the holder is said to act; of its mere government a minister serves the state, a secretary one of its ministries."""
        state = state_of(side.text) if not side.place else None
        mere = side.text.lower().endswith("government")
        if mere or (state is not None and not is_office_of_state(title)):
            return NOBODY
        if state is not None:
            return Employer(place=self._states.name(state) or state.title(), source="side of the sentence")
        return replace(self._of(side), source="side of the sentence")

    def _is_party(self, bodies: tuple[Item, ...]) -> bool:
        """Whether offices of state are never held there: "Minister for Finance and Leader of the Larn Party"."""
        return all((body := self._bodies.get(b.key or "")) is not None and body.type == "party" for b in bodies)

    def _says_origin(self, title: Item, bodies: tuple[Item, ...]) -> bool:
        """Whether the word in front only tells where somebody comes from: "the Finnish composer", but "the Finnish Minister"."""
        head = title.title.head if title.title else ""
        adjective = any(m.start == bodies[0].start and m.adjective for m in self._states.mentions)
        adjective = adjective or self._doc[bodies[0].start].ent_type_ == "NORP"
        return bodies[0].place and bodies[0].end <= title.start and adjective and head not in OF_STATES

    def _of(self, body: Item) -> Employer:
        if not body.place:
            return Employer(organisation=body.key)
        state = country(body.text)
        if state is None:
            behind_of = body.start > 0 and self._doc[body.start - 1].lower_ == "of"
            return Employer(place=body.text if behind_of or self._doc[body.start].ent_type_ != "NORP" else None)
        named = next((m for m in self._states.mentions if m.start <= body.start < m.end), None)
        as_written = body.text if named is not None and not named.adjective else None
        return Employer(place=as_written or self._states.name(state) or state.title())

    def _behind_name(self, person_at: int, rule: str, *, of_state: bool = False, serving: bool = False) -> list[Item]:
        """The body in "Attorney General Lesley Hale of the Criminal Division", "Chief Lee Hale (Larnvik Police Department)"."""
        setting = self._setting
        for name in setting.listed(person_at):
            k = setting.over_name_tail(name + 1) if setting.text(name + 1) == ")" else name + 1
            if setting.text(k) == "(" and setting.kind(k + 1) == "body" and self._employs(setting.items[k + 1]):
                return [setting.items[k + 1]]
            if setting.text(k) == "," and setting.is_word(k + 1, "of") and not of_state:
                at = skip_determiners(setting.items, k + 2)
                if setting.kind(at) == "body" and not setting.items[at].place:
                    return [innermost(setting.items, at)[0]]  # "Professors Lim and Roe, of Larnvik University, came"
            if setting.is_word(k, "at") and (of_state or serving):
                continue  # where the President was, not what he or she presides over
            bench = setting.is_word(k, "in") and _is_district(setting, skip_determiners(setting.items, k + 1))
            if bench or setting.is_word(k, "of", "from", "at", "for", "with"):
                at = skip_determiners(setting.items, k + 1)
                if setting.is_word(at + 1, "'s", "’s") and setting.kind(at + 2) == "body":
                    at += 2
                if setting.kind(at) == "body" and (rule == "title before name" or not setting.items[at].place):
                    return [self._nearest_unit(*innermost(setting.items, at))]
        return []

    def _unit_behind_name(self, person_at: int) -> Item | None:
        """The unit behind a name whose title already has its agency: "FBI Special Agent in Charge Lee Hale of the Larnvik Field Office"."""
        setting = self._setting
        if not setting.is_word(person_at + 1, "of", "from", "for"):
            return None
        found = self._behind_name(person_at, "title before name")
        return found[0] if found and self._is_unit(found[0]) else None

    def _nearest_unit(self, body: Item, at: int) -> Item:
        """The unit right behind its agency: "of the Customs Bureau (CB) Larnvik Field Office", "of the Tax Service, Larnvik Field Office"."""
        setting = self._setting
        while not body.place:
            k = at + setting.is_word(at, ",")
            if setting.kind(k) != "body" or not self._is_unit(setting.items[k]):
                break
            body, at = setting.items[k], k + 1
        return body

    def _is_unit(self, body: Item) -> bool:
        """Whether a body's name ends in a noun of units, or the release says that it is one."""
        known = self._bodies.get(body.key or "")
        named = body.text.split()[-1] in _UNITS or body.text.startswith("Office of ")
        return not body.place and known is not None and named and known.type != "company"

    def _employs(self, body: Item) -> bool:
        """Whether a body in brackets behind a name can be where the title is held: no place, and no party of a member."""
        known = self._bodies.get(body.key or "")
        return not body.place and (known is None or known.type != "party")

    def _after_comma(self, k: int, *, seat: bool, of_state: bool) -> list[Item]:
        """A body right behind the comma or in the brackets behind a title, that ends there: "Jane Roe, President, Acme Inc."."""
        setting, mark = self._setting, self._setting.text(k)
        k += setting.is_word(k + 1, "the") and setting.kind(k + 2) == "body"  # "President, The Law Society"
        if (
            mark not in {",", "(", "–", "-", "—", "|", "/", ":"}
            or setting.kind(k + 1) != "body"
            or (setting.items[k + 1].place and not seat and not (of_state and country(setting.items[k + 1].text)))
        ):
            return []
        body, at = innermost(setting.items, k + 1)
        ends = setting.text(at) in _ENDS or setting.breaks(at)
        return [body] if ends else []

    def _listed_after_comma(self, k: int) -> list[Item]:
        """The bodies in "Minister of State, Ministry of Works and Ministry of Health, Mr Lee Ho"."""
        setting, found = self._setting, []
        while setting.is_word(k, ",", "and") and setting.kind(k + 1) == "body" and not setting.items[k + 1].place:
            found.append(setting.items[k + 1])
            k += 2
        return found if setting.text(k) == "," or (len(found) > 1 and setting.to_name(k) == k) else []

    def _ministries(self, group: Group, n: int) -> list[Item]:
        """Those in "Norway's Minister of State, Ministry of Works and Ministry of Health": nearer than the state in front."""
        setting, k = self._setting, group.last
        state = group.bodies[n] and all(body.place for body in group.bodies[n])
        if not state or n + 1 < len(group.titles) or not setting.is_word(k, ",") or setting.kind(k + 1) != "body":
            return []
        body = self._bodies.get(setting.items[k + 1].key or "")
        if body is None or body.type != "government":
            return []
        return self._listed_after_comma(k) or ([setting.items[k + 1]] if setting.text(k + 2) in {",", "."} else [])

    def _around_bracket(self, group: Group) -> Item | None:
        """The body in front of brackets that hold its head: "Larnvik University (President Karin Lim)"."""
        setting, k = self._setting, group.first - 1
        inside = setting.text(k) == "(" and setting.kind(k - 1) == "body" and not setting.items[k - 1].place
        return setting.items[k - 1] if inside else None

    def _shared_behind(self, person_at: int) -> list[Item]:
        """The body that a second title and name share: "Dean Lim and Professor Roe of Larnvik College", "… (Larnvik Police)"."""
        setting = self._setting
        k = person_at + 1
        if not setting.is_word(k, "and", "&"):
            return []
        k = skip_determiners(setting.items, k + 1)
        if setting.kind(k) != "title":
            return []
        name = setting.to_name(k + 1)
        found = self._behind_name(name, "title before name") if name is not None else []
        return [] if any(body.place for body in found) else found  # an attorney's district is his or hers alone

    def _headed(self, person_at: int) -> list[Item]:
        """The unit that the holder heads: "Assistant Attorney General Lee Hale, head of the Civil Division"."""
        setting = self._setting
        k = person_at + 1
        if not setting.is_word(k, ","):
            return []
        k = skip_determiners(setting.items, k + 1)
        if (
            setting.kind(k) == "title"
            and (t := setting.items[k].title)
            and t.head == "head"
            and setting.is_word(k + 1, "of")
        ):
            at = skip_determiners(setting.items, k + 2)
            return [innermost(setting.items, at)[0]] if setting.kind(at) == "body" else []
        return []

    def _acts_for(self, group: Group, person_at: int) -> list[Item]:
        """The body or state in "signed for Norway by Lee Ho, Director", "by Lee Ho, Dean, for the University"."""
        setting = self._setting
        k = setting.before_name(min(person_at, group.first) - 1)
        k -= setting.is_word(k, "the", "its", "his")
        title = setting.items[group.titles[0]].title
        if title is not None and title.head == "attorney":
            return []
        if setting.is_word(k, "by") and setting.kind(k - 1) == "body":
            at = k - 2
            at -= setting.is_word(at, "the")
            state_office = is_office_of_state(setting.items[group.titles[0]]) and not setting.items[k - 1].place
            if state_office:
                return []
            if setting.is_word(at, "for") or (setting.is_word(at, "of") and setting.is_word(at - 1, "behalf")):
                return [setting.items[k - 1]]
        k = max(person_at + 1, group.last)
        k += setting.text(k) == ","
        k += setting.is_word(k, "signed", "signing")
        if setting.is_word(k, "for"):
            k = skip_determiners(setting.items, k + 1)
            if (
                setting.is_word(k)
                and (key := self.meant(setting.text(k), k)) is not None
                and setting.is_word(k - 1, "the")
            ):
                return [next(i for i in setting.items if i.key == key)]
            return [setting.items[k]] if setting.kind(k) == "body" and not setting.items[k].place else []
        return []

    def _described(self, group: Group) -> str | None:
        """The body that "the club" stands for in "the club's president", "Medical Director of the centre", "Registrar of the University"."""
        setting = self._setting
        k = group.first - 1
        while setting.is_word(
            k, "new", "current", "former", "first", "longtime", "next", "incoming", "outgoing", "founding"
        ):
            k -= 1
        noun = k - 1 if setting.is_word(k, *POSSESSIVE) and setting.is_word(k - 2, "the", "this", "our") else None
        if noun is None and setting.is_word(k, *POSSESSIVE) and setting.is_word(k - 3, "the", "this", "our"):
            body = self.meant(setting.text(k - 1), k - 1)  # "the port authority's chair": of one that both words name
            return body if body and setting.text(k - 2) in self._bodies[body].name.lower().split() else None
        if noun is None and is_description(setting.items, group.last - 1):
            noun = group.last - 1
        return self.meant(setting.text(noun), noun) if noun is not None and setting.is_word(noun) else None

    def meant(self, word: str, at: int) -> str | None:
        """The body that a common noun at item `at` stands for: one with that noun in its name, else the last one of its kind."""
        if word not in DESCRIPTIONS:
            return None
        named = [i.key for i in self._setting.items[:at] if i.kind == "body" and i.key in self._bodies]
        bodies = [self._bodies[key] for key in reversed(named) if key]
        later = [i.key for i in self._setting.items[at:] if i.kind == "body" and i.key in self._bodies]
        bodies += [self._bodies[key] for key in later if key]
        kinds = DESCRIPTIONS[word].split()
        if word in _OWNED:
            return next((b.key for b in bodies if b.parent), None)
        by_noun = (
            b.key for b in bodies if word in b.name.lower().split() or any(word in a.lower().split() for a in b.aliases)
        )
        often = {b.key for b in bodies if sum(i.key == b.key for i in self._setting.items) >= _OFTEN}
        by_kind = (
            b.key
            for b in bodies
            if (b.type in kinds or (b.type == "other" and b.key in often)) and not _is_of_another_kind(b.name, word)
        )
        return next(by_noun, None) or next(by_kind, None)

    def _by_pronoun(self, group: Group) -> Employer:
        """The body that "its", "whose" or "our" in front of a title stands for: the one named last in front, first in the sentence before."""
        setting = self._setting
        k = group.first - 1
        while setting.is_word(
            k,
            "new",
            "current",
            "former",
            "then",
            "first",
            "longtime",
            "founding",
            "other",
            "second",
            "next",
            "incoming",
        ):
            k -= 1
        if setting.is_word(k, "its", "whose", "their"):
            body = self._named_before(k)
            return Employer(organisation=body.key, source="its") if body is not None else NOBODY
        return NOBODY

    def _named_before(self, k: int) -> Item | None:
        """The body that stands last in front of item `k` in its sentence, else the first of the sentence before."""
        items = self._setting.items
        sentence = self._doc[items[k].start].sent if self._doc.has_annotation("SENT_START") else self._doc[:]
        inside = [i for i in items[:k] if i.kind == "body" and not i.place and i.start >= sentence.start]
        described = [m for m in range(1, k) if items[m].start >= sentence.start and is_description(items, m)]
        if described and (not inside or items[described[-1]].start > inside[-1].start):
            meant = self.meant(items[described[-1]].text, described[-1])
            return next((i for i in items if i.key == meant), None) if meant else None
        if inside:
            return inside[-1]
        if sentence.start == 0:
            return None
        before = self._doc[sentence.start - 1].sent
        earlier = [i for i in items[:k] if i.kind == "body" and not i.place and before.start <= i.start < before.end]
        return earlier[0] if earlier else None
