"""Every kind of disagreement, one planted at a time between two coders of a real project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.domain.alignment import Kind
from core.domain.coding import Layer
from core.stats.finding import Found
from core.stats.report import LayerReport
from tests.core.app.agreeing import Study, kinds, of, row

MENTION, EVENT, TOPIC, STATEMENT = Layer.MENTION, Layer.EVENT, Layer.TOPIC, Layer.STATEMENT


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
