"""The bar at the bottom: saved, what undo takes back, the next key, questions, Mark complete."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from gui.panels.all_articles_bar import AllArticlesBar
from gui.qt.bonds import Bonds
from gui.qt.widgets import Elided, button, dress, label, row, show_if
from gui.viewmodels.analysing_all import AllView
from gui.viewmodels.observable import Observable
from gui.viewmodels.team_desk import TeamDesk, TeamView, all_is_there, in_words
from gui.viewmodels.views import ArticleView, StatusView

LEAST, ROOMY = 640, 1100  # pixels


class StatusBar(QFrame):
    """Binds the status; ``trigger`` carries out the action of that id."""

    def __init__(self, trigger: Callable[[str], None]) -> None:
        super().__init__()
        self._desk_busy, self._said, self._busy, self._undo = False, "", "", ""
        self.setProperty("kind", "statusbar")
        self.setFixedHeight(34)
        layout = row(4)
        layout.setContentsMargins(16, 0, 8, 0)
        self.setLayout(layout)
        self._where_it_is(layout, trigger)
        self.undo = button("", lambda: trigger("edit.undo"), "quiet", "Undo (Ctrl+Z)")
        layout.addWidget(self.undo)
        self._hints: list[QFrame] = []
        for key, text, action in (("Space", "next suggestion", "review.next"), ("F1", "keys", "help.keys")):
            self._hints.append(self._key(key, text, action, trigger))
            layout.addWidget(self._hints[-1])
        self._lists(layout, trigger)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(110)
        self.bar.setAccessibleName("Progress")
        self.cancel = button("Cancel", lambda: trigger("work.cancel"), "quiet")
        for widget in (self.bar, self.cancel):
            layout.addWidget(widget)
        self.all_articles = AllArticlesBar(trigger)
        layout.addWidget(self.all_articles, 2)
        layout.addSpacing(8)
        self.complete = button("Mark complete ▸", lambda: trigger("article.complete"), "link", "Ctrl+Enter")
        layout.addWidget(self.complete)
        self._bonds = Bonds()
        self.show_work("", -1.0)

    def _where_it_is(self, layout: QHBoxLayout, trigger: Callable[[str], None]) -> None:
        """Saved here, and on the server if there is one."""
        self.saved = label("● Saved", "good")
        self.team = button("", lambda: trigger("project.team"), "quiet", "How things stand with the server")
        self.team.hide()
        layout.addWidget(self.saved)
        layout.addWidget(self.team)
        layout.addSpacing(8)

    def _lists(self, layout: QHBoxLayout, trigger: Callable[[str], None]) -> None:
        """What waits for an answer, shown while there is any, and the last thing said."""
        self.questions = button(
            "", lambda: trigger("questions.show"), "quiet", "Your questions (Ctrl+Shift+L)"
        )
        layout.addWidget(self.questions)
        self.recodes = button(
            "", lambda: trigger("recode.show"), "quiet", "The codebook or a text was changed (Shift+F3)"
        )
        layout.addWidget(self.recodes)
        self.message = Elided("", "quiet")
        layout.addWidget(self.message, 1)

    def bind(self, status: Observable[StatusView], head: Observable[ArticleView | None]) -> None:
        """Show the status of an open desk."""
        self._bonds.end()
        self._bonds.watch(status, self._show)
        self._bonds.watch(head, self._show_head)

    def bind_team(self, team: TeamDesk) -> None:
        """Show how a project on a server stands with it."""
        self._bonds.watch(team.view, self._show_team)

    def end(self) -> None:
        """Stop listening."""
        self.team.hide()
        self._bonds.end()

    def show_work(self, text: str, progress: float) -> None:
        """Say what the worker does; no text when it rests."""
        for widget in (self.bar, self.cancel):
            show_if(widget, bool(text))
        self._busy = text
        self._show_message()
        self.bar.setRange(0, 0 if progress < 0 else 1000)
        if progress >= 0:
            self.bar.setValue(round(progress * 1000))

    def show_all_articles(self, view: AllView) -> None:
        """Say how far the analysis of all articles is; hints make room for it."""
        self.all_articles.show_view(view)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Narrower than what it says: words are elided, the window is never pushed wider."""
        return QSize(LEAST, self.height())

    def _fit(self) -> None:
        """Elide what undo takes back; leave the hints out where there is no room."""
        metrics = self.undo.fontMetrics()
        room = max(90, round(self.width() * 0.24))
        text = metrics.elidedText(self._undo, Qt.TextElideMode.ElideRight, room)
        if text != self.undo.text():
            self.undo.setText(text)
        for hint in self._hints:
            show_if(hint, self.width() >= ROOMY and self.all_articles.isHidden())

    def _show_message(self) -> None:
        """The last thing said, else what the worker does; elided, because a bar that grows moves the text."""
        said = self._said or self._busy
        self.message.setText(said)
        self.message.setAccessibleDescription(said)

    def _key(self, key: str, text: str, action: str, trigger: Callable[[str], None]) -> QFrame:
        made = QFrame()
        line = row(0)
        made.setLayout(line)
        line.addWidget(label(key, "key"), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(button(text, lambda: trigger(action), "quiet"))
        return made

    def _show_team(self, view: TeamView) -> None:
        self.team.setText(in_words(view))
        self.team.setAccessibleDescription(view.said)
        dress(self.team, kind="quiet" if all_is_there(view) else "warn")
        self.team.show()

    def _show_head(self, view: ArticleView | None) -> None:
        show_if(self.complete, view is not None)
        done = view is not None and view.status == "complete"
        self.complete.setText("✓ Complete · open again" if done else "Mark complete ▸")

    def _show(self, status: StatusView) -> None:
        self.saved.setText(f"● {status.saved}")
        dress(self.saved, kind="good" if status.saved == "Saved" else "warn")
        self._undo = f"↶ Undo: {status.undo}" if status.undo else "↶ Nothing to undo"
        self.undo.setToolTip(f"{self._undo} (Ctrl+Z)")
        self._fit()
        self.undo.setEnabled(bool(status.undo))
        many = status.questions
        self.questions.setText(f"{many} question{'s' if many != 1 else ''} to supervisor")
        show_if(self.questions, bool(many))
        self.recodes.setText(f"⟳ {status.recodes} to code again")
        show_if(self.recodes, bool(status.recodes))
        self._said = status.message
        self._show_message()
        if status.busy or self._desk_busy:
            self._desk_busy = bool(status.busy)
            self.show_work(status.busy, status.progress)
