"""Every table and every column of the output, declared once.

The Parquet schemas and their metadata (`arrow_schema`), the checks before a write (`check`) and the data
dictionary (`data_dictionary`) all come from the declarations below. A new column is one line here and one
line in `tabulate.py`.

Storage: days are `timestamp[ms]` at midnight without zone, so that plain pandas reads them as `datetime64`;
texts are `string`, lists `list<string>`, counts and offsets `int64`, confidences and amounts `float64`. What a
release does not say is null.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

TEXT = pa.string()
TEXTS = pa.list_(pa.string())
DAY = pa.timestamp("ms")
COUNT = pa.int64()
NUMBER = pa.float64()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `values` closes its vocabulary, `nullable` says whether a row may leave it empty."""

    name: str
    type: pa.DataType
    meaning: str
    nullable: bool = False
    values: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: no two rows agree in all columns of `key`."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in the order of the table."""
        return tuple(column.name for column in self.columns)


_DOC_ID = Column(
    "doc_id", TEXT, "the release: its path below the corpus folder, `#<record>` behind it inside a file of many"
)
_START = Column("start_char", COUNT, "first character of the surface text, counted in `documents.text`")
_END = Column("end_char", COUNT, "the character after the last one of the surface text")
_EVIDENCE = Column(
    "evidence", TEXT, "the sentence or header line that states the row, exactly as it stands in the text"
)
_RULE = Column("rule", TEXT, "the rule or model that made the row")
CONFIDENCE = Column("confidence", NUMBER, "0 to 1: the precision measured for that rule on annotated releases")
_MENTIONS = Column("mentions", COUNT, "how many places of the release name the entity")
_PERSON_ID = Column("person_id", TEXT, "stable id of the person, `p_…`")
_AGREEMENT_ID = Column("agreement_id", TEXT, "stable id of the agreement, `a_…`")
_TRACE = (_START, _END, _EVIDENCE, _RULE, CONFIDENCE)

DOCUMENTS = Table(
    "documents",
    "a release",
    ("doc_id",),
    (
        _DOC_ID,
        Column("path", TEXT, "path of the file below the corpus folder"),
        Column("sha256", TEXT, "SHA-256 of the file's bytes, in hexadecimal"),
        Column("format", TEXT, "format of the file it was read from"),
        Column("title", TEXT, "headline, where the release has one", nullable=True),
        Column("published", DAY, "day of issue, only where the release states it", nullable=True),
        Column(
            "published_basis",
            TEXT,
            "what states the day of issue",
            nullable=True,
            values=("header", "dateline", "body", "filename", "metadata"),
        ),
        Column("reference_date", DAY, "day that relative dates hang on: published, else inferred", nullable=True),
        Column(
            "reference_basis",
            TEXT,
            "where the reference date comes from",
            nullable=True,
            values=("published", "inferred"),
        ),
        Column("dateline_place", TEXT, "place that the dateline names", nullable=True),
        Column(
            "language", TEXT, "language as an ISO 639-1 code, null where the text is too short to tell", nullable=True
        ),
        Column("text", TEXT, "the cleaned text that all offsets count in"),
        Column("characters", COUNT, "length of `text` in characters"),
        Column("tokens", COUNT, "tokens, white space left out"),
        Column("sentences", COUNT, "sentences, header lines counted as one each"),
        Column("duplicate_of", TEXT, "doc_id of the release that this one repeats", nullable=True),
    ),
)

PEOPLE = Table(
    "people",
    "a person in a release",
    ("doc_id", "person_id"),
    (
        _DOC_ID,
        _PERSON_ID,
        Column(
            "name", TEXT, "fullest form of the name, without honorifics, titles and degrees, in the order of the text"
        ),
        Column("aliases", TEXTS, "the other forms of the name in the release"),
        Column("family_name", TEXT, "family name, where it can be told", nullable=True),
        Column("given_name", TEXT, "given names, where they can be told", nullable=True),
        Column("part", TEXT, "part of the release that names the person", values=("story", "credit", "contact")),
        _MENTIONS,
        *_TRACE,
    ),
)

