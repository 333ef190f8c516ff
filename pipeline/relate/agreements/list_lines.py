"""The lines of lists: where they start, what stands above them, and the bodies or people that they open with.

A list is told by its layout: a sentence that announces it ("the following memoranda were signed:"), then lines, each with a mark
("1.", "(a)", "•") or short enough to be no sentence of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from pipeline.lexicon import words
from pipeline.relate.agreements.actors import Actor, Scene
from pipeline.relate.agreements.sentences import FINITE

_MARK = re.compile(r"[(\[]?(\d{1,2}|[a-z]|[ivx]{1,4})[)\].:]?|[-–—•*·]")
_MOST_MARKS = 3  # tokens of a mark at the start of a line
_ANNOUNCES = frozenset({"following", "follows", "below"})
_SENTENCE = 8  # words from which a line with a full stop and a finite verb is a sentence of the story
_HONORIFICS = words("honorifics")
_FEWEST = 2  # lines that make a list
_SKIPPED = 3  # lines of a table in a row that name no body: the heads of its columns, a place


@dataclass(slots=True)
class Lines:
    """The lines of a Doc: `starts` are their first tokens, `items` the first words behind the marks of those that have one."""

    scene: Scene
    starts: list[int] = field(init=False)
    words: list[int] = field(init=False)
    items: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        doc = self.scene.doc
        spaces = [t.i for t in doc if t.is_space and "\n" in t.text]
        self.starts = [i + 1 for i in spaces if i + 1 < len(doc) and not doc[i + 1].is_space]
        self.words = [_over_mark(doc, i) for i in self.starts]
        self.items = frozenset(w for w, s in zip(self.words, self.starts, strict=True) if w > s)

    def line_of(self, i: int) -> int:
        """The number of the line in which token `i` stands, -1 for the first of the Doc."""
        return bisect_right(self.starts, i) - 1

    def end(self, line: int) -> int:
        """The token behind a line, its break among them."""
        return self.starts[line + 1] if line + 1 < len(self.starts) else len(self.scene.doc)

    def is_item(self, line: int) -> bool:
        """Whether a line has a mark."""
        return line >= 0 and self.words[line] > self.starts[line]

    def is_prose(self, line: int) -> bool:
        """Whether a line without a mark is a sentence of the story."""
        if self.is_item(line):
            return False
        told = [t for t in self.scene.doc[self.starts[line] : self.end(line)] if not t.is_space]
        ends = bool(told) and told[-1].text in {".", ":", "”", '"'}
        return len(told) >= _SENTENCE and ends and any(t.tag_ in FINITE for t in told)

    def heading(self, i: int) -> Span | None:
        """The sentence that announces the list in which the line of token `i` stands; None where none does."""
        line = self.line_of(i) - 1
        while line >= 0 and not self.is_prose(line):
            line -= 1
        last = self.end(line) - 1 if line >= 0 else (self.starts[0] - 1 if self.starts else -1)
        while last >= 0 and self.scene.doc[last].is_space:
            last -= 1
        sentence = self.scene.sentences.at(last) if last >= 0 else None
        return sentence if sentence is not None and announces_list(sentence) else None

    def behind(self, i: int) -> range:
        """The numbers of the lines that start behind token `i`."""
        return range(bisect_left(self.starts, i), len(self.starts))

    def bodies(self, start: int, number: int | None = None) -> list[Actor]:
        """The bodies that open `number` lines behind token `start`; none where they are not as many.

        Without a number: those of the lines up to the next sentence, one a line, where there are at least two of them.
        """
        if number is None:
            return self._bodies_below(start)
        lines = self.behind(start)
        marked = [self.scene.at.get(self.words[k]) for k in lines if self.is_item(k)][:number]
        bodies = [a for a in marked if a is not None and a.kind == "organisation"]
        if len(marked) == number and bodies:
            return bodies
        run: list[Actor] = []
        for actor in (self._body(k) for k in lines):
            if actor is not None:
                run.append(actor)
                if len(run) == number:
                    return run if len({a.identity for a in run}) == number else []
        return []

    def _bodies_below(self, start: int) -> list[Actor]:
        found: list[Actor] = []
        others = 0
        for line in self.behind(start):
            body = self._body(line)
            others = 0 if body is not None else others + 1
            if self.is_prose(line) or others > _SKIPPED:
                break
            if body is not None:
                found.append(body)
        return found if len(found) >= _FEWEST else []

    def _body(self, line: int) -> Actor | None:
        """The body that opens a line, or a cell of a table's row; none where it goes on with a verb or a possessive: that is a sentence."""
        doc = self.scene.doc
        cells = [i + 1 for i in range(self.starts[line], self.end(line) - 1) if doc[i].text == "|"]
        opening = (self.scene.at.get(i) for i in (self.words[line], *cells))
        actor = next((a for a in opening if a is not None and a.kind == "organisation"), None)
        if actor is None:
            return None
        return actor if doc[min(actor.end, len(doc) - 1)].pos_ not in {"VERB", "AUX", "PART"} else None

    def people(self, start: int) -> list[Actor]:
        """The people who open the lines behind token `start`, one a line, without a line between that opens with anything else."""
        doc, found = self.scene.doc, []
        for line in self.behind(start):
            at = self.words[line]
            while at < self.end(line) - 1 and (doc[at].lower_.rstrip(".") in _HONORIFICS or doc[at].text == "."):
                at += 1
            actor = self.scene.at.get(at)
            if actor is None or actor.kind != "person":
                break
            found.append(actor)
        return found


def announces_list(sentence: Span) -> bool:
    """Whether a sentence ends with a colon or says "the following", "as follows"."""
    last = next((t for t in reversed(list(sentence)) if not t.is_space), None)
    return last is not None and (last.text == ":" or any(t.lower_ in _ANNOUNCES for t in sentence))


def _over_mark(doc: Doc, i: int) -> int:
    """The first word of a line that starts at token `i`: behind its mark, where it has one."""
    at = i
    for end in range(min(len(doc), i + _MOST_MARKS), i, -1):
        if _MARK.fullmatch(doc[i:end].text):
            at = end
            break
    while at < len(doc) and doc[at].is_space and "\n" not in doc[at].text:
        at += 1
    return at
