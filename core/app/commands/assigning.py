"""Single assignments of a round: giving, taking back, moving, pausing, sending back; all pairs in one act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from core.app.commands.rounds import NO_PLAN, check_coders, round_of
from core.app.state import State
from core.domain.article import Assignment, Status, pair_id
from core.domain.changes import Change, ChangeSet
from core.domain.errors import Refused
from core.domain.sampling import Pair
from core.domain.standing import status_of


@dataclass(frozen=True, slots=True)
class AssignArticles:
    """Give articles to coders in a round there is; what somebody began outside of rounds is taken into it."""

    round_id: str
    pairs: tuple[Pair, ...]
    label: str = "Assign articles"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing for pairs that are in the round; refused: ``closed``, ``other-round``, ``no-article`` …"""
        found = round_of(state, self.round_id)
        if found.closed:
            raise Refused("closed", "This round is closed. Open it again first.", where=found.name)
        check_coders(state, {coder_id for _, coder_id in self.pairs})
        changes: list[Change] = []
        for article_id, coder_id in dict.fromkeys(self.pairs):
            stored = state.planned(article_id, coder_id)
            if stored is not None and stored.round_id == self.round_id:
                continue
            if stored is not None and stored.round_id:
                raise Refused("other-round", "This coder has the article in another round.", where=article_id)
            if state.get("article", article_id) is None:
                raise Refused("no-article", "This article is not in the project.", where=article_id)
            before = stored or Assignment(pair_id(article_id, coder_id), article_id, coder_id)
            changes.append(Change(stored, replace(before, round_id=self.round_id)))
        return ChangeSet(tuple(changes))


@dataclass(frozen=True, slots=True)
class Unassign:
    """Take articles back that their coders have not begun."""

    pairs: tuple[Pair, ...]
    label: str = "Take articles back"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused: ``not-yours``, ``not-assigned``, ``begun``."""
        found = [_assigned(state, *pair) for pair in dict.fromkeys(self.pairs)]
        for one in found:
            if not untouched(one):
                said = "Somebody has begun to code this article, so it can't be taken back. Pause it instead."
                raise Refused("begun", said, where=one.article_id)
        return ChangeSet(tuple(Change(one, None) for one in found))


@dataclass(frozen=True, slots=True)
class MoveWork:
    """Give what a coder has not begun to others, as evenly as it goes; `moves` tells what would become of it.

    ``article_ids``: of these only, empty for all in open rounds.
    """

    coder_id: str
    to: tuple[str, ...]
    article_ids: tuple[str, ...] = ()
    label: str = "Move articles to others"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing when there is nothing to move; refused: ``not-yours``, ``no-coders``, ``left`` …"""
        found = moves(state, self.coder_id, self.to, self.article_ids)
        changes: list[Change] = [Change(one, None) for one in (*found.dropped, *(m for m, _ in found.moved))]
        for one, coder_id in found.moved:
            stored = state.planned(one.article_id, coder_id)
            before = stored or Assignment(pair_id(one.article_id, coder_id), one.article_id, coder_id)
            after = replace(
                before,
                round_id=one.round_id,
                suggestions_hidden=one.suggestions_hidden or before.suggestions_hidden,
            )
            changes.append(Change(stored, after))
        return ChangeSet(tuple(changes))


@dataclass(frozen=True, slots=True)
class Pause:
    """Take articles out of the coders' work lists for now. ``paused`` false: put them back."""

    pairs: tuple[Pair, ...]
    paused: bool = True
    label: str = "Pause articles"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing where it is so already; refused: ``not-yours``, ``not-assigned``, ``is-complete``."""
        found = [_assigned(state, *pair) for pair in dict.fromkeys(self.pairs)]
        for one in found:
            if self.paused and status_of(one) is Status.COMPLETE:
                raise Refused("is-complete", "The article is complete: there is nothing to pause.")
        turned = (one for one in found if one.paused != self.paused)
        return ChangeSet(tuple(Change(one, replace(one, paused=self.paused)) for one in turned))


@dataclass(frozen=True, slots=True)
class SendBack:
    """Open a complete article for its coder again, with a word why. Its coder completes it anew."""

    article_id: str
    coder_id: str
    said: str
    label: str = "Send back"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused: ``not-yours``, ``not-assigned``, ``not-complete``, ``no-words``, ``closed``."""
        said = " ".join(self.said.split())
        one = _assigned(state, self.article_id, self.coder_id)
        if status_of(one) is not Status.COMPLETE:
            raise Refused("not-complete", "Only what is complete can be sent back.", where=self.article_id)
        if not said:
            raise Refused("no-words", "Say in a few words what is to be looked at again.")
        if round_of(state, one.round_id).closed:
            raise Refused("closed", "The round is closed: its articles are in nobody's work list.")
        return ChangeSet((Change(one, replace(one, returned=said)),))