ORGANISATIONS = Table(
    "organisations",
    "an organisation in a release",
    ("doc_id", "organisation_id"),
    (
        _DOC_ID,
        Column("organisation_id", TEXT, "stable id of the organisation, `o_…`"),
        Column("name", TEXT, "fullest form of the name"),
        Column("acronym", TEXT, "acronym given for the name", nullable=True),
        Column("aliases", TEXTS, "the other forms of the name in the release, the acronym among them"),
        Column(
            "kind",
            TEXT,
            "kind of body",
            values=(
                "university",
                "company",
                "government",
                "court",
                "party",
                "association",
                "media",
                "international",
                "unit",
                "other",
            ),
        ),
        Column("parent_id", TEXT, "organisation_id of the body it belongs to", nullable=True),
        Column("parent", TEXT, "name of the body it belongs to", nullable=True),
        Column("ror_id", TEXT, "its id in the Research Organization Registry", nullable=True),
        _MENTIONS,
        *_TRACE,
    ),
)

TITLES = Table(
    "titles",
    "a title that a person holds in a body",
    ("doc_id", "person_id", "title", "organisation"),
    (
        _DOC_ID,
        _PERSON_ID,
        Column("person", TEXT, "name of the person"),
        Column("title", TEXT, "position, office, rank or role, as written; of a plural, the singular where that is its beginning"),
        Column("organisation_id", TEXT, "the body it is held in; null for a country, district or none", nullable=True),
        Column("organisation", TEXT, "name of that body, country or district", nullable=True),
        Column(
            "tenure",
            TEXT,
            "whether the title is held at the time of the release",
            values=("current", "former", "acting", "incoming"),
        ),
        *_TRACE,
    ),
)

DATES = Table(
    "dates",
    "a time expression",
    ("doc_id", "start_char", "end_char"),
    (
        _DOC_ID,
        Column("text", TEXT, "the expression as written"),
        _START,
        _END,
        Column("type", TEXT, "kind of expression, after TIMEX3", values=("date", "time", "duration", "set")),
        Column("value", TEXT, "TIMEX3 value: `2024-06-18`, `2024-Q1`, `P3Y`"),
        Column("start_date", DAY, "first day that it covers, null where it cannot be placed", nullable=True),
        Column("end_date", DAY, "last day that it covers", nullable=True),
        Column(
            "granularity",
            TEXT,
            "how finely it is given",
            nullable=True,
            values=(
                "time",
                "day",
                "week",
                "month",
                "quarter",
                "season",
                "half",
                "year",
                "decade",
                "century",
                "range",
            ),
        ),
        Column(
            "anchor",
            TEXT,
            "what a relative expression was counted from; null where it stands alone",
            nullable=True,
            values=("publication", "text"),
        ),
        _EVIDENCE,
        _RULE,
        CONFIDENCE,
    ),
)

AGREEMENTS = Table(
    "agreements",
    "an agreement",
    ("doc_id", "agreement_id"),
    (
        _DOC_ID,
        _AGREEMENT_ID,
        Column("name", TEXT, "fullest way in which the text names or describes it"),
        Column(
            "kind",
            TEXT,
            "kind of agreement",
            values=("cooperation", "memorandum", "treaty", "contract", "venture", "funding", "settlement", "other"),
        ),
        Column(
            "status",
            TEXT,
            "what the release says of its state",
            values=("signed", "planned", "in_force", "renewed", "ended"),
        ),
        Column(
            "date",
            TEXT,
            "when it was concluded, ISO at the precision given: `2024-06-18`, `2024-06`, `2024`",
            nullable=True,
        ),
        Column("start_date", DAY, "first day that `date` covers", nullable=True),
        Column("end_date", DAY, "last day that `date` covers", nullable=True),
        Column(
            "date_basis",
            TEXT,
            "what ties the date to the agreement",
            nullable=True,
            values=("sentence", "discourse", "publication"),
        ),
        Column("parties", TEXTS, "names of those bound by it"),
        Column("signatories", TEXTS, "names of the people who signed it"),
        Column("subject", TEXT, "what it is about, as written", nullable=True),
        Column("amount", NUMBER, "sum of money it is worth, or the lower end of a range", nullable=True),
        Column("amount_max", NUMBER, "upper end of a range of money", nullable=True),
        Column("currency", TEXT, "currency of the amounts, ISO 4217", nullable=True),
        Column("place", TEXT, "place where it was concluded", nullable=True),
        *_TRACE,
    ),
)

