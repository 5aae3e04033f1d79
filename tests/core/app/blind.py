"""A study of two coders in which whatever is Ben's or unassigned carries words that Ada must meet nowhere."""

from __future__ import annotations

from pathlib import Path

from core.app.commands.article import SetNote
from core.app.commands.ask import Ask
from core.app.commands.assigning import AssignArticles
from core.app.commands.code import AddCoding
from core.app.commands.rounds import CreateRound
from core.app.projects import open_workspace
from core.domain.article import Coder, Project, Role, RoundKind
from core.domain.coding import Layer
from core.domain.sampling import Plan
from core.domain.suggestion import SuggestionSet
from core.domain.text import Span
from core.importing.codebook_file import load_codebook
from core.storage.store import Store
from tests.build import TEXT, a_suggestion, an_article

ADA, BEN, CLEO = "coder-1", "coder-2", "coder-3"
NEVER = "zanzibarian"  # in titles, texts and file names Ada has not been given
BENS_NAME, BENS_WORDS = "Benedikt Quill", "velvety"
SECRETS = (NEVER, BENS_NAME, BENS_WORDS)


def make_study(folder: Path) -> Path:
    """article-1 is Ada's and Ben's, article-2 is Ada's, article-3 is Ben's, article-4 nobody's."""
    path = folder / "blind.rapporteur"
    articles = [
        an_article(
            TEXT if number < 3 else f"{TEXT} {NEVER} {number}",
            id=f"article-{number}",
            position=number,
            title=f"Report {number}" if number < 3 else f"A {NEVER} report {number}",
            source="AFP" if number < 3 else f"{NEVER} press",
            file_name=f"{number}.txt" if number < 3 else f"{NEVER}-{number}.txt",
        )
        for number in range(1, 5)
    ]
    people = (Coder(ADA, "Ada"), Coder(BEN, BENS_NAME), Coder(CLEO, "Cleo", Role.SUPERVISOR))
    made = [SuggestionSet(a.id, a.id, a.sha256, "press 1", (), (a_suggestion(),)) for a in articles]
    project = Project("project-1", "Study", created_at="2026-01-01T00:00:00.000Z")
    Store.create(path, project, (*people, load_codebook(), *articles, *made)).close()
    cleo = open_workspace(path, CLEO)
    cleo.execute(CreateRound("Main", RoundKind.MAIN, Plan((ADA,), 1, 0.0), article_ids=("article-2",)))
    round_id = cleo.state.rounds()[0].id
    pairs = (("article-1", ADA), ("article-1", BEN), ("article-3", BEN))
    cleo.execute(AssignArticles(round_id, pairs))
    cleo.close()
    ben = open_workspace(path, BEN)
    for article_id in ("article-1", "article-3"):
        ben.execute(AddCoding(article_id, Layer.MENTION, "GPE", (Span(0, 9),), note=f"a {BENS_WORDS} note"))
        ben.execute(SetNote(article_id, f"{BENS_WORDS} article"))
        ben.execute(Ask(article_id, f"Is this {BENS_WORDS}?"))
    ben.close()
    ada = open_workspace(path, ADA)
    ada.execute(AddCoding("article-1", Layer.MENTION, "ORG", (Span(0, 9),), note="Ada's own"))
    ada.close()
    return path


def secrets_in(said: str) -> list[str]:
    """Which of the words Ada must not meet are in there."""
    plain = said.casefold()
    return [word for word in (*SECRETS, BEN, "article-3", "article-4") if word.casefold() in plain]
