"""Names that headings, symbols of shares and datelines show to be bodies, with a model that knows none of them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.find.organisations import GROUP

STORY = "The ship left the quay in the morning. Nobody saw it go."


def found(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [(span.text, span.id_) for span in nlp(text).spans[GROUP]]


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        (f"{STORY}\n\nAbout Quorvel\n\nQuorvel makes ropes and sails.\n", "Quorvel", "about heading"),
        (f"{STORY}\n\nAbout Vela & Tarn:\n\nVela & Tarn was founded in 1902.\n", "Vela & Tarn", "about heading"),
        (f"{STORY}\n\nAbout the Quorvel Group\n\nThe Quorvel Group makes ropes.\n", "Quorvel Group", None),
        ("Quorvel Ropes (ASX: QVR) opened a yard on Monday.", "Quorvel Ropes", "symbol of its shares"),
        ("Quorvel Ropes (NYSE American:QVR, ISIN NO0010000001) opened a yard.", "Quorvel Ropes", None),
        (f"Ships sail\n\nVELDEN, June 3, 2025 (Harbour Newswire) -- {STORY}\n", "Harbour Newswire", None),
    ],
)
def test_shown(nlp: Language, text: str, name: str, rule: str | None) -> None:
    here = found(nlp, text)
    assert name in [n for n, _ in here]
    assert rule is None or (name, rule) in here


def test_a_name_of_one_word_is_found_again(nlp: Language) -> None:
    text = f"A yard for Quorvel was opened. {STORY}\n\nAbout Quorvel\n\nQuorvel makes ropes.\n"
    assert [name for name, _ in found(nlp, text)].count("Quorvel") >= 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{STORY}\n\nAbout Norway\n\nNorway has many islands.\n", "Norway"),
        (f"{STORY}\n\nAbout the Conference\n\nThe Conference meets every year.\n", "Conference"),
        (f"{STORY}\n\nAbout Quorvel Nights\n\nEntry is free for all.\n", "Quorvel Nights"),
        ("The vote (FOR: AYE) was taken by hand.", "vote"),
        (f"Ships sail\n\n(Velden) {STORY}\n", "Velden"),
    ],
)
def test_not_shown(nlp: Language, text: str, name: str) -> None:
    rules = {"about heading", "symbol of its shares", "wire in the dateline"}
    assert (name, True) not in [(n, rule in rules) for n, rule in found(nlp, text)]
