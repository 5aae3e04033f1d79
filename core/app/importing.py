"""Brings files into a project: a worker reads them, the window's thread commits them in small parts.

What is read lies in a working file until it is stored, so that memory does not grow with the import; what
grows with it is what tells doubles apart: hashes and sketches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar, cast

from core.app.access import Right
from core.app.commands.base import Command
from core.app.commands.corpus import GroupArticles, ImportArticles, check_right
from core.app.commands.ids import new_id, now
from core.app.import_reading import NOTHING_BELOW, Options, files_below
from core.app.import_report import ImportReport, Told, apart
from core.app.import_spool import Spool
from core.app.workspace import Workspace
from core.domain.article import Article
from core.domain.errors import BadInput, PersonError
from core.domain.work import Progress, Quiet, check
from core.storage.store import Store
from core.text.canonical import canonical, sha256_of, word_count

if TYPE_CHECKING:
    from core.importing.formats import Reading
    from core.importing.raw import RawArticle

__all__ = [
    "BATCH",
    "ImportReport",
    "Told",
    "apart",
    "commands",
    "import_files",
    "read_article",
    "read_articles",
]

BATCH = 25  # articles of a commit at least: below, to show the list anew takes longer than to store them
_TURN = 0.03  # seconds: well below what a person feels as a pause
_ALONE = 0.5  # seconds of one commit where no window waits
_MOST = 500  # articles of one commit
_SECOND = 8_000_000  # characters that one second can store; long articles make short commits
_LENGTH = 2_000_000  # characters measured in one go at most
_TOGETHER = 64  # articles measured in one go
_OF_PROJECT = -1

T = TypeVar("T")


def read_articles(
    where: Path | str,
    paths: Iterable[Path | str],
    progress: Progress | None = None,
    options: Options | None = None,
) -> ImportReport:
    """Read files, and those of folders, into articles that are not stored yet; for a worker.

    Looks into the project at ``where`` on a connection of its own and changes nothing. Raises `Cancelled`,
    and `BadInput` for a pattern that can't be.
    """
    progress = progress or Quiet()
    options = options or Options()
    files, empty = files_below(paths)
    store = Store.open(where, read_only=True)
    try:
        reader = _Reader(store, options)
        for folder in empty:
            reader.fail(str(folder), NOTHING_BELOW)
        for number, (path, name) in enumerate(files):
            check(progress)
            progress.report(number / len(files), f"Reading {name}")
            reader.read(Path(path), name, progress, number / len(files))
        return reader.report(progress)
    finally:
        store.close()


def read_article(path: Path, name: str = "", *, position: int = 0) -> tuple[Article, tuple[str, ...]]:
    """The article of one text file, not stored yet, and remarks on how it was read.

    ``name``: what to call the file; its own name when empty. Raises `BadInput` and `Unavailable`.
    """
    from core.importing.text_file import read_text_file

    raw = read_text_file(path)
    text = canonical(raw.text)
    return _article(raw, text, name or path.name, (position, word_count(text))), raw.told


def _article(raw: RawArticle, text: str, name: str, order: tuple[int, int]) -> Article:
    """What the file does not say is guessed from the text's own head, and if it is one article, its name.

    ``order``: place in the work list, and words.
    """
    from core.importing.head import Head, guess_head

    said = raw.title and raw.source and raw.published
    head = Head() if said else guess_head(text, "" if raw.where else name)
    return Article(
        id=new_id(),
        text=text,
        sha256=sha256_of(text),
        raw_sha256=raw.raw_sha256,
        encoding=raw.encoding,
        title=canonical(raw.title or head.title),
        source=canonical(raw.source or head.source),
        published=raw.published or head.published,
        language=_code(raw.language or head.language),
        file_name=canonical(f"{name}, {raw.where}" if raw.where else name),
        position=order[0],
        words=order[1],
        metadata=tuple((canonical(key), canonical(value)) for key, value in raw.metadata),
        imported_at=now(),
    )


def _code(language: str) -> str:
    """The code of a language a head names; empty, which is the project's, when it names none we know."""
    if not language:
        return ""
    from core.nlp.languages import language_code

    try:
        return language_code(language)
    except BadInput:
        return ""


def commands(report: ImportReport, within: float = _TURN) -> Iterator[Command]:
    """The acts that store a report's articles, each to take about ``within`` seconds."""
    yield from map(ImportArticles, _paced(report.articles, within, lambda article: len(article.text)))
    yield from map(GroupArticles, _paced(report.joined, within, lambda _: 0))


def _paced(items: Iterable[T], within: float, size: Callable[[T], int]) -> Iterator[tuple[T, ...]]:
    """``items`` in parts; each is as long as the one before it, which has been worked on by then, allows."""
    many, rest = BATCH, iter(items)
    while part := tuple(_fitting(islice(rest, many), size, int(within * _SECOND))):
        begun = perf_counter()
        yield part
        took = max(perf_counter() - begun, 1e-6) / len(part)
        many = max(BATCH, min(_MOST, 2 * many, int(within / took)))


def _fitting(items: Iterable[T], size: Callable[[T], int], most: int) -> Iterator[T]:
    """Items up to the one with which they are larger than ``most``."""
    whole = 0
    for item in items:
        yield item
        whole += size(item)
        if whole > most:
            return


