"""Topics learned from a project's confirmed codings, kept in a folder beside the project file."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.app.own_models import topics_file
from core.app.queries import Snapshot, open_queries
from core.domain.coding import Coding, Layer, Provenance
from core.domain.errors import BadInput, Unavailable
from core.domain.work import Progress, Quiet
from core.export.aside import aside, spoken_errors

if TYPE_CHECKING:
    from core.nlp.topics_learned import Learned, TopicsReport
    from core.nlp.topics_training import Example


def folder_of(project: Path | str) -> Path:
    """Where what is learned from ``project`` lies: ``study.learned`` beside ``study.rapporteur``."""
    return topics_file(project).parent


def examples_of(snapshot: Snapshot) -> list[Example]:
    """Each article with the topics that its coders, as far as the reader sees them, confirmed for it.

    Topics of the whole article count; an article that has none is taken with the topics of its passages.
    """
    by_article: dict[str, list[Coding]] = {}
    for coding in snapshot.codings():
        if coding.layer is Layer.TOPIC and coding.provenance is not Provenance.SUGGESTED:
            by_article.setdefault(coding.article_id, []).append(coding)
    return [
        (snapshot.article(article_id).text, _codes(by_article[article_id]))
        for article_id in snapshot.article_ids()
        if article_id in by_article
    ]


def _codes(codings: Sequence[Coding]) -> frozenset[str]:
    whole = frozenset(c.category for c in codings if not c.spans)
    return whole or frozenset(c.category for c in codings)


def learn_topics(project: Path | str, coder_id: str, progress: Progress | None = None) -> TopicsReport:
    """Train on what ``coder_id`` may see and keep the result; for a worker, it takes seconds.

    It is done in a process of its own. What was learned before goes when there is too little to learn from
    now. Raises Unavailable when the folder beside the project can't be written, and Cancelled.
    """
    from core.nlp import apart
    from core.nlp.topics_learned import Learned

    progress = progress or Quiet()
    with open_queries(project, coder_id) as queries, queries.snapshot() as snapshot:
        examples = examples_of(snapshot)
    found = apart.run(_trained, examples, progress=progress)
    if isinstance(found, Learned):
        keep_topics(project, found)
        return found.report
    forget_topics(project)
    return found


def _trained(examples: list[Example], progress: Progress) -> Learned | TopicsReport:
    """What was learned, or why nothing could be."""
    from core.nlp.topics_training import evaluate, train

    progress.report(-1.0, f"Learning topics from {len(examples)} articles")
    return train(examples) or evaluate(examples)


def keep_topics(project: Path | str, learned: Learned) -> None:
    """Write ``learned`` beside ``project``, whole or not at all; Unavailable when that can't be done."""
    target = topics_file(project)
    with spoken_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with aside(target) as file:
            file.write(learned.to_bytes())


def learned_topics(project: Path | str) -> Learned | None:
    """What was learned from ``project``, for the analysis; ``None`` when nothing was.

    Raises BadInput ``bad-topics`` for a damaged file and Unavailable for one that can't be read.
    """
    from core.nlp.topics_learned import Learned

    path = topics_file(project)
    try:
        return Learned.from_bytes(path.read_bytes())
    except FileNotFoundError:
        return None
    except BadInput as wrong:
        raise BadInput(wrong.code, wrong.text, where=str(path)) from wrong
    except OSError as error:
        text = "The topics learned from this project can't be read. Train them again, or remove the file."
        raise Unavailable("no-topics", text, where=str(path)) from error


def topics_report(project: Path | str) -> TopicsReport | None:
    """How the learned topics did when they were trained; ``None`` when there are none."""
    learned = learned_topics(project)
    return None if learned is None else learned.report


def forget_topics(project: Path | str) -> None:
    """Go back to the word lists; the folder goes too when nothing else is in it."""
    folder = folder_of(project)
    with spoken_errors(topics_file(project)):
        topics_file(project).unlink(missing_ok=True)
        if folder.is_dir() and not any(folder.iterdir()):
            shutil.rmtree(folder)
