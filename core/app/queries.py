"""The read side: work list, progress, journal, and the whole of the codings a person may read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import cast

from core.app.access import decides_design, only_given, sees_all, was_given
from core.app.commands.article import THRESHOLD
from core.domain.actor import Actor
from core.domain.article import Article, Assignment, Coder, Project, Question, Recode, Role, Status, WorkTime
from core.domain.changes import Entry
from core.domain.codebook import Codebook
from core.domain.coding import Coding, Decision
from core.domain.errors import Refused
from core.domain.heads import AnalysisHead, ArticleHead
from core.domain.suggestion import SuggestionSet
from core.domain.weights import Weights
from core.storage.search import FoundArticle
from core.storage.store import Store
from core.text.search_query import SearchQuery


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one coder is with what is in the work list, and how many questions are not yet settled."""

    articles: int
    complete: int
    in_progress: int
    questions: int


@dataclass(frozen=True, slots=True)
class Design:
    """The study's design. ``begun`` and ``hidden``: pairs of article and coder where coding has begun, and
    where suggestions are hidden."""

    articles: tuple[str, ...]
    coders: tuple[Coder, ...]
    begun: frozenset[tuple[str, str]]
    hidden: frozenset[tuple[str, str]]


class Queries:
    """What one person may read. Coders get their own work; supervisors and researchers everybody's.

    ``weights``: gives what the person's decisions teach of the confidences that the work list counts by.
    ``who``: gives the account as it is now, whose role may change while a window is open.
    """

    def __init__(
        self,
        store: Store,
        coder_id: str,
        weights: Callable[[], Weights] = Weights,
        who: Callable[[], Coder] | None = None,
    ) -> None:
        coder = store.get("coder", coder_id)
        if not isinstance(coder, Coder):
            raise Refused("no-coder", "This project has no such coder.", where=coder_id)
        self._store = store
        self._weights = weights
        self._who = who or (lambda: coder)

    @property
    def coder(self) -> Coder:
        """Whose view this is."""
        return self._who()

    def heads(
        self,
        *,
        search: str | SearchQuery = "",
        status: str = "",
        order: str = "position",
        limit: int = 200,
        offset: int = 0,
    ) -> list[ArticleHead]:
        """The coder's work list, a page of it. ``search``: words that title, source or text all hold, or what
        the index finds; ``order``: position, title, source, published or words, with ``-`` before it for
        descending."""
        found = self._store.article_heads(
            self.coder.id,
            search=search,
            status=status,
            order=order,
            limit=limit,
            offset=offset,
            least=THRESHOLD,
            weights=self._weights(),
            given=self._only_given,
        )
        return self._with_design(found)

    def head(self, article_id: str) -> ArticleHead | None:
        """The line of one article."""
        found = self._store.article_head(
            self.coder.id, article_id, least=THRESHOLD, weights=self._weights(), given=self._only_given
        )
        return self._with_design([found])[0] if found else None

    def _with_design(self, heads: list[ArticleHead]) -> list[ArticleHead]:
        """The lines with what only who decides on the design may know: coders can't pick by it."""
        if not decides_design(self.coder, coders=self._store.count("coder")):
            return heads
        hidden = self._store.hidden_from(head.article_id for head in heads)
        return [replace(h, hidden_from=hidden[h.article_id]) if h.article_id in hidden else h for h in heads]

    def count(self, *, search: str | SearchQuery = "", status: str = "") -> int:
        """How many lines `heads` has in all."""
        return self._store.count_articles(self.coder.id, search=search, status=status, given=self._only_given)

    def found(self, query: SearchQuery, *, limit: int = 50, offset: int = 0) -> list[FoundArticle]:
        """A page of the articles a search finds among those of the work list, best first."""
        return self._store.found(query, self.coder.id, given=self._only_given, limit=limit, offset=offset)

    def count_found(self, query: SearchQuery) -> int:
        """How many articles `found` has in all."""
        return self._store.count_found(query, self.coder.id, given=self._only_given)

    def progress(self) -> Progress:
        """The coder's counts over the whole project."""
        return Progress(
            self.count(),
            self.count(status=Status.COMPLETE),
            self.count(status=Status.IN_PROGRESS),
            self._store.count("question", settled=False, coder_id=self.coder.id),
        )

    @property
    def _only_given(self) -> bool:
        """Whether the coder has only what was given out in rounds; see `core.app.access`."""
        if sees_all(self.coder):
            return False
        designs = decides_design(self.coder, coders=self._store.count("coder"))
        return only_given(self.coder, rounds=self._store.count("round"), designs=designs)

    def design(self) -> Design:
        """Who codes with suggestions and who without; `Refused` for who does not decide on it."""
        coders = tuple(cast("list[Coder]", self._store.select("coder")))
        if not decides_design(self.coder, coders=len(coders)):
            raise Refused("not-yours", "Only a supervisor may look at the study's design.")
        told = cast("list[Assignment]", self._store.select("assignment"))
        return Design(
            tuple(self._store.article_ids(newest=True)),
            tuple(c for c in coders if c.role is Role.CODER or len(coders) == 1),
            frozenset((a.article_id, a.coder_id) for a in told if a.status is not Status.NEW),
            frozenset((a.article_id, a.coder_id) for a in told if a.suggestions_hidden),
        )

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The project as it stands now, unmoved by what is committed meanwhile; read it within the block."""
        with self._store.reading():
            yield Snapshot(self._store, self.coder)

    def journal(self, *, before: int | None = None, limit: int = 200) -> list[Entry]:
        """A page of the audit trail, newest first; a coder's own lines, all of them for the others."""
        actor = "" if sees_all(self.coder) else self.coder.id
        return self._store.journal_page(actor=actor, before=before, limit=limit)


