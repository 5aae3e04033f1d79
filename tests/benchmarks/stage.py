"""Our side of the whole path: a real project, the desk over it, and the text or the whole desk to see."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from core.app.projects import create_project, open_workspace
from core.domain.article import Article
from core.domain.changes import Change, ChangeSet
from core.domain.coding import Layer, SlotFill, Suggestion
from core.domain.suggestion import SuggestionSet
from core.domain.text import Span
from core.storage.store import Store
from gui.panels.desk import DeskPanel
from gui.qt.canvas import ArticleCanvas
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.views import ArticleView
from tests.benchmarks.floors import Rows, jump, paint
from tests.build import an_article
from tests.gui.viewmodels.kit import a_desk

Analysed = tuple[Article, SuggestionSet]
SIZE = (900, 800)  # of the text, as the floor's
KINDS = {
    "Speaker": (Layer.STATEMENT, "statement"),
    "Claim": (Layer.STATEMENT, "statement"),
    "Topic": (Layer.TOPIC, "cap:1921"),
    "Event": (Layer.EVENT, "CONSULT"),
}
CHUNK = 500
_READ = """
import sys
from collections.abc import Iterable
from pathlib import Path
from core.app.commands.corpus import ImportArticles, StoreSuggestions
from core.app.projects import create_project, open_workspace
from core.nlp.analyse import analyse
from core.nlp.engine import Engine
from core.text.places import resource
from tests.build import an_article
where = Path(sys.argv[1])
create_project(where, "Read", "Ada")
article = an_article(resource("samples", "azernews.txt").read_text("utf-8"))
workspace = open_workspace(where)
workspace.execute(ImportArticles((article,)))
workspace.execute(StoreSuggestions(analyse(article, engine=Engine().load())))
workspace.close()
"""


def put(where: Path, articles: list[Analysed]) -> None:
    """A project that holds these articles, analysed."""
    create_project(where, "Benchmark", "Ada")
    store = Store.open(where)
    for start in range(0, len(articles), CHUNK):
        pairs = articles[start : start + CHUNK]
        changes = ChangeSet(tuple(Change(None, record) for pair in pairs for record in pair))
        store.commit(changes, actor="bench", command="Import", label="Import")
    store.close()


def analysed(number: int, text: str, rows: Rows) -> Analysed:
    """An article of this text, and these spans as suggestions."""
    article = an_article(text, id=f"a{number}", title=f"Report {number}", position=number)
    found = tuple(_suggestion(f"sug-{number}-{n}", *row) for n, row in enumerate(rows))
    return article, SuggestionSet(article.id, article.id, article.sha256, "bench", suggestions=found)


def _suggestion(key: str, start: int, end: int, label: str) -> Suggestion:
    layer, category = KINDS.get(label, (Layer.MENTION, label))
    span = Span(start, end)
    slots = {
        Layer.MENTION: (SlotFill("actor", actors=("AZE",)),),
        Layer.STATEMENT: (SlotFill("speaker", (span,), ("AZE",)), SlotFill("cue", (span,))),
        Layer.EVENT: (SlotFill("source", (span,), ("AZE",)),),
        Layer.TOPIC: (),
    }[layer]
    return Suggestion(key, layer, category, (span,), slots, confidence=0.9, reason="bench")


def reference(folder: Path) -> Analysed:
    """The sample article as the shipped model reads it, by another process: spaCy stays out of ours."""
    where = folder / "read.rapporteur"
    subprocess.run([sys.executable, "-c", _READ, str(where)], check=True, cwd=Path(__file__).parents[2])
    store = Store.open(where)
    (article,), (found,) = store.select("article"), store.select("suggestion_set")
    store.close()
    assert isinstance(article, Article)
    assert isinstance(found, SuggestionSet)
    return article, found


class Ours:
    """A workspace on a project, its desk, and what shows it."""

    def __init__(self, where: Path, *, whole: bool) -> None:
        self.workspace = open_workspace(where)
        self.desk = a_desk(self.workspace)
        self._panel = DeskPanel(self.desk, lambda _: None) if whole else None
        self.canvas = self._panel.text.canvas if self._panel else _bound(self.desk)
        self.view: QWidget = self._panel or self.canvas
        self.view.resize(SIZE[0] + (248 + 340 if whole else 0), SIZE[1])
        self.view.show()
        self.settle()
        gc.collect()
        gc.freeze()  # as the program does once it has painted

    def open(self, article_id: str) -> None:
        """Open an article and paint."""
        self.desk.open(article_id)
        self.paint()

    def accept(self) -> None:
        """Accept the current suggestion, go to the next, paint."""
        self.desk.keys.enter()
        self.paint()

    def retype(self, code: str) -> None:
        """Give the current name another type, paint."""
        self.desk.review.set_category(code)
        self.paint()

    def add(self, start: int) -> None:
        """Select nine characters, say what they are, paint."""
        self.desk.pointer.selected((Span(start, start + 9),))
        self.desk.card.pick("mention:ORG")
        self.paint()

    def jump(self, part: float) -> None:
        """Scroll to a part of the way and paint."""
        jump(self.canvas, part)

    def paint(self) -> None:
        """The text alone as the floor does; the whole desk as the program does, until nothing waits."""
        if self._panel is None:
            paint(self.canvas)
            return
        for _ in range(2):  # what a painting asks for is painted next
            QApplication.processEvents()

    def forget(self, others: Iterable[str]) -> None:
        """Look at so many other articles that the latest has to be read from the file again."""
        for article_id in others:
            self.workspace.state.article(article_id)
            self.workspace.state.suggestion_set(article_id)
            self.workspace.state.codings(article_id)

    def settle(self) -> None:
        """Whatever waits is done, untimed."""
        for _ in range(5):
            QApplication.processEvents()

    def close(self) -> None:
        """Leave window, desk and file."""
        if self._panel is not None:
            self._panel.end()
        self.view.close()
        self.desk.close()
        self.workspace.close()


def _bound(desk: DeskViewModel) -> ArticleCanvas:
    """A canvas bound to the desk as the panel of the text binds it."""
    canvas = ArticleCanvas()

    def show(view: ArticleView | None) -> None:
        if view is not None and view.id != shown[0]:
            shown[0] = view.id
            canvas.show_article(view.text, view.repairs)
            canvas.set_marks(desk.marks.value)

    shown = [""]
    desk.head.watch(show)
    desk.marks.watch(canvas.set_marks)
    desk.current.watch(canvas.set_current)
    desk.evidence.watch(canvas.set_evidence)
    desk.reveal.subscribe(canvas.reveal)
    return canvas
