"""The hash of all that goes into an analysis: while it stays the same, nothing needs to be analysed anew."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib import metadata

import msgspec

from core.domain.actor import Actor


def inputs_of(
    *,
    sha256_of_text: str,
    published: str,
    language: str,
    mark: str,
    known_actors: tuple[Actor, ...],
    refused: tuple[int, ...],
) -> str:
    """The hash for one text; equal texts with all else equal have the same.

    ``language``: the text's own; ``mark``: of the pipeline that reads it, see `core.nlp.model_ids`.
    """
    said = (sha256_of_text, published, language, mark, refused, _program(), _actors(known_actors))
    return sha256(msgspec.json.encode(said)).hexdigest()


@lru_cache(maxsize=1)
def _program() -> str:
    return metadata.version("rapporteur")


@lru_cache(maxsize=4)
def _actors(known: tuple[Actor, ...]) -> str:
    return sha256(msgspec.json.encode(known)).hexdigest()
