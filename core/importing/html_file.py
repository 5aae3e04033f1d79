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
_DEEPEST = 5_000  # of elements of any name, which may stand open by mistake
_OPEN = 100  # elements of script open at once; parsers open each anew in every paragraph
_PARAGRAPHS = 100_000  # looked at for the article; those of elements in one another are looked at for each
_LONG_TAG = re.compile(r"<[a-z][^<>]{20000,}", re.IGNORECASE)
_ATTRIBUTES = 2_000  # words in a tag; parsers compare each attribute with all others
_TAG = re.compile(
    r"<(/?)(?:div|span|section|article|table|ul|ol|blockquote|a|b|i|u|em|strong|font)\b", re.IGNORECASE
)
_SCRIPT = re.compile(r"<(/?)(?:b|i|u|s|em|strong|font|code|tt|small|big|strike|nobr)\b", re.IGNORECASE)
# Elements with an end of their own: those that may do without would seem nested where they are not.
_ANY_TAG = re.compile(
    r"<(/?)(?!(?:p|li|br|img|meta|link|hr|input|td|tr|th|option|dd|dt|t(?:body|head|foot)|col|colgroup|source"
    r"|wbr|area|base|embed|param|track|html|head|body|optgroup|rp|rt)\b)[a-z][^<>\s/]*(?:[^<>/]|/(?!>))*>",
    re.IGNORECASE,
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
    deepest = ((_TAG, _DEEP), (_SCRIPT, _OPEN), (_ANY_TAG, _DEEPEST))
    deep = any(_depth_of(tags, text) > most for tags, most in deepest)
    if deep or any(len(tag[0].split()) > _ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        said = "The page is nested beyond measure, as pages made to do harm are: save its text as .txt."
        raise BadInput("deep-page", said)


def _depth_of(tags: re.Pattern[str], text: str) -> int:
    depth = most = 0
    for tag in tags.finditer(text):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        most = max(most, depth)
    return most


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
    left = _PARAGRAPHS
    for place in _PLACES:
        longest, main = 0, None
        for node in tree.css(place):
            paragraphs = node.css("p") if left > 0 else []
            left -= len(paragraphs)
            length = sum(len(_plain(one)) for one in paragraphs)
            if length > longest:
                longest, main = length, node
        if longest >= 140:
            return main
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
