"""Titles that are given once for a list of people: "The new wardens are:" over lines that each begin with a name."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.relate.positions.setting import Holding, Setting
from pipeline.relate.positions.title_groups import Group, innermost

_LEAD = 16  # items between the title and the colon that opens the list
_LINES = 60
_BULLETS = frozenset({"•", "-", "–", "—", "*", "·", "▪", "o", "➢", "✓"})
_ENDS = frozenset({",", "(", "–", "—", "-", ":", ";", "|", ".", "of", "from", "and"})


def roll(setting: Setting, group: Group) -> Holding | None:
    """The people whose names begin the lines behind "The new wardens are:"; the body may stand between: "members join the Council:"."""
    if not group.plural(setting.items):
        return None
    colon = _colon(setting, group.last)
    if colon is None:
        return None
    people = tuple(_names(setting, colon + 1))
    if not people or all(_has_own_title(setting, name) for name in people):
        return None  # "signed by the following representatives:"
    between = next((k for k in range(group.last, colon) if setting.kind(k) == "body"), None)
    body = innermost(setting.items, between)[0] if between is not None else None
    return Holding(people, "roll", body=body if body is not None and not body.place else None)


def _colon(setting: Setting, k: int) -> int | None:
    """The colon that ends the line in which a title stands, with no other title or name between."""
    for at in range(k, min(len(setting.items), k + _LEAD)):
        if setting.is_word(at, ":"):
            return at if setting.breaks(at + 1) else None
        if setting.kind(at) in {"person", "title"} or setting.breaks(at) or setting.is_word(at, ".", ";"):
            return None
    return None


def _names(setting: Setting, start: int) -> Iterator[int]:
    """The names that begin lines from `start` on; between lines that are nothing but a name others may tell of the people."""
    described = True
    found = False
    for begin, end in _lines(setting, start):
        name = setting.to_name(_over_bullet(setting, begin))
        if name is not None and name < end and (name + 1 >= end or setting.text(name + 1) in _ENDS):
            found = True
            described = described and name + 1 >= end
            yield name
        elif not (found and described):
            return


def _has_own_title(setting: Setting, name: int) -> bool:
    """Whether a title stands behind a name in its line: "Ms Karin Lim, Vice-President"."""
    k = name + 1
    while setting.is_word(k, ",", "–", "—", "-", "(", "the"):
        k += 1
    return setting.kind(k) == "title" and k > name + 1


def _lines(setting: Setting, start: int) -> Iterator[tuple[int, int]]:
    """The items of the lines from `start` on that are not empty."""
    begin = start
    count = 0
    for k in range(start, len(setting.items) + 1):
        if not setting.breaks(k):
            continue
        if k > begin:
            yield begin, k
            count += 1
            if count == _LINES:
                return
        begin = k + 1


def _over_bullet(setting: Setting, k: int) -> int:
    """Over a bullet or number at the start of a line: "•", "1.", "(2)", "a)"."""
    while setting.is_word(k, "(", ")", ".", *_BULLETS) or (
        setting.is_word(k) and (setting.text(k).strip(".)").isdigit() or setting.text(k + 1) == ")")
    ):
        k += 1
    return k
