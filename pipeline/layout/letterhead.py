"""The letterhead: lines above the headline that say who issues the release, and what paper it is.

It is told from the headline by form and by the release itself. Some lines are no headline whatever they say: two columns on
one line ("Press Release No. 31      Date: 12/03/2025"), a notice between stars, a reference number, an embargo, a path
of links, the bare name of the kind of paper ("INFORMATION NOTE FOR THE PRESS"). Lines above these that read like a name
are the issuer's, and so are lines whose name the story uses again, as no story does with its headline. What stands last
before the story, such lines aside, is never letterhead: there the headline is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.layout import shapes
from pipeline.layout.lines import ends_sentence, is_list_line
from pipeline.layout.page import CONTACT_LINE, Page, is_sentence, letters
from pipeline.lexicon import table, words

_REACH = 24  # blocks within which head and letterhead end
_HEADLINE = 300  # characters; no headline is longer
_NAME = 90  # characters; no line that names an issuer is longer
_NAME_WORDS = 8  # a longer run of words that comes again is a headline cited
_CAPTION = 180  # characters; a longer line above the story is the caption of a picture
_ADDRESSED = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "hon", "dear", "your", "honorary", "excellencies", "distinguished"}
)
_JOINING = frozenset({"of", "for", "the", "and", "on", "at", "in", "to", "de", "la", "du", "des"})


def find_letterhead(page: Page) -> set[int]:
    """The indices of the letterhead's blocks; date lines, credits and contacts among them are not counted."""
    if page.front and page.front.title:
        return set()
    end = _story(page)
    furniture = {i for i in range(end) if _is_furniture(page, i)}
    groups = list(_groups(page, end, furniture))
    names: set[int] = set()
    while len(groups) > 1 and _issues(page, groups[0], groups[1][0], furniture, end):
        names |= set(groups.pop(0))
    group = groups[0] if groups else []
    while len(group) > 1 and _stands_above(page, group[0], group[1]) and _is_body(page, group[0], end):
        names.add(group[0])
        group = group[1:]
    if not group or not _can_be_headline(page.blocks[group[0]].text):
        return set()  # nothing that could be the headline but these lines themselves
    return names | {i for i in furniture if i < group[0] or _is_paper(page.blocks[i].text)} - _told_apart(page, end)


def _story(page: Page) -> int:
    """The first block that is story: running text, a dateline, a list, a salutation."""
    for i, block in enumerate(page.blocks[:_REACH]):
        text = block.text
        if page.dates[i] or _is_furniture(page, i):
            continue
        if page.opens_with_dateline(i) or len(text) > _HEADLINE or is_list_line(text):
            return i
        if text.endswith(",") and text.split(maxsplit=1)[0].lower().strip(".") in _ADDRESSED:
            return i
        runs = ends_sentence(text) and not text.endswith(("?", "!", "…", "..."))
        if runs and len(text.split()) >= 8 and shapes.capital_share(text) < 0.8:
            return i
    return min(len(page.blocks), _REACH)


def _is_furniture(page: Page, i: int) -> bool:
    """Whether a line of the head is by its form no headline."""
    text = page.blocks[i].text
    return bool(
        page.dates[i] or shapes.is_end_mark(text) or _is_paper(text) or len(shapes.columns(text)) > 1 or page.is_side(i)
    )


def _is_paper(text: str) -> bool:
    """Whether a line tells of the paper itself: its kind, number, reference, embargo, language, place on a site."""
    return (
        shapes.is_notice(text)
        or shapes.is_paper_kind(text)
        or shapes.is_embargo(text)
        or shapes.is_starred(text)
        or shapes.is_path(text)
        or shapes.is_reference(text)
    )


def _told_apart(page: Page, end: int) -> set[int]:
    """Blocks of the head that have a zone of their own."""
    return {i for i in range(end) if page.dates[i] or shapes.is_end_mark(page.blocks[i].text) or _is_side_only(page, i)}


def _is_side_only(page: Page, i: int) -> bool:
    text = page.blocks[i].text
    return page.is_side(i) and not _is_paper(text) and len(shapes.columns(text)) < 2


