"""Passwords of accounts: kept as argon2id hashes. They guard the program's door, not the file."""

from __future__ import annotations

from core.domain.article import Coder
from core.domain.errors import Refused

LEAST = 8  # characters


def secret_of(password: str) -> str:
    """The hash to keep of a password, with a salt of its own; empty for no password.

    Raises `Refused` (``short-password``). Parameters are the library's, which follow RFC 9106.
    """
    if not password:
        return ""
    if len(password) < LEAST:
        raise Refused("short-password", f"A password has at least {LEAST} characters.")
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def check_may_sign_in(coder: Coder, password: str) -> None:
    """Raise `Refused`: ``left`` for who works here no more, ``no-password`` and ``wrong-password``."""
    if not coder.active:
        raise Refused("left", f"{coder.name} no longer works in this project. A supervisor can change that.")
    if not coder.secret:
        return
    if not password:
        raise Refused("no-password", f"The account of {coder.name} has a password.", where=coder.name)
    if not _fits(coder.secret, password):
        raise Refused("wrong-password", f"This is not the password of {coder.name}.", where=coder.name)


def _fits(secret: str, password: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(secret, password)
    except (VerificationError, InvalidHashError):
        return False
