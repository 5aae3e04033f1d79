"""CoNLL-U files as sentences of words with the spaces of the printed text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word. ``head``: index of its head in the sentence, its own index for the root."""

    form: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    space: bool
    misc: str


@dataclass(slots=True)
class Sentence:
    """Words of one sentence; ``starts`` says whether a document or a paragraph begins here."""

    words: list[Word] = field(default_factory=list)
    starts: str = ""


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file in order. Raises OSError when it can't be read."""
    rows: list[list[str]] = []
    starts = ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                starts = "document"
            elif line.startswith("# newpar"):
                starts = starts or "paragraph"
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))
            elif not line and rows:
                yield Sentence(_words(rows), starts)
                rows, starts = [], ""
    if rows:
        yield Sentence(_words(rows), starts)


def documents(path: Path) -> Iterator[list[Sentence]]:
    """The sentences of a CoNLL-U file, one list a document; the whole file where it marks none."""
    held: list[Sentence] = []
    for sentence in sentences(path):
        if sentence.starts == "document" and held:
            yield held
            held = []
        held.append(sentence)
    if held:
        yield held


def _words(rows: list[list[str]]) -> list[Word]:
    """Words of one sentence: empty nodes left out, parts of a contraction glued as printed."""
    glued, after = _contractions(rows)
    plain = [row for row in rows if row[0].isdigit()]
    place = {int(row[0]): index for index, row in enumerate(plain)}
    words = []
    for index, row in enumerate(plain):
        number, head = int(row[0]), int(row[6])
        space = after[number] if number in after else number not in glued and _spaced(row)
        words.append(
            Word(
                form=row[1].replace(" ", "\u00a0"),
                lemma=row[2],
                pos=row[3],
                tag=row[4],
                morph="" if row[5] == "_" else row[5],
                head=place.get(head, index) if head else index,
                dep="ROOT" if row[7] == "root" else row[7],
                space=space,
                misc=row[9],
            )
        )
    return words


def _contractions(rows: list[list[str]]) -> tuple[set[int], dict[int, bool]]:
    """Numbers of words inside a contraction, and for the last word of each whether a space follows."""
    glued: set[int] = set()
    after: dict[int, bool] = {}
    for row in rows:
        if "-" in row[0]:
            first, last = (int(part) for part in row[0].split("-"))
            glued.update(range(first, last))
            after[last] = _spaced(row)
    return glued, after


def _spaced(row: list[str]) -> bool:
    return "SpaceAfter=No" not in row[9]
