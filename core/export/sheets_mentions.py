"""The sheet Mentions: what coders marked, and what the machine proposed beside it."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.coding import Decision, Layer, Provenance, Suggestion
from core.domain.text import words_of
from core.export.sheets import Column, Kind, Row, Sheet, moment_of
from core.export.sheets_layout import KEY_COLUMNS, META_COLUMNS
from core.export.sheets_source import Source, fragments
from core.export.sheets_units import Units

_MACHINE = (
    Column("is_coding", Kind.INTEGER, "1: a coding; 0: a suggestion that was rejected or is still open", 11),
    Column("suggested_category", Kind.CODE, "the type the machine proposed"),
    Column("suggested_fragments", Kind.CODE, "where it saw the mention"),
    Column("suggested_words", Kind.TEXT, "the words it proposed", 28),
    Column("suggestion_reason", Kind.TEXT, "why it did", 32),
)
_PROVENANCE, _SUGGESTION, _CONFIDENCE, _CREATED = (
    [column.name for column in META_COLUMNS].index(name)
    for name in ("provenance", "suggestion_id", "confidence", "created_utc")
)
_LAYER, _LABEL = ([column.name for column in KEY_COLUMNS].index(n) for n in ("layer", "category_label"))


def mentions(source: Source, units: Units) -> Sheet:
    """All mention codings, rejected suggestions with their coder and, if chosen, open ones without one."""
    about = (
        "Names and other mentions: a row per mention and coder, with where it came from: confirmed, fixed, "
        "added; also suggestions that were rejected"
        + (" or are still open" if source.choices.include_suggestions else "")
        + " (is_coding = 0)."
    )
    return units.sheet(Layer.MENTION, "Mentions", about, _MACHINE, _Mentions(source, units).rows())


class _Mentions:
    def __init__(self, source: Source, units: Units) -> None:
        self._source = source
        self._units = units

    def rows(self) -> Iterator[tuple[Row, Row]]:
        for coding, row in self._units.of(Layer.MENTION):
            suggestion = self._source.suggestion(coding.article_id, coding.suggestion_id)
            yield row, (1, *self._said(coding.article_id, suggestion))
        for decision in self._source.decisions:
            if decision.verdict is Provenance.REJECTED:
                yield from self._rejected(decision)
        if self._source.choices.include_suggestions:
            yield from self._open()

    def _rejected(self, decision: Decision) -> Iterator[tuple[Row, Row]]:
        suggestion = self._source.suggestion(decision.article_id, decision.suggestion_id)
        if suggestion is None:
            # A later analysis no longer proposes it; that the coder rejected it stays on record.
            gone = Suggestion(decision.suggestion_id, Layer.MENTION, "")
            row, _ = self._of_suggestion(gone, decision.article_id, Provenance.REJECTED, decision)
            unknown = {0: None, _LAYER: None, _LABEL: None, self._units.layout.meta_at + _CONFIDENCE: None}
            yield tuple(unknown.get(at, value) for at, value in enumerate(row)), (0, *self._said("", None))
        elif suggestion.layer is Layer.MENTION:
            yield self._of_suggestion(suggestion, decision.article_id, Provenance.REJECTED, decision)

    def _open(self) -> Iterator[tuple[Row, Row]]:
        decided = {(d.article_id, d.suggestion_id) for d in self._source.decisions}
        for article_id, found in self._source.analyses.items():
            for suggestion in found.suggestions:
                if suggestion.layer is Layer.MENTION and (article_id, suggestion.id) not in decided:
                    yield self._of_suggestion(suggestion, article_id, Provenance.SUGGESTED, None)

    def _said(self, article_id: str, suggestion: Suggestion | None) -> Row:
        if suggestion is None:
            return (None,) * (len(_MACHINE) - 1)
        text = self._source.article_of[article_id].text
        words = words_of(suggestion.spans, text)
        return suggestion.category, fragments(suggestion.spans), words, suggestion.reason

    def _of_suggestion(
        self, suggestion: Suggestion, article_id: str, provenance: Provenance, decision: Decision | None
    ) -> tuple[Row, Row]:
        article = self._source.article_of[article_id]
        row = self._units.of_unit(article, suggestion, decision.coder_id if decision else "")
        at = self._units.layout.meta_at
        row[at + _PROVENANCE] = str(provenance)
        row[at + _SUGGESTION] = suggestion.id
        row[at + _CONFIDENCE] = round(suggestion.confidence, 3)
        row[at + _CREATED] = moment_of(decision.at) if decision else None
        return tuple(row), (0, *self._said(article_id, suggestion))
