"""Titles by the layout of lines: contact blocks ("name, title, body" one below the other) and the lines of a curriculum vitae."""

from __future__ import annotations

import re

from pipeline.relate.positions.chain import Item
from pipeline.relate.positions.setting import Holding, Setting
from pipeline.relate.positions.title_groups import Group

_LABEL = 10  # items that may stand between a title and the colon behind its label
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–—/]\s*(?:(?:19|20)?\d\d)?)?|[-–—]")


def labelled(setting: Setting, group: Group) -> Holding | None:
    """A line that opens with a title and names its holder behind a colon: "Dean (second term): Karin Lim", "Head, Press Office: Jo Berg"."""
    if not _opens_line(setting, group.first):
        return None
    for k in range(group.last, min(len(setting.items), group.last + _LABEL)):
        if setting.breaks(k) or setting.kind(k) in {"person", "title"}:
            return None
        if setting.is_word(k, ":", "):"):  # the tokenizer takes "):" for one sign
            name = setting.to_name(k + 1)
            people = setting.listed(name) if name is not None else ()
            return Holding(people if group.plural(setting.items) else people[:1], "label") if people else None
    return None


def _is_label(setting: Setting, k: int) -> bool:
    """Whether the line that goes on at `k` has a colon with words behind it: "Vice President: …"."""
    for at in range(k, min(len(setting.items), k + _LABEL)):
        if setting.breaks(at):
            return False
        if setting.is_word(at, ":", "):"):
            return not setting.breaks(at + 1)
    return False


def table_row(setting: Setting, group: Group) -> Holding | None:
    """A row whose first cell is a title and whose second a name, parted by a gap: "Registrar      Karin Lim"."""
    if not _opens_line(setting, group.first) or group.last >= len(setting.items):
        return None
    gap = setting.doc[setting.items[group.last].start]
    if not gap.is_space or "\n" in gap.text:
        return None
    name = setting.to_name(group.last + 1)
    return Holding((name,), "table row") if name is not None else None


def _opens_line(setting: Setting, k: int) -> bool:
    before = setting.doc[setting.items[k - 1].start] if k > 0 else None
    return before is None or (before.is_space and "\n" in before.text) or setting.text(k - 1) in {"•", "-", "*"}


def line_under_name(setting: Setting, group: Group) -> Holding | None:
    """A line that opens with a title, under a line that is just a name: the layout of contact blocks."""
    k = group.first - 1
    if k < 1 or not setting.breaks(k):
        return None
    name = setting.over_name_tail(k - 1)
    if setting.kind(name) != "person":
        return None
    before = setting.before_name(name - 1)
    if _is_label(setting, group.last):  # the line is another holder's
        return None
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


def body_label(setting: Setting, person_at: int) -> Item | None:
    """The body in front of a name's colon: "For Norvista Holdings: Karin Lim, Press Officer"."""
    k = setting.before_name(person_at - 1)
    if setting.is_word(k, "–", "—", "-") and (opening := _opening_body(setting, k - 1)) is not None:
        return opening
    k -= setting.is_word(k, "–", "-", "—")
    body = setting.items[k - 1] if k > 0 and setting.is_word(k, ":") else None
    if body is None or body.kind != "body" or body.place:
        return None
    at = k - 2
    while setting.is_word(at, "for", "at", "from", "contact", "the", "press", "media"):
        at -= 1
    return body if setting.breaks(at) or setting.text(at) in {".", ";"} else None


def _opening_body(setting: Setting, k: int) -> Item | None:
    """The body that ends at `k`, perhaps with its short form in brackets, and opens its line or stands behind a colon: "Halvex Inc. (HX) – Karin Lim"."""
    k -= 3 * (setting.text(k) == ")" and setting.text(k - 2) == "(")
    body = setting.items[k] if setting.kind(k) == "body" else None
    opens = setting.breaks(k - 1) or setting.is_word(k - 1, ":", "•", "-", "*")
    return body if body is not None and not body.place and opens else None


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
