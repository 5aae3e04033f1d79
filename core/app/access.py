"""Who may see and change what: blind coding lives here and nowhere else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum

from core.domain.article import Article, Assignment, Coder, Question, Recode, Role, Round, Status
from core.domain.changes import Change, ChangeSet, Record
from core.domain.codebook import Codebook
from core.domain.errors import Refused
from core.domain.versions import Moved

_DESIGN = (Coder, Codebook, Round)


class Right(StrEnum):
    """What somebody may want to do beside coding. The value says who may, in words."""

    PLAN = "Only a supervisor plans who codes what."
    CORRECT = "Only a supervisor corrects the text of an article."
    ACCOUNTS = "Only a supervisor changes accounts."
    MACHINE = "Only a supervisor chooses the language and the model: they shape everybody's suggestions."
    ADD_ARTICLES = "Once articles are given out in rounds, only a supervisor adds more."
    READ_ONLY_ROLE = "A researcher reads and exports, and changes nothing."


def owner_of(record: Record) -> str:
    """The id of the coder whose work ``record`` is; empty for what all share (articles, codebook, actors)."""
    return str(getattr(record, "coder_id", ""))


def sees_all(viewer: Coder) -> bool:
    """Whether ``viewer`` may read the work of every coder; coders are blind to one another."""
    return viewer.role is not Role.CODER


def check_compares(viewer: Coder) -> None:
    """Raise `Refused` (``not-yours``) for who may not read figures made from the work of several coders."""
    if not sees_all(viewer):
        raise Refused("not-yours", "Only a supervisor or researcher compares what coders did.")


def may_see(viewer: Coder, record: Record) -> bool:
    """Whether ``viewer`` may read ``record``."""
    return owner_of(record) in ("", viewer.id) or sees_all(viewer)


def decides_design(person: Coder, *, coders: int) -> bool:
    """Whether ``person`` decides who codes with suggestions: a supervisor, or who works alone."""
    return person.role is Role.SUPERVISOR or coders == 1


def may_work(
    person: Coder, assignment: Assignment | None, rounds: Collection[Round], *, designs: bool = False
) -> bool:
    """Whether ``person`` may code the article of this assignment, and has it in the work list.

    Once a project has a round, coders work on what was given to them in one that is open and not paused.
    """
    if not only_given(person, rounds=len(rounds), designs=designs):
        return True
    if assignment is None or assignment.paused:
        return False
    return any(one.id == assignment.round_id and not one.closed for one in rounds)


def only_given(person: Coder, *, rounds: int, designs: bool = False) -> bool:
    """Whether ``person`` works on what was given out only; who plans or reads the study sees all articles."""
    return rounds > 0 and not designs and not sees_all(person)


def was_given(assignment: Assignment) -> bool:
    """Whether the article was ever given to its coder in a round, or begun: then it may be looked at, also
    when its round is closed or it is paused."""
    return bool(assignment.round_id) or assignment.status is not Status.NEW


def why_not(right: Right, person: Coder, *, rounds: int, designs: bool) -> str:
    """Why ``person`` may not do that, in a sentence for the window; empty when they may."""
    if designs:
        return ""
    if right is not Right.ADD_ARTICLES:
        return str(right)
    if person.role is Role.RESEARCHER:
        return str(Right.READ_ONLY_ROLE)
    return str(right) if only_given(person, rounds=rounds, designs=designs) else ""


def check_may(right: Right, person: Coder, *, rounds: int, designs: bool) -> None:
    """Raise `Refused` (``not-yours``) with what `why_not` says."""
    said = why_not(right, person, rounds=rounds, designs=designs)
    if said:
        raise Refused("not-yours", said)


def check_may_change(
    actor: Coder, changes: ChangeSet, *, designs: bool = False, hands_in: bool = False
) -> None:
    """Raise `Refused` when ``changes`` touch what is not ``actor``'s to change.

    ``designs``: whether ``actor`` decides on the study's design (see `decides_design`): only then may
    accounts, rounds and the codebook be changed, and of others' assignments what was planned of them.
    Answering a question is a supervisor's. ``hands_in``: the act takes in a package, which is its coder's
    own work; to do so is for who decides on the design, as is taking everybody's work along, as it is, to a
    corrected version of its text.
    """
    if hands_in and designs:
        return
    moved = Moved(changes)
    for change in changes.changes:
        if not (designs and moved.holds(change)) and not _allowed(actor, change, designs=designs):
            said = "This belongs to another coder, so it can't be changed here."
            if not designs and _is_design(change):
                said = "Only a supervisor changes the study's design."
            raise Refused("not-yours", said, where=f"{change.kind} {change.id}")


def _allowed(actor: Coder, change: Change, *, designs: bool) -> bool:
    some = change.after if change.after is not None else change.before
    if isinstance(some, _DESIGN) or _is_version(change):
        return designs
    if isinstance(some, Recode) and not _settles(change):
        return designs
    if isinstance(some, Assignment) and some.coder_id != actor.id:
        # Of others' assignments all but their work is the study's design, what was sent back among it.
        return designs and _work_of(change.before) == _work_of(change.after)
    if isinstance(some, Assignment) and _plan_of(change.before) != _plan_of(change.after):
        return designs
    return _may_change(actor, change)


def _is_design(change: Change) -> bool:
    some = change.after if change.after is not None else change.before
    return (
        isinstance(some, _DESIGN) or _is_version(change) or _plan_of(change.before) != _plan_of(change.after)
    )


def _is_version(change: Change) -> bool:
    """Whether a version of a text is made or taken back."""
    some = change.after if change.after is not None else change.before
    one_sided = change.before is None or change.after is None
    return isinstance(some, Article) and bool(some.version_of) and one_sided


def _may_change(actor: Coder, change: Change) -> bool:
    for record in (change.before, change.after):
        if record is None or owner_of(record) in ("", actor.id):
            continue
        if not (isinstance(record, Question) and sees_all(actor) and change.before is not None):
            return False
    return True


def _settles(change: Change) -> bool:
    """Whether of what is to be coded again only changes whether it is done, which is its coder's own."""
    before, after = change.before, change.after
    return (
        isinstance(before, Recode) and isinstance(after, Recode) and replace(before, done=after.done) == after
    )


def _plan_of(record: Record | None) -> tuple[object, ...]:
    """What of an assignment is the study's design."""
    if not isinstance(record, Assignment):
        return (False, "", False)
    return (record.suggestions_hidden, record.round_id, record.paused)


def _work_of(record: Record | None) -> tuple[object, ...]:
    """What of an assignment, which may not be stored yet, is its coder's own."""
    if not isinstance(record, Assignment):
        return (Status.NEW, (), "", "", ())
    return (record.status, record.answers, record.note, record.completed_at, record.refused_repairs)
