"""Training a project's own language model on its confirmed codings, and what there is to train on."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.app.access import decides_design
from core.app.own_models import base_of, folder_of, keep_report
from core.app.queries import Snapshot, open_queries
from core.domain.article import Status
from core.domain.coding import Coding, Layer, value_of
from core.domain.errors import Refused, Unavailable
from core.domain.training import Lesson, Named, TuningReport, check_enough
from core.domain.work import Progress, Quiet

OTHERS = 200  # further texts to practise on, at most
_NAME = ("name", "")  # forms of mentions that are names; descriptions and pronouns are not learned


@dataclass(frozen=True, slots=True)
class Trained:
    """A model that lies beside the project, not yet in use. ``name``: what `SetModel` takes."""

    name: str
    report: TuningReport


def lessons_of(picture: Snapshot) -> tuple[list[Lesson], list[str]]:
    """The completed articles with the names their coders agree on by majority, and the other texts."""
    done: dict[str, set[str]] = {}
    for one in picture.assignments():
        if one.status is Status.COMPLETE:
            done.setdefault(one.article_id, set()).add(one.coder_id)
    names: dict[str, list[Coding]] = {}
    for coding in picture.codings():
        if coding.coder_id in done.get(coding.article_id, ()) and _is_name(coding):
            names.setdefault(coding.article_id, []).append(coding)
    lessons, others = list[Lesson](), list[str]()
    for article_id in picture.article_ids(newest=True):
        text = picture.article(article_id).text
        if article_id in done:
            lessons.append(Lesson(text, _agreed(names.get(article_id, ()), len(done[article_id]))))
        elif len(others) < OTHERS:
            others.append(text)
    return lessons, others


def _is_name(coding: Coding) -> bool:
    return coding.layer is Layer.MENTION and len(coding.spans) == 1 and value_of(coding, "form") in _NAME


def _agreed(codings: Iterable[Coding], coders: int) -> tuple[Named, ...]:
    """Names more than half of the coders marked; one coder's own are all his."""
    counts: Counter[Named] = Counter()
    for name in {(c.coder_id, (c.spans[0].start, c.spans[0].end, c.category)) for c in codings}:
        counts[name[1]] += 1
    return tuple(sorted(name for name, times in counts.items() if 2 * times > coders))


def train_model(where: Path | str, coder_id: str, progress: Progress | None = None) -> Trained:
    """Train on what ``coder_id`` may see; the model in use stays in use. For a worker; takes minutes.

    Raises `Refused` (``too-few-codings``, ``not-yours``), `Unavailable` and `Cancelled`; then
    nothing new lies beside the project.
    """
    from core.nlp import apart
    from core.nlp.tuning import tune

    progress = progress or Quiet()
    progress.report(0.0, "Reading the codings")
    with open_queries(where, coder_id) as queries, queries.snapshot() as picture:
        check_may_learn(designs=decides_design(queries.coder, coders=picture.number_of_coders))
        lessons, others = lessons_of(picture)
        project = picture.project
    check_enough(lessons)
    folder = folder_of(where)
    out = _next(folder)
    try:
        base, language = base_of(project.model, str(where)), project.language
        report = apart.run(tune, base, language, lessons, others, out, progress=progress)
        keep_report(out, report)
    finally:
        shutil.rmtree(out.with_name(f".{out.name}.part"), ignore_errors=True)
        with suppress(OSError):
            folder.rmdir()  # only when it is empty
    return Trained(f"{folder.name}/{out.name}", report)


def check_may_learn(*, designs: bool) -> None:
    """Raise `Refused` where this person can't train a model of the project's own.

    A model shapes what every coder sees: where several code, only a supervisor may bring one coder's word to
    the others.
    """
    if not designs:
        text = "Several people code here, and a model would show each what others coded. Ask a supervisor."
        raise Refused("not-yours", text)


def _next(folder: Path) -> Path:
    """A free place for a model."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        text = "The folder for the project's own models can't be made. May you write beside the project?"
        raise Unavailable("cannot-write", text, where=str(folder)) from fault
    taken = [int(one.name) for one in folder.iterdir() if one.name.isdecimal()]
    return folder / str(max(taken, default=0) + 1)
