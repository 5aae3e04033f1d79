"""Tabs as one segmented line that always fits: each tab as wide as its words, the rest shared out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QTabBar, QWidget

_AROUND = 16  # margin and padding of a tab in the style sheet
_LEAST = 11  # the same where there is no room to spare


class Segments(QTabBar):
    """A tab bar without scroll buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._counts: tuple[int, ...] = ()
        self.currentChanged.connect(lambda _at: self._say())
        self.setProperty("kind", "narrow")
        self.setUsesScrollButtons(False)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def name(self, names: tuple[str, ...]) -> None:
        """Add a tab a name."""
        self._names = names
        for each in names:
            self.addTab(each)

    def show_counts(self, counts: tuple[int, ...]) -> None:
        """Say how many there are of each, as far as there is room; the tooltip always does."""
        if counts != self._counts:
            self._counts = counts
            self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, more counts."""
        super().resizeEvent(event)
        self._say()

    def _say(self) -> None:
        """All counts; else the current tab's; else none."""
        said = tuple(f"{name} {count}" for name, count in zip(self._names, self._counts, strict=False))
        for at, text in enumerate(said):
            if self.tabToolTip(at) != text:
                self.setTabToolTip(at, text)
        current = self.currentIndex()
        mixed = tuple(text if at == current else self._names[at] for at, text in enumerate(said))
        fits = next((texts for texts in (said, mixed) if self._width_of(texts) <= self.width()), None)
        for at, text in enumerate(fits if fits is not None else self._names[: len(said)]):
            if self.tabText(at) != text:
                self.setTabText(at, text)

    def _width_of(self, texts: tuple[str, ...]) -> int:
        plain = QFont(self.font())
        plain.setPixelSize(12)
        bold, metrics, current = QFontMetrics(self._bold()), QFontMetrics(plain), self.currentIndex()
        return sum(
            (bold if at == current else metrics).horizontalAdvance(text) + _LEAST
            for at, text in enumerate(texts)
        )

    def _bold(self) -> QFont:
        bold = QFont(self.font())
        bold.setPixelSize(12)
        bold.setWeight(QFont.Weight.DemiBold)
        return bold

    def tabSizeHint(self, index: int) -> QSize:
        """The width of the words, and an equal share of what is left."""
        metrics = QFontMetrics(self._bold())
        own = [metrics.horizontalAdvance(self.tabText(n)) + _AROUND for n in range(self.count())]
        spare = max(0, self.width() - sum(own) - 2)
        return QSize(own[index] + spare // max(1, self.count()), super().tabSizeHint(index).height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        """As small as the words."""
        return QSize(40, super().tabSizeHint(index).height())

    def minimumSizeHint(self) -> QSize:
        """Any width: the tabs elide."""
        return QSize(120, super().minimumSizeHint().height())
