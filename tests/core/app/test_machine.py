"""Whatever a coder does in whatever order: memory, database and a replay of the journal are the same."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from core.app.checking import verify
from core.app.commands.actors import AddAlias, LinkActor
from core.app.commands.article import AddTime, Complete, Reopen, SetAnswer, SetMetadata
from core.app.commands.ask import Ask, Withdraw
from core.app.commands.base import Command
from core.app.commands.code import AddCoding, ChangeCoding, RemoveCoding, SetTopic
from core.app.commands.decide import Accept, AcceptAll, FixSuggestion, Recall, Reject
from core.app.commands.parts import Edit
from core.app.projects import open_workspace
from core.domain.article import pair_id
from core.domain.changes import Applied, Record
from core.domain.coding import Coding, Layer, Missing
from core.domain.errors import Refused
from core.domain.text import Span
from core.importing.codebook_file import load_actors
from core.storage.store import Store
from tests.build import TEXT
from tests.core.app.place import ARTICLES, make_place

KINDS = ("article", "actor", "assignment", "work_time", "coding", "decision", "question")
CLOCK = {"work_time"}  # grows by itself and is no step of undo
Rows = dict[tuple[str, str], Record]

suggestions = st.sampled_from(["sug-1", "sug-2", "sug-3", "sug-4"])
articles = st.sampled_from(ARTICLES)
actors = st.sampled_from(["AZE", "ARM", "person:ilham-aliyev"])
types = st.sampled_from(["PERSON", "ORG", "GPE", "DATE"])
spans = st.builds(
    lambda a, n: Span(a, min(a + n, len(TEXT))), st.integers(0, len(TEXT) - 1), st.integers(1, 30)
)
which = st.integers(0, 20)


class Coder(RuleBasedStateMachine):
    """One coder at a real file; ``past`` and ``future`` are a second opinion on undo."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="rapporteur-"))
        self.path = Path(shutil.copy(self.template, self.folder))
        self.past: list[Rows] = []
        self.future: list[Rows] = []
        self.replayed: Rows = {}
        self.seen = 0

    @initialize()
    def begin(self) -> None:
        self.workspace = open_workspace(self.path, "coder-1")
        self.reader = Store.open(self.path, read_only=True)

    # What a coder does

    @rule(article=articles, category=types, span=spans)
    def add(self, article: str, category: str, span: Span) -> None:
        self.step(AddCoding(article, Layer.MENTION, category, (span,)))

    @rule(
        article=articles,
        topic=st.sampled_from(["cap:1921", "cap:1900", "cap:2000"]),
        rank=st.sampled_from(["primary", "secondary", ""]),
    )
    def set_topic(self, article: str, topic: str, rank: str) -> None:
        self.step(SetTopic(article, topic, rank))

    @rule(suggestion=suggestions)
    def accept(self, suggestion: str) -> None:
        self.step(Accept(ARTICLES[0], suggestion))

    @rule(some=st.lists(suggestions, unique=True))
    def accept_all(self, some: list[str]) -> None:
        self.step(AcceptAll(ARTICLES[0], tuple(some)))

    @rule(suggestion=suggestions)
    def reject(self, suggestion: str) -> None:
        self.step(Reject(ARTICLES[0], suggestion))

    @rule(suggestion=suggestions)
    def recall(self, suggestion: str) -> None:
        self.step(Recall(ARTICLES[0], suggestion))

    @rule(suggestion=suggestions, category=types)
    def fix(self, suggestion: str, category: str) -> None:
        self.step(FixSuggestion(ARTICLES[0], suggestion, Edit(category=category)))

    @rule(number=which, span=spans)
    def resize(self, number: int, span: Span) -> None:
        for coding in self.any_coding(number):
            self.step(ChangeCoding(coding.id, Edit(spans=(span,))))

    @rule(number=which, note=st.sampled_from(["", "why? 🇦🇿"]))
    def note(self, number: int, note: str) -> None:
        for coding in self.any_coding(number):
            self.step(ChangeCoding(coding.id, Edit(note=note)))

    @rule(number=which, actor=actors)
    def link(self, number: int, actor: str) -> None:
        for coding in self.any_coding(number):
            self.step(LinkActor(coding.article_id, coding.id, (actor,)))

    @rule(number=which)
    def remove(self, number: int) -> None:
        for coding in self.any_coding(number):
            self.step(RemoveCoding(coding.id))

    @rule(actor=actors, alias=st.sampled_from(["Baku", "the host"]))
    def add_alias(self, actor: str, alias: str) -> None:
        self.step(AddAlias(actor, alias))

    @rule(article=articles, layer=st.sampled_from(["event", "topic", "article"]))
    def answer(self, article: str, layer: str) -> None:
        self.step(SetAnswer(article, layer, Missing.NOTHING_THERE))

    @rule(article=articles, reopen=st.booleans())
    def complete(self, article: str, reopen: bool) -> None:
        self.step(Reopen(article) if reopen else Complete(article, leave_unchecked=True))

    @rule(article=articles, title=st.sampled_from(["One", "Two"]))
    def correct_head(self, article: str, title: str) -> None:
        self.step(SetMetadata(article, title=title))

    @rule(article=articles)
    def ask(self, article: str) -> None:
        self.step(Ask(article, "Is this one?"))

    @rule(article=articles)
    def withdraw(self, article: str) -> None:
        for question in self.workspace.state.questions(article)[:1]:
            self.step(Withdraw(question.id))

    # What happens to the coder

    @rule(article=articles, seconds=st.integers(1, 100))
    def spend_time(self, article: str, seconds: int) -> None:
        self.did(lambda: self.workspace.execute(AddTime(article, seconds)))

    @rule(back=st.integers(1, 4), forth=st.integers(0, 4), restart=st.booleans())
    def back_and_forth(self, back: int, forth: int, restart: bool) -> None:
        for _ in range(back):
            self.undo()
        if restart:
            self.restart()
        for _ in range(forth):
            self.redo()

    @rule(article=articles)
    def finish(self, article: str) -> None:
        self.answer(article, "article")
        self.complete(article, reopen=False)

    @rule()
    def undo(self) -> None:
        now = self.rows()
        if self.did(self.workspace.undo) is None:
            assert not self.past
            return
        assert self.rows() == self.past[-1]
        self.past.pop()
        self.future.append(now)

    @rule()
    def redo(self) -> None:
        now = self.rows()
        if self.did(self.workspace.redo) is None:
            assert not self.future
            return
        assert self.rows() == self.future[-1]
        self.future.pop()
        self.past.append(now)

    @rule()
    def restart(self) -> None:
        self.workspace.close()
        self.workspace = open_workspace(self.path, "coder-1")

    # What must hold after each

    @invariant()
    def memory_is_the_database(self) -> None:
        rows = self.rows(clock=True)
        state = self.workspace.state
        for article in ARTICLES:
            key = pair_id(article, "coder-1")
            assert state.article(article) == rows["article", article]
            assert state.assignment(article) == rows.get(("assignment", key), state.assignment(article))
            assert state.work_time(article) == rows.get(("work_time", key), state.work_time(article))
            assert {c.id for c in state.codings(article)} == self.ids(rows, "coding", article)
            assert all(c == rows["coding", c.id] for c in state.codings(article))
            assert {d.id for d in state.decisions(article).values()} == self.ids(rows, "decision", article)
            assert all(d == rows["decision", d.id] for d in state.decisions(article).values())
            assert {q.id for q in state.questions(article)} == self.ids(rows, "question", article)
        own = {a.id: a for a in load_actors()} | {
            key: r for (kind, key), r in rows.items() if kind == "actor"
        }
        assert {a.id: a for a in state.actors()} == own

    @invariant()
    def the_database_is_the_journal_replayed(self) -> None:
        for entry in self.reader.entries(after=self.seen):
            for change in entry.changes.changes:
                assert self.replayed.get((change.kind, change.id)) == change.before
                self.replayed.pop((change.kind, change.id), None)
                if change.after is not None:
                    self.replayed[change.kind, change.id] = change.after
            self.seen = entry.seq
        assert {key: r for key, r in self.replayed.items() if key[0] in KINDS} == self.rows(clock=True)

    @invariant()
    def the_history_says_what_undo_would_do(self) -> None:
        history = self.workspace.history
        assert bool(history.undo_label) == bool(self.past)
        assert bool(history.redo_label) == bool(self.future)

    def teardown(self) -> None:
        self.workspace.close()
        self.reader.close()
        assert verify(self.path) == []
        shutil.rmtree(self.folder)

    # How

    def rows(self, *, clock: bool = False) -> Rows:
        kinds = [kind for kind in KINDS if clock or kind not in CLOCK]
        return {(kind, record.id): record for kind in kinds for record in self.reader.select(kind)}

    def step(self, command: Command) -> None:
        before = self.rows()
        if self.did(lambda: self.workspace.execute(command)) is not None:
            self.past.append(before)
            self.future.clear()

    def did(self, act: Callable[[], Applied | None]) -> Applied | None:
        """Act; a refusal is a right answer as long as nothing changed."""
        before = self.rows(clock=True)
        applied = None
        with suppress(Refused):
            applied = act()
        assert (applied is None) == (self.rows(clock=True) == before)
        return applied

    def any_coding(self, number: int) -> list[Coding]:
        codings = [c for article in ARTICLES for c in self.workspace.state.codings(article)]
        return [codings[number % len(codings)]] if codings else []

    @staticmethod
    def ids(rows: Rows, wanted: str, article: str) -> set[str]:
        return {
            key
            for (kind, key), r in rows.items()
            if kind == wanted and getattr(r, "article_id", "") == article
        }


def test_memory_database_and_journal_are_one(tmp_path: Path) -> None:
    Coder.template = make_place(tmp_path)
    run_machine(
        Coder,
        settings=settings(
            max_examples=30,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


def test_the_machine_would_notice_a_lost_row(tmp_path: Path) -> None:
    Coder.template = make_place(tmp_path)
    coder = Coder()
    coder.begin()
    coder.accept("sug-1")
    coder.memory_is_the_database()
    work = coder.workspace.state._work.peek(ARTICLES[0])
    assert work is not None
    work.codings.replace(work.codings.values[0], None)
    with pytest.raises(AssertionError):
        coder.memory_is_the_database()
    coder.teardown()
