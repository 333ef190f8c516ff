"""Markdown: the text as a reader of the rendered page sees it, block by block; front matter gives title and day.

Rendered with markdown-it (CommonMark), so that marks inside words, escapes, nested lists and links come out right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import frontmatter
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.errors import ReleaseError
from pipeline.layout.front_matter import day_of, read_front_matter
from pipeline.load.release import Reading
from pipeline.load.text import with_title

_PARSER = MarkdownIt("commonmark").enable("table")


def read_markdown(text: str) -> Reading:
    """The release in a Markdown file.

    Raises ReleaseError E109 where there is front matter that is no YAML, nor lines of `key: value`.
    """
    title, day, body = None, None, text
    front = read_front_matter(text)
    if front is not None:
        try:
            meta = _plain_values(frontmatter.parse(text[front.start : front.end])[0])
        except (yaml.YAMLError, ValueError, RecursionError):
            meta = dict(front.entries)  # titles with a colon in them are no YAML, and common
        found = meta.get("title") or front.title
        title = " ".join(str(found).split()) if found else None
        day = day_of(meta) or day_of(front.entries)
        body = f"{text[: front.start]}\n{text[front.end :]}"
    elif text.lstrip().startswith("---\n"):
        try:
            entries, content = frontmatter.parse(text.lstrip())
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise ReleaseError("E109", str(error).splitlines()[0]) from error
        if entries:
            meta = _plain_values(entries)
            title, day, body = str(meta.get("title") or "") or None, day_of(meta), content
    return Reading(with_title(plain_text(body), title), title, day)


def _plain_values(meta: dict[str, object]) -> dict[str, object]:
    """Single values alone: a list of lists that name each other is short in YAML, and endless once written out."""
    return {key: value for key, value in meta.items() if isinstance(value, str | int | float | dt.date)}


def plain_text(markdown: str) -> str:
    """Markdown as plain text: blocks parted by blank lines, list items by their bullets, links by their words."""
    lines: list[str] = []
    ordered: list[int | None] = []
    marker = ""
    tight = 0
    for token in _PARSER.parse(markdown):
        match token.type:
            case "ordered_list_open":
                ordered.append(int(token.attrGet("start") or 1))
            case "bullet_list_open":
                ordered.append(None)
            case "ordered_list_close" | "bullet_list_close":
                ordered.pop()
                if not ordered:
                    lines.append("")
            case "list_item_open":
                number = ordered[-1]
                marker = f"{number}. " if number is not None else "- "
                if number is not None:
                    ordered[-1] = number + 1
                tight += 1
            case "list_item_close":
                tight -= 1
            case "tr_close":
                lines.append("")
            case "inline":
                lines.append(marker + "".join(_inline(token.children or [])))
                marker = ""
                if not tight:
                    lines.append("")
            case "fence":
                lines += [token.content.rstrip("\n"), ""]
            case "code_block":  # indented text, and numbered paragraphs with a wide gap behind the number
                lines += [marker + token.content.strip(), ""]
                marker = ""
            case "html_block":
                lines += [_without_tags(token.content), ""]
    return "\n".join(lines)


def _inline(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                yield token.content
            case "softbreak" | "hardbreak":
                yield "\n"
            case "image":
                yield token.content  # its alternative text
            case "html_inline" if token.content.lower().startswith("<br"):
                yield "\n"


def _without_tags(html: str) -> str:
    from lxml import html as parser  # type: ignore[import-untyped]  # noqa: PLC0415  (only raw HTML pays for it)

    if not html.strip() or html.strip().startswith("<!--"):
        return ""
    return str(parser.fromstring(f"<div>{html}</div>").text_content()).strip()
