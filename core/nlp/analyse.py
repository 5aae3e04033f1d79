"""One article through the machine: repair, parse, mentions, statements, events and topics, as one value."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.actor import Actor
from core.domain.article import Article
from core.domain.coding import Layer, SlotFill, Suggestion, with_value
from core.domain.suggestion import SuggestionSet
from core.nlp import events, statements, topics
from core.nlp.dates import find_dates
from core.nlp.engine import Engine
from core.nlp.ids import suggestion_id, text_hash
from core.nlp.languages import Rules, reads, spoken
from core.nlp.mentions import Found, Mention, ModelName, find_mentions
from core.nlp.mentions_abroad import find_mentions_abroad
from core.nlp.pieces import dateline, pieces
from core.nlp.view import View, view_of_pieces
from core.text.repair import Repaired, repair

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from core.nlp.topics_learned import Learned

_LONGEST = 20_000  # characters parsed at once; a longer paragraph is cut at a space
_SHOWN = frozenset({"name", "title", "description"})
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Task:
    """One article made ready; ``places`` are the ranges of ``repaired.text`` that are parsed one by one."""

    name: str
    own: str
    published: str
    language: str
    repaired: Repaired
    places: tuple[tuple[int, int], ...]
    refused: tuple[int, ...] = ()

    @property
    def texts(self) -> list[str]:
        """What the pipeline parses."""
        return [self.repaired.text[start:end] for start, end in self.places]


def analyse(
    article: Article | str,
    published: str = "",
    *,
    engine: Engine,
    known_actors: Iterable[Actor] = (),
    language: str = "",
    refused: Collection[int] = (),
    learned: Learned | None = None,
) -> SuggestionSet:
    """All suggestions for one article; every span slices the article's own text. Never raises for a text.

    ``published``: ISO date that relative dates are counted from; without one the article's own, else the
    dateline's. ``language``: code of the text's language; the article's own goes before it, and without
    either it is the pipeline's. Rules that do not read the language rest. ``refused``: offsets at which no
    lost space or sentence end is to be assumed; ``learned``: the project's own topics.
    Raises Unavailable ``no-model`` without a pipeline.
    """
    task = made_ready(article, published, engine=engine, language=language, refused=refused)
    docs = list(engine.pipe(task.texts))
    return finished(task, docs, engine=engine, known_actors=known_actors, learned=learned)


def made_ready(
    article: Article | str,
    published: str = "",
    *,
    engine: Engine,
    language: str = "",
    refused: Collection[int] = (),
) -> Task:
    """What `analyse` does before the pipeline has its turn."""
    name, own = ("text", article) if isinstance(article, str) else (article.id, article.text)
    text = _SURROGATES.sub("\ufffd", own)
    if isinstance(article, Article):
        published = published or article.published
        language = article.language or language
    published = published or _dateline_date(text)
    return _task(name, own, text, published, spoken(language, engine.language), refused)


def _task(name: str, own: str, text: str, published: str, language: str, refused: Collection[int]) -> Task:
    repaired = repair(text, refused=refused) if reads(Rules.REPAIR, language) else Repaired(text)
    ends = map(repaired.to_repaired, repaired.ends)
    places = tuple(part for piece in pieces(repaired.text, ends) for part in _parts(repaired.text, *piece))
    return Task(name, own, published, language, repaired, places, tuple(sorted(refused)))


def finished(
    task: Task,
    docs: Sequence[Doc],
    *,
    engine: Engine,
    known_actors: Iterable[Actor] = (),
    learned: Learned | None = None,
) -> SuggestionSet:
    """What `analyse` does with the ``docs`` of a task's texts."""
    view, found = _seen(task, docs, known_actors)
    return SuggestionSet(
        id=task.name,
        article_id=task.name,
        text_sha256=text_hash(task.own),
        model=engine.id,
        repairs=view.repaired.inserts,
        boundaries=view.repaired.ends,
        refused=task.refused,
        suggestions=tuple(suggested(view, found, task.published, task.language, learned)),
        actors=found.actors,
    )


def read(
    text: str,
    published: str,
    *,
    engine: Engine,
    known_actors: Iterable[Actor] = (),
    language: str = "",
    refused: Collection[int] = (),
) -> tuple[View, Found]:
    """The parsed article and its mentions: what the rules for statements, events and topics start from."""
    task = _task("text", text, text, published, spoken(language, engine.language), refused)
    return _seen(task, list(engine.pipe(task.texts)), known_actors)


def _seen(task: Task, docs: Sequence[Doc], known_actors: Iterable[Actor]) -> tuple[View, Found]:
    placed = [(start, doc) for (start, _), doc in zip(task.places, docs, strict=True)]
    marked = [
        ModelName(start + e.start_char, start + e.end_char, e.label_)
        for start, doc in placed
        for e in doc.ents
    ]
    view = view_of_pieces(placed, task.repaired)
    return view, mentioned(view, marked, task.published, known_actors, task.language)


def mentioned(
    view: View, marked: Iterable[ModelName], published: str, known_actors: Iterable[Actor], language: str
) -> Found:
    """The mentions by the rules that read ``language``; ``marked``: the pipeline's own names."""
    if reads(Rules.NAMES, language):
        return find_mentions(view, marked, published=published, known_actors=known_actors)
    return find_mentions_abroad(view, marked, language, known_actors, published)


def suggested(
    view: View, found: Found, published: str, language: str, learned: Learned | None = None
) -> Iterator[Suggestion]:
    """Mentions, statements, events and topics, as far as their rules read ``language``."""
    yield from _mentions(view, found.mentions)
    said: tuple[Suggestion, ...] = ()
    if reads(Rules.STATEMENTS, language):
        said = statements.find(view, found.mentions)
        yield from said
    if reads(Rules.EVENTS, language):
        yield from events.find(view, found.mentions, said, published)
    if reads(Rules.TOPICS, language):
        yield from topics.find(view, learned)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A piece in parts that fit the parser's memory, cut at spaces where there are any."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        cut = space if space > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _dateline_date(text: str) -> str:
    """The day a dateline gives, when it gives one with its year."""
    start, end = dateline(text)
    dates = find_dates(text[start:end])
    return next((d.value for d in dates if len(d.value) == 10), "")


def _mentions(view: View, mentions: Iterable[Mention]) -> Iterator[Suggestion]:
    """Names, and descriptions that are known to mean somebody; pronouns serve the other layers only."""
    sha = text_hash(view.text)
    for mention in mentions:
        if mention.form in _SHOWN and (mention.form == "name" or mention.actors):
            yield _suggestion(sha, mention)


def _suggestion(sha: str, mention: Mention) -> Suggestion:
    variables = with_value((), "form", mention.form)
    if mention.value:
        variables = with_value(variables, "value", mention.value)
    family = "name" if mention.form == "name" else "reference"
    return Suggestion(
        id=suggestion_id(sha, Layer.MENTION, mention.label, (mention.span,), family),
        layer=Layer.MENTION,
        category=mention.label,
        spans=(mention.span,),
        slots=(SlotFill("actor", actors=mention.actors),) if mention.actors else (),
        variables=variables,
        confidence=mention.confidence,
        rule=f"mention.{mention.rule}",
        reason=mention.reason,
        evidence=(mention.titled,) if mention.titled else (),
    )
