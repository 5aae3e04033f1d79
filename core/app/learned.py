"""The machine's confidences as one coder's own decisions teach to read them; nobody else's are counted.

What is learned is taken into use when an article is opened (`renew`): nothing jumps while one is coded.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from core.domain.changes import Change
from core.domain.coding import Decision, Layer, Suggestion
from core.domain.suggestion import SuggestionSet
from core.domain.text import words_of
from core.domain.weights import Counts, Record, Weights, Word, fit, likeness
from core.storage.store import Store

KEPT = 16  # articles whose suggestions stay in memory as they are read
TOLD = 20  # decisions on a family of rules before a card tells of them
USUALLY, OFTEN_WRONG = 0.75, 0.4  # shares of right ones


class Learned:
    """Counts the coder's decisions on first use and follows them."""

    def __init__(self, store: Store, coder_id: str) -> None:
        self._store = store
        self._coder_id = coder_id
        self.forget()

    def forget(self) -> None:
        """Drop what is known, so that the next reading comes from the store."""
        self._counts: Counts | None = None
        self._weights: Weights | None = None
        self._fitted = -1
        self._read: OrderedDict[str, tuple[SuggestionSet, Weights, SuggestionSet]] = OrderedDict()

    @property
    def counts(self) -> Counts:
        """The coder's decisions, counted."""
        if self._counts is None:
            self._counts = counted(self._store, self._coder_id)
        return self._counts

    @property
    def weights(self) -> Weights:
        """What was learned up to the latest `renew`."""
        if self._weights is None:
            self.renew()
        return self._weights or Weights()

    def renew(self) -> None:
        """Learn from the decisions made since."""
        if self._fitted != self.counts.version:
            self._weights, self._fitted = fit(self.counts), self.counts.version

    def follow(self, change: Change) -> None:
        """Count a decision that came, went or changed."""
        if self._counts is None:
            return
        for record, times in ((change.before, -1), (change.after, 1)):
            if isinstance(record, Decision) and record.coder_id == self._coder_id:
                self._counts.add(record, times)

    def read(self, made: SuggestionSet, text: str) -> SuggestionSet:
        """``made`` with the confidences read as the decisions teach, and the reasons saying so."""
        weights = self.weights
        if weights.idle:
            return made
        kept = self._read.get(made.article_id)
        if kept is None or kept[0] is not made or kept[1] is not weights:
            suggestions = tuple([_read(one, text, weights) for one in made.suggestions])
            kept = self._read[made.article_id] = made, weights, replace(made, suggestions=suggestions)
            if len(self._read) > KEPT:
                self._read.popitem(last=False)
        return kept[2]


def counted(store: Store, coder_id: str) -> Counts:
    """The decisions of one coder that teach; reads no record whole."""
    counts = Counts()
    for layer, rule, percent, verdict, times in store.decided_kinds(coder_id):
        counts.add_kind(layer, rule, percent, verdict, times)
    for category, words, verdict, times in store.decided_words(coder_id):
        counts.add_words(category, words, verdict, times)
    return counts


def _read(one: Suggestion, text: str, weights: Weights) -> Suggestion:
    like = likeness(one.category, words_of(one.spans, text)) if one.layer is Layer.MENTION else ""
    confidence = weights.read(one.confidence, one.layer, one.rule, like)
    if confidence == one.confidence:
        return one
    said = _of_word(weights.word(like)) or _of_kind(weights.record(one.layer, one.rule))
    return replace(one, confidence=confidence, reason=f"{one.reason} · {said}" if said else one.reason)


def _of_word(word: Word | None) -> str:
    if word is None:
        return ""
    if not word.rejected:
        return f"you took this name {_times(word.taken)}"
    if not word.taken:
        return f"you rejected this name {_times(word.rejected)}"
    return f"you took this name {_times(word.taken)} and rejected it {_times(word.rejected)}"


def _of_kind(record: Record) -> str:
    if record.seen < TOLD:
        return ""
    share = record.right / record.seen
    how = (
        "usually right here"
        if share >= USUALLY
        else "often wrong here"
        if share < OFTEN_WRONG
        else "right here"
    )
    return f"{how}: {record.right:g} of {record.seen}"


def _times(number: int) -> str:
    return {1: "before", 2: "twice before"}.get(number, f"{number} times before")
