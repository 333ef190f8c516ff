"""Web pages: the release inside the page, without navigation, scripts, banners and lists of other releases.

trafilatura says which of the page's text is main content; the page's own order of blocks says what stands around it.
Trafilatura drops short lines that a release cannot do without (date line, credit, contact), so those next to the main
content are taken back, recognised by their form. The text begins with the headline, but for notices above it.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import trafilatura
from lxml import html as parser  # type: ignore[import-untyped]  # lxml ships no types
from lxml.etree import ParserError  # type: ignore[import-untyped]

from pipeline.errors import ReleaseError
from pipeline.layout import shapes
from pipeline.layout.date_lines import date_line
from pipeline.layout.front_matter import as_day
from pipeline.load.release import Reading

# It tells of every page that it finds nothing in, which the quarantine tells too.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "form",
        "button",
        "select",
        "option",
        "iframe",
        "svg",
        "canvas",
        "video",
        "audio",
        "object",
        "dialog",
        "menu",
        "head",
        "input",
        "textarea",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "html",
        "summary",
    ]
)
_HIDDEN = re.compile(
    r"\b(?:sr-only|screen-reader|visually-hidden|element-invisible|element-hidden|skip-link|cookie|consent|breadcrumb|share|social|related)",
    re.IGNORECASE,
)
_DAY_METAS = (
    "article:published_time", "datepublished", "date.issued", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date", "dc:date",
    "publish-date", "publish_date", "publication_date", "pubdate", "sailthru.date", "parsely-pub-date", "date", "og:published_time",
)  # fmt: skip
_LONG = 60  # characters of a block that can only be main content if trafilatura has it
_AROUND = 14  # blocks before and behind the main content that may belong to the release
_HEADINGS = frozenset({"h1", "h2", "h3"})


@dataclass(frozen=True, slots=True)
class _PageBlock:
    text: str
    tag: str
    linked: float  # share of its letters that are links
    path: tuple[Any, ...]  # the elements it stands in, outermost first


def read_html(page: str) -> Reading:
    """The release in a web page.

    Raises ReleaseError E107 where the page has no text of its own.
    """
    tree = _parse(page)
    day = _stated_day(tree)
    titles = _stated_titles(tree)
    blocks = list(_page_blocks(tree))
    body = _main_content(page, blocks)
    if not body:
        raise ReleaseError("E107")
    first, last = body[0], body[-1]
    headline = _headline(blocks, first, titles)
    head = [blocks[headline].text] if headline is not None else titles[:1]
    around = range(max(0, first - _AROUND), first)
    above = [i for i in around if i != headline and _belongs_above(blocks, i, headline)]
    before = [blocks[i].text for i in above if headline is not None and i < headline and not date_line(blocks[i].text)]
    behind = [blocks[i].text for i in above if headline is None or i > headline or date_line(blocks[i].text)]
    below = [blocks[i].text for i in _below(blocks, first, last)]
    kept = [blocks[i].text for i in body if i != headline]
    text = "\n\n".join([*before, *head, *behind, *kept, *below])
    return Reading(text, titles[0] if titles else None, day)


def read_fragment(markup: str) -> str:
    """The text of a piece of a page, as feeds and exports hold it: all of it is the release, less what no reader sees.

    Raises ReleaseError E107 where it has no text of its own.
    """
    return "\n\n".join(block.text for block in _page_blocks(_parse(f"<html><body>{markup}</body></html>")))


def _parse(page: str) -> Any:
    # A declared encoding is of the bytes; the page is text already, and lxml refuses to hear of both.
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    try:
        return parser.document_fromstring(page)
    except (ParserError, ValueError) as error:
        raise ReleaseError("E107") from error


def _page_blocks(tree: Any) -> Iterator[_PageBlock]:
    """The visible blocks of a page in their order: one for each stretch of text between block elements."""
    parts: list[tuple[str, bool]] = []
    tag, path = "body", ()

    def close() -> Iterator[_PageBlock]:
        raw = "".join(text for text, _ in parts)
        linked = sum(len(text.strip()) for text, link in parts if link)
        parts.clear()
        lines = [" ".join(line.split()) for line in raw.split("\v")]
        text = "\n".join(line for line in lines if line)
        if text:
            yield _PageBlock(text, tag, linked / len(text), path)

    def walk(element: Any, ancestors: tuple[Any, ...], in_link: bool) -> Iterator[_PageBlock]:
        nonlocal tag, path
        name = element.tag if isinstance(element.tag, str) else None
        if name is not None and not _is_dropped(element, name):
            is_block = name in _BLOCKS
            inside = (*ancestors, element)
            if is_block:
                yield from close()
                tag, path = name, inside
            link = in_link or name == "a"
            if name == "br":
                parts.append(("\v", False))
            if element.text:
                parts.append((element.text, link))
            for child in element:
                yield from walk(child, inside, link)
            if is_block:
                yield from close()
                tag, path = (ancestors[-1].tag if ancestors else "body"), ancestors
        if element.tail:
            parts.append((element.tail, in_link))

    body = tree.find("body")
    yield from walk(body if body is not None else tree, (), in_link=False)
    yield from close()


def _is_dropped(element: Any, name: str) -> bool:
    if name in _DROPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if "display:none" in (element.get("style") or "").replace(" ", "").lower():
        return True
    marks = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    if name in {"body", "html", "main", "article"}:
        return False
    return bool(_HIDDEN.search(marks)) or element.get("role") in {"navigation", "search", "dialog"}


def _main_content(page: str, blocks: Sequence[_PageBlock]) -> list[int]:
    """Indices of the blocks that make up the release's body.

    From the first to the last block that trafilatura takes for content, less lists of links that it does not.
    """
    extracted = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True) or ""
    content = _letters(extracted)
    sure = [
        i
        for i, block in enumerate(blocks)
        if len(block.text) >= _LONG and block.tag not in _HEADINGS and _letters(block.text) in content
    ]
    if not sure:
        # A page too small for trafilatura: whatever is no link.
        return [i for i, block in enumerate(blocks) if block.linked < 0.5 and any(c.isalpha() for c in block.text)]
    first, last = sure[0], sure[-1]
    depth = _shared_depth(blocks, sure)
    inside = [i for i, block in enumerate(blocks) if _common(block.path, blocks[first].path) >= depth]
    letters = sum(len(blocks[i].text) for i in inside)
    if sum(len(blocks[i].text) for i in sure) >= 0.6 * letters:
        # The element that holds all of it holds little else: what trails behind (a table, a list) is of the release.
        last = max([last, *(i for i in inside if blocks[i].linked < 0.5 and blocks[i].tag not in _HEADINGS)])
    inner = set(inside)
    chosen = {
        i
        for i in range(first, last + 1)
        if _letters(blocks[i].text) in content or (blocks[i].linked < 0.5 and i in inner)
    }
    # A short label whose value was a link ("Topics:", "Filed under:") is left of a list of links, and goes with it.
    return [
        i for i in sorted(chosen) if i + 1 in chosen or len(blocks[i].text) > 40 or not blocks[i].text.endswith(":")
    ]


def _shared_depth(blocks: Sequence[_PageBlock], sure: Sequence[int]) -> int:
    """How many enclosing elements all sure blocks share."""
    return min(_common(blocks[i].path, blocks[sure[0]].path) for i in sure)


def _common(a: tuple[Any, ...], b: tuple[Any, ...]) -> int:
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x is not y:
            break
        shared += 1
    return shared


def _headline(blocks: Sequence[_PageBlock], first: int, titles: Sequence[str]) -> int | None:
    """The block that is the headline: one the page's own titles repeat, else the nearest h1 above the body."""
    wanted = [_letters(title) for title in titles]
    candidates = [i for i in range(min(len(blocks), first + 3)) if blocks[i].tag in _HEADINGS]
    for i in reversed(candidates):
        letters = _letters(blocks[i].text)
        if len(letters) > 8 and any(letters in title or title in letters for title in wanted if len(title) > 8):
            return i
    h1 = [i for i in candidates if blocks[i].tag == "h1" and len(blocks[i].text.split()) > 2]
    if h1:
        return h1[-1]
    exact = [i for i in range(first + 1) if _letters(blocks[i].text) in wanted]
    return exact[-1] if exact else None


