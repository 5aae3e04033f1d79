"""Which pipeline makes the suggestions: the shipped one, or one the person has installed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from gui.panels.page import Page
from gui.qt.widgets import button, column, emptied, label, row


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """One pipeline; ``model`` is what the project stores, empty for the shipped one."""

    model: str
    label: str
    detail: str = ""


class ModelPage(Page):
    """``choose`` takes the model; articles read from then on are read with it."""

    def __init__(self, choose: Callable[[str], None]) -> None:
        super().__init__("Language model", 680)
        self._choose = choose
        self.lines.addWidget(
            label(
                "Suggestions come from a spaCy pipeline. The shipped one works without any download; "
                "others can be installed with “python -m spacy download …” and chosen here.",
                "quiet",
                wrap=True,
            )  # fmt: skip
        )
        holder = QWidget()
        self._items = column(holder, 0, 4)
        self.lines.addWidget(holder)
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        self.lines.addWidget(self.problem)
        line = row(8)
        self.use = button("Use this model", self._take, "accent")
        line.addWidget(self.use)
        line.addStretch(1)
        self.lines.addLayout(line)
        self.lines.addStretch(1)
        self._group = QButtonGroup(self)

    def show_models(self, models: tuple[ModelChoice, ...], current: str) -> None:
        """List what there is; a project's model that is not installed is named as missing."""
        emptied(self._items)
        for old in self._group.buttons():
            self._group.removeButton(old)
        known = {each.model for each in models}
        for each in models:
            made = QRadioButton(each.label)
            made.setProperty("model", each.model)
            made.setChecked(each.model == current)
            self._group.addButton(made)
            self._items.addWidget(made)
            if each.detail:
                self._items.addWidget(label(each.detail, "small", wrap=True))
        self.problem.setVisible(current not in known)
        self.problem.setText(
            f"This project wants the model “{current}”, which is not installed. Install it with "
            f"“python -m spacy download {current}”, or choose another."
        )

    def _take(self) -> None:
        chosen = self._group.checkedButton()
        if chosen is not None:
            self._choose(str(chosen.property("model")))
            self.left.emit()