def _groups(page: Page, end: int, furniture: set[int]) -> Iterator[list[int]]:
    """The plain blocks of the head, parted by blank lines and by lines of form."""
    group: list[int] = []
    for i in range(end):
        if group and (i in furniture or page.blocks[i].lines[0].gap):
            yield group
            group = []
        if i not in furniture:
            group.append(i)
    if group:
        yield group


def _issues(page: Page, group: Sequence[int], following: int, furniture: set[int], end: int) -> bool:
    """Whether a group above another one names the issuer rather than what is new."""
    if not all(_can_be_letterhead(page.blocks[i].text) for i in group):
        return False
    if not _reads_like_name(page.blocks[group[0]].text) or not _stands_above(page, group[0], following):
        return False
    if len(page.blocks[group[0]].text.split()) == 1:
        return True  # the name of a section of the site
    between = [page.blocks[i].text for i in range(group[-1] + 1, following) if i in furniture]
    if any(_is_paper(text) or len(shapes.columns(text)) > 1 for text in between):
        return True
    return _is_body(page, group[0], end)


def _stands_above(page: Page, i: int, following: int) -> bool:
    """Whether below line i a headline stands that says something else."""
    text = page.blocks[following].text
    return _can_be_headline(text) and letters(text) != letters(page.blocks[i].text)


def _can_be_headline(text: str) -> bool:
    """Whether a line can be a headline; a single word ("Overview"), a caption, the name of one addressed cannot."""
    parts = text.split()
    addressed = parts[0].lower().strip(".") in _ADDRESSED if parts else True
    return len(parts) >= 3 and len(text) <= _CAPTION and not shapes.has_sentence_break(text) and not addressed


def _can_be_letterhead(text: str) -> bool:
    return len(text) <= CONTACT_LINE and (not ends_sentence(text) or _has_legal_form(text))


def _reads_like_name(text: str) -> bool:
    """Whether a line may name somebody: every longer word with a capital, no stops of a sentence, no quotes."""
    bare = _without_brackets(text)
    return (
        0 < len(bare) <= _NAME
        and shapes.capital_share(bare) == 1.0
        and not any(c in bare for c in ':;?!…"“”‘|')
        and not bare[0].isdigit()
    )


def _is_body(page: Page, i: int, end: int) -> bool:
    """Whether a line is the name of a body: by its head word or legal form, or since the story uses it as a name."""
    text = page.blocks[i].text
    if not _reads_like_name(text) or not _can_be_letterhead(text):
        return False
    return _has_legal_form(text) or _has_body_head(text) or _comes_again(page, text, end)


def _has_legal_form(text: str) -> bool:
    parts = text.lower().split()
    return len(parts) > 1 and parts[-1] in words("legal_forms") - {"company"}


def _has_body_head(text: str) -> bool:
    """Whether a word for bodies ends it ("Velden Port Authority") or opens it with "of" or "for" ("OFFICE OF THE GOVERNOR")."""
    parts = [part.lower() for part in re.findall(r"[\w'’.&-]+", _without_brackets(text))]
    heads = table("org_heads")
    if not 2 <= len(parts) <= 10:
        return False
    opens = parts[0] in heads and parts[1] in {"of", "for"}
    closes = parts[-1] in heads and not _JOINING & set(parts[:-1]) - {"of", "and", "de"}
    return opens or closes


def _comes_again(page: Page, text: str, end: int) -> bool:
    """Whether running text below uses the line's words as they stand, in whatever case."""
    name = re.sub(r"^the\s+", "", _without_brackets(text), flags=re.IGNORECASE)
    if not 2 <= len(name.split()) <= _NAME_WORDS or len(name) < 8:
        return False
    wanted = re.compile(rf"(?<!\w){re.escape(name.casefold())}(?!\w)")
    return any(is_sentence(block.text) and wanted.search(block.text.casefold()) for block in page.blocks[end:])


def _without_brackets(text: str) -> str:
    return " ".join(re.sub(r"\([^()]*\)", " ", text).split())


__all__ = ["find_letterhead"]
