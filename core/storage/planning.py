"""What a study's design is planned by, asked in SQL without loading texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select, true

from core.domain.article import Status
from core.domain.sampling import Stock
from core.domain.standing import Cell, MatrixRow, Tally, standing_of
from core.storage.lists import newest
from core.storage.schema import article, assignment
from core.storage.search import SearchReader
from core.storage.writing import chunks


class PlanningReader(SearchReader):
    """The reads of who plans. Who may ask is decided further up."""

    def stock(self) -> list[Stock]:
        """The articles that can be given out in a new round: in none yet and begun by nobody, no hidden
        repeats, and of corrected texts the newest version."""
        with self._transaction() as connection:
            return [Stock(*row) for row in connection.execute(_stock())]

    def hidden_from(self, article_ids: Iterable[str]) -> dict[str, int]:
        """From how many coders the suggestions of these articles are hidden; without those from nobody."""
        own = assignment.c
        counted = select(own.article_id, func.count()).group_by(own.article_id)
        found: dict[str, int] = {}
        with self._transaction() as connection:
            for some in chunks(article_ids):
                hidden = counted.where(own.suggestions_hidden == true(), own.article_id.in_(some))
                found.update((article_id, many) for article_id, many in connection.execute(hidden))
        return found

    def repeats(self) -> list[str]:
        """The articles that repeat another's text for its coder."""
        with self._transaction() as connection:
            return list(connection.scalars(select(article.c.id).where(article.c.repeat_of != "", newest())))

    def versions(self) -> list[tuple[str, str]]:
        """Each article that corrects another's text, with that other one."""
        a = article.c
        with self._transaction() as connection:
            rows = connection.execute(select(a.id, a.version_of).where(a.version_of != ""))
            return [(row.id, row.version_of) for row in rows]

    def repeats_of(self, article_id: str) -> list[str]:
        """The hidden repeats of an article."""
        with self._transaction() as connection:
            return list(connection.scalars(select(article.c.id).where(article.c.repeat_of == article_id)))

    def last_position(self) -> int:
        """The highest place in the order of the work list; 0 when there is no article."""
        with self._transaction() as connection:
            return int(connection.execute(select(func.max(article.c.position))).scalar() or 0)

    def matrix(self, *, round_id: str, search: str, limit: int, offset: int) -> list[MatrixRow]:
        """A page of articles with their cells; ``round_id``: only of this round, empty for everything."""
        a = article.c
        wanted = _matrix(
            select(a.id, a.title, a.file_name, a.source, a.published, a.repeat_of), round_id, search
        )
        page = wanted.order_by(a.position, a.id).limit(limit).offset(offset)
        with self._transaction() as connection:
            rows = connection.execute(page).all()
            cells: dict[str, list[Cell]] = {row.id: [] for row in rows}
            rounds = self.count("round") > 0
            for some in chunks(cells):
                for found in connection.execute(_cells(some, round_id)):
                    cells[found.article_id].append(_cell(found, rounds=rounds))
        return [
            MatrixRow(
                *(row.id, row.title or row.file_name, row.source, row.published, row.repeat_of),
                tuple(cells[row.id]),
            )
            for row in rows
        ]

    def count_matrix(self, *, round_id: str, search: str) -> int:
        """How many rows `matrix` has in all."""
        wanted = _matrix(select(func.count()).select_from(article), round_id, search)
        with self._transaction() as connection:
            return int(connection.execute(wanted).scalar_one())

    def tallies(self) -> list[Tally]:
        """The assignments counted by coder, round and standing."""
        own = assignment.c
        kind = (own.coder_id, own.round_id, own.status, own.paused, own.returned != "")
        counted = select(*kind, func.count()).group_by(*kind)
        with self._transaction() as connection:
            rows = connection.execute(counted).all()
            rounds = self.count("round") > 0
        return [_tally(row, rounds=rounds) for row in rows]


def _stock() -> Select[Any]:
    a, own = article.c, assignment.c
    taken = select(own.article_id).where(or_(own.round_id != "", own.status != Status.NEW.value))
    free = and_(a.repeat_of == "", a.id.not_in(taken), newest())
    return select(a.id, a.source, a.published, a.group, a.words).where(free).order_by(a.position, a.id)


def _matrix(rows: Select[Any], round_id: str, search: str) -> Select[Any]:
    a, own = article.c, assignment.c
    rows = rows.where(newest())
    if round_id:
        rows = rows.where(exists().where(own.article_id == a.id, own.round_id == round_id))
    for word in search.split():
        named = (a.title, a.source, a.file_name)
        rows = rows.where(or_(*(column.icontains(word, autoescape=True) for column in named)))
    return rows


def _cells(article_ids: Sequence[str], round_id: str) -> Select[Any]:
    own = assignment.c
    columns = (own.article_id, own.coder_id, own.status, own.round_id, own.paused, own.returned)
    rows = select(*columns, own.suggestions_hidden).where(own.article_id.in_(article_ids))
    return rows.where(own.round_id == round_id) if round_id else rows


def _cell(row: Any, *, rounds: bool) -> Cell:
    standing = standing_of(
        Status(row.status),
        round_id=row.round_id,
        paused=bool(row.paused),
        returned=bool(row.returned),
        rounds=rounds,
    )
    return Cell(
        row.article_id, row.coder_id, standing, row.round_id, bool(row.suggestions_hidden), row.returned
    )


def _tally(row: Iterable[Any], *, rounds: bool) -> Tally:
    coder_id, round_id, status, paused, returned, many = row
    standing = standing_of(
        Status(status), round_id=round_id, paused=bool(paused), returned=bool(returned), rounds=rounds
    )
    return Tally(coder_id, round_id, standing, many)
