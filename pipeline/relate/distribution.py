"""Several agreements told in one statement: which are they, and with whom.

The cases, each with the rule that ends up in the row:

- `list: one and another`: "two MoUs, one between A and B and another between C and D";
- `list: respectively`: "A and B signed MoUs with C and D, respectively";
- `list: with`: "treaties with A, B and C" are three;
- `list: listed`: "grants to three clinics", which a list with as many lines names;
- `list: <rule of the whole>`: "signed two agreements: the X Agreement and the Y Agreement".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Span

from pipeline.relate.actors import Actor, Scene
from pipeline.relate.lists import Lists
from pipeline.relate.statement import Statement, counts

_ONES = frozenset({"one", "another", "other", "second"})
_COUNTED = frozenset({"with", "to", "for", "by"})
_LONGEST_COUNTED = 5  # tokens of "with three rural clinics"
_MARK = re.compile(r"[(\[]?(\d{1,2}|[a-z]|[ivx]{1,4})[)\].:]?|[-–—•*·]")
_MOST_MARKS = 3  # tokens of a mark at the start of a line


def spread(base: Statement, sides: list[Actor], how: str | None, subject: list[Actor], lists: Lists) -> list[Statement]:
    """The statements that `base` stands for: itself, or one an agreement. `sides` are joined to it by `how`, `subject` does its deed."""
    if not base.plural:
        return [base]
    if members := _one_and_another(base, lists):
        return members
    ours = [a for a in subject if a.kind != "person" and a not in sides]
    bodies = all(a.kind != "person" for a in sides)
    if "respectively" in {t.lower_ for t in base.sentence} and (pairs := _respective(base, sides, how, ours, lists)):
        return [_member(base, pair, "list: respectively") for pair in pairs]
    if how == "with" and bodies and len(sides) > 1 and base.count in {None, len(sides)}:
        return [_member(base, [*ours, side], "list: with") for side in sides]
    if len(sides) < 2 and (items := _listed(base, lists.scene)):
        ours = ours or _speaker(lists.scene, items)
        return [
            replace(
                _member(base, [*ours, item], "list: listed"),
                span=base.span.doc[item.start : item.end],
                sentence=lists.scene.sentences.at(item.start),
                name=" ".join(base.span.text.split()),
            )
            for item in items
        ]
    return [base]


def inherit(statements: list[Statement]) -> list[Statement]:
    """As in "signed two agreements: the X Agreement and the Y Agreement": the members of a list share what is said of the whole."""
    found: list[Statement] = []
    for statement in _coordinated(statements):
        whole = next(
            (
                s
                for s in reversed(found)
                if s.plural and s.deed is not None and s.sentence.start == statement.sentence.start
            ),
            None,
        )
        if (
            whole is None
            or statement.plural
            or statement.parties
            or whole.span.end > statement.start
            or not _opens_list(whole.span, statement.span)
        ):
            found.append(statement)
            continue
        found.append(
            replace(
                statement,
                deed=whole.deed,
                parties=whole.parties,
                signatories=whole.signatories,
                witnesses=whole.witnesses,
                distinct=True,
                rule=f"list: {whole.rule}",
            )
        )
    return found


def _coordinated(statements: list[Statement]) -> list[Statement]:
    """As in "signed a treaty and a memorandum with A": what is told of the last of a pair is told of both."""
    found: list[Statement] = []
    for statement in statements:
        before = found[-1] if found else None
        if (
            before is not None
            and before.deed is not None
            and statement.deed is not None
            and before.deed.token.i == statement.deed.token.i
            and not (before.plural or before.headline)
            and len(before.parties) < len(statement.parties)
            and _is_pair(before.span, statement.span)
        ):
            found[-1] = replace(before, parties=statement.parties, rule=statement.rule)
        elif (
            before is not None
            and before.deed is not None
            and statement.deed is None
            and not (statement.parties or before.plural or before.headline or statement.definite)
            and _is_pair(before.span, statement.span)
        ):
            statement = replace(statement, deed=before.deed, parties=before.parties, rule=before.rule)  # noqa: PLW2901  it is the same statement, told in full
        found.append(statement)
    return found


def _is_pair(first: Span, second: Span) -> bool:
    between = [t for t in first.doc[first.end : second.start] if not t.is_space]
    dated = any(t.lower_ == "dated" for t in between)
    words = {t.lower_ for t in between if not (dated and (t.like_num or t.pos_ == "PROPN"))}
    joined = {"and", ",", "a", "an", "the", "new", "separate", "dated", "on", "of"}
    return bool(between) and between[0].lower_ in {"and", ",", "dated"} and words <= joined


def once(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Each actor once, as first named."""
    seen: dict[str, Actor] = {}
    for actor in actors:
        seen.setdefault(actor.identity, actor)
    return tuple(seen.values())


