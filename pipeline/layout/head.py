"""The head of a release: letterhead, notices, headline and sub-headlines, down to where the story begins."""

from __future__ import annotations

from pipeline.layout import shapes
from pipeline.layout.letterhead import find_letterhead
from pipeline.layout.lines import Block, ends_sentence, is_list_line
from pipeline.layout.page import Page, is_sentence, letters
from pipeline.lexicon import words

_HEADLINE = 300  # characters; no headline is longer
_STORY = 140  # characters from which a block that ends a sentence is a paragraph of the story
_HEAD_BLOCKS = 14  # blocks, letterhead aside, within which the head of a release ends
_POINTS = 12  # lines of key points that may stand between headline and story
# A line that opens with one of these names or addresses somebody; it is no headline.
_ADDRESSED = (words("honorifics") - {"the", "their", "his", "her"}) | {
    "your",
    "excellencies",
    "distinguished",
    "dear",
    "question",
    "answer",
}


def read_head(page: Page) -> int:
    """Mark the letterhead and headline blocks; returns the index of the block at which the story begins."""
    letterhead = find_letterhead(page)
    for i in sorted(letterhead):
        page.mark(i, "letterhead")
    title_seen = page.title is not None
    reach = min(len(page.blocks), _HEAD_BLOCKS + len(letterhead))
    for i, block in enumerate(page.blocks[:reach]):
        if i in letterhead or page.dates[i] or shapes.is_end_mark(block.text):
            continue
        if shapes.is_notice(block.text) or shapes.is_embargo(block.text):
            page.mark(i, "letterhead")
            continue
        if page.is_side(i):
            continue
        if not title_seen:
            if not _can_be_title(page, i):
                return i
            page.mark(i, "headline")
            page.title = block.text
            title_seen = True
        elif _repeats_title(page, block):
            page.mark(i, "headline")
            if page.title and page.title.rstrip().endswith(("…", "...")):
                page.title = block.text
        elif _is_subheadline(page, i):
            page.mark(i, "headline")
        else:
            return i
    return reach


def _can_be_title(page: Page, i: int) -> bool:
    block = page.blocks[i]
    if len(block.text) > _HEADLINE or (is_list_line(block.text) and not block.text.startswith(("–", "—", "»"))):
        return False
    if not any(c.isalpha() for c in block.text):
        return False
    if page.opens_with_dateline(i) or len(page.blocks) == 1:
        return False
    if not ends_sentence(block.text) or block.text.endswith(("?", "!", "…", "...")):
        return True
    # A full stop: a headline only where it is written like one, or a date line follows.
    following = page.blocks[i + 1] if i + 1 < len(page.blocks) else None
    followed = following is not None and (
        page.dates[i + 1] is not None or letters(following.text) == letters(block.text)
    )
    return followed or (
        len(block.text) < 160 and (shapes.capital_share(block.text) >= 0.8 or shapes.is_capitals(block.text))
    )


def _repeats_title(page: Page, block: Block) -> bool:
    if not page.title:
        return False
    title, again = letters(page.title), letters(block.text)
    if not title or not again or len(block.text) > _HEADLINE:
        return False
    if title == again:
        return True
    if min(len(title), len(again)) < 15:
        return False
    cut = page.title.rstrip().endswith(("…", "..."))
    # A longer block repeats a title that was cut; the first sentence of the story may open like its headline.
    return title.startswith(again) or (again.startswith(title) and (cut or not ends_sentence(block.text)))


def _is_subheadline(page: Page, i: int) -> bool:
    text = page.blocks[i].text
    if len(text) > 220 or page.opens_with_dateline(i) or text.endswith((",", ":", ";")):
        return False
    if i + 1 >= len(page.blocks) or text.split(maxsplit=1)[0].lower().strip(".") in _ADDRESSED or text.endswith(")"):
        return False
    directly = _stands_below_headline(page, i)
    bare = text.lstrip("–—-")
    if bare != text and bare[:1] in {" ", "\u00a0"} and directly and len(text) < 160:
        return True
    if is_list_line(text) or (ends_sentence(text) and not text.endswith(("?", "!"))):
        return False
    # The second line of a headline that stands apart from the rest; a caption may stand there too.
    set_apart = not page.blocks[i].lines[0].gap and page.blocks[i + 1].lines[0].gap
    if directly and set_apart and _says_something(text) and _story_follows(page, i, points=True):
        return True
    if not _story_follows(page, i):
        return False
    return shapes.is_capitals(text) or (len(text.split()) >= 4 and shapes.capital_share(text) >= 0.75)


def _says_something(text: str) -> bool:
    return sum(word.isalpha() for word in text.split()) >= 4 and not shapes.has_sentence_break(text)


def _stands_below_headline(page: Page, i: int) -> bool:
    before = page.blocks[i - 1] if i else None
    return before is not None and any(
        z.name == "headline" and (z.start, z.end) == (before.start, before.end) for z in page.zones
    )


def _story_follows(page: Page, i: int, *, points: bool = False) -> bool:
    """Whether below block i a paragraph of running text comes next.

    Date lines and further short headings may stand between; with `points` a list of key points too.
    """
    for j in range(i + 1, min(i + (_POINTS if points else 4), len(page.blocks))):
        text = page.blocks[j].text
        if points and not is_sentence(text) and (is_list_line(text) or len(text.split()) <= 4):
            continue
        if ends_sentence(text) or len(text) > _STORY:
            return not text.endswith(":") or len(text) > _STORY
        if not (page.dates[j] or shapes.is_notice(text) or shapes.is_capitals(text) or page.is_side(j)):
            return False
    return False


__all__ = ["read_head"]
