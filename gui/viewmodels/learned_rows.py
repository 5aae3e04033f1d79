"""What the coder's decisions taught, layer by layer, in words."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.codebook import Codebook
from core.domain.weights import ENOUGH, Counts, Record, Weights, fit, moved

_CALLED = {
    "mention.model": "marked by the model",
    "mention.list": "listed names",
    "mention.known": "the project's actors",
    "mention.date": "dates",
    "mention.title": "names after titles",
    "mention.reference": "descriptions and titles",
    "topic.cap": "policy topics",
    "topic.context": "contexts",
    "topic.learned": "learned topics",
}
SHOWN = 20  # decisions on a family of rules before it has a line


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One family of rules: how often it was right, and how 0.70 is read since."""

    name: str
    right: str
    read: str


@dataclass(frozen=True, slots=True)
class LayerRow:
    """One layer. ``state``: whether its confidences move, and when."""

    label: str
    right: str
    state: str
    families: tuple[FamilyRow, ...] = ()


def layer_rows(codebook: Codebook, counts: Counts) -> tuple[LayerRow, ...]:
    """A row for each layer of the codebook."""
    weights = fit(counts)
    return tuple(_row(layer.layer, layer.label, weights) for layer in codebook.layers)


def names_known(counts: Counts) -> str:
    """How many names are remembered, in words."""
    taken = sum(word.taken > 0 for word in counts.words.values())
    gone = sum(not word.taken and word.rejected > 1 for word in counts.words.values())
    said = []
    if taken:
        said.append(f"Surer in the next article: {taken} names you took.")
    if gone:
        said.append(f"Not proposed any more: {gone} that you rejected more than once.")
    return " ".join(said)


def _row(layer: str, label: str, weights: Weights) -> LayerRow:
    whole = weights.records.get((layer, ""), Record())
    left = ENOUGH - whole.seen
    state = (
        "Its confidences follow your decisions." if left <= 0 else f"{left} more decisions until they count."
    )
    families = [(name, record) for (of, name), record in weights.records.items() if of == layer and name]
    families.sort(key=lambda one: (-one[1].seen, one[0]))
    rows = (_family(layer, name, record, weights) for name, record in families if record.seen >= SHOWN)
    return LayerRow(label, _right(whole), state, tuple(rows))


def _family(layer: str, name: str, record: Record, weights: Weights) -> FamilyRow:
    move = weights.move(layer, name)
    read = f"70 % is read as {round(moved(0.7, move) * 100)} %" if move else "as the machine says"
    return FamilyRow(_CALLED.get(name, name.partition(".")[2] or name), _right(record), read)


def _right(record: Record) -> str:
    return f"{record.right:g} of {record.seen} right" if record.seen else "no decisions yet"
