"""Which look a category has: its own, that of what it stands under, or none."""

from __future__ import annotations

from dataclasses import replace

from core.domain.codebook import Category, Codebook, LayerDef
from core.domain.codebook_checks import PATTERNS
from core.domain.coding import Layer
from gui.viewmodels.looks import Look, looks_of


def a_book(*categories: Category) -> Codebook:
    return Codebook("codebook/1", "Book", 1, (LayerDef(Layer.TOPIC, "Topics", "own", "Words", categories),))


def test_a_category_without_a_look_takes_that_of_what_it_stands_under() -> None:
    top = Category("1", "Economy", colour="#AA0000", pattern="waved")
    looks = looks_of(a_book(top, Category("11", "Trade", parent="1"), Category("2", "Other")))
    assert looks == {(Layer.TOPIC, code): Look("#AA0000", "waved") for code in ("1", "11")}
    own = Category("11", "Trade", parent="1", colour="#00AA00")
    assert looks_of(a_book(top, own))[Layer.TOPIC, "11"] == Look("#00AA00", "waved")


def test_a_colour_is_never_the_only_sign() -> None:
    many = [Category(str(n), str(n), colour=f"#0000{n:02X}") for n in range(len(PATTERNS))]
    looks = looks_of(a_book(*many))
    assert {look.pattern for look in looks.values()} == set(PATTERNS)


def test_a_circle_of_parents_ends() -> None:
    one, other = Category("1", "One", parent="2"), Category("2", "Other", parent="1", colour="#112233")
    assert looks_of(a_book(one, other))[Layer.TOPIC, "1"].colour == "#112233"
    assert looks_of(a_book(replace(one, parent="1"))) == {}
