"""What an export is made of: a frozen picture of the project, with the few lookups that sheets need."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.domain.actor import Actor
from core.domain.article import Article, Assignment, Coder, Project, Question, Status, WorkTime, pair_id
from core.domain.codebook import Category, Codebook, LayerDef
from core.domain.coding import Coding, Decision, Layer, Suggestion, Unitlike
from core.domain.suggestion import SuggestionSet
from core.domain.text import Span


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person asked for; printed on the README sheet."""

    pseudonyms: bool = False
    include_suggestions: bool = False


@dataclass(frozen=True, slots=True)
class Analysis:
    """What an export needs of an analysis; ``suggestions``: only those that it speaks of."""

    model: str
    made: int  # how many suggestions there were
    repairs: int  # lost spaces assumed
    ends: int  # lost sentence ends assumed
    suggestions: tuple[Suggestion, ...]


def needed(found: SuggestionSet, ids: Container[str] | None) -> Analysis:
    """The part of ``found`` that speaks of ``ids``; all of it for ``None``."""
    kept = (one for one in found.suggestions if ids is None or one.id in ids)
    repairs, ends = len(found.repairs), len(found.boundaries)
    return Analysis(found.model, len(found.suggestions), repairs, ends, tuple(kept))


@dataclass(frozen=True)
class Source:
    """One picture of a project. ``codings`` and ``decisions`` hold only what the exporting person may see."""

    project: Project
    codebook: Codebook
    exported_by: Coder
    exported_at: str
    program: str
    coders: tuple[Coder, ...]  # those whose work is exported
    articles: tuple[Article, ...]
    codings: tuple[Coding, ...]  # by article, coder, reading order
    decisions: tuple[Decision, ...] = ()
    analyses: Mapping[str, Analysis] = field(default_factory=dict)  # by article id
    assignments: Mapping[str, Assignment] = field(default_factory=dict)  # by pair id
    times: Mapping[str, WorkTime] = field(default_factory=dict)  # by pair id
    questions: tuple[Question, ...] = ()
    recodes: Mapping[str, str] = field(default_factory=dict)  # coding id → why it is to be looked at again
    actors: Mapping[str, Actor] = field(default_factory=dict)
    choices: Choices = Choices()

    @cached_property
    def article_of(self) -> dict[str, Article]:
        """Articles by id."""
        return {article.id: article for article in self.articles}

    @cached_property
    def corrected_by(self) -> dict[str, str]:
        """The next version of each article whose text was corrected."""
        return {article.version_of: article.id for article in self.articles if article.version_of}

    @cached_property
    def newest(self) -> tuple[Article, ...]:
        """The articles without older versions of their texts."""
        return tuple(article for article in self.articles if article.id not in self.corrected_by)

    @cached_property
    def names(self) -> dict[str, str]:
        """What coders are called in this export, by id."""
        if not self.choices.pseudonyms:
            return {coder.id: coder.name for coder in self.coders}
        order = sorted(self.coders, key=lambda coder: coder.id)
        return {coder.id: f"coder {number}" for number, coder in enumerate(order, 1)}

    def coder_key(self, coder_id: str) -> str:
        """The coder's id, or a stand-in that does not lead back to the person."""
        return self.names[coder_id].replace(" ", "_") if self.choices.pseudonyms else coder_id

    def status(self, article_id: str, coder_id: str) -> Status:
        """Where the coder is with the article."""
        found = self.assignments.get(pair_id(article_id, coder_id))
        return found.status if found else Status.NEW

    def suggestions_shown(self, article_id: str, coder_id: str) -> str:
        """Whether the coder could see suggestions on the article: ``yes``, ``no`` (by design) or ``none``."""
        if self.hides(article_id, coder_id):
            return "no"
        return "yes" if article_id in self.analyses else "none"

    def hides(self, article_id: str, coder_id: str) -> bool:
        """Whether the study design keeps the suggestions on the article from the coder."""
        found = self.assignments.get(pair_id(article_id, coder_id))
        return found is not None and found.suggestions_hidden

    @cached_property
    def suggestion_of(self) -> dict[str, Suggestion]:
        """The suggestions of the latest analysis, by id within their article (``article_id/id``)."""
        found = self.analyses.items()
        return {f"{article_id}/{one.id}": one for article_id, made in found for one in made.suggestions}

    def suggestion(self, article_id: str, suggestion_id: str) -> Suggestion | None:
        """The suggestion a coding or decision speaks of; ``None`` when a later analysis dropped it."""
        return self.suggestion_of.get(f"{article_id}/{suggestion_id}") if suggestion_id else None

    @cached_property
    def questions_of(self) -> dict[str, tuple[Question, ...]]:
        """Questions by article, oldest first."""
        found: dict[str, tuple[Question, ...]] = {}
        for question in sorted(self.questions, key=lambda q: (q.asked_at, q.id)):
            found[question.article_id] = (*found.get(question.article_id, ()), question)
        return found

    @cached_property
    def layers(self) -> dict[Layer, LayerDef]:
        """The codebook's layers by name."""
        return {layer.layer: layer for layer in self.codebook.layers}

    @cached_property
    def categories(self) -> dict[tuple[Layer, str], Category]:
        """Categories by layer and code."""
        return {(layer.layer, c.code): c for layer in self.codebook.layers for c in layer.categories}

    def label(self, layer: Layer, code: str) -> str:
        """The label of ``code``; the code itself when the codebook does not know it."""
        found = self.categories.get((layer, code))
        return found.label if found else code

    def actor_name(self, actor_id: str) -> str:
        """The name of an actor; the id when nobody knows it."""
        actor = self.actors.get(actor_id)
        return actor.name if actor else actor_id


def unit_id(article_id: str, unit: Unitlike) -> str:
    """An id that codings of different coders share when they marked exactly the same words of an article.

    Units without words of their own (topics of the whole article) share it by category.
    """
    where = ",".join(f"{s.start}-{s.end}" for s in unit.spans) or unit.category
    whole = f"{article_id}|{unit.layer}|{where}"
    return "u" + hashlib.blake2b(whole.encode(), digest_size=8).hexdigest()


def fragments(spans: tuple[Span, ...]) -> str:
    """Spans as text: ``12-34;40-52``, half-open, in code points."""
    return ";".join(f"{span.start}-{span.end}" for span in spans)
