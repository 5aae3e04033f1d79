"""Packages for coders without a connection: handing out to several at once, and taking in what came back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.app.commands.rounds import may_be_given
from core.app.handing_in import Report, examine, take_in
from core.app.handing_out import Package, give_out, prepare
from core.app.packing import file_name, free_place, is_sealed
from core.domain.article import Round
from core.domain.changes import Applied
from core.domain.errors import PersonError
from core.domain.handing import branches_of, hand_outs
from core.domain.merging import Keep
from core.domain.standing import Standing
from core.domain.work import Progress
from gui.viewmodels.observable import Observable
from gui.viewmodels.open_project import OpenProject
from gui.viewmodels.ports import Asks, JobHandle, Jobs

_RELEVANT = ("round", "assignment", "coder")


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody a package can be made for; ``articles``: how many are given out to them now."""

    id: str
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class PackagesView:
    """``handed``: a line for each package out, newest first; ``files``: packages to take in; ``report``: what
    they bring; ``sealed``: whether they ask for a passphrase; ``busy``: what the worker does; ``said``: of
    handing out, ``told``: of taking in.
    """

    receivers: tuple[Receiver, ...] = ()
    handed: tuple[str, ...] = ()
    folder: str = ""
    files: tuple[str, ...] = ()
    sealed: bool = False
    keep: Keep = Keep.BOTH
    report: Report | None = None
    busy: str = ""
    said: str = ""
    told: str = ""
    forbidden: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The report in words."""
        files = self.report.files if self.report else ()
        return tuple("\n".join(one.lines) for one in files)

    @property
    def can_take_in(self) -> bool:
        """Whether anything would come in."""
        return not self.busy and self.report is not None and bool(self.report.changes)


class PackagesRoom:
    """One per open project, for who supervises. Packages are made and looked into on the worker."""

    def __init__(self, opened: OpenProject, jobs: Jobs, asks: Asks) -> None:
        self._opened, self._jobs, self._asks = opened, jobs, asks
        self._job: JobHandle | None = None
        self._passphrase = ""
        where = opened.where
        folder = str(Path(where).parent) if opened.team is None else ""  # not beside a copy at hand
        self.view: Observable[PackagesView] = Observable(PackagesView(folder=folder))
        self._stop = opened.workspace.subscribe(self._on_applied)

    def close(self) -> None:
        """Stop listening, and what the worker does."""
        self._stop()
        if self._job is not None:
            self._job.cancel()

    def look(self) -> None:
        """Read anew who has what."""
        if not self._opened.workspace.state.decides_design:
            self._set(forbidden="Only a supervisor hands out packages and takes them in.")
            return
        seen = self._opened.workspace.planning.overview()
        open_ = {one.id for one in seen.rounds if not one.closed}
        many: Counter[str] = Counter()
        for tally in seen.tallies:
            if tally.round_id in open_ and tally.standing is not Standing.PAUSED:
                many[tally.coder_id] += tally.many
        able = (one for one in seen.coders if may_be_given(one) and many[one.id])
        names = {one.id: one.name for one in seen.coders}
        self._set(
            receivers=tuple(Receiver(one.id, one.name, many[one.id]) for one in able),
            handed=tuple(line for one in reversed(seen.rounds) for line in _handed(one, names)),
        )

    # -- out ------------------------------------------------------------------------------------------

    def choose_folder(self) -> None:
        """Ask where the packages go."""
        folder = self._asks.choose_package_folder(self.view.value.folder)
        if folder is not None:
            self._set(folder=folder)

    def hand_out(self, coder_ids: tuple[str, ...], passphrase: str) -> None:
        """Make a package for each of them; what can't be made is told, and nothing is written then."""
        folder = self.view.value.folder
        if not coder_ids or not folder:
            self._set(said="Choose whom the packages are for." if folder else "Choose a folder for them.")
            return
        where, viewer = self._opened.where, self._opened.workspace.state.coder.id

        def made(progress: Progress) -> list[Package]:
            found = []
            for at, coder_id in enumerate(coder_ids):
                progress.report(at / len(coder_ids))
                found.append(prepare(where, viewer, coder_id, passphrase))
            return found

        self._begin("Making packages …", made, lambda found: self._write(found, Path(folder)), "said")

    def _write(self, packages: list[Package], folder: Path) -> None:
        project = self._opened.workspace.state.project.name
        written = []
        for package in packages:
            out = free_place(folder, file_name(project, package.coder))
            try:
                give_out(self._opened.workspace, package, out)
            except PersonError as error:
                self._set(busy="", said=f"{package.coder}: {error}")
                return
            written.append(f"{out.name}: {package.text}")
        self._set(busy="", said="\n".join(("Written:", *written)))

    # -- in -------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask which packages came back."""
        self.add(self._asks.choose_packages() or ())

    def add(self, paths: tuple[str, ...]) -> None:
        """More packages to take in; what they bring is looked up at once."""
        files = tuple(dict.fromkeys((*self.view.value.files, *paths)))
        if files != self.view.value.files:
            sealed = any(is_sealed(Path(one)) for one in files)
            self._set(files=files, sealed=sealed)
            self.examine(self._passphrase)

    def clear(self) -> None:
        """Forget the files; they stay where they are."""
        self._passphrase = ""
        self._set(files=(), sealed=False, report=None, told="")

    def keep(self, keep: Keep) -> None:
        """What becomes of things changed on both sides."""
        self._set(keep=keep)
        if self.view.value.files:
            self.examine(self._passphrase)

    def examine(self, passphrase: str) -> None:
        """Look what the files bring; changes nothing."""
        self._passphrase = passphrase
        view = self.view.value
        where, viewer = self._opened.where, self._opened.workspace.state.coder.id
        files = tuple(Path(one) for one in view.files)

        def looked(_progress: Progress) -> Report:
            return examine(where, viewer, files, passphrase, view.keep)

        self._set(report=None)
        self._begin("Looking into the packages …", looked, self._examined, "told")

    def take_in(self) -> bool:
        """Do what the report says, as one act."""
        report = self.view.value.report
        if report is None:
            return False
        try:
            applied = take_in(self._opened.workspace, report)
        except PersonError as error:
            self._set(told=f"{error.text} The packages are looked into once more.")
            self.examine(self._passphrase)
            return False
        if applied is None:
            return False
        self._set(files=(), sealed=False, report=None)
        self._set(told=f"Taken in: {report.label}. Ctrl+Z takes it back as a whole.")
        return True

    def _examined(self, report: Report) -> None:
        told = "" if report.changes else "Nothing would come in."
        self._set(busy="", report=report, told=told)

    # -- within ---------------------------------------------------------------------------------------

    def _begin(
        self, text: str, work: Callable[[Progress], Any], done: Callable[[Any], None], field: str
    ) -> None:
        def failed(error: Exception) -> None:
            if not isinstance(error, PersonError):
                self._set(busy="")
                raise error
            self._set(busy="", **{field: str(error)})

        if self._job is not None:
            self._job.cancel()
        self._set(busy=text, **{field: ""})
        self._job = self._jobs.run(work, done, failed)

    def _on_applied(self, applied: Applied) -> None:
        if self.view.listeners and any(c.kind in _RELEVANT for c in applied.entry.changes.changes):
            self.look()

    def _set(self, **changes: object) -> None:
        self.view.set(replace(self.view.value, **changes))  # type: ignore[arg-type]


def _handed(one: Round, names: dict[str, str]) -> tuple[str, ...]:
    lines = []
    for given in hand_outs(one):
        came = max((branch.at for branch in branches_of(one, given.id)), default="")
        many = f"{given.articles} article{'' if given.articles == 1 else 's'}"
        told = f"last taken in {_day(came)}" if came else "not taken in yet"
        name = names.get(given.coder_id, given.coder_id)
        closed = " · with a passphrase" if given.sealed else ""
        book = f"codebook {given.codebook_version}"
        lines.append(f"{name} · {_day(given.made_at)} · {many} · {told} · {book}{closed}")
    return tuple(reversed(lines))


def _day(at: str) -> str:
    return at[:16].replace("T", " ")
