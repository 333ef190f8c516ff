"""The blocks beside the story: credits, contacts and "About" texts, most of them at the foot of a release."""

from __future__ import annotations

import re

from pipeline.layout import shapes
from pipeline.layout.lines import ends_sentence, is_list_line
from pipeline.layout.page import CONTACT_LINE, Page, caption_credit, is_sentence
from pipeline.lexicon import words
from pipeline.records import Zone

_CREDIT_LINE = 200  # characters
_CAPTION = 400  # characters; a caption on several lines is no longer
_FOOT = 12  # blocks at the end among which labels without a verb ("Translation from the French: …") are credits
_CONTACT_BLOCKS = 14  # blocks that one contact label can hold


def read_credits(page: Page, story: int) -> None:
    """Mark the lines that say who wrote, translated, pictured or supplied a release, and the credits of captions."""
    for i, block in enumerate(page.blocks):
        if i in page.taken:
            continue
        label = shapes.credit_label(block.text)
        foot = i >= len(page.blocks) - _FOOT
        near = i <= story + 1 or i >= len(page.blocks) - 8
        if label and len(block.text) <= _CREDIT_LINE and (near or label != "by"):
            page.mark(i, "credit")
            if block.text.rstrip(" :：").lower() == label and i + 1 < len(page.blocks):
                page.mark(i + 1, "credit")
            continue
        note = foot and i > story and len(block.text) <= _CREDIT_LINE and not is_list_line(block.text)
        if note and shapes.is_credit_note(block.text):
            page.mark(i, "credit")
            continue
        if _ends_in_label(page, i):
            continue
        span = caption_credit(block.text) if len(block.lines) == 1 or len(block.text) <= _CAPTION else None
        if span:
            _mark_credit_within(page, i, span)
    _join_labels(page, story)


def _ends_in_label(page: Page, i: int) -> bool:
    """Mark a credit whose label closes one line and whose name is the next: "… after the signing. Picture:"."""
    block = page.blocks[i]
    found = re.search(r"(?<=[.!?)]\s)([^\W\d_]+(?:\s(?:by|of))?)\s?:$", block.text)
    if found is None or found[1].lower() not in words("credit_labels") or i + 1 >= len(page.blocks):
        return False
    following = page.blocks[i + 1]
    if following.lines[0].gap or is_sentence(following.text) or len(following.text) > CONTACT_LINE:
        return False
    page.taken.add(i + 1)
    page.zones.append(Zone("credit", block.end - len(found[0]), following.end))
    return True


def _mark_credit_within(page: Page, i: int, span: tuple[int, int]) -> None:
    """A credit inside a block: its characters are those of the block's text, whose soft line ends are one space each."""
    block = page.blocks[i]
    raw = page.text[block.start : block.end]
    at = [k for k, _ in enumerate(raw)] if raw == block.text else _offsets(raw, block.text)
    start, end = block.start + at[span[0]], block.start + at[span[1] - 1] + 1
    page.zones.append(Zone("credit", start, end))


def _offsets(raw: str, folded: str) -> list[int]:
    """Where each character of the folded text stands in the raw one."""
    offsets, at = [], 0
    for char in folded:
        if char == " ":
            offsets.append(at)
            while at < len(raw) and raw[at].isspace():
                at += 1
        else:
            while raw[at] != char:
                at += 1
            offsets.append(at)
            at += 1
    return offsets


def _join_labels(page: Page, story: int) -> None:
    """A labelled line right beside a credit line, in its paragraph, is of its kind: "Interpreters: …" above "Photographs: …"."""
    known = {(z.start, z.end) for z in page.zones if z.name == "credit"}

    def is_credit(i: int) -> bool:
        return (page.blocks[i].start, page.blocks[i].end) in known

    indices = range(max(story + 1, len(page.blocks) - _FOOT), len(page.blocks))
    for walk, step in ((indices, -1), (reversed(indices), 1)):
        for i in walk:
            beside = i + step
            if i in page.taken or not story < beside < len(page.blocks) or not is_credit(beside):
                continue
            lower = page.blocks[max(i, beside)]
            if not lower.lines[0].gap and _is_labelled_name(page.blocks[i].text) and page.mark(i, "credit"):
                known.add((page.blocks[i].start, page.blocks[i].end))


