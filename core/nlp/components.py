"""The suggestions as a component of any spaCy pipeline: ``nlp.add_pipe("rapporteur")``.

What it finds stands in ``doc.spans`` and in extensions (``resources/help/spacy.md``). An installed program
tells spaCy of it by an entry point; run from a folder, `register` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from core.domain.actor import Actor
from core.domain.coding import Layer, SlotFill, Suggestion, fills
from core.domain.suggestion import SuggestionSet
from core.nlp.analyse import mentioned, suggested
from core.nlp.ids import text_hash
from core.nlp.languages import spoken
from core.nlp.mentions_ground import ModelName
from core.nlp.view import view_of
from core.text.repair import Repaired

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

FACTORY = "rapporteur"
PAGE = "rapporteur"  # the key of what was found in ``doc.user_data``
GROUPS = {
    Layer.MENTION: "mentions",
    Layer.STATEMENT: "statements",
    Layer.EVENT: "events",
    Layer.TOPIC: "topics",
}
SLOTS = {
    "speaker": "speakers",
    "cue": "cues",
    "addressee": "addressees",
    "source": "sources",
    "target": "targets",
    "place": "places",
}
_WHO = {Layer.MENTION: "actor", Layer.STATEMENT: "speaker", Layer.EVENT: "source"}
_ACTORS_FILE = "actors.json"


class Rapporteur:
    """The component. ``known_actors``: whom texts may name, found by name and alias; saved with the pipeline.

    ``language``: code of the texts' language, empty for the pipeline's; ``threshold``: least confidence in
    [0, 1] of what stands in ``doc.spans``; ``doc._.suggestions`` holds all. Keeps nothing between docs.
    """

    def __init__(self, name: str = FACTORY, language: str = "", threshold: float = 0.5) -> None:
        self.name = name
        self.language = language
        self.threshold = threshold
        self.known_actors: tuple[Actor, ...] = ()

    def __call__(self, doc: Doc) -> Doc:
        """Find what there is in ``doc`` and return it."""
        language = spoken(self.language, doc.lang_)
        published = doc._.published
        view = view_of(doc, Repaired(doc.text))
        marked = [ModelName(e.start_char, e.end_char, e.label_) for e in doc.ents]
        found = mentioned(view, marked, published, self.known_actors, language)
        made = tuple(suggested(view, found, published, language))
        every = SuggestionSet("text", "text", text_hash(doc.text), FACTORY, (), made, found.actors)
        doc.user_data[PAGE] = msgspec.json.encode(every).decode()
        self._write_spans(doc, made)
        return doc

    def _write_spans(self, doc: Doc, made: Iterable[Suggestion]) -> None:
        groups: dict[str, list[Span]] = {name: [] for name in (*GROUPS.values(), *SLOTS.values())}
        for one in made:
            if one.confidence >= self.threshold:
                groups[GROUPS[one.layer]] += _spans(doc, one, one.spans or one.evidence, one.category)
                for fill in one.slots:
                    if fill.slot in SLOTS:
                        groups[SLOTS[fill.slot]] += _spans(doc, one, fill.spans, fill.slot)
        for name, spans in groups.items():
            doc.spans[name] = spans

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002 -- spaCy's protocol
        """What spaCy keeps of the component: the actors. The rest is its config."""
        return msgspec.json.encode(self.known_actors)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Rapporteur:  # noqa: ARG002
        """Take back what `to_bytes` gave."""
        self.known_actors = msgspec.json.decode(data, type=tuple[Actor, ...])
        return self

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Write the actors into the folder ``path``."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _ACTORS_FILE).write_bytes(self.to_bytes(exclude=exclude))

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> Rapporteur:
        """Read what `to_disk` wrote."""
        return self.from_bytes((Path(path) / _ACTORS_FILE).read_bytes(), exclude=exclude)


def _spans(doc: Doc, one: Suggestion, places: Iterable[Any], label: str) -> list[Span]:
    """Spans of whole tokens over ``places``; the exact offsets are in the suggestion itself."""
    found = (
        doc.char_span(p.start, p.end, label=label, span_id=one.id, alignment_mode="expand") for p in places
    )
    return [span for span in found if span is not None]


# --- what extensions give -----------------------------------------------------------------------------------


@lru_cache(maxsize=16)
def _decoded(page: str) -> SuggestionSet:
    return msgspec.json.decode(page, type=SuggestionSet)


def suggestions(doc: Doc) -> SuggestionSet:
    """All that was found in ``doc``, with exact offsets, whatever its confidence."""
    page = doc.user_data.get(PAGE, "")
    return _decoded(page) if page else SuggestionSet("text", "text", "", "")


def _of_layer(doc: Doc, layer: Layer) -> tuple[Suggestion, ...]:
    return suggestions(doc).of(layer)


def mentions(doc: Doc) -> tuple[Suggestion, ...]:
    """The names and references of ``doc``."""
    return _of_layer(doc, Layer.MENTION)


def statements(doc: Doc) -> tuple[Suggestion, ...]:
    """Who says what in ``doc``."""
    return _of_layer(doc, Layer.STATEMENT)


def events(doc: Doc) -> tuple[Suggestion, ...]:
    """What happens in ``doc``."""
    return _of_layer(doc, Layer.EVENT)


def topics(doc: Doc) -> tuple[Suggestion, ...]:
    """What ``doc`` is about."""
    return _of_layer(doc, Layer.TOPIC)


def actors(doc: Doc) -> tuple[Actor, ...]:
    """The persons and bodies of ``doc`` that are not among the known ones."""
    return suggestions(doc).actors


def suggestion(span: Span) -> Suggestion | None:
    """The suggestion a span of ``doc.spans`` belongs to."""
    found = suggestions(span.doc).suggestions if span.id else ()
    return next((one for one in found if _hash(one.id) == span.id), None)


@lru_cache(maxsize=4096)
def _hash(words: str) -> int:
    from spacy.strings import get_string_id

    return int(get_string_id(words))


def _fill(span: Span) -> tuple[SlotFill, ...]:
    """The slot the span fills; for a unit's own words that of its main actor."""
    one = suggestion(span)
    if one is None:
        return ()
    if span.label_ in SLOTS:
        ends = (span.start_char, span.end_char)
        return tuple(f for f in fills(one, span.label_) if any(_meets(s, ends) for s in f.spans))
    return fills(one, _WHO.get(one.layer, ""))


