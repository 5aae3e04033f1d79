"""The room “Rounds”: plan who codes what with a live preview, and see and steer where everybody stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.app.commands.assigning import MoveWork, SendBack, moves
from core.app.commands.base import Command
from core.app.commands.rounds import BeginRound, CloseRound, CreateRound, may_be_given
from core.domain.article import Coder, Role, Round, RoundKind
from core.domain.changes import Applied
from core.domain.errors import PersonError
from core.domain.sampling import Pair, Plan, units_needed
from core.domain.standing import Cell, MatrixRow, Standing
from gui.viewmodels.observable import Observable
from gui.viewmodels.ports import Jobs
from gui.viewmodels.program import OpenProject
from gui.viewmodels.rounds_hand import Picked, assigning, counted, pausing, picked, taking_back, turning
from gui.viewmodels.rounds_preview import NOTHING_YET, Drawing, Preview

PAGE = 100  # rows of the matrix read at a time
MARKS = {
    Standing.NOT_ASSIGNED: "–",
    Standing.NEW: "○ new",
    Standing.IN_PROGRESS: "◐ in progress",
    Standing.COMPLETE: "✓ complete",
    Standing.PAUSED: "‖ paused",
    Standing.SENT_BACK: "↩ sent back",
}
_RELEVANT = ("round", "assignment", "coder", "article")


@dataclass(frozen=True, slots=True)
class Form:
    """What the plan says; shares in per cent, ``without``: ids of people who do not code."""

    name: str = ""
    kind: RoundKind = RoundKind.MAIN
    without: frozenset[str] = frozenset()
    per_article: int = 2
    overlap: int = 20
    articles: int = 0
    strata: str = "source and date"
    repeats: int = 0
    hidden: int = 0
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Precision:
    """What the helper for the size of a sample is asked; all in per cent, α too."""

    alpha: int = 80
    share: int = 20
    margin: int = 10


@dataclass(frozen=True, slots=True)
class RoundsView:
    """The room. ``preview``: what the draw gives; ``problem``: why it can't be given out now;
    ``chosen``: the round shown, empty for all; ``columns``: the coders of the matrix; ``total``: its rows;
    ``counts``: where everything stands; ``said``: what was done or refused last."""

    form: Form = Form()
    people: tuple[Coder, ...] = ()
    preview: Preview = NOTHING_YET
    problem: str = ""
    rounds: tuple[Round, ...] = ()
    chosen: str = ""
    columns: tuple[Coder, ...] = ()
    total: int = 0
    counts: str = ""
    precision: Precision = Precision()
    units: str = ""
    said: str = ""
    forbidden: str = ""
    edition: int = 0  # goes up whenever the matrix has to be read anew


class RoundsRoom:
    """One per open project; nothing is read before somebody looks."""

    def __init__(self, opened: OpenProject, jobs: Jobs) -> None:
        self._opened = opened
        self._drawing = Drawing(opened.where, opened.workspace.state.coder.id, jobs, self._drawn)
        self._pages: dict[int, list[MatrixRow]] = {}
        self.view: Observable[RoundsView] = Observable(RoundsView())
        self._looked = self._over = False
        self._sought = ""
        self._stop = opened.workspace.subscribe(self._on_applied)

    def close(self) -> None:
        """Stop listening; the project is about to be closed, so nothing is read any more."""
        self._over = True
        self._drawing.drop()
        self._stop()

    def look(self) -> None:
        """Read anew how things stand."""
        self._looked = True
        if not self._opened.workspace.state.decides_design:
            self.view.set(RoundsView(forbidden="Only a supervisor plans who codes what."))
            return
        self._drawing.forget()
        self._read()
        self._preview()
        self.ask()

    # -- the plan -------------------------------------------------------------------------------------

    def plan(self, **changes: object) -> None:
        """Change the form; the preview follows."""
        form = replace(self.view.value.form, **changes)  # type: ignore[arg-type]
        before = self.view.value.form
        self._set(form=form)
        if replace(form, name=before.name) == before:
            self._set(problem=self._problem())
        else:
            self._preview()

    def stop_preview(self) -> None:
        """Wait for the draw no longer."""
        self._drawing.stop()

    def ask(self, **changes: object) -> None:
        """Change what is asked of the helper for the size of a sample."""
        asked = replace(self.view.value.precision, **changes)  # type: ignore[arg-type]
        many = units_needed(asked.alpha / 100, asked.share / 100, asked.margin / 100)
        told = f"{many} units coded by two: α {asked.alpha / 100:.2f} ± {asked.margin / 100:.2f} at 95 %."
        self._set(precision=asked, units=told)

    def create(self) -> bool:
        """Give the round out, as one act."""
        form = self.view.value.form
        command = CreateRound(
            form.name,
            form.kind,
            self._wanted(),
            form.hidden / 100,
            label=f"Give out the round {form.name.strip()}",
        )
        done = self._run(command, f"Given out: {form.name.strip()}. Ctrl+Z takes it back as a whole.")
        if done:
            self.plan(name="")
        return done

    def begin_empty(self) -> bool:
        """Make the round without giving anything out: its articles are assigned by hand."""
        form = self.view.value.form
        name = " ".join(form.name.split())
        command = BeginRound(form.name, form.kind, label=f"Begin the round {name}")
        done = self._run(command, f"Begun: {name}. Pick cells in the table and press A to assign them.")
        if done:
            self.plan(name="")
        return done

    # -- the matrix -----------------------------------------------------------------------------------

    def choose(self, round_id: str) -> None:
        """Show one round, or with an empty id everything."""
        self._set(chosen=round_id)
        self._read()

    def search(self, text: str) -> None:
        """Show articles only whose title, source or file name holds these words."""
        self._sought = text
        self._read()

    def row(self, at: int) -> MatrixRow | None:
        """A row of the matrix; its page is read when it is first looked at."""
        page = at // PAGE
        if self._over:
            return None
        if page not in self._pages:
            self._pages[page] = self._opened.workspace.planning.rows(
                round_id=self.view.value.chosen, search=self._sought, limit=PAGE, offset=page * PAGE
            )
        rows = self._pages[page]
        return rows[at % PAGE] if at % PAGE < len(rows) else None

    def cell(self, at: int, column: int) -> Cell | None:
        """One coder on one article; ``None`` where the coder has nothing to do with it."""
        row, columns = self.row(at), self.view.value.columns
        if row is None or not 0 <= column < len(columns):
            return None
        return next((one for one in row.cells if one.coder_id == columns[column].id), None)

    def close_round(self) -> bool:
        """Close the round that is shown, or open it again."""
        found = next((one for one in self.view.value.rounds if one.id == self.view.value.chosen), None)
        if found is None:
            return False
        verb = "Open" if found.closed else "Close"
        return self._run(CloseRound(found.id, not found.closed, f"{verb} the round {found.name}"), "")

    def send_back(self, cell: Cell, said: str) -> bool:
        """Open a complete article for its coder again."""
        return self._run(SendBack(*_pair(cell), said), "Sent back.")

    def picked(self, places: Iterable[tuple[int, int]]) -> Picked:
        """What stands at rows and columns of the matrix; places without a coder are passed over."""
        columns = self.view.value.columns
        found: list[tuple[Pair, Cell | None]] = []
        for at, column in places:
            row = self.row(at)
            if row is not None and 0 <= column < len(columns):
                found.append(((row.article_id, columns[column].id), self.cell(at, column)))
        return picked(found)

    def open_rounds(self) -> tuple[Round, ...]:
        """The rounds articles can be assigned in: the one shown, else all that are open."""
        view = self.view.value
        return tuple(one for one in view.rounds if not one.closed and view.chosen in ("", one.id))

    def assign(self, some: Picked, round_: Round) -> bool:
        """Give what is free among the picked to its coders."""
        return self._run(assigning(some, round_), f"Assigned: {counted(some.free)}.")

    def take_back(self, some: Picked) -> bool:
        """Take back what nobody has begun among the picked."""
        if not some.new:
            self._set(said="Only what nobody has begun can be taken back. Pause it instead.")
            return False
        return self._run(taking_back(some), f"Taken back: {counted(some.new)}.")

    def pause(self, some: Picked) -> bool:
        """Take the picked from their coders' lists; where all are paused already, put them back."""
        paused = bool(some.running)
        if not paused and not some.paused:
            self._set(said="There is nothing to pause: what is complete stays as it is.")
            return False
        return self._run(pausing(some, paused=paused), "")

    def turn_suggestions(self, some: Picked) -> bool:
        """Hide the machine's suggestions from who has not begun, or show them again."""
        return self._run(turning(some), "")

    def move(self, some: Picked, coder_id: str) -> bool:
        """Give what one coder has not begun to somebody else."""
        return self._move(some.coder_id, (coder_id,), tuple(cell.article_id for cell in some.new))

    def move_all(self, coder_id: str) -> bool:
        """Give all a coder has not begun to the others, evenly."""
        people = self.view.value.people
        others = tuple(one.id for one in people if one.id != coder_id and one.role is Role.CODER)
        return self._move(coder_id, others, ())

    # -- within ---------------------------------------------------------------------------------------

    def _move(self, coder_id: str, to: tuple[str, ...], article_ids: tuple[str, ...]) -> bool:
        try:
            told = moves(self._opened.workspace.state, coder_id, to, article_ids).text
        except PersonError as error:
            self._set(said=error.text)
            return False
        return self._run(MoveWork(coder_id, to, article_ids), told)

    def _run(self, command: Command, said: str) -> bool:
        session = self._opened.desk.session
        done = session.run(command)
        self._set(said=said if done else session.message.value)
        return done

    def _wanted(self) -> Plan:
        view = self.view.value
        form = view.form
        coders = tuple(one.id for one in view.people if one.id not in form.without)
        return Plan(
            coders,
            form.per_article,
            form.overlap / 100,
            form.articles,
            form.strata,
            form.kind is RoundKind.RELIABILITY,
            form.repeats / 100,
            form.seed,
        )

    def _preview(self) -> None:
        names = {one.id: one.name for one in self.view.value.people}
        self._drawing.ask(self._wanted(), names)

    def _drawn(self, preview: Preview) -> None:
        if preview.done >= 0:  # what was drawn before stands until the new one is there, so nothing jumps
            preview = replace(self.view.value.preview, done=preview.done)
        self._set(preview=preview)
        self._set(problem=self._problem())

    def _problem(self) -> str:
        preview = self.view.value.preview
        if preview.done >= 0:
            return ""
        return preview.problem or ("" if self.view.value.form.name.strip() else "Give the round a name.")

    def _read(self) -> None:
        workspace, view = self._opened.workspace, self.view.value
        seen = workspace.planning.overview()
        chosen = view.chosen if any(one.id == view.chosen for one in seen.rounds) else ""
        counts = seen.of_round(chosen) if chosen else {}
        if not chosen:
            for tally in seen.tallies:
                counts[tally.standing] = counts.get(tally.standing, 0) + tally.many
        busy = {tally.coder_id for tally in seen.tallies}
        able = tuple(one for one in seen.coders if may_be_given(one))
        form = view.form
        if not self.view.value.people:  # supervisors plan; they code when they choose to
            apart = frozenset(one.id for one in able if one.role is not Role.CODER and len(able) > 1)
            form = replace(form, without=apart)
        self._pages = {}
        self._set(
            form=form,
            people=able,
            rounds=seen.rounds,
            chosen=chosen,
            columns=tuple(one for one in seen.coders if one.id in busy or one.role is Role.CODER),
            total=workspace.planning.count(round_id=chosen, search=self._sought),
            counts=_standing(counts),
            edition=view.edition + 1,
        )

    def _on_applied(self, applied: Applied) -> None:
        if not self._looked or self.view.value.forbidden:
            return
        if any(change.kind in _RELEVANT for change in applied.entry.changes.changes):
            self._drawing.forget()
            self._read()
            if self.view.listeners:
                self._preview()

    def _set(self, **changes: object) -> None:
        self.view.set(replace(self.view.value, **changes))  # type: ignore[arg-type]


def _pair(cell: Cell) -> tuple[str, str]:
    return cell.article_id, cell.coder_id


def _standing(counts: dict[Standing, int]) -> str:
    told = (f"{one.value} {counts[one]}" for one in Standing if counts.get(one))
    return ", ".join(told) or "Nothing is given out yet."
