"""spaCy behind a door: the shipped pipeline or one the user has, loaded on first use, on a worker."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.errors import Unavailable
from core.nlp.registration import register
from core.text.places import resource

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BLANK = "blank:"
STAGES = ("Loading spaCy", "Reading the language model", "Warming up the language model")

_BATCH, _BATCH_TEXTS = 24_000, 256  # characters and texts that go through the pipeline at once

Progress = Callable[[float, str], None]  # share of the loading that is done, what is being done

# What the analysis can't do without the layer, in words for a person.
_LACKS = (
    (
        ("ner", "transformer_ner", "entity_ruler", "span_ruler"),
        "It marks no names: names come from the program's own lists and rules only.",
    ),
    (("parser",), "It parses no sentences: speakers and events can't be suggested."),
    (("tagger", "morphologizer", "attribute_ruler"), "It knows no parts of speech: some rules rest."),
)


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One pipeline that can be chosen. ``name`` is what `Engine` takes: empty for the shipped one."""

    name: str
    label: str
    version: str
    language: str
    path: str


def shipped_model() -> Path:
    """The folder of the pipeline that comes with the program."""
    return resource("models", "press")


def installed_models() -> tuple[ModelInfo, ...]:
    """The shipped pipeline, then each spaCy pipeline installed beside the program. Does not import spaCy."""
    folder = shipped_model()
    found = []
    if (folder / "meta.json").is_file():
        about = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        label = f"{about['lang']}_{about['name']} (comes with the program)"
        found.append(ModelInfo("", label, about["version"], about["lang"], str(folder)))
    points = metadata.entry_points(group="spacy_models")
    for point in sorted(points, key=lambda p: p.name):
        version = point.dist.version if point.dist else ""
        found.append(ModelInfo(point.name, point.name, version, point.name.split("_", 1)[0], ""))
    return tuple(found)


class Engine:
    """One pipeline. ``model``: empty for the shipped one, an installed package, a folder, or ``blank:xx``.

    Nothing is loaded before `load`; `load` may be called from any thread and more than once.
    """

    def __init__(self, model: str = "", *, progress: Progress | None = None) -> None:
        self.model = model
        self._progress = progress or _silent
        self._lock = threading.Lock()
        self._nlp: Language | None = None
        self._told: tuple[str, ...] = ()

    @property
    def loaded(self) -> bool:
        """Whether the pipeline is in memory."""
        return self._nlp is not None

    @property
    def id(self) -> str:
        """Name and version of the pipeline, as stored with what it suggests. Loads it if need be."""
        about = self._ready().meta
        return f"{about['lang']}_{about['name']} {about['version']}"

    @property
    def language(self) -> str:
        """The language code of the pipeline, ``xx`` for many. Loads it if need be."""
        return str(self._ready().lang)

    @property
    def told(self) -> tuple[str, ...]:
        """What this pipeline can't do, in words for a person. Loads it if need be."""
        self._ready()
        return self._told

    def load(self) -> Engine:
        """Load the pipeline once; raises Unavailable ``no-model`` with a text that says what to do."""
        with self._lock:
            if self._nlp is None:
                self._nlp = _load(self.model, self._progress)
                self._told = _lacks(self._nlp)
        return self

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Analyse ``texts`` in order, many at once; one doc for each. Texts are asked for as needed."""
        nlp = self._ready()
        for batch in _batches(texts):
            yield from nlp.pipe(batch, batch_size=len(batch))

    @property
    def pipeline(self) -> Language:
        """spaCy's own pipeline, for whoever changes it. Loads it if need be."""
        return self._ready()

    def _ready(self) -> Language:
        self.load()
        if self._nlp is None:
            raise RuntimeError("a loaded engine has no pipeline")
        return self._nlp


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Lists of texts large enough for quick layers and small enough for little memory."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH or len(batch) >= _BATCH_TEXTS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


# What spaCy raises at models that are missing, half there, of another version, or no models at all.
_FAULTS = (OSError, ImportError, ValueError, KeyError, TypeError, AttributeError)


def _silent(_done: float, _what: str) -> None:
    """Progress that nobody watches."""


def _load(model: str, progress: Progress) -> Language:
    progress(0 / len(STAGES), STAGES[0])
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # threads would wait for each other at small matrices
    import spacy  # noqa: F401 -- the slow part, told as a stage of its own

    register()
    progress(1 / len(STAGES), STAGES[1])
    try:
        nlp = _read(model)
        progress(2 / len(STAGES), STAGES[2])
        _warm(nlp)
    except _FAULTS as fault:
        why = str(fault).split("\n", 1)[0][:200]
        raise Unavailable("no-model", f"{_advice(model)} (spaCy says: {why})", where=model) from fault
    progress(1.0, STAGES[2])
    return nlp


def _warm(nlp: Language) -> None:
    """Use the pipeline once: what is half installed fails here and not in the middle of an article."""
    if not any(nlp.has_pipe(name) for name in ("parser", "senter", "sentencizer")):
        nlp.add_pipe("sentencizer")
    for doc in nlp.pipe(["The first words take longest, President Aliyev said in Baku on Monday."]):
        for token in doc:
            _ = token.tag_, token.pos_, token.dep_, token.lemma_, token.ent_type_, str(token.morph)


def _read(model: str) -> Language:
    from spacy.util import load_model

    if model.startswith(BLANK):
        from spacy import blank

        return blank(model.removeprefix(BLANK))
    with _quick_matrices():
        return load_model(model or shipped_model())


@contextmanager
def _quick_matrices() -> Iterator[None]:
    """Layers made within multiply with NumPy's library: three times as fast as the one spaCy brings along."""
    from thinc.api import get_current_ops, use_ops

    if get_current_ops().name != "numpy":  # a graphics card, or a Mac's own library
        yield
        return
    with use_ops("numpy", use_blis=False):
        yield


def _advice(model: str) -> str:
    if not model:
        return (
            "The language model that comes with the program can't be read. Install the program again, "
            "or choose another model in the project's settings."
        )
    if model.startswith(BLANK):
        return (
            f"spaCy has nothing for the language “{model.removeprefix(BLANK)}” here. Give a language code "
            "such as blank:en."
        )
    if Path(model).exists():
        return (
            "There is no language model here that this spaCy can read. Choose the folder with its meta.json "
            "and config.cfg, or another model in the project's settings."
        )
    if Path(model).is_absolute():
        return (
            "The language model is not in its place. A project's own model lies in the folder ending in "
            ".models beside the project: put it back, or choose another model in the project's settings."
        )
    return (
        f"The language model “{model}” is not installed or does not fit this spaCy. Choose another one in "
        f"the project's settings, or install it with: python -m spacy download {model}"
    )


def _lacks(nlp: Language) -> tuple[str, ...]:
    names = set(nlp.pipe_names)
    told = tuple(text for pipes, text in _LACKS if not names.intersection(pipes))
    return tuple(f"{nlp.meta['lang']}_{nlp.meta['name']}: {text}" for text in told)