def _belongs_above(blocks: Sequence[_PageBlock], i: int, headline: int | None) -> bool:
    """Whether a block above the body is part of the release: notice, date line, sub-headline, credit, contact."""
    block = blocks[i]
    if block.linked > 0.5 or len(block.text) > 300:
        return False
    if shapes.is_notice(block.text) or date_line(block.text):
        return True
    if headline is None or i < headline:
        return False
    if block.tag in _HEADINGS or _is_side(block.text):
        return True
    # Paragraphs between headline and body (a short first one, a dateline of its own) and the captions of pictures.
    return block.tag in {"p", "figcaption"} and len(block.text) > 25


def _below(blocks: Sequence[_PageBlock], first: int, last: int) -> Iterator[int]:
    """Blocks behind the body that belong to it: credits, contacts, a date line, the end mark; as long as they come close."""
    depth = max(_common(blocks[first].path, blocks[last].path) - 1, 0)
    for i in range(last + 1, min(len(blocks), last + 1 + _AROUND)):
        block = blocks[i]
        if _common(block.path, blocks[first].path) < depth or (block.tag in _HEADINGS and not _is_side(block.text)):
            return
        if _is_side(block.text) or date_line(block.text) or shapes.is_end_mark(block.text):
            yield i


def _is_side(text: str) -> bool:
    return bool(
        shapes.credit_label(text)
        or (shapes.contact_label(text) and len(text) > 12)
        or (len(text) < 160 and shapes.has_mail_or_phone(text))
    )


