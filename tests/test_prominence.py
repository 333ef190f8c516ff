"""Who issues a release, by where and how often its bodies are named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline import records
from pipeline.records import Organisation
from pipeline.relate.positions.chain import chain
from pipeline.relate.positions.prominence import Prominence

ISSUERS: dict[str, tuple[str, str | None]] = {
    "the one named most": (
        "Norvista Holdings opens a yard\n\nNorvista Holdings has opened a yard. Norvista Holdings builds ferries for Halvex Inc.\n",
        "Norvista Holdings",
    ),
    "none of two": ("Norvista Holdings and Halvex Inc. have opened a yard.\n", None),
    "not the other side": (
        "The yard has signed an agreement with Halvex Inc. A talk with Halvex Inc. went before. Norvista Holdings was told.\n",
        None,
    ),
    "no court": ("The Larnvik District Court has ruled. The Larnvik District Court will rule again.\n", None),
}


@pytest.mark.parametrize(("text", "expected"), ISSUERS.values(), ids=ISSUERS)
def test_who_issues_a_release(read: Callable[[str], Doc], text: str, expected: str | None) -> None:
    doc = read(text)
    bodies = {body.key: body.name for body in records.get(doc, Organisation)}
    mentions = [(item.start, item.end, item.key) for item in chain(doc) if item.kind == "body"]
    found = Prominence(doc, mentions).foremost(1.3)
    assert (bodies[found] if found is not None else None) == expected
