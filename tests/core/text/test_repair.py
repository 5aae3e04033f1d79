"""Glued words are told apart without touching the text."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.canonical import canonical
from core.text.places import resource
from core.text.repair import Repaired, repair, written_out
from tests.build import raw_texts, texts
from tests.core.text.corpora import texts_of
from tests.core.text.damage import damaged

# Every place of the sample article where a space is missing, read by hand.
ARTICLE_PLACES = """
phone|call the|agreement Armenia|and to|continue Armenia|and the|delimitation the|discussions and|mutual
the|commencement two|countries positive|step of|Azerbaijan the|suggestion the|peace who|was five|principles
no|efforts a|strong noted|that South|Caucasus country's|intention and|Azerbaijan climate,|transport
emphasized|Azerbaijan's the|U.S. the|cooperation within|COP29 in|Azerbaijan for|their to|its
democratic|reforms
"""

STORY_LINES = """
The foreign ministers of the two countries met in the capital on Tuesday to discuss a plan for the reopening
of the railway that was closed more than thirty years ago. Officials said that the talks had been friendly
and that both sides wanted to continue them before the end of the month. A spokesman for the government told
reporters that engineers would examine the bridges along the river and that the costs would be shared. The
opposition leader called the plan a step in the right direction, but she asked why parliament had not been
informed. In the evening the visitors attended a concert given by young musicians from several towns near
the border. Trade between the neighbours has grown since the spring, when the customs offices began to work
at night as well. Farmers in the valley hope that they can sell their fruit abroad without paying for the
long detour through the mountains. Nobody expects that all questions will be settled at once; the treaty on
water, for example, has been debated for a decade.
"""

STORY = " ".join(STORY_LINES.split())

OTHERS = """
Der Bundeskanzler hat am Dienstag in Berlin erklärt, dass die Verhandlungen über das Haushaltsgesetz noch in
dieser Woche abgeschlossen werden sollen. Die Opposition kritisierte die Pläne der Regierung.

Les syndicats ont appelé à une nouvelle journée de mobilisation contre le projet du gouvernement, jugé
insuffisant. La ministre des Affaires étrangères se rendra jeudi en Azerbaïdjan.

Azerbaycan Cumhurbaşkanı İlham Aliyev, ABD Dışişleri Bakanı Antony Blinken ile telefon görüşmesi yaptı.

