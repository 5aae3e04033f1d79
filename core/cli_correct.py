"""``rapporteur correct``: a corrected text becomes the newest version of an article, codings and all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli_asking import opened
from core.domain.errors import BadInput

if TYPE_CHECKING:
    from typer import Typer

    from core.app.correcting import Corrected
    from core.app.workspace import Workspace

Say = Callable[[str], None]
Find = Callable[[str, str], tuple[Path | str, str]]  # project and coder as typed → place and coder's id


def add_correct(app: Typer, find: Find, say: Say, show: Say) -> None:
    """Add the command; ``say`` tells the person, ``show`` prints results."""
    import typer

    project_given = typer.Argument(help="The project.")
    article_given = typer.Argument(help="Its id, file name or title.")
    # readable=False: what can't be read is told by the reader, in its own words.
    file_given = typer.Argument(None, readable=False, help="A file with the corrected text, of any format.")
    repairs_given = typer.Option(
        False, "--repairs", help="The lost spaces the machine assumes, in place of a file."
    )
    reason_given = typer.Option("", "--reason", help="Why it is corrected; kept and exported.")
    dry_given = typer.Option(False, "--dry-run", help="Only tell what becomes of the codings.")
    coder_given = typer.Option("", "--coder", help="Who you are, where several supervise.")

    @app.command()
    def correct(
        project: str = project_given,
        article: str = article_given,
        file: Path | None = file_given,
        repairs: bool = repairs_given,
        reason: str = reason_given,
        dry_run: bool = dry_given,
        coder: str = coder_given,
    ) -> None:
        """Make a corrected text the newest version of an article; everybody's codings are carried over.

        Codings whose words changed go to their coders' lists. “Undo” in the window takes it back.
        """
        if (file is None) != repairs:
            raise BadInput("no-text", "Give a file with the corrected text, or --repairs in its place.")
        where, coder_id = find(project, coder)
        for line, loud in _correct(where, coder_id, article, file, reason, dry_run):
            (say if loud else show)(line)


def _correct(
    where: Path | str, coder_id: str, name: str, file: Path | None, reason: str, dry_run: bool
) -> Iterator[tuple[str, bool]]:
    """Lines to tell, and whether apart from the results."""
    from core.app.commands.versions import CorrectText, checked_text, impact_on, texts_of
    from core.app.correcting import REPAIRED, article_named

    workspace = opened(where, coder_id)
    try:
        state = workspace.state
        article = article_named(state, workspace.queries, name)
        new = _text(workspace, article.id, file)
        for told in new.told:
            yield f"rapporteur: {file}: {told}", True
        yield impact_on(texts_of(state, article.id), checked_text(article, new.text)).text, False
        if dry_run:
            yield "Nothing was changed.", False
            return
        why = reason or ("" if file else REPAIRED)
        workspace.execute(CorrectText(article.id, new.text, why, new.raw_sha256, new.encoding))
        yield f"Corrected {article.title or article.file_name}: {state.versions.newest(article.id)}", False
    finally:
        workspace.close()


def _text(workspace: Workspace, article_id: str, file: Path | None) -> Corrected:
    from core.app.correcting import Corrected, read_corrected, repaired_text

    return Corrected(repaired_text(workspace.state, article_id)) if file is None else read_corrected(file)
