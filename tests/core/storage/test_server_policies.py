"""What raw SQL can do over a login on a team server: nothing the program would not let its owner do."""

# ruff: noqa: S608, TID253  # the statements are ours; a program that needs a server may load its driver

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from core.domain.actor import Actor
from core.domain.article import (
    Article,
    Assignment,
    Coder,
    Question,
    Recode,
    Role,
    Round,
    Status,
    WorkTime,
    pair_id,
)
from core.domain.changes import Change, ChangeSet, Record
from core.domain.coding import Decision, Provenance
from core.domain.errors import Conflict, Refused
from core.storage import schema
from core.storage.opening import connected_to
from core.storage.server_policies import apply_policies, tables
from core.storage.server_rules import RULES
from core.storage.store import Store
from tests.build import a_coding, an_article
from tests.core.storage.served import PASSWORD, ServedProject, give_logins, serve

ARTICLES = ("article-1", "article-2")
OWNED = ("assignment", "work_time", "coding", "decision", "question", "recode")
VERBS = ("select", "insert", "update", "delete")


def work(coder_id: str) -> list[Record]:
    """A record of every kind that one coder owns."""
    pair = pair_id("article-1", coder_id)
    return [
        Assignment(pair, "article-1", coder_id, Status.IN_PROGRESS),
        WorkTime(pair, "article-1", coder_id, 5),
        a_coding(id=f"coding-of-{coder_id}", coder_id=coder_id),
        Decision(f"decision-of-{coder_id}", "s", "article-1", coder_id, Provenance.REJECTED),
        Question(f"question-of-{coder_id}", "article-1", coder_id, "What?"),
        Recode(f"recode-of-{coder_id}", "article-1", coder_id, f"coding-of-{coder_id}", "new", 2),
    ]


@pytest.fixture(scope="module")
def project(cluster: Callable[[], str]) -> ServedProject:
    """Two coders with work of every kind, a researcher, two texts; one line of the journal by each."""
    res = Coder("res", "Res", Role.RESEARCHER, login="p_res", secret="a hash")  # noqa: S106
    second = an_article("Another text.", id="article-2")
    served = serve(cluster(), 2, (second, res, Actor("org:x", "X"), *work("coder-1"), *work("coder-2")))
    give_logins(served.admin, [res])
    served = replace(served, people={**served.people, "res": res})
    for who in ("coder-1", "coder-2", "sue"):
        store = Store.open(served.address(who))
        made = Change(None, Question(f"asked-by-{who}", "article-1", who, "Why?"))
        store.commit(ChangeSet((made,)), actor=who, command="Ask", label="Ask")
        store.close()
    return served


