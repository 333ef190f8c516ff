"""Titles that stand together ("Chairman and CEO of Vingroup") and the bodies that stand with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.find.offices import singular
from pipeline.lexicon import table, words
from pipeline.relate.positions.chain import Item

DETERMINERS = frozenset(
    "the a an its his her their our this whose current new then former ex outgoing late newly appointed designated incoming formerly "
    "previously hitherto longtime long-time first next".split()
)
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
PREPOSITIONS = frozenset({"of", "for", "at", "in", "with", "from", "within"})
# Offices that one holds to somebody: "Secretary to the Ministry of Finance", "Ambassador of Norway to Fiji".
_SERVING = frozenset({"secretary", "adviser", "advisor", "assistant", "counsel", "aide"})
_POSTED = frozenset({"ambassador", "envoy", "commissioner", "representative", "consul", "delegate", "observer"})
# Learned, military and judicial ranks that stand between an office and the name: "Secretary-General Professor Jane Roe".
RANKS = frozenset(
    "professor prof. prof general gen. lieutenant lt. colonel col. major maj. captain capt. admiral adm. commodore brigadier marshal "
    "field-marshal sergeant sgt. corporal cpl. ambassador judge justice sheikh sultan prince princess".split()
)
# Nouns that can stand for a body named before, each with the kinds of such bodies; a noun that heads names stands for its own kind.
DESCRIPTIONS = {**table("org_heads"), **table("body_descriptions"), "subsidiary": "company", "affiliate": "company"}
HONORIFICS = words("honorifics")
_CLOSING = frozenset({",", ".", ";", ")", "(", "–", "—", "-", ":"})
_JOINTS = frozenset({",", "and", "&", "/", "as", "well"})
_BRACKET = 6  # items that a bracket behind a title may hold
_TIMES = frozenset(
    "from to since until in between till for years year january february march april may june july august september october november december".split()
)
_TIME_WORDS = 7
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_NOUNS = 3  # words that may say what kind of body follows
_FUNCTION = frozenset(
    "the a an of at in on for to from by with and or but as that which who whom whose is was are were be been has have had will would this "
    "these those its his her their our my than then when where while after before during since until between among".split()
)


@dataclass(frozen=True, slots=True)
class Group:
    """Titles joined by "and" or commas: chain indices, each with the bodies that stand at it; [first, last) are its items."""

    titles: tuple[int, ...]
    bodies: tuple[tuple[Item, ...], ...]
    first: int
    last: int
    own: tuple[bool, ...] = ()  # whether a title's bodies stand at it, and are not those of a title joined to it

    def plural(self, items: list[Item]) -> bool:
        """Whether the title nearest to the end is one of several people."""
        phrase = items[self.titles[-1]].title
        return phrase is not None and phrase.plural


def groups(items: list[Item]) -> Iterator[Group]:
    """The groups of a chain, in order."""
    i = at = 0
    while i < len(items):
        if items[i].kind != "title":
            i += 1
            continue
        titles, bodies = [i], []
        before = _body_before(items, i) if i > at else ()  # not the body of the group in front
        found, at = _bodies_behind(items, i)
        bodies.append(found or before)
        while (following := _joined_title(items, at, i)) is not None:
            titles.append(following)
            found, at = _bodies_behind(items, following)
            bodies.append(found or _body_before(items, following))
        own = tuple(bool(b) for b in bodies)
        yield Group(tuple(titles), tuple(_shared(bodies)), i, at, own)
        i = max(at, titles[-1] + 1)


def is_rank(item: Item) -> bool:
    """Whether a title is a rank ("Air Vice Marshal"), and no office that is called so ("Attorney General")."""
    phrase = item.title
    if phrase is None:
        return False
    return phrase.head in RANKS and all(singular(t) in RANKS for t in phrase.span if singular(t))


def skip_determiners(items: list[Item], k: int) -> int:
    """The first item from `k` on that is no determiner."""
    while k < len(items) and items[k].kind == "word" and items[k].text in DETERMINERS:
        k += 1
    return k


def _shared(bodies: list[tuple[Item, ...]]) -> list[tuple[Item, ...]]:
    """A title without a body takes that of the title joined to it: the next one's, else the one before."""
    for i in range(len(bodies) - 2, -1, -1):
        bodies[i] = bodies[i] or bodies[i + 1]
    for i in range(1, len(bodies)):
        bodies[i] = bodies[i] or bodies[i - 1]
    return bodies


def _bodies_behind(items: list[Item], i: int) -> tuple[tuple[Item, ...], int]:
    """The bodies after "of", "at", "for" behind a title, and where the chain goes on."""
    at = over_bracket(items, i + 1)
    phrase = items[i].title
    head = phrase.head if phrase else ""
    at += 2 * ([item.text for item in items[at : at + 3]] == ["in", "charge", "of"])
    if at < len(items) and items[at].kind == "word" and _leads_to_body(items[at].text, head):
        k = _over_nouns(items, _over_owner(items, skip_determiners(items, at + 1)))
        if k < len(items) and items[k].kind == "body":
            body, at = innermost(items, k)
            found = [body]
            while (further := _further_body(items, at)) is not None:
                found.append(items[further])
                at = further + 1
            if head in _POSTED:
                at = _over_post(items, at)
            return tuple(found), at
        if is_description(items, k) and not (k + 1 < len(items) and items[k + 1].text in POSSESSIVE | {"of", "for"}):
            return (), k + 1
    return (), at


