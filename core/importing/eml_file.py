"""E-mails as text: what was written, never what was attached."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path

from core.domain.errors import BadInput
from core.importing.files import document_bytes
from core.importing.html_file import read_html
from core.importing.raw import RawArticle, foreign
from core.importing.text_file import decode

_HEADER = 20_000  # bytes; to take longer ones apart costs the library more than their length
_HEADERS = re.compile(
    rb"^(?:content-[a-z-]+|subject|from|date)[ \t]*:.*(?:\n[ \t].*)*", re.IGNORECASE | re.MULTILINE
)
_PARTS = 5_000  # lines that may begin one
_NAMED = 10  # attachments


def read_eml(path: Path) -> RawArticle:
    """The body of a .eml with subject as title, sender as source and day of sending; raises BadInput."""
    data = document_bytes(path)
    if any(len(header[0]) > _HEADER for header in _HEADERS.finditer(data)):
        said = "A header of the e-mail is longer than any real one is: save its text as .txt."
        raise BadInput("long-header", said, where=str(path))
    if data.count(b"\n--") > _PARTS:
        said = "The e-mail has more parts than any real one: save its text as .txt."
        raise BadInput("many-parts", said, where=str(path))
    with foreign("e-mail", str(path)):
        # Without the file's own policy a broken header raises much later, when it is read.
        mail = BytesParser(policy=policy.default).parsebytes(data)
        assert isinstance(mail, EmailMessage)  # noqa: S101 - what the policy makes
        text = _body(mail)
        name, address = parseaddr(_header(mail, "from"))
        told = _attached(mail)
        title, published = _header(mail, "subject"), _day(mail)
    if not text.strip():
        said = "The e-mail has no text. Save what is attached as a file and import that."
        raise BadInput("no-text", said, where=str(path))
    metadata = tuple((key, value) for key, value in (("from", address),) if value)
    return RawArticle(
        text, told=told, title=title, source=name or address, published=published, metadata=metadata
    )


def _body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain", "html"))
    if part is None:
        return ""
    data = part.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    try:
        text = raw.decode(part.get_content_charset() or "ascii")
    except (LookupError, UnicodeDecodeError):
        text = decode(raw)[0]
    return text if part.get_content_type() == "text/plain" else "\n".join(read_html(text).lines)


def _header(mail: EmailMessage, name: str) -> str:
    return " ".join(str(mail.get(name, "")).split())


def _day(mail: EmailMessage) -> str:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(_header(mail, "date")).date().isoformat()
    except (ValueError, TypeError):
        return ""


def _attached(mail: EmailMessage) -> tuple[str, ...]:
    found = [
        " ".join(str(part.get_filename() or "one without a name").split()) for part in mail.iter_attachments()
    ]
    if not found:
        return ()
    more = f" and {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
    return (f"attachments left out: {', '.join(name[:100] for name in found[:_NAMED])}{more}",)
