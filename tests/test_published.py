"""The day of issue: which of several voices wins, and what is no day of issue."""

from __future__ import annotations

import pytest

from pipeline.layout import facts_of, find_published, read_layout

STORY = (
    "The harbour authority of Velden said on Tuesday that it will build a new quay for the ferries to Marrow island."
)


def published(text: str, **beside: str | None) -> tuple[str | None, str | None]:
    return find_published(text, read_layout(text), **beside)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        (f"Port builds quay\nMay 3, 2024\n\n{STORY}\n", "2024-05-03", "header"),
        (f"2024-05-03\n\n{STORY}\n", "2024-05-03", "header"),
        (f"Port builds quay\n\nGeneva, 12 May 2020\n\n{STORY}\n", "2020-05-12", "header"),
        (f"Port builds quay\n\nVelden, 3 May 2024 – {STORY}\n", "2024-05-03", "dateline"),
        (f"Port builds quay\n\n{STORY}\n\nMINISTRY OF WORKS\n\n3 MAY 2024\n", "2024-05-03", "header"),
        (f"Port builds quay\n\nThis press release was issued on 3 May 2024.\n\n{STORY}\n", "2024-05-03", "body"),
        (
            f"Port builds quay\n\n{STORY}\n\nPublished on 3 May 2024 by the press office of the authority, which can be visited.\n",
            "2024-05-03",
            "body",
        ),
        (f"Speech by Ms Ana Roe at the quay on 3 May 2024\n\n{STORY}\n\n{STORY}\n", "2024-05-03", "header"),
        (f"---\ntitle: Quay\ndate: 2024-05-03 10:00:00\n---\n{STORY}\n", "2024-05-03", "metadata"),
        (f"---\ntitle: Quay\npermalink: /news/2024-05-03-quay\n---\n{STORY}\n", "2024-05-03", "metadata"),
        (f"Port builds quay\n\n{STORY}\n\nLast updated on 6 May 2024\n", "2024-05-06", "header"),
        # Below a letterhead, in a column, between two lines of form.
        (
            f"VELDEN PORT AUTHORITY\n6 Quay Street, Velden\n\nPress Release No. 31        Date: 13/03/2025\n\nPort builds new quay\n\n{STORY}\n",
            "2025-03-13",
            "header",
        ),
        (
            f"VELDEN PORT AUTHORITY\n\nFOR IMMEDIATE RELEASE\nThursday, February 13, 2025\n\nPort Builds New Quay\n\n{STORY}\n",
            "2025-02-13",
            "header",
        ),
        (
            f"VELDEN PORT AUTHORITY\n\nEMBARGOED until 16:00 on 21 May 2025\n\nVelden, 19 May 2025\n\nPort builds new quay\n\n{STORY}\n",
            "2025-05-19",
            "header",
        ),
        (
            f"Velden Port Authority\n\nPort builds new quay\n\nKey points\n* One\n* Two\n\nVelden, 5 June 2025. {STORY}\n",
            "2025-06-05",
            "dateline",
        ),
        # A dateline without a year, and the same day written in full elsewhere.
        (f"Port builds quay\n\nVELDEN, May 3 – {STORY}\n\nThe quay opened on May 3, 2024.\n", "2024-05-03", "dateline"),
        # An agency and the day in brackets behind the place, as news services of South Asia set it.
        (
            f"Port builds quay\n\nVELDEN, (Coast Point / Harbour News - 24th Oct, 2024) {STORY}\n",
            "2024-10-24",
            "dateline",
        ),
        # A wire whose name begins with digits; the number of the paper alone in front of its day.
        (f"Port builds quay\n\nVELDEN, NORWAY, March 19, 2024 /30-5PressPost/ -- {STORY}\n", "2024-03-19", "dateline"),
        (f"MEDIA RELEASE\n\nFA176  7 December 2001\n\nPort builds quay\n\n{STORY}\n", "2001-12-07", "header"),
        # A capital and a colon; a service with a long name between strokes; the awards of one day.
        (f"PR No. 118\nIslamabad: February 26, 2026\n\n{STORY}\n", "2026-02-26", "header"),
        (
            f"Port builds quay\n\nVelden, 9 October 2025. /Press Service of the Council of Harbour Masters/. {STORY}\n",
            "2025-10-09",
            "dateline",
        ),
        (f"Contracts For September 30, 2025\n\nNAVY\n\n{STORY}\n", "2025-09-30", "header"),
        # The hour behind the day.
        (f"Port builds quay\n\nVelden, Norway – 27 May 2025 at 9.00 EEST – {STORY}\n", "2025-05-27", "dateline"),
        # A bullet that decorates the day at the foot is no list; a page tells who uploaded it.
        (f"Port builds quay\n\n{STORY}\n\n  • Sep 15, 2019\n", "2019-09-15", "header"),
        (f"Port builds quay\n\n{STORY}\n\nUploaded on March 28, 2020, by Web Desk\n", "2020-03-28", "header"),
        # The line of issue goes before the line of change, the line on top before the dateline.
        (
            f"Port builds quay\n\n3 May 2024 Posted in News\n\n{STORY}\n\nLast updated on 6 May 2025\n",
            "2024-05-03",
            "header",
        ),
        (f"Port builds quay\nMay 4, 2024\n\nVelden, 3 May 2024 – {STORY}\n", "2024-05-04", "header"),
    ],
)
def test_stated(text: str, day: str, basis: str) -> None:
    assert published(text) == (day, basis)


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"Port builds quay\n\n{STORY}\n",
        f"Port builds quay\n\n{STORY} It opens on 3 May 2024.\n",
        f"Embargoed until 10:00, 3 May 2024\n\nPort builds quay\n\n{STORY}\n",
        f"Port builds quay\n2024\n\n{STORY}\n",
        f"Port builds quay\n\n3/4 of members and/or guests -- {STORY}\n",
        f"Port builds quay\nMay 2024\n\n{STORY}\n",
        f"Port builds quay\n\nVELDEN, May 3 – {STORY}\n",  # no year anywhere
        f"Visit to Marrow, 18 to 20 February 2014\n\n{STORY}\n",
        f"Port to open on 3 May 2024\n\n{STORY}\n",  # the headline tells of an event
        f"Port opens quay\n\n{STORY}\n\nWhen:\nFriday, May 3, 2024\nWhere:\nVelden\n\n{STORY}\n",
        f"Port builds quay\n\n{STORY}\n\nThe act was published on 3 May 2024 in the gazette.\n",
    ],
)
def test_not_stated(text: str) -> None:
    assert published(text) == (None, None)


