"""The same verbs without a window: analyse, new, import, export, train, verify, models."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli_accounts import add_accounts
from core.cli_agreement import add_agreement
from core.cli_analyse import add_analyse
from core.cli_asking import asked, proven
from core.cli_codebook import add_codebook
from core.cli_correct import add_correct
from core.cli_import import add_import
from core.cli_packages import add_packages
from core.cli_rounds import add_rounds
from core.cli_saying import complain, say, show
from core.cli_search import add_search
from core.cli_server import add_server
from core.cli_train import add_train
from core.domain.article import Coder, Role
from core.domain.errors import BadInput, PersonError, Refused

if TYPE_CHECKING:
    from typer import Typer

# What the window leaves to this module; anything else on its command line is a project to open.
COMMANDS = frozenset(
    (
        *("analyse", "analyse-project", "new", "import", "export", "codebook", "train", "verify", "models"),
        *("agreement", "assign", "status", "accounts", "correct", "search", "server", "copy"),
        *("handout", "handin", "pack", "unpack"),
        *("--version", "--help", "-h"),
    )
)

_ABOUT = """Rapporteur: code news articles for speakers, topics and events.

Without a command the window opens: “rapporteur [PROJECT]” with a project, “rapporteur --sample” with the
sample project.
"""
_SUFFIX = ".rapporteur"


def run(argv: Sequence[str]) -> int:
    """Carry out one command; returns the exit code: 0, 1 when something went wrong, 2 for a wrong call.

    130 when interrupted, as shells have it.
    """
    try:
        from typer.main import get_command

        get_command(_app()).main(args=list(argv), prog_name="rapporteur")
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0 if left.code is None else 1
    except PersonError as error:
        complain(error)
        return 1
    except KeyboardInterrupt:  # before the frame that also knows it was there
        return 130
    return 0


def _app() -> Typer:
    import typer

    app = typer.Typer(
        help=_ABOUT,
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    shown = typer.Option(False, "--version", help="Show the version and leave.", is_eager=True)

    @app.callback(invoke_without_command=True, help=_ABOUT)
    def rapporteur(version_asked: bool = shown) -> None:
        if version_asked:
            show(f"Rapporteur {version('rapporteur')}")
            raise typer.Exit

    add_analyse(app, _found)
    for add in (_add_new, _add_export):
        add(app)
    for add_more in (add_import, add_correct, add_train, add_codebook, add_rounds, add_search, add_agreement):
        add_more(app, _found, say, show)
    add_accounts(app, _found, _project, say, show)
    add_packages(app, _found, say, show, asked)
    add_server(app, say, show, asked)
    for add in (_add_verify, _add_models):
        add(app)
    return app


def _found(project: str, name: str) -> tuple[Path | str, str]:
    """Project and coder as typed → place and coder's id."""
    where = _project(project)
    return where, _coder(where, name).id


def _add_new(app: Typer) -> None:
    import typer

    project_given = typer.Argument(help="Where to make the project: a file, or the address of a database.")
    name_given = typer.Option("", "--name", help="Name of the project; that of the file when left out.")
    coder_given = typer.Option("", "--coder", help="Your name; that of your account when left out.")
    codebook_given = typer.Option(None, "--codebook", help="A codebook file; else the one that comes along.")
    language_given = typer.Option("en", "--language", help="Of the articles, e.g. de.")

    @app.command()
    def new(
        project: str = project_given,
        name: str = name_given,
        coder: str = coder_given,
        codebook: Path | None = codebook_given,
        language: str = language_given,
    ) -> None:
        """Make a project."""
        from core.app.analysing import language_code, resting
        from core.app.projects import create_project
        from core.importing.codebook_file import load_codebook

        where = _new_place(project)
        title = name or (where.stem if isinstance(where, Path) else "Project")
        code = language_code(language) or "en"
        create_project(where, title, coder or _account(), load_codebook(codebook), language=code)
        show(f"Made {where}")
        _project(str(where))
        if resting(code):
            say(f"rapporteur: {resting(code)}")


def _new_place(project: str) -> Path | str:
    where = _place(project)
    if not isinstance(where, Path) or where.suffix:
        return where
    if where.name in ("", ".."):
        raise BadInput("no-name", "Give the project's file a name, e.g. talks.rapporteur.", where=project)
    return where.with_name(where.name + _SUFFIX)


def _project(project: str) -> Path | str:
    """The place of a project that is there; that it may not be safe there is said, and the work goes on."""
    from core.app.whereabouts import warning

    where = _place(project)
    said = warning(where)
    if said:
        say(f"rapporteur: {project}: {said} See “rapporteur handout” and “rapporteur server”.")
    return where


def _place(project: str) -> Path | str:
    """A database's address stays text; anything else is a path."""
    return project if "://" in project else Path(project)


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "Coder 1"


def _coder(where: Path | str, name: str) -> Coder:
    """The coder of that name or id; without one the only coder, or the only supervisor of several."""
    from core.app.projects import coders_of

    coders = [coder for coder in coders_of(where) if coder.active or coder.name == name]
    if name:
        found = [coder for coder in coders if name in (coder.name, coder.id)]
    else:
        found = list(coders) if len(coders) == 1 else [c for c in coders if c.role is Role.SUPERVISOR]
    if len(found) == 1:
        return found[0]
    there = ", ".join(coder.name for coder in coders)
    raise Refused("which-coder", f"Say who you are with --coder; there are: {there}.", where=str(where))


def _add_export(app: Typer) -> None:
    import typer

    project_given = typer.Argument(help="The project.")
    out_given = typer.Argument(readable=False, help="What to write: .xlsx, .jsonl or .spacy.")
    coder_given = typer.Option("", "--coder", help="Whose view to export; a coder's has own codings only.")
    pseudonyms_given = typer.Option(False, "--pseudonyms", help="Coders as “coder 1” instead of by name.")
    open_given = typer.Option(False, "--suggestions", help="List mentions nobody has decided on, too.")
    force_given = typer.Option(False, "--force", help="Replace the file if there is one.")

    @app.command()
    def export(
        project: str = project_given,
        out: Path = out_given,
        coder: str = coder_given,
        pseudonyms: bool = pseudonyms_given,
        suggestions: bool = open_given,
        force: bool = force_given,
    ) -> None:
        """Write the codings as an Excel workbook, as JSON Lines, or as spaCy's DocBin."""
        from core.app.exporting import Choices, export_file

        where = _project(project)
        chosen = Choices(pseudonyms, suggestions, overwrite=force)
        report = export_file(where, proven(where, _coder(where, coder).id), out, chosen)
        for warning in report.warnings:
            say(f"rapporteur: {out}: {warning}")
        show(f"Wrote {out}: " + ", ".join(f"{name} {rows}" for name, rows in report.rows))


def _add_verify(app: Typer) -> None:
    import typer

    project_given = typer.Argument(help="The project.")

    @app.command()
    def verify(project: str = project_given) -> None:
        """Check a project: quotes against texts, references, and the journal against the present state."""
        from core.app.checking import verify as problems_of

        problems = problems_of(_project(project))
        for problem in problems:
            show(f"{problem.where}: {problem.text}" if problem.where else problem.text)
        if problems:
            say(f"rapporteur: {project}: {len(problems)} problems. Keep the file and open your last backup.")
            raise typer.Exit(1)
        show(f"{project} is whole.")


def _add_models(app: Typer) -> None:
    @app.command()
    def models() -> None:
        """List the language models that can be chosen."""
        from core.app.analysing import installed_models

        for model in installed_models():
            show(f"{model.name or '(default)'}\t{model.label}\t{model.version}\t{model.language}")
