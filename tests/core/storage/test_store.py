"""What every store must do, on a file and on a server alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.domain.actor import Actor, ActorKind
from core.domain.article import Assignment, Question, Status, WorkTime, pair_id
from core.domain.changes import Change, ChangeSet, Entry, Origin, Record
from core.domain.codebook import Codebook, LayerDef
from core.domain.coding import Decision, Layer, Provenance, SlotFill
from core.domain.errors import Conflict, PersonError, Refused
from core.domain.suggestion import SuggestionSet
from core.domain.text import Span
from core.domain.weights import Counts
from core.storage.store import Store
from tests.build import TEXT, a_coding, a_statement, a_suggestion, an_article
from tests.core.storage.conftest import a_project, two_coders_and_an_article

A_SET = SuggestionSet(
    "article-1",
    "article-1",
    an_article().sha256,
    "press 1",
    (44,),
    (a_suggestion(), a_statement()),
    (Actor("person:ilham-aliyev", "Ilham Aliyev", ActorKind.PERSON, "AZE", "GOV", ("Aliyev",)),),
    "2026-01-01T00:00:00.000Z",
)
A_DECISION = Decision(
    "decision-1",
    "sug-1",
    "article-1",
    "coder-1",
    Provenance.CONFIRMED,
    "coding-1",
    "2026-01-02T00:00:00.000Z",
    *("mention", "model", 0.83, "PERSON", "Ilham Aliyev", False),
)
ONE_OF_EACH: tuple[Record, ...] = (
    Codebook("codebook/1", "Default", 1, (LayerDef(Layer.MENTION, "Mentions", "own", "Words"),)),
    Actor("org:azernews", "Azernews", ActorKind.ORGANISATION, aliases=("AzerNews",)),
    A_SET,
    Assignment(
        pair_id("article-1", "coder-1"),
        "article-1",
        "coder-1",
        Status.IN_PROGRESS,
        (("topic", "not codable"),),
        refused_repairs=(3, 44),
    ),
    WorkTime(pair_id("article-1", "coder-1"), "article-1", "coder-1", 61),
    a_coding(
        [Span(0, 9), Span(10, 22)],
        layer=Layer.STATEMENT,
        category="statement",
        slots=(
            SlotFill("speaker", (Span(0, 9),), ("AZE", "person:ilham-aliyev")),
            SlotFill("cue", inferred=True),
        ),
        variables=(("directness", "indirect"), ("stance", "“für” \\u0000 🇦🇿")),
        suggestion_id="sug-2",
    ),
    A_DECISION,
    Question("question-1", "article-1", "coder-1", "Is this a name?", "coding-1", settled=True),
)


def commit(store: Store, *pairs: tuple[Record | None, Record | None], actor: str = "coder-1") -> Entry:
    changes = ChangeSet(tuple(Change(*pair) for pair in pairs))
    return store.commit(changes, actor=actor, command="Test", label="Do a test")


def add(store: Store, *records: Record) -> Entry:
    return commit(store, *((None, record) for record in records))


def test_each_kind_of_record_comes_back_as_it_went_in(store: Store) -> None:
    add(store, *ONE_OF_EACH)
    kinds = (
        "codebook",
        "actor",
        "suggestion_set",
        "assignment",
        "work_time",
        "coding",
        "decision",
        "question",
    )
    for kind, record in zip(kinds, ONE_OF_EACH, strict=True):
        assert store.get(kind, record.id) == record
        assert store.select(kind) == [record]
    assert store.get("article", "article-1") == an_article()
    assert store.get("project", "project-1") == a_project()


def test_the_journal_tells_every_change_in_order(store: Store) -> None:
    told = add(store, *ONE_OF_EACH)
    coding = next(r for r in ONE_OF_EACH if r.id == "coding-1")
    commit(store, (coding, None), (A_DECISION, None))
    created, added, removed = store.entries()
    assert [c.after for c in created.changes.changes] == [a_project(), *two_coders_and_an_article()]
    assert added == told
    assert store.entry(told.seq) == told
    assert removed.changes == ChangeSet((Change(coding, None), Change(A_DECISION, None)))
    assert store.last_seq() == removed.seq
    assert list(store.entries(after=added.seq)) == [removed]
    assert store.journal_page(actor="coder-1", limit=1) == [removed]
    assert store.journal_page(before=removed.seq) == [added, created]


def test_a_stale_picture_is_refused_and_nothing_is_written(store: Store) -> None:
    add(store, a_coding())
    moved = replace(a_coding(), note="meanwhile")
    commit(store, (a_coding(), moved))
    before = store.last_seq()
    other = a_coding("Azernews", id="coding-2")
    with pytest.raises(Conflict) as caught:
        commit(store, (None, other), (a_coding(), replace(a_coding(), note="mine")))
    assert caught.value.code == "changed-meanwhile"
    assert caught.value.where == "coding coding-1"
    assert store.get("coding", "coding-2") is None
    assert store.get("coding", "coding-1") == moved
    assert store.last_seq() == before


@pytest.mark.parametrize("pair", [(None, a_coding()), (a_coding(note="?"), None)])
def test_what_is_there_is_not_made_again_and_what_is_gone_not_removed(
    store: Store, pair: tuple[Record | None, Record | None]
) -> None:
    if pair[0] is None:
        add(store, a_coding())
    with pytest.raises(Conflict):
        commit(store, pair)


def test_a_second_decision_of_a_coder_on_one_suggestion_is_refused(store: Store) -> None:
    add(store, A_DECISION)
    with pytest.raises(Conflict):
        add(store, replace(A_DECISION, id="decision-2"))
    assert store.count("decision") == 1


def test_a_decision_may_be_replaced_by_another_in_one_act(store: Store) -> None:
    add(store, A_DECISION)
    other = replace(A_DECISION, id="decision-2", verdict=Provenance.REJECTED)
    commit(store, (A_DECISION, None), (None, other))
    assert store.select("decision") == [other]


def test_a_record_may_occur_once_in_a_change_set(store: Store) -> None:
    with pytest.raises(ValueError, match="once only"):
        add(store, a_coding(), a_coding())


def test_an_article_with_a_wrong_hash_is_a_bug(store: Store) -> None:
    with pytest.raises(ValueError, match="sha256"):
        add(store, replace(an_article(id="article-2"), sha256="0" * 64))


@pytest.mark.parametrize("note", ["a\0b", "half \ud83d"])
def test_characters_no_database_holds_are_refused_in_words(store: Store, note: str) -> None:
    with pytest.raises(Refused) as caught:
        add(store, a_coding(note=note))
    assert caught.value.code == "bad-text"
    assert store.count("coding") == 0


def test_an_article_goes_with_all_that_hangs_on_it(store: Store) -> None:
    add(store, *ONE_OF_EACH)
    hanging = [r for r in ONE_OF_EACH if getattr(r, "article_id", "")]
    gone = [an_article(), *hanging]
    removal = ChangeSet(tuple(Change(record, None) for record in gone))
    store.commit(removal, actor="coder-1", command="Test", label="Remove the article")
    assert store.article_ids() == []
    store.commit(removal.inverse(), actor="coder-1", command="Undo", label="Remove the article")
    assert store.select("coding") == [r for r in ONE_OF_EACH if r.id == "coding-1"]
    assert store.get("suggestion_set", "article-1") == A_SET


def test_a_thousand_articles_come_in_one_act(store: Store) -> None:
    articles = [an_article(f"{TEXT} {i}", id=f"a{i:04}", position=i + 1) for i in range(1000)]
    add(store, *articles)
    assert store.count("article") == 1001
    assert store.article_ids()[1:] == [a.id for a in articles]
    assert store.article_hashes()[articles[7].sha256] == "a0007"


def test_a_newer_analysis_takes_the_place_of_the_older(store: Store) -> None:
    add(store, A_SET)
    newer = replace(A_SET, model="press 2", suggestions=(a_suggestion("Azernews", category="ORG"),))
    commit(store, (A_SET, newer))
    assert store.get("suggestion_set", "article-1") == newer
    last = store.entry(store.last_seq())
    assert last.changes == ChangeSet((Change(A_SET, newer),))


def test_the_work_list_counts_without_loading_texts(store: Store) -> None:
    add(store, *ONE_OF_EACH)
    add(store, an_article("Nothing here", id="article-2", title="Another", position=5))
    add(store, Question("question-2", "article-1", "coder-1", "Open?"))
    add(store, replace(A_DECISION, id="decision-2", coder_id="coder-2"))
    first, second = store.article_heads("coder-1")
    assert (first.article_id, first.status, first.checked, first.total) == ("article-1", "in progress", 1, 2)
    assert (first.codings, first.questions, first.analysed) == (1, 1, True)
    assert (second.title, second.status, second.total, second.analysed) == ("Another", "new", 0, False)
    assert store.article_head("coder-1", "article-1") == first
    assert store.article_head("coder-1", "nowhere") is None
    assert store.article_heads("coder-2")[0].codings == 0


def test_progress_counts_what_the_latest_analysis_asks_the_coder(store: Store) -> None:
    names = [
        a_suggestion(id=f"s{n}", confidence=confidence) for n, confidence in enumerate((0.9, 0.8, 0.4, 0.3))
    ]
    made = replace(A_SET, suggestions=(*names, a_statement(id="t")))
    add(store, made, *(replace(A_DECISION, id=s, suggestion_id=s) for s in ("s0", "s2", "dropped since")))

    def counts() -> tuple[int, int]:
        head = store.article_head("coder-1", "article-1", least=0.5)
        assert head is not None
        return head.checked, head.total

    assert counts() == (2, 4)  # s0, s2 | s1, t; s3 is not shown and what was dropped does not count
    key = pair_id("article-1", "coder-1")
    add(store, Assignment(key, "article-1", "coder-1", answers=(("statement", "nothing there"),)))
    assert counts() == (2, 3)


def test_search_finds_articles_that_hold_all_words(store: Store) -> None:
    add(store, an_article("Nothing here", id="article-2", title="Another", source="", file_name="b.txt"))
    found = {
        search: len(store.article_heads("coder-1", search=search))
        for search in ("blinken almaty", "AZERNEWS", "another", "almaty another", "100%", "_", "\\", "")
    }
    assert list(found.values()) == [1, 1, 1, 0, 0, 0, 0, 2]
    assert all(store.count_articles("coder-1", search=search) == n for search, n in found.items())


def test_the_work_list_is_filtered_ordered_and_paged_in_sql(store: Store) -> None:
    add(store, *(an_article(f"{TEXT} {i}", id=f"a{i}", title=f"T{9 - i}", position=i + 1) for i in range(5)))
    add(store, Assignment(pair_id("a1", "coder-1"), "a1", "coder-1", Status.COMPLETE))

    def ids(**how: object) -> list[str]:
        return [h.article_id for h in store.article_heads("coder-1", **how)]  # type: ignore[arg-type]

    assert ids(status="complete") == ["a1"]
    assert "a1" not in ids(status="new")
    assert len(ids(status="new")) == store.count_articles("coder-1", status="new") == 5
    assert ids(order="-position", limit=2) == ["a4", "a3"]
    assert ids(order="-position", limit=2, offset=2) == ["a2", "a1"]
    assert ids(order="title", search="T")[:2] == ["article-1", "a4"]
    with pytest.raises(ValueError, match="no order"):
        ids(order="text")


def test_steps_are_the_coders_own_acts_newest_first(store: Store) -> None:
    mine = add(store, a_coding())
    store.commit(
        ChangeSet((Change(None, A_SET),)),
        actor="coder-1",
        command="M",
        label="Analyse",
        origin=Origin.MACHINE,
    )
    commit(store, (None, a_coding(id="coding-2", coder_id="coder-2")), actor="coder-2")
    undone = store.commit(
        mine.changes.inverse(), actor="coder-1", command="Undo", label="x", origin=Origin.UNDO, step=mine.seq
    )
    heads = store.steps("coder-1")
    assert [(h.seq, h.origin, h.step) for h in heads] == [
        (undone.seq, Origin.UNDO, mine.seq),
        (mine.seq, Origin.LOCAL, 0),
    ]
    assert heads[0].article_id == "article-1"
    assert store.steps("coder-1", before=undone.seq, limit=1) == heads[1:]


def test_a_project_is_found_again_after_closing(
    where: str, store: Store, opened: Callable[[Store], Store]
) -> None:
    add(store, *ONE_OF_EACH)
    told = list(store.entries())
    store.close()
    again = opened(Store.open(where))
    assert list(again.entries()) == told
    assert again.check() == []


def test_a_reader_sees_one_moment(where: str, store: Store, opened: Callable[[Store], Store]) -> None:
    reader = opened(Store.open(where, read_only=True))
    with reader.reading():
        assert reader.count("coding") == 0
        add(store, a_coding())
        assert reader.select("coding") == []
    assert reader.select("coding") == [a_coding()]


def test_a_reader_commits_nothing(where: str, store: Store, opened: Callable[[Store], Store]) -> None:
    reader = opened(Store.open(where, read_only=True))
    with pytest.raises(Refused) as caught:
        add(reader, a_coding())
    assert caught.value.code == "read-only"
    assert store.count("coding") == 0


def test_no_project_is_made_over_another(where: str, store: Store) -> None:
    with pytest.raises(PersonError) as caught:
        Store.create(where, a_project("Other"))
    assert caught.value.code == "exists"
    assert store.get("project", "project-1") == a_project()


def test_a_missing_line_is_a_key_error(store: Store) -> None:
    with pytest.raises(KeyError):
        store.entry(10**6)


def test_decisions_are_counted_by_kind_and_by_name_but_for_those_made_without_looking(store: Store) -> None:
    made = [
        replace(
            A_DECISION,
            id=f"d{number}",
            suggestion_id=f"s{number}",
            rule=("model", "title")[number % 2],
            confidence=number / 200,
            words=("Baku", "")[number % 2],
            looked=number != 7,
        )
        for number in range(200)
    ]
    other = replace(A_DECISION, id="other", coder_id="coder-2", looked=True)
    add(store, *made, other, replace(A_DECISION, id="old", suggestion_id="old", layer="", looked=True))
    counts = Counts()
    for one in made:
        counts.add(one)
    kinds, words = store.decided_kinds("coder-1"), store.decided_words("coder-1")
    assert {(layer, rule, percent) for layer, rule, percent, _, _ in kinds} == counts.cells.keys()
    assert sum(number for *_, number in kinds) == 199
    assert words == [("PERSON", "Baku", Provenance.CONFIRMED, 100)]
