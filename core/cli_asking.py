"""Passwords on the command line: typed unseen at a terminal, else a line of standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.errors import BadInput

if TYPE_CHECKING:
    from core.app.workspace import Workspace


def asked(prompt: str) -> str:
    """A password; raises `BadInput` where there is neither a terminal nor a line to read."""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass(prompt)
    line = sys.stdin.readline()
    if not line:
        wanted = prompt[:1].lower() + prompt[1:].rstrip(": ")
        raise BadInput("no-password", f"The {wanted} is needed: give it as a line of standard input.")
    return line.rstrip("\r\n")


def own_password(where: Path | str, coder_id: str) -> str:
    """The password of who is at work; asked for where the account has one, else empty."""
    from core.app.projects import coders_of

    me = next((one for one in coders_of(where) if one.id == coder_id), None)
    return asked(f"Password of {me.name}: ") if me is not None and me.secret else ""


def opened(where: Path | str, coder_id: str) -> Workspace:
    """The project as ``coder_id``, whose password is asked for if there is one; raises as opening does."""
    from core.app.projects import open_workspace

    return open_workspace(where, coder_id, own_password(where, coder_id))


def proven(where: Path | str, coder_id: str) -> str:
    """``coder_id``, once the account's password is given, for what only reads; asks nothing where there is
    none. Raises as signing in does."""
    from core.app.passwords import check_may_sign_in
    from core.app.projects import coders_of

    me = next((one for one in coders_of(where) if one.id == coder_id), None)
    if me is not None and me.secret:
        check_may_sign_in(me, asked(f"Password of {me.name}: "))
    return coder_id
