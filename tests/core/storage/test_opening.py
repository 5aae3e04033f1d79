"""Files that are not what they should be: each is told in words, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.domain.changes import Change, ChangeSet
from core.domain.errors import PersonError, Refused, Unavailable
from core.storage import opening
from core.storage.lock import lock_file
from core.storage.schema import VERSIONS
from core.storage.store import Store
from tests.build import a_coding, an_article
from tests.core.storage.conftest import a_project, two_coders_and_an_article

ROOT = Path(__file__).parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project that is whole and closed."""
    path = tmp_path / "my project %41 ä.rapporteur"
    Store.create(path, a_project(), two_coders_and_an_article()).close()
    return path


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(PersonError) as caught:
        act()
    assert caught.value.text
    return caught.value.code


def add_coding(store: Store, number: int, note: str = "") -> None:
    made = a_coding(id=f"coding-{number}", note=note)
    store.commit(ChangeSet((Change(None, made),)), actor="coder-1", command="Add", label="Add")


def test_a_closed_project_is_one_file(path: Path) -> None:
    beside = {p.name for p in path.parent.iterdir()} - {lock_file(path).name}
    assert beside == {path.name}


def test_it_writes_ahead_and_waits_for_the_disk(path: Path) -> None:
    store = Store.open(path)
    with store._transaction() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    store.close()
    assert found == ["wal", 2, 1]


@pytest.mark.parametrize("content", [b"", b"<html>", b"SQLite format 2\0" + b"x" * 200, os.urandom(5000)])
def test_what_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.rapporteur"
    path.write_bytes(content)
    assert code_of(lambda: Store.open(path)) == "foreign-file"
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE project (id TEXT)")
    connection.close()
    before = path.read_bytes()
    assert code_of(lambda: Store.open(path)) == "foreign-file"
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["other.db"]


