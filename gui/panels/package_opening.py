"""The page over the welcome page on which a coder opens a package that came."""

from __future__ import annotations

from gui.panels.fields import Fields
from gui.panels.package_fields import passphrase_field
from gui.panels.page import Page
from gui.qt.bonds import Bonds
from gui.qt.widgets import button, label, row
from gui.viewmodels.package_coder import OpeningPackage, OpeningView

ABOUT = (
    "A package holds the articles you are to code. A file to work in is made of it; the package stays as it "
    "is. When you are done, choose “Hand out and in…” in the menu Project, and send what it writes."
)


class OpenPackagePage(Page):
    """Binds one `OpeningPackage`."""

    def __init__(self, room: OpeningPackage) -> None:
        super().__init__("Open a hand-out package", 720)
        self._room = room
        self.lines.addWidget(label(ABOUT, "quiet", wrap=True))
        self.package, self.out = label("", "", wrap=True), label("", "", wrap=True)
        self.choose = button("Choose…", room.choose)
        self.choose_out = button("Change…", room.choose_out)
        self.phrase = passphrase_field("Passphrase")
        self.phrase.returnPressed.connect(self._open)
        fields = Fields("")
        fields.add("package", "Package", self.package, self.choose)
        fields.add("phrase", "Passphrase", self.phrase)
        fields.add("out", "Your file", self.out, self.choose_out)
        self.fields = fields
        self.lines.addWidget(fields)
        self.said = label("", "bad", wrap=True)
        self.lines.addWidget(self.said)
        self.open = button("Open", self._open, "accent")
        line = row(8)
        line.addWidget(self.open)
        line.addStretch(1)
        self.lines.addLayout(line)
        self.lines.addStretch(1)
        self._bonds = Bonds()
        self._bonds.watch(room.view, self._show)

    def begin(self) -> None:
        """The page is entered: the package is asked for at once."""
        self.choose.setFocus()
        if not self._room.view.value.package:
            self._room.choose()

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()

    def _show(self, view: OpeningView) -> None:
        self.package.setText(view.package or "No package chosen")
        self.out.setText(view.out or "–")
        self.choose_out.setEnabled(bool(view.out))
        self.phrase.setEnabled(view.sealed)
        self.phrase.setPlaceholderText("Passphrase" if view.sealed else "This package has none")
        if not view.sealed:
            self.phrase.clear()
        self.said.setText(f"⚠ {view.said}" if view.said else "")
        self.said.setVisible(bool(view.said))
        self.open.setText("Opening …" if view.busy else "Open")
        self.open.setEnabled(bool(view.package) and not view.busy)
        if view.sealed and not self.phrase.text():
            self.phrase.setFocus()
        elif view.package and not view.said:
            self.open.setFocus()

    def _open(self) -> None:
        self._room.open(self.phrase.text())
