"""Clean corpora from ``../shared``, and the damage that joined lines do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CORPORA = Path(__file__).parents[4] / "shared" / "corpora"


def damaged(text: str, width: int) -> tuple[str, set[int]]:
    """``text`` wrapped at ``width`` and joined again without spaces, and the places so glued."""
    lost: list[int] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        line = paragraph.start()
        for word in re.finditer(r"\S+", paragraph.group()):
            start, end = paragraph.start() + word.start(), paragraph.start() + word.end()
            if start > line and end - line > width:
                line = start
                if text[start - 1] == " " and text[start - 2] != " ":
                    lost.append(start - 1)
    gone = set(lost)
    glued = "".join(char for at, char in enumerate(text) if at not in gone)
    return glued, {at - k for k, at in enumerate(lost)}


def shared_texts(corpus: str) -> list[str]:
    """Clean texts of one kind; skips the test where the corpora are not there."""
    if not CORPORA.exists():
        pytest.skip("../shared/corpora is not here")
    if corpus == "politics":
        return _tokens(CORPORA / "CrossNER" / "ner_data" / "politics" / "test.txt")
    if corpus == "web":
        return _conllu([CORPORA / "UD_English-EWT" / "en_ewt-ud-test.conllu"])
    return _conllu(sorted((CORPORA / "GUM" / "dep").glob(f"GUM_{corpus}_*.conllu")))


def _conllu(paths: list[Path]) -> list[str]:
    texts: list[list[str]] = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("# newdoc"):
                texts.append([])
            elif line.startswith("# newpar"):
                texts[-1].append("\n")
            elif line.startswith("# text ="):
                texts[-1].append(line.removeprefix("# text =").strip())
    return [re.sub(r" ?\n ?", "\n", " ".join(parts)).strip() for parts in texts]


def _tokens(path: Path) -> list[str]:
    """Sentences of a token file, eight to a text, with the spaces of ordinary writing."""
    sentences = [
        " ".join(line.split("\t")[0] for line in block.splitlines())
        for block in path.read_text("utf-8").split("\n\n")
    ]
    plain = [_spaced(sentence) for sentence in sentences if sentence.strip()]
    return [" ".join(plain[k : k + 8]) for k in range(0, len(plain), 8)]


def _spaced(sentence: str) -> str:
    sentence = re.sub(r" ([,.;:!?%)\]}])", r"\1", sentence)
    sentence = re.sub(r"([(\[{$£€]) ", r"\1", sentence)
    sentence = re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m|’s)\b", r"\1", sentence)
    sentence = re.sub(r'" (.*?) "', r'"\1"', re.sub(r" ' ", "' ", sentence))
    return re.sub(r"(\w) - (\w)", r"\1-\2", sentence)
