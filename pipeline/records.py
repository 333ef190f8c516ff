"""What the stages hand to one another: frozen records, kept on the Doc as plain data.

A component stores its results with `put(doc, records)` and reads others' with `get(doc, RecordType)`.
On the Doc they live in `doc.user_data` as lists of plain dicts, so that they survive `DocBin` and
`Doc.to_bytes`; every field is therefore a string, a number, a boolean, null or a tuple of strings. Days
are ISO strings ("2024-06-18").

Records point at each other by `key`, a short name unique inside one Doc ("p1", "o3", "a2"), never by
object: a Doc holds small tables, like the ones the run writes. Offsets are characters of `doc.text`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar, get_type_hints

if TYPE_CHECKING:  # reading files needs records, and is done without spaCy, which takes seconds to import
    from spacy.tokens import Doc

ZoneKind = Literal["letterhead", "headline", "date", "dateline", "credit", "contact", "about"]
Label = Literal["person", "organisation", "place", "title", "date", "agreement"]


@dataclass(frozen=True, slots=True)
class Record:
    """Base of all records: a kind names the list that a Doc keeps of them."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Zone(Record):
    """A stretch of the release with a job of its own; what is in no zone is story."""

    kind: ClassVar[str] = "zones"
    name: ZoneKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Facts(Record):
    """What layout, metadata and file name say of the release as a whole; one a Doc."""

    kind: ClassVar[str] = "facts"
    title: str | None = None
    dateline_place: str | None = None
    published: str | None = None
    published_basis: str | None = None
    reference_date: str | None = None
    reference_basis: str | None = None


@dataclass(frozen=True, slots=True)
class Mention(Record):
    """One place where an entity is named. `key` is the entity's key, null before resolution or for places."""

    kind: ClassVar[str] = "mentions"
    label: Label
    start: int
    end: int
    key: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Person(Record):
    """A person of the release; `start`/`end` is the mention that gives the fullest name."""

    kind: ClassVar[str] = "people"
    key: str
    name: str
    aliases: tuple[str, ...]
    family_name: str | None
    given_name: str | None
    part: str
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Organisation(Record):
    """An organised body of the release; `parent` is the key of another one."""

    kind: ClassVar[str] = "organisations"
    key: str
    name: str
    acronym: str | None
    aliases: tuple[str, ...]
    type: str
    parent: str | None
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Position(Record):
    """A title that a person holds in a body.

    `organisation` is the key of an Organisation; where the body is a country, district or constituency it is null
    and `place` carries the words.
    """

    kind: ClassVar[str] = "positions"
    person: str
    title: str
    organisation: str | None
    place: str | None
    tenure: str
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Timex(Record):
    """A time expression. `value` is TIMEX3; `start_date`/`end_date` are the first and last day it covers."""

    kind: ClassVar[str] = "dates"
    start: int
    end: int
    type: Literal["date", "time", "duration", "set"]
    value: str
    start_date: str | None
    end_date: str | None
    granularity: str | None
    anchor: Literal["publication", "text"] | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Agreement(Record):
    """An agreement; its parties, signatories and witnesses are `Party` records with its key."""

    kind: ClassVar[str] = "agreements"
    key: str
    name: str
    type: str
    status: str
    date: str | None
    start_date: str | None
    end_date: str | None
    date_basis: str | None
    subject: str | None
    amount: float | None
    amount_max: float | None
    currency: str | None
    place: str | None
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Party(Record):
    """One who takes part in an agreement. `entity` is a person's or organisation's key, null for a country."""

    kind: ClassVar[str] = "parties"
    agreement: str
    entity: str | None
    name: str
    type: Literal["organisation", "person", "country"]
    role: Literal["party", "signatory", "witness"]
    on_behalf_of: str | None
    start: int
    end: int


R = TypeVar("R", bound=Record)


def put(doc: Doc, kind: type[R], records: Iterable[R]) -> None:
    """Keep `records` on the Doc in place of those of the same kind."""
    names = _fields(kind)  # type: ignore[arg-type]  # a class is hashable; mypy doubts it for a type variable
    # Fields hold plain values, so that a dict of them is all that `asdict` would give, in a fraction of its time.
    doc.user_data[f"press_{kind.kind}"] = [{name: getattr(record, name) for name in names} for record in records]


def has(doc: Doc, kind: type[Record]) -> bool:
    """Whether a component has stored this kind (perhaps an empty list)."""
    return f"press_{kind.kind}" in doc.user_data


def get(doc: Doc, kind: type[R]) -> tuple[R, ...]:
    """The Doc's records of one kind, in the order they were put; empty where none were."""
    lists = _tuple_fields(kind)  # type: ignore[arg-type]  # a class is hashable; mypy doubts it for a type variable
    return tuple(kind(**_thaw(row, lists)) for row in doc.user_data.get(f"press_{kind.kind}", ()))


def facts(doc: Doc) -> Facts:
    """What is known of the release as a whole; all null where nothing has been stored."""
    return next(iter(get(doc, Facts)), Facts())


def _thaw(row: dict[str, Any], lists: tuple[str, ...]) -> dict[str, Any]:
    return row | {name: tuple(row[name]) for name in lists} if lists else row


@cache
def _fields(kind: type[Record]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


@cache
def _tuple_fields(kind: type[Record]) -> tuple[str, ...]:
    hints = get_type_hints(kind)
    return tuple(f.name for f in fields(kind) if hints[f.name] == tuple[str, ...])
