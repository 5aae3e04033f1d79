"""Brings text files into a project: a worker reads them, the window's thread commits them in small parts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.app.commands.corpus import ImportArticles
from core.app.commands.ids import new_id, now
from core.app.workspace import Workspace
from core.domain.article import Article, Project
from core.domain.errors import PersonError
from core.domain.work import Progress, Quiet, check
from core.storage.store import Store
from core.text.canonical import canonical, sha256_of, word_count

BATCH = 25  # articles a commit: well below what a person feels as a pause


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
    files = list(_files(paths))
    for number, (path, name) in enumerate(files):
        check(progress)
        progress.report(number / len(files), f"Reading {name}")
        reader.read(path, name)
    return reader.report()


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
        self._position = store.count("article")
        project = store.select("project")[0]
        self._language = project.language if isinstance(project, Project) else ""
        self._articles: list[Article] = []
        self._duplicates: list[Told] = []
        self._failures: list[Told] = []
        self._remarks: list[Told] = []

    def read(self, path: Path, name: str) -> None:
        """Add the article of one file to the report."""
        from core.importing.text_file import read_text_file

        try:
            raw = read_text_file(path)
        except PersonError as error:
            self._failures.append(Told(name, error.text))
            return
        text = canonical(raw.text)
        sha256 = sha256_of(text)
        if sha256 in self._known:
            self._duplicates.append(Told(name, f"the same text as {self._known[sha256]}"))
            return
        self._known[sha256] = name
        self._remarks += [Told(name, told) for told in raw.told]
        self._articles.append(self._article(text, sha256, name, raw.raw_sha256, raw.encoding))

    def _article(self, text: str, sha256: str, name: str, raw_sha256: str, encoding: str) -> Article:
        from core.importing.head import guess_head

        head = guess_head(text, name)
        return Article(
            id=new_id(),
            text=text,
            sha256=sha256,
            raw_sha256=raw_sha256,
            encoding=encoding,
            title=head.title,
            source=head.source,
            published=head.published,
            language=self._language,
            file_name=name,
            position=self._position + len(self._articles),
            words=word_count(text),
            imported_at=now(),
        )

    def report(self) -> ImportReport:
        """What was read so far."""
        return ImportReport(
            tuple(self._articles), tuple(self._duplicates), tuple(self._failures), tuple(self._remarks)
        )


def _files(paths: Iterable[Path | str]) -> Iterator[tuple[Path, str]]:
    """Each file with the name it is shown by; of a folder all .txt files below it, in the order of names."""
    for path in map(Path, paths):
        if not path.is_dir():
            yield path, path.name
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if name.lower().endswith(".txt") and not name.startswith((".", "~$")):
                    found = Path(folder, name)
                    yield found, found.relative_to(path).as_posix()
