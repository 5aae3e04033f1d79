"""What the search finds is what looking at every article finds, in a file and on a server."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.article import Article, Assignment, Coder, Round
from core.domain.changes import Change, ChangeSet, Record
from core.domain.errors import BadInput
from core.domain.suggestion import SuggestionSet
from core.domain.work import Cancelled
from core.storage import search_index
from core.storage.store import Store
from core.text.canonical import sha256_of
from core.text.search_query import SearchQuery, parse_query
from tests.build import texts
from tests.core.storage.conftest import a_project
from tests.core.storage.naive import found_by_looking

MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FORMS = ("{}", '"{}"', "-{}", "{}*", "title:{}", 'text:"{}"', '-"{}"', "{} OR", "source:{}")
MORE = ("date:2024", "before:2024-03", "after:2023", "NOT")
MOST = 10_000  # articles asked for
_numbers = count()


@pytest.fixture
def empty(where: str, opened: Callable[[Store], Store]) -> Store:
    return opened(Store.create(where, a_project(), (Coder("coder-1", "Ada"), Coder("coder-2", "Ben"))))


def an_article(article_id: str, text: str, **more: str) -> Article:
    return replace(Article(article_id, text, sha256_of(text)), **more)  # type: ignore[arg-type]


def commit(store: Store, *changes: tuple[Record | None, Record | None]) -> None:
    made = ChangeSet(tuple(Change(before, after) for before, after in changes))
    store.commit(made, actor="coder-1", command="Test", label="Test")


def keep(store: Store, *records: Record) -> None:
    commit(store, *((None, record) for record in records))


def analysed(article: Article, repairs: Collection[int]) -> SuggestionSet:
    return SuggestionSet(article.id, article.id, article.sha256, "model", tuple(sorted(repairs)))


def ids(store: Store, typed: str | SearchQuery) -> list[str]:
    query = parse_query(typed) if isinstance(typed, str) else typed
    found = [one.article_id for one in store.found(query, "coder-1")]
    assert store.count_found(query, "coder-1") == len(found)
    assert sorted(found) == sorted(listed(store, query))
    return found


def listed(store: Store, query: SearchQuery) -> list[str]:
    return [head.article_id for head in store.article_heads("coder-1", search=query, limit=MOST)]


@st.composite
def some_articles(draw: st.DrawFn) -> list[tuple[Article, set[int]]]:
    made = []
    for number in range(draw(st.integers(1, 4))):
        text = draw(texts(min_size=2))
        article = an_article(
            f"a{number}",
            text,
            title=draw(texts(max_size=6)),
            source=draw(texts(max_size=3)),
            published=draw(st.sampled_from(("", "2023-12-31", "2024-03-01", "2024"))),
        )
        made.append((article, draw(st.sets(st.integers(1, len(text) - 1), max_size=3))))
    return made


@st.composite
def queries(draw: st.DrawFn, articles: list[tuple[Article, set[int]]]) -> SearchQuery:
    """A query of pieces of these texts, and whatever else a hand can type; an empty one if it means none."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(articles))[0].text
        start = draw(st.integers(0, len(text) - 1))
        piece = text[start : start + draw(st.integers(1, 12))]
        pieces.append(draw(st.sampled_from(FORMS)).format(piece))
    pieces += draw(st.lists(st.sampled_from(MORE), max_size=1))
    try:
        return parse_query(" ".join(pieces))
    except BadInput:
        return SearchQuery()


def heads(article: Article) -> dict[str, str]:
    return {name: getattr(article, name) for name in ("title", "source", "published")}


@given(st.data())
@MANY
def test_the_search_finds_what_looking_finds(empty: Store, data: st.DataObject) -> None:
    drawn, run = data.draw(some_articles()), next(_numbers)
    made = [(an_article(f"{a.id}-{run}", a.text, **heads(a)), repairs) for a, repairs in drawn]
    keep(empty, *(article for article, _ in made))
    keep(empty, *(analysed(article, repairs) for article, repairs in made if repairs))
    there = {article.id for article, _ in made}
    for _ in range(4):
        query = data.draw(queries(drawn))
        wanted = found_by_looking(query, made)
        found = empty.found(query, "coder-1", limit=MOST)
        assert {one.article_id for one in found} & there == wanted
        assert set(listed(empty, query)) & there == wanted
        assert empty.count_found(query, "coder-1") == len(found)


