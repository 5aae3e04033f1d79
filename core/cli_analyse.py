"""``rapporteur analyse`` and ``analyse-project``: what the machine suggests, without a window."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from core.cli_asking import own_password
from core.cli_saying import complain, say, show, terminal
from core.domain.article import Article
from core.domain.errors import PersonError, Unavailable
from core.export.aside import aside, spoken_errors

if TYPE_CHECKING:
    from typer import Typer

Find = Callable[[str, str], tuple[Path | str, str]]  # project and coder as typed → place and coder's id


def add_analyse(app: Typer, found: Find) -> None:
    """Add both verbs; ``found`` gives place and coder's id of a project and coder as typed."""
    _add_analyse(app)
    _add_analyse_project(app, found)


def _add_analyse(app: Typer) -> None:
    import typer

    # readable=False: a file that may not be read is told by the reader, and the rest goes on.
    files_given = typer.Argument(readable=False, help="Text files, one article each.")
    out_given = typer.Option("-", "--json", metavar="OUT", help="Where to write; - is the terminal.")
    model_given = typer.Option("", "--model", help="A spaCy pipeline; see “rapporteur models”.")
    language_given = typer.Option("", "--language", help="Of texts that name none, e.g. de; else English.")

    @app.command()
    def analyse(
        files: list[Path] = files_given,
        out: str = out_given,
        model: str = model_given,
        language: str = language_given,
    ) -> None:
        """Suggest names, statements, topics and events. One file: a JSON object; several: JSON Lines."""
        if _analyse(files, out, model, language):
            raise typer.Exit(1)


def _analyse(files: Sequence[Path], out: str, model: str, language: str) -> int:
    """Write one line a file, in order; the count of files that could not be read."""
    from core.app.analysing import analyse_articles, analysis_json, language_code, resting
    from core.importing.actors_file import load_actors
    from core.importing.codebook_file import load_codebook

    failed: list[Path] = []
    texts: dict[str, str] = {}

    def readable() -> Iterator[Article]:
        for path in files:
            article = _read(path)
            if article is None:
                failed.append(path)
            else:
                texts[article.id] = article.text
                yield article

    codebook, actors = load_codebook(), load_actors()
    language = language_code(language)
    if resting(language):
        say(f"rapporteur: {resting(language)}")
    with _Output(out) as output:
        for made in analyse_articles(model, readable(), language=language):
            output.line(analysis_json(made, texts.pop(made.article_id), codebook, actors))
    return len(failed)


def _add_analyse_project(app: Typer, found: Find) -> None:
    import typer

    project_given = typer.Argument(help="The project.")
    jobs_given = typer.Option(0, "--jobs", min=0, max=64, help="How many processes; 0: as many as suit.")
    again_given = typer.Option(False, "--again", help="Analysed ones too, where anything has changed since.")
    coder_given = typer.Option("", "--coder", help="Who you are, where several work in the project.")

    @app.command("analyse-project")
    def analyse_project(
        project: str = project_given,
        jobs: int = jobs_given,
        again: bool = again_given,
        coder: str = coder_given,
    ) -> None:
        """Suggest for every article of a project. Stopped with Ctrl+C, the same command goes on."""
        from core.app.reading_project import analyse_project

        where, who = found(project, coder)
        own = own_password(where, who)
        try:
            outcome = analyse_project(where, who, _tell, again=again, processes=jobs, password=own)
        except KeyboardInterrupt:
            raise typer.Exit(130) from None
        show(outcome.text)
        if outcome.failed:
            raise typer.Exit(1)


def _tell(text: str) -> None:
    say(f"rapporteur: {text}")


def _read(path: Path) -> Article | None:
    from core.app.importing import read_article

    try:
        article, told = read_article(path)
    except PersonError as error:
        complain(error)
        return None
    for remark in told:
        say(f"rapporteur: {path}: {remark}")
    return article


class _Output(ExitStack):
    """JSON Lines to the terminal or to a file, which appears when it is whole and has something in it."""

    def __init__(self, out: str) -> None:
        super().__init__()
        self._target = None if out == "-" else Path(out)
        self._file: IO[bytes] | None = None
        if self._target and not self._target.parent.is_dir():
            where = str(self._target.parent)
            raise Unavailable("no-folder", "There is no such folder: make it first.", where=where)

    def line(self, value: dict[str, Any]) -> None:
        """Write one object and a line end."""
        data = (json.dumps(value, ensure_ascii=False) + "\n").encode()
        if self._target is None:
            with terminal():
                sys.stdout.buffer.write(data)
                sys.stdout.buffer.flush()
            return
        if self._file is None:
            self.enter_context(spoken_errors(self._target))
            self._file = self.enter_context(aside(self._target))
        self._file.write(data)
        self._file.flush()