def import_files(
    workspace: Workspace,
    where: Path | str,
    paths: Iterable[Path | str],
    progress: Progress | None = None,
    options: Options | None = None,
) -> ImportReport:
    """Read and store in one go, where no window waits.

    Raises `Refused` (``not-yours``) before anything is read: what is told of duplicates is of all articles.
    """
    check_right(workspace.state, Right.ADD_ARTICLES)
    report = read_articles(where, paths, progress, options)
    for command in commands(report, _ALONE):
        workspace.execute(command)
    return report


class _Reader:
    """Reads one file after the other; knows the texts there already are."""

    def __init__(self, store: Store, options: Options) -> None:
        from core.importing.name_pattern import parse_pattern
        from core.importing.near import Sketches

        self._store, self._options = store, options
        self._pattern = parse_pattern(options.pattern) if options.pattern.strip() else None
        # Hash of a text → number of its article; half a hash is enough to tell texts apart.
        self._known = {_half(sha256): _OF_PROJECT for sha256 in store.article_hashes()}
        self._position = store.count("article") + 1
        self._waiting: list[tuple[RawArticle, str]] = []
        self._length = 0  # of the texts that wait
        self._articles = Spool()
        self._sketches = Sketches()
        self._duplicates: list[Told] = []
        self._failures: list[Told] = []
        self._remarks: list[Told] = []

    def read(self, path: Path, name: str, progress: Progress, share: float) -> None:
        """Add the articles of one file to the report; what can't be read is told, and the rest goes on.

        ``share``: of all files that are read already.
        """
        for number, item in enumerate(self._items(path)):
            check(progress)
            if number:
                progress.report(share, f"Reading {name}, article {number + 1:,}")
            if isinstance(item, PersonError):
                self.fail(f"{name}, {item.where}", item.text, part=True)
            else:
                self._add(item, name)

    def _items(self, path: Path) -> Iterator[RawArticle | PersonError]:
        """What a file holds. Only faults of the file are told as its own: a full disk ends the import."""
        from core.importing.formats import read_file

        try:
            yield from read_file(path, self._reading(path))
        except PersonError as error:
            inside = error.where.removeprefix(str(path)) if error.where.startswith(f"{path},") else ""
            self.fail(f"{path}{inside}", error.text)
        except OSError as error:
            self.fail(str(path), f"The file can't be read ({error.strerror or error}).")

    def _reading(self, path: Path) -> Reading:
        from core.importing.formats import Reading

        return Reading(self._options.columns_for(path), self._pattern)

    def _add(self, raw: RawArticle, name: str) -> None:
        """Keep it for its turn: texts measured one after the other take half of what each takes alone."""
        self._waiting.append((raw, name))
        self._length += len(raw.text)
        if len(self._waiting) >= _TOGETHER or self._length > _LENGTH:
            self._take()

    def _take(self) -> None:
        """Make articles of what waits."""
        from core.importing.near import measure

        texts = [canonical(raw.text) for raw, _ in self._waiting]
        measures = [measure(text) for text in texts]
        for (raw, name), text, (words, sketch) in zip(self._waiting, texts, measures, strict=True):
            number = len(self._articles)
            article = _article(raw, text, name, (self._position + number, words))
            same = self._known.setdefault(_half(article.sha256), number)
            if same != number:
                known = "an article of the project" if same == _OF_PROJECT else self._articles[same].file_name
                self._duplicates.append(Told(article.file_name, f"the same text as {known}"))
                continue
            self._articles.add(article)
            self._sketches.add(sketch)
            self._remarks += [Told(article.file_name, canonical(remark)) for remark in raw.told]
        self._waiting.clear()
        self._length = 0

    def fail(self, place: str, why: str, *, part: bool = False) -> None:
        """Add something that gave no article to the report."""
        self._failures.append(Told(canonical(place), canonical(why), part))

    def report(self, progress: Progress) -> ImportReport:
        """What was read, near-duplicates grouped."""
        self._take()
        told = (tuple(self._duplicates), tuple(self._failures), tuple(self._remarks))
        if not len(self._articles):
            return ImportReport((), *told)
        joined, groups = self._group(self._compared(progress))
        return ImportReport(self._articles, *told, groups, joined)

    def _compared(self, progress: Progress) -> list[str]:
        """Sketch the project's texts, too, a few texts at a time; the ids of their articles."""
        from core.importing.near import measure

        many = self._position - 1
        ids: list[str] = []
        for article_id, text in self._store.texts():
            check(progress)
            if len(ids) % 100 == 0:
                share = min(1.0, len(ids) / max(1, many))
                progress.report(share, "Comparing with the project's articles")
            ids.append(article_id)
            self._sketches.add(measure(text).sketch)
        return ids

    def _group(self, there: list[str]) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, ...], ...]]:
        """Put new articles into groups; which old ones join them, and the groups' names that have new ones.

        ``there``: ids of the project's articles, numbered after the new ones. A group keeps the id it has in
        the project, else takes that of its first article.
        """
        new = len(self._articles)
        joined: list[tuple[str, str]] = []
        names: list[tuple[str, ...]] = []
        for members in self._sketches.groups():
            if members[0] >= new:
                continue
            old = [cast(Article, self._store.get("article", there[n - new])) for n in members if n >= new]
            mine = [number for number in members if number < new]
            first = old[0] if old else self._articles[mine[0]]
            group = next((article.group for article in old if article.group), first.id)
            self._articles.groups.update(dict.fromkeys(mine, group))
            joined += [(article.id, group) for article in old if not article.group]
            names.append((*(a.file_name for a in old), *(self._articles[n].file_name for n in mine)))
        return tuple(joined), tuple(names)


def _half(sha256: str) -> bytes:
    return bytes.fromhex(sha256)[:16]
