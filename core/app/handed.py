"""A package that came back: opened, checked letter by letter, and every picture it ever was in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from core.app.access import check_may_change
from core.app.checking import verify
from core.domain.actor import Actor
from core.domain.article import Article, Coder, Round
from core.domain.changes import Change, ChangeSet, Entry, Record
from core.domain.codebook import Codebook
from core.domain.errors import BadInput, Refused
from core.domain.handing import PRINT, Manifest, mark_of, read_manifest
from core.domain.merging import Key
from core.domain.suggestion import SuggestionSet
from core.storage.package import chained, looked_into, opened
from core.storage.package_seal import is_signed
from core.storage.store import Store

WORK = ("assignment", "work_time", "coding", "decision", "question", "recode")
Picture = Mapping[str, Mapping[Key, Record]]  # by article: one coder's records by kind and id
_NOTHING: Mapping[Key, Record] = {}
_CHANGED = (
    "changed-package",
    """This is not the package as it was handed out: something in it was changed otherwise than by coding in \
Rapporteur. Nothing was taken in. Ask for the file that was worked in.""",
)


@dataclass(frozen=True, slots=True)
class Handed:
    """A package, read whole. ``lines``: the changes of its journal; ``chain``: see `chained`."""

    manifest: Manifest
    text: str
    signature: str
    chain: tuple[str, ...]
    lines: tuple[tuple[Change, ...], ...]
    codebooks: tuple[Codebook, ...]
    _pictures: dict[int, Picture] = field(default_factory=dict)

    @property
    def prints(self) -> str:
        """The chain in short."""
        return "".join(one[:PRINT] for one in self.chain)

    def work(self, article_id: str, lines: int = 0) -> Mapping[Key, Record]:
        """The coder's records on an article after so many lines of the journal; 0: all."""
        lines = lines or len(self.lines)
        if lines not in self._pictures:
            self._pictures[lines] = self._picture(lines)
        return self._pictures[lines].get(article_id, _NOTHING)

    def articles(self) -> frozenset[str]:
        """Articles there is any work on."""
        self.work("")
        return frozenset(self._pictures[len(self.lines)])

    def actors(self, lines: int = 0) -> dict[str, Actor]:
        """The package's own actors after so many lines; 0: all."""
        found: dict[str, Actor] = {}
        for changes in self.lines[: lines or None]:
            for change in changes:
                if isinstance(change.after, Actor):
                    found[change.id] = change.after
                elif isinstance(change.before, Actor):
                    del found[change.id]
        return found

    def analyses(self, article_id: str) -> list[SuggestionSet]:
        """All analyses of an article it ever held, oldest first."""
        made = (change.after for changes in self.lines for change in changes)
        return [one for one in made if isinstance(one, SuggestionSet) and one.article_id == article_id]

    def check(self, key: str, coder: Coder) -> None:
        """Raise BadInput (``changed-package``) unless it became what it is by its coder's acts alone."""
        began = self.manifest.lines
        base = self.chain[began - 1] if 0 < began < len(self.chain) else ""
        if not is_signed(self.text, self.signature, key) or base != self.manifest.base:
            raise BadInput(*_CHANGED)
        if any(change.kind != "round" for change in self.lines[began]):  # the signature's own line
            raise BadInput(*_CHANGED)
        given = dict(self.manifest.articles)
        for changes in self.lines[began + 1 :]:
            if any(_is_other_text(change, given) for change in changes):
                raise BadInput(*_CHANGED)
            try:
                check_may_change(coder, ChangeSet(changes))
            except Refused as fault:
                raise BadInput(*_CHANGED) from fault

    def _picture(self, lines: int) -> Picture:
        found: dict[str, dict[Key, Record]] = defaultdict(dict)
        for changes in self.lines[:lines]:
            for change in changes:
                if change.kind not in WORK:
                    continue
                some = change.after if change.after is not None else change.before
                mine = found[str(getattr(some, "article_id", ""))]
                mine.pop((change.kind, change.id), None)
                if change.after is not None:
                    mine[change.kind, change.id] = change.after
        return found


def read_package(path: Path, passphrase: str = "") -> Handed:
    """The package in a file. Reads only a copy of it.

    Raises what `core.storage.package.opened` raises, and BadInput: ``no-package`` for an ordinary project,
    ``damaged-package``, ``changed-package``, ``newer-package``.
    """
    with looked_into(opened(path, passphrase)) as store:
        mark = mark_of(cast("list[Round]", store.select("round")))
        if mark is None:
            said = "This is a project of its own, no package that was handed out."
            raise BadInput("no-package", said)
        manifest = read_manifest(mark[0])
        problems = verify(store.where)
        if problems:
            said = f"This package is damaged, so nothing was taken in. First of {len(problems)}: "
            raise BadInput("damaged-package", said + problems[0].text, where=problems[0].where)
        return _read(store, manifest, *mark)


def _read(store: Store, manifest: Manifest, text: str, signature: str) -> Handed:
    lines = tuple(_changes(entry) for entry in store.entries())
    books = tuple(cast("list[Codebook]", store.select("codebook")))
    return Handed(manifest, text, signature, tuple(chained(store)), lines, books)


def _is_other_text(change: Change, given: Mapping[str, str]) -> bool:
    """Whether an article that was given out goes, or gets another text than the one it was given out with."""
    if change.kind != "article" or change.id not in given:
        return False
    return not isinstance(change.after, Article) or change.after.sha256 != given[change.id]


def _changes(entry: Entry) -> tuple[Change, ...]:
    return entry.changes.changes
