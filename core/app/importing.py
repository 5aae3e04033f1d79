"""Brings files into a project: a worker reads them, the window's thread commits them in small parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.app.commands.base import Command
from core.app.commands.corpus import GroupArticles, ImportArticles
from core.app.commands.ids import new_id, now
from core.app.import_reading import NOTHING_BELOW, Options, files_below
from core.app.workspace import Workspace
from core.domain.article import Article
from core.domain.errors import BadInput, PersonError
from core.domain.work import Progress, Quiet, check
from core.storage.store import Store
from core.text.canonical import canonical, sha256_of, word_count

if TYPE_CHECKING:
    from core.importing.formats import Reading
    from core.importing.raw import RawArticle

BATCH = 10  # articles a commit: with the list shown anew well below what a person feels as a pause


@dataclass(frozen=True, slots=True)
class Told:
    """One file, and what there is to say about it; ``part``: of a row or an article in it only."""

    file: str
    text: str
    part: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the files: new articles, exact duplicates, what can't be read, and remarks.

    ``groups``: names of articles that are nearly the same, group by group, those of the project before
    included; ``joined``: articles of the project → the group they are in now.
    """

    articles: tuple[Article, ...] = ()
    duplicates: tuple[Told, ...] = ()
    failures: tuple[Told, ...] = ()
    remarks: tuple[Told, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    joined: tuple[tuple[str, str], ...] = ()

    @property
    def summary(self) -> str:
        """The report in one line."""
        parts = [f"{_count(len(self.articles), 'article')} imported"]
        if self.duplicates:
            parts.append(f"{_count(len(self.duplicates), 'duplicate')} skipped")
        if self.groups:
            parts.append(f"{_count(len(self.groups), 'group')} of near-duplicates")
        rows = sum(told.part for told in self.failures)
        if len(self.failures) > rows:
            parts.append(f"{_count(len(self.failures) - rows, 'file')} could not be read")
        if rows:
            parts.append(f"{_count(rows, 'row or article', 'rows or articles')} could not be read")
        return ", ".join(parts) + "."

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The whole report: headings with their lines, what needs a hand first; no empty ones."""
        copies = tuple(" = ".join(map(apart, group)) for group in self.groups)
        new = tuple(f"{apart(a.title or a.file_name)} · {_count(a.words, 'word')}" for a in self.articles)
        all_of_them = (
            ("Could not be read", _lines(self.failures)),
            ("Skipped: already there", _lines(self.duplicates)),
            ("Nearly the same (wire copies)", copies),
            ("Good to know", _lines(self.remarks)),
            ("New", new),
        )
        return tuple((title, lines) for title, lines in all_of_them if lines)

    @property
    def text(self) -> str:
        """The whole report as text."""
        return "\n\n".join([self.summary, *("\n".join((title, *lines)) for title, lines in self.sections)])


def _count(number: int, word: str, words: str = "") -> str:
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def _lines(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(f"{apart(each.file)}: {each.text}" for each in told)


def apart(text: str) -> str:
    """Foreign words isolated, so that a title from right to left does not turn the line around."""
    return f"\u2068{text}\u2069"


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
            reader.read(path, name, progress)
        return reader.report(progress)
    finally:
        store.close()


def read_article(path: Path, name: str = "", *, position: int = 0) -> tuple[Article, tuple[str, ...]]:
    """The article of one text file, not stored yet, and remarks on how it was read.

    ``name``: what to call the file; its own name when empty. Raises `BadInput` and `Unavailable`.
    """
    from core.importing.text_file import read_text_file

    raw = read_text_file(path)
    return _article(raw, name or path.name, position), raw.told


def _article(raw: RawArticle, name: str, position: int) -> Article:
    """What the file does not say is guessed from the text's own head, and if it is one article, its name."""
    from core.importing.head import Head, guess_head

    text = canonical(raw.text)
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
        file_name=f"{name}, {raw.where}" if raw.where else name,
        position=position,
        words=word_count(text),
        metadata=tuple((canonical(key), canonical(value)) for key, value in raw.metadata),
        imported_at=now(),
    )


def _code(language: str) -> str:
    """The code of a language a head names; empty, which is the project's, when it names none we know."""
    from core.nlp.languages import language_code

    try:
        return language_code(language)
    except BadInput:
        return ""