See https://www.example.org/thepeace, ask info@theagreement.az or open core/text/ofthe_file.py.
"""


def places(text: str, inserts: tuple[int, ...]) -> list[str]:
    """Each insert as its two words with a bar between them."""
    found = []
    for at in inserts:
        before, after = re.search(r"\S*\Z", text[:at]), re.match(r"\S*", text[at:])
        assert before is not None
        assert after is not None
        found.append(f"{before.group()}|{after.group()}")
    return found


def test_every_glued_place_of_the_sample_article_is_found_and_nothing_else() -> None:
    text = canonical(resource("samples", "azernews.txt").read_text("utf-8"))
    found = [place.rstrip(".,") for place in places(text, repair(text).inserts)]
    assert found == [place.rstrip(".,") for place in ARTICLE_PLACES.split()]


@pytest.mark.parametrize("width", [48, 60, 66, 68, 72, 90])
def test_a_text_whose_lines_were_joined_is_restored(width: int) -> None:
    glued, gold = damaged(STORY, width)
    repaired = repair(glued)
    assert set(repaired.inserts) <= gold
    assert len(repaired.inserts) >= 0.9 * len(gold)


def test_spaces_lost_anywhere_are_found_several_in_a_row_too() -> None:
    text = STORY
    for words in ("wanted to continue", "that the talks", "the customs", "the river", "at once"):
        text = text.replace(words, words.replace(" ", ""), 1)
    assert repair(text).text == STORY


def test_a_text_that_is_whole_is_left_alone() -> None:
    assert repair(STORY).inserts == ()
    assert repair(STORY, gate=False).inserts == ()


def test_one_or_two_glued_words_do_not_open_the_gate() -> None:
    text = STORY.replace("the railway", "therailway", 1).replace("had been", "hadbeen", 1)
    assert repair(text).inserts == ()
    assert places(text, repair(text, gate=False).inserts) == ["the|railway", "had|been"]


@pytest.mark.parametrize("text", OTHERS.strip().split("\n\n"))
def test_other_languages_and_addresses_are_left_alone(text: str) -> None:
    assert repair(text * 3).inserts == ()


@pytest.mark.parametrize("text", ["", "    \n\n\t ", "a"])
def test_nothing_is_nothing_to_repair(text: str) -> None:
    assert repair(text) == Repaired(text)


@pytest.mark.parametrize(
    "junk", ["a" * 300_000, "1," * 100_000, "x1" * 100_000, "the" * 50_000, "A.b" * 50_000]
)
def test_endless_runs_without_spaces_take_no_time(junk: str) -> None:
    began = process_time()
    repair(f"{junk} {junk}")
    assert process_time() - began < 3


@st.composite
def repairs(draw: st.DrawFn) -> Repaired:
    text = draw(texts(min_size=2))
    inserts = draw(st.sets(st.integers(1, len(text) - 1), max_size=8))
    return Repaired(text, tuple(sorted(inserts)))


@given(repairs())
def test_without_the_assumed_spaces_the_view_is_the_original(repaired: Repaired) -> None:
    spaces = {insert + k for k, insert in enumerate(repaired.inserts)}
    assert all(repaired.text[at] == " " for at in spaces)
    assert "".join(c for at, c in enumerate(repaired.text) if at not in spaces) == repaired.original


@given(repairs())
def test_every_position_maps_there_and_back(repaired: Repaired) -> None:
    there = [repaired.to_repaired(at) for at in range(len(repaired.original) + 1)]
    assert there == sorted(set(there))
    assert [repaired.to_original(at) for at in there] == list(range(len(repaired.original) + 1))
    assert all(repaired.text[there[at]] == char for at, char in enumerate(repaired.original))


@given(repairs())
def test_what_is_assumed_can_be_written_in(repaired: Repaired) -> None:
    assert written_out(repaired.original, repaired.inserts, ()) == repaired.text


def test_a_full_stop_is_written_after_the_words_before_a_sentence() -> None:
    text = "commends it Secretary said soNobody did"
    at, glued = text.index("Secretary"), text.index("Nobody")
    assert written_out(text, (glued,), (at, glued)) == "commends it. Secretary said so. Nobody did"


@given(repairs(), st.data())
def test_a_span_of_the_view_covers_the_same_words_in_the_original(
    repaired: Repaired, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(repaired.text) - 1))
    end = data.draw(st.integers(start + 1, len(repaired.text)))
    spaces = {insert + k for k, insert in enumerate(repaired.inserts)}
    words = "".join(repaired.text[at] for at in range(start, end) if at not in spaces)
    if words:
        assert repaired.span_to_original(start, end).of(repaired.original) == words


SAMPLE = canonical(resource("samples", "azernews.txt").read_text("utf-8"))
WHOLE = repair(SAMPLE)


def test_the_lost_sentence_end_of_the_sample_article_is_found() -> None:
    assert WHOLE.ends == (SAMPLE.index("Secretary of State expressed"),)


@given(st.sets(st.sampled_from([*WHOLE.inserts, *WHOLE.ends, 1, 50])))
def test_what_a_coder_refused_is_not_assumed_and_all_else_is(refused: set[int]) -> None:
    found = repair(SAMPLE, refused=refused)
    assert found.inserts == tuple(at for at in WHOLE.inserts if at not in refused)
    assert found.ends == tuple(at for at in WHOLE.ends if at not in refused)
    spaces = {insert + k for k, insert in enumerate(found.inserts)}
    assert "".join(c for at, c in enumerate(found.text) if at not in spaces) == SAMPLE


@given(raw_texts(), st.sets(st.integers(0, 200), max_size=30))
def test_refused_places_of_any_text_take_nothing_else_along(raw: str, refused: set[int]) -> None:
    text = canonical(raw)
    whole, found = repair(text, gate=False), repair(text, gate=False, refused=refused)
    assert set(found.inserts) == set(whole.inserts) - refused
    assert set(found.ends) == set(whole.ends) - refused


@given(raw_texts())
def test_any_text_at_all_gets_ascending_offsets_within_it(raw: str) -> None:
    text = canonical(raw)
    for gate in (True, False):
        inserts = repair(text, gate=gate).inserts
        assert list(inserts) == sorted(set(inserts))
        assert all(0 < at < len(text) for at in inserts)


@pytest.mark.parametrize("name", ["GUM news", "GUM interview", "CrossNER politics", "EWT"])
def test_clean_corpora_get_no_insert(name: str) -> None:
    for text in texts_of(name):
        assert repair(text).inserts == ()


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [("GUM news", 0.995, 0.95), ("CrossNER politics", 0.995, 0.95), ("re3d", 0.995, 0.95)],
)
def test_most_lost_spaces_of_damaged_corpora_are_found(name: str, precision: float, recall: float) -> None:
    right = wrong = lost = words = 0
    began = process_time()
    for k, text in enumerate(texts_of(name)):
        glued, gold = damaged(text, 65 + k % 6)
        found = set(repair(glued).inserts)
        right, wrong, lost = right + len(found & gold), wrong + len(found - gold), lost + len(gold)
        words += len(text.split())
    took = process_time() - began
    assert right / (right + wrong) >= precision, f"{wrong} wrong"
    assert right / lost >= recall, f"{lost - right} of {lost} missed"
    assert words / took >= 20_000, f"{words / took:.0f} words a second"


LOSSES = ("that the", "of the", "to the", "more than", "with the")
SHOWN = """
there|isn't please|don't IV|provision 1950s|and around|20000 8.4|percent a|Yellowstone the|U.S.'s plan,”|said
"""


@pytest.mark.parametrize("place", SHOWN.split())
def test_capitals_signs_and_figures_show_the_seam(place: str) -> None:
    text = f"{STORY} They said {place.replace('|', '')} was there."
    for words in LOSSES:  # the gate must be open
        text = text.replace(words, words.replace(" ", ""))
    assert place in [found.rstrip(".,") for found in places(text, repair(text).inserts)]


ADDRESSES = "http://www.wikihow.com/theGuide alt.religion.newsgroup (rev1).doc <mailto:ab@thecd.org>"


@pytest.mark.parametrize("address", ADDRESSES.split())
def test_addresses_are_no_prose_wherever_lines_end(address: str) -> None:
    glued, gold = damaged(" ".join([STORY, address, STORY]), 66)
    start = glued.index(address)
    inside = range(start + 1, start + len(address))
    assert not set(inside) & set(repair(glued).inserts) - gold
