"""How releases of many countries and wire services state their day, and what in a head or at a foot is no day of issue.

Each text is a release in short: `@` stands for its story, a blank line for one.
"""

from __future__ import annotations

import pytest

from pipeline.layout import find_published, read_layout

STORY = (
    "The harbour authority of Velden said on Tuesday that it will build a new quay for the ferries to Marrow island. "
    "The quay will stand in Velden in two years, and its cost is borne by the town."
)
DAY = "2025-06-03"
TWELFTH = "2025-06-13"


def published(text: str) -> str | None:
    whole = text.replace("@", STORY)
    return find_published(whole, read_layout(whole))[0]


DATELINES = [
    "Port builds quay\n\nVELDEN: June 3, 2025\n\n@",
    "Port builds quay\n\nVELDEN: June 3, 2025 – @",
    "Port builds quay\n\nVELDEN: June 3, 2025: @",
    "Port builds quay\n\nVelden: 3 June 2025\n@",
    "Port builds quay\n\nVELDEN, June 3, 2025 (VNA) - @",
    "Port builds quay\n\nVelden, 3 June 2025. /Harbour Service/. @",
    "Port builds quay\n\nVelden, 3 June 2025. /Harbour Service/.\n\n@",
    "Port builds quay\n\nVelden, June 3, 2025 /Harbour Press/.- @",
    "Port builds quay\n\n(Velden – June 3, 2025)\n\n@",
    "Port builds quay\n\n(Velden – June 3, 2025) @",
    "Port builds quay\n\n(Velden, 3 June 2025) – @",
    "Port builds quay\n\n[Velden, 3rd June, 2025]: @",
    "Port builds quay\n\nVELDEN, June 3, 2025 /PRNewswire/ -- @",
    "Port builds quay\n\nVELDEN, Marrow--(BUSINESS WIRE)--June 3, 2025-- @",
    "Port builds quay\n\nJune 03, 2025 09:00 AM Eastern Daylight Time\n\nVELDEN, Marrow--(BUSINESS WIRE)--@",
    "Port builds quay\n\nVELDEN, June 03, 2025 (GLOBE NEWSWIRE) -- @",
    "Port builds quay\n\nVELDEN, 3 June 2025 /APO Group/ -- @",
    "Port builds quay\n\nVELDEN, June 3, 2025 (Newswire.com) - @",
    "Port builds quay\n\nTuesday, 3 June 2025, Velden: @",
    "Port builds quay\n\nTuesday 3rd June 2025 – Velden – @",
    "Port builds quay\n\nVelden, Tuesday, 3rd June 2025 - @",
    "Port builds quay\n\nVelden/Marrow, 3. June 2025 – @",
    "Port builds quay\n\nVelden | June 3, 2025 | @",
    "Port builds quay\n\nVELDEN – JUNE 3, 2025 – @",
    "Port builds quay\n\nVELDEN, Marrow – 3 June 2025: @",
    "Port builds quay\n\nVelden (3 June 2025) – @",
    "Port builds quay\n\nJune 3, 2025 (VELDEN) – @",
    "Port builds quay\n\n3 June 2025: @",
    "Port builds quay\n\n3-Jun-2025 – Velden – @",
]
LINES = [
    "Port builds quay\n\nPosted on 13/06/2025 08h30 - Updated on 14/06/2025 11h15\n\n@",
    "Port builds quay\n\nPosted on: 13/06/2025 08:30 | Updated on: 14/06/2025\n\n@",
    "Port builds quay\n\nUpdate on: 13/06/2025, 10:15 (GMT+7)\n\n@",
    "Port builds quay\n\nRelease Date: 13/06/2025\n\n@",
    "Port builds quay\n\nRelease date\n13 June 2025\n\n@",
    "Port builds quay\n\nDate de publication : 13 June 2025\n\n@",
    "Port builds quay\n\nPress Release No. 12/2025, 13 June 2025\n\n@",
    "Press Release No. 12/2025, 13 June 2025\n\nPort builds quay\n\n@",
    "Press Release 12/25 - 13 June 2025\n\nPort builds quay\n\n@",
    "PRESS RELEASE NO. 25-118 | June 13, 2025\n\nPort builds quay\n\n@",
    "Press Release\nNo. 118 of 13 June 2025\n\nPort builds quay\n\n@",
    "Port builds quay\n\nPosted On: 13 JUN 2025 5:30PM by Velden Bureau\n\n@",
    "Ministry of Ports\n\nPort builds quay\n\nPosted By: Velden Bureau / 13 JUN 2025 5:30PM by Velden Bureau\n\n@",
    "Port builds quay\n\nPoster: Harbour Editor   Post date: 13/06/2025\n\n@",
    "Port builds quay\n\nPoster: Harbour Editor Post date: 13/06/2025\n\n@",
    "Port builds quay\n\nAuthor: Ana Roe | Published: 13 June 2025 | Views: 318\n\n@",
    "Port builds quay\n\nBy Ana Roe, 13 June 2025\n\n@",
    "Port builds quay\n\nAna Roe - 13 June 2025\n\n@",
    "Port builds quay\n\nSource: Velden Port Authority  Date: 2025-06-13 10:21\n\n@",
    "Friday, June 13, 2025: Port builds quay\n\n@",
    "Friday 13 June 2025: Port builds quay at Marrow\n\n@",
    "Velden Port Authority\nFriday, June 13, 2025:\n\n@",
    "Orders For June 13, 2025\n\n@",
    "Daily Bulletin for Friday, June 13, 2025\n\n@",
    "Court Orders - June 13, 2025\n\n@",
    "Friday: June 13, 2025\n\nPort builds quay\n\n@",
    "Date: Friday, June 13, 2025\n\nPort builds quay\n\n@",
    "DATE:\t13th June, 2025\nFOR IMMEDIATE RELEASE\n\nPort builds quay\n\n@",
    "FOR IMMEDIATE RELEASE: June 13, 2025\n\nPort builds quay\n\n@",
    "FOR IMMEDIATE RELEASE: Friday, June 13, 2025 at 9:00 a.m.\n\nPort builds quay\n\n@",
    "FOR IMMEDIATE RELEASE\n\nJune 13th 2025 7:00 am ET\n\nPort builds quay\n\n@",
    "FOR RELEASE AT 10 a.m. EDT, June 13, 2025\n\nPort builds quay\n\n@",
    "Embargo: 14 June 2025, 10:00\nVelden, 13 June 2025\n\nPort builds quay\n\n@",
    "Port builds quay\n\n13. 6. 2025\n\n@",
    "Port builds quay\n\nVelden 13. 6. 2025\n\n@",
    "Port builds quay\n\n2025.06.13\n\n@",
    "Port builds quay\n\n2025.06.13 (Fri)\n\n@",
    "Port builds quay\n\n13-Jun-2025\n\n@",
    "Port builds quay\n\n13.06.2025\n\n@",
    "Port builds quay\n\n13.06.2025 14:05\n\n@",
    "Port builds quay\n\nJun 13, 2025 | Press Releases\n\n@",
    "Port builds quay\n\nNews | 13 June 2025\n\n@",
    "Port builds quay\n\n13 June 2025 - Harbours\n\n@",
    "Port builds quay\n\nPublished 13 June 2025\nLast updated 15 June 2025\n\n@",
    "Port builds quay\n\nLast updated: 15 June 2025. First published: 13 June 2025\n\n@",
    "Port builds quay\n\nPublication date: 13 June 2025 | Reading time: 3 minutes\n\n@",
    "Port builds quay\n\nTime: 13/06/2025\n\n@",
    "Port builds quay\n\nIssued: 13 June 2025, 14:00 hrs\n\n@",
    "Port builds quay\n\nReleased on 13 June 2025 at 14:00\n\n@",
    "Port builds quay\n\nFri, 13 Jun 2025 08:15\n\n@",
    "Port builds quay\n\nFriday 13th of June 2025\n\n@",
    "Port builds quay\n\n13 June 2568 (13 June 2025)\n\n@",
    "Velden Port Authority    13 June 2025\nPort builds quay\n\n@",
    "Statement 13 June 2025\n\nPort builds quay\n\n@",
    "Media Statement, Friday 13 June 2025\n\nPort builds quay\n\n@",
    "Date of release: 13 June 2025\n\nPort builds quay\n\n@",
    "Date of Issue 13/06/2025\n\nPort builds quay\n\n@",
    "Created: 13 June 2025\nHits: 412\n\nPort builds quay\n\n@",
    "Released 13/06/2025\n\nPort builds quay\n\n@",
]
ORDER = [
    # The order of numbers: by another date of the page that leaves no choice.
    ("Port builds quay\n\nPosted on 03/06/2025\n\n@\n\nThe tender opened on 28/05/2025.", DAY),
    ("Port builds quay\n\nPosted on 06/03/2025\n\n@\n\nThe tender opened on 05/28/2025.", DAY),
    ("Port builds quay\n\nPosted on 03.06.2025\n\n@", DAY),
    ("Port builds quay\n\nPosted on 03/06/2025 08h30 - Updated on 18/06/2025 11h15\n\n@", DAY),
    ("Port builds quay\n\nPosted on 03/06/2025\n\n@", None),
    # An era of another calendar is not the year 2568.
    ("Port builds quay\n\n3 June 2568\n\n@", None),
    ("Port builds quay\n\n3 June, Reiwa 7 (2025)\n\n@", None),
]
FOOT = [
    "Port builds quay\n\n@\n\n@\n\nVelden, 3 June 2025\n\nAna Roe\nHarbour Master",
    "Statement on the quay\n\n@\n\nAna Roe\nHarbour Master\nVelden, 3 June 2025",
    "Port builds quay\n\n@\n\nDone at Velden, this 3rd day of June 2025.\n\nAna Roe\nHarbour Master",
    "Port builds quay\n\n@\n\nIssued at Velden on 3 June 2025\n\nPress Office",
    "Port builds quay\n\n@\n\nSigned: Ana Roe\nHarbour Master\n3rd June, 2025.",
    "Port builds quay\n\n@\n\nVelden\n3 June 2025\n\nAna Roe\nHarbour Master",
    "Port builds quay\n\n@\n\nMinistry of Ports\nGovernment of Marrow\nVelden\nJune 3, 2025",
    "Port builds quay\n\n@\n\nVelden, 3 June 2025\n\nFor further information please contact:\nAna Roe, +47 22 33 44 55",
    "Port builds quay\n\n@\n\nDated: June 3, 2025",
    "Port builds quay\n\n@\n\nDated this 3rd day of June, 2025.\n\nANA ROE\nCLERK",
    "Port builds quay\n\n@\n\n(Velden, 3 June 2025)",
]
NOT_STATED = [
    "Port opens quay\n\nWhen: 3 June 2025\nWhere: Velden\n\n@",
    "Port opens quay\n\nWHEN: Tuesday, June 3, 2025, 10 a.m.\n\n@",
    "Port seeks builders\n\nDeadline: 3 June 2025\n\n@",
    "Port seeks builders\n\nClosing date: 3 June 2025\n\n@",
    "Port seeks builders\n\nApplications due by 3 June 2025\n\n@",
    "Port opens quay\n\nEvent date: 3 June 2025\n\n@",
    "Port opens quay\n\nDate of the event: 3 June 2025\n\n@",
    "Port opens quay\n\nVenue and date: Velden, 3 June 2025, 10:00\n\n@",
    "Port holds fair\n\nFounded 3 June 1950\n\n@",
    "Port holds fair\n\n@\n\nThe authority, founded on 3 June 1950, runs the port.",
    "Port applies Law No. 12/2025 of 3 June 2025\n\n@",
    "Port applies Decree 12 of 3 June 2025\n\n@",
    "Port to open quay on 3 June 2025\n\n@",
    "Harbour fair: 3 June 2025\n\n@",
    "Harbour fair, 3 June 2025\n\n@",
    "Quay, 3 June 2025 to 5 June 2025\n\n@",
    "Port builds quay\n\nValid until: 3 June 2025\n\n@",
    "Port builds quay\n\nNext meeting: 3 June 2025\n\n@",
    "Port builds quay\n\nEffective date: June 3, 2025\n\n@",
    "Born: 3 June 1950\n\nPort mourns its master\n\n@",
    "Port builds quay\n\n@\n\nWhen:\nTuesday, June 3, 2025\nWhere:\nVelden\n\n@",
    "Port builds quay\n\n@\n\n- Velden, 3 June 2025\n- Marrow, 4 June 2025",
    "Port builds quay\n\n@\n\nNext hearings:\n\nVelden, 3 June 2025",
    "Port builds quay\n\n@\n\nUpcoming events\n\nHarbour fair, Velden, 3 June 2025",
    "EMBARGOED UNTIL June 3, 2025\n\nPort builds quay\n\n@",
    "Port builds quay\n\nPhoto taken: 3 June 2025\n\n@",
    "Port builds quay\n\nHearing: 3 June 2025\n\n@",
    "Port sells quay\n\nAuction date: 3 June 2025\n\n@",
    "Results of the quarter ended 3 June 2025\n\n@",
]


