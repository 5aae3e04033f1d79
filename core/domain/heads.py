"""What lists show of records without loading them: heads of articles and of journal lines."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.article import Status
from core.domain.changes import Origin


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """One line of a coder's work list.

    ``checked``: suggestions of the latest analysis the coder decided on; ``total``: those and the ones still
    to check; ``codings``: units the coder recorded; ``questions``: the coder's own not yet settled;
    ``analysed``: whether an analysis is stored; ``hidden``: whether the study design hides its suggestions,
    which then count nowhere; ``waiting``: confidences of all still to check, the unsure too, ascending;
    ``returned``: what the supervisor said when sending it back; ``hidden_from``: from how many coders the
    study hides the suggestions, for who decides on that, else 0.
    """

    article_id: str
    title: str
    source: str
    published: str
    file_name: str
    position: int
    words: int
    status: Status = Status.NEW
    checked: int = 0
    total: int = 0
    codings: int = 0
    questions: int = 0
    analysed: bool = False
    hidden: bool = False
    waiting: tuple[float, ...] = ()
    returned: str = ""
    hidden_from: int = 0


@dataclass(frozen=True, slots=True)
class AnalysisHead:
    """What an analysis of one article starts from, and what the stored one was made with; without the text.

    ``model`` and ``inputs``: of the stored analysis; both are empty when ``analysed`` is false.
    """

    article_id: str
    title: str
    sha256: str
    published: str
    language: str
    words: int
    analysed: bool
    model: str = ""
    inputs: str = ""


@dataclass(frozen=True, slots=True)
class StepHead:
    """One line of the journal without its changes.

    ``step``: the seq an undo or redo speaks of, else 0; ``article_id``: the one article concerned, empty when
    none or several; ``undone``: whether the step is taken back at the moment.
    """

    seq: int
    at: str
    actor: str
    command: str
    label: str
    origin: Origin
    step: int = 0
    article_id: str = ""
    undone: bool = False
