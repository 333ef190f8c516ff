"""Offices that are held in states: ministers, ambassadors, officers of law, and seats in parliaments, whose words may leave the state out."""

from __future__ import annotations

from pipeline.find.offices import STATE_OFFICES
from pipeline.relate.chain import Item

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
_NO_SEAT = frozenset(
    "resident permanent special country regional sales customer trade youth staff union student".split()
)


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
