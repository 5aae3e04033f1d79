"""A hand-out package: an ordinary project file that was made from another, and what it became since."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from core.domain.article import Project
from core.domain.changes import ChangeSet, Origin, Record
from core.domain.errors import BadInput, PersonError, Refused, Unavailable
from core.storage import backup, faults, opening
from core.storage.package_seal import SEAL, unseal
from core.storage.store import Store

Mark = Callable[[int, str], ChangeSet]  # number of lines and their chained hash → what signs them
_DAMAGED = (
    "damaged-package",
    "This package is cut short or damaged. Copy it again, or ask for it to be sent once more.",
)


def build(project: Project, others: Iterable[Record], steps: Sequence[ChangeSet], mark: Mark) -> bytes:
    """The bytes of a new project that holds ``others``, then took ``steps``, and was signed by ``mark``."""
    with TemporaryDirectory(prefix="rapporteur-") as folder:
        where = Path(folder) / "package.rapporteur"
        store = Store.create(where, project, others)
        try:
            for step in steps:
                _machine(store, step, "StoreSuggestions", "Analyse article")
            chain = chained(store)
            _machine(store, mark(len(chain), chain[-1]), "HandOut", "Hand out")
        finally:
            store.close()
        return where.read_bytes()


def chained(store: Store) -> list[str]:
    """Of each journal line the hash of it and all lines before it."""
    chain, before = list[str](), ""
    for line in store.line_texts():
        before = sha256(f"{before}\n{line}".encode()).hexdigest()
        chain.append(before)
    return chain


def is_sealed(path: Path) -> bool:
    """Whether the file is a package with a passphrase; a file that can't be read is none."""
    try:
        with path.open("rb") as file:
            return file.read(len(SEAL)) == SEAL
    except OSError:
        return False


def opened(path: Path, passphrase: str = "") -> bytes:
    """The project file within a package, its last acts included.

    Raises `Refused` (``no-passphrase``, ``wrong-passphrase``, ``foreign-file``), BadInput (``half-package``,
    ``damaged-package``), `Unavailable` (``no-file``).
    """
    if is_sealed(path):
        try:
            return unseal(path.read_bytes(), passphrase)
        except zlib.error as fault:
            raise BadInput(*_DAMAGED) from fault
        except OSError as fault:
            raise Unavailable("no-file", "The file can't be read.", where=str(path)) from fault
    with TemporaryDirectory(prefix="rapporteur-") as folder:
        copy = Path(folder) / "copy.rapporteur"
        _copy(path, copy)
        return copy.read_bytes()


@contextmanager
def looked_into(data: bytes) -> Iterator[Store]:
    """A copy of a project to read; of an older schema it is brought up to date, as the real one would be."""
    with TemporaryDirectory(prefix="rapporteur-") as folder:
        copy = Path(folder) / "copy.rapporteur"
        copy.write_bytes(data)
        try:
            store = Store.open(copy)
        except Refused as fault:
            raise BadInput(*_DAMAGED) if fault.code == "corrupt-file" else fault from fault
        try:
            yield store
        finally:
            store.close()


def _copy(path: Path, target: Path) -> None:
    """The whole project as it is at this moment, whoever is at work in it."""
    try:
        place = opening.known_place(path, read_only=True)
    except Refused as fault:
        raise BadInput(*_DAMAGED) if fault.code == "corrupt-file" else fault from fault
    try:
        with faults.told(place.shown), place.engine.connect() as connection:
            driver = connection.connection.driver_connection
            backup.copy(driver, target)  # type: ignore[arg-type]  # SQLAlchemy can't know whose it is
    except PersonError as fault:
        raise BadInput(*_DAMAGED) from fault
    finally:
        place.leave()


def _machine(store: Store, changes: ChangeSet, command: str, label: str) -> None:
    store.commit(changes, actor="", command=command, label=label, origin=Origin.MACHINE)
