"""Records survive the way through a row and through the journal, whatever they hold."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.domain.article import Assignment, Question, Status
from core.domain.changes import Change, ChangeSet, Record, kind_of
from core.domain.coding import Coding, Decision, Layer, Provenance, SlotFill
from core.domain.suggestion import SuggestionSet
from core.domain.text import Quote, Span
from core.storage.journal import decode_changes, encode_changes
from core.storage.rows import body_of, codec
from core.storage.writing import bodies_of
from tests.build import a_suggestion, an_article, texts

words = texts(max_size=6)
any_span = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 10**9), st.integers(1, 10**6))
many_spans = st.lists(any_span, max_size=3).map(tuple)
offsets = st.lists(st.integers(0, 10**9), max_size=3).map(tuple)
pairs = st.lists(st.tuples(words, words), max_size=3).map(tuple)
fill = st.builds(SlotFill, words, many_spans, st.lists(words, max_size=2).map(tuple), words, st.booleans())
records: st.SearchStrategy[Record] = st.one_of(
    st.builds(
        Coding,
        id=words,
        article_id=words,
        coder_id=words,
        layer=st.sampled_from(Layer),
        category=words,
        spans=many_spans,
        quotes=st.lists(st.builds(Quote, words, words, words), max_size=3).map(tuple),
        slots=st.lists(fill, max_size=3).map(tuple),
        variables=pairs,
        note=words,
        provenance=st.sampled_from(Provenance),
        codebook_version=st.integers(0, 10**6),
    ),
    st.builds(
        Assignment, words, words, words, st.sampled_from(Status), pairs, words, words, st.booleans(), offsets
    ),
    st.builds(
        Decision,
        *(words, words, words, words, st.sampled_from(Provenance), words, words, words, words),
        *(st.floats(0, 1), words, words, st.booleans()),
    ),
    st.builds(Question, words, words, words, words, words, words, st.booleans(), words),
    st.builds(lambda text, more: an_article(text, metadata=more), texts(min_size=1), pairs),
    st.builds(
        lambda n, reason: SuggestionSet(
            "a",
            "a",
            "0",
            "m",
            tuple(range(n)),
            tuple(a_suggestion(id=f"s{i}", reason=reason) for i in range(n)),
        ),
        st.integers(0, 3),
        words,
    ),
)


@given(records)
def test_a_record_comes_back_from_its_row(record: Record) -> None:
    known = codec(kind_of(record))
    body = body_of(record)
    row = known.row(record, body)
    content = [] if body is None else [list(body.row.values())[1]]
    assert known.record((*(row[name] for name in known._names), *content)) == record


@given(st.lists(st.tuples(records, st.integers(0, 2)), max_size=3))
def test_changes_come_back_from_the_journal(drawn: list[tuple[Record, int]]) -> None:
    shapes = (lambda r: Change(None, r), lambda r: Change(r, None), lambda r: Change(r, r))
    changes = ChangeSet(tuple(shapes[shape](record) for record, shape in drawn))
    bodies = bodies_of(changes)

    def fetch(_kind: str, _keys: Any) -> dict[str, Any]:
        return {body.key: list(body.row.values())[1] for body in bodies.values()}

    assert decode_changes(encode_changes(changes, bodies), fetch) == changes
