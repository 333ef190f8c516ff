"""Invented releases for tests of the whole walk."""

from __future__ import annotations

from pathlib import Path

SIGNING = """Fjellheim and Nordvik sign agreement on tidal power

OSLO, June 3, 2024 – Nordvik Energy AS and the University of Fjellheim signed a memorandum of understanding on tidal
power on Monday. Rector Ingrid Solberg and Chief Executive Officer Peter Aas signed it in Oslo.

"We have waited for this," said Solberg, who was Director of the Institute of Marine Physics until 2019.

Contact: Lena Dahl, Press Officer, lena.dahl@nordvik.example
"""

APPOINTMENT = """Port of Larnvik names new harbour master

Published on 12 March 2023

The Port of Larnvik has appointed Captain Maria Teresa Costa as Harbour Master. She takes office on 1 April 2023.
Costa was Deputy Harbour Master of the Port of Brevik.
"""

LOAN = """Bank to lend Marland $40 million for rail

The Northern Development Bank and the Republic of Marland will sign a loan agreement worth $40 million next week, the
Ministry of Transport said on Tuesday. Transport Minister Joseph Okello called the loan "a beginning".
"""

# A paragraph wrapped by hand, in the middle of names and titles.
WRAPPED = """Larnvik, 4 May 2024. Last year the new agreement on tidal power was signed in the main hall by the University
of Fjellheim, by the Ministry of Trade and
Industry and by the director, Karin
Lim, in the presence of Norvista Chief Executive
Officer Paul Iversen and of many other guests of the town who had come to Larnvik on
that day to see the hall.
"""

RELEASES = {"b/signing.txt": SIGNING, "appointment.txt": APPOINTMENT, "loan.txt": LOAN}
DOC_IDS = sorted(RELEASES)


def write_corpus(folder: Path, releases: dict[str, str | bytes]) -> Path:
    """Write releases, by name, below `folder`."""
    for name, content in releases.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
