"""Who codes without suggestions: one article and coder, or a random share of what nobody has begun."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.app.commands.hide import HideSuggestions, Pair, ShowSuggestions, drawn
from core.app.commands.labels import short
from core.app.queries import Design
from core.domain.article import Coder
from core.domain.changes import Applied
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Session

NOT_YOURS = "Only a supervisor decides who codes without suggestions."


@dataclass(frozen=True, slots=True)
class Entry:
    """One coder on one article. ``begun``: too late to change it."""

    coder_id: str
    name: str
    hidden: bool
    begun: bool


@dataclass(frozen=True, slots=True)
class Draw:
    """What to draw. ``coder``: from whom, empty for everybody; ``alike``: the same articles for all."""

    share: int = 20  # per cent
    seed: int = 1
    coder: str = ""
    alike: bool = False


@dataclass(frozen=True, slots=True)
class HidingView:
    """The page. ``preview``: what the draw would do; ``many``: pairs it would hide; ``now``: how it stands;
    ``back``: pairs that could be shown again; ``problem``: why nothing can be done here."""

    draw: Draw = Draw()
    coders: tuple[Coder, ...] = ()
    preview: str = ""
    many: int = 0
    now: str = ""
    back: int = 0
    problem: str = ""


class Hiding:
    """Asks for what may be hidden when somebody looks; every act is one line of the journal."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._draw = Draw()
        self._design: Design | None = None  # as read last; dropped with every act
        self.view: Observable[HidingView] = Observable(HidingView())
        self._stop = session.workspace.subscribe(self._on_applied)

    def close(self) -> None:
        """Stop listening."""
        self._stop()

    @property
    def decides(self) -> bool:
        """Whether the person may say so, and the project can be changed."""
        return self._session.state.decides_design and not self._session.workspace.read_only

    # -- one article --------------------------------------------------------------------------------

    def entries(self, article_id: str) -> tuple[Entry, ...]:
        """Each coder on one article; nothing for who may not decide."""
        design = self._known()
        if design is None:
            return ()
        pairs = ((coder, (article_id, coder.id)) for coder in design.coders)
        return tuple(Entry(c.id, c.name, pair in design.hidden, pair in design.begun) for c, pair in pairs)

    def turn(self, article_id: str, coder_id: str) -> bool:
        """Hide the suggestions on an article from a coder, or show them again."""
        design = self._known()
        if design is None:
            self._session.say(NOT_YOURS)
            return False
        head = self._session.workspace.queries.head(article_id)
        title = f"“{short(head.title or head.file_name)}”" if head else "the article"
        pairs = ((article_id, coder_id),)
        if pairs[0] in design.hidden:
            return self._session.run(ShowSuggestions(pairs, label=f"Show suggestions of {title}"))
        return self._session.run(HideSuggestions(pairs, label=f"Hide suggestions of {title}"))

    # -- a share ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look anew, for somebody who opens the page."""
        self._design = None
        self._publish()

    def choose(self, **changes: object) -> None:
        """Change the draw: ``share``, ``seed``, ``coder``, ``alike``; the preview follows."""
        self._draw = replace(self._draw, **changes)  # type: ignore[arg-type]
        self._publish()

    def hide(self) -> bool:
        """Hide what the draw says, as one act."""
        pairs, draw = self._drawn(), self._draw
        if not pairs:
            return False
        label = f"Hide {_counted(len(pairs))} of suggestions ({draw.share} %, seed {draw.seed})"
        return self._session.run(HideSuggestions(pairs, label=label))

    def show_again(self) -> bool:
        """Show everything again that nobody has begun without, as one act."""
        pairs = self._back()
        label = f"Show {_counted(len(pairs))} of suggestions again"
        return bool(pairs) and self._session.run(ShowSuggestions(pairs, label=label))

    # -- within -------------------------------------------------------------------------------------

    def _known(self) -> Design | None:
        if self._design is None and self.decides:
            self._design = self._session.workspace.queries.design()
        return self._design

    def _on_applied(self, _applied: Applied) -> None:
        self._design = None
        if self.view.listeners:
            self._publish()

    def _chosen(self, design: Design) -> tuple[Coder, ...]:
        return tuple(c for c in design.coders if self._draw.coder in ("", c.id))

    def _drawn(self) -> tuple[Pair, ...]:
        """The pairs to hide: of articles the coder has not begun, or, for all alike, none of them has."""
        design, draw = self._known(), self._draw
        if design is None:
            return ()
        coders = self._chosen(design)
        found: list[Pair] = []
        for coder in coders:
            others = coders if draw.alike else (coder,)
            free = [a for a in design.articles if not any((a, c.id) in design.begun for c in others)]
            own = "" if draw.alike else coder.id
            found += ((a, coder.id) for a in drawn(free, draw.share / 100, draw.seed, own))
        return tuple(pair for pair in found if pair not in design.hidden)

    def _back(self) -> tuple[Pair, ...]:
        design = self._known()
        return tuple(sorted(design.hidden - design.begun)) if design is not None else ()

    def _publish(self) -> None:
        design = self._known()
        if design is None:
            self.view.set(HidingView(draw=self._draw, problem=NOT_YOURS))
            return
        pairs = self._drawn()
        self.view.set(
            HidingView(
                draw=self._draw,
                coders=design.coders,
                preview=self._preview(design, pairs),
                many=len(pairs),
                now=_standing(design),
                back=len(self._back()),
            )
        )

    def _preview(self, design: Design, pairs: tuple[Pair, ...]) -> str:
        coders = self._chosen(design)
        begun = sum((a, c.id) in design.begun for a in design.articles for c in coders)
        told = []
        for coder in coders:
            many = sum(pair[1] == coder.id for pair in pairs)
            told.append(f"{many} of {len(design.articles)} articles from {coder.name}")
        said = f"Hides the suggestions on {', '.join(told)}." if told else "There is no coder yet."
        if begun:
            said += f" {_counted(begun)} begun already: left as {'it is' if begun == 1 else 'they are'}."
        return said


def _standing(design: Design) -> str:
    if not design.hidden:
        return "Everybody sees suggestions on every article."
    told = []
    for coder in design.coders:
        many = sum(pair[1] == coder.id for pair in design.hidden)
        told.append(f"{coder.name} {many} of {len(design.articles)}")
    return f"Coded without suggestions now: {', '.join(told)}."


def _counted(many: int) -> str:
    return "1 article" if many == 1 else f"{many} articles"
