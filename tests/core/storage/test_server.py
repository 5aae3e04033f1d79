"""Several coders at one server: they queue, none overwrites another, and news arrives whole."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.workspace import Workspace
from core.domain.actor import Actor
from core.domain.changes import Change, ChangeSet, Entry
from core.domain.errors import Conflict
from core.importing.codebook_file import load_codebook
from core.storage.store import Store
from tests.build import a_coding
from tests.core.storage.conftest import a_project, two_coders_and_an_article

WRITERS = 3
ACTS = 25


@pytest.fixture
def address(cluster: Callable[[], str]) -> str:
    address = cluster()
    Store.create(address, a_project(), (*two_coders_and_an_article(), load_codebook())).close()
    return address


def write_many(address: str, writer: int) -> None:
    store = Store.open(address)
    for number in range(ACTS):
        made = a_coding(id=f"{writer}-{number}")
        store.commit(ChangeSet((Change(None, made),)), actor="coder-1", command="Add", label="Add")
    store.close()


def test_whoever_reads_on_after_the_last_line_misses_none(address: str) -> None:
    reader = Store.open(address, read_only=True)
    found: list[Entry] = []
    after = reader.last_seq()
    with ThreadPoolExecutor() as pool:
        writers = [pool.submit(write_many, address, writer) for writer in range(WRITERS)]
        while len(found) < WRITERS * ACTS:
            news = list(reader.entries(after))
            found += news
            after = news[-1].seq if news else after
            assert news or not all(w.done() for w in writers) or list(reader.entries(after)), (
                "a line was missed"
            )
        for writer in writers:
            writer.result()
    reader.close()
    assert len({change.id for entry in found for change in entry.changes.changes}) == WRITERS * ACTS
    assert verify(address) == []


def test_a_row_another_coder_changed_meanwhile_is_not_overwritten(address: str) -> None:
    actor = Actor("org:x", "X")
    ada, ben = (Workspace(Store.open(address), coder) for coder in ("coder-1", "coder-2"))
    assert ada.state.actor("org:x") is None
    ada.execute(Given(Change(None, actor)))
    assert ben.state.actor("org:x") == actor
    theirs = replace(actor, name="Theirs")
    ben.execute(Given(Change(actor, theirs)))
    assert ada.state.actor("org:x") == actor
    with pytest.raises(Conflict):
        ada.execute(Given(Change(actor, replace(actor, name="Mine"))))
    assert ada.state.actor("org:x") == theirs
    with pytest.raises(Conflict):
        ada.undo()
    ada.close()
    ben.close()


class Given:
    """Makes one change."""

    label = "Given"
    undoable = True

    def __init__(self, change: Change) -> None:
        self.change = change

    def plan(self, _state: object) -> ChangeSet:
        return ChangeSet((self.change,))


def test_one_writer_at_a_file_is_enough_for_the_same_law(tmp_path: Path) -> None:
    path = tmp_path / "p.rapporteur"
    Store.create(path, a_project(), (*two_coders_and_an_article(), load_codebook())).close()
    write_many(str(path), 0)
    store = Store.open(path, read_only=True)
    assert [entry.seq for entry in store.entries()] == list(range(1, ACTS + 2))
    store.close()
