"""The codebook room: the tree, the form of what is chosen, and at the foot what the draft would change."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QListView,
    QScrollArea,
    QStackedWidget,
    QStyleOptionViewItem,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from gui.panels.codebook_form import CodebookForm
from gui.panels.codebook_pages import RulingsPage, SchemesPage, VersionsPage
from gui.panels.codebook_slots import SlotsPage
from gui.panels.codebook_variables import VariablesPage
from gui.panels.page import Page
from gui.qt.bonds import Bonds
from gui.qt.models import LineDelegate, RowIndex, RowsModel, Said, worn
from gui.qt.widgets import SearchField, button, column, emptied, label, row
from gui.viewmodels.codebook_room import CodebookRoom, CodeRow, RoomView
from gui.viewmodels.ports import Asks

_INDENT = 14


class CodebookPage(Page):
    """Binds one `CodebookRoom`."""

    def __init__(self, room: CodebookRoom, asks: Asks) -> None:
        super().__init__("Codebook", 1240, scrolls=False)
        self._room, self._asks = room, asks
        self._rows: tuple[CodeRow, ...] = ()
        self._boxes: list[tuple[str, QCheckBox]] = []
        self.back.setText("Back to coding Esc")
        self.lines.setSpacing(8)
        self._top()
        body = row(16)
        body.addLayout(self._tree(), 2)
        body.addLayout(self._right(), 5)
        self.lines.addLayout(body, 1)
        self._foot()
        self._bonds = Bonds()
        self._bonds.watch(room.view, self._show)

    def begin(self) -> None:
        """The room is entered."""
        (self.list if self.waiting.isHidden() else self.resume).setFocus()

    def end(self) -> None:
        """Keep the field somebody is in, then stop listening."""
        inside = self.focusWidget()
        if inside is not None:
            inside.clearFocus()
        self._bonds.end()
        self._room.close()

    def _top(self) -> None:
        line = row(8)
        self.facts = label("", "quiet")
        line.addWidget(self.facts, 1)
        self.read = button("Import…", self._read)
        self.write = button("Export…", self._write)
        self.try_out = button("Try on the sample", self._room.try_out, "", "Opens the sample with this draft")
        for widget in (self.read, self.write, self.try_out):
            line.addWidget(widget)
        self.lines.addLayout(line)
        self._waiting()
        self.problem = label("", "bad", wrap=True)
        self.said = label("", "good", wrap=True)
        self.lines.addWidget(self.problem)
        self.lines.addWidget(self.said)

    def _waiting(self) -> None:
        """A draft of earlier, and what can become of it."""
        self.waiting = QFrame()
        self.waiting.setProperty("kind", "card")
        line = row(8)
        line.setContentsMargins(12, 8, 12, 8)
        self.waiting.setLayout(line)
        self.waits = label("", "warn", wrap=True)
        self.resume = button("Resume", self._room.resume, "accent", "Go on with this draft")
        self.drop = button("Discard", self._room.discard, "", "Begin again from the version in force")
        line.addWidget(self.waits, 1)
        line.addWidget(self.drop)
        line.addWidget(self.resume)
        self.lines.addWidget(self.waiting)

    def _tree(self) -> QVBoxLayout:
        lines = QVBoxLayout()
        self.layer = QComboBox()
        self.layer.setAccessibleName("Layer")
        self.layer.activated.connect(lambda _at: self._room.choose_layer(self.layer.currentData()))
        self.search = SearchField()
        self.search.setPlaceholderText("Find a category…")
        self.search.setAccessibleName("Find a category")
        self.search.textChanged.connect(lambda _text: self._filter())
        self.list = QListView()
        self.list.setAccessibleName("Categories")
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.model = _Model(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.selectionModel().currentChanged.connect(self._chosen)
        for widget in (self.layer, self.search):
            lines.addWidget(widget)
        lines.addWidget(self.list, 1)
        self.code, self.name = QLineEdit(), QLineEdit()
        for field, said in ((self.code, "code"), (self.name, "label")):
            field.setPlaceholderText(said)
            field.setAccessibleName(f"New category: {said}")
            field.returnPressed.connect(lambda: self._add(below=False))
        self.beside = button("Add", lambda: self._add(below=False), "", "A new category beside this one")
        self.below = button("Add below", lambda: self._add(below=True), "", "A new category under this one")
        for parts in ((self.code, self.name), (self.beside, self.below)):
            line = row(6)
            for part in parts:
                line.addWidget(part)
            lines.addLayout(line)
        return lines

    def _right(self) -> QVBoxLayout:
        lines = QVBoxLayout()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Parts of the codebook")
        self.stack = QStackedWidget()
        self.form = CodebookForm(self._room)
        self.variables = VariablesPage(self._room)
        self.slots = SlotsPage(self._room)
        self.rulings, self.schemes = RulingsPage(self._room), SchemesPage(self._room)
        self.versions = VersionsPage(self._room)
        self.pages = (self.form, self.variables, self.slots, self.rulings, self.schemes, self.versions)
        names = ("Category", "Variables", "Slots", "Rulings", "Ready schemes", "Versions")
        for name, page in zip(names, self.pages, strict=True):
            self.tabs.addTab(name)
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setWidget(page)
            self.stack.addWidget(area)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        lines.addWidget(self.tabs)
        lines.addWidget(self.stack, 1)
        return lines

    def _foot(self) -> None:
        self.foot = QFrame()
        self.foot.setProperty("kind", "card")
        lines = column(self.foot, 10, 6)
        self.changes = QWidget()
        self._changes = column(self.changes, 0, 2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFixedHeight(84)
        area.setWidget(self.changes)
        lines.addWidget(area)
        line = row(8)
        self.note = QLineEdit()
        self.note.setPlaceholderText("Why it changes; kept with the version")
        self.note.setAccessibleName("Why it changes")
        self.take = button("", self._take, "accent")
        self.discard = button("Discard draft", self._room.discard)
        line.addWidget(self.note, 1)
        line.addWidget(self.discard)
        line.addWidget(self.take)
        lines.addLayout(line)
        self.note.returnPressed.connect(self._take)
        self.lines.addWidget(self.foot)

    def _show(self, view: RoomView) -> None:
        book = view.book
        why = (
            view.why_not or "Changes are a draft until you take them; coders go on with the version in force."
        )
        self.facts.setText(f"“{book.name}”, version {view.versions[0].version} in force. {why}")
        self.waits.setText(view.waiting)
        self.waiting.setVisible(bool(view.waiting))
        problem = "" if self._told_at_its_field(view) else view.problem
        for widget, text in ((self.problem, problem), (self.said, view.said)):
            widget.setText(text)
            widget.setVisible(bool(text))
        self._show_layers(view)
        self._rows = view.rows
        self._filter()
        for page in self.pages:
            page.show_view(view)
        for field in (self.code, self.name, self.beside, self.below, self.read):
            field.setEnabled(view.editable)
        self._show_changes(view)

    def _told_at_its_field(self, view: RoomView) -> bool:
        page = self.pages[self.tabs.currentIndex()]
        return isinstance(page, VariablesPage | SlotsPage) and view.fault_at in page.fields.faults

    def _show_layers(self, view: RoomView) -> None:
        self.layer.clear()
        for layer in view.book.layers:
            self.layer.addItem(f"{layer.label} · {len(layer.offered)}", layer.layer)
        self.layer.setCurrentIndex(self.layer.findData(view.layer.layer))

    def _filter(self) -> None:
        wanted = self.search.text().casefold().split()
        rows = tuple(r for r in self._rows if all(w in f"{r.code} {r.label}".casefold() for w in wanted))
        self.model.set_rows(rows)
        shown = self._room.view.value.category
        at = next((n for n, r in enumerate(rows) if shown is not None and r.code == shown.code), -1)
        if at >= 0 and self.list.currentIndex().row() != at:
            self.list.setCurrentIndex(self.model.index(at))

    def _chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        found = now.data(Qt.ItemDataRole.UserRole)
        if isinstance(found, CodeRow):
            self._room.choose(found.code)

    def _add(self, *, below: bool) -> None:
        if self._room.add(self.code.text(), self.name.text(), below=below):
            self.code.clear()
            self.name.clear()

    def _show_changes(self, view: RoomView) -> None:
        chosen = {key: box.isChecked() for key, box in self._boxes}
        emptied(self._changes)
        self._boxes = []
        touching = {impact.difference.text: impact for impact in view.touched}
        for text in view.changes:
            impact = touching.get(text)
            if impact is None or not impact.codings:
                self._changes.addWidget(label(text, "small", wrap=True))
                continue
            key = impact.difference.key
            box = QCheckBox(f"{impact.text} Code them again")
            box.setToolTip(impact.text)
            box.setChecked(chosen.get(key, impact.difference.asks_again))
            self._boxes.append((key, box))
            self._changes.addWidget(box)
        self._changes.addStretch(1)
        self.foot.setVisible(bool(view.changes) and view.editable)
        many = len(view.changes)
        number = view.versions[0].version + 1
        self.take.setText(f"Take {many} change{'' if many == 1 else 's'} as version {number}")

    def _take(self) -> None:
        keys = [key for key, box in self._boxes if box.isChecked()]
        if self._room.take(self.note.text(), keys):
            self.note.clear()

    def _read(self) -> None:
        path = self._asks.choose_codebook()
        if path:
            self._room.read(path)

    def _write(self) -> None:
        path = self._asks.save_codebook("codebook.xlsx")
        if path:
            self._room.write(path)


class _Model(RowsModel):
    """The tree as indented rows."""

    def words(self, value: CodeRow) -> str:
        """Label, code and state."""
        return ", ".join(filter(None, (value.label, value.code, value.state)))


class _Delegate(LineDelegate):
    """Paints a category: its label indented, its state or key at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: RowIndex) -> None:
        """Paint one row."""
        found: CodeRow = index.data(Qt.ItemDataRole.UserRole)
        tokens = worn()
        ink = tokens.warn if found.state in ("new", "changed") else tokens.quiet
        bold = found.depth == 0 and not found.state.startswith("retired")
        said = Said(found.label, found.state or found.code, ink, bold=bold)
        self.paint_line(painter, option, said, indent=_INDENT * found.depth)
