"""Taking in packages that come back: first a report that changes nothing, then one act that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast
from uuid import UUID, uuid5

from core.app.access import decides_design
from core.app.carrying import Along
from core.app.commands.corpus import StoreAnalyses
from core.app.commands.handing import HandIn
from core.app.commands.ids import now
from core.app.handed import WORK, Handed, read_package
from core.app.workspace import Workspace
from core.domain.actor import Actor
from core.domain.article import Article, Assignment, Coder, Project, Recode, Round
from core.domain.changes import Applied, Change, Record
from core.domain.codebook import Codebook
from core.domain.codebook_diff import diff, touches
from core.domain.coding import Coding, Decision
from core.domain.errors import PersonError, Refused
from core.domain.handing import HandOut, branches_of, hand_outs, since, with_branches, with_copy
from core.domain.handing_report import Doubt, FileReport, LeftOut
from core.domain.merging import Clash, Keep, Key, differing, keyed, merged
from core.domain.merging_fields import merged_actor
from core.domain.suggestion import SuggestionSet
from core.storage.store import Store

_AGAIN = UUID("7c3e3bf4-58b5-5b37-8f5b-0b7b6a1f6a07")  # our name space for what is asked again


@dataclass(frozen=True, slots=True)
class Report:
    """What several files bring together. ``changes`` make one act; ``analyses``: stored before it, so that
    every decision has had its suggestion in this project too."""

    files: tuple[FileReport, ...]
    changes: tuple[Change, ...] = ()
    analyses: tuple[tuple[SuggestionSet, ...], ...] = ()

    @property
    def label(self) -> str:
        """The act in words."""
        who = dict.fromkeys(one.coder for one in self.files if one.brings)
        return f"Hand in from {', '.join(who)}"

    @property
    def problems(self) -> int:
        """How many files can't be taken in."""
        return sum(one.problem is not None for one in self.files)


def examine(
    where: Path | str,
    viewer_id: str,
    files: Sequence[Path],
    passphrase: str = "",
    keep: Keep = Keep.BOTH,
) -> Report:
    """What taking these packages in would do, each on top of those before it; changes nothing.

    A worker can do it. A file that can't be taken in is told in its report, and the rest goes on. Raises
    `Refused` (``not-yours``) for who does not decide on the study.
    """
    store = Store.open(where, read_only=True)
    try:
        with store.reading():
            taking = _Taking(store, viewer_id, keep)
            reports = tuple(taking.take(path, passphrase) for path in files)
            return Report(reports, taking.changes(), taking.analyses())
    finally:
        store.close()


def take_in(workspace: Workspace, report: Report) -> Applied | None:
    """Do what the report says, in one act; ``None`` when nothing is new.

    Raises `Conflict` when the project was changed since; then nothing was taken in: look again.
    """
    if not report.changes:
        return None
    for made in report.analyses:
        workspace.execute(StoreAnalyses(made))
    return workspace.execute(HandIn(report.changes, report.label))


