"""Plain text: as it stands. Front matter, where a publishing system left it on top, is read and taken off."""

from __future__ import annotations

from pipeline.layout.front_matter import day_of, read_front_matter
from pipeline.load.release import Reading


def read_text(text: str) -> Reading:
    """The release in a plain text."""
    front = read_front_matter(text)
    if front is None:
        return Reading(text)
    above = text[: front.start].strip()
    body = text[front.end :].strip("\n")
    parts = [above, body] if above else [body]
    return Reading(with_title("\n\n".join(parts), front.title), front.title, day_of(front.entries))


def with_title(body: str, title: str | None) -> str:
    """The body under its title, unless it already begins with it.

    Publishing systems keep the headline beside the text; a reader saw it on top, and people are named in it.
    """
    if not title:
        return body
    letters = "".join(c for c in title.lower() if c.isalnum())
    head = "".join(c for c in body[: 3 * len(title) + 200].lower() if c.isalnum())
    return body if not letters or letters in head else f"{title}\n\n{body}"
