"""Learning topics from a project's confirmed codings, and whether that beats the word lists."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.nlp.topics import find
from core.nlp.topics_learned import Learned, TopicsReport, listed, rarity_of, valued, word_places
from core.nlp.view import View
from core.text.repair import repair

Example = tuple[str, frozenset[str]]
"""The text of an article and the topics it was given as a whole, as codes of the codebook."""

LEAST_ARTICLES = 12
LEAST_OF_A_CODE = 4
_FOLDS = 5
_DRAWS = 500
_CLEARLY = 0.8  # share of draws of articles in which the learned topics must come out ahead
_STRENGTH = 10.0  # how freely weights may grow; chosen on texts of our own
_NEGLIGIBLE = 1e-3


@dataclass(frozen=True, slots=True)
class _Read:
    """An example with its features worked out once."""

    view: View
    codes: frozenset[str]
    words: Mapping[str, int]
    lists: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Count:
    """Right, given and wanted topics of one article."""

    right: int
    given: int
    wanted: int


def train(examples: Sequence[Example]) -> Learned | None:
    """Weights from all examples, with the report on examples held back; ``None`` when there are too few.

    The result is of use only if its report says so; a second or two for some hundred articles.
    """
    read = _read(examples)
    report = _compared(read)
    return _fitted(read, report) if report.codes else None


def evaluate(examples: Sequence[Example]) -> TopicsReport:
    """The lists and the learned topics on articles held back in turn; never raises for few examples."""
    return _compared(_read(examples))


def _read(examples: Iterable[Example]) -> list[_Read]:
    """The examples in an order that depends on their texts alone."""
    ordered = sorted(examples, key=lambda e: hashlib.sha256(e[0].encode("utf-8", "replace")).digest())
    out = []
    for text, codes in ordered:
        repaired = repair(text)
        words = {word: len(at) for word, at in word_places(repaired).items()}
        out.append(_Read(View(repaired, ()), codes, words, listed(repaired)))
    return out


def _compared(read: Sequence[_Read]) -> TopicsReport:
    n = len(read)
    codes = _learnable(read)
    if n < LEAST_ARTICLES or not codes:
        return TopicsReport(n, 0, 0.0, 0.0, False, _too_few(n))
    schemes = {code.partition(":")[0] for one in read for code in one.codes}
    lists, learned = [], []
    for fold in range(_FOLDS):
        kept = [one for i, one in enumerate(read) if i % _FOLDS != fold]
        model = _fitted(kept, TopicsReport(len(kept), 0, 0.0, 0.0, True, ""))
        for one in read[fold::_FOLDS]:
            lists.append(_count(one, schemes, None))
            learned.append(_count(one, schemes, model))
    ahead = _share_ahead(lists, learned)
    return _report(n, len(codes), _f1(lists), _f1(learned), ahead)


def _report(n: int, codes: int, lists: float, learned: float, ahead: float) -> TopicsReport:
    used = learned > lists and ahead >= _CLEARLY
    told = f"On {n} coded articles held back in turn, the word lists reach F {lists:.2f}"
    if used:
        reason = f"{told} and the topics learned from them {learned:.2f}: the learned ones are used."
    elif learned > lists:
        reason = f"{told} and the learned topics {learned:.2f}, too little to be sure: the lists stay in use."
    else:
        reason = f"{told} and the learned topics no more than {learned:.2f}: the lists stay in use."
    return TopicsReport(n, codes, lists, learned, used, reason)


def _too_few(n: int) -> str:
    return (
        f"{n} articles have confirmed topics. Learning starts at {LEAST_ARTICLES} articles, with a topic "
        f"that {LEAST_OF_A_CODE} of them share."
    )


def _learnable(read: Iterable[_Read]) -> list[str]:
    counts = Counter(code for one in read for code in one.codes)
    return sorted(code for code, k in counts.items() if k >= LEAST_OF_A_CODE)


def _count(one: _Read, schemes: set[str], model: Learned | None) -> _Count:
    """One article as the coder would see it, in the schemes that the project's coders use."""
    given = {s.category for s in find(one.view, model) if not s.spans}
    given = {code for code in given if code.partition(":")[0] in schemes}
    return _Count(len(given & one.codes), len(given), len(one.codes))


def _f1(counts: Sequence[_Count]) -> float:
    total = sum(c.given + c.wanted for c in counts)
    return 2 * sum(c.right for c in counts) / total if total else 0.0


def _share_ahead(lists: Sequence[_Count], learned: Sequence[_Count]) -> float:
    """How often the learned topics win when the articles are drawn anew, with the same draws each time."""
    dice = random.Random(len(lists))  # noqa: S311  # no secret: the same articles give the same verdict
    pairs = list(zip(lists, learned, strict=True))
    won = 0
    for _ in range(_DRAWS):
        drawn = dice.choices(pairs, k=len(pairs))
        won += _f1([new for _, new in drawn]) > _f1([old for old, _ in drawn])
    return won / _DRAWS


def _fitted(read: Sequence[_Read], report: TopicsReport) -> Learned:
    """A logistic regression for each code that enough articles have and others lack."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    rarity = rarity_of(one.words for one in read)
    columns = DictVectorizer(sparse=True)
    table = columns.fit_transform([valued(one.words, rarity) | one.lists for one in read])
    table.indices, table.indptr = table.indices.astype("int32"), table.indptr.astype("int32")
    names = columns.get_feature_names_out().tolist()
    weights: dict[str, dict[str, float]] = {}
    bias: dict[str, float] = {}
    for code in _learnable(read):
        has = [code in one.codes for one in read]
        if all(has):
            continue
        model = LogisticRegression(solver="liblinear", C=_STRENGTH, class_weight="balanced", random_state=0)
        model.fit(table, has)
        found = zip(names, model.coef_[0].tolist(), strict=True)
        weights[code] = {name: round(w, 5) for name, w in found if abs(w) > _NEGLIGIBLE}
        bias[code] = round(float(model.intercept_[0]), 5)
    used = {name for of in weights.values() for name in of}
    return Learned(report, {w: round(r, 5) for w, r in rarity.items() if w in used}, weights, bias)
