"""Exports of archives whose pages are set to another language are split and read alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.importing.dates import date_in
from core.importing.formats import read_file
from core.importing.raw import RawArticle
from tests.core.importing import documents

NEXIS = """Minister treffen sich in Almaty
Die Beispielzeitung
28. April 2024

Copyright 2024 Die Beispielzeitung
Rubrik: Politik; S. 5
Länge: 5 Wörter
Autor: Von Jane Doe

Body

Die Minister trafen sich gestern.

Klassifizierung
Sprache: GERMAN; DEUTSCH

Ende des Dokuments

Fin des entretiens
Le Journal
3 mai 2024

Copyright 2024 Le Journal
Longueur: 4 mots

Body
Les entretiens sont finis.

Ende des Dokuments
"""
OLD = """
                         Dokument 1 von 2

                       Die Beispielzeitung

                         28. April 2024

TITEL: Minister treffen sich

RUBRIK: Politik

LÄNGE: 5 Wörter

 Die Minister trafen sich gestern.

SPRACHE: DEUTSCH
UPDATE: 29. April 2024

                         Dokument 2 von 2

                       Die Beispielzeitung

                         3. Mai 2024

TITEL: Gespräche beendet

LÄNGE: 4 Wörter

 Die Gespräche sind beendet.

UPDATE: 4. Mai 2024
"""
FACTIVA = """Politik
Minister treffen sich
Von Jane Doe
1.012 Wörter
28. April 2024
Die Beispielzeitung
BEIS
Deutsch
(c) 2024 Die Beispielzeitung

Die Minister trafen sich gestern.

Dokument BEIS000020240428ek4s00001

Los ministros se reúnen
412 palabras
3 mayo 2024
El Diario
DIAR
Español
Copyright 2024 El Diario

Los ministros se reunieron ayer.

Documento DIAR000020240503ek5300002
"""


@pytest.mark.parametrize("wrapping", ["txt", "docx", "rtf", "html"])
@pytest.mark.parametrize(
    ("export", "titles"),
    [
        (NEXIS, ("Minister treffen sich in Almaty", "Fin des entretiens")),
        (OLD, ("Minister treffen sich", "Gespräche beendet")),
        (FACTIVA, ("Minister treffen sich", "Los ministros se reúnen")),
    ],
    ids=["nexis", "nexis-old", "factiva"],
)
def test_exports_in_other_languages(
    tmp_path: Path, export: str, titles: tuple[str, str], wrapping: str
) -> None:
    path = tmp_path / f"a.{wrapping}"
    if wrapping == "docx":
        documents.docx(path, *export.split("\n"))
    elif wrapping == "rtf":
        documents.rtf(path, export)
    else:
        path.write_text(documents.html_of(export) if wrapping == "html" else export, "utf-8")
    found = [item for item in read_file(path) if isinstance(item, RawArticle)]
    assert tuple(item.title for item in found) == titles
    assert [item.published for item in found] == ["2024-04-28", "2024-05-03"]
    assert "Minister" not in found[1].text
    assert "Länge" not in found[0].text + found[1].text
    assert found[0].source == "Die Beispielzeitung"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("28. März 2024", "2024-03-28"),
        ("1 août 2023", "2023-08-01"),
        ("3 de diciembre de 2021", "2021-12-03"),
        ("12 febbraio 2020", "2020-02-12"),
        ("vrijdag 5 mei 2023", "2023-05-05"),
        ("31. Februar 2024", ""),
        ("the juli 2024", ""),
    ],
)
def test_days_written_out_in_other_languages(said: str, day: str) -> None:
    assert date_in(said) == day
