"""Tables of codings, a row a unit × coder: all layers together, and a table a layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import itemgetter

from core.domain.article import Article
from core.domain.coding import Coding, Layer, SlotFill, Unitlike
from core.domain.text import hull, words_of
from core.export.sheets import Column, Kind, Row, Sheet, Value, day_of, moment_of
from core.export.sheets_layout import KEY_COLUMNS, META_COLUMNS, Layout, SlotPlace
from core.export.sheets_source import Source, fragments, unit_id

_OTHER = [column.name for column in META_COLUMNS].index("other")


class Units:
    """The codings of an export as rows of one layout, each made once, whatever sheets show it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.layout = Layout(source.codebook.layers)
        self._width = len(self.layout.columns)
        self._article_keys = cache(self._about_article)
        self._coder_keys = cache(self._about_coder)
        self._category_keys = cache(self._about_category)
        self.rows = [(coding, self._of_coding(coding)) for coding in source.codings]

    def sheet(
        self,
        layer: Layer,
        name: str,
        about: str,
        extra: tuple[Column, ...] = (),
        rows: Iterable[tuple[Row, Row]] | None = None,
    ) -> Sheet:
        """The sheet of one layer; ``rows``: rows of the layout and values of the ``extra`` columns."""
        own = self.layout.own(layer)
        rest, keys = itemgetter(*own), len(KEY_COLUMNS)
        columns = (*KEY_COLUMNS, *extra, *rest(self.layout.columns))
        found = rows if rows is not None else ((row, ()) for _, row in self.of(layer))
        made = (row[:keys] + more + rest(row) for row, more in found)
        return Sheet(name, about, columns, made, sum(1 for _ in self.of(layer)))

    def of(self, layer: Layer) -> Iterator[tuple[Coding, Row]]:
        """The codings of one layer with their rows."""
        return ((coding, row) for coding, row in self.rows if coding.layer is layer)

    def _of_coding(self, coding: Coding) -> Row:
        row = self.of_unit(self._source.article_of[coding.article_id], coding, coding.coder_id)
        suggestion = self._source.suggestion(coding.article_id, coding.suggestion_id)
        at = self.layout.meta_at
        other = row[at + _OTHER]
        row[1] = coding.id
        row[at:] = [
            str(coding.provenance),
            coding.suggestion_id,
            round(suggestion.confidence, 3) if suggestion else None,
            coding.note,
            other,
            coding.codebook_version,
            self._source.recodes.get(coding.id, ""),
            moment_of(coding.created_at),
            moment_of(coding.updated_at),
        ]
        return tuple(row)

    def of_unit(self, article: Article, unit: Unitlike, coder_id: str) -> list[Value]:
        """What coding and suggestion have in common; without a coder where ``coder_id`` is empty."""
        row: list[Value] = [None] * self._width
        row[: len(KEY_COLUMNS)] = self._keys(article, unit, coder_id)
        whole = unit.spans[0] if len(unit.spans) == 1 else hull(unit.spans)
        if whole is not None:
            said = words_of(unit.spans, article.text)
            at = self.layout.words_at
            row[at : at + 4] = [whole.start, whole.end, fragments(unit.spans), said]
        other = [*self._put_variables(row, unit), *self._put_slots(row, unit, article.text)]
        row[self.layout.meta_at + _OTHER] = "; ".join(other)
        return row

    def _keys(self, article: Article, unit: Unitlike, coder_id: str) -> tuple[Value, ...]:
        return (
            unit_id(article.id, unit),
            None,
            *self._article_keys(article.id),
            *self._coder_keys(article.id, coder_id),
            *self._category_keys(unit.layer, unit.category),
        )

    # Many units share these three, so they are made once.

    def _about_article(self, article_id: str) -> tuple[Value, ...]:
        article = self._source.article_of[article_id]
        published = day_of(article.published)
        return article.id, article.file_name, article.title, article.source, published

    def _about_coder(self, article_id: str, coder_id: str) -> tuple[Value, ...]:
        if not coder_id:
            return None, None, None, None
        source = self._source
        status, shown = source.status(article_id, coder_id), source.suggestions_shown(article_id, coder_id)
        return source.coder_key(coder_id), source.names[coder_id], str(status), shown

    def _about_category(self, layer: Layer, code: str) -> tuple[Value, ...]:
        source = self._source
        category = source.categories.get((layer, code))
        parent = category.parent if category else ""
        parent_label = source.label(layer, parent) if parent else None
        return str(layer), code, category.label if category else code, parent, parent_label

    def _put_variables(self, row: list[Value], unit: Unitlike) -> Iterator[str]:
        """Write the variables; gives back those that have no column."""
        for name, value in unit.variables:
            place = self.layout.variables.get((unit.layer, name))
            if place is None:
                yield f"{name}={value}"
            elif place.level == "date":
                row[place.at : place.at + 2] = day_of(value), value
            elif place.level == "interval":
                row[place.at] = _number(value)
            else:
                row[place.at] = value
                if place.labels:
                    row[place.at + 1] = _labels(value, place.labels)

    def _put_slots(self, row: list[Value], unit: Unitlike, text: str) -> Iterator[str]:
        """Write the slots; gives back those that have no column."""
        by_slot: dict[str, list[SlotFill]] = {}
        for fill in unit.slots:
            by_slot.setdefault(fill.slot, []).append(fill)
        for slot, fills in by_slot.items():
            place = self.layout.slots.get((unit.layer, slot))
            if place is None:
                said = ";".join(x for f in fills for x in (fragments(f.spans), *f.actors, f.value) if x)
                yield f"{slot}={said}"
            else:
                values = self._slot(place, fills, text)
                row[place.at : place.at + len(values)] = values

    def _slot(self, place: SlotPlace, fills: Sequence[SlotFill], text: str) -> list[Value]:
        values: list[Value] = []
        if place.words:
            said = [fill for fill in fills if fill.spans]
            values.append("; ".join(words_of(fill.spans, text) for fill in said))
            values.append(" | ".join(fragments(fill.spans) for fill in said))
        if place.takes == "actor":
            values += self._actors(fills)
        elif place.takes != "text":
            values.append("; ".join(fill.value for fill in fills if fill.value))
        return values

    def _actors(self, fills: Sequence[SlotFill]) -> list[Value]:
        source = self._source
        ids = list(dict.fromkeys(actor for fill in fills for actor in fill.actors))
        countries = [source.actors[i].country for i in ids if i in source.actors]
        return [
            ";".join(ids),
            "; ".join(source.actor_name(i) for i in ids),
            ";".join(dict.fromkeys(c for c in countries if c)),
        ]


