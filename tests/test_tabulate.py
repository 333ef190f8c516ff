from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest
import spacy
from spacy.tokens import Doc

from pipeline import records as r
from pipeline.schema import TABLES, arrow_schema
from pipeline.schema_check import check
from pipeline.tabulate import tabulate

TEXT = """Bank signs
with Marland

Ann Lee, President of Aru Bank,  signed the
loan with Marland in May 2024. Ann Lee of Bor Ltd
and Aru Bank (AB) agreed.

By Ann Lee
"""


def at(words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


@pytest.fixture
def doc() -> Doc:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(TEXT)
    r.put(doc, r.Zone, [r.Zone("headline", 0, 23), r.Zone("credit", *at("By Ann Lee"))])
    r.put(
        doc,
        r.Person,
        [
            r.Person("p2", "Ann Lee", (), "Lee", "Ann", "story", *at("Ann Lee", 1), "full-name", 0.8),
            r.Person("p1", "Ann Lee", ("Lee",), "Lee", "Ann", "credit", *at("Ann Lee", 0), "full-name", 0.8),
        ],
    )
    r.put(
        doc,
        r.Organisation,
        [
            r.Organisation("o1", "Aru Bank", "AB", ("AB",), "company", None, *at("Aru Bank"), "legal-form", 0.7),
            r.Organisation("o2", "Bor Ltd", None, (), "company", "o1", *at("Bor Ltd"), "legal-form", 0.7),
        ],
    )
    president = r.Position("p1", "President", "o1", None, "current", *at("President"), "apposition", 0.9)
    r.put(doc, r.Position, [president, president, r.Position("p1", "Envoy", None, "Marland", "former", 0, 4, "x", 0.5)])
    r.put(
        doc, r.Timex, [r.Timex(*at("May 2024"), "date", "2024-05", "2024-05-01", "2024-05-31", "month", None, "d", 1.0)]
    )
    loan = r.Agreement(
        "a1", "loan", "funding", "signed", "2024-05", "2024-05-01", "2024-05-31", "sentence",
        None, None, None, None, None, *at("loan"), "signed", 0.6,
    )  # fmt: skip
    r.put(doc, r.Agreement, [loan])
    r.put(
        doc,
        r.Party,
        [
            r.Party("a1", "o1", "Aru Bank", "organisation", "party", None, *at("Aru Bank")),
            r.Party("a1", None, "Marland", "country", "party", None, *at("Marland", 1)),
            r.Party("a1", "o1", "Aru Bank", "organisation", "party", None, *at("Aru Bank", 1)),
            r.Party("a1", "p1", "Ann Lee", "person", "signatory", "Aru Bank", *at("Ann Lee")),
        ],
    )
    r.put(
        doc,
        r.Mention,
        [
            r.Mention("organisation", *at("AB"), "o1", "acronym"),
            r.Mention("organisation", *at("Aru Bank"), "o1", "legal-form"),
            r.Mention("date", *at("May 2024"), None, "month-year"),
            r.Mention("place", *at("Marland", 0), None, "ner"),
        ],
    )
    return doc


def release(doc_id: str = "a.txt") -> Any:
    facts = r.Facts("Bank signs", None, "2024-05-31", "header", "2024-05-31", "published")
    return SimpleNamespace(
        doc_id=doc_id,
        path=doc_id,
        format="txt",
        sha256="0" * 64,
        text=TEXT,
        facts=facts,
        characters_given=len(TEXT),
        language="en",
    )


def test_rows_fit_the_tables(doc: Doc) -> None:
    for name, rows in tabulate(release(), doc).items():
        assert all(tuple(sorted(row)) == tuple(sorted(TABLES[name].names)) for row in rows), name
        check(name, pa.Table.from_pylist(rows, schema=arrow_schema(name)), {"a.txt": TEXT})


def test_document(doc: Doc) -> None:
    (row,) = tabulate(release(), doc)["documents"]
    assert row["published"] == datetime(2024, 5, 31)  # noqa: DTZ001  (days have no zone)
    assert (row["published_basis"], row["language"], row["characters"]) == ("header", "en", len(TEXT))
    assert (row["title"], row["duplicate_of"]) == ("Bank signs", None)


def test_people_in_text_order_with_ids_of_their_own(doc: Doc) -> None:
    first, second = tabulate(release(), doc)["people"]
    assert first["aliases"] == ["Lee"]
    assert first["person_id"].startswith("p_")
    assert first["person_id"] != second["person_id"]


def test_ids_depend_on_release_and_name_alone(doc: Doc) -> None:
    once, again = tabulate(release(), doc), tabulate(release(), doc)
    other = tabulate(release("b.txt"), doc)
    ids = [row["organisation_id"] for row in once["organisations"]]
    assert ids == [row["organisation_id"] for row in again["organisations"]]
    assert not set(ids) & {row["organisation_id"] for row in other["organisations"]}


def test_organisations_name_their_parent_and_count_mentions(doc: Doc) -> None:
    bank, branch = tabulate(release(), doc)["organisations"]
    assert (branch["parent_id"], branch["parent"]) == (bank["organisation_id"], "Aru Bank")
    assert (bank["mentions"], branch["mentions"]) == (2, 1)


def test_titles_stand_once_in_a_body_or_a_place(doc: Doc) -> None:
    rows = tabulate(release(), doc)
    envoy, president = rows["titles"]
    assert (envoy["organisation_id"], envoy["organisation"]) == (None, "Marland")
    assert (president["person"], president["organisation"]) == ("Ann Lee", "Aru Bank")
    assert president["organisation_id"] == rows["organisations"][0]["organisation_id"]


def test_agreements_list_parties_and_signatories_in_order(doc: Doc) -> None:
    rows = tabulate(release(), doc)
    (agreement,) = rows["agreements"]
    assert agreement["parties"] == ["Aru Bank", "Marland"]
    assert agreement["signatories"] == ["Ann Lee"]
    assert agreement["start_date"] == datetime(2024, 5, 1)  # noqa: DTZ001
    assert [(row["party"], row["role"]) for row in rows["agreement_parties"]] == [
        ("Aru Bank", "party"),
        ("Marland", "party"),
        ("Ann Lee", "signatory"),
    ]


@pytest.mark.parametrize(
    ("table", "number", "evidence"),
    [
        # A sentence keeps its line break and double space; a headline and a credit are lines.
        ("dates", 0, "Ann Lee, President of Aru Bank,  signed the\nloan with Marland in May 2024."),
        ("people", 1, "Ann Lee of Bor Ltd\nand Aru Bank (AB) agreed."),
        ("titles", 0, "Bank signs"),
    ],
)
def test_evidence_is_the_sentence_or_the_line(doc: Doc, table: str, number: int, evidence: str) -> None:
    row = tabulate(release(), doc)[table][number]
    # The sentencizer of this test knows nothing of blank lines, so the first sentence has the headline before it.
    assert row["evidence"].endswith(evidence)
    assert row["evidence"] in TEXT


def test_mentions_hold_what_other_tables_point_at(doc: Doc) -> None:
    rows = tabulate(release(), doc)
    mentions = [(row["label"], row["text"], row["rule"]) for row in rows["mentions"]]
    assert ("agreement", "loan", "signed") in mentions
    assert ("title", "President", "apposition") in mentions
    assert mentions.count(("date", "May 2024", "month-year")) == 1
    assert ("date", "May 2024", "d") not in mentions
    starts = [row["start_char"] for row in rows["mentions"]]
    assert starts == sorted(starts)


def test_a_record_that_points_at_nobody_is_an_error(doc: Doc) -> None:
    r.put(doc, r.Position, [r.Position("p9", "President", None, None, "current", 0, 4, "x", 0.5)])
    with pytest.raises(KeyError):
        tabulate(release(), doc)


def test_an_empty_doc_gives_a_document_alone() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    rows = tabulate(release(), nlp(TEXT))
    assert {name: len(found) for name, found in rows.items() if found} == {"documents": 1}
