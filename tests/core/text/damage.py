"""The damage that joined lines do to a clean text."""

from __future__ import annotations

import re


def damaged(text: str, width: int) -> tuple[str, set[int]]:
    """``text`` wrapped at ``width`` and joined again without spaces, and the places so glued."""
    lost: list[int] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        line = paragraph.start()
        for word in re.finditer(r"\S+", paragraph.group()):
            start, end = paragraph.start() + word.start(), paragraph.start() + word.end()
            if start > line and end - line > width:
                line = start
                if text[start - 1] == " " and text[start - 2] != " ":
                    lost.append(start - 1)
    gone = set(lost)
    glued = "".join(char for at, char in enumerate(text) if at not in gone)
    return glued, {at - k for k, at in enumerate(lost)}