def _labels(value: str, labels: dict[str, str]) -> str:
    """The label of a value, or of several parted by commas."""
    return labels.get(value) or ", ".join(labels.get(one, one) for one in value.split(","))


def _number(value: str) -> Value:
    """``value`` as a number; the text itself when it is none, so that nothing is lost."""
    try:
        number = float(value)
    except ValueError:
        return value
    if number.is_integer() and abs(number) < 1e15:
        return int(number)
    return number if abs(number) < 1e300 else value


def codings_long(units: Units) -> Sheet:
    """All codings of all layers."""
    about = "Every coding: a row per unit and coder, a column per variable, codes and labels side by side."
    rows = (row for _, row in units.rows)
    return Sheet("Codings_long", about, units.layout.columns, rows, len(units.rows))


def statements(units: Units) -> Sheet:
    """Who said what to whom."""
    return units.sheet(Layer.STATEMENT, "Statements", "Who said what: a row per statement and coder.")


def events(units: Units) -> Sheet:
    """Who did what to whom."""
    return units.sheet(Layer.EVENT, "Events", "Who did what to whom: a row per event and coder.")


def topics(units: Units) -> Sheet:
    """Topics with their level and the parts of their code."""
    extra = (
        Column("topic_level", Kind.TEXT, "article: of the whole article; passage: of the words given", 11),
        Column("scheme", Kind.CODE, "the scheme the code is from"),
        Column("code", Kind.CODE, "the code within its scheme, as text"),
    )
    rows = ((row, _topic_keys(coding)) for coding, row in units.of(Layer.TOPIC))
    about = "Topics of articles and of passages: a row per topic and coder."
    return units.sheet(Layer.TOPIC, "Topics", about, extra, rows)


def _topic_keys(coding: Coding) -> Row:
    scheme, colon, code = coding.category.partition(":")
    return ("passage" if coding.spans else "article", scheme if colon else None, code if colon else scheme)
