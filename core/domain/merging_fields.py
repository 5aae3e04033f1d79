"""How records that can't be kept twice are merged: field by field, by three pictures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from typing import TypeVar

from core.domain.actor import Actor
from core.domain.article import Assignment, Question, Recode, Status, WorkTime
from core.domain.changes import Record

T = TypeVar("T")
V = TypeVar("V")


def merged_record(
    base: Record | None, theirs: Record | None, ours: Record | None, *, package: bool
) -> tuple[Record | None, tuple[str, ...]]:
    """The record both sides lead to, and what of it clashed; ``package``: clashes go the package's way.

    Seconds of work add up. What a coder no longer wants goes only where the other side left it alone.
    """
    if ours == base:
        return theirs, ()  # nobody else changed it
    match theirs, ours:
        case WorkTime(), _:
            return _time(base, theirs, ours), ()
        case Assignment(), Assignment():
            return _assignment(
                base if isinstance(base, Assignment) else _begun(theirs), theirs, ours, package
            )
        case Question(), Question():
            return _question(base, theirs, ours), ()
        case Question(), None:
            return theirs, ()
        case Recode(), Recode():
            return replace(ours, done=theirs.done), ()
    return ours, ()


def merged_actor(base: Actor | None, theirs: Actor, ours: Actor) -> Actor:
    """An actor both sides know; all names it goes by are kept but those one side took away."""
    was = base or Actor(theirs.id, "")
    aliases = _union(was.aliases, theirs.aliases, ours.aliases)
    changed = {
        field.name: getattr(theirs, field.name)
        for field in fields(Actor)
        if getattr(ours, field.name) == getattr(was, field.name)
    }
    return replace(ours, **changed | {"id": ours.id, "aliases": aliases})


def _begun(like: Assignment) -> Assignment:
    return Assignment(like.id, like.article_id, like.coder_id)


def _time(base: Record | None, theirs: WorkTime, ours: Record | None) -> WorkTime:
    before = base.seconds if isinstance(base, WorkTime) else 0
    there = ours.seconds if isinstance(ours, WorkTime) else 0
    return replace(theirs, seconds=there + theirs.seconds - before)


def _assignment(
    base: Assignment, theirs: Assignment, ours: Assignment, package: bool
) -> tuple[Assignment, tuple[str, ...]]:
    """What was planned stays the project's; the work is merged. Done in one copy only is not done."""
    told: list[str] = []
    status, completed = _status(base, theirs, ours)
    answers, clash = _answers(dict(base.answers), dict(theirs.answers), dict(ours.answers), package)
    if clash:
        told.append(f"Answered otherwise: {', '.join(clash)}.")
    note = _three(base.note, theirs.note, ours.note)
    if note is None:
        note = "\n".join(dict.fromkeys((*ours.note.splitlines(), *theirs.note.splitlines())))
        told.append("The note on the article was changed in both; both texts are kept.")
    refused = _union(base.refused_repairs, theirs.refused_repairs, ours.refused_repairs)
    after = replace(
        ours,
        status=status,
        completed_at=completed,
        answers=tuple(sorted(answers.items())),
        note=note,
        refused_repairs=tuple(sorted(refused)),
        returned="" if base.returned == ours.returned and not theirs.returned else ours.returned,
    )
    return after, tuple(told)


def _status(base: Assignment, theirs: Assignment, ours: Assignment) -> tuple[Status, str]:
    was, there, here = ((one.status, one.completed_at) for one in (base, theirs, ours))
    if there in (was, here):
        return here
    if here == was:
        return there
    if there[0] is here[0]:
        return there[0], max(there[1], here[1])
    return Status.IN_PROGRESS, ""


def _answers(
    base: Mapping[str, str], theirs: Mapping[str, str], ours: Mapping[str, str], package: bool
) -> tuple[dict[str, str], list[str]]:
    result, clash = dict(ours), list[str]()
    for key in sorted(base.keys() | theirs.keys() | ours.keys()):
        was, there, here = base.get(key, ""), theirs.get(key, ""), ours.get(key, "")
        after = _three(was, there, here)
        if after is None:
            clash.append(key)
            after = there if package else here
        result[key] = after
    return {key: value for key, value in result.items() if value}, clash


def _question(base: Record | None, theirs: Question, ours: Question) -> Question:
    was = base if isinstance(base, Question) else replace(theirs, text="", answer="", settled=False)
    text = _three(was.text, theirs.text, ours.text)
    answer = _three(was.answer, theirs.answer, ours.answer)
    return replace(
        ours,
        text=f"{ours.text}\n{theirs.text}" if text is None else text,
        answer=ours.answer if answer is None else answer,
        settled=ours.settled or theirs.settled,
    )


def _three(was: V, there: V, here: V) -> V | None:
    """What both sides lead to; ``None`` when they changed it differently."""
    if there in (was, here):
        return here
    return there if here == was else None


def _union(was: Collection[T], there: Iterable[T], here: Iterable[T]) -> tuple[T, ...]:
    """What is in either, but for what one side took away."""
    theirs, ours = tuple(there), tuple(here)
    kept = (one for one in ours if one not in was or one in theirs)
    return (*kept, *(one for one in theirs if one not in was and one not in ours))
