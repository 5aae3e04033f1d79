"""Rounds: who is given which articles in one go, drawn by a seed, and when nothing more is coded in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.app.commands.hide import drawn
from core.app.commands.ids import new_id, now
from core.app.commands.parts import NOTHING
from core.app.state import State
from core.domain.article import Article, Assignment, Coder, Role, Round, RoundKind, pair_id
from core.domain.changes import Change, ChangeSet
from core.domain.errors import Refused
from core.domain.sampling import Draw, Pair, Plan, Stock, drawn_up

NO_PLAN = "Only a supervisor plans who codes what."


@dataclass(frozen=True, slots=True)
class CreateRound:
    """Make a round and give out its articles: one act, which undo takes back whole.

    ``how``: to draw; ``hidden``: share of each coder's articles coded without suggestions, 0 to 1;
    ``article_ids``: draw from these only, empty for all nobody has begun and no round holds.
    """

    name: str
    kind: RoundKind
    how: Plan
    hidden: float = 0.0
    article_ids: tuple[str, ...] = ()
    label: str = "Give out a round"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused: ``not-yours``, ``no-name``, ``same-name``, ``no-coder``, ``left``, ``not-free`` and what
        `core.domain.sampling.drawn_up` refuses."""
        name = _checked_name(state, self.name)
        draw = preview(state, self.how, self.article_ids)
        if not 0 <= self.hidden <= 1:
            raise Refused("no-share", "A share lies between 0 and 100 %.")
        made = Round(
            new_id(),
            name,
            self.kind,
            self.how.seed,
            state.codebook.version,
            _settings(self.how, self.hidden, draw),
            now(),
        )
        hidden = _hidden(draw, self.how, self.hidden)
        loose = {one.id: one for one in state.given_out(round_id="")}
        given = tuple(_given(loose, pair, made.id, hidden=pair in hidden) for pair in draw.pairs)
        return ChangeSet((Change(None, made), *given, *_repeats(state, draw, made.id, hidden)))


@dataclass(frozen=True, slots=True)
class BeginRound:
    """Make a round without drawing: what is in it is assigned by hand (`AssignArticles`)."""

    name: str
    kind: RoundKind
    label: str = "Begin a round"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused: ``not-yours``, ``no-name``, ``same-name``."""
        if not state.decides_design:
            raise Refused("not-yours", NO_PLAN)
        name, version = _checked_name(state, self.name), state.codebook.version
        by_hand = (("assigned", "by hand"),)
        made = Round(new_id(), name, self.kind, codebook_version=version, settings=by_hand, created_at=now())
        return ChangeSet((Change(None, made),))


@dataclass(frozen=True, slots=True)
class CloseRound:
    """End a round: its articles leave the work lists, what was coded stays. ``closed`` false: go on."""

    round_id: str
    closed: bool = True
    label: str = "Close a round"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing when it is so already; refused: ``not-yours``, ``no-round``."""
        before = round_of(state, self.round_id)
        if before.closed == self.closed:
            return NOTHING
        return ChangeSet((Change(before, replace(before, closed=self.closed)),))


def preview(state: State, plan: Plan, article_ids: Iterable[str] = ()) -> Draw:
    """What the draw would give out; refused as in `CreateRound`."""
    if not state.decides_design:
        raise Refused("not-yours", NO_PLAN)
    check_coders(state, plan.coders)
    return drawn_up(_pool(state.stock(), tuple(article_ids)), plan)


def check_coders(state: State, coder_ids: Iterable[str]) -> None:
    """Refuse those who can't be given work: unknown ones, who have left, who only read."""
    people = {person.id: person for person in state.people()}
    for coder_id in coder_ids:
        person = people.get(coder_id)
        if person is None:
            raise Refused("no-coder", "This project has no such coder.", where=coder_id)
        if not may_be_given(person):
            said = "has left the project" if not person.active else "only reads and exports"
            raise Refused("left", f"{person.name} {said} and can't be given articles.", where=person.name)


def may_be_given(person: Coder) -> bool:
    """Whether somebody can be given articles."""
    return person.active and person.role is not Role.RESEARCHER


def round_of(state: State, round_id: str) -> Round:
    """The round, for who plans; refused for others and when there is none."""
    if not state.decides_design:
        raise Refused("not-yours", NO_PLAN)
    found = next((one for one in state.rounds() if one.id == round_id), None)
    if found is None:
        raise Refused("no-round", "This round does not exist any more.", where=round_id)
    return found


def _checked_name(state: State, name: str) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise Refused("no-name", "A round needs a name.")
    if any(one.name.casefold() == plain.casefold() for one in state.rounds()):
        raise Refused("same-name", f"There is a round named {plain} already; names must differ.", where=plain)
    return plain


def _pool(stock: Sequence[Stock], article_ids: tuple[str, ...]) -> list[Stock]:
    if not article_ids:
        return list(stock)
    wanted = set(article_ids)
    found = [one for one in stock if one.id in wanted]
    missing = sorted(wanted - {one.id for one in found})
    if missing:
        said = f"{len(missing)} of the articles can't be drawn: begun by somebody, or in a round already."
        raise Refused("not-free", said, where=missing[0])
    return found


def _settings(plan: Plan, hidden: float, draw: Draw) -> tuple[tuple[str, str], ...]:
    """How the round was drawn, for the record."""
    return (
        ("coders", " ".join(sorted(plan.coders))),
        ("coders of an article", str(plan.per_article)),
        ("overlap", f"{plan.overlap:g}"),
        ("articles", str(plan.articles)),
        ("strata", plan.strata),
        ("near-duplicates once", "yes" if plan.unique else "in the overlap"),
        ("repeats", f"{plan.repeats:g}"),
        ("suggestions hidden", f"{hidden:g}"),
        ("articles in the overlap", str(len(draw.shared))),
    )


def _hidden(draw: Draw, plan: Plan, share: float) -> set[Pair]:
    if not share:
        return set()
    owns: dict[str, list[str]] = defaultdict(list)
    for article_id, who in draw.pairs:
        owns[who].append(article_id)
    return {
        (article_id, coder_id)
        for coder_id, own in owns.items()
        for article_id in drawn(own, share, plan.seed, coder_id)
    }


def _given(loose: dict[str, Assignment], pair: Pair, round_id: str, *, hidden: bool) -> Change:
    stored = loose.get(pair_id(*pair))
    before = stored or Assignment(pair_id(*pair), *pair)
    hides = hidden or before.suggestions_hidden
    return Change(stored, replace(before, round_id=round_id, suggestions_hidden=hides))


def _repeats(state: State, draw: Draw, round_id: str, hidden: set[Pair]) -> Iterable[Change]:
    """The same text as another article at the end of the list, coded under the same conditions."""
    position = state.last_position()
    for at, pair in enumerate(draw.repeats, 1):
        again = _again(state.article(pair[0]), position + at)
        yield Change(None, again)
        mine = Assignment(pair_id(again.id, pair[1]), again.id, pair[1])
        yield Change(None, replace(mine, round_id=round_id, suggestions_hidden=pair in hidden))


def _again(article: Article, position: int) -> Article:
    """A group of its own, so that a draw among near-duplicates never takes it for one."""
    return replace(article, id=new_id(), position=position, repeat_of=article.id, group="")
