"""Names that hold two bodies, and the acronym of a parent, as parties of agreements see them."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline import records
from pipeline.records import Organisation
from pipeline.relate.agreements.joint_names import JointNames
from pipeline.relate.agreements.scene import scene


def body(key: str, name: str, kind: str = "government", *aliases: str) -> Organisation:
    return Organisation(key, name, None, aliases, kind, None, 0, len(name), "test", 1.0)


def named(text: str, mention: str, key: str, *bodies: Organisation) -> list[str]:
    """The names of the actors that the last place of `mention` in `text` stands for; none where it is just its body."""
    doc = spacy.blank("en")(text)
    start = text.rindex(mention)
    span = doc.char_span(start, start + len(mention), alignment_mode="expand")
    assert span is not None
    return [a.name for a in JointNames(doc, {b.key: b for b in bodies}).actors(span, key)]


TWO = "Government of the Region of Elms and the Marland Institute for Water"


@pytest.mark.parametrize(
    ("text", "mention", "bodies", "expected"),
    [
        # both halves are headed, the second has an article
        (
            f"The {TWO} signed.",
            TWO,
            (body("o1", TWO),),
            ["Government of the Region of Elms", "Marland Institute for Water"],
        ),
        # each half by itself
        (
            f"The {TWO} (MIW) met. The Region of Elms",
            "Region of Elms",
            (body("o1", TWO),),
            ["Government of the Region of Elms"],
        ),
        (
            f"The {TWO} (MIW) met. MIW",
            "MIW",
            (body("o1", TWO, "government", "MIW"),),
            ["Marland Institute for Water"],
        ),
        # the second half is the beginning of another name
        (
            "Ministry of Law and International Institute",
            "Ministry of Law and International Institute",
            (
                body("o1", "Ministry of Law and International Institute"),
                body("o2", "International Institute for Maritime Law", "international"),
            ),
            ["Ministry of Law", "International Institute for Maritime Law"],
        ),
        # "between" with no other side behind
        (
            "an agreement between Marland's Ministry of Energy and Borealis.",
            "Ministry of Energy and Borealis",
            (body("o1", "Ministry of Energy and Borealis"),),
            ["Ministry of Energy", "Borealis"],
        ),
        (
            "an agreement between the Ministry of Trade and Industry and Borealis.",
            "Ministry of Trade and Industry",
            (body("o1", "Ministry of Trade and Industry"),),
            [],
        ),
        # one body
        (
            "The Ministry of Trade and Industry signed.",
            "Ministry of Trade and Industry",
            (body("o1", "Ministry of Trade and Industry"),),
            [],
        ),
        (
            "The Laboratory for Tidal and Wave Energy signed.",
            "Laboratory for Tidal and Wave Energy",
            (body("o1", "Laboratory for Tidal and Wave Energy", "unit"), body("o2", "Wave Energy Division", "unit")),
            [],
        ),
        # a sum in words of its own
        (
            "given by the Government of Norland and NOK 2 million by others",
            "Government of Norland and NOK",
            (body("o1", "Government of Norland and NOK"),),
            ["Government of Norland"],
        ),
        # the acronym of a parent of which only a part is named at full length
        ("MSA Headquarters hopes. MSA signed.", "MSA", (body("o1", "MSA Headquarters"),), ["MSA"]),
        ("MSA Software hopes. MSA signed.", "MSA", (body("o1", "MSA Software", "company"),), []),
    ],
)
def test_bodies_of_a_mention(text: str, mention: str, bodies: tuple[Organisation, ...], expected: list[str]) -> None:
    assert named(text, mention, "o1", *bodies) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the City of Elmsbury and the Town of Saint-Aubin signed", ["City of Elmsbury", "Town of Saint-Aubin"]),
        ("the city of dreams", []),
    ],
)
def test_towns_are_bodies_by_their_words(text: str, expected: list[str]) -> None:
    words = spacy.blank("en")(text)
    doc = Doc(
        words.vocab,
        words=[t.text for t in words],
        spaces=[bool(t.whitespace_) for t in words],
        pos=["PROPN" if t.text[:1].isupper() else "NOUN" for t in words],
        sent_starts=[i == 0 for i in range(len(words))],
    )
    records.put(doc, records.Zone, [])
    assert [a.name for a in scene(doc).actors if a.kind == "organisation"] == expected
