"""Where quotation marks open and close in a text."""

from __future__ import annotations

import re

from core.domain.text import Span

QUOTE_MARKS = frozenset('"“”„«»‘’') | {"''", "``"}
_OPENING = {"“": '”"', "„": "“”", "«": "»", "‘": "’"}
_MARK = re.compile("[\"“”„«»‘’'`]")
_SINGLE = re.compile(r"'[^\W\d][^\n\"“”]*?[^\s']'(?!\w)")
_LONGEST_SINGLE = 300  # code points to look ahead for the partner of a straight single mark
_LINE = re.compile(r"[^\n]+")


def quotations(text: str) -> tuple[Span, ...]:
    """Quoted stretches, marks included; a quotation never closed ends with its paragraph."""
    out: list[Span] = []
    for line in _LINE.finditer(text):
        out.extend(_in_line(text, line.start(), line.end()))
    return tuple(out)


def _in_line(text: str, start: int, end: int) -> list[Span]:
    out: list[Span] = []
    opened = -1
    closing = ""
    next_mark = start
    for mark in _MARK.finditer(text, start, end):
        at = mark.start()
        if at < next_mark:
            continue
        width = 1
        if opened < 0:
            closing = _closing_for(text, at)
            if closing:
                opened = at
                width = len(closing) if closing == "''" else 1
        elif _closes(text, at, end, closing):
            width = 2 if closing == "''" else 1
            if at > opened + 1:
                out.append(Span(opened, at + width))
            opened = -1
        next_mark = at + width
    # A quotation that runs on into the next paragraph is closed by its end; a lone mark is no quotation.
    if opened >= 0 and closing not in "’'" and end - opened > 20:
        out.append(Span(opened, end))
    return out


def _closing_for(text: str, at: int) -> str:
    """The marks that can close what opens at ``at``; empty when nothing opens there."""
    char = text[at]
    if char == '"':
        return '"”'
    if text.startswith("''", at) or text.startswith("``", at):
        return "''"
    if char == "‘" and at > 0 and text[at - 1].isalnum():
        return ""
    if char == "'":
        return "'" if _opens_single(text, at) else ""
    return _OPENING.get(char, "")


def _closes(text: str, at: int, end: int, closing: str) -> bool:
    """Whether the mark at ``at`` ends a quotation: an apostrophe inside a word does not."""
    if closing == "''":
        return text.startswith("''", at)
    if text[at] not in closing:
        return False
    return text[at] not in "’'" or at + 1 >= end or not text[at + 1].isalnum()


def _opens_single(text: str, at: int) -> bool:
    """Whether a straight single mark opens a quotation: free before it, and its partner not far off."""
    free = at == 0 or text[at - 1].isspace() or text[at - 1] in "([—"
    return free and _SINGLE.match(text, at, at + _LONGEST_SINGLE) is not None
