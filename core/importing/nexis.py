"""Splits exports of Nexis Uni (one file, many articles) and reads each article's own head.

Two layouts, as the exports themselves have them: the present one ends every article with "End of Document";
the older text export opens each with "3 of 100 DOCUMENTS".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.domain.errors import BadInput
from core.importing.dates import date_in
from core.importing.raw import Item, RawArticle

# The archive writes its own words in the language its pages are set to.
_END = re.compile(
    r"^\s*(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento|Fine del documento"
    r"|Fim do documento|Einde van (?:het )?document)\s*$",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"^\s*(?:(?:Document\s+)?\d+ of \d+ DOCUMENTS?|Dokument \d+ von \d+|(?:Document )?\d+ de \d+ DOCUMENTS?"
    r"|(?:Documento )?\d+ de \d+ DOCUMENTOS?|Document \d+ van \d+)\s*$",
    re.IGNORECASE,
)
_SPOKEN = {
    "length": "länge longueur longitud lunghezza lengte",
    "section": "rubrik rubrique sección sezione sectie",
    "byline": "autor auteur autore",
    "headline": "titel titre título titolo",
    "language": "sprache langue idioma lingua taal",
    "load-date": "ladedatum date-chargement fecha-de-carga laaddatum",
}
_ENGLISH = {said: label for label, names in _SPOKEN.items() for said in names.split()}
_LABEL = re.compile(
    r"^\s*(?P<label>byline|section|length|dateline|highlight|headline|language|load-date|publication-type|"
    r"publication type|journal code|subject|geographic|graphic|series|correction-date|"
    rf"{'|'.join(_ENGLISH)})\s*:\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_BODY = re.compile(r"^\s*(?:Body|Textkörper|Corps|Cuerpo|Corpo|Hoofdtekst)\s*$")
_AFTER = re.compile(
    r"^\s*(?:Classification|Klassifizierung|Clasificación|Classificazione|Graphic|Notes"
    r"|(?:Load-Date|LOAD-DATE|Ladedatum|LADEDATUM|UPDATE|DATE-CHARGEMENT|Date-Chargement|SPRACHE|LANGUE):.*)\s*$"
)
_COPYRIGHT = re.compile(r"^\s*(?:Copyright\s|©).*|.*All Rights Reserved\.?\s*$", re.IGNORECASE)
_KEPT = ("byline", "section", "length", "dateline", "highlight", "subject", "publication-type")


def is_nexis(lines: Sequence[str]) -> bool:
    """Whether these are the lines of such an export."""
    if any(_COUNT.match(line) for line in lines[:200]):
        return True
    return any(map(_END.match, lines)) and any(map(_BODY.match, lines))


def read_nexis(lines: Sequence[str]) -> Iterator[Item]:
    """The articles, in their order; one without a text is a BadInput."""
    for number, block in enumerate(_blocks(lines), 1):
        yield _article(block, f"article {number}")


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    old = any(_COUNT.match(line) for line in lines[:200])
    begun = not old  # what stands before the first article of the old layout is a cover
    for line in lines:
        if not (_COUNT if old else _END).match(line):
            block.append(line)
            continue
        if begun and any(map(str.strip, block)):
            yield block
        block, begun = [], True
    if old and begun and any(map(str.strip, block)):
        yield block
    elif not old and any(map(_BODY.match, block)):
        yield block  # the export was cut off before its last mark


def _article(block: list[str], where: str) -> Item:
    head, body, tail = _parts(block)
    labels = _labelled([*head, *tail])
    plain = [line.strip() for line in head if line.strip() and not _LABEL.match(line)]
    plain = [line for line in plain if not _COPYRIGHT.match(line)]
    text = "\n".join(body).strip("\n")
    if not text.strip():
        return BadInput("no-text", "The article has no text in the export.", where=where)
    day = next((k for k, line in enumerate(plain) if len(line) < 120 and date_in(line)), len(plain))
    title, source = _names(plain[:day], plain[day:], labels)
    told = () if day < len(plain) else ("no date in the head of the article",)
    return RawArticle(
        text,
        told=told,
        title=title,
        source=source,
        published=date_in(plain[day]) if day < len(plain) else "",
        language=re.split(r"[;,]", labels.get("language", ""))[0].strip().capitalize(),
        metadata=tuple((name, labels[name]) for name in _KEPT if labels.get(name)),
        where=where,
    )


def _parts(block: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Head, body and what follows it."""
    opens = next((k for k, line in enumerate(block) if _BODY.match(line)), -1)
    if opens < 0:  # the old layout: the body begins behind the last label of the head
        labels = [k for k, line in enumerate(block[:60]) if _LABEL.match(line) and not _AFTER.match(line)]
        ends = next((k for k, line in enumerate(block) if _AFTER.match(line)), len(block))
        opens = _paragraph_end(block, max((k for k in labels if k < ends), default=-1))
        head = block[: opens + 1]
    else:
        head = block[:opens]
    closes = next((k for k in range(opens + 1, len(block)) if _AFTER.match(block[k])), len(block))
    return head, block[opens + 1 : closes], block[closes:]


def _paragraph_end(block: list[str], at: int) -> int:
    """The value of a label may run over several lines, up to an empty one."""
    while 0 <= at < len(block) - 1 and block[at + 1].strip() and not _LABEL.match(block[at + 1]):
        at += 1
    return at


def _labelled(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for k, line in enumerate(lines):
        match = _LABEL.match(line)
        if match:
            value = match["value"].strip() or (lines[k + 1].strip() if k + 1 < len(lines) else "")
            label = match["label"].lower().replace(" ", "-")
            found.setdefault(_ENGLISH.get(label, label), value)
    return found


def _names(before: list[str], after: list[str], labels: dict[str, str]) -> tuple[str, str]:
    """Title and source: the lines before the date are headline and paper, or (old layout) paper alone.

    Some exports have "Paper, April 28, 2024 Sunday" in one line; the paper stands before the date then.
    """
    if "headline" in labels or len(before) == 1:
        inline = _before_date(after[0]) if after else ""
        if inline and before:
            return labels.get("headline") or before[0], inline
        rest = [line for line in after[1:] if not re.search(r"\bEdition\b|\bFinal\b", line)]
        return labels.get("headline") or (rest[0] if rest else ""), before[0] if before else ""
    if before:
        return " ".join(before[:-1]), before[-1]
    return "", ""


def _before_date(line: str) -> str:
    months = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    match = re.match(rf"(.*?\w)[,\s]+(?:\d{{1,2}}\s+)?{months}\b", line)
    return match[1].strip() if match else ""
