"""The window at a project on a real server: connecting, news while one codes, losing the server, refusals."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from core.app import settings
from core.app.servers import parsed
from core.app.team.messages import Mood
from core.domain.actor import Actor
from core.domain.article import Assignment, Round, RoundKind, Status, pair_id
from core.domain.changes import Change, ChangeSet, Record
from core.domain.coding import Layer
from core.storage.store import Store
from gui.app import App
from gui.panels.connect_page import ConnectPage
from gui.panels.team_page import TeamPage
from gui.viewmodels.program import OpenProject
from tests.build import a_coding, an_article, span_of
from tests.core.app.team.desks import Given
from tests.core.storage.cluster import Cluster, new_database, running_server
from tests.core.storage.served import PASSWORD, ServedProject, serve

_numbers = count(1)


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    with running_server() as made:
        yield made


@pytest.fixture
def served(own_cluster: Cluster) -> ServedProject:
    given = Assignment(pair_id("article-1", "coder-1"), "article-1", "coder-1", round_id="r-1")
    others = (an_article(), Round("r-1", "Main", RoundKind.MAIN), given)
    return serve(new_database(own_cluster.address, f"window_{next(_numbers)}"), 2, others, article=False)


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end, "did not come about"
        QApplication.processEvents()
        time.sleep(0.005)


def entered(app: App, address: str) -> OpenProject:
    app.start(address)
    opened = app.program.project.value
    assert opened is not None
    assert opened.team is not None
    until(lambda: app.window.status.team.text() == "⇄ On the server")
    return opened


def others_do(served: ServedProject, *changes: Change, actor: str = "sue") -> None:
    store = Store.open(served.admin)
    store.commit(ChangeSet(changes), actor=actor, command="C", label="L")
    store.close()


def on_server(served: ServedProject, kind: str) -> list[Record]:
    store = Store.open(served.admin, read_only=True)
    try:
        return store.select(kind)
    finally:
        store.close()


def test_the_page_says_at_each_field_what_is_wrong(
    app: App, served: ServedProject, own_cluster: Cluster
) -> None:
    app.start()
    app.rooms.welcome().connect_to.click()
    page = app.window.stack.currentWidget()
    assert isinstance(page, ConnectPage)
    page.open.click()
    for field in ("host", "database", "login"):
        assert page.fields.text_of(field).startswith("⚠")
    server, _ = parsed(served.coders[0])
    for field in ("host", "database", "login"):
        page.parts[field].clear()
        QTest.keyClicks(page.parts[field], str(getattr(server, field)))
    assert "tunnel" in page.tls.currentText()  # nothing leaves this computer
    assert not page.fields.text_of("host")
    page.password.setText("wrong")
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    assert "password" in page.fields.text_of("password")
    page.password.setText(PASSWORD)
    page.parts["port"].setText("99999")
    page.parts["port"].textEdited.emit("99999")
    page.open.click()
    assert "65535" in page.fields.text_of("port")
    page.parts["port"].textEdited.emit("5433")
    page.open.click()
    assert "does not answer" in page.fields.text_of("host")
    page.parts["port"].textEdited.emit("5432")
    page.parts["database"].textEdited.emit("nowhere")
    page.open.click()
    assert page.fields.text_of("database") or page.fields.text_of("login")
    page.parts["database"].textEdited.emit(server.database)
    page.open.click()
    assert app.program.project.value is not None
    assert app.window.windowTitle() == "Served – Rapporteur"


def test_all_but_the_password_is_remembered_and_a_kept_one_opens_at_once(
    app: App, served: ServedProject
) -> None:
    server, _ = parsed(served.coders[0])
    app.start(server.address)
    page = app.window.stack.currentWidget()
    assert isinstance(page, ConnectPage)
    assert page.parts["login"].text() == server.login
    page.password.setText(PASSWORD)
    page.keep.setChecked(True)
    page.open.click()
    assert app.program.project.value is not None
    assert settings.load().settings.recent == (server.address,)
    assert PASSWORD not in (settings.home() / "settings.json").read_text(encoding="utf-8")
    app.trigger("project.close")
    recents = app.rooms.welcome().findChildren(QPushButton)
    next(button for button in recents if button.text() == server.database).click()
    assert app.program.project.value is not None  # it was kept, so nothing is asked
    app.trigger("project.switch")
    assert app.window.stack.currentWidget() is page
    assert not page.parts["login"].text()  # who comes now is asked
    assert page.parts["database"].text() == server.database
    assert not page.password.text()


def test_news_comes_in_while_one_drafts_and_takes_nothing_away(app: App, served: ServedProject) -> None:
    opened = entered(app, served.coders[0])
    desk, state = opened.desk, opened.workspace.state
    desk.open("article-1")
    opened.workspace.execute(Given((Change(None, a_coding(coder_id="coder-1")),), "Code it"))
    desk.slots.begin(Layer.STATEMENT, (span_of("would meet"),))
    draft = desk.session.draft.value
    assert draft is not None
    actor = Actor("org:x", "X")
    more = an_article("Something new happened in Almaty.", id="article-2", title="News", position=2)
    given = Assignment(pair_id("article-2", "coder-1"), "article-2", "coder-1", round_id="r-1")
    others_do(served, Change(None, actor), Change(None, more), Change(None, given))
    until(lambda: state.actor("org:x") == actor)
    until(lambda: [row.title for row in desk.work.rows.value] == ["Blinken calls Aliyev", "News"])
    assert desk.session.article_id == "article-1"
    assert desk.session.draft.value == draft
    assert opened.workspace.history.undo_label == "Code it"
    assert desk.status.value.undo == "Code it"


def test_the_matrix_of_a_supervisor_follows_the_coders(app: App, served: ServedProject) -> None:
    opened = entered(app, served.supervisor)
    app.trigger("room.rounds")
    begun = Assignment(pair_id("article-1", "coder-1"), "article-1", "coder-1", round_id="r-1")
    page = app.window.stack.currentWidget()
    room = page._room  # type: ignore[union-attr]
    before = room.view.value.edition
    others_do(served, Change(begun, replace(begun, status=Status.IN_PROGRESS)), actor="coder-1")
    until(lambda: room.view.value.edition > before)
    assert opened.workspace.planning.overview().of_coder("coder-1")


def test_without_the_server_acts_wait_visibly_and_go_there_when_it_is_back(
    app: App, served: ServedProject, own_cluster: Cluster
) -> None:
    opened = entered(app, served.coders[0])
    own_cluster.stop()
    try:
        until(lambda: "No connection" in app.window.status.team.text())
        for number in range(3):
            made = a_coding(id=f"c-{number}", coder_id="coder-1")
            opened.workspace.execute(Given((Change(None, made),), f"Code {number}"))
        assert "3 acts not yet on the server" in app.window.status.team.text()
        assert app.window.status.saved.text() == "● Saved"
        app.trigger("edit.undo")
        assert "4 acts" in app.window.status.team.text()
        app.trigger("project.close")
        assert "kept here" in app.window.banner.text.text()
        told = [label.text() for label in app.rooms.welcome().findChildren(type(app.window.status.message))]
        assert any("4 acts not yet on the server" in text for text in told)
        app.program.open(served.coders[0])  # still without the server
        assert app.program.project.value is not None
        assert "does not answer" in app.window.banner.text.text()
    finally:
        own_cluster.start()
    app.trigger("project.team")
    page = app.window.stack.currentWidget()
    assert isinstance(page, TeamPage)
    until(page.again.isVisible)
    page.again.click()
    until(lambda: app.window.status.team.text() == "⇄ On the server")
    assert [record.id for record in on_server(served, "coding")] == ["c-0", "c-1"]


def test_what_the_server_refuses_is_shown_and_decided_on(
    app: App, served: ServedProject, own_cluster: Cluster
) -> None:
    opened = entered(app, served.coders[0])
    assert opened.team is not None
    own_cluster.stop()
    mine, theirs = Actor("org:x", "Mine"), Actor("org:x", "Theirs")
    opened.workspace.execute(Given((Change(None, mine),), "Add Mine"))
    own_cluster.start()
    others_do(served, Change(None, theirs))
    opened.team.reconnect()
    until(lambda: "1 act refused" in app.window.status.team.text())
    assert "refused something you did" in app.window.banner.text.text()
    assert opened.workspace.state.actor("org:x") == theirs
    app.window.status.team.click()
    page = app.window.stack.currentWidget()
    assert isinstance(page, TeamPage)
    again = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == "Do it again: Add Mine")
    again.click()
    until(lambda: on_server(served, "actor") == [mine])
    until(lambda: app.window.status.team.text() == "⇄ On the server")
    assert opened.team.view.value.mood is Mood.ONLINE
