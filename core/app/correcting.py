"""Where a corrected text comes from: a file, or the machine's lost spaces and sentence ends written out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.app.queries import Queries
from core.app.state import State
from core.domain.article import Article, Assignment
from core.domain.errors import BadInput, PersonError, Refused
from core.text.canonical import canonical
from core.text.carry_units import UnitCarrier
from core.text.repair import written_out

REPAIRED = "Lost spaces and sentence ends written in."  # the reason for a text with its repairs


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected text as read from a file; ``told``: what to know about how it was read."""

    text: str
    raw_sha256: str = ""
    encoding: str = ""
    told: tuple[str, ...] = ()


def read_corrected(path: Path) -> Corrected:
    """The one text in a file of any format that can be imported; on a worker.

    Raises `BadInput` (``several-articles`` and whatever reading raises) and `Unavailable`.
    """
    from core.importing.formats import Reading, read_file

    found = list(read_file(path, Reading()))
    if len(found) != 1:
        said = "A corrected text must be alone in its file; this one has {}."
        raise BadInput("several-articles", said.format(len(found) or "none"), where=str(path))
    (raw,) = found
    if isinstance(raw, PersonError):
        raise raw
    return Corrected(canonical(raw.text), raw.raw_sha256, raw.encoding, raw.told)


def repaired_text(state: State, article_id: str, written: str = "") -> str:
    """The article's text with what the machine takes for lost written into it, but for what coders refused.

    ``written``: what was made of the text already, to write it into that; places next to a change are left.
    Raises `Refused`: ``not-yours``, ``not-analysed`` and ``no-repairs``.
    """
    article = state.article(article_id)
    made = state.versions.analysis_of(article_id)
    if made is None:
        raise Refused("not-analysed", "The machine has not read this article yet: have it analysed first.")
    refused = set(made.refused)
    for one in state.versions.work_on(article_id):
        refused.update(one.refused_repairs if isinstance(one, Assignment) else ())
    inserts, ends = (frozenset(places) - refused for places in (made.repairs, made.boundaries))
    if not (inserts or ends):
        raise Refused("no-repairs", "The machine reads this article as it stands: nothing seems lost.")
    if not written.strip():
        return written_out(article.text, inserts, ends)
    carrier = UnitCarrier(article.text, written, article_id)
    return written_out(written, carrier.places(inserts), carrier.places(ends))


def readable_versions(state: State, article: Article) -> tuple[tuple[int, Article], ...]:
    """The versions of the article's text with their numbers, the first is 1; empty where there is one only.

    On a team server a coder may not read the older versions of what was given out: those are left out.
    """
    if not article.version_of and not state.versions.is_older(article.id):
        return ()
    numbered = enumerate(state.versions.chain(article.id), 1)
    return tuple((n, found) for n, one in numbered if (found := state.stored(Article, one)) is not None)


def article_named(state: State, queries: Queries, name: str) -> Article:
    """The newest version of the article with this id, file name or title.

    Raises `Refused`: ``no-article``, ``several-articles`` and, for the id of an older one, ``older-version``.
    """
    named = state.stored(Article, name)
    if named is not None:
        newest = state.versions.newest(name)
        if newest != name:
            said = "This text has been corrected already: name its newest version."
            raise Refused("older-version", said, where=newest)
        return named
    found = [h.article_id for h in queries.heads(search=name, limit=1000) if name in (h.file_name, h.title)]
    if len(found) != 1:
        said = f"{len(found)} articles are called so: give the id (see the sheet Articles of an export)."
        if not found:
            said = "No article has this id, file name or title."
        raise Refused("several-articles" if found else "no-article", said, where=name)
    return state.article(found[0])
