"""A way onto the window's thread from any other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Posts(QObject):
    """Call it with what is to be done; it is done when the window has its turn."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)

    def __call__(self, what: Callable[[], None]) -> None:
        """Have ``what`` done on the window's thread, soon."""
        self._posted.emit(what)

    @Slot(object)
    def _on_posted(self, what: Callable[[], None]) -> None:
        what()
