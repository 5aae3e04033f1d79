"""Clean texts of the corpora in ``../shared``, by the name of their set."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

CORPORA = Path(__file__).parents[4] / "shared" / "corpora"
_GUM = "academic bio conversation court interview news speech textbook vlog voyage"
_CROSSNER = "ai literature music politics science"
_RE3D = (
    "Australian Department of Foreign Affairs",
    "CENTCOM",
    "Delegation of the European Union to Syria",
    "UK Government",
    "US State Department",
    "Wikipedia",
)
SETS = (
    *(f"GUM {genre}" for genre in _GUM.split()),
    *(f"CrossNER {domain}" for domain in _CROSSNER.split()),
    "EWT",
    "EWT train",
    "Re-DocRED",
    "re3d",
    "multiNER",
    "wikigold",
)


def texts_of(name: str) -> list[str]:
    """The texts of one of `SETS`; skips the test where the corpora are not there."""
    if not CORPORA.exists():
        pytest.skip("../shared/corpora is not here")
    return read(name)


def read(name: str) -> list[str]:
    """The texts of one of `SETS`; OSError where they are not there."""
    corpus, _, part = name.partition(" ")
    match corpus:
        case "GUM" | "EWT":
            return conllu(treebank(name))
        case "CrossNER":
            folder = CORPORA / "CrossNER" / "ner_data" / part
            return [text for file in ("train", "dev", "test") for text in _tokens(folder / f"{file}.txt")]
        case "Re-DocRED":
            paths = sorted((CORPORA / corpus / "data").glob("*.json"))
            return [text for path in paths for text in _docred(path)]
        case "re3d":
            paths = [CORPORA / corpus / source / "documents.json" for source in _RE3D]
            return [text for path in paths for text in _documents(path)]
        case "multiNER":
            return _tokens(CORPORA / corpus / "Final_English.txt")
        case _:
            return _tokens(CORPORA / corpus / "CONLL-format" / "data" / "wikigold.conll.txt")


def treebank(name: str) -> list[Path]:
    """The files of a set whose sentences are told apart: of GUM or EWT."""
    corpus, _, part = name.partition(" ")
    folder = CORPORA / ("GUM/dep" if corpus == "GUM" else "UD_English-EWT")
    pattern = f"GUM_{part}_*.conllu" if corpus == "GUM" else "train_documents/*/*" if part else "*.conllu"
    return sorted(folder.glob(pattern))


def conllu(paths: Iterable[Path]) -> list[str]:
    """A text for every document of CoNLL-U files, as their ``# text`` lines have it."""
    return [re.sub(r" ?\n ?", "\n", " ".join(parts)).strip() for parts in sentences(paths)]


def sentences(paths: Iterable[Path]) -> list[list[str]]:
    """The sentences of every document; a line feed stands where a paragraph begins."""
    texts: list[list[str]] = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("# newdoc"):
                texts.append([])
            elif line.startswith("# newpar"):
                texts[-1].append("\n")
            elif line.startswith("# text ="):
                texts[-1].append(line.removeprefix("# text =").strip())
    return texts


def _docred(path: Path) -> list[str]:
    documents = json.loads(path.read_text("utf-8"))
    return [" ".join(_spaced(" ".join(sentence)) for sentence in one["sents"]) for one in documents]


def _documents(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines() if line.strip()]


def _tokens(path: Path) -> list[str]:
    """Sentences of a token file, eight to a text, with the spaces of ordinary writing."""
    sentences = [
        " ".join(re.split(r"[\t ]", line)[0] for line in block.splitlines())
        for block in path.read_text("utf-8").split("\n\n")
    ]
    kept = (sentence for sentence in sentences if sentence.strip() and "-DOCSTART-" not in sentence)
    plain = [_spaced(sentence) for sentence in kept]
    return [" ".join(plain[k : k + 8]) for k in range(0, len(plain), 8)]


def _spaced(sentence: str) -> str:
    sentence = re.sub(r" ([,.;:!?%)\]}])", r"\1", sentence)
    sentence = re.sub(r"([(\[{$£€]) ", r"\1", sentence)
    sentence = re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m|’s)\b", r"\1", sentence)
    sentence = re.sub(r'" (.*?) "', r'"\1"', re.sub(r" ' ", "' ", sentence))
    return re.sub(r"(\w) - (\w)", r"\1-\2", sentence)
