"""Who may do what with each table of a team server's database: the one place where row policies are declared.

A table that has no rule here is closed to all logins. The rules say in SQL what `core.app.access` says in
Python, for connections that go around the program. ``rapporteur.me()`` is the account of the login.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CODERS = "rapporteur_coder"  # the schema that coders look into first: tables without their hidden columns
ALL = "true"
ME = "(SELECT rapporteur.me())"  # asked once a statement
OWN = f"coder_id = {ME}"
_GIVEN = "EXISTS (SELECT FROM public.article one WHERE one.id = article_id)"  # those the login may see
_NO_PLAN = "round_id = '' AND NOT suggestions_hidden AND NOT paused"
# What was given to the coder in a round that goes on, or begun; everything where nothing is given out.
_MAY_CODE = f"""NOT EXISTS (SELECT FROM public.round) OR EXISTS (
    SELECT FROM public.assignment own WHERE own.article_id = article.id AND own.coder_id = {ME}
    AND (own.status <> 'new' OR NOT own.paused
         AND own.round_id IN (SELECT open.id FROM public.round open WHERE NOT open.closed)))"""  # noqa: S608  # our own words


@dataclass(frozen=True, slots=True)
class Rights:
    """Which rows may be read, added, changed and removed: conditions in SQL, none at all where empty.

    ``check``: what a changed row must be, like ``update`` when empty; ``hidden``: columns that can't be read
    → the SQL of what stands in their place.
    """

    select: str = ""
    insert: str = ""
    update: str = ""
    check: str = ""
    delete: str = ""
    hidden: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """Columns of a row that stay as they are when somebody changes it. ``when``: condition in SQL."""

    when: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What the three roles may do with one table."""

    coder: Rights
    supervisor: Rights
    researcher: Rights = Rights(select=ALL)
    kept: tuple[Kept, ...] = ()

    def of(self, role: str) -> Rights:
        """The rights of a role; raises KeyError for an unknown one."""
        return {"coder": self.coder, "supervisor": self.supervisor, "researcher": self.researcher}[role]


_EVERYTHING = Rights(ALL, ALL, ALL, delete=ALL)
_CODER = "rapporteur.my_role() = 'coder'"
_PLACE = ("id", "article_id", "coder_id")


def _work() -> Rule:
    """What one coder records on one article. A supervisor, too, writes it: to take a package in, or to carry
    work to a corrected text. The line in the journal says who did."""
    return Rule(Rights(OWN, f"{OWN} AND {_GIVEN}", OWN, delete=OWN), _EVERYTHING)


def _given_index() -> Rule:
    return Rule(Rights(_GIVEN, _GIVEN, _GIVEN, delete=_GIVEN), _EVERYTHING)


RULES: dict[str, Rule] = {
    "alembic_version": Rule(Rights(ALL), Rights(ALL)),
    "project": Rule(Rights(ALL), Rights(ALL, update=ALL)),
    "coder": Rule(Rights(ALL, hidden={"secret": "''"}), _EVERYTHING),
    "codebook": Rule(Rights(ALL), _EVERYTHING),
    "article_text": Rule(
        Rights("EXISTS (SELECT FROM public.article one WHERE one.sha256 = article_text.sha256)"),
        Rights(ALL, ALL),
    ),
    "article": Rule(Rights(_MAY_CODE, hidden={"repeat_of": "''"}), _EVERYTHING),
    "actor": Rule(_EVERYTHING, _EVERYTHING),
    "analysis": Rule(
        Rights(
            "EXISTS (SELECT FROM public.suggestion_set one WHERE one.analysis_sha256 = analysis.sha256)", ALL
        ),
        Rights(ALL, ALL),
    ),
    "suggestion_set": Rule(Rights(_GIVEN, _GIVEN, _GIVEN), _EVERYTHING),
    # The index of words follows analyses, which coders store, too.
    "article_index": _given_index(),
    "article_words": _given_index(),
    "round": Rule(Rights(ALL, hidden={"settings": "'[]'", "seed": "0"}), _EVERYTHING),
    "assignment": Rule(
        Rights(
            OWN, f"{OWN} AND {_NO_PLAN} AND rapporteur.given(article_id)", OWN, delete=f"{OWN} AND {_NO_PLAN}"
        ),
        _EVERYTHING,
        kept=(Kept(_CODER, (*_PLACE, "round_id", "suggestions_hidden", "paused")),),
    ),
    "work_time": _work(),
    "coding": _work(),
    "decision": _work(),
    "question": _work(),
    "recode": Rule(
        Rights(OWN, update=OWN),
        _EVERYTHING,
        kept=(Kept(_CODER, (*_PLACE, "coding_id", "reason", "codebook_version")),),
    ),
    "journal": Rule(
        Rights(f"actor = {ME}", f"actor = {ME}"),
        Rights(ALL, f"actor = {ME}"),
    ),
}
