"""Sentence ends whose full stop was lost are found, and none where there is none."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given

from core.text.canonical import canonical
from core.text.ends import lost_ends
from core.text.repair import repair
from tests.build import raw_texts
from tests.core.text.corpora import sentences, texts_of, treebank
from tests.core.text.damage import stopless

LOST = """
He said Washington commends it | Secretary of State Ann Lee expressed hope.
The law hurts them | President Petro said that it must go.
Nobody had seen him | Maria Costa added that the search went on.
He hurt himself | Prime Minister Sato then left the hall.
The talks ended late in the evening | They will go on next week.
Ships waited outside the harbour | However, no pilot came.
The bridge was closed in 2019 | It's being repaired now.
She flew back to Berlin | He will follow her in May.
Prices rose by 12% | The bank had expected less.
Nobody had known the answer | If I had known, I would have called.
Trade between the two neighbours grew | In the spring, customs offices opened.
"""
KEPT = """
They made him Secretary of State in May.
The council gave it President Petro's consent.
She told us that Maria Costa was ill.
It was Ann Lee who left.
He called her Mrs Lee and left.
The case was heard in The Hague yesterday.
He wrote for The New York Times and for The Economist.
They sang the song He is the one.
The film The talented swimmer won a prize.
We read of The early years in his memoir.
He lives at 12 In der Au and has a dog.
Write to office@example.com If you want to come, call.
Vitamin A is good for you, and so is vitamin C.
He said that Will would come. May is a month.
"""
SLOPPY = "The Man was In the house and The Dog was On the roof, but nobody saw It there In the end It went."


@pytest.mark.parametrize("line", LOST.strip().splitlines())
def test_a_sentence_end_whose_stop_was_lost_is_found(line: str) -> None:
    first, second = line.split("| ")
    assert lost_ends(first + second) == (len(first),)
    assert repair(first + second).ends == (len(first),)


@pytest.mark.parametrize("line", [*KEPT.strip().splitlines(), SLOPPY])
def test_a_capital_is_not_always_a_new_sentence(line: str) -> None:
    assert lost_ends(line) == ()


@given(raw_texts())
def test_any_text_gets_ascending_offsets_of_words(raw: str) -> None:
    text = canonical(raw)
    ends = lost_ends(text)
    assert all(a < b for a, b in pairwise(ends))
    assert all(text[at].isupper() and text[at - 1].isspace() for at in ends)


def test_clean_news_gets_hardly_any() -> None:
    texts = [text for name in ("GUM news", "re3d") for text in texts_of(name)]
    found = [text[at - 30 : at + 30] for text in texts for at in lost_ends(text)]
    assert len(found) <= 1, found  # a heading that runs into its text


@pytest.mark.parametrize("genres", ["news interview speech bio", "textbook voyage vlog academic"])
def test_of_full_stops_taken_away_some_are_found_and_hardly_anything_else(genres: str) -> None:
    right = wrong = lost = 0
    for genre in genres.split():
        texts_of(f"GUM {genre}")  # skips where there are no corpora
        for document in sentences(treebank(f"GUM {genre}")):
            text, gold, starts = stopless(document, Random(len(document)), 0.05)
            found = set(lost_ends(text))
            right += len(found & gold)
            wrong += len(found - gold - starts)
            lost += len(gold)
    assert right / (right + wrong) >= 0.95
    assert right / lost >= 0.3
