"""Names that the other names of a release show to be such: the last of a list, and family names in capitals."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from pipeline.find.name_growth import Titled, is_name_word
from pipeline.find.offices import names_field
from pipeline.find.reading import starts_block

_FAMILY_NAME = 4  # letters that are more than an initial or an acronym
_LONGEST_LISTED = 3  # words


def last_of_lists(doc: Doc, names: Iterable[Span], titled: Titled) -> list[Span]:
    """The name that closes a list of two names and more, and that the model left out: "Sam Moe, Karin Lim and Arike Ogun"."""
    ends = {span.end: span for span in names if span.id_ == "model" and len(span) > 1}
    found = []
    for end, span in ends.items():
        before = ends.get(span.start - 1)
        at = end + (end < len(doc) and doc[end].text == ",")
        if before is None or doc[before.end].text != "," or at + 1 >= len(doc) or doc[at].lower_ not in {"and", "&"}:
            continue
        start = stop = at + 1
        while stop < len(doc) and stop - start < _LONGEST_LISTED and _is_unclaimed(doc[stop], titled) and not starts_block(doc[stop]):
            stop += 1
        closes = stop >= len(doc) or not (doc[stop].text[0].isupper() or doc[stop].text in {"&", "-"})
        if closes and stop - start > 1:
            found.append(Span(doc, start, stop, label="person", span_id="name in a list"))
    return found


def _is_unclaimed(token: Token, titled: Titled) -> bool:
    return not token.ent_type_ and token.text.istitle() and not token.is_stop and not names_field(token) and is_name_word(token, titled)


def capital_family_names(doc: Doc) -> bool:
    """Whether the release writes "SAITO Jun", so that a word in capitals behind an office is a name: "Vice Minister SAYAMA"."""
    pairs = (e for e in doc.ents if e.label_ == "PERSON" and len(e) > 1)
    return any(e[0].text.isupper() and len(e[0]) >= _FAMILY_NAME and e[1].text.istitle() for e in pairs)
