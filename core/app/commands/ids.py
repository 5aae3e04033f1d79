"""New ids and the time of an act; the only two things a command takes from outside the state."""

from __future__ import annotations

from datetime import UTC, datetime

from uuid_utils import uuid7


def new_id() -> str:
    """A new UUIDv7 as text: unique without asking the database, and sorted by the time it was made."""
    return str(uuid7())


def now() -> str:
    """The time as ISO 8601 in UTC with milliseconds, ending in ``Z``; such texts sort by time."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
