"""A codebook as plain values and as JSON: the form of resources/codebooks, defaults left out."""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from typing import Any

from core.domain.codebook import Codebook


def codebook_json(book: Codebook) -> bytes:
    """``book`` as UTF-8 JSON, one field a line; read again it is the same value."""
    return (json.dumps(plain(book), ensure_ascii=False, indent=1) + "\n").encode()


def plain(value: Any) -> Any:
    """A frozen value as dictionaries, lists and texts; what has its default is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: plain(held) for f, held in kept if not _is_default(f, held)}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return str(value) if isinstance(value, StrEnum) else value


def _is_default(field: Field[Any], held: Any) -> bool:
    return field.default is not MISSING and held == field.default
