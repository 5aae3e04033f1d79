"""A new version of the codebook: what it touches, what is to be coded again, and how a coder settles that."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from core.app.commands.ids import new_id, now
from core.app.commands.parts import NOTHING
from core.app.state import State
from core.domain.article import Recode
from core.domain.changes import Change, ChangeSet
from core.domain.codebook import Codebook
from core.domain.codebook_checks import faults_of
from core.domain.codebook_diff import Difference, What, diff, touches
from core.domain.codebook_editing import next_version
from core.domain.coding import Coding
from core.domain.errors import Conflict, Refused

_NOT_YOURS = "Only a supervisor changes the codebook."


@dataclass(frozen=True, slots=True)
class Impact:
    """What one difference does to what is coded. ``by_coder``: id of each coder and how many codings."""

    difference: Difference
    by_coder: tuple[tuple[str, int], ...]

    @property
    def codings(self) -> int:
        """How many codings it touches."""
        return sum(many for _, many in self.by_coder)

    @property
    def text(self) -> str:
        """In words: what changes, and how many codings of how many coders it touches."""
        many, coders = self.codings, len(self.by_coder)
        said = (
            f"touches {many:,} coding{'' if many == 1 else 's'} by {coders} coder{'' if coders == 1 else 's'}"
        )
        return f"{self.difference.text.rstrip('.')}: {said if many else 'touches no coding'}."


def impacts(state: State, draft: Codebook) -> tuple[Impact, ...]:
    """What taking ``draft`` would touch, a difference each, those that speak of codings only.

    Raises `Refused` for who does not decide on the codebook.
    """
    return tuple(
        Impact(one, tuple(sorted(Counter(c.coder_id for c in found).items())))
        for one, found in _touched(state, diff(state.codebook, draft))
    )


@dataclass(frozen=True, slots=True)
class ReviseCodebook:
    """Take ``draft`` as the next version, in one act, with what is to be coded again.

    ``base``: the version the draft was made from; ``recode``: keys of the differences whose codings go to
    their coders' lists, ``None`` for those that ask for it by themselves (see `Difference.asks_again`).
    """

    base: int
    draft: Codebook
    note: str = ""
    recode: frozenset[str] | None = None
    label: str = "Change codebook"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing when nothing differs; refused for coders, and where the draft has a fault."""
        if not state.decides_design:
            raise Refused("not-yours", _NOT_YOURS)
        old = state.codebook
        if old.version != self.base:
            said = f"The codebook is at version {old.version} by now, this draft began at {self.base}."
            raise Conflict("changed-meanwhile", f"{said} Begin again from the new one.")
        fault = next(faults_of(self.draft), None)
        if fault is not None:
            raise Refused("codebook", fault.text, where=fault.place)
        found = diff(old, self.draft)
        if not found:
            return NOTHING
        new = next_version(old, self.draft, self.note, now())
        return ChangeSet((Change(None, new), *self._asked_again(state, found, new.version)))

    def _asked_again(self, state: State, found: Iterable[Difference], version: int) -> Iterator[Change]:
        reasons: dict[str, list[str]] = defaultdict(list)
        codings: dict[str, Coding] = {}
        for difference, touched in _touched(state, (d for d in found if self._asks(d))):
            for coding in touched:
                codings[coding.id] = coding
                reasons[coding.id].append(difference.text)
        there = state.asked_again() if codings else {}
        for coding in codings.values():
            yield _change(coding, " ".join(reasons[coding.id]), version, there.get(coding.id))

    def _asks(self, difference: Difference) -> bool:
        return difference.asks_again if self.recode is None else difference.key in self.recode


@dataclass(frozen=True, slots=True)
class ConfirmRecode:
    """Say that a coding stays right under the new codebook or on the corrected text; also where the article
    is complete."""

    recode_id: str
    label: str = "Keep coding as it is"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing when it is done already."""
        asked = next((one for one in state.recodes() if one.id == self.recode_id), None)
        if asked is None:
            return NOTHING
        changes = [Change(asked, replace(asked, done=True))]
        coding = state.stored(Coding, asked.coding_id)
        version = state.codebook.version if asked.codebook_version else 0
        if coding is not None and version and coding.codebook_version != version:
            changes.append(Change(coding, replace(coding, codebook_version=version, updated_at=now())))
        return ChangeSet(tuple(changes))


def _touched(state: State, found: Iterable[Difference]) -> Iterator[tuple[Difference, tuple[Coding, ...]]]:
    for one in found:
        if one.concerns_codings and one.layer is not None:
            narrow = one.code if one.what is What.CATEGORY else ""
            yield one, tuple(c for c in state.coded(one.layer, narrow) if touches(one, c))


def _change(coding: Coding, reason: str, version: int, there: Recode | None) -> Change:
    if there is not None:
        return Change(there, replace(there, reason=f"{there.reason} {reason}", codebook_version=version))
    return Change(None, Recode(new_id(), coding.article_id, coding.coder_id, coding.id, reason, version))
