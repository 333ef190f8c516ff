"""What an agreement is about, and where it was signed, as its sentence says."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.find.instrument_heads import core_at, head_of
from pipeline.relate.agreements.statement import Statement

_ABOUT = frozenset({"on", "for", "concerning", "regarding", "covering", "against"})
_STOPS = frozenset({";", ".", "–", "—", "(", ",", ":"})
_LONGEST = 20  # tokens


def subject_of(statement: Statement, *, topic: bool = False) -> str | None:
    """The words behind "on" or "for" in the name or behind it, else the purpose behind "to"; None where there are none.

    "memorandum of understanding on youth work" gives "youth work", "an agreement to share forfeited assets" "share forfeited assets".
    `topic`: only what stands behind "on" or "for".
    """
    if statement.name is not None:
        return None
    doc = statement.span.doc
    head = head_of(statement.span).i
    core = core_at(doc, head)
    at = _over_bracket(doc, core[0] if core is not None else head + 1)
    if at >= len(doc) or at >= statement.sentence.end:
        return None
    opens = doc[at]
    purpose = not topic and opens.lower_ == "to" and at + 1 < len(doc) and doc[at + 1].tag_ == "VB"
    if opens.lower_ not in _ABOUT and not purpose:
        return None
    if at + 1 < len(doc) and doc[at + 1].ent_type_ in {"DATE", "TIME", "MONEY"}:
        return None  # "on 3 May"
    end = at + 1
    last = min(statement.sentence.end, at + _LONGEST)
    while (
        end < last
        and doc[end].text not in _STOPS
        and doc[end].lower_ not in {"between", "with"}
        and doc[end].tag_ not in {"VBD", "VBZ", "VBP", "MD"}
    ):
        end += 1
    while end > at + 1 and doc[end - 1].pos_ in {"ADP", "CCONJ", "DET", "AUX", "ADV", "SPACE"}:
        end -= 1
    words = " ".join(doc[at + 1 : end].text.split())
    return words.removeprefix("the ") or None


def _over_bracket(doc: Doc, at: int) -> int:
    if at < len(doc) and doc[at].text == "(":
        close = next((k for k in range(at, min(len(doc), at + 6)) if doc[k].text == ")"), None)
        return close + 1 if close is not None else at
    return at


def place_of(statement: Statement) -> str | None:
    """The place that hangs on the deed: "signed in Oslo", "signed a treaty in Oslo"; None where none does."""
    if statement.deed is None or statement.deed.status == "in_force":
        return None
    for child in (*statement.deed.token.children, *head_of(statement.span).children):
        if child.lower_ in {"in", "at"} and child.dep_ == "prep":
            for place in child.children:
                if place.dep_ == "pobj" and place.ent_type_ in {"GPE", "FAC", "LOC"}:
                    entity = next((e for e in place.doc.ents if e.start <= place.i < e.end), None)
                    return " ".join(entity.text.split()).removeprefix("the ") if entity is not None else None
    return None
