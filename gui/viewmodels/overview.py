"""The article's head, the bar at the bottom, what is open, and the codebook at hand."""

from __future__ import annotations

from core.app.analysing import resting
from core.app.commands.article import open_items
from core.app.commands.labels import quoted
from core.domain.article import Article
from core.domain.codebook import Category, Codebook
from core.domain.coding import Layer
from core.domain.rules import Problem
from core.domain.standing import status_of
from gui.viewmodels.analysis import Analysis
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.views import ArticleView, Definition, OpenItem, StatusView, VersionRow

SAVED = "Saved"
READ_ONLY = "Read only"


class Overview:
    """Values about the whole article, each computed anew only when something it shows has changed."""

    def __init__(self, session: Session, analysis: Analysis) -> None:
        self._session = session
        self._analysis = analysis
        self.head: Observable[ArticleView | None] = Observable(None)
        self.status: Observable[StatusView] = Observable(StatusView(SAVED, "", "", 0))
        self.open_items: Observable[tuple[OpenItem, ...]] = Observable(())
        self.definition: Observable[Definition | None] = Observable(None)
        session.changed.subscribe(self._on_changed)
        session.message.subscribe(lambda _: self._show_status())
        session.current.subscribe(self._on_current)
        analysis.busy.subscribe(lambda _: self._show_status())
        self._show_status()

    def list_open_items(self) -> OpenItem | None:
        """List what keeps the article from being complete; returns the first."""
        session = self._session
        found = open_items(session.state, session.article_id, session.threshold) if session.article_id else ()
        self.open_items.set(tuple(self._item(problem) for problem in found))
        return self.open_items.value[0] if found else None

    def show_definition(self, layer: Layer, code: str) -> None:
        """Show what the codebook says of a category; nothing when it does not know it."""
        self.definition.set(define(self._session.codebook, layer, code))

    def _item(self, problem: Problem) -> OpenItem:
        unit = self._session.units.get(problem.unit)
        if unit is None:
            return OpenItem(problem.code, problem.text, problem.unit, problem.where, problem.where)
        what = quoted(unit.what, self._session.text)
        if not unit.what.spans:
            what = f"“{self._session.codebook.label(unit.layer, unit.what.category)}” {what}"
        return OpenItem(problem.code, f"{what}: {problem.text}", problem.unit, str(unit.layer), problem.where)

    def _on_changed(self, refresh: Refresh) -> None:
        self._show_head()
        self._show_status()
        if refresh.whole:
            self.open_items.set(())
        elif self.open_items.value and (refresh.units or refresh.head):
            self.list_open_items()

    def _on_current(self, unit_id: str) -> None:
        unit = self._session.units.get(unit_id)
        if unit is not None:
            self.show_definition(unit.layer, unit.what.category)

    def _show_head(self) -> None:
        session = self._session
        article = session.article
        if article is None:
            self.head.set(None)
            return
        made = session.state.suggestion_set(article.id)
        assignment = session.assignment
        checked = session.units.checked
        answered = [key for key, _ in assignment.answers]
        seconds = session.state.work_time(article.id).seconds
        self.head.set(
            ArticleView(
                id=article.id,
                title=article.title or article.file_name,
                source=article.source,
                published=article.published,
                words=article.words,
                minutes=round(seconds / 60),
                checked=checked,
                total=checked + session.units.open_count(answered),
                text=article.text,
                repairs=session.repairs,
                status=str(status_of(assignment)),
                returned=assignment.returned,
                answers=assignment.answers,
                note=assignment.note,
                analysed=made is not None,
                read_only=not session.writable,
                hidden=session.hidden,
                rests=resting(article.language or session.state.project.language),
                versions=self._versions(article),
            )
        )

    def _versions(self, article: Article) -> tuple[VersionRow, ...]:
        """The versions of its text; most articles have one, and nothing is loaded for them."""
        state = self._session.state
        if not article.version_of and not state.versions.is_older(article.id):
            return ()
        from gui.viewmodels.correcting import versions_of

        return versions_of(state, article)

    def _show_status(self) -> None:
        session = self._session
        history = session.workspace.history
        undo, redo = history.undo_step, history.redo_step
        asked = session.state.questions(session.article_id) if session.article_id else ()
        busy = self._analysis.busy.value
        self.status.set(
            StatusView(
                saved=READ_ONLY if session.workspace.read_only else SAVED,
                undo=undo.label if undo else "",
                redo=redo.label if redo else "",
                questions=sum(not q.settled for q in asked),
                message=session.message.value,
                busy=busy.text,
                progress=busy.done,
                recodes=len(session.state.recodes()),
            )
        )


def define(codebook: Codebook, layer: Layer, code: str) -> Definition | None:
    """What ``codebook`` says of a category, with the headings above it and the scheme it comes from."""
    found = codebook.category(layer, code)
    if found is None:
        return None
    within = codebook.layer(layer)
    scheme = next((s for s in codebook.schemes if s.id == within.scheme), None)
    return Definition(
        layer=layer,
        code=code,
        label=found.label,
        group=found.group,
        path=_path(within.categories, found),
        definition=found.definition,
        include=found.include,
        exclude=found.exclude,
        examples=found.examples,
        scheme=f"{scheme.name}, {scheme.version}" if scheme else "",
        licence=scheme.licence if scheme else "",
        cite=scheme.cite if scheme else "",
        rulings=tuple(
            f"{ruling.text} “{ruling.quote}”" if ruling.quote else ruling.text
            for ruling in codebook.rulings
            if ruling.layer == layer and ruling.category in ("", code)
        ),
    )


def _path(categories: tuple[Category, ...], category: Category) -> tuple[str, ...]:
    known = {c.code: c for c in categories}
    path: list[str] = []
    above = known.get(category.parent)
    while above is not None and above.label not in path:
        path.insert(0, above.label)
        above = known.get(above.parent)
    return tuple(path)