FURTHER = [
    "Port builds quay\n\nKigali, 13/06/2025 – @",
    "Port builds quay\n\nVELDEN, 13th June 2025 (Harbour News Agency) – @",
    "Port builds quay\n\nVelden, 13 June 2025 (HNA).- @",
    "Port builds quay\n\nVelden, June 13th, 2025.- @",
    "Port builds quay\n\nVelden, the 13th of June 2025\n\n@",
    "Port builds quay\n\nDate: 13-06-2025\n\n@",
    "Port builds quay\n\nPublished: 9:00, 13 June 2025\n\n@",
    "Port builds quay\n\nJune 13, 2025 • 3 min read\n\n@",
    "Port builds quay\n\n13 June 2025 by Ana Roe\n\n@",
    "Port builds quay\n\n13 June 2025, Press release 12/2025\n\n@",
    "Port builds quay\n\n13 June 2025 – No. 12\n\n@",
    "Port builds quay\n\nVelden, 13.6.2025\n\n@",
    "Port builds quay\n\nJune 13 2025\n\n@",
    "Port builds quay\n\n2025/06/13\n\n@",
    "Port builds quay\n\nWed, 13 Jun 2025 GMT 8:15\n\n@",
    "Port builds quay\n\n[13 June 2025]\n\n@",
    "Port builds quay\n\n(13/06/2025)\n\n@",
    "Port builds quay\n\nPublished on Friday, 13 June 2025 16:10\n\n@",
    "Port builds quay\n\nWritten by Ana Roe on 13 June 2025\n\n@",
    "Port builds quay\n\nPosted by Ana Roe on 13 June 2025\n\n@",
    "Port builds quay\n\nPosted by: Ana Roe on June 13, 2025\n\n@",
    "Port builds quay\n\nPublished by Velden Port on 13/06/2025 at 10:00\n\n@",
    "Port builds quay\n\nNews Release | June 13, 2025 | Velden\n\n@",
    "Port builds quay\n\nVelden Port Authority, 13 June 2025\n\n@",
    "Port builds quay\n\nVelden Port Authority | 13 June 2025 | Press release\n\n@",
    "Port builds quay\n\nPress Office\nVelden, Friday 13 June 2025\n\n@",
    "Port builds quay\n\nOn: 13 June 2025\n\n@",
    "Port builds quay\n\n13th JUNE, 2025\n\n@",
    "Port builds quay\n\nJune 13, 2025 For Immediate Release\n\n@",
    "Port builds quay\n\nFor Immediate Release June 13, 2025 Contact: Ana Roe\n\n@",
    "Port builds quay\n\nImmediate Release – 13 June 2025\n\n@",
    "Port builds quay\n\nRef: VPA/PR/12   13 June 2025\n\n@",
    "Port builds quay\n\nISSUED BY VELDEN PORT AUTHORITY ON 13 JUNE 2025\n\n@",
    "Port builds quay\n\n@\n\nIssued by: Velden Port Authority\n13 June 2025",
    "Port builds quay\n\n@\n\nIssued by Velden Port Authority on 13 June 2025",
    "Port builds quay\n\n@\n\nVelden, 13 June 2025\n\nAna Roe\nHarbour Master\n\nAbout the port\n\nThe port of Velden is the largest of its coast and has many quays. It was opened long ago.\n\nNotes\n\nThe quay has a length of two miles, says a plan of the town.\n\nIt is made of stone, and nobody knows who built it in those days.",
    "Port builds quay\n\n@\n\nAna Roe\nHarbour Master\n\nVelden, 13 June 2025\n\nAbout the port\n\nThe port of Velden is the largest of its coast and has many quays. It was opened long ago.",
    "Port builds quay\n\n@\n\nBy order of the Board\nAna Roe\nCompany Secretary\nVelden, 13 June 2025\n\nRegistered office:\n6 Quay Street, Velden\n\nThe directors at the date of this statement are Ana Roe and Ian Tweed, who is not executive.",
    "Port builds quay\n\nSOURCE: Velden Port Authority\nReleased June 13, 2025 • 9:00 AM EDT\n\n@",
    "Port builds quay\n\nLast update: 14/06/2025 | Published: 13/06/2025\n\n@",
    "Port builds quay\n\nPublished : 13 Jun 2025, Last Updated : 14 Jun 2025\n\n@",
    "Port builds quay\n\nPublished Date: 13-06-2025 Updated Date: 15-06-2025\n\n@",
    "Port builds quay\n\nDate posted : 13/06/2025 - Category : Port\n\n@",
    "Port builds quay\n\nNews date: 13 June 2025\n\n@",
    "Port builds quay\n\nMonday 13 June 2025 Issued by: Velden Port\n\n@",
    "Port builds quay\n\nPubdate: 2025-06-13\n\n@",
    "Port builds quay\n\nUpdated 13 June 2025, 08:15 IST | Velden\n\n@",
    "Port builds quay\n\nVELDEN, Friday, June 13, 2025 (Harbour) -- @",
    "Port builds quay\n\nVelden, Jun 13, 2025 (ANTARA) - @",
    "Port builds quay\n\nVELDEN, 13 June 2025 (HNN): @",
    "Port builds quay\n\nVELDEN, 13 June (HNA) 2025 – @",
]
FURTHER_NOT_STATED = [
    "Port builds quay\n\n@\n\nThe Act of 12 May says:\n\nDone at Marrow, 13 June 2025.\n\n@\n\n@",
    "Port builds quay\n\n@\n\nPast fairs\n\nVelden, 13 June 2025\n\nHarbour Fair\n\n@\n\n@",
    "Port builds quay\n\nHarbour Fair, 13 June 2025\n\n@",
    "Harbour Fair | Velden | 13 June 2025\n\nWhen: 14 June\n\n@",
    "Port builds quay\n\n13 June 2025: The fair opens at noon in the hall of the town, and all are welcome.\n\n14 June 2025: The fair closes.",
    "Venue: Velden Date: 13 June 2025\n\n@",
    "HEARING: June 13, 2025\n\n@",
    "Harbour fair | Date: 13 June 2025\n\n@",
    "Friday, June 13, 2025, 10:00: Velden Town Hall\n\nWhere: Velden\n\n@",
]


@pytest.mark.parametrize("text", DATELINES)
def test_datelines(text: str) -> None:
    assert published(text) == DAY


@pytest.mark.parametrize("text", [*LINES, *FURTHER])
def test_lines_of_issue(text: str) -> None:
    assert published(text) == TWELFTH


@pytest.mark.parametrize(("text", "day"), ORDER)
def test_order_of_numbers(text: str, day: str | None) -> None:
    assert published(text) == day


def test_order_that_a_setting_gives() -> None:
    text = f"Port builds quay\n\nPosted on 03/06/2025\n\n{STORY}"
    assert find_published(text, read_layout(text, day_first=True))[0] == DAY
    assert find_published(text, read_layout(text, day_first=False))[0] == "2025-03-06"


@pytest.mark.parametrize("text", FOOT)
def test_lines_at_the_foot(text: str) -> None:
    assert published(text) == DAY


@pytest.mark.parametrize("text", [*NOT_STATED, *FURTHER_NOT_STATED])
def test_days_of_something_else(text: str) -> None:
    assert published(text) is None
