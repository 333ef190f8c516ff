"""Layout: blocks and breaks, and one table of (text, expected) for each kind of zone."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline import records
from pipeline.layout import read_layout
from pipeline.layout.date_lines import date_line
from pipeline.layout.dateline import read_dateline
from pipeline.layout.days import slug_day
from pipeline.layout.lines import is_list_line, read_lines, wrap_width
from pipeline.layout.shapes import columns, contact_label, credit_label, is_credit_note, is_end_mark, is_notice

STORY = (
    "The harbour authority of Velden said on Tuesday that it will build a new quay for the ferries to Marrow island. "
)

WRAPPED = """\
The harbour authority of Velden has appointed Jonas Hale
as its new director. He will take up his post on 1 April
and follows Ana Roe. Mr. Hale comes from the port of the
Marrow island, where he led the Cargo Division of the Old
Northern Harbour Group for ten years.

A list:
- one
- two
"""


def zones(text: str, name: str) -> list[str]:
    return [text[z.start : z.end] for z in read_layout(text).zones if z.name == name]


def blocks(text: str) -> list[str]:
    breaks = [*read_layout(text).breaks, len(text)]
    return [" ".join(text[a:b].split()) for a, b in pairwise(breaks)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Port builds quay\n\n{STORY}", "Port builds quay"),
        (f"PORT BUILDS QUAY\nMay 3, 2024\n\n{STORY}", "PORT BUILDS QUAY"),
        (f"May 3, 2024\n\nPort builds quay\n\n{STORY}", "Port builds quay"),
        (f"FOR IMMEDIATE RELEASE\n\nPort builds quay\n\n{STORY}", "Port builds quay"),
        (f"PRESS RELEASE No. 12/2024\n\nPort builds quay\n\n{STORY}", "Port builds quay"),
        (f"Contact: Mira Lund\n(202) 555-0143\n\nPort builds quay\n\n{STORY}", "Port builds quay"),
        # A title that was cut and stands below it in full.
        (
            f"Port builds quay for ferries to…\n\nPort builds quay for ferries to Marrow\n\n{STORY}",
            "Port builds quay for ferries to Marrow",
        ),
        # Two lines of one headline, also with a blank line between.
        (f"Port Builds Quay\nfor Ferries to Marrow\n\n{STORY}", "Port Builds Quay for Ferries to Marrow"),
        (f"Port Builds Quay\n\nfor Ferries to Marrow\n\n{STORY}", "Port Builds Quay for Ferries to Marrow"),
        # A headline whose last word would lead on in running text.
        (f"The Port Shows Where Its Ferries Are\n{STORY}", "The Port Shows Where Its Ferries Are"),
        (f"Who builds the quay?\n\n{STORY}", "Who builds the quay?"),
        # A full stop: a headline where a date line follows.
        (f"The port builds a quay.\nMay 3, 2024\n\n{STORY}", "The port builds a quay."),
        # No headline: the story begins at once.
        (f"{STORY}\n\nThe quay opens in May, it said.", None),
        (f"May 3, 2024\n\n{STORY}", None),
        (f"VELDEN – {STORY}\n\n{STORY}", None),
        (f"- {STORY}", None),
        ("", None),
        # A letterhead: a name that the story uses, a body's name, lines of form between name and headline.
        (
            f"HARBOUR AUTHORITY OF VELDEN\nLight for the ferries\n\nPort builds new quay\n\n{STORY}",
            "Port builds new quay",
        ),
        (f"Velden Port Board\n\nPort builds new quay\n\n{STORY}", "Port builds new quay"),
        (
            f"Office of the Harbour Master\n6 Quay Street, Velden\n\nPORT BUILDS NEW QUAY\n\n{STORY}",
            "PORT BUILDS NEW QUAY",
        ),
        (f"Marrow Lines AG\nPort builds new quay\n\n{STORY}", "Port builds new quay"),
        (
            f"MARROW\nThe island\n\nPress Release No. 31        Date: 13/03/2025\n\nPort builds new quay\n\n{STORY}",
            "Port builds new quay",
        ),
        (
            f"Marrow Today\n\nFOR IMMEDIATE RELEASE\nMay 3, 2024\n\nPort Builds New Quay\n\n{STORY}",
            "Port Builds New Quay",
        ),
        (f"Marrow Today\nRef.: MT/COM/07-25\n\nPORT BUILDS NEW QUAY\n\n{STORY}", "PORT BUILDS NEW QUAY"),
        (f"NOTE FOR THE PRESS\n\nA quay for all: the port builds\n\n{STORY}", "A quay for all: the port builds"),
        (f"Home > News > Press releases\n\nPort builds new quay\n\n{STORY}", "Port builds new quay"),
        (f"*** ENGLISH VERSION ***\n\nPort builds new quay\n\n{STORY}", "Port builds new quay"),
        (f"EMBARGOED until 16:00 on 21 May 2025\n\nPort builds new quay\n\n{STORY}", "Port builds new quay"),
        (f"[Logo]\n\nPort of Velden - Press release\n\nPort builds new quay\n\n{STORY}", "Port builds new quay"),
        (f"NEWS FROM THE PORT OF VELDEN\n03/13/2025\n\nPort builds new quay\n\n{STORY}", "Port builds new quay"),
        (f"VP/25/612\n\nPort builds new quay\n\n{STORY}", "Port builds new quay"),
        (f"Ports\n3 May 2024 – 10:00\n\nPort builds new quay\n\n{STORY}", "Port builds new quay"),
        # No letterhead: nothing else can be the headline, or the name is what is new.
        (f"Velden Port Authority\n\n{STORY}", "Velden Port Authority"),
        (f"Velden Port Authority\n\nOverview\n\n{STORY}", "Velden Port Authority"),
        (f"Joint statement\n\n{STORY}", "Joint statement"),
        (f"Port Builds New Quay\n\nFerries Reach Marrow in Half the Time\n\n{STORY}", "Port Builds New Quay"),
        # Front matter left in the text.
        (
            f"---\ntitle: Port builds quay\npermalink: /news/2024-05-03-quay\n---\n\n{STORY}\n\n{STORY}",
            "Port builds quay",
        ),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert read_layout(text).title == title


@pytest.mark.parametrize(
    ("text", "headlines"),
    [
        (f"Port builds quay\n\nPort builds quay\n\n{STORY}", ["Port builds quay", "Port builds quay"]),
        (f"Port builds quay\n\n– Ferries from May\n\n{STORY}", ["Port builds quay", "– Ferries from May"]),
        (
            f"Port Builds Quay\n\nNew Ferries Reach Marrow in Half the Time\n\n{STORY}",
            ["Port Builds Quay", "New Ferries Reach Marrow in Half the Time"],
        ),
        # The second line of a headline, in whatever case, above key points too; a caption is none.
        (
            f"PORT BUILDS QUAY\nFerries for Marrow; first stone in May\n\nKEY POINTS\n* 300 metres\n* 12 ferries\n\n{STORY}",
            ["PORT BUILDS QUAY", "Ferries for Marrow; first stone in May"],
        ),
        (f"PORT BUILDS QUAY\n-- Ferries for Marrow --\n\n{STORY}", ["PORT BUILDS QUAY", "-- Ferries for Marrow --"]),
        (f"PORT BUILDS QUAY\nThe old quay at low tide in May. Velden Port\n\n{STORY}", ["PORT BUILDS QUAY"]),
        # Who asks or is addressed is no sub-headline, nor is the first sentence of the story.
        (f"Reply on the quay\n\nMr Jonas Hale Of The Marrow Island Party\n\n{STORY}", ["Reply on the quay"]),
        (
            "Two ports merge\n\nTwo ports merged on Monday in the largest deal of the year so far.\n\n" + STORY,
            ["Two ports merge"],
        ),
    ],
)
def test_headlines(text: str, headlines: list[str]) -> None:
    assert zones(text, "headline") == headlines


@pytest.mark.parametrize(
    ("line", "day", "place", "update"),
    [
        ("Jan 6, 2025", "2025-01-06", None, False),
        ("Published: 7 May 2025", "2025-05-07", None, False),
        ("FOR IMMEDIATE RELEASE Tuesday, March 4, 2014", "2014-03-04", None, False),
        ("Date: 2025-05-07", "2025-05-07", None, False),
        ("13 November 2025 Posted in Press releases", "2025-11-13", None, False),
        ("July 3, 2024 | Press Release", "2024-07-03", None, False),
        ("July 4, 2025 at 10:00 AM EDT", "2025-07-04", None, False),
        ("Geneva, 12 May 2020", "2020-05-12", "Geneva", False),
        ("Velden / Marrow, 03.06.2025", "2025-06-03", "Velden / Marrow", False),
        ("Velden, Wednesday 11 June 2025", "2025-06-11", "Velden", False),
        ("Velden, 27 Ramadan 1446 AH (27 March 2025)", "2025-03-27", "Velden", False),
        ("12 Iyar 5785 (10 May 2025)", "2025-05-10", None, False),
        ("4 July 2025, Wellington", "2025-07-04", "Wellington", False),
        ("Press release · Geneva, 3 February 2025", "2025-02-03", "Geneva", False),
        ("Last updated on 6 Jul 2021", "2021-07-06", None, True),
        ("18/06/2024", "2024-06-18", None, False),
    ],
)
def test_date_line(line: str, day: str, place: str | None, update: bool) -> None:
    found = date_line(line)
    assert found is not None
    assert (found.day.isoformat(), found.place, found.update) == (day, place, update)


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED UNTIL 10 a.m. Tuesday, March 4, 2014",
        "Embargoed until 00:01 GMT, 3 February 2025",
        "Not before 3 May 2024",
    ],
)
def test_an_embargo_is_no_day_of_issue(line: str) -> None:
    found = date_line(line)
    assert found is None or found.embargo
    assert read_layout(f"{line}\n\nPort builds quay\n\n{STORY}").header_days == ()


@pytest.mark.parametrize(
    "line",
    [
        "The quay opens on 3 May 2024.",
        "3 May 2024 – The quay will open.",
        "Quay to open on 3 May 2024",
        "Velden, 6 May 2025: The ministry opened an office.",
        "Talks from 3 May 2024 to 5 May 2024",
        "03/04/2024",  # either
        "May 2024",
        "2024",
    ],
)
def test_no_date_line(line: str) -> None:
    assert date_line(line) is None


def test_open_numeric_day_is_read_as_the_text_writes_its_others() -> None:
    british = "Date: 03/04/2024\n\nPort builds quay\n\nThe port met on 28/03/2024 and decided to build the quay for the ferries.\n"
    american = "Date: 03/04/2024\n\nPort builds quay\n\nThe port met on February 28, 2024 and decided to build the quay for the ferries.\n"
    assert [h.day.isoformat() for h in read_layout(british).header_days] == ["2024-04-03"]
    assert [h.day.isoformat() for h in read_layout(american).header_days] == ["2024-03-04"]


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("WASHINGTON, D.C. — ", "WASHINGTON, D.C."),
        ("Washington, D.C.- ", "Washington, D.C."),
        ("WASHINGTON—", "WASHINGTON"),
        ("WASHINGTON, DC (October 1, 2018)–", "WASHINGTON, DC"),
        ("SEOUL, South Korea, Oct. 14, 2025 /Newswire/ -- ", "SEOUL, South Korea"),
        ("LONDON--(BUSINESS WIRE)--", "LONDON"),
        ("Colombo, 3 May 2024: ", "Colombo"),
        ("Amsterdam, 3 February 2025. ", "Amsterdam"),
        ("AMSTERDAM / ESSEN – February 3, 2025 – ", "AMSTERDAM / ESSEN"),
        ("Amsterdam | 3 February 2025 | ", "Amsterdam"),
        ("Zurich, 5 February 2024, 7:00 a.m. CET - ", "Zurich"),
        ("New York, NY, March 4, 2014 – ", "New York, NY"),
        ("San Roque de Velden, Thursday 5 June 2025. ", "San Roque de Velden"),
        ("TULSA, Okla. & PUNE, India — ", "TULSA, Okla. & PUNE, India"),
        ("(Budapest) ", "Budapest"),
        ("(Budapest) – ", "Budapest"),
        ("Singapore – ", "Singapore"),
        ("SANTO DOMINGO ", "SANTO DOMINGO"),  # the dash was lost
    ],
)
def test_dateline(head: str, place: str) -> None:
    text = head + STORY
    found = read_dateline(text, 0, len(text))
    assert found is not None
    assert (found.place, text[found.start : found.end].strip(), found.end) == (place, head.strip(), len(head))


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "The port – which is old – will be rebuilt by the authority in the year after the next.",
        "President Hale – in his first speech – said that the port will be rebuilt.",
        "UNESCO Director-General Ana Roe said that UNESCO will list the port of Velden next year.",
        "NOTE: The port will be rebuilt by the authority in the year after the next.",
        "(VPA) The port will be rebuilt by the authority in the year after the next.",
        "U.S.-based companies will rebuild the port of Velden in the year after the next.",
        "VPA/NEL-Hale.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert read_dateline(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Written by: Ana Roe", "written by"),
        ("Rewritten by Li Wei", "rewritten by"),
        ("Edited by: Jonas Hale | Photo: Mira Lund", "edited by"),
        ("Photo by Mira Lund", "photo by"),
        ("Source: Port of Velden", "source"),
        ("Image courtesy of the Ministry of Works", "image courtesy of"),
        ("By Ana Roe, Staff Writer", "by"),
        ("Photographs: Mira Lund / City of Velden", "photographs"),
        ("Issued by: Jonas Hale, Registrar", "issued by"),
        ("By the end of the year the quay will be open.", None),
        ("Source of the money is the state.", None),
        ("Photographs of the quay were shown.", None),
        ("By 3 May the quay will be open", None),
    ],
)
def test_credit_label(line: str, label: str | None) -> None:
    assert credit_label(line) == label


def test_credit_at_the_end_of_a_caption() -> None:
    text = f"Port builds quay\n\nThe old quay at low tide. Credit: Velden Port/Mira Lund\n\n{STORY}\n\n{STORY}"
    assert zones(text, "credit") == ["Credit: Velden Port/Mira Lund"]
    assert (
        zones(
            "Port builds quay\n\n" + STORY + "He was accused of fraud with the Homebuyer Credit of the state.", "credit"
        )
        == []
    )


@pytest.mark.parametrize(
    ("line", "credited"),
    [
        ("Translation from the French: Ana Roe", True),
        ("Photographs (on request): Mira Lund", True),
        ("English text: Ana Roe. Photographs: Mira Lund.", True),
        ("Translated from the French by Ana Roe. Only the French text is authentic.", True),
        ("Portrait photographs by Mira Lund and Li Wei may be used free of charge.", True),
        ("Photo 1: Mira Lund on the quay", False),
        ("Photo: Mira Lund and Jonas Hale after the signing of the contract", False),
        ("The accounts were reviewed by Velden Auditors.", False),
        ("Written reply by Minister Ana Roe:", False),
        ("Question of the text: who reads it?", False),
    ],
)
def test_credit_note(line: str, credited: bool) -> None:
    assert is_credit_note(line) is credited


def test_credits_at_the_foot() -> None:
    text = f"Port builds quay\n\n{STORY}\n\nMira Lund on the quay. Picture:\nLi Wei / Velden\n\nInterpreters: Ana Roe, Jonas Hale\nPhotographs: Li Wei\nFrench version: Eva Blom\n"
    assert zones(text, "credit") == [
        "Picture:\nLi Wei / Velden",
        "Interpreters: Ana Roe, Jonas Hale",
        "Photographs: Li Wei",
        "French version: Eva Blom",
    ]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("The old quay at low tide. © Mira Lund", "© Mira Lund"),
        ("The old quay (photo: Mira Lund) may be printed.", "photo: Mira Lund"),
        ('Maps may be printed with the credit "Velden / Mira Lund".', 'credit "Velden / Mira Lund".'),
        ("© 2025 Velden Port", None),
    ],
)
def test_credit_inside_a_line(line: str, credit: str | None) -> None:
    text = f"Port builds quay\n\n{STORY}\n\n{line}\n\n{STORY}"
    assert zones(text, "credit") == ([credit] if credit else [])


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("MEDIA: Mira Lund, Press Officer, Port of Velden", "media"),
        ("For the press: Mira Lund, Spokesperson", "for the press"),
        ("Questions: Mira Lund, Press Officer", "questions"),
        ("Media: the press was not admitted.", None),
        ("Media", None),
        ("Media contact: Mira Lund", "media contact"),
        ("Contacts:", "contacts"),
        ("Contact", "contact"),
        ("For more information, contact:", "for more information, contact"),
        ("Tel: +44 20 7946 0123", "tel"),
        ("Contact between the two ports was lost.", None),
        ("Office workers were sent home.", None),
    ],
)
def test_contact_label(line: str, label: str | None) -> None:
    assert contact_label(line) == label


def test_contact_block_is_drawn_in_by_its_addresses() -> None:
    text = f"Port builds quay\n\n{STORY}\n\n{STORY}\n\n-end-\n\nMira Lund\n\nVelden Port, Marrow, Md.\n\n202-555-0143\n\nmira@velden.example\n"
    assert zones(text, "contact") == ["Mira Lund", "Velden Port, Marrow, Md.", "202-555-0143", "mira@velden.example"]


def test_contact_block_below_its_label() -> None:
    text = f"Port builds quay\n\n{STORY}\n\nMedia contact:\nMira Lund\nPress Officer\n+44 20 7946 0123\n\nAbout the Port\n{STORY}\n"
    assert zones(text, "contact") == ["Media contact:", "Mira Lund", "Press Officer", "+44 20 7946 0123"]
    assert zones(text, "about") == ["About the Port", STORY.strip()]


def test_contact_block_goes_on_behind_labels_of_its_own() -> None:
    text = f"Port builds quay\n\n{STORY}\n\nMEDIA CONTACT\nMira Lund\nmira@velden.example\n\nIn Marrow: Li Wei, Press Officer, Marrow Lines\n"
    assert zones(text, "contact")[-1] == "In Marrow: Li Wei, Press Officer, Marrow Lines"


def test_letterhead_zones() -> None:
    text = f"VELDEN PORT AUTHORITY\nPress information\n\n*** EMBARGOED: not before 16:00 on 21 May 2025 ***\n\nVelden, 19 May 2025\n\nPort builds new quay\n\n{STORY}"
    assert zones(text, "letterhead") == [
        "VELDEN PORT AUTHORITY",
        "Press information",
        "*** EMBARGOED: not before 16:00 on 21 May 2025 ***",
    ]
    assert zones(text, "date") == ["Velden, 19 May 2025"]
    assert zones(text, "headline") == ["Port builds new quay"]


def test_dateline_below_key_points() -> None:
    text = f"Port builds quay\n\nKEY POINTS\n* 300 metres\n* 12 ferries\n* Open in 2027\n* Paid by the state\n\nVelden, Thursday 5 June 2025. {STORY}"
    assert zones(text, "dateline") == ["Velden, Thursday 5 June 2025."]


def test_numbered_paragraphs_are_no_columns() -> None:
    assert columns("1.        The quay will be built.") == ()
    assert columns("Press Release No. 31      Date: 12/03/2025") == ("Press Release No. 31", "Date: 12/03/2025")


def test_about_ends_with_its_paragraphs() -> None:
    text = f"Port builds quay\n\n{STORY}\n\nAbout 300 people came to see it.\n\nAbout Velden Port\nThe port is old.\n\nAbout Marrow Ltd.\nIt builds.\n\n###\n\nEdited by: Ana Roe\n"
    assert zones(text, "about") == ["About Velden Port", "The port is old.", "About Marrow Ltd.", "It builds."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Hard-wrapped prose: the lines' own lengths tell.
        (WRAPPED, [" ".join(WRAPPED.split("\n\n", 1)[0].split()), "A list:", "- one", "- two"]),
        # Links torn onto lines of their own.
        (
            "Ana Roe has\nproposed\na plan to renew the\nVelden Harbour Act\n(VHA) next week.\nThe plan was\nwelcomed\nin Marrow.\n",
            [
                "Ana Roe has proposed a plan to renew the Velden Harbour Act (VHA) next week.",
                "The plan was welcomed in Marrow.",
            ],
        ),
        # One line a paragraph, one line an address.
        ("Mira Lund\nVelden Port\nmira@velden.example\n", ["Mira Lund", "Velden Port", "mira@velden.example"]),
        (
            "VELDEN\n– The port of Velden will be rebuilt next year.\n",
            ["VELDEN –", "The port of Velden will be rebuilt next year."],
        ),
    ],
)
def test_blocks(text: str, expected: list[str]) -> None:
    assert blocks(text) == expected


def test_a_break_stands_behind_the_dateline() -> None:
    text = f"Port builds quay\n\nVELDEN — {STORY}"
    assert text.index("The harbour") in read_layout(text).breaks


@pytest.mark.parametrize("line", ["- one", "• one", "1. One", "(a) one", "iv) one", "A) one", "[1] one", "– One"])
def test_list_line(line: str) -> None:
    assert is_list_line(line)


@pytest.mark.parametrize(
    "line", ["J. R. Silva said", "1.5 million", "—and so on", "-5 degrees", "Inc. said", "2024. It"]
)
def test_no_list_line(line: str) -> None:
    assert not is_list_line(line)


def test_only_wrapped_text_has_a_width() -> None:
    assert wrap_width(read_lines("one\ntwo\nthree\nfour\nfive\n")) is None


@pytest.mark.parametrize(
    ("line", "notice", "end"),
    [
        ("FOR IMMEDIATE RELEASE", True, False),
        ("MEDIA ADVISORY: J24-005", True, False),
        ("Press Release", True, False),
        ("News of the quay", False, False),
        ("###", False, True),
        ("# # #", False, True),
        ("-30-", False, True),
        ("-end-", False, True),
        ("The end", False, False),
    ],
)
def test_notices_and_end_marks(line: str, notice: bool, end: bool) -> None:
    assert (is_notice(line), is_end_mark(line)) == (notice, end)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-06-18-visit.txt", "2024-06-18"),
        ("20240618.txt", "2024-06-18"),
        ("news_2024_06_18.md", "2024-06-18"),
        ("/2024/06/18/visit", "2024-06-18"),
        ("2024-13-45.txt", None),
        ("release-120240618.txt", None),
        ("2024-06-18-to-2024-06-20.txt", None),
    ],
)
def test_slug_day(name: str, day: str | None) -> None:
    found = slug_day(name)
    assert (found.isoformat() if found else None) == day


# --- properties ---------------------------------------------------------------------------------------------------

PIECES = st.lists(
    st.sampled_from(
        [
            "Port Builds Quay",
            "May 3, 2024",
            "VELDEN — ",
            STORY,
            "\n",
            "\n\n",
            "Contact: Mira Lund",
            "mira@velden.example",
            "About Velden",
            "###",
            "By Ana Roe",
            "Photo: X",
            "---\n",
            "title: Quay\n",
            "- item",
            "the",
            "Last updated on 3 May 2024",
            "(Budapest) The",
            " ",
        ]
    ),
    max_size=25,
).map("".join)


@given(st.one_of(st.text(), PIECES))
def test_zones_and_breaks_fit_the_text(text: str) -> None:
    layout = read_layout(text)
    end = 0
    for zone in layout.zones:
        assert end <= zone.start < zone.end <= len(text)
        end = zone.end
    assert list(layout.breaks) == sorted(set(layout.breaks))
    assert all(0 <= at < len(text) for at in layout.breaks)
    assert all(not text[at].isspace() for at in layout.breaks)


# --- component ----------------------------------------------------------------------------------------------------


def test_component_stores_zones_and_facts_and_starts_sentences() -> None:
    from pipeline.layout import component  # noqa: F401, PLC0415  (registers the factory where no entry point does)

    nlp = spacy.blank("en")
    nlp.add_pipe("press_layout")
    doc = nlp(f"Port builds quay\nMay 3, 2024\n\nVELDEN — {STORY}\n\nMira Lund\nmira@velden.example")
    assert [z.name for z in records.get(doc, records.Zone)] == ["headline", "date", "dateline", "contact", "contact"]
    facts = records.facts(doc)
    assert (facts.title, facts.published, facts.published_basis, facts.dateline_place) == (
        "Port builds quay",
        "2024-05-03",
        "header",
        "VELDEN",
    )
    starts = [token.text for token in doc if token.is_sent_start]
    assert starts == ["Port", "May", "VELDEN", "The", "Mira", "mira@velden.example"]


def test_component_keeps_facts_given_before() -> None:
    from pipeline.layout import component  # noqa: F401, PLC0415

    nlp = spacy.blank("en")
    doc = nlp.make_doc(f"Port builds quay\n\n{STORY}")
    records.put(doc, records.Facts, [records.Facts(published="2020-01-01", published_basis="metadata")])
    nlp.add_pipe("press_layout")
    assert records.facts(nlp(doc)).published == "2020-01-01"
