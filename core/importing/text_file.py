"""Reads one text file of whatever encoding, and says in words what it was read as."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

from core.domain.errors import BadInput
from core.importing.files import bytes_of
from core.importing.raw import RawArticle

LIMIT = 10_000_000  # bytes; about a hundred times the longest article

# A file that opens like one of these is not text, whatever its name says.
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a Word, Excel, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_OPENINGS = tuple(head for head, _ in _SIGNATURES)
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "ascii": "plain ASCII",
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 (little-endian)",
    "utf-16-be": "UTF-16 (big-endian)",
    "utf-32": "UTF-32",
    "gb18030": "GB 18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "shift_jis": "Shift JIS (Japanese)",
    "euc_kr": "EUC-KR (Korean)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "iso8859_2": "ISO 8859-2",
}
# Guesses are held to what news files are written in: over all of Python's tables a guess on a short text
# lands on Mac or DOS code pages that no news file of the last thirty years has.
_CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "koi8_r"),
    *("shift_jis", "gb18030", "big5", "euc_kr"),
]
# Dashes, quotes, ellipsis, bullet, no-break space …: at the same places in every Windows code page.
_TYPOGRAPHY = frozenset(
    b"\x80\x82\x84\x85\x86\x87\x89\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb"
)
# With these among mostly plain letters the file is Western; Polish, Turkish, Cyrillic have other bytes.
_WESTERN = (
    frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒŠŽ¡¿ºª".encode("cp1252"))
    | _TYPOGRAPHY
)
# Tabs, line ends, end-of-file and escape marks occur in texts; NUL is counted by itself.
_ODD_CONTROLS = bytes((*range(0x01, 0x09), *range(0x0E, 0x1A), *range(0x1C, 0x20), 0x7F))


def read_text_file(path: Path | str, *, most: int = LIMIT) -> RawArticle:
    """Read ``path`` of at most ``most`` bytes; raises `BadInput` (not text, empty, too large)
    or `Unavailable` (can't be opened)."""
    path = path if isinstance(path, Path) else Path(path)
    data = bytes_of(path, most, "far more than one article: split it up")
    if data.startswith(_OPENINGS):
        signature = next(name for head, name in _SIGNATURES if data.startswith(head))
        raise BadInput(
            "not-text",
            f"This is {signature}, not plain text: save it as .txt (UTF-8) first.",
            where=str(path),
        )
    text, encoding, told = decode(data)
    _refuse_binary(text, path)
    if not text.strip("\x00\ufeff \t\r\n\xa0"):
        raise BadInput("empty-file", "The file is empty: there is nothing to code in it.", where=str(path))
    return RawArticle(text, hashlib.sha256(data).hexdigest(), encoding, told)


def decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """The text of ``data``, Python's name of its encoding, and what to tell about it.

    A byte order mark decides; else UTF-8 if every byte fits; else UTF-16 by its zero bytes; else UTF-8 with
    few damaged places; else a guess.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    for name in filter(None, (marked, "utf-8", _unmarked_utf16(data))):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name == "utf-8" and _unmarked_utf16(data):
            continue
        told = () if name == "utf-8" else (f"read as {spoken(name)}",)
        return text.removeprefix("\ufeff"), name, told
    return _damaged_utf8(data) or _guessed(data)


def _damaged_utf8(data: bytes) -> tuple[str, str, tuple[str, ...]] | None:
    """UTF-8 cut off or broken in a few places: other encodings hardly ever form its sequences by chance."""
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode())
    whole = sum(sign >= "\x80" for sign in text) - lost
    if whole < 3 * lost:
        return None
    text = text.removeprefix("\ufeff")
    return text, "utf-8", (f"read as {spoken('utf-8')}; {_lost(lost)}",)


def _lost(number: int) -> str:
    some = "1 character could not be read and shows" if number == 1 else ""
    return f"{some or f'{number} characters could not be read and show'} as \ufffd"


def _unmarked_utf16(data: bytes) -> str:
    """The UTF-16 flavour of ``data`` when zero bytes fill every other place as they do in Latin text."""
    head = data[:4000]
    if 0 not in head or len(head) < 4 or len(data) % 2:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.7 * half and even <= 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd <= 0.05 * half else ""


def _guessed(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    high = bytes(byte for byte in data if byte >= 0x80)
    if set(high) <= _TYPOGRAPHY:
        return data.decode("cp1252"), "cp1252", (f"read as {spoken('cp1252')}",)
    encoding = "cp1252" if set(high) <= _WESTERN and len(high) < 0.15 * len(data) else _likeliest(data)
    if encoding:
        told = f"read as {spoken(encoding)}, which is a guess: if letters look wrong, save the file as UTF-8"
        return data.decode(encoding), encoding, (told,)
    text = data.decode("cp1252", errors="replace")
    lost = text.count("\ufffd")
    told = f"read as {spoken('cp1252')}, as no encoding fits wholly"
    return (
        text,
        "cp1252",
        (f"{told}; {_lost(lost)}" if lost else told,),
    )


def _likeliest(data: bytes) -> str:
    import charset_normalizer

    best = charset_normalizer.from_bytes(data, cp_isolation=_CANDIDATES).best()
    return best.encoding if best is not None else ""


def spoken(encoding: str) -> str:
    """The name people know an encoding by: ``cp1252`` is Windows-1252."""
    if encoding.startswith("cp125"):
        return f"Windows-{encoding[2:]}"
    return _NAMES.get(encoding, encoding)


def _refuse_binary(text: str, path: Path) -> None:
    """Control characters come singly in damaged text, but make up a good part of what is no text at all."""
    head = text[:20_000].encode("utf-8", "surrogatepass")  # bytes below 0x80 are characters of their own
    odd = len(head) - len(head.translate(None, _ODD_CONTROLS))
    zeros = head.count(0)
    if odd > 0.02 * len(head) + 2 or zeros > 0.1 * len(head) + 2:
        raise BadInput(
            "not-text",
            "This does not look like text: open it in the program it came from and save it as .txt (UTF-8).",
            where=str(path),
        )
