"""Running a team server: from an empty database to people who sign in, on the command line and without it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.projects import create_project, open_workspace
from core.app.serving import NewLogin, let_in, migrate, revoke, set_up, standing
from core.cli import run
from core.domain.article import Role
from core.domain.errors import Refused
from core.storage import opening, schema, server
from core.storage.opening import connected_to
from core.storage.store import Store
from tests.core.storage.served import PASSWORD, ServedProject

SUE = "sue_of_{}"


def sue_at(admin: str) -> NewLogin:
    return NewLogin("Sue", SUE.format(number(admin)), PASSWORD, Role.SUPERVISOR)


def number(admin: str) -> str:
    return admin.partition("?")[0].rpartition("_")[2]


def as_login(admin: str, login: str) -> str:
    return server.address_for(admin, login, PASSWORD)


@pytest.fixture
def say(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Runs a command with lines of standard input; gives its exit code and all it said."""

    def say_(*words: str, lines: tuple[str, ...] = ()) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code = run(words)
        told = capsys.readouterr()
        return code, told.out + told.err

    return say_


def test_an_empty_database_becomes_a_team_s_project(cluster: Callable[[], str]) -> None:
    admin = cluster()
    assert set_up(admin, name="Study", supervisor=sue_at(admin))
    assert not set_up(admin)  # once more does no harm
    sue = as_login(admin, SUE.format(number(admin)))
    assert let_in(sue, NewLogin("Ada", f"ada_{number(admin)}", PASSWORD))
    found = standing(sue)
    assert found.project == "Study"
    assert found.server.secured
    assert found.server.undeclared == ()
    assert [(one.name, one.role, may) for one, may in found.people] == [
        ("Ada", Role.CODER, True),
        ("Sue", Role.SUPERVISOR, True),
    ]
    ada = open_workspace(as_login(admin, f"ada_{number(admin)}"))
    assert ada.state.coder.name == "Ada"
    ada.close()
    assert verify(sue) == []


def test_an_administrator_who_is_no_superuser_will_do(cluster: Callable[[], str]) -> None:
    admin = cluster()
    name, database = f"chief_{number(admin)}", f"project_{number(admin)}"
    with connected_to(admin) as connection:
        connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD '{PASSWORD}'")
        connection.exec_driver_sql(f"ALTER DATABASE {database} OWNER TO {name}")
    chief = as_login(admin, name)
    set_up(chief, name="Study", supervisor=sue_at(admin))
    assert let_in(chief, NewLogin("Ada", f"ada_{number(admin)}", PASSWORD))
    set_up(chief)
    revoke(chief, "Ada")
    with pytest.raises(Refused) as caught:
        Store.open(as_login(admin, f"ada_{number(admin)}"))
    assert caught.value.code == "revoked"
    assert verify(chief) == []


def test_who_may_not_make_roles_sets_nothing_up(served: ServedProject, cluster: Callable[[], str]) -> None:
    for address in (served.supervisor, *served.coders):
        with pytest.raises(Refused) as caught:
            set_up(address)
        assert caught.value.code == "no-roles"


