"""What can be done to a codebook, each a value; `codebook_editing` carries them out."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.codebook import Category, Ruling, Scheme, SlotDef, Variable
from core.domain.coding import Layer


@dataclass(frozen=True, slots=True)
class PutCategory:
    """Add a category, or change one of the same code: label, definition, rules, key, colour, parent.

    ``after``: the code it is to stand behind, empty: at the end of its parent's, or where it is.
    """

    layer: Layer
    category: Category
    after: str = ""


@dataclass(frozen=True, slots=True)
class RetireCategory:
    """Offer a category no more; ``replaced_by``: the codes to use instead, which must be there."""

    layer: Layer
    code: str
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RestoreCategory:
    """Offer a retired category again."""

    layer: Layer
    code: str


@dataclass(frozen=True, slots=True)
class MoveCategory:
    """Put a category, with what is under it, below another; an empty ``parent``: at the top.

    ``step``: -1 or 1 moves it up or down among those beside it, and leaves the parent.
    """

    layer: Layer
    code: str
    parent: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True)
class ChangeCode:
    """Give a category another code: the old one is retired in its favour, what is under it moves along."""

    layer: Layer
    code: str
    new: str


@dataclass(frozen=True, slots=True)
class MergeCategories:
    """Retire several codes in favour of one, which is one of them or another that is there."""

    layer: Layer
    codes: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True)
class SplitCategory:
    """Retire a code in favour of two or more new ones, which take its place in the tree."""

    layer: Layer
    code: str
    into: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class PutVariable:
    """Add a variable to a layer, or change the one of the same name."""

    layer: Layer
    variable: Variable


@dataclass(frozen=True, slots=True)
class RetireVariable:
    """Ask for a variable no more; values recorded stay with their codings."""

    layer: Layer
    name: str


@dataclass(frozen=True, slots=True)
class PutSlot:
    """Add a slot, or change the one of the same name."""

    layer: Layer
    slot: SlotDef


@dataclass(frozen=True, slots=True)
class MoveSlot:
    """Put a slot before the one above it (``step`` -1) or after the one below it (1)."""

    layer: Layer
    name: str
    step: int


@dataclass(frozen=True, slots=True)
class RemoveSlot:
    """Take a slot out that no version in force has had: codings refer to those of the others."""

    layer: Layer
    name: str


@dataclass(frozen=True, slots=True)
class PutRuling:
    """Add a ruling, or change the one of the same id."""

    ruling: Ruling


@dataclass(frozen=True, slots=True)
class RemoveRuling:
    """Take a ruling back."""

    id: str


@dataclass(frozen=True, slots=True)
class UseScheme:
    """Take a ready scheme for a layer: its categories are added, and those there before retired if asked."""

    layer: Layer
    scheme: Scheme
    categories: tuple[Category, ...]
    retire_others: bool = True


@dataclass(frozen=True, slots=True)
class NameCodebook:
    """Call the codebook otherwise."""

    name: str


Edit = (
    PutCategory
    | RetireCategory
    | RestoreCategory
    | MoveCategory
    | ChangeCode
    | MergeCategories
    | SplitCategory
    | PutVariable
    | RetireVariable
    | PutSlot
    | MoveSlot
    | RemoveSlot
    | PutRuling
    | RemoveRuling
    | UseScheme
    | NameCodebook
)
