"""Fine-tunes a copy of a pipeline's names on a project's confirmed codings, and says what came of it.

Only the component that marks names learns. So that it does not forget what it knew, it goes on practising on
other texts as it read them before; so it does with types that the project never codes.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.domain.coding import Layer, value_of
from core.domain.errors import Refused, Unavailable
from core.domain.training import Lesson, Named, Score, TuningReport, check_enough
from core.domain.work import Progress, check
from core.nlp.analyse import Task, analyse, made_ready
from core.nlp.engine import Engine

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.training import Example

HELD = 4  # every so many-th article is held back
ROUNDS = 6
_RATE = 0.0005
_DROP = 0.2
_BATCH = 600  # words learned from at once
_PLACES = ("GPE", "LOC")  # a pipeline that does not part the two has only the second
_NER = "ner"


def tune(
    model: str, language: str, lessons: Sequence[Lesson], others: Sequence[str], out: Path, progress: Progress
) -> TuningReport:
    """Train on three quarters of ``lessons``, judge on the rest, write the pipeline to the folder ``out``.

    ``others``: further texts to practise on; ``model``: what `Engine` takes, never one that was trained on
    some of the lessons before: it would be judged on what it had seen. The same lessons give the same
    model. Raises `Refused` (``too-few-codings``, ``no-names``), `Unavailable` and `Cancelled`; then there is
    nothing at ``out``.
    """
    check_enough(lessons)
    progress.report(0.0, "Reading the language model")
    engine = Engine(model).load()
    nlp = engine.pipeline
    if _NER not in nlp.pipe_names:
        raise Refused("no-names", "This language model has no part that learns names. Choose another one.")
    _own_layers(nlp)
    train, held = split(lessons)
    progress.report(0.02, "Reading the articles held back")
    before = _counted(engine, language, held, progress, 0.02, 0.12)
    examples = [*_lessons(engine, language, train), *_practice(engine, language, others, train)]
    _learn(nlp, examples, progress)
    progress.report(0.85, "Reading the articles held back again")
    after = _counted(engine, language, held, progress, 0.85, 0.97)
    _save(nlp, out)
    progress.report(1.0, "Trained")
    total, *by_type = _scores(held, before, after)
    names = sum(len(lesson.names) for lesson in train)
    return TuningReport(model, len(train), len(held), names, total, tuple(by_type))


def split(lessons: Sequence[Lesson]) -> tuple[list[Lesson], list[Lesson]]:
    """Those to train on and those held back; which article is which hangs on its text alone."""
    ordered = sorted(lessons, key=lambda one: sha256(one.text.encode()).digest())
    return [x for n, x in enumerate(ordered) if n % HELD], ordered[::HELD]


# -- judging ------------------------------------------------------------------------------------------


def _counted(
    engine: Engine, language: str, held: Sequence[Lesson], progress: Progress, start: float, end: float
) -> list[set[Named]]:
    """The names the whole analysis gives for each article, as a coder would see them."""
    found = []
    for number, lesson in enumerate(held):
        check(progress)
        made = analyse(lesson.text, engine=engine, language=language)
        names = (s for s in made.of(Layer.MENTION) if value_of(s, "form") in ("name", ""))
        found.append({(s.spans[0].start, s.spans[0].end, s.category) for s in names})
        progress.report(start + (end - start) * (number + 1) / len(held), "Reading the articles held back")
    return found


def _scores(held: Sequence[Lesson], before: list[set[Named]], after: list[set[Named]]) -> Iterator[Score]:
    gold = [set(lesson.names) for lesson in held]
    labels = sorted({label for one in gold for _, _, label in one})
    yield Score("", sum(map(len, gold)), _f(gold, before, labels), _f(gold, after, labels))
    for label in labels:
        n = sum(name[2] == label for one in gold for name in one)
        yield Score(label, n, _f(gold, before, [label]), _f(gold, after, [label]))


def _f(gold: list[set[Named]], found: list[set[Named]], labels: Sequence[str]) -> float:
    """F1 over the names of these types."""
    counts: Counter[str] = Counter()
    for right, said in zip(gold, found, strict=True):
        right, said = ({name for name in names if name[2] in labels} for names in (right, said))
        counts.update(right=len(right & said), all=len(right) + len(said))
    return 2 * counts["right"] / counts["all"] if counts["all"] else 0.0


# -- learning -----------------------------------------------------------------------------------------


def _own_layers(nlp: Language) -> None:
    """Give the names layers of their own, so that nothing else in the pipeline changes with them."""
    for name in nlp.pipe_names:
        listeners = getattr(nlp.get_pipe(name), "listening_components", ())
        if _NER in listeners:
            nlp.replace_listeners(name, _NER, ["model.tok2vec"])


def _lessons(engine: Engine, language: str, train: Sequence[Lesson]) -> Iterator[Example]:
    """Each piece of each article as the machine reads it, with the coders' names."""
    nlp = engine.pipeline
    pipe: Any = nlp.get_pipe(_NER)
    known = set(pipe.labels)
    coded = {_as_known(label, known) for lesson in train for _, _, label in lesson.names}
    for lesson in train:
        task = made_ready(lesson.text, engine=engine, language=language)
        names = [_placed(task, name, known) for name in lesson.names]
        for (start, _), doc in zip(task.places, engine.pipe(task.texts), strict=True):
            inside = [(a - start, b - start, label) for a, b, label in names]
            yield _example(nlp, doc, inside, [ent for ent in doc.ents if ent.label_ not in coded])