def is_description(items: list[Item], k: int) -> bool:
    """Whether a common noun behind "the" stands for a body: "of the club"."""
    return (
        k < len(items)
        and items[k].kind == "word"
        and items[k].text in DESCRIPTIONS
        and items[k - 1].text in {"the", "this"}
    )


def _leads_to_body(word: str, head: str) -> bool:
    return word in PREPOSITIONS or (word == "to" and head in _SERVING | _POSTED)


def over_bracket(items: list[Item], at: int) -> int:
    """Behind a short bracket without people and bodies at `at`: "Chief Executive Officer (CEO) of"; `at` where there is none."""
    if at >= len(items) or items[at].text != "(":
        return at
    for k in range(at + 1, min(len(items), at + _BRACKET)):
        if items[k].text == ")":
            return k + 1
        if items[k].kind in {"person", "body"}:
            return at
    return at


def _over_owner(items: list[Item], k: int) -> int:
    """Over an owner that is a common noun: "of this office's Natural Resources Division"."""
    if (
        k + 2 < len(items)
        and items[k].kind == "word"
        and items[k + 1].text in POSSESSIVE
        and items[k + 2].kind == "body"
    ):
        return k + 2
    return k


def _over_nouns(items: list[Item], k: int) -> int:
    """Over common nouns that say what the body is: "of the insurer Norvista Mutual", "of the technology company Halvex"."""
    at = k
    while (
        at < len(items)
        and at - k < _NOUNS
        and items[at].kind == "word"
        and items[at].text.isalpha()
        and items[at].text not in _FUNCTION
    ):
        at += 1
    return at if at < len(items) and at > k and items[at].kind == "body" and not items[at].place else k


def _over_post(items: list[Item], at: int) -> int:
    """Over the state to which an envoy is sent: "of the Kingdom of Norway to Fiji"."""
    if at < len(items) and items[at].text == "to" and items[at].kind == "word":
        k = skip_determiners(items, at + 1)
        if k < len(items) and items[k].kind == "body":
            return innermost(items, k)[1]
    return at


def _further_body(items: list[Item], at: int) -> int | None:
    """The chain index of a second body of the same title: "Director of A and of B,"; it must end the phrase."""
    if at >= len(items) or items[at].text not in {"and", "&"}:
        return None
    k = at + 1
    k += k < len(items) and items[k].kind == "word" and items[k].text in PREPOSITIONS
    k = skip_determiners(items, k)
    if k >= len(items) or items[k].kind != "body" or items[k].place:
        return None
    ends = k + 1 >= len(items) or items[k + 1].text in _CLOSING or "\n" in items[k + 1].text
    return k if ends else None


def innermost(items: list[Item], k: int) -> tuple[Item, int]:
    """Of "the Justice Department’s Civil Division" the division; of "the Civil Division of the Justice Department" too."""
    body, at = items[k], k + 1
    while at + 1 < len(items) and items[at].text in POSSESSIVE and items[at + 1].kind == "body":
        body, at = items[at + 1], at + 2
    if at < len(items) and items[at].kind == "body" and not items[at].place and not body.place:
        body, at = items[at], at + 1
    if at < len(items) and items[at].text == "(":
        while at < len(items) and items[at].text != ")" and at - k < 8:
            at += 1
        at += 1
    end = at
    while end < len(items) and items[end].text in {"of", "at", "in", "under", "the"} and items[end].kind == "word":
        end += 1
    return (body, end + 1) if end > at and end < len(items) and items[end].kind == "body" else (body, at)


def _body_before(items: list[Item], i: int) -> tuple[Item, ...]:
    """As in "WUT President", "Singapore’s Minister for Law", "the Japanese minister", "University of Fjellheim (UF) Rector"."""
    k = i - 1
    k -= k > 0 and items[k].kind == "word" and items[k].text == "," and items[k - 1].text == "counterpart"
    k -= k > 0 and items[k].kind == "word" and items[k].text == "counterpart"  # "his Norwegian counterpart, Minister Lim"
    while k > 0 and items[k].kind == "word" and items[k].text in POSSESSIVE | DETERMINERS - {"the", "a", "an"}:
        k -= 1
    if k > 2 and items[k].text == ")" and items[k - 2].text == "(":
        k = k - 1 if items[k - 1].kind == "body" else k - 3
    if k >= 0 and items[k].kind == "body" and ")" not in items[k].text:  # a bracket inside a name is a slip of the finder
        return (items[k],)
    return ()


