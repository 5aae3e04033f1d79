"""Training a part of the pipeline from its configuration, by spaCy's own loop, seeded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

_HERE = Path(__file__).parent


def train(part: str, data: Path, out: Path, *, table: Path | None = None, **changes: Any) -> Path:
    """Train ``part`` ("names" or "syntax") on the files of ``data`` and return the best model's folder.

    ``table``: the word table (names only); ``changes``: configuration by key with ``__`` for dots, for
    example ``training__max_steps=500``. Raises OSError when a file is missing.
    """
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train as run
    from spacy.util import load_config
    from thinc.api import use_ops

    from core.nlp.registration import register

    register()
    overrides: dict[str, Any] = {
        "paths.train": str(data / f"{part}_train.spacy"),
        "paths.dev": str(data / f"{part}_dev.spacy"),
    }
    if table is not None:
        overrides["paths.table"] = str(table)
    overrides |= {key.replace("__", "."): value for key, value in changes.items()}
    config = load_config(_HERE / f"{part}.cfg", overrides=overrides, interpolate=False)
    with use_ops("numpy", use_blis=False):  # NumPy's library multiplies faster than the one spaCy brings
        nlp: Language = init_nlp(config)
    out.mkdir(parents=True, exist_ok=True)
    run(nlp, out)
    return out / "model-best"
