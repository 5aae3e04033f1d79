"""Verifies a whole project: the file, quotes, hashes, references, and the journal against the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast

from core.domain.actor import Actor
from core.domain.article import Article
from core.domain.changes import KINDS, Change, Record
from core.domain.coding import Coding, Decision, Provenance
from core.domain.suggestion import SuggestionSet
from core.domain.text import Quote
from core.storage.store import Store


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it must be. ``code`` is stable; ``where`` names the record."""

    code: str
    text: str
    where: str = ""


def verify(where: Path | str) -> list[Problem]:
    """All problems of a project, none when it is whole. Reads only, needs no lock, changes nothing.

    Raises `Refused` when the file can't be opened at all.
    """
    store = Store.open(where, read_only=True)
    try:
        with store.reading():
            return [Problem("file", line) for line in store.check()] or list(_problems(store))
    finally:
        store.close()


def _problems(store: Store) -> Iterator[Problem]:
    actors = _known_actors(store)
    for article_id in store.article_ids():
        yield from _of_article(store, article_id, actors)
    yield from _of_journal(store)


def _of_article(store: Store, article_id: str, actors: frozenset[str]) -> Iterator[Problem]:
    article = store.get("article", article_id)
    if not isinstance(article, Article):
        yield Problem("no-text", "The text of the article is missing.", f"article {article_id}")
        return
    if sha256(article.text.encode()).hexdigest() != article.sha256:
        yield Problem("hash", "The text is not the one that was imported.", f"article {article_id}")
    made = cast("SuggestionSet | None", store.get("suggestion_set", article_id))
    if made is not None and made.text_sha256 != article.sha256:
        yield Problem("old-analysis", "The suggestions were made for another text.", f"article {article_id}")
    codings = cast("list[Coding]", store.select("coding", article_id=article_id))
    decisions = cast("list[Decision]", store.select("decision", article_id=article_id))
    for coding in codings:
        yield from _of_coding(coding, article.text, actors)
    yield from _of_decisions(decisions, codings)


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


def _of_journal(store: Store) -> Iterator[Problem]:
    """Replay the journal from nothing; it must arrive at the rows, each line fitting the ones before."""
    replayed: dict[tuple[str, str], Record] = {}
    for entry in store.entries():
        for change in entry.changes.changes:
            if replayed.get((change.kind, change.id)) != change.before:
                text = "The journal line does not fit the lines before it."
                yield Problem("journal", text, f"line {entry.seq}, {change.kind} {change.id}")
            _play(replayed, change)
    for kind in KINDS:
        stored = {(kind, record.id): record for record in store.select(kind)}
        said = {key: record for key, record in replayed.items() if key[0] == kind}
        for key in sorted(stored.keys() | said.keys()):
            if stored.get(key) != said.get(key):
                yield Problem("journal", "The journal says something else than the record.", " ".join(key))


def _play(records: dict[tuple[str, str], Record], change: Change) -> None:
    if change.after is None:
        records.pop((change.kind, change.id), None)
    else:
        records[change.kind, change.id] = change.after


def _known_actors(store: Store) -> frozenset[str]:
    from core.importing.codebook_file import load_actors

    own = cast("list[Actor]", store.select("actor"))
    return frozenset(actor.id for actor in (*load_actors(), *own))
