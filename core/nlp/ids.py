"""Ids of suggestions: the same finding keeps its id when an article is analysed again."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b, sha256

from core.domain.coding import Layer
from core.domain.text import Span


def text_hash(text: str) -> str:
    """The SHA-256 of a text, hex; lone surrogates pass."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def suggestion_id(text_sha: str, layer: Layer, category: str, spans: Iterable[Span], *more: str) -> str:
    """The id of a finding; ``more`` tells apart what shares layer, category and spans."""
    parts = [text_sha, layer.value, category, *(f"{s.start}-{s.end}" for s in spans), *more]
    return "sug-" + blake2b("|".join(parts).encode(), digest_size=8).hexdigest()