def _is_labelled_name(text: str) -> bool:
    """Whether a line is a short label with names behind it: "Interpreters: Ana Roe, Li Wei"."""
    label = shapes.label_of(text)
    if label is None or shapes.contact_label(text) or len(text) > CONTACT_LINE or is_sentence(text):
        return False
    value = text.split(":", 1)[1].strip()
    return len(label.split()) <= 4 and shapes.reads_like_names(value)


def read_contacts(page: Page) -> None:
    """Mark the contact blocks: a contact label opens one; elsewhere an address draws in the short lines just above it."""
    i = 0
    while i < len(page.blocks):
        text = page.blocks[i].text
        if i in page.taken or shapes.is_end_mark(text):
            i += 1
            continue
        if shapes.contact_label(text) and len(text) <= 400:
            if shapes.has_mail_or_phone(text) and (i == 0 or i - 1 not in page.taken):
                _take_lines_above(page, i)
            i = _take_contact_block(page, i)
            continue
        if len(text) <= CONTACT_LINE and shapes.has_mail_or_phone(text) and not is_sentence(text):
            _take_lines_above(page, i)
            page.mark(i, "contact")
        i += 1


def _take_contact_block(page: Page, i: int) -> int:
    page.mark(i, "contact")
    j = i + 1
    while j < len(page.blocks) and j - i < _CONTACT_BLOCKS and j not in page.taken and _is_contact_line(page, j, i):
        page.mark(j, "contact")
        j += 1
    return j


def _is_contact_line(page: Page, j: int, opened: int) -> bool:
    block = page.blocks[j]
    text = block.text
    if len(text) > CONTACT_LINE or is_sentence(text) or shapes.is_end_mark(text) or is_list_line(text):
        return False
    if page.dates[j] or shapes.credit_label(text) or is_about_heading(text) or shapes.is_notice(text):
        return False
    if shapes.has_address(text) or shapes.contact_label(text):
        return True
    # "In Ethiopia: Hirut Demissie, Public Relations": one more contact behind a label of its own, also across a blank line.
    if "," in text and _is_labelled_name(text) and j >= len(page.blocks) - _FOOT:
        return True
    if len(text) > 70:
        return False
    # A name, an office or a street; across a blank line only where an address follows soon.
    address_soon = any(shapes.has_address(b.text) for b in page.blocks[j + 1 : j + 4])
    return address_soon or (not block.lines[0].gap and j - opened <= 4 and shapes.capital_share(text) >= 0.7)


def _take_lines_above(page: Page, i: int) -> None:
    """The name and office above an address: short lines that end no sentence, below the middle of the text."""
    if page.blocks[i].start < len(page.text) * 0.4:
        return
    for j in range(i - 1, max(-1, i - 5), -1):
        text = page.blocks[j].text
        if j in page.taken or shapes.is_end_mark(text) or is_list_line(text) or page.dates[j]:
            return
        street = len(text) <= 50 and any(c.isdigit() for c in text)
        office = len(text) <= 60 and re.search(r",\s[A-Z][\w.]{1,4}\.$", text) is not None
        line = (len(text) <= 70 and not ends_sentence(text)) or street or office or shapes.has_mail_or_phone(text)
        named = shapes.capital_share(text) >= 0.7 or shapes.has_address(text) or any(c.isdigit() for c in text)
        if not line or not named:
            return
        page.mark(j, "contact")


def read_about(page: Page, story: int) -> None:
    """Mark the paragraphs that tell who the issuer is, from their heading to where they end."""
    i = story + 1
    while i < len(page.blocks):
        if i in page.taken or not is_about_heading(page.blocks[i].text):
            i += 1
            continue
        heading = page.blocks[i].text
        page.mark(i, "about")
        i += 1
        if is_sentence(heading):
            continue  # heading and paragraph in one: "About Acme: Acme makes …"
        while i < len(page.blocks) and _is_about_text(page, i):
            page.mark(i, "about")
            i += 1


def is_about_heading(text: str) -> bool:
    """Whether a block opens as "About Acme", "ABOUT THE AUTHORITY", "About Acme: Acme makes …"."""
    return bool(re.match(r"(?:About|ABOUT)\s+(?:the\s+|The\s+)?(?=[A-Z])[^:\n.?!]{2,80}(?::|$|\.\s)", text))


def _is_about_text(page: Page, i: int) -> bool:
    text = page.blocks[i].text
    if i in page.taken or shapes.is_end_mark(text) or is_about_heading(text):
        return False
    return ends_sentence(text) or is_list_line(text) or len(text) > 80


__all__ = ["is_about_heading", "read_about", "read_contacts", "read_credits"]
