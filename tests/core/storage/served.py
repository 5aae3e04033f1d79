"""A project on a real team server, with people who sign in by logins of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.domain.article import Coder, Project, Role
from core.domain.changes import Record
from core.importing.codebook_file import load_codebook
from core.storage import server
from core.storage.store import Store
from tests.build import an_article

PASSWORD = "correct-horse"  # noqa: S105


@dataclass(frozen=True)
class ServedProject:
    """``admin``: the administrator's address; ``supervisor`` and ``coders``: those of their own logins, with
    the password in them. Accounts are ``sue`` and ``coder-1`` …, logins ``p0_sue``, ``p0_coder_1`` … by the
    number of the database, since logins are the whole server's."""

    admin: str
    supervisor: str
    coders: tuple[str, ...]
    people: Mapping[str, Coder]  # by id

    def address(self, coder_id: str) -> str:
        """Where that account opens the project."""
        return server.address_for(self.admin, self.people[coder_id].login, PASSWORD)


def serve(
    admin: str, coders: int = 2, others: Iterable[Record] = (), *, article: bool = True
) -> ServedProject:
    """Make a project at an empty database and put it under the policies; ``others``: more records."""
    mark = "p" + admin.partition("?")[0].rpartition("_")[2]
    people = [
        Coder("sue", "Sue", Role.SUPERVISOR, login=f"{mark}_sue"),
        *(Coder(f"coder-{n}", f"Coder {n}", login=f"{mark}_coder_{n}") for n in range(1, coders + 1)),
    ]
    articles = (an_article(),) if article else ()
    Store.create(
        admin, Project("project-1", "Served"), (*people, load_codebook(), *articles, *others)
    ).close()
    server.secure(admin)
    give_logins(admin, people)
    addresses = [server.address_for(admin, person.login, PASSWORD) for person in people]
    return ServedProject(admin, addresses[0], tuple(addresses[1:]), {person.id: person for person in people})


def give_logins(admin: str, people: Iterable[Coder]) -> None:
    """Logins with `PASSWORD` for accounts that are there already."""
    store = Store.open(admin)
    for person in people:
        store.give_login(person.login, PASSWORD)
    store.close()
