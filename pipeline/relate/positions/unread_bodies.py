"""Bodies that stand where a title is held, in capitals, and that no finder took for bodies: "Professor Berg of Deltavik", "HVX President".

A body found elsewhere in the release whose name begins with the same words is meant by it; otherwise the words stand for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline import records
from pipeline.lexicon import country, table, words
from pipeline.relate.positions.setting import Holding, Setting
from pipeline.relate.positions.title_groups import DESCRIPTIONS, POSSESSIVE, Group, skip_determiners
from pipeline.resolve.names import fold

_INNER = words("name_particles") | frozenset(
    {"of", "de", "du", "des", "da", "do", "di", "del", "la", "for", "&", "-", "’s", "'s", "and", "und", "y", "e"}
)
_CLOSE = frozenset({",", ".", ";", ")", "(", "–", "—", "|", ":", "”", '"', "“"})
_MOST = 9  # words
_LED = frozenset({"ceo", "cfo", "coo", "cto", "chairman", "chairwoman", "chairperson"})
_SHORTEST = 2  # letters of an acronym
_KIND = 3  # words that say what kind of body follows
_HEADS = frozenset(table("org_heads")) - words("title_modifiers") | {"conference"}
_NO_NAMES = words("honorifics") | frozenset(
    "i we he she they the a an this that january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday north south east west board council".split()
)


def body_as_written(setting: Setting, group: Group, holding: Holding, person_at: int) -> str | None:
    """The name of the body at a title, behind it ("CEO of Halvex"), in front of it ("Halvex’s CEO") or behind the name, or None."""
    items = setting.items
    if setting.is_word(group.last, "of", "at"):
        return _run(setting, _over_kind(setting, skip_determiners(items, group.last + 1)))
    before = group.first - 1
    while setting.is_word(before, "former", "new", "current", "then", "late", "outgoing", "longtime", "interim"):
        before -= 1
    owner = setting.is_word(before, *POSSESSIVE)
    apposed = holding.rule == "apposition" and 0 <= over_unread_back(setting, before) < before
    if owner or apposed or _is_acronym(setting, before) or _ends_body(setting, before) or _is_led(setting, group, before):
        found = _run_back(setting, before - owner)
        if found is not None:
            return found
    if holding.rule == "title before name" and setting.is_word(person_at + 1, "of", "from"):
        return _run(setting, skip_determiners(items, person_at + 2))
    if holding.rule in {"apposition", "curriculum", "label", "line under name", "title, name"} and setting.is_word(
        group.last, ",", "–"
    ):
        start = skip_determiners(items, group.last + 1)
        name = _run(setting, start)
        return (
            name if name is not None and (" " in name or name.isupper()) and _closes(setting, start) else None
        )
    return None


def _over_kind(setting: Setting, k: int) -> int:
    """Over what says which kind of body is named: "of the tram operator Halvex"."""
    for at in range(k, k + _KIND):
        if setting.is_word(at) and setting.text(at) in DESCRIPTIONS and _is_name_word(setting, at + 1):
            return at + 1 if not _is_name_word(setting, at) else k
    return k


def _is_led(setting: Setting, group: Group, k: int) -> bool:
    """Whether capitalised words stand right before an abbreviated office, which has no field: "and Halvex Shipping CEO Jo Berg"."""
    phrase = items[group.titles[0]].title if (items := setting.items) else None
    led = phrase is not None and phrase.text.lower() in _LED
    words = all(_is_name_word(setting, m) and setting.doc[setting.items[m].start].is_alpha for m in (k, k - 1))
    return led and words and not setting.doc[setting.items[k - 1].start].is_sent_start


def _ends_body(setting: Setting, k: int) -> bool:
    """Whether a noun of a body ends capitalised words right before a title: "Larnvik Teachers Council President"."""
    head = setting.text(k).removesuffix("s") in _HEADS or setting.text(k) in _HEADS
    return head and _is_name_word(setting, k) and _is_name_word(setting, k - 1)


def meant_by(name: str, bodies: Iterable[records.Organisation]) -> str | None:
    """The key of the one body whose name or alias begins with the words of `name`, or None."""
    few = fold(name).split()
    found = {
        body.key
        for body in bodies
        if any(fold(form).split()[: len(few)] == few for form in (body.name, *body.aliases)) or body.acronym == name
    }
    return found.pop() if len(found) == 1 else None


def _run(setting: Setting, k: int) -> str | None:
    """The run of capitalised plain words that begins at item `k`."""
    end = _end(setting, k)
    if end == k or setting.is_word(end, "-"):
        return None
    first = setting.doc[setting.items[k].start].text
    if len(first) > _SHORTEST and first[-1] == "s" and first[:-1].isupper():
        return None  # an owner that has lost its apostrophe: "of the FBIs Larnvik Field Office"
    text = " ".join(setting.doc[setting.items[k].start : setting.items[end - 1].end].text.split())
    following = setting.doc[setting.items[end].start] if end < len(setting.items) else None
    described = (
        following is not None and following.pos_ == "NOUN" and following.text.islower()
    )  # "of the Larnvik people"
    return text if country(text) is None and not described else None


def _end(setting: Setting, k: int) -> int:
    at = end = k
    while at < len(setting.items) and at - k < _MOST and setting.kind(at) == "word":
        if _is_name_word(setting, at):
            end = at = at + 1
        elif at > k and setting.text(at) in _INNER and end == at and _is_name_word(setting, at + 1):
            at += 1
        else:
            break
    return end


def over_unread(setting: Setting, k: int) -> int:
    """Over "of" and a name that no finder took for a body, behind a title that ends at `k`; `k` where there is none."""
    if not setting.is_word(k, "of", "at"):
        return k
    start = skip_determiners(setting.items, k + 1)
    end = _end(setting, start)
    if end > start and setting.is_word(end, "of", "in") and setting.kind(end + 1) == "body":
        return end + 2  # "Speaker of the Diet of Norland"
    return end if end > start else k


def over_apposed(setting: Setting, k: int) -> int:
    """Over a comma and a name of several words that no finder took for a body: "President, Larnvik Rowers, Ms Karin Lim"; `k` where there is none."""
    end = _end(setting, k + 1) if setting.is_word(k, ",") else k
    return end if end > k + 2 and setting.is_word(end, ",") else k


def over_unread_back(setting: Setting, k: int) -> int:
    """Back over capitalised words between a comma behind a name and a title that follows `k`: "Arik Dahl, Norvista Mutual (NM)"; `k` where there are none."""
    at = k
    while at > 0 and k - at < _MOST and (
        _is_name_word(setting, at) or setting.kind(at) == "body" or (at < k and setting.text(at) in _INNER) or setting.is_word(at, "(", ")")
    ):
        at -= 1
    opens = at < k and setting.is_word(at, ",", "(") and setting.kind(at - 1) == "person" and setting.text(at + 1) not in {"(", ")"}
    return at if opens else k


def _closes(setting: Setting, k: int) -> bool:
    end = _end(setting, k)
    return setting.text(end) in _CLOSE or setting.breaks(end)


def _run_back(setting: Setting, k: int) -> str | None:
    """The run of capitalised words that ends at item `k`."""
    start = k + 1
    while start > 0 and k - start < _MOST and _is_name_word(setting, start - 1):
        start -= 1
    if start > k:
        return None
    text = " ".join(setting.doc[setting.items[start].start : setting.items[k].end].text.split())
    return text if country(text) is None else None


def _is_name_word(setting: Setting, k: int) -> bool:
    if setting.kind(k) != "word" or setting.text(k) in _NO_NAMES:
        return False
    token = setting.doc[setting.items[k].start]
    return (
        token.text[0].isupper() and token.text[-1].isalnum() and token.ent_type_ not in {"GPE", "NORP", "DATE", "LOC"}
    )


def _is_acronym(setting: Setting, k: int) -> bool:
    text = setting.doc[setting.items[k].start].text if setting.is_word(k) else ""
    return len(text) > 1 and text.isupper() and text.isalpha()
