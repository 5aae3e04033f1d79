"""The index of words: kept in the transaction that changes an article, rebuilt and checked as a whole.

A file has an FTS5 table without contents, a server a table of folded words with a GIN index; both are
called ``article_words`` and are no part of the common schema. What is put in is folded by
`core.text.folding`. In a file nothing is ever taken out of the FTS5 table, which needs the very words that
went in: an article that changes gets a new number, and the old one leads nowhere from then on, until the
index is rebuilt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, text

from core.domain.article import Article
from core.domain.changes import Change, ChangeSet
from core.domain.suggestion import SuggestionSet
from core.domain.work import Progress, Quiet, check
from core.text.folding import APART, IndexedWords, indexed_words

MORE = APART * 2  # in a tsvector: not all words are in it
CHUNK = 200  # articles in memory at a time
_MOST_POSITIONS = (
    255  # of one word in a tsvector; https://www.postgresql.org/docs/current/textsearch-limitations.html
)
_LAST_POSITION = 16_383
_MOST_BYTES = 800_000  # of the different words of one article in a tsvector, which holds a megabyte

FILE_TABLES = (
    "CREATE VIRTUAL TABLE article_words USING fts5(title, source, text, glued, content='', tokenize='ascii')",
    "INSERT INTO article_words (article_words, rank) VALUES ('rank', 'bm25(4.0, 1.0, 1.0, 1.0)')",
)
SERVER_TABLES = (
    """CREATE TABLE article_words (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
        title TEXT NOT NULL, source TEXT NOT NULL, text TEXT NOT NULL, glued TEXT NOT NULL,
        words TSVECTOR NOT NULL, whole BOOLEAN NOT NULL)""",
    "CREATE INDEX article_words_words ON article_words USING gin (words)",
)
# Plain SQL with the columns of the day the index came, since a migration runs it too.
_contents = text(
    """SELECT a.id, a.title, a.source, t.text, s.repairs FROM article AS a
    JOIN article_text AS t ON t.sha256 = a.sha256
    LEFT JOIN suggestion_set AS s ON s.article_id = a.id
    WHERE a.id IN :ids ORDER BY a.position, a.id"""
).bindparams(bindparam("ids", expanding=True))
_digests = text("SELECT article_id, digest FROM article_index WHERE article_id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
_forget = text("DELETE FROM article_index WHERE article_id = :article_id")
_note = text("INSERT INTO article_index (article_id, number, digest) VALUES (:article_id, :number, :digest)")
_file_words = text(
    "INSERT INTO article_words (rowid, title, source, text, glued)"
    " VALUES (:number, :title, :source, :text, :glued)"
)
_server_forget = text("DELETE FROM article_words WHERE article_id = :article_id")
_server_words = text(
    "INSERT INTO article_words (article_id, title, source, text, glued, words, whole)"
    " VALUES (:article_id, :title, :source, :text, :glued, CAST(:words AS TSVECTOR), :whole)"
)
_in_file = text(
    "SELECT count(*) FROM article_words WHERE article_words MATCH :probe AND rowid ="
    " (SELECT number FROM article_index WHERE article_id = :article_id)"
)
_on_server = text(
    "SELECT count(*) FROM article_words WHERE article_id = :article_id AND text = :text"
    " AND words @@ CAST(:probe AS TSQUERY)"
)
_repairs = msgspec.json.Decoder(tuple[int, ...])


def create(connection: Connection) -> None:
    """Make the tables of the index, empty."""
    for statement in FILE_TABLES if _is_file(connection) else SERVER_TABLES:
        connection.exec_driver_sql(statement)


def follow(connection: Connection, changes: ChangeSet) -> None:
    """Bring the index in step with changes just written; the caller holds the transaction.

    Articles that are gone left the index with their row.
    """
    touched = dict.fromkeys(_touched(changes.changes))
    for some in _chunks(touched):
        _put(connection, some)


def rebuild(connection: Connection, progress: Progress | None = None) -> None:
    """Make the whole index anew from the articles; the caller holds the transaction.

    Raises `Cancelled`, and the caller's transaction must then not be kept.
    """
    progress = progress or Quiet()
    connection.execute(text("DELETE FROM article_index"))
    empty = "INSERT INTO article_words (article_words) VALUES ('delete-all')"
    connection.exec_driver_sql(empty if _is_file(connection) else "DELETE FROM article_words")
    ids = list(connection.scalars(text("SELECT id FROM article ORDER BY position, id")))
    for start in range(0, len(ids), CHUNK):
        check(progress)
        progress.report(start / len(ids), "Indexing the articles for the search")
        _put(connection, ids[start : start + CHUNK])


def problems(connection: Connection) -> Iterator[str]:
    """The ids of articles the search does not find by the words they have, and what else is wrong."""
    ids = list(connection.scalars(text("SELECT id FROM article ORDER BY id")))
    for some in _chunks(ids):
        known = _known(connection, some)
        for article_id, found in _words(connection, some):
            if known.get(article_id) != _digest(found) or not _answers(connection, article_id, found):
                yield article_id


def _touched(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        before, after = change.before, change.after
        if isinstance(after, Article):
            if not isinstance(before, Article) or _heads(before) != _heads(after):
                yield after.id
        elif isinstance(before, SuggestionSet) or isinstance(after, SuggestionSet):
            old = before.repairs if isinstance(before, SuggestionSet) else ()
            new = after.repairs if isinstance(after, SuggestionSet) else ()
            if old != new:
                yield _article_of(before, after)


def _article_of(*either: object) -> str:
    return next(made.article_id for made in either if isinstance(made, SuggestionSet))


def _heads(article: Article) -> tuple[str, ...]:
    return article.title, article.source, article.sha256


def _put(connection: Connection, ids: Sequence[str]) -> None:
    known = _known(connection, ids)
    rows = []
    for article_id, found in _words(connection, ids):
        digest = _digest(found)
        if known.get(article_id) != digest:
            rows.append({"article_id": article_id, "number": 0, "digest": digest, **_parts(found)})
    if not rows:
        return
    if known:
        connection.execute(_forget, rows)
    if _is_file(connection):
        first = _next_number(connection)
        rows = [row | {"number": number} for number, row in enumerate(rows, first)]
        connection.execute(_file_words, rows)
    else:
        connection.execute(_server_forget, rows)
        connection.execute(_server_words, [row | _vector(row) for row in rows])
    connection.execute(_note, rows)


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    rows = connection.execute(_digests, {"ids": list(ids)})
    return {row.article_id: row.digest for row in rows}


def _words(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, IndexedWords]]:
    for article_id, title, source, its_text, repairs in connection.execute(_contents, {"ids": list(ids)}):
        yield article_id, indexed_words(title, source, str(its_text), _offsets(repairs))


def _offsets(repairs: str | None) -> tuple[int, ...]:
    """None where the record is damaged, which its readers tell."""
    try:
        return _repairs.decode(repairs) if repairs else ()
    except msgspec.MsgspecError:
        return ()


def _next_number(connection: Connection) -> int:
    """One that no article ever had; FTS5 keeps a line for each."""
    return int(connection.exec_driver_sql("SELECT max(id) FROM article_words_docsize").scalar() or 0) + 1


def _digest(found: IndexedWords) -> str:
    return blake2b("\n".join(_parts(found).values()).encode(), digest_size=16).hexdigest()


def _parts(found: IndexedWords) -> dict[str, str]:
    return {"title": found.title, "source": found.source, "text": found.text, "glued": found.glued}


def _vector(row: dict[str, Any]) -> dict[str, object]:
    """A tsvector's text: each word with its places, those of the title first in rank.

    Places serve the rank only (phrases are looked up in the words themselves), so those beyond what a
    tsvector holds are left out. One that can't hold all words is not ``whole`` and has the word `MORE`.
    """
    places: dict[str, list[str]] = {}
    at = size = 0
    for name, weight in (("title", "A"), ("source", ""), ("text", ""), ("glued", "")):
        for word in row[name].split():
            at = min(at + 1, _LAST_POSITION)
            found = places.get(word)
            if found is None:
                size += len(word.encode()) + 8
                if size > _MOST_BYTES:
                    return {"words": f"{_as_vector(places)} '{MORE}'", "whole": False}
                places[word] = [f"{at}{weight}"]
            elif len(found) < _MOST_POSITIONS and at < _LAST_POSITION:
                found.append(f"{at}{weight}")
    return {"words": _as_vector(places), "whole": True}


def _as_vector(places: dict[str, list[str]]) -> str:
    words = (f"'{word}':{','.join(found)}" for word, found in places.items())
    return " ".join(words)


def _answers(connection: Connection, article_id: str, found: IndexedWords) -> bool:
    """Whether the index itself, not only the note of it, knows the article by its longest words."""
    words = set(found.text.split() or found.title.split())
    probe = sorted(words, key=lambda word: (len(word), word))[-3:]
    if not probe:
        return True
    if _is_file(connection):
        asked, said = _in_file, " ".join(f'"{word}"' for word in probe)
    else:
        asked, said = _on_server, " & ".join(f"'{word}'" for word in probe) + f" | '{MORE}'"
    given = {"probe": said, "article_id": article_id, "text": found.text}
    return bool(connection.execute(asked, given).scalar())


def _is_file(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = list(ids)
    for start in range(0, len(rest), CHUNK):
        yield rest[start : start + CHUNK]