def commands(report: ImportReport) -> Iterator[Command]:
    """The acts that store a report's articles, each quick enough for the window's thread."""
    for start in range(0, len(report.articles), BATCH):
        yield ImportArticles(report.articles[start : start + BATCH])
    for start in range(0, len(report.joined), BATCH):
        yield GroupArticles(report.joined[start : start + BATCH])


def import_files(
    workspace: Workspace,
    where: Path | str,
    paths: Iterable[Path | str],
    progress: Progress | None = None,
    options: Options | None = None,
) -> ImportReport:
    """Read and store in one go, where no window waits."""
    report = read_articles(where, paths, progress, options)
    for command in commands(report):
        workspace.execute(command)
    return report


class _Reader:
    """Reads one file after the other; knows the texts there already are."""

    def __init__(self, store: Store, options: Options) -> None:
        from core.importing.name_pattern import parse_pattern

        self._store, self._options = store, options
        self._pattern = parse_pattern(options.pattern) if options.pattern.strip() else None
        self._known = dict.fromkeys(store.article_hashes(), "an article of the project")
        self._position = store.count("article") + 1
        self._articles: list[Article] = []
        self._sketches: list[bytes] = []
        self._duplicates: list[Told] = []
        self._failures: list[Told] = []
        self._remarks: list[Told] = []

    def read(self, path: Path, name: str, progress: Progress) -> None:
        """Add the articles of one file to the report; what can't be read is told, and the rest goes on."""
        from core.importing.formats import read_file

        try:
            for item in read_file(path, self._reading(path)):
                check(progress)
                if isinstance(item, PersonError):
                    self.fail(f"{name}, {item.where}", item.text, part=True)
                else:
                    self._add(item, name)
        except PersonError as error:
            inside = error.where.removeprefix(str(path)) if error.where.startswith(f"{path},") else ""
            self.fail(f"{path}{inside}", error.text)

    def _reading(self, path: Path) -> Reading:
        from core.importing.formats import Reading

        return Reading(self._options.columns_for(path), self._pattern)

    def _add(self, raw: RawArticle, name: str) -> None:
        from core.importing.near import sketch

        article = _article(raw, name, self._position + len(self._articles))
        if article.sha256 in self._known:
            self._duplicates.append(
                Told(article.file_name, f"the same text as {self._known[article.sha256]}")
            )
            return
        self._known[article.sha256] = article.file_name
        self._articles.append(article)
        self._sketches.append(sketch(article.text))
        self._remarks += [Told(article.file_name, remark) for remark in raw.told]

    def fail(self, place: str, why: str, *, part: bool = False) -> None:
        """Add something that gave no article to the report."""
        self._failures.append(Told(place, why, part))

    def report(self, progress: Progress) -> ImportReport:
        """What was read so far, near-duplicates grouped."""
        told = (tuple(self._duplicates), tuple(self._failures), tuple(self._remarks))
        if not self._articles:
            return ImportReport((), *told)
        there = list(self._there(progress))
        joined, groups = self._group(there)
        return ImportReport(tuple(self._articles), *told, groups, joined)

    def _there(self, progress: Progress) -> Iterator[tuple[Article, bytes]]:
        """The project's articles without their texts, with their sketches; one text at a time."""
        from core.importing.near import sketch

        ids = self._store.article_ids(newest=True)
        for number, article_id in enumerate(ids):
            check(progress)
            if number % 100 == 0:
                progress.report(number / len(ids), "Comparing with the project's articles")
            article = cast(Article, self._store.get("article", article_id))
            yield replace(article, text=""), sketch(article.text)

    def _group(
        self, there: list[tuple[Article, bytes]]
    ) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, ...], ...]]:
        """Put new articles into groups; which old ones join them, and the groups' names that have new ones.

        A group keeps the id it has in the project, else takes that of its first article.
        """
        from core.importing.near import near_groups

        old = len(there)
        everything = [*(article for article, _ in there), *self._articles]
        joined: list[tuple[str, str]] = []
        names: list[tuple[str, ...]] = []
        for members in near_groups([*(one for _, one in there), *self._sketches]):
            if members[-1] < old:
                continue
            first = everything[members[0]]
            group = next((g for index in members if (g := everything[index].group)), first.id)
            for index in members:
                article = everything[index]
                if index >= old:
                    self._articles[index - old] = replace(article, group=group)
                elif not article.group:
                    joined.append((article.id, group))
            names.append(tuple(everything[index].file_name for index in members))
        return tuple(joined), tuple(names)
