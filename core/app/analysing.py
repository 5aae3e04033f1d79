"""Runs the machine over articles, and writes what it found as plain JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from core.app.commands.ids import now
from core.app.inputs import inputs_of
from core.domain.actor import Actor, ActorKind
from core.domain.article import Article
from core.domain.codebook import Codebook
from core.domain.coding import Layer, SlotFill, Suggestion, fills, value_of
from core.domain.suggestion import SuggestionSet
from core.domain.text import Span, hull
from core.domain.work import Progress, Quiet, check

if TYPE_CHECKING:
    from core.nlp.engine import ModelInfo

Json = dict[str, Any]
_LOOK = 0.05  # seconds between looks at "cancelled"


class Asked(Protocol):
    """What the window asks of the machine."""

    @property
    def article_id(self) -> str:
        """The article's id."""
        ...

    @property
    def text(self) -> str:
        """Its canonical text."""
        ...

    @property
    def sha256(self) -> str:
        """The hash of that text."""
        ...

    @property
    def published(self) -> str:
        """ISO date of publication, or empty."""
        ...

    @property
    def model(self) -> str:
        """The pipeline; empty for the shipped one."""
        ...

    @property
    def known_actors(self) -> tuple[Actor, ...]:
        """The project's own actors."""
        ...

    @property
    def language(self) -> str:
        """Code of the article's language."""
        ...

    @property
    def refused(self) -> tuple[int, ...]:
        """Offsets at which the coder wants no lost space or sentence end assumed."""
        ...

    @property
    def topics(self) -> str:
        """The file of topics the project has learned; empty for none."""
        ...


class Analyser:
    """The machine as the window uses it: in a process of its own that keeps the pipeline loaded."""

    def __init__(self) -> None:
        from core.nlp.remote import Machine

        self._machine = Machine()
        self._turn = Lock()  # the desk and the analysis of all articles ask from threads of their own

    def __call__(self, request: Asked, progress: Progress) -> SuggestionSet:
        """Analyse one article, on the worker; raises `Unavailable` and `Cancelled`."""
        from core.nlp import remote

        article = Article(
            request.article_id,
            request.text,
            request.sha256,
            published=request.published,
            language=request.language,
        )
        asked = remote.Request(
            article,
            request.model,
            request.known_actors,
            request.language,
            request.refused,
            request.topics,
        )
        while not self._turn.acquire(timeout=_LOOK):
            check(progress)
        try:
            found = self._machine.analyse(asked, progress.report, lambda: progress.cancelled)
        finally:
            self._turn.release()
        return replace(found, made_at=now(), inputs=_inputs(request))

    def close(self) -> None:
        """End the process; safe to call twice."""
        self._machine.close()


def _inputs(request: Asked) -> str:
    from core.nlp.model_ids import model_mark
    from core.nlp.taught import taught_mark

    return inputs_of(
        sha256_of_text=request.sha256,
        published=request.published,
        language=request.language,
        mark=model_mark(request.language, request.model) + taught_mark(request.topics),
        known_actors=request.known_actors,
        refused=request.refused,
    )


def analyse_articles(
    model: str,
    articles: Iterable[Article],
    known_actors: tuple[Actor, ...] = (),
    progress: Progress | None = None,
    language: str = "",
) -> Iterator[SuggestionSet]:
    """The suggestions for each article, in order, in this process; each pipeline is loaded once.

    ``language``: code of the language of articles that name none, empty for the model's; ``model`` empty:
    the one that fits. Raises `Unavailable` before the first when there is no such model, and `Cancelled`
    between two.
    """
    from core.nlp.analyse import analyse
    from core.nlp.engine import Engine
    from core.nlp.languages import pipeline_for

    progress = progress or Quiet()
    first = pipeline_for(language, model)
    engines = {first: Engine(first).load()}
    for article in articles:
        check(progress)
        own = article.language or language
        name = pipeline_for(own, model)
        engine = engines.setdefault(name, Engine(name))
        found = analyse(article, engine=engine, known_actors=known_actors, language=own)
        yield replace(found, made_at=now())


def installed_models() -> tuple[ModelInfo, ...]:
    """The pipelines that can be chosen, the shipped one first; does not import spaCy."""
    from core.nlp import engine

    return engine.installed_models()


def language_code(given: str) -> str:
    """The code of a language given as "de", "de-AT" or "German"; raises `BadInput` for anything else."""
    from core.nlp import languages

    return languages.language_code(given)


