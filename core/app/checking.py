"""Verifies a whole project: the file, quotes, hashes, references, and the journal against the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import cast, overload

import msgspec

from core.domain.article import Article
from core.domain.changes import Entry, Origin, Record
from core.domain.coding import Coding, Decision, Provenance
from core.domain.errors import Refused
from core.domain.suggestion import SuggestionSet
from core.domain.text import Quote
from core.storage.store import Store

Key = tuple[str, str]  # kind and id

_UNREADABLE = "This is damaged and can't be read."
_UNSEARCHABLE = "The search does not know its words. “rapporteur search PROJECT --rebuild” puts that right."
_MISSING = "This line is missing."


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it must be. ``code`` is stable; ``where`` names the record."""

    code: str
    text: str
    where: str = ""


def verify(where: Path | str) -> list[Problem]:
    """All problems of a project, none when it is whole. Reads only, needs no lock, changes nothing.

    Raises `Refused` when the file can't be opened at all, and ``not-yours`` for a coder's login at a server.
    """
    store = Store.open(where, read_only=True)
    try:
        if store.login is not None and store.login.role == "coder":
            said = "This login sees a part of the project only. A supervisor's login can check the whole."
            raise Refused("not-yours", said, where=store.where)
        with store.reading():
            return [Problem("file", line) for line in store.check()] or list(_Check(store).problems())
    finally:
        store.close()


class _Check:
    """One pass over a project; keeps a digest of each record, so that a large project fits into memory."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stored: dict[Key, bytes] = {}
        self._damaged: dict[Key, Problem] = {}  # records that can't be read
        self._actors = frozenset[str]()
        self._unproposed: dict[Key, str] = {}  # first version and suggestion: the decision that speaks of it
        self._versions: dict[str, str] = {}  # article → the one whose text it corrects
        self._older = frozenset[str]()

    def problems(self) -> Iterator[Problem]:
        """All problems, article by article, then the journal's."""
        for kind in ("project", "coder", "codebook", "round", "actor"):
            self._select(kind)
        own = (record_id for kind, record_id in self._stored if kind == "actor")
        self._actors = frozenset(own) | _shipped_actors()
        self._versions = dict(self._store.versions())
        self._older = frozenset(self._versions.values())
        yield from _of_versions(self._versions, frozenset(self._store.article_ids()))
        for article_id in self._store.article_ids():
            yield from self._of_article(article_id)
        yield from self._damaged.values()
        for article_id in self._store.unsearchable():
            yield Problem("search", _UNSEARCHABLE, f"article {article_id}")
        yield from self._of_journal()

    def _select(self, kind: str, **equals: str) -> list[Record]:
        records, damaged = self._store.readable(kind, **equals)
        for fault in damaged:
            record_id = fault.where.removeprefix(f"{kind} ")
            self._damaged[kind, record_id] = Problem(fault.code, _UNREADABLE, fault.where)
        self._stored.update(((kind, record.id), _digest(record)) for record in records)
        return records

    def _of_article(self, article_id: str) -> Iterator[Problem]:
        found = self._select("article", id=article_id)
        if not found:
            if ("article", article_id) not in self._damaged:
                yield Problem("no-text", "The text of the article is missing.", f"article {article_id}")
            return
        article = cast(Article, found[0])
        if sha256(article.text.encode()).hexdigest() != article.sha256:
            yield Problem("hash", "The text is not the one that was imported.", f"article {article_id}")
        proposed = set[str]()
        for made in cast("list[SuggestionSet]", self._select("suggestion_set", article_id=article_id)):
            proposed.update(suggestion.id for suggestion in made.suggestions)
            if made.text_sha256 != article.sha256:
                text = "The suggestions were made for another text."
                yield Problem("old-analysis", text, f"article {article_id}")
        for kind in ("assignment", "work_time", "question", "recode"):
            self._select(kind, article_id=article_id)
        codings = cast("list[Coding]", self._select("coding", article_id=article_id))
        decisions = cast("list[Decision]", self._select("decision", article_id=article_id))
        yield from _left_behind(article_id, len(codings) if article_id in self._older else 0)
        for coding in codings:
            yield from _of_coding(coding, article.text, self._actors)
        yield from _of_decisions(decisions, codings)
        # A newer analysis may have dropped what was decided on; an older one in the journal must have it.
        first = self._first(article_id)
        self._unproposed.update(
            ((first, d.suggestion_id), d.id) for d in decisions if d.suggestion_id not in proposed
        )

    def _of_journal(self) -> Iterator[Problem]:
        """Replay the journal from nothing: it must arrive at the rows, each line fitting those before it."""
        replayed: dict[Key, bytes] = {}
        written, last = self._store.lines_written(), 0
        for seq, line in self._store.lines():
            if written is not None and seq > last + 1:
                yield Problem("journal", _MISSING, f"journal line {last + 1}")
            last = seq
            if isinstance(line, Refused):
                yield Problem(line.code, _UNREADABLE, line.where)
            else:
                yield from self._replay(line, replayed)
        if written is not None and written > last:
            yield Problem("journal", _MISSING, f"journal line {last + 1}")
        yield from self._after_replay(replayed)

    def _replay(self, line: Entry, replayed: dict[Key, bytes]) -> Iterator[Problem]:
        where = f"journal line {line.seq}"
        if (line.origin in (Origin.UNDO, Origin.REDO)) != (0 < line.step < line.seq):
            yield Problem("journal", "It does not say which step it takes back or does again.", where)
        for change in line.changes.changes:
            key = (change.kind, change.id)
            if replayed.pop(key, None) != _digest(change.before):
                text = "The journal line does not fit the lines before it."
                yield Problem("journal", text, f"{where}, {' '.join(key)}")
            if change.after is not None:
                replayed[key] = _digest(change.after)
                self._propose(change.after)

    def _propose(self, record: Record) -> None:
        if self._unproposed and isinstance(record, SuggestionSet):
            for suggestion in record.suggestions:
                self._unproposed.pop((self._first(record.article_id), suggestion.id), None)

    def _first(self, article_id: str) -> str:
        """The text as it was imported: what was proposed there may have been decided in any version."""
        seen = set[str]()
        while article_id in self._versions and article_id not in seen:
            seen.add(article_id)
            article_id = self._versions[article_id]
        return article_id

    def _after_replay(self, replayed: dict[Key, bytes]) -> Iterator[Problem]:
        for key in sorted((self._stored.keys() | replayed.keys()) - self._damaged.keys()):
            if self._stored.get(key) != replayed.get(key):
                yield Problem("journal", "The journal says something else than the record.", " ".join(key))
        for decision_id in self._unproposed.values():
            yield Problem("suggestion", "No analysis ever proposed this.", f"decision {decision_id}")


