"""Addresses of servers, taken apart and put together, never with a password where it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from core.app.servers import (
    CHECKED,
    ENCRYPTED,
    OFFERED,
    Server,
    mirror_path,
    model_place,
    parsed,
    servers_home,
    shared_place,
)

_NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
_HOSTS = st.sampled_from(["db.lab.example", "10.0.0.7", "localhost", "::1", "/var/run/postgresql"])
_SERVERS = st.builds(
    Server,
    host=_HOSTS,
    port=st.integers(1, 65535).map(str),
    database=_NAMES.map(lambda name: name.strip("/") or "x"),
    login=_NAMES,
    tls=st.sampled_from([CHECKED, ENCRYPTED, OFFERED]),
)


@given(_SERVERS, _NAMES)
def test_an_address_says_all_of_a_server_and_its_own_form_no_password(server: Server, password: str) -> None:
    assert parsed(server.address) == (server, "")
    assert parsed(server.opened_with(password)) == (server, password)
    url = make_url(server.opened_with(password))  # as the driver reads it
    assert (url.username, url.password, url.database) == (server.login, password, server.database)
    assert (url.host or url.query["host"]) == server.host
    assert str(url.port or url.query.get("port", "5432")) == server.port


@pytest.mark.parametrize(
    ("address", "tls"),
    [
        ("postgresql://ada@db.lab.example/study", CHECKED),
        ("postgresql://ada@db.lab.example/study?sslmode=require", ENCRYPTED),
        ("postgresql://ada@db.lab.example/study?sslmode=verify-ca", CHECKED),
        ("postgresql://ada@db.lab.example/study?sslmode=nonsense", CHECKED),
        ("postgresql://ada@localhost/study", OFFERED),
        ("postgresql://ada@db.lab.example/study?sslmode=disable", OFFERED),
        ("postgresql+psycopg://ada@/study?host=%2Frun%2Fpg", OFFERED),
    ],
)
def test_a_way_over_a_network_is_encrypted_unless_said_otherwise(address: str, tls: str) -> None:
    assert parsed(address)[0].tls == tls


def test_each_account_has_its_copy_and_all_have_one_place_for_models(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path))
    server = Server("db.lab.example", database="../study: 1", login="ada")
    one, two = mirror_path(server, "coder-1"), mirror_path(server, "coder-2")
    assert one != two
    for path in (one, two):
        assert path.resolve().is_relative_to(servers_home().resolve())
        assert shared_place(path) == model_place(server.address)
    assert shared_place(tmp_path / "a.rapporteur") == tmp_path / "a.rapporteur"
