"""A study of several coders with everything they disagree about planted: real records in a real project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from core.app.reliability import Material, read_material
from core.domain.alignment import Kind
from core.domain.article import Article, Assignment, Coder, Project, Role, Round, RoundKind, Status, pair_id
from core.domain.changes import Record
from core.domain.codebook import Codebook
from core.domain.coding import Coding, Layer, SlotFill
from core.importing.codebook_file import load_codebook
from core.stats.alike import Alike
from core.stats.compared import WhatIf
from core.stats.report import LayerReport, report
from core.storage.store import Store
from tests.build import a_coding, an_article, span_of

TEXT = (
    "Baku and Yerevan will meet in Almaty on 28 April. Aliyev said that peace is near. "
    "The president of Azerbaijan spoke of trade. Moscow sent aid to Armenia, Blinken warned Tehran."
)
BOSS = Coder("boss", "Cleo", Role.SUPERVISOR)
READER = Coder("reader", "Rita", Role.RESEARCHER)
NAMES = ("Ada", "Ben", "Cy", "Dan", "Eve", "Fay")


@dataclass
class Study:
    """Records before they are written. Coders are ``k0``, ``k1`` …; articles ``a1``, ``a2`` …"""

    coders: int
    book: Codebook = field(default_factory=load_codebook)
    records: list[Record] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    _number: count[int] = field(default_factory=count)

    def article(self, *who: int, text: str = TEXT, **rest: Any) -> str:
        """An article that these coders completed; all when none is named."""
        article_id = f"a{len(self.articles) + 1}"
        given = {"position": len(self.articles) + 1, **rest}
        self.articles.append(an_article(text, id=article_id, **given))
        for coder in who or range(self.coders):
            self.work(article_id, coder)
        return article_id

    def work(self, article_id: str, coder: int, **rest: Any) -> None:
        """One coder's work on an article, complete unless told otherwise."""
        who = f"k{coder}"
        given = {"status": Status.COMPLETE, "completed_at": "2026-02-03T10:00:00.000Z", **rest}
        self.records = [one for one in self.records if one.id != pair_id(article_id, who)]
        self.records.append(Assignment(pair_id(article_id, who), article_id, who, **given))

    def code(self, article_id: str, coder: int, layer: Layer, category: str, words: str, **rest: Any) -> str:
        """A coding of these words (empty: of the whole article); slots as ``source=("words", "ACTOR")``."""
        text = next(one.text for one in self.articles if one.id == article_id)
        variables = tuple(sorted(rest.pop("variables", {}).items()))
        slots = tuple(_fill(name, text, *given) for name, given in rest.items())
        coding: Coding = a_coding(
            (span_of(words, text),) if words else (),
            text=text,
            id=f"c{next(self._number):04}",
            article_id=article_id,
            coder_id=f"k{coder}",
            layer=layer,
            category=category,
            slots=slots,
            variables=variables,
        )
        self.records.append(coding)
        return coding.id

    def all_code(self, article_id: str, layer: Layer, category: str, words: str, **rest: Any) -> None:
        """The same by everybody."""
        for coder in range(self.coders):
            self.code(article_id, coder, layer, category, words, **dict(rest))

    def write(self, folder: Path, *more: Record) -> Path:
        """The project file."""
        path = folder / "study.rapporteur"
        people = [Coder(f"k{n}", NAMES[n]) for n in range(self.coders)]
        project = Project("project-1", "Test", created_at="2026-01-01T00:00:00.000Z")
        everything = (*people, BOSS, READER, self.book, *self.articles, *more, *self.records)
        Store.create(path, project, everything).close()
        return path

    def read(self, folder: Path, *more: Record, layers: Iterable[Layer] = ()) -> Material:
        """The material, as the supervisor gets it."""
        return read_material(self.write(folder, *more), BOSS.id, tuple(layers))


def a_round(round_id: str, kind: RoundKind = RoundKind.RELIABILITY) -> Round:
    return Round(round_id, round_id.title(), kind, created_at="2026-01-02T00:00:00.000Z")


def another_version(book: Codebook, created_at: str, **changes: Any) -> Codebook:
    return replace(
        book, id=f"codebook/{book.version + 1}", version=book.version + 1, created_at=created_at, **changes
    )


def _fill(name: str, text: str, words: str, *actors: str) -> SlotFill:
    return SlotFill(name, (span_of(words, text),) if words else (), actors)


def of(material: Material, layer: Layer, what: WhatIf | None = None) -> LayerReport:
    found = report(material.layers, what).of(layer)
    assert found is not None
    return found


def row(layer: LayerReport, name: str, kind: str = "") -> Alike:
    return next(
        one for one in layer.rows if one.cells.column.name == name and kind in ("", one.cells.column.kind)
    )


def kinds(layer: LayerReport) -> list[tuple[Kind, str]]:
    return [(one.kind, one.where) for one in layer.disagreements]
