"""How one coder's work on one article comes back from a package: by three pictures, nothing lost.

``base``: as it was when the package and the project parted; ``theirs``: as it is in the package; ``ours``: as
it is in the project. What changed on one side only is taken; what changed on both is a clash, and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID, uuid5

from core.domain.article import Recode, WorkTime
from core.domain.changes import KINDS, Change, Record, kind_of
from core.domain.coding import Coding, Decision, Provenance
from core.domain.merging_fields import merged_record

Key = tuple[str, str]  # kind and id
Records = Mapping[Key, Record]
_COPIES = UUID("0b9d2d0c-5d1b-5f43-9a0e-6f2a3c6c1f55")  # our name space for ids of second copies


class Keep(StrEnum):
    """What becomes of a clash: both pictures stay and the coder is asked, or one side has it."""

    BOTH = "both"
    PROJECT = "project"
    PACKAGE = "package"


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing changed on both sides. ``text``: what happened, ``outcome``: what becomes of it."""

    kind: str
    id: str
    article_id: str
    text: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Merged:
    """``changes`` of the project; ``new`` to ``same``: counts of codings; ``taken``: decisions come in."""

    changes: tuple[Change, ...] = ()
    clashes: tuple[Clash, ...] = ()
    new: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0
    taken: tuple[Decision, ...] = ()


def keyed(records: Iterable[Record]) -> dict[Key, Record]:
    """Records by kind and id."""
    return {(kind_of(record), record.id): record for record in records}


def merged(base: Records, theirs: Records, ours: Records, keep: Keep = Keep.BOTH) -> Merged:
    """What the package's work makes of the project's."""
    return _Merge(base, theirs, ours, keep).run()


def differing(before: Records, after: Records) -> tuple[Change, ...]:
    """The changes from one picture to the other; removals of a kind come before what is new in it."""
    order = list(KINDS)
    keys = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    keys.sort(key=lambda key: (order.index(key[0]), key in after, key[1]))
    return tuple(Change(before.get(key), after.get(key)) for key in keys)


