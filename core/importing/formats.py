"""Which reader reads which file; every one gives articles and faults, in the order of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.domain.errors import BadInput
from core.importing.columns import Columns, asked_columns
from core.importing.docx_file import read_docx
from core.importing.eml_file import read_eml
from core.importing.factiva import is_factiva, read_factiva
from core.importing.files import document_bytes
from core.importing.html_file import Page, charset_of, read_html
from core.importing.jsonl_file import preview_jsonl, read_jsonl
from core.importing.name_pattern import Pattern, with_name
from core.importing.nexis import is_nexis, read_nexis
from core.importing.pdf_file import read_pdf
from core.importing.raw import Item, RawArticle
from core.importing.rtf_file import read_rtf
from core.importing.table_file import Preview, preview_table, read_table
from core.importing.text_file import LIMIT, decode, read_text_file

KINDS = {
    ".txt": "Text",
    ".csv": "Table, a row an article",
    ".tsv": "Table, a row an article",
    ".xlsx": "Excel table, a row an article",
    ".jsonl": "JSON Lines, a line an article",
    ".docx": "Word document",
    ".rtf": "Rich Text document",
    ".pdf": "PDF document",
    ".html": "Web page",
    ".htm": "Web page",
    ".eml": "E-mail",
}
TABLES = (".csv", ".tsv", ".xlsx", ".jsonl")
_INSTEAD = {".doc": ".docx", ".xls": ".xlsx", ".odt": ".docx", ".ods": ".xlsx", ".json": ".jsonl"}


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be read: columns asked for (``title=Headline``), and a pattern of file names."""

    columns: tuple[str, ...] = ()
    pattern: Pattern | None = None


def read_file(path: Path, reading: Reading | None = None) -> Iterator[Item]:
    """The articles of a file; raises BadInput or Unavailable when it gives none at all."""
    reading = reading or Reading()
    of_table = path.suffix.lower() in TABLES
    for item in _items(path, reading):
        if isinstance(item, RawArticle):
            yield with_name(item, reading.pattern, path.name, one_of_many=of_table)
        else:
            yield item


def preview(path: Path, asked: Iterable[str] = ()) -> Preview:
    """The head of a table and what its columns are taken for, ``asked`` ones over the guess."""
    found = preview_jsonl(path) if path.suffix.lower() == ".jsonl" else preview_table(path)
    return replace(found, columns=asked_columns(asked, found.columns))


def _items(path: Path, reading: Reading) -> Iterator[Item]:
    ending = path.suffix.lower()
    if ending in TABLES:
        return _of_table(path, reading)
    reader = _READERS.get(ending)
    if reader is not None:
        return reader(path)
    if ending in _INSTEAD:
        text = f"{ending} files can't be read: save it as {_INSTEAD[ending]} and import that."
        raise BadInput("unknown-format", text, where=str(path))
    return _of_text(path)


def _of_table(path: Path, reading: Reading) -> Iterator[Item]:
    columns: Columns = preview(path, reading.columns).columns
    return read_jsonl(path, columns) if path.suffix.lower() == ".jsonl" else read_table(path, columns)


def _of_text(path: Path) -> Iterator[Item]:
    raw = read_text_file(path, most=LIMIT * 5)
    # The word by which exports part their articles, in every language they are made in.
    parted = any(sign in raw.text for sign in ("ocument", "okument", "OCUMENT", "OKUMENT"))
    several = _archive(raw.text.splitlines()) if parted else None
    if several is not None:
        yield from several
    elif len(raw.text) > LIMIT:
        text = f"The file has more than {LIMIT // 1_000_000} MB, far more than one article: split it up."
        raise BadInput("too-large", text, where=str(path))
    else:
        yield raw


def _of_docx(path: Path) -> Iterator[Item]:
    document = read_docx(path)
    metadata = (("author", document.author),) if document.author else ()
    return _whole(path, document.lines, RawArticle("", title=document.title, metadata=metadata))


def _of_rtf(path: Path) -> Iterator[Item]:
    return _whole(path, read_rtf(path), RawArticle(""))


def _of_html(path: Path) -> Iterator[Item]:
    data = document_bytes(path)
    text, told = _decoded(data)
    try:
        several = _archive(read_html(text, whole=True).lines)
        if several is not None:
            return several
        page: Page = read_html(text)
    except BadInput as fault:
        raise BadInput(fault.code, fault.text, where=str(path)) from fault
    metadata = (("author", page.author),) if page.author else ()
    head = RawArticle("", "", "", told, page.title, page.source, page.published, page.language, metadata)
    return _whole(path, page.lines, head)


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """A page's text: in the encoding it names, if its bytes fit."""
    text, encoding, told = decode(data)
    named = charset_of(data)
    if not named or encoding.startswith("utf"):
        return text, told
    try:
        return data.decode(named), ()
    except UnicodeDecodeError:
        return text, told


def _of_one(path: Path) -> Iterator[Item]:
    yield (read_pdf if path.suffix.lower() == ".pdf" else read_eml)(path)


def _whole(path: Path, lines: Sequence[str], head: RawArticle) -> Iterator[Item]:
    """Several articles if the lines are an archive's export, else one."""
    several = _archive(lines)
    if several is not None:
        return several
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        said = "The document has no text: there is nothing to code in it."
        raise BadInput("no-text", said, where=str(path))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return iter((replace(head, text=text, raw_sha256=sha256),))


def _archive(lines: Sequence[str]) -> Iterator[Item] | None:
    if is_nexis(lines):
        return read_nexis(lines)
    return read_factiva(lines) if is_factiva(lines) else None


_READERS = {
    ".docx": _of_docx,
    ".rtf": _of_rtf,
    ".pdf": _of_one,
    ".eml": _of_one,
    ".html": _of_html,
    ".htm": _of_html,
}
