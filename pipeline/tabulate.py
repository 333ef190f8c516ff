"""Stage 5: the records on a Doc to rows of the tables.

Ids: a short hash of the release and of what names the entity in it, so that they stay the same when other releases
come and go. Where two entities of one release have the same name, the second in the text gets an id of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import IDX, IS_SPACE, SENT_START
from spacy.tokens import Doc

from pipeline import records
from pipeline.schema import TABLES

if TYPE_CHECKING:
    from pipeline.load import Release

Row = dict[str, Any]
Rows = dict[str, list[Row]]

# Zones whose lines are not sentences: there the line is the evidence.
LINE_ZONES = frozenset({"letterhead", "headline", "date", "credit", "contact"})


def tabulate(release: Release, doc: Doc) -> Rows:
    """Give the rows of one release, by table, each list in the order of the text; `quarantine` is empty."""
    page = _Page(release.doc_id, doc)
    rows: Rows = {name: [] for name in TABLES}
    rows["documents"] = [_document(release, doc)]
    rows["people"] = list(page.people())
    rows["organisations"] = list(page.organisations())
    rows["titles"] = _unique(page.titles(), TABLES["titles"].key)
    rows["dates"] = _unique(page.dates(), TABLES["dates"].key)
    rows["agreements"] = list(page.agreements())
    rows["agreement_parties"] = _unique(page.agreement_parties(), TABLES["agreement_parties"].key)
    rows["mentions"] = _unique(page.mentions(), TABLES["mentions"].key)
    return rows


class _Page:
    """The records of one Doc, joined by key, with ids in place of keys."""

    def __init__(self, doc_id: str, doc: Doc) -> None:
        self.doc_id = doc_id
        self.text = doc.text
        self.evidence = _evidence(doc)
        self._people = _in_text_order(records.get(doc, records.Person))
        self._organisations = _in_text_order(records.get(doc, records.Organisation))
        self._agreements = _in_text_order(records.get(doc, records.Agreement))
        self._positions = _in_text_order(records.get(doc, records.Position))
        self._dates = _in_text_order(records.get(doc, records.Timex))
        self._parties = records.get(doc, records.Party)
        self._mentions = records.get(doc, records.Mention)
        self.ids = {
            **_ids("p", doc_id, self._people),
            **_ids("o", doc_id, self._organisations),
            **_ids("a", doc_id, self._agreements),
        }
        self.names = {entity.key: entity.name for entity in (*self._people, *self._organisations)}
        self.counts = Counter(mention.key for mention in self._mentions)

    def people(self) -> Iterator[Row]:
        for person in self._people:
            yield {
                "doc_id": self.doc_id,
                "person_id": self.ids[person.key],
                "name": person.name,
                "aliases": list(person.aliases),
                "family_name": person.family_name,
                "given_name": person.given_name,
                "part": person.part,
                # An entity stands in the text at least where its record says so.
                "mentions": max(1, self.counts[person.key]),
                **self._trace(person),
            }

    def organisations(self) -> Iterator[Row]:
        for organisation in self._organisations:
            parent = organisation.parent
            yield {
                "doc_id": self.doc_id,
                "organisation_id": self.ids[organisation.key],
                "name": organisation.name,
                "acronym": organisation.acronym,
                "aliases": list(organisation.aliases),
                "kind": organisation.type,
                "parent_id": self.ids[parent] if parent else None,
                "parent": self.names[parent] if parent else None,
                "ror_id": None,
                "mentions": max(1, self.counts[organisation.key]),
                **self._trace(organisation),
            }

    def titles(self) -> Iterator[Row]:
        for position in self._positions:
            body = position.organisation
            yield {
                "doc_id": self.doc_id,
                "person_id": self.ids[position.person],
                "person": self.names[position.person],
                "title": position.title,
                "organisation_id": self.ids[body] if body else None,
                "organisation": self.names[body] if body else position.place,
                "tenure": position.tenure,
                **self._trace(position),
            }

    def dates(self) -> Iterator[Row]:
        for timex in self._dates:
            yield {
                "doc_id": self.doc_id,
                "text": self.text[timex.start : timex.end],
                "type": timex.type,
                "value": timex.value,
                "start_date": _day(timex.start_date),
                "end_date": _day(timex.end_date),
                "granularity": timex.granularity,
                "anchor": timex.anchor,
                **self._trace(timex),
            }

    def agreements(self) -> Iterator[Row]:
        for agreement in self._agreements:
            yield {
                "doc_id": self.doc_id,
                "agreement_id": self.ids[agreement.key],
                "name": agreement.name,
                "kind": agreement.type,
                "status": agreement.status,
                "date": agreement.date,
                "start_date": _day(agreement.start_date),
                "end_date": _day(agreement.end_date),
                "date_basis": agreement.date_basis,
                "parties": self._names_in_role(agreement.key, "party"),
                "signatories": self._names_in_role(agreement.key, "signatory"),
                "subject": agreement.subject,
                "amount": agreement.amount,
                "amount_max": agreement.amount_max,
                "currency": agreement.currency,
                "place": agreement.place,
                **self._trace(agreement),
            }

    def agreement_parties(self) -> Iterator[Row]:
        for agreement in self._agreements:
            for party in self._parties:
                if party.agreement == agreement.key:
                    yield {
                        "doc_id": self.doc_id,
                        "agreement_id": self.ids[agreement.key],
                        "party_id": self.ids[party.entity] if party.entity else None,
                        "party": party.name,
                        "party_type": party.type,
                        "role": party.role,
                        "on_behalf_of": party.on_behalf_of,
                        "start_char": party.start,
                        "end_char": party.end,
                    }

    def mentions(self) -> Iterator[Row]:
        """Give the resolved mentions, and the places of rows of other tables that resolution has not listed."""
        mentions = list(self._mentions)
        listed = {(m.label, m.start, m.end) for m in mentions}
        others: list[tuple[records.Label, records.Timex | records.Position | records.Agreement, str | None]] = [
            *(("date", timex, None) for timex in self._dates),
            *(("title", position, None) for position in self._positions),
            *(("agreement", agreement, agreement.key) for agreement in self._agreements),
        ]
        for label, other, key in others:
            if (label, other.start, other.end) not in listed:
                mentions.append(records.Mention(label, other.start, other.end, key, other.rule))
        for mention in sorted(mentions, key=lambda m: (m.start, m.end, m.label)):
            yield {
                "doc_id": self.doc_id,
                "start_char": mention.start,
                "end_char": mention.end,
                "text": self.text[mention.start : mention.end],
                "label": mention.label,
                "entity_id": self.ids.get(mention.key) if mention.key else None,
                "rule": mention.rule,
            }

    def _names_in_role(self, agreement: str, role: str) -> list[str]:
        names = (party.name for party in self._parties if party.agreement == agreement and party.role == role)
        return list(dict.fromkeys(names))

    def _trace(self, record: Any) -> Row:
        return {
            "start_char": record.start,
            "end_char": record.end,
            "evidence": self.evidence(record.start, record.end),
            "rule": record.rule,
            "confidence": record.confidence,
        }


def _document(release: Release, doc: Doc) -> Row:
    facts = release.facts
    words = doc.to_array(IS_SPACE) == 0
    return {
        "doc_id": release.doc_id,
        "path": release.path,
        "sha256": release.sha256,
        "format": release.format,
        "title": facts.title,
        "published": _day(facts.published),
        "published_basis": facts.published_basis,
        "reference_date": _day(facts.reference_date),
        "reference_basis": facts.reference_basis,
        "dateline_place": facts.dateline_place,
        "language": release.language,
        "text": doc.text,
        "characters": len(doc.text),
        "tokens": int(np.count_nonzero(words)),
        "sentences": int(np.count_nonzero(np.logical_or.reduceat(words, _sentence_starts(doc)))) if len(doc) else 0,
        "duplicate_of": None,
    }


def _sentence_starts(doc: Doc) -> npt.NDArray[np.intp]:
    """Give the tokens that sentences begin with, of a Doc that has any."""
    starts = doc.to_array(SENT_START) == 1
    starts[0] = True
    return np.flatnonzero(starts)


def _evidence(doc: Doc) -> Callable[[int, int], str]:
    """Give the function from a stretch of the text to the sentence, or header line, that it stands in."""
    text = doc.text
    sentences = doc.to_array(IDX)[_sentence_starts(doc)].tolist() if len(doc) else [0]
    lines = [0, *(found.end() for found in re.finditer("\n", text))]
    zones = [zone for zone in records.get(doc, records.Zone) if zone.name in LINE_ZONES]

    def around(starts: list[int], start: int, end: int) -> str:
        first = starts[max(0, bisect_right(starts, start) - 1)]
        after = bisect_right(starts, max(start, end - 1))
        return text[first : starts[after] if after < len(starts) else len(text)].strip()

    def evidence(start: int, end: int) -> str:
        in_line_zone = any(zone.start <= start < zone.end for zone in zones)
        return around(lines if in_line_zone else sentences, start, end)

    return evidence


def _ids(prefix: str, doc_id: str, entities: Iterable[Any]) -> dict[str, str]:
    """Give ids by key, for entities in the order of the text."""
    ids: dict[str, str] = {}
    namesakes: Counter[str] = Counter()
    for entity in entities:
        name = " ".join(entity.name.casefold().split())
        namesakes[name] += 1
        parts = [doc_id, name] if namesakes[name] == 1 else [doc_id, name, str(namesakes[name])]
        digest = sha256("\0".join(parts).encode()).hexdigest()
        ids[entity.key] = f"{prefix}_{digest[:16]}"
    return ids


def _in_text_order(found: Iterable[Any]) -> list[Any]:
    return sorted(found, key=lambda record: (record.start, record.end))


def _unique(rows: Iterable[Row], key: tuple[str, ...]) -> list[Row]:
    """Give the rows without those that repeat the key of an earlier one: a fact stated twice is one row, at its first place."""
    first: dict[Hashable, Row] = {}
    for row in rows:
        first.setdefault(tuple(row[name] for name in key), row)
    return list(first.values())


def _day(iso: str | None) -> datetime | None:
    return None if iso is None else datetime.fromisoformat(iso)
