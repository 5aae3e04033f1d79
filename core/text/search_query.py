"""What people type to search, read into a query; what can't be meant is said, and nothing is guessed.

Words side by side must all be there; ``OR`` joins the two beside it; ``-`` or ``NOT`` before a word leaves
articles with it out; quotation marks hold a phrase; ``*`` at the end of a word stands for any ending;
``title:``, ``source:`` and ``text:`` look there only; ``date:``, ``before:`` and ``after:`` look at the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from core.domain.errors import BadInput
from core.text.folding import words

FIELDS = ("title", "source", "text")
DATES = ("date", "before", "after")
MOST = 64  # words of one query
LEAST_LETTERS = 2  # before a star
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
_ITEM = re.compile(r'(?P<minus>-?)(?:(?P<field>[^\W\d_]+):(?=[^\s/]))?(?P<said>"[^"]*"|[^\s"]+)')
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that follow one another; ``prefix``: the last one may go on; ``field``: where to look,
    empty for everywhere."""

    words: tuple[str, ...]
    prefix: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class DateBound:
    """A bound of the date of publication: ``sign`` is ``<``, ``<=``, ``>=`` or ``>``; ``day`` an ISO date or
    the beginning of one (``2024``, ``2024-03``), with whose length dates are compared."""

    sign: str
    day: str


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """``clauses``: of each at least one term must be found; ``without``: none; ``dates``: all hold."""

    clauses: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()
    dates: tuple[DateBound, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.clauses or self.without or self.dates)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms that may be found, in the order typed."""
        return tuple(term for clause in self.clauses for term in clause)


@dataclass(frozen=True, slots=True)
class _Item:
    term: Term | None = None
    dates: tuple[DateBound, ...] = ()
    minus: bool = False
    joins: bool = False  # the word OR


def parse_query(typed: str) -> SearchQuery:
    """The query ``typed`` means; an empty one for no words. Raises `BadInput`, which says what is wrong."""
    plain = typed.translate(_QUOTES)
    if plain.count('"') % 2:
        raise _bad("open-quote", "A quotation mark is not closed: put one at the end of the phrase, too.")
    items = list(_items(plain))
    joined = any(item.joins for item in items)
    if joined and any(bracket in re.sub(r'"[^"]*"', "", plain) for bracket in "()"):
        raise _bad("brackets", "Brackets can't be used: OR joins the two words or phrases beside it.")
    query = _query(items)
    if sum(len(term.words) for term in (*query.terms, *query.without)) > MOST:
        raise _bad("too-long", f"These are too many words at once: look for at most {MOST}.")
    return query


def _items(plain: str) -> Iterator[_Item]:
    negated = False
    for found in _ITEM.finditer(plain):
        said = found["said"]
        if found[0] in ("AND", "NOT", "OR"):
            if negated:
                raise _bad("lost-not", f"NOT needs a word after it, not {said}.")
            negated = said == "NOT"
            if said == "OR":
                yield _Item(joins=True)
            continue
        item = _item(found["field"] or "", said)
        if item is not None:
            yield replace(item, minus=bool(found["minus"]) or negated)
            negated = False
    if negated:
        raise _bad("lost-not", "NOT needs a word after it.")


def _item(field: str, said: str) -> _Item | None:
    field = field.casefold()
    if field in DATES:
        return _Item(dates=tuple(_bounds(field, said.strip('"').strip())))
    if field and field not in FIELDS:
        known = ", ".join(f"{name}:" for name in (*FIELDS, *DATES))
        raise _bad(
            "no-field",
            f"“{field}:” is nothing one can look in; there are {known}. To look for these words, put them "
            "into quotation marks.",
        )
    prefix = said.strip('"').rstrip().endswith("*")
    found = tuple(words(said))
    if said.strip('" ').rstrip("*").find("*") >= 0 or (prefix and not found):
        raise _bad("star", "The star can only stand at the end of a word: econom* finds economy.")
    if prefix and len(found[-1]) < LEAST_LETTERS:
        raise _bad("star", f"Type at least {LEAST_LETTERS} letters before the star.")
    if not found:
        if said.startswith('"'):
            raise _bad("empty-phrase", "There is no word between the quotation marks.")
        return None  # a dash, a bracket: nothing anybody looks for
    return _Item(Term(found, prefix, field))


def _query(items: list[_Item]) -> SearchQuery:
    clauses: list[tuple[Term, ...]] = []
    without: list[Term] = []
    dates: list[DateBound] = []
    for run in _runs(items):
        if len(run) > 1 and any(item.minus or item.term is None for item in run):
            raise _bad("or", "OR joins words and phrases only, no dates and nothing that is left out.")
        first = run[0]
        if first.term is None:
            if first.minus:
                raise _bad("not-date", "A date can't be left out: say the dates that are wanted.")
            dates += first.dates
        elif first.minus:
            without.append(first.term)
        else:
            clauses.append(tuple(item.term for item in run if item.term is not None))
    return SearchQuery(tuple(clauses), tuple(without), tuple(dates))


def _runs(items: list[_Item]) -> Iterator[list[_Item]]:
    """Items that OR joins, together; others each by itself."""
    run: list[_Item] = []
    joins = False
    for item in items:
        if item.joins:
            if joins or not run:
                raise _bad("lost-or", "OR needs a word or a phrase on either side.")
            joins = True
            continue
        if run and not joins:
            yield run
            run = []
        run.append(item)
        joins = False
    if joins:
        raise _bad("lost-or", "OR needs a word or a phrase on either side.")
    if run:
        yield run


def _bounds(field: str, said: str) -> Iterator[DateBound]:
    if field != "date":
        yield DateBound("<" if field == "before" else ">", _day(said))
        return
    first, dots, last = said.partition("..")
    if not dots:
        last = first
    if not (first or last):
        raise _no_day(said)
    if first and last and _day(first) > _day(last) + "~":
        raise _bad("dates", f"The dates of “{said}” end before they begin.")
    if first:
        yield DateBound(">=", _day(first))
    if last:
        yield DateBound("<=", _day(last))


def _day(said: str) -> str:
    found = _DAY.fullmatch(said)
    if found is None or not said.isascii():
        raise _no_day(said)
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError as fault:
        raise _no_day(said) from fault
    return said


def _no_day(said: str) -> BadInput:
    return _bad(
        "no-date", f"“{said}” is no date: write 2024, 2024-03, 2024-03-31, or two of them as 2023..2024-03."
    )


def _bad(code: str, text: str) -> BadInput:
    return BadInput(f"query-{code}", text)
