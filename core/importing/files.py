"""Opens files from outside: nothing larger than its kind needs, and no ZIP that is a trap."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from core.domain.errors import BadInput, Unavailable
from core.importing.raw import foreign

DOCUMENT = 50_000_000  # bytes of one document of many articles
TABLE = 500_000_000  # bytes of one table; it is read row by row
_UNPACKED = 300_000_000  # bytes a document may grow to
_GROWTH = 200  # times: the emptiest real document packs about 1 to 50
_SMALL = 1_000_000  # bytes below which growth does no harm
_PARTS = 10_000
# A document type is where entities are made; office documents have none (ECMA-376, part 2).
_DOCTYPE = re.compile(b"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# A part can be XML whatever its name says, but these kinds are never read here and may have one.
_OTHERS = (".svg", ".htm", ".html", ".mht", ".mhtml")
_WIDE_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-16-le", "utf-16-be"))


def bytes_of(path: Path, limit: int, advice: str) -> bytes:
    """What is in the file; raises BadInput (missing, a folder, beyond ``limit`` bytes) and Unavailable.

    ``advice``: what to do about a file that is too large.
    """
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - Path.open takes as long again as a short file
            size = os.fstat(file.fileno()).st_size
            data = _read(file, size, limit) if size <= limit else b""
    except FileNotFoundError:
        raise BadInput(
            "no-such-file", "There is no such file: check the name and the folder.", where=str(path)
        ) from None
    except OSError as error:
        if os.path.isdir(path):  # noqa: PTH112 - never raises; asked last: each question costs a call
            raise BadInput("is-folder", "This is a folder, not a file.", where=str(path)) from None
        why = error.strerror or type(error).__name__
        raise Unavailable(
            "cannot-read", f"The file can't be read ({why}): check its permissions.", where=str(path)
        ) from error
    if size > limit or len(data) > limit:
        raise BadInput(
            "too-large", f"The file has more than {limit // 1_000_000} MB, {advice}.", where=str(path)
        )
    return data


def _read(file: BinaryIO, size: int, limit: int) -> bytes:
    """The whole of the file up to one byte beyond ``limit``; a device has no size, and a file may grow."""
    data = file.read((size or limit) + 1)
    return data if len(data) <= size or not size else data + file.read(limit + 1 - len(data))


def document_bytes(path: Path) -> bytes:
    """The bytes of a document that may hold many articles."""
    data = bytes_of(path, DOCUMENT, "too much to be read at once: split it up")
    if not data.strip():
        raise BadInput("empty-file", "The file is empty: there is nothing to code in it.", where=str(path))
    return data


def office_file(path: Path, what: str) -> io.BytesIO:
    """A .docx or .xlsx that is safe to unpack; raises BadInput for what is broken or built to do harm."""
    data = document_bytes(path)
    if not data.startswith(b"PK"):
        old = data.startswith(b"\xd0\xcf\x11\xe0")
        said = f"an old or encrypted file, no {what}" if old else f"no {what}, whatever its name says"
        raise BadInput("not-office", f"This is {said}: save it as {path.suffix} first.", where=str(path))
    with foreign(what, str(path)), zipfile.ZipFile(io.BytesIO(data)) as archive:
        _check(archive, str(path))
    return io.BytesIO(data)


def _check(archive: zipfile.ZipFile, where: str) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _PARTS or unpacked > _UNPACKED or any(map(_swells, parts)):
        text = "It would grow beyond measure when unpacked, as files made to do harm do: it was not opened."
        raise BadInput("zip-bomb", text, where=where)
    for part in parts:
        if _leads_out(part.filename):
            text = f"It holds “{part.filename}”, a name that leads out of the file: it was not opened."
            raise BadInput("zip-path", text, where=where)
    for part in parts:
        if not part.filename.lower().endswith(_OTHERS) and _declares(archive, part):
            text = "It defines XML entities, as files made to do harm do: it was not read."
            raise BadInput("xml-entities", text, where=where)


def _swells(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(_SMALL, _GROWTH * part.compress_size)


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or bool(re.match(r"[A-Za-z]:", name))


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part has a document type; read piece by piece, each with the end of the one before."""
    end = b""
    with archive.open(part) as file:
        while data := file.read(1_000_000):
            data = end + data
            if _DOCTYPE.search(data) or any(mark in data for mark in _WIDE_DOCTYPE):
                return True
            end = data[-32:]
    return False
