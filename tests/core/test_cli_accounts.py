"""``rapporteur accounts``, on a real project file; passwords come by standard input or a real terminal."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core import cli
from core.app.checking import verify
from core.app.codebooks import write_codebook
from core.app.passwords import check_may_sign_in
from core.app.projects import coders_of, create_project
from core.domain.article import Coder
from core.importing.codebook_file import load_codebook

PASSWORD, OTHER = "correct horse", "battery staple"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    where = tmp_path / "study.rapporteur"
    create_project(where, "Study", "Ada")
    return where


class Desk:
    """The command line with its standard input."""

    def __init__(self, project: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.project, self._capsys, self._patch = project, capsys, patch

    def __call__(self, *argv: str, typed: str = "") -> tuple[int, str, str]:
        return self.run("accounts", str(self.project), *argv, typed=typed)

    def run(self, *argv: str, typed: str = "") -> tuple[int, str, str]:
        """Any command; ``typed``: its standard input."""
        self._patch.setattr(sys, "stdin", io.StringIO(typed))
        code = cli.run(list(argv))
        out, err = self._capsys.readouterr()
        return code, out, err

    def account(self, name: str) -> Coder:
        return next(one for one in coders_of(self.project) if one.name == name)


@pytest.fixture
def accounts(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(project, capsys, monkeypatch)


def test_accounts_are_added_changed_and_listed(accounts: Desk) -> None:
    assert accounts("add", "Ben") == (0, "Added: Ben, coder.\n", "")
    code, out, _ = accounts("add", "Cleo", "--role", "researcher", "--password", typed=f"{PASSWORD}\n")
    assert (code, out) == (0, "Added: Cleo, researcher.\n")
    check_may_sign_in(accounts.account("Cleo"), PASSWORD)
    assert accounts("rename", "Ben", "Benno")[0] == 0
    assert accounts("role", "Benno", "supervisor", "--coder", "Ada")[0] == 0
    assert accounts("deactivate", "Cleo", "--coder", "Ada")[1] == "Cleo has left; the codings stay.\n"
    assert accounts("list")[1] == "Ada\tsupervisor\nBenno\tsupervisor\nCleo\tresearcher\tpassword\tleft\n"
    told = json.loads(accounts("list", "--json")[1])
    assert [(one["name"], one["role"], one["active"], one["password"]) for one in told] == [
        ("Ada", "supervisor", True, False),
        ("Benno", "supervisor", True, False),
        ("Cleo", "researcher", False, True),
    ]
    assert {key for one in told for key in one} == {"id", "name", "role", "active", "password"}
    assert accounts("activate", told[2]["id"], "--coder", "Benno")[0] == 0
    assert accounts.account("Cleo").active
    assert verify(accounts.project) == []


def test_who_has_a_password_gives_it_before_the_new_one(accounts: Desk) -> None:
    accounts("add", "Ben")
    assert accounts("password", "Ada", typed=f"{PASSWORD}\n")[1] == "The password of Ada is set.\n"
    code, _, err = accounts("password", "Ben", typed=f"{OTHER}\n{OTHER}\n")
    assert (code, err) == (1, "rapporteur: Ada: This is not the password of Ada.\n")
    assert not accounts.account("Ben").secret
    assert accounts("password", "Ben", typed=f"{PASSWORD}\r\n{OTHER}\r\n")[0] == 0
    check_may_sign_in(accounts.account("Ben"), OTHER)
    assert accounts("password", "Ben", "--remove", typed=f"{PASSWORD}\n")[0] == 0
    assert not accounts.account("Ben").secret


@pytest.mark.parametrize(
    ("argv", "typed", "said"),
    [
        (("add", "ben"), "", "There is an account named ben already"),
        (("add", " "), "", "An account needs a name"),
        (("add", "Cleo", "--password"), "", "The new password of Cleo is needed"),
        (("add", "Cleo", "--password"), "\n", "The new password is empty"),
        (("add", "Cleo", "--password"), "short\n", "at least 8 characters"),
        (("add", "Cleo", "--coder", "Ben"), "", "Only a supervisor changes accounts"),
        (("password", "Cleo"), "", "There is no account Cleo; there are: Ada, Ben."),
        (("role", "Ada", "coder"), "", "needs a supervisor"),
        (("deactivate", "Ada"), "", "needs a supervisor"),
        (("role", "Ben", "coder"), "", "it is so already"),
    ],
)
def test_what_is_refused_is_told_and_changes_nothing(
    accounts: Desk, argv: tuple[str, ...], typed: str, said: str
) -> None:
    accounts("add", "Ben")
    before = coders_of(accounts.project)
    code, out, err = accounts(*argv, typed=typed)
    assert said in err
    assert out == ""
    assert code == (0 if "already; nothing" in err else 1)
    assert coders_of(accounts.project) == before


@pytest.mark.parametrize("argv", [("role", "Ada", "boss"), ("add", "Cleo", "--password=horse"), ("sack",)])
def test_a_wrong_call_is_no_act(accounts: Desk, argv: tuple[str, ...]) -> None:
    before = coders_of(accounts.project)
    assert accounts(*argv)[0] == 2
    assert coders_of(accounts.project) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")
@pytest.mark.parametrize(("again", "code"), [(PASSWORD, 0), (OTHER, 1)])
def test_at_a_terminal_a_new_password_is_typed_twice_unseen(project: Path, again: str, code: int) -> None:
    import pty

    terminal, end = pty.openpty()
    calls = [sys.executable, "-m", "gui", "accounts", str(project), "password", "Ada"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        calls, cwd=root, stdin=end, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as run:
        os.close(end)
        assert run.stderr is not None
        told = b""
        for prompt, typed in ((b"New password of Ada: ", PASSWORD), (b"The same once more: ", again)):
            while not told.endswith(prompt):
                read = run.stderr.read(1)
                assert read, told
                told += read
            os.write(terminal, f"{typed}\n".encode())
        told += run.stderr.read()
        assert run.wait() == code, told
    shown = b""
    try:
        while part := os.read(terminal, 1000):
            shown += part
    except OSError:  # the other end is closed
        pass
    os.close(terminal)
    assert PASSWORD.encode() not in shown + told
    assert bool(coders_of(project)[0].secret) is (code == 0)


@pytest.mark.parametrize(
    "argv",
    [
        ("import", "a.txt"),
        ("analyse-project",),
        ("assign", "--round", "Pilot", "--per-article", "1", "--overlap", "0%"),
        ("codebook", "import", "b.json"),
    ],
    ids=lambda argv: str(argv[0]),
)
def test_every_verb_that_changes_a_project_asks_for_the_password(
    argv: tuple[str, ...], accounts: Desk, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("They met in Baku.", "utf-8")
    (tmp_path / "b.txt").write_text("They parted in Baku.", "utf-8")
    write_codebook(load_codebook(), tmp_path / "b.json")
    accounts("add", "Ben")
    accounts.run("import", str(accounts.project), str(tmp_path / "b.txt"))
    accounts("password", "Ada", typed=f"{PASSWORD}\n")
    at = 2 if argv[0] == "codebook" else 1
    verb, rest = argv[:at], [str(tmp_path / one) if "." in one else one for one in argv[at:]]
    code, _, err = accounts.run(*verb, str(accounts.project), *rest, typed=f"{OTHER}\n")
    assert (code, err) == (1, "rapporteur: Ada: This is not the password of Ada.\n")
    code, _, err = accounts.run(*verb, str(accounts.project), *rest)
    assert (code, "password of Ada is needed" in err) == (1, True)
    code, _, err = accounts.run(*verb, str(accounts.project), *rest, typed=f"{PASSWORD}\n")
    assert "password" not in err
    assert code == 0, err


def test_what_an_account_sees_is_told_to_who_has_its_password(accounts: Desk, tmp_path: Path) -> None:
    accounts("password", "Ada", typed=f"{PASSWORD}\n")
    where, out = str(accounts.project), str(tmp_path / "out.jsonl")
    for argv in (("export", where, out), ("status", where), ("search", where, "peace")):
        code, shown, said = accounts.run(*argv, typed=f"{OTHER}\n")
        assert (code, shown) == (1, ""), argv
        assert "password" in said.casefold()
        assert accounts.run(*argv)[0] == 1
        assert accounts.run(*argv, typed=f"{PASSWORD}\n")[0] == 0, argv
    assert Path(out).is_file()