class _Taking:
    """The project as it is and as it becomes, package by package."""

    def __init__(self, store: Store, viewer_id: str, keep: Keep) -> None:
        self._people = {one.id: one for one in cast("list[Coder]", store.select("coder"))}
        viewer = self._people.get(viewer_id)
        if viewer is None or not decides_design(viewer, coders=len(self._people)):
            raise Refused("not-yours", "Only a supervisor takes in packages.")
        self._store = store
        self._keep = keep
        self._project = cast(Project, store.select("project")[0])
        self._books = {one.version: one for one in cast("list[Codebook]", store.select("codebook"))}
        shared = keyed((*store.select("round"), *store.select("actor")))
        self._was: dict[Key, Record] = dict(shared)
        self._now: dict[Key, Record] = dict(shared)
        self._work: dict[tuple[str, str], dict[Key, Record]] = {}  # by coder and article, as it becomes
        self._first: dict[str, list[SuggestionSet]] = {}
        self._newer = {old: new for new, old in store.versions()}

    def changes(self) -> tuple[Change, ...]:
        """From what is to what becomes."""
        after = dict(self._now)
        for work in self._work.values():
            after |= work
        return differing(self._was, after)

    def analyses(self) -> tuple[tuple[SuggestionSet, ...], ...]:
        """In the order they are to be stored: the packages' own, then those the project had."""
        most = max(map(len, self._first.values()), default=0)
        steps = [tuple(s[at] for s in self._first.values() if at < len(s)) for at in range(most)]
        return tuple(step for step in steps if step)

    def take(self, path: Path, passphrase: str) -> FileReport:
        """Take in one file, in thought."""
        try:
            handed = read_package(path, passphrase)
            record, carrier, coder = self._known(handed)
            handed.check(record.key, coder)
            self._check_codebooks(handed)
        except PersonError as fault:
            return FileReport(path.name, problem=fault)
        return self._merge(path.name, handed, carrier, coder)

    def _known(self, handed: Handed) -> tuple[HandOut, str, Coder]:
        told = handed.manifest
        if told.project_id != self._project.id:
            said = f"This package belongs to another project than “{self._project.name}”."
            raise Refused("other-project", said)
        for one in [r for r in self._now.values() if isinstance(r, Round)]:
            for given in hand_outs(one):
                if given.id == told.id:
                    return given, one.id, self._coder(given)
        said = "This project does not know of the package: another copy of the project handed it out."
        raise Refused("unknown-package", f"{said} Take it in there.")

    def _coder(self, given: HandOut) -> Coder:
        coder = self._people.get(given.coder_id)
        if coder is None or not coder.active:
            name = coder.name if coder else "This coder"
            said = (
                f"{name} has left the project. Say on the page People that {name} works here, and try again."
            )
            raise Refused("left", said, where=name)
        return coder

    def _check_codebooks(self, handed: Handed) -> None:
        for book in handed.codebooks:
            if self._books.get(book.version) != book:
                said = (
                    f"Version {book.version} of the codebook in the package is not the one of this project."
                )
                raise Refused(
                    "other-codebook", f"{said} Was the codebook's change undone after the hand-out?"
                )

    def _merge(self, file: str, handed: Handed, carrier: str, coder: Coder) -> FileReport:
        told = handed.manifest
        round_ = cast(Round, self._now["round", carrier])
        branches, began = branches_of(round_, told.id), told.lines + 1
        report = FileReport(file, coder.name, told.made_at, len(told.articles), told.codebook_version)
        refused, codings = set[str](), list[Coding]()
        for article_id, sha256 in told.articles:
            known = since(branches, handed.prints, began, article_id)
            base, theirs = handed.work(article_id, known), handed.work(article_id)
            versions = self._versions_of(article_id)
            work = self._work_of(coder.id, versions[-1].id if versions else article_id)
            reason = _why_not(versions, sha256, work)
            if reason:
                refused.add(article_id)
                out = LeftOut(_title(versions, article_id), reason)
                report = replace(report, left_out=(*report.left_out, out)) if theirs != base else report
                continue
            along = Along(versions)
            base, theirs, article = along.work(base), along.work(theirs), along.article
            found = merged(base, theirs, work, self._keep)
            doubts = (_doubt(one, article, theirs, work) for one in found.clashes)
            report = replace(report.plus(found), doubts=(*report.doubts, *doubts))
            came = [c.after for c in found.changes if isinstance(c.after, Coding)]
            codings += came
            _apply(work, found.changes)
            _look_again(work, came, along)
            self._provide([*along.analyses(handed.analyses(article_id))], article.id, found.taken)
        if report.brings:
            self._actors(handed, began, codings)
            self._ask_again(codings)
            copies = with_copy(branches, handed.prints, refused, began, now())
            self._now["round", carrier] = with_branches(round_, told.id, copies)
        return replace(report, remarks=tuple(self._remarks(handed, brings=report.brings)))

    def _versions_of(self, article_id: str) -> list[Article]:
        """The article and the corrections of its text, oldest first; none when it is gone."""
        found = list[Article]()
        while article_id:
            stored = self._store.get("article", article_id)
            found += [stored] if isinstance(stored, Article) else []
            article_id = self._newer.get(article_id, "")
        return found

    def _provide(self, made: Sequence[SuggestionSet], article_id: str, taken: Iterable[Decision]) -> None:
        """Have the analyses stored that proposed what was decided on, then the project's own again."""
        ids = {one.suggestion_id for one in taken}
        stored = self._store.get("suggestion_set", article_id)
        own = stored if isinstance(stored, SuggestionSet) else None
        ids -= {s.id for s in own.suggestions} if own else set()
        steps: list[SuggestionSet] = []
        for one in reversed(made):
            proposed = {s.id for s in one.suggestions}
            if ids & proposed:
                ids -= proposed
                steps.insert(0, one)
        if steps:
            self._first[article_id] = [*self._first.get(article_id, ()), *steps, *([own] if own else [])]

    def _actors(self, handed: Handed, began: int, codings: Iterable[Coding]) -> None:
        """Actors the coder named anew; those the codings speak of are there in any case."""
        base, theirs = handed.actors(began), handed.actors()
        named = {actor for coding in codings for fill in coding.slots for actor in fill.actors}
        for actor_id, actor in sorted(theirs.items()):
            ours, was = self._now.get(("actor", actor_id)), base.get(actor_id)
            if ours is None and actor_id in named:
                self._now["actor", actor_id] = actor
            elif isinstance(ours, Actor) and actor != was:
                self._now["actor", actor_id] = merged_actor(was, actor, ours)

    def _ask_again(self, codings: Iterable[Coding]) -> None:
        """What was coded by an older codebook goes to its coder's list where a change put it in question."""
        latest = max(self._books)
        asking = {
            version: [d for d in diff(book, self._books[latest]) if d.asks_again]
            for version, book in self._books.items()
        }
        for coding in codings:
            said = " ".join(d.text for d in asking.get(coding.codebook_version, ()) if touches(d, coding))
            work = self._work_of(coding.coder_id, coding.article_id)
            there = (one for one in work.values() if isinstance(one, Recode) and one.coding_id == coding.id)
            if said and not any(one.codebook_version == latest for one in there):
                key = str(uuid5(_AGAIN, f"{coding.id} {latest}"))
                mine = (coding.article_id, coding.coder_id, coding.id)
                work["recode", key] = Recode(key, *mine, said, latest)

    def _remarks(self, handed: Handed, *, brings: bool) -> Iterator[str]:
        latest, version = max(self._books), handed.manifest.codebook_version
        if not brings:
            yield "Nothing in it is new: it was taken in before, or nothing was coded."
        if version < latest:
            yield f"Made with version {version} of the codebook; the project is at {latest}."
            yield "The codings keep the version they were made with."
        given = {article_id for article_id, _ in handed.manifest.articles}
        more = len(handed.articles() - given)
        if more:
            yield f"{more} articles were added in the package; what was coded there stays there."

    def _work_of(self, coder_id: str, article_id: str) -> dict[Key, Record]:
        """The coder's records on the article as they become."""
        pair = (coder_id, article_id)
        if pair not in self._work:
            equals = {"article_id": article_id, "coder_id": coder_id}
            found = keyed(one for kind in WORK for one in self._store.select(kind, **equals))
            self._was |= found
            self._work[pair] = dict(found)
        return self._work[pair]


