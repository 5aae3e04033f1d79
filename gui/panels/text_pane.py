"""The middle of the desk: head, find bar, the text with its marks, and the card at the mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from gui.panels.article_head import ArticleHead
from gui.panels.banner import Banner
from gui.qt.bonds import Bonds
from gui.qt.canvas import ArticleCanvas, BoundaryMoved, MarksPressed, WordPressed
from gui.qt.canvas_scroll import CHARACTERS
from gui.qt.lazy import Lazy
from gui.qt.text_keys import TextKeys
from gui.qt.widgets import button, column, label, show_if
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.views import ArticleView, CandidatesView, FoundView, MarkCard, SeamCard, Selection

if TYPE_CHECKING:
    from gui.panels.find_bar import FindBar
    from gui.panels.mark_card import MarkCardPanel
    from gui.panels.seam_card import SeamCardPanel

READ_ONLY = "This project is read-only: you can look, but nothing can be changed."


class TextPane(QFrame):
    """Binds the canvas to the desk; what the canvas tells goes to ``desk.pointer``."""

    def __init__(self, desk: DeskViewModel, trigger: Callable[[str], None], keys: TextKeys) -> None:
        super().__init__()
        self._desk, self._trigger, self._keys = desk, trigger, keys
        self._article = ""
        self._look = (1.0, "serif", CHARACTERS)  # as the canvas is born; each change lays all text out anew
        self.setProperty("kind", "pane")
        self._lines = column(self, 0, 0)
        self.banner = Banner()
        self.head = ArticleHead(desk)
        self.canvas = ArticleCanvas()
        keys.serve(self.canvas)
        self._lines.addWidget(self.banner)
        self._lines.addWidget(self.head)
        self._lines.addWidget(self.canvas, 1)
        self.finder = Lazy(self._make_finder)
        self.nothing = Lazy(self._make_nothing)
        self.card = Lazy(self._make_card)
        self.seam_card = Lazy(self._make_seam_card)
        self.head.closed.connect(self.canvas.setFocus)
        self._connect()
        self._bonds = Bonds()
        self._bind()

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()
        for each in (self.head, self.finder.made, self.card.made, self.seam_card.made):
            if each is not None:
                each.end()

    def set_look(self, *, zoom: float, family: str, width: int) -> None:
        """How the article is read: size, family, characters a line."""
        look, self._look = self._look, (zoom, family, width)
        if zoom != look[0]:
            self.canvas.set_zoom(zoom)
        if family != look[1]:
            self.canvas.set_family(family)
        if width != look[2]:
            self.canvas.set_width(width)
        self.head.set_family(family)

    @property
    def heir(self) -> QWidget:
        """Who takes the focus here: the text, or the import button while no article is open."""
        return self.canvas if self._desk.head.value is not None else self.nothing()

    def _make_finder(self) -> FindBar:
        from gui.panels.find_bar import FindBar

        made = FindBar(self._desk.find)
        made.closed.connect(self.canvas.setFocus)
        self._lines.insertWidget(self._lines.indexOf(self.canvas), made)
        self._align()
        return made

    def _make_card(self) -> MarkCardPanel:
        from gui.panels.mark_card import MarkCardPanel

        made = MarkCardPanel(self._desk, self.canvas, self._trigger)
        self._keys.serve(made)
        return made

    def _make_seam_card(self) -> SeamCardPanel:
        from gui.panels.seam_card import SeamCardPanel

        made = SeamCardPanel(self._desk, self.canvas, self._trigger)
        self._keys.serve(made)
        return made

    def _make_nothing(self) -> QWidget:
        made = QFrame()
        self._lines.addWidget(made, 1)
        lines = column(made, 40, 10)
        lines.addStretch(1)
        for text, kind in (
            ("No article is open", "heading"),
            ("Choose one at the left, or drop text files on the window to import them.", "quiet"),
        ):
            said = label(text, kind, wrap=True)
            said.setAlignment(Qt.AlignmentFlag.AlignCenter)
            lines.addWidget(said)
        bring = button("Import articles…", lambda: self._trigger("project.import"), "accent")
        lines.addWidget(bring, 0, Qt.AlignmentFlag.AlignCenter)
        made.setFocusProxy(bring)
        lines.addStretch(2)
        return made

    def _connect(self) -> None:
        canvas, pointer = self.canvas, self._desk.pointer
        canvas.marks_pressed.connect(self._on_marks)
        canvas.word_pressed.connect(self._on_word)
        canvas.seam_pressed.connect(self._on_seam)
        canvas.tip_of = self._desk.repairs.tip
        canvas.ground_pressed.connect(lambda: self._trigger("escape"))
        canvas.selection_made.connect(self._on_selection)
        canvas.boundary_moved.connect(self._on_boundary)
        canvas.viewed.connect(self._align)
        self._pointer = pointer

    def _bind(self) -> None:
        desk, bonds = self._desk, self._bonds
        bonds.watch(desk.head, self._on_head)
        bonds.watch(desk.marks, self.canvas.set_marks)
        bonds.watch(desk.current, self.canvas.set_current)
        bonds.watch(desk.evidence, self.canvas.set_evidence)
        bonds.watch(desk.slots.candidates, self._on_candidates)
        bonds.watch(desk.find.view, self._on_found)
        bonds.on(desk.card.view, self._on_card)
        bonds.on(desk.reveal, self.canvas.reveal)
        bonds.watch(desk.repairs.seams, self.canvas.set_seams)
        bonds.on(desk.repairs.view, self._on_seam_card)

    def _on_head(self, view: ArticleView | None) -> None:
        show_if(self.canvas, view is not None)
        if view is None or self.nothing.made is not None:
            show_if(self.nothing(), view is None)
        if view is None:
            self._article = ""
            return
        if view.id != self._article:
            self._article = view.id
            self.canvas.show_article(view.text, view.repairs)
            self.canvas.set_marks(self._desk.marks.value)
            self.canvas.set_seams(self._desk.repairs.seams.value)
        self.canvas.set_repairs(view.repairs)
        if self._desk.session.workspace.read_only:
            self.banner.tell(READ_ONLY)
        self._align()

    def _on_marks(self, told: MarksPressed) -> None:
        self._desk.touched()
        self._pointer.pressed(told.units, told.position)

    def _on_seam(self, at: int) -> None:
        self._desk.touched()
        self._desk.repairs.open(at)

    def _on_seam_card(self, view: SeamCard | None) -> None:
        if view is not None:
            self.seam_card()  # made at the first one; it listens for itself
        self.canvas.set_seam_now(view.seam.at if view is not None else -1)

    def _on_word(self, told: WordPressed) -> None:
        self._desk.touched()
        self._desk.repairs.close()
        self._pointer.word(told.span)

    def _on_selection(self, told: Selection) -> None:
        self._desk.touched()
        self._pointer.selected(told.spans)

    def _on_boundary(self, told: BoundaryMoved) -> None:
        self._desk.touched()
        self._pointer.boundary(told.unit, told.index, told.span)

    def _on_candidates(self, view: CandidatesView) -> None:
        self.canvas.set_candidates(view.spans, view.lit)

    def _on_found(self, view: FoundView) -> None:
        self.canvas.set_found(view.spans, view.current)

    def _on_card(self, view: MarkCard | None) -> None:
        if view is not None:
            self.card()  # made at the first one; it listens for itself
        if (view is None or view.unit is not None) and self.canvas.selection().spans:
            self.canvas.clear_selection()

    def _align(self) -> None:
        """Keep the head and the find bar over the column of text."""
        left = int(self.canvas.origin().x())
        right = max(0, self.canvas.width() - left - round(self.canvas.column.width))
        for widget in (self.head, self.finder.made):
            if widget is not None:
                widget.setContentsMargins(left, 0, right, 0)