def test_a_coder_lets_nobody_in_and_shuts_nobody_out(served: ServedProject) -> None:
    for act in (
        lambda: let_in(served.coders[0], NewLogin("Eve", "eve", PASSWORD)),
        lambda: revoke(served.coders[0], "Sue"),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.code == "not-yours"


@pytest.mark.parametrize(
    ("name", "login", "password", "code"),
    [
        ("Bob", "postgres", PASSWORD, "login-taken"),
        ("Bob", "Bob; --", PASSWORD, "login-name"),
        ("Bob", "pg_bob", PASSWORD, "login-name"),
        ("Bob", "bob", "short", "short-password"),
        ("", "bob", PASSWORD, "no-name"),
    ],
)
def test_what_can_t_be_a_login_changes_nothing(
    served: ServedProject, name: str, login: str, password: str, code: str
) -> None:
    before = standing(served.admin)
    for address in (served.admin, served.supervisor):
        with pytest.raises(Refused) as caught:
            let_in(address, NewLogin(name, login, password))
        assert caught.value.code == code
    assert standing(served.admin) == before


def test_somebody_s_login_is_not_given_to_another_and_keeps_its_password(served: ServedProject) -> None:
    with pytest.raises(Refused) as caught:
        let_in(served.supervisor, NewLogin("Bob", served.people["coder-1"].login, "another one"))
    assert caught.value.code == "same-login"
    Store.open(served.coders[0]).close()


def test_another_password_holds_and_the_old_one_does_not(served: ServedProject) -> None:
    login = served.people["coder-1"].login
    assert not let_in(served.supervisor, NewLogin("coder 1", login, "another one"))
    with pytest.raises(Refused) as caught:
        Store.open(served.coders[0])
    assert caught.value.code == "no-access"
    Store.open(server.address_for(served.admin, login, "another one")).close()


def test_passwords_are_nowhere_to_be_read(served: ServedProject) -> None:
    with connected_to(served.admin) as connection:
        kept = connection.exec_driver_sql(
            "SELECT rolpassword FROM pg_authid WHERE rolname LIKE 'p%%'"
        ).scalars()
        assert all(one is None or one.startswith("SCRAM-SHA-256$") for one in kept)
        lines = connection.exec_driver_sql("SELECT changes FROM journal").scalars()
        assert not any(PASSWORD in line for line in lines)


def test_an_open_line_to_another_computer_is_refused_unless_wanted(served: ServedProject) -> None:
    with connected_to(served.admin) as connection:
        server.check_encrypted(connection, served.admin)
        server.check_encrypted(connection, "postgresql://x@127.0.0.1/x")
        far = "postgresql://x@db.example.org/x"
        server.check_encrypted(connection, far, unencrypted=True)
        for address in (far, "postgresql://x@/x?host=db.example.org"):
            with pytest.raises(Refused) as caught:
                server.check_encrypted(connection, address)
            assert caught.value.code == "not-encrypted"


def test_an_older_schema_is_brought_up_to_date_with_its_policies(cluster: Callable[[], str]) -> None:
    from alembic import command
    from alembic.config import Config

    admin = cluster()
    with connected_to(admin) as connection:
        config = Config()
        config.set_main_option("script_location", str(opening.MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        connection.exec_driver_sql("INSERT INTO project VALUES ('p', 'Old', 'en', '', '', '', 0.5)")
        connection.execute(
            schema.coder.insert(),
            {"id": "s", "name": "Sue", "role": "supervisor", "login": sue_at(admin).login, "secret": ""}
            | {"active": True},
        )
    server.secure(admin)  # as an older program did
    with connected_to(admin) as connection:
        server.give_login(connection, sue_at(admin).login, PASSWORD)
    sue = as_login(admin, sue_at(admin).login)
    with pytest.raises(Refused) as caught:
        Store.open(sue)
    assert caught.value.code == "older-server"
    assert migrate(admin) == ("0003", schema.VERSIONS[-1])
    assert standing(sue).server.undeclared == ()
    Store.open(sue).close()


def test_the_commands_from_end_to_end(
    say: Callable[..., tuple[int, str]], cluster: Callable[[], str], tmp_path: Path
) -> None:
    admin = cluster()
    login, file = f"sue_{number(admin)}", tmp_path / "study.rapporteur"
    create_project(file, "Study", "Sue")
    assert say("copy", str(file), admin)[0] == 0
    code, told = say("server", "init", admin, "--supervisor", "Sue", "--login", login, lines=("a password",))
    assert (code, "under policies" in told) == (0, True), told
    sue = server.address_for(admin, login)
    code, told = say(
        *("server", "add-coder", sue, "Ada", "--login", f"ada_{number(admin)}"),
        lines=("a password", "another password"),
    )
    assert (code, "new" in told) == (0, True)
    code, told = say("server", "status", sue, "--json", lines=("a password",))
    people = json.loads(told)["people"]
    assert [(one["name"], one["let_in"]) for one in people] == [("Ada", True), ("Sue", True)]
    assert say("server", "revoke", sue, "Ada", lines=("a password",))[0] == 0
    code, told = say("server", "status", sue, lines=("a password",))
    assert "Ada\tcoder\tada_" in told
    assert "left" in told
    assert say("server", "migrate", admin)[0] == 0
    back = tmp_path / "back.rapporteur"
    assert say("copy", sue, str(back), lines=("a password",))[0] == 0
    assert verify(back) == []
    code, told = say("server", "status", server.address_for(admin, login, "a%20password"))
    assert "can read a password" in told
    code, told = say("server", "status", sue, lines=("not the password",))
    assert (code, "refuses" in told, "password" in told.partition("refuses")[0]) == (1, True, False)
    assert say("server", "status", "study.rapporteur")[0] == 1
    assert say("server", "revoke", sue, "Nobody", lines=("a password",))[0] == 1
