"""Small files of every format, made here."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from pathlib import Path

NEXIS = """Ministers meet in Almaty
The Example Times
April 28, 2024 Sunday
Late Edition - Final

Copyright 2024 The Example Times All Rights Reserved
Section: Section A; Pg. 1
Length: 12 words
Byline: By JANE DOE

Body

The ministers met on Sunday.

They will meet again in May.

Classification
Language: ENGLISH
Load-Date: April 28, 2024

End of Document

Talks are over
The Other Paper, May 3, 2024 Friday

Copyright 2024 The Other Paper
Length: 4 words

Body
The talks are over.

Load-Date: May 4, 2024
End of Document

An article without a body
The Other Paper
May 4, 2024
Body

End of Document
"""
NEXIS_OLD = """
                               1 of 2 DOCUMENTS


                               The Example Times

                            April 28, 2024 Sunday
                              Late Edition - Final

Ministers meet in Almaty

BYLINE: By JANE DOE

SECTION: Section A; Column 0; Foreign Desk; the section
goes on; Pg. 1

LENGTH: 12 words

DATELINE: ALMATY

 The ministers met on Sunday.

 They will meet again in May.

LOAD-DATE: April 28, 2024

LANGUAGE: ENGLISH

                               2 of 2 DOCUMENTS

                               The Other Paper

                                 May 3, 2024

HEADLINE: Talks are over

LENGTH: 4 words

 The talks are over.

LOAD-DATE: May 4, 2024
"""
FACTIVA = """Foreign Desk
Ministers meet in Almaty
By Jane Doe
1,012 words
28 April 2024
The Example Times
EXTI
English
Copyright 2024. The Example Times.

The ministers met on Sunday.

They will meet again in May.

Document EXTI000020240428ek4s00001

Talks are over
4 words
3 May 2024
14:02
The Other Paper
OTHP
English
(c) 2024 The Other Paper

The talks are over.

Document OTHP000020240503ek5300002

Search Summary
"""
FACTIVA_CODED = """SE Foreign Desk
HD
Ministers meet in Almaty
BY By Jane Doe
WC 1,012 words
PD 28 April 2024
SN The Example Times
SC EXTI
LA English
CY Copyright 2024

LP
The ministers met on Sunday.

TD
They will meet again in May.

CO nato : NATO
AN
Document EXTI000020240428ek4s00001
"""


def docx(path: Path, *lines: str) -> Path:
    import docx as library

    made = library.Document()
    for line in lines:
        made.add_paragraph(line)
    made.save(str(path))
    return path


def rtf(path: Path, text: str) -> Path:
    body = "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in text)
    path.write_text("{\\rtf1\\ansi\\deff0 " + body.replace("\n", "\\par\n") + "}", "ascii")
    return path


def html_of(text: str) -> str:
    return "<html><body>" + "".join(f"<p>{line}</p>" for line in text.split("\n")) + "</body></html>"


def pdf(path: Path, *pages: str) -> Path:
    """A PDF of one line a page, none on pages without words; written by hand."""
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for page in pages:
        stream = f"BT /F1 12 Tf 72 720 Td ({page}) Tj ET" if page else ""
        number = len(bodies) + 1
        kids.append(f"{number} 0 R")
        font = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        box = "/MediaBox [0 0 612 792]"
        bodies.append(f"<< /Type /Page /Parent 2 0 R {box} {font} /Contents {number + 1} 0 R >>")
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    bodies[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    path.write_text(out, "latin-1")
    return path


def eml(path: Path, text: str, *, attached: str = "") -> Path:
    mail = EmailMessage()
    mail["Subject"] = "Talks in Zürich"
    mail["From"] = "Example Wire <wire@example.org>"
    mail["Date"] = "Sun, 28 Apr 2024 10:00:00 +0200"
    mail.set_content(text)
    if attached:
        mail.add_attachment(b"MZ..", maintype="application", subtype="octet-stream", filename=attached)
    path.write_bytes(mail.as_bytes())
    return path


def xlsx(path: Path, *rows: tuple[object, ...]) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def with_part(path: Path, name: str, data: bytes) -> Path:
    """The ZIP with one part more."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return path
