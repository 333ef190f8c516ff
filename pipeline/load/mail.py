"""Mails (.eml, RFC 5322) and mailboxes (.mbox, RFC 4155): the body as the release, under its subject.

The subject gives the title, the Date header the day, From the sender. The plain text is read, the HTML where there is
none or it only says that there is HTML. A forwarded release is read as it was first sent.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any, BinaryIO

from pipeline.errors import ReleaseError
from pipeline.layout.front_matter import as_day
from pipeline.load.encoding import decode
from pipeline.load.html import read_fragment
from pipeline.load.limits import BYTES_PER_CHAR, DOCUMENT_BYTES
from pipeline.load.lines import split_lines
from pipeline.load.release import Reading, Record
from pipeline.load.text import with_title
from pipeline.settings import Settings

_STUB = 300  # characters; a plain text that only points to the HTML is shorter
_HEADER_LENGTH = 2_000  # characters; its parsers take the square of it in time
_PARTS = 200  # of a mail; more are no mail's
_AGAIN = re.compile(r"^(?:\s*(?:re|fwd?|fw|aw|wg|tr)\s*(?:\[\d+\])?:)+\s*", re.IGNORECASE)
_FORWARDED = re.compile(
    r"^\W*(?:-{2,}\s*)?(?:forwarded message|begin forwarded message|original message)[\s:-]*$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(r"\*?(From|Date|Sent|Subject|To|Cc|Reply-To)\s*:\*?[ \t]*(.*)", re.IGNORECASE)
_WORDS_ABOVE = 400  # characters that a sender may put above what is forwarded
_FROM_LINE = re.compile(rb"From \S+.*\d\d:\d\d")
_QUOTED_FROM = re.compile(rb">+From ")


def read_mail(data: bytes, max_chars: int) -> Reading:
    """The release in a mail.

    Raises ReleaseError E101 where it has no text, E104 where that is far too long, E110 where the bytes are no mail.
    """
    headers = BytesHeaderParser(policy=policy.compat32).parsebytes(data)
    if not any(name in headers for name in ("From", "Date", "Subject", "Message-ID", "MIME-Version")):
        raise ReleaseError("E110", "it has no headers of a mail")
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    plain, page = _bodies(message)
    text = _unfolded(*plain) if plain else ""
    given = len(text)
    if page and len(text.strip()) < _STUB:
        if len(page[0]) > max_chars * BYTES_PER_CHAR:
            raise ReleaseError("E104", f"{len(page[0]):,} characters of markup")
        shown = read_fragment(page[0])
        if len(shown) > 2 * len(text.strip()):
            text, given = shown, len(page[0])
    if not text.strip():
        names = [str(name) for part in message.walk() if (name := part.get_filename())]
        raise ReleaseError("E101", f"only what is attached: {', '.join(names[:5])}" if names else None)
    stated = _headers(message)
    text, stated = _as_first_sent(text, stated)
    subject = _AGAIN.sub("", stated["subject"]).strip() or None
    encoding = (plain or page or ("", None, None))[1]
    return Reading(with_title(text, subject), subject, _day(stated["date"]), stated["from"] or None, given, encoding)


def read_mailbox(stream: BinaryIO, settings: Settings) -> Iterator[Record]:
    """The mails of a mailbox, each from its "From " line to the next one.

    Raises ReleaseError E110 where the file does not open with such a line.
    """
    pieces = iter(lambda: stream.read(2**18), b"")
    held: list[bytes] = []
    length = number = 0
    blank = True
    for line in split_lines(pieces, DOCUMENT_BYTES):
        if line is not None and blank and _FROM_LINE.match(line):
            if number:
                yield _mail_record(held, length, number, settings)
            number, held, length = number + 1, [], 0
            continue
        if number == 0 and line:
            raise ReleaseError("E110", "it does not open with the From line of a mailbox")
        blank = line is not None and not line
        line = b"" if line is None else line[1:] if _QUOTED_FROM.match(line) else line  # noqa: PLW2901
        length += len(line) + 1
        if length <= DOCUMENT_BYTES:
            held.append(line)
    if number:
        yield _mail_record(held, length, number, settings)


def _mail_record(held: list[bytes], length: int, number: int, settings: Settings) -> Record:
    data = b"\n".join(held)
    if length > DOCUMENT_BYTES:
        return Record(str(number), "", partial(_too_long, length))
    return Record(str(number), hashlib.sha256(data).hexdigest(), partial(read_mail, data, settings.max_chars))


def _too_long(length: int) -> Reading:
    raise ReleaseError("E104", f"{length:,} bytes")


# A body with its encoding and whether its lines are flowed: null where they are not, else whether spaces go with them.
_Body = tuple[str, str | None, bool | None]


def _bodies(message: Any) -> tuple[_Body | None, _Body | None]:
    """The first plain text and the first HTML of a mail that are no attachments."""
    plain = page = None
    for count, part in enumerate(message.walk()):
        if count > _PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if kind == "text/plain" and plain is None:
            plain = _body(part)
        elif kind == "text/html" and page is None:
            page = _body(part)
    return plain, page


def _body(part: Any) -> _Body | None:
    data = part.get_payload(decode=True) or b""
    if not data.strip():
        return None
    flowed = part.get_param("format", "fixed") == "flowed"
    deleted = str(part.get_param("delsp", "no")).lower() == "yes"
    text, encoding = decode(data, declared=part.get_content_charset())
    return text, encoding, deleted if flowed else None


def _unfolded(text: str, _: str | None, flowed: bool | None) -> str:
    """Lines that a mail program folded made whole (RFC 3676): those that end in a space go on."""
    if flowed is None:
        return text
    whole: list[str] = []
    goes_on = False
    for line in text.splitlines():
        content = line.removeprefix(" ")
        if goes_on and content != "-- ":
            whole[-1] += content
        else:
            whole.append(content)
        goes_on = content.endswith(" ") and content != "-- "
        if goes_on and flowed:
            whole[-1] = whole[-1][:-1]
    return "\n".join(whole)


def _headers(message: Any) -> dict[str, str]:
    """Subject, date and sender, decoded from how RFC 2047 writes them."""
    return {name: _decoded(str(message.get(name) or "")[:_HEADER_LENGTH]) for name in ("subject", "date", "from")}


def _decoded(value: str) -> str:
    """A header's value; one that is written wrongly stays as it is."""
    wrapped = EmailMessage(policy=policy.default)
    try:
        wrapped["Subject"] = " ".join(value.split())
        return str(wrapped["Subject"])
    except (ValueError, LookupError, IndexError, TypeError, AttributeError):
        return " ".join(value.split())


def _as_first_sent(text: str, stated: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The release inside a mail that only forwards it, with the headers that it was first sent with."""
    found = _FORWARDED.search(text[: _WORDS_ABOVE + 200])
    if not found or found.start() > _WORDS_ABOVE:
        return text, stated
    lines = text[found.end() :].lstrip("\n").split("\n")
    first: dict[str, str] = {}
    count = 0
    for line in lines:
        header = _HEADER.match(line.strip())
        if not header and (line.strip() or not first):
            break
        count += 1
        if not header:  # the blank line below them
            break
        first["date" if header[1].lower() == "sent" else header[1].lower()] = header[2].strip()
    if "subject" not in first and "date" not in first:
        return text, stated
    return "\n".join(lines[count:]), {name: first.get(name) or stated[name] for name in stated}


def _day(value: str) -> dt.date | None:
    """The day of a Date header, in the time zone it was written in."""
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return as_day(value)
