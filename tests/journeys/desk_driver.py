"""The journey, a program on a virtual screen: ``python -m tests.journeys.desk_driver PHASE FOLDER``."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from core.domain.coding import Coding, Layer, Provenance, fills
from core.domain.text import Span
from gui.app import App
from gui.panels.desk import DeskPanel
from gui.panels.export_room import ExportPage
from tests.journeys.hand import Hand, settle, take_focus, wait_for


class Journey:
    """One sitting of one coder: the window, the hand, and eyes that look at what is stored."""

    def __init__(self, folder: Path, project: str) -> None:
        self.folder = folder
        self.qt = QApplication([])
        self.app = App(self.qt)
        sys.excepthook = self.app.catch
        self.hand = Hand()
        self.app.start(project, sample=not project)
        wait_for("the desk is open", lambda: self.app.desk is not None)
        wait_for("the article is analysed", lambda: self.view.analysed)
        take_focus(self.app.window)
        self.canvas.setFocus()
        settle(200)

    @property
    def desk(self) -> DeskPanel:
        """The desk's panel."""
        assert self.app.desk is not None
        return self.app.desk

    @property
    def canvas(self):  # type: ignore[no-untyped-def]  # the canvas's own type is long and known to the panel
        """The article."""
        return self.desk.text.canvas

    @property
    def opened(self):  # type: ignore[no-untyped-def]
        """The open project."""
        found = self.app.program.project.value
        assert found is not None
        return found

    @property
    def view(self):  # type: ignore[no-untyped-def]
        """The head of the open article."""
        found = self.opened.desk.head.value
        assert found is not None
        return found

    def codings(self) -> tuple[Coding, ...]:
        """What is stored for the article now."""
        found: tuple[Coding, ...] = self.opened.workspace.state.codings(self.view.id)
        return found

    def lines(self) -> int:
        """How many of the coder's own acts the journal holds."""
        return len(self.opened.workspace.history.steps(1000))

    def span(self, words: str, after: str = "") -> Span:
        """Where ``words`` stand, the first time after ``after``."""
        text: str = self.view.text
        start = text.index(words, text.index(after) if after else 0)
        return Span(start, start + len(words))

    def spot(self, span: Span, *, end: bool = False) -> QPoint:
        """A point on the words: a little inside their start or end."""
        at = Span(span.end - 1, span.end) if end else Span(span.start, span.start + 1)
        return self.canvas.rect_of(at).center()  # type: ignore[no-any-return]

    def press(self, words: str, after: str = "") -> None:
        """Click on the words."""
        self.hand.click(self.canvas.viewport(), self.spot(self.span(words, after)))

    def drag(self, words: str, after: str = "") -> None:
        """Drag over the words."""
        span = self.span(words, after)
        self.hand.drag(self.canvas.viewport(), self.spot(span), self.spot(span, end=True))

    def quit(self) -> dict[str, int]:
        """Close the window as a person does; what the hand did."""
        self.hand.key("ctrl+q")
        wait_for("the window has closed", lambda: not self.app.window.isVisible())
        return {"keys": self.hand.keys, "clicks": self.hand.clicks}


def one(codings: tuple[Coding, ...], text: str, words: str, layer: Layer) -> Coding:
    """The one coding of ``layer`` whose first fragment starts with these words."""
    found = [c for c in codings if c.layer is layer and c.spans and c.spans[0].of(text).startswith(words)]
    assert len(found) == 1, (words, [c.spans[0].of(text) for c in codings if c.spans])
    return found[0]


def code(journey: Journey) -> None:
    """Accept, fix, reject, resize, add a statement by click order, an event by candidates, topics."""
    hand, text = journey.hand, journey.view.text
    start = journey.lines()

    hand.key("space", "Return")  # the date: accepted by keyboard alone
    wait_for("one confirmed", lambda: len(journey.codings()) == 1)
    assert journey.codings()[0].provenance is Provenance.CONFIRMED
    assert journey.lines() == start + 1, "one gesture is one journal line"

    journey.press("MENAFN")
    hand.key("3")  # another type: fixed by mouse and key
    wait_for("one fixed", lambda: len(journey.codings()) == 2)
    fixed = one(journey.codings(), text, "MENAFN", Layer.MENTION)
    assert fixed.provenance is Provenance.FIXED

    journey.press("Azernews")
    hand.key("BackSpace")
    wait_for("one rejected", lambda: len(journey.opened.workspace.state.decisions(journey.view.id)) == 3)

    journey.press("Republic")
    hand.key("alt+shift+Right", "alt+shift+Right")
    wait_for(
        "the boundary is fixed",
        lambda: any(c.spans and c.spans[0].of(text) == "Azerbaijan" for c in journey.codings()),
    )

    journey.press("Armenia")  # in "Armeniaand": the repair keeps the name whole
    hand.key("shift+Return")  # and all like it, as one act
    wait_for(
        "all like this",
        lambda: sum(c.spans[0].of(text) == "Armenia" for c in journey.codings() if c.spans) >= 3,
    )

    add_statement(journey)
    add_event(journey)
    give_topic(journey)
    told = journey.quit()
    print(json.dumps(told))


