"""press_agreements: one row an agreement, with kind, status, day, parties, signatories and witnesses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import records
from pipeline.model import COMPONENTS
from pipeline.records import Agreement, Mention, Party
from pipeline.relate.agreements.component import AgreementFinder
from pipeline.relate.agreements.kinds import kind_of


@dataclass(frozen=True)
class Row:
    """An agreement as a reader would tell it."""

    name: str
    kind: str
    status: str
    parties: tuple[str, ...]
    signatories: tuple[str, ...] = ()
    date: str | None = None


def rows(doc: Doc) -> list[Row]:
    parties = records.get(doc, Party)

    def those(agreement: Agreement, role: str) -> tuple[str, ...]:
        return tuple(p.name for p in parties if p.agreement == agreement.key and p.role == role)

    return [
        Row(a.name, a.type, a.status, those(a, "party"), those(a, "signatory"), a.date)
        for a in records.get(doc, Agreement)
    ]


ACME, BOREALIS = "Acme Corporation", "Borealis Group plc"
ELMS, BERGEN, TURKU = "University of Elms", "University of Bergen", "University of Turku"
FOUNDATION = "Maren Foundation"

# By the rule that states it: a text, the rule, the row.
RULES: dict[str, tuple[str, str, Row]] = {
    "subject and with": (
        "Acme Corporation has signed a supply agreement with Borealis Group plc.",
        "verb: conclude",
        Row("supply agreement", "contract", "signed", (ACME, BOREALIS)),
    ),
    "entered into": (
        "Acme Corporation and Borealis Group plc entered into a research agreement.",
        "verb: conclude",
        Row("research agreement", "cooperation", "signed", (ACME, BOREALIS)),
    ),
    "infinitive of a plan": (
        "Acme Corporation plans to sign a supply agreement with Borealis Group plc.",
        "verb: conclude",
        Row("supply agreement", "contract", "planned", (ACME, BOREALIS)),
    ),
    "the signing of": (
        "The board of Acme Corporation approved the signing of a cooperation agreement with the University of Elms.",
        "nominal: conclude",
        Row("cooperation agreement", "cooperation", "planned", (ACME, ELMS)),
    ),
    "passive": (
        "The agreement, signed on 4 May 2024 by Acme Corporation and Borealis Group plc, covers research.",
        "passive: conclude",
        Row("agreement", "cooperation", "signed", (ACME, BOREALIS), date="2024-05-04"),
    ),
    "between": (
        "A ceasefire agreement between Armenia and Azerbaijan was reached on 10 November 2020.",
        "passive: conclude",
        Row("ceasefire agreement", "settlement", "signed", ("Armenia", "Azerbaijan"), date="2020-11-10"),
    ),
    "states in the name": (
        "The Norway-Kenya Convention on Double Taxation entered into force on 1 January 2020.",
        "verb: stand",
        Row("Norway-Kenya Convention on Double Taxation", "treaty", "in_force", ("Norway", "Kenya")),
    ),
    "what is done under it": (
        "Under a memorandum of understanding signed in Oslo on 3 May 2024, the University of Elms will host students from the University of Bergen.",
        "passive: conclude",
        Row("memorandum of understanding", "memorandum", "signed", (ELMS, BERGEN), date="2024-05-03"),
    ),
    "talks": (
        "Acme Corporation is in talks with Borealis Group plc on a supply agreement.",
        "nominal: plan",
        Row("supply agreement", "contract", "planned", (ACME, BOREALIS)),
    ),
    "extended": (
        "Acme Corporation and Borealis Group plc have extended their partnership agreement until 2028.",
        "verb: renew",
        Row("partnership agreement", "cooperation", "renewed", (ACME, BOREALIS)),
    ),
    "terminated": (
        "Acme Corporation has terminated its supply contract with Borealis Group plc.",
        "verb: end",
        Row("supply contract", "contract", "ended", (ACME, BOREALIS)),
    ),
    "given": (
        "The Maren Foundation has awarded a grant of £1.2 million to the University of Elms.",
        "verb: give",
        Row("grant", "funding", "signed", (FOUNDATION, ELMS)),
    ),
    "received": (
        "The University of Elms has received a $2 million grant from the Maren Foundation.",
        "verb: give",
        Row("grant", "funding", "signed", (ELMS, FOUNDATION)),
    ),
    "was awarded": (
        "The University of Elms was awarded a $2 million grant by the Maren Foundation on 4 March 2023.",
        "passive: give",
        Row("grant", "funding", "signed", (ELMS, FOUNDATION), date="2023-03-04"),
    ),
    "a bare sum": (
        "The University of Elms was awarded $2 million by the Maren Foundation.",
        "verb: give a sum",
        Row("$2 million", "funding", "signed", (ELMS, FOUNDATION)),
    ),
    "contract won": (
        "Acme Corporation won a $40 million contract from the Ministry of Works.",
        "verb: give",
        Row("contract", "contract", "signed", (ACME, "Ministry of Works")),
    ),
    "joint venture": (
        "Acme Corporation and Borealis Group plc have formed a joint venture.",
        "verb: conclude",
        Row("joint venture", "venture", "signed", (ACME, BOREALIS)),
    ),
    "acquire": (
        "Acme Corporation has agreed to acquire Borealis Group plc for €240 million.",
        "verb: acquire",
        Row("acquisition of Borealis Group plc", "venture", "signed", (ACME, BOREALIS)),
    ),
    "will be acquired": (
        "Borealis Group plc will be acquired by Acme Corporation.",
        "verb: acquire",
        Row("acquisition of Borealis Group plc", "venture", "planned", (ACME, BOREALIS)),
    ),
    "acquisition of": (
        "The acquisition of Borealis Group plc by Acme Corporation was completed on 3 May 2024.",
        "passive: conclude",
        Row("acquisition", "venture", "signed", (BOREALIS, ACME), date="2024-05-03"),
    ),
    "merge": (
        "Acme Corporation and Borealis Group plc announced plans to merge.",
        "verb: merge",
        Row("merger", "venture", "planned", (ACME, BOREALIS)),
    ),
    "donated": (
        "The Maren Foundation donated $5 million to the University of Elms.",
        "verb: donate",
        Row("donation to University of Elms", "funding", "signed", (FOUNDATION, ELMS)),
    ),
    "pay to resolve": (
        "Acme Corporation agreed to pay the United States $2 million to resolve allegations of fraud.",
        "verb: pay to resolve",
        Row("settlement to resolve allegations", "settlement", "signed", (ACME, "United States")),
    ),
    "settled with": (
        "Acme Corporation settled for $2 million with Borealis Group plc.",
        "verb: settle with",
        Row("settlement", "settlement", "signed", (ACME, BOREALIS)),
    ),
}


@pytest.mark.parametrize("case", RULES)
def test_rules(case: str, read: Callable[[str], Doc]) -> None:
    text, rule, expected = RULES[case]
    doc = read(text)
    assert rows(doc) == [expected]
    assert [a.rule for a in records.get(doc, Agreement)] == [rule]


# What gives no row, and why.
NOTHING: dict[str, str] = {
    "a gift to nobody named": "The Maren Foundation will award a grant of 5,000 kroner each to 36 pupils.",
    "an approval of nobody's loan": "The board of Acme Corporation approved the loan on 31 July 2025.",
    "denied": "The University of Elms will not sign an agreement with Acme Corporation.",
    "no agreement": "Acme Corporation has no agreement with Borealis Group plc.",
    "general talk": "The Ministry of Trade signs many agreements with foreign companies every year.",
    "a law": "The Agreement Act was passed in 2012.",
    "hypothetical": "Acme Corporation could sign a supply agreement with Borealis Group plc.",
    "condition": "If Acme Corporation signs a supply agreement with Borealis Group plc, prices will fall.",
    "praise": "Norway and Kenya enjoy a strong partnership.",
    "nobody binds himself": "An agreement is a promise that two sides make.",
}


@pytest.mark.parametrize("case", NOTHING)
def test_no_agreement(case: str, read: Callable[[str], Doc]) -> None:
    assert rows(read(NOTHING[case])) == []


def test_named_list_signed_on_an_occasion(read: Callable[[str], Doc]) -> None:
    """The members of a list share signatories, their bodies and the day of the visit told before."""
    doc = read(
        "On 12 March 2024, President Karin Lim of the Larnvik Institute of Science visited the University of Bergen. "
        "During this visit, she toured the laboratories. President Karin Lim and University of Bergen President Jonas Berg "
        "signed two agreements: the Tidal Research Cooperation Agreement and the Student Exchange Agreement."
    )
    bodies = ("Larnvik Institute of Science", BERGEN)
    people = ("Karin Lim", "Jonas Berg")
    assert rows(doc) == [
        Row("Tidal Research Cooperation Agreement", "cooperation", "signed", bodies, people, "2024-03-12"),
        Row("Student Exchange Agreement", "cooperation", "signed", bodies, people, "2024-03-12"),
    ]
    assert {a.date_basis for a in records.get(doc, Agreement)} == {"discourse"}


def test_one_with_each(read: Callable[[str], Doc]) -> None:
    doc = read(
        "The University of Elms signed three memoranda of understanding with the University of Bergen, Oslo Metropolitan University "
        "and the University of Turku."
    )
    assert [row.parties for row in rows(doc)] == [(ELMS, BERGEN), (ELMS, "Oslo Metropolitan University"), (ELMS, TURKU)]


def test_one_and_another(read: Callable[[str], Doc]) -> None:
    doc = read(
        "Two memoranda of understanding were signed in Oslo – one between the University of Elms and the University of Bergen, "
        "and another between the University of Elms and the University of Turku."
    )
    assert [row.parties for row in rows(doc)] == [(ELMS, BERGEN), (ELMS, TURKU)]


def test_ministers_sign_for_their_states(read: Callable[[str], Doc]) -> None:
    doc = read(
        "On 4 May 2024, Kenya's Minister for Trade, Ms Amina Odhiambo, and Norway's Minister of Foreign Affairs, Mr Lars Holm, signed a trade "
        "agreement in the presence of President William Otieno."
    )
    assert rows(doc) == [
        Row("trade agreement", "treaty", "signed", ("Kenya", "Norway"), ("Amina Odhiambo", "Lars Holm"), "2024-05-04")
    ]
    roles = {p.name: (p.role, p.on_behalf_of, p.type, p.entity is None) for p in records.get(doc, Party)}
    assert roles["Kenya"] == ("party", None, "country", True)
    assert roles["Amina Odhiambo"] == ("signatory", "Kenya", "person", False)
    assert roles["William Otieno"] == ("witness", None, "person", False)


def test_mentions_of_one_agreement_join(read: Callable[[str], Doc]) -> None:
    doc = read(
        "Norway and Kenya sign fisheries agreement\n\nOSLO, 4 May 2024 – The Government of Norway and the Government of Kenya signed an "
        "Agreement on Fisheries today. The Agreement was signed by Norway's Minister for Fisheries, Mr Lars Holm, and Kenya's Minister for "
        "Trade, Ms Amina Odhiambo. The agreement runs for ten years.\n"
    )
    found = rows(doc)
    assert len(found) == 1
    assert found[0].parties == ("Government of Norway", "Government of Kenya")
    assert found[0].signatories == ("Lars Holm", "Amina Odhiambo")
    assert found[0].date == "2024-05-04"
    assert [a.date_basis for a in records.get(doc, Agreement)] == ["publication"]
    told = [(doc.text[m.start : m.end], m.rule) for m in records.get(doc, Mention) if m.label == "agreement"]
    assert told == [
        ("fisheries agreement", "joined: headline"),
        ("Agreement on Fisheries", "verb: conclude"),
        ("Agreement", "joined: definite"),
        ("agreement", "joined: definite"),
    ]


def test_two_instruments_of_the_same_parties_stay_two(read: Callable[[str], Doc]) -> None:
    doc = read(
        "Acme Corporation signed a supply contract with Borealis Group plc in May 2023. In June 2024, Acme Corporation and Borealis Group plc "
        "signed a memorandum of understanding."
    )
    assert [(row.kind, row.date) for row in rows(doc)] == [("contract", "2023-05"), ("memorandum", "2024-06")]


def test_description_stands_for_the_body(read: Callable[[str], Doc]) -> None:
    doc = read(
        "Acme Corporation was founded in 1990. The company signed a supply agreement with the University of Elms in 2021."
    )
    assert [row.parties for row in rows(doc)] == [(ACME, ELMS)]


def test_both_universities(read: Callable[[str], Doc]) -> None:
    doc = read(
        "The University of Elms and the University of Bergen have long worked together. The two universities signed a student exchange "
        "agreement on 3 May 2024."
    )
    assert [(row.parties, row.date) for row in rows(doc)] == [((ELMS, BERGEN), "2024-05-03")]


def test_sum_place_and_subject(read: Callable[[str], Doc]) -> None:
    doc = read("Norway and Kenya signed a $40 million loan agreement in Nairobi on 3 May 2024.")
    (found,) = records.get(doc, Agreement)
    assert (found.amount, found.amount_max, found.currency, found.place) == (40_000_000, None, "USD", "Nairobi")
    doc = read("Norway and Kenya signed a memorandum of understanding on youth work.")
    assert [a.subject for a in records.get(doc, Agreement)] == ["youth work"]


def test_evidence_is_in_the_text(read: Callable[[str], Doc]) -> None:
    doc = read(RULES["given"][0])
    (found,) = records.get(doc, Agreement)
    assert doc.text[found.start : found.end] == "grant"
    assert 0 < found.confidence < 1
    for party in records.get(doc, Party):
        assert doc.text[party.start : party.end] == party.name


@pytest.mark.parametrize(
    ("label", "name", "named", "kind"),
    [
        ("memorandum", ["cooperation"], False, "memorandum"),
        ("open", ["loan", "agreement"], False, "funding"),
        ("open", ["share", "purchase", "agreement"], False, "venture"),
        ("open", ["settlement", "agreement"], False, "settlement"),
        ("open", ["Lisbon", "Agreement"], True, "treaty"),
        ("open", ["agreement"], False, "other"),
    ],
)
def test_kind(label: str, name: list[str], named: bool, kind: str) -> None:
    assert kind_of(label, name, [], [], [], named=named) == kind


def test_runs_what_it_rests_on(nlp: Language) -> None:
    """Alone behind a parser and an entity recogniser it gives what the whole pipeline gives."""
    text = RULES["subject and with"][0]
    with nlp.select_pipes(enable=[name for name in nlp.pipe_names if name not in COMPONENTS]):
        doc = nlp(text)
    assert rows(AgreementFinder(nlp)(doc)) == [RULES["subject and with"][2]]


def test_empty_text() -> None:
    nlp = spacy.blank("en")
    assert rows(AgreementFinder(nlp)(nlp(""))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Agreement " * 1500,
        "Norway signed an agreement with " + ", ".join(f"the Acme {i} Corporation" for i in range(150)) + ".",
        "Minister A. Bo on behalf of " * 100 + "signed an MoU.",
        "between " * 300 + "agreement",
    ],
    ids=["one word over and over", "a list without end", "on behalf of one another", "no party at all"],
)
def test_odd_texts_come_to_an_end(text: str, nlp: Language) -> None:
    assert records.has(nlp(text), Agreement)
