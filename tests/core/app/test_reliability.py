"""Reliability of real projects in which every kind of disagreement was planted, for 2, 3 and 6 coders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.app.reliability import AGAIN, FIRST, Material, read_material
from core.domain.alignment import Kind
from core.domain.article import Status
from core.domain.coding import Layer, Missing
from core.domain.errors import Refused
from core.stats.alike import Alike
from core.stats.compared import Help, Merge, WhatIf
from core.stats.finding import Found
from core.stats.report import MIXED, LayerReport, report
from core.stats.unit_cells import CATEGORY, GROUP, MAJOR
from core.stats.verdict import Word
from tests.core.app.agreeing import READER, Study, a_round, another_version

MENTION, EVENT, TOPIC, STATEMENT = Layer.MENTION, Layer.EVENT, Layer.TOPIC, Layer.STATEMENT


def of(material: Material, layer: Layer, what: WhatIf | None = None) -> LayerReport:
    found = report(material.layers, what).of(layer)
    assert found is not None
    return found


def row(layer: LayerReport, name: str, kind: str = "") -> Alike:
    return next(
        one for one in layer.rows if one.cells.column.name == name and kind in ("", one.cells.column.kind)
    )


def kinds(layer: LayerReport) -> list[tuple[Kind, str]]:
    return [(one.kind, one.where) for one in layer.disagreements]


# -- the kinds of disagreement, one planted at a time ------------------------------------------------------


def two(
    folder: Path,
    layer: Layer,
    first: tuple[str, str],
    second: tuple[str, str] | None,
    **slots: tuple[str, ...],
) -> LayerReport:
    """One unit by two coders: category and words of each, slots as ``first_source=(words, actor)``."""
    study = Study(2)
    article = study.article()
    for coder, said in enumerate((first, second)):
        prefix = ("first_", "second_")[coder]
        mine: dict[str, Any] = {
            key.removeprefix(prefix): given for key, given in slots.items() if key.startswith(prefix)
        }
        if said is not None:
            study.code(article, coder, layer, *said, **mine)
    return of(study.read(folder), layer)


def test_a_missed_unit(tmp_path: Path) -> None:
    layer = two(tmp_path, MENTION, ("PERSON", "Aliyev"), None)
    assert kinds(layer) == [(Kind.MISSED, "")]
    assert layer.found == Found(0, 1, 0)
    assert layer.disagreements[0].categories == ("PERSON",)


def test_a_boundary(tmp_path: Path) -> None:
    layer = two(tmp_path, MENTION, ("PERSON", "Aliyev"), ("PERSON", "Aliyev said"))
    assert kinds(layer) == [(Kind.BOUNDARY, "")]
    assert layer.found == Found(1, 0, 0)


@pytest.mark.parametrize(
    ("layer", "first", "second", "words", "kind"),
    [
        (EVENT, "CONSULT", "AGREE", "meet", Kind.SIBLING),
        (EVENT, "CONSULT", "ASSAULT", "meet", Kind.DISTANT),
        (TOPIC, "cap:1921", "cap:1926", "", Kind.SIBLING),
        (TOPIC, "cap:1921", "cap:300", "", Kind.DISTANT),
        (MENTION, "PERSON", "ORG", "Aliyev", Kind.DISTANT),
    ],
)
def test_categories_that_are_siblings_and_such_that_are_not(
    tmp_path: Path, layer: Layer, first: str, second: str, words: str, kind: Kind
) -> None:
    found = two(tmp_path, layer, (first, words), (second, words))
    assert kinds(found) == [(kind, "")]
    assert found.kinds_by_category == {(code,): {kind: 1} for code in sorted((first, second))}
    assert found.kinds_by_pair == {("k0", "k1"): {kind: 1}}


def test_source_and_target_flipped(tmp_path: Path) -> None:
    met = ("CONSULT", "meet")
    baku, yerevan = ("Baku", "AZE"), ("Yerevan", "ARM")
    sides = {"first_source": baku, "first_target": yerevan, "second_source": yerevan, "second_target": baku}
    assert kinds(two(tmp_path, EVENT, met, met, **sides)) == [(Kind.FLIPPED, "source, target")]


def test_another_actor_and_the_same_actor_by_another_mention(tmp_path: Path) -> None:
    said = ("statement", "that peace is near")
    other = two(
        tmp_path, STATEMENT, said, said, first_speaker=("Aliyev", "AZE"), second_speaker=("Blinken", "USA")
    )
    assert kinds(other) == [(Kind.OTHER_ACTOR, "speaker")]
    assert row(other, "speaker").alpha.value == pytest.approx(0.0)
    (tmp_path / "study.rapporteur").unlink()
    who = {"first_speaker": ("Aliyev", "AZE"), "second_speaker": ("The president", "AZE")}
    same = two(tmp_path, STATEMENT, said, said, **who)
    assert kinds(same) == [(Kind.OTHER_MENTION, "speaker")]


def test_words_one_coder_linked_mean_the_same_for_who_did_not_link_them(tmp_path: Path) -> None:
    said = ("statement", "that peace is near")
    layer = two(tmp_path, STATEMENT, said, said, first_speaker=("Aliyev", "AZE"), second_speaker=("Aliyev",))
    assert kinds(layer) == []


def test_dates_of_another_precision_and_other_dates(tmp_path: Path) -> None:
    study = Study(2)
    article = study.article()
    for words, first, second in (("28 April", "2024-04-28", "2024-04"), ("April", "2024-04", "2025-04")):
        study.code(article, 0, MENTION, "DATE", words, variables={"value": first})
        study.code(article, 1, MENTION, "DATE", words, variables={"value": second})
    layer = of(study.read(tmp_path), MENTION)
    assert sorted(kinds(layer)) == [(Kind.PRECISION, "value"), (Kind.OTHER_VALUE, "value")]


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
        group = "wire" if number < 3 else ""
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
    assert of(rich, EVENT, WhatIf(copies=False)).articles == 6
    assert of(rich, EVENT, WhatIf(round_id="pilot")).articles == 4
    assert of(rich, EVENT, WhatIf(round_id="none")).articles == 0
    assert of(rich, EVENT, WhatIf(help=Help.HIDDEN)).articles == 2
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
