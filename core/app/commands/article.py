"""What a coder says of a whole article: answers, notes, metadata, complete and reopen, time on task."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.app.commands.ids import now
from core.app.commands.parts import NOTHING, refuse_older, stored_change, undecided, writable
from core.app.state import State
from core.domain.article import Assignment, Status, WorkTime, pair_id
from core.domain.changes import Change, ChangeSet
from core.domain.coding import Layer, Missing, Suggestion
from core.domain.errors import Refused
from core.domain.rules import ARTICLE, Case, Problem, contradictions, is_date, problems

THRESHOLD = 0.5  # the least confidence a suggestion needs to be shown unless the coder asks for more


@dataclass(frozen=True, slots=True)
class SetAnswer:
    """Say "nothing there" or "not codable" of a layer or (``key`` "article") of all; ``None`` retracts."""

    article_id: str
    key: str
    answer: Missing | None
    label: str = "Answer"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused while codings say otherwise."""
        assignment = writable(state, self.article_id)
        if self.key != ARTICLE:
            state.codebook.layer(Layer(self.key))
        rest = [(k, v) for k, v in assignment.answers if k != self.key]
        answers = sorted([*rest, (self.key, str(self.answer))] if self.answer else rest)
        if self.answer:
            found = contradictions(state.codings(self.article_id), ((self.key, self.answer),))
            if found:
                text = "There are codings here. Remove them first, or leave the question open."
                raise Refused("contradiction", text, where=self.key)
        after = replace(assignment, answers=tuple(answers))
        if after != assignment:
            after = replace(after, status=Status.IN_PROGRESS, completed_at="")
        return ChangeSet(stored_change(state, assignment, after))


@dataclass(frozen=True, slots=True)
class SetNote:
    """The coder's note on the article; an empty one removes it."""

    article_id: str
    note: str
    label: str = "Note on the article"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Allowed on complete articles too: a note codes nothing. Refused on an older version of a text."""
        refuse_older(state, self.article_id)
        assignment = state.assignment(self.article_id)
        return ChangeSet(stored_change(state, assignment, replace(assignment, note=self.note)))


@dataclass(frozen=True, slots=True)
class SetMetadata:
    """Correct what was read from the article's head; ``None`` leaves a field as it is."""

    article_id: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    label: str = "Correct the article's head"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused when the date is none, the title is empty, or the text has been corrected since."""
        refuse_older(state, self.article_id)
        before = state.article(self.article_id)
        after = replace(
            before,
            title=before.title if self.title is None else self.title.strip(),
            source=before.source if self.source is None else self.source.strip(),
            published=before.published if self.published is None else self.published.strip(),
        )
        if not after.title:
            raise Refused("no-title", "An article needs a title.", where="title")
        if after.published and not is_date(after.published):
            raise Refused("date-form", "Write the date as 2024-04-28.", where="published")
        return NOTHING if after == before else ChangeSet((Change(before, after),))


@dataclass(frozen=True, slots=True)
class Complete:
    """Mark the article complete; refused with what is open unless the coder leaves suggestions unchecked.

    ``least``: suggestions below this confidence were not shown and need no decision.
    """

    article_id: str
    least: float = THRESHOLD
    leave_unchecked: bool = False
    label: str = "Mark complete"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused with code ``open-items``; `open_items` lists them."""
        assignment = writable(state, self.article_id)
        found = open_items(state, self.article_id, self.least)
        if self.leave_unchecked:
            found = tuple(p for p in found if p.code != "unchecked")
        if found:
            raise Refused("open-items", summary(found), where=found[0].unit)
        after = replace(assignment, status=Status.COMPLETE, completed_at=now(), returned="")
        return ChangeSet(stored_change(state, assignment, after))


@dataclass(frozen=True, slots=True)
class Reopen:
    """Open a complete article again."""

    article_id: str
    label: str = "Reopen"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing when it is open; refused where it isn't given to the coder any more."""
        before = state.assignment(self.article_id)
        if before.status is not Status.COMPLETE:
            return NOTHING
        if not state.given(self.article_id):
            raise Refused("not-given", "This article isn't yours to code now. Ask the supervisor.")
        after = replace(before, status=Status.IN_PROGRESS, completed_at="")
        return ChangeSet(stored_change(state, before, after))


@dataclass(frozen=True, slots=True)
class AddTime:
    """Add active seconds on an article; the clock's doing, so no step of undo."""

    article_id: str
    seconds: int
    label: str = "Time on task"
    undoable: bool = False

    def plan(self, state: State) -> ChangeSet:
        """Nothing for no time, and on an older version of a text, where nobody works."""
        if self.seconds <= 0 or state.versions.is_older(self.article_id):
            return NOTHING
        key = pair_id(self.article_id, state.coder.id)
        stored = state.get("work_time", key)
        before = stored if isinstance(stored, WorkTime) else None
        spent = before.seconds if before else 0
        after = WorkTime(key, self.article_id, state.coder.id, spent + self.seconds)
        return ChangeSet((Change(before, after),))


def open_items(state: State, article_id: str, least: float = THRESHOLD) -> tuple[Problem, ...]:
    """What keeps the article from being complete, in the order a coder would settle it."""
    assignment = state.assignment(article_id)
    answered = {key for key, _ in assignment.answers}
    if ARTICLE in answered:
        return contradictions(state.codings(article_id), assignment.answers)
    return (
        *_unchecked(state, article_id, least, answered),
        *_said_by_rules(state, article_id),
        *_unanswered(state, assignment),
        *contradictions(state.codings(article_id), assignment.answers),
    )


def summary(found: tuple[Problem, ...]) -> str:
    """What is open, in one line."""
    unchecked = sum(p.code == "unchecked" for p in found)
    other = len(found) - unchecked
    parts = []
    if unchecked:
        parts.append(f"{unchecked} {'suggestion is' if unchecked == 1 else 'suggestions are'} unchecked")
    if other:
        parts.append(f"{other} {'thing needs' if other == 1 else 'things need'} an answer")
    return "Not complete yet: " + " and ".join(parts) + "."


def _unchecked(state: State, article_id: str, least: float, answered: set[str]) -> Iterator[Problem]:
    for suggestion in undecided(state, article_id, least):
        if suggestion.layer not in answered:
            yield Problem("unchecked", "Unchecked suggestion.", _where(suggestion), suggestion.id)


def _where(suggestion: Suggestion) -> str:
    return str(suggestion.layer)


def _said_by_rules(state: State, article_id: str) -> Iterator[Problem]:
    codings = state.codings(article_id)
    text = state.article(article_id).text
    topics = [c for c in codings if c.layer is Layer.TOPIC]
    for coding in codings:
        # Only topics are judged beside others here; a look at all pairs would grow with the square.
        beside = topics if coding.layer is Layer.TOPIC else ()
        yield from problems(Case(coding, text, state.codebook, beside))


def _unanswered(state: State, assignment: Assignment) -> Iterator[Problem]:
    answered = {key for key, _ in assignment.answers}
    coded = {c.layer for c in state.codings(assignment.article_id)}
    for layer in state.codebook.layers:
        if layer.layer not in coded and layer.layer not in answered:
            text = f"{layer.label}: nothing coded. Code one, or answer “nothing to code here”."
            yield Problem("unanswered", text, str(layer.layer))
