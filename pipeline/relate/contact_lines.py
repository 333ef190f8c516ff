"""Titles by the layout of lines: contact blocks ("name, title, body" one below the other) and the lines of a curriculum vitae."""

from __future__ import annotations

import re

from pipeline.relate.chain import Item
from pipeline.relate.setting import Holding, Setting
from pipeline.relate.title_groups import Group

_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–—/]\s*(?:(?:19|20)?\d\d)?)?|[-–—]")


def line_under_name(setting: Setting, group: Group) -> Holding | None:
    """A line that opens with a title, under a line that is just a name: the layout of contact blocks."""
    k = group.first - 1
    if k < 1 or not setting.breaks(k):
        return None
    name = setting.over_name_tail(k - 1)
    if setting.kind(name) != "person":
        return None
    before = setting.before_name(name - 1)
    cells = not _one_line(setting, k)  # the columns of a table come apart by blank lines
    if cells and (setting.kind(before - 1) == "title" or not _is_alone(setting, group)):
        return None
    if setting.breaks(before) or setting.is_word(before, ":"):
        return Holding((name,), "line under name")
    return None


def _is_alone(setting: Setting, group: Group) -> bool:
    """Whether a line holds nothing but a title with its body."""
    at = group.last
    if setting.text(at) == "," and setting.kind(at + 1) == "body":
        at += 2
    return setting.breaks(at)


def contact_body(setting: Setting, holding: Holding, group: Group) -> Item | None:
    """The body in the lines of a contact block: behind the title's comma, in the line below it, or in the line above the name."""
    at = group.last
    if setting.text(at) == "," and setting.kind(at + 1) == "body" and not setting.items[at + 1].place:
        return setting.items[at + 1]
    while at < len(setting.items) and not setting.breaks(at):
        at += 1
    below = at + 1
    if (
        setting.kind(below) == "body"
        and _one_line(setting, at)
        and not setting.items[below].place
        and _ends_line(setting, below)
    ):
        return setting.items[below]
    above = setting.before_name(holding.people[0] - 1)
    if setting.kind(above - 1) == "body" and _one_line(setting, above) and setting.breaks(above - 2):
        return setting.items[above - 1]
    return None


def _one_line(setting: Setting, k: int) -> bool:
    return 0 <= k < len(setting.items) and setting.doc[setting.items[k].start].text.count("\n") == 1


def _ends_line(setting: Setting, k: int) -> bool:
    return setting.breaks(k + 1) or setting.text(k + 1) in {",", "|", "(", "–", "-"}


def curriculum(setting: Setting, group: Group) -> Holding | None:
    """A line "2018–2022 Managing Director, Norvista Ltd" in a list under a line that names one person."""
    k = group.first - 1
    years = False
    while k >= 0 and setting.is_word(k) and not setting.breaks(k):
        if not _YEARS.fullmatch(setting.doc[setting.items[k].start].text.strip() or "-"):
            return None
        years = True
        k -= 1
    if not years or not setting.breaks(k):
        return None
    return _heading_person(setting, k)


def _heading_person(setting: Setting, k: int) -> Holding | None:
    """The only person of the nearest line above that does not begin with a year."""
    while k > 0:
        end = k
        k -= 1
        while k >= 0 and not setting.breaks(k):
            k -= 1
        line = range(k + 1, end)
        first = setting.doc[setting.items[line.start].start].text if line else ""
        if line and not _YEARS.fullmatch(first):
            people = [m for m in line if setting.kind(m) == "person"]
            return Holding((people[0],), "curriculum", ("was",)) if len(people) == 1 else None
    return None
