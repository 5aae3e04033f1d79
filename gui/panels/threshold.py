"""How sure suggestions must be to show: a slider with live counts, and the sure ones taken at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSlider

from core.domain.coding import Layer
from gui.qt.bonds import Bonds
from gui.qt.widgets import bold_width, button, column, label, row
from gui.viewmodels.threshold import HIDDEN, Threshold, ThresholdView, per_cent

STEP = 5  # per cent
_REST = 150  # ms the slider rests before the text follows
NAMES = {
    Layer.STATEMENT: "Speakers",
    Layer.TOPIC: "Topics",
    Layer.EVENT: "Events",
    Layer.MENTION: "Names",
}


class ThresholdStrip(QFrame):
    """Stands over the foot of the cards while it is open. ``left`` tells that one is done with it.

    ``trigger`` carries out the window's actions, so that the button does what its key does.
    """

    left = Signal()

    def __init__(self, threshold: Threshold, trigger: Callable[[str], None], layer: Layer) -> None:
        super().__init__()
        self._threshold, self._layer = threshold, layer
        self.setProperty("kind", "card")
        lines = column(self, 10, 6)
        lines.addLayout(self._slide_line())
        self.counts = label("", "small", wrap=True)
        lines.addWidget(self.counts)
        lines.addLayout(self._default_line())
        self.take = button("", lambda: trigger("review.accept_sure"), "", "As one act (Ctrl+Shift+Enter)")
        self.only = QCheckBox()
        self.only.toggled.connect(lambda on: threshold.keep_to(self._layer if on else None))
        self.only.setToolTip("Take only those of the list that is shown")
        lines.addWidget(self.take)
        lines.addWidget(self.only)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(threshold.settle)
        self.slider.valueChanged.connect(self._on_value)
        self.slider.sliderReleased.connect(self.settle)
        self.show_layer(layer)
        threshold.refresh()
        self._bonds = Bonds()
        self._bonds.watch(threshold.view, self._show)

    def end(self) -> None:
        """Stop listening; where the slider is counts."""
        self.settle()
        self._threshold.keep_to(None)
        self._bonds.end()

    def begin(self) -> None:
        """The slider takes the keys."""
        self.slider.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def settle(self) -> None:
        """Let the text follow now."""
        self._timer.stop()
        self._threshold.settle()

    def show_layer(self, layer: Layer) -> None:
        """Another list is shown; taking only of the list follows it."""
        self._layer = layer
        self.only.setText(f"{NAMES[layer]} only")
        if self.only.isChecked():
            self._threshold.keep_to(layer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Enter are done; arrows and page keys move the slider."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _slide_line(self) -> QHBoxLayout:
        line = row(8)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100 // STEP)
        self.slider.setPageStep(2)
        self.slider.setTickPosition(QSlider.TickPosition.NoTicks)
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slider.setAccessibleName("How sure suggestions must be, in per cent")
        name = label("Show from", "small")
        name.setBuddy(self.slider)
        self.value = label("", "strong")
        self.value.setMinimumWidth(bold_width(self.value.font(), "100 %"))
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(name)
        line.addWidget(self.slider, 1)
        line.addWidget(self.value)
        return line

    def _default_line(self) -> QHBoxLayout:
        line = row(4)
        self.reset = button("", self._reset, "link", "Follow the project's setting")
        self.keep = button(
            "For the whole project", self._threshold.make_default, "link", "Make this the project's setting"
        )
        for widget in (self.reset, self.keep):
            line.addWidget(widget)
        line.addStretch(1)
        return line

    def _reset(self) -> None:
        self._timer.stop()
        self._threshold.reset()
        self.begin()

    def _on_value(self, value: int) -> None:
        if round(self._threshold.view.value.least * 100 / STEP) != value:
            self._threshold.slide(value * STEP / 100)
            self._timer.start()

    def _show(self, view: ThresholdView) -> None:
        self.slider.setValue(round(view.least * 100 / STEP))
        self.value.setText(per_cent(view.least))
        said = HIDDEN if view.hidden else f"{view.shown} shown · {view.below} below{_by_layer(view)}"
        self.counts.setText(said)
        self.slider.setAccessibleDescription(f"{per_cent(view.least)}: {said}")
        other = view.least != view.default
        self.reset.setText(f"Project: {per_cent(view.default)}")
        self.reset.setVisible(other)
        self.keep.setVisible(other and view.decides)
        kept_to = f" {NAMES[view.only].lower()}" if view.only else ""
        if view.takes == 1:
            kept_to = kept_to.removesuffix("s")
        self.take.setText(f"Accept {view.takes}{kept_to} at {per_cent(view.sure)} or surer ⌃⇧⏎")
        self.take.setEnabled(bool(view.takes))
        self.slider.setEnabled(not view.hidden)


def _by_layer(view: ThresholdView) -> str:
    """Where those below are, so that one sees which lists would grow."""
    below = [f"{NAMES[each.layer]} {each.below}" for each in view.layers if each.below]
    return f" ({', '.join(below)})" if below else ""