@pytest.fixture
def three(empty: Store) -> Store:
    keep(
        empty,
        an_article(
            "a1",
            "The Prime Minister met the press in Baku. Café talks.",
            title="Talks",
            published="2024-03-01",
        ),
        an_article(
            "a2",
            "Ministers of the prime states. Économie et politique.",
            title="Baku",
            published="2023-05-01",
        ),
        an_article("a3", "Nothing happened in Tbilisi", source="Prime News"),
    )
    return empty


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("prime minister", ["a1"]),
        ("PRIME", ["a1", "a2", "a3"]),
        ('"prime minister"', ["a1"]),
        ('"minister prime"', []),
        ("minister*", ["a1", "a2"]),
        ('"prime minis*"', ["a1"]),
        ("cafe", ["a1"]),
        ("économ*", ["a2"]),
        ("baku -prime", []),
        ("baku NOT press", ["a2"]),
        ("tbilisi OR press", ["a1", "a3"]),
        ("prime tbilisi OR press", ["a1", "a3"]),
        ("title:baku", ["a2"]),
        ("text:baku", ["a1"]),
        ("source:prime", ["a3"]),
        ("-baku", ["a3"]),
        ("date:2024", ["a1"]),
        ("date:2023-05..2024-02", ["a2"]),
        ("before:2024", ["a2"]),
        ("prime after:2023-05-01", ["a1"]),
        ("press. (baku)", ["a1"]),
    ],
)
def test_what_people_type(three: Store, typed: str, wanted: list[str]) -> None:
    assert sorted(ids(three, typed)) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("prime -minister", ["a2", "a3"]),
        ("-baku", ["a3"]),
        ("before:2024", ["a2"]),
        ("baku after:2023", ["a1"]),
        ("title:baku OR tbilisi", ["a2", "a3"]),
    ],
)
def test_the_work_list_of_what_is_found(three: Store, typed: str, wanted: list[str]) -> None:
    query = parse_query(typed)
    listed = three.article_heads("coder-1", search=query, order="-title")
    assert sorted(head.article_id for head in listed) == wanted
    assert three.count_articles("coder-1", search=query) == len(wanted)
    assert three.count_articles("coder-1", search=query, status="complete") == 0


def test_the_title_counts_most(three: Store) -> None:
    assert ids(three, "baku") == ["a2", "a1"]


def test_a_page_after_the_other(three: Store) -> None:
    query = parse_query("prime")
    pages = [three.found(query, "coder-1", limit=1, offset=at)[0].article_id for at in range(3)]
    assert sorted(pages) == ["a1", "a2", "a3"]


def test_words_behind_a_lost_space_are_found_once_it_is_known(empty: Store) -> None:
    article = an_article("a1", "Armeniaand Azerbaijan met")
    keep(empty, article)
    assert (ids(empty, "armenia"), ids(empty, "armeniaand")) == ([], ["a1"])
    made = analysed(article, {7})
    keep(empty, made)
    assert (
        ids(empty, "armenia") == ids(empty, '"armenia and azerbaijan"') == ids(empty, "armeniaand") == ["a1"]
    )
    commit(empty, (made, replace(made, repairs=())))
    assert (ids(empty, "armenia"), ids(empty, "armeniaand")) == ([], ["a1"])
    assert empty.unsearchable() == []


def test_an_article_taken_out_is_found_no_more_and_again_when_it_is_back(empty: Store) -> None:
    article = an_article("a1", "peace talks")
    keep(empty, article)
    commit(empty, (article, None))
    assert ids(empty, "peace") == []
    keep(empty, an_article("a2", "war"), article)
    assert (ids(empty, "peace"), ids(empty, "war")) == (["a1"], ["a2"])
    renamed = replace(article, title="Ceasefire")
    commit(empty, (article, renamed))
    assert ids(empty, "ceasefire") == ["a1"]
    assert empty.unsearchable() == []


