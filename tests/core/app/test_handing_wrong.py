"""Every file that is no package of this project gets its own message, and changes nothing."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import cast

import pytest

from core.app.checking import verify
from core.app.commands.accounts import ChangeAccount
from core.app.commands.article import SetNote
from core.app.commands.codebook import ReviseCodebook
from core.app.handing_in import examine, take_in
from core.app.projects import create_project, open_workspace
from core.domain.article import Article, Assignment
from core.domain.changes import Change, ChangeSet
from core.domain.codebook import Codebook
from core.storage.package import opened
from core.storage.store import Store
from tests.build import a_coding
from tests.core.app.commands.kit import refused
from tests.core.app.handing_kit import (
    ADA,
    BEN,
    CLEO,
    act,
    code,
    hand_in,
    hand_out,
    last_line,
    make_study,
    records,
    refusal,
)
from tests.core.app.place import add, at_work

PHRASE = "correct horse battery"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path)


@pytest.fixture
def package(study: Path, tmp_path: Path) -> Path:
    made = hand_out(study, tmp_path / "ada.rapporteur")
    code(made, add(a_coding("Almaty", id="mine-1", coder_id=ADA, category="GPE")))
    return made


def sealed(study: Path, folder: Path) -> Path:
    return hand_out(study, folder / "sealed.rapporteur", passphrase=PHRASE)


def test_a_passphrase_is_asked_for_and_checked(study: Path, tmp_path: Path) -> None:
    file = sealed(study, tmp_path)
    assert refusal(study, file) == "no-passphrase"
    assert refusal(study, file, passphrase="wrong horse") == "wrong-passphrase"  # noqa: S106
    assert refused(lambda: open_workspace(file)).code == "sealed-package"
    mine = tmp_path / "mine.rapporteur"
    mine.write_bytes(opened(file, PHRASE))
    code(mine, SetNote("article-1", "from home"))
    assert hand_in(study, mine).files[0].brings
    notes = [a.note for a in cast("list[Assignment]", records(study, ["assignment"], coder_id=ADA))]
    assert "from home" in notes


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.97])
def test_a_sealed_package_that_is_not_whole(study: Path, tmp_path: Path, share: float) -> None:
    file = sealed(study, tmp_path)
    data = file.read_bytes()
    file.write_bytes(data[: max(30, int(len(data) * share))])
    assert refusal(study, file, passphrase=PHRASE) == "half-package"


def test_a_sealed_package_with_a_changed_byte_is_not_opened(study: Path, tmp_path: Path) -> None:
    file = sealed(study, tmp_path)
    data = bytearray(file.read_bytes())
    data[-1000] ^= 1
    file.write_bytes(data)
    assert refusal(study, file, passphrase=PHRASE) == "wrong-passphrase"


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.97])
def test_a_package_that_is_not_whole(study: Path, package: Path, share: float) -> None:
    data = package.read_bytes()
    package.write_bytes(data[: int(len(data) * share)])
    assert refusal(study, package) == ("foreign-file" if share == 0 else "damaged-package")


def test_files_that_are_no_packages(study: Path, tmp_path: Path) -> None:
    text = tmp_path / "notes.rapporteur"
    text.write_text("Dear Cleo, here is my work.")
    assert refusal(study, text) == "foreign-file"
    other = tmp_path / "other.rapporteur"
    create_project(other, "Other", "Dora")
    assert refusal(study, other) == "no-package"
    assert refusal(study, tmp_path / "gone.rapporteur") == "no-file"
    assert refusal(study, Path(shutil.copy(study, tmp_path / "copy.rapporteur"))) == "no-package"


def test_packages_of_another_project_and_of_another_copy_of_this_one(
    study: Path, package: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copy(study, tmp_path / "copy.rapporteur"))
    late = hand_out(copy, tmp_path / "late.rapporteur")
    assert refusal(study, late) == "unknown-package"
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE project SET id = 'another'")
    connection.close()
    assert refusal(copy, package) == "other-project"


_TAMPERED = {
    "a coding nobody made": "UPDATE coding SET category = 'PERSON'",
    "a line of the journal": "UPDATE journal SET changes = replace(changes, 'GPE', 'ORG')",
    "a text": "UPDATE article_text SET text = text || ' and more'",
    "a line left out": "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
}


@pytest.mark.parametrize("how", list(_TAMPERED))
def test_a_package_changed_by_hand(study: Path, package: Path, how: str) -> None:
    with sqlite3.connect(package) as connection:
        connection.execute(_TAMPERED[how])
    connection.close()
    assert refusal(study, package) in ("damaged-package", "changed-package")


def test_a_package_whose_beginning_was_changed_consistently(study: Path, package: Path) -> None:
    with sqlite3.connect(package) as connection:
        for table, column in (("journal", "changes"), ("article", "encoding")):
            said = f"UPDATE {table} SET {column} = replace({column}, 'utf-8', 'utf-7')"  # noqa: S608
            connection.execute(said)
    connection.close()
    assert refusal(study, package) == "changed-package"


def test_a_package_in_which_somebody_else_has_worked(study: Path, package: Path) -> None:
    changes = """[{"kind":"coder","after":{"id":"coder-2","name":"Ben","role":"coder","login":"","secret":"",
"active":true}}]"""
    line = (
        "2026-01-01T00:00:00.000Z",
        "",
        "1",
        "AddAccount",
        "",
        "local",
        0,
        "[]",
        "".join(changes.split("\n")),
    )
    with sqlite3.connect(package) as connection:
        connection.execute("INSERT INTO coder VALUES ('coder-2', 'Ben', 'coder', '', '', 1)")
        names = "at, actor, program, command, label, origin, step, article_ids, changes"
        connection.execute(f"INSERT INTO journal ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", line)  # noqa: S608
    connection.close()
    assert refusal(study, package) == "changed-package"


def test_a_package_whose_text_was_changed_by_a_line_that_fits(study: Path, package: Path) -> None:
    store = Store.open(package)
    try:
        article = cast(Article, store.get("article", "article-1"))
        text = f"{article.text} And more."
        other = replace(article, text=text, sha256=sha256(text.encode()).hexdigest())
        made = store.get("suggestion_set", article.id)
        lines = (Change(made, None), Change(article, other))
        store.commit(ChangeSet(lines), actor=ADA, command="GroupArticles", label="Group")
    finally:
        store.close()
    assert verify(package) == []
    assert refusal(study, package) == "changed-package"


def test_the_package_of_who_has_left(study: Path, package: Path) -> None:
    act(study, CLEO, ChangeAccount(ADA, active=False))
    assert refusal(study, package) == "left"
    act(study, CLEO, ChangeAccount(ADA, active=True))
    assert hand_in(study, package).files[0].brings


def test_a_codebook_that_is_no_more(study: Path, tmp_path: Path) -> None:
    (book,) = cast("list[Codebook]", records(study, ["codebook"]))
    with at_work(study, CLEO) as workspace:
        workspace.execute(ReviseCodebook(1, _renamed(book)))
    package = hand_out(study, tmp_path / "late.rapporteur")
    with at_work(study, CLEO) as workspace:
        workspace.undo()
    assert refusal(study, package) == "other-codebook"


def test_a_bad_file_keeps_no_good_one_from_coming_in(study: Path, package: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.rapporteur"
    bad.write_text("nothing")
    report = hand_in(study, bad, package)
    assert [one.problem is None for one in report.files] == [False, True]
    assert report.files[1].new == 1
    assert report.problems == 1


def test_packages_of_several_coders_come_in_as_one_act(study: Path, package: Path, tmp_path: Path) -> None:
    his = hand_out(study, tmp_path / "ben.rapporteur", BEN)
    code(his, SetNote("article-1", "mine"))
    before = last_line(study)
    with at_work(study, CLEO) as workspace:
        applied = take_in(workspace, examine(study, CLEO, [package, his]))
        assert applied is not None
        assert applied.entry.label == "Hand in from Ada, Ben"
        assert last_line(study) == before + 1
        workspace.undo()
    assert records(study, ["coding"]) == []


def _renamed(book: Codebook) -> Codebook:
    return replace(book, name="Another")
