"""What a text tells of agreements, in a form that tables of cases can be written in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from pipeline import records
from pipeline.records import Agreement, Party


@dataclass(frozen=True)
class Told:
    """What a text tells of one agreement."""

    kind: str
    status: str
    parties: tuple[str, ...]
    signatories: tuple[str, ...] = ()
    date: str | None = None


def told(doc: Doc) -> list[Told]:
    """Give the agreements of a Doc, their parties in the order of the records."""
    parties = records.get(doc, Party)

    def those(agreement: Agreement, role: str) -> tuple[str, ...]:
        return tuple(p.name for p in parties if p.agreement == agreement.key and p.role == role)

    return [
        Told(a.type, a.status, those(a, "party"), those(a, "signatory"), a.date) for a in records.get(doc, Agreement)
    ]


def by_name(agreements: list[Told]) -> list[Told]:
    """Put the parties and signatories of each agreement in the order of their names, where the text's order is open."""
    return [replace(a, parties=tuple(sorted(a.parties)), signatories=tuple(sorted(a.signatories))) for a in agreements]