def _stated_titles(tree: Any) -> list[str]:
    """The titles the page gives itself, the surest first."""
    found = [
        *tree.xpath(
            "//meta[@property='og:title' or @name='twitter:title' or @name='dc.title' or @name='DC.title']/@content"
        ),
        *(str(node.get("headline")) for node in _linked_data(tree) if isinstance(node.get("headline"), str)),
        *tree.xpath("//head/title/text()"),
    ]
    titles = []
    for raw in found:
        # "Headline | Ministry of Works": the site's name behind a bar or dash is not the headline's.
        title = " ".join(re.split(r"\s[|»·]\s", str(raw))[0].split())
        if title and title not in titles:
            titles.append(title)
    return titles


def _stated_day(tree: Any) -> dt.date | None:
    """The day of issue that the page's metadata state: JSON-LD, meta tags, microdata, the time element."""
    for node in _linked_data(tree):
        day = as_day(node.get("datePublished"))
        if day:
            return day
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if meta.get(key) and meta.get("content"):
                metas.setdefault(meta.get(key).lower(), meta.get("content"))
    values = [metas.get(name) for name in _DAY_METAS]
    values += tree.xpath(
        "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content | //*[@property='dc:date']/@content"
    )
    values += tree.xpath("//time[@pubdate]/@datetime | //article//header//time/@datetime")
    values += tree.xpath(
        "//*[@itemprop='datePublished']/text() | //time[@pubdate]/text() | //article//header//time/text()"
    )
    for value in values:
        day = as_day(value)
        if day:
            return day
    return None


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(str(script), strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = data if isinstance(data, list) else [data]
        for node in nodes:
            if isinstance(node, dict):
                yield node
                graph = node.get("@graph")
                yield from (n for n in (graph if isinstance(graph, list) else ()) if isinstance(n, dict))


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
