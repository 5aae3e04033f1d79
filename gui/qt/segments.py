"""Tabs as one segmented line that always fits: each tab as wide as its words, the rest shared out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTabBar, QWidget

_AROUND = 16  # margin and padding of a tab in the style sheet


class Segments(QTabBar):
    """A tab bar without scroll buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "narrow")
        self.setUsesScrollButtons(False)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def tabSizeHint(self, index: int) -> QSize:
        """The width of the words, and an equal share of what is left."""
        bold = QFont(self.font())
        bold.setPixelSize(12)
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        own = [metrics.horizontalAdvance(self.tabText(n)) + _AROUND for n in range(self.count())]
        spare = max(0, self.width() - sum(own) - 2)
        return QSize(own[index] + spare // max(1, self.count()), super().tabSizeHint(index).height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        """As small as the words."""
        return QSize(40, super().tabSizeHint(index).height())

    def minimumSizeHint(self) -> QSize:
        """Any width: the tabs elide."""
        return QSize(120, super().minimumSizeHint().height())