def _member(base: Statement, parties: list[Actor], rule: str) -> Statement:
    return replace(base, parties=once(parties), plural=False, distinct=True, rule=rule)


def _one_and_another(base: Statement, lists: Lists) -> list[Statement]:
    doc = base.span.doc
    members = []
    at, stop = base.span.end, base.sentence.end
    while at < stop:
        if doc[at].lower_ in _ONES and at + 1 < stop and doc[at + 1].lower_ in {"between", "with"}:
            pair, after = lists.between(at + 1, stop)
            if pair:
                members.append(_member(base, pair, "list: one and another"))
                at = after
                continue
        at += 1
    return members if len(members) > 1 else []


def _respective(
    base: Statement, sides: list[Actor], how: str | None, ours: list[Actor], lists: Lists
) -> list[list[Actor]]:
    """The pairs that "respectively" joins: subject and "with", or "between A and B, with C and D"."""
    first, second = ours, sides
    if how == "between":
        doc = base.span.doc
        last = max(a.end for a in sides)
        at = next((i for i in range(last, base.sentence.end) if doc[i].lower_ in {"with", "and"}), None)
        first, second = sides, lists.read(at + 1, base.sentence.end)[0] if at is not None else []
    pairs = [list(pair) for pair in zip(first, second, strict=False)]
    return pairs if len(first) == len(second) > 1 else []


def _speaker(scene: Scene, items: list[Actor]) -> list[Actor]:
    """The body that the release speaks of most, beside those that it lists: it has made the agreements that nobody is said to make."""
    known = {a.identity for a in items}
    others = [a for a in scene.actors if a.kind == "organisation" and a.identity not in known]
    counted = Counter(a.identity for a in others).most_common(1)
    return [next(a for a in others if a.identity == counted[0][0])] if counted else []


def _listed(base: Statement, scene: Scene) -> list[Actor]:
    """The bodies that lines below name, where they are as many as "grants to three clinics" says; else none."""
    doc = base.span.doc
    number = _counted(doc, base.span.end, base.sentence.end)
    if number is None:
        return []
    return lines_of_bodies(doc, scene, base.sentence.end, number)


def lines_of_bodies(doc: Doc, scene: Scene, start: int, number: int) -> list[Actor]:
    """The bodies that open `number` lines behind token `start`; none where they are not as many."""
    marked = _line_starts(doc, start, marked=True)[:number]
    items = [scene.at.get(i) for i in marked]
    bodies = [a for a in items if a is not None and a.kind == "organisation"]
    if len(marked) == number and bodies:
        return bodies
    openers = [scene.at.get(i) for i in _line_starts(doc, start)]
    run: list[Actor] = []
    for actor in openers:
        # a line that goes on with a verb or a possessive is a sentence of its own
        if (
            actor is not None
            and actor.kind == "organisation"
            and doc[min(actor.end, len(doc) - 1)].pos_ not in {"VERB", "AUX", "PART"}
        ):
            run.append(actor)
            if len(run) == number:
                return run if len({a.identity for a in run}) == number else []
    return []


def _counted(doc: Doc, start: int, stop: int) -> int | None:
    """The number in "with three rural clinics" right behind an agreement."""
    if start >= stop or doc[start].lower_ not in _COUNTED:
        return None
    number = counts(doc[start + 1]) if start + 1 < stop else None
    noun = any(t.tag_ == "NNS" for t in doc[start + 2 : min(stop, start + _LONGEST_COUNTED)])
    return number if number is not None and number > 1 and noun else None


def item_starts(doc: Doc) -> frozenset[int]:
    """The first words of the lines that open with a mark ("1.", "(a)", "•")."""
    return frozenset(_line_starts(doc, 0, marked=True))


def _line_starts(doc: Doc, start: int, *, marked: bool = False) -> list[int]:
    """The first words of the lines from `start` on, behind a mark where they have one; `marked`: of those alone that have."""
    found = []
    for i in range(max(1, start), len(doc)):
        if not (doc[i - 1].is_space and "\n" in doc[i - 1].text) or doc[i].is_space:
            continue
        at = i
        for end in range(min(len(doc), i + _MOST_MARKS), i, -1):
            if _MARK.fullmatch(doc[i:end].text):
                at = end
                break
        while at < len(doc) and doc[at].is_space and "\n" not in doc[at].text:
            at += 1
        if at > i or not marked:
            found.append(at)
    return found


def _opens_list(whole: Span, member: Span) -> bool:
    return any(
        t.text in {":", "–", "—"} or t.lower_ in {"including", "namely", "namely,"}
        for t in whole.doc[whole.end : member.start]
    )
