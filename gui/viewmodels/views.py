"""Frozen values the desk's panels draw; they decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from core.domain.coding import Layer
from core.domain.text import Span


class State(StrEnum):
    """How a unit stands; drawn by form, never by colour alone."""

    SUGGESTED = "suggested"  # dashed outline
    CONFIRMED = "confirmed"  # solid
    FIXED = "fixed"  # solid with a small tick
    ADDED = "added"  # solid
    REJECTED = "rejected"  # not drawn in the text; recallable in the card list


class Mark(NamedTuple):  # an article may have thousands; a named tuple is made three times as fast
    """Something drawn in the text. Several marks may cover the same words.

    ``unit``: id of the suggestion or coding; ``role``: ``unit`` (its own spans) or a slot's name
    (``cue``, ``speaker`` …) drawn only for the current unit except ``cue``, which always shows;
    ``letter``: tiny type letter of a mention (P, O, G …), empty for lanes.
    """

    unit: str
    layer: Layer
    category: str
    spans: tuple[Span, ...]
    state: State
    role: str = "unit"
    letter: str = ""
    current: bool = False


class Seam(NamedTuple):
    """A place ``at`` which the machine assumes a lost space or, with ``end``, a lost sentence end.

    ``refused``: the coder says that nothing is lost there.
    """

    at: int
    end: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class SeamCard:
    """The small card at a place of lost text. ``words``: what stands there; ``verb``: what turning does."""

    seam: Seam
    title: str
    detail: str
    verb: str
    words: str
    number: int
    total: int
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """Words the coder has selected; fragments in reading order."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be picked: a type, a topic, an actor, a mode. ``key``: the key that picks it."""

    code: str
    label: str
    detail: str = ""
    key: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One slot of a unit card. ``words``: what it says in the text; ``actors``: their names, in order.

    ``focused``: the slot takes the next click; ``hint``: what to do or why it is filled so;
    ``problem``: what a rule says about it.
    """

    name: str
    label: str
    words: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    tint: str = ""  # entity type whose colours the chip takes
    hint: str = ""
    problem: str = ""
    required: bool = False
    many: bool = False
    focused: bool = False
    index: int = -1  # of the fill among the unit's slots; -1 when the slot is empty


@dataclass(frozen=True, slots=True)
class VariableRow:
    """One variable of a unit card, with the values it can take (empty ``choices``: free text)."""

    name: str
    label: str
    value: str = ""
    value_label: str = ""
    choices: tuple[Choice, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class UnitCard:
    """One statement, topic or event (or the mention at the mark), as its card shows it."""

    id: str
    layer: Layer
    number: int
    title: str
    detail: str
    state: State
    category: str
    category_label: str
    tint: str = ""
    confidence: float = 0.0
    reason: str = ""
    slots: tuple[SlotRow, ...] = ()
    variables: tuple[VariableRow, ...] = ()
    choices: tuple[Choice, ...] = ()  # types by number key; for events the ranked three first
    problems: tuple[str, ...] = ()
    note: str = ""
    question: str = ""
    current: bool = False
    draft: bool = False  # being filled by click order, not yet complete
    depth: int = 0  # nesting inside another statement
    same: int = 0  # how many open suggestions in the article are "like this"


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of the work list."""

    article_id: str
    title: str
    source: str
    published: str
    status: str  # new, in progress, complete
    progress: str  # "7 / 55", "✓ complete", "new", "? question"
    questions: int = 0
    current: bool = False
    hidden: bool = False  # the study design keeps the machine's suggestions from this coder here
    unaided: int = 0  # from how many coders it keeps them; told to who decides on the design only


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a text. ``number``: 1 is the text as imported; ``said``: it, and why it was made."""

    article_id: str
    number: int
    said: str
    newest: bool
    current: bool


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The open article's head and text."""

    id: str
    title: str
    source: str
    published: str
    words: int
    minutes: int
    checked: int
    total: int
    text: str
    repairs: tuple[int, ...]
    status: str
    answers: tuple[tuple[str, str], ...]
    note: str
    analysed: bool
    read_only: bool = False
    hidden: bool = False  # the study design keeps the machine's suggestions from this coder
    returned: str = ""  # what the supervisor said when sending it back
    rests: str = ""  # what the machine can't suggest in the article's language, in one sentence
    versions: tuple[VersionRow, ...] = ()  # of a text that was corrected, the newest first


