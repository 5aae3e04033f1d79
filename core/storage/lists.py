"""Questions of the work list and the journal, answered in SQL without loading texts or changes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.sql.elements import UnaryExpression

from core.domain.article import Status
from core.domain.changes import Origin
from core.domain.heads import ArticleHead
from core.domain.weights import Weights
from core.storage.rows import Proposed
from core.storage.schema import (
    article,
    article_text,
    assignment,
    coding,
    decision,
    journal,
    question,
    round_,
    suggestion_set,
)

Sought = str | ColumnElement[bool]
ORDERS = ("position", "title", "source", "published", "words")
_answers = msgspec.json.Decoder(list[tuple[str, str]])
_proposed = msgspec.json.Decoder(list[Proposed])
STEPS = (Origin.LOCAL.value, Origin.UNDO.value, Origin.REDO.value)


def heads(
    *, search: Sought, status: str, order: str, limit: int, offset: int, given: bool = False
) -> Select[Any]:
    """The work list of ``:coder``; counts are made for the rows of the page only.

    ``search``: words, or a condition on the article; ``given``: only what was given to the coder in a round
    that is open, and is not paused.
    """
    rows = _filtered(only(_heads(), given=given), search, status).where(newest())
    return rows.order_by(*_ordering(order)).limit(limit).offset(offset)


def analyses() -> Select[Any]:
    """Every article in the order of the work list with what its analysis was made with; of corrected texts
    the newest version."""
    a, made = article.c, suggestion_set.c
    columns = (a.id, a.title, a.sha256, a.published, a.language, a.words, made.model, made.inputs)
    joined = article.outerjoin(suggestion_set, made.article_id == a.id)
    return select(*columns).select_from(joined).where(newest()).order_by(a.position, a.id)


@cache
def head(*, given: bool = False) -> Select[Any]:
    """The line of ``:article`` for ``:coder``; ``given`` as in `heads`."""
    return only(_heads(), given=given).where(article.c.id == bindparam("article"))


def counted(*, search: Sought, status: str, given: bool = False) -> Select[Any]:
    """How many lines the work list of ``:coder`` has; ``given`` as in `heads`."""
    rows = select(func.count()).select_from(article.outerjoin(assignment, mine(assignment)))
    return _filtered(only(rows, given=given), search, status).where(newest())


def decided(coder_id: str, article_ids: list[str]) -> Select[Any]:
    """Which suggestions the coder decided on, with their articles."""
    of = decision.c
    return select(of.article_id, of.suggestion_id).where(
        of.coder_id == coder_id, of.article_id.in_(article_ids)
    )


def head_of(row: Any, decided_on: Collection[str], least: float, weights: Weights) -> ArticleHead:
    """The head a row of `heads` means, given the coder's decisions on the article and what they teach.

    What is below ``least`` or in a layer answered as a whole needs no check, but counts once it is decided.
    """
    answered = {key for key, _ in _answers.decode(row.answers)} if row.answers else set()
    proposed = _proposed.decode(row.proposed) if row.proposed and not row.suggestions_hidden else []
    checked = sum(one.id in decided_on for one in proposed)
    left = [one for one in proposed if one.id not in decided_on and one.layer not in answered]
    waiting = sorted(
        [one.confidence for one in left]
        if weights.idle
        else [weights.read(one.confidence, one.layer, one.family, one.like) for one in left]
    )
    return ArticleHead(
        row.id,
        row.title,
        row.source,
        row.published,
        row.file_name,
        row.position,
        row.words,
        status=Status.IN_PROGRESS if row.returned else Status(row.status or Status.NEW),
        checked=checked,
        total=checked + len(waiting) - bisect_left(waiting, least),
        codings=row.codings,
        questions=row.questions,
        analysed=row.proposed is not None,
        hidden=bool(row.suggestions_hidden),
        waiting=tuple(waiting),
        returned=row.returned or "",
    )


def steps(actor: str, before: int | None, limit: int) -> Select[Any]:
    """Journal lines of a coder that undo looks at, newest first."""
    j = journal.c
    columns = (j.seq, j.at, j.actor, j.command, j.label, j.origin, j.step, j.article_ids)
    rows = select(*columns).where(j.actor == actor, j.origin.in_(STEPS))
    if before is not None:
        rows = rows.where(j.seq < before)
    return rows.order_by(j.seq.desc()).limit(limit)


def lines(actor: str, before: int | None, limit: int) -> Select[Any]:
    """Whole journal lines, newest first; of all when ``actor`` is empty."""
    rows = select(journal).order_by(journal.c.seq.desc()).limit(limit)
    if actor:
        rows = rows.where(journal.c.actor == actor)
    return rows if before is None else rows.where(journal.c.seq < before)


@cache
def newest(key: ColumnElement[str] = article.c.id) -> ColumnElement[bool]:
    """Whether the text of the article with the id ``key`` is the newest version of it: none corrects it."""
    other = article.alias("newer")
    return key.not_in(select(other.c.version_of).where(other.c.version_of != ""))


@cache
def _heads() -> Select[Any]:
    a = article.c
    return select(
        *(a.id, a.title, a.source, a.published, a.file_name, a.position, a.words),
        assignment.c.status,
        assignment.c.answers,
        assignment.c.suggestions_hidden,
        assignment.c.returned,
        suggestion_set.c.proposed,
        _number_of(coding).label("codings"),
        _number_of(question, question.c.settled == false()).label("questions"),
    ).select_from(
        article.outerjoin(assignment, mine(assignment)).outerjoin(
            suggestion_set, suggestion_set.c.article_id == a.id
        )
    )


def mine(table: Any) -> ColumnElement[bool]:
    """Whether a row of ``table`` is ``:coder``'s on the article."""
    return and_(table.c.article_id == article.c.id, table.c.coder_id == bindparam("coder"))


