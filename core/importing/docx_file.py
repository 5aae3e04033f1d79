"""Word documents as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.importing.files import office_file
from core.importing.raw import foreign


@dataclass(frozen=True, slots=True)
class Document:
    """A document as text. ``title``, ``published`` (ISO) and ``author``: what the file itself says of it."""

    lines: tuple[str, ...]
    title: str = ""
    published: str = ""
    author: str = ""


def read_docx(path: Path) -> Document:
    """The paragraphs and table rows of a .docx in reading order; pictures and macros are never looked at."""
    file = office_file(path, "Word document")
    with foreign("Word document", str(path)):
        import docx

        document = docx.Document(file)
        lines = tuple(line for text in _blocks(document) for line in text.split("\n"))
        title = next((p.text.strip() for p in document.paragraphs[:5] if _is_title(p)), "")
        author = document.core_properties.author or ""
    return Document(lines, title, author=author)


def _blocks(place: Any) -> Iterator[str]:
    for block in place.iter_inner_content():
        if hasattr(block, "rows"):
            yield from _rows(block)
        else:
            yield block.text


def _rows(table: Any) -> Iterator[str]:
    from docx.table import _Cell

    for row in table.rows:
        # As they stand in the file: the library's own list has a merged cell once for each column it claims.
        own = [_Cell(cell, table) for cell in row._tr.tc_lst]  # noqa: SLF001
        cells = ["\n".join(_blocks(cell)) for cell in own]
        yield "\t".join(cells) if len(cells) > 1 else "".join(cells)


def _is_title(paragraph: Any) -> bool:
    style = paragraph.style.name if paragraph.style is not None else ""
    return bool(paragraph.text.strip()) and style in ("Title", "Heading 1")
