"""Training a part of the pipeline from its configuration, by spaCy's own loop, seeded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.nlp.training.mean import CALLBACK, Mean

if TYPE_CHECKING:
    from spacy.language import Language

SETTLING = 0.25  # share of the steps whose parameters are left out of the mean

_HERE = Path(__file__).parent


def train(part: str, data: Path, out: Path, *, table: Path | None = None, **changes: Any) -> Path:
    """Train ``part`` ("names" or "syntax") on the files of ``data`` and return the folder of the model.

    It is the mean of the parameters at each evaluation but the first quarter's. ``table``: the word table
    (names only); ``changes``: configuration by key with ``__`` for dots, for example
    ``training__max_steps=500``. Raises OSError when a file is missing.
    """
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train as run
    from spacy.util import load_config, registry
    from thinc.api import use_ops

    from core.nlp.registration import register

    register()
    config = load_config(
        _HERE / f"{part}.cfg", overrides=_overrides(part, data, table, changes), interpolate=False
    )
    steps = config["training"]
    mean = Mean(skip=int(SETTLING * steps["max_steps"] / steps["eval_frequency"]))
    registry.callbacks.register(CALLBACK, func=mean.callback)
    steps["before_to_disk"] = {"@callbacks": CALLBACK}
    with use_ops("numpy", use_blis=False):  # NumPy's library multiplies faster than the one spaCy brings
        nlp: Language = init_nlp(config)
    out.mkdir(parents=True, exist_ok=True)
    run(nlp, out)
    mean.put(nlp)
    nlp.to_disk(out / "model-mean")
    return out / "model-mean"


def _overrides(part: str, data: Path, table: Path | None, changes: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "paths.train": str(data / f"{part}_train.spacy"),
        "paths.dev": str(data / f"{part}_dev.spacy"),
    }
    if table is not None:
        told["paths.table"] = str(table)
    return told | {key.replace("__", "."): value for key, value in changes.items()}
