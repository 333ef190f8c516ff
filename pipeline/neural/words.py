"""The component `press_words`: parts of speech, morphology and lemmas, looked up once for each kind of token.

What spaCy's attribute ruler and rule lemmatiser say of a token follows from its word, tag and dependency (and, for a handful of patterns,
from the token beside it). So they are asked once for each combination that matters and the answers are kept: the same annotations in a
tenth of the time.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import srsly
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.pipeline import AttributeRuler, Pipe
from spacy.tokens import Doc
from spacy.vocab import Vocab

KEPT = 200_000  # lemmas; an English corpus of any size has about as many words that come again
APART = "."  # between words that are asked for together, so that no pattern takes them for neighbours

Hashes = npt.NDArray[np.uint64]


class Class(NamedTuple):
    """What the ruler writes on a token. Strings, not hashes: a vocabulary may forget a string between two documents."""

    tag: str
    pos: str
    morph: str
    lemma: str
    dep: str


@Language.factory(
    "press_words", assigns=["token.pos", "token.morph", "token.lemma"], requires=["token.tag", "token.dep"]
)
def make_words(nlp: Language, name: str) -> "WordClasses":
    """Make the component for a pipeline; its rules and tables are read from disk or taken over with `take_over`."""
    return WordClasses(nlp.vocab, name)


class WordClasses(Pipe):
    """An attribute ruler and an English rule lemmatiser behind a table of their answers."""

    def __init__(self, vocab: Vocab, name: str = "press_words") -> None:
        self.vocab = vocab
        self.name = name
        self.ruler = AttributeRuler(vocab)
        self.lemmatizer = EnglishLemmatizer(vocab, None, mode="rule")
        self.tables = Lookups()
        self._classes: dict[int, Class] = {}
        self._lemmas: dict[int, str] = {}
        self._listed: Hashes = np.zeros(0, dtype=np.uint64)  # words that some pattern names
        self._before: Hashes = np.zeros(
            0, dtype=np.uint64
        )  # words and dependencies with which a pattern of two tokens begins

    def take_over(self, ruler: AttributeRuler, lemmatizer: EnglishLemmatizer) -> None:
        """Take the patterns and tables of a pipeline that has both."""
        self.ruler.clear()
        self.ruler.add_patterns(ruler.patterns)
        self.tables = lemmatizer.lookups
        self._prepare()

    def _prepare(self) -> None:
        self._classes.clear()
        self._lemmas.clear()
        self.lemmatizer.lookups = Lookups()
        for name in self.tables.tables:
            # The index lists all base forms, tens of thousands, and is searched for every word: a set in place of a list.
            table = self.tables.get_table(name).items()
            self.lemmatizer.lookups.add_table(name, {k: frozenset(v) if name == "lemma_index" else v for k, v in table})
        rules: list[dict[str, Any]] = self.ruler.patterns
        patterns = [pattern for rule in rules for pattern in rule["patterns"]]
        self._listed = self._ids(text for pattern in patterns for token in pattern for text in _named(token, "LOWER"))
        self._before = self._ids(
            text for first, *rest in patterns if rest for text in _named(first, "LOWER") or _named(first, "DEP")
        )

    def _ids(self, texts: Iterable[str]) -> Hashes:
        return np.array(sorted({self.vocab.strings.add(text) for text in texts}), dtype=np.uint64)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a document that has tags and dependencies."""
        if not len(doc):
            return doc
        tag, dep, lower, orth, space = doc.to_array([TAG, DEP, LOWER, ORTH, IS_SPACE]).T
        word = np.where(np.isin(lower, self._listed), lower, space)
        table = self._look_up(
            self._classes,
            _key(tag, dep, word),
            lambda where: self._ask(doc, [[at] for at in where]),
            self._class_hashes,
        )
        beside = np.isin(dep, self._before) | np.isin(lower, self._before)
        for run in _runs(beside | np.append(False, beside[:-1])):
            table[run] = [self._class_hashes(answer) for answer in self._ask(doc, [run])]
        doc.from_array([TAG, POS, MORPH], table[:, :3])  # type: ignore[arg-type]
        for at in np.flatnonzero(table[:, 4] != dep).tolist():
            doc[at].dep = int(table[at, 4])
        if len(self._lemmas) > KEPT:
            self._lemmas.clear()
            self.lemmatizer.cache.clear()
        lemmas = self._look_up(
            self._lemmas,
            _key(orth, table[:, 1], table[:, 2]),
            lambda where: [self.lemmatizer.lemmatize(doc[at])[0] for at in where],
            self.vocab.strings.add,
        )
        doc.from_array([LEMMA], np.where(table[:, 3] != 0, table[:, 3], lemmas))  # type: ignore[arg-type]
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:  # noqa: ARG002 (spaCy's signature)
        """Annotate documents one by one."""
        return map(self, stream)

    def _look_up(
        self, known: dict[int, Any], keys: Hashes, ask: Callable[[list[int]], list[Any]], hashes: Callable[[Any], Any]
    ) -> Hashes:
        """Give what `hashes` makes of the answer to each token's key; where it is not known, `ask` with one token's place."""
        kinds, where, each = np.unique(keys, return_index=True, return_inverse=True)
        listed = kinds.tolist()
        fresh = [(key, at) for key, at in zip(listed, where.tolist(), strict=True) if key not in known]
        if fresh:
            known.update(zip((key for key, _ in fresh), ask([at for _, at in fresh]), strict=True))
        found: Hashes = np.array([hashes(known[key]) for key in listed], dtype=np.uint64)[each]
        return found

    def _ask(self, doc: Doc, runs: list[list[int]]) -> list[Class]:
        """Ask the ruler about runs of tokens, each run as if it stood alone."""
        words: list[str] = []
        tags: list[str] = []
        deps: list[str] = []
        wanted: list[int] = []
        for run in runs:
            for at in run:
                wanted.append(len(words))
                words.append(doc[at].text)
                tags.append(doc[at].tag_)
                deps.append(doc[at].dep_)
            words.append(APART)
            tags.append(".")
            deps.append("punct")
        asked = self.ruler(Doc(self.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words)))))
        return [Class(t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in (asked[at] for at in wanted)]

    def _class_hashes(self, given: Class) -> tuple[int, int, int, int, int]:
        add = self.vocab.strings.add
        return (
            add(given.tag),
            add(given.pos),
            self.vocab.morphology.add(given.morph),
            add(given.lemma) if given.lemma else 0,
            add(given.dep),
        )

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002 (spaCy\'s signature)
        """Serialise patterns and tables."""
        return bytes(
            srsly.msgpack_dumps({"patterns": self.ruler.to_bytes(exclude=["vocab"]), "tables": self.tables.to_bytes()})
        )

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "WordClasses":  # noqa: ARG002 (spaCy\'s signature)
        """Load what `to_bytes` gave."""
        read = srsly.msgpack_loads(data)
        self.ruler.from_bytes(read["patterns"], exclude=["vocab"])
        self.tables.from_bytes(read["tables"])
        self._prepare()
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 (spaCy\'s signature)
        """Write patterns and tables into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        self.ruler.to_disk(folder / "ruler", exclude=["vocab"])
        self.tables.to_disk(folder)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "WordClasses":  # noqa: ARG002 (spaCy\'s signature)
        """Load what `to_disk` wrote."""
        folder = Path(path)
        self.ruler.from_disk(folder / "ruler", exclude=["vocab"])
        self.tables.from_disk(folder)
        self._prepare()
        return self


def _named(token: dict[str, Any], attribute: str) -> list[str]:
    """Give the values of an attribute that a token pattern lists."""
    value = token.get(attribute, {})
    return [value] if isinstance(value, str) else list(value.get("IN", ()))


def _key(*columns: Hashes) -> Hashes:
    """Mix columns into one: odd factors, so that different rows have different keys but for one chance in 2^64."""
    key = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        key = key * np.uint64(0x9E3779B97F4A7C15) + column
        key ^= key >> np.uint64(29)
    return key


def _runs(chosen: npt.NDArray[np.bool_]) -> list[list[int]]:
    """Give the runs of places that are chosen."""
    places = np.flatnonzero(chosen)
    return [run.tolist() for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)] if len(places) else []
