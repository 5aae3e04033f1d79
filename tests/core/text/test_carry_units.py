"""Whole codings arrive in a corrected text with all that was said in them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from core.domain.coding import Coding, Layer, SlotFill
from core.domain.text import Quote
from core.text.carry import Fate
from core.text.carry_units import UnitCarrier, adopted
from tests.build import TEXT, a_coding, a_statement, a_suggestion, fragments, span_of, texts

SAID = a_coding(
    (span_of("that Armeniaand Azerbaijan would meet in Almaty"),),
    layer=Layer.STATEMENT,
    category="statement",
    slots=a_statement().slots,
)


@st.composite
def codings(draw: st.DrawFn, text: str) -> Coding:
    """A coding of any words of ``text``, with fillers that have words, actors, both or a value."""
    words = st.just(()) | fragments(text)
    fill = st.builds(
        SlotFill,
        slot=st.sampled_from(("speaker", "cue")),
        spans=words,
        actors=st.sampled_from(((), ("AZE",))),
        value=st.sampled_from(("", "2024")),
    )
    slots = tuple(draw(st.lists(fill, max_size=3)))
    return a_coding(draw(words), text=text, slots=slots, variables=(("directness", "direct"),), note="why")


@given(texts(min_size=1), texts(min_size=1), st.data())
def test_nothing_but_places_changes_and_nothing_is_dropped(old: str, new: str, data: st.DataObject) -> None:
    assume(new.strip())
    before = data.draw(codings(old))
    carried = UnitCarrier(old, new, "article-2").coding(before)
    after = carried.coding
    assert after.article_id == "article-2"
    assert after.quotes == tuple(Quote.at(span, new) for span in after.spans)
    assert bool(after.spans) == bool(before.spans)
    assert len(after.slots) == len(before.slots)
    for was, fill in zip(before.slots, after.slots, strict=True):
        assert replace(was, spans=()) == replace(fill, spans=())
        assert bool(fill.spans) == bool(was.spans) or fill.actors or fill.value
        assert all(span.end <= len(new) for span in fill.spans)
    plain = replace(
        after, article_id="article-1", spans=before.spans, quotes=before.quotes, slots=before.slots
    )
    assert plain == before
    assert (carried.fate is Fate.KEPT) == (not carried.told)


@given(texts(min_size=1), st.data())
def test_in_the_same_text_all_is_as_it_was(text: str, data: st.DataObject) -> None:
    assume(text.strip())
    before = data.draw(codings(text))
    assert UnitCarrier(text, text, before.article_id).coding(before).coding == before


def test_what_changed_is_told_slot_by_slot() -> None:
    new = (
        TEXT.replace("Ilham Aliyev", "Mr Aliyev")
        .replace("Armeniaand", "Armenia and")
        .replace("Almaty", "Astana")
    )
    carried = UnitCarrier(TEXT, new, "article-2").coding(SAID)
    assert carried.coding.quotes[0].exact == "that Armenia and Azerbaijan would meet in Astana"
    assert carried.fate is Fate.CHANGED
    assert carried.told == (
        "“that Armeniaand Azerbaijan would meet in Almaty” now reads "
        "“that Armenia and Azerbaijan would meet in Astana”. "
        "Speaker: “President Ilham Aliyev” now reads “President Mr Aliyev”."
    )


def test_words_that_were_taken_out_are_told_and_marked_nearby() -> None:
    new = TEXT.replace("Antony Blinken expressed", "Nobody said anything at all of")
    gone = UnitCarrier(TEXT, new, "article-2").coding(a_coding("Blinken"))
    assert gone.fate is Fate.GONE
    assert gone.told == "“Blinken” is not in the text any more."
    assert gone.coding.quotes[0].exact.strip()


def test_of_several_fragments_those_left_stay() -> None:
    both = a_coding((span_of("President Ilham Aliyev"), span_of(", Azernews reports")))
    carried = UnitCarrier(TEXT, TEXT.replace(", Azernews reports", ""), "article-2").coding(both)
    assert [quote.exact for quote in carried.coding.quotes] == ["President Ilham Aliyev"]
    assert carried.fate is Fate.CHANGED


def test_a_long_quote_is_told_by_its_ends() -> None:
    old = "peace " * 100
    carried = UnitCarrier(old, old.replace("peace", "war", 1), "a").coding(
        a_coding((span_of(old.strip(), old),), text=old)
    )
    assert len(carried.told) < 400
    assert carried.told.count(" … ") == 2


def test_places_next_to_a_change_are_not_kept() -> None:
    carrier = UnitCarrier(TEXT, TEXT.replace("Armeniaand", "Armenia and").replace("President ", ""), "a")
    glued, other = span_of("Armenia").end, span_of("United").start
    assert carrier.places((0, glued, other)) == (other - len("President ") + 1,)


def test_findings_of_the_same_words_keep_the_ids_they_had() -> None:
    known = (a_suggestion(id="old"), a_suggestion("Almaty", id="gone", category="GPE"))
    found = (
        a_suggestion(id="new"),
        a_suggestion("Almaty", id="other", category="ORG"),
        a_suggestion("Antony Blinken", id="within", inside="new"),
    )
    again = adopted(found, known)
    assert [one.id for one in again] == ["old", "other", "within"]
    assert again[2].inside == "old"
    assert adopted(again, known) == again