def test_a_newer_schema_is_refused_and_left_alone(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    assert code_of(lambda: Store.open(path)) == "newer-file"
    assert code_of(lambda: Store.open(path, read_only=True)) == "newer-file"


@pytest.fixture
def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program of a later day: one more migration."""
    scripts = tmp_path / "later"
    shutil.copytree(opening.MIGRATIONS, scripts)
    (scripts / "versions" / "later_more.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision = 'later', {VERSIONS[-1]!r}\n"
        "def upgrade():\n"
        "    op.add_column('coder', sa.Column('later', sa.Text, nullable=False, server_default='yes'))\n"
    )
    monkeypatch.setattr(opening, "MIGRATIONS", scripts)
    monkeypatch.setattr(opening, "VERSIONS", (*VERSIONS, "later"))


def test_an_older_schema_is_brought_up_to_date(path: Path, next_schema: None) -> None:
    assert code_of(lambda: Store.open(path, read_only=True)) == "older-file"
    store = Store.open(path)
    assert store.get("article", "article-1") == an_article()
    add_coding(store, 1)
    store.close()
    store = Store.open(path, read_only=True)
    with store._transaction() as connection:
        assert connection.exec_driver_sql("SELECT DISTINCT later FROM coder").scalar() == "yes"
    store.close()


def test_a_failed_upgrade_leaves_the_project_as_it_was(path: Path, next_schema: None) -> None:
    later = opening.MIGRATIONS / "versions" / "later_more.py"
    later.write_text(later.read_text() + "    raise ZeroDivisionError\n")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            Store.open(path)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(VERSIONS[-1],)]
    assert "later" not in {row[1] for row in connection.execute("PRAGMA table_info(coder)")}
    connection.close()


@pytest.mark.parametrize("how", ["moved", "deleted", "replaced"])
def test_nothing_is_saved_into_a_file_that_is_no_longer_there(path: Path, how: str) -> None:
    aside = path.with_name("aside")
    store = Store.open(path)
    add_coding(store, 1)
    shutil.copy(path, aside) if how == "replaced" else path.rename(aside)
    if how == "deleted":
        aside.unlink()
    elif how == "replaced":
        aside.replace(path)
    assert code_of(lambda: add_coding(store, 2)) == "file-moved"
    if how == "moved":
        aside.rename(path)
        add_coding(store, 2)
        assert store.count("coding") == 2
    store.close()


def test_another_programs_hold_is_told_and_the_act_can_be_done_again(path: Path) -> None:
    store = Store.open(path)
    with store._transaction() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=20")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert code_of(lambda: add_coding(store, 1)) == "busy"
    other.execute("ROLLBACK")
    other.close()
    add_coding(store, 1)
    store.close()


def test_a_commit_within_a_reading_block_is_a_bug(path: Path) -> None:
    store = Store.open(path)
    with store.reading(), pytest.raises(RuntimeError):
        add_coding(store, 1)
    add_coding(store, 1)
    assert store.count("coding") == 1
    store.close()


def test_a_file_cut_short_is_refused_with_advice(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(Refused) as caught:
        Store.open(path)
    assert caught.value.code == "corrupt-file"
    assert "backup" in caught.value.text


def test_garbage_over_the_tables_is_refused(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(4096 * 3))
    assert code_of(lambda: Store.open(path)) == "corrupt-file"


def test_garbage_deep_inside_is_found_by_the_check_or_told_when_met(path: Path) -> None:
    store = Store.open(path)
    for number in range(300):
        add_coding(store, number)
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2 // 4096 * 4096)
        file.write(b"\xff" * (size // 4))
    store = Store.open(path, read_only=True)
    try:
        broken = store.check()
    except Refused as fault:
        broken = [fault.code]
    finally:
        store.close()
    assert broken


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert code_of(lambda: Store.open(tmp_path / "nowhere.rapporteur")) == "no-file"
    assert code_of(lambda: Store.open(tmp_path)) == "no-file"
    assert not list(tmp_path.iterdir())


def test_no_project_is_made_where_there_is_no_folder(tmp_path: Path) -> None:
    assert code_of(lambda: Store.create(tmp_path / "no" / "p.rapporteur", a_project())) == "no-folder"


def test_a_project_that_can_not_be_made_whole_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "p.rapporteur"
    with pytest.raises(ValueError, match="once only"):
        Store.create(path, a_project(), [an_article(), an_article()])
    assert not list(tmp_path.iterdir())


def test_a_second_window_is_refused_until_the_first_closes(path: Path) -> None:
    first = Store.open(path)
    with pytest.raises(Refused) as caught:
        Store.open(path)
    assert caught.value.code == "locked"
    assert "another window" in caught.value.text
    reader = Store.open(path, read_only=True)
    add_coding(first, 1)
    assert reader.count("coding") == 1
    reader.close()
    first.close()
    Store.open(path).close()


def test_a_second_process_is_refused_too(path: Path) -> None:
    first = Store.open(path)
    code = f"from core.storage.store import Store; Store.open({str(path)!r})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    first.close()
    assert "another window" in done.stderr


def test_a_refused_project_is_not_locked(path: Path) -> None:
    whole = path.read_bytes()
    os.truncate(path, 5000)
    code_of(lambda: Store.open(path))
    path.write_bytes(whole)
    Store.open(path).close()


@pytest.mark.parametrize("how", ["limit", "size"])
def test_a_full_disk_is_told_and_nothing_is_lost(path: Path, how: str) -> None:
    """``limit``: SQLite's own; ``size``: the system refuses to let the log grow."""
    code = f"""
import resource, signal, sys
from core.storage.store import Store
from core.domain.errors import Unavailable
from tests.core.storage.test_opening import add_coding
store = Store.open({str(path)!r})
if {how!r} == "limit":
    store._connection.exec_driver_sql("PRAGMA max_page_count=1")
    store._connection.rollback()
else:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
saved = 0
for number in range(1000):
    try:
        add_coding(store, number, "x" * 5000)
    except Unavailable as fault:
        print(fault.code, saved, store.count("coding"), store.last_seq())
        break
    saved += 1
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store._connection.exec_driver_sql("PRAGMA max_page_count=1000000")
store._connection.rollback()
add_coding(store, 2000, "room again")
store.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    said, saved, counted, seq = done.stdout.split()
    assert said in {"disk-full", "disk-error"}
    assert saved == counted == str(int(seq) - 1)
    store = Store.open(path)
    assert store.count("coding") == int(saved) + 1
    assert store.check() == []
    store.close()


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that a user without rights may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="rapporteur-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def as_somebody_without_rights(code: str) -> str:
    """Run ``code``; root gives its rights up first, when all modules are loaded."""
    prelude = """
import os, pwd, tempfile
from core.domain.errors import Refused
from core.storage.store import Store
from tests.core.storage.test_opening import a_project, add_coding
with tempfile.TemporaryDirectory() as folder:
    Store.create(folder + "/p.rapporteur", a_project()).close()
if os.geteuid() == 0:
    nobody = pwd.getpwnam("nobody").pw_uid
    os.setgroups([])
    os.setresuid(nobody, nobody, nobody)
"""
    done = subprocess.run(
        [sys.executable, "-c", prelude + code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("writable", ["folder", "file", "nothing"])
def test_a_file_that_can_not_be_written_is_opened_for_reading(public_folder: Path, writable: str) -> None:
    path = public_folder / "p.rapporteur"
    Store.create(path, a_project(), two_coders_and_an_article()).close()
    lock_file(path).unlink(missing_ok=True)
    path.chmod(0o666 if writable == "file" else 0o444)
    public_folder.chmod(0o777 if writable == "folder" else 0o555)
    code = f"""
store = Store.open({str(path)!r})
try:
    add_coding(store, 1)
except Refused as fault:
    print(store.read_only, fault.code, len(store.article_heads("coder-1")))
"""
    assert as_somebody_without_rights(code) == "True read-only 1"
    assert stat.S_IMODE(path.stat().st_mode) == (0o666 if writable == "file" else 0o444)


def test_last_acts_that_can_not_be_read_are_told_and_not_left_out(path: Path, public_folder: Path) -> None:
    window = Store.open(path)
    add_coding(window, 1)
    for end in ("", "-wal"):  # as a killed window leaves them
        shutil.copy(f"{path}{end}", public_folder / f"p.rapporteur{end}")
    window.close()
    left = public_folder / "p.rapporteur"
    public_folder.chmod(0o555)
    code = f"""
try:
    Store.open({str(left)!r})
except Refused as fault:
    print(fault.code)
"""
    assert as_somebody_without_rights(code) == "unsettled-file"
    public_folder.chmod(0o755)
    store = Store.open(left)
    assert store.count("coding") == 1
    store.close()


def test_a_wrong_address_of_a_server_is_told_without_the_password() -> None:
    with pytest.raises(Unavailable) as caught:
        Store.open("postgresql://ada:secret@127.0.0.1:1/none")
    assert caught.value.code == "no-server"
    assert "secret" not in str(caught.value)


def test_opening_loads_nothing_heavy(path: Path) -> None:
    code = (
        "import sys; from core.storage.store import Store\n"
        f"Store.open({str(path)!r}).close()\n"
        "print(sorted({'alembic', 'numpy', 'sqlalchemy.orm', 'psycopg'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
