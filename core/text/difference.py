"""What a corrected text adds and takes out, in whole words, for a person to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.text.agree import Block, agreement


class Part(StrEnum):
    """What a piece of a comparison is."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is in both versions, only in the old one, or only in the new one."""

    part: Part
    text: str


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """Both texts as one row of pieces: without the added ones it is ``old``, without the removed ``new``."""
    return tuple(piece for piece in _pieces(old, new) if piece.text)


def _pieces(old: str, new: str) -> Iterator[Piece]:
    a = c = 0
    for b, d, size in [*_whole_words(old, new), (len(old), len(new), 0)]:
        yield Piece(Part.REMOVED, old[a:b])
        yield Piece(Part.ADDED, new[c:d])
        yield Piece(Part.SAME, old[b : b + size])
        a, c = b + size, d + size


def _whole_words(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    """The blocks of `agreement` without the parts of words at their ends that change."""
    for block in agreement(old, new):
        start, end = 0, block.size
        while start < end and _within_word(old, new, block, start):
            start += 1
        while start < end and _within_word(old, new, block, end):
            end -= 1
        if start < end:
            yield block.old + start, block.new + start, end - start


def _within_word(old: str, new: str, block: Block, at: int) -> bool:
    """Whether a word goes on at ``at`` of the block, in one of the texts."""
    return _goes_on(old, block.old + at) or _goes_on(new, block.new + at)


def _goes_on(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
