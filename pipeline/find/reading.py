r"""The Doc as the grammar of names reads it: wrapped lines joined, abbreviations whole.

In a paragraph wrapped by hand the tokenizer leaves a token of white space at each line end, in the middle of names and
titles ("University\nof Fjellheim"); and it parts the full stop from abbreviations that it does not know ("Lt" "." "Col" ".").
The finders read a second Doc without either, and what they find is carried back to the tokens of the first.

What parts blocks of the text stays: white space in front of a token that starts a sentence, all line ends in credit and contact
blocks, whose lines are a form, and gaps between columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IS_SPACE, LEMMA, LOWER, ORTH, POS, SENT_START, SPACY, TAG
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from pipeline import records
from pipeline.lexicon import words

Ints = npt.NDArray[np.int64]

_BEFORE_NAMES = frozenset(w for name in ("title_heads", "honorifics") for w in words(name) if w.endswith("."))
_BEHIND_NAMES = frozenset(w for name in ("legal_forms", "postnominals") for w in words(name) if w.endswith("."))
_FORMS = frozenset({"credit", "contact"})  # zones whose lines are no wrapped text
_SLASHED = 2  # letters behind the slash of an abbreviation
_GAP = 4  # so many spaces, or a tab, stand between columns
_MOST_KEPT = 30_000  # tokens of the Docs that are remembered: those of a batch
# What a reading is made from, but for words, spans and zones; where nothing is left out, only where sentences start counts.
_READ_FROM = [TAG, POS, LEMMA, HEAD, DEP, SENT_START, ENT_IOB, ENT_TYPE]
_NOTHING_LEFT_OUT = [SENT_START]


@dataclass(frozen=True, slots=True)
class Reading:
    """A Doc without the white space inside its blocks; `first` and `after` give each token's place in the source."""

    source: Doc
    doc: Doc
    first: tuple[int, ...]
    after: tuple[int, ...]

    def in_source(self, span: Span) -> Span:
        """The span of the source that a span of the reading stands for."""
        if self.doc is self.source:
            return span
        start, end = self.first[span.start], self.after[span.end - 1]
        return Span(self.source, start, end, label=span.label, span_id=span.id)

    def of_source(self, span: Span) -> Span | None:
        """The span of the reading that a span of the source is read as; None where nothing of it is read."""
        if self.doc is self.source:
            return span
        start, end = bisect_left(self.after, span.start + 1), bisect_left(self.first, span.end)
        return Span(self.doc, start, end, label=span.label, span_id=span.id) if start < end else None


def starts_block(token: Token) -> bool:
    """Whether a token stands first in a line that is a line of its own, not the wrapped end of the one before."""
    return token.i == 0 or bool(token.is_sent_start and token.doc[token.i - 1].is_space and "\n" in token.nbor(-1).text)


class Words:
    """What stands in a Doc, token by token, as plain strings: a Token costs more to make than all that is asked of it.

    `texts` and `lowers` are by token; words do not change, whatever else components write on the Doc.
    """

    def __init__(self, doc: Doc, texts: list[str] | None = None) -> None:
        self.doc = doc
        self.texts = texts or _spelt(doc, ORTH)
        self.read: tuple[Any, Reading] | None = None
        self.titles: dict[tuple[int, int], tuple[str, int, bool]] = {}  # head, its place, and whether it is a plural
        self.headlines: dict[tuple[int, int, float], bool] = {}  # lines, and whether they are set in title case

    @cached_property
    def lowers(self) -> list[str]:
        """Each token in lower case."""
        return _spelt(self.doc, LOWER)

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that the Doc writes in lower case somewhere."""
        return frozenset(text for text in set(self.texts) if text.islower())

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The tokens of each word in lower case."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self.lowers):
            places[word].append(i)
        return dict(places)

    @cached_property
    def breaks(self) -> list[int]:
        """The tokens that hold a line's end."""
        return [i for i, text in enumerate(self.texts) if "\n" in text]

    def line(self, i: int) -> tuple[int, int]:
        """The tokens between the line's end in front of a token and the one behind it, or the one that it is."""
        at = bisect_left(self.breaks, i)
        return self.breaks[at - 1] + 1 if at else 0, self.breaks[at] if at < len(self.breaks) else len(self.texts)

    def of(self, words: AbstractSet[str]) -> list[int]:
        """The tokens that are one of some words, which are in lower case, in the order of the text."""
        places = self.places
        found = [places[word] for word in (words & places.keys() if len(words) > 1 else words) if word in places]
        return found[0] if len(found) == 1 else sorted(chain.from_iterable(found))


