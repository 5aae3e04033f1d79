"""Joining a project on a server: a copy of what the account may see is made on this computer, once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from core.app.passwords import check_may_sign_in
from core.app.servers import Server, mirror_path
from core.domain.article import Coder
from core.domain.errors import PersonError, Refused, Unavailable
from core.domain.work import Cancelled, Progress, Quiet
from core.storage.link import Link
from core.storage.mirror import Mirror

_ENDS = ("", "-wal", "-shm", ".lock")
_OTHER = (
    "other-server",
    """The server holds another project than before, or an older state of it, and some of your acts were not \
yet there. Ask whoever runs the server; nothing of yours was changed.""",
)


@dataclass(frozen=True, slots=True)
class Joined:
    """A copy that is ready to be opened. ``online``: false when the server could not be reached."""

    path: Path
    coder_id: str
    online: bool
    said: str = ""


@dataclass(frozen=True, slots=True)
class WhoAreYou:
    """An owner's address says nobody's name: one of these people has to be chosen. ``said``: what was wrong
    with the choice before, ``chosen``."""

    people: tuple[Coder, ...]
    chosen: str = ""
    said: str = ""


def join(
    server: Server,
    password: str,
    coder_id: str = "",
    account_password: str = "",
    progress: Progress | None = None,
) -> Joined | WhoAreYou:
    """Sign in and make the copy, or find it; for a worker. Without the network the copy serves alone.

    ``coder_id`` and ``account_password`` are for an owner's address only. Raises `Refused` (``no-access``,
    ``no-file``, ``no-trust``, ``other-server`` …), `Unavailable` (``no-server``) when
    there is no copy yet either, and `Cancelled`.
    """
    try:
        link = Link.to(server.opened_with(password))
    except Unavailable as fault:
        return _without_network(server, coder_id, fault)
    try:
        viewer = link.coder or _chosen(link, coder_id, account_password)
        if isinstance(viewer, WhoAreYou):
            return viewer
        path = mirror_path(server, viewer.id)
        if not _is_good(path, link, viewer):
            _make(path, link, viewer, progress or Quiet())
        _remember_last(server, viewer.id)
        return Joined(path, viewer.id, online=True)
    finally:
        link.close()


def waiting_acts(server: Server, coder_id: str = "") -> int:
    """How many acts made here are not yet on the server; 0 when nothing is known."""
    path = mirror_path(server, coder_id or _last(server))
    if not path.exists():
        return 0
    try:
        mirror = Mirror.open(path, read_only=True)
    except PersonError:
        return 0
    try:
        return mirror.count_waiting() + len(mirror.held())
    finally:
        mirror.close()


def _chosen(link: Link, coder_id: str, password: str) -> Coder | WhoAreYou:
    """Who somebody with an owner's address is."""
    people = tuple(cast("list[Coder]", link.select("coder")))
    only = people[0].id if len(people) == 1 else ""
    viewer = next((one for one in people if one.id == (coder_id or only)), None)
    if viewer is None:
        return WhoAreYou(people)
    try:
        check_may_sign_in(viewer, password)
    except Refused as refused:
        return WhoAreYou(people, viewer.id, "" if refused.code == "no-password" else refused.text)
    return viewer


def _without_network(server: Server, coder_id: str, fault: Unavailable) -> Joined:
    coder_id = coder_id or _last(server)
    path = mirror_path(server, coder_id)
    if fault.code != "no-server" or not coder_id or not path.exists():
        raise fault
    said = "The server does not answer. You go on with your copy; what you do is handed in when it is back."
    return Joined(path, coder_id, online=False, said=said)


def _is_good(path: Path, link: Link, viewer: Coder) -> bool:
    """Whether the copy there can be used; false when one is to be made."""
    if not path.exists():
        return False
    mirror = Mirror.open(path, read_only=True)
    try:
        same = mirror.known("project") == _project_id(link) and mirror.tail().low <= link.last_line()
        if same and mirror.known("role") == str(viewer.role):
            return True
        if mirror.count_waiting() or mirror.held():
            if same:
                return True  # the role changed: first what waits has to get there
            raise Refused(*_OTHER, where=mirror.known("shown"))
        return False
    finally:
        mirror.close()


def _make(path: Path, link: Link, viewer: Coder, progress: Progress) -> None:
    """The copy is made aside and moved into place, whole or not at all."""
    part = path.with_name(f"{path.stem}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _clear(part)
        _fill(part, link, viewer, progress)
        _clear(path)
        part.replace(path)
    except OSError as fault:
        said = "The copy of the project can't be written on this computer. Is there room on the disk?"
        raise Unavailable("cannot-write", said, where=str(path.parent)) from fault
    finally:
        with suppress(OSError):
            _clear(part)


def _fill(part: Path, link: Link, viewer: Coder, progress: Progress) -> None:
    progress.report(0.0, "Fetching the project")
    with link.reading():
        last, articles = link.last_line(), link.count("article")
        project = link.select("project")[0]
        mirror = Mirror.create(part, project)  # type: ignore[arg-type]  # the table of projects holds projects
        try:
            told: Mapping[str, str] = {
                "project": project.id,
                "role": str(viewer.role),
                "coder": viewer.id,
                "shown": link.where,
                "tail": f"[{last}, []]",
            }
            mirror.prepare(told)
            done = 0
            for records in link.everything(viewer):
                if progress.cancelled:
                    raise Cancelled
                mirror.fill(records)
                done += len(records)
                progress.report(done / (done + 2 * articles + 50), f"Fetching the project, {done} records")
            mirror.adopt(link.own_lines(viewer.id))
        finally:
            mirror.close()


def _project_id(link: Link) -> str:
    return link.select("project")[0].id


def _clear(path: Path) -> None:
    for end in _ENDS:
        path.with_name(path.name + end).unlink(missing_ok=True)


def _note(server: Server) -> Path:
    """Says which account came in last by this address, for the time without a network."""
    return mirror_path(server, "").parent / "account"


def _remember_last(server: Server, coder_id: str) -> None:
    note = _note(server)
    with suppress(OSError):  # without it, only starting without a network needs the account to be chosen
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(coder_id, encoding="utf-8")


def _last(server: Server) -> str:
    try:
        return _note(server).read_text(encoding="utf-8")
    except OSError:
        return ""
