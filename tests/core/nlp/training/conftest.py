"""Corpora of a few sentences, cut from ../shared at test time; without it these tests skip."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[5] / "shared" / "corpora"
_LINES = 400
_DOMAINS = ("politics", "ai", "music", "literature", "science")


@pytest.fixture(scope="session")
def sliver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder laid out like the corpora with the beginnings of their files."""
    if not SHARED.is_dir():
        pytest.skip("the corpora in ../shared are not here")
    root = tmp_path_factory.mktemp("corpora")
    for name in [f"CrossNER/ner_data/{d}/{p}.txt" for d in _DOMAINS for p in ("train", "dev", "test")]:
        _head(root, name)
    for name in ("GUM_bio_goode", "GUM_bio_byron", "GUM_news_iodine", "GUM_speech_austria"):
        _head(root, f"GUM/dep/{name}.conllu", 2_000)
    shutil.copy(SHARED / "GUM" / "splits.md", root / "GUM" / "splits.md")
    _head(root, "wikigold/CONLL-format/data/wikigold.conll.txt", 4_000)
    for part in ("dev", "test"):
        _head(root, f"UD_English-EWT/en_ewt-ud-{part}.conllu", 60_000)  # in another order than the names
        _head(root, f"UNER_English-EWT/en_ewt-ud-{part}.iob2", 2_000)
    for part, documents in (("dev", 4), ("test", 102)):
        told = json.loads((SHARED / f"Re-DocRED/data/{part}_revised.json").read_text("utf-8"))
        _write(root / f"Re-DocRED/data/{part}_revised.json", json.dumps(told[:documents]))
    shutil.copytree(SHARED / "re3d", root / "re3d")
    return root


def _head(root: Path, name: str, lines: int = _LINES) -> None:
    told = (SHARED / name).read_text("utf-8").splitlines()[:lines]
    _write(root / name, "\n".join(told) + "\n\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
