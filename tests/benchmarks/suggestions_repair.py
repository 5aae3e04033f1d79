"""How many lost spaces and sentence ends are found in damaged texts, and how many where none is lost.

Wrong places count as wrong even where the source itself has lost something. Sentence ends: of the full stops
before another sentence of the same line 5 in 100 are taken away; a place where the treebank begins a sentence
although the source has no stop is right.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from time import process_time

from core.text.canonical import canonical
from core.text.ends import lost_ends
from core.text.places import resource
from core.text.repair import repair
from tests.benchmarks.suggestions_rows import Row
from tests.core.text.corpora import CORPORA, SETS, read, sentences, treebank
from tests.core.text.damage import damaged, stopless

PRECISION, RECALL, PACE = 0.995, 0.88, 20_000
REPORTED = ("GUM news", "GUM speech", "GUM interview", "CrossNER politics", "Re-DocRED", "re3d", "EWT")
TREEBANKS = (*(name for name in SETS if name.startswith("GUM")), "EWT", "EWT train")
ARTICLE_PLACES, ARTICLE_ENDS = 31, 1


def rows() -> list[Row]:
    """Precision, recall, pace and false splits, by set and pooled; sentence ends; the sample article."""
    return [*_spaces(), *_ends(), *_article()]


def _spaces() -> list[Row]:
    if not CORPORA.exists():
        return [Row("repair: lost spaces", absent="../shared/corpora is not here")]
    found: list[Row] = []
    pooled: Counter[str] = Counter()
    for name in SETS:
        counts = _counted(read(name))
        pooled += counts
        if name in REPORTED:
            found += _told(name, counts)
    words, seconds = pooled["words"], pooled["milliseconds"] / 1000
    return [
        *found,
        *_told(f"{len(SETS)} sets", pooled),
        Row("repair: words per CPU second, damaged and clean", 2 * words / seconds, PACE, words),
        Row("repair: false splits in clean texts", pooled["false"], 0, words, "≤"),
    ]


def _counted(texts: list[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for k, text in enumerate(texts):
        glued, gold = damaged(text, 65 + k % 6)
        began = process_time()
        places, clean = set(repair(glued).inserts), repair(text).inserts
        counts["milliseconds"] += round((process_time() - began) * 1000)
        counts["right"] += len(places & gold)
        counts["wrong"] += len(places - gold)
        counts["lost"] += len(gold)
        counts["false"] += len(clean)
        counts["words"] += len(text.split())
    return counts


def _told(name: str, counts: Counter[str]) -> list[Row]:
    """Single sets are told, the pool is judged."""
    pool = name.endswith("sets")
    right, found = counts["right"], counts["right"] + counts["wrong"]
    return [
        Row(f"repair: {name}, precision", right / found, PRECISION if pool else None, found),
        Row(f"repair: {name}, recall", right / counts["lost"], RECALL if pool else None, counts["lost"]),
    ]


def _ends() -> list[Row]:
    if not CORPORA.exists():
        return [Row("repair: lost sentence ends", absent="../shared/corpora is not here")]
    right = wrong = again = lost = 0
    for name in TREEBANKS:
        rng = Random(name)
        for document in sentences(treebank(name)):
            text, gold, starts = stopless(document, rng, 0.05)
            places = set(lost_ends(text))
            right += len(places & (gold | starts))
            wrong += len(places - gold - starts)
            again += len(places & gold)
            lost += len(gold)
    news = sum(len(lost_ends(text)) for name in ("GUM news", "re3d") for text in read(name))
    return [
        Row("repair: lost sentence ends, precision", right / (right + wrong), 0.95, right + wrong),
        Row("repair: lost sentence ends, recall", again / lost, None, lost),
        Row("repair: sentence ends assumed in clean news", news, 2, news, "≤"),
    ]


def _article() -> list[Row]:
    found = repair(canonical(resource("samples", "azernews.txt").read_text("utf-8")))
    return [
        Row("repair: lost spaces of the sample article", len(found.inserts), ARTICLE_PLACES, ARTICLE_PLACES),
        Row("repair: lost sentence ends of the sample article", len(found.ends), ARTICLE_ENDS, ARTICLE_ENDS),
    ]
