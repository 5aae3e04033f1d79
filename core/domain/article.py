"""Articles, the people who code them, and the state of each one's work on each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Article:
    """One document. ``text`` is canonical and never changes; ``sha256`` is its hash (UTF-8, hex).

    ``raw_sha256``: hash of the imported bytes; ``encoding``: what they were decoded with;
    ``language``: code, empty for the project's; ``published``: ISO date or empty; ``position``: order in the
    work list; ``words``: count of words.
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


class Role(StrEnum):
    """What an account may do."""

    CODER = "coder"
    SUPERVISOR = "supervisor"
    RESEARCHER = "researcher"


@dataclass(frozen=True, slots=True)
class Coder:
    """One account."""

    id: str
    name: str
    role: Role = Role.CODER


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
    ``refused_repairs``: offsets of assumed lost spaces the coder said are none.
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
