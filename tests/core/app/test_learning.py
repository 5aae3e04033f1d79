"""A project's own model: trained apart, laid beside the file, used and given up by undoable acts."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.app.commands.article import Reopen
from core.app.commands.corpus import SetModel
from core.app.learning import Trained, lessons_of, train_model
from core.app.own_models import base_of, folder_of, is_own, own_models, resolved
from core.app.queries import open_queries
from core.app.servers import mirror_path, parsed
from core.app.workspace import Workspace
from core.domain.article import Coder, Role
from core.domain.coding import Layer
from core.domain.errors import Refused
from core.domain.work import Cancelled, Quiet
from core.nlp.engine import Engine
from tests.core.app.lessons import NUMBER, a_coded_project, names_in, text_of
from tests.core.app.place import add, at_work


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Trained]:
    """The project with a model trained once for all tests of this file; the window is closed."""
    folder = tmp_path_factory.mktemp("study")
    workspace = a_coded_project(folder)
    where = Path(workspace.where)
    found = train_model(where, workspace.state.coder.id)
    workspace.close()
    return where, found


@pytest.fixture
def project(trained: tuple[Path, Trained], tmp_path: Path) -> Path:
    """A copy of it."""
    where = tmp_path / "study.rapporteur"
    shutil.copyfile(trained[0], where)
    shutil.copytree(trained[0].with_name("study.models"), tmp_path / "study.models")
    return where


@pytest.fixture
def work(project: Path) -> Iterator[Workspace]:
    with at_work(project, None) as workspace:  # type: ignore[arg-type]  # the only coder
        yield workspace


def test_a_model_lies_beside_the_project_and_is_not_in_use(
    trained: tuple[Path, Trained], work: Workspace
) -> None:
    where, found = trained
    assert found.name == "study.models/1"
    assert found.report.trained + found.report.held == NUMBER
    assert found.report.better
    assert {path.name for path in where.parent.iterdir() if path.is_dir()} == {"study.models"}
    assert [(m.name, m.number, m.report) for m in own_models(work.where)] == [(found.name, 1, found.report)]
    assert work.state.project.model == ""


def test_it_is_taken_into_use_and_back_by_undo(work: Workspace) -> None:
    work.execute(SetModel("study.models/1", label="Use the project's model 1"))
    assert work.state.pipeline == str(Path(work.where).parent / "study.models" / "1")
    assert Engine(work.state.pipeline).load().id.endswith("+tuned.1")
    assert work.undo().entry.label == "Use the project's model 1"
    assert work.state.pipeline == ""


def test_file_and_folder_can_be_moved_together(work: Workspace, tmp_path: Path) -> None:
    work.execute(SetModel("study.models/1"))
    work.close()
    there = tmp_path / "elsewhere"
    there.mkdir()
    for name in ("study.rapporteur", "study.models"):
        shutil.move(tmp_path / name, there / name)
    with at_work(there / "study.rapporteur", None) as again:  # type: ignore[arg-type]
        assert Engine(again.state.pipeline).load().loaded


def test_a_model_that_is_gone_is_told_with_what_to_do(work: Workspace) -> None:
    from core.domain.errors import Unavailable

    work.execute(SetModel("study.models/7"))
    with pytest.raises(Unavailable) as told:
        Engine(work.state.pipeline).load()
    assert "beside the project" in told.value.text
    assert "spacy download" not in told.value.text


def test_training_again_begins_with_the_same_base_and_keeps_what_is_there(work: Workspace) -> None:
    work.execute(SetModel("study.models/1"))
    assert base_of(work.state.project.model, work.where) == ""
    work.close()
    again = train_model(work.where, coder_of(work.where))
    assert again.name == "study.models/2"
    assert again.report == own_models(work.where)[0].report  # the same lessons teach the same


def coder_of(where: str) -> str:
    connection = sqlite3.connect(where)
    (found,) = connection.execute("SELECT id FROM coder").fetchone()
    connection.close()
    return str(found)


def test_only_completed_articles_are_lessons(tmp_path: Path) -> None:
    workspace = a_coded_project(tmp_path, complete=3)
    workspace.execute(Reopen("a01"))
    with open_queries(workspace.where, workspace.state.coder.id) as queries, queries.snapshot() as picture:
        lessons, others = lessons_of(picture)
    workspace.close()
    assert [lesson.text for lesson in lessons] == [text_of(0), text_of(2)]
    assert lessons[0].names == tuple((s.start, s.end, kind) for s, kind in names_in(text_of(0)))
    assert len(others) == NUMBER - 2


def test_of_several_coders_the_majority_counts(tmp_path: Path) -> None:
    workspace = a_coded_project(tmp_path, complete=1)
    state = workspace.state
    other = Coder("coder-b", "Ben", Role.SUPERVISOR)
    mine = [c for c in state.codings("a00") if c.layer is Layer.MENTION]
    theirs = [replace(c, id=f"b-{c.id}", coder_id=other.id, category="ORG") for c in mine]
    done = replace(state.assignment("a00"), id="a00/coder-b", coder_id=other.id)
    workspace.execute(add(other))
    workspace._store.commit(  # as another window would
        add(*theirs, done).plan(state), actor=other.id, command="Test", label="Test"
    )
    with open_queries(workspace.where, other.id) as queries, queries.snapshot() as picture:
        (lesson,), _ = lessons_of(picture)
    with open_queries(workspace.where, state.coder.id) as queries, queries.snapshot() as picture:
        (own,), _ = lessons_of(picture)
    workspace.close()
    assert {label for _, _, label in lesson.names} == {"ORG"}  # on persons the two do not agree
    assert {label for _, _, label in own.names} == {"ORG", "PERSON"}


def test_too_few_codings_are_refused_and_leave_nothing(tmp_path: Path) -> None:
    workspace = a_coded_project(tmp_path, complete=2)
    with pytest.raises(Refused) as refused:
        train_model(workspace.where, workspace.state.coder.id)
    workspace.close()
    assert refused.value.code == "too-few-codings"
    assert not (tmp_path / "study.models").exists()


def test_a_stopped_training_leaves_nothing(project: Path, tmp_path: Path) -> None:
    class Stop(Quiet):
        cancelled = False

        def report(self, done: float, text: str = "") -> None:  # noqa: ARG002
            self.cancelled = done > 0.3

    shutil.rmtree(tmp_path / "study.models")
    with pytest.raises(Cancelled):
        train_model(project, coder_of(str(project)), Stop())
    assert not (tmp_path / "study.models").exists()


def test_one_coder_among_several_may_not_shape_what_the_others_see(project: Path) -> None:
    with at_work(project, None) as workspace:  # type: ignore[arg-type]
        coder = workspace.state.coder.id
        workspace.execute(add(Coder("coder-b", "Ben")))
    with pytest.raises(Refused) as refused:
        train_model(project, coder)
    assert refused.value.code == "not-yours"
    assert len(own_models(str(project))) == 1


def test_the_models_of_a_project_on_a_server_lie_with_the_users_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path))
    address = "postgresql://ada:secret@lab.example/study?sslmode=require"
    assert own_models(address) == ()
    folder = folder_of(address)
    (folder / "1").mkdir(parents=True)
    assert folder.is_relative_to(tmp_path)
    assert "secret" not in str(folder)
    assert [one.name for one in own_models(address)] == ["study.models/1"]
    copies = [mirror_path(parsed(address)[0], coder) for coder in ("ada", "ben")]
    assert len(set(copies)) == 2
    for copy in copies:  # whoever signs in has them
        assert own_models(str(copy)) == own_models(address)
        assert resolved("study.models/1", str(copy)) == str(folder / "1")


@pytest.mark.parametrize(
    ("model", "own"),
    [
        ("study.models/1", True),
        ("", False),
        ("en_core_web_sm", False),
        ("/abs/study.models/1", False),
        ("study.models/x", False),
        ("blank:en", False),
        ("a/1", False),
    ],
)
def test_what_is_a_projects_own(model: str, own: bool, tmp_path: Path) -> None:
    assert is_own(model) is own
    where = str(tmp_path / "study.rapporteur")
    assert resolved(model, where) == (str(tmp_path / model) if own else model)
