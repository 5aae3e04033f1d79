"""A corrected text: a new version of the article, to which everybody's work is taken along in one act.

The old version stays as it is, without the work. What a coder has to look at again is in the coder's own
list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from core.app.commands.ids import new_id, now
from core.app.state import State
from core.domain.article import Article, Assignment, Question, Recode, Status, WorkTime, pair_id
from core.domain.changes import Change, ChangeSet, Record
from core.domain.coding import Coding, Decision
from core.domain.errors import Conflict, Refused
from core.domain.suggestion import SuggestionSet
from core.domain.versions import CARRIED, REASON, replaced
from core.text.canonical import canonical, sha256_of, word_count
from core.text.carry import Fate
from core.text.carry_units import CarriedCoding, UnitCarrier

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Impact:
    """What a correction does to everybody's codings, in counts only: who corrects stays blind to them.

    ``kept``: on the same words; ``changed``: to be looked at, because words of theirs changed; ``gone``: to
    be looked at, because their words were taken out; ``coders``: how many people's they are.
    """

    kept: int = 0
    changed: int = 0
    gone: int = 0
    coders: int = 0

    @property
    def text(self) -> str:
        """It in one line."""
        many = self.kept + self.changed + self.gone
        if not many:
            return "No codings yet: nothing to carry over."
        codings = f"{many:,} coding{'' if many == 1 else 's'}"
        coders = f"{self.coders} coder{'' if self.coders == 1 else 's'}"
        return (
            f"{codings} by {coders}: {self.kept:,} carried over exactly, {self.changed:,} to review, "
            f"{self.gone:,} without a place."
        )


@dataclass(frozen=True, slots=True)
class Text:
    """One text with the codings on it, for `impact_on`: it can be handed to a worker."""

    text: str
    codings: tuple[Coding, ...]


def texts_of(state: State, article_id: str) -> tuple[Text, ...]:
    """The texts a correction of the article changes: its own and those of its hidden repeats.

    Raises `Refused` as `CorrectText` does for who may not correct, and for an older version.
    """
    return tuple(
        Text(one.text, tuple(_of(Coding, state.versions.work_on(one.id))))
        for one in _family(state, article_id)
    )


def impact_on(texts: Iterable[Text], corrected: str) -> Impact:
    """What becomes of their codings when ``corrected``, a canonical text with words, takes their place."""
    fates: list[Fate] = []
    coders = set[str]()
    for one in texts:
        carrier = UnitCarrier(one.text, corrected, "")
        fates += (carrier.coding(coding).fate for coding in one.codings)
        coders |= {coding.coder_id for coding in one.codings}
    return Impact(fates.count(Fate.KEPT), fates.count(Fate.CHANGED), fates.count(Fate.GONE), len(coders))


@dataclass(frozen=True, slots=True)
class CorrectText:
    """Make ``text`` the newest version of the article, with everybody's work on it; one act.

    ``raw_sha256`` and ``encoding``: of the file it came from, empty when it was written in the window.
    """

    article_id: str
    text: str
    reason: str
    raw_sha256: str = ""
    encoding: str = ""
    label: str = "Correct the text"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused: ``not-yours``, ``no-article``, ``older-version``, ``no-reason``, ``no-text`` and
        ``same-text``."""
        family = _family(state, self.article_id)
        reason = " ".join(self.reason.split())
        text = checked_text(family[0], self.text)
        if not reason:
            raise Refused("no-reason", "Say in a few words why the text is corrected.", where="reason")
        base = self._version(family[0], text, reason, "")
        made = [base, *(self._version(one, text, reason, base.id) for one in family[1:])]
        pairs = list(zip(family, made, strict=True))
        changes = [Change(None, article) for article in made]
        for old, new in pairs:
            changes += _Move(state, old, new).changes()
        return ChangeSet(tuple(changes))

    def _version(self, old: Article, text: str, reason: str, repeat_of: str) -> Article:
        rest = tuple(pair for pair in old.metadata if pair[0] != REASON)
        return replace(
            old,
            id=new_id(),
            text=text,
            sha256=sha256_of(text),
            raw_sha256=self.raw_sha256,
            encoding=self.encoding or old.encoding,
            words=word_count(text),
            metadata=(*rest, (REASON, reason)),
            imported_at=now(),
            version_of=old.id,
            repeat_of=repeat_of,
        )


def checked_text(article: Article, text: str) -> str:
    """``text`` as it would be stored; refused without words (``no-text``) or a change (``same-text``)."""
    plain = canonical(text)
    if not word_count(plain):
        raise Refused("no-text", "The corrected text has no words in it.", where="text")
    if plain == article.text:
        raise Refused(
            "same-text", "The text is the same as before: there is nothing to correct.", where="text"
        )
    return plain


