"""PDF documents as text, page by page."""

from __future__ import annotations

import io
import re
from pathlib import Path

from core.domain.errors import BadInput
from core.importing.files import document_bytes
from core.importing.raw import RawArticle, foreign

_PAGES = 2_000
_TEXT = 10_000_000  # characters; as much as a text file may have bytes
_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)")
# A word cut at the end of a line: the next begins small, so that "U.S.-\nAzerbaijan" stays.
_CUT = re.compile(r"(?<=[a-zà-þ])-\n(?=[a-zà-þ])")


def read_pdf(path: Path) -> RawArticle:
    """The text of a .pdf; pages without text, such as scanned ones, are told. Raises BadInput."""
    data = document_bytes(path)
    if b"%PDF-" not in data[:1024]:
        raise BadInput("not-pdf", "This is no PDF document, whatever its name says.", where=str(path))
    with foreign("PDF document", str(path)):
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            text = "The PDF asks for a password: save a copy without one and import that."
            raise BadInput("encrypted-pdf", text, where=str(path))
        pages = _pages(reader.pages, str(path))
        info = reader.metadata
        title = str((info.title if info else "") or "").strip()
    bare = [number for number, text in enumerate(pages, 1) if not text.strip()]
    if len(bare) == len(pages):
        text = "No page of this PDF has text; they are pictures. Have the text recognised (OCR) first."
        raise BadInput("no-text", text, where=str(path))
    told = [f"no text on page {', '.join(map(str, bare))}, perhaps a picture"] if bare else []
    return RawArticle("\n\n".join(filter(None, pages)), told=tuple(told), title=_said(title))


def _pages(pages: object, where: str) -> list[str]:
    out: list[str] = []
    length = 0
    for page in pages:  # type: ignore[attr-defined] # a list that makes its pages when asked
        text = _CUT.sub("", page.extract_text() or "").strip()
        length += len(text)
        if len(out) >= _PAGES or length > _TEXT:
            said = "The PDF has far more text than one article: split it up."
            raise BadInput("too-large", said, where=where)
        out.append(text)
    return out


def _said(title: str) -> str:
    """The title the file gives itself, unless it is what programs write there."""
    odd = re.search(r"\.(?:docx?|indd|qxd|pdf|rtf|txt)$|^(?:untitled|microsoft word)", title, re.IGNORECASE)
    return "" if odd else title