def _number_of(table: Any, *more: ColumnElement[bool]) -> Any:
    return (
        select(func.count()).select_from(table).where(mine(table), *more).correlate(article).scalar_subquery()
    )


def only(rows: Select[Any], *, given: bool) -> Select[Any]:
    """``rows``, which join the assignments of ``:coder``, but ``given`` as in `heads`."""
    if not given:
        return rows
    open_ = select(round_.c.id).where(round_.c.closed == false())
    return rows.where(assignment.c.paused == false(), assignment.c.round_id.in_(open_))


def _filtered(rows: Select[Any], search: Sought, status: str) -> Select[Any]:
    if status:
        # What was sent back is in progress again.
        sent_back = assignment.c.returned != ""
        told = func.coalesce(assignment.c.status, literal(Status.NEW.value))
        rows = rows.where(case((sent_back, literal(Status.IN_PROGRESS.value)), else_=told) == status)
    if not isinstance(search, str):
        return rows.where(search)
    for word in search.split():
        rows = rows.where(_holds(word))
    return rows


def _holds(word: str) -> ColumnElement[bool]:
    in_text = select(article_text.c.sha256).where(
        article_text.c.sha256 == article.c.sha256, article_text.c.text.icontains(word, autoescape=True)
    )
    heads = (article.c.title, article.c.source, article.c.file_name)
    return or_(*(column.icontains(word, autoescape=True) for column in heads), in_text.exists())


def _ordering(order: str) -> tuple[ColumnElement[Any] | UnaryExpression[Any], ...]:
    name = order.removeprefix("-")
    if name not in ORDERS:
        raise ValueError(f"no order {order!r}")
    column = article.c[name]
    first = column.desc() if order.startswith("-") else column
    return (first, article.c.id) if name == "position" else (first, article.c.position, article.c.id)


@cache
def decided_kinds(*, cuts: bool) -> Select[Any]:
    """How often ``:coder`` decided how on suggestions of one rule and confidence, of those looked at.

    ``cuts``: whether the database makes an integer of a number by cutting it off, as SQLite does.
    """
    of = decision.c
    share = of.confidence * 100 + 0.5
    percent = cast(share if cuts else func.floor(share), Integer)
    kind = (of.layer, of.rule, percent, of.verdict)
    return select(*kind, func.count()).where(*_teaches()).group_by(*kind)


@cache
def decided_words() -> Select[Any]:
    """How often ``:coder`` decided how on names, of those looked at."""
    of = decision.c
    kind = (of.category, of.words, of.verdict)
    return select(*kind, func.count()).where(*_teaches(), of.words != "").group_by(*kind)


def _teaches() -> tuple[ColumnElement[bool], ...]:
    of = decision.c
    return of.coder_id == bindparam("coder"), of.looked == true(), of.layer != ""