AGREEMENT_PARTIES = Table(
    "agreement_parties",
    "one party, signatory or witness of an agreement",
    ("doc_id", "agreement_id", "party", "role"),
    (
        _DOC_ID,
        _AGREEMENT_ID,
        Column("party_id", TEXT, "organisation_id or person_id; null for a country", nullable=True),
        Column("party", TEXT, "name of the party"),
        Column("party_type", TEXT, "what the party is", values=("organisation", "person", "country")),
        Column("role", TEXT, "its part in the agreement", values=("party", "signatory", "witness")),
        Column("on_behalf_of", TEXT, "whom a signatory signs for", nullable=True),
        _START,
        _END,
    ),
)

MENTIONS = Table(
    "mentions",
    "a place where an entity is named",
    ("doc_id", "start_char", "end_char", "label", "entity_id"),
    (
        _DOC_ID,
        _START,
        _END,
        Column("text", TEXT, "the words as written"),
        Column(
            "label",
            TEXT,
            "what is named",
            values=("person", "organisation", "place", "title", "date", "agreement"),
        ),
        Column("entity_id", TEXT, "id of the person, organisation or agreement", nullable=True),
        _RULE,
    ),
)

QUARANTINE = Table(
    "quarantine",
    "an input that could not be read or extracted",
    ("path", "doc_id"),
    (
        Column("path", TEXT, "path of the file below the corpus folder"),
        Column("doc_id", TEXT, "the release, where it got as far as being one", nullable=True),
        Column("stage", TEXT, "stage that refused it"),
        Column("error", TEXT, "code of the error"),
        Column("message", TEXT, "what is wrong and what can be done about it"),
    ),
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS,
        PEOPLE,
        ORGANISATIONS,
        TITLES,
        DATES,
        AGREEMENTS,
        AGREEMENT_PARTIES,
        MENTIONS,
        QUARANTINE,
    )
}


@cache
def arrow_schema(table: str) -> pa.Schema:
    """Give the Arrow schema of a table, with the meaning of table and columns in its metadata."""
    declared = TABLES[table]
    fields = [pa.field(c.name, c.type, nullable=c.nullable, metadata=_field_metadata(c)) for c in declared.columns]
    return pa.schema(fields, metadata={"description": f"one row for {declared.row}", "key": ", ".join(declared.key)})


def data_dictionary() -> str:
    """Give the tables and their columns as a Markdown page."""
    parts = [f"# Data dictionary\n\n{len(TABLES)} tables, each `<name>.parquet`."]
    for table in TABLES.values():
        parts += [
            f"## {table.name}\n\nOne row for {table.row}. Key: {', '.join(f'`{name}`' for name in table.key)}.",
            "\n".join(
                [
                    "| column | type | null | meaning |",
                    "| --- | --- | --- | --- |",
                    *(_dictionary_row(column) for column in table.columns),
                ]
            ),
        ]
    return "\n\n".join(parts) + "\n"


def _dictionary_row(column: Column) -> str:
    values = f": {', '.join(f'`{v}`' for v in column.values)}" if column.values else ""
    return (
        f"| {column.name} | {type_name(column.type)} | {'yes' if column.nullable else ''} | {column.meaning}{values} |"
    )


def type_name(kind: pa.DataType) -> str:
    """The name of a type as messages and the data dictionary write it."""
    return "list<string>" if kind == TEXTS else str(kind)


def _field_metadata(column: Column) -> dict[str, str]:
    metadata = {"description": column.meaning}
    if column.values:
        metadata["values"] = ", ".join(column.values)
    return metadata
