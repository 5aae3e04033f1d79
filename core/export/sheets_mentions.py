"""The sheet Mentions: what coders marked, and what the machine proposed beside it."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.coding import Coding, Decision, Layer, Provenance, Suggestion
from core.domain.text import words_of
from core.export.sheets import Column, Kind, Row, Sheet, Value, moment_of
from core.export.sheets_layout import KEY_COLUMNS, META_COLUMNS, Layout
from core.export.sheets_source import Source, fragments
from core.export.sheets_units import UnitRows

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


def mentions(source: Source) -> Sheet | None:
    """All mention codings, rejected suggestions with their coder and, if chosen, open ones without one."""
    if Layer.MENTION not in source.layers:
        return None
    layout = Layout([source.layers[Layer.MENTION]], _MACHINE)
    maker = _Mentions(source, layout)
    codings = [coding for coding in source.codings if coding.layer is Layer.MENTION]
    rejected = [d for d in source.decisions if d.verdict is Provenance.REJECTED]
    return Sheet(
        "Mentions",
        "Names and other mentions: a row per mention and coder, with where it came from: confirmed, fixed, "
        "added; also suggestions that were rejected"
        + (" or are still open" if source.choices.include_suggestions else "")
        + " (is_coding = 0).",
        layout.columns,
        maker.rows(codings, rejected),
        len(codings) + len(rejected),
    )


class _Mentions:
    def __init__(self, source: Source, layout: Layout) -> None:
        self._source = source
        self._layout = layout
        self._rows = UnitRows(source, layout)

    def rows(self, codings: list[Coding], rejected: list[Decision]) -> Iterator[Row]:
        for coding in codings:
            suggestion = self._source.suggestion(coding.article_id, coding.suggestion_id)
            yield self._rows.of_coding(coding, (1, *self._said(coding.article_id, suggestion)))
        for decision in rejected:
            suggestion = self._source.suggestion(decision.article_id, decision.suggestion_id)
            if suggestion is None:
                # A later analysis no longer proposes it; that the coder rejected it stays on record.
                yield self._forgotten(decision)
            elif suggestion.layer is Layer.MENTION:
                yield self._of_suggestion(suggestion, decision.article_id, Provenance.REJECTED, decision)
        if self._source.choices.include_suggestions:
            yield from self._open()

    def _open(self) -> Iterator[Row]:
        decided = {(d.article_id, d.suggestion_id) for d in self._source.decisions}
        for article_id, found in self._source.analyses.items():
            for suggestion in found.suggestions:
                if suggestion.layer is Layer.MENTION and (article_id, suggestion.id) not in decided:
                    yield self._of_suggestion(suggestion, article_id, Provenance.SUGGESTED, None)

    def _said(self, article_id: str, suggestion: Suggestion | None) -> list[Value]:
        if suggestion is None:
            return [None] * (len(_MACHINE) - 1)
        text = self._source.article_of[article_id].text
        words = words_of(suggestion.spans, text)
        return [suggestion.category, fragments(suggestion.spans), words, suggestion.reason]

    def _of_suggestion(
        self, suggestion: Suggestion, article_id: str, provenance: Provenance, decision: Decision | None
    ) -> Row:
        article = self._source.article_of[article_id]
        extra = (0, *self._said(article_id, suggestion))
        row = self._rows.of_unit(article, suggestion, decision.coder_id if decision else "", extra)
        at = self._layout.meta_at
        row[at + _PROVENANCE] = str(provenance)
        row[at + _SUGGESTION] = suggestion.id
        row[at + _CONFIDENCE] = round(suggestion.confidence, 3)
        row[at + _CREATED] = moment_of(decision.at) if decision else None
        return tuple(row)

    def _forgotten(self, decision: Decision) -> Row:
        gone = Suggestion(decision.suggestion_id, Layer.MENTION, "")
        row = self._rows.of_unit(self._source.article_of[decision.article_id], gone, decision.coder_id, (0,))
        at = self._layout.meta_at
        for unknown in (0, _LAYER, _LABEL):
            row[unknown] = None
        row[at + _PROVENANCE] = str(Provenance.REJECTED)
        row[at + _SUGGESTION] = decision.suggestion_id
        row[at + _CREATED] = moment_of(decision.at)
        return tuple(row)