def languages() -> dict[str, str]:
    """The languages a project can be in: code → English name, English first."""
    from core.nlp import languages as known

    return known.languages()


def resting(language: str) -> str:
    """What can't be suggested for articles in ``language``, in one sentence; empty when all can."""
    from core.nlp import languages as known

    return known.rests(known.spoken(language))


def reading_with(language: str, model: str = "") -> str:
    """The pipeline that reads ``language`` when a project chose ``model``; empty for the shipped one."""
    from core.nlp import languages as known

    return known.pipeline_for(language, model)


def analysis_json(found: SuggestionSet, text: str, codebook: Codebook, actors: Iterable[Actor] = ()) -> Json:
    """``found`` in the format of ``rapporteur analyse``; offsets are code points of ``text``."""
    writer = _Writer(text, codebook, {actor.id: actor for actor in (*actors, *found.actors)})
    return {
        "text_sha256": found.text_sha256,
        "repairs": list(found.repairs),
        "boundaries": list(found.boundaries),
        "entities": [writer.entity(one) for one in found.of(Layer.MENTION)],
        "statements": [writer.statement(one) for one in found.of(Layer.STATEMENT)],
        "topics": [writer.topic(one) for one in found.of(Layer.TOPIC)],
        "events": [writer.event(one) for one in found.of(Layer.EVENT)],
    }


class _Writer:
    def __init__(self, text: str, codebook: Codebook, actors: dict[str, Actor]) -> None:
        self._text = text
        self._codebook = codebook
        self._actors = actors

    def entity(self, one: Suggestion) -> Json:
        actor = next((a for fill in one.slots for a in fill.actors), None)
        return {
            **self._place(_whole(one.spans)),
            "label": one.category,
            "actor": actor,
            "confidence": round(one.confidence, 3),
            "reason": one.reason,
        }

    def statement(self, one: Suggestion) -> Json:
        return {
            "speaker": self._said(one, "speaker"),
            "cue": self._words(one, "cue"),
            "content": [_ends(span) for span in one.spans],
            "addressee": self._said(one, "addressee"),
            "directness": value_of(one, "directness"),
            "confidence": round(one.confidence, 3),
            "reason": one.reason,
        }

    def topic(self, one: Suggestion) -> Json:
        scheme, _, code = one.category.partition(":")
        return {
            "scheme": scheme,
            "code": code,
            "label": self._codebook.label(Layer.TOPIC, one.category),
            "confidence": round(one.confidence, 3),
            "evidence": [self._place(span) for span in one.evidence],
        }

    def event(self, one: Suggestion) -> Json:
        place = self._words(one, "place")
        return {
            "type": one.category,
            "alternatives": list(one.alternatives),
            "mode": value_of(one, "mode") or None,
            "trigger": self._place(_whole(one.spans)),
            "sources": [who for fill in fills(one, "source") for who in self._parties(fill)],
            "targets": [who for fill in fills(one, "target") for who in self._parties(fill)],
            "date": value_of(one, "date") or None,
            "place": place,
            "realis": value_of(one, "realis") or None,
            "confidence": round(one.confidence, 3),
            "reason": one.reason,
        }

    def _said(self, one: Suggestion, slot: str) -> Json | None:
        """Words and actor of a slot; ``None`` when it has no words."""
        for fill in fills(one, slot):
            if fill.spans:
                return {**self._place(_whole(fill.spans)), "actor": next(iter(fill.actors), None)}
        return None

    def _words(self, one: Suggestion, slot: str) -> Json | None:
        spans = [span for fill in fills(one, slot) for span in fill.spans]
        return self._place(_whole(spans)) if spans else None

    def _parties(self, fill: SlotFill) -> Iterator[Json]:
        """One entry for each actor meant, with the words they share; ``null`` offsets where none are said."""
        ends = _ends(_whole(fill.spans)) if fill.spans else {"start": None, "end": None}
        for actor in fill.actors or (None,):
            yield {"actor": actor, "country": self._country(actor), **ends}

    def _country(self, actor_id: str | None) -> str | None:
        actor = self._actors.get(actor_id) if actor_id else None
        if actor is None:
            return None
        return actor.country or (actor.id if actor.kind is ActorKind.COUNTRY else None)

    def _place(self, span: Span) -> Json:
        return {**_ends(span), "text": span.of(self._text)}


def _whole(spans: Iterable[Span]) -> Span:
    whole = hull(spans)
    if whole is None:
        raise ValueError("a unit of this layer has words")
    return whole


def _ends(span: Span) -> Json:
    return {"start": span.start, "end": span.end}
