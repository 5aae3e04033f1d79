"""A new version of the codebook in a project: who may, what it touches, what is coded again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.app.commands.code import AddCoding, ChangeCoding, RemoveCoding
from core.app.commands.codebook import ConfirmRecode, ReviseCodebook, impacts
from core.app.commands.parts import Edit
from core.app.workspace import Workspace
from core.domain.codebook import Category, Codebook
from core.domain.codebook_editing import edited
from core.domain.codebook_edits import MergeCategories, PutCategory, RetireCategory, SplitCategory
from core.domain.coding import Layer
from core.domain.errors import Conflict, Refused
from tests.build import span_of
from tests.core.app.place import at_work, change, make_place

PARTS = (Category("STATE", "State"), Category("CITY", "City"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = make_place(tmp_path)
    for coder, words in (("coder-1", ("Armenia", "Azerbaijan")), ("coder-2", ("Azerbaijan",))):
        with at_work(made, coder) as workspace:
            for each in words:
                workspace.execute(AddCoding("article-2", Layer.MENTION, "GPE", (span_of(each),)))
    return made


def split(book: Codebook) -> Codebook:
    return edited(book, [SplitCategory(Layer.MENTION, "GPE", PARTS)])


def revise(workspace: Workspace, draft: Codebook | None = None) -> None:
    book = workspace.state.codebook
    workspace.execute(ReviseCodebook(book.version, draft or split(book), "why"))


def test_the_impact_says_how_many_codings_of_how_many_coders(place: Path) -> None:
    with at_work(place, "coder-3") as workspace:
        found = [one for one in impacts(workspace.state, split(workspace.state.codebook)) if one.codings]
        assert [one.by_coder for one in found] == [(("coder-1", 2), ("coder-2", 1))]
        assert found[0].text.endswith("touches 3 codings by 2 coders.")
        assert workspace.state.codebook.version == 1


def test_a_change_is_a_new_version_one_step_of_undo_and_sends_codings_back(place: Path) -> None:
    with at_work(place, "coder-3") as workspace:
        lines = len(workspace.queries.journal())
        revise(workspace)
        assert workspace.state.codebook.version == 2
        assert len(workspace.queries.journal()) == lines + 1
    with at_work(place, "coder-1") as workspace:
        assert len(workspace.state.recodes()) == 2
        assert "is split into" in workspace.state.recodes()[0].reason
    with at_work(place, "coder-3") as workspace:
        workspace.undo()
        assert workspace.state.codebook.version == 1
        workspace.redo()
        assert workspace.state.codebook.note == "why"
        workspace.undo()
    with at_work(place, "coder-1") as workspace:
        assert workspace.state.recodes() == ()


def test_coders_and_researchers_can_neither_change_it_nor_look_at_what_it_touches(place: Path) -> None:
    with at_work(place, "coder-1") as workspace:
        draft = split(workspace.state.codebook)
        with pytest.raises(Refused, match="Only a supervisor"):
            impacts(workspace.state, draft)
        with pytest.raises(Refused, match="Only a supervisor"):
            workspace.execute(ReviseCodebook(1, draft))
        with pytest.raises(Refused):
            workspace.execute(change(workspace.state.codebook, None))
        assert workspace.state.codebook.version == 1


def test_nobody_takes_a_coding_off_anothers_list(place: Path) -> None:
    with at_work(place, "coder-3") as workspace:
        revise(workspace)
    with at_work(place, "coder-1") as workspace:
        mine = workspace.state.recodes()[0]
    with at_work(place, "coder-2") as workspace:
        with pytest.raises(Refused):
            workspace.execute(change(mine, replace(mine, done=True)))
        own = workspace.state.recodes()[0]
        with pytest.raises(Refused):
            workspace.execute(change(own, None))


def test_a_coding_changed_removed_or_confirmed_leaves_the_list_and_comes_back_by_undo(place: Path) -> None:
    with at_work(place, "coder-3") as workspace:
        revise(workspace)
    with at_work(place, "coder-1") as workspace:
        first, second = workspace.state.recodes()
        workspace.execute(ConfirmRecode(first.id))
        assert workspace.state.recodes() == (second,)
        confirmed = next(c for c in workspace.state.codings("article-2") if c.id == first.coding_id)
        assert (confirmed.category, confirmed.codebook_version) == ("GPE", 2)
        workspace.execute(ChangeCoding(second.coding_id, Edit("STATE")))
        assert workspace.state.recodes() == ()
        changed = next(c for c in workspace.state.codings("article-2") if c.id == second.coding_id)
        assert (changed.category, changed.codebook_version) == ("STATE", 2)
        workspace.undo()
        workspace.undo()
        assert set(workspace.state.recodes()) == {first, second}
        workspace.execute(RemoveCoding(first.coding_id))
        assert workspace.state.recodes() == (second,)


def test_a_note_alone_settles_nothing(place: Path) -> None:
    with at_work(place, "coder-3") as workspace:
        revise(workspace)
    with at_work(place, "coder-2") as workspace:
        [asked] = workspace.state.recodes()
        workspace.execute(ChangeCoding(asked.coding_id, Edit(note="hm")))
        assert workspace.state.recodes() == (asked,)


def test_a_retired_code_stays_on_old_codings_and_is_refused_for_new_ones(place: Path) -> None:
    with at_work(place, "coder-3") as workspace:
        revise(workspace, edited(workspace.state.codebook, [RetireCategory(Layer.MENTION, "GPE", ("LOC",))]))
    with at_work(place, "coder-1") as workspace:
        with pytest.raises(Refused, match="retired; use “Other place”"):
            workspace.execute(AddCoding("article-2", Layer.MENTION, "GPE", (span_of("Almaty"),)))
        coding = workspace.state.codings("article-2")[0]
        workspace.execute(ChangeCoding(coding.id, Edit(variables=(("form", "name"),))))
        kept = next(c for c in workspace.state.codings("article-2") if c.id == coding.id)
        assert kept.category == "GPE"


def test_suggestions_speak_todays_codes(place: Path) -> None:
    with at_work(place, "coder-3") as workspace:
        revise(workspace, edited(workspace.state.codebook, [MergeCategories(Layer.MENTION, ("GPE",), "LOC")]))
    with at_work(place, "coder-1") as workspace:
        assert workspace.state.suggestions("article-1")["sug-4"].category == "LOC"
    with at_work(place, "coder-3") as workspace:
        workspace.undo()
        revise(workspace)
    with at_work(place, "coder-1") as workspace:
        assert "sug-4" not in workspace.state.suggestions("article-1")


def test_a_version_somebody_coded_with_is_not_taken_back(place: Path) -> None:
    with at_work(place, "coder-3") as workspace:
        revise(workspace)
    with at_work(place, "coder-2") as workspace:
        workspace.execute(AddCoding("article-3", Layer.MENTION, "CITY", (span_of("Almaty"),)))
        assert workspace.state.codings("article-3")[0].codebook_version == 2
    with at_work(place, "coder-3") as workspace:
        with pytest.raises(Conflict, match="can't be undone"):
            workspace.undo()
        assert workspace.state.codebook.version == 2


def test_a_draft_of_an_older_version_is_refused(place: Path) -> None:
    with at_work(place, "coder-3") as workspace:
        old = workspace.state.codebook
        revise(workspace)
        with pytest.raises(Conflict, match="Begin again"):
            workspace.execute(ReviseCodebook(1, split(old)))
        assert workspace.execute(ReviseCodebook(2, workspace.state.codebook)) is None


def test_who_changes_it_says_what_is_coded_again(place: Path) -> None:
    with at_work(place, "coder-3") as workspace:
        book = workspace.state.codebook
        gpe = book.category(Layer.MENTION, "GPE")
        assert gpe is not None
        draft = edited(book, [PutCategory(Layer.MENTION, replace(gpe, definition="Only states."))])
        [impact] = impacts(workspace.state, draft)
        assert (impact.codings, impact.difference.asks_again) == (3, False)
        done = workspace.execute(ReviseCodebook(1, draft, recode=frozenset({impact.difference.key})))
        assert done is not None
        assert sum(c.kind == "recode" for c in done.entry.changes.changes) == 3
        again = workspace.state.codebook
        revise(workspace, split(again))
        assert len(workspace.state.asked_again()) == 3
        assert all(
            "Only states" in r.reason and "split" in r.reason for r in workspace.state.asked_again().values()
        )
