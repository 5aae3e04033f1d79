"""Texts with names marked by hand as ``[words|TYPE]``, for tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FRESH = Path(__file__).with_name("fresh_news.txt")

Marked = frozenset[tuple[int, int, str]]


@dataclass(frozen=True)
class Text:
    published: str
    text: str
    names: Marked


def unmarked(body: str) -> tuple[str, Marked]:
    """The plain text and its names as (start, end, type)."""
    text, names = "", set()
    for part in re.split(r"(\[[^\]|]+\|[A-Z]+\])", body):
        found = re.fullmatch(r"\[([^\]|]+)\|([A-Z]+)\]", part)
        if found:
            names.add((len(text), len(text) + len(found[1]), found[2]))
        text += found[1] if found else part
    return text, frozenset(names)


def fresh() -> list[Text]:
    out = []
    for line in FRESH.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            published, body = line.split("::", 1)
            out.append(Text(published, *unmarked(body)))
    return out


def score(found: Marked, right: Marked) -> tuple[float, float]:
    """Precision and recall of exact spans with their type."""
    hits = len(found & right)
    return hits / max(1, len(found)), hits / max(1, len(right))


def damaged(text: str, names: Marked, width: int = 66) -> tuple[str, Marked]:
    """``text`` as feeds damage it: wrapped at ``width`` with the space at each wrap lost."""
    lost, column = [], 0
    for found in re.finditer(r"\S+( ?)", text):
        column += len(found.group())
        following = re.match(r"\S*", text[found.end() :])
        if found.group(1) and following and column + len(following.group()) > width:
            lost.append(found.end() - 1)
            column = 0
    out = "".join(c for i, c in enumerate(text) if i not in set(lost))
    before = [0] * (len(text) + 1)
    for i in range(len(text)):
        before[i + 1] = before[i] + (i in lost)
    return out, frozenset((a - before[a], b - before[b], label) for a, b, label in names)


def joined(texts: list[Text]) -> tuple[str, Marked]:
    """Several texts as the paragraphs of one."""
    text, names = "", set()
    for part in texts:
        shift = len(text)
        names |= {(a + shift, b + shift, label) for a, b, label in part.names}
        text += part.text + "\n\n"
    return text, frozenset(names)
