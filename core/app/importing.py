"""Brings text files into a project: a worker reads them, the window's thread commits them in small parts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.app.commands.corpus import ImportArticles
from core.app.commands.ids import new_id, now
from core.app.workspace import Workspace
from core.domain.article import Article
from core.domain.errors import BadInput, PersonError
from core.domain.work import Progress, Quiet, check
from core.storage.store import Store
from core.text.canonical import canonical, sha256_of, word_count

BATCH = 10  # articles a commit: with the list shown anew well below what a person feels as a pause


@dataclass(frozen=True, slots=True)
class Told:
    """One file, and what there is to say about it."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the files: new articles, exact duplicates, files that can't be read, and remarks."""

    articles: tuple[Article, ...] = ()
    duplicates: tuple[Told, ...] = ()
    failures: tuple[Told, ...] = ()
    remarks: tuple[Told, ...] = ()

    @property
    def summary(self) -> str:
        """The report in one line."""
        parts = [f"{_count(len(self.articles), 'article')} imported"]
        if self.duplicates:
            parts.append(f"{_count(len(self.duplicates), 'duplicate')} skipped")
        if self.failures:
            parts.append(f"{_count(len(self.failures), 'file')} could not be read")
        return ", ".join(parts) + "."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def read_articles(
    where: Path | str, paths: Iterable[Path | str], progress: Progress | None = None
) -> ImportReport:
    """Read files, and the .txt files of folders, into articles that are not stored yet; for a worker.

    Looks into the project at ``where`` on a connection of its own and changes nothing. Raises `Cancelled`.
    """
    progress = progress or Quiet()
    store = Store.open(where, read_only=True)
    try:
        reader = _Reader(store)
    finally:
        store.close()
    files, empty = _files(paths)
    for folder in empty:
        reader.fail(folder, "There are no .txt files in this folder.")
    for number, (path, name) in enumerate(files):
        check(progress)
        progress.report(number / len(files), f"Reading {name}")
        reader.read(path, name)
    return reader.report()


def read_article(path: Path, name: str = "", *, position: int = 0) -> tuple[Article, tuple[str, ...]]:
    """The article of one file, not stored yet, and remarks on how it was read.

    ``name``: what to call the file; its own name when empty. Raises `BadInput` and `Unavailable`.
    """
    from core.importing.head import guess_head
    from core.importing.text_file import read_text_file

    name = name or path.name
    raw = read_text_file(path)
    text = canonical(raw.text)
    head = guess_head(text, name)
    article = Article(
        id=new_id(),
        text=text,
        sha256=sha256_of(text),
        raw_sha256=raw.raw_sha256,
        encoding=raw.encoding,
        title=head.title,
        source=head.source,
        published=head.published,
        language=_code(head.language),
        file_name=name,
        position=position,
        words=word_count(text),
        imported_at=now(),
    )
    return article, raw.told


def _code(language: str) -> str:
    """The code of a language a head names; empty, which is the project's, when it names none we know."""
    from core.nlp.languages import language_code

    try:
        return language_code(language)
    except BadInput:
        return ""


def commands(report: ImportReport) -> Iterator[ImportArticles]:
    """The acts that store a report's articles, each quick enough for the window's thread."""
    for start in range(0, len(report.articles), BATCH):
        yield ImportArticles(report.articles[start : start + BATCH])


def import_files(
    workspace: Workspace, where: Path | str, paths: Iterable[Path | str], progress: Progress | None = None
) -> ImportReport:
    """Read and store in one go, where no window waits."""
    report = read_articles(where, paths, progress)
    for command in commands(report):
        workspace.execute(command)
    return report


class _Reader:
    """Reads one file after the other; knows the texts there already are."""

    def __init__(self, store: Store) -> None:
        self._known = dict.fromkeys(store.article_hashes(), "an article of the project")
        self._position = store.count("article") + 1
        self._articles: list[Article] = []
        self._duplicates: list[Told] = []
        self._failures: list[Told] = []
        self._remarks: list[Told] = []

    def read(self, path: Path, name: str) -> None:
        """Add the article of one file to the report."""
        position = self._position + len(self._articles)
        try:
            article, told = read_article(path, name, position=position)
        except PersonError as error:
            self._failures.append(Told(str(path), error.text))
            return
        if article.sha256 in self._known:
            self._duplicates.append(Told(name, f"the same text as {self._known[article.sha256]}"))
            return
        self._known[article.sha256] = name
        self._articles.append(article)
        self._remarks += [Told(name, remark) for remark in told]

    def fail(self, path: Path, why: str) -> None:
        """Add something that gave no article to the report."""
        self._failures.append(Told(str(path), why))

    def report(self) -> ImportReport:
        """What was read so far."""
        return ImportReport(
            tuple(self._articles), tuple(self._duplicates), tuple(self._failures), tuple(self._remarks)
        )


def _files(paths: Iterable[Path | str]) -> tuple[list[tuple[Path, str]], list[Path]]:
    """Each file with the name it is shown by, those of folders included; and folders that have none."""
    files: list[tuple[Path, str]] = []
    empty: list[Path] = []
    for path in map(Path, paths):
        found = [(one, one.relative_to(path).as_posix()) for one in _texts_below(path)]
        if not path.is_dir():
            found = [(path, path.name)]
        elif not found:
            empty.append(path)
        files += found
    return files, empty


def _texts_below(folder: Path) -> Iterator[Path]:
    """All .txt files below ``folder`` in the order of their names, hidden ones left out."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(".txt") and not name.startswith((".", "~$")):
                yield Path(place, name)