@contextmanager
def raw(address: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """A session that goes around the program; nothing in it is kept."""
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        yield connection
        connection.rollback()


def touched(connection: psycopg.Connection[tuple[Any, ...]], statement: str) -> int | str:
    """How many rows a statement read or changed, or how it was refused."""
    try:
        with connection.transaction(force_rollback=True):
            cursor = connection.execute(statement.encode())
            return cursor.rowcount
    except psycopg.errors.InsufficientPrivilege:
        return "refused"


def read(connection: psycopg.Connection[tuple[Any, ...]], statement: str) -> int:
    """How many rows a statement read; it must not be refused."""
    found = touched(connection, statement)
    assert found != "refused"
    return int(found)


def nothing(found: int | str) -> bool:
    return found in (0, "refused")


def copied(table: str, coder_id: str) -> str:
    """SQL that adds a row like one there is, made to look like the coder's."""
    columns = [c.name for c in schema.metadata.tables[table].c]
    own = {"id": "id || '-2'", "coder_id": f"'{coder_id}'", "article_id": "'article-2'"}
    values = ", ".join(own.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO public.{table} ({names}) SELECT {values} FROM public.{table} LIMIT 1"


def test_every_table_of_the_schema_has_declared_policies(project: ServedProject) -> None:
    assert set(schema.metadata.tables) <= set(RULES)
    with connected_to(project.admin) as connection:
        assert set(tables(connection)) == set(RULES)


def test_every_table_forces_its_policies_on_everybody(project: ServedProject) -> None:
    with raw(project.admin) as connection:
        open_ = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND NOT (relrowsecurity AND relforcerowsecurity)"
        ).fetchall()
    assert open_ == []


def test_a_table_nobody_declared_is_closed(cluster: Callable[[], str]) -> None:
    served = serve(cluster(), 1)
    with connected_to(served.admin) as connection:
        connection.execute(text("CREATE TABLE gold (id text); INSERT INTO gold VALUES ('x')"))
        connection.execute(text("GRANT ALL ON gold TO PUBLIC"))
        apply_policies(connection)
    for address in (served.supervisor, *served.coders):
        with raw(address) as connection:
            for statement in ("SELECT * FROM gold", "INSERT INTO gold VALUES ('y')", "DELETE FROM gold"):
                assert touched(connection, statement) == "refused"


@pytest.mark.parametrize("table", OWNED)
def test_a_coder_reaches_no_work_of_others(project: ServedProject, table: str) -> None:
    other = "coder_id = 'coder-2'"
    with raw(project.address("coder-1")) as connection:
        assert read(connection, f"SELECT id FROM public.{table}") >= 1
        assert read(connection, f"SELECT id FROM public.{table} WHERE {other}") == 0
        assert nothing(touched(connection, f"UPDATE public.{table} SET id = id WHERE {other}"))
        assert nothing(touched(connection, f"DELETE FROM public.{table} WHERE {other}"))
        assert touched(connection, copied(table, "coder-2")) == "refused"
        assert touched(connection, copied(table, "coder-1")) == ("refused" if table == "recode" else 1)
        assert touched(connection, f"UPDATE public.{table} SET coder_id = 'coder-2'") == "refused"
    with raw(project.admin) as connection:
        assert read(connection, f"SELECT id FROM public.{table} WHERE {other}") >= 1


CLOSED = {
    "project": ("update", "delete", "insert"),
    "coder": ("update", "delete", "insert"),
    "codebook": ("update", "delete", "insert"),
    "article": ("update", "delete", "insert"),
    "article_text": ("update", "delete", "insert"),
    "analysis": ("update", "delete"),
    "suggestion_set": ("delete",),
    "round": ("update", "delete", "insert"),
    "journal": ("update", "delete"),
    "alembic_version": ("update", "delete", "insert"),
}


@pytest.mark.parametrize(("table", "verb"), [(t, verb) for t, verbs in CLOSED.items() for verb in verbs])
def test_a_coder_changes_nothing_of_the_study(project: ServedProject, table: str, verb: str) -> None:
    statements = {
        "insert": f"INSERT INTO public.{table} DEFAULT VALUES",
        "update": f"UPDATE public.{table} SET {column_of(table)} = {column_of(table)}",
        "delete": f"DELETE FROM public.{table}",
    }
    with raw(project.address("coder-1")) as connection:
        assert touched(connection, statements[verb]) == "refused"


def column_of(table: str) -> str:
    found = schema.metadata.tables.get(table)
    return "version_num" if found is None else next(iter(found.c)).name


@pytest.mark.parametrize("table", sorted(RULES))
@pytest.mark.parametrize("verb", VERBS)
def test_a_researcher_reads_all_and_writes_nothing(project: ServedProject, table: str, verb: str) -> None:
    name = "article_id" if table.startswith("article_") and table != "article_text" else column_of(table)
    statements = {
        "select": f"SELECT * FROM public.{table}",
        "insert": f"INSERT INTO public.{table} DEFAULT VALUES",
        "update": f"UPDATE public.{table} SET {name} = {name}",
        "delete": f"DELETE FROM public.{table}",
    }
    with raw(project.address("res")) as connection, raw(project.admin) as whole:
        found = touched(connection, statements[verb])
        assert found == (touched(whole, statements[verb]) if verb == "select" else "refused")


def test_a_coder_reads_the_journal_s_own_lines_and_adds_such_only(project: ServedProject) -> None:
    line = (
        "INSERT INTO journal (at, actor, program, command, label, origin, step, article_ids, changes)"
        " VALUES ('', '{}', '', '', '', 'local', 0, '[]', '[]')"
    )
    with raw(project.address("coder-1")) as connection:
        actors = {row[0] for row in connection.execute("SELECT actor FROM public.journal").fetchall()}
        assert actors == {"coder-1"}
        assert touched(connection, line.format("coder-1")) == 1
        for other in ("coder-2", "sue", ""):
            assert touched(connection, line.format(other)) == "refused"


def test_nobody_chooses_the_number_of_a_line(project: ServedProject) -> None:
    with raw(project.address("coder-1")) as connection, raw(project.admin) as whole:
        last = whole.execute("SELECT max(seq) FROM journal").fetchone()
        found = connection.execute(
            "INSERT INTO journal"
            " (seq, at, actor, program, command, label, origin, step, article_ids, changes)"
            " VALUES (1000000, '', 'coder-1', '', '', '', 'local', 0, '[]', '[]') RETURNING seq"
        ).fetchone()
        assert last is not None
        assert found == (last[0] + 1,)


@pytest.mark.parametrize("column", ["coder.secret", "article.repeat_of", "round.settings", "round.seed"])
def test_a_coder_can_t_read_what_gives_others_or_the_design_away(project: ServedProject, column: str) -> None:
    table, name = column.split(".")
    with raw(project.address("coder-1")) as connection:
        assert touched(connection, f"SELECT {name} FROM public.{table}") == "refused"
        assert touched(connection, f"SELECT * FROM public.{table}") == "refused"


def test_a_coder_can_t_change_what_was_planned(project: ServedProject) -> None:
    own = pair_id("article-1", "coder-1")
    with raw(project.address("coder-1")) as connection:
        for change in (
            "round_id = 'x'",
            "suggestions_hidden = true",
            "paused = true",
            "coder_id = 'coder-2'",
        ):
            assert touched(connection, f"UPDATE assignment SET {change} WHERE id = '{own}'") == "refused"
        assert touched(connection, f"UPDATE assignment SET note = 'n' WHERE id = '{own}'") == 1
        assert touched(connection, "UPDATE recode SET reason = 'none'") == "refused"
        assert touched(connection, "UPDATE recode SET done = true") == 1


def test_a_coder_makes_no_logins_and_no_tables_and_takes_no_role(project: ServedProject) -> None:
    statements = (
        "SELECT rapporteur.give_login('mallory', 'x')",
        "SELECT rapporteur.sync_login('p_res', 'supervisor', true)",
        "CREATE TABLE public.mine (id text)",
        "CREATE TEMP TABLE mine (id text)",
        "CREATE ROLE mallory",
        "SET ROLE postgres",
        "ALTER TABLE public.coding DISABLE ROW LEVEL SECURITY",
        "SET SESSION AUTHORIZATION postgres",
        "DROP TABLE public.coding",
        "TRUNCATE public.coding",
        "COPY public.coding TO '/tmp/x'",
        "SELECT pg_read_file('/etc/passwd')",
        "CREATE FUNCTION rapporteur.me() RETURNS text LANGUAGE sql AS 'SELECT 1'",
    )
    with raw(project.address("coder-1")) as connection:
        for statement in statements:
            assert touched(connection, statement) == "refused", statement
        for role in connection.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'rapporteur%'"):
            if not role[0].endswith(("_coder", "_logins")):  # its own, and a mark that grants nothing
                assert touched(connection, f'SET ROLE "{role[0]}"') == "refused"
        with connection.transaction(force_rollback=True):
            connection.execute("SET row_security = off")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SELECT * FROM coding")


def test_roles_own_nothing_but_what_they_must(project: ServedProject) -> None:
    with raw(project.admin) as connection:
        rows = connection.execute(
            "SELECT rolname, rolcanlogin, rolcreaterole,"
            " rolsuper OR rolcreatedb OR rolbypassrls OR rolreplication"
            " FROM pg_roles WHERE rolname ~ '^(rapporteur_|p[0-9_])'"
        ).fetchall()
        owners = connection.execute(
            "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace"
        ).fetchall()
    assert len(owners) == 1
    assert owners[0][0].endswith("_owner")
    for name, may_log_in, makes_roles, more in rows:
        assert not more, name
        assert makes_roles == name.endswith("_keeper"), name
        assert may_log_in == (not name.startswith("rapporteur_")), name


def test_a_supervisor_reads_all_and_writes_under_the_own_name_only(project: ServedProject) -> None:
    line = (
        "INSERT INTO journal (at, actor, program, command, label, origin, step, article_ids, changes)"
        " VALUES ('', '{}', '', '', '', 'local', 0, '[]', '[]')"
    )
    with raw(project.supervisor) as connection:
        for table in OWNED:
            assert read(connection, f"SELECT * FROM public.{table} WHERE coder_id <> 'sue'") >= 2
        assert read(connection, "SELECT DISTINCT actor FROM journal") == 4
        assert touched(connection, "UPDATE assignment SET returned = 'Look again.'") == 2
        assert touched(connection, "UPDATE question SET answer = 'So.' WHERE coder_id = 'coder-1'") == 2
        assert touched(connection, line.format("sue")) == 1
        assert touched(connection, line.format("coder-1")) == "refused"
        for statement in (
            "UPDATE journal SET at = at",
            "DELETE FROM journal",
            "UPDATE article_text SET text = ''",
            "DELETE FROM article_text",
            "INSERT INTO project SELECT * FROM project",
            "ALTER TABLE journal DISABLE TRIGGER ALL",
            "CREATE ROLE mallory",
        ):
            assert touched(connection, statement) == "refused", statement


def test_a_login_of_another_project_gets_no_further_than_the_door(
    project: ServedProject, cluster: Callable[[], str]
) -> None:
    other = serve(cluster(), 1)
    strange = project.admin.replace("postgres@", f"{other.people['sue'].login}:{PASSWORD}@")
    with pytest.raises(Refused) as caught:
        Store.open(strange.replace(" ", "%20"))
    assert caught.value.code == "revoked"


def test_with_rounds_a_coder_has_only_what_was_given_and_begun(cluster: Callable[[], str]) -> None:
    texts = [an_article(f"Text {n}.", id=f"a{n}") for n in range(6)]
    rounds = [Round("open", "Open"), Round("shut", "Shut", closed=True)]
    given = [
        assigned("a0", "coder-1", "open"),
        assigned("a1", "coder-1", "open", paused=True),
        assigned("a2", "coder-1", "shut"),
        assigned("a3", "coder-1", "shut", status=Status.COMPLETE),
        assigned("a4", "coder-2", "open"),
    ]
    served = serve(cluster(), 2, (*texts, *rounds, *given), article=False)
    store = Store.open(served.coders[0])
    assert store.article_ids() == ["a0", "a3"]
    assert store.count("article") == 2
    article = store.get("article", "a0")
    assert isinstance(article, Article)
    assert article.text == "Text 0."
    assert store.get("article", "a4") is None
    added = Change(None, replace(a_coding(id="c"), article_id="a4", spans=(), quotes=()))
    with pytest.raises((Refused, Conflict)):
        store.commit(ChangeSet((added,)), actor="coder-1", command="Add", label="Add")
    store.close()
    with raw(served.coders[0]) as connection:
        assert touched(connection, "SELECT * FROM article_text") == 2
        assert touched(connection, copied("assignment", "coder-1").replace("article-2", "a5")) == "refused"


def assigned(article_id: str, coder_id: str, round_id: str, **rest: Any) -> Assignment:
    return Assignment(pair_id(article_id, coder_id), article_id, coder_id, round_id=round_id, **rest)
