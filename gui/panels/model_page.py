"""Which pipeline makes the suggestions: the shipped one, or one the person has installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from gui.panels.page import Page
from gui.qt.widgets import button, column, emptied, label, row

ABOUT = (
    "Suggestions come from a spaCy pipeline. The shipped one works without any download; others can be "
    "installed with “python -m spacy download …” and chosen here."
)


class ModelInfo(Protocol):
    """One pipeline that can be chosen; ``name`` is what the project stores, empty for the shipped one."""

    @property
    def name(self) -> str:
        """What the engine takes."""
        ...

    @property
    def label(self) -> str:
        """What a person reads."""
        ...

    @property
    def version(self) -> str:
        """Its version."""
        ...


class ModelPage(Page):
    """`serve` gives it the pipelines there are; articles read from then on are read with the chosen one."""

    def __init__(self) -> None:
        super().__init__("Language model", 680)
        self._choose: Callable[[str], None] | None = None
        self.lines.addWidget(label(ABOUT, "quiet", wrap=True))
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

    def serve(self, choose: Callable[[str], None], models: Sequence[ModelInfo], current: str) -> None:
        """List what there is; a project's model that is not installed is named as missing."""
        self._choose = choose
        emptied(self._items)
        for old in self._group.buttons():
            self._group.removeButton(old)
        known = {each.name for each in models}
        for each in models:
            made = QRadioButton(each.label)
            made.setProperty("model", each.name)
            made.setChecked(each.name == current)
            self._group.addButton(made)
            self._items.addWidget(made)
            self._items.addWidget(label(f"version {each.version}", "small"))
        self.problem.setVisible(current not in known)
        self.problem.setText(
            f"This project wants the model “{current}”, which is not installed. Install it with "
            f"“python -m spacy download {current}”, or choose another."
        )

    def _take(self) -> None:
        chosen = self._group.checkedButton()
        if chosen is not None and self._choose is not None:
            self._choose(str(chosen.property("model")))
            self.left.emit()
