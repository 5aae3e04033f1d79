"""Web pages as text: the article of the page without menus, scripts and advertisements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.domain.errors import BadInput
from core.importing.dates import date_in

_NOISE = (
    "script, style, noscript, template, iframe, object, embed, svg, canvas, video, audio, form, button, "
    "nav, header nav, footer, aside, dialog, [hidden], [aria-hidden=true], [role=navigation], "
    "[role=complementary], [role=banner] nav"
)
_BLOCKS = frozenset(
    [
        *("address", "article", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt", "figcaption"),
        *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p"),
        *("pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"),
    ]
)
_PLACES = ("article", "main", "[role=main]", "[itemprop=articleBody]", "body")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_DEEP = 400  # levels of nesting; pages have about 30, and parsers grow slow far beyond
_TAG = re.compile(
    r"<(/?)(?:div|span|section|article|table|ul|ol|blockquote|a|b|i|u|em|strong|font)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. ``lines``: the text of its blocks, empty ones between paragraphs."""

    lines: tuple[str, ...]
    title: str = ""
    source: str = ""
    published: str = ""
    language: str = ""
    author: str = ""


def read_html(text: str, *, whole: bool = False) -> Page:
    """The article of a page, or with ``whole`` everything on it, as exports of archives need it.

    Raises BadInput for a page nested beyond measure.
    """
    from selectolax.lexbor import LexborHTMLParser

    _refuse_deep(text)
    tree: Any = LexborHTMLParser(text)
    said = _meta(tree)
    head = tree.css_first("h1")
    named = tree.css_first("title")
    language = tree.root.attributes.get("lang", "") if tree.root else ""
    for node in tree.css(_NOISE if not whole else "script, style, noscript, template, svg, iframe, object"):
        node.decompose()
    place = tree.body if whole else _main(tree)
    lines = tuple(_lines(place)) if place is not None else ()
    return Page(
        lines,
        said.get("og:title") or _plain(head) or _plain(named),
        said.get("og:site_name", ""),
        date_in(said.get("article:published_time") or said.get("date") or said.get("pubdate") or ""),
        (language or "").split("-")[0],
        said.get("author") or said.get("article:author", ""),
    )


def _refuse_deep(text: str) -> None:
    depth = 0
    for tag in _TAG.finditer(text):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEEP:
            said = "The page is nested beyond measure, as pages made to do harm are: save its text as .txt."
            raise BadInput("deep-page", said)


def charset_of(data: bytes) -> str:
    """The encoding a page names in its first bytes; empty when it names none that exists."""
    import codecs

    found = re.search(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", data[:4096], re.IGNORECASE)
    try:
        return codecs.lookup(found[1].decode("ascii")).name if found else ""
    except (LookupError, UnicodeDecodeError):
        return ""


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        kept = node.attributes
        name = kept.get("property") or kept.get("name") or kept.get("itemprop") or ""
        if name and kept.get("content"):
            found.setdefault(name.lower(), _SPACES.sub(" ", kept["content"]).strip())
    return found


def _main(tree: Any) -> Any:
    """The element with most text in paragraphs, of the most telling kind that has any."""
    for place in _PLACES:
        found = [(sum(len(_plain(p)) for p in node.css("p")), node) for node in tree.css(place)]
        length, node = max(found, key=lambda one: one[0], default=(0, None))
        if length >= 140:
            return node
    return tree.body


def _plain(node: Any) -> str:
    return _SPACES.sub(" ", node.text(deep=True)).strip() if node is not None else ""


def _lines(place: Any) -> Iterator[str]:
    """Text by blocks; walked without recursion, for pages may be nested however deep."""
    gathered: list[str] = []
    for text, ends in _pieces(place):
        gathered.append(text)
        if ends:
            line = _SPACES.sub(" ", "".join(gathered)).strip()
            gathered.clear()
            if line:
                yield line
            if line and ends == "p":
                yield ""
    rest = _SPACES.sub(" ", "".join(gathered)).strip()
    if rest:
        yield rest


def _pieces(place: Any) -> Iterator[tuple[str, str]]:
    """Runs of text, and the ends of blocks (with the block's name)."""
    todo: list[tuple[Any, str]] = [(place, "")]
    while todo:
        node, end = todo.pop()
        if node is None:
            yield "", end
            continue
        if node.tag == "-text":
            yield node.text_content or "", ""
            continue
        if node.tag in _BLOCKS:
            yield "", "br"
            todo.append((None, "p" if node.tag == "p" else "br"))
        if node.tag in ("td", "th"):
            todo.append((None, ""))
            yield "\t", ""
        todo.extend((child, "") for child in reversed(list(node.iter(include_text=True))))
