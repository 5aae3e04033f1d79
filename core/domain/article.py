"""Articles, the people who code them, and the state of each one's work on each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Article:
    """One document. ``text`` is canonical and never changes; ``sha256`` is its hash (UTF-8, hex).

    ``raw_sha256``: hash of the imported bytes; ``encoding``: what they were decoded with;
    ``language``: code, empty for the project's; ``published``: ISO date or empty; ``position``: order in the
    work list; ``words``: count of words; ``group``: shared by articles that are nearly the same (wire
    copies); ``version_of``: the article whose text this one corrects; ``repeat_of``: the article whose text a
    coder gets once more, to see whether it is coded alike; coders are never told.
    """

    id: str
    text: str
    sha256: str
    raw_sha256: str = ""
    encoding: str = ""
    title: str = ""
    source: str = ""
    published: str = ""
    language: str = ""
    file_name: str = ""
    position: int = 0
    words: int = 0
    metadata: tuple[tuple[str, str], ...] = ()
    imported_at: str = ""
    group: str = ""
    version_of: str = ""
    repeat_of: str = ""


class Role(StrEnum):
    """What an account may do."""

    CODER = "coder"
    SUPERVISOR = "supervisor"
    RESEARCHER = "researcher"


@dataclass(frozen=True, slots=True)
class Coder:
    """One account.

    ``login``: the role in the database of a team server; ``secret``: argon2id hash of the password, empty
    without one; ``active``: false once somebody has left, whose work stays.
    """

    id: str
    name: str
    role: Role = Role.CODER
    login: str = ""
    secret: str = ""
    active: bool = True


class RoundKind(StrEnum):
    """What the codings of a round are for."""

    TRAINING = "training"
    RELIABILITY = "reliability"
    MAIN = "main"


@dataclass(frozen=True, slots=True)
class Round:
    """One wave of assignments. ``seed``: what its draws started from; ``codebook_version``: in force when it
    was made; ``settings``: name → value of how it was drawn; ``closed``: nothing more is coded in it."""

    id: str
    name: str
    kind: RoundKind = RoundKind.MAIN
    seed: int = 0
    codebook_version: int = 1
    settings: tuple[tuple[str, str], ...] = ()
    created_at: str = ""
    closed: bool = False


class Status(StrEnum):
    """Where one coder is with one article."""

    NEW = "new"
    IN_PROGRESS = "in progress"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Assignment:
    """Article × coder. ``id`` is ``article_id/coder_id``.

    ``answers``: layer → `Missing` value, for "nothing to code here" and "can't be coded"; the key
    ``article`` speaks of the whole article; ``note``: the coder's note on the article;
    ``suggestions_hidden``: the study design keeps the machine's proposals from this coder here;
    ``refused_repairs``: offsets of assumed lost spaces the coder said are none; ``round_id``: the round it
    was given out in, empty where nothing was; ``paused``: not to be worked on for now; ``returned``: what the
    supervisor said when sending it back.
    """

    id: str
    article_id: str
    coder_id: str
    status: Status = Status.NEW
    answers: tuple[tuple[str, str], ...] = ()
    note: str = ""
    completed_at: str = ""
    suggestions_hidden: bool = False
    refused_repairs: tuple[int, ...] = ()
    round_id: str = ""
    paused: bool = False
    returned: str = ""


@dataclass(frozen=True, slots=True)
class WorkTime:
    """Active seconds of one coder on one article, idle time removed. ``id`` as in `Assignment`."""

    id: str
    article_id: str
    coder_id: str
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A coder's question to the supervisor; ``about``: id of a unit, or empty for the article."""

    id: str
    article_id: str
    coder_id: str
    text: str
    about: str = ""
    answer: str = ""
    settled: bool = False
    asked_at: str = ""


@dataclass(frozen=True, slots=True)
class Recode:
    """A coding that a change of the codebook has put in question, or a corrected text; ``codebook_version``:
    the new one, 0 where only the text changed."""

    id: str
    article_id: str
    coder_id: str
    coding_id: str
    reason: str
    codebook_version: int
    done: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """The one record about the project itself; ``id`` is made at birth and never changes.

    ``language``: code of its articles' language, where an article names no other;
    ``threshold``: least confidence in [0, 1] of the suggestions shown.
    """

    id: str
    name: str
    language: str = "en"
    model: str = ""  # empty: the shipped pipeline
    created_at: str = ""
    program: str = ""
    threshold: float = 0.5


def pair_id(article_id: str, coder_id: str) -> str:
    """The id of what belongs to one coder on one article."""
    return f"{article_id}/{coder_id}"
