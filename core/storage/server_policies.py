"""Puts a project's database under the rules of `core.storage.server_rules`; may be done again at any time."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from core.storage.server_functions import make_functions
from core.storage.server_roles import Roles, make_roles, quoted, roles_of, run
from core.storage.server_rules import CODERS, RULES, Rights, Rule


def apply_policies(connection: Connection) -> None:
    """Make roles, functions, policies and triggers as declared, in the transaction of ``connection``.

    What is there from before is replaced. A table without a rule is closed to all logins. Whoever connects
    needs to be a superuser, or to own the database and have CREATEROLE.
    """
    roles = roles_of(connection)
    make_roles(connection, roles)
    _close(connection, roles)
    make_functions(connection, roles)
    for table in tables(connection):
        _secure(connection, roles, table, RULES.get(table))
    _make_views(connection, roles)
    _make_indexes(connection)
    _make_triggers(connection)


def tables(connection: Connection) -> list[str]:
    """All tables of the project's database."""
    found = text(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = CAST('public' AS regnamespace)"
        " AND c.relkind IN ('r', 'p') ORDER BY c.relname"
    )
    return list(connection.scalars(found))


def _close(connection: Connection, roles: Roles) -> None:
    """Nobody but who is let in by name gets into the database, or makes anything in it."""
    database, owner = quoted(roles.database), quoted(roles.owner)
    people = ", ".join(map(quoted, roles.groups.values()))
    run(connection, f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    run(connection, f"GRANT CONNECT ON DATABASE {database} TO {people}")
    run(connection, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
    run(connection, f"GRANT USAGE, CREATE ON SCHEMA public TO {owner}")
    run(connection, f"GRANT USAGE ON SCHEMA public TO {people}")
    for statement in (
        f"CREATE SCHEMA IF NOT EXISTS {CODERS} AUTHORIZATION {owner}",
        f"REVOKE ALL ON SCHEMA {CODERS} FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA {CODERS} TO {quoted(roles.groups['coder'])}",
        f"CREATE SCHEMA IF NOT EXISTS rapporteur AUTHORIZATION {owner}",
        f"GRANT USAGE ON SCHEMA rapporteur TO {people}",
    ):
        run(connection, statement)


def _secure(connection: Connection, roles: Roles, table: str, rule: Rule | None) -> None:
    place, owner = f"public.{quoted(table)}", quoted(roles.owner)
    everybody = ", ".join(map(quoted, roles.groups.values()))
    run(connection, f"ALTER TABLE {place} OWNER TO {owner}")
    for name in _policies(connection, table):
        run(connection, f"DROP POLICY {quoted(name)} ON {place}")
    run(connection, f"ALTER TABLE {place} ENABLE ROW LEVEL SECURITY")
    run(connection, f"ALTER TABLE {place} FORCE ROW LEVEL SECURITY")
    run(connection, f"REVOKE ALL ON {place} FROM PUBLIC, {everybody}")
    columns = _columns(connection, table)
    names = ", ".join(map(quoted, columns))
    run(connection, f"REVOKE ALL ({names}) ON {place} FROM PUBLIC, {everybody}")
    run(connection, f"CREATE POLICY owner ON {place} TO {owner} USING (true) WITH CHECK (true)")
    if rule is None:
        return
    for role, group in roles.groups.items():
        for statement in _allowed(place, role, quoted(group), rule.of(role), columns):
            run(connection, statement)
    if table == "journal":  # its numbers are the trigger's, but the column's default is asked first
        writers = ", ".join(quoted(roles.groups[role]) for role in ("coder", "supervisor"))
        run(connection, f"GRANT USAGE ON SEQUENCE public.journal_seq_seq TO {writers}")


def _allowed(place: str, role: str, group: str, rights: Rights, columns: list[str]) -> Iterator[str]:
    """Grants and policies of one role on one table: a right without a condition is not granted at all."""
    shown = ", ".join(quoted(name) for name in columns if name not in rights.hidden)
    for verb, condition in (
        (f"SELECT ({shown})" if rights.hidden else "SELECT", rights.select),
        ("INSERT", rights.insert),
        ("UPDATE", rights.update),
        ("DELETE", rights.delete),
    ):
        if not condition:
            continue
        kind = verb.partition(" ")[0]
        named = f"CREATE POLICY {role}_{kind.lower()} ON {place} FOR {kind} TO {group}"
        yield f"GRANT {verb} ON {place} TO {group}"
        if kind == "INSERT":
            yield f"{named} WITH CHECK ({condition})"
        elif kind == "UPDATE":
            yield f"{named} USING ({condition}) WITH CHECK ({rights.check or condition})"
        else:
            yield f"{named} USING ({condition})"


def _make_views(connection: Connection, roles: Roles) -> None:
    for table, rule in RULES.items():
        hidden = rule.coder.hidden
        if not hidden:
            continue
        place = f"{CODERS}.{quoted(table)}"
        columns = ", ".join(
            f"{hidden[name]} AS {quoted(name)}" if name in hidden else quoted(name)
            for name in _columns(connection, table)
        )
        run(connection, f"DROP VIEW IF EXISTS {place}")
        looked = f"SELECT {columns} FROM public.{quoted(table)}"  # noqa: S608  # our own names
        run(connection, f"CREATE VIEW {place} WITH (security_invoker = true) AS {looked}")
        run(connection, f"ALTER VIEW {place} OWNER TO {quoted(roles.owner)}")
        run(connection, f"GRANT SELECT ON {place} TO {quoted(roles.groups['coder'])}")


def _make_indexes(connection: Connection) -> None:
    """What policies and functions look things up by."""
    for statement in (
        "UNIQUE INDEX IF NOT EXISTS coder_login ON public.coder (login) WHERE login <> ''",
        "INDEX IF NOT EXISTS suggestion_set_analysis ON public.suggestion_set (analysis_sha256)",
    ):
        run(connection, f"CREATE {statement}")


def _make_triggers(connection: Connection) -> None:
    _trigger(connection, "number_line", "BEFORE INSERT", "journal", "number_line()")
    account = "AFTER INSERT OR UPDATE OR DELETE"
    _trigger(connection, "follow_account", account, "coder", "follow_account()")
    _trigger(connection, "keep_named", "AFTER DELETE", "actor", "keep_named()", at_the_end=True)
    for table, rule in RULES.items():
        for at, kept in enumerate(rule.kept):
            names = ", ".join(f"'{name}'" for name in kept.columns)
            _trigger(connection, f"keep_{at}", "BEFORE UPDATE", table, f"keep({names})", kept.when)


def _trigger(
    connection: Connection,
    name: str,
    moment: str,
    table: str,
    call: str,
    when: str = "true",
    *,
    at_the_end: bool = False,
) -> None:
    """``at_the_end``: of the transaction."""
    place = f"public.{quoted(table)}"
    kind, then = ("CONSTRAINT TRIGGER", "DEFERRABLE INITIALLY DEFERRED ") if at_the_end else ("TRIGGER", "")
    run(connection, f"DROP TRIGGER IF EXISTS {name} ON {place}")
    told = f"CREATE {kind} {name} {moment} ON {place} {then}FOR EACH ROW WHEN ({when})"
    run(connection, f"{told} EXECUTE FUNCTION rapporteur.{call}")


def _policies(connection: Connection, table: str) -> list[str]:
    found = text("SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = :name")
    return list(connection.scalars(found, {"name": table}))


def _columns(connection: Connection, table: str) -> list[str]:
    found = text(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('public.' || quote_ident(:name))"
        " AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
    )
    return list(connection.scalars(found, {"name": table}))
