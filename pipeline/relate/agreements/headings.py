"""Agreements that the lines of a list name, and what the sentence above the list says of all of them.

"The following memoranda were signed:" tells of each line below that it was signed, when, and by whom, where the line does not say so
itself. Lines like "For Norland: Karin Lim, Director" below an item tell who signed it, and a list of people below "was signed by the
heads of" signed what stands above. Each gives statements like those of `pipeline.relate.agreements.statements`; the rule of a line that has its
deed from above begins with "list: ".
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Span

from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.distribution import once
from pipeline.relate.agreements.list_lines import Lines, announces_list
from pipeline.relate.agreements.lists import Lists
from pipeline.relate.agreements.parties import Slots
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.status import Deed, deed

_DOES = frozenset({"conclude", "plan", "renew", "end", "give"})
_TOLD = frozenset({None, "hold", "announce"})
_PAPERS = frozenset("documents texts papers instruments agreements deals arrangements memoranda mous".split())
_FOR = frozenset({"for", "on"})
_SIGNED = frozenset({"signed", "exchanged", "initialled", "inked"})
_LONGEST_DAY = 7  # tokens of "signed on 3 May 2024 by"
_LONGEST_SIDE = 14  # tokens of "On behalf of the Ministry of Trade of Norland:"


@dataclass(frozen=True, slots=True)
class Headings:
    """Tells the statements of list items what stands above and below them."""

    lines: Lines
    lists: Lists
    slots: Slots

    def tell(self, statements: list[Statement]) -> list[Statement]:
        """The statements, those that open an item of a list with what its heading says; `statements` in the order of the text."""
        told = []
        for statement in statements:
            made = statement
            opens = statement.start - 1 in self.lines.items or statement.start in self.lines.items
            heading = self.lines.heading(statement.start) if opens else None
            if heading is not None:
                made = self._signed_below(self._signed_behind(self._item(statement, heading, statements)))
            elif not (statement.plural or statement.signatories) and announces_list(statement.sentence):
                made = self._signed_by_heads(statement)
            told.append(made)
        return told

    def _item(self, s: Statement, heading: Span, statements: list[Statement]) -> Statement:
        """As in "the following memoranda were signed: 1. Memorandum between …": what is signed there is signed here."""
        wholes = [x for x in statements if x.plural and x.start < s.start]
        whole = next((x for x in reversed(wholes) if x.sentence.start == heading.start), None)
        what = whole.deed if whole is not None and whole.deed is not None else _deed_on_papers(heading)
        if what is None or what.kind not in _DOES:
            return s
        parties = s.parties if len(s.parties) > 1 else once([*self._heads(s, what, wholes), *s.parties])
        if s.deed is not None and s.deed.kind not in _TOLD:
            return replace(s, parties=parties)  # "1. Memorandum on Fishing, signed by …"
        return replace(s, deed=what, parties=parties, distinct=True, rule=f"list: {what.kind}")

    def _heads(self, s: Statement, what: Deed, wholes: list[Statement]) -> list[Actor]:
        """Those who are told above the list: of the agreements counted there ("Seven memoranda between A and B"), else who does the deed."""
        counted = next((x for x in reversed(wholes) if len(x.parties) > 1 and x.label in {s.label, "open"}), None)
        if counted is not None and not s.parties:
            return list(counted.parties)
        return [a for a in self.slots.subject(what.token) if a.kind != "person"]

    def _signed_behind(self, s: Statement) -> Statement:
        """As in "2. Memorandum on Fishing. – Exchanged by A, Secretary of X, and B", "(signed on 3 May by A and B)": in the line of the item."""
        doc, end = self.lists.scene.doc, self.lines.end(self.lines.line_of(s.start))
        if s.signatories:
            return s
        for i in range(s.span.end, end):
            if doc[i].lower_ in _SIGNED:
                by = next((k for k in range(i + 1, min(end, i + _LONGEST_DAY)) if doc[k].lower_ == "by"), None)
                people = [a for a in self.slots.joint_agents(by, end) if a.kind == "person"] if by is not None else []
                return replace(s, signatories=tuple(people)) if people else s
        return s

    def _signed_below(self, s: Statement) -> Statement:
        """As in "For Norland: Karin Lim, Director" on a line of its own below the item."""
        doc, signing = self.lists.scene.doc, []
        for line in self.lines.behind(s.sentence.end - 1):
            at = self.lines.words[line]
            colon = next(
                (i for i in range(at, min(self.lines.end(line), at + _LONGEST_SIDE)) if doc[i].text == ":"), None
            )
            if doc[at].lower_ not in _FOR or colon is None:
                break
            people = self.lists.read(colon + 1, self.lines.end(line))[0]
            side = self.lists.read(at + (3 if doc[at].lower_ == "on" else 1), colon)[0]
            signing += [replace(a, for_whom=side[0]) if side else a for a in people if a.kind == "person"]
        return replace(s, signatories=tuple(signing)) if signing and not s.signatories else s

    def _signed_by_heads(self, s: Statement) -> Statement:
        """As in "was signed by the heads of five universities:" above a list of people."""
        if s.deed is None or s.deed.kind not in {"conclude", "renew"}:
            return s
        behind = s.sentence.doc[s.deed.token.i + 1 : min(s.sentence.end, s.deed.token.i + _LONGEST_DAY)]
        by = any(
            t.lower_ == "by" and t.i + 1 < s.sentence.end and not t.nbor().like_num and t.nbor(-1).lower_ != "followed"
            for t in behind
        )
        people: list[Actor] = self.lines.people(s.sentence.end) if by else []
        return replace(s, signatories=tuple(people)) if people else s


def _deed_on_papers(heading: Span) -> Deed | None:
    """What a heading says is done to "the following documents", to "two agreements": the deed of which these are subject or object."""
    for token in heading:
        if token.lower_ not in _PAPERS | {"following"}:
            continue
        if token.lower_ == "following" and token.pos_ not in {"NOUN", "ADJ"} and token.dep_ != "dobj":
            continue
        for verb in token.ancestors:
            if (what := deed(verb)) is not None:
                return what
    return None
