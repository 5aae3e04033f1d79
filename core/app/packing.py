"""Packages on their way: opened by a passphrase, closed to be sent, and named after who gets them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

from core.domain.article import Round
from core.domain.errors import BadInput
from core.domain.handing import Manifest, mark_of, read_manifest
from core.storage.package import is_sealed as is_sealed  # also for those who may not know the store
from core.storage.package import looked_into, opened
from core.storage.package_seal import check_passphrase, seal

SUFFIX = ".rapporteur"


def unpack(package: Path, out: Path, passphrase: str = "", *, overwrite: bool = False) -> None:
    """Make the file a coder works in of a package; the package stays as it is.

    Raises what `core.storage.package.opened` raises, BadInput (``no-package``), `Refused` (``exists``) and
    `Unavailable`; then nothing is written.
    """
    _write(out, _checked(package, passphrase), package, overwrite=overwrite)


def pack(where: Path, out: Path, passphrase: str = "", *, overwrite: bool = False) -> None:
    """Write a package as it is now, to be sent: one file, with a passphrase if one is given.

    The file that is worked in may be open meanwhile. Raises as `unpack`, and ``short-passphrase``.
    """
    check_passphrase(passphrase)
    data = _checked(where, "")
    _write(out, seal(data, passphrase) if passphrase else data, where, overwrite=overwrite)


def file_name(project: str, coder: str) -> str:
    """What the file of a coder's package is called."""
    parts = (re.sub(r"[^\w-]+", "-", one).strip("-")[:40] for one in (project, coder))
    return f"{'-'.join(filter(None, parts)) or 'package'}{SUFFIX}"


def free_place(folder: Path, name: str) -> Path:
    """Where a file of this name, or one like it, does not write over another."""
    first = out = folder / name
    many = 1
    while out.exists():
        many += 1
        out = first.with_stem(f"{first.stem}-{many}")
    return out


def _checked(path: Path, passphrase: str) -> bytes:
    data = opened(path, passphrase)
    if _manifest(data) is None:
        said = "This is a project of its own, no package that was handed out. Open it as a project."
        raise BadInput("no-package", said, where=str(path))
    return data


def _manifest(data: bytes) -> Manifest | None:
    with looked_into(data) as store:
        mark = mark_of(cast("list[Round]", store.select("round")))
        return read_manifest(mark[0]) if mark else None


def _write(out: Path, data: bytes, source: Path, *, overwrite: bool) -> None:
    from core.export.aside import aside, check_target, spoken_errors

    check_target(out, source, overwrite=overwrite)
    with spoken_errors(out), aside(out) as file:
        file.write(data)
