"""The room “Learning”: what decisions taught, a language model of the project's own, and topics."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QWidget

from gui.panels.page import Page
from gui.qt.bonds import Bonds
from gui.qt.widgets import button, column, emptied, frame, label, row
from gui.viewmodels.learned_rows import LayerRow
from gui.viewmodels.learning import LearningRoom, LearningView, ModelRow

DECISIONS = (
    "Each suggestion you accept, fix or reject while looking at it is counted. What is usually right here "
    "becomes surer, what is often wrong less sure, from the next article you open. Only your own decisions "
    "count for you."
)
NAMES = (
    "The part of the language model that marks names can learn from your completed articles. A quarter of "
    "them is held back and read before and after: you see whether it helps before you take it into use."
)
TOPICS = (
    "Topics can be learned from the codings of this project. They are used only while they do better than "
    "the word lists."
)


class LearningPage(Page):
    """Binds one `LearningRoom`."""

    def __init__(self, room: LearningRoom) -> None:
        super().__init__("Learning", 760)
        self._room = room
        self.back.setText("Back to coding")
        self._drawn: tuple[object, object] = ((), ())
        self._layers = self._section("What your decisions taught", DECISIONS)
        self.names = label("", "quiet", wrap=True)
        self.lines.addWidget(self.names)
        self._models = self._section("A language model of the project's own", NAMES)
        self.lessons = label("", "quiet", wrap=True)
        self.lines.addWidget(self.lessons)
        self._train_line()
        self._section("Topics", TOPICS)
        self._topics_line()
        self.lines.addStretch(1)
        self._bonds = Bonds()
        self._bonds.watch(room.view, self._show)

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()
        self._room.close()

    def begin(self) -> None:
        """The room is entered."""
        self._room.look()
        self.train.setFocus()

    def use_button(self, model: str) -> QWidget | None:
        """The button that takes a model into use, if it is shown."""
        return self.findChild(QWidget, f"use-{model}")

    def _section(self, title: str, about: str) -> QWidget:
        """A heading and what it is about; gives the holder of what follows."""
        self.lines.addWidget(label(title, "heading"))
        self.lines.addWidget(label(about, "quiet", wrap=True))
        holder = QWidget()
        column(holder, 0, 8)
        self.lines.addWidget(holder)
        return holder

    def _train_line(self) -> None:
        line = row(8)
        self.train = button("Train on confirmed codings…", self._room.train, "accent")
        self.cancel = button("Cancel", self._room.cancel)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the training")
        self.busy = label("", "small")
        line.addWidget(self.train)
        line.addWidget(self.cancel)
        line.addWidget(self.bar, 1)
        line.addWidget(self.busy)
        line.addStretch(1)
        self.lines.addLayout(line)
        self.forbidden, self.problem = label("", "warn", wrap=True), label("", "bad", wrap=True)
        self.said = label("", "good", wrap=True)
        for words in (self.forbidden, self.problem, self.said):
            self.lines.addWidget(words)

    def _topics_line(self) -> None:
        self.topics = label("", "", wrap=True)
        self.lines.addWidget(self.topics)
        line = row(8)
        self.learn = button("Learn topics", self._room.learn_topics)
        self.forget = button("Back to the word lists", self._room.forget_topics)
        for widget in (self.learn, self.forget):
            line.addWidget(widget)
        line.addStretch(1)
        self.lines.addLayout(line)

    def _show(self, view: LearningView) -> None:
        for words, text in (
            (self.names, view.names),
            (self.lessons, view.lessons),
            (self.forbidden, view.forbidden),
            (self.problem, view.problem),
            (self.said, f"✓ {view.said}" if view.said else ""),
            (self.topics, view.topics.text),
            (self.busy, view.busy),
        ):
            words.setText(text)
            words.setVisible(bool(text))
        may = not (view.forbidden or view.busy)
        for verb in (self.train, self.learn):
            verb.setEnabled(may)
        self.forget.setVisible(view.topics.learned)
        self.forget.setEnabled(may)
        for widget in (self.bar, self.cancel):
            widget.setVisible(bool(view.busy))
        self.bar.setRange(0, 0 if view.done < 0 else 1000)
        if view.done >= 0:
            self.bar.setValue(round(view.done * 1000))
        self._draw(view, may)

    def _draw(self, view: LearningView, may: bool) -> None:
        """The lists, anew only when they say something else."""
        if (view.layers, (view.models, may)) == self._drawn:
            return
        self._drawn = (view.layers, (view.models, may))
        for holder in (self._layers, self._models):
            layout = holder.layout()
            if layout is not None:
                emptied(layout)
        for layer in view.layers:
            _into(self._layers, _layer(layer))
        for model in view.models:
            _into(self._models, self._model(model, may))

    def _model(self, model: ModelRow, may: bool) -> QWidget:
        card = frame("card")
        lines = column(card, 12, 6)
        head = row(8)
        head.addWidget(label(model.title, "strong"), 1)
        _add_use(head, model, may, self._room)
        lines.addLayout(head)
        if model.detail:
            lines.addWidget(label(model.detail, "quiet", wrap=True))
        if model.scores:
            lines.addWidget(_scores(model))
        return card


def _into(holder: QWidget, widget: QWidget) -> None:
    layout = holder.layout()
    if layout is not None:
        layout.addWidget(widget)


def _add_use(head: QHBoxLayout, model: ModelRow, may: bool, room: LearningRoom) -> None:
    if model.current:
        head.addWidget(label("✓ in use", "good"))
        return
    use = button("Take into use", lambda: room.use(model.name))
    use.setObjectName(f"use-{model.name}")
    use.setAccessibleName(f"Take into use: {model.title}")
    use.setEnabled(may)
    head.addWidget(use)


def _scores(model: ModelRow) -> QWidget:
    """F1 of the names held back, before and after, a line a type."""
    holder = QWidget()
    grid = _grid(holder)
    for at, title in enumerate(("Names held back", "before", "after", "names")):
        grid.addWidget(label(title, "small"), 0, at)
    for line, score in enumerate(model.scores, 1):
        sign = "▲" if score.after > score.before else "▼" if score.after < score.before else "="
        for at, text in enumerate(
            (score.label or "all", f"{score.before:.2f}", f"{score.after:.2f} {sign}", str(score.n))
        ):
            grid.addWidget(label(text, "strong" if line == 1 else ""), line, at)
    return holder


def _layer(layer: LayerRow) -> QWidget:
    holder = QWidget()
    grid = _grid(holder)
    for at, (text, kind) in enumerate(((layer.label, "strong"), (layer.right, ""), (layer.state, "quiet"))):
        grid.addWidget(label(text, kind), 0, at)
    for line, family in enumerate(layer.families, 1):
        for at, text in enumerate((f"   {family.name}", family.right, family.read)):
            grid.addWidget(label(text, "quiet"), line, at)
    return holder


def _grid(holder: QWidget) -> QGridLayout:
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for at, width in enumerate((190, 150, 110)):
        grid.setColumnMinimumWidth(at, width)
    grid.setColumnStretch(3, 1)
    grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return grid
