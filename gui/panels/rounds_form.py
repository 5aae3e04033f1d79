"""The plan of a round as a form, what its draw would give, and the helper for the size of a sample."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from core.domain.article import Coder, RoundKind
from core.domain.sampling import STRATA
from gui.qt.widgets import button, column, label, number, row
from gui.viewmodels.rounds import RoundsRoom, RoundsView

HELPER = (
    "For the wanted precision of α: what you expect it to be, and the share of the rarest category that "
    "matters. Units are names, statements or answers, not articles."
)


class RoundsForm(QScrollArea):
    """Binds the form of one `RoundsRoom`; the page hands it the view."""

    def __init__(self, room: RoundsRoom) -> None:
        super().__init__()
        self._room, self._people = room, tuple[Coder, ...]()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(370)
        body = QWidget()
        self._lines = column(body, 0, 8)
        self._lines.setContentsMargins(0, 0, 12, 0)
        self.setWidget(body)
        self._make_fields()
        self.preview, self.warnings = label("", "", wrap=True), label("", "warn", wrap=True)
        self.problem = label("", "quiet", wrap=True)
        self.give_out = button("Give out this round", room.create, "accent")
        self.drawing = label("", "quiet")
        self.stop = button("Stop", room.stop_preview, "quiet", "Wait for the draw no longer")
        self._drawing = QWidget()
        waits = row(8)
        self._drawing.setLayout(waits)
        waits.addWidget(self.drawing, 1)
        waits.addWidget(self.stop)
        for widget in (self._drawing, self.preview, self.warnings, self.problem):
            self._lines.addWidget(widget)
        self.empty = button(
            "Begin it empty", room.begin_empty, "", "Without a draw: assign its articles by hand in the table"
        )
        verbs = row(8)
        verbs.addWidget(self.give_out, 1)
        verbs.addWidget(self.empty)
        self._lines.addLayout(verbs)
        self._make_helper()
        self._lines.addStretch(1)

    def show_view(self, view: RoundsView) -> None:
        """Follow the room."""
        if self.name.text().strip() != view.form.name.strip():
            self.name.setText(view.form.name)
        if view.people != self._people:
            self._show_people(view)
        seen = view.preview
        self._drawing.setVisible(seen.done >= 0)
        self.drawing.setText(f"Drawing … {round(100 * max(seen.done, 0))} %")
        for words, text in (
            (self.preview, "\n".join(seen.lines)),
            (self.warnings, "\n".join(f"⚠ {one}" for one in seen.warnings)),
            (self.problem, view.problem),
        ):
            words.setText(text)
            words.setVisible(bool(text))
        self.give_out.setEnabled(not view.problem and seen.done < 0)
        self.empty.setEnabled(bool(view.form.name.strip()))
        self.units.setText(view.units)

    def _make_fields(self) -> None:
        self._lines.addWidget(label("A new round", "heading"))
        grid = self._grid()
        self.name = QLineEdit()
        self.name.textEdited.connect(lambda text: self._room.plan(name=text))
        _add(grid, "Name", self.name)
        self.kind = QComboBox()
        for kind in RoundKind:
            self.kind.addItem(str(kind), kind)
        self.kind.setCurrentText(str(RoundKind.MAIN))
        self.kind.activated.connect(lambda at: self._choose_kind(RoundKind(self.kind.itemData(at))))
        _add(grid, "Kind", self.kind)
        self.people = QListWidget()
        self.people.setFixedHeight(96)
        self.people.itemChanged.connect(lambda _item: self._choose_people())
        _add(grid, "Coders", self.people)
        self.per_article = self._number(grid, "Coders of an article", 1, 50, 2, "per_article")
        self.overlap = self._number(grid, "Share with several coders", 0, 100, 20, "overlap", " %")
        self.articles = self._number(grid, "Articles, 0 for all", 0, 1_000_000, 0, "articles")
        self.strata = QComboBox()
        for strata in STRATA:
            self.strata.addItem(strata or "nothing", strata)
        self.strata.setCurrentText("source and date")
        self.strata.activated.connect(lambda at: self._room.plan(strata=str(self.strata.itemData(at))))
        _add(grid, "In proportion by", self.strata)
        self.repeats = self._number(grid, "Hidden repeats", 0, 100, 0, "repeats", " %")
        self.hidden = self._number(grid, "Without suggestions", 0, 100, 0, "hidden", " %")
        self.seed = self._number(grid, "Seed", 0, 999_999, 1, "seed")

    def _make_helper(self) -> None:
        self._lines.addWidget(label("How many units?", "heading"))
        self._lines.addWidget(label(HELPER, "quiet", wrap=True))
        grid = self._grid()
        for text, name, least, most, value in (
            ("Expected α", "alpha", 0, 99, 80),
            ("Rarest category", "share", 1, 50, 20),
            ("Precision ±", "margin", 1, 50, 10),
        ):
            field = number(least, most, value, " %")
            field.valueChanged.connect(lambda number, name=name: self._room.ask(**{name: number}))
            _add(grid, text, field)
        self.units = label("", "strong", wrap=True)
        self._lines.addWidget(self.units)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._lines.addLayout(grid)
        return grid

    def _number(
        self, grid: QGridLayout, text: str, least: int, most: int, value: int, name: str, suffix: str = ""
    ) -> QSpinBox:
        field = number(least, most, value, suffix)
        field.valueChanged.connect(lambda number: self._room.plan(**{name: number}))
        _add(grid, text, field)
        return field

    def _choose_kind(self, kind: RoundKind) -> None:
        """A reliability sample is coded by several throughout, unless somebody says otherwise."""
        self._room.plan(kind=kind)
        self.overlap.setValue(20 if kind is RoundKind.MAIN else 100)

    def _show_people(self, view: RoundsView) -> None:
        self._people = view.people
        self.people.blockSignals(True)
        self.people.clear()
        for person in view.people:
            item = QListWidgetItem(person.name, self.people)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = person.id not in view.form.without
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.people.blockSignals(False)

    def _choose_people(self) -> None:
        out = frozenset(
            person.id
            for at, person in enumerate(self._people)
            if self.people.item(at).checkState() is Qt.CheckState.Unchecked
        )
        self._room.plan(without=out)


def _add(grid: QGridLayout, text: str, field: QWidget) -> None:
    name = label(text, "quiet")
    name.setBuddy(field)
    field.setAccessibleName(text)
    at = grid.rowCount()
    grid.addWidget(name, at, 0)
    grid.addWidget(field, at, 1)
