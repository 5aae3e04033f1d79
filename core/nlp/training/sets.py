"""Which texts train the names, which choose the model and which are kept aside as tests."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.nlp.training import gum, readers
from core.nlp.training.marks import Marked, in_groups, joined

_MIXED = (1, 2, 3, 4, 6, 10)  # sentences a text has in training: the program hands paragraphs and articles
_NEWS = ("PERSON", "ORG", "LOC")
_RE3D_SOURCES = (
    "Australian Department of Foreign Affairs",
    "CENTCOM",
    "Delegation of the European Union to Syria",
    "UK Government",
    "US State Department",
    "Wikipedia",
)


@dataclass(frozen=True, slots=True)
class Test:
    """A test set: its texts and the labels its makers marked."""

    name: str
    labels: tuple[str, ...]
    texts: tuple[Marked, ...]


@dataclass(slots=True)
class Sets:
    """Everything read; ``absent`` names the data that is not there."""

    train: dict[str, list[Marked]] = field(default_factory=dict)
    dev: dict[str, list[Marked]] = field(default_factory=dict)
    tests: list[Test] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Places:
    corpora: Path
    extra: Path | None

    def find(self, *parts: str) -> Path:
        """A file of the corpora, or its namesake in the folder of further files."""
        here = self.corpora.joinpath(*parts)
        if not here.exists() and self.extra is not None:
            return self.extra / parts[-1]
        return here


_Reader = Callable[[_Places, Sets, random.Random], None]


def read(corpora: Path, extra: Path | None = None, *, seed: int = 7, tests_only: bool = False) -> Sets:
    """All corpora under ``corpora`` (and further files in ``extra``), always parted in the same way."""
    found = Sets()
    places = _Places(corpora, extra)
    for name, reader in _READERS.items():
        if tests_only and name in _TRAIN_ONLY:
            continue
        try:
            reader(places, found, random.Random(f"{seed} {name}"))  # noqa: S311 -- reproducible, no secret
        except FileNotFoundError as fault:
            found.absent.append(f"{name}: {fault.filename}")
    return found


def _gum(places: _Places, sets: Sets, rng: random.Random) -> None:
    parts = gum.splits(places.find("GUM", "splits.md"))
    held: list[Marked] = []
    for path in sorted(places.find("GUM", "dep").glob("GUM_*.conllu")):
        genre = path.stem.split("_")[1]
        if genre not in gum.GENRES:
            continue
        told = gum.named(path)
        if parts.get(path.stem, "train") == "train":
            sets.train.setdefault("GUM", []).extend(in_groups(told, _MIXED, rng))
        elif genre in gum.NEWSLIKE:
            held.append(joined(told))
        else:
            sets.dev.setdefault("GUM", []).extend(in_groups(told, (6,), rng))
    sets.tests.append(Test("GUM news+speech+interview", (*_NEWS, "EVENT", "DATE"), tuple(held)))


def _crossner(places: _Places, sets: Sets, rng: random.Random) -> None:
    for domain in ("politics", "ai", "music", "literature", "science"):
        for part in ("train", "dev", "test"):
            path = places.find("CrossNER", "ner_data", domain, f"{part}.txt")
            told = readers.columns(path, readers.CROSSNER)
            if (domain, part) == ("politics", "test"):
                texts = tuple(in_groups(told, (8,), rng))
                sets.tests.append(Test("CrossNER politics", (*_NEWS, "EVENT"), texts))
                continue
            if (domain, part) == ("politics", "dev"):
                sets.dev["CrossNER"] = list(in_groups(told[:100], (5,), rng))
                told = told[100:]
            sets.train.setdefault("CrossNER", []).extend(in_groups(told, (1, 2, 3, 4), rng))


def _wikigold(places: _Places, sets: Sets, rng: random.Random) -> None:
    path = places.find("wikigold", "CONLL-format", "data", "wikigold.conll.txt")
    told = readers.columns(path, readers.CONLL)
    sets.dev["wikigold"] = list(in_groups(told[:100], (5,), rng))
    sets.train["wikigold"] = list(in_groups(told[100:], _MIXED, rng))


def _ewt(places: _Places, sets: Sets, rng: random.Random) -> None:
    for part in ("dev", "test"):
        names = places.find("UNER_English-EWT", f"en_ewt-ud-{part}.iob2")
        told = readers.universal(names, [places.find("UD_English-EWT", f"en_ewt-ud-{part}.conllu")])
        if part == "test":
            sets.tests.append(Test("EWT web", _NEWS, _whole(told)))
        else:
            sets.train["UNER EWT"] = _grouped(told, rng)


def _ewt_train(places: _Places, sets: Sets, rng: random.Random) -> None:
    names = places.find("UNER_English-EWT", "en_ewt-ud-train.iob2")
    if not names.exists():
        raise FileNotFoundError(2, "not there", str(names))
    treebank = sorted(places.find("UD_English-EWT", "train_documents").rglob("*.conllu"))
    sets.train["UNER EWT train"] = _grouped(readers.universal(names, treebank), rng)


def _pud(places: _Places, sets: Sets, _rng: random.Random) -> None:
    names = places.find("UNER_English-PUD", "en_pud-ud-test.iob2")
    told = readers.universal(names, [places.find("UD_English-PUD", "en_pud-ud-test.conllu")])
    sets.tests.append(Test("PUD", _NEWS, _whole(told)))


def _docred(places: _Places, sets: Sets, rng: random.Random) -> None:
    dev = readers.docred(places.find("Re-DocRED", "data", "dev_revised.json"))
    test = readers.docred(places.find("Re-DocRED", "data", "test_revised.json"))
    sets.dev["Re-DocRED"] = [joined(d) for d in test[:30]]
    sets.tests.append(Test("Re-DocRED", (*_NEWS, "DATE"), _whole(test[30:100])))
    sets.train["Re-DocRED"] = _grouped([*dev, *test[100:]], rng)


def _docred_train(places: _Places, sets: Sets, rng: random.Random) -> None:
    path = places.find("Re-DocRED", "data", "train_revised.json")
    sets.train["Re-DocRED train"] = _grouped(readers.docred(path), rng)


def _re3d(places: _Places, sets: Sets, _rng: random.Random) -> None:
    told = [d for s in _RE3D_SOURCES for d in readers.re3d(places.find("re3d", s))]
    random.Random(5).shuffle(told)  # noqa: S311 -- the documents that are kept aside are always the same
    sets.train["re3d"] = told[:-15]
    sets.tests.append(Test("re3d", (*_NEWS, "DATE", "NORP"), tuple(told[-15:])))


def _multiner(places: _Places, sets: Sets, rng: random.Random) -> None:
    told = readers.columns(places.find("multiNER", "Final_English.txt"), readers.NO_MISC)
    sets.train["multiNER"] = list(in_groups(told[:-160], (1, 2, 3), rng))


def _whole(documents: Iterable[Sequence[Marked]]) -> tuple[Marked, ...]:
    return tuple(joined(document) for document in documents)


def _grouped(documents: Iterable[Sequence[Marked]], rng: random.Random) -> list[Marked]:
    return [text for document in documents for text in in_groups(document, _MIXED, rng)]


_READERS: dict[str, _Reader] = {
    "PUD": _pud,
    "CrossNER": _crossner,
    "GUM": _gum,
    "re3d": _re3d,
    "Re-DocRED": _docred,
    "UNER EWT": _ewt,
    "wikigold": _wikigold,
    "multiNER": _multiner,
    "UNER EWT train": _ewt_train,
    "Re-DocRED train": _docred_train,
}
_TRAIN_ONLY = frozenset(("wikigold", "multiNER", "UNER EWT train", "Re-DocRED train"))
