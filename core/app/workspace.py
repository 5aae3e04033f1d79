"""The one door: every act of a coder is planned, committed and told from here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from core.app.access import check_may_change
from core.app.commands.base import Command
from core.app.history import History
from core.app.planning import Planning
from core.app.queries import Queries
from core.app.state import State
from core.domain.actor import Actor
from core.domain.changes import Applied, ChangeSet, Entry, Origin
from core.domain.codebook import Codebook
from core.domain.errors import Conflict, Refused
from core.domain.heads import StepHead
from core.storage.store import Store

HANDS_IN = "HandIn"  # the one act of a supervisor that brings in a coder's work
Listener = Callable[[Applied], None]


class Workspace:
    """One coder at work on one project; belongs to the thread that uses it.

    An act is on the disk before anybody is told of it. Listeners are told in the order they subscribed and
    may not act themselves: an act inside a delivery is a bug and raises RuntimeError.
    """

    def __init__(
        self, store: Store, coder_id: str, base_actors: Callable[[], tuple[Actor, ...]] | None = None
    ) -> None:
        self._store = store
        self._listeners: list[Listener] = []
        self._delivering = False
        self._base_actors = base_actors or _shipped_actors
        self.state = State(store, coder_id, self._base_actors)
        self.history = History(store, coder_id)
        self.queries = Queries(store, coder_id, lambda: self.state.learned.weights, lambda: self.state.coder)

    @property
    def read_only(self) -> bool:
        """Whether the project can be looked at but not changed."""
        return self._store.read_only

    @property
    def where(self) -> str:
        """The path or address of the project."""
        return self._store.where

    @property
    def planning(self) -> Planning:
        """Everybody's assignments; raises `Refused` for a coder."""
        return Planning(self._store, self.state.coder)

    def execute(self, command: Command) -> Applied | None:
        """Plan, commit and tell; ``None`` when the plan changes nothing.

        Raises `Refused` (a rule says no), `Conflict` (changed meanwhile) or `Unavailable` (disk); then
        nothing was changed.
        """
        self._refuse_within_delivery()
        changes = command.plan(self.state)
        if not changes.changes:
            return None
        origin = Origin.LOCAL if command.undoable else Origin.MACHINE
        name = type(command).__name__
        return self._commit(changes, name, command.label, origin, hands_in=name == HANDS_IN)

    def undo(self) -> Applied:
        """Take back this coder's latest step, on whatever article and however long ago it was."""
        self._refuse_within_delivery()
        step = self.history.undo_step
        if step is None:
            raise Refused("nothing-to-undo", "There is nothing to undo.")
        return self._repeat(step, Origin.UNDO)

    def redo(self) -> Applied:
        """Do again what was undone last; possible until the next step."""
        self._refuse_within_delivery()
        step = self.history.redo_step
        if step is None:
            raise Refused("nothing-to-redo", "There is nothing to redo.")
        return self._repeat(step, Origin.REDO)

    def receive(self, changes: ChangeSet, *, own: bool = False) -> None:
        """Follow what others did and the store holds already; told as an event of origin remote.

        ``own``: the coder's own acts, made elsewhere, are among the new lines of the journal.
        """
        self._refuse_within_delivery()
        if own:
            self.history.forget()
        if changes.changes:
            applied = Applied(Entry(0, "", "", "", "News", "Changes of others", Origin.REMOTE, 0, changes))
            self.state.apply(applied)
            self._deliver(applied)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell ``listener`` of every act from now on; returns what ends that (views end it on closing)."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def close(self) -> None:
        """Forget the listeners and close the store."""
        self._listeners.clear()
        self._store.close()

    def _commit(
        self,
        changes: ChangeSet,
        command: str,
        label: str,
        origin: Origin,
        step: int = 0,
        *,
        hands_in: bool = False,
    ) -> Applied:
        coder = self.state.coder
        check_may_change(coder, changes, designs=self.state.decides_design, hands_in=hands_in)
        try:
            self._check_unused(changes)
            self._check_version_unused(changes)
            entry = self._store.commit(
                changes, actor=coder.id, command=command, label=label, origin=origin, step=step
            )
        except Conflict:
            self.state.forget()
            self.history.forget()
            raise
        applied = Applied(entry)
        self.state.apply(applied)
        self.history.note(entry)
        self._deliver(applied)
        return applied

    def _check_unused(self, changes: ChangeSet) -> None:
        """Refuse to remove an actor that codings go on to name, be they of whatever coder."""
        gone = [c.id for c in changes.changes if isinstance(c.before, Actor) and c.after is None]
        shipped = {actor.id for actor in self._base_actors()} if gone else set()
        touched = {change.id for change in changes.changes}
        for actor_id in gone:
            if actor_id not in shipped and any(
                coding.id not in touched for coding in self._store.codings_naming(actor_id)
            ):
                raise Conflict("in-use", "Codings name this actor, so it can't be removed.", where=actor_id)

    def _check_version_unused(self, changes: ChangeSet) -> None:
        """Refuse to take back a version of the codebook that somebody has coded with."""
        for change in changes.changes:
            if isinstance(change.before, Codebook) and change.after is None:
                number = change.before.version
                if any(self._store.count(kind, codebook_version=number) for kind in ("coding", "round")):
                    said = f"Version {number} of the codebook is in use, so it can't be removed."
                    raise Conflict("in-use", said, where=change.id)

    def _repeat(self, step: StepHead, origin: Origin) -> Applied:
        entry = self._store.entry(step.seq)
        changes = entry.changes.inverse() if origin is Origin.UNDO else entry.changes
        try:
            name, hands_in = origin.value.capitalize(), entry.command == HANDS_IN
            from core.app.commands.versions import up_to_date  # undoing comes after the start

            changes = up_to_date(self.state, changes)
            return self._commit(changes, name, step.label, origin, step.seq, hands_in=hands_in)
        except Conflict as fault:
            verb = "undone" if origin is Origin.UNDO else "redone"
            said = f"“{step.label}” can't be {verb}: somebody has changed or used the same thing since."
            raise Conflict(fault.code, said, where=fault.where) from fault

    def _deliver(self, applied: Applied) -> None:
        self._delivering = True
        try:
            # The stack calls every listener, also after one has failed, and then lets the failure out.
            with ExitStack() as stack:
                for listener in reversed(self._listeners):
                    stack.callback(listener, applied)
        finally:
            self._delivering = False

    def _refuse_within_delivery(self) -> None:
        if self._delivering:
            raise RuntimeError("an act within the delivery of another; act after it instead")


def _shipped_actors() -> tuple[Actor, ...]:
    from core.importing.codebook_file import load_actors

    return load_actors()
