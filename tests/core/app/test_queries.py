"""The read side: coders read their own, supervisors everybody's, and an export sees one moment."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from core.app.commands.accounts import AddAccount, ChangeAccount
from core.app.projects import create_project, open_workspace
from core.app.queries import Progress, open_queries
from core.domain.article import Assignment, Question, Role, Status, pair_id
from core.domain.errors import Refused
from tests.build import a_coding
from tests.core.app.place import ARTICLES, add, at_work, make_place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = make_place(tmp_path)
    for coder in ("coder-1", "coder-2"):
        with at_work(path, coder) as workspace:
            workspace.execute(
                add(
                    a_coding(id=f"coding-{coder}", coder_id=coder),
                    Question(f"question-{coder}", "article-1", coder, "Why?"),
                    Assignment(pair_id("article-1", coder), "article-1", coder, Status.COMPLETE),
                )
            )
    return path


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [("coder-1", ["coder-1"]), ("coder-2", ["coder-2"]), ("coder-3", ["coder-1", "coder-2"])],
)
def test_an_export_holds_what_its_reader_may_see(path: Path, viewer: str, seen: list[str]) -> None:
    with open_queries(path, viewer) as queries, queries.snapshot() as picture:
        assert [c.coder_id for c in picture.codings()] == seen
        assert [c.coder_id for c in picture.codings("article-1")] == seen
        assert picture.codings("article-2") == []
        assert [q.coder_id for q in picture.questions()] == seen
        assert [a.coder_id for a in picture.assignments("article-1")] == seen
        assert not picture.decisions()
        assert not picture.work_times()
        assert set(seen) <= {c.id for c in picture.coders}
        assert picture.article_ids() == list(ARTICLES)
        assert picture.codebook.version == 1
        assert picture.project.name == "Test"
        assert picture.own_actors == ()
        assert picture.suggestion_set("article-2") is None
        assert picture.article("article-3").text.endswith("3")
        with pytest.raises(KeyError):
            picture.article("nowhere")


def test_a_coder_learns_no_name_of_another(path: Path) -> None:
    with open_queries(path, "coder-1") as queries, queries.snapshot() as picture:
        assert [c.name for c in picture.coders] == ["Ada"]


def test_a_snapshot_is_not_moved_by_the_window(path: Path) -> None:
    with at_work(path) as workspace, open_queries(path, "coder-1") as queries, queries.snapshot() as picture:
        before = picture.codings()
        workspace.execute(add(a_coding(id="new")))
        assert picture.codings() == before
    with open_queries(path, "coder-1") as queries, queries.snapshot() as picture:
        assert len(picture.codings()) == len(before) + 1


def test_the_work_list_and_its_counts_are_the_coders_own(path: Path) -> None:
    with at_work(path) as workspace:
        queries = workspace.queries
        assert [h.article_id for h in queries.heads()] == list(ARTICLES)
        assert [h.article_id for h in queries.heads(status="complete")] == ["article-1"]
        assert queries.count() == 3
        assert queries.count(search="almaty 2") == 1
        assert queries.progress() == Progress(3, 1, 0, 1)
        head = queries.head("article-1")
        assert head is not None
        assert (head.total, head.codings, head.questions) == (4, 1, 1)


def test_the_journal_is_read_in_pages_and_as_the_role_allows(path: Path) -> None:
    with open_queries(path, "coder-1") as queries:
        assert {e.actor for e in queries.journal()} == {"coder-1"}
    with open_queries(path, "coder-3") as queries:
        newest, older = queries.journal(limit=2)
        assert (newest.actor, older.actor) == ("coder-2", "coder-1")
        assert [e.label for e in queries.journal(before=older.seq)] == ["Create project"]


def test_an_unknown_reader_is_refused(path: Path) -> None:
    with pytest.raises(Refused), open_queries(path, "nobody"):
        pass


def test_an_open_project_can_be_read_while_a_window_has_it(path: Path) -> None:
    with at_work(path), open_queries(path, "coder-1") as queries:
        assert queries.coder.name == "Ada"


def test_a_role_that_changes_meanwhile_counts_at_once(tmp_path: Path) -> None:
    where = tmp_path / "study.rapporteur"
    create_project(where, "Study", "Ada")
    with closing(open_workspace(where)) as workspace:
        ada = workspace.state.coder
        workspace.execute(AddAccount("Ben"))  # whoever lets others in supervises from then on
        assert workspace.state.coder.role is Role.SUPERVISOR
        assert [one.name for one in workspace.queries.design().coders] == ["Ben"]
        workspace.execute(AddAccount("Cleo", Role.SUPERVISOR))
        workspace.execute(ChangeAccount(ada.id, role=Role.CODER))
        with pytest.raises(Refused, match="Only a supervisor"):
            workspace.queries.design()
