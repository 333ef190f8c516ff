"""The places where a body found stands again, whatever the model sees there: "Halvex" after "Halvex Inc."."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Span

from pipeline.find.described_bodies import is_called_a_thing
from pipeline.find.name_shapes import is_headline
from pipeline.find.reading import starts_block, words_of
from pipeline.lexicon import country, table, words

_LEGAL_FORMS = words("legal_forms")
_HEADS = table("org_heads")
_SHOWN = frozenset({"about heading", "symbol of its shares", "proved by the text"})  # also where the name is one word
_SURE = frozenset({"legal form", "kind noun", "foreign kind noun", "kind noun in front"}) | _SHOWN


def named_again(doc: Doc, found: Iterable[Span], taken: AbstractSet[int]) -> Iterator[Span]:
    """Spans outside those found, and outside `taken`, that write the name of a body that grammar found, or the name without its legal form."""
    spans = list(found)
    held = {i for span in spans for i in range(span.start, span.end)} | taken
    here_written = words_of(doc)
    lower = here_written.small
    names: set[tuple[str, ...]] = set()
    lengths: defaultdict[str, set[int]] = defaultdict(set)  # of the names that begin with a word
    for span in spans:
        if span.id_ in _SURE:
            for name in _names_of(span):
                if not all(word.lower() in lower for word in name):
                    names.add(name)
                    lengths[name[0]].add(len(name))
    texts = here_written.texts
    for i in (i for i, text in enumerate(texts) if text in lengths) if names else ():
        for length in sorted(lengths[texts[i]], reverse=True):
            if i + length <= len(texts) and tuple(texts[i : i + length]) in names and held.isdisjoint(range(i, i + length)) and _stands_alone(doc[i : i + length]):
                yield Span(doc, i, i + length, label="organisation", span_id="named elsewhere")
                break


def _names_of(span: Span) -> Iterator[tuple[str, ...]]:
    full = tuple(token.text for token in span)
    if len(full) > 1 or (span.id_ in _SHOWN and len(full[0]) > 2):
        yield full
    bare = list(full)
    while len(bare) > 1 and (bare[-1].lower() in _LEGAL_FORMS or bare[-1] in {",", ".", "(", ")"}):
        bare.pop()
    if len(bare) < len(full) and (len(bare) > 1 or (bare[0].lower() not in _HEADS and len(bare[0]) > 2)) and country(" ".join(bare)) is None:
        yield tuple(bare)


def _stands_alone(here: Span) -> bool:
    """Whether no capitalised neighbour makes another name of it, and no noun shows a thing of that name."""
    doc = here.doc
    if is_headline(here[0]) and len(here) == 1:
        return False
    before = doc[here.start - 1] if here.start > 0 and not starts_block(here[0]) else None
    after = doc[here.end] if here.end < len(doc) and not starts_block(doc[here.end]) else None
    if before is not None and before.is_title and before.is_alpha and not before.is_stop and not before.is_sent_start:
        return False
    if after is not None and ((after.is_title and after.is_alpha) or after.text == "-" or after.like_num):
        return False
    return not is_called_a_thing(here)
