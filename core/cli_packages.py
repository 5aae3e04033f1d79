"""``rapporteur handout``, ``handin``, ``unpack`` and ``pack``: packages for coders without a connection."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.domain.article import Coder
from core.domain.errors import BadInput, Refused
from core.domain.merging import Keep

if TYPE_CHECKING:
    from typer import Typer

    from core.app.workspace import Workspace
    from core.domain.handing_report import FileReport

Say = Callable[[str], None]
Find = Callable[[str, str], tuple[Path | str, str]]  # project and coder as typed → place and coder's id
_ASKED = "A passphrase is asked for; without a terminal it is a line of standard input."


class _Terminal:
    """What the commands share. ``ask``: types a secret unseen."""

    def __init__(self, find: Find, say: Say, show: Say, ask: Callable[[str], str]) -> None:
        self.find, self.say, self.show, self.ask = find, say, show, ask

    @contextmanager
    def signed_in(self, project: str, name: str) -> Iterator[tuple[Path | str, Workspace]]:
        """The project and its place, as who supervises, whose password is asked for if there is one."""
        from core.app.projects import coders_of, open_workspace

        where, coder_id = self.find(project, name)
        me = next((one for one in coders_of(where) if one.id == coder_id), None)
        password = self.ask(f"Password of {me.name}: ") if me is not None and me.secret else ""
        workspace = open_workspace(where, coder_id, password)
        try:
            yield where, workspace
        finally:
            workspace.close()


def add_packages(app: Typer, find: Find, say: Say, show: Say, ask: Callable[[str], str]) -> None:
    """Add the commands; ``say`` tells the person, ``show`` prints results."""
    terminal = _Terminal(find, say, show, ask)
    _add_handout(app, terminal)
    _add_handin(app, terminal)
    _add_unpack(app, terminal)
    _add_pack(app, terminal)


def _add_handout(app: Typer, terminal: _Terminal) -> None:
    import typer

    project_given = typer.Argument(help="The project.")
    out_given = typer.Argument(readable=False, help="The package to write; a folder, where several get one.")
    coder_given = typer.Option(..., "--coder", metavar="A,B", help="Whom it is for.")
    sealed_given = typer.Option(False, "--passphrase", help=f"Close it with a passphrase. {_ASKED}")
    force_given = typer.Option(False, "--force", help="Replace the file if there is one.")
    as_given = typer.Option("", "--supervisor", help="Who you are, where several supervise.")

    @app.command()
    def handout(
        project: str = project_given,
        out: Path = out_given,
        coder: str = coder_given,
        sealed: bool = sealed_given,
        force: bool = force_given,
        supervisor: str = as_given,
    ) -> None:
        """Write a package with one coder's articles and own codings, to be worked on without a connection."""
        from core.app.handing_out import give_out, prepare
        from core.app.packing import file_name

        with terminal.signed_in(project, supervisor) as (where, workspace):
            state = workspace.state
            people = _named(state.people(), coder)
            if len(people) > 1 and not out.is_dir():
                raise BadInput(
                    "no-folder", "For several packages, name a folder that is there.", where=str(out)
                )
            phrase = terminal.ask("New passphrase: ") if sealed else ""
            for person in people:
                file = out / file_name(state.project.name, person.name) if out.is_dir() else out
                package = prepare(where, state.coder.id, person.id, phrase)
                give_out(workspace, package, file, overwrite=force)
                terminal.show(f"Wrote {file}: {package.text}")


