"""``rapporteur import``: files of every format into a project, without a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli_asking import opened
from core.domain.errors import Unavailable

if TYPE_CHECKING:
    from typer import Typer

    from core.app.import_reading import Options

Say = Callable[[str], None]
Find = Callable[[str, str], tuple[Path | str, str]]  # project and coder as typed → place and coder's id


def add_import(app: Typer, find: Find, say: Say, show: Say) -> None:
    """Add the command; ``say`` tells the person, ``show`` prints results."""
    import typer

    project_given = typer.Argument(help="The project.")
    # readable=False: a file that may not be read is told by the reader, and the rest goes on.
    paths_given = typer.Argument(readable=False, help="Files, and folders of files.")
    pattern_given = typer.Option("", "--pattern", help="Of file names: {source}_{date:%Y-%m-%d}_{title}.")
    map_given = typer.Option([], "--map", metavar="FIELD=COLUMN", help="E.g. title=Headline; repeatable.")
    report_given = typer.Option(None, "--report", metavar="FILE", help="Write the whole report as text.")
    coder_given = typer.Option("", "--coder", help="Who you are, where several work in the project.")

    @app.command("import")
    def import_(
        project: str = project_given,
        paths: list[Path] = paths_given,
        pattern: str = pattern_given,
        columns: list[str] = map_given,
        report: Path | None = report_given,
        coder: str = coder_given,
    ) -> None:
        """Import text, tables, documents, web pages, e-mails, and exports of Nexis Uni and Factiva.

        Exact duplicates are skipped and told; near-duplicates are grouped.
        """
        from core.app.import_reading import Options

        where, coder_id = find(project, coder)
        options = Options(pattern, tuple(columns))
        if _import(where, coder_id, paths, options, report, say, show):
            raise typer.Exit(1)


def _import(
    where: Path | str,
    coder_id: str,
    paths: list[Path],
    options: Options,
    written: Path | None,
    say: Say,
    show: Say,
) -> bool:
    """Import, tell what came of it; whether some file or row failed."""
    from core.app.importing import import_files

    if written is not None and not written.parent.is_dir():
        raise Unavailable("no-folder", "There is no such folder: make it first.", where=str(written.parent))
    workspace = opened(where, coder_id)
    try:
        report = import_files(workspace, where, paths, options=options)
    finally:
        workspace.close()
    for told in (*report.failures, *report.duplicates, *report.remarks):
        say(f"rapporteur: {told.file}: {told.text}")
    if written is not None:
        _write(written, report.text)
    show(report.summary)
    return bool(report.failures)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        said = f"The report can't be written ({error.strerror or error}); the articles are imported."
        raise Unavailable("cannot-write", said, where=str(path)) from error