def _joined_title(items: list[Item], at: int, first: int) -> int | None:
    """The chain index of a title joined by "and", "&", "/" or ", and" at `at` to those from `first` on, or None."""
    at = _over_place_and_time(items, at)
    k = at
    while k < len(items) and items[k].text in _JOINTS and items[k].kind == "word":
        k += 1
    if k == at:
        return None
    joined = k
    if (
        items[k - 1].text == "," and k < len(items) and items[k].text == "whose"
    ):  # "members of the Club, whose chairman, Jo Berg"
        return None
    while k < len(items) and items[k].kind == "word" and items[k].text in DETERMINERS | {"also", "concurrently", "past", "sometime", "later", "subsequently"}:
        k += 1
    # "the Mayor and the chief of Zeta plc": two people, unless a verb says that somebody is both
    both = items[k - 1].text == "the" and items[joined - 1].text == "and" and first > 0 and items[first - 1].text == "the"
    both = both and not (k < len(items) and items[k].text.startswith("Second "))  # "the Minister for Trade and the Second Minister for Law"
    if both and (first < 2 or items[first - 2].text not in {"is", "was", "as", "been", "be", ","}):
        return None
    if k + 1 < len(items) and items[k].kind == "body":
        k += 1 + (items[k + 1].text in {"'s", "’s"})
    if k >= len(items) or items[k].kind != "title":
        return None
    only_comma = all(items[m].text == "," for m in range(at, joined))
    told = next((m for m in range(at - 1, first - 1, -1) if items[m].kind == "title"), None)
    if told is not None and _of_several(items[told]) != _of_several(items[k]):
        return None  # "the Leader of the Opposition and members of the Party, the Secretary-General of the Forum"
    # "President A, Minister B": a name right behind the second title makes it another person's
    named = k + 1 < len(items) and items[k + 1].kind == "person"
    if (named and only_comma) or (_leads_to_name(items, k + 1) and _is_plural_break(items, at, first)):
        return None
    # "Karin Lim, head of the Civil Division, and Attorney Jo Berg", "serves as its head, and Governor Jo Berg"
    if items[at].text == "," and _leads_to_name(items, k + 1) and _has_holder_in_front(items, first):
        return None
    # "…, Rector of Larnvik College, and Prof. Dr. Karin Lim, President": a rank that opens the next name of a list
    if any(items[m].text == "," for m in range(at, joined)) and is_rank(items[k]) and _leads_to_name(items, k + 1):
        return None
    return k


def _of_several(item: Item) -> bool:
    return item.title is not None and item.title.plural


def _leads_to_name(items: list[Item], k: int) -> bool:
    """Whether a name follows at `k`, perhaps behind honorifics."""
    while k < len(items) and (
        items[k].text in HONORIFICS or (items[k].text == "." and items[k - 1].text in HONORIFICS)
    ):
        k += 1
    return k < len(items) and items[k].kind == "person"


def _over_place_and_time(items: list[Item], at: int) -> int:
    """Over a place or years between two titles: "Professor at Larnvik College, Norway, and Chair of …", "Dean from 2018 to 2022 and …"."""
    k = at
    if k + 2 < len(items) and items[k].text == "," and items[k + 1].place and items[k + 2].text == ",":
        k += 2
    elif k < len(items) and items[k].text in _TIMES:
        while k < len(items) and k - at < _TIME_WORDS and (items[k].text in _TIMES or items[k].text.isdigit()):
            k += 1
    return k if k < len(items) and items[k].text in {"and", ","} and _title_follows(items, k) else at


def _title_follows(items: list[Item], k: int) -> bool:
    while k < len(items) and items[k].kind == "word" and items[k].text in {"and", ",", "the", "a", "an", "later", "then"}:
        k += 1
    return k < len(items) and items[k].kind == "title"


def _is_plural_break(items: list[Item], at: int, first: int) -> bool:
    """Whether the title before `at` already has its own name in front: "Kim, president, and Dean Lee"; not "Dean Lee, President and Rector Kim"."""
    name = next((m for m in range(at - 2, max(-1, at - 5), -1) if items[m].kind == "person"), None)
    if name is not None and any(items[m].kind == "word" and items[m].text.isalpha() and items[m].text not in DETERMINERS for m in range(name + 1, first)):
        return False  # "Minister Lim met with State Councillor and Minister of Trade Kim": the name is another clause's
    return name is not None and not (_has_title(items, name) and items[name + 1].text == ",")


def _has_title(items: list[Item], name: int) -> bool:
    """Whether a title stands right in front of a name, perhaps with honorifics and ranks between."""
    k = name - 1
    while k > 0 and items[k].kind == "word" and (items[k].text in HONORIFICS or items[k].text == "."):
        k -= 1
    return k >= 0 and items[k].kind == "title" and not is_rank(items[k])


def _has_holder_in_front(items: list[Item], first: int) -> bool:
    """Whether titles from `first` on are held by someone named in front: behind a comma or "as"."""
    k = first - 1
    while k > 0 and (items[k].kind == "body" or items[k].text in DETERMINERS | POSSESSIVE | {"now", "currently", "who"}):
        k -= 1
    if items[k].text == "as":
        return True
    if items[k].text != ",":
        return False
    k -= 1
    while k > 0 and items[k].kind == "word" and items[k].text.strip(".") in _GENERATIONS | {","}:
        k -= 1
    return items[k].kind == "person"
