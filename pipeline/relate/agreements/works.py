"""Agreements that only stand in the title of something else: a seminar, a project, a book."""

from __future__ import annotations

from spacy.tokens import Span

_WORKS = frozenset(
    "project projects programme program seminar seminars workshop workshops webinar conference symposium lecture lectures course courses training book books study "
    "studies report paper article thesis chapter film documentary exhibition panel session discussion campaign initiative award theme title topic".split()
)
# what is held or written on a subject; papers, reports and talks may also bring an agreement about
_ON_SUBJECTS = frozenset(
    "seminar seminars workshop workshops webinar conference symposium lecture lectures course courses training book books study studies thesis chapter".split()
)
_NAMING = frozenset({"titled", "entitled", "called", "themed", "named"})
_OPEN = frozenset({'"', "“", "«", "‘"})
_CLOSE = frozenset({'"', "”", "»", "’"})
_LINKS = frozenset({"on", "about"})
_LONGEST = 20  # tokens of a title
_NEAR = 3  # tokens between the word for a work and its title


def in_title(span: Span, sentence: Span) -> bool:
    """As in "the project “Agreement for Life”", "a seminar on the Convention on Biological Diversity"."""
    doc = span.doc
    opened = next((i for i in range(span.start - 1, max(sentence.start, span.start - _LONGEST) - 1, -1) if doc[i].text in _OPEN | _CLOSE), None)
    closed = any(doc[i].text in _CLOSE for i in range(span.end, min(sentence.end, span.end + _LONGEST)))
    if opened is not None and doc[opened].text in _OPEN and closed:
        before = {t.lower_ for t in doc[max(sentence.start, opened - _NEAR) : opened]}
        return bool(before & (_WORKS | _NAMING))
    at = span.start - 1
    while at > sentence.start and (doc[at].pos_ == "DET" or doc[at].text in _OPEN):
        at -= 1
    return at > sentence.start and doc[at].lower_ in _LINKS and doc[at - 1].lower_ in _ON_SUBJECTS
