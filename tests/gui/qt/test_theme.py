"""Both themes can be read, and the window follows the one asked for."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from core.text.places import resource
from gui.qt.theme import apply_theme, article_family, style_sheet, worn
from gui.qt.tokens import DARK, LIGHT, MARK_PAIRS, TEXT_PAIRS, Tokens, contrast


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_words_stand_out_from_their_ground(tokens: Tokens, text: str, ground: str) -> None:
    colours = tokens.flat()
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARK_PAIRS)
def test_marks_stand_out_from_the_pane(tokens: Tokens, mark: str, ground: str) -> None:
    colours = tokens.flat()
    assert contrast(colours[mark], colours[ground]) >= 3


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # WebAIM's contrast checker
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_sheet_knows_every_colour_and_every_picture(tokens: Tokens) -> None:
    sheet = style_sheet(tokens)
    assert "$" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    for picture in pictures:
        assert resource("styles", *picture.split("/")[-2:]).is_file()


def test_the_sheet_names_no_colour_itself() -> None:
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", resource("styles", "app.qss").read_text(encoding="utf-8"))


def test_what_is_applied_is_worn(qapp: QApplication) -> None:
    assert apply_theme(qapp, "dark") is DARK
    assert worn() is DARK
    assert apply_theme(qapp, "light") is LIGHT
    assert worn() is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == LIGHT.page


def test_system_follows_the_desktop(qapp: QApplication) -> None:
    changed = qapp.styleHints().colorSchemeChanged  # what Qt sends when the desktop changes
    apply_theme(qapp, "system")
    changed.emit(Qt.ColorScheme.Dark)
    assert worn() is DARK
    changed.emit(Qt.ColorScheme.Light)
    assert worn() is LIGHT


def test_a_chosen_theme_stays_when_the_desktop_changes(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert worn() is LIGHT


def test_article_families_are_installed_or_as_the_user_says() -> None:
    assert article_family("serif")
    assert article_family("sans")
    assert article_family("Courier Prime") == "Courier Prime"