def test_coders_find_what_was_given_to_them(three: Store) -> None:
    given = {"a1": ("r1", False), "a2": ("r1", True), "a3": ("closed", False)}
    keep(
        three,
        Round("r1", "One"),
        Round("closed", "Two", closed=True),
        *(
            Assignment(f"{article}/coder-1", article, "coder-1", round_id=round_id, paused=paused)
            for article, (round_id, paused) in given.items()
        ),
    )
    query = parse_query("prime")
    assert [one.article_id for one in three.found(query, "coder-1", given=True)] == ["a1"]
    assert three.count_found(query, "coder-1", given=True) == 1
    assert three.found(query, "coder-2", given=True) == []
    assert three.count_found(query, "coder-2", given=True) == 0


def test_the_index_is_made_anew_from_the_articles(three: Store) -> None:
    with three._transaction(write=True) as connection:
        connection.exec_driver_sql("DELETE FROM article_index")
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("DELETE FROM article_words")
    assert three.unsearchable() == ["a1", "a2", "a3"]
    three.index_anew()
    assert three.unsearchable() == []
    assert sorted(ids(three, "prime")) == ["a1", "a2", "a3"]


def test_an_index_of_other_words_is_told(three: Store) -> None:
    with three._transaction(write=True) as connection:
        connection.exec_driver_sql("UPDATE article_index SET digest = '' WHERE article_id = 'a2'")
    assert three.unsearchable() == ["a2"]


def test_an_index_that_lost_its_words_is_told(three: Store) -> None:
    with three._transaction(write=True) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("INSERT INTO article_words (article_words) VALUES ('delete-all')")
        else:
            connection.exec_driver_sql("UPDATE article_words SET words = ''")
    assert three.unsearchable() == ["a1", "a2", "a3"]


class Impatient:
    cancelled = False

    def __init__(self) -> None:
        self.told: list[float] = []

    def report(self, done: float, text: str = "") -> None:
        assert text
        self.told.append(done)
        self.cancelled = True


def test_making_it_anew_tells_how_far_it_is_and_can_be_stopped(empty: Store) -> None:
    keep(empty, *(an_article(f"a{n:03}", f"word{n}") for n in range(search_index.CHUNK + 1)))
    progress = Impatient()
    with pytest.raises(Cancelled):
        empty.index_anew(progress)
    assert progress.told == [0.0]
    assert ids(empty, "word7") == ["a007"]  # nothing was kept of it


STRANGE = {
    "a word nobody reads": "x" * 5000,
    "more words than a server's index holds": " ".join(f"{n:x}z{n * 7919:x}" for n in range(120_000)),
    "signs": "quoted'; DROP TABLE article; -- \\ \" %_end",
    "the same word": "again " * 70_000,
}


@pytest.mark.parametrize("kind", STRANGE)
def test_strange_texts_are_kept_and_found(empty: Store, kind: str) -> None:
    keep(empty, an_article("a1", STRANGE[kind]), an_article("a2", "other"))
    said = STRANGE[kind].split()
    for word in (said[0].strip("';"), said[-1].strip("%_")):
        assert ids(empty, word) == (["a1"] if word else [])
    assert ids(empty, f"{said[0]} other") == []
    assert empty.unsearchable() == []


def test_phrases_far_down_a_long_text_are_found(empty: Store) -> None:
    keep(empty, an_article("a1", "again " * 70_000 + "and then the end"))
    assert ids(empty, '"again and then"') == ids(empty, '"the end"') == ["a1"]
    assert ids(empty, '"then end"') == []


def test_a_copy_of_a_file_has_its_index(three: Store, tmp_path: Path) -> None:
    if three.where.endswith(".rapporteur"):
        from core.storage import backup

        driver = three._connection.connection.driver_connection
        backup.copy(driver, tmp_path / "copy.rapporteur")  # type: ignore[arg-type]
        copy = Store.open(tmp_path / "copy.rapporteur")
        assert sorted(ids(copy, "prime")) == ["a1", "a2", "a3"]
        copy.close()