@dataclass(frozen=True, slots=True)
class Moves:
    """What moving a coder's work does. ``moved``: with whom they go to; ``begun``: stay, because coding has
    begun; ``stuck``: stay, because everybody asked has the article; ``dropped``: hidden repeats, which say
    something of their own coder only."""

    moved: tuple[tuple[Assignment, str], ...]
    begun: tuple[Assignment, ...]
    stuck: tuple[Assignment, ...]
    dropped: tuple[Assignment, ...]

    @property
    def text(self) -> str:
        """It in words, with counts of articles."""
        told = [f"To others: {len(self.moved)}"]
        if self.begun:
            told.append(f"begun, so they stay: {len(self.begun)}")
        if self.stuck:
            told.append(f"everybody chosen has them already, so they stay: {len(self.stuck)}")
        if self.dropped:
            told.append(f"hidden repeats, dropped: {len(self.dropped)}")
        return "; ".join(told) + "."


def moves(state: State, coder_id: str, to: Iterable[str], article_ids: Collection[str] = ()) -> Moves:
    """What `MoveWork` would do; refused as it is."""
    targets = tuple(dict.fromkeys(one for one in to if one != coder_id))
    open_ = {one.id for one in state.rounds() if not one.closed}
    own = [one for one in state.given_out(coder_id=coder_id) if one.round_id in open_]
    if not targets:
        raise Refused("no-coders", "Choose to whom the articles go.")
    check_coders(state, targets)
    own = [one for one in own if not article_ids or one.article_id in article_ids]
    begun = tuple(one for one in own if not untouched(one) and status_of(one) is not Status.COMPLETE)
    free = [one for one in own if untouched(one)]
    repeats = state.repeats() if free else frozenset()
    dropped = [one for one in free if one.article_id in repeats]
    has, load = _others(state, targets, open_)
    moved: list[tuple[Assignment, str]] = []
    stuck: list[Assignment] = []
    for one in (one for one in free if one.article_id not in repeats):
        able = [target for target in targets if pair_id(one.article_id, target) not in has]
        if not able:
            stuck.append(one)
            continue
        taker = min(able, key=lambda target: (load[target], target))
        load[taker] += 1
        moved.append((one, taker))
    return Moves(tuple(moved), begun, tuple(stuck), tuple(dropped))


def untouched(one: Assignment) -> bool:
    """Whether nothing of its coder's is in the assignment."""
    return one.status is Status.NEW and not (one.answers or one.note or one.refused_repairs or one.returned)


def _others(state: State, targets: Iterable[str], open_: Collection[str]) -> tuple[set[str], Counter[str]]:
    """Which assignments there are that a move must not touch, and how much each has still to do."""
    has = set[str]()
    load: Counter[str] = Counter()
    for target in targets:
        for one in state.given_out(coder_id=target):
            if one.round_id or not untouched(one):
                has.add(one.id)
            load[target] += one.round_id in open_ and status_of(one) is not Status.COMPLETE
    return has, load


def _assigned(state: State, article_id: str, coder_id: str) -> Assignment:
    if not state.decides_design:
        raise Refused("not-yours", NO_PLAN)
    found = state.planned(article_id, coder_id)
    if found is None or not found.round_id:
        raise Refused("not-assigned", "The article isn't assigned to this coder.", where=article_id)
    return found
