"""Which language the articles are in, and which pipeline makes the suggestions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget

from gui.panels.page import Page
from gui.qt.widgets import button, column, emptied, label, row

ABOUT = (
    "Suggestions come from a spaCy pipeline. The shipped one reads English and works without any download; "
    "others can be installed with “python -m spacy download …” and chosen here. An article whose first lines "
    "name a language (“Language: fr”) is read in that one."
)
NO_PIPELINE = (
    "No spaCy pipeline for {name} is installed. Names of countries, capitals and the project's own actors "
    "are found; for persons and other bodies install a pipeline, e.g. with “python -m spacy download "
    "{code}_core_news_sm”."
)
BLANK = "blank:"
MANY = "xx"


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

    @property
    def language(self) -> str:
        """The code of its language, ``xx`` for many."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """What there is. ``languages``: code → name; ``fitting``: the pipeline for a language when none is
    chosen; ``resting``: what can't be suggested in a language, in one sentence."""

    languages: Mapping[str, str]
    models: Sequence[ModelInfo]
    fitting: Callable[[str], str]
    resting: Callable[[str], str]


class ModelPage(Page):
    """`serve` gives it the choice; articles read from then on are read as chosen."""

    def __init__(self) -> None:
        super().__init__("Language and model", 680)
        self._choose: Callable[[str, str], None] | None = None
        self._choice: Choice | None = None
        self._current = ""
        self.lines.addWidget(label(ABOUT, "quiet", wrap=True))
        self.language = QComboBox()
        self.language.setAccessibleName("Articles are in")
        self.language.setMinimumWidth(220)
        line = row(12)
        name = label("Articles are in", "quiet")
        name.setBuddy(self.language)
        line.addWidget(name)
        line.addWidget(self.language)
        line.addStretch(1)
        self.lines.addLayout(line)
        self.note = label("", "quiet", wrap=True)
        self.lines.addWidget(self.note)
        holder = QWidget()
        self._items = column(holder, 0, 4)
        self.lines.addWidget(holder)
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        self.lines.addWidget(self.problem)
        self._add_verbs()
        self._group = QButtonGroup(self)
        self.language.currentIndexChanged.connect(self._list_models)

    def _add_verbs(self) -> None:
        line = row(8)
        self.use = button("Use these", self._take, "accent")
        line.addWidget(self.use)
        line.addStretch(1)
        self.lines.addLayout(line)
        self.lines.addStretch(1)

    def serve(self, choose: Callable[[str, str], None], choice: Choice, language: str, current: str) -> None:
        """Show what is chosen now; a project's model that is not installed is named as missing."""
        self._choose, self._choice, self._current = choose, choice, current
        self.language.blockSignals(True)
        self.language.clear()
        for code, name in choice.languages.items():
            self.language.addItem(name, code)
        if language not in choice.languages:
            self.language.addItem(language, language)
        self.language.setCurrentIndex(self.language.findData(language))
        self.language.blockSignals(False)
        self._list_models()
        self.language.setFocus()

    def _list_models(self) -> None:
        """The pipelines for the language shown."""
        choice = self._choice
        if choice is None:
            return
        language = str(self.language.currentData())
        emptied(self._items)
        for old in self._group.buttons():
            self._group.removeButton(old)
        self._add("", *automatic(choice, language))
        for each in choice.models:
            if each.name and each.language in (language, MANY):
                self._add(each.name, each.label, f"version {each.version}")
        self._check()
        self.note.setText(choice.resting(language))
        self.note.setVisible(bool(self.note.text()))

    def _add(self, name: str, text: str, small: str) -> None:
        made = QRadioButton(text)
        made.setProperty("model", name)
        made.setChecked(name == self._current)
        self._group.addButton(made)
        self._items.addWidget(made)
        self._items.addWidget(label(small, "small", wrap=True))

    def _check(self) -> None:
        """Have one chosen, and say when the project's own is not there."""
        choice = self._choice
        known = {"", *(m.name for m in choice.models)} if choice else set()
        missing = self._current not in known
        if self._group.checkedButton() is None and not missing:
            self._group.buttons()[0].setChecked(True)
        self.problem.setVisible(missing)
        self.problem.setText(
            f"This project wants the model “{self._current}”, which is not installed. Install it with "
            f"“python -m spacy download {self._current}”, or choose another."
        )

    def _take(self) -> None:
        chosen = self._group.checkedButton()
        if chosen is not None and self._choose is not None:
            self._choose(str(self.language.currentData()), str(chosen.property("model")))
            self.left.emit()


def automatic(choice: Choice, language: str) -> tuple[str, str]:
    """What reads a language when nothing else is chosen, and what that means."""
    taken = choice.fitting(language)
    shipped = next((m for m in choice.models if not m.name), None)
    if not taken and shipped is not None:
        return shipped.label, f"version {shipped.version}"
    if not taken.startswith(BLANK):
        return f"The one that fits: {taken}", "installed beside the program"
    name = choice.languages.get(language, language)
    return "Lists of names only", NO_PIPELINE.format(name=name, code=language)
