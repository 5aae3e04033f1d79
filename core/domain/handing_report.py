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
