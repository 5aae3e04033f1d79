"""A project with two coders, three articles and suggestions, and plain commands to change it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.app.projects import open_workspace
from core.app.state import State
from core.app.workspace import Workspace
from core.domain.actor import Actor, ActorKind
from core.domain.article import Coder, Project, Role
from core.domain.changes import Change, ChangeSet, Record
from core.domain.codebook import Codebook
from core.domain.suggestion import SuggestionSet
from core.importing.codebook_file import load_codebook
from core.storage.store import Store
from tests.build import TEXT, a_statement, a_suggestion, an_article

ALIYEV = Actor("person:ilham-aliyev", "Ilham Aliyev", ActorKind.PERSON, "AZE", "GOV")
ARTICLES = ("article-1", "article-2", "article-3")


@dataclass(frozen=True, slots=True)
class Put:
    """Makes, changes or removes records as told."""

    pairs: tuple[tuple[Record | None, Record | None], ...]
    label: str = "Put"
    undoable: bool = True

    def plan(self, _state: State) -> ChangeSet:
        return ChangeSet(tuple(Change(*pair) for pair in self.pairs))


@dataclass(frozen=True, slots=True)
class Plan:
    """Plans what a function says."""

    make: Callable[[State], ChangeSet]
    label: str = "Plan"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        return self.make(state)


def add(*records: Record, label: str = "Add", undoable: bool = True) -> Put:
    return Put(tuple((None, record) for record in records), label, undoable)


def change(before: Record, after: Record | None, label: str = "Change") -> Put:
    return Put(((before, after),), label)


def make_place(folder: Path) -> Path:
    """A project file; coder-1 and coder-2 code, coder-3 supervises."""
    path = folder / "place.rapporteur"
    articles = [
        an_article(TEXT if number == 1 else f"{TEXT} {number}", id=article_id, position=number)
        for number, article_id in enumerate(ARTICLES, 1)
    ]
    book: Codebook = load_codebook()
    coders = (
        Coder("coder-1", "Ada"),
        Coder("coder-2", "Ben"),
        Coder("coder-3", "Cleo", Role.SUPERVISOR),
    )
    suggestions = (
        a_suggestion(),
        a_statement(),
        a_suggestion("Antony Blinken", id="sug-3"),
        a_suggestion("Almaty", id="sug-4", category="GPE"),
    )
    made = SuggestionSet("article-1", "article-1", articles[0].sha256, "press 1", (), suggestions, (ALIYEV,))
    project = Project("project-1", "Test", created_at="2026-01-01T00:00:00.000Z")
    Store.create(path, project, (*coders, book, *articles, made)).close()
    return path


@contextmanager
def at_work(path: Path, coder_id: str = "coder-1") -> Iterator[Workspace]:
    workspace = open_workspace(path, coder_id)
    try:
        yield workspace
    finally:
        workspace.close()
