"""Pictures of the real desk for README and help, made by the program itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from core.domain.coding import Layer
from gui.panels.desk import DeskPanel
from gui.panels.window import MainWindow
from gui.viewmodels.desk import DeskViewModel

SMALL, LARGE = (1280, 800), (1920, 1200)
CHECKED = 14  # suggestions accepted for the picture


@dataclass(frozen=True, slots=True)
class Stage:
    """What the pictures are taken of."""

    qt: QApplication
    window: MainWindow
    panel: DeskPanel
    desk: DeskViewModel
    trigger: Callable[[str], None]
    change: Callable[..., None]


def take(stage: Stage, folder: Path) -> tuple[Path, ...]:
    """Write all pictures into ``folder``; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    _code(stage.desk)
    out: list[Path] = []
    for theme in ("light", "dark"):
        stage.change(theme=theme)
        for size, name in ((SMALL, ""), (LARGE, "-large")):
            stage.window.resize(*size)
            stage.trigger("room.coding")
            _show_statement(stage)
            out.append(_grab(stage, folder / f"desk-{theme}{name}.png"))
        stage.window.resize(*SMALL)
        out.extend(_pages(stage, folder, theme))
    stage.change(theme="system")
    return tuple(out)


def _code(desk: DeskViewModel) -> None:
    """Check some suggestions, unless an earlier run did."""
    head = desk.head.value
    if head is None or head.checked:
        return
    desk.review.advance = False
    for layer, many in ((Layer.MENTION, CHECKED), (Layer.STATEMENT, 1), (Layer.EVENT, 1)):
        for unit in desk.session.units.of(layer)[:many]:
            desk.review.accept(unit.id)
    for topic in desk.session.units.of(Layer.TOPIC)[:1]:
        desk.review.accept(topic.id)
    desk.review.advance = True


def _show_statement(stage: Stage) -> None:
    """The second statement is current, with its card at the mark."""
    statements = stage.desk.session.units.of(Layer.STATEMENT)
    stage.desk.cards.show(Layer.STATEMENT)
    if len(statements) > 1:
        stage.desk.session.select("")
        stage.desk.pointer.pressed((statements[1].id,), statements[1].what.spans[0].start)


def _pages(stage: Stage, folder: Path, theme: str) -> list[Path]:
    """The other sides of the desk and the export room."""
    out = []
    stage.desk.card.close()
    for action in ("view.topics", "view.events", "view.names"):
        stage.trigger(action)
        out.append(_grab(stage, folder / f"{action.removeprefix('view.')}-{theme}.png"))
    stage.trigger("room.export")
    out.append(_grab(stage, folder / f"export-{theme}.png"))
    stage.trigger("room.coding")
    return out


def _grab(stage: Stage, path: Path) -> Path:
    for _ in range(3):  # layouts settle over several rounds of events
        stage.qt.processEvents()
    stage.window.grab().save(str(path))
    return path
