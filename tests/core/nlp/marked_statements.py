"""Small sentences with statements marked as ``[S speaker] [Q cue] [C content] [A addressee]``, for tests.

A line may begin with "~ " (a known miss) and with "direct | ", "mixed | " or "indirect | "; ``\\n`` ends a
line of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from core.domain.coding import Suggestion, fills, value_of
from core.domain.text import Span
from core.nlp import statements
from core.nlp.analyse import read
from core.nlp.engine import Engine

FOLDER = Path(__file__).with_name("said")
DEFAULT = 0.5
_MARK = re.compile(r"\[([SQCA]) ([^\]]*)\]")
_DIRECTNESS = re.compile(r"(direct|mixed|indirect) \| ")
UNSURE = frozenset({"nested", "noun_headed"})  # hidden at the default threshold


@dataclass(frozen=True)
class Said:
    """One sentence and the statement marked in it; ``spans``: letter of the mark → where it is."""

    construction: str
    text: str
    spans: dict[str, tuple[Span, ...]]
    directness: str
    missed: bool

    @property
    def words(self) -> str:
        """The text as one line, to name a test by."""
        return self.text.replace("\n", "\\n")


def constructions() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def said(construction: str) -> list[Said]:
    """The sentences of one construction."""
    lines = (FOLDER / f"{construction}.txt").read_text("utf-8").splitlines()
    return [_read(construction, line) for line in lines if line and not line.startswith("#")]


def _read(construction: str, line: str) -> Said:
    missed = line.startswith("~ ")
    line = line.removeprefix("~ ").replace("\\n", "\n").strip()
    kind = _DIRECTNESS.match(line)
    line = line[kind.end() :] if kind else line
    text, spans, at = "", dict[str, tuple[Span, ...]](), 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        words = mark[2].rstrip()
        spans[mark[1]] = (*spans.get(mark[1], ()), Span(len(text), len(text) + len(words)))
        text += mark[2]
        at = mark.end()
    return Said(construction, text + line[at:], spans, kind[1] if kind else "", missed)


def passes(engine: Engine, one: Said) -> bool:
    """Whether exactly one suggestion has the marked speaker, cue, content and hearer, to the letter.

    With nothing marked: whether nothing is suggested at the default threshold. A cue may hold auxiliaries.
    """
    view, found = read(one.text, "2026-03-10", engine=engine)
    made = statements.find(view, found.mentions)
    if not one.spans:
        return not any(s.confidence >= DEFAULT for s in made)
    least = statements.LEAST if one.construction in UNSURE else DEFAULT
    return sum(s.confidence >= least and _is(one, s) for s in made) == 1


def _is(one: Said, unit: Suggestion) -> bool:
    cue = tuple(s for f in fills(unit, "cue") for s in f.spans)
    cued = all(any(c.covers(q) for c in cue) for q in one.spans["Q"])
    hearer = "A" not in one.spans or _filled(unit, "addressee") == one.spans["A"]
    how = not one.directness or value_of(unit, "directness") == one.directness
    return cued and hearer and how and unit.spans == one.spans["C"] and _spoken(one, unit)


def _spoken(one: Said, unit: Suggestion) -> bool:
    """Whether the speaker is the marked one; a carried-over one is named in the reason."""
    if one.construction == "carried":
        words = one.spans["S"][0].of(one.text)
        inferred = any(f.inferred for f in fills(unit, "speaker"))
        return inferred and f"carried over from the sentence before ('{words}')" in unit.reason
    if one.construction == "nested" and not unit.inside:
        return False
    return _filled(unit, "speaker") == one.spans["S"]


def _filled(unit: Suggestion, slot: str) -> tuple[Span, ...]:
    return tuple(s for f in fills(unit, slot) for s in f.spans)
