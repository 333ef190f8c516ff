"""Who held an office before, or takes it after, the one whose office a release tells: "She succeeds Ole Dahl", "replaced by Aino Aho".

The office is the one told last in front, of another person; the row says so by its rule, and by its tenure.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.relate.positions.setting import Setting
from pipeline.relate.positions.tenure import Tenure

_SUCCEED = frozenset("succeed succeeds succeeded succeeding replace replaces replaced replacing".split())
_TAKE = frozenset({"takes", "took", "taking", "take", "taken"})
_LEAVING = frozenset({"departure", "retirement", "resignation", "death"})
_BY = 9  # items between "replaced" and "by": "for the time being"


def successions(setting: Setting) -> Iterator[tuple[int, int, Tenure]]:
    """The chain index of the word that tells of a succession, the person it tells of, and whether he or she held the office or holds it."""
    for k in range(len(setting.items)):
        if not setting.is_word(k):
            continue
        found = _told_at(setting, k)
        if found is not None:
            yield k, found[0], found[1]


def _told_at(setting: Setting, k: int) -> tuple[int, Tenure] | None:
    word = setting.text(k)
    if word in {"replaced", "succeeded"} and (by := _by(setting, k)) is not None:
        name = setting.to_name(by + 1)
        return None if name is None else (name, "current")
    if word in _SUCCEED:
        name = setting.to_name(k + 1)
    elif word in _TAKE and setting.is_word(k + 1, "over") and setting.is_word(k + 2, "from"):
        name = setting.to_name(k + 3)
    elif word in _LEAVING and setting.is_word(k + 1, "of") and setting.is_word(k - 1, "the"):
        name = setting.to_name(k + 2)
    else:
        return None
    return None if name is None else (name, "former")


def _by(setting: Setting, k: int) -> int | None:
    """The "by" that tells who replaces, where the verb is passive."""
    passive = setting.is_word(k - 1, "been", "was", "be", "is", "being")
    for at in range(k + 1, min(len(setting.items), k + _BY)):
        if setting.kind(at) == "person" or setting.is_word(at, ".", ";"):
            return None
        if setting.is_word(at, "by"):
            return at if passive else None
    return None
