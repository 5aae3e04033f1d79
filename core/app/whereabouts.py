"""What to say of a project that lies where it is not safe while it is open."""

from __future__ import annotations

from pathlib import Path

from core.storage.whereabouts import Found, Kind, whereabouts

_WAYS = (
    "Keep it on a disk of this computer. For several people there are two safe ways: packages that are "
    "handed out and handed in, or a team server."
)


def warning(where: Path | str) -> str:
    """Why the place of a project is not safe, and what is; empty when nothing speaks against it."""
    found = _found(where)
    if found is None:
        return ""
    if found.kind is Kind.NETWORK:
        said = f"The project file is on a network drive ({found.name}, {found.at}). Networks don't keep two "
        said += "people from writing at the same time, and a lost connection can damage the file."
    else:
        said = (
            f"The project file is in a folder that {found.name} synchronises ({found.at}). While it is open "
        )
        said += "the service copies parts of it apart, which can damage the file or bring an old state back."
    return f"{said} {_WAYS}"


def remark(where: Path | str) -> str:
    """The same in short, of a place that is about to be chosen."""
    found = _found(where)
    if found is None:
        return ""
    if found.kind is Kind.NETWORK:
        said = f"This is a network drive ({found.name})"
    else:
        said = f"{found.name} synchronises this folder"
    return f"{said}: there the file can be damaged while it is open. A disk of this computer is safe."


def _found(where: Path | str) -> Found | None:
    return None if "://" in str(where) else whereabouts(Path(where))
