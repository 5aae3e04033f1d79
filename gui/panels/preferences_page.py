"""Preferences: theme, reading type, size and width, and going on by itself; each takes effect at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from core.app.settings import Settings
from gui.panels.page import Page
from gui.qt.widgets import label, number, row

THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
FAMILIES = (("serif", "Serif"), ("sans", "Sans serif"))


class PreferencesPage(Page):
    """`serve` gives it the settings and the verb that changes them, by name."""

    def __init__(self) -> None:
        super().__init__("Preferences", 620)
        self._change: Callable[..., None] | None = None
        self.theme = _combo(THEMES)
        self.family = _combo(FAMILIES)
        self.zoom = number(60, 250, 100, " %")
        self.zoom.setSingleStep(10)
        self.width_field = number(40, 120, 75, " characters")
        self.advance = QCheckBox("Go to the next suggestion after a decision")
        self._line("Theme", self.theme)
        self._line("Article in", self.family)
        self._line("Size of the article", self.zoom)
        self._line("Line width", self.width_field)
        self._line("Review", self.advance)
        self.lines.addWidget(label("Everything takes effect at once.", "small"))
        self.lines.addStretch(1)
        self.theme.activated.connect(lambda at: self._set(theme=THEMES[at][0]))
        self.family.activated.connect(lambda at: self._set(family=FAMILIES[at][0]))
        self.zoom.valueChanged.connect(lambda value: self._set(zoom=value))
        self.width_field.valueChanged.connect(lambda value: self._set(width=value))
        self.advance.toggled.connect(lambda on: self._set(advance=on))

    def serve(self, change: Callable[..., None], settings: Settings) -> None:
        """Show what is set now; from then on ``change`` gets what the person changes."""
        self._change = None
        self.theme.setCurrentIndex(next((n for n, t in enumerate(THEMES) if t[0] == settings.theme), 0))
        self.family.setCurrentIndex(1 if settings.family == "sans" else 0)
        self.zoom.setValue(settings.zoom)
        self.width_field.setValue(settings.width or 74)
        self.advance.setChecked(settings.advance)
        self._change = change
        self.theme.setFocus()

    def _line(self, text: str, field: QWidget) -> None:
        line: QHBoxLayout = row(12)
        name = label(text, "quiet")
        name.setFixedWidth(150)
        name.setBuddy(field)
        field.setAccessibleName(text)
        line.addWidget(name)
        line.addWidget(field)
        line.addStretch(1)
        self.lines.addLayout(line)

    def _set(self, **changes: object) -> None:
        if self._change is not None:
            self._change(**changes)


def _combo(entries: tuple[tuple[str, str], ...]) -> QComboBox:
    made = QComboBox()
    for code, text in entries:
        made.addItem(text, code)
    made.setMinimumWidth(180)
    return made
