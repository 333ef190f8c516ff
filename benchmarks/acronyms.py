"""How well long forms of acronyms are found, beside plain Schwartz & Hearst (2003).

    python benchmarks/acronyms.py PASSAGES.jsonl

A line of PASSAGES holds `text` and `long_forms`, a list of [start, end] character offsets (the format of the AAAI-22 shared task on acronym
extraction). Counted are exact spans: of all long forms, and of those that name a body (capitalised, with a noun of bodies in them).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a bare checkout works as well as an installed one

from pipeline.find.bodies import HEADS
from pipeline.resolve.acronyms import spelt_out

_BRACKET = re.compile(r"\(([^()\n]{2,60})\)")
Offsets = set[tuple[int, int]]


def schwartz_hearst(text: str) -> Iterator[tuple[int, int]]:
    """The long forms that the published algorithm finds, as character offsets."""
    for match in _BRACKET.finditer(text):
        inside = re.split(r"[;,]", match[1])[0].strip()
        before = text[: match.start()].rstrip()
        if _valid_short(inside):
            window = min(len(inside) + 5, 2 * len(inside))
            first = [m.start() for m in re.finditer(r"\S+", before)][-window:]
            if first and (start := _best_long_form(inside, before, first[0])) is not None:
                yield start, len(before)
        elif (word := re.search(r"\S+$", before)) and _valid_short(word[0]):
            begin = match.start(1)
            if _best_long_form(word[0], text[: begin + len(inside)], begin) is not None:
                yield begin, begin + len(inside)


def _valid_short(text: str) -> bool:
    return 2 <= len(text) <= 10 and len(text.split()) <= 2 and text[0].isalnum() and any(c.isalpha() for c in text)


def _best_long_form(short: str, before: str, first: int) -> int | None:
    s, at = len(short) - 1, len(before) - 1
    while s >= 0:
        char = short[s].lower()
        if char.isalnum():
            while at >= first and (before[at].lower() != char or (s == 0 and at > 0 and before[at - 1].isalnum())):
                at -= 1
            if at < first:
                return None
            at -= 1
        s -= 1
    return before.rfind(" ", 0, at + 1) + 1


def ours(doc: Doc) -> Iterator[tuple[int, int]]:
    """The long forms that the resolver's search finds, capitalised or not."""
    for span in spelt_out(doc):
        yield span.start_char, span.end_char


def names_a_body(text: str) -> bool:
    """Whether a long form names a body."""
    return text[0].isupper() and any(
        word.lower() in HEADS or word.lower().removesuffix("s") in HEADS for word in re.findall(r"\w+", text)
    )


def main() -> None:
    """Read the command line and print the table."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("passages", type=Path)
    passages = [json.loads(line) for line in args.parse_args().passages.read_text(encoding="utf-8").splitlines()]
    nlp = spacy.blank("en")
    docs = [(nlp(p["text"]), {(s, e) for s, e in p["long_forms"]}) for p in passages]
    finders: dict[str, Callable[[Doc], Iterator[tuple[int, int]]]] = {
        "Schwartz & Hearst": lambda doc: schwartz_hearst(doc.text),
        "communique": ours,
    }
    sys.stdout.write(f"{'long forms':20}{'':20}{'precision':>10}{'recall':>8}{'F1':>8}\n")
    for kind, keep in (("all", bool), ("of bodies", names_a_body)):
        for name, find in finders.items():
            found = right = gold = 0
            for doc, spans in docs:
                wanted = {s for s in spans if keep(doc.text[slice(*s)])}
                answers = {s for s in find(doc) if keep(doc.text[slice(*s)])}
                found, right, gold = found + len(answers), right + len(answers & wanted), gold + len(wanted)
            precision, recall = right / max(1, found), right / max(1, gold)
            sys.stdout.write(
                f"{kind:20}{name:20}{precision:10.3f}{recall:8.3f}{2 * precision * recall / max(1e-9, precision + recall):8.3f}\n"
            )


if __name__ == "__main__":
    main()
