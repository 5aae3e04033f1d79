"""Reliability of real projects in which every kind of disagreement was planted, for 2, 3 and 6 coders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.app.reliability import AGAIN, FIRST, Material, read_material
from core.domain.alignment import Kind
from core.domain.article import Status
from core.domain.coding import Layer, Missing
from core.domain.errors import Refused
from core.stats.compared import Help, Merge, WhatIf
from core.stats.finding import Found
from core.stats.report import MIXED, report
from core.stats.unit_cells import CATEGORY, GROUP, MAJOR
from core.stats.verdict import Word
from tests.core.app.agreeing import READER, Study, a_round, another_version, kinds, of, row

MENTION, EVENT, TOPIC, STATEMENT = Layer.MENTION, Layer.EVENT, Layer.TOPIC, Layer.STATEMENT


# -- found it, coded it alike ------------------------------------------------------------------------------


@pytest.mark.parametrize("coders", [2, 3, 6])
def test_all_alike_is_perfect(tmp_path: Path, coders: int) -> None:
    study = Study(coders)
    article = study.article()
    slots = {"source": ("Baku", "AZE"), "target": ("Yerevan", "ARM")}
    study.all_code(article, EVENT, "CONSULT", "meet", **slots, variables={"realis": "planned"})
    study.all_code(article, EVENT, "AID", "sent aid", source=("Moscow", "RUS"), target=("Armenia", "ARM"))
    study.all_code(article, MENTION, "PERSON", "Aliyev")
    study.all_code(article, TOPIC, "cap:1921", "")
    material = study.read(tmp_path)
    pairs = coders * (coders - 1) // 2
    event = of(material, EVENT)
    assert event.found == Found(2 * pairs, 0, 0)
    assert event.found.f1 == 1.0
    assert [one.value for one in event.unitizing] == [1.0, 1.0]
    assert row(event, CATEGORY).alpha.value == 1.0
    assert row(event, CATEGORY).companion.value == 1.0
    assert row(event, GROUP).alpha.value == 1.0
    assert row(event, "source").alpha.value == 1.0
    assert event.disagreements == ()
    assert len(event.pairs) == len(row(event, CATEGORY).pairs) == pairs
    mention = row(of(material, MENTION), CATEGORY)
    assert mention.alpha.value is None
    assert mention.verdict.word is Word.UNDEFINED
    assert "do not vary" in mention.verdict.text
    assert of(material, TOPIC).as_sets is not None


@pytest.mark.parametrize("coders", [2, 3, 6])
def test_one_who_differs_is_seen_in_every_table(tmp_path: Path, coders: int) -> None:
    """In half of the articles the last coder takes aid for cooperation, and misses the meeting."""
    study = Study(coders)
    last = coders - 1
    for number in range(10):
        article = study.article()
        for coder in range(coders):
            odd = coder == last and number % 2 == 0
            study.code(article, coder, EVENT, "COOPERATE" if odd else "AID", "sent aid")
            if not odd:
                study.code(article, coder, EVENT, "CONSULT", "meet")
    layer = of(study.read(tmp_path), EVENT)
    others, pairs = coders - 1, coders * (coders - 1) // 2
    assert layer.found == Found(20 * pairs - 5 * others, 5 * others, 0)
    assert layer.by_coder[f"k{last}"] == Found(15 * others, 0, 5 * others)
    assert layer.kinds_by_category[("CONSULT",)] == {Kind.MISSED: 5 * others}
    assert layer.kinds_by_category[("COOPERATE",)] == {Kind.SIBLING: 5 * others}
    category = row(layer, CATEGORY)
    assert category.alpha.value is not None
    assert category.alpha.value < 1
    worst = min(category.coders, key=lambda one: one.percent.value or 0)
    if coders > 2:  # of two nobody can say which one it is
        assert worst.coder == f"k{last}"
        assert worst.without.value == 1.0
        assert category.pairs[0].alpha.value == 1.0
        assert layer.pairs[0].found.f1 == 1.0
    assert category.cells.missing == ({Missing.NOTHING_THERE: 5} if coders > 2 else {})
    assert layer.missing == {Missing.NOTHING_THERE: 5}
    given = {one.value: one.times for one in category.values}
    assert given["COOPERATE"] == 5
    assert category.coincidences.sum() == pytest.approx(category.alpha.ratings)


def test_figures_are_pooled_and_never_averaged(tmp_path: Path) -> None:
    """One article of one unit, missed, and one of nine, found: 9 of 10, not the mean of 0 and 1."""
    study = Study(2)
    small, large = study.article(), study.article()
    study.code(small, 0, MENTION, "PERSON", "Aliyev")
    for words in ("Baku", "Yerevan", "Almaty", "28 April", "peace", "trade", "Moscow", "Armenia", "Tehran"):
        study.all_code(large, MENTION, "GPE", words)
    assert of(study.read(tmp_path), MENTION).found.f1 == pytest.approx(18 / 19)


def test_only_what_both_completed_counts(tmp_path: Path) -> None:
    study = Study(3)
    article = study.article(0, 1)
    study.all_code(article, MENTION, "GPE", "Baku")
    study.work(article, 2, status=Status.IN_PROGRESS, completed_at="")
    sent_back = study.article()
    study.all_code(sent_back, MENTION, "GPE", "Baku")
    for coder in (1, 2):
        study.work(sent_back, coder, returned="look again")
    lonely = study.article(0)
    study.code(lonely, 0, MENTION, "GPE", "Baku")
    layer = of(study.read(tmp_path), MENTION)
    assert layer.articles == 1
    assert layer.found == Found(1, 0, 0)
    assert layer.coders == ("k0", "k1")


def test_typed_missing_values_say_why_there_is_none(tmp_path: Path) -> None:
    study = Study(4)
    article = study.article(0, 1, 2)
    study.code(article, 0, EVENT, "AID", "sent aid")
    study.code(article, 1, EVENT, "AID", "sent aid", variables={"realis": "happened"})
    study.work(article, 2, answers=((str(EVENT), str(Missing.NOT_CODABLE)),))
    second = study.article()
    study.all_code(second, EVENT, "CONSULT", "meet", variables={"mode": "visit"})
    layer = of(study.read(tmp_path), EVENT)
    assert layer.missing == {Missing.NOT_CODABLE: 1}
    mode, reality = row(layer, "mode"), row(layer, "realis")
    assert mode.cells.missing == {
        Missing.NOT_CODABLE: 1,
        Missing.NOT_APPLICABLE: 2,
        Missing.NOT_YET_LOOKED: 1,
    }
    assert reality.cells.missing[Missing.NOTHING_THERE] == 1 + 4
    assert layer.found == Found(1 + 6, 0, 0)


# -- hierarchy, versions, rounds, what-if ------------------------------------------------------------------


def test_a_hierarchy_is_told_at_every_level(tmp_path: Path) -> None:
    study = Study(2)
    for first, second in (("cap:1921", "cap:1926"), ("cap:300", "cap:300"), ("cap:1921", "cap:1921")):
        article = study.article()
        study.code(article, 0, TOPIC, first, "")
        study.code(article, 1, TOPIC, second, "")
    layer = of(study.read(tmp_path), TOPIC)
    fine, major = row(layer, CATEGORY), row(layer, MAJOR)
    assert major.alpha.value == 1.0
    assert fine.alpha.value is not None
    assert fine.by_hierarchy is not None
    assert fine.by_hierarchy.value is not None
    assert fine.alpha.value < fine.by_hierarchy.value < 1.0
    assert layer.as_sets is not None
    assert layer.as_sets.pairable == 3


def test_work_under_codebooks_that_mean_something_else_is_not_compared(tmp_path: Path) -> None:
    study = Study(3)
    article = study.article()
    study.all_code(article, MENTION, "GPE", "Baku")
    study.all_code(article, EVENT, "AID", "sent aid")
    study.work(article, 2, completed_at="2026-03-05T10:00:00.000Z")
    layers = []
    for layer in study.book.layers:
        defined = [
            replace(c, definition="Anew." if c.code == "GPE" else c.definition) for c in layer.categories
        ]
        layers.append(replace(layer, categories=tuple(defined)))
    newer = another_version(study.book, "2026-03-01T00:00:00.000Z", layers=tuple(layers))
    material = study.read(tmp_path, newer)
    mention, event = of(material, MENTION), of(material, EVENT)
    assert (mention.coders, mention.material.incomparable) == (("k0", "k1"), (article,))
    assert (event.coders, event.material.incomparable) == (("k0", "k1", "k2"), ())


def test_another_label_changes_nothing(tmp_path: Path) -> None:
    study = Study(2)
    article = study.article()
    study.all_code(article, MENTION, "GPE", "Baku")
    study.work(article, 1, completed_at="2026-03-05T10:00:00.000Z")
    layers = tuple(replace(one, label=f"{one.label}!") for one in study.book.layers)
    newer = another_version(study.book, "2026-03-01T00:00:00.000Z", layers=layers)
    assert of(study.read(tmp_path, newer), MENTION).articles == 1


@pytest.fixture
def rich(tmp_path: Path) -> Material:
    """Three coders, two rounds, wire copies, suggestions hidden from some, two weeks."""
    study = Study(3)
    for number in range(8):
        group = "wire" if number in (0, 1, 2, 4) else ""
        article = study.article(group=group)
        for coder in range(3):
            study.work(
                article,
                coder,
                round_id="pilot" if number < 4 else "second",
                suggestions_hidden=number >= 6 or (number == 5 and coder == 0),
                completed_at=f"2026-02-{3 if number < 4 else 17:02}T10:00:00.000Z",
            )
            odd = coder == 2 and number % 2 == 1
            study.code(article, coder, EVENT, "COOPERATE" if odd else "AID", "sent aid")
            study.code(article, coder, EVENT, "CONSULT", "meet")
    return study.read(tmp_path, a_round("pilot"), a_round("second"))


def test_what_if_a_coder_is_dropped_or_categories_are_one(rich: Material) -> None:
    assert row(of(rich, EVENT), CATEGORY).verdict.word is not Word.RELIABLE
    dropped = of(rich, EVENT, WhatIf(dropped=("k2",)))
    assert dropped.coders == ("k0", "k1")
    assert row(dropped, CATEGORY).alpha.value == 1.0
    assert dropped.disagreements == ()
    merge = Merge(EVENT, CATEGORY, ("AID", "COOPERATE"))
    merged = row(of(rich, EVENT, WhatIf(merges=(merge,))), CATEGORY)
    assert merged.alpha.value == 1.0
    assert "COOPERATE" not in merged.cells.ratings.categories
    assert of(rich, EVENT, WhatIf(dropped=("k1", "k2"))).articles == 0


def test_what_if_wire_copies_or_a_round_are_left_out(rich: Material) -> None:
    assert of(rich, EVENT).articles == 8
    assert of(rich, EVENT, WhatIf(copies=False)).articles == 5
    assert of(rich, EVENT, WhatIf(round_id="pilot")).articles == 4
    assert of(rich, EVENT, WhatIf(round_id="none")).articles == 0
    assert of(rich, EVENT, WhatIf(help=Help.HIDDEN)).articles == 2
    of_second = WhatIf(round_id="second", copies=False)
    assert of(rich, EVENT, of_second).articles == 4
    nothing = row(of(rich, EVENT, WhatIf(round_id="none")), CATEGORY)
    assert nothing.alpha.value is None
    assert nothing.alpha.reason


def test_a_target_of_ones_own_is_what_the_verdict_goes_by(rich: Material) -> None:
    value = row(of(rich, EVENT), CATEGORY).alpha.value
    assert value is not None
    low = row(of(rich, EVENT, WhatIf(target=value, tentative=0.1)), CATEGORY).verdict
    assert low.word is Word.RELIABLE
    assert f"{value:.3f}" in low.text
    high = row(of(rich, EVENT, WhatIf(target=0.999, tentative=value)), CATEGORY).verdict
    assert high.word is Word.TENTATIVE


def test_the_audit_of_anchoring_tells_pairs_with_and_without_suggestions_apart(rich: Material) -> None:
    parts = {one.name: one for one in of(rich, EVENT).anchoring}
    assert {name: part.articles for name, part in parts.items()} == {
        "suggestions shown": 6,  # in the mixed one two coders are left
        "suggestions hidden": 2,
        MIXED: 1,
    }
    mixed = parts[MIXED]
    assert mixed.found == Found(4, 0, 0)
    assert mixed.alike is not None
    assert mixed.alike.alpha.pairable == 4


def test_drift_goes_by_the_week_in_which_the_last_one_was_done(rich: Material) -> None:
    weeks = of(rich, EVENT).weeks
    assert [(one.name, one.articles) for one in weeks] == [("2026-W06", 4), ("2026-W08", 4)]


def test_hidden_repeats_compare_coders_with_themselves(tmp_path: Path) -> None:
    study = Study(2)
    first = study.article()
    again = study.article(0, repeat_of=first)
    study.all_code(first, EVENT, "AID", "sent aid")
    study.all_code(first, EVENT, "CONSULT", "meet")
    study.code(again, 0, EVENT, "COOPERATE", "sent aid")
    material = study.read(tmp_path)
    assert of(material, EVENT).articles == 1
    assert list(material.again) == ["k0"]
    event = report(material.again["k0"]).of(EVENT)
    assert event is not None
    assert event.coders == (FIRST, AGAIN)
    assert event.found == Found(1, 1, 0)
    assert sorted(kinds(event)) == sorted([(Kind.SIBLING, ""), (Kind.MISSED, "")])


def test_coders_are_never_told(tmp_path: Path) -> None:
    study = Study(2)
    study.all_code(study.article(), MENTION, "GPE", "Baku")
    where = study.write(tmp_path)
    for coder in ("k0", "k1"):
        with pytest.raises(Refused) as refusal:
            read_material(where, coder)
        assert refusal.value.code == "not-yours"
    assert read_material(where, READER.id).layers
    with pytest.raises(Refused):
        read_material(where, "nobody")


def test_an_empty_project_says_so(tmp_path: Path) -> None:
    layer = of(Study(2).read(tmp_path), MENTION)
    assert layer.found.f1 is None
    assert layer.found.reason
    assert layer.unitizing[0].reason


def test_where_units_of_one_coder_overlap_only_their_words_are_compared(tmp_path: Path) -> None:
    study = Study(2)
    article = study.article()
    for coder in (0, 1):
        study.code(article, coder, EVENT, "CONSULT", "meet")
        study.code(article, coder, EVENT, "AGREE", "will meet")
    words, whole = of(study.read(tmp_path), EVENT).unitizing
    assert words.value == 1.0
    assert whole.value is None
    assert "overlap" in whole.reason
