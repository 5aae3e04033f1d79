"""Reads what coders recorded and makes the material that reliability is computed from; for who sees all.

It is about codings as coders left them, before anybody decided which of two is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.app.access import check_compares
from core.domain.article import Article, Assignment, Coder, Round, Status
from core.domain.codebook import Codebook, LayerDef
from core.domain.coding import Coding, Layer
from core.domain.comparable import Comparable
from core.domain.errors import Refused
from core.domain.standing import status_of
from core.domain.work import Progress, Quiet, check, no_cycle_search
from core.storage.store import Store

if TYPE_CHECKING:
    from core.app.reliability_layer import Growing
    from core.stats.compared import LayerMaterial

FIRST, AGAIN = "first time", "once more"
_ByCoder = dict[str, list[Coding]]


@dataclass(frozen=True, slots=True)
class Material:
    """All there is to compare, as it stood when it was read.

    ``again``: by coder, the layers of articles that one person coded twice without knowing; the two times
    (`FIRST`, `AGAIN`) take the place of coders.
    """

    codebook: Codebook
    coders: tuple[Coder, ...]
    rounds: tuple[Round, ...]
    layers: tuple[LayerMaterial, ...]
    again: Mapping[str, tuple[LayerMaterial, ...]]

    def name(self, coder_id: str) -> str:
        """The coder's name; what was given where there is no such coder."""
        return next((one.name for one in self.coders if one.id == coder_id), coder_id)

    def title(self, article_id: str) -> str:
        """The title of an article that is compared."""
        of_layers = (one for layer in self.layers for one in layer.articles)
        return next((one.title for one in of_layers if one.article_id == article_id), article_id)


def read_material(
    where: Path | str, viewer_id: str, layers: Sequence[Layer] = (), progress: Progress | None = None
) -> Material:
    """The material of the project at ``where``, on a connection of its own; ``layers``: only these.

    Raises `Refused` (``no-coder``, ``not-yours`` for coders) and `Cancelled`.
    """
    store = Store.open(where, read_only=True)
    try:
        viewer = store.get("coder", viewer_id)
        if not isinstance(viewer, Coder):
            raise Refused("no-coder", "This project has no such coder.", where=viewer_id)
        check_compares(viewer)
        with no_cycle_search(), store.reading():
            return _Reading(store, layers, progress or Quiet()).material()
    finally:
        store.close()


class _Reading:
    """One picture of the project, made into material."""

    def __init__(self, store: Store, layers: Sequence[Layer], progress: Progress) -> None:
        self._store = store
        self._progress = progress
        books = cast("list[Codebook]", store.select("codebook"))
        self._book = max(books, key=lambda book: book.version)
        self._comparable = Comparable(books)
        self._layers = tuple(one for one in self._book.layers if not layers or one.layer in layers)
        self._done: dict[str, dict[str, Assignment]] = defaultdict(dict)
        for one in cast("list[Assignment]", store.select("assignment", status=str(Status.COMPLETE))):
            if status_of(one) is Status.COMPLETE:
                self._done[one.article_id][one.coder_id] = one
        self._codings: dict[str, _ByCoder] = defaultdict(lambda: defaultdict(list))
        for coding in cast("list[Coding]", store.select("coding")):
            if coding.coder_id in self._done.get(coding.article_id, ()):
                self._codings[coding.article_id][coding.coder_id].append(coding)

    def material(self) -> Material:
        """Articles in the order of the work list."""
        made, again = self._grown(), dict[str, "dict[Layer, Growing]"]()
        ids, repeats = self._store.article_ids(newest=True), set(self._store.repeats())
        for number, article_id in enumerate(ids):
            if number % 20 == 0:
                check(self._progress)
                self._progress.report(number / len(ids), "Comparing codings")
            if len(self._done.get(article_id, ())) > 1:
                codings = self._codings[article_id]
                self._compare(self._article(article_id), self._done[article_id], codings, made)
            if article_id in repeats and self._done.get(article_id):
                self._repeat(self._article(article_id), again)
        return Material(
            self._book,
            tuple(cast("list[Coder]", self._store.select("coder"))),
            tuple(cast("list[Round]", self._store.select("round"))),
            tuple(one.material() for one in made.values()),
            {coder: tuple(one.material() for one in some.values()) for coder, some in sorted(again.items())},
        )

    def _grown(self) -> dict[Layer, Growing]:
        from core.app.reliability_layer import Growing

        return {one.layer: Growing(one) for one in self._layers}

    def _article(self, article_id: str) -> Article:
        return cast(Article, self._store.get("article", article_id))

    def _compare(
        self,
        article: Article,
        work: Mapping[str, Assignment],
        codings: Mapping[str, Sequence[Coding]],
        made: Mapping[Layer, Growing],
    ) -> None:
        """Add the article to each layer; work that can't be compared in parts of its own."""
        from core.stats.participants import participants

        fillers = participants((one for some in codings.values() for one in some), article.text)
        for layer in self._layers:
            eras = self._comparable.eras(layer.layer, work.values())
            into = made[layer.layer]
            into.fillers(fillers)
            if len(eras) > 1:
                into.incomparable.append(article.id)
            for era in eras:
                if len(era) > 1:
                    into.add(article, {one.coder_id: one for one in era}, codings)

    def _repeat(self, article: Article, again: dict[str, dict[Layer, Growing]]) -> None:
        """Compare a hidden repeat with what its coder did the first time on the same text."""
        for coder, second in self._done[article.id].items():
            first = self._done.get(article.repeat_of, {}).get(coder)
            if first is None or self._article(first.article_id).sha256 != article.sha256:
                continue
            times = {FIRST: first, AGAIN: second}
            work = {name: replace(one, coder_id=name) for name, one in times.items()}
            codings = {name: _as(name, self._codings[one.article_id][coder]) for name, one in times.items()}
            self._compare(article, work, codings, again.setdefault(coder, self._grown()))


def _as(name: str, codings: Iterable[Coding]) -> list[Coding]:
    return [replace(one, coder_id=name) for one in codings]


def layer_of(book: Codebook, named: str) -> LayerDef:
    """The layer of that name or label; raises `Refused` (``no-layer``)."""
    for one in book.layers:
        if named.casefold() in (one.layer.value, one.label.casefold()):
            return one
    there = ", ".join(one.layer.value for one in book.layers)
    raise Refused("no-layer", f"There is no layer “{named}”; there are: {there}.", where=named)


def round_named(material: Material, named: str) -> Round:
    """The round of that name or id; raises `Refused` (``no-round``)."""
    for one in material.rounds:
        if named == one.id or named.casefold() == one.name.casefold():
            return one
    there = ", ".join(one.name for one in material.rounds) or "none"
    raise Refused("no-round", f"There is no round “{named}”; there are: {there}.", where=named)
