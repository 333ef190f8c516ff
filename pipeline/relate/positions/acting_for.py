"""Whom a holder of a title stands for by the words of one sentence: "on behalf of Norway", "Norway, represented by Minister Lim".

Where two sides sign or meet in one sentence, each title takes the side told behind its own holder, before the next holder begins.
"""

from __future__ import annotations

from pipeline.lexicon import country
from pipeline.relate.positions.chain import Item
from pipeline.relate.positions.setting import Setting
from pipeline.relate.positions.title_groups import POSSESSIVE, Group, innermost, skip_determiners

_STYLES = frozenset(
    {"government", "republic", "kingdom", "state", "of", "the", "people", "democratic", "socialist", *POSSESSIVE}
)
_ACTING = frozenset({"signed", "signing", "acting", "who", "was", "is", "were", ",", "(", "present"})
# Seats on a board or committee of one body, whose holders may represent another: "Non-Executive Director, representing Halvex Inc.".
_SEATS = (
    "non-executive",
    "independent",
    "member",
    "board",
    "alternate",
    "trustee",
    "delegate",
    "chair",
    "chairman",
    "vice-chair",
)
_MOST_WORDS = 4  # items between a holder and "on behalf of"
_AUXILIARIES = frozenset({"was", "were", "is", "are", "been", "being", "be", "has", "have", ",", "who", "which"})


def side_of(setting: Setting, group: Group, person_at: int) -> Item | None:
    """The state or body that the holder is said to stand for: behind the holder, else in front of "represented by"."""
    behind = max(person_at + 1, group.last)
    title = setting.items[group.titles[-1]].text.lower()
    if title.startswith(_SEATS) and not setting.is_word(behind, "signed"):
        return _represented(setting, min(person_at, group.first))
    return _behalf(setting, behind) or _represented(setting, min(person_at, group.first))


def side_told(setting: Setting, title: Item) -> Item | None:
    """What the sentence in front of a title calls the side of which it speaks: "On the side of Halvex were Rector Lim, …"; a word where it is no body."""
    if not setting.doc.has_annotation("SENT_START"):
        return None
    items, start = setting.items, setting.doc[title.start].sent.start
    for k, item in enumerate(items):
        if start <= item.start < title.start and item.text in {"side", "delegation"}:
            of = k + 2 + setting.is_word(k + 2, "the")
            if setting.is_word(k + 1, "of") and of < len(items):
                return items[of]
            at = k - 1 - setting.is_word(k - 1, *POSSESSIVE)
            owner = items[at] if at >= 0 else item
            return owner if not owner.place else item
    return None


def state_told(setting: Setting, title: Item) -> str | None:
    """The state of whose side a list is: "from the Norwegian side: Ambassador Jo Berg, State Secretary Lee Ho"."""
    start = setting.doc[title.start].sent.start if setting.doc.has_annotation("SENT_START") else title.start
    for k in range((setting.index_of(title) or 0) - 1, 0, -1):
        if setting.items[k].start < start:
            return None
        named = setting.is_word(k, "side") and setting.kind(k - 1) == "body"
        if named and setting.is_word(k + 1, ":", ",", "–", "-", "—", "were"):
            return country(setting.items[k - 1].text)
    return None


def _behalf(setting: Setting, k: int) -> Item | None:
    """The one behind "on behalf of" or "representing", at most a verb of signing away: "Karin Lim, Dean, signed on behalf of Halvex"."""
    start = k
    while k - start < _MOST_WORDS and setting.is_word(k, *_ACTING):
        k += 1
    if setting.is_word(k, "on") and setting.is_word(k + 1, "behalf") and setting.is_word(k + 2, "of"):
        k += 3
    elif setting.is_word(k, "representing"):
        k += 1
    else:
        return None
    side = _named(setting, k)
    by = side is not None and any(
        setting.is_word(m, "by") and setting.items[m - 1] is side for m in range(k, k + _MOST_WORDS)
    )
    return None if by else side  # "and on behalf of Norway by": the next one's


def _represented(setting: Setting, k: int) -> Item | None:
    """The one in front: "Norway, represented by Mr Lee Ho, Permanent Secretary", "Norway was represented by Minister Lim"."""
    k = setting.before_name(k - 1)
    while setting.is_word(k, "the", "its", "their", "a"):
        k -= 1
    if not (setting.is_word(k, "by") and setting.is_word(k - 1, "represented")):
        return None
    k -= 2
    while setting.is_word(k, *_AUXILIARIES):
        k -= 1
    k -= 2 * (setting.text(k) == ")" and setting.kind(k - 1) == "body") + (setting.text(k) == ")")
    item = setting.items[k] if k >= 0 else None
    return item if item is not None and item.kind == "body" else None


def _named(setting: Setting, k: int) -> Item | None:
    """The body or state that begins at `k`, behind words of its style: "the Government of the Republic of Norway"."""
    k = skip_determiners(setting.items, k)
    while setting.is_word(k, *_STYLES):
        k += 1
    return innermost(setting.items, k)[0] if setting.kind(k) == "body" else None
