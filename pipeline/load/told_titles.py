"""Titles that programs note in the properties of files: often the headline, often the name of a file or a template."""

from __future__ import annotations

import re

_PROGRAM = re.compile(
    r"^(?:Microsoft (?:Office )?(?:Word|PowerPoint)\s*-|untitled\b|document\s?\d*$|\(anonymous\)|Word Document)",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:docx?|pdf|odt|rtf|pptx?|indd|qxd|pages|html?|txt)$|^[^\s]+$|[\\/]\w+[\\/]", re.IGNORECASE)


def believable(title: str | None) -> str | None:
    """The title with its spaces set right, or null where it is none: a file's name, a program's, one word, hardly a word."""
    told = " ".join((title or "").split())
    letters = sum(c.isalpha() for c in told)
    if len(told) < 8 or letters < 0.5 * len(told) or _PROGRAM.search(told) or _FILE.search(told):
        return None
    return told
