"""The page about the server of the open project: how things stand, and what the server refused."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from core.app.team.messages import Mood
from core.app.team.team import TeamView
from gui.panels.page import Page
from gui.qt.bonds import Bonds
from gui.qt.widgets import button, column, emptied, frame, label, row
from gui.viewmodels.team_desk import HeldRow, TeamDesk, in_words

SAFE = (
    "Everything you do is saved on this computer at once and goes to the server in the order it was done. "
    "What is not there yet survives also when the program or the computer is switched off."
)
REFUSED = (
    "Somebody else had changed the same thing before your act got there, or the server does not let you do "
    "it. What the server holds is shown now. Do yours again over it, or leave it as it is; nothing goes away "
    "before you have said so."
)
_MOODS = {
    Mood.CONNECTING: "Connecting …",
    Mood.ONLINE: "Connected. What others do appears by itself.",
    Mood.OFFLINE: "No connection. It is tried again and again by itself.",
    Mood.REFUSED: "The server does not let you in. Sign in again, or ask your supervisor.",
}


class TeamPage(Page):
    """Shows one `TeamDesk` at a time."""

    def __init__(self) -> None:
        super().__init__("Team server", 720)
        self._team: TeamDesk | None = None
        self._rows: tuple[HeldRow, ...] = ()
        self.where = label("", "quiet", wrap=True)
        self.state = label("", "heading", wrap=True)
        self.said = label("", "", wrap=True)
        for words in (self.where, self.state, self.said, label(SAFE, "quiet", wrap=True)):
            self.lines.addWidget(words)
        line = row(8)
        self.again = button("Try again now", self._reconnect)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("Another password")
        self.password.setAccessibleName("Another password")
        self.password.returnPressed.connect(self._reconnect)
        line.addWidget(self.password)
        line.addWidget(self.again)
        line.addStretch(1)
        self.lines.addLayout(line)
        self.heading = label("Refused by the server", "heading")
        self.why = label(REFUSED, "quiet", wrap=True)
        self.problem = label("", "bad", wrap=True)
        holder = QWidget()
        self._held = column(holder, 0, 8)
        for widget in (self.heading, self.why, self.problem, holder):
            self.lines.addWidget(widget)
        self.lines.addStretch(1)
        self._bonds = Bonds()

    def serve(self, team: TeamDesk) -> None:
        """Show the server of the open project."""
        self._bonds.end()
        self._team = team
        self.where.setText(f"{team.server.name} · {team.server.shown}")
        self._bonds.watch(team.view, self._show)
        self._bonds.watch(team.problem, self._show_problem)
        self.back.setFocus()

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()
        self._team = None

    def _show(self, view: TeamView) -> None:
        self.state.setText(in_words(view))
        self.said.setText(" ".join(part for part in (_MOODS[view.mood], view.said) if part))
        self.again.setVisible(view.mood is not Mood.ONLINE)
        self.password.setVisible(view.mood is Mood.REFUSED)
        rows = self._team.held if self._team is not None and view.held else ()
        for widget in (self.heading, self.why):
            widget.setVisible(bool(rows))
        if rows != self._rows:
            self._rows = rows
            emptied(self._held)
            for one in rows:
                self._held.addWidget(self._card(one))

    def _show_problem(self, text: str) -> None:
        self.problem.setText(f"⚠ {text}" if text else "")
        self.problem.setVisible(bool(text))

    def _card(self, one: HeldRow) -> QWidget:
        card = frame("card")
        lines = column(card, 12, 6)
        lines.addWidget(label(f"✕ {one.label}", "", wrap=True))
        lines.addWidget(label(f"{one.at[:16].replace('T', ' ')} UTC · {one.said}", "small", wrap=True))
        verbs = row(8)
        again = button("Do it again", partial(self._decide, one.seq, again=True))
        leave = button("Leave it as it is", partial(self._decide, one.seq, again=False), "quiet")
        for made, verb in ((again, "Do it again"), (leave, "Leave it as it is")):
            made.setAccessibleName(f"{verb}: {one.label}")
            verbs.addWidget(made)
        verbs.addStretch(1)
        lines.addLayout(verbs)
        return card

    def _decide(self, seq: int, *, again: bool) -> None:
        if self._team is not None:
            (self._team.do_again if again else self._team.let_be)(seq)

    def _reconnect(self) -> None:
        if self._team is not None:
            self._team.reconnect(self.password.text() if self.password.isVisible() else "")
            self.password.clear()