def up_to_date(state: State, changes: ChangeSet) -> ChangeSet:
    """The changes of an undo or redo of a correction with what clocks and the machine did since taken along.

    Other changes are given back as they are. Raises `Conflict` where a newer version stands on what would go.
    """
    moved = replaced(changes)
    if not moved:
        return changes
    made = {change.id for change in changes.changes if isinstance(change.after, Article)}
    out = [c for c in changes.changes if not isinstance(c.after or c.before, WorkTime)]
    for source, target in moved.items():
        if state.versions.is_older(source):
            said = "The text was corrected once more since. Take that back first."
            raise Conflict("in-use", said, where=source)
        out += _times(state, source, target)
        if target not in made:  # the version goes, and with it whatever the machine said of it
            out = [c for c in out if not (isinstance(c.before, SuggestionSet) and c.before.id == source)]
            found = state.versions.analysis_of(source)
            out += [Change(found, None)] if found else []
    return ChangeSet(tuple(out))


class _Move:
    """Takes everybody's work on one article along to the version that takes its place."""

    def __init__(self, state: State, old: Article, new: Article) -> None:
        self._state, self._old, self._new = state, old, new
        self._carrier = UnitCarrier(old.text, new.text, new.id)
        self._work = state.versions.work_on(old.id)

    def changes(self) -> Iterator[Change]:
        """All of them, and the codings to be looked at."""
        carried = [(one, self._carrier.coding(one)) for one in _of(Coding, self._work)]
        review = [after for _, after in carried if after.told]
        yield from self._analysis()
        yield from self._assignments(review)
        yield from _times(self._state, self._old.id, self._new.id)
        for before, after in carried:
            yield Change(before, after.coding)
        for one in self._work:
            if isinstance(one, Decision | Question):
                yield Change(one, replace(one, article_id=self._new.id))
        yield from self._recodes(review)

    def _analysis(self) -> Iterator[Change]:
        """What was decided on, so that the machine's new proposals are known again by it."""
        found = self._state.versions.analysis_of(self._old.id)
        decided = {one.suggestion_id for one in _of(Decision, self._work)}
        decided |= {one.suggestion_id for one in _of(Coding, self._work)}
        kept = tuple(
            self._carrier.suggestion(s) for s in (found.suggestions if found else ()) if s.id in decided
        )
        if kept:
            made = SuggestionSet(
                self._new.id, self._new.id, self._new.sha256, CARRIED, (), kept, made_at=now()
            )
            yield Change(None, made)

    def _assignments(self, review: Sequence[CarriedCoding]) -> Iterator[Change]:
        closed = {one.id for one in self._state.rounds() if one.closed}
        for one in _of(Assignment, self._work):
            mine = sum(after.coding.coder_id == one.coder_id for after in review)
            back = mine and one.status is Status.COMPLETE and one.round_id not in closed
            yield Change(one, None)
            yield Change(
                None,
                replace(
                    one,
                    id=pair_id(self._new.id, one.coder_id),
                    article_id=self._new.id,
                    refused_repairs=self._carrier.places(one.refused_repairs),
                    returned=one.returned or (_look_again(mine) if back else ""),
                ),
            )

    def _recodes(self, review: Iterable[CarriedCoding]) -> Iterator[Change]:
        """Those that are open already say the text's reason too."""
        told = {one.coding.id: one for one in review}
        for asked in _of(Recode, self._work):
            found = None if asked.done else told.pop(asked.coding_id, None)
            reason = f"{asked.reason} {_why(found)}" if found else asked.reason
            yield Change(asked, replace(asked, article_id=self._new.id, reason=reason))
        for one in told.values():
            coding = one.coding
            yield Change(None, Recode(new_id(), self._new.id, coding.coder_id, coding.id, _why(one), 0))


def _family(state: State, article_id: str) -> list[Article]:
    """The article a correction is of, and its hidden repeats, which have the same text."""
    named = state.stored(Article, article_id)
    if named is None:
        raise Refused("no-article", "There is no such article in this project.", where=article_id)
    base = state.versions.newest(named.repeat_of) if named.repeat_of else named.id
    repeats = state.versions.repeats_of(base)
    if state.versions.is_older(named.id):
        raise Refused("older-version", "This text has been corrected already: correct its newest version.")
    return [state.article(one) for one in (base, *repeats)]


def _times(state: State, source: str, target: str) -> Iterator[Change]:
    """Time on task from one article to another, added to what is there."""
    there = {one.coder_id: one for one in _of(WorkTime, state.versions.work_on(target))}
    for one in _of(WorkTime, state.versions.work_on(source)):
        before = there.get(one.coder_id)
        spent = one.seconds + (before.seconds if before else 0)
        yield Change(one, None)
        yield Change(before, WorkTime(pair_id(target, one.coder_id), target, one.coder_id, spent))


def _of(kind: type[R], records: Iterable[Record]) -> Iterator[R]:
    return (one for one in records if isinstance(one, kind))


def _why(one: CarriedCoding) -> str:
    marked = " The mark stands on the words nearest to where it was." if one.fate is Fate.GONE else ""
    return f"{one.told}{marked} The text was corrected."


def _look_again(many: int) -> str:
    codings = "1 coding" if many == 1 else f"{many} codings"
    return f"The text was corrected: look at {codings} again (Shift+F3)."