def _of_versions(versions: Mapping[str, str], articles: Collection[str]) -> Iterator[Problem]:
    """Every corrected text must correct one that is there, and no two the same one."""
    for new, old in versions.items():
        if old not in articles:
            yield Problem("version", "The text that this one corrects is missing.", f"article {new}")
    for old, many in Counter(versions.values()).items():
        if many > 1:
            yield Problem("version", f"{many} versions correct the same text.", f"article {old}")


def _left_behind(article_id: str, many: int) -> Iterator[Problem]:
    """What people record must be on the newest version."""
    if many:
        text = f"{many} codings were left behind on an older version of the text."
        yield Problem("version", text, f"article {article_id}")


def _of_coding(coding: Coding, text: str, actors: frozenset[str]) -> Iterator[Problem]:
    where = f"coding {coding.id}"
    spans = [*coding.spans, *(span for fill in coding.slots for span in fill.spans)]
    if any(span.end > len(text) for span in spans):
        yield Problem("span", "A span reaches beyond the end of the text.", where)
    elif tuple(Quote.at(span, text) for span in coding.spans) != coding.quotes:
        yield Problem("quote", "The quoted words are not those at the span.", where)
    named = {actor for fill in coding.slots for actor in fill.actors}
    for actor in sorted(named - actors):
        yield Problem("actor", f"The actor {actor} is not known to the project.", where)


def _of_decisions(decisions: Iterable[Decision], codings: Iterable[Coding]) -> Iterator[Problem]:
    by_id = {coding.id: coding for coding in codings}
    for decision in decisions:
        if decision.verdict is Provenance.REJECTED and not decision.coding_id:
            continue
        coding = by_id.get(decision.coding_id)
        if coding is None or (coding.coder_id, coding.suggestion_id) != (
            decision.coder_id,
            decision.suggestion_id,
        ):
            text = "The coding that came of the decision is missing or another's."
            yield Problem("decision", text, f"decision {decision.id}")


@overload
def _digest(record: Record) -> bytes: ...
@overload
def _digest(record: None) -> None: ...
def _digest(record: Record | None) -> bytes | None:
    if record is None:
        return None
    return blake2b(msgspec.json.encode(record), digest_size=16).digest()


def _shipped_actors() -> frozenset[str]:
    from core.importing.codebook_file import load_actors

    return frozenset(actor.id for actor in load_actors())
