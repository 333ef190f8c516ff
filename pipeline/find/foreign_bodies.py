"""Names of bodies in other languages, built on a noun that says their kind: "Universidad de la Sierra", "Marmara Deprem Enstitüsü".

In most languages of Europe and the Malay world the noun opens the name and its field follows, joined by particles of that language; where
nothing follows, the words in front of it are the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Span, Token

from pipeline.find.reading import starts_block, words_of
from pipeline.lexicon import country, table

FOREIGN_HEADS = table("foreign_heads")
_HEADS = table("org_heads")
JOINTS = frozenset(
    "de del della delle dei degli dello di da do dos das du des la las los le les el y e et i und für und der des van von voor en het "
    "ve w z na dan och og för d' d’ l' l’ dell' dell’ &".split()
)
_JOINING = frozenset({"y", "e", "et", "i", "und", "en", "ve", "dan", "och", "og", "&"})


def foreign_bodies(doc: Doc, titled: AbstractSet[int]) -> Iterator[Span]:
    """The names that a noun of a body in another language opens or ends."""
    last = 0
    for token in (doc[i] for i in words_of(doc).of(FOREIGN_HEADS.keys())):
        if not token.text[0].isupper() or token.i in titled or token.i < last:
            continue
        end = _right(doc, token.i, titled)
        start = token.i
        if end == token.i + 1 or token.lower_.endswith(("ła", "ska")):
            start = _left(doc, token.i, titled)
        while start > 0 and token.ent_type_ == "ORG" and doc[start].ent_iob_ == "I" and _is_capitalised(doc[start - 1]) and not doc[start - 1].is_stop and start > last and not starts_block(doc[start]):
            start -= 1  # "Technische Universität Larn", as the model drew it
        if end - start > 1 and country(doc[token.i + 1 : end].text) is None:
            last = end
            yield Span(doc, start, end, label="organisation", span_id="foreign kind noun")


def _right(doc: Doc, head: int, titled: AbstractSet[int]) -> int:
    """Where the name ends: behind the last capitalised word that particles of its language join to the noun."""
    end = i = head + 1
    while i < len(doc) and not starts_block(doc[i]) and i not in titled and i - end < 3:
        token = doc[i]
        if _is_capitalised(token):
            if token.is_stop and not token.text.isupper():
                break
            i += 1
            end = i
        elif token.lower_ in JOINTS or token.lower_.startswith(("d'", "d’", "l'", "l’")):
            if token.lower_ in _JOINING and i + 1 < len(doc) and _opens_a_body(doc[i + 1]):
                break
            i += 1
            if len(token.text) > 2 and token.text[1] in "'’" and token.text[2].isupper():
                end = i  # "Cabinets d’Estampes"
        elif token.text == "-" and not token.whitespace_ and not doc[i - 1].whitespace_ and i == end:
            i += 1
        else:
            break
    return end


def _left(doc: Doc, head: int, titled: AbstractSet[int]) -> int:
    start = head
    while start > 0 and not starts_block(doc[start]) and start - 1 not in titled:
        before = doc[start - 1]
        if not _is_capitalised(before) or before.is_stop:
            break
        start -= 1
    return start


def _is_capitalised(token: Token) -> bool:
    return token.text[0].isupper() and token.text[-1].isalnum() and token.ent_type_ != "DATE"


def _opens_a_body(token: Token) -> bool:
    return token.lower_ in FOREIGN_HEADS or token.lower_ in _HEADS
