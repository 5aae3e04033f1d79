"""``rapporteur train``: a project's own language model without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli_asking import opened
from core.domain.training import Score, TuningReport
from core.domain.work import Quiet

if TYPE_CHECKING:
    from typer import Typer

Say = Callable[[str], None]
Find = Callable[[str, str], tuple[Path | str, str]]  # project and coder as typed → place and coder's id


def add_train(app: Typer, find: Find, say: Say, show: Say) -> None:
    """Add the command; ``say`` tells the person, ``show`` prints results."""
    import typer

    project_given = typer.Argument(help="The project.")
    coder_given = typer.Option("", "--coder", help="Who you are, where several work in the project.")
    use_given = typer.Option(False, "--use", help="Take the new model into use.")
    back_given = typer.Option(False, "--back", help="Train nothing; go back to the model it began with.")

    @app.command()
    def train(
        project: str = project_given,
        coder: str = coder_given,
        use: bool = use_given,
        back: bool = back_given,
    ) -> None:
        """Train a model of names on the confirmed codings of completed articles, and judge it."""
        where, coder_id = find(project, coder)
        if back:
            show(_back(where, coder_id))
            return
        from core.app.learning import train_model

        made = train_model(where, coder_id, _Said(say))
        for line in report_lines(made.report):
            show(line)
        if use:
            _use(where, coder_id, made.name)
            show(f"In use: {made.name}. “rapporteur train {project} --back” goes back.")
        else:
            show(f"Written: {made.name}, not in use. Take it into use under “Learning” in the window.")


def report_lines(report: TuningReport) -> Iterator[str]:
    """A training in words and a table."""
    yield (
        f"Trained on {report.trained} completed articles with {report.names} names, judged on {report.held} "
        "articles held back."
    )
    yield f"{'F1 of names':<14}{'before':>8}{'after':>8}{'n':>7}"
    for score in (report.total, *report.by_type):
        yield _line(score)


def _line(score: Score) -> str:
    return f"{score.label or 'all':<14}{score.before:>8.3f}{score.after:>8.3f}{score.n:>7}"


def _use(where: Path | str, coder_id: str, model: str) -> None:
    from core.app.commands.corpus import SetModel

    workspace = opened(where, coder_id)
    try:
        workspace.execute(SetModel(model, label=f"Use language model {model}"))
    finally:
        workspace.close()


def _back(where: Path | str, coder_id: str) -> str:
    from core.app.own_models import base_of, is_own
    from core.app.queries import open_queries

    with open_queries(where, coder_id) as queries, queries.snapshot() as picture:
        model = picture.project.model
    if not is_own(model):
        return "No model of the project's own is in use."
    base = base_of(model, str(where))
    _use(where, coder_id, base)
    return f"In use again: {base or 'the model that comes with the program'}."


class _Said(Quiet):
    """Tells each new stage once."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._last = ""

    def report(self, done: float, text: str = "") -> None:
        """Say ``text`` when it is another than before."""
        if text and text != self._last:
            self._last = text
            self._say(f"rapporteur: {round(max(done, 0) * 100)} %: {text}")