class Snapshot:
    """One consistent picture for an export. Large kinds come article by article."""

    def __init__(self, store: Store, viewer: Coder) -> None:
        self._store = store
        self._viewer = viewer

    @property
    def project(self) -> Project:
        """The record about the project itself."""
        return cast(Project, self._store.select("project")[0])

    @property
    def codebook(self) -> Codebook:
        """The latest version of the codebook."""
        return max(self.codebooks, key=lambda c: c.version)

    @property
    def codebooks(self) -> tuple[Codebook, ...]:
        """All versions of the codebook."""
        return tuple(cast("list[Codebook]", self._store.select("codebook")))

    @property
    def coders(self) -> tuple[Coder, ...]:
        """The coders whose work is in the picture."""
        coders = cast("list[Coder]", self._store.select("coder"))
        return tuple(c for c in coders if sees_all(self._viewer) or c.id == self._viewer.id)

    @property
    def number_of_coders(self) -> int:
        """How many people there are, whose work is in the picture or not."""
        return self._store.count("coder")

    @property
    def own_actors(self) -> tuple[Actor, ...]:
        """The project's own actors, without the shipped ones."""
        return tuple(cast("list[Actor]", self._store.select("actor")))

    def article_ids(self, *, newest: bool = False) -> list[str]:
        """The articles the reader may see, in the order of the work list: for a coder under rounds those ever
        given to them. ``newest``: of corrected texts the newest version."""
        return [one for one in self._store.article_ids(newest=newest) if self._may_see(one)]

    def analyses(self) -> list[AnalysisHead]:
        """What each article's analysis starts from and was made with, in the order of the work list."""
        return [head for head in self._store.analyses() if self._may_see(head.article_id)]

    def article(self, article_id: str) -> Article:
        """One article with its text; raises KeyError when there is none for the reader."""
        found = self._store.get("article", article_id)
        if not isinstance(found, Article) or not self._may_see(article_id):
            raise KeyError(article_id)
        return found

    def articles(self, ids: Sequence[str]) -> tuple[Article, ...]:
        """These articles with their texts, in this order; raises KeyError when one is none for the reader."""
        if self._own is not None:
            return tuple(self.article(one) for one in ids)
        found = {one.id: one for one in cast("list[Article]", self._store.select("article"))}
        return tuple(found[one] for one in ids)

    def suggestion_set(self, article_id: str) -> SuggestionSet | None:
        """The latest analysis of the article; ``None`` too where the study hides it from the reader."""
        if article_id in self._hidden or not self._may_see(article_id):
            return None
        return cast("SuggestionSet | None", self._store.get("suggestion_set", article_id))

    def _may_see(self, article_id: str) -> bool:
        return self._own is None or article_id in self._own

    @cached_property
    def _own(self) -> frozenset[str] | None:
        """The articles ever given to the reader; ``None`` for who may see all."""
        viewer, store = self._viewer, self._store
        designs = decides_design(viewer, coders=store.count("coder"))
        if not only_given(viewer, rounds=store.count("round"), designs=designs):
            return None
        mine = cast("list[Assignment]", store.select("assignment", coder_id=viewer.id))
        return frozenset(one.article_id for one in mine if was_given(one))

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """Articles whose suggestions a coder must not see, not in an export either."""
        if sees_all(self._viewer):
            return frozenset()
        mine = self._store.select("assignment", coder_id=self._viewer.id, suggestions_hidden=True)
        return frozenset(one.article_id for one in cast("list[Assignment]", mine))

    def codings(self, article_id: str = "") -> list[Coding]:
        """Codings on one article, or on all when none is named."""
        return cast("list[Coding]", self._select("coding", article_id))

    def decisions(self, article_id: str = "") -> list[Decision]:
        """Decisions on one article, or on all."""
        return cast("list[Decision]", self._select("decision", article_id))

    def questions(self, article_id: str = "") -> list[Question]:
        """Questions about one article, or about all."""
        return cast("list[Question]", self._select("question", article_id))

    def assignments(self, article_id: str = "") -> list[Assignment]:
        """The state of work on one article, or on all; articles nobody began have none."""
        return cast("list[Assignment]", self._select("assignment", article_id))

    def work_times(self, article_id: str = "") -> list[WorkTime]:
        """Active time on one article, or on all."""
        return cast("list[WorkTime]", self._select("work_time", article_id))

    def recodes(self) -> list[Recode]:
        """Codings that are to be looked at again and were not yet."""
        found = cast("list[Recode]", self._select("recode", ""))
        return [one for one in found if not one.done]

    def _select(self, kind: str, article_id: str) -> list[object]:
        equals = {"article_id": article_id} if article_id else {}
        if not sees_all(self._viewer):
            equals["coder_id"] = self._viewer.id
        return list(self._store.select(kind, **equals))


@contextmanager
def open_queries(where: Path | str, coder_id: str) -> Iterator[Queries]:
    """The read side on a connection of its own, for a worker; needs no lock and changes nothing."""
    store = Store.open(where, read_only=True)
    try:
        yield Queries(store, coder_id)
    finally:
        store.close()
