"""The codebook room: a draft of the next version, what it changes and touches, and taking it in one act.

Nothing of a draft is in the project before it is taken: coders go on with the version in force.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from core.app.codebooks import in_words, read_draft, schemes, write_codebook
from core.app.commands.codebook import Impact, ReviseCodebook, impacts
from core.app.commands.ids import new_id, now
from core.app.workspace import Workspace
from core.domain.changes import Applied
from core.domain.codebook import Category, Codebook, LayerDef, Ruling
from core.domain.codebook_editing import edited
from core.domain.codebook_edits import (
    Edit,
    PutCategory,
    PutRuling,
    RemoveSlot,
    SplitCategory,
    UseScheme,
)
from core.domain.coding import Coding, Layer
from core.domain.errors import PersonError
from gui.viewmodels.codebook_draft import DraftKeeper
from gui.viewmodels.observable import Observable

NOT_YOURS = "Only a supervisor changes the codebook; you can read it here."
READ_ONLY = "This project can only be read at the moment."
_FIELD = re.compile(r"layers\[\d+\]\.(?:variables|slots|categories)\[\d+\]\.(\w+)")
DECIDE = "Resume the draft of earlier or discard it first."


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One category in the tree."""

    code: str
    label: str
    depth: int
    state: str = ""  # retired, with what took its place, heading, new or changed


@dataclass(frozen=True, slots=True)
class RoomView:
    """The room. ``changes``: what the draft changes, in words; ``touched``: with what that touches;
    ``problem``: why the last act was refused; ``editable``: whether this person may change it."""

    book: Codebook
    layer: LayerDef
    rows: tuple[CodeRow, ...]
    category: Category | None
    changes: tuple[str, ...] = ()
    touched: tuple[Impact, ...] = ()
    versions: tuple[Codebook, ...] = ()
    problem: str = ""
    said: str = ""
    why_not: str = ""
    waiting: str = ""  # a draft of earlier, in words
    fault_at: str = ""  # the field the problem is about: condition, values, default …

    @property
    def editable(self) -> bool:
        """Whether this person may change the codebook."""
        return not self.why_not


