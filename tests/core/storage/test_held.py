"""A project that is open stays locked, whoever looks into it: here, and in other programs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.domain.article import Coder, Project
from core.domain.changes import Change, ChangeSet
from core.domain.errors import Refused
from core.storage.held import hold
from core.storage.store import Store

ROOT = Path(__file__).parents[3]
LOOKER = """
import sys
from core.storage.store import Store
for _ in range(3):
    Store.open(sys.argv[1], read_only=True).close()
"""


def put(store: Store, name: str) -> None:
    change = Change(None, Coder(name, name))
    store.commit(ChangeSet((change,)), actor="", command="Put", label="Put")


def look_from_outside(where: Path) -> None:
    subprocess.run([sys.executable, "-c", LOOKER, str(where)], cwd=ROOT, check=True)


def test_a_look_from_here_and_one_from_outside_leave_the_log_to_who_writes(tmp_path: Path) -> None:
    where = tmp_path / "study.rapporteur"
    Store.create(where, Project("p", "Study")).close()
    store = Store.open(where)
    put(store, "one")
    Store.open(where, read_only=True).close()
    look_from_outside(where)
    assert where.with_name("study.rapporteur-wal").exists()
    put(store, "two")
    look_from_outside(where)
    put(store, "three")
    store.close()
    other = Store.open(where, read_only=True)
    assert [coder.id for coder in other.select("coder")] == ["one", "three", "two"]
    other.close()


def test_a_held_file_is_not_looked_into_and_a_free_one_is(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    looked: list[Path] = []
    first = hold(path, looked.append)
    second = hold(path, looked.append)
    first.release()
    first.release()
    assert looked == [path]
    third = hold(path, looked.append)
    assert looked == [path], "the second still holds it"
    second.release()
    third.release()
    hold(path, looked.append).release()
    assert looked == [path, path]


def test_what_a_look_refuses_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")

    def refuse(_path: Path) -> None:
        raise Refused("foreign-file", "None of ours.")

    for _ in range(2):
        with pytest.raises(Refused):
            hold(path, refuse)
