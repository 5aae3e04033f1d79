"""What writing and reading of REFI-QDA codebooks agree on."""

from __future__ import annotations

import uuid

NAMESPACE = "urn:QDA-XML:codebook:1.0"
COUNTS, NOT, EXAMPLE, CODE = "Counts:", "Does not count:", "Example:", "Code:"  # lines of a description
_OURS = uuid.UUID("6f1d3a52-0f0e-5c51-9a0b-5f3f2a7a9c10")


def guid(layer: str, code: str) -> uuid.UUID:
    """The id of a category in exchange files, always the same; without ``code`` that of the layer."""
    return uuid.uuid5(_OURS, f"{layer}/{code}")