def _add_handin(app: Typer, terminal: _Terminal) -> None:
    import typer

    project_given = typer.Argument(help="The project.")
    files_given = typer.Argument(readable=False, help="Packages that came back.")
    dry_given = typer.Option(False, "--dry-run", help="Only tell what would come in.")
    json_given = typer.Option(False, "--json", help="As one JSON object.")
    keep_given = typer.Option(
        "both", "--conflicts", help="What changed on both sides: keep both (and ask), project or package."
    )
    as_given = typer.Option("", "--supervisor", help="Who you are, where several supervise.")

    @app.command()
    def handin(
        project: str = project_given,
        files: list[Path] = files_given,
        dry_run: bool = dry_given,
        as_json: bool = json_given,
        conflicts: str = keep_given,
        supervisor: str = as_given,
    ) -> None:
        """Take in packages: one act. “Undo” in the window takes it back. A second time changes nothing."""
        from core.app.handing_in import examine, take_in
        from core.app.packing import is_sealed

        keep, taken = _keep(conflicts), False
        sealed = any(is_sealed(file) for file in files)
        phrase = terminal.ask("Passphrase of the packages: ") if sealed else ""
        if dry_run:  # also while the project is open in a window
            report = examine(*terminal.find(project, supervisor), files, phrase, keep)
        else:
            with terminal.signed_in(project, supervisor) as (where, workspace):
                report = examine(where, workspace.state.coder.id, files, phrase, keep)
                taken = take_in(workspace, report) is not None
        if as_json:
            told = {"files": [_file_json(one) for one in report.files], "taken_in": taken}
            terminal.show(json.dumps(told, ensure_ascii=False))
        else:
            for line in (line for one in report.files for line in one.lines):
                terminal.show(line)
            terminal.show(f"{report.label}." if taken else "Nothing was changed.")
        if report.problems:
            raise typer.Exit(1)


def _add_unpack(app: Typer, terminal: _Terminal) -> None:
    import typer

    package_given = typer.Argument(readable=False, help="The package as it came.")
    out_given = typer.Argument(readable=False, help="The file to work in.")
    force_given = typer.Option(False, "--force", help="Replace the file if there is one.")

    @app.command()
    def unpack(package: Path = package_given, out: Path = out_given, force: bool = force_given) -> None:
        """Make the file to work in of a package with a passphrase."""
        from core.app.packing import is_sealed, unpack

        phrase = terminal.ask("Passphrase: ") if is_sealed(package) else ""
        unpack(package, out, phrase, overwrite=force)
        terminal.show(
            f"Wrote {out}. Open it and code; hand in that file, or what “rapporteur pack” makes of it."
        )


def _add_pack(app: Typer, terminal: _Terminal) -> None:
    import typer

    where_given = typer.Argument(readable=False, help="The file you work in.")
    out_given = typer.Argument(readable=False, help="The file to send.")
    sealed_given = typer.Option(False, "--passphrase", help=f"Close it with a passphrase. {_ASKED}")
    force_given = typer.Option(False, "--force", help="Replace the file if there is one.")

    @app.command()
    def pack(
        where: Path = where_given,
        out: Path = out_given,
        sealed: bool = sealed_given,
        force: bool = force_given,
    ) -> None:
        """Write a package as it is now, to be sent to the supervisor."""
        from core.app.packing import pack

        pack(where, out, terminal.ask("New passphrase: ") if sealed else "", overwrite=force)
        terminal.show(f"Wrote {out}. Send it to your supervisor.")


def _file_json(one: FileReport) -> dict[str, Any]:
    problem = one.problem
    said = {"code": problem.code, "text": problem.text, "where": problem.where} if problem else None
    plain = {name: getattr(one, name) for name in _PLAIN}
    return plain | {
        "conflicts": [asdict(doubt) for doubt in one.doubts],
        "left_out": [asdict(out) for out in one.left_out],
        "problem": said,
    }


_PLAIN = (
    *("file", "coder", "made_at", "articles", "codebook_version", "new", "changed", "removed", "same"),
    *("remarks", "brings"),
)


def _named(people: tuple[Coder, ...], coders: str) -> tuple[Coder, ...]:
    found: list[Coder] = []
    for name in filter(None, (part.strip() for part in coders.split(","))):
        one = next((person for person in people if name in (person.name, person.id)), None)
        if one is None:
            there = ", ".join(person.name for person in people)
            raise Refused("no-coder", f"There is no {name}; there are: {there}.", where="--coder")
        found.append(one)
    if not found:
        raise BadInput("no-coder", "Say whom the package is for with --coder.")
    return tuple(dict.fromkeys(found))


def _keep(text: str) -> Keep:
    try:
        return Keep(text)
    except ValueError as fault:
        said = f"“{text}” is none of both, project, package."
        raise BadInput("no-choice", said, where="--conflicts") from fault
