"""Rich Text documents as lines of text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.domain.errors import BadInput
from core.importing.files import document_bytes
from core.importing.raw import foreign


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
        text = read(data.decode("cp1252", errors="replace"), errors="replace")
    return tuple(text.split("\n"))
