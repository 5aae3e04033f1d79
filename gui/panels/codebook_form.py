"""The form of one category: what coders read of it, how it looks, and what can become of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from core.domain.codebook import Category
from core.domain.codebook_checks import PATTERNS
from core.domain.codebook_edits import (
    ChangeCode,
    MergeCategories,
    MoveCategory,
    RestoreCategory,
    RetireCategory,
)
from gui.qt.widgets import button, column, label, row
from gui.viewmodels.codebook_room import CodebookRoom, RoomView

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LISTS = ("include", "exclude", "examples")


class CodebookForm(QFrame):
    """Binds the category shown; a field is kept in the draft when it is left."""

    def __init__(self, room: CodebookRoom) -> None:
        super().__init__()
        self._room = room
        self._shown: Category | None = None
        self.setProperty("kind", "page")
        lines = column(self, 0, 8)
        self.head = label("", "heading", wrap=True)
        lines.addWidget(self.head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        lines.addLayout(self._grid)
        self._texts()
        self._looks()
        self._become()
        lines.addStretch(1)

    def show_view(self, view: RoomView) -> None:
        """Fill the fields from the category shown."""
        category = view.category
        self._shown = category
        self.setEnabled(view.editable)
        for widget in self._fields():
            widget.setEnabled(category is not None)
        if category is None:
            self.head.setText("Choose a category at the left, or add one.")
            return
        instead = ", ".join(category.replaced_by)
        retired = f" · retired{f', use {instead}' if instead else ''}" if category.retired else ""
        self.head.setText(f"{category.code}{retired}")
        self._fill(category, view)

    def _fill(self, category: Category, view: RoomView) -> None:
        for field, value in (
            (self.label, category.label),
            (self.key, category.key),
            (self.group, category.group),
        ):
            _set(field, value)
        _set(self.colour, category.colour)
        self._swatch()
        _write(self.definition, category.definition)
        for name in _LISTS:
            _write(self.lists[name], "\n".join(getattr(category, name)))
        self.selectable.setChecked(category.selectable)
        self.pattern.setCurrentText(category.pattern or "none")
        others = [c for c in view.layer.offered if c.code != category.code]
        _choices(self.parent_code, others, category.parent, "at the top")
        _choices(self.into, [c for c in others if c.selectable], "", "choose…")
        self.retire.setText("Offer again" if category.retired else "Retire")

    def _fields(self) -> tuple[QWidget, ...]:
        lists = tuple(self.lists.values())
        plain = (
            self.label,
            self.key,
            self.group,
            self.colour,
            self.definition,
            self.parent_code,
            self.pattern,
        )
        return (*plain, *lists, self.selectable, self.into, self.new_code, self.parts, *self.verbs)

    def _texts(self) -> None:
        self.label, self.key, self.group = QLineEdit(), QLineEdit(), QLineEdit()
        self.key.setMaximumWidth(60)
        self.definition = _area(64)
        self._line("Label", self.label)
        self._line("Definition", self.definition)
        self.lists: dict[str, _Area] = {name: _area(46) for name in _LISTS}
        for name, said in zip(_LISTS, ("Counts", "Does not count", "Examples"), strict=True):
            self.lists[name].setPlaceholderText("one a line")
            self._line(said, self.lists[name])
        self.label.editingFinished.connect(lambda: self._put(label=self.label.text().strip()))
        self.definition.left = lambda: self._put(definition=self.definition.toPlainText().strip())
        for name, area in self.lists.items():
            area.left = self._keeper(name, area)

    def _keeper(self, name: str, area: QPlainTextEdit) -> Callable[[], None]:
        return lambda: self._put(
            **{name: tuple(filter(None, map(str.strip, area.toPlainText().split("\n"))))}
        )

    def _looks(self) -> None:
        self.parent_code, self.pattern, self.colour = QComboBox(), QComboBox(), QLineEdit()
        self.pattern.addItems(["none", *PATTERNS])
        self.selectable = QCheckBox("Can be chosen")
        self.colour.setPlaceholderText("#2F5FD0")
        self.colour.setMaximumWidth(100)
        self.swatch = label("  ")
        self.swatch.setFixedSize(18, 18)
        self.up = button("Up", lambda: self._move(-1), "quiet", "Before the one above")
        self.down = button("Down", lambda: self._move(1), "quiet", "After the one below")
        self._line("Stands under", self.parent_code, self.up, self.down)
        self._line("Key, class", self.key, self.group, self.selectable)
        self._line("Colour, pattern", self.colour, self.swatch, self.pattern)
        self.key.editingFinished.connect(lambda: self._put(key=self.key.text().strip()))
        self.group.editingFinished.connect(lambda: self._put(group=self.group.text().strip()))
        self.colour.editingFinished.connect(lambda: self._put(colour=self.colour.text().strip()))
        self.selectable.clicked.connect(lambda on: self._put(selectable=bool(on)))
        self.pattern.activated.connect(self._set_pattern)
        self.parent_code.activated.connect(self._set_parent)

    def _become(self) -> None:
        self.into, self.new_code, self.parts = QComboBox(), QLineEdit(), QLineEdit()
        self.new_code.setPlaceholderText("new code")
        self.parts.setPlaceholderText("labels of the new categories, a semicolon between them")
        self.retire = button("Retire", self._retire)
        self.merge = button("Merge", self._merge)
        self.split = button("Split", self._split)
        self.recode = button("Change code", self._change_code)
        self.verbs = (self.up, self.down, self.retire, self.merge, self.split, self.recode)
        self._line("Merge into", self.into, self.merge)
        self._line("Split into", self.parts, self.split)
        self._line("Another code", self.new_code, self.recode, self.retire)

    def _line(self, text: str, *widgets: QWidget) -> None:
        at = self._grid.rowCount()
        name = label(text, "quiet")
        name.setBuddy(widgets[0])
        self._grid.addWidget(name, at, 0)
        holder = QWidget()
        line = row(8)
        holder.setLayout(line)
        for n, widget in enumerate(widgets):
            if not widget.accessibleName():
                widget.setAccessibleName(text)
            line.addWidget(widget, 1 if n == 0 else 0)
        self._grid.addWidget(holder, at, 1)

    def _put(self, **fields: object) -> None:
        if self._shown is not None and self._room.view.value.editable:
            self._room.put(**fields)

    def _set_pattern(self, at: int) -> None:
        self._put(pattern="" if at == 0 else self.pattern.itemText(at))

    def _set_parent(self, at: int) -> None:
        if self._shown is not None:
            layer = self._room.view.value.layer.layer
            self._room.do(MoveCategory(layer, self._shown.code, str(self.parent_code.itemData(at) or "")))

    def _move(self, step: int) -> None:
        if self._shown is not None:
            self._room.do(MoveCategory(self._room.view.value.layer.layer, self._shown.code, step=step))

    def _retire(self) -> None:
        if self._shown is None:
            return
        layer, code = self._room.view.value.layer.layer, self._shown.code
        back = self._shown.retired
        self._room.do(RestoreCategory(layer, code) if back else RetireCategory(layer, code))

    def _merge(self) -> None:
        into = str(self.into.currentData() or "")
        if self._shown is not None and into:
            layer = self._room.view.value.layer.layer
            self._room.do(MergeCategories(layer, (self._shown.code,), into), choose=into)

    def _split(self) -> None:
        if self._room.split(self.parts.text().split(";")):
            self.parts.clear()

    def _change_code(self) -> None:
        new = self.new_code.text().strip()
        if self._shown is not None and new:
            layer = self._room.view.value.layer.layer
            if self._room.do(ChangeCode(layer, self._shown.code, new), choose=new):
                self.new_code.clear()

    def _swatch(self) -> None:
        colour = self.colour.text().strip()
        shown = colour if _COLOUR.fullmatch(colour) else "transparent"
        self.swatch.setStyleSheet(f"background: {shown}; border-radius: 5px;")


class _Area(QPlainTextEdit):
    """A few lines; Tab leaves, and leaving keeps them."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.left: Callable[[], object] = lambda: None
        self.setTabChangesFocus(True)
        self.setFixedHeight(height)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what is written."""
        super().focusOutEvent(event)
        self.left()


def _area(height: int) -> _Area:
    return _Area(height)


def _set(field: QLineEdit, value: str) -> None:
    if field.text() != value:
        field.setText(value)


def _write(area: QPlainTextEdit, value: str) -> None:
    if area.toPlainText() != value:
        area.setPlainText(value)


def _choices(box: QComboBox, categories: list[Category], chosen: str, empty: str) -> None:
    box.clear()
    box.addItem(empty, "")
    for category in categories:
        box.addItem(f"{category.label} ({category.code})", category.code)
    box.setCurrentIndex(max(0, box.findData(chosen)))
