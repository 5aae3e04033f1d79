"""Packages come back: once, twice, late, from two computers, after the study went on."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, cast

import pytest

from core.app.checking import verify
from core.app.commands.article import AddTime, SetNote
from core.app.commands.assigning import AssignArticles, MoveWork, Pause, SendBack
from core.app.commands.code import ChangeCoding, RemoveCoding
from core.app.commands.codebook import ReviseCodebook
from core.app.commands.corpus import StoreSuggestions
from core.app.commands.decide import Accept, Reject
from core.app.commands.parts import Edit
from core.app.commands.rounds import CloseRound
from core.app.commands.versions import CorrectText
from core.app.handing_in import examine, take_in
from core.domain.article import Article, Assignment, Coder, Recode, Round, Status, WorkTime
from core.domain.codebook import Codebook
from core.domain.coding import Coding, Decision, Provenance
from core.domain.errors import Conflict
from core.domain.merging import Keep
from core.domain.suggestion import SuggestionSet
from tests.build import a_coding, a_suggestion
from tests.core.app.commands.kit import refused
from tests.core.app.handing_kit import ADA, BEN, CLEO, act, code, hand_in, hand_out, last_line, make_study
from tests.core.app.handing_kit import records as stored
from tests.core.app.place import add, at_work, change

R = TypeVar("R")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path)


@pytest.fixture
def package(study: Path, tmp_path: Path) -> Path:
    return hand_out(study, tmp_path / "ada.rapporteur")


def found(project: Path, cls: type[R], coder_id: str = ADA) -> list[R]:
    kind = {Coding: "coding", Decision: "decision", Recode: "recode"}.get(cls, "assignment")
    if cls is WorkTime:
        kind = "work_time"
    return cast("list[R]", stored(project, [kind], coder_id=coder_id))


def coding(number: int, words: str = "Almaty") -> Coding:
    return a_coding(words, id=f"mine-{number}", coder_id=ADA, category="GPE")


def _without(book: Codebook, code_: str) -> Codebook:
    """The next draft, in which one code is retired."""
    retired = lambda c: replace(c, retired=True) if c.code == code_ else c  # noqa: E731
    layers = (replace(x, categories=tuple(map(retired, x.categories))) for x in book.layers)
    return replace(book, layers=tuple(layers))


def test_work_comes_in_as_one_act_that_undo_takes_back(study: Path, package: Path) -> None:
    code(package, Accept("article-1", "sug-1"), Reject("article-1", "sug-4"), add(coding(1)))
    code(package, SetNote("article-1", "Look here."), AddTime("article-1", 60))
    before = last_line(study)
    report = examine(study, CLEO, [package])
    assert last_line(study) == before
    (one,) = report.files
    assert (one.coder, one.new, one.changed, one.removed, one.doubts) == ("Ada", 2, 0, 0, ())
    with at_work(study, CLEO) as workspace:
        take_in(workspace, report)
        assert last_line(study) == before + 1
        assert [c.id for c in found(study, Coding)] == [c.id for c in found(package, Coding)]
        assert found(study, Decision) == found(package, Decision)
        assert [t.seconds for t in found(study, WorkTime)] == [60]
        workspace.undo()
        assert [found(study, Coding), found(study, Decision), found(study, WorkTime)] == [[], [], []]
    with at_work(study, CLEO) as workspace:  # redo also after a new start
        workspace.redo()
    assert len(found(study, Coding)) == 2
    assert verify(study) == []


def test_a_second_hand_in_changes_nothing_and_says_so(study: Path, package: Path) -> None:
    code(package, Accept("article-1", "sug-1"), AddTime("article-1", 60))
    hand_in(study, package)
    before = last_line(study)
    (one,) = hand_in(study, package).files
    assert not one.brings
    assert "Nothing in it is new" in one.remarks[0]
    assert last_line(study) == before
    hand_in(study, package, package)
    assert last_line(study) == before


def test_the_same_package_comes_in_as_it_grows_and_an_older_copy_of_it_is_known(
    study: Path, package: Path, tmp_path: Path
) -> None:
    code(package, Accept("article-1", "sug-1"), AddTime("article-1", 60))
    older = Path(shutil.copy(package, tmp_path / "older.rapporteur"))
    (mine,) = found(package, Coding)
    code(package, ChangeCoding(mine.id, Edit(note="now I am sure")), AddTime("article-1", 30))
    hand_in(study, older)
    (one,) = hand_in(study, package).files
    assert (one.changed, one.new, one.doubts) == (1, 0, ())
    (one,) = hand_in(study, older).files
    assert (one.brings, one.doubts) == (False, ())
    assert [c.note for c in found(study, Coding)] == ["now I am sure"]
    assert [t.seconds for t in found(study, WorkTime)] == [90]
    assert verify(study) == []


def test_an_older_copy_that_comes_last_takes_nothing_back(study: Path, package: Path, tmp_path: Path) -> None:
    code(package, add(coding(1)), AddTime("article-1", 60))
    older = Path(shutil.copy(package, tmp_path / "older.rapporteur"))
    code(package, RemoveCoding("mine-1"), add(coding(2)), AddTime("article-1", 5))
    hand_in(study, package)
    before = last_line(study)
    (one,) = hand_in(study, older).files
    assert not one.brings
    assert last_line(study) == before
    assert [c.id for c in found(study, Coding)] == ["mine-2"]


def test_two_copies_of_a_package_add_up(study: Path, package: Path, tmp_path: Path) -> None:
    code(package, add(coding(1)), AddTime("article-1", 10))
    other = Path(shutil.copy(package, tmp_path / "laptop.rapporteur"))
    code(package, add(coding(2, "Azerbaijan")), AddTime("article-1", 20))
    code(other, add(coding(3, "Antony Blinken")), AddTime("article-1", 20), SetNote("article-2", "x"))
    code(other, Accept("article-1", "sug-1"))
    code(package, Accept("article-1", "sug-1"))  # the same in both
    report = hand_in(study, package, other)
    assert [one.doubts for one in report.files] == [(), ()]
    assert report.files[1].same == 1 + 0
    assert {c.id for c in found(study, Coding)} >= {"mine-1", "mine-2", "mine-3"}
    assert len(found(study, Coding)) == 4
    assert [t.seconds for t in found(study, WorkTime)] == [50]
    assert verify(study) == []
    assert not any(one.brings for one in hand_in(study, package, other).files)
    code(other, add(coding(4, "United States")))
    (one,) = hand_in(study, other).files
    assert (one.new, one.doubts) == (1, ())


@pytest.mark.parametrize("keep", list(Keep))
def test_what_two_copies_say_differently_is_shown_and_never_dropped(
    study: Path, package: Path, tmp_path: Path, keep: Keep
) -> None:
    code(package, add(coding(1)), add(coding(2, "Azerbaijan")))
    other = Path(shutil.copy(package, tmp_path / "laptop.rapporteur"))
    code(package, ChangeCoding("mine-1", Edit(note="desk")), RemoveCoding("mine-2"))
    code(other, ChangeCoding("mine-1", Edit(note="laptop")), ChangeCoding("mine-2", Edit(note="kept")))
    hand_in(study, package)
    (one,) = hand_in(study, other, keep=keep).files
    assert [doubt.words for doubt in one.doubts] == ["Almaty", "Azerbaijan"]
    notes = sorted(c.note for c in found(study, Coding))
    assert (
        notes
        == {
            Keep.BOTH: ["desk", "kept", "laptop"],
            Keep.PROJECT: ["desk"],
            Keep.PACKAGE: ["kept", "laptop"],
        }[keep]
    )
    asked = found(study, Recode)
    assert len(asked) == (2 if keep is Keep.BOTH else 0)
    assert all(r.reason.startswith("Two copies of your package differ here.") for r in asked)
    before = last_line(study)
    assert not hand_in(study, other, keep=keep).files[0].brings
    assert last_line(study) == before
    assert verify(study) == []


def test_decided_one_way_here_and_another_way_there(study: Path, package: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(package, tmp_path / "laptop.rapporteur"))
    code(package, Accept("article-1", "sug-1"), Reject("article-1", "sug-4"))
    code(other, Reject("article-1", "sug-1"), Accept("article-1", "sug-4"))
    hand_in(study, package)
    report = hand_in(study, other)
    assert len(report.files[0].doubts) == 2
    assert {d.suggestion_id: d.verdict for d in found(study, Decision)} == {
        "sug-1": Provenance.CONFIRMED,
        "sug-4": Provenance.REJECTED,
    }
    codings = found(study, Coding)  # what was accepted on the laptop is there to be looked at
    assert {one.suggestion_id for one in codings} == {"sug-1", "sug-4"}
    assert {one.coding_id for one in found(study, Recode)} == {one.id for one in codings}
    assert verify(study) == []


def test_what_was_moved_to_others_stays_in_the_package_until_it_is_given_again(
    study: Path, package: Path
) -> None:
    code(package, add(coding(1)), SetNote("article-2", "done on the train"))
    act(study, CLEO, add(Coder("coder-4", "Dora")), MoveWork(ADA, ("coder-4",), ("article-2",)))
    (one,) = hand_in(study, package).files
    assert [left.reason[:30] for left in one.left_out] == ["It was taken back or moved to "]
    assert [c.id for c in found(study, Coding)] == ["mine-1"]
    assert all(a.article_id != "article-2" for a in found(study, Assignment))
    (made,) = cast("list[Round]", stored(study, ["round"]))
    act(study, CLEO, AssignArticles(made.id, (("article-2", ADA),)))
    (one,) = hand_in(study, package).files
    assert one.left_out == ()
    assert one.brings
    assert [a.note for a in found(study, Assignment) if a.article_id == "article-2"] == ["done on the train"]
    assert not hand_in(study, package).files[0].brings
    assert verify(study) == []


def test_what_was_planned_meanwhile_stays_planned(study: Path, package: Path) -> None:
    code(package, Accept("article-1", "sug-1"), SetNote("article-2", "x"))
    act(study, CLEO, Pause((("article-2", ADA),)))
    (made,) = cast("list[Round]", stored(study, ["round"]))
    hand_in(study, package)
    by_id = {a.article_id: a for a in found(study, Assignment)}
    assert by_id["article-2"].paused
    assert by_id["article-2"].note == "x"
    act(study, CLEO, CloseRound(made.id))
    code(package, SetNote("article-3", "late"))
    assert hand_in(study, package).files[0].brings
    assert cast("list[Round]", stored(study, ["round"]))[0].closed


def test_an_older_codebook_is_told_and_its_codings_are_asked_again(study: Path, package: Path) -> None:
    code(package, add(coding(1)))
    (book,) = cast("list[Codebook]", stored(study, ["codebook"]))
    act(study, CLEO, ReviseCodebook(book.version, _without(book, "GPE")))
    (one,) = hand_in(study, package).files
    assert "version 1 of the codebook; the project is at 2" in " ".join(one.remarks)
    assert [c.codebook_version for c in found(study, Coding)] == [1]
    (asked,) = found(study, Recode)
    assert (asked.coding_id, asked.codebook_version, asked.done) == ("mine-1", 2, False)
    assert not hand_in(study, package).files[0].brings


def test_suggestions_made_on_the_way_come_along(study: Path, package: Path) -> None:
    (article,) = [a for a in cast("list[Article]", stored(package, ["article"])) if a.id == "article-1"]
    made = a_suggestion("Almaty", id="sug-of-the-way", category="GPE")
    code(
        package,
        StoreSuggestions(SuggestionSet(article.id, article.id, article.sha256, "press 2", (), (made,))),
    )
    code(package, Accept("article-1", "sug-of-the-way"))
    (own,) = stored(study, ["suggestion_set"])
    hand_in(study, package)
    assert stored(study, ["suggestion_set"]) == [own]
    assert verify(study) == []


def test_others_learn_nothing_and_cannot_hand_in(study: Path, package: Path) -> None:
    code(package, add(coding(1)))
    assert refused(lambda: examine(study, ADA, [package])).code == "not-yours"
    report = examine(study, CLEO, [package])
    with at_work(study, BEN) as workspace:
        assert refused(lambda: take_in(workspace, report)).code == "not-yours"


def test_a_project_that_went_on_since_the_report_is_looked_at_again(study: Path, package: Path) -> None:
    code(package, SetNote("article-1", "from the package"))
    report = examine(study, CLEO, [package])
    act(study, CLEO, Pause((("article-1", ADA),)))
    with at_work(study, CLEO) as workspace, pytest.raises(Conflict):
        take_in(workspace, report)
    assert hand_in(study, package).files[0].brings


def test_what_was_sent_back_while_the_package_was_out_stays_sent_back(study: Path, package: Path) -> None:
    done = next(a for a in found(package, Assignment) if a.article_id == "article-2")
    complete = replace(done, status=Status.COMPLETE, completed_at="2026-02-01T00:00:00Z")
    code(package, SetNote("article-1", "x"))
    act(study, ADA, change(done, complete))
    act(study, CLEO, SendBack("article-2", ADA, "Look again."))
    hand_in(study, package)
    (kept,) = [a for a in found(study, Assignment) if a.article_id == "article-2"]
    assert kept.returned == "Look again."


def test_a_text_that_was_corrected_meanwhile_takes_the_work_along(study: Path, package: Path) -> None:
    code(package, add(coding(1)), add(coding(2, "Azernews")), Accept("article-1", "sug-1"))
    code(package, SetNote("article-1", "from the train"), AddTime("article-1", 40))
    (old,) = [a for a in cast("list[Article]", stored(study, ["article"])) if a.id == "article-1"]
    text = old.text.replace("Armeniaand", "Armenia and").replace("Azernews reports", "the agency says")
    act(study, CLEO, CorrectText("article-1", text, "Lost words"))
    (new,) = [a for a in cast("list[Article]", stored(study, ["article"])) if a.version_of == "article-1"]
    (one,) = hand_in(study, package).files
    assert (one.new, one.left_out, one.doubts) == (3, (), ())
    mine = {c.id: c for c in found(study, Coding)}
    assert {c.article_id for c in mine.values()} == {new.id}
    assert mine["mine-1"].quotes[0].exact == "Almaty"
    assert [r.coding_id for r in found(study, Recode)] == ["mine-2"]
    assert [t.seconds for t in found(study, WorkTime)] == [40]
    assert [a.note for a in found(study, Assignment) if a.article_id == new.id] == ["from the train"]
    assert verify(study) == []
    assert not hand_in(study, package).files[0].brings
    code(package, RemoveCoding("mine-1"))
    assert hand_in(study, package).files[0].removed == 1
    assert verify(study) == []


def test_a_round_that_was_handed_out_is_not_undone(study: Path, package: Path) -> None:
    with at_work(study, CLEO) as workspace, pytest.raises(Conflict, match="can't be undone"):
        workspace.undo()
    assert hand_in(study, package).files[0].problem is None
