"""What became of imported files, in the order of what needs a hand first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from core.domain.article import Article

SHOWN = 1_000  # lines of each part of the report in a window; the text has all


class Articles(Protocol):
    """New articles by their number; of a large import they lie on the disk."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Article]: ...

    def __getitem__(self, number: int, /) -> Article: ...


@dataclass(frozen=True, slots=True)
class Told:
    """One file, and what there is to say about it; ``part``: of a row or an article in it only."""

    file: str
    text: str
    part: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the files: new articles, exact duplicates, what can't be read, and remarks.

    ``groups``: names of articles that are nearly the same, group by group, those of the project before
    included; ``joined``: articles of the project → the group they are in now.
    """

    articles: Articles = ()
    duplicates: tuple[Told, ...] = ()
    failures: tuple[Told, ...] = ()
    remarks: tuple[Told, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    joined: tuple[tuple[str, str], ...] = ()

    @property
    def summary(self) -> str:
        """The report in one line."""
        parts = [f"{_count(len(self.articles), 'article')} imported"]
        if self.duplicates:
            parts.append(f"{_count(len(self.duplicates), 'duplicate')} skipped")
        if self.groups:
            parts.append(f"{_count(len(self.groups), 'group')} of near-duplicates")
        rows = sum(told.part for told in self.failures)
        if len(self.failures) > rows:
            parts.append(f"{_count(len(self.failures) - rows, 'file')} could not be read")
        if rows:
            parts.append(f"{_count(rows, 'row or article', 'rows or articles')} could not be read")
        return ", ".join(parts) + "."

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Headings with their lines, what needs a hand first; the first `SHOWN` of each, no empty ones."""
        return tuple((title, tuple(_begun(lines, many))) for title, many, lines in self._parts() if many)

    @property
    def text(self) -> str:
        """The whole report as text."""
        parts = ("\n".join((title, *lines)) for title, many, lines in self._parts() if many)
        return "\n\n".join([self.summary, *parts])

    def _parts(self) -> Iterator[tuple[str, int, Iterable[str]]]:
        """Heading, how many lines, and the lines."""
        yield "Could not be read", len(self.failures), _lines(self.failures)
        yield "Skipped: already there", len(self.duplicates), _lines(self.duplicates)
        copies = (" = ".join(map(apart, group)) for group in self.groups)
        yield "Nearly the same (wire copies)", len(self.groups), copies
        yield "Good to know", len(self.remarks), _lines(self.remarks)
        new = (f"{apart(a.title or a.file_name)} · {_count(a.words, 'word')}" for a in self.articles)
        yield "New", len(self.articles), new


def _begun(lines: Iterable[str], many: int) -> Iterator[str]:
    yield from islice(lines, SHOWN)
    if many > SHOWN:
        yield f"… and {many - SHOWN:,} more: the report saved as text lists all."


def _count(number: int, word: str, words: str = "") -> str:
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def _lines(told: Iterable[Told]) -> Iterator[str]:
    return (f"{apart(each.file)}: {each.text}" for each in told)


def apart(text: str) -> str:
    """Foreign words isolated, so that a title from right to left does not turn the line around."""
    return f"\u2068{text}\u2069"
