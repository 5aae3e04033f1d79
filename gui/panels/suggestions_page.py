"""Who codes without suggestions: a random share by seed, what it would do, and the way back."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from gui.panels.page import Page
from gui.qt.bonds import Bonds
from gui.qt.widgets import button, label, number, row
from gui.viewmodels.hiding import Hiding, HidingView

ABOUT = (
    "Suggestions can lead a coder. To see whether they do, have a share of articles coded without: nothing "
    "of the machine is shown there, and the workbook says for each coding whether its coder could see any. "
    "Only articles that are new are drawn: once coding began it stays as it is."
)


class SuggestionsPage(Page):
    """`serve` gives it what hides; one article at a time is hidden from the menu of the work list."""

    def __init__(self) -> None:
        super().__init__("Code without suggestions", 680)
        self._hiding: Hiding | None = None
        self._bonds = Bonds()
        self.lines.addWidget(label(ABOUT, "quiet", wrap=True))
        self.now = label("", "strong", wrap=True)
        self.lines.addWidget(self.now)
        self.share, self.seed = number(0, 100, 0, " %"), number(0, 999_999, 0)
        self.share.setSingleStep(5)
        self.coder = QComboBox()
        self.coder.setMinimumWidth(180)
        self.alike = QCheckBox("The same articles for everybody")
        self._line("Share of the articles", self.share)
        self._line("Seed", self.seed, "The same seed draws the same articles")
        self.coder_line = self._line("Hidden from", self.coder)
        self.alike_line = self._line("", self.alike)
        self.preview = label("", "", wrap=True)
        self.lines.addWidget(self.preview)
        verbs = row(8)
        self.hide_button = button("", self._hide, "accent")
        self.show_button = button("", self._show_again)
        for widget in (self.hide_button, self.show_button):
            verbs.addWidget(widget)
        verbs.addStretch(1)
        self.lines.addLayout(verbs)
        self.lines.addWidget(label("Ctrl+Z takes it back as a whole.", "small"))
        self.lines.addStretch(1)
        self.share.valueChanged.connect(lambda value: self._choose(share=value))
        self.seed.valueChanged.connect(lambda value: self._choose(seed=value))
        self.coder.activated.connect(lambda at: self._choose(coder=str(self.coder.itemData(at))))
        self.alike.toggled.connect(lambda on: self._choose(alike=on))

    def serve(self, hiding: Hiding) -> None:
        """Show how it stands in the project that is open."""
        self._bonds.end()
        self._hiding = None
        hiding.refresh()
        view = hiding.view.value
        self.share.setValue(view.draw.share)
        self.seed.setValue(view.draw.seed)
        self.alike.setChecked(view.draw.alike)
        self.coder.clear()
        for name, code in (("everybody", ""), *((each.name, each.id) for each in view.coders)):
            self.coder.addItem(name, code)
        self.coder.setCurrentIndex(max(0, self.coder.findData(view.draw.coder)))
        self._hiding = hiding
        self._bonds.watch(hiding.view, self._show)
        self.share.setFocus()

    def _show(self, view: HidingView) -> None:
        self.now.setText(view.problem or view.now)
        self.preview.setText(view.preview)
        self.hide_button.setText(f"Hide {_counted(view.many)}")
        self.hide_button.setEnabled(bool(view.many))
        self.show_button.setText(f"Show {_counted(view.back)} again")
        self.show_button.setVisible(bool(view.back))
        several = len(view.coders) > 1
        for widget in (self.coder_line, self.alike_line):
            widget.setVisible(several)
        for field in (self.share, self.seed):
            field.setEnabled(not view.problem)

    def _line(self, text: str, field: QWidget, hint: str = "") -> QWidget:
        holder = QWidget()
        line: QHBoxLayout = row(12)
        holder.setLayout(line)
        name = label(text, "quiet")
        name.setFixedWidth(150)
        name.setBuddy(field)
        if text:
            field.setAccessibleName(text)
        line.addWidget(name)
        line.addWidget(field)
        if hint:
            line.addWidget(label(hint, "small"))
        line.addStretch(1)
        self.lines.addWidget(holder)
        return holder

    def _choose(self, **changes: object) -> None:
        if self._hiding is not None:
            self._hiding.choose(**changes)

    def _hide(self) -> None:
        if self._hiding is not None:
            self._hiding.hide()

    def _show_again(self) -> None:
        if self._hiding is not None:
            self._hiding.show_again()


def _counted(many: int) -> str:
    return "1 article" if many == 1 else f"{many} articles"