def _apply(work: dict[Key, Record], changes: Iterable[Change]) -> None:
    for change in changes:
        work.pop((change.kind, change.id), None)
        if change.after is not None:
            work[change.kind, change.id] = change.after


def _look_again(work: dict[Key, Record], came: Iterable[Coding], along: Along) -> None:
    """Codings whose words changed in a correction go to their coder's list, as those at home did."""
    there = {(one.coding_id, one.codebook_version) for one in work.values() if isinstance(one, Recode)}
    for coding in came:
        if coding.id in along.told and (coding.id, 0) not in there:
            key = str(uuid5(_AGAIN, f"{coding.id} {coding.article_id}"))
            mine = (coding.article_id, coding.coder_id, coding.id)
            work["recode", key] = Recode(key, *mine, along.told[coding.id], 0)


def _why_not(versions: Sequence[Article], sha256: str, ours: Mapping[Key, Record]) -> str:
    """Why the work on an article stays in the package; empty when it comes in."""
    if not versions:
        return "The article is not in this project any more."
    if versions[0].sha256 != sha256:
        return "The article has another text in this project."
    if not any(isinstance(one, Assignment) and one.round_id for one in ours.values()):
        return "It was taken back or moved to others meanwhile. Assign it again to take the work in."
    return ""


def _title(versions: Sequence[Article], article_id: str) -> str:
    return (versions[-1].title or versions[-1].file_name) if versions else article_id


def _doubt(clash: Clash, article: Article, theirs: Mapping[Key, Record], ours: Mapping[Key, Record]) -> Doubt:
    key = (clash.kind, clash.id)
    coding = ours.get(key) or theirs.get(key)
    words = " … ".join(q.exact for q in coding.quotes) if isinstance(coding, Coding) else ""
    return Doubt(_title((article,), article.id), words, clash.text, clash.outcome)
