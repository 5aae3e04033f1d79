"""Makes any text safe to stand in a cell: inert, storable, and never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

CELL_LIMIT = 32_767  # UTF-16 units in one cell (Excel specifications and limits)

# What a spreadsheet may take for a formula once the cell is edited or the sheet saved as CSV.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
# XML 1.0 has no way to write these.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# In a workbook "_x0041_" means "A", so the same seven characters in a text must be written another way.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# One look tells that nothing of all this concerns a text; nearly all are so.
_SPECIAL = re.compile(f"^{_FORMULA.pattern}|{_ILLEGAL.pattern}|[&<>\\r]|_x|^\\s|\\s$|\\n")


def is_plain(text: str) -> bool:
    """Whether ``text`` can stand in a cell and in XML as it is."""
    return len(text) * 2 <= CELL_LIMIT and _SPECIAL.search(text) is None


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet might take ``text`` for a formula."""
    return _FORMULA.match(text) is not None


def storable(text: str) -> tuple[str, int]:
    """``text`` with what XML can't hold replaced one for one, and how many were.

    A control character becomes its picture (U+0007 → ␇), anything else U+FFFD; offsets stay true.
    """
    return _ILLEGAL.subn(lambda match: _picture(match[0]), text)


def _picture(char: str) -> str:
    return chr(0x2400 + ord(char)) if char < " " else "\ufffd"


def pieces(text: str, limit: int = CELL_LIMIT) -> Iterator[str]:
    """``text`` in parts that fit a cell each; joined again they are ``text``."""
    if len(text) * 2 <= limit:
        yield text
        return
    start = used = 0
    for index, char in enumerate(text):
        units = 2 if char > "\uffff" else 1
        if used + units > limit:
            yield text[start:index]
            start, used = index, 0
        used += units
    yield text[start:]


def as_xml(text: str) -> str:
    """``text``, already storable, as the content of an XML element of a workbook."""
    escaped = _ESCAPE_LIKE.sub("_x005F_", text) if "_x" in text else text
    escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", "&#13;") if "\r" in escaped else escaped