def add_statement(journey: Journey) -> None:
    """Click order: speaker, words, Enter."""
    journey.hand.key("Escape", "Escape", "s")
    journey.press("Ilham Aliyev")
    journey.drag("regarding the border delimitation")
    before = journey.lines()
    journey.hand.key("Return")
    wait_for(
        "the statement is recorded",
        lambda: any(
            c.layer is Layer.STATEMENT and c.provenance is Provenance.ADDED for c in journey.codings()
        ),
    )
    assert journey.lines() == before + 1
    made = one(journey.codings(), journey.view.text, "regarding", Layer.STATEMENT)
    assert [f.actors for f in fills(made, "speaker")] == [("person:ilham-aliyev",)]


def add_event(journey: Journey) -> None:
    """Words first, then the type by number and the slots by stepping through candidates."""
    hand = journey.hand
    hand.key("Escape", "Escape")
    journey.drag("advancement", after="normalization")
    hand.key("e", "1")
    hand.key("Right", "Return", "Right", "Right", "Return", "Tab", "Tab", "Tab")
    hand.key("Return")
    wait_for(
        "the event is recorded",
        lambda: any(c.layer is Layer.EVENT and c.provenance is Provenance.ADDED for c in journey.codings()),
    )
    made = one(journey.codings(), journey.view.text, "advancement", Layer.EVENT)
    assert made.category
    assert fills(made, "source")
    assert fills(made, "source")[0].actors


def give_topic(journey: Journey) -> None:
    """Search the tree from the keyboard and take the first."""
    journey.hand.key("Escape", "Escape", "t")
    journey.hand.write("trade")
    settle(400)
    journey.hand.key("Return")
    wait_for(
        "a topic for the article",
        lambda: any(c.layer is Layer.TOPIC and not c.spans for c in journey.codings()),
    )


def reopen(journey: Journey) -> None:
    """The next day: all is there; undo yesterday's last act; export."""
    codings = journey.codings()
    layers = {layer: sum(c.layer is layer for c in codings) for layer in Layer}
    assert layers[Layer.STATEMENT] == 1, layers
    assert layers[Layer.EVENT] == 1, layers
    assert layers[Layer.TOPIC] == 1, layers
    assert layers[Layer.MENTION] >= 6, layers
    journey.hand.key("ctrl+z")
    wait_for("the topic is undone", lambda: not [c for c in journey.codings() if c.layer is Layer.TOPIC])
    journey.hand.key("ctrl+shift+z")
    wait_for("and done again", lambda: [c for c in journey.codings() if c.layer is Layer.TOPIC])
    journey.hand.key("ctrl+z")
    wait_for("and undone", lambda: not [c for c in journey.codings() if c.layer is Layer.TOPIC])
    export(journey, journey.folder / "codings.xlsx")
    expected = [
        [c.id, str(c.layer), c.category, [s.of(journey.view.text) for s in c.spans], str(c.provenance)]
        for c in journey.codings()
    ]
    (journey.folder / "expected.json").write_text(json.dumps(expected), "utf-8")
    print(json.dumps(journey.quit()))


def export(journey: Journey, target: Path) -> None:
    """Through the export room, the path typed by hand."""
    hand = journey.hand
    hand.key("ctrl+e")
    wait_for("the export room", lambda: isinstance(journey.app.window.stack.currentWidget(), ExportPage))
    page = journey.app.window.stack.currentWidget()
    assert isinstance(page, ExportPage)
    hand.click(page.target, times=3)
    hand.key("ctrl+a")
    hand.write(str(target))
    hand.click(page.write)
    wait_for("the workbook", target.exists)
    wait_for("the export room says so", page.result.isVisible)


def main() -> None:
    """Run one phase."""
    phase, folder = sys.argv[1], Path(sys.argv[2])
    project = "" if phase == "code" else str(folder / "home" / "sample.rapporteur")
    journey = Journey(folder, project)
    try:
        {"code": code, "reopen": reopen}[phase](journey)
    except BaseException:
        traceback.print_exc()
        journey.app.window.grab().save(str(folder / f"{phase}.png"))
        raise


if __name__ == "__main__":
    main()
