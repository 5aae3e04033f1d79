"""The damage that joined lines and lost full stops do to clean texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from random import Random


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


def stopless(sentences: Iterable[str], rng: Random, share: float) -> tuple[str, set[int], set[int]]:
    """Sentences as a text, where ``share`` of the full stops before others of the same line are lost.

    Beside the text: where sentences begin after a lost stop, and where any others do. A line feed among the
    sentences ends a line.
    """
    text, lost, starts = "", set[int](), set[int]()
    for sentence, after in pairwise([*sentences, "\n"]):
        if sentence == "\n":
            text = text.rstrip(" ") + "\n"
            continue
        if len(text) not in lost:
            starts.add(len(text))
        text += sentence
        if sentence.endswith(".") and len(sentence) > 8 and after[:1].isupper() and rng.random() < share:
            text = text[:-1].rstrip()
            lost.add(len(text) + 1)
        text += " "
    return text.rstrip(), lost, starts
