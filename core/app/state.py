"""What commands and windows may read: one coder's own view of the project, kept in step with the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar, cast

from core.app.access import Right, check_may, decides_design, may_work, owner_of
from core.app.learned import Learned
from core.app.own_models import resolved, topics_file
from core.app.recent import Recent
from core.app.versions import Versions
from core.app.work import Work
from core.domain.actor import Actor
from core.domain.article import (
    Article,
    Assignment,
    Coder,
    Project,
    Question,
    Recode,
    Round,
    WorkTime,
    pair_id,
)
from core.domain.changes import KINDS, Applied, Change, Record
from core.domain.codebook import Codebook
from core.domain.coding import Coding, Decision, Layer, Suggestion
from core.domain.errors import Refused
from core.domain.sampling import Stock
from core.domain.suggestion import SuggestionSet
from core.domain.versions import replaced
from core.storage.store import Store

R = TypeVar("R")
_ById = tuple[SuggestionSet | None, Mapping[str, Suggestion]]


class State:
    """One coder's view. It is blind by construction: no method returns the work of somebody else.

    Reads are cached and follow the changes the workspace applies; values returned never change afterwards.
    ``base_actors`` gives the actors every project knows (countries); it is called on first use.
    """

    def __init__(self, store: Store, coder_id: str, base_actors: Callable[[], tuple[Actor, ...]]) -> None:
        coder = store.get("coder", coder_id)
        if not isinstance(coder, Coder):
            raise Refused("no-coder", "This project has no such coder.", where=coder_id)
        self._store = store
        self._base_actors = base_actors
        self._coder = coder
        self.learned = Learned(store, coder_id)
        self.versions = Versions(store, self._check_corrects)
        self.forget()

    def forget(self) -> None:
        """Drop what is cached, so that the next reads come from the store."""
        self._project: Project | None = None
        self._codebook: Codebook | None = None
        self._retires = False  # whether it has codes that are not given any more; asked at every act
        self._coders: int | None = None  # how many there are
        self._rounds: tuple[Round, ...] | None = None
        self._actors: dict[str, Actor] | None = None
        self._actors_sorted: tuple[Actor, ...] | None = None
        self._articles: Recent[Article | None] = Recent()
        self._sets: Recent[SuggestionSet | None] = Recent()
        self._work: Recent[Work] = Recent()
        self._by_id: Recent[_ById] = Recent()
        self._as_made: Recent[_ById] = Recent()
        self._in_force: Recent[tuple[SuggestionSet, Codebook, SuggestionSet]] = Recent()
        self._recodes: tuple[Recode, ...] | None = None
        self.learned.forget()
        self.versions.forget()

    @property
    def coder(self) -> Coder:
        """Whose view this is."""
        return self._coder

    @property
    def project(self) -> Project:
        """The record about the project itself."""
        if self._project is None:
            self._project = cast(Project, self._store.select("project")[0])
        return self._project

    @property
    def pipeline(self) -> str:
        """What the machine is to load for this project; a model of its own by its whole path."""
        return resolved(self.project.model, self._store.where)

    @property
    def topics(self) -> str:
        """The file of the topics learned from this project."""
        return str(topics_file(self._store.where))

    @property
    def codebook(self) -> Codebook:
        """The latest version of the codebook."""
        if self._codebook is None:
            versions = cast("list[Codebook]", self._store.select("codebook"))
            book = self._codebook = max(versions, key=lambda c: c.version)
            self._retires = any(c.retired for layer in book.layers for c in layer.categories)
        return self._codebook

    def article(self, article_id: str) -> Article:
        """The article with its text; raises KeyError when there is none."""
        found = self._articles.get(article_id, lambda: self.stored(Article, article_id))
        if found is None:
            raise KeyError(article_id)
        return found

    def suggestion_set(self, article_id: str) -> SuggestionSet | None:
        """The latest analysis as the coder may see it, or ``None`` when the article was never analysed.

        Confidences are read as the coder's own decisions teach. Nothing is in it where the study design hides
        suggestions, so that nobody further up can show any, and in older versions of a text.
        """
        made = self.analysis(article_id)
        if made is not None and (self.hides(article_id) or self.versions.is_older(article_id)):
            return replace(made, repairs=(), boundaries=(), suggestions=(), actors=())
        return made and self.learned.read(self._offered(made), self.article(article_id).text)

    def _offered(self, made: SuggestionSet) -> SuggestionSet:
        """``made`` in today's codes: what a retired one meant is read as its successor, or not proposed."""
        book = self.codebook
        if not self._retires:
            return made
        kept = self._in_force.peek(made.article_id)
        if kept is None or kept[0] is not made or kept[1] is not book:
            kept = (made, book, replace(made, suggestions=tuple(_todays(made.suggestions, book))))
            self._in_force.put(made.article_id, kept)
        return kept[2]

    def analysis(self, article_id: str) -> SuggestionSet | None:
        """The latest analysis as it is stored, for whoever keeps it; never to be shown."""
        return self._sets.get(article_id, lambda: self.stored(SuggestionSet, article_id))

    def hides(self, article_id: str) -> bool:
        """Whether the study design keeps the machine's suggestions on the article from this coder."""
        work = self._work.peek(article_id)
        if work is None:
            found = self.stored(Assignment, pair_id(article_id, self.coder.id))
        else:
            found = work.assignment
        return found is not None and found.suggestions_hidden

    @property
    def decides_design(self) -> bool:
        """Whether this person says who codes with suggestions and who without."""
        if self._coders is None:
            self._coders = self._store.count("coder")
        return decides_design(self.coder, coders=self._coders)

    def people(self) -> tuple[Coder, ...]:
        """All accounts, by name; who works in a project is no secret in it."""
        found = cast("list[Coder]", self._store.select("coder"))
        return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))

    def rounds(self) -> tuple[Round, ...]:
        """All rounds in the order they were made."""
        if self._rounds is None:
            self._rounds = tuple(cast("list[Round]", self._store.select("round")))
        return self._rounds

    def given(self, article_id: str) -> bool:
        """Whether the article is this coder's to work on now; older versions of a text are nobody's."""
        if self.versions.is_older(article_id):
            return False
        work = self._work_on(article_id).assignment
        return may_work(self.coder, work, self.rounds(), designs=self.decides_design)

    def stock(self) -> list[Stock]:
        """The articles a new round can be drawn from."""
        self._check_designs()
        return self._store.stock()

    def repeats(self) -> frozenset[str]:
        """The articles that are hidden repeats of others; for who plans."""
        self._check_designs()
        return frozenset(self._store.repeats())

    def last_position(self) -> int:
        """The highest place in the order of the work list."""
        return self._store.last_position()

    def given_out(self, **equals: str | int | bool) -> tuple[Assignment, ...]:
        """Everybody's assignments whose fields equal these values, for who plans; `Refused` for others."""
        self._check_designs()
        return tuple(cast("list[Assignment]", self._store.select("assignment", **equals)))

    def _check_corrects(self) -> None:
        check_may(Right.CORRECT, self.coder, rounds=0, designs=self.decides_design)

    def _check_designs(self) -> None:
        if not self.decides_design:
            raise Refused("not-yours", "Only a supervisor plans who codes what.")

    def planned(self, article_id: str, coder_id: str) -> Assignment | None:
        """Anybody's stored assignment, for who decides on the study's design; raises `Refused` for others."""
        if coder_id != self.coder.id and not self.decides_design:
            raise Refused("not-yours", "Only a supervisor may look at another coder's work.", where=coder_id)
        found = self._store.get("assignment", pair_id(article_id, coder_id))
        return found if isinstance(found, Assignment) else None

    def recodes(self) -> tuple[Recode, ...]:
        """The coder's own open ones, on all articles: codings a change of the codebook put in question."""
        if self._recodes is None:
            found = self._store.select("recode", coder_id=self.coder.id, done=False)
            self._recodes = tuple(cast("list[Recode]", found))
        return self._recodes

    def coded(self, layer: Layer, category: str = "") -> tuple[Coding, ...]:
        """Everybody's codings, for who decides on the codebook; `Refused` for others."""
        if not self.decides_design:
            raise Refused("not-yours", "Only a supervisor may look at what a change of the codebook touches.")
        equals = {"layer": str(layer)} | ({"category": category} if category else {})
        return tuple(cast("list[Coding]", self._store.select("coding", **equals)))

    def asked_again(self) -> dict[str, Recode]:
        """Everybody's open recodes by coding, for who decides on the codebook."""
        if not self.decides_design:
            raise Refused("not-yours", "Only a supervisor may look at what others are to code again.")
        return {r.coding_id: r for r in cast("list[Recode]", self._store.select("recode", done=False))}

    def suggestions(self, article_id: str) -> Mapping[str, Suggestion]:
        """The suggestions of the latest analysis by id."""
        return _by_id(self._by_id, article_id, self.suggestion_set(article_id))

    def proposed(self, article_id: str) -> Mapping[str, Suggestion]:
        """The suggestions of the latest analysis as the machine made them, by id; for what is recorded."""
        return _by_id(self._as_made, article_id, self.analysis(article_id))

    def codings_at(self, article_id: str, start: int) -> tuple[Coding, ...]:
        """The coder's own codings whose first span begins at ``start``; -1: those without words."""
        return self._work_on(article_id).codings.at(start)

    def codings(self, article_id: str) -> tuple[Coding, ...]:
        """The coder's own codings in reading order."""
        return self._work_on(article_id).codings.values

    def decisions(self, article_id: str) -> Mapping[str, Decision]:
        """The coder's own decisions by suggestion id."""
        return self._work_on(article_id).decisions

    def questions(self, article_id: str) -> tuple[Question, ...]:
        """The coder's own questions, oldest first."""
        return self._work_on(article_id).questions

    def assignment(self, article_id: str) -> Assignment:
        """The coder's work on the article; a new one, not yet stored, when none is."""
        stored = self._work_on(article_id).assignment
        return stored or Assignment(pair_id(article_id, self.coder.id), article_id, self.coder.id)

    def work_time(self, article_id: str) -> WorkTime:
        """The coder's active time; a new one, not yet stored, when none is."""
        stored = self._work_on(article_id).work_time
        return stored or WorkTime(pair_id(article_id, self.coder.id), article_id, self.coder.id)

    def actor(self, actor_id: str) -> Actor | None:
        """The actor, the project's own before the shipped one of the same id."""
        return self._all_actors().get(actor_id)

    def actors(self) -> tuple[Actor, ...]:
        """The project's own actors and the shipped ones, by id."""
        if self._actors_sorted is None:
            self._actors_sorted = tuple(sorted(self._all_actors().values(), key=lambda a: a.id))
        return self._actors_sorted

    def get(self, kind: str, record_id: str) -> Record | None:
        """The stored record, or ``None`` when there is none or it is another coder's."""
        record = self._store.get(kind, record_id)
        return record if record is not None and owner_of(record) in ("", self.coder.id) else None

    def articles_there(self, ids: Iterable[str]) -> set[str]:
        """Which of these articles the project has."""
        return self._store.there("article", ids)

    def stored(self, cls: type[R], record_id: str) -> R | None:
        """`get` by the record's class, typed."""
        found = self.get(next(kind for kind, known in KINDS.items() if known is cls), record_id)
        return found if isinstance(found, cls) else None

    def apply(self, applied: Applied) -> None:
        """Follow a committed change; called by the workspace before anybody is told."""
        if replaced(applied.entry.changes):
            self.forget()  # work is on another article now
        for change in applied.entry.changes.changes:
            self.learned.follow(change)
            self.versions.follow(change)
            self._follow(change)

    def _follow(self, change: Change) -> None:
        some = change.after if change.after is not None else change.before
        match some:
            case Project() | Codebook():
                self._project = self._codebook = None
            case Recode() | Round():
                self._recodes = self._rounds = None
            case Coder():
                self._follow_coder(change)
            case Actor():
                self._follow_actor(change)
            case Article():
                self._articles.put(change.id, cast("Article | None", change.after))
            case SuggestionSet():
                self._sets.renew(some.article_id, cast("SuggestionSet | None", change.after))
            case Assignment() | WorkTime() | Coding() | Decision() | Question():
                self._follow_work(some.article_id, some.coder_id, change)

    def _follow_work(self, article_id: str, coder_id: str, change: Change) -> None:
        work = self._work.peek(article_id)
        if work is not None and coder_id == self.coder.id:
            work.follow(change.before, change.after)

    def _follow_coder(self, change: Change) -> None:
        self._coders = None
        if change.id == self._coder.id and isinstance(change.after, Coder):
            self._coder = change.after

    def _follow_actor(self, change: Change) -> None:
        if self._actors is None:
            return
        self._actors_sorted = None
        if isinstance(change.after, Actor):
            self._actors[change.id] = change.after
            return
        self._actors.pop(change.id, None)
        for shipped in self._base_actors():
            if shipped.id == change.id:
                self._actors[shipped.id] = shipped

    def _all_actors(self) -> dict[str, Actor]:
        if self._actors is None:
            own = cast("list[Actor]", self._store.select("actor"))
            self._actors = {actor.id: actor for actor in (*self._base_actors(), *own)}
        return self._actors

    def _work_on(self, article_id: str) -> Work:
        return self._work.get(article_id, lambda: Work(self._own(article_id)))

    def _own(self, article_id: str) -> Iterable[Record]:
        for kind in ("assignment", "work_time", "coding", "decision", "question"):
            yield from self._store.select(kind, article_id=article_id, coder_id=self.coder.id)


def _todays(suggestions: Iterable[Suggestion], book: Codebook) -> Iterator[Suggestion]:
    for one in suggestions:
        code = book.in_force(one.layer, one.category)
        if code == one.category or book.category(one.layer, one.category) is None:
            yield one
        elif code:
            yield replace(one, category=code)


def _by_id(recent: Recent[_ById], article_id: str, made: SuggestionSet | None) -> Mapping[str, Suggestion]:
    kept = recent.peek(article_id)
    if kept is None or kept[0] is not made:
        found = made.suggestions if made else ()
        kept = (made, MappingProxyType({suggestion.id: suggestion for suggestion in found}))
        recent.put(article_id, kept)
    return kept[1]
