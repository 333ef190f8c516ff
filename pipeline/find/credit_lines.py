"""Where names may begin in the lines of a credit or contact block.

Such lines are no sentences, and a model trained on sentences is lost in them. Their form is enough: a name stands behind a label ("Written by: Hu Juan",
"For the press: …"), behind the names before it ("Liang Muwei, Li Tiantian"), or opens a line of a contact block ("Bae Soo-min",
"Lin Shuyao, News Center").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline import records
from pipeline.lexicon import words

_LABELS = frozenset(word for entry in (*words("credit_labels"), *words("contact_labels")) for word in entry.split())
_BETWEEN = frozenset({",", "and", "&", ";", "/", "|"})
_BEHIND_NAME = frozenset({",", ".", "(", ")", "|", "–", "—", "-", "/", "and", "&", ";", "may", '"', "”", ":"})
_LONGEST_LABEL = 6  # words


def openings(doc: Doc) -> Iterator[tuple[int, bool]]:
    """Token indices at which a name may begin, each with whether a label right before it vouches for it."""
    titled = {i for span in doc.spans.get("press_titles", ()) for i in range(span.start, span.end)}
    for zone in records.get(doc, records.Zone):
        if zone.name not in {"credit", "contact"}:
            continue
        span = doc.char_span(zone.start, zone.end, alignment_mode="contract")
        if span is None:
            continue
        line_start, under_title = span.start, _line_before_has_title(doc, span.start, titled)
        for i in range(span.start, span.end + 1):
            if i < span.end and "\n" not in doc[i].text:
                continue
            # under "Name, Title" stands the next entry of the same form, or the body
            alike = any(token.text == "," for token in doc[line_start:i]) and not any(token.i in titled for token in doc[line_start : line_start + 1])
            yield from _line(doc, line_start, i, contact=zone.name == "contact" and (alike or not under_title))
            under_title = any(k in titled for k in range(line_start, i))
            line_start = i + 1


def _line_before_has_title(doc: Doc, start: int, titled: set[int]) -> bool:
    i = start - 1
    while i > 0 and "\n" in doc[i].text:
        i -= 1
    while i > 0 and "\n" not in doc[i].text:
        if i in titled:
            return True
        i -= 1
    return False


def _line(doc: Doc, start: int, end: int, *, contact: bool) -> Iterator[tuple[int, bool]]:
    if contact and start < end and doc[start].lower_ not in _LABELS:
        yield start, False
    for i in range(start, end - 1):
        word = doc[i].lower_
        if (word == ":" and i - start <= _LONGEST_LABEL) or (word == ":" and doc[i - 1].text[0].islower()) or (word == "by" and (i == start or doc[i - 1].lower_ in _LABELS or doc[i - 1].tag_ in {"VBN", "NNS", "NN", "NNP"})):
            yield i + 1, True
        elif word in _BETWEEN and not contact:
            yield i + 1, False


def ends_like_name(doc: Doc, end: int) -> bool:
    """Whether what follows token `end` can stand behind a name in such a line."""
    return end >= len(doc) or "\n" in doc[end].text or doc[end].lower_ in _BEHIND_NAME


def is_label(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are a label themselves ("MEDIA CONTACTS"), no name."""
    return any(doc[i].lower_ in _LABELS or doc[i].lower_.removesuffix("s") in _LABELS for i in range(start, end))
