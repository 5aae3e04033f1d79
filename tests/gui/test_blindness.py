"""Blind in the window: a coder goes to every room and page there is, and meets nothing of others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from core.app.commands.accounts import ChangeAccount
from core.domain.article import Role
from gui.actions import ACTIONS
from gui.app import App
from gui.viewmodels.observable import Observable
from gui.viewmodels.rights import NEEDS, refusals
from tests.core.app.blind import ADA, NEVER, make_study, secrets_in
from tests.core.app.place import at_work
from tests.gui.whole import Answers

# These leave the project or ask who one is, which names everybody who may sign in.
AWAY = {"app.quit", "project.close", "project.new", "project.open", "project.sample", "project.switch"}
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path)


@pytest.fixture
def signed_in(app: App, path: Path, answers: Answers) -> App:
    answers.who = [("Ada", "")]
    app.start(str(path))
    return app


def words(widget: QWidget) -> Iterator[str]:
    """What a widget says."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        for at in range(model.rowCount(QModelIndex())):
            # A list has one column and says so to Qt only.
            wide = 1 if isinstance(widget, QListView) else model.columnCount(QModelIndex())
            for column in range(wide):
                yield from (str(model.index(at, column).data(role) or "") for role in _ROLES)


def shown(app: App) -> str:
    """Everything the window says, seen or not, and every value the desk's panels are handed."""
    said = [word for widget in app.window.findChildren(QWidget) for word in words(widget)]
    said += [one.toolTip() for one in app.window.actions_by_id.values()]
    opened = app.program.project.value
    assert opened is not None
    parts = [opened.desk, *vars(opened.desk).values()]
    values = [v for part in parts for v in vars(part).values() if hasattr(part, "__dict__")]
    said += [repr(value.value) for value in values if isinstance(value, Observable)]
    return "\n".join(said)


def test_a_coder_goes_everywhere_and_meets_nothing_of_others(signed_in: App) -> None:
    seen = 0
    for each in ACTIONS:
        if each.id in AWAY or not signed_in.knows(each.id):
            continue
        signed_in.trigger(each.id)
        seen += 1
        assert secrets_in(shown(signed_in)) == [], each.id
    assert seen > 60
    assert "Report 1" in shown(signed_in)


def test_nothing_is_found_of_articles_that_were_not_given(signed_in: App) -> None:
    opened = signed_in.program.project.value
    assert opened is not None
    for sought in (NEVER, "article-3", ""):
        opened.desk.work.search(sought)
        assert secrets_in(shown(signed_in)) == []
    assert [row.title for row in opened.desk.work.rows.value] == ["Report 1", "Report 2"]


def test_what_a_coder_may_not_is_dead_and_says_why(signed_in: App) -> None:
    for name, right in NEEDS.items():
        made = signed_in.window.actions_by_id[name]
        assert not made.isEnabled()
        assert made.toolTip() == str(right)
        before = signed_in.window.stack.currentWidget()
        signed_in.trigger(name)
        assert signed_in.window.stack.currentWidget() is before
        assert right.value in "\n".join(w for b in [signed_in.window.banner] for w in texts(b))


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel)]


def test_a_supervisor_has_all_of_it(app: App, path: Path, answers: Answers) -> None:
    answers.who = [("Cleo", "")]
    app.start(str(path))
    for name in NEEDS:
        assert app.window.actions_by_id[name].isEnabled()
        app.trigger(name)
    assert NEVER in shown(app)


def test_rights_follow_the_role_while_the_project_is_open(app: App, path: Path, answers: Answers) -> None:
    with at_work(path, "coder-3") as cleo:
        cleo.execute(ChangeAccount(ADA, role=Role.SUPERVISOR))
    answers.who = [("Ada", "")]
    app.start(str(path))
    opened = app.program.project.value
    assert opened is not None
    assert refusals(opened.workspace) == {}
    opened.workspace.execute(ChangeAccount(ADA, role=Role.CODER))
    assert not app.window.actions_by_id["room.rounds"].isEnabled()
