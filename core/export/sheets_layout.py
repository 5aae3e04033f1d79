"""Which columns a table of units has: what all units share, then what the codebook gives each layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.domain.codebook import LayerDef, SlotDef, Variable
from core.domain.coding import Layer
from core.export.sheets import Column, Kind, Names

SHOWN_COLUMN = Column(
    "suggestions_shown",
    Kind.TEXT,
    "the machine's suggestions on the article: yes, the coder could see them; no, the study design hid them; "
    "none, there were none to see",
    11,
)
KEY_COLUMNS = (
    Column(
        "unit_id",
        Kind.CODE,
        "the same for all coders who marked exactly these words (topics: and the same code)",
    ),
    Column("coding_id", Kind.CODE, "this coder's record; the same in every sheet", 20),
    Column("article_id", Kind.CODE, "see the sheet Articles", 20),
    Column("article_file", Kind.TEXT, "file the article came from"),
    Column("article_title", Kind.TEXT, "title of the article", 32),
    Column("article_source", Kind.TEXT, "who published it", 18),
    Column("article_date", Kind.DATE, "day of publication"),
    Column("coder_id", Kind.CODE, "see the sheet Coders"),
    Column("coder", Kind.TEXT, "name or pseudonym", 16),
    Column("status", Kind.TEXT, "the coder's work on the article: new, in progress, complete", 12),
    SHOWN_COLUMN,
    Column("layer", Kind.TEXT, "kind of unit: mention, statement, topic, event", 11),
    Column("category", Kind.CODE, "code as in the sheet Codebook"),
    Column("category_label", Kind.TEXT, "its label"),
    Column("parent", Kind.CODE, "the code above it, if the codebook has levels"),
    Column("parent_label", Kind.TEXT, "its label"),
)
WORD_COLUMNS = (
    Column("start", Kind.INTEGER, "first code point of the unit in the article's text, counted from 0"),
    Column("end", Kind.INTEGER, "first code point after the unit"),
    Column("fragments", Kind.CODE, "all its parts as start-end, parted by ;"),
    Column("words", Kind.TEXT, "the words as they stand in the text; parts joined by …", 48),
)
META_COLUMNS = (
    Column(
        "provenance", Kind.TEXT, "confirmed, fixed (a suggestion changed) or added (by the coder alone)", 12
    ),
    Column("suggestion_id", Kind.CODE, "the machine's suggestion it came from", 22),
    Column("confidence", Kind.NUMBER, "how sure the machine was of that suggestion, 0 to 1"),
    Column("note", Kind.TEXT, "the coder's note on the unit"),
    Column("other", Kind.TEXT, "answers that the latest version of the codebook has no column for"),
    Column("codebook_version", Kind.INTEGER, "version of the codebook it was coded with"),
    Column(
        "to_review",
        Kind.TEXT,
        "why its coder is to look at it again: the codebook changed, or the text was corrected",
    ),
    Column("created_utc", Kind.MOMENT, "when it was recorded"),
    Column("updated_utc", Kind.MOMENT, "when it was last changed"),
)


@dataclass(frozen=True, slots=True)
class VariablePlace:
    """Where a variable of one layer is written; ``labels``: value → label."""

    at: int
    width: int
    level: str
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class SlotPlace:
    """Where a slot of one layer is written: words and fragments if ``words``, then what it ``takes``."""

    at: int
    width: int
    takes: str
    words: bool


class Layout:
    """The columns of all units; a layer's own sheet shows part of them under the same names."""

    def __init__(self, layers: Sequence[LayerDef]) -> None:
        self._names = Names()
        self._columns: list[Column] = [*KEY_COLUMNS]
        self.variables: dict[tuple[Layer, str], VariablePlace] = {}
        self.slots: dict[tuple[Layer, str], SlotPlace] = {}
        for column in (*KEY_COLUMNS, *WORD_COLUMNS, *META_COLUMNS):
            self._names.free(column.name)
        shared: dict[tuple[str, str, bool], VariablePlace] = {}  # a variable of two layers has one place
        for layer in layers:
            for variable in layer.variables:
                self._add_variable(layer.layer, variable, shared)
        self.words_at = len(self._columns)
        self._columns += WORD_COLUMNS
        for layer in layers:
            for slot in layer.slots:
                self._add_slot(layer.layer, slot)
        self.meta_at = len(self._columns)
        self._columns += META_COLUMNS

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, in order."""
        return tuple(self._columns)

    def own(self, layer: Layer) -> list[int]:
        """The places of the columns after the keys that a unit of ``layer`` can fill, in order."""
        found = [*range(self.words_at, self.words_at + len(WORD_COLUMNS))]
        found += range(self.meta_at, len(self._columns))
        places = [(place.at, place.width) for key, place in self.variables.items() if key[0] == layer]
        places += [(place.at, place.width) for key, place in self.slots.items() if key[0] == layer]
        found += [first + n for first, width in places for n in range(width)]
        return sorted(found)

    def _add_variable(
        self, layer: Layer, variable: Variable, shared: dict[tuple[str, str, bool], VariablePlace]
    ) -> None:
        labels = {value.code: value.label for value in variable.values}
        key = (variable.name, variable.level, bool(labels))
        if key not in shared:
            at = len(self._columns)
            self._columns += self._variable_columns(variable, labelled=bool(labels))
            shared[key] = VariablePlace(at, len(self._columns) - at, variable.level, {})
        self.variables[layer, variable.name] = replace(shared[key], labels=labels)

    def _variable_columns(self, variable: Variable, *, labelled: bool) -> Iterator[Column]:
        name, about = self._names.free(variable.name), variable.definition or variable.label
        if variable.level == "date":
            yield Column(name, Kind.DATE, f"{about}: where it is a whole day")
            yield Column(
                self._names.free(f"{name}_iso"), Kind.CODE, f"{about}: as coded, also year or month alone"
            )
        elif variable.level == "interval":
            yield Column(name, Kind.NUMBER, about)
        else:
            yield Column(name, Kind.CODE if labelled else Kind.TEXT, about)
            if labelled:
                yield Column(self._names.free(f"{name}_label"), Kind.TEXT, "its label")

    def _add_slot(self, layer: Layer, slot: SlotDef) -> None:
        at = len(self._columns)
        # A mention's words are the unit itself; only the actor they mean is in its slot.
        words = layer is not Layer.MENTION
        label = slot.label.lower()
        if words:
            self._columns += [
                Column(self._names.free(f"{slot.name}_words"), Kind.TEXT, f"{label}: words in the text", 28),
                Column(self._names.free(f"{slot.name}_fragments"), Kind.CODE, f"{label}: where they stand"),
            ]
        if slot.takes == "actor":
            self._columns += self._actor_columns(f"{slot.name}_actor" if words else slot.name, label)
        elif slot.takes != "text":
            self._columns.append(Column(self._names.free(f"{slot.name}_value"), Kind.CODE, f"{label}: value"))
        self.slots[layer, slot.name] = SlotPlace(at, len(self._columns) - at, slot.takes, words)

    def _actor_columns(self, name: str, label: str) -> Iterator[Column]:
        yield Column(self._names.free(name), Kind.CODE, f"{label}: ids of the actors meant, parted by ;")
        yield Column(self._names.free(f"{name}_label"), Kind.TEXT, "their names", 22)
        yield Column(self._names.free(f"{name}_country"), Kind.CODE, "their countries (ISO 3166 alpha-3)")