_kept: OrderedDict[int, Words] = OrderedDict()


def words_of(doc: Doc, texts: list[str] | None = None) -> Words:
    """The words of a Doc, those of the Docs asked for last from memory; `texts` where the caller has them."""
    words = _kept.get(id(doc))
    if words is None or len(words.texts) != len(doc):  # the retokenizer makes more or fewer of them
        words = _kept[id(doc)] = Words(doc, texts)  # which keeps the Doc, so that no other gets its id
        held = sum(len(kept.texts) for kept in list(_kept.values()))
        while held > _MOST_KEPT and len(_kept) > 1:
            held -= len(_kept.popitem(last=False)[1].texts)
    return words


def _spelt(doc: Doc, attribute: int) -> list[str]:
    """The strings that an attribute of the tokens stands for."""
    hashes = doc.to_array(attribute).tolist()
    strings = doc.vocab.strings
    spelt = {each: strings[each] for each in set(hashes)}
    return [spelt[each] for each in hashes]


def with_lemma(doc: Doc, lemmas: AbstractSet[str]) -> list[int]:
    """The tokens whose lemma, in lower case, is one of some."""
    column = doc.to_array(LEMMA)
    wanted = [each for each in set(column.tolist()) if doc.vocab.strings[each].lower() in lemmas]
    found: list[int] = np.flatnonzero(np.isin(column, np.array(wanted, dtype=column.dtype))).tolist() if wanted else []
    return found


def read(doc: Doc) -> Reading:
    """The reading of a Doc; the Doc itself where there is nothing to leave out.

    Made once for what the model and the layout say; spans are carried over whenever it is asked for.
    """
    words = words_of(doc)
    read_from, reading = words.read or (None, None)
    if reading is None or read_from != _read_from(reading):
        reading = _made(doc)
        words.read = _read_from(reading), reading
    if reading.doc is not doc:
        for name in [name for name in reading.doc.spans if name not in doc.spans]:
            del reading.doc.spans[name]
        for name, group in doc.spans.items():
            reading.doc.spans[name] = _read(reading, group)
    return reading


def _read_from(reading: Reading) -> tuple[bytes, Any]:
    doc = reading.source
    attributes = _NOTHING_LEFT_OUT if reading.doc is doc else _READ_FROM
    return doc.to_array(attributes).tobytes(), doc.user_data.get("press_zones")


def _made(doc: Doc) -> Reading:
    pieces = _pieces(doc)
    first, after = tuple(start for start, _ in pieces), tuple(end for _, end in pieces)
    if len(pieces) == len(doc):
        return Reading(doc, doc, first, after)
    texts, spaces = words_of(doc).texts, doc.to_array(SPACY).astype(bool).tolist()
    bounds = zip(pieces, [*first[1:], len(doc)], strict=True)
    words = [texts[start] if end == start + 1 else doc[start:end].text for start, end in pieces]
    read_as = Doc(
        doc.vocab,
        words=words,
        spaces=[spaces[end - 1] or following > end for (_, end), following in bounds],
    )
    words_of(read_as, words)
    attributes = [TAG, POS, LEMMA, SENT_START]
    columns = [*doc.to_array(attributes).T[:, first]]
    if doc.has_annotation("DEP"):
        heads, deps = _tree(doc, pieces)
        attributes = [TAG, POS, LEMMA, HEAD, DEP]  # which say where sentences start
        columns = [*columns[:3], heads - np.arange(len(pieces)), deps]
    table: Any = np.stack([np.asarray(column).astype(np.int64).view(np.uint64) for column in columns], axis=1)
    read_as.from_array(attributes, table)
    reading = Reading(doc, read_as, first, after)
    # Two names may meet inside what is read as one token: the longer one has it.
    read_as.ents = filter_spans(_read(reading, doc.ents))
    records.put(read_as, records.Zone, _zones(reading))
    return reading