class CodebookRoom:
    """Holds the draft; `take` makes it the version in force. ``test`` opens the sample with a codebook."""

    def __init__(self, workspace: Workspace, test: Callable[[Codebook], object]) -> None:
        self._workspace, self._test = workspace, test
        self._base = self._draft = workspace.state.codebook
        self._layer, self._code = self._draft.layers[0].layer, ""
        self._problem = self._said = ""
        self._over, self._fault_at = False, ""
        self._drafts = DraftKeeper(workspace)
        if not self._forbidden():
            self._drafts.look(self._base)
        self._touched: tuple[Codebook, tuple[Impact, ...]] | None = None
        self.view: Observable[RoomView] = Observable(self._seen())
        self._stop = workspace.subscribe(self._on_applied)

    def close(self) -> None:
        """Stop listening; the draft waits on the disk for the next time."""
        self._over = True
        self._stop()

    # -- looking ------------------------------------------------------------------------------------

    def choose_layer(self, layer: Layer) -> None:
        """Show the categories of a layer."""
        if layer != self._layer:
            self._layer, self._code = layer, ""
            self._publish()

    def choose(self, code: str) -> None:
        """Show one category."""
        if code != self._code:
            self._code = code
            self._publish()

    def compared(self, version: int) -> tuple[str, ...]:
        """What the version after ``version`` changed, in words."""
        known = {book.version: book for book in self.view.value.versions}
        if version not in known or version + 1 not in known:
            return ()
        return in_words(known[version], known[version + 1])

    # -- changing the draft -------------------------------------------------------------------------

    def do(self, *edits: Edit, choose: str = "") -> bool:
        """Change the draft; a refusal is shown and changes nothing. ``choose``: the code to show after."""
        return self._to(lambda: edited(self._draft, edits), choose)

    def put(self, **fields: object) -> bool:
        """Change fields of the category shown."""
        category = self.view.value.category
        if category is None:
            return False
        after = replace(category, **fields)  # type: ignore[arg-type]
        return after == category or self.do(PutCategory(self._layer, after))

    def add(self, code: str, label: str, *, below: bool) -> bool:
        """Add a category beside the one shown, or below it."""
        shown = self.view.value.category
        parent = "" if shown is None else shown.code if below else shown.parent
        new = Category(code.strip(), label.strip() or code.strip(), parent=parent)
        if any(c.code == new.code for c in self._draft.layer(self._layer).categories):
            return self._refuse(f"There is a category “{new.code}” already. Choose another code.")
        return self.do(PutCategory(self._layer, new, shown.code if shown else ""), choose=new.code)

    def split(self, labels: Iterable[str]) -> bool:
        """Split the category shown; the new codes are made of the old one: 104a, 104b …"""
        shown = self.view.value.category
        names = [label.strip() for label in labels if label.strip()]
        if shown is None:
            return False
        letters = "abcdefghijklmnopqrstuvwxyz"
        parts = tuple(
            replace(shown, code=f"{shown.code}{letters[n]}", label=label, key="")
            for n, label in enumerate(names[: len(letters)])
        )
        return self.do(SplitCategory(self._layer, shown.code, parts), choose=parts[0].code if parts else "")

    def rule(self, text: str, quote: str = "") -> bool:
        """Add a ruling on the category shown, or on the layer."""
        shown = self.view.value.category
        ruling = Ruling(
            new_id(), self._layer, shown.code if shown else "", text.strip(), quote.strip(), now()
        )
        return self.do(PutRuling(ruling))

    def remove_slot(self, name: str) -> bool:
        """Take a slot out that is in the draft only."""
        slots = next((la.slots for la in self._base.layers if la.layer == self._layer), ())
        if any(slot.name == name for slot in slots):
            said = "This slot is in force and codings refer to it, so it stays. It need not be required."
            return self._refuse(said)
        return self.do(RemoveSlot(self._layer, name))

    def use(self, scheme: UseScheme, *, retire_others: bool) -> bool:
        """Take a ready scheme."""
        self._layer, self._code = scheme.layer, ""
        return self.do(replace(scheme, retire_others=retire_others))

    def read(self, path: str) -> bool:
        """Take what a file would make of the version in force as the draft."""
        return self._to(lambda: read_draft(Path(path), self._base, self._layer), "")

    def write(self, path: str) -> bool:
        """Write the draft to a file: JSON, workbook or REFI-QDA, as the ending says."""
        try:
            write_codebook(self._draft, Path(path), overwrite=True)
        except PersonError as error:
            return self._refuse(str(error))
        self._problem, self._said = "", f"Written: {path}"
        self._publish()
        return True

    def resume(self) -> None:
        """Go on with the draft of earlier."""
        self._draft = self._drafts.resume(self._base)
        self._problem = self._said = ""
        self._publish()

    def discard(self) -> None:
        """Begin again from the version in force; a draft of earlier is forgotten, too."""
        self._drafts.forget()
        self._base = self._draft = self._workspace.state.codebook
        self._problem = self._said = ""
        self._publish()

    @staticmethod
    def schemes() -> tuple[UseScheme, ...]:
        """The ready schemes, each with licence and citation."""
        return schemes()

    # -- taking it ----------------------------------------------------------------------------------

    def take(self, note: str, recode: Iterable[str]) -> bool:
        """Make the draft the next version; ``recode``: keys of the changes whose codings are coded again."""
        number = self._base.version + 1
        label = f"Codebook version {number}"
        try:
            self._workspace.execute(
                ReviseCodebook(self._base.version, self._draft, note, frozenset(recode), label=label)
            )
        except PersonError as error:
            return self._refuse(str(error))
        self._said = (
            f"Version {self._base.version} is in force. Ctrl+Z takes it back while nobody codes with it."
        )
        self._publish()
        return True

    def try_out(self) -> None:
        """Code the sample with the draft, in a project of its own."""
        self._test(self._draft)

    # -- within -------------------------------------------------------------------------------------

    def _to(self, make: Callable[[], Codebook], choose: str) -> bool:
        if self._over:
            return False
        if self._why_not():
            return self._refuse(self._why_not())
        try:
            self._draft = make()
        except PersonError as error:
            found = _FIELD.match(error.where) if error.code == "codebook" else None
            field = found[1] if found else ""
            where = f" ({error.where})" if error.where and not field else ""
            return self._refuse(f"{error.text}{where}", field)
        self._problem, self._said, self._fault_at = self._drafts.keep(self._draft), "", ""
        self._code = choose or self._code
        self._publish()
        return True

    def _refuse(self, text: str, field: str = "") -> bool:
        self._problem, self._said, self._fault_at = text, "", field
        self._publish()
        return False

    def _on_applied(self, applied: Applied) -> None:
        records = [c.after if c.after is not None else c.before for c in applied.entry.changes.changes]
        if any(isinstance(record, Codebook) for record in records):
            self._follow_version()
        elif any(isinstance(record, Coding) for record in records):
            self._touched = None

    def _follow_version(self) -> None:
        """Another version is in force: what was taken is no draft any more, any other draft waits."""
        taken = in_words(self._workspace.state.codebook, self._draft) == ()
        if taken or self._draft == self._base:
            self.discard()
            return
        self._base = self._draft = self._workspace.state.codebook
        self._drafts.look(self._base)
        self._publish()

    def _why_not(self) -> str:
        return self._forbidden() or (DECIDE if self._drafts.told(self._base) else "")

    def _forbidden(self) -> str:
        if self._workspace.read_only:
            return READ_ONLY
        return "" if self._workspace.state.decides_design else NOT_YOURS

    def _impacts(self) -> tuple[Impact, ...]:
        if self._forbidden():
            return ()
        if self._touched is None or self._touched[0] is not self._draft:
            self._touched = (self._draft, impacts(self._workspace.state, self._draft))
        return self._touched[1]

    def _seen(self) -> RoomView:
        book = self._draft
        layer = next((la for la in book.layers if la.layer == self._layer), book.layers[0])
        with self._workspace.queries.snapshot() as picture:
            versions = tuple(sorted(picture.codebooks, key=lambda one: one.version, reverse=True))
        return RoomView(
            book,
            layer,
            tuple(_rows(layer, self._base)),
            book.category(layer.layer, self._code),
            in_words(self._base, book),
            self._impacts(),
            versions,
            self._problem,
            self._said,
            self._why_not(),
            self._drafts.told(self._base),
            self._fault_at if self._problem else "",
        )

    def _publish(self) -> None:
        self.view.set(self._seen())


def _rows(layer: LayerDef, base: Codebook) -> Iterable[CodeRow]:
    """The tree from top to bottom; retired codes come last."""
    below: dict[str, list[Category]] = {}
    known = {c.code for c in layer.offered}
    for category in layer.offered:
        below.setdefault(category.parent if category.parent in known else "", []).append(category)
    todo = [(c, 0) for c in reversed(below.get("", []))]
    while todo:
        category, depth = todo.pop()
        yield CodeRow(category.code, category.label, depth, _state(category, layer, base))
        todo += [(child, depth + 1) for child in reversed(below.get(category.code, []))]
    for category in layer.categories:
        if category.retired:
            instead = f" → {', '.join(category.replaced_by)}" if category.replaced_by else ""
            yield CodeRow(category.code, category.label, 0, f"retired{instead}")


def _state(category: Category, layer: LayerDef, base: Codebook) -> str:
    try:
        was = base.category(layer.layer, category.code)
    except KeyError:
        was = None
    if was is None:
        return "new"
    if was != category:
        return "changed"
    return category.key or ("" if category.selectable else "heading")
