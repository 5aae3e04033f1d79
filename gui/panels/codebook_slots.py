"""The slots of a layer: who says it, to whom, where and when; a list, and the form of the one chosen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QListWidget

from core.domain.codebook import SlotDef
from core.domain.codebook_checks import TAKES
from core.domain.codebook_edits import MoveSlot, PutSlot
from gui.panels.codebook_fields import Fields
from gui.qt.widgets import button, column, label, row
from gui.viewmodels.codebook_room import CodebookRoom, RoomView

ABOUT = (
    "A slot takes an actor (words of the text, actors of the list, or both), the words of a place or a date, "
    "or plain words. The slots stand on the cards in this order. A slot in force stays: codings refer to it."
)
_SAID = {"actor": "an actor", "text": "words", "date": "a date", "place": "a place"}


class SlotsPage(QFrame):
    """Binds the slots of the layer shown; “Keep slot” puts the form into the draft."""

    def __init__(self, room: CodebookRoom) -> None:
        super().__init__()
        self._room = room
        self._view: RoomView | None = None
        lines = column(self, 0, 8)
        self.list = QListWidget()
        self.list.setAccessibleName("Slots")
        self.list.setFixedHeight(124)
        lines.addWidget(self.list)
        self.fields = Fields()
        lines.addLayout(self.fields)
        self._form()
        lines.addWidget(label(ABOUT, "small", wrap=True))
        verbs = row(8)
        self.keep = button("Keep slot", self._keep)
        self.new = button("New", self._new)
        self.up = button("Up", lambda: self._move(-1), "quiet", "Before the one above")
        self.down = button("Down", lambda: self._move(1), "quiet", "After the one below")
        self.remove = button("Remove", self._remove, "quiet", "Takes out a slot that no version has had")
        for widget in (self.keep, self.new, self.up, self.down, self.remove):
            verbs.addWidget(widget)
        verbs.addStretch(1)
        lines.addLayout(verbs)
        lines.addStretch(1)
        self.list.currentRowChanged.connect(lambda _row: self._fill())

    def show_view(self, view: RoomView) -> None:
        """List the layer's slots; the one chosen stays chosen."""
        before = self._view
        self._view = view
        self.setEnabled(view.editable)
        self.fields.show_fault(view.problem, view.fault_at)
        if before is not None and before.layer.slots == view.layer.slots:
            return
        chosen = self.name.text()
        self.list.blockSignals(True)  # filled once, below
        self.list.clear()
        self.list.addItems([_line_of(slot) for slot in self._all])
        names = [slot.name for slot in self._all]
        at = names.index(chosen) if chosen in names else min(0, len(names) - 1)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        self._fill()

    @property
    def _all(self) -> tuple[SlotDef, ...]:
        return self._view.layer.slots if self._view is not None else ()

    @property
    def _chosen(self) -> SlotDef | None:
        at = self.list.currentRow()
        return self._all[at] if 0 <= at < len(self._all) else None

    def _form(self) -> None:
        self.name, self.label, self.definition = QLineEdit(), QLineEdit(), QLineEdit()
        self.takes = QComboBox()
        for takes in TAKES:
            self.takes.addItem(_SAID[takes], takes)
        self.many, self.required = QCheckBox("Can hold several"), QCheckBox("Required")
        self.fields.line("Name, label", "label", self.name, self.label)
        self.fields.line("Takes", "takes", self.takes, self.many, self.required)
        self.fields.line("Definition", "definition", self.definition)

    def _fill(self) -> None:
        slot = self._chosen or SlotDef("", "")
        self.name.setText(slot.name)
        self.name.setReadOnly(self._chosen is not None)
        self.label.setText(slot.label)
        self.takes.setCurrentIndex(self.takes.findData(slot.takes))
        self.many.setChecked(slot.many)
        self.required.setChecked(slot.required)
        self.definition.setText(slot.definition)
        for widget in (self.up, self.down, self.remove):
            widget.setEnabled(self._chosen is not None)

    def _new(self) -> None:
        self.list.setCurrentRow(-1)
        self._fill()
        self.name.setFocus()

    def _keep(self) -> None:
        if self._view is None:
            return
        before = self._chosen or SlotDef(self.name.text().strip(), "")
        after = replace(
            before,
            label=self.label.text().strip(),
            takes=str(self.takes.currentData()),
            many=self.many.isChecked(),
            required=self.required.isChecked(),
            definition=self.definition.text().strip(),
        )
        self._room.do(PutSlot(self._view.layer.layer, after))

    def _move(self, step: int) -> None:
        if self._chosen is not None and self._view is not None:
            self._room.do(MoveSlot(self._view.layer.layer, self._chosen.name, step))

    def _remove(self) -> None:
        if self._chosen is not None:
            self._room.remove_slot(self._chosen.name)


def _line_of(slot: SlotDef) -> str:
    facts = (_SAID[slot.takes], "several" if slot.many else "", "required" if slot.required else "")
    return " · ".join((slot.label, *filter(None, facts)))
