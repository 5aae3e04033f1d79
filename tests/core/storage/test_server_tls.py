"""The way to a server over the network: what the address asks of encryption holds."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest

from core.app.serving import standing
from core.domain.errors import Refused
from core.storage.store import Store
from tests.core.storage.cluster import Cluster, new_database, running_server
from tests.core.storage.served import PASSWORD, serve


@dataclass(frozen=True)
class Networked:
    """``address``: of the supervisor's login, to be ended by what it asks of TLS; ``authority``: a file."""

    address: str
    authority: Path


def certificate(folder: Path) -> None:
    """A server's key and certificate for 127.0.0.1, signed by itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Lab")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "server.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "server.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    (folder / "server.key").chmod(0o600)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def restarted(made: Cluster, port: int, *, tls: bool) -> None:
    made.stop()
    data = made.folder / "data"
    certificate(data)
    for name in ("server.crt", "server.key"):
        if made.user is not None:
            shutil.chown(data / name, made.user)
    replace(
        made, more=f"-c listen_addresses=127.0.0.1 -c port={port} -c ssl={'on' if tls else 'off'}"
    ).start()


@pytest.fixture(scope="module", params=["tls", "open"])
def networked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Networked]:
    port = free_port()
    with running_server() as made:
        restarted(made, port, tls=request.param == "tls")
        served = serve(new_database(f"{made.address}&port={port}", "project_0"), 0)
        authority = tmp_path_factory.mktemp("lab") / "lab.crt"
        shutil.copy(made.folder / "data" / "server.crt", authority)
        login = served.people["sue"].login
        yield Networked(f"postgresql://{login}:{PASSWORD}@127.0.0.1:{port}/project_0", authority)


def refusal(address: str) -> str:
    with pytest.raises(Refused) as caught:
        Store.open(address)
    assert PASSWORD not in str(caught.value)
    return caught.value.code


def test_what_the_address_asks_of_the_way_holds(networked: Networked, request: pytest.FixtureRequest) -> None:
    trusted = f"{networked.address}?sslmode=verify-full&sslrootcert={networked.authority}"
    if "open" in request.node.name:
        assert refusal(f"{networked.address}?sslmode=require") == "not-encrypted"
        assert refusal(trusted) == "not-encrypted"
        assert not standing(networked.address).server.encrypted
        return
    assert standing(f"{networked.address}?sslmode=require").server.encrypted
    assert standing(trusted).server.encrypted
    assert not standing(f"{networked.address}?sslmode=disable").server.encrypted
    other_name = trusted.replace("127.0.0.1", "localhost")
    assert refusal(other_name) == "no-trust"
    assert refusal(f"{networked.address}?sslmode=verify-full&sslrootcert=system") == "no-trust"
