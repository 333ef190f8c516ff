"""Who holds a group of titles by what stands beside it: patterns over the chain, each with its name.

A pattern gives the holders with the name of its rule, or None where it does not apply. What a clause says ("was appointed
Director") is in `pipeline.relate.positions.clauses`, what the lines of a contact block say in `pipeline.relate.positions.contact_lines`.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.find.offices import OCCUPATIONS
from pipeline.relate.positions.clauses import (
    as_title,
    copula,
    object_complement,
    opens_indefinite,
    role_of,
    title_is_name,
)
from pipeline.relate.positions.contact_lines import curriculum, labelled, line_under_name, table_row
from pipeline.relate.positions.rolls import roll
from pipeline.relate.positions.setting import Holding, Setting
from pipeline.relate.positions.title_groups import (
    DESCRIPTIONS,
    DETERMINERS,
    POSSESSIVE,
    Group,
    is_rank,
    skip_determiners,
)
from pipeline.relate.positions.unread_bodies import over_apposed, over_unread, over_unread_back

_ADVERBS = frozenset("who currently now also until recently then both all respectively".split())
_DASHES = frozenset({",", "(", "–", "—", "-", ":"})
_LIST_ENDS = frozenset({",", ";", ".", "and", "(", ")"})


def title_before_name(setting: Setting, group: Group) -> Holding | None:
    """As in "President Karin Lim", "Secretary to the Ministry of Defence Air Vice Marshal Paul Iversen"."""
    name = setting.to_name(group.last, seated=True)
    if name is None:
        name = _behind_unread(setting, group)
    if name is None:
        return None
    people = setting.listed(name, seated=True) if group.plural(setting.items) else (name,)
    return Holding(people, "title before name")


def _behind_unread(setting: Setting, group: Group) -> int | None:
    """The name right behind the place or body that no finder took for one: "the Mayor of Larnvik Jo Berg"."""
    at = over_unread(setting, group.last)
    return at if at > group.last and setting.kind(at) == "person" and not setting.breaks(at - 1) else None


def apposition(setting: Setting, group: Group) -> Holding | None:
    """As in "Amal Perera, the Vice Chairman", "Mark Poole (WI-02), Chair", "Lee Ho (Director)"."""
    comma = _opening(setting, group)
    if comma is None or setting.is_name_behind(group.last):
        return None
    k = setting.over_name_tail(comma - 1)
    k = setting.over_affiliation(_over_residence(setting, k))
    if k < 0 or setting.kind(k) != "person" or _line_between(setting, k, group.first):
        return None
    if group.plural(setting.items):
        people = setting.listed_back(k)
        # "President Karin Lim, Secretary Jo Berg, district secretaries": each has an office of his or her own
        own = any(setting.held.get(p, "").startswith("title") for p in people)
        return Holding(people, "apposition") if len(people) > 1 and not own else None
    if _is_respective(setting, group):
        people = setting.listed_back(k)
        if len(people) == len(group.titles):
            return Holding(people, "apposition", respective=True)
    if setting.held.get(k, "").startswith("title") and (
        _names_follow(setting, group) or _leads_to_name(setting, group)
    ):
        return None
    if opens_indefinite(setting, group) and _is_occupation(setting, group):
        return None
    following = setting.items[group.last + 1].title if setting.kind(group.last + 1) == "title" else None
    if setting.is_word(group.last, ",") and following is not None and following.plural:
        return None  # "Karin Lim, District Secretary, Divisional Secretaries and officials": a list of offices
    return Holding((k,), "apposition")


def _is_respective(setting: Setting, group: Group) -> bool:
    """As in "Karin Lim and Jo Berg, president and treasurer of Halvex, respectively"."""
    near = range(group.first - 1, group.last + 2)
    return len(group.titles) > 1 and any(setting.is_word(k, "respectively") for k in near)


def _opening(setting: Setting, group: Group) -> int | None:
    """The comma, dash or bracket that opens the apposition whose title group this is."""
    k = group.first - 1
    while k > 0 and setting.is_word(k) and setting.text(k) in DETERMINERS | POSSESSIVE | _ADVERBS:
        k -= 1
    if k > 0 and (setting.kind(k) == "body" or (setting.is_word(k) and setting.text(k + 1) in {"'s", "’s"})):
        k -= 1
        while k > 0 and setting.is_word(k) and setting.text(k) in DETERMINERS:
            k -= 1
    k = over_unread_back(setting, k)
    if k > 1 and setting.is_word(k, "and") and setting.text(k - 1) == ",":
        k = k - 1 if _over_residence(setting, k - 2) != k - 2 else k
    return k if k > 0 and setting.text(k) in _DASHES else None


def _over_residence(setting: Setting, k: int) -> int:
    """Back over a first apposition that says where somebody lives: "Lee Hale, 57, a resident of Larnvik, and the owner"."""
    at = k
    while at > 0 and (setting.kind(at) == "body" or setting.is_word(at, ",")) and k - at < 6:
        at -= 1
    if setting.is_word(at, "of") and setting.is_word(at - 1, "resident", "native", "citizen"):
        at -= 2
        at -= setting.is_word(at, "a")
        return setting.over_name_tail(at - 1) if setting.is_word(at, ",") else k
    return k


def _line_between(setting: Setting, start: int, end: int) -> bool:
    items = setting.items
    return "\n" in setting.doc[items[start].end : items[end].start].text and any(
        setting.breaks(k) for k in range(start + 1, end)
    )


def _leads_to_name(setting: Setting, group: Group) -> bool:
    """Whether the words behind a title go on to a name: "Minister Jo Berg, Secretary to the Office of Trade Karin Lim"."""
    k = group.last
    while k < len(setting.items) and k - group.last < 8 and not setting.breaks(k):
        if setting.kind(k) == "person":
            return setting.kind(k - 1) == "word" or setting.kind(k - 1) == "title"
        if setting.text(k) in {",", ";", ".", "(", ")", "and", "who", "said"}:
            return False
        k += 1
    return False


def _is_occupation(setting: Setting, group: Group) -> bool:
    """What somebody does, without a word of where: "Karin Lim, an economist"; such is no title that one holds."""
    phrase = setting.items[group.titles[0]].title
    if phrase is None or group.bodies[0] or len(phrase.span) > 1:
        return False
    described = setting.is_word(group.last, "at", "of", "with", "in", "for") or setting.is_word(
        group.last - 1, *DESCRIPTIONS
    )
    return not described and (phrase.head in OCCUPATIONS or phrase.head.endswith(("ist", "er", "or", "ian")))


def _names_follow(setting: Setting, group: Group) -> bool:
    """Whether the list goes "title, name, title, name": behind a comma stands a name that no title of its own follows."""
    if setting.text(group.last) != ",":
        return False
    name = setting.to_name(group.last + 1)
    if name is None:
        return False
    at = setting.over_hangers(name + 1)
    if not (setting.text(at) in _LIST_ENDS or setting.breaks(at)):
        return False
    at = skip_determiners(setting.items, at + 1)
    own = setting.kind(at) == "title" and setting.text(at - 1) not in {"and", ";"}
    return not own or _pairs_on(setting, at)


def _pairs_on(setting: Setting, title_at: int) -> bool:
    """Whether the title at `title_at` has a name of its own behind it, so that it is not the one in front of it that holds it."""
    k = title_at + 1
    while k < len(setting.items) and k - title_at < 8 and setting.text(k) not in {";", "."} and not setting.breaks(k):
        if setting.kind(k) == "person":
            return True
        k += 1
    return False


def title_comma_name(setting: Setting, group: Group) -> Holding | None:
    """As in "its founder, Robert Bernhard", "Minister of State, Ministry of Works and Ministry of Health, Mr Lee Ho"."""
    at = over_unread(setting, _over_listed_bodies(setting, group.last))
    joined = at > group.last + 2 and setting.kind(at - 1) == "body" and setting.is_word(group.last, ",") and setting.to_name(at) == at
    dashed = setting.is_word(at, "–", "—", "-") and setting.is_word(at + 1) and at == group.last  # "Norwegian Ambassador – H.E. Karin Lim"
    if setting.text(at) not in {",", ":"} and not joined and not dashed:
        return None
    name = setting.to_name(at if joined else at + 1, seated=True)
    if name is None or _line_between(setting, group.first, name) or setting.is_word(name + 1, *POSSESSIVE):
        return None
    chosen = setting.is_word(group.first - 1, "elected", "appointed", "named", "reelected", "re-elected", "nominated")
    if chosen and setting.is_word(group.first - 2, "was", "were", "been", "be", "being", "is"):
        return None  # "hours after Jo Berg was elected President, Karin Lim said"
    colon = setting.text(at) == ":"
    if not colon and _is_subject_behind_phrase(setting, group, name):
        return None
    people = setting.listed(name)
    if group.plural(setting.items):
        return Holding(people, "title, name") if len(people) > 1 or colon else None
    return Holding((name,), "title, name")


def _over_listed_bodies(setting: Setting, at: int) -> int:
    """Over ", Ministry of Works and Ministry of Health" between a title and the comma in front of the name."""
    k = over_apposed(setting, at)
    while setting.is_word(k, ",", "and") and setting.kind(k + 1) == "body" and (k > at or not setting.items[k + 1].place):
        k += 2
    if k > at + 2 and setting.is_word(k - 2, "and") and setting.to_name(k) is not None:
        return k  # "Minister of State, Ministry of Works and Ministry of Health Lee Ho"
    return k if k > at and setting.text(k) == "," and setting.to_name(k + 1) is not None else at


def _is_subject_behind_phrase(setting: Setting, group: Group, name: int) -> bool:
    """As in "On behalf of the President, Karin Lim signed": the title ends a phrase that opens the sentence, the name is its subject."""
    doc, items = setting.doc, setting.items
    behind = items[name].end
    if behind >= len(doc) or doc[behind].pos_ not in {"VERB", "AUX"}:
        return False
    start = items[group.first].start
    opening = (
        [t for t in doc[doc[start].sent.start : start] if not t.is_space] if doc.has_annotation("SENT_START") else []
    )
    return bool(opening) and opening[0].pos_ in {"ADP", "SCONJ", "ADV"} and all(t.text != "," for t in opening)


def name_before_title(setting: Setting, group: Group) -> Holding | None:
    """A name and its office without the comma between them, in a list: "Dr. Karin Lim Secretary to the President, Jo Berg, …"."""
    name = group.first - 1
    title = setting.items[group.titles[0]]
    if setting.kind(name) != "person" or name in setting.held or setting.breaks(name + 1) or group.plural(setting.items):
        return None
    told = setting.doc[title.start].text[0].isupper() and len(title.text.split()) > 1 and not is_rank(title)
    ends = setting.is_word(group.last, ",", ";", ".", "and", ")") and not setting.is_name_behind(group.last)
    return Holding((name,), "name, title") if told and ends and setting.to_name(group.last) is None else None


Pattern = Callable[[Setting, Group], Holding | None]

# In the order in which they are tried: a name right behind a title is surer than one in front of it.
HOLDERS: tuple[Pattern, ...] = (
    roll,
    title_before_name,
    table_row,
    labelled,
    apposition,
    name_before_title,
    title_comma_name,
    object_complement,
    as_title,
    role_of,
    copula,
    title_is_name,
    line_under_name,
    curriculum,
)
