"""What weak labels and annotated releases have in common: the labels, and the names that their last noun gives away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.tokens import Doc, DocBin, Span, Token

ATTRS = ["ORTH", "SPACY", "TAG", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]
# What a stock model marks beside people and bodies, and what must not be taken for them.
PLACES = frozenset({"GPE", "LOC", "NORP", "FAC"})
OTHERS = frozenset({"EVENT", "LAW", "WORK_OF_ART", "PRODUCT"})
HEADS = {
    "PROGRAMME": "programme program programmes programs project initiative scheme campaign plan roadmap strategy vision",
    "AWARD": "award awards prize medal scholarship scholarships fellowship fellowships",
    "LAW": "act bill law code regulations ordinance constitution statute amendment",
    "EVENT": "conference summit forum seminar symposium festival week exhibition championship championships games cup fair expo congress",
}
HEAD_LABEL = {word: label for label, line in HEADS.items() for word in line.split()}
LINKS = frozenset({"of", "for", "the", "and", "on", "&", "to"})


def headed(doc: Doc) -> Iterator[Span]:
    """Give the names in capitals whose last noun says what they are ("Clean Rivers Act", "Programme for Young Teachers")."""
    i = 0
    while i < len(doc):
        if not capital(doc[i]):
            i += 1
            continue
        end = i + 1
        while end < len(doc) and doc[end - 1].whitespace_:
            link = end
            while link < len(doc) and link < end + 2 and doc[link].lower_ in LINKS and doc[link].whitespace_:
                link += 1
            if link >= len(doc) or not capital(doc[link]):
                break
            end = link + 1
        span = doc[i:end]
        if len(span) > 1 and not span.text.isupper():
            yield from named(span)
        i = end


def named(span: Span) -> Iterator[Span]:
    """Give the name that ends in a telling noun, or whose first phrase does before "of", "for" or "on"."""
    words = [t.lower_ for t in span]
    heads = [i for i, word in enumerate(words) if word in HEAD_LABEL]
    if heads and (heads[-1] == len(words) - 1 or words[heads[-1] + 1] in {"of", "for", "on", "to"}):
        start = 1 if words[0] in {"the", "a", "this"} else 0
        if len(words) - start > 1:
            yield Span(span.doc, span.start + start, span.end, label=HEAD_LABEL[words[heads[-1]]])


def capital(token: Token) -> bool:
    """Say whether the token is a word with a capital."""
    return token.is_alpha and token.text[0].isupper()


def tidy(span: Span) -> Span:
    """Cut white space from the ends: an entity that begins or ends on it cannot be learnt."""
    start, end = span.start, span.end
    while start < end and span.doc[start].is_space:
        start += 1
    while end > start and span.doc[end - 1].is_space:
        end -= 1
    return Span(span.doc, start, end, label=span.label_)


def add_free(chosen: list[Span], more: Iterator[Span] | list[Span]) -> None:
    """Append to `chosen` what touches none of its spans."""
    taken = {t for span in chosen for t in range(span.start, span.end)}
    for span in more:
        if not any(t in taken for t in range(span.start, span.end)):
            chosen.append(span)
            taken |= set(range(span.start, span.end))


def write(docs: Iterable[Doc], out: Path, held_out: Path | None = None, every: int = 12) -> None:
    """Write the Docs, and one in so many of them to `held_out`, where that is given."""
    out.parent.mkdir(parents=True, exist_ok=True)
    kept, other = DocBin(attrs=ATTRS), DocBin(attrs=ATTRS)
    for i, doc in enumerate(docs):
        (other if held_out is not None and i % every == 0 else kept).add(doc)
    kept.to_disk(out)
    print(f"{len(kept)} releases in {out}")
    if held_out is not None:
        other.to_disk(held_out)
        print(f"{len(other)} releases in {held_out}")