class _Merge:
    """One merge; ``result`` begins as the project's picture."""

    def __init__(self, base: Records, theirs: Records, ours: Records, keep: Keep) -> None:
        self._base, self._theirs, self._ours, self._keep = base, theirs, ours, keep
        self._result: dict[Key, Record] = dict(ours)
        self._clashes: list[Clash] = []
        self._counts = dict.fromkeys(("new", "changed", "removed", "same"), 0)
        self._twins: dict[str, str] = {}  # coding of the package → the project's that says the same
        self._follow: dict[str, bool] = {}  # suggestion → whether its decision is the package's
        self._taken: list[Decision] = []

    def run(self) -> Merged:
        """Codings first, then the decisions that speak of them, then the rest."""
        self._codings()
        self._decisions()
        self._bring_codings()
        for key in sorted(self._base.keys() | self._theirs.keys()):
            if key[0] not in ("coding", "decision"):
                self._plain(key)
        changes = differing(self._ours, self._result)
        return Merged(changes, tuple(self._clashes), **self._counts, taken=tuple(self._taken))

    def _codings(self) -> None:
        since = (one for key, one in self._ours.items() if key not in self._base and isinstance(one, Coding))
        alike = {_said(one): one.id for one in since}
        for key in sorted(self._base.keys() | self._theirs.keys()):
            if key[0] == "coding":
                self._coding(key, alike)

    def _coding(self, key: Key, alike: Mapping[Coding, str]) -> None:
        base, theirs, ours = (_coding_of(side, key) for side in (self._base, self._theirs, self._ours))
        if theirs == base:
            return
        if _same(theirs, ours):
            self._counts["same"] += 1
        elif ours != base:
            self._clash(key, theirs, ours)
        elif theirs is None:
            self._counts["removed"] += 1
            del self._result[key]
        elif base is None and _said(theirs) in alike:
            self._twins[theirs.id] = alike[_said(theirs)]
            self._counts["same"] += 1
        else:
            self._counts["changed" if base else "new"] += 1
            self._result[key] = theirs

    def _clash(self, key: Key, theirs: Coding | None, ours: Coding | None) -> None:
        some = ours or theirs
        if some is None:
            return
        said = "Changed in the package and in the project."
        if theirs is None or ours is None:
            gone, stays = ("package", "project") if theirs is None else ("project", "package")
            said = f"Removed in the {gone}, changed in the {stays}."
        self._tell("coding", some.id, some.article_id, said)
        follows = self._keep is Keep.PACKAGE or (self._keep is Keep.BOTH and ours is None)
        if some.suggestion_id:
            self._follow[some.suggestion_id] = follows
        if follows:
            self._put(key, theirs)
        if self._keep is Keep.BOTH:
            self._keep_both(theirs, ours, said)

    def _keep_both(self, theirs: Coding | None, ours: Coding | None, said: str) -> None:
        if theirs is not None and ours is not None:
            copy = replace(theirs, id=str(uuid5(_COPIES, f"{theirs.id} {_said(theirs)!r}")))
            self._result["coding", copy.id] = copy
            self._ask(copy, said)
        elif theirs is not None or ours is not None:
            self._ask(theirs or ours, said)

    def _decisions(self) -> None:
        base, theirs, ours = (_by_suggestion(s) for s in (self._base, self._theirs, self._ours))
        for suggestion_id in sorted(base.keys() | theirs.keys()):
            there = theirs.get(suggestion_id)
            if there is not None and there.coding_id in self._twins:
                there = replace(there, coding_id=self._twins[there.coding_id])
            self._decision(suggestion_id, base.get(suggestion_id), there, ours.get(suggestion_id))

    def _decision(
        self, suggestion_id: str, base: Decision | None, theirs: Decision | None, ours: Decision | None
    ) -> None:
        if suggestion_id in self._follow:
            if self._follow[suggestion_id]:
                self._decide(ours, theirs)
        elif theirs == base or _agree(theirs, ours):
            return
        elif ours == base:
            self._decide(ours, theirs)
        else:
            self._clash_decision(theirs, ours)

    def _clash_decision(self, theirs: Decision | None, ours: Decision | None) -> None:
        some = ours or theirs
        if some is None:
            return
        said = f"Decided in the package: {_verdict(theirs)}; in the project: {_verdict(ours)}."
        self._tell("decision", some.id, some.article_id, said)
        mine, other = self._made(ours), self._made(theirs)
        if self._keep is Keep.PROJECT:
            self._leave_out(other)
            return
        if self._keep is Keep.PACKAGE or ours is None:
            self._decide(ours, theirs)
        if self._keep is Keep.BOTH:
            self._ask(mine or other, said)
        elif mine is not None and mine != other:
            del self._result["coding", mine.id]

    def _made(self, decision: Decision | None) -> Coding | None:
        """The coding a decision speaks of, as it becomes."""
        return _coding_of(self._result, ("coding", decision.coding_id)) if decision is not None else None

    def _leave_out(self, coding: Coding | None) -> None:
        """Let a coding that only the package has stay there after all."""
        if coding is not None and ("coding", coding.id) not in self._ours:
            del self._result["coding", coding.id]
            self._counts["new"] -= 1

    def _decide(self, ours: Decision | None, theirs: Decision | None) -> None:
        if ours is not None:
            self._result.pop(("decision", ours.id), None)
        if theirs is not None:
            self._result["decision", theirs.id] = theirs
            self._taken.append(theirs)

    def _bring_codings(self) -> None:
        """A decision brings the coding it speaks of, should the other side have removed that."""
        for one in [r for r in self._result.values() if isinstance(r, Decision) and r.coding_id]:
            key = ("coding", one.coding_id)
            if key not in self._result:
                lost = _coding_of(self._ours, key) or _coding_of(self._theirs, key)
                self._put(key, lost)
                said = "Removed on one side, decided on the other."
                self._tell("coding", one.coding_id, one.article_id, said)

    def _plain(self, key: Key) -> None:
        base, theirs, ours = (side.get(key) for side in (self._base, self._theirs, self._ours))
        if theirs == base or (theirs == ours and not isinstance(theirs, WorkTime)):
            return
        after, said = merged_record(base, theirs, ours, package=self._keep is Keep.PACKAGE)
        self._put(key, after)
        some = theirs or ours
        for one in said:
            self._tell(key[0], key[1], str(getattr(some, "article_id", "")), one)

    def _put(self, key: Key, record: Record | None) -> None:
        if record is None:
            self._result.pop(key, None)
        else:
            self._result[key] = record

    def _tell(self, kind: str, record_id: str, article_id: str, said: str) -> None:
        self._clashes.append(Clash(kind, record_id, article_id, said, _OUTCOMES[self._keep]))

    def _ask(self, coding: Coding | None, said: str) -> None:
        """Put the coding on its coder's list of what to look at again."""
        if coding is None:
            return
        reason = f"Two copies of your package differ here. {said}"
        asked = self._asked(coding.id)
        if asked is not None:
            self._result["recode", asked.id] = replace(asked, reason=f"{asked.reason} {reason}")
            return
        made = Recode(
            str(uuid5(_COPIES, f"again {coding.id} {reason}")),
            *(coding.article_id, coding.coder_id, coding.id, reason, coding.codebook_version),
        )
        self._result["recode", made.id] = made

    def _asked(self, coding_id: str) -> Recode | None:
        open_ = (r for r in self._result.values() if isinstance(r, Recode) and not r.done)
        return next((one for one in open_ if one.coding_id == coding_id), None)


_OUTCOMES = {
    Keep.BOTH: "Both are kept; the coder is asked to look again.",
    Keep.PROJECT: "The project's stays.",
    Keep.PACKAGE: "The package's is taken.",
}


def _said(coding: Coding) -> Coding:
    """What a coding says, whoever's copy it is and whenever it was made."""
    return replace(coding, id="", created_at="", updated_at="")


def _same(one: Coding | None, other: Coding | None) -> bool:
    return one == other or (one is not None and other is not None and _said(one) == _said(other))


def _agree(one: Decision | None, other: Decision | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.verdict, one.coding_id) == (other.verdict, other.coding_id)


def _verdict(decision: Decision | None) -> str:
    return "not at all" if decision is None else str(Provenance(decision.verdict))


def _coding_of(side: Records, key: Key) -> Coding | None:
    found = side.get(key)
    return found if isinstance(found, Coding) else None


def _by_suggestion(side: Records) -> dict[str, Decision]:
    return {one.suggestion_id: one for one in _of_decisions(side)}


def _of_decisions(side: Records) -> Iterator[Decision]:
    return (one for one in side.values() if isinstance(one, Decision))
