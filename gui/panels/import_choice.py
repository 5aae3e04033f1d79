"""Articles to import: files, what each is read as, columns of tables, a pattern of names with preview."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
)

from core.app.import_reading import FIELDS
from gui.qt.widgets import button, column, label, row
from gui.viewmodels.import_room import ImportRoom, ImportView

_SPOKEN = {"text": "Text", "title": "Title", "source": "Source", "published": "Date", "language": "Language"}
_NONE = "– none –"
_HINT = "{source}_{date:%Y-%m-%d}_{title}"
_IN_A_LINE = 3
_SHOWN = 500  # files listed; all are imported


class ImportChoice(QFrame):
    """Shows what one `ImportRoom` has been given and how it will be read; starts nothing itself.

    ``height``: of the list of files and of the first rows of a table, in pixels.
    """

    def __init__(self, room: ImportRoom, height: int = 130) -> None:
        super().__init__()
        self.room = room
        self._showing = False
        self._height = height
        self.lines = column(self, 0, 12)
        chosen = row(8)
        self.choose = button("Choose files…", room.choose_files)
        chosen.addWidget(self.choose)
        self.choose_folder = button("Choose folder…", room.choose_folder)
        chosen.addWidget(self.choose_folder)
        chosen.addWidget(button("Clear", room.clear, "quiet"))
        chosen.addWidget(label("or drop them on the window", "quiet"))
        chosen.addStretch(1)
        self.lines.addLayout(chosen)
        self.files = _table("Files", height)
        self.files.itemSelectionChanged.connect(self._file_chosen)
        self.lines.addWidget(self.files)
        self._add_columns()
        self._add_pattern()
        self._end = room.view.watch(self._show)

    def end(self) -> None:
        """Listen no longer."""
        self.room.clear()
        self._end()

    def _add_columns(self) -> None:
        self.heading = label("", "heading", wrap=True)
        self.lines.addWidget(self.heading)
        fields = QGridLayout()
        fields.setSpacing(8)
        self.fields: dict[str, QComboBox] = {}
        for at, field in enumerate(FIELDS):
            made = self.fields[field] = QComboBox()
            made.setAccessibleName(f"Column of the {_SPOKEN[field].lower()}")
            made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            made.setMinimumContentsLength(8)
            made.activated.connect(lambda _at, name=field: self._mapped(name))
            name = label(_SPOKEN[field], "quiet")
            name.setBuddy(made)
            line, place = divmod(at, _IN_A_LINE)
            fields.addWidget(name, line, 2 * place)
            fields.addWidget(made, line, 2 * place + 1)
            fields.setColumnStretch(2 * place + 1, 1)
        self.lines.addLayout(fields)
        self.rows = _table("First rows", self._height)
        self.lines.addWidget(self.rows)

    def _add_pattern(self) -> None:
        line = row(8)
        name = label("Pattern of file names", "quiet")
        self.pattern = QLineEdit()
        self.pattern.setPlaceholderText(f"none; for example {_HINT}")
        self.pattern.setAccessibleName("Pattern of file names")
        self.pattern.textEdited.connect(self.room.set_pattern)
        name.setBuddy(self.pattern)
        line.addWidget(name)
        line.addWidget(self.pattern, 1)
        self.lines.addLayout(line)
        self.names = label("", "small", wrap=True)
        self.lines.addWidget(self.names)

    def _file_chosen(self) -> None:
        files = self.room.view.value.files
        at = self.files.currentRow()
        if not self._showing and 0 <= at < len(files):
            self.room.show_table(files[at].path)

    def _mapped(self, field: str) -> None:
        if not self._showing:
            text = self.fields[field].currentText()
            self.room.map(field, "" if text == _NONE else text)

    def _show(self, view: ImportView) -> None:
        self._showing = True
        lines = [(one.name, one.kind, one.problem or "ready") for one in view.files[:_SHOWN]]
        _fill(self.files, ("File", "Read as", "Note"), lines)
        self._show_table(view)
        names = "\n".join(f"{name} → {said}" for name, said in view.names)
        self.names.setText(f"⚠ {view.problem}" if view.problem else names)
        if self.pattern.text() != view.pattern:
            self.pattern.setText(view.pattern)
        self._showing = False

    def _show_table(self, view: ImportView) -> None:
        table = view.table
        for widget in (self.heading, self.rows, *self.fields.values()):
            widget.setEnabled(table is not None)
        self.rows.setVisible(table is not None)
        if table is None:
            self.heading.setText("Columns: only tables have them")
            return
        self.heading.setText(f"Columns of {table.name}")
        _fill(self.rows, table.headers, table.rows)
        taken = dict(table.columns)
        for field, made in self.fields.items():
            made.clear()
            made.addItems([_NONE, *table.headers])
            made.setCurrentText(taken.get(field, _NONE))


def in_words(view: ImportView) -> str:
    """How much is chosen, or what is being done."""
    many, bad = len(view.files), sum(bool(one.problem) for one in view.files)
    told = f"{many} file{'' if many == 1 else 's'}"
    told += f", {bad} can't be read as they are" if bad else ""
    return view.busy or (told if many else "Nothing chosen yet.")


def _table(name: str, height: int) -> QTableWidget:
    made = QTableWidget()
    made.setAccessibleName(name)
    made.setFixedHeight(height)
    made.setTabKeyNavigation(False)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setWordWrap(False)
    made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    made.verticalHeader().hide()
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return made


def _fill(table: QTableWidget, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table.setColumnCount(len(headers))
    table.setHorizontalHeaderLabels(list(headers))
    table.setRowCount(len(rows))
    for at, values in enumerate(rows):
        for place, value in enumerate(values):
            item = QTableWidgetItem(" ".join(value[:200].split()))
            item.setToolTip(value[:1000])
            table.setItem(at, place, item)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.horizontalHeader().setStretchLastSection(True)
    for place in range(len(headers)):
        table.setColumnWidth(place, 180)
