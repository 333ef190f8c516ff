"""Offices that are held in states: ministers, ambassadors, officers of law, and seats in parliaments, whose words may leave the state out."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.find.offices import STATE_OFFICES
from pipeline.relate.positions.chain import Item

LEGISLATORS = frozenset(
    "senator sen. representative rep. congressman congresswoman congressperson delegate del. legislator assemblyman assemblywoman".split()
)

# Departments whose secretaries are ministers by another name.
_DEPARTMENTS = frozenset(
    "foreign home agriculture treasury transportation transport defense defence labor labour energy education commerce health interior "
    "services environment housing trade veterans".split()
)
# Officers of law of whom a state has one.
_OF_LAW = frozenset({"attorney general", "solicitor general", "chief justice"})
# Offices of whole states, which a state's adjective may say: "the Finnish Minister".
OF_STATES = frozenset(
    "president vice-president minister vice-minister premier chancellor king queen prince princess emperor sultan emir ambassador envoy "
    "consul commissioner secretary general justice prosecutor attorney senator sen. representative legislator parliamentarian member speaker "
    "chief commander governor leader deputy mp counsellor attaché chargé councillor adviser advisor".split()
)
_NO_SEAT = frozenset(
    "resident permanent special country regional sales customer trade youth staff union student".split()
)
_SEAT = re.compile(
    r"^(?:[A-Z]{1,3}\s*[-–]\s*)(?P<state>[A-Z][\w. ]*(?:[-–]\d+)?)$|^(?P<district>[A-Z]{2}[-–]\d{1,2})$|^(?P<numbered>District \d+)$"
)
_PARTY_BEHIND = re.compile(r"^,\s(?:[A-Z]{1,3}\s?[-–]\s?)(?P<state>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?),")


def is_legislator(title: Item) -> bool:
    """Whether a title is a seat in a parliament; a "Resident Representative" has none."""
    head = title.title.head if title.title else ""
    return head in LEGISLATORS and not set(title.text.lower().split()) & _NO_SEAT


def is_office_of_state(title: Item) -> bool:
    """Whether a title is held in a state, whose name its words may leave out: minister, ambassador, attorney general."""
    head = title.title.head if title.title else ""
    text = title.text.lower()
    if head in STATE_OFFICES - {"minister", "vice-minister", "premier"}:
        return ("secretary of " in text and not text.endswith("of state")) or _is_of_cabinet(title)
    plain = text.replace("-", " ")
    for rank in ("deputy ", "union ", "federal "):
        plain = plain.removeprefix(rank)
    named = plain in _OF_LAW or text.startswith(
        ("high commissioner", "deputy high commissioner", "presidential ", "national security advis")
    )
    return named or head in {"minister", "vice-minister", "premier", "ambassador"}


def _is_of_cabinet(title: Item) -> bool:
    """Whether a secretary heads a department of state or serves a minister: "Agriculture Secretary", "Parliamentary Secretary (Law)"."""
    words = title.text.lower().split()
    at = next((k for k, word in enumerate(words) if word == "secretary"), 0)
    if "parliamentary" in words[:at] or words[: at + 2] == ["permanent", "secretary", "for"]:
        return True
    return at > 0 and words[at - 1] in _DEPARTMENTS and at + 1 == len(words)


def seat_behind(doc: Doc, start: int) -> str | None:
    """The state or district behind a legislator's name that ends at `start`: "(I-Vt.)", "(WI-02)", ", D-Ore.,"."""
    after = doc[start : start + 8].text
    inside = after.partition("(")[2].partition(")")[0].strip() if after.startswith("(") else ""
    match = _SEAT.match(" ".join(inside.split()))
    if match:
        return match["state"] or match["district"] or match["numbered"]
    match = _PARTY_BEHIND.match(" ".join(after.split()).replace(" ,", ","))
    return match["state"] if match else None
