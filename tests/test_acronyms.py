"""Acronyms: which bracket defines a short form, what its long form is, and what follows for the bodies of a release."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline import records
from pipeline.records import Mention, Organisation
from pipeline.resolve.acronyms import definitions, long_form_start, looks_short, spelt_out
from pipeline.resolve.entities import EntityResolver
from pipeline.resolve.names import surface


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CSCSE", True),
        ("MinLaw", True),
        ("DoJ", True),
        ("U.S.", True),
        ("UN-Habitat", True),
        ("Ltd", False),
        ("Board", False),
        ("the", False),
        ("2019", False),
        ("3M", False),
        ("N", False),
        ("Water Board", False),
    ],
)
def test_the_look_of_a_short_form(text: str, expected: bool) -> None:
    assert looks_short(text) is expected


# By the phenomenon: a text with the bodies drawn that are known before; the short forms it defines, each with its long form.
DEFINED: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "initials": (
        "The Chinese Service Center for Scholarly Exchange (CSCSE) opened.",
        [("CSCSE", "Chinese Service Center for Scholarly Exchange")],
    ),
    "small words give no letter": (
        "The National Institute of Standards and Technology (NIST) met.",
        [("NIST", "National Institute of Standards and Technology")],
    ),
    "small words give one": ("The Department of Justice (DoJ) met.", [("DoJ", "Department of Justice")]),
    "several letters of a word": (
        "The Ministry of Home Affairs and Law (MoHAL) met.",
        [("MoHAL", "Ministry of Home Affairs and Law")],
    ),
    "hyphen in the long form": ("The Anti-Corruption Bureau (ACB) met.", [("ACB", "Anti-Corruption Bureau")]),
    "ampersand": ("The Research & Development Board (R&DB) met.", [("R&DB", "Research & Development Board")]),
    "full stops": ("The Northern Science Foundation (N.S.F.) met.", [("N.S.F.", "Northern Science Foundation")]),
    "quotes": ("The National Water Agency (“NWA”) met.", [("NWA", "National Water Agency")]),
    "legal wording": ("The National Water Agency (hereinafter “NWA”) met.", [("NWA", "National Water Agency")]),
    "quoted, letters do not agree": ("The <Ministry of Law|ORG> (“LawMin”) met.", [("LawMin", "Ministry of Law")]),
    "unquoted, letters do not agree": ("The <Ministry of Law|ORG> (XYZ) met.", []),
    "more in the bracket": ("The National Water Agency (NWA; Larnvik) met.", [("NWA", "National Water Agency")]),
    "two in one sentence": (
        "The World Trade Group (WTG) and the Northern Science Foundation (NSF) met.",
        [("WTG", "World Trade Group"), ("NSF", "Northern Science Foundation")],
    ),
    "sentence before": ("He left. Northern Science Foundation (NSF) met.", [("NSF", "Northern Science Foundation")]),
    "description in quotes": ("The <National Water Board|ORG> (the “Board”) met.", []),
    "long form in lower case": ("They signed a deferred prosecution agreement (DPA) there.", []),
    "year": ("The Northern Science Foundation (2019) met.", []),
    "place": ("The Northern Science Foundation (Larnvik) met.", []),
    "party and state": ("Senator Ron Hale (D-Ore.) met them.", []),
    "empty bracket": ("The Northern Science Foundation () met.", []),
    "bracket left open": ("The Northern Science Foundation (NSF", []),
    "bracket at the beginning": ("(NSF) met.", []),
    "country in front": (
        "The <U.S. Department of Energy|ORG> (DOE) met the <United States Environmental Protection Agency|ORG> (EPA).",
        [("DOE", "U.S. Department of Energy"), ("EPA", "United States Environmental Protection Agency")],
    ),
    "country in front, cut short": (
        "<U.S. Customs|ORG> and Border Protection (CBP) met.",
        [("CBP", "U.S. Customs and Border Protection")],
    ),
    "long form in the bracket": (
        "The agency CNEM (Centre National d’Études Marines) met.",
        [("CNEM", "Centre National d’Études Marines")],
    ),
    "words in the bracket that are no long form": ("The agency CNEM (Paris and Brest) met.", []),
    "short form from another language": (
        "The <Northern Aerospace Center|ORG> (DLR) met. Then DLR left.",
        [("DLR", "Northern Aerospace Center")],
    ),
    "short form from another language, not used again": ("The <Northern Aerospace Center|ORG> (DLR) met.", []),
    "long form across blocks": ("The Northern Science\n\nFoundation (NSF) met.", []),
}


@pytest.mark.parametrize(("marked", "expected"), DEFINED.values(), ids=DEFINED)
def test_definitions(draw: Callable[[str], Doc], marked: str, expected: list[tuple[str, str]]) -> None:
    doc = draw(marked)
    found = definitions(doc, [entity for entity in doc.ents if entity.label_ == "ORG"])
    assert [(one.short.text, surface(one.long.text)) for one in found] == expected


@pytest.mark.parametrize(
    ("words", "short", "expected"),
    [
        ("the Northern Science Foundation", "NSF", "Northern"),
        ("Northern Science Foundation of Norway", "NSF", "Northern"),
        ("the Office of the High Envoy", "OHE", "Office"),
        ("the Front for Peace and Work in the Sahel", "FPWS", "Front"),
        ("met the Agency for Water and Soil", "AWS", "Agency"),
        ("Vesterling Foods Trading and Storage NV", "VFTS", "Vesterling"),
        ("the Bank of New South Water", "BNSW", "Bank"),
        ("northern science foundation", "NSF", None),
        ("Northern Science foundation", "NSF", None),
        ("Science Foundation", "NSF", None),
    ],
)
def test_where_a_long_form_begins(draw: Callable[[str], Doc], words: str, short: str, expected: str | None) -> None:
    doc = draw(words)
    start = long_form_start(short, doc, len(doc))
    assert (None if start is None else doc[start].text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They asked for technical support services (TSS) there.", ["technical support services"]),
        ("TSS = technical support services; WB = Water Board", ["technical support services", "Water Board"]),
        ("The WB (Water Board) met the Water Board (WB).", ["Water Board", "Water Board"]),
        ("The network of networks (XYZ) met.", []),
    ],
)
def test_long_forms_beside_their_short_forms(draw: Callable[[str], Doc], text: str, expected: list[str]) -> None:
    assert [span.text for span in spelt_out(draw(text))] == expected


def bodies(doc: Doc) -> dict[str, str | None]:
    return {body.name: body.acronym for body in records.get(EntityResolver()(doc), Organisation)}


# By the phenomenon: a text, and the bodies of the release with their acronyms.
JOINED: dict[str, tuple[str, dict[str, str | None]]] = {
    "defined and used": (
        "The National Water Agency (<NWA|ORG>) met. <NWA|ORG> closed the plant.",
        {"National Water Agency": "NWA"},
    ),
    "used where the model sees a person": (
        "The National Water Agency (NWA) met. <NWA|PERSON> closed the plant.",
        {"National Water Agency": "NWA"},
    ),
    "quoted": ("The Ministry of Law (“MinLaw”) met. <MinLaw|ORG> left.", {"Ministry of Law": "MinLaw"}),
    "long form not drawn": (
        "The Northern Service for Scholarly Exchange (NSSE) met.",
        {"Northern Service for Scholarly Exchange": "NSSE"},
    ),
    "defined after its first use": (
        "<NWA|ORG> met. The National Water Agency (<NWA|ORG>) closed the plant.",
        {"National Water Agency": "NWA"},
    ),
    "used alone": ("<NWA|ORG> met.", {"NWA": None}),
    "never put beside the long form": (
        "The National Water Agency met. <NWA|ORG> closed the plant.",
        {"National Water Agency": None},
    ),
    "of a law": ("The Clean Water Act (<CWA|ORG>) passed. <CWA|ORG> helps.", {}),
    "of a common noun": ("They signed a deferred prosecution agreement (<DPA|ORG>). <DPA|ORG> helps.", {}),
    "of two bodies": (
        "The World Trade Group (<WTG|ORG>) met the Northern Science Foundation (<NSF|ORG>).",
        {"World Trade Group": "WTG", "Northern Science Foundation": "NSF"},
    ),
    "country in front": (
        "The U.S. Department of Energy (<DOE|ORG>) met. <DOE|ORG> left.",
        {"U.S. Department of Energy": "DOE"},
    ),
    "long form cut short": (
        "<U.S. Customs|ORG> and Border Protection (<CBP|ORG>) met. <CBP|ORG> left.",
        {"U.S. Customs and Border Protection": "CBP"},
    ),
    "long form across blocks": ("The Northern Science\n\nFoundation (<NSF|ORG>) met.", {"NSF": None}),
}


@pytest.mark.parametrize(("marked", "expected"), JOINED.values(), ids=JOINED)
def test_bodies_with_acronyms(draw: Callable[[str], Doc], marked: str, expected: dict[str, str | None]) -> None:
    assert bodies(draw(marked)) == expected


def test_an_acronym_is_an_alias(draw: Callable[[str], Doc]) -> None:
    doc = EntityResolver()(draw("The National Water Agency (NWA) met. NWA closed the plant."))
    assert [body.aliases for body in records.get(doc, Organisation)] == [("NWA",)]


def test_every_use_of_a_defined_acronym_is_a_mention(draw: Callable[[str], Doc]) -> None:
    doc = EntityResolver()(draw("The National Water Agency (NWA) met. NWA closed the plant; all thanked NWA."))
    found = [doc.text[m.start : m.end] for m in records.get(doc, Mention) if m.label == "organisation"]
    assert found == ["National Water Agency", "NWA", "NWA", "NWA"]
