"""Corpora into spaCy's files: names for training and for choosing, syntax likewise."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from core.nlp.training import gum
from core.nlp.training.conllu import Sentence, documents
from core.nlp.training.damage import variants
from core.nlp.training.marks import Marked
from core.nlp.training.sets import read

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

DAMAGED = 0.08  # share of training texts that have a damaged copy beside them
# Small corpora of names as the news has them, marked by hand throughout, count more than once.
WEIGHTS = {"UNER EWT": 3, "wikigold": 2, "re3d": 2}
_SYNTAX = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"]
_GROUPS = (1, 2, 4, 6, 8)


def names(corpora: Path, extra: Path | None, out: Path, *, seed: int = 7, limit: int = 0) -> list[str]:
    """Write ``names_train.spacy``, ``names_dev.spacy`` and ``sources.json`` (sizes by corpus) to ``out``.

    ``limit``: texts taken of each corpus, 0 for all. Returns what is absent, in words.
    """
    sets = read(corpora, extra, seed=seed)
    rng = random.Random(seed)  # noqa: S311 -- reproducible, no secret
    train = [
        text
        for corpus, texts in sets.train.items()
        for text in (texts[:limit] if limit else texts) * WEIGHTS.get(corpus, 1)
    ]
    dev = [text for texts in sets.dev.values() for text in (texts[:limit] if limit else texts)]
    train += variants(train, DAMAGED, rng)
    rng.shuffle(train)
    out.mkdir(parents=True, exist_ok=True)
    _save(out / "names_train.spacy", train)
    _save(out / "names_dev.spacy", dev)
    sizes = {
        corpus: {"texts": len(texts), "words": sum(len(t.words) for t in texts)}
        for corpus, texts in sets.train.items()
    }
    (out / "sources.json").write_text(json.dumps(sizes, indent=1), encoding="utf-8")
    return sets.absent


def syntax(corpora: Path, out: Path, *, seed: int = 1, limit: int = 0) -> None:
    """Write ``syntax_train.spacy``, ``syntax_dev.spacy`` and ``syntax_test.spacy`` (GUM) to ``out``."""
    parts: dict[str, list[Path]] = {"train": [], "dev": [], "test": []}
    split = gum.splits(corpora / "GUM" / "splits.md")
    for path in sorted((corpora / "GUM" / "dep").glob("GUM_*.conllu")):
        if path.stem.split("_")[1] in gum.GENRES:
            parts[split.get(path.stem, "train")].append(path)
    ewt = corpora / "UD_English-EWT"
    parts["train"] += sorted((ewt / "train_documents").rglob("*.conllu"))
    parts["dev"].append(ewt / "en_ewt-ud-dev.conllu")
    rng = random.Random(seed)  # noqa: S311 -- reproducible, no secret
    out.mkdir(parents=True, exist_ok=True)
    for part, paths in parts.items():
        _save_trees(out / f"syntax_{part}.spacy", paths[:limit] if limit else paths, rng)


def _save(path: Path, texts: Iterable[Marked]) -> None:
    from spacy import blank
    from spacy.tokens import DocBin

    vocab = blank("en").vocab
    kept = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])
    for text in texts:
        kept.add(as_doc(vocab, text))
    kept.to_disk(path)


def as_doc(vocab: Vocab, text: Marked) -> Doc:
    """A text as a spaCy doc with its names as entities."""
    from spacy.tokens import Doc, Span

    doc = Doc(vocab, words=list(text.words), spaces=list(text.spaces))
    doc.set_ents([Span(doc, n.start, n.end, label=n.label) for n in text.names])
    return doc


def _save_trees(path: Path, sources: Iterable[Path], rng: random.Random) -> None:
    from spacy import blank
    from spacy.tokens import DocBin

    vocab = blank("en").vocab
    kept = DocBin(attrs=_SYNTAX)
    for source in sources:
        for document in documents(source):
            for group in _groups(document, rng):
                kept.add(_tree(vocab, group))
    kept.to_disk(path)


def _groups(document: list[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
    at = 0
    while at < len(document):
        size = rng.choice(_GROUPS)
        yield document[at : at + size]
        at += size


def _tree(vocab: Vocab, group: list[Sentence]) -> Doc:
    from spacy.tokens import Doc

    words = [w for s in group for w in s.words]
    first = [sum(len(s.words) for s in group[:at]) for at in range(len(group))]
    heads = [start + w.head for start, s in zip(first, group, strict=True) for w in s.words]
    spaces = [w.space or at + 1 in first for at, w in enumerate(words)]
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=spaces,
        heads=heads,
        deps=[w.dep for w in words],
        tags=[w.tag for w in words],
        pos=[w.pos for w in words],
        morphs=[w.morph for w in words],
        lemmas=[w.lemma for w in words],
    )
