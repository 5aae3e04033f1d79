"""Whoever follows a server's journal misses no line, in whatever order transactions commit."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from core.domain.article import Coder
from core.domain.changes import Change, ChangeSet
from core.importing.codebook_file import load_codebook
from core.storage.link import Link
from core.storage.news import Moment, Tail
from core.storage.store import Store
from tests.build import a_coding
from tests.core.storage.conftest import a_project, two_coders_and_an_article
from tests.core.storage.served import ServedProject

_LINE = (
    "INSERT INTO journal (seq, at, actor, program, command, label, origin, step, article_ids, changes)"
    " VALUES (%s, '', 'x', '', '', '', 'machine', 0, '[]', '[]')"
)


def test_a_line_that_commits_after_a_later_one_is_not_missed(cluster: Callable[[], str]) -> None:
    import psycopg

    address = cluster()
    Store.create(address, a_project(), (*two_coders_and_an_article(), load_codebook())).close()
    link, ada = Link.to(address), Coder("coder-1", "Ada")
    tail = Tail(link.last_line())
    assert tail.low == 1
    plain = address.replace("+psycopg", "")
    with psycopg.connect(plain) as slow, psycopg.connect(plain) as quick:
        slow.execute(_LINE, (2,))
        quick.execute(_LINE, (3,))
        quick.commit()
        assert link.news(tail, ada).seqs == (3,)
        assert link.news(tail, ada).seqs == ()
        slow.commit()
        assert link.news(tail, ada).seqs == (2,)
        slow.execute(_LINE, (4,))
        slow.rollback()
        quick.execute(_LINE, (5,))
        quick.commit()
        assert link.news(tail, ada).seqs == (5,)
        link.news(tail, ada)  # nobody is under way any more: line 4 will never come
    assert (tail.low, tail.seen) == (5, set())
    link.close()


def test_a_coders_news_are_told_by_the_projects_function_and_show_nothing_of_others(
    served: ServedProject,
) -> None:
    one, two = (Link.to(address) for address in served.coders)
    assert one.coder is not None
    assert two.coder is not None
    tail = Tail(two.last_line())
    mine, theirs = a_coding(id="1", coder_id="coder-1"), a_coding(id="2", coder_id="coder-2")
    for link, coding in ((one, mine), (two, theirs)):
        made = ChangeSet((Change(None, coding),))
        link.commit(made, actor=coding.coder_id, command="C", label="L")
    found = two.news(tail, two.coder)
    assert len(found.seqs) == 2
    assert list(found.rows.values()) == [theirs]
    assert [entry.actor for entry in found.own] == ["coder-2"]
    one.close()
    two.close()


@given(st.permutations(range(1, 8)), st.sets(st.integers(1, 7), max_size=3), st.data())
def test_every_line_is_new_exactly_once(order: list[int], failed: set[int], data: st.DataObject) -> None:
    """Transaction n writes line n; they end in ``order``, the ``failed`` without having written."""
    tail, read, ended = Tail(0), list[int](), set[int]()
    for number in order:
        ended.add(number)
        if data.draw(st.booleans()):
            _look(tail, read, ended, failed)
    _look(tail, read, ended, failed)
    _look(tail, read, ended, failed)
    assert sorted(read) == sorted(set(range(1, 8)) - failed)
    assert tail.seen == set()


def _look(tail: Tail, read: list[int], ended: set[int], failed: set[int]) -> None:
    there = sorted(n for n in ended - failed if n > tail.low)
    read += [n for n in there if tail.is_new(n)]
    oldest = min(set(range(1, 8)) - ended, default=8)
    tail.read(there, Moment(oldest, 8))
