"""Addresses of team servers, and where on this computer the copy of a project on one lies."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

SUFFIX = ".rapporteur"
PORT = "5432"
CHECKED, ENCRYPTED, OFFERED = "verify-full", "require", "prefer"  # libpq's words for TLS
_LOCAL = ("", "localhost", "127.0.0.1", "::1")
_SCHEME = "postgresql"


@dataclass(frozen=True, slots=True)
class Server:
    """Where a project is served and who signs in; never the password.

    ``host``: a name, a number, or the folder of a socket; ``tls``: CHECKED, ENCRYPTED or OFFERED;
    ``certificate``: file of the authority that vouches for the server, empty for the computer's own list.
    """

    host: str = ""
    port: str = PORT
    database: str = ""
    login: str = ""
    tls: str = CHECKED
    certificate: str = ""

    @property
    def address(self) -> str:
        """As one address, without a password."""
        return self.opened_with("")

    @property
    def name(self) -> str:
        """The project as a list of recent ones calls it."""
        return self.database

    @property
    def shown(self) -> str:
        """Login and place in words."""
        host = "this computer" if self.is_local else self.host
        return f"{self.login} at {host}" if self.login else host

    @property
    def is_local(self) -> bool:
        """Whether nothing leaves this computer."""
        return self.host in _LOCAL or self.host.startswith("/")

    def opened_with(self, password: str) -> str:
        """The address with the password in it, for the connection alone."""
        asked = {"sslmode": self.tls}
        if self.tls == CHECKED:
            asked["sslrootcert"] = self.certificate or "system"
        place = f"{_bracketed(self.host)}:{self.port}" if self.port != PORT else _bracketed(self.host)
        if self.host.startswith("/"):
            place, asked["host"], asked["port"] = "", self.host, self.port
        secret = f":{quote(password, safe='')}" if password else ""
        who = f"{quote(self.login, safe='')}{secret}@" if self.login else ""
        query = urlencode(asked, quote_via=quote)
        return f"{_SCHEME}://{who}{place}/{quote(self.database, safe='')}?{query}"


def parsed(address: str) -> tuple[Server, str]:
    """The server an address names, and the password in it, empty where there is none."""
    found = urlsplit(address)
    asked = dict(parse_qsl(found.query))
    host = found.hostname or asked.get("host", "")
    server = Server(
        host,
        str(_port(found.netloc) or asked.get("port", PORT)),
        unquote(found.path.lstrip("/")),
        unquote(found.username or ""),
    )
    certificate = asked.get("sslrootcert", "")
    tls = asked.get("sslmode", OFFERED if server.is_local else CHECKED)
    known = {ENCRYPTED: ENCRYPTED, "disable": OFFERED, "allow": OFFERED, OFFERED: OFFERED}.get(tls, CHECKED)
    whole = replace(server, tls=known, certificate="" if certificate == "system" else certificate)
    return whole, unquote(found.password or "")


def mirror_path(server: Server, coder_id: str) -> Path:
    """Where this computer keeps the copy of the project there for one account. Two names of one server are
    two copies."""
    project = model_place(server.address)
    account = sha256(f"{server.login}#{coder_id}".encode()).hexdigest()[:12]
    return project.parent / account / project.name


def model_place(address: str) -> Path:
    """The file, never made, beside which the own models of a project on a server lie, whoever signs in."""
    server, _ = parsed(address)
    key = f"{server.host}:{server.port}/{server.database}"
    name = re.sub(r"[^\w.-]+", "-", server.database).strip("-.") or "project"
    return servers_home() / f"{name}-{sha256(key.encode()).hexdigest()[:12]}" / f"{name}{SUFFIX}"


def shared_place(path: Path) -> Path:
    """`model_place` for a copy of a project on a server; any other project is its own."""
    return path.parent.parent / path.name if path.parent.parent.parent == servers_home() else path


def servers_home() -> Path:
    """The folder of all copies."""
    return data_home() / "servers"


def data_home() -> Path:
    """The folder of what the program keeps for the user."""
    other = os.environ.get("RAPPORTEUR_HOME", "")
    if other:
        return Path(other)
    from platformdirs import user_data_path

    return user_data_path("rapporteur", appauthor=False)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _port(netloc: str) -> str:
    """The port in a netloc, whatever was typed there."""
    tail = netloc.rpartition("@")[2].rpartition("]")[2]
    return tail.rpartition(":")[2] if ":" in tail else ""
