"""Dresses the application: palette, style sheet and fonts of the light or the dark theme."""

from __future__ import annotations

from functools import lru_cache
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from core.text.places import resource
from gui.qt.tokens import DARK, LIGHT, Tokens

ThemeName = Literal["light", "dark", "system"]
INTERFACE_PX = 13
_SERIFS = ("Charter", "Georgia", "Source Serif 4", "Noto Serif", "Liberation Serif", "DejaVu Serif")
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}


def apply_theme(app: QApplication, name: ThemeName) -> Tokens:
    """Dress ``app``; ``system`` follows the desktop now and whenever it changes. Safe to call again."""
    wardrobe = app.findChild(_Wardrobe)
    return (wardrobe or _Wardrobe(app)).wear(name)


def tokens_for(palette: QPalette) -> Tokens:
    """The tokens that go with ``palette``."""
    return DARK if palette.color(QPalette.ColorRole.Base).lightness() < 128 else LIGHT


def worn() -> Tokens:
    """The tokens of the theme the application wears now; a widget that paints asks at every paint."""
    return tokens_for(QGuiApplication.palette())


@lru_cache(maxsize=2)
def style_sheet(tokens: Tokens) -> str:
    """The application's style sheet with the colours of ``tokens`` filled in."""
    template = resource("styles", "app.qss").read_text(encoding="utf-8")
    icons = resource("styles", tokens.name).as_posix()
    return Template(template).substitute(tokens.flat(), icons=icons)


def palette_of(tokens: Tokens) -> QPalette:
    """The palette for everything the style sheet leaves to the style."""
    role = QPalette.ColorRole
    palette = QPalette(QColor(tokens.pane), QColor(tokens.page))
    colours = {
        role.Window: tokens.page,
        role.Base: tokens.pane,
        role.AlternateBase: tokens.page,
        role.Button: tokens.raised,
        role.WindowText: tokens.ink,
        role.Text: tokens.ink,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.on_accent,
        role.PlaceholderText: tokens.quiet,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.ink,
        role.Light: tokens.raised,
        role.Midlight: tokens.hover,
        role.Mid: tokens.hairline,
        role.Dark: tokens.outline,
        role.Shadow: tokens.outline,
    }
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.quiet))
    return palette


def interface_font() -> QFont:
    """The system's own interface font at the size the windows are drawn for."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(INTERFACE_PX)
    return font


def article_family(kind: str = "serif") -> str:
    """An installed family to read in: ``serif``, ``sans``, or the name of any family the user chose."""
    if kind == "sans":
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return _serif() if kind == "serif" else kind


@lru_cache(maxsize=1)
def _serif() -> str:
    """The first serif family there is; looking for one that is not takes Qt half a millisecond."""
    return next((f for f in _SERIFS if QFontDatabase.hasFamily(f)), QFont("serif").defaultFamily())


class _Wardrobe(QObject):
    """Remembers what was asked for, so that a change of the desktop's scheme is followed."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._asked: ThemeName = "system"
        app.setStyle("Fusion")  # the only style that draws a whole style sheet alike everywhere
        app.setFont(interface_font())
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    def wear(self, name: ThemeName) -> Tokens:
        self._asked = name
        hints = self._app.styleHints()
        hints.setColorScheme(_SCHEMES[name])  # title bars and native dialogs follow
        return self._dress(dark=name == "dark" or (name == "system" and _is_dark(hints.colorScheme())))

    def _dress(self, *, dark: bool) -> Tokens:
        tokens = DARK if dark else LIGHT
        self._app.setPalette(palette_of(tokens))
        sheet = style_sheet(tokens)
        if self._app.styleSheet() != sheet:
            self._app.setStyleSheet(sheet)
        return tokens

    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        if self._asked == "system":
            self._dress(dark=_is_dark(scheme))


def _is_dark(scheme: Qt.ColorScheme) -> bool:
    return scheme == Qt.ColorScheme.Dark
