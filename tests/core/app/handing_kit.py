"""A study with packages: Ada and Ben code, Cleo supervises; a round gives both the three articles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from core.app.commands.base import Command
from core.app.commands.rounds import CreateRound
from core.app.handing_in import Report, examine, take_in
from core.app.handing_out import give_out, prepare
from core.app.projects import open_workspace
from core.domain.article import RoundKind
from core.domain.changes import Record
from core.domain.merging import Keep
from core.domain.sampling import Plan
from core.storage.store import Store
from tests.core.app.place import at_work, make_place

ADA, BEN, CLEO = "coder-1", "coder-2", "coder-3"


def make_study(folder: Path, *, repeats: float = 0.0, hidden: float = 0.0) -> Path:
    """The project."""
    project = make_place(folder)
    how = Plan((ADA, BEN), 2, 1.0, 0, "", unique=False, repeats=repeats, seed=1)
    act(project, CLEO, CreateRound("Main", RoundKind.MAIN, how, hidden))
    return project


def act(project: Path, coder_id: str, *commands: Command) -> None:
    """Acts of a coder in the project."""
    with at_work(project, coder_id) as workspace:
        for command in commands:
            workspace.execute(command)


def hand_out(project: Path, out: Path, coder_id: str = ADA, passphrase: str = "") -> Path:
    """A package of the coder."""
    with at_work(project, CLEO) as workspace:
        give_out(workspace, prepare(project, CLEO, coder_id, passphrase), out)
    return out


def code(package: Path, *commands: Command) -> None:
    """Acts of the package's coder, on whatever computer."""
    workspace = open_workspace(package)
    try:
        for command in commands:
            workspace.execute(command)
    finally:
        workspace.close()


def hand_in(project: Path, *files: Path, keep: Keep = Keep.BOTH, passphrase: str = "") -> Report:
    """Take packages in; what was found."""
    with at_work(project, CLEO) as workspace:
        report = examine(project, CLEO, files, passphrase, keep)
        take_in(workspace, report)
    return report


def refusal(project: Path, *files: Path, passphrase: str = "") -> str:
    """The code of the problem of the one file; nothing is changed."""
    before = last_line(project)
    report = hand_in(project, *files, passphrase=passphrase)
    assert last_line(project) == before
    (problem,) = (one.problem for one in report.files)
    assert problem is not None
    assert problem.text
    return problem.code


def last_line(project: Path) -> int:
    """How long the journal is."""
    store = Store.open(project, read_only=True)
    try:
        return store.last_seq()
    finally:
        store.close()


def records(project: Path, kinds: Iterable[str], **equals: str) -> list[Record]:
    """What is stored."""
    store = Store.open(project, read_only=True)
    try:
        return [one for kind in kinds for one in store.select(kind, **equals)]
    finally:
        store.close()
