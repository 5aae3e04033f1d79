"""Rich Text documents as lines of text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from core.domain.errors import BadInput
from core.importing.files import document_bytes
from core.importing.raw import foreign

# Where a font or a field begins.
_BEGINS = re.compile(r"(?<!\\)(?=\\f\d|\{\\field\b)")


def read_rtf(path: Path) -> tuple[str, ...]:
    """The lines of a .rtf; objects and pictures in it are never looked at."""
    data = document_bytes(path)
    if not data.lstrip().startswith(b"{\\rtf"):
        text = "This is no Rich Text document, whatever its name says: save it as .rtf or .txt first."
        raise BadInput("not-rtf", text, where=str(path))
    with foreign("Rich Text document", str(path)):
        from striprtf import striprtf

        # Bytes beyond ASCII stand escaped in RTF; those that don't are in the document's own code page.
        read: Callable[..., str] = striprtf.rtf_to_text
        text = read(_in_lines(data.decode("cp1252", errors="replace")), errors="replace")
    return tuple(text.split("\n"))


def _in_lines(text: str) -> str:
    """Each font and field in a line of its own: line ends mean nothing in RTF, and the library looks for the
    rest of each up to the end of its line, which takes for ever where a hostile file has one line only."""
    return _BEGINS.sub("\n", text)
