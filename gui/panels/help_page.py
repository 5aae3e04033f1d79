"""Help: the shipped pages, and all keys from the table of actions."""

from __future__ import annotations

from functools import partial
from html import escape
from importlib.metadata import version

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QButtonGroup, QPushButton, QTextBrowser, QWidget

from core.app import settings
from core.text.places import resource
from gui.actions import ACTIONS, MENUS, Action
from gui.panels.page import Page
from gui.qt.log import log_file
from gui.qt.native_keys import native
from gui.qt.widgets import bold_width, button, column, row
from gui.viewmodels.program import sample_path

TITLES = {
    "welcome": "Tour",
    "new-project": "New project",
    "coding": "Coding",
    "searching": "Searching",
    "keys": "Keys",
    "import": "Import",
    "export": "The workbook",
    "learning": "Learning",
    "rounds": "Rounds",
    "packages": "Packages",
    "codebook": "Codebook",
    "people": "People",
    "server": "Team server",
    "command-line": "Command line",
    "languages": "Languages",
    "spacy": "spaCy",
    "about": "About",
}


class HelpPage(Page):
    """Shows ``resources/help/NAME.md``; the page of keys is completed from the actions themselves."""

    def __init__(self) -> None:
        super().__init__("Help", 1060, scrolls=False)
        listed = QWidget()  # names beside the text: there are more than a line holds
        names = column(listed, 0, 2)
        self._group = QButtonGroup(self)
        self.places: dict[str, QPushButton] = {}
        for name, text in TITLES.items():
            place = button(text, partial(self.show_page, name), "place")
            place.setCheckable(True)
            place.setMinimumWidth(bold_width(place.font(), text) + 26)
            self._group.addButton(place)
            self.places[name] = place
            names.addWidget(place)
        names.addStretch(1)
        beside = row(16)
        beside.addWidget(listed)
        self.lines.addLayout(beside, 1)
        self.text = QTextBrowser()
        self.text.setOpenExternalLinks(True)
        self.text.setAccessibleName("Help")
        self.text.setSearchPaths([str(resource("help"))])
        beside.addWidget(self.text, 1)

    def show_page(self, name: str) -> None:
        """Show the page of that name."""
        self.title.setText(TITLES[name])
        self.places[name].setChecked(True)
        document = self.text.document()
        document.setMarkdown(resource("help", f"{name}.md").read_text(encoding="utf-8"))
        more = {"keys": keys_html, "about": about_html}.get(name)
        if more is not None:
            end = QTextCursor(document)
            end.movePosition(QTextCursor.MoveOperation.End)
            end.insertBlock()
            end.insertHtml(more())
        aired(document)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.setFocus()


def aired(document: QTextDocument) -> None:
    """Give the paragraphs of a page room to be read."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        if cursor.currentTable() is None:
            shape = block.blockFormat()
            shape.setBottomMargin(0 if _is_code(block) and _is_code(block.next()) else 9)
            shape.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(shape)
        block = block.next()


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence.value)


def about_html() -> str:
    """Version and folders on this computer."""
    facts = (
        ("Version", version("rapporteur")),
        ("Sample project", str(sample_path())),
        ("Settings", str(settings.home())),
        ("Reports of faults", str(log_file())),
    )
    return "".join(f"<p><b>{name}:</b> {escape(value)}</p>" for name, value in facts)


def keys_html() -> str:
    """All actions that have keys, in the order of the menus."""
    parts = []
    for menu in (*MENUS, ""):
        rows = [
            each for each in ACTIONS if each.menu == menu and each.keys and not each.id.startswith("type.")
        ]
        if rows:
            parts.append(f"<h3>{escape(menu or 'Further')}</h3><table cellpadding=3>")
            parts.extend(_row(each) for each in rows)
            parts.append("</table><br>")
    return "".join(parts)


def _row(action: Action) -> str:
    keys = " &nbsp;or&nbsp; ".join(f"<b>{escape(native(key))}</b>" for key in action.keys)
    return (
        f"<tr><td width=200>{keys}</td><td width=180>{escape(action.text)}</td>"
        f"<td width=380>{escape(action.tip)}</td></tr>"
    )
