"""What a package that came back brings, told file by file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.domain.errors import PersonError
from core.domain.merging import Merged


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An article whose work stays in the package, and why."""

    article: str
    reason: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A clash as a person reads it. ``words``: of the coding; empty where it speaks of none."""

    article: str
    words: str
    text: str
    outcome: str

    @property
    def place(self) -> str:
        """Article and words."""
        return f"{self.article}, “{self.words}”" if self.words else self.article


@dataclass(frozen=True, slots=True)
class FileReport:
    """What one file is and brings. ``problem``: why nothing of it comes in; ``new`` to ``same``: counts
    of codings; ``brings``: whether anything comes in.
    """

    file: str
    coder: str = ""
    made_at: str = ""
    articles: int = 0
    codebook_version: int = 0
    new: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()
    brings: bool = False
    problem: PersonError | None = None

    def plus(self, found: Merged) -> FileReport:
        """With what one article more brings."""
        return replace(
            self,
            new=self.new + found.new,
            changed=self.changed + found.changed,
            removed=self.removed + found.removed,
            same=self.same + found.same,
            brings=self.brings or bool(found.changes or found.clashes),
        )

    @property
    def counted(self) -> str:
        """The codings in words."""
        told = (
            *((self.new, "new"), (self.changed, "changed"), (self.removed, "removed")),
            (self.same, "the same on both sides"),
        )
        said = [f"{many:,} {word}" for many, word in told if many]
        return f"Codings: {', '.join(said)}." if said else "No coding is new."

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it in words, a sentence a line; what is told of the first line begins with two blanks."""
        if self.problem is not None:
            where = f" ({self.problem.where})" if self.problem.where else ""
            return (f"{self.file}: not taken in. {self.problem.text}{where}",)
        told = f"{self.coder}, {self.articles} articles, handed out {self.made_at[:10]}. {self.counted}"
        out = (f"Stays in the package: {one.article}. {one.reason}" for one in self.left_out)
        doubts = (f"Conflict: {one.place}. {one.text} {one.outcome}" for one in self.doubts)
        return (f"{self.file}: {told}", *(f"  {one}" for one in (*self.remarks, *out, *doubts)))
