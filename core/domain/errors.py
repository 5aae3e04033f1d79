"""What a person can act on; everything else is a bug and surfaces as one."""

from __future__ import annotations

from collections.abc import Callable


class PersonError(Exception):
    """Base of all errors meant for a person.

    ``code`` is stable (tests, help), ``text`` says what happened and what to do, ``where`` names the
    file, row or article at fault.
    """

    def __init__(self, code: str, text: str, *, where: str = "") -> None:
        super().__init__(f"{text} ({where})" if where else text)
        self.code = code
        self.text = text
        self.where = where

    def __reduce__(self) -> tuple[Callable[..., PersonError], tuple[type[PersonError], str, str, str]]:
        return _again, (type(self), self.code, self.text, self.where)


def _again(cls: type[PersonError], code: str, text: str, where: str) -> PersonError:
    """Rebuild an error that has crossed to another process."""
    return cls(code, text, where=where)


class Refused(PersonError):
    """A rule says no; nothing was changed."""


class Conflict(PersonError):
    """Somebody else changed the row meanwhile; nothing was changed."""


class BadInput(PersonError):
    """A file, row or value from outside can't be read."""


class Unavailable(PersonError):
    """Something the act needs is missing: a model, a library, a file, disk space."""
