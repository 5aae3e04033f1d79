"""What the view-models need from outside: a worker, questions to the person, the machine's analysis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from core.domain.actor import Actor
from core.domain.suggestion import SuggestionSet
from core.domain.work import Progress

T = TypeVar("T")


class JobHandle(Protocol):
    """One piece of work under way."""

    def cancel(self) -> None:
        """Ask it to stop; neither ``done`` nor ``failed`` is called afterwards."""
        ...


class Jobs(Protocol):
    """One worker. ``done``, ``failed`` and ``progress`` are called on the window's thread."""

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        progress: Callable[[float, str], None] | None = None,
    ) -> JobHandle:
        """Run ``work`` off the window's thread; then ``done`` or ``failed`` is called, unless cancelled."""
        ...


@dataclass(frozen=True, slots=True)
class Person:
    """An account somebody may sign in to."""

    id: str
    name: str
    role: str
    with_password: bool = False


class Asks(Protocol):
    """Questions that need a dialog; each returns what the person chose, or ``None`` when they did not."""

    def sign_in(self, people: tuple[Person, ...], chosen: str, said: str) -> tuple[str, str] | None:
        """Who of ``people`` the person is, and the password given; ``chosen``: id offered first; ``said``:
        what was wrong with the answer before."""
        ...

    def choose_open_project(self) -> str | None:
        """A project file to open, as a path."""
        ...

    def choose_new_project(self, suggested: str) -> str | None:
        """Where to make a new project, as a path; ``suggested``: one to begin with."""
        ...

    def choose_save_workbook(self, suggested: str) -> str | None:
        """Where to write the export, as a path; its ending is that of ``suggested``."""
        ...

    def choose_files(self) -> tuple[str, ...] | None:
        """Article files to import, as paths."""
        ...

    def choose_folder(self) -> str | None:
        """A folder of files to import, as a path."""
        ...

    def choose_save_text(self, suggested: str) -> str | None:
        """Where to write a report as text, as a path."""
        ...

    def choose_codebook(self) -> str | None:
        """A codebook file to read, as a path."""
        ...

    def save_codebook(self, suggested: str) -> str | None:
        """Where to write the codebook, as a path with the ending of its form."""
        ...

    def choose_packages(self) -> tuple[str, ...] | None:
        """Hand-out packages, as paths."""
        ...

    def choose_package_folder(self, suggested: str) -> str | None:
        """Where packages are to be written, as the path of a folder."""
        ...

    def save_package(self, suggested: str) -> str | None:
        """Where to write a package, as a path; ``suggested``: its name."""
        ...

    def ask_text(self, title: str, prompt: str, text: str = "", *, multiline: bool = False) -> str | None:
        """A line or a paragraph, e.g. a note or a question to the supervisor."""
        ...

    def confirm(self, title: str, text: str, yes: str) -> bool | None:
        """Whether to go on; ``yes`` is what the button says. Never asked in the coding flow."""
        ...


@dataclass(frozen=True, slots=True)
class AnalysisRequest:
    """What the machine needs to know; the answer is taken only while hash, model and language still hold.

    ``refused``: offsets at which the coder wants no lost space or sentence end assumed; they must hold, too;
    ``topics``: the file of topics the project has learned.
    """

    article_id: str
    text: str
    sha256: str
    published: str
    model: str
    known_actors: tuple[Actor, ...] = ()
    language: str = ""
    refused: tuple[int, ...] = ()
    topics: str = ""


class Analyser(Protocol):
    """Runs the machine over one article on the worker; raises `Unavailable` when no model can be had."""

    def __call__(self, request: AnalysisRequest, progress: Progress) -> SuggestionSet:
        """Analyse on the calling thread."""
        ...
