"""What the worker at the server tells the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.domain.changes import Entry, Record
from core.storage.news import Key, Tail


class Mood(StrEnum):
    """How the connection is."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"  # tried again by itself
    REFUSED = "refused"  # waits for the person: a password, an account


@dataclass(frozen=True, slots=True)
class Weather:
    """The connection changed. ``again``: seconds until the next try."""

    mood: Mood
    said: str = ""
    again: float = 0.0


@dataclass(frozen=True, slots=True)
class Sent:
    """An act has arrived; ``server``: its number there."""

    seq: int
    server: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """The server did not take an act; ``rows``: what it holds instead."""

    seq: int
    said: str
    rows: Mapping[Key, Record | None]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the news; the last part says how far the journal is read then."""

    rows: Mapping[Key, Record | None]
    own: tuple[Entry, ...] = ()
    tail: Tail | None = None


@dataclass(frozen=True, slots=True)
class Bug:
    """Something nobody foresaw; the worker goes on trying."""

    error: Exception


Message = Weather | Sent | Refusal | Part | Bug
