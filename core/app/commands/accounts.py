"""Who works in the project: accounts are added, renamed, given a role and a password, and closed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.app.commands.ids import new_id
from core.app.commands.parts import NOTHING
from core.app.state import State
from core.domain.article import Coder, Role
from core.domain.changes import Change, ChangeSet
from core.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class AddAccount:
    """Add somebody. Who was alone until now becomes the supervisor: somebody has to decide on the study.

    ``secret``: what `core.app.passwords.secret_of` made of the password; empty for none; ``login``: on the
    team server.
    """

    name: str
    role: Role = Role.CODER
    secret: str = ""
    login: str = ""
    label: str = "Add an account"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused: ``not-yours``, ``no-name``, ``same-name``, ``same-login``."""
        people = _people(state)
        name = _checked(self.name, people)
        added = Coder(new_id(), name, self.role, _checked_login(self.login, people), self.secret)
        changes = [Change(None, added)]
        if len(people) == 1 and people[0].role is not Role.SUPERVISOR:
            changes.insert(0, Change(people[0], replace(people[0], role=Role.SUPERVISOR)))
        return ChangeSet(tuple(changes))


@dataclass(frozen=True, slots=True)
class ChangeAccount:
    """Change an account; ``None`` leaves a part as it is. An empty ``secret`` takes the password away."""

    coder_id: str
    name: str | None = None
    role: Role | None = None
    secret: str | None = None
    active: bool | None = None
    login: str | None = None
    label: str = "Change an account"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused as in `AddAccount`, and ``last-supervisor``: somebody has to be able to decide."""
        people = _people(state)
        before = next((person for person in people if person.id == self.coder_id), None)
        if before is None:
            raise Refused("no-coder", "This project has no such coder.", where=self.coder_id)
        others = [person for person in people if person is not before]
        after = replace(
            before,
            name=before.name if self.name is None else _checked(self.name, others),
            role=before.role if self.role is None else self.role,
            secret=before.secret if self.secret is None else self.secret,
            active=before.active if self.active is None else self.active,
            login=before.login if self.login is None else _checked_login(self.login, others),
        )
        if others and not any(_decides(person) for person in (*others, after)):
            raise Refused("last-supervisor", "A project of several people needs a supervisor who is there.")
        return NOTHING if after == before else ChangeSet((Change(before, after),))


def _people(state: State) -> tuple[Coder, ...]:
    """All accounts, for who may change them."""
    if not state.decides_design:
        raise Refused("not-yours", "Only a supervisor changes accounts.")
    return state.people()


def _decides(person: Coder) -> bool:
    return person.active and person.role is Role.SUPERVISOR


def _checked_login(login: str, others: list[Coder] | tuple[Coder, ...]) -> str:
    taken = next((other for other in others if login and other.login == login), None)
    if taken is not None:
        raise Refused("same-login", f"{taken.name} signs in as {login} already.", where=login)
    return login


def _checked(name: str, others: list[Coder] | tuple[Coder, ...]) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise Refused("no-name", "An account needs a name.")
    if any(other.name.casefold() == plain.casefold() for other in others):
        raise Refused("same-name", f"There is an account named {plain} already.", where=plain)
    return plain
