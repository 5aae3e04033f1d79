"""The trained parts put together as one model folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

NAME, VERSION, LICENCE = "press", "0.3.0", "CC BY-SA 4.0"
_DESCRIPTION = (
    "English news: tagger, morphologizer, parser (UD labels), rule lemmatizer, names (PERSON ORG LOC NORP "
    "DATE EVENT) with word clusters and lists, made to agree within a text. CPU, no vectors. Trained on "
    "openly licensed corpora only. Needs the program Rapporteur installed."
)


def assemble(syntax: Path, names: Path, out: Path) -> Language:
    """Write one pipeline to ``out``: the syntax of one folder, the names of another, then `Names`.

    ``syntax`` may be a whole model whose names are replaced. Raises OSError when a folder is missing.
    """
    import spacy

    from core.nlp.names_component import FACTORY
    from core.nlp.registration import register

    register()
    nlp = spacy.load(syntax, exclude=["ner", FACTORY])
    if not nlp.has_pipe("lemmatizer"):
        lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
        lemmatizer.initialize()
    nlp.add_pipe("ner", source=spacy.load(names, vocab=nlp.vocab))
    nlp.add_pipe(FACTORY)
    nlp.meta.update(
        name=NAME, version=VERSION, description=_DESCRIPTION, license=LICENCE, lang="en", performance={}
    )
    kept = {path.name: path.read_bytes() for path in _papers(out)}
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    _without_paths(out / "config.cfg")
    for name, told in kept.items():
        (out / name).write_bytes(told)
    return nlp


def note_scores(model: Path, scores: dict[str, Any]) -> None:
    """Write ``scores`` to the ``performance`` of a model's ``meta.json``."""
    path = model / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta["performance"] = scores
    path.write_text(json.dumps(meta, indent=2, ensure_ascii=False), encoding="utf-8")


def _papers(out: Path) -> list[Path]:
    return [path for path in (out / "ATTRIBUTION.md", out / "README.md") if path.is_file()]


def _without_paths(config: Path) -> None:
    """A model is read without the files it was trained from: the saved network holds its table."""
    from thinc.api import Config

    told = Config().from_disk(config, interpolate=False)
    told["components"]["ner"]["model"]["tok2vec"]["embed"]["table"] = None
    for section in ("paths", "corpora", "training", "initialize"):
        told.pop(section, None)
    told.to_disk(config)
