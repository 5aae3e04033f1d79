"""What a change of the codebook sends back: listed in the drawer, gone to, kept, coded anew."""

from __future__ import annotations

from PySide6.QtCore import Qt

from core.app.commands.codebook import ReviseCodebook
from core.app.commands.decide import Accept
from core.domain.codebook import Category, Ruling
from core.domain.codebook_editing import edited
from core.domain.codebook_edits import PutRuling, SplitCategory
from core.domain.coding import Layer
from gui.panels.codebook_text import definition_html
from tests.gui.panels.conftest import Stage
from tests.gui.viewmodels.kit import ARMENIA, AZERBAIJAN


def split_places(stage: Stage) -> None:
    desk = stage.desk
    for unit in (ARMENIA, AZERBAIJAN):
        assert desk.session.workspace.execute(Accept("article-1", unit)) is not None
    book = desk.session.state.codebook
    parts = (Category("STATE", "State"), Category("CITY", "City"))
    draft = edited(book, [SplitCategory(Layer.MENTION, "GPE", parts)])
    assert desk.session.workspace.execute(ReviseCodebook(1, draft)) is not None


def test_the_desk_follows_a_new_codebook(stage: Stage) -> None:
    split_places(stage)
    codes = [c.code for c in stage.desk.session.codebook.layer(Layer.MENTION).offered]
    assert "CITY" in codes
    assert "GPE" not in codes
    assert stage.desk.status.value.recodes == 2
    stage.desk.undo()
    assert stage.desk.status.value.recodes == 0
    assert stage.desk.recoding.rows.value == ()


def test_rulings_stand_in_the_codebook_at_hand(stage: Stage) -> None:
    workspace = stage.desk.session.workspace
    ruling = Ruling("r1", Layer.MENTION, "GPE", "A capital counts.", "Baku said")
    draft = edited(workspace.state.codebook, [PutRuling(ruling)])
    assert workspace.execute(ReviseCodebook(1, draft)) is not None
    stage.desk.show_definition(Layer.MENTION, "GPE")
    assert "A capital counts. “Baku said”" in definition_html(stage.desk.definition.value)
    stage.desk.show_definition(Layer.MENTION, "ORG")
    assert "Rulings" not in definition_html(stage.desk.definition.value)


def test_the_list_leads_to_the_coding_and_delete_keeps_it(stage: Stage) -> None:
    split_places(stage)
    stage.panel.act("recode.show")
    drawer = stage.panel.drawer()
    assert drawer.page == "recode"
    rows = drawer.again.rows
    assert "is split into" in rows[0].reason
    stage.press(Qt.Key.Key_Return, on=drawer.recode)
    assert stage.desk.session.current.value == rows[0].coding_id
    stage.press(Qt.Key.Key_Delete, on=drawer.recode)
    assert drawer.again.rows == rows[1:]
    stage.click(drawer.keep_coding)
    assert drawer.again.rows == ()
    assert "Nothing is to be coded again" in drawer.recode.hint
    assert not drawer.keep_coding.isEnabled()
    stage.panel.act("edit.undo")
    assert drawer.again.rows == rows[1:]


def test_another_type_takes_a_coding_off_the_list(stage: Stage) -> None:
    split_places(stage)
    row = stage.desk.recoding.rows.value[0]
    assert stage.desk.review.set_category("STATE", row.coding_id)
    assert [left.id for left in stage.desk.recoding.rows.value] == [
        r.id for r in stage.desk.recoding.rows.value if r.id != row.id
    ]
    assert stage.desk.status.value.recodes == 1