def _as_known(label: str, known: set[str]) -> str:
    """The pipeline's own label for a type; empty when it has none."""
    if label in known:
        return label
    return next((place for place in _PLACES if label in _PLACES and place in known), "")


def _placed(task: Task, name: Named, known: set[str]) -> Named:
    """A name in the repaired text the machine reads."""
    start, end, label = name
    return task.repaired.to_repaired(start), task.repaired.to_repaired(end - 1) + 1, _as_known(label, known)


def _example(nlp: Language, read: Doc, names: Iterable[Named], kept: Iterable[Span]) -> Example:
    """A piece with its names; where one does not fit spaCy's words, nothing is said of those words."""
    from spacy.training import Example
    from spacy.util import filter_spans

    told = nlp.make_doc(read.text)
    sure: list[Span] = []
    unsure: list[Span] = []
    for start, end, label in names:
        if start >= 0 and end <= len(read.text):
            whole = told.char_span(start, end, label=label or _NER, alignment_mode="expand")
            exact = label and told.char_span(start, end) is not None
            if whole is not None:
                (sure if exact else unsure).append(whole)
    chosen = filter_spans(sure)
    taken = {token.i for span in (*chosen, *unsure) for token in span}
    for ent in kept:
        whole = told.char_span(ent.start_char, ent.end_char, label=ent.label_)
        if whole is not None and not taken.intersection(range(ent.start, ent.end)):
            chosen.append(whole)
    open_ = [span for span in filter_spans(unsure) if not any(_overlap(span, one) for one in chosen)]
    told.set_ents(chosen, missing=open_)
    return Example(nlp.make_doc(read.text), told)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _practice(
    engine: Engine, language: str, others: Sequence[str], train: Sequence[Lesson]
) -> Iterator[Example]:
    """Other texts, as many words as the lessons have, with the names the machine sees in them now."""
    left = sum(len(lesson.text) for lesson in train)
    for text in sorted(others, key=lambda one: sha256(one.encode()).digest()):
        if left <= 0:
            return
        left -= len(text)
        task = made_ready(text, engine=engine, language=language)
        for doc in engine.pipe(task.texts):
            yield _example(engine.pipeline, doc, (), doc.ents)


def _learn(nlp: Language, examples: Sequence[Example], progress: Progress) -> None:
    """Several rounds over all examples; what is kept is the average of the later steps."""
    from thinc.api import Adam, fix_random_seed

    fix_random_seed(0)
    chance = random.Random(0)  # noqa: S311  # an order, not a secret
    pipe: Any = nlp.get_pipe(_NER)
    adam = Adam(learn_rate=_RATE, L2=0.01, L2_is_weight_decay=True, use_averages=True)
    shuffled = list(examples)
    size = max(1, round(_BATCH * len(shuffled) / max(1, sum(len(e.reference) for e in shuffled))))
    steps = ROUNDS * -(-len(shuffled) // size)
    done = 0
    for number in range(ROUNDS):
        chance.shuffle(shuffled)
        for start in range(0, len(shuffled), size):
            check(progress)
            pipe.update(shuffled[start : start + size], drop=_DROP, sgd=adam)
            done += 1
            progress.report(0.15 + 0.7 * done / steps, f"Learning, round {number + 1} of {ROUNDS}")
    with pipe.model.use_params(adam.averages):
        weights = pipe.model.to_bytes()
    pipe.model.from_bytes(weights)


def _save(nlp: Language, out: Path) -> None:
    """Write the pipeline aside and move it into place."""
    import shutil

    part = out.with_name(f".{out.name}.part")
    nlp.meta["version"] = f"{nlp.meta['version'].split('+')[0]}+tuned.{out.name}"
    try:
        shutil.rmtree(part, ignore_errors=True)
        nlp.to_disk(part)
        part.replace(out)
    except OSError as fault:
        text = (
            "The trained model can't be written beside the project. Is there room, and may you write there?"
        )
        raise Unavailable("cannot-write", text, where=str(out)) from fault
    finally:
        shutil.rmtree(part, ignore_errors=True)
