"""What changes the material, not the codings: articles imported, analyses stored, the model chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.app.access import Right, check_may
from core.app.state import State
from core.domain.article import Article
from core.domain.changes import Change, ChangeSet
from core.domain.errors import Refused
from core.domain.suggestion import SuggestionSet


@dataclass(frozen=True, slots=True)
class ImportArticles:
    """Add articles. No step of undo: taking an import back would take away what others have coded in it."""

    articles: tuple[Article, ...]
    undoable: bool = False

    @property
    def label(self) -> str:
        """How many articles."""
        return f"Import {len(self.articles)} article{'' if len(self.articles) == 1 else 's'}"

    def plan(self, state: State) -> ChangeSet:
        """Articles the project has already are left as they are; refused: ``not-yours``."""
        check_right(state, Right.ADD_ARTICLES)
        there = state.articles_there(article.id for article in self.articles)
        return ChangeSet(tuple(Change(None, article) for article in self.articles if article.id not in there))


@dataclass(frozen=True, slots=True)
class GroupArticles:
    """Say of articles which group of near-duplicates they are in; ``groups``: id of article → group."""

    groups: tuple[tuple[str, str], ...]
    label: str = "Group near-duplicates"
    undoable: bool = False

    def plan(self, state: State) -> ChangeSet:
        """Articles that are gone or in a group already are left as they are."""
        changes = []
        for article_id, group in self.groups:
            article = state.stored(Article, article_id)
            if article is not None and not article.group:
                changes.append(Change(article, replace(article, group=group)))
        return ChangeSet(tuple(changes))


@dataclass(frozen=True, slots=True)
class StoreSuggestions:
    """Keep the result of an analysis in place of the one before; ids are lasting, so decisions stay."""

    found: SuggestionSet
    label: str = "Analyse article"
    undoable: bool = False

    def plan(self, state: State) -> ChangeSet:
        """Refused when the analysis is of another text than the project holds."""
        article = state.stored(Article, self.found.article_id)
        if article is None or article.sha256 != self.found.text_sha256:
            raise Refused(
                "stale-analysis",
                "The article has changed or gone since its analysis began; analyse it again.",
                where=self.found.article_id,
            )
        before = state.analysis(article.id)
        found = _known_again(article, before, self.found)
        if before is not None and replace(before, made_at=found.made_at) == found:
            return ChangeSet(())
        return ChangeSet((Change(before, found),))


@dataclass(frozen=True, slots=True)
class StoreAnalyses:
    """Keep what the machine found in several articles, as one line of the journal; see `StoreSuggestions`."""

    found: tuple[SuggestionSet, ...]
    undoable: bool = False

    @property
    def label(self) -> str:
        """How many articles."""
        return f"Analyse {len(self.found)} article{'' if len(self.found) == 1 else 's'}"

    def plan(self, state: State) -> ChangeSet:
        """Late answers, to texts that changed or went, are left out."""
        changes = []
        for found in self.found:
            article = state.stored(Article, found.article_id)
            if article is None or article.sha256 != found.text_sha256:
                continue
            before = state.stored(SuggestionSet, article.id)
            found = _known_again(article, before, found)
            if before is None or replace(before, made_at=found.made_at) != found:
                changes.append(Change(before, found))
        return ChangeSet(tuple(changes))


@dataclass(frozen=True, slots=True)
class SetModel:
    """Choose the language model of the project; empty means the one that comes with the program."""

    model: str
    label: str = "Choose language model"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing changes when the model is chosen already; refused: ``not-yours``."""
        check_right(state, Right.MACHINE)
        project = state.project
        if project.model == self.model:
            return ChangeSet(())
        return ChangeSet((Change(project, replace(project, model=self.model)),))


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Say which language the project's articles are in, and with which model they are read.

    ``model`` empty: the one that fits the language. Articles whose head names a language keep their own.
    """

    language: str
    model: str = ""
    label: str = "Choose language and model"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing changes when both are chosen already; refused: ``not-yours``, ``no-language``."""
        check_right(state, Right.MACHINE)
        if not self.language:
            raise Refused("no-language", "Say which language the articles are in.")
        project = state.project
        after = replace(project, language=self.language, model=self.model)
        return ChangeSet((Change(project, after),) if after != project else ())


def _known_again(article: Article, before: SuggestionSet | None, found: SuggestionSet) -> SuggestionSet:
    """On a corrected text ``found`` has the ids of what was decided on the text before: an id is made of the
    whole text, so the machine alone would never give the same one twice."""
    if before is None or not article.version_of:
        return found
    from core.text.carry_units import adopted  # not at every start

    return replace(found, suggestions=adopted(found.suggestions, before.suggestions))


def check_right(state: State, right: Right) -> None:
    """Raise `Refused` (``not-yours``) when the person at work may not do this."""
    check_may(right, state.coder, rounds=len(state.rounds()), designs=state.decides_design)
