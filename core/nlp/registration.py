"""What the shipped pipeline needs of this program, made known to spaCy.

An installed program tells spaCy by the entry points of its package; run from a folder, `register` does.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


@cache
def register() -> None:
    """Make the program's architectures and pipes known to spaCy, once."""
    from spacy.language import Language
    from spacy.util import registry

    from core.nlp.lexical_features import lexical_embed
    from core.nlp.names_component import FACTORY, make_names

    registry.architectures.register("rapporteur.LexicalEmbed.v1", func=lexical_embed)
    Language.factory(FACTORY, assigns=["doc.ents"], requires=["doc.ents"], func=make_names)


def __getattr__(name: str) -> Callable[..., Any]:
    """The entry point of the pipe: spaCy reads it when it makes a pipeline, which is when it has to know."""
    from core.nlp.names_component import FACTORY, make_names

    if name != FACTORY:
        raise AttributeError(name)
    register()
    return make_names
