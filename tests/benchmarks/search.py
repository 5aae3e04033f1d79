"""Full-text search over 100,000 articles against bare FTS5 in the same run, and the work list at 10,000.

    python tests/benchmarks/search.py [ARTICLES]

The texts are paragraphs of the shared corpora put together anew, 600 words on average, as the floors' are.
Floor and ours find the best fifty articles of each query, with their snippets; ours also gives the places of
all hits. Counting all that is found is told apart. Prints JSON lines: a ratio of CPU time a query (goal: at
most 1.5), what the index costs an article when it is imported, its size, and how long the first page of the
work list takes.
"""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from core.app.queries import Queries
from core.domain.article import Article, Coder, Project
from core.domain.changes import Change, ChangeSet
from core.storage import search_index
from core.storage.store import Store
from core.text.canonical import sha256_of, word_count
from core.text.hits import Snippet, hits, snippet
from core.text.search_query import SearchQuery, parse_query

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
GOAL = 1.5
ROUNDS = 7
FEW = 10_000  # of which the work list is opened
CODER = Coder("coder-1", "Ann")
# What is typed, and the same in FTS5's own syntax.
QUERIES = {
    "rare word": ("Azerbaijan", "azerbaijan"),
    "common word": ("government", "government"),
    "phrase": ('"prime minister"', '"prime minister"'),
    "prefix": ("econom*", "econom*"),
    "two words": ("president war", "president AND war"),
    "left out": ("president -war", "president NOT war"),
}


def main() -> int:
    """Measure and tell; the exit code is 1 when a goal is missed."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    pool = paragraphs()
    if not pool:
        sys.stderr.write(f"needs the corpora in {CORPORA}\n")
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = folder / "bench.rapporteur"
        store = fill(project, list(islice(articles(pool), number)))
        bare = bare_index(folder / "bare.db", store)
        ratios = [measure(store, bare, kind, *asked) for kind, asked in QUERIES.items()]
        bare.close()
        store.close()
    return 0 if max(ratios) <= GOAL else 1


def paragraphs() -> list[str]:
    """News-like paragraphs: five sentences each, of the treebanks at hand."""
    found = []
    for path in sorted(CORPORA.glob("**/*.conllu")):
        said = [
            line[9:].strip() for line in path.read_text("utf-8").splitlines() if line.startswith("# text = ")
        ]
        found += [" ".join(said[at : at + 5]) for at in range(0, len(said), 5)]
    return [text for text in found if 15 <= len(text.split()) <= 160]


def articles(pool: list[str]) -> Iterator[Article]:
    """Articles without end, each another text."""
    draw = random.Random(7)
    position = 0
    while True:
        position += 1
        wanted = min(2500, max(120, int(draw.lognormvariate(6.2, 0.5))))
        parts, words = [f"Report {position}"], 0
        while words < wanted:
            parts.append(draw.choice(pool))
            words += len(parts[-1].split())
        text = "\n\n".join(parts)
        yield Article(
            id=f"article-{position:06}",
            text=text,
            sha256=sha256_of(text),
            title=" ".join(draw.choice(pool).split()[:10]),
            source=draw.choice(("Azernews", "The Daily Post", "Reuters")),
            published=f"20{draw.randint(10, 24)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
            position=position,
            words=word_count(text),
        )


def fill(where: Path, made: list[Article]) -> Store:
    """A project of these articles, kept as an import keeps them but in larger parts; tells what it cost."""
    store = Store.create(where, Project("p", "Bench"), (CODER,))
    spent = [0.0]
    follow = search_index.follow

    def timed(connection: Connection, changes: ChangeSet) -> None:
        begun = time.process_time()
        follow(connection, changes)
        spent[0] += time.process_time() - begun

    search_index.follow = timed
    begun = time.process_time()
    for start in range(0, len(made), 100):
        changes = ChangeSet(tuple(Change(None, one) for one in made[start : start + 100]))
        store.commit(changes, actor=CODER.id, command="Import", label="Import")
        if start + 100 == FEW or (start + 100 >= len(made) < FEW):
            open_list(store)
    search_index.follow = follow
    whole = time.process_time() - begun
    with store._transaction() as connection:
        pages = connection.exec_driver_sql("SELECT sum(length(block)) FROM article_words_data").scalar()
    tell(
        "import",
        articles=len(made),
        cpu_ms_an_article=round(whole / len(made) * 1e3, 3),
        of_it_index=round(spent[0] / len(made) * 1e3, 3),
        text_mb=round(sum(len(one.text.encode()) for one in made) / 1e6, 1),
        index_mb=round(int(pages or 0) / 1e6, 1),
    )
    return store


def open_list(store: Store) -> None:
    """How long the first page of the work list takes, with its count."""
    queries = Queries(store, CODER.id)
    taken = [clocked(lambda: (queries.count(), queries.heads(limit=200)))[1] for _ in range(ROUNDS)]
    tell("work list", articles=queries.count(), wall_ms=round(statistics.median(taken), 1), goal_ms=150)


def bare_index(where: Path, store: Store) -> sqlite3.Connection:
    """The floor: two columns, FTS5's own words, built in one go."""
    connection = sqlite3.connect(where)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE doc (id INTEGER PRIMARY KEY, title TEXT, text TEXT)")
    connection.execute("CREATE VIRTUAL TABLE fts USING fts5(title, text, content='doc', content_rowid='id')")
    made = ((one.title, one.text) for one in _stored(store))
    begun = time.process_time()
    with connection:
        connection.executemany("INSERT INTO doc (title, text) VALUES (?, ?)", made)
    with connection:
        connection.execute("INSERT INTO fts (fts) VALUES ('rebuild')")
    tell("floor's index", cpu_s=round(time.process_time() - begun, 1))
    return connection


def _stored(store: Store) -> Iterator[Article]:
    for article_id in store.article_ids():
        found = store.get("article", article_id)
        if isinstance(found, Article):
            yield found


def measure(store: Store, bare: sqlite3.Connection, kind: str, typed: str, asked: str) -> float:
    """The best fifty of one query by turns; the ratio of the medians of CPU time."""
    queries = Queries(store, CODER.id)
    best = (
        "SELECT rowid, snippet(fts, 1, '[', ']', '…', 12) FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT 50"
    )
    query = parse_query(typed)
    floors, pages, counts = [], [], []
    for _ in range(ROUNDS):
        floors.append(clocked(lambda: bare.execute(best, (asked,)).fetchall()))
        pages.append(clocked(lambda: shown(queries, query)))
        counts.append(clocked(lambda: queries.count_found(query)))
    floor, mine, count = (statistics.median(cpu for cpu, _ in each) for each in (floors, pages, counts))
    tell(
        f"search, {kind}",
        found=queries.count_found(query),
        floor_cpu_ms=round(floor, 2),
        ours_cpu_ms=round(mine, 2),
        ours_wall_ms=round(statistics.median(wall for _, wall in pages), 2),
        counting_cpu_ms=round(count, 2),
        ratio=round(mine / floor, 2),
        goal=GOAL,
    )
    return mine / floor


def shown(queries: Queries, query: SearchQuery) -> list[Snippet]:
    """The best fifty: the places of all hits, and the words around the first."""
    found = queries.found(query, limit=50)
    return [snippet(one.text, hits(query, one.text, one.repairs)) for one in found]


def clocked(work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall time in ms."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return (time.process_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3


def tell(what: str, **figures: object) -> None:
    """One line of the output."""
    print(json.dumps({"what": what, **figures}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
