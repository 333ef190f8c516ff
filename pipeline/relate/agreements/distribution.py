"""Several agreements told in one statement: which are they, and with whom.

The cases, each with the rule that ends up in the row:

- `list: one and another`: "two MoUs, one between A and B and another between C and D";
- `list: respectively`: "A and B signed MoUs with C and D, respectively";
- `list: with`: "treaties with A, B and C" are three;
- `list: each pleads`: "A and B pleaded guilty under plea agreements" are two;
- `list: listed`: "grants to three clinics", which a list with as many lines names;
- `list: <rule of the whole>`: "signed two agreements: the X Agreement and the Y Agreement".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Span

from pipeline.lexicon import table
from pipeline.relate.agreements.actors import Actor, Scene
from pipeline.relate.agreements.list_lines import Lines, announces_list
from pipeline.relate.agreements.lists import Lists
from pipeline.relate.agreements.statement import Statement, counts

_ONES = frozenset({"one", "another", "other", "second"})
_COUNTED = frozenset({"with", "to", "for", "by"})
# whom a list or a table of a release names who speaks of contracts with them
_TAKERS = frozenset({"recipients", "grantees", "awardees", "beneficiaries", "winners"})
_MANY = frozenset({"institutions", "organisations", "organizations", "partners", "entities", "institutes", "banks"})
_SIDES = 2
_LONGEST_COUNTED = 5  # tokens of "with three rural clinics"


def spread(
    base: Statement, sides: list[Actor], how: str | None, subject: list[Actor], lists: Lists, lines: Lines
) -> list[Statement]:
    """The statements that `base` stands for: itself, or one an agreement. `sides` are joined to it by `how`, `subject` does its deed."""
    if not base.plural:
        return [base]
    if members := _one_and_another(base, lists):
        return members
    if "plea" in {t.lower_ for t in base.span} and (pleading := [a for a in base.parties if a.kind == "person"])[1:]:
        others = [a for a in base.parties if a.kind != "person"]
        return [_member(base, [defendant, *others], "list: each pleads") for defendant in pleading]
    ours = [a for a in subject if a.kind != "person" and a not in sides]
    bodies = all(a.kind != "person" for a in sides)
    if "respectively" in {t.lower_ for t in base.sentence} and (pairs := _respective(base, sides, how, ours, lists)):
        return [_member(base, pair, "list: respectively") for pair in pairs]
    if how == "with" and bodies and len(sides) > 1 and base.count in {None, len(sides)}:
        return [_member(base, [*ours, side], "list: with") for side in sides]
    if len(sides) < 2 and (items := _listed(base, lines)):
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
            or (statement.parties and statement.deed is not None)
            or whole.span.end > statement.start
            or not _opens_list(whole.span, statement.span)
        ):
            found.append(statement)
        elif statement.parties:
            # "two agreements were signed: a treaty between A and B and a contract between C and D"
            found.append(replace(statement, deed=whole.deed, distinct=True, rule=f"list: {whole.rule}"))
        else:
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
            and before.deed is None
            and not (before.parties or before.plural or before.headline or statement.plural)
            and len(statement.parties) > 1
            and _is_pair(before.span, statement.span)
        ):
            found[-1] = replace(
                before, parties=statement.parties, rule=statement.rule
            )  # "the X and the Y between A and B"
        elif (
            before is not None
            and before.deed is not None
            and statement.deed is None
            and not (statement.parties or before.plural or before.headline or statement.definite)
            and _is_pair(before.span, statement.span)
        ):
            statement = replace(statement, deed=before.deed, parties=before.parties, rule=before.rule)  # noqa: PLW2901  it is the same statement, told in full
        elif before is not None and _is_further(before, statement):
            ours = [a for a in before.parties if a.start < before.start]
            parties = once([*ours, *statement.parties]) if statement.parties else before.parties
            statement = replace(statement, deed=before.deed, parties=parties, rule=before.rule, distinct=True)  # noqa: PLW2901  told in full
        found.append(statement)
    return found


def _is_further(before: Statement, statement: Statement) -> bool:
    """As in "an MoU between A and B, as well as an agreement on fishing", "a lease with A and a contract with B"."""
    if before.deed is None or statement.deed is not None or len(before.parties) < _SIDES or len(statement.parties) > 1:
        return False
    if before.plural or before.headline or statement.plural or not statement.indefinite or statement.settles:
        return False
    doc = statement.span.doc
    if before.sentence.start != statement.sentence.start or not before.span.end < statement.start:
        return False
    between = [t for t in doc[before.span.end : statement.start] if not t.is_space]
    at = next((k for k in range(len(between) - 1, -1, -1) if between[k].lower_ in {"a", "an"}), None)
    if at is None or at < 1:
        return False
    joined = between[at - 1].lower_ == "and" or [t.lower_ for t in between[max(0, at - 3) : at]] == ["as", "well", "as"]
    plain = all(t.pos_ not in {"VERB", "AUX"} and t.text not in {";", ":", "."} for t in between)
    return joined and plain and any(a.start >= before.span.end and a.end <= statement.start for a in before.parties)


def _is_pair(first: Span, second: Span) -> bool:
    between = [t for t in _over_short_form(first.doc[first.end : second.start]) if not t.is_space]
    dated = any(t.lower_ == "dated" for t in between)
    words = {t.lower_ for t in between if not (dated and (t.like_num or t.pos_ == "PROPN"))}
    joined = {"and", ",", "a", "an", "the", "new", "separate", "dated", "on", "of"}
    return bool(between) and between[0].lower_ in {"and", ",", "dated"} and words <= joined


def _over_short_form(between: Span) -> Span:
    """What stands between two names, without the short form of the first in brackets: "(“MLAT”) and the"."""
    if not len(between) or between[0].text != "(":
        return between
    close = next((k for k, t in enumerate(between) if t.text == ")"), None)
    return between[close + 1 :] if close is not None else between


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
    often = bool(counted) and counted[0][1] > 1
    return [next(a for a in others if a.identity == counted[0][0])] if often else []


def _listed(base: Statement, lines: Lines) -> list[Actor]:
    """The bodies that lines below name: as many as "grants to three clinics" says, or those of "the following have been awarded contracts"."""
    number = _counted(base.span.doc, base.span.end, base.sentence.end)
    if number is not None:
        return lines.bodies(base.sentence.end, number)
    doc = base.span.doc
    takers = {t.lower_ for t in doc[base.span.end : min(base.sentence.end, base.span.end + _LONGEST_COUNTED)]} & _TAKERS
    if takers and base.deed is not None and base.deed.kind in {"give", "conclude", "plan"}:
        return lines.bodies(base.sentence.end) or lines.bodies(0)
    gives = base.deed is not None and base.deed.kind == "give" and base.label in {"contract", "funding"}
    if not announces_list(base.sentence) or not (gives or _with_the_following(base)):
        return []
    return lines.bodies(base.sentence.end)


def _with_the_following(base: Statement) -> bool:
    """As in "exchanged between the Port and the following companies:", "signed with the following universities"."""
    behind = base.span.doc[base.span.end : base.sentence.end - 1]
    bodies = table("body_descriptions")
    return base.deed is not None and any(
        t.lower_ == "following" and t.nbor().lower_ in _MANY | bodies.keys() for t in behind
    )


def _counted(doc: Doc, start: int, stop: int) -> int | None:
    """The number in "with three rural clinics" right behind an agreement."""
    if start >= stop or doc[start].lower_ not in _COUNTED:
        return None
    number = counts(doc[start + 1]) if start + 1 < stop else None
    noun = any(t.tag_ == "NNS" for t in doc[start + 2 : min(stop, start + _LONGEST_COUNTED)])
    return number if number is not None and number > 1 and noun else None


def _opens_list(whole: Span, member: Span) -> bool:
    between = whole.doc[whole.end : member.start]
    # "the two agreements signed were a treaty …": the copula has a determiner behind it
    told = any(t.lemma_ == "be" and t.nbor().lower_ in {"a", "an", "the"} for t in between[:-1])
    return told or any(t.text in {":", "–", "—"} or t.lower_ in {"including", "namely"} for t in between)
