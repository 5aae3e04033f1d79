"""How far a study is: the matrix of articles and coders with truthful statuses, and its counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from core.app.access import decides_design, only_given, sees_all, was_given
from core.domain.article import Assignment, Coder, Round
from core.domain.errors import Refused
from core.domain.sampling import Stock
from core.domain.standing import MatrixRow, Standing, Tally
from core.storage.store import Store

Counts = dict[Standing, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole study in counts. ``articles``: in the project, hidden repeats among them; ``tallies``: of all
    assignments, by coder, round and standing."""

    articles: int
    coders: tuple[Coder, ...]
    rounds: tuple[Round, ...]
    tallies: tuple[Tally, ...]

    def of_coder(self, coder_id: str) -> Counts:
        """The coder's assignments by standing."""
        return _counted(tally for tally in self.tallies if tally.coder_id == coder_id)

    def of_round(self, round_id: str) -> Counts:
        """The round's assignments by standing."""
        return _counted(tally for tally in self.tallies if tally.round_id == round_id)

    def of(self, coder_id: str, round_id: str) -> Counts:
        """One coder's assignments of one round."""
        mine = (t for t in self.tallies if t.coder_id == coder_id and t.round_id == round_id)
        return _counted(mine)


class Planning:
    """What a supervisor or researcher may read of everybody's assignments; `Refused` for coders."""

    def __init__(self, store: Store, viewer: Coder) -> None:
        if not (sees_all(viewer) or decides_design(viewer, coders=store.count("coder"))):
            raise Refused("not-yours", "Only a supervisor may look at who codes what.")
        self._store = store
        self._designs = decides_design(viewer, coders=store.count("coder"))

    def stock(self) -> list[Stock]:
        """The articles a new round can be drawn from; `Refused` for who only reads."""
        if not self._designs:
            raise Refused("not-yours", "Only a supervisor plans who codes what.")
        return self._store.stock()

    def overview(self) -> Overview:
        """The counts of the whole study."""
        with self._store.reading():
            return Overview(
                self._store.count_matrix(round_id="", search=""),
                tuple(sorted(cast("list[Coder]", self._store.select("coder")), key=_by_name)),
                tuple(cast("list[Round]", self._store.select("round"))),
                tuple(self._store.tallies()),
            )

    def rows(
        self, *, round_id: str = "", search: str = "", limit: int = 100, offset: int = 0
    ) -> list[MatrixRow]:
        """A page of the matrix in the order of the work list; ``round_id``: of this round only."""
        return self._store.matrix(round_id=round_id, search=search, limit=limit, offset=offset)

    def count(self, *, round_id: str = "", search: str = "") -> int:
        """How many rows there are."""
        return self._store.count_matrix(round_id=round_id, search=search)


def _by_name(coder: Coder) -> tuple[str, str]:
    return coder.name.casefold(), coder.id


def _counted(tallies: Iterable[Tally]) -> Counts:
    counted: Counter[Standing] = Counter()
    for tally in tallies:
        counted[tally.standing] += tally.many
    return dict(counted)


@contextmanager
def open_planning(where: Path | str, viewer_id: str) -> Iterator[Planning]:
    """The same on a connection of its own; needs no lock and changes nothing."""
    store = Store.open(where, read_only=True)
    try:
        viewer = store.get("coder", viewer_id)
        if not isinstance(viewer, Coder):
            raise Refused("no-coder", "This project has no such coder.", where=viewer_id)
        yield Planning(store, viewer)
    finally:
        store.close()


def overview_for(where: Path | str, viewer_id: str) -> Overview:
    """How far the study is, as far as the person may know: a coder their own part, the others everything."""
    store = Store.open(where, read_only=True)
    try:
        viewer = store.get("coder", viewer_id)
        if not isinstance(viewer, Coder):
            raise Refused("no-coder", "This project has no such coder.", where=viewer_id)
        if sees_all(viewer) or decides_design(viewer, coders=store.count("coder")):
            return Planning(store, viewer).overview()
        with store.reading():
            return _own_part(store, viewer)
    finally:
        store.close()


def _own_part(store: Store, viewer: Coder) -> Overview:
    """Of the rounds only what a coder is in, without how they were drawn."""
    mine = cast("list[Assignment]", store.select("assignment", coder_id=viewer.id))
    rounds = cast("list[Round]", store.select("round"))
    given = {one.round_id for one in mine}
    articles = sum(was_given(one) for one in mine)
    if not only_given(viewer, rounds=len(rounds)):
        articles = store.count("article")
    return Overview(
        articles,
        (viewer,),
        tuple(replace(one, seed=0, settings=()) for one in rounds if one.id in given),
        tuple(tally for tally in store.tallies() if tally.coder_id == viewer.id),
    )
