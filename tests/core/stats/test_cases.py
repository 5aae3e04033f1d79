"""All published and confirmed cases that were collected, each at its tolerance."""

from __future__ import annotations

import pytest

from tests.core.stats.casebook import CASES, Case, outcomes, read_cases

if not CASES.exists():
    pytest.skip(
        "the collected cases lie beside the checkout, in ../shared/cases/agreement", allow_module_level=True
    )
ALL = read_cases()


@pytest.mark.parametrize("case", ALL, ids=[case["id"] for case in ALL])
def test_case(case: Case) -> None:
    if case["statistic"] == "gamma_cat":
        pytest.skip("γ-cat is not offered")
    assert [one for one in outcomes(case) if not one.hit] == []


def test_cases_are_there() -> None:
    assert len(ALL) > 200
