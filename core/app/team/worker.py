"""The worker at the server: hands in what waits, brings the news, and comes back after every loss."""

from __future__ import annotations

import random
import socket
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from core.app.team.messages import Bug, Message, Mood, Part, Refusal, Sent, Weather
from core.app.team.rest import rest_of
from core.domain.article import Assignment, Coder, Role, Round
from core.domain.changes import Entry
from core.domain.errors import Conflict, PersonError, Refused, Unavailable
from core.storage.link import Link
from core.storage.mirror import Mirror, in_parts
from core.storage.news import Tail
from core.storage.outbox import keys_of

HEARTBEAT = 5.0  # seconds between two looks when nothing is heard; a lost connection shows then
PATIENCE = (1.0, 30.0)  # seconds until the first and the latest try after a loss
PART = 30  # small records the window's thread takes at a time
# What the door says, as against what is said of one act.
_DOOR = ("no-access", "no-password-given", "revoked", "no-trust", "not-encrypted", "no-file")
_TOO_LATE = "Somebody had changed the same thing before it got there."


class Worker:
    """One thread with one connection. ``tell`` is called on it with every message.

    ``path`` is the copy, which is only read here, on a connection of this thread's own.
    """

    def __init__(self, path: Path, viewer: Coder, address: str, tell: Callable[[Message], None]) -> None:
        self._path, self._viewer, self._address, self._tell = path, viewer, address, tell
        self._ears, self._mouth = socket.socketpair()
        self._mouth.setblocking(False)
        self._over = Event()
        self._again = Event()
        self._done = 0  # seq of the latest act dealt with
        self._numbers: dict[int, int] = {}  # seq here → on the server, of acts sent since the start
        self._mine: set[int] = set()  # numbers of lines that tell nothing new
        self._tail = Tail(0)
        self._thread = Thread(target=self._run, name="team server", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """There is something to hand in."""
        with suppress(BlockingIOError, OSError):  # it has been woken often enough, or is gone
            self._mouth.send(b"!")

    def reconnect(self, address: str = "") -> None:
        """Try now, with another password perhaps."""
        self._address = address or self._address
        self._again.set()
        self.wake()

    def close(self, seconds: float) -> bool:
        """End; whether it came to rest in time. What waits is on the disk and goes on waiting."""
        self._over.set()
        self._again.set()
        self.wake()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    # -- coming and going -------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            mirror = Mirror.open(self._path, read_only=True)
            try:
                self._tail = mirror.tail()
                self._try_for_ever(mirror)
            finally:
                mirror.close()
        except PersonError as fault:  # the copy itself can't be read
            self._tell(Weather(Mood.REFUSED, fault.text))
        self._ears.close()
        self._mouth.close()

    def _try_for_ever(self, mirror: Mirror) -> None:
        pause = PATIENCE[0]
        while not self._over.is_set():
            self._again.clear()
            online = Event()
            refused = False
            said = ""
            try:
                self._be_there(mirror, online)
            except Unavailable as fault:
                said = fault.text
            except PersonError as fault:
                refused, said = True, fault.text
            except Exception as error:  # noqa: BLE001  # it surfaces where all errors do, on the window's thread
                self._tell(Bug(error))
            if self._over.is_set():
                return
            pause = PATIENCE[0] if online.is_set() else min(pause * 2, PATIENCE[1])
            wait = pause * random.uniform(0.7, 1.0)  # noqa: S311  # so that twenty windows do not knock at once
            self._tell(Weather(Mood.REFUSED if refused else Mood.OFFLINE, said, 0.0 if refused else wait))
            self._again.wait(None if refused else wait)

    def _be_there(self, mirror: Mirror, online: Event) -> None:
        """One connection from its beginning to its loss."""
        link = Link.to(self._address)
        try:
            if link.coder is not None and link.coder.id != self._viewer.id:
                raise Refused("no-access", "This login is another account's.", where=link.where)
            link.listen()
            arrived = self._arrived(mirror, link)
            self._look(mirror, link)
            self._look_for_articles(mirror, link)
            online.set()
            self._tell(Weather(Mood.ONLINE))
            while not self._over.is_set():
                self._hand_in(mirror, link, arrived)
                self._look(mirror, link)
                link.wait(HEARTBEAT, self._ears)
        finally:
            with suppress(PersonError):
                link.close()

    # -- handing in -------------------------------------------------------------------------------------

    def _arrived(self, mirror: Mirror, link: Link) -> dict[tuple[str, str, str], deque[int]]:
        """Acts that reached the server though its answer never came: their numbers, by what tells them.

        One mirror's acts arrive in their order, so equal ones can be told by their order too.
        """
        low = self._tail.low
        known = mirror.server_seqs(low) | set(self._numbers.values())
        found = defaultdict[tuple[str, str, str], deque[int]](deque)
        for seq, *told in link.own_heads(self._viewer.id, low):
            if seq not in known:
                found[told[0], told[1], told[2]].append(seq)
        return found

    def _hand_in(self, mirror: Mirror, link: Link, arrived: dict[tuple[str, str, str], deque[int]]) -> None:
        for entry in mirror.waiting(self._done):
            if self._over.is_set():
                return
            there = arrived.get((entry.at, entry.command, entry.label))
            if there:
                self._is_sent(entry, there.popleft())
            else:
                self._hand_one_in(mirror, link, entry)
            self._done = entry.seq

    def _hand_one_in(self, mirror: Mirror, link: Link, entry: Entry) -> None:
        step = entry.step and (self._numbers.get(entry.step) or mirror.server_seq(entry.step))
        try:
            number = link.hand_in(entry, entry.changes, step)
        except (Conflict, Refused) as fault:
            if fault.code in _DOOR:
                raise
            self._on_refusal(link, entry, fault)
        else:
            self._mine.add(number)
            self._is_sent(entry, number)

    def _on_refusal(self, link: Link, entry: Entry, fault: PersonError) -> None:
        keys = keys_of(entry.changes)
        rows = link.rows(keys, self._viewer)
        rest = rest_of(entry.changes, rows)
        number = 0
        try:
            if rest is not None and rest.changes:
                number = link.hand_in(entry, rest, 0)
        except (Conflict, Refused) as again:  # it is held, too, or all that waits behind it would stand still
            if again.code in _DOOR:
                raise
            rest, fault, rows = None, again, link.rows(keys, self._viewer)
        if rest is None:
            self._tell(Refusal(entry.seq, _TOO_LATE if isinstance(fault, Conflict) else fault.text, rows))
            return
        self._is_sent(entry, number)
        self._tell(Part(link.rows(keys, self._viewer)))

    def _is_sent(self, entry: Entry, server: int) -> None:
        self._numbers[entry.seq] = server
        self._tell(Sent(entry.seq, server))

    # -- news -----------------------------------------------------------------------------------------

    def _look(self, mirror: Mirror, link: Link) -> None:
        found = link.news(self._tail, self._viewer, self._mine)
        self._mine = {seq for seq in self._mine if seq > self._tail.low}
        if not found.seqs:
            return
        parts = in_parts(found.rows, PART) or [{}]
        for rows in parts[:-1]:
            self._tell(Part(rows))
        self._tell(Part(parts[-1], found.own, Tail(self._tail.low, self._tail.seen)))
        if any(isinstance(record, Assignment | Round | Coder) for record in found.rows.values()):
            self._look_for_articles(mirror, link)

    def _look_for_articles(self, mirror: Mirror, link: Link) -> None:
        """Fetch articles that were given to a coder since, and what belongs to them."""
        if self._viewer.role is not Role.CODER:
            return
        missing = sorted(set(link.article_ids()) - set(mirror.article_ids()))
        for article_id in missing:
            for rows in in_parts(link.about([article_id], self._viewer), PART):
                self._tell(Part(rows))
