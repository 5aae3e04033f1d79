"""News of a project on a server: which records others changed, told by the journal's lines.

A line tells kinds and ids only. Whoever reads the news reads those records through a connection of their own,
so that the server's policies decide what they see, and always finds them as they are now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

CHANNEL = "rapporteur"  # of NOTIFY; the message is empty, because it reaches every login of the database


class Key(NamedTuple):
    """One record."""

    kind: str
    id: str


# One row a record, and one without a record for each line, so that the last line is known in any case.
KEYS = """
SELECT line.seq, one.kind, one.id
FROM public.journal line LEFT JOIN LATERAL (
    SELECT change ->> 'kind' AS kind,
        coalesce(change -> 'after' ->> 'id', change -> 'before' ->> 'id') AS id,
        coalesce(change -> 'after' ->> 'coder_id', change -> 'before' ->> 'coder_id', '') AS coder
    FROM jsonb_array_elements(line.changes::jsonb) change
) one ON {visible}
WHERE line.seq > {after} ORDER BY line.seq"""
# For logins under policies, who can't read the lines of others: the function of the project's database.
NEWS = {
    "news(after bigint) RETURNS TABLE (seq bigint, kind text, id text) LANGUAGE sql STABLE": KEYS.format(
        visible="""one.coder IN ('', (SELECT rapporteur.me()))
    OR (SELECT rapporteur.my_role()) IN ('supervisor', 'researcher')""",
        after="news.after",
    ),
    "last_line() RETURNS bigint LANGUAGE sql STABLE": "SELECT coalesce(max(seq), 0) FROM public.journal",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """The transactions of a snapshot: all before ``oldest`` have ended, none from ``next`` on has begun
    (PostgreSQL's xmin and xmax)."""

    oldest: int
    next: int


class Tail:
    """How far the journal is read: everything up to ``low``, and ``seen`` above a gap.

    Numbers are given out before a transaction commits. So a missing number may still come, until every
    transaction that was under way when it was first missed has ended; then it never will (a commit failed).
    Our own writers queue and leave no such gaps; whoever writes around the program may.
    """

    def __init__(self, low: int, seen: Iterable[int] = ()) -> None:
        self.low = low
        self.seen = set(seen)
        self._waits: tuple[int, int] | None = None  # the transaction to wait for, and up to which number

    def is_new(self, seq: int) -> bool:
        """Whether the line was not read yet."""
        return seq > self.low and seq not in self.seen

    def read(self, seqs: Iterable[int], moment: Moment) -> None:
        """Follow the reading of all lines after `low` at ``moment``."""
        self.seen.update(seq for seq in seqs if seq > self.low)
        self._close()
        if self._waits is not None and moment.oldest >= self._waits[0]:
            self.low = max(self.low, self._waits[1])
            self._waits = None
            self._close()
        if not self.seen:
            self._waits = None
        elif self._waits is None:
            self._waits = moment.next, max(self.seen)

    def _close(self) -> None:
        """Move `low` up to the next gap."""
        self.seen = {seq for seq in self.seen if seq > self.low}
        while self.low + 1 in self.seen:
            self.low += 1
            self.seen.discard(self.low)
