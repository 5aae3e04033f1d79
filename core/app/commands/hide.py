"""Who codes without suggestions: the design keeps them from a coder on an article, or on a random share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from math import floor

from core.app.commands.parts import NOTHING
from core.app.state import State
from core.domain.article import Assignment, Status, pair_id
from core.domain.changes import Change, ChangeSet
from core.domain.errors import Refused

Pair = tuple[str, str]  # article and coder


@dataclass(frozen=True, slots=True)
class HideSuggestions:
    """Keep the machine's suggestions from coders on articles they have not begun; all pairs in one act."""

    pairs: tuple[Pair, ...]
    label: str = "Hide suggestions"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing where they are hidden already; refused for who may not decide, and once coding began."""
        return _set(state, self.pairs, hidden=True)


@dataclass(frozen=True, slots=True)
class ShowSuggestions:
    """Show the suggestions again, on articles their coders have not begun."""

    pairs: tuple[Pair, ...]
    label: str = "Show suggestions"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing where they are shown; refused as in `HideSuggestions`: codings made without stay so."""
        return _set(state, self.pairs, hidden=False)


def drawn(article_ids: Iterable[str], share: float, seed: int, coder_id: str = "") -> tuple[str, ...]:
    """A random ``share`` (0 to 1) of the articles, in the order given, the same for the same ``seed``.

    Each article gets a number from seed, coder and its id, and the lowest are taken: the draw does not depend
    on order or program, a larger share holds the smaller one, and each coder has a draw of his own.
    Without ``coder_id`` the draw is one for all.
    """
    known = list(article_ids)
    many = floor(min(max(share, 0.0), 1.0) * len(known) + 0.5)
    taken = set(sorted(known, key=lambda article_id: (_lot(seed, coder_id, article_id), article_id))[:many])
    return tuple(article_id for article_id in known if article_id in taken)


def _lot(seed: int, coder_id: str, article_id: str) -> bytes:
    return blake2b(f"{seed}|{coder_id}|{article_id}".encode(), digest_size=16).digest()


def _set(state: State, pairs: Iterable[Pair], *, hidden: bool) -> ChangeSet:
    if not state.decides_design:
        raise Refused("not-yours", "Only a supervisor decides who codes without suggestions.")
    changes: list[Change] = []
    for article_id, coder_id in dict.fromkeys(pairs):
        stored = state.planned(article_id, coder_id)
        now = stored or Assignment(pair_id(article_id, coder_id), article_id, coder_id)
        if now.suggestions_hidden == hidden:
            continue
        if now.status is not Status.NEW:
            _refuse_begun(state, article_id, hidden=hidden)
        changes.append(Change(stored, replace(now, suggestions_hidden=hidden)))
    return ChangeSet(tuple(changes)) if changes else NOTHING


def _refuse_begun(state: State, article_id: str, *, hidden: bool) -> None:
    article = state.article(article_id)
    with_or = "with" if hidden else "without"
    raise Refused(
        "begun",
        f"Coding began {with_or} suggestions here, and codings made either way must not be mixed. "
        "Choose an article that is new.",
        where=article.title or article.file_name,
    )
