"""The topics tree: search, article level (primary, secondary), passages, recent codes on number keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from core.app.commands.code import SECONDARY, AddCoding, SetTopic
from core.app.commands.labels import short
from core.domain.codebook import Category, Codebook
from core.domain.coding import Coding, Layer, value_of
from core.domain.rules import PRIMARY, scheme_of
from core.domain.text import words_of
from gui.viewmodels.actors_search import fold
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.unit_index import Unit
from gui.viewmodels.views import Choice, TopicRow, TopicsView

RECENT = 9


class Topics:
    """The codebook's topics as they stand in the open article."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._query = ""
        self._recent: list[str] = []
        self._seen: Codebook | None = None
        self._tree: list[tuple[TopicRow, str]] = []
        self._made: tuple[object, tuple[TopicRow, ...]] = (None, ())
        self.view: Observable[TopicsView] = Observable(TopicsView())
        session.changed.subscribe(self._on_changed)
        session.selection.subscribe(lambda _: self._publish())

    # -- verbs --------------------------------------------------------------------------------------

    def search(self, query: str) -> None:
        """Show the codes whose number, label or definition holds all the words, and what they are under."""
        self._query = query
        self._publish()

    def toggle(self, code: str, rank: str) -> bool:
        """Make a code the article's primary or secondary topic; the same again takes it away."""
        session = self._session
        standing = self._ranks().get(code, "")
        wanted = "" if standing == rank else rank
        called = session.codebook.label(Layer.TOPIC, code)
        label = f"Set {wanted} topic {called}" if wanted else f"Remove topic {called}"
        if not session.run(SetTopic(session.article_id, code, wanted, label=label)):
            return False
        if wanted:
            self._used(code)
        return True

    def code_selection(self, code: str) -> bool:
        """Give the selected words a topic."""
        session = self._session
        spans = session.selection.value
        if not spans:
            session.say("Select the words first, or set the topic of the whole article.")
            return False
        called = session.codebook.label(Layer.TOPIC, code)
        label = f"Add topic {called} to “{short(words_of(spans, session.text))}”"
        if not session.run(AddCoding(session.article_id, Layer.TOPIC, code, spans, label=label)):
            return False
        made = session.made
        session.selection.set(())
        session.select(made)
        self._used(code)
        return True

    def recent(self, number: int) -> bool:
        """Use the recent code of this number key: for the selected words, else for the article."""
        if not 1 <= number <= len(self._recent):
            return False
        code = self._recent[number - 1]
        if self._session.selection.value:
            return self.code_selection(code)
        ranks = self._ranks()
        taken = any(rank == PRIMARY and scheme_of(c) == scheme_of(code) for c, rank in ranks.items())
        return self.toggle(code, ranks.get(code) or (SECONDARY if taken else PRIMARY))

    # -- within -------------------------------------------------------------------------------------

    def _ranks(self) -> dict[str, str]:
        """Code → rank of the article's own topics."""
        units = self._session.units.of(Layer.TOPIC)
        own = [u.what for u in units if isinstance(u.what, Coding) and not u.what.spans]
        return {coding.category: value_of(coding, "rank") for coding in own}

    def _used(self, code: str) -> None:
        self._recent = [code, *(c for c in self._recent if c != code)][:RECENT]
        self._publish()

    def _on_changed(self, refresh: Refresh) -> None:
        if refresh.whole or Layer.TOPIC in refresh.layers:
            if refresh.whole:
                self._recall_recent()
            self._publish()

    def _recall_recent(self) -> None:
        """Begin with the codes the article holds, newest first, where the coder has used none yet."""
        units = self._session.units.of(Layer.TOPIC)
        own = sorted((u.what for u in units if isinstance(u.what, Coding)), key=lambda c: c.created_at)
        for coding in own:
            if coding.category not in self._recent:
                self._recent = [*self._recent, coding.category][:RECENT]

    def _publish(self) -> None:
        if not self._session.article_id:
            self.view.set(TopicsView())
            return
        spans = self._session.selection.value
        self.view.set(
            TopicsView(
                query=self._query,
                rows=self._rows(),
                recent=tuple(self._recent_choices()),
                selection=short(words_of(spans, self._session.text)) if spans else "",
            )
        )

    def _recent_choices(self) -> Iterable[Choice]:
        ranks = self._ranks()
        for at, code in enumerate(self._recent):
            label = self._session.codebook.label(Layer.TOPIC, code)
            yield Choice(code, label, ranks.get(code, ""), str(at + 1), code in ranks)

    def _rows(self) -> tuple[TopicRow, ...]:
        """The rows; the same until a topic, the search, the recent codes or the codebook change."""
        units = self._session.units.of(Layer.TOPIC)
        mark = (self._session.codebook, self._query, tuple(self._recent), units)
        if self._made[0] != mark:
            self._made = (mark, self._rows_of(units))
        return self._made[1]

    def _rows_of(self, units: tuple[Unit, ...]) -> tuple[TopicRow, ...]:
        passages = Counter(u.what.category for u in units if isinstance(u.what, Coding) and u.what.spans)
        suggested = Counter(u.what.category for u in units if u.open)
        ranks = self._ranks()
        keys = {code: str(at + 1) for at, code in enumerate(self._recent)}
        told = {*passages, *suggested, *ranks, *keys}  # all others are as the codebook has them
        return tuple(
            replace(
                row,
                rank=ranks.get(row.code, ""),
                passages=passages[row.code],
                suggested=suggested[row.code],
                key=keys.get(row.code, ""),
            )
            if row.code in told
            else row
            for row in self._fitting()
        )

    def _fitting(self) -> list[TopicRow]:
        tree = self._flat()
        wanted = fold(self._query).split()
        if not wanted:
            return [row for row, _ in tree]
        hits = {row.code for row, said in tree if all(word in said for word in wanted)}
        parents = {row.code: row.parent for row, _ in tree}
        kept = set(hits)
        for code in hits:
            above = parents.get(code, "")
            while above and above not in kept:
                kept.add(above)
                above = parents.get(above, "")
        return [row for row, _ in tree if row.code in kept]

    def _flat(self) -> list[tuple[TopicRow, str]]:
        """The tree from top to bottom: each code's bare row and the words it is searched by."""
        codebook = self._session.codebook
        if self._seen is not codebook:
            flat = flatten(codebook.layer(Layer.TOPIC).offered)
            self._tree = [(_bare(category, depth), said) for category, depth, said in flat]
            self._seen = codebook
        return self._tree


def _bare(category: Category, depth: int) -> TopicRow:
    return TopicRow(
        code=category.code,
        label=category.label,
        depth=depth,
        parent=category.parent,
        detail=category.definition,
        selectable=category.selectable,
    )


def flatten(categories: Iterable[Category]) -> list[tuple[Category, int, str]]:
    """Categories with those under them right behind, in the codebook's order; orphans count as tops."""
    found = list(categories)
    known = {c.code for c in found}
    below: dict[str, list[Category]] = {}
    for category in found:
        below.setdefault(category.parent if category.parent in known else "", []).append(category)
    out: list[tuple[Category, int, str]] = []
    todo = [(category, 0) for category in reversed(below.get("", []))]
    while todo:
        category, depth = todo.pop()
        out.append((category, depth, fold(f"{category.code} {category.label} {category.definition}")))
        todo += [(child, depth + 1) for child in reversed(below.get(category.code, []))]
    return out
