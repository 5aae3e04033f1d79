"""Turns whatever was read into the one text that positions are counted in."""

from __future__ import annotations

import hashlib
import re

# Every kind of line end becomes LF, so that a line is a line for Qt, Python, Excel and the eye.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What no database, no XML part of a workbook and no text widget keeps: NUL, surrogates, non-characters.
_UNSTORABLE = re.compile(
    "[\x00\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane + low) for plane in range(0x10000, 0x110000, 0x10000) for low in (0xFFFE, 0xFFFF))
    + "]"
)
# Nearly every text has none of the above; to look for single signs and bytes is far quicker than a pattern.
_ENDS = ("\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_LEADS = (b"\xed", b"\xef", b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")  # of UTF-8 for all but NUL
_WORD = re.compile(r"(?<!\S)[^\w\s]*\w")


def canonical(raw: str) -> str:
    """The canonical text of ``raw``; everything not named in `house.md` stays verbatim. Idempotent.

    A leading BOM is dropped, line ends become LF, and characters that cannot be stored become U+FFFD.
    """
    text = raw.lstrip("\ufeff")
    if any(sign in text for sign in _ENDS):
        text = _LINE_ENDS.sub("\n", text)
    return _UNSTORABLE.sub("\ufffd", text) if _may_be_unstorable(text) else text


def _may_be_unstorable(text: str) -> bool:
    if text.isascii():
        return "\x00" in text
    data = text.encode("utf-8", "surrogatepass")
    return b"\x00" in data or any(lead in data for lead in _LEADS)


def sha256_of(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of a canonical text, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def word_count(text: str) -> int:
    """How many runs between white space hold a letter or a digit."""
    return sum(1 for _ in _WORD.finditer(text))
