"""The public bodies and places in which bare offices are held: a secretary's ministry, a speaker's parliament, a mayor's town.

Each is given only where the release names one that fits, or one far more often than any other: "Permanent Secretary Karin Lim" in a
release of one ministry serves that ministry, in a release of three nobody can say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from pipeline import records
from pipeline.lexicon import country
from pipeline.relate.positions.chain import Item
from pipeline.relate.positions.employers import Employer
from pipeline.relate.positions.setting import Setting

# What stands with "Secretary" where the civil head of a ministry is meant; a "First Secretary" is an embassy's, a "Press Secretary" anybody's.
_CIVIL = frozenset(
    "permanent additional deputy senior assistant under joint principal acting special state second cabinet".split()
)
_MINISTRIES = frozenset({"ministry", "department"})
_CENTRAL = frozenset({"Central", "Reserve"})
_CHAIRS = frozenset(
    {
        "speaker",
        "deputy speaker",
        "acting speaker",
        "president of parliament",
        "leader of the opposition",
        "leader of the house",
        "deputy chairperson of committees",
        "chairperson of committees",
        "secretary general of parliament",
        "secretary-general of parliament",
    }
)
_PARLIAMENTS = frozenset(
    {"parliament", "assembly", "legislature", "diet", "dewan", "knesset", "sejm", "riksdag", "storting"}
)
_MUNICIPAL = frozenset({"mayor", "councilor", "councillor", "alderman", "councilwoman", "councilman"})
_REGIONAL = frozenset({"minister"})
_OF_LAW = frozenset({"attorney general", "solicitor general", "deputy attorney general", "assistant attorney general"})
_OF_UNIONS = frozenset({"State", "Commonwealth", "Province"})
_TOWN = re.compile(
    r"\b(?:(?P<of>City|Town|Municipality) of (?P<name>(?:St\. )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
    r"|(?P<before>(?!(?:The|This|That|Our|Your|Their|Its|My|Every|Each|A|An|In|At|For|From)\b)"
    r"(?:St\. )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) (?:City|Town)\b)"
)
_REGION = re.compile(
    r"\b(?:(?P<what>State|Province|Commonwealth|Government|Chief Minister) of (?:the State of )?(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?))"
)
_AHEAD = 2  # how much oftener one must be named than the next


class PublicBodies:
    """What one Doc lets see of the ministries, parliaments, regions and towns whose officers it names without them."""

    def __init__(self, setting: Setting, home: str | None) -> None:
        self._setting = setting
        self._home = home
        self._doc = setting.doc
        self._bodies = {o.key: o for o in records.get(setting.doc, records.Organisation)}

    def of(self, title: Item) -> Employer | None:
        """The body or place of a bare office of a kind that has one; None for other offices, and where nothing or too much fits."""
        head = title.title.head if title.title else ""
        text = title.text.lower()
        if not title.text[0].isupper() and head not in _MUNICIPAL:
            return None
        if text in _CHAIRS and not self._is_called_otherwise(title):
            return self._only(self._parliaments, "parliament of the release")
        if head == "secretary" and self._is_civil(title):
            return self._only(self._ministries, "ministry of the release")
        if head == "governor" and not title.text.lower().startswith("provincial"):
            return self._only(self._central_banks, "bank of the release")
        if head in _MUNICIPAL and not (head.startswith("counci") and self._has_council):
            town = self._foremost(self._towns)
            return Employer(place=town, source="town of the release") if town else None
        if text in _OF_LAW or text == "chief minister" or head in _REGIONAL:
            return self._of_region(text)
        return None

    def _of_region(self, text: str) -> Employer | None:
        """The part of a state whose government the release names, no seldomer than the state itself, and no state's."""
        of_law = text in _OF_LAW
        names = Counter(name for name, what in self._regions if (what in _OF_UNIONS) == of_law)
        region = self._foremost(names)
        if region is None or self._is_of_state:
            return None
        if not of_law and self._home and self._doc.text.count(self._home) > self._doc.text.count(region):
            return None
        return Employer(place=region, source="region of the release")

    def _is_civil(self, title: Item) -> bool:
        """Whether the title is that of a civil head, whose words end with it or a bracket: "Additional Secretary (Development)"."""
        words = title.text.split("(")[0].lower().replace("-", " ").split()
        k = self._setting.index_of(title) or 0
        joined = self._setting.is_word(k - 1, "and", "&") and self._setting.kind(k - 2) == "title"
        goes_on = self._setting.is_word(k + 1, "of", "to", "for", "at")
        return words[-1:] == ["secretary"] and set(words[:-1]) <= _CIVIL and not (joined or goes_on)

    def _is_called_otherwise(self, title: Item) -> bool:
        """Whether a name that no finder took for a body stands right in front: "Legislative Yuan Speaker Lee Ho"."""
        token = self._doc[title.start]
        before = self._doc[title.start - 1] if title.start else None
        return before is not None and before.text[0].isupper() and before.is_alpha and not token.is_sent_start

    @cached_property
    def _ministries(self) -> list[str]:
        government = [b for b in self._bodies.values() if b.type in {"government", "unit"}]
        return [
            b.key
            for b in government
            if _MINISTRIES & set(b.name.lower().split()[:3]) and b.parent is None and "ministry" in b.name.lower()
        ]

    @cached_property
    def _central_banks(self) -> list[str]:
        """Banks whose heads are governors, by their names: "Reserve Bank of Norland", "Bank of Norway"."""
        names = ((b.key, b.name.removeprefix("The ").split()) for b in self._bodies.values())
        return [
            key
            for key, name in names
            if "Bank" in name
            and (set(name) & _CENTRAL or (name[0] == "Bank" and name[-1] != "America" and country(" ".join(name[2:]))))
        ]

    @cached_property
    def _parliaments(self) -> list[str]:
        return [b.key for b in self._bodies.values() if _PARLIAMENTS & set(b.name.lower().split()) and b.parent is None]

    @staticmethod
    def _only(keys: list[str], source: str) -> Employer | None:
        return Employer(organisation=keys[0], source=source) if len(keys) == 1 else None

    @cached_property
    def _towns(self) -> Counter[str]:
        """The towns that are called so, as the text writes them: "Larnvik City", "City of Brevik"."""
        found = Counter(m[0] for m in _TOWN.finditer(self._doc.text) if m["name"] is None or country(m["name"]) is None)
        dateline = (records.facts(self._doc).dateline_place or "").lower()
        for town in found:
            found[town] += bool(dateline) and dateline.split(",")[0] in town.lower()
        return found

    @cached_property
    def _has_council(self) -> bool:
        """Whether a council is named, of which councillors are."""
        return any("council" in b.name.lower() for b in self._bodies.values())

    @cached_property
    def _regions(self) -> list[tuple[str, str]]:
        """The regions with a government of their own, each with the word that says so: "State of Maine", "Government of Kerala"."""
        return list(self._find_regions())

    def _find_regions(self) -> Iterator[tuple[str, str]]:
        for m in _REGION.finditer(self._doc.text):
            words = m["name"].split()
            name = next((n for n in (m["name"], words[0]) if self._is_place(n) or self._is_governed(n)), None)
            if name is not None and country(name) is None:
                yield name, m["what"]

    def _is_place(self, name: str) -> bool:
        return any(e.text == name for e in self._doc.ents if e.label_ in {"GPE", "LOC"})

    def _is_governed(self, name: str) -> bool:
        """Whether a body is called the government of a place."""
        return any(b.name == f"Government of {name}" for b in self._bodies.values())

    @cached_property
    def _is_of_state(self) -> bool:
        """Whether a state's own government acts in the release."""
        names = [b.name.lower() for b in self._bodies.values()]
        return any(
            name.startswith(("u.s. ", "united states ", "us ", "federal "))
            or "department of justice" in name
            or country(name.removeprefix("government of "))
            for name in names
        )

    @staticmethod
    def _foremost(counted: Counter[str]) -> str | None:
        ranked = counted.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < _AHEAD * ranked[1][1]):
            return None
        return ranked[0][0]