def _meets(place: Any, ends: tuple[int, int]) -> bool:
    return bool(place.start < ends[1] and ends[0] < place.end)


def span_actors(span: Span) -> tuple[str, ...]:
    """The ids of those meant by the words of the span; of a statement its speaker, of an event its source."""
    return tuple(dict.fromkeys(actor for fill in _fill(span) for actor in fill.actors))


def actor(span: Span) -> str:
    """The first of `span_actors`, empty when it can't be told."""
    return next(iter(span_actors(span)), "")


def reason(span: Span) -> str:
    """Why it was suggested, in words."""
    one = suggestion(span)
    return one.reason if one else ""


def rule(span: Span) -> str:
    """The id of the rule that spoke."""
    one = suggestion(span)
    return one.rule if one else ""


def confidence(span: Span) -> float:
    """How sure the machine is, in [0, 1]."""
    one = suggestion(span)
    return one.confidence if one else 0.0


def _filled(span: Span, slot: str) -> tuple[Span, ...]:
    one = suggestion(span)
    places = [p for f in fills(one, slot) for p in f.spans] if one else []
    return tuple(_spans(span.doc, one, places, slot)) if one else ()


def speaker(span: Span) -> Span | None:
    """The words that name a statement's speaker."""
    return next(iter(_filled(span, "speaker")), None)


def cue(span: Span) -> Span | None:
    """The words that say that something is said."""
    return next(iter(_filled(span, "cue")), None)


def addressee(span: Span) -> Span | None:
    """The words that name whom a statement is told."""
    return next(iter(_filled(span, "addressee")), None)


def sources(span: Span) -> tuple[Span, ...]:
    """The words that name who acts in an event."""
    return _filled(span, "source")


def targets(span: Span) -> tuple[Span, ...]:
    """The words that name whom an event is done to."""
    return _filled(span, "target")


_OF_DOC = (suggestions, mentions, statements, events, topics, actors)
_OF_SPAN = (suggestion, actor, reason, rule, confidence, speaker, cue, addressee, sources, targets)


# --- what spaCy is told -------------------------------------------------------------------------------------


@cache
def register() -> None:
    """Make the component and its extensions known to spaCy, once."""
    from spacy.language import Language

    defaults = {"language": "", "threshold": 0.5}
    Language.factory(FACTORY, default_config=defaults, func=make_rapporteur)
    _extend()


def _extend() -> None:
    from spacy.tokens import Doc, Span

    if not Doc.has_extension("published"):
        Doc.set_extension("published", default="")
    for get in _OF_DOC:
        Doc.set_extension(get.__name__, getter=get, force=True)
    Span.set_extension("actors", getter=span_actors, force=True)
    for getter in _OF_SPAN:
        Span.set_extension(getter.__name__, getter=getter, force=True)


def make_rapporteur(nlp: Language, name: str, language: str, threshold: float) -> Rapporteur:
    """The component, as spaCy's factory calls it."""
    return Rapporteur(name, language or nlp.lang or "", threshold)


def __getattr__(name: str) -> Callable[..., Any]:
    """The entry point: spaCy reads it when a pipeline asks for the component."""
    if name != FACTORY:
        raise AttributeError(name)
    register()
    return make_rapporteur
