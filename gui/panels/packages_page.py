"""Packages for coders without a connection: hand out at the left, take in at the right; or send one's own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from core.domain.merging import Keep
from gui.panels.package_fields import passphrase_field
from gui.panels.page import Page
from gui.qt.bonds import Bonds
from gui.qt.widgets import button, column, label, row
from gui.viewmodels.package_coder import Sending, SendingView
from gui.viewmodels.packages import PackagesRoom, PackagesView, Receiver

OUT = (
    "A package is a file with one coder's articles and own codings, the codebook and the suggestions, and "
    "nothing of anybody else. Send it by e-mail, on a stick or by a shared folder."
)
IN = "First you see what the packages bring; nothing is changed until you press “Take in”."
SEND = (
    "You work in a package. Everything is saved in it at once. To hand in, send your supervisor this file "
    "(close it first) or the one that is written here; later you can hand in again, as often as you like."
)
_KEEPS = {
    Keep.BOTH: "keep both, and ask the coder",
    Keep.PROJECT: "the project's stays",
    Keep.PACKAGE: "the package's is taken",
}


class PackagesPage(Page):
    """Binds one `PackagesRoom` and one `Sending`, of which only one concerns who looks."""

    def __init__(self, room: PackagesRoom, sending: Sending) -> None:
        super().__init__("Packages", 1200)
        self._room, self._sending = room, sending
        self._receivers: tuple[Receiver, ...] = ()
        self.back.setText("Back Esc")
        self.forbidden = label("", "warn", wrap=True)
        self.lines.addWidget(self.forbidden)
        self.study, self.own = QWidget(), QWidget()
        halves = row(32)
        self.study.setLayout(halves)
        halves.addLayout(self._hand_out(), 1)
        halves.addLayout(self._take_in(), 1)
        self.lines.addWidget(self.study, 1)
        self.own.setMaximumWidth(720)
        self._send(column(self.own, 0, 12))
        self.lines.addWidget(self.own)
        self.lines.addStretch(0)
        self._bonds = Bonds()
        self._bonds.watch(room.view, self._show)
        self._bonds.watch(sending.view, self._show_own)

    def begin(self) -> None:
        """The page is entered."""
        self._sending.look()
        self._room.look()
        self._show(self._room.view.value)
        (self.send_phrase if self._sending.view.value.is_package else self.people).setFocus()

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()
        self._room.close()

    def take(self, paths: tuple[str, ...]) -> None:
        """Files dropped on the page."""
        self._room.add(paths)

    # -- making it ------------------------------------------------------------------------------------

    def _hand_out(self) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(10)
        lines.addWidget(label("Hand out", "heading"))
        lines.addWidget(label(OUT, "quiet", wrap=True))
        self.people = QListWidget()
        self.people.setAccessibleName("Coders; Space chooses")
        self.people.setFixedHeight(130)
        self.people.itemChanged.connect(lambda _item: self._follow_people())
        lines.addWidget(self.people)
        self.folder = label("", "", wrap=True)
        self.change_folder = button("Folder…", self._room.choose_folder, tip="Where the packages are written")
        lines.addLayout(_line(self.folder, self.change_folder))
        self.phrase = passphrase_field("Passphrase, if any")
        self.phrase.returnPressed.connect(self._give)
        self.give = button("Hand out", self._give, "accent")
        lines.addLayout(_line(self.phrase, self.give))
        self.said = label("", "", wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines.addWidget(self.said)
        lines.addWidget(label("Handed out until now", "heading"))
        self.handed = QListWidget()
        self.handed.setAccessibleName("Packages handed out")
        self.handed.setMinimumHeight(90)
        self.handed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.handed.setTextElideMode(Qt.TextElideMode.ElideRight)
        lines.addWidget(self.handed, 1)
        return lines

    def _take_in(self) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(10)
        lines.addWidget(label("Take in", "heading"))
        lines.addWidget(label(IN, "quiet", wrap=True))
        self.choose = button("Choose packages…", self._room.choose_files, "accent")
        self.clear = button("Clear", self._room.clear, "quiet")
        self.files = label("", "", wrap=True)
        lines.addLayout(_line(self.files, self.choose, self.clear))
        self.in_phrase = passphrase_field("Passphrase of the packages")
        self.in_phrase.returnPressed.connect(self._look)
        self.look = button("Look again", self._look)
        self.sealed = QWidget()
        self.sealed.setLayout(_line(self.in_phrase, self.look))
        lines.addWidget(self.sealed)
        self.keep = QComboBox()
        self.keep.setAccessibleName("What was changed on both sides")
        for keep, text in _KEEPS.items():
            self.keep.addItem(text, keep)
        self.keep.activated.connect(lambda at: self._room.keep(Keep(self.keep.itemData(at))))
        lines.addLayout(_line(label("Changed on both sides:", "quiet"), self.keep))
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName("What the packages bring")
        self.report.setPlaceholderText("What the packages bring is told here.")
        self.report.setMinimumHeight(150)
        lines.addWidget(self.report, 1)
        self.told = label("", "", wrap=True)
        self.take_in = button("Take in", self._room.take_in, "accent")
        lines.addLayout(_line(self.told, self.take_in))
        return lines

    def _send(self, lines: QVBoxLayout) -> None:
        lines.addWidget(label("Hand in", "heading"))
        lines.addWidget(label(SEND, "", wrap=True))
        self.far = label("", "quiet", wrap=True)
        lines.addWidget(self.far)
        self.send_phrase = passphrase_field("Passphrase, if any")
        self.send_phrase.returnPressed.connect(self._hand_in)
        self.send = button("Write the file to send…", self._hand_in, "accent")
        lines.addLayout(_line(self.send_phrase, self.send))
        self.sent = label("", "", wrap=True)
        lines.addWidget(self.sent)

    # -- following ------------------------------------------------------------------------------------

    def _show(self, view: PackagesView) -> None:
        own = self._sending.view.value.is_package
        self.forbidden.setText("" if own else view.forbidden)
        self.forbidden.setVisible(bool(self.forbidden.text()))
        self.study.setVisible(not own and not view.forbidden)
        if view.receivers != self._receivers or not self.people.count():  # nobody: a line, too
            self._fill(view.receivers)
        self.folder.setText(f"Into {view.folder}" if view.folder else "Choose a folder for the packages.")
        self.said.setText(view.said)
        self.said.setVisible(bool(view.said))
        shown = [self.handed.item(at).text() for at in range(self.handed.count())]
        lines = list(view.handed) or ["Nothing yet."]
        if shown != lines:
            self.handed.clear()
            self.handed.addItems(lines)
            for at, text in enumerate(view.handed):
                self.handed.item(at).setToolTip(text)
        many = len(view.files)
        self.files.setText(f"{many} file{'' if many == 1 else 's'}" if many else "No file chosen")
        self.clear.setEnabled(bool(many))
        self.sealed.setVisible(view.sealed)
        self.report.setPlainText(view.busy or "\n\n".join(view.lines))
        self.told.setText(view.told)
        self.take_in.setEnabled(view.can_take_in)
        self._follow_people()

    def _show_own(self, view: SendingView) -> None:
        self.own.setVisible(view.is_package)
        self.far.setText(f"{view.complete} of {view.articles} articles are complete.")
        self.sent.setText("Writing …" if view.busy else view.said)
        self.send.setEnabled(not view.busy)

    def _fill(self, receivers: tuple[Receiver, ...]) -> None:
        kept = set(self._chosen())
        self._receivers = receivers
        self.people.clear()
        for one in receivers:
            item = QListWidgetItem(f"{one.name} · {one.articles} article{'' if one.articles == 1 else 's'}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.id in kept else Qt.CheckState.Unchecked)
            self.people.addItem(item)
        if not receivers:
            item = QListWidgetItem("Nobody has articles of a round: give some out in Rounds first.")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.people.addItem(item)
        self.people.setCurrentRow(0)

    def _chosen(self) -> tuple[str, ...]:
        states = (self.people.item(at).checkState() for at in range(len(self._receivers)))
        pairs = zip(self._receivers, states, strict=True)
        return tuple(one.id for one, state in pairs if state is Qt.CheckState.Checked)

    def _follow_people(self) -> None:
        view, many = self._room.view.value, len(self._chosen())
        self.give.setText(f"Hand out {many}" if many > 1 else "Hand out")
        self.give.setEnabled(bool(many and view.folder and not view.busy))

    # -- doing ----------------------------------------------------------------------------------------

    def _give(self) -> None:
        self._room.hand_out(self._chosen(), self.phrase.text())

    def _look(self) -> None:
        self._room.examine(self.in_phrase.text())

    def _hand_in(self) -> None:
        self._sending.send(self.send_phrase.text())


def _line(first: QWidget, *more: QWidget) -> QHBoxLayout:
    line = row(8)
    line.addWidget(first, 1)
    for widget in more:
        line.addWidget(widget)
    return line