@dataclass(frozen=True, slots=True)
class StatusView:
    """The bar at the bottom."""

    saved: str  # "Saved", or what is not yet saved
    undo: str  # label of the step undo takes back; empty when none
    redo: str
    questions: int
    message: str = ""  # the last thing worth saying, e.g. a refusal in words
    busy: str = ""  # what the worker does
    progress: float = -1.0  # 0..1, negative: unknown or idle
    recodes: int = 0  # codings that a new codebook or a corrected text has put in question, on all articles


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the undo history."""

    seq: int
    at: str
    label: str
    article: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class MarkCard:
    """The card at the mark or at the selected words.

    ``anchor``: where it hangs; exactly one of ``unit`` (a unit's card) and ``words`` (selected words) is
    given. ``choices``: what the words can become (code ``mention:GPE``, ``statement``, ``event``,
    ``topic``, ``fill:speaker``, ``fragment``), each with its key. ``others``: how many more units lie
    under the same point (pressing again cycles through them).
    """

    anchor: Span
    unit: UnitCard | None = None
    words: str = ""
    choices: tuple[Choice, ...] = ()
    others: int = 0


@dataclass(frozen=True, slots=True)
class CardsView:
    """The card list of one layer: ids in reading order. The cards come from `Cards.card` one by one.

    ``rejected``: ids of rejected suggestions, which can be taken back; ``answer``: "nothing there" or
    "not codable" when the coder said so; ``hidden``: suggestions below the threshold.
    """

    layer: Layer
    ids: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    current: str = ""
    answer: str = ""
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class CandidatesView:
    """What could fill the focused slot, best first.

    ``spans``: the words of those that stand in the text, lit; ``lit``: index into ``spans`` of the
    current one, -1 when it has no words; ``current``: index into ``choices``, -1 before stepping.
    """

    unit: str = ""
    slot: str = ""
    label: str = ""
    choices: tuple[Choice, ...] = ()
    spans: tuple[Span, ...] = ()
    current: int = -1
    lit: int = -1


@dataclass(frozen=True, slots=True)
class FoundView:
    """Find in article: where ``query`` occurs and which place is current (-1: none)."""

    query: str = ""
    spans: tuple[Span, ...] = ()
    current: int = -1


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One line of the topics tree. ``rank``: primary or secondary at article level, else empty;
    ``passages``: how many passages carry it; ``suggested``: open suggestions of it."""

    code: str
    label: str
    depth: int = 0
    parent: str = ""
    detail: str = ""
    rank: str = ""
    passages: int = 0
    suggested: int = 0
    key: str = ""
    selectable: bool = True


@dataclass(frozen=True, slots=True)
class TopicsView:
    """The topics tree as it stands under ``query``; ``recent`` answers the number keys."""

    query: str = ""
    rows: tuple[TopicRow, ...] = ()
    recent: tuple[Choice, ...] = ()
    selection: str = ""  # the selected words a passage code would go to


@dataclass(frozen=True, slots=True)
class Definition:
    """The codebook at hand: what a category means and where it comes from."""

    layer: Layer
    code: str
    label: str
    group: str = ""
    path: tuple[str, ...] = ()
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    scheme: str = ""
    licence: str = ""
    cite: str = ""
    rulings: tuple[str, ...] = ()  # decisions on hard cases, with the words they were about


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something that keeps the article from being complete; ``unit`` is where to jump, empty for a layer."""

    code: str
    text: str
    unit: str = ""
    layer: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question to the supervisor, with the answer when there is one."""

    id: str
    text: str
    about: str = ""
    about_words: str = ""
    answer: str = ""
    settled: bool = False
