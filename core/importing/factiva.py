"""Splits exports of Factiva (one file, many articles) and reads each article's own head.

Two layouts, as the exports themselves have them: fields marked HD, BY, WC, PD, SN …; and plain articles whose
head is headline, byline, words, date, source. Both close an article with "Document ABC0000020240428…".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.domain.errors import BadInput
from core.importing.dates import date_in
from core.importing.raw import Item, RawArticle

_END = re.compile(r"^\s*(?:AN\s+)?(?:Document|Dokument|Documento)\s+(?P<id>[A-Za-z]\w{14,40})\s*$")
_FIELD = re.compile(
    r"^\s*(?P<code>SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|CX|LP|TD|CT|RF|ART|CO|IN|NS|RE|IPC|IPD|PUB|AN)"
    r"(?:\s{1,}|\t|$)(?P<value>.*)$"
)
# In the languages the archive's own pages have.
_WORDS = re.compile(
    r"^\s*(?P<words>[\d,.\s]+) (?:words|w[öo]rter|mots|palabras|parole|palavras|woorden)\s*$", re.IGNORECASE
)
_BODY = ("LP", "TD")
_KEPT = (("BY", "byline"), ("SE", "section"), ("WC", "length"), ("ED", "edition"), ("PG", "page"))


def is_factiva(lines: Sequence[str]) -> bool:
    """Whether these are the lines of such an export."""
    return any(map(_END.match, lines)) and (
        any(map(_WORDS.match, lines)) or {"HD", "SN"} <= {m["code"] for m in map(_FIELD.match, lines) if m}
    )


def read_factiva(lines: Sequence[str]) -> Iterator[Item]:
    """The articles, in their order; one without a text is a BadInput."""
    block: list[str] = []
    number = 0
    for line in lines:
        end = _END.match(line)
        if end is None:
            block.append(line)
            continue
        number += 1
        yield _article(block, end["id"], f"article {number}")
        block = []
    # Behind the last article stands a summary of the search; a cut-off article has a head at least.
    if any(map(_WORDS.match, block)) or any(re.match(r"\s*(?:LP|TD)\b", line) for line in block):
        yield BadInput(
            "cut-off", "The last article is cut off; export it again.", where=f"article {number + 1}"
        )


def _article(block: list[str], document: str, where: str) -> Item:
    codes = {match["code"] for match in map(_FIELD.match, block) if match}
    fields = _coded(block) if {"HD", "SN"} <= codes else _plain(block)
    text = "\n\n".join(filter(None, (fields.get(code, "") for code in _BODY)))
    if not text.strip():
        return BadInput("no-text", "The article has no text in the export.", where=where)
    published = date_in(fields.get("PD", ""))
    kept = [(name, _line(fields[code])) for code, name in _KEPT if fields.get(code)]
    return RawArticle(
        text,
        told=() if published else ("no date in the head of the article",),
        title=_line(fields.get("HD", "")),
        source=_line(fields.get("SN", "")),
        published=published,
        language=_line(fields.get("LA", "")),
        metadata=(*kept, ("document", document)),
        where=where,
    )


def _coded(block: list[str]) -> dict[str, str]:
    fields: dict[str, list[str]] = {}
    code = ""
    for line in block:
        match = _FIELD.match(line)
        # In a text "IN" or "CO" may open a line; fields come once each.
        if match and match["code"] not in fields:
            code = match["code"]
            fields[code] = [match["value"]]
        elif code:
            fields[code].append(line)
    return {name: "\n".join(lines).strip() for name, lines in fields.items()}


def _plain(block: list[str]) -> dict[str, str]:
    """Headline and byline stand above the count of words; date, source, code … below, up to the copyright."""
    at = next((k for k, line in enumerate(block) if _WORDS.match(line)), -1)
    if at < 0:
        return {}
    above = _last_paragraphs(block[:at])
    byline = (
        above.pop()
        if len(above) > 1 and re.match(r"(?:by|von|par|por|di|door)\s", above[-1], re.IGNORECASE)
        else ""
    )
    fields = {"HD": above[-1] if above else "", "BY": byline, "WC": block[at].strip()}
    if len(above) > 1:
        fields["SE"] = above[-2]
    begins = next((k for k in range(at + 1, min(at + 16, len(block))) if _is_rights(block[k])), -1)
    head = [line.strip() for line in block[at + 1 : begins if begins > 0 else at + 9] if line.strip()]
    day = next((k for k, line in enumerate(head) if date_in(line)), -1)
    rest = head[day + 1 :]
    if rest and re.fullmatch(r"\d\d?:\d\d(?: \w+)?", rest[0]):
        rest = rest[1:]  # the time of day
    fields |= {"PD": head[day] if day >= 0 else "", "SN": rest[0] if rest else ""}
    fields["SC"] = rest[1] if len(rest) > 1 else ""
    fields["LA"] = rest[-1] if len(rest) > 2 and rest[-1].isalpha() else ""
    fields["TD"] = "\n".join(block[(begins if begins > 0 else at + 8) + 1 :]).strip("\n")
    return fields


def _last_paragraphs(lines: list[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()][-3:]


def _is_rights(line: str) -> bool:
    return bool(
        re.match(r"\s*(?:Copyright|©|\(c\)|All rights reserved|Alle Rechte|Tous droits)", line, re.IGNORECASE)
    )


def _line(text: str) -> str:
    return " ".join(text.split())