@pytest.mark.parametrize(
    ("text", "metadata", "filename", "expected"),
    [
        (STORY, "2024-05-03", None, ("2024-05-03", "metadata")),
        (STORY, "2024-05-03T23:10:00+02:00", None, ("2024-05-03", "metadata")),
        (STORY, "May 3, 2024", None, ("2024-05-03", "metadata")),
        (STORY, "18 juin 2024", None, ("2024-06-18", "metadata")),
        (STORY, "Tue, 18 Jun 2024 10:00:00 GMT", None, ("2024-06-18", "metadata")),
        (STORY, "Issue 12 of 2024", None, (None, None)),
        (STORY, "soon", None, (None, None)),
        (STORY, None, "2024-05-03-quay.txt", ("2024-05-03", "filename")),
        (STORY, "2024-05-03", "2024-05-09-quay.txt", ("2024-05-03", "metadata")),
        (f"Quay\nMay 1, 2024\n\n{STORY}", "2024-05-03", "20240509.txt", ("2024-05-01", "header")),
        # A note near by gives the dateline its year, across the turn of the year too; one far off does not.
        (f"Quay\n\nVELDEN, Dec. 30 – {STORY}", "2024-01-02", None, ("2023-12-30", "dateline")),
        (f"Quay\n\nVELDEN, Dec. 30 – {STORY}", None, "2023-12-30-quay.txt", ("2023-12-30", "dateline")),
        (f"Quay\n\nVELDEN, Dec. 30 – {STORY}", "2024-06-15", None, ("2024-06-15", "metadata")),
        # What is known of the issue goes before a line of change.
        (f"Quay\n\n{STORY}\n\nLast updated on 6 May 2025\n", None, "2024-05-03.txt", ("2024-05-03", "filename")),
    ],
)
def test_beside_the_text(
    text: str, metadata: str | None, filename: str | None, expected: tuple[str | None, str | None]
) -> None:
    assert published(text, metadata_date=metadata, filename=filename) == expected


def test_facts() -> None:
    text = f"Port builds quay\n\nVELDEN, 3 May 2024 – {STORY}"
    facts = facts_of(text, read_layout(text), title="Something else")
    assert (facts.title, facts.dateline_place, facts.published, facts.published_basis) == (
        "Port builds quay",
        "VELDEN",
        "2024-05-03",
        "dateline",
    )
    assert (facts.reference_date, facts.reference_basis) == ("2024-05-03", "published")
    assert facts_of(STORY, read_layout(STORY), title="Something else").title == "Something else"