def _tree(doc: Doc, pieces: list[tuple[int, int]]) -> tuple[Ints, Ints]:
    """The parse of the tokens that are read: heads, as places in the reading, and relations."""
    place = np.arange(len(doc))
    given = doc.to_array([HEAD, DEP, IS_SPACE])
    above, space = place + given[:, 0].astype(np.int64), given[:, 2].astype(bool)
    piece = np.full(len(doc), -1)
    for at, (start, end) in enumerate(pieces):
        piece[start:end] = at
    # Of tokens read as one the highest in the tree speaks for all; a space that is left out hands on to its own head.
    top = np.array([start if end == start + 1 else doc[start:end].root.i for start, end in pieces])
    head = above[top]
    while (climbing := space[head] & (above[head] != head)).any():
        head = np.where(climbing, above[head], head)
    attached = ~space[head] & (piece[head] >= 0)
    own = np.arange(len(pieces))
    heads = np.where(attached, piece[head], own)
    heads = np.where(_in_circle(heads), own, heads)
    return heads, np.where(heads != own, given[top, 1].astype(np.int64), doc.vocab.strings.add("ROOT"))


def _in_circle(heads: Ints) -> npt.NDArray[np.bool_]:
    """Which words never come to a root: two tokens read as one may each hang on what hangs on the other."""
    up = heads
    for _ in range(len(heads).bit_length()):
        up = up[up]
    endless: npt.NDArray[np.bool_] = heads[up] != up
    return endless


def _read(reading: Reading, spans: Iterable[Span]) -> list[Span]:
    return [span for source in spans if (span := reading.of_source(source)) is not None]


def _zones(reading: Reading) -> Iterator[records.Zone]:
    for zone in records.get(reading.source, records.Zone):
        span = reading.source.char_span(zone.start, zone.end, alignment_mode="expand")
        if span is not None and (read_as := reading.of_source(span)) is not None:
            yield replace(zone, start=read_as.start_char, end=read_as.end_char)


def _pieces(doc: Doc) -> list[tuple[int, int]]:
    """The tokens of the reading, each as a range of tokens of the Doc."""
    if not doc.has_annotation("SENT_START"):
        return [(i, i + 1) for i in range(len(doc))]
    forms = [(zone.start, zone.end) for zone in records.get(doc, records.Zone) if zone.name in _FORMS]
    space, marks = doc.to_array(IS_SPACE).astype(bool), np.isin(doc.to_array(ORTH), _marks(doc))
    special = space.copy()
    special[:-1] |= marks[1:]  # what stands before a full stop, slash or hyphen may be one word with it
    pieces = []
    i = 0
    for at in [*np.flatnonzero(special).tolist(), len(doc)]:
        if at < i:
            continue
        pieces += [(k, k + 1) for k in range(i, at)]
        if at < len(doc):
            i = at + (3 if _is_one_word(doc, at) else 1 + _takes_full_stop(doc, at))
            if not space[at] or _parts_blocks(doc[at], forms):
                pieces.append((at, i))
    return pieces


def _marks(doc: Doc) -> list[int]:
    return [doc.vocab.strings.add(mark) for mark in ("/", "-", ".")]


def _parts_blocks(space: Token, forms: list[tuple[int, int]]) -> bool:
    doc, i = space.doc, space.i + 1
    while i < len(doc) and doc[i].is_space:
        i += 1
    if i == len(doc) or space.i == 0 or doc[i].is_sent_start or space.text.count("\n") > 1:
        return True
    if "\n" in space.text:
        return any(start <= space.idx < end for start, end in forms)
    return "\t" in space.text or len(space.text) >= _GAP


def _is_one_word(doc: Doc, i: int) -> bool:
    """Whether three tokens are one word: a letter, a slash and one or two letters ("A/S", "s/o", "M/s"), or "Co-operative"."""
    if i + 2 >= len(doc) or doc[i].whitespace_ or doc[i + 1].whitespace_:
        return False
    if doc[i + 1].text == "-" and doc[i].lower_ == "co" and doc[i + 2].lower_.startswith("op"):
        return True  # "Co-operative" is one word
    if doc[i + 1].text != "/":
        return False
    return len(doc[i].text) == 1 and doc[i].is_alpha and len(doc[i + 2].text) <= _SLASHED and doc[i + 2].is_alpha


def _takes_full_stop(doc: Doc, i: int) -> bool:
    """Whether the full stop behind a token belongs to it, and does not end the sentence."""
    if i + 2 >= len(doc) or doc[i + 1].text != "." or doc[i].whitespace_:
        return False
    word, following = f"{doc[i].lower_}.", doc[i + 2]
    if word in _BEFORE_NAMES and doc[i].text[0].isupper() and following.text[0].isupper():
        return True
    goes_on = following.text in {")", ","} or following.text[0].islower() or following.lower_ in _BEHIND_NAMES
    return word in _BEHIND_NAMES and (goes_on or f"{following.lower_}." in _BEHIND_NAMES)
