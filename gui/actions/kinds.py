"""What an action is, and where it works."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class When(StrEnum):
    """Where an action works; its key is dead elsewhere."""

    ALWAYS = "always"
    PROJECT = "a project is open"
    ARTICLE = "an article is open"
    TEXT = "the text or the cards have the focus"  # single keys: never while somebody types into a field


@dataclass(frozen=True, slots=True)
class Action:
    """One verb. ``keys``: portable key sequences, the first is shown; ``menu``: empty for keys only."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    menu: str = ""
    tip: str = ""
    when: When = When.ALWAYS
    group: int = 0  # a separator stands between groups of one menu


def act(
    id: str,  # noqa: A002  # the field's own name
    text: str,
    keys: str = "",
    menu: str = "",
    tip: str = "",
    when: When = When.ALWAYS,
    group: int = 0,
) -> Action:
    """An action in one line: ``keys`` apart by spaces."""
    return Action(id, text, tuple(k for k in keys.split(" ") if k), menu, tip, when, group)
