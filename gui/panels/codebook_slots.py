"""The slots of a layer: who says it, to whom, where and when; a list, and the form of the one chosen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton

from core.domain.codebook import SlotDef
from core.domain.codebook_checks import TAKES
from core.domain.codebook_edits import MoveSlot, PutSlot
from gui.panels.codebook_listed import ListedPage
from gui.qt.widgets import button
from gui.viewmodels.codebook_room import CodebookRoom

ABOUT = (
    "A slot takes an actor (words of the text, actors of the list, or both), the words of a place or a date, "
    "or plain words. The slots stand on the cards in this order. A slot in force stays: codings refer to it."
)
_SAID = {"actor": "an actor", "text": "words", "date": "a date", "place": "a place"}


class SlotsPage(ListedPage[SlotDef]):
    """Binds the slots of the layer shown; “Keep slot” puts the form into the draft."""

    def __init__(self, room: CodebookRoom) -> None:
        super().__init__(room, "Slots", 124, ABOUT)

    @property
    def _all(self) -> tuple[SlotDef, ...]:
        return self._view.layer.slots if self._view is not None else ()

    def _verbs(self) -> tuple[QPushButton, ...]:
        self.keep = button("Keep slot", self._keep)
        self.new = button("New", self._new)
        self.up = button("Up", lambda: self._move(-1), "quiet", "Before the one above")
        self.down = button("Down", lambda: self._move(1), "quiet", "After the one below")
        self.remove = button("Remove", self._remove, "quiet", "Takes out a slot that no version has had")
        return self.keep, self.new, self.up, self.down, self.remove

    def _line(self, slot: SlotDef) -> str:
        facts = (_SAID[slot.takes], "several" if slot.many else "", "required" if slot.required else "")
        return " · ".join((slot.label, *filter(None, facts)))

    def _form(self) -> None:
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
