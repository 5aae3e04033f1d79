"""Edits of a codebook: what each makes of it, what is refused, and what a comparison says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.codebook import Category, Codebook, LayerDef, Ruling, Scheme, SlotDef, Variable
from core.domain.codebook_checks import faults_of
from core.domain.codebook_diff import How, What, diff, touches
from core.domain.codebook_editing import edited, next_version, succeeding
from core.domain.codebook_edits import (
    ChangeCode,
    Edit,
    MergeCategories,
    MoveCategory,
    MoveSlot,
    NameCodebook,
    PutCategory,
    PutRuling,
    PutSlot,
    PutVariable,
    RemoveRuling,
    RemoveSlot,
    RestoreCategory,
    RetireCategory,
    RetireVariable,
    SplitCategory,
    UseScheme,
)
from core.domain.coding import Layer
from core.domain.errors import Refused
from core.domain.rules import Case, asked, problems, refusals
from tests.build import TEXT, a_coding

EVENT = Layer.EVENT
MODE = Variable(
    "mode",
    "Mode",
    values=(Category("phone", "Phone", parent="MEET"), Category("hit", "Hit", parent="FIGHT")),
    only_for=("MEET", "FIGHT"),
)
BOOK = Codebook(
    "codebook/1",
    "Small",
    1,
    (
        LayerDef(
            EVENT,
            "Events",
            "own",
            "Trigger",
            (
                Category("MEET", "Meet", "People come together.", key="1"),
                Category("FIGHT", "Fight", key="2"),
                Category("RAID", "Raid", parent="FIGHT"),
                Category("SIEGE", "Siege", parent="FIGHT"),
            ),
            (SlotDef("source", "Source"),),
            (MODE,),
        ),
    ),
    (Scheme("own", "Own", "1", "here", "MIT"),),
)


def codes(book: Codebook, *, offered: bool = True) -> list[str]:
    layer = book.layer(EVENT)
    return [c.code for c in (layer.offered if offered else layer.categories)]


def found(book: Codebook, code: str) -> Category:
    category = book.category(EVENT, code)
    assert category is not None
    return category


def told(new: Codebook, old: Codebook = BOOK) -> list[str]:
    return [one.text for one in diff(old, new)]


def test_a_label_changes_and_the_code_stays() -> None:
    new = edited(BOOK, [PutCategory(EVENT, replace(found(BOOK, "MEET"), label="Meeting"))])
    assert codes(new) == codes(BOOK)
    assert told(new) == ["“Meet” (MEET): label “Meeting” instead of “Meet”."]
    assert not any(one.concerns_codings for one in diff(BOOK, new))


def test_a_new_code_leaves_the_old_one_retired_in_its_favour() -> None:
    new = edited(BOOK, [ChangeCode(EVENT, "FIGHT", "BATTLE")])
    assert codes(new) == ["MEET", "BATTLE", "RAID", "SIEGE"]
    assert found(new, "FIGHT").replaced_by == ("BATTLE",)
    assert found(new, "RAID").parent == "BATTLE"
    assert new.in_force(EVENT, "FIGHT") == "BATTLE"
    assert found(new, "BATTLE").key == "2"
    mode = new.layer(EVENT).variables[0]
    assert "BATTLE" in mode.only_for
    assert ("hit", "BATTLE") in {(v.code, v.parent) for v in mode.values}


def test_a_split_code_says_what_takes_its_place() -> None:
    parts = (Category("CALL", "Call"), Category("VISIT", "Visit"))
    new = edited(BOOK, [SplitCategory(EVENT, "MEET", parts)])
    assert codes(new) == ["CALL", "VISIT", "FIGHT", "RAID", "SIEGE"]
    assert new.in_force(EVENT, "MEET") == ""
    assert not any("another order" in text for text in told(new))
    assert [one.code for one in diff(BOOK, new) if one.concerns_codings] == ["MEET"]
    split = next(one for one in diff(BOOK, new) if one.code == "MEET")
    assert (split.how, split.asks_again) == (How.REPLACED, True)
    assert split.text == "“Meet” (MEET) is split into “Call” (CALL) and “Visit” (VISIT)."
    unit = a_coding("meet", layer=EVENT, category="MEET")
    assert touches(split, unit)
    assert not touches(split, replace(unit, category="FIGHT"))


def test_merged_codes_point_at_the_one_that_stays() -> None:
    new = edited(BOOK, [MergeCategories(EVENT, ("RAID", "SIEGE"), "RAID")])
    assert codes(new) == ["MEET", "FIGHT", "RAID"]
    assert new.in_force(EVENT, "SIEGE") == "RAID"


def test_a_retired_code_is_kept_offered_no_more_and_can_come_back() -> None:
    gone = edited(BOOK, [RetireCategory(EVENT, "RAID", ("SIEGE",))])
    assert "RAID" not in codes(gone)
    assert "RAID" in codes(gone, offered=False)
    back = edited(gone, [RestoreCategory(EVENT, "RAID")])
    assert back == BOOK


def test_categories_move_below_others_and_among_those_beside_them() -> None:
    assert found(edited(BOOK, [MoveCategory(EVENT, "RAID", "MEET")]), "RAID").parent == "MEET"
    assert codes(edited(BOOK, [MoveCategory(EVENT, "SIEGE", step=-1)])) == ["MEET", "FIGHT", "SIEGE", "RAID"]
    assert edited(BOOK, [MoveCategory(EVENT, "MEET", step=-1)]) == BOOK
    assert told(edited(BOOK, [MoveCategory(EVENT, "SIEGE", step=-1)])) == ["Events: another order."]


def test_variables_slots_rulings_and_the_name_change() -> None:
    edits: list[Edit] = [
        PutVariable(EVENT, Variable("deaths", "Deaths", "interval", required=True, condition="mode=hit")),
        PutSlot(EVENT, SlotDef("place", "Place", "place")),
        PutRuling(Ruling("r1", EVENT, "MEET", "A call counts.")),
        NameCodebook("Larger"),
    ]
    new = edited(BOOK, edits)
    assert told(new) == [
        "The codebook is called “Larger” instead of “Small”.",
        "New variable “Deaths” of events.",
        "New slot “Place” of events.",
        "New ruling on MEET: “A call counts.”.",
    ]
    assert [one.key for one in diff(BOOK, new) if one.asks_again] == ["variable/event/deaths//added/"]
    assert edited(new, [RemoveRuling("r1")]).rulings == ()
    assert [v.name for v in edited(new, [RetireVariable(EVENT, "mode")][:0]).layer(EVENT).variables] == [
        "mode",
        "deaths",
    ]


def test_slots_stand_in_the_order_they_are_put() -> None:
    more = edited(BOOK, [PutSlot(EVENT, SlotDef("place", "Place")), PutSlot(EVENT, SlotDef("date", "Date"))])
    moved = edited(more, [MoveSlot(EVENT, "date", -1), MoveSlot(EVENT, "source", -1)])
    assert [slot.name for slot in moved.layer(EVENT).slots] == ["source", "date", "place"]
    assert told(moved, more) == ["Events: the slots stand in another order."]
    assert edited(more, [RemoveSlot(EVENT, "date"), RemoveSlot(EVENT, "place")]) == BOOK


def test_a_scheme_takes_the_place_of_what_was_there() -> None:
    scheme = Scheme("acled", "ACLED", "1", "there", "facts")
    new = edited(BOOK, [UseScheme(EVENT, scheme, (Category("acled:battles", "Battles"),))])
    assert codes(new) == ["acled:battles"]
    assert set(codes(BOOK)) < set(codes(new, offered=False))
    assert new.layer(EVENT).scheme == "acled"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (MoveCategory(EVENT, "FIGHT", "RAID"), "above itself"),
        (MoveCategory(EVENT, "RAID", "NONE"), "no category “NONE”"),
        (MoveCategory(Layer.TOPIC, "RAID", ""), "no layer"),
        (PutCategory(EVENT, Category("NEW", "New", key="1")), "Key “1”"),
        (PutCategory(EVENT, Category("NEW", "  ")), "needs a label"),
        (PutCategory(EVENT, Category("NEW", "New", colour="red")), "no colour"),
        (PutCategory(EVENT, Category("NEW", "New", pattern="plaid")), "no pattern"),
        (ChangeCode(EVENT, "MEET", "FIGHT"), "already"),
        (SplitCategory(EVENT, "MEET", (Category("A", "A"),)), "two new categories"),
        (MergeCategories(EVENT, ("MEET",), "MEET"), "another category"),
        (RetireCategory(EVENT, "NONE"), "no category “NONE”"),
        (RetireVariable(EVENT, "none"), "no variable “none”"),
        (PutVariable(EVENT, Variable("x", "X", "weird")), "level of measurement"),
        (PutVariable(EVENT, Variable("x", "X", condition="mode")), "no condition"),
        (PutVariable(EVENT, Variable("x", "X", condition="mode=sms")), "no value “sms”"),
        (PutSlot(EVENT, SlotDef("x", " ")), "needs a label"),
        (MoveSlot(EVENT, "none", 1), "no slot “none”"),
        (RemoveSlot(EVENT, "none"), "no slot “none”"),
        (PutRuling(Ruling("r", EVENT, "NONE", "text")), "no category “NONE”"),
        (PutRuling(Ruling("r", EVENT, "", " ")), "says nothing"),
        (NameCodebook(" "), "needs a name"),
    ],
)
def test_what_would_break_a_codebook_is_refused_in_words(edit: Edit, said: str) -> None:
    with pytest.raises(Refused, match=said):
        edited(BOOK, [edit])


def test_a_successor_keeps_what_it_forgot_as_retired() -> None:
    layer = BOOK.layer(EVENT)
    lean = replace(layer, categories=layer.categories[:2], slots=())
    new = succeeding(BOOK, replace(BOOK, layers=(lean,)))
    assert codes(new) == ["MEET", "FIGHT"]
    assert codes(new, offered=False) == codes(BOOK)
    assert new.layer(EVENT).slots == layer.slots


def test_the_next_version_is_numbered_and_dated() -> None:
    new = next_version(BOOK, BOOK, " why ", "2026-01-01T00:00:00.000Z")
    assert (new.id, new.version, new.note, new.created_at) == (
        "codebook/2",
        2,
        "why",
        "2026-01-01T00:00:00.000Z",
    )


def test_a_retired_code_may_be_kept_and_not_chosen() -> None:
    gone = edited(BOOK, [RetireCategory(EVENT, "MEET", ("FIGHT",))])
    unit = a_coding("meet", layer=EVENT, category="MEET")
    refused = refusals(Case(unit, TEXT, gone))
    assert [(p.code, p.text) for p in refused] == [("category-retired", "“Meet” is retired; use “Fight”.")]
    assert refusals(Case(unit, TEXT, gone, kept="MEET")) == ()


def test_a_condition_decides_whether_a_variable_is_asked_for() -> None:
    deaths = Variable("deaths", "Deaths", "interval", required=True, condition="mode=hit")
    book = edited(BOOK, [PutVariable(EVENT, deaths)])
    unit = a_coding("meet", layer=EVENT, category="FIGHT", variables=(("mode", "phone"),))
    hit = replace(unit, variables=(("mode", "hit"),))
    assert (asked(deaths, unit), asked(deaths, hit)) == (False, True)
    assert [p.code for p in problems(Case(hit, TEXT, book))] == ["variable-empty"]
    many = replace(unit, variables=(("deaths", "many"), ("mode", "hit")))
    assert [p.code for p in problems(Case(many, TEXT, book))] == ["number-form"]


@st.composite
def any_edit(draw: st.DrawFn) -> Edit:
    code = st.sampled_from(["MEET", "FIGHT", "RAID", "SIEGE", "NEW", "NEWER"])
    category = st.builds(
        Category,
        code,
        st.sampled_from(["Label", "Other"]),
        parent=st.sampled_from(["", "MEET", "FIGHT", "RAID"]),
        key=st.sampled_from(["", "1", "7"]),
    )
    event, slot = st.just(EVENT), st.sampled_from(["source", "place", "date"])
    made: Edit = draw(
        st.one_of(
            st.builds(PutCategory, event, category, code),
            st.builds(RetireCategory, event, code, st.lists(code, max_size=2).map(tuple)),
            st.builds(RestoreCategory, event, code),
            st.builds(MoveCategory, event, code, code, st.sampled_from([-1, 0, 1])),
            st.builds(ChangeCode, event, code, code),
            st.builds(MergeCategories, event, st.lists(code, max_size=3).map(tuple), code),
            st.builds(SplitCategory, event, code, st.lists(category, max_size=3).map(tuple)),
            st.builds(PutSlot, event, st.builds(SlotDef, slot, st.just("Slot"))),
            st.builds(MoveSlot, event, slot, st.sampled_from([-1, 1])),
        )
    )
    return made


@given(st.lists(any_edit(), max_size=12))
def test_whatever_is_done_no_code_is_lost_and_the_codebook_stays_whole(edits: list[Edit]) -> None:
    book = BOOK
    for edit in edits:
        before = book
        try:
            book = edited(book, [edit])
        except Refused:
            continue
        assert set(codes(before, offered=False)) <= set(codes(book, offered=False))
        assert next(faults_of(book), None) is None
        assert (diff(before, book) == ()) == (before == book)
    gone = [one for one in diff(BOOK, book) if one.what is What.CATEGORY and one.how is How.RETIRED]
    assert all(found(book, one.code).retired for one in gone)
