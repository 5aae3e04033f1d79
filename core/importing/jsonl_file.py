"""JSON Lines, one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from core.domain.errors import BadInput
from core.importing.columns import Columns, article_of, check_columns, guess_columns
from core.importing.files import TABLE, bytes_of
from core.importing.raw import Item
from core.importing.table_file import COLUMNS, Preview
from core.importing.text_file import LIMIT

_LOOKED_AT = 100  # lines whose fields are offered


def preview_jsonl(path: Path, rows: int = 5) -> Preview:
    """The fields of the first lines, their values, and what they seem to be; raises BadInput."""
    found = [one for _, one in islice(_records(path), _LOOKED_AT) if not isinstance(one, BadInput)]
    headers = tuple(dict.fromkeys(name for one in found for name in one))
    first = tuple(tuple(one.get(name, "") for name in headers) for one in found[:rows])
    return Preview(headers, first, guess_columns(headers))


def read_jsonl(path: Path, columns: Columns | None = None) -> Iterator[Item]:
    """The articles of a .jsonl; a line that gives none is a BadInput among them, with its number.

    ``columns``: guessed from the first lines' fields where not given. Raises BadInput as a whole.
    """
    headers = preview_jsonl(path).headers
    if not headers:
        text = "No line of the file is a JSON object: save one object a line."
        raise BadInput("not-jsonl", text, where=str(path))
    columns = columns or guess_columns(headers)
    check_columns(columns, headers, str(path))
    for number, record in _records(path):
        if isinstance(record, BadInput):
            yield record
        else:
            yield article_of(record, columns, f"line {number}")


def _records(path: Path) -> Iterator[tuple[int, dict[str, str] | BadInput]]:
    if not path.is_file() or path.stat().st_size > TABLE:
        bytes_of(path, TABLE, "too much at once: split it up")
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LIMIT + 1):
            number += 1
            if len(line) > LIMIT:
                text = f"The line is longer than {LIMIT // 1_000_000} MB."
                raise BadInput("too-large", text, where=f"{path}, line {number}")
            if line.strip():
                yield number, _record(line, f"line {number}")


def _record(line: bytes, where: str) -> dict[str, str] | BadInput:
    try:
        value = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError:
        return BadInput("not-utf8", "JSON is UTF-8, and this line is not: save the file so.", where=where)
    except (ValueError, RecursionError) as error:
        return BadInput("bad-json", f"The line is no valid JSON: {error}.", where=where)
    if not isinstance(value, dict):
        return BadInput("no-object", "The line is no JSON object.", where=where)
    if len(value) > COLUMNS:
        return BadInput("many-fields", f"The line has over {COLUMNS:,} fields.", where=where)
    return {name: _said(one) for name, one in value.items()}


def _said(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
