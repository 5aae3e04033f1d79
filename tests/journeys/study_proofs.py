"""What a project holds at the end of a study, read back in the words of the ledgers, to be compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from core.domain.article import Article, Assignment, Coder, Question, Recode, WorkTime
from core.domain.changes import Origin
from core.domain.coding import Coding, Decision
from core.storage.store import Store
from tests.journeys.study_coder import Coded, Ledger
from tests.journeys.study_stories import Story


class Project:
    """All records of a project, in a file or at a server."""

    def __init__(self, where: Path | str) -> None:
        store = Store.open(where, read_only=True)
        try:
            kinds = (
                "article",
                "coder",
                "coding",
                "decision",
                "assignment",
                "work_time",
                "question",
                "recode",
            )
            self._records: dict[str, list[Any]] = {kind: list(store.select(kind)) for kind in kinds}
            self.lines = Counter(
                entry.actor for entry in store.entries() if entry.origin is not Origin.REMOTE
            )
            self.last = store.last_seq()
        finally:
            store.close()
        articles: list[Article] = self._records["article"]
        self.articles = {one.id: one for one in articles}
        self.text_of = {one.id: one.sha256 for one in articles}
        people: list[Coder] = self._records["coder"]
        self.ids = {one.name: one.id for one in people}
        self.names = {one.id: one.name for one in people}

    def check_texts(self, stories: Iterable[Story]) -> None:
        """Every text is there once, letter by letter, under its hash."""
        assert Counter(one.text for one in self.articles.values()) == Counter(one.text for one in stories)
        for one in self.articles.values():
            assert one.sha256 == sha256(one.text.encode()).hexdigest()

    def check(self, ledgers: Mapping[str, Ledger]) -> None:
        """Each coder's work is what the ledger says, no more and no less."""
        for name, ledger in ledgers.items():
            questions: list[Question] = self._of("question", name)
            times: list[WorkTime] = self._of("work_time", name)
            begun = [one for one in self.assignments(name) if one.status != "new"]
            _same(name, self._codings(name), ledger.codings)
            _same(name, self._decisions(name), ledger.decisions)
            asked = {q.id: (self.text_of[q.article_id], q.text) for q in questions}
            _same(name, asked, ledger.questions)
            _same(name, {self.text_of[one.article_id]: one.seconds for one in times}, ledger.seconds)
            _same(name, {self.text_of[one.article_id]: str(one.status) for one in begun}, ledger.statuses)

    def coders(self) -> set[str]:
        """Names of all whose work there is."""
        work = ("coding", "decision", "work_time", "question", "recode")
        return {self.names[one.coder_id] for kind in work for one in self._records[kind]}

    def assignments(self, name: str) -> list[Assignment]:
        return self._of("assignment", name)

    def codings(self, name: str) -> set[str]:
        """The ids of somebody's codings."""
        return {coding.id for coding in self._of("coding", name)}

    def pairs(self) -> set[tuple[str, str]]:
        """Who is given which text."""
        given: list[Assignment] = self._records["assignment"]
        return {(self.text_of[one.article_id], self.names[one.coder_id]) for one in given if one.round_id}

    def to_review(self, name: str) -> set[str]:
        """Codings that their coder has yet to look at again."""
        asked: list[Recode] = self._of("recode", name)
        return {one.coding_id for one in asked if not one.done}

    def check_workbook(self, path: Path, names: Iterable[str]) -> int:
        """The sheet of all codings has exactly the codings of these people; how many."""
        with closing(load_workbook(path, read_only=True)) as book:
            table = book["Codings_long"].iter_rows(values_only=True)
            head = [str(name) for name in next(table)]
            rows = [dict(zip(head, row, strict=True)) for row in table]
        found = {row["coding_id"]: _told(row) for row in rows}
        assert len(found) == len(rows)
        wanted = {c.id: self._row(c) for name in names for c in self._of("coding", name)}
        _same(path.name, found, wanted)
        return len(rows)

    def _row(self, coding: Coding) -> dict[str, object]:
        return {
            "article_id": coding.article_id,
            "coder": self.names[coding.coder_id],
            "layer": str(coding.layer),
            "category": coding.category,
            "fragments": ";".join(f"{span.start}-{span.end}" for span in coding.spans),
            "words": "".join(span.of(self.articles[coding.article_id].text) for span in coding.spans),
            "provenance": str(coding.provenance),
            "suggestion_id": coding.suggestion_id,
            "note": coding.note,
            "codebook_version": coding.codebook_version,
            "to_review": coding.id in self.to_review(self.names[coding.coder_id]),
        }

    def _codings(self, name: str) -> dict[str, Coded]:
        found: list[Coding] = self._of("coding", name)
        return {coding.id: _coded(coding, self.text_of[coding.article_id]) for coding in found}

    def _decisions(self, name: str) -> dict[tuple[str, str], str]:
        found: list[Decision] = self._of("decision", name)
        return {(self.text_of[one.article_id], one.suggestion_id): str(one.verdict) for one in found}

    def _of(self, kind: str, name: str) -> list[Any]:
        return [one for one in self._records[kind] if one.coder_id == self.ids[name]]


_ROW = (
    *(
        "article_id",
        "coder",
        "layer",
        "category",
        "fragments",
        "words",
        "provenance",
        "suggestion_id",
        "note",
    ),
    "codebook_version",
)


def coders_of(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """By text, who is given it."""
    found: dict[str, set[str]] = defaultdict(set)
    for text, name in pairs:
        found[text].add(name)
    return found


def _same(name: str, held: Mapping[Any, object], wanted: Mapping[Any, object]) -> None:
    """Fail with what differs."""
    keys = [key for key in {**held, **wanted} if held.get(key) != wanted.get(key)]
    told = [f"{key}: held {held.get(key)}, wanted {wanted.get(key)}" for key in keys[:3]]
    assert not keys, f"{name}: {len(keys)} differ. {told}"


def _told(row: Mapping[str, object]) -> dict[str, object]:
    """What is compared of a row of the workbook."""
    return {name: row[name] or "" for name in _ROW} | {"to_review": bool(row["to_review"])}


def _coded(coding: Coding, text: str) -> Coded:
    return Coded(
        text,
        str(coding.layer),
        coding.category,
        tuple((span.start, span.end) for span in coding.spans),
        tuple(quote.exact for quote in coding.quotes),
        tuple((f.slot, tuple((s.start, s.end) for s in f.spans), f.actors) for f in coding.slots),
        coding.variables,
        coding.note,
        str(coding.provenance),
        coding.suggestion_id,
        coding.codebook_version,
    )
