"""``rapporteur codebook``: check, compare, export and import codebooks without a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli_asking import opened
from core.domain.codebook import Codebook
from core.domain.coding import Layer
from core.domain.errors import BadInput

if TYPE_CHECKING:
    from typer import Typer

Say = Callable[[str], None]
Find = Callable[[str, str], tuple[Path | str, str]]  # project and coder as typed → place and coder's id
_FILES = (".json", ".xlsx", ".qdc", ".yaml", ".yml")


def add_codebook(app: Typer, find: Find, say: Say, show: Say) -> None:
    """Add the commands; ``say`` tells the person, ``show`` prints results."""
    import typer

    group = typer.Typer(help="Check, compare, export and import codebooks.", no_args_is_help=True)
    _add_check(group, find, show)
    _add_diff(group, find, show)
    _add_export(group, find, show)
    _add_import(group, find, say, show)
    app.add_typer(group, name="codebook")


def _add_check(group: Typer, find: Find, show: Say) -> None:
    import typer

    given = typer.Argument(metavar="FILE|PROJECT", help="A codebook file, or a project.")

    @group.command()
    def check(codebook: str = given) -> None:
        """Check a codebook; a fault is told with its place and what to do about it."""
        book = _book(codebook, find)
        layers = ", ".join(f"{layer.label} {len(layer.offered)}" for layer in book.layers)
        show(f"{codebook} is whole: “{book.name}”, version {book.version}; {layers}.")


def _add_diff(group: Typer, find: Find, show: Say) -> None:
    import typer

    old_given = typer.Argument(metavar="A", help="A file, a project, or PROJECT@VERSION.")
    new_given = typer.Argument(metavar="B", help="The same.")

    @group.command()
    def diff(old: str = old_given, new: str = new_given) -> None:
        """Tell what differs between two codebooks, a line each. Nothing is printed when nothing does."""
        from core.app.codebooks import in_words

        for line in in_words(_book(old, find), _book(new, find)):
            show(line)


def _add_export(group: Typer, find: Find, show: Say) -> None:
    import typer

    project_given = typer.Argument(help="The project, or PROJECT@VERSION for an older version.")
    out_given = typer.Argument(readable=False, help="What to write: .json, .xlsx or .qdc.")
    force_given = typer.Option(False, "--force", help="Replace the file if there is one.")

    @group.command()
    def export(project: str = project_given, out: Path = out_given, force: bool = force_given) -> None:
        """Write a project's codebook as JSON, as a workbook, or as REFI-QDA's .qdc (codes only)."""
        from core.app.codebooks import write_codebook

        book = _book(project, find)
        write_codebook(book, out, overwrite=force)
        show(f"Wrote {out}: “{book.name}”, version {book.version}.")


def _add_import(group: Typer, find: Find, say: Say, show: Say) -> None:
    import typer

    project_given = typer.Argument(help="The project.")
    file_given = typer.Argument(readable=False, help="A codebook file: .json, .xlsx or .qdc.")
    coder_given = typer.Option("", "--coder", help="Who you are, where several work in the project.")
    note_given = typer.Option("", "--note", help="Why it changes; kept with the version.")
    layer_given = typer.Option(Layer.TOPIC, "--layer", help="Where another program's codes go (.qdc).")
    dry_given = typer.Option(False, "--dry-run", help="Tell what would change and change nothing.")

    @group.command("import")
    def import_(
        project: str = project_given,
        file: Path = file_given,
        coder: str = coder_given,
        note: str = note_given,
        layer: Layer = layer_given,
        dry_run: bool = dry_given,
    ) -> None:
        """Take a file as the next version of a project's codebook. Codes it lacks are retired, not lost."""
        where, coder_id = find(project, coder)
        _import(where, coder_id, file, note, layer, dry_run=dry_run, say=say, show=show)


def _import(
    where: Path | str,
    coder_id: str,
    file: Path,
    note: str,
    layer: Layer,
    *,
    dry_run: bool,
    say: Say,
    show: Say,
) -> None:
    from core.app.codebooks import in_words, read_draft, touched_in_words
    from core.app.commands.codebook import ReviseCodebook, impacts

    workspace = opened(where, coder_id)
    try:
        state = workspace.state
        book = state.codebook
        draft = read_draft(file, book, layer)
        changed, touched = in_words(book, draft), touched_in_words(impacts(state, draft))
        for line in (*changed, *touched):
            show(line)
        if not changed:
            say("rapporteur: nothing differs from the codebook in force.")
        elif dry_run:
            say("rapporteur: this was a dry run; nothing was changed.")
        else:
            workspace.execute(ReviseCodebook(book.version, draft, note or f"From {file.name}"))
            show(f"The codebook is at version {workspace.state.codebook.version} now.")
    finally:
        workspace.close()


def _book(given: str, find: Find) -> Codebook:
    """A codebook file, a project's codebook in force, or one of its versions as PROJECT@VERSION."""
    from core.importing.codebook_file import load_codebook

    if "://" not in given and Path(given).suffix.lower() in _FILES:
        return load_codebook(Path(given))
    project, _, version = given.rpartition("@")
    if project and version.isdecimal() and not Path(given).exists():
        return _version(project, int(version), find)
    return _version(given, 0, find)


def _version(project: str, version: int, find: Find) -> Codebook:
    from core.app.queries import open_queries

    where, coder_id = find(project, "")
    with open_queries(where, coder_id) as queries, queries.snapshot() as picture:
        if not version:
            return picture.codebook
        found = next((book for book in picture.codebooks if book.version == version), None)
        if found is None:
            there = ", ".join(str(book.version) for book in picture.codebooks)
            text = f"There is no version {version} of the codebook; there are: {there}."
            raise BadInput("no-version", text, where=project)
        return found
