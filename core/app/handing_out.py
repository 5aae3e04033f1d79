"""Packages for coders without a connection: a project file that holds one coder's part of the study only.

Blind by construction: the package is a new file, and nothing is put into it but what is named here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import cast

from core.app.access import decides_design
from core.app.commands.handing import RecordHandOut
from core.app.commands.ids import new_id, now
from core.app.commands.rounds import may_be_given
from core.app.own_models import base_of
from core.app.workspace import Workspace
from core.domain.actor import Actor
from core.domain.article import Article, Assignment, Coder, Project, Role, Round
from core.domain.changes import Change, ChangeSet, Record
from core.domain.codebook import Codebook
from core.domain.coding import Coding, Decision, Layer
from core.domain.errors import Refused
from core.domain.handing import HandOut, Manifest, manifest_text, marked
from core.domain.suggestion import SuggestionSet
from core.storage.package import build
from core.storage.package_seal import check_passphrase, seal, signed
from core.storage.store import Store

# Whoever supervises is in the package by office, not by name: the one who carries it decides on nothing.
OFFICE = Coder("supervisor", "Supervisor", Role.SUPERVISOR, active=False)
_OWN = ("assignment", "work_time", "coding", "decision", "question", "recode")


@dataclass(frozen=True, slots=True)
class Package:
    """A package that is made and not yet given out. ``data``: the file; ``coder``: their name; ``round_id``:
    the round of the project that remembers it."""

    data: bytes
    coder: str
    round_id: str
    given: HandOut

    @property
    def text(self) -> str:
        """What it is, in words."""
        many = self.given.articles
        kept = " with a passphrase" if self.given.sealed else ""
        return f"{many} article{'' if many == 1 else 's'} for {self.coder}{kept}"


def prepare(where: Path | str, viewer_id: str, coder_id: str, passphrase: str = "") -> Package:
    """Make the package of a coder; reads only, on a connection of its own, so that a worker can do it.

    Raises `Refused`: ``not-yours``, ``no-coder``, ``left``, ``nothing-assigned``, ``short-passphrase``.
    """
    check_passphrase(passphrase)
    store = Store.open(where, read_only=True)
    try:
        with store.reading():
            data, round_id, given, coder = _made(store, viewer_id, coder_id)
    finally:
        store.close()
    if passphrase:
        data, given = seal(data, passphrase), replace(given, sealed=True)
    return Package(data, coder.name, round_id, given)


def give_out(workspace: Workspace, package: Package, out: Path, *, overwrite: bool = False) -> None:
    """Write the package and remember it in the project: both or neither.

    Raises `Refused` (``exists``) and `Unavailable`.
    """
    from core.export.aside import aside, check_target, spoken_errors

    check_target(out, workspace.where, overwrite=overwrite)
    with spoken_errors(out), aside(out) as file:
        file.write(package.data)
        file.flush()
        workspace.execute(RecordHandOut(package.round_id, package.given, f"Hand out {package.text}"))


def _made(store: Store, viewer_id: str, coder_id: str) -> tuple[bytes, str, HandOut, Coder]:
    coder = _checked(store, viewer_id, coder_id)
    rounds = {one.id: one for one in cast("list[Round]", store.select("round")) if not one.closed}
    given = [one for one in _assignments(store, coder_id) if one.round_id in rounds and not one.paused]
    if not given:
        said = f"Nothing is given out to {coder.name}. Give articles out in a round first."
        raise Refused("nothing-assigned", said, where=coder.name)
    part = _Part(store, coder, given)
    kept = [_of_package(rounds[round_id]) for round_id in sorted({one.round_id for one in given})]
    articles = tuple(part.articles())
    books = cast("list[Codebook]", store.select("codebook"))
    project = _project(store)
    hashes = tuple((one.id, one.sha256) for one in articles)
    version = max(book.version for book in books)
    manifest = Manifest(
        *(new_id(), project.id, coder.id, now(), store.last_seq(), version), lines=0, base="", articles=hashes
    )
    signer = _Signer(manifest, kept[0])
    people = (replace(coder, login="", secret=""), OFFICE)
    records = (*people, *books, *articles, *part.actors(), *kept, *part.work(), *part.first_sets())
    data = build(project, records, part.later_sets(), signer)
    given_out = HandOut(
        *(manifest.id, coder.id, manifest.made_at, manifest.seq, version, len(articles)), key=signer.key
    )
    return data, kept[0].id, given_out, coder


class _Signer:
    """Signs what a package began as; ``key`` checks that afterwards."""

    def __init__(self, manifest: Manifest, carrier: Round) -> None:
        self._manifest, self._carrier = manifest, carrier
        self.key = ""

    def __call__(self, lines: int, base: str) -> ChangeSet:
        text = manifest_text(replace(self._manifest, lines=lines, base=base))
        signature, self.key = signed(text)
        return ChangeSet((Change(self._carrier, marked(self._carrier, text, signature)),))


def _checked(store: Store, viewer_id: str, coder_id: str) -> Coder:
    people = {one.id: one for one in cast("list[Coder]", store.select("coder"))}
    viewer, coder = people.get(viewer_id), people.get(coder_id)
    if viewer is None or not decides_design(viewer, coders=len(people)):
        raise Refused("not-yours", "Only a supervisor hands out packages.")
    if coder is None:
        raise Refused("no-coder", "This project has no such coder.", where=coder_id)
    if not may_be_given(coder):
        said = "has left the project" if not coder.active else "only reads and exports"
        raise Refused("left", f"{coder.name} {said} and can't be given a package.", where=coder.name)
    return coder


def _assignments(store: Store, coder_id: str) -> list[Assignment]:
    return cast("list[Assignment]", store.select("assignment", coder_id=coder_id))


def _of_package(one: Round) -> Round:
    """A round without how it was drawn, which would tell of the others and of hidden repeats."""
    return replace(one, seed=0, settings=())


def _project(store: Store) -> Project:
    """A model trained for the project lies beside its file; the package reads with what that was made of."""
    project = cast(Project, store.select("project")[0])
    return replace(project, model=base_of(project.model, store.where))


class _Part:
    """One coder's part of a project."""

    def __init__(self, store: Store, coder: Coder, given: Iterable[Assignment]) -> None:
        self._store = store
        self._coder = coder
        self._given = {one.article_id: one for one in given}
        self._sets: dict[str, SuggestionSet] = {}
        self._work: list[Record] = []
        for article_id, one in sorted(self._given.items()):
            self._read(article_id, one)
        self._older = self._older_sets()

    def _read(self, article_id: str, own: Assignment) -> None:
        made = self._store.get("suggestion_set", article_id)
        # An analysis that leaves alone what another coder refused would tell of that.
        fits = isinstance(made, SuggestionSet) and made.refused == own.refused_repairs
        if isinstance(made, SuggestionSet) and fits and not own.suggestions_hidden:
            self._sets[article_id] = made
        for kind in _OWN:
            self._work += self._store.select(kind, article_id=article_id, coder_id=self._coder.id)

    def articles(self) -> Iterator[Article]:
        """Those given out; nothing tells which repeat another."""
        for article_id in self._given:
            found = self._store.get("article", article_id)
            if isinstance(found, Article):
                yield replace(found, repeat_of="", version_of="", group="")

    def work(self) -> list[Record]:
        """The coder's own records."""
        return self._work

    def first_sets(self) -> Iterator[SuggestionSet]:
        """The analysis of each article that is stored first."""
        for article_id, made in self._sets.items():
            yield next(iter(self._older.get(article_id, ())), made)

    def later_sets(self) -> list[ChangeSet]:
        """What is stored after it, in order, so that every decision has had its suggestion."""
        steps = []
        for article_id, older in self._older.items():
            row = [*older, self._sets[article_id]]
            steps += [ChangeSet((Change(*pair),)) for pair in pairwise(row)]
        return steps

    def _older_sets(self) -> dict[str, list[SuggestionSet]]:
        """Analyses that were replaced, where they proposed what the coder decided on."""
        lacking = set[tuple[str, str]]()
        for one in (r for r in self._work if isinstance(r, Decision)):
            made = self._sets.get(one.article_id)
            if made is not None and all(s.id != one.suggestion_id for s in made.suggestions):
                lacking.add((one.article_id, one.suggestion_id))
        found: dict[str, list[SuggestionSet]] = {}
        for line in self._store.entries() if lacking else ():
            for made in (c.after for c in line.changes.changes if isinstance(c.after, SuggestionSet)):
                ids = {(made.article_id, s.id) for s in made.suggestions}
                if lacking & ids and made.refused == self._given[made.article_id].refused_repairs:
                    lacking -= ids
                    found.setdefault(made.article_id, []).append(made)
        return found

    def actors(self) -> Iterator[Actor]:
        """The project's own actors that the coder's codings and suggestions name, by the names that these
        tell; what others linked to them stays out."""
        named = {a for r in self._work if isinstance(r, Coding) for f in r.slots for a in f.actors}
        told: dict[str, Actor] = {}
        for made in self._sets.values():
            named.update(a for s in made.suggestions for f in s.slots for a in f.actors)
            told.update((actor.id, actor) for actor in made.actors)
        for actor_id in sorted(named):
            own = self._store.get("actor", actor_id)
            if isinstance(own, Actor):
                known = self._words_for(actor_id)
                known.update(told[actor_id].aliases if actor_id in told else ())
                known.update(_shipped().get(actor_id, ()))
                yield replace(own, aliases=tuple(alias for alias in own.aliases if alias in known))

    def _words_for(self, actor_id: str) -> set[str]:
        """The words the coder linked to the actor."""
        mentions = (r for r in self._work if isinstance(r, Coding) and r.layer is Layer.MENTION)
        mine = (c for c in mentions if any(actor_id in fill.actors for fill in c.slots))
        return {" ".join(quote.exact.split()) for coding in mine for quote in coding.quotes}


def _shipped() -> dict[str, tuple[str, ...]]:
    from core.importing.codebook_file import load_actors

    return {actor.id: actor.aliases for actor in load_actors()}
