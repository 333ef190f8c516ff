"""How much a file may be, and unpack to: bounds that no release comes near, and that hostile files run into.

They hold memory and time down before a text is there to be measured by the settings' `max_chars`.
"""

from __future__ import annotations

from pipeline.errors import ReleaseError

MAX_CHARS = 1_000_000
BYTES_PER_CHAR = 40  # of a page or record: markup outweighs its text
DOCUMENT_BYTES = 256 * 2**20  # of a .docx, .pdf or mail: pictures and attachments outweigh it by far
DEPTH = 3  # archives in archives
RATIO = 200  # text shrinks to a tenth, the same page over and over to a fiftieth; bombs begin at a thousandth
UNPACKED_ALWAYS = 64 * 2**20  # bytes that even the smallest file may unpack to
UNPACKED_EVER = 200 * 2**30  # bytes that no file may unpack to
READ_AT_ONCE = 2 * DOCUMENT_BYTES


class Budget:
    """The bytes that one file of the corpus may still unpack to, nested archives included."""

    def __init__(self, size: int) -> None:
        self.allowed = min(UNPACKED_EVER, max(UNPACKED_ALWAYS, RATIO * size))
        self.used = 0

    def take(self, count: int) -> None:
        """Count bytes unpacked; raises ReleaseError E111 where they are too many."""
        self.used += count
        if self.is_spent:
            raise ReleaseError("E111", f"more than {self.allowed:,} bytes")

    @property
    def is_spent(self) -> bool:
        """Whether more was unpacked than may be."""
        return self.used > self.allowed
