"""Time on task."""

from __future__ import annotations

from pathlib import Path

from core.app.projects import open_workspace
from tests.build import an_article
from tests.core.app.commands.kit import a_workspace, standard_workspace
from tests.gui.viewmodels.kit import NAME, Watch, a_desk, closed, lines


def test_idle_time_is_not_counted_and_the_rest_is_stored(tmp_path: Path) -> None:
    watch = Watch()
    with closed(a_desk(standard_workspace(tmp_path), clock=watch)) as desk:
        desk.open("article-1")
        for seconds in (20, 59, 61, 600, 10):
            watch.now += seconds
            desk.clock.activity()
        desk.clock.tick()
        assert desk.session.state.work_time("article-1").seconds == 89
        assert desk.head.value is not None
        assert desk.head.value.minutes == 1


def test_little_time_waits_for_more(tmp_path: Path) -> None:
    watch = Watch()
    with closed(a_desk(standard_workspace(tmp_path), clock=watch)) as desk:
        desk.open("article-1")
        watch.now += 29.9
        desk.clock.activity()
        before = lines(desk)
        desk.clock.tick()
        assert lines(desk) == before


def test_leaving_an_article_stores_its_time(tmp_path: Path) -> None:
    watch = Watch()
    one, two = an_article(), an_article(id="article-2", position=1)
    with closed(a_desk(a_workspace(tmp_path, one, two), clock=watch)) as desk:
        desk.open("article-1")
        watch.now += 12.4
        desk.clock.activity()
        desk.open("article-2")
        watch.now += 5
        desk.clock.activity()
        where = desk.session.workspace.where
    with closed(a_desk(open_workspace(where))) as desk:
        assert desk.session.state.work_time("article-1").seconds == 12
        assert desk.session.state.work_time("article-2").seconds == 5


def test_storing_time_is_no_news_and_no_step_of_undo(tmp_path: Path) -> None:
    watch = Watch()
    with closed(a_desk(standard_workspace(tmp_path), clock=watch)) as desk:
        desk.open("article-1")
        desk.review.accept(NAME)
        desk.say("Look here.")
        watch.now += 40
        desk.clock.activity()
        desk.clock.flush()
        assert desk.status.value.message == "Look here."
        assert desk.status.value.undo == "Accept person “Ilham Aliyev”"
