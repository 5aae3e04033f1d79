"""Counts and sketches made over whole arrays are those of the words; wire copies are found."""

from __future__ import annotations

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from core.importing.near import LIKE, Sketches, measure, near_groups, sketch
from core.text.canonical import canonical, word_count
from tests.build import raw_texts


@settings(deadline=None)
@given(raw_texts() | st.text(st.sampled_from(" \t\n\x1f\u3000\xa0-–'’_.aÄßİ字9٣e\u0301😀𝐀"), max_size=60))
def test_words_are_counted_as_everywhere(raw: str) -> None:
    text = canonical(raw)
    assert measure(text).words == word_count(text)


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def wire_copy(words: list[str], chance: random.Random) -> str:
    """A report as another paper prints it: cut at the end, paragraphs left out, words changed."""
    kept = words[: int(len(words) * chance.uniform(0.45, 1))]
    begin = chance.randrange(len(kept) // 2)
    kept = kept[:begin] + kept[begin + chance.randrange(len(kept) // 4) :]
    for _ in range(chance.randrange(8)):
        kept[chance.randrange(len(kept))] = "changed"
    return ", ".join(kept).upper()


def test_recall_and_precision_on_wire_copies() -> None:
    """Pairs that share three fifths of their runs meet nearly always, those below two fifths hardly ever."""
    chance = random.Random(4)
    vocabulary = [f"word{number}" for number in range(4_000)]
    found = {True: [0, 0], False: [0, 0]}
    errors: list[float] = []
    for _ in range(400):
        words = chance.choices(vocabulary, k=chance.randrange(60, 700))
        one, other = " ".join(words), wire_copy(words, chance)
        both = runs(one), runs(other)
        share = len(both[0] & both[1]) / len(both[0] | both[1])
        sketches = [sketch(one), sketch(other)]
        equal = sum(sketches[0][at : at + 4] == sketches[1][at : at + 4] for at in range(0, 512, 4))
        errors.append(equal / 128 - share)
        if share >= LIKE + 0.1 or share < LIKE - 0.1:
            told = found[share >= LIKE]
            told[0] += bool(near_groups(sketches))
            told[1] += 1
    assert found[True][0] >= 0.96 * found[True][1] > 50
    assert found[False][0] <= 0.02 * found[False][1]
    assert abs(sum(errors) / len(errors)) < 0.01
    assert (sum(error**2 for error in errors) / len(errors)) ** 0.5 < 0.045


def test_a_text_of_a_million_words_needs_no_more_memory_than_it_must() -> None:
    words = random.Random(1).choices([f"w{number}" for number in range(5_000)], k=300_000)
    whole = " ".join(words)
    measured = measure(whole)
    assert measured.words == len(words)
    assert near_groups([measured.sketch, sketch(whole + " and more")]) == [[0, 1]]


def test_sketches_keep_their_numbers_also_among_texts_too_short_for_one() -> None:
    kept = Sketches()
    words = random.Random(2).choices([f"word{number}" for number in range(900)], k=200)
    for text in ("short", " ".join(words), "short", " ".join(words[:180])):
        kept.add(sketch(text))
    assert len(kept) == 4
    assert kept.groups() == [[1, 3]]
