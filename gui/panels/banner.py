"""A line over a page that says what happened and what to do; it waits, and stops nobody."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui.qt.widgets import button, emptied, label, row


class Banner(QFrame):
    """Hidden until there is something to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "notice")
        layout: QHBoxLayout = row(8)
        layout.setContentsMargins(14, 7, 8, 7)
        self.setLayout(layout)
        self.text = label("", "", wrap=True)
        layout.addWidget(self.text, 1)
        self.act = button("", None)
        layout.addWidget(self.act)
        self._ways = row(8)
        layout.addLayout(self._ways)
        layout.addWidget(button("Close", self.hide, "quiet"))
        self._on_act: Callable[[], None] | None = None
        self.act.clicked.connect(self._act)
        self.hide()

    def _act(self, _checked: bool = False) -> None:
        if self._on_act is not None:
            self._on_act()

    def tell(self, text: str, verb: str = "", on: Callable[[], None] | None = None) -> None:
        """Say ``text``; ``verb`` offers one thing to do about it."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self._on_act = on
        self.act.setText(verb)
        self.act.setVisible(bool(verb))
        emptied(self._ways)
        self.show()

    def offer(self, verb: str, on: Callable[[], None]) -> None:
        """Offer one more thing to do about what was told last."""
        self._ways.addWidget(button(verb, on))
