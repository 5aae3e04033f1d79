"""The smaller pages of the codebook room: rulings, ready schemes, and the versions there were."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QListWidget, QTextBrowser

from core.domain.codebook import Codebook
from core.domain.codebook_edits import RemoveRuling
from gui.qt.widgets import button, column, label, row
from gui.viewmodels.codebook_room import CodebookRoom, RoomView


class RulingsPage(QFrame):
    """Decisions on hard cases; a new one is about the category shown at the left."""

    def __init__(self, room: CodebookRoom) -> None:
        super().__init__()
        self._room = room
        self._ids: tuple[str, ...] = ()
        lines = column(self, 0, 8)
        self.about = label("", "quiet", wrap=True)
        lines.addWidget(self.about)
        self.list = QListWidget()
        self.list.setAccessibleName("Rulings")
        self.list.setWordWrap(True)
        lines.addWidget(self.list, 1)
        self.text, self.quote = QLineEdit(), QLineEdit()
        self.text.setPlaceholderText("What was decided")
        self.quote.setPlaceholderText("The words it was about, if any")
        for field, name in ((self.text, "Ruling"), (self.quote, "Words")):
            field.setAccessibleName(name)
            lines.addWidget(field)
        verbs = row(8)
        self.add = button("Add ruling", self._add)
        self.remove = button("Take back", self._remove)
        verbs.addWidget(self.add)
        verbs.addWidget(self.remove)
        verbs.addStretch(1)
        lines.addLayout(verbs)
        self.text.returnPressed.connect(self._add)

    def show_view(self, view: RoomView) -> None:
        """The rulings on the category shown, or on the whole layer."""
        self.setEnabled(view.editable)
        shown = view.category
        mine = [r for r in view.book.rulings if r.layer == view.layer.layer]
        if shown is not None:
            mine = [r for r in mine if r.category in ("", shown.code)]
        on = f"“{shown.label}”" if shown is not None else view.layer.label
        self.about.setText(f"Rulings on {on}. Coders read them in the codebook at hand (F3).")
        self._ids = tuple(r.id for r in mine)
        self.list.clear()
        for ruling in mine:
            quote = f" — “{ruling.quote}”" if ruling.quote else ""
            self.list.addItem(f"{ruling.category or view.layer.label}: {ruling.text}{quote}")

    def _add(self) -> None:
        if self._room.rule(self.text.text(), self.quote.text()):
            self.text.clear()
            self.quote.clear()

    def _remove(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._ids):
            self._room.do(RemoveRuling(self._ids[at]))


class SchemesPage(QFrame):
    """Ready schemes, with licence and citation before one is taken."""

    def __init__(self, room: CodebookRoom) -> None:
        super().__init__()
        self._room = room
        self._schemes = room.schemes()
        lines = column(self, 0, 8)
        self.choice = QComboBox()
        self.choice.setAccessibleName("Ready scheme")
        for use in self._schemes:
            self.choice.addItem(f"{use.scheme.name} · {len(use.categories)} codes for {use.layer}s")
        lines.addWidget(self.choice)
        self.facts = QTextBrowser()
        self.facts.setAccessibleName("Licence and citation")
        self.facts.setOpenExternalLinks(True)
        lines.addWidget(self.facts, 1)
        self.retire = QCheckBox("Retire the present codes of that layer")
        self.retire.setChecked(True)
        lines.addWidget(self.retire)
        self.take = button("Put it into the draft", self._take)
        verbs = row(8)
        verbs.addWidget(self.take)
        verbs.addStretch(1)
        lines.addLayout(verbs)
        self.choice.currentIndexChanged.connect(lambda _at: self._show())
        self._show()

    def show_view(self, view: RoomView) -> None:
        """Whether one may be taken."""
        self.take.setEnabled(view.editable)

    def _show(self) -> None:
        use = self._schemes[self.choice.currentIndex()]
        scheme = use.scheme
        codes = "".join(
            f"<li>{escape(c.label)} <small>{escape(c.code)}</small></li>"
            for c in use.categories
            if not c.parent
        )
        parts = [f"<h3>{escape(scheme.name)}</h3><p>{escape(scheme.version)} · {escape(scheme.source)}</p>"]
        parts.append(f"<p><b>Licence.</b> {escape(scheme.licence)}</p>")
        parts.append(f"<p><b>Cite.</b> {escape(scheme.cite)}</p>")
        self.facts.setHtml("".join((*parts, f"<h4>Codes at the top</h4><ul>{codes}</ul>")))

    def _take(self) -> None:
        self._room.use(self._schemes[self.choice.currentIndex()], retire_others=self.retire.isChecked())


class VersionsPage(QFrame):
    """Every version there was, with its note and what it changed."""

    def __init__(self, room: CodebookRoom) -> None:
        super().__init__()
        self._room = room
        self._versions: tuple[Codebook, ...] = ()
        lines = column(self, 0, 8)
        self.list = QListWidget()
        self.list.setAccessibleName("Versions")
        self.list.setFixedHeight(140)
        lines.addWidget(self.list)
        self.said = QTextBrowser()
        self.said.setAccessibleName("What this version changed")
        lines.addWidget(self.said, 1)
        self.list.currentRowChanged.connect(self._show)

    def show_view(self, view: RoomView) -> None:
        """List the versions, the newest first."""
        if view.versions == self._versions:
            return
        self._versions = view.versions
        self.list.clear()
        for book in view.versions:
            at = f" · {book.created_at[:10]}" if book.created_at else ""
            self.list.addItem(f"Version {book.version}{at}{f' · {book.note}' if book.note else ''}")
        self.list.setCurrentRow(0)

    def _show(self, at: int) -> None:
        if not 0 <= at < len(self._versions):
            return
        version = self._versions[at].version
        changed = self._room.compared(version - 1)
        lines = "".join(f"<li>{escape(line)}</li>" for line in changed)
        self.said.setHtml(f"<ul>{lines}</ul>" if lines else "<p>The first version.</p>")
