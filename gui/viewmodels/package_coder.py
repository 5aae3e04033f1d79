"""The coder's side of a package: opening one that came, and writing the file to send back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from core.app.packing import free_place, is_sealed, pack, unpack
from core.domain.errors import PersonError
from core.domain.handing import mark_of
from core.domain.work import Progress
from gui.viewmodels.observable import Observable
from gui.viewmodels.open_project import OpenProject
from gui.viewmodels.ports import Asks, Jobs


@dataclass(frozen=True, slots=True)
class SendingView:
    """``is_package``: whether the open project is one; ``articles`` and ``complete``: how far it is."""

    is_package: bool = False
    articles: int = 0
    complete: int = 0
    busy: bool = False
    said: str = ""


class Sending:
    """Writes the package one works in as a file to send; one goes on working meanwhile and after."""

    def __init__(self, opened: OpenProject, jobs: Jobs, asks: Asks) -> None:
        self._opened, self._jobs, self._asks = opened, jobs, asks
        self.view: Observable[SendingView] = Observable(SendingView())

    def look(self) -> None:
        """Read anew how far it is."""
        workspace = self._opened.workspace
        if mark_of(workspace.state.rounds()) is None:
            self.view.set(SendingView())
            return
        seen = workspace.queries.progress()
        self.view.set(SendingView(is_package=True, articles=seen.articles, complete=seen.complete))

    def send(self, passphrase: str) -> None:
        """Ask where to, and write the file."""
        where = Path(self._opened.where)
        out = self._asks.save_package(f"{where.stem}-back{where.suffix}")
        if out is None:
            return

        def packed(_progress: Progress) -> str:
            pack(where, Path(out), passphrase, overwrite=True)
            return out

        self._set(busy=True, said="")
        self._jobs.run(packed, self._done, self._failed)

    def _done(self, out: str) -> None:
        self._set(busy=False, said=f"Written: {out}. Send it to your supervisor; you can go on coding here.")

    def _failed(self, error: Exception) -> None:
        self._set(busy=False, said=str(error) if isinstance(error, PersonError) else "")
        if not isinstance(error, PersonError):
            raise error

    def _set(self, **changes: object) -> None:
        self.view.set(replace(self.view.value, **changes))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class OpeningView:
    """``package``: the file that came; ``sealed``: whether it asks for a passphrase; ``out``: the file that
    is made of it to work in; ``said``: what stands against it."""

    package: str = ""
    sealed: bool = False
    out: str = ""
    busy: bool = False
    said: str = ""


class OpeningPackage:
    """Makes a file to work in of a package that came, and has it opened by ``open_project``."""

    def __init__(self, open_project: Callable[[str], bool], jobs: Jobs, asks: Asks, home: str) -> None:
        self._open, self._jobs, self._asks, self._home = open_project, jobs, asks, home
        self.view: Observable[OpeningView] = Observable(OpeningView())

    def choose(self) -> None:
        """Ask which package."""
        found = self._asks.choose_packages()
        if found:
            self.take(found[0])

    def take(self, package: str) -> None:
        """Open this one; a file to work in is proposed beside the user's other projects."""
        path = Path(package)
        out = free_place(Path(self._home), f"{path.stem}-mine{path.suffix}")
        self.view.set(OpeningView(package, is_sealed(path), str(out)))

    def choose_out(self) -> None:
        """Ask where the file to work in goes."""
        out = self._asks.choose_new_project(self.view.value.out)
        if out is not None:
            self._set(out=out)

    def open(self, passphrase: str) -> None:
        """Make the file and open it."""
        view = self.view.value
        if not view.package:
            self._set(said="Choose the package first.")
            return

        def unpacked(_progress: Progress) -> str:
            unpack(Path(view.package), Path(view.out), passphrase)
            return view.out

        self._set(busy=True, said="")
        self._jobs.run(unpacked, self._done, self._failed)

    def _done(self, out: str) -> None:
        self._set(busy=False)
        if self._open(out):
            self.view.set(OpeningView())

    def _failed(self, error: Exception) -> None:
        self._set(busy=False, said=str(error) if isinstance(error, PersonError) else "")
        if not isinstance(error, PersonError):
            raise error

    def _set(self, **changes: object) -> None:
        self.view.set(replace(self.view.value, **changes))  # type: ignore[arg-type]
