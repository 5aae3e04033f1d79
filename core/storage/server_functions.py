"""The functions that policies and triggers of a team server stand on.

Each is SECURITY DEFINER with a fixed search path: it looks with the eyes of the owner, or makes roles with
the hands of the keeper, and says no more than its name. ``session_user`` is who signed in.
"""

from __future__ import annotations

from sqlalchemy import Connection

from core.storage.news import NEWS
from core.storage.opening import APPLICATION_ID
from core.storage.server_roles import Roles, quoted, run

REVOKED = "28R01"  # our own SQLSTATE: the login has no account any more
NO_LOGIN = "28R02"  # our own: this login can't be made
_FIXED = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

# name and arguments → result, language and traits, body
_LOOKING = {
    "me() RETURNS text LANGUAGE plpgsql STABLE": """
DECLARE found text;
BEGIN
    SELECT id INTO found FROM public.coder WHERE login = session_user AND active;
    IF found IS NULL AND EXISTS (
        SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
        WHERE g.rolname = {logins} AND r.rolname = session_user AND NOT r.rolsuper AND r.rolname <> {keeper}
    ) THEN
        RAISE EXCEPTION 'this login has no account in the project any more' USING ERRCODE = '{revoked}';
    END IF;
    RETURN found;
END""",
    "my_role() RETURNS text LANGUAGE sql STABLE": """
    SELECT role FROM public.coder WHERE login = session_user AND active""",
    "role_of(account text) RETURNS text LANGUAGE sql STABLE": """
    SELECT role FROM public.coder WHERE login = account AND account <> '' AND active""",
    # Asked when an assignment is added: a policy may not look at its own table.
    "given(the_id text) RETURNS boolean LANGUAGE sql STABLE": """
    SELECT NOT EXISTS (SELECT FROM public.round) OR EXISTS (
        SELECT FROM public.assignment a JOIN public.round r ON r.id = a.round_id
        WHERE a.article_id = the_id AND a.coder_id = rapporteur.me() AND NOT a.paused AND NOT r.closed)""",
    # A coder does not see whether others name an actor; what the program brings along stays known anyway.
    "keep_named() RETURNS trigger LANGUAGE plpgsql": """
BEGIN
    IF OLD.source <> 'shipped' AND NOT EXISTS (SELECT FROM public.actor a WHERE a.id = OLD.id) AND EXISTS (
        SELECT FROM public.coding c, jsonb_array_elements(c.slots::jsonb) fill
        WHERE fill -> 'actors' @> to_jsonb(OLD.id)
    ) THEN
        RAISE foreign_key_violation USING MESSAGE = 'codings name this actor';
    END IF;
    RETURN NULL;
END""",
    "number_line() RETURNS trigger LANGUAGE plpgsql": """
BEGIN
    PERFORM pg_advisory_xact_lock({key});
    NEW.seq := (SELECT coalesce(max(seq), 0) + 1 FROM public.journal);
    RETURN NEW;
END""",
}
_KEEP = """
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY TG_ARGV LOOP
        IF to_jsonb(OLD) -> name IS DISTINCT FROM to_jsonb(NEW) -> name THEN
            RAISE insufficient_privilege USING MESSAGE = format('%I of %I is not yours', name, TG_TABLE_NAME);
        END IF;
    END LOOP;
    RETURN NEW;
END"""
_KEEPING = {
    "sync_login(login text, role text, active boolean) RETURNS void LANGUAGE plpgsql": """
BEGIN
    IF login = '' OR NOT rapporteur.is_ours(login) THEN
        RETURN;
    END IF;
    IF NOT active THEN
        EXECUTE format('ALTER ROLE %I NOLOGIN', login);
        RETURN;
    END IF;
    EXECUTE format('REVOKE {groups} FROM %I', login);
    EXECUTE format('GRANT %I TO %I', {group_of_role}, login);
    EXECUTE format('ALTER ROLE %I LOGIN', login);
END""",
    "is_ours(login text) RETURNS boolean LANGUAGE sql STABLE": """
    SELECT EXISTS (
        SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
        WHERE g.rolname = {logins} AND r.rolname = login AND r.rolname <> {keeper}
        AND NOT (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls))""",
    "follow_account() RETURNS trigger LANGUAGE plpgsql": """
BEGIN
    IF TG_OP <> 'INSERT' AND (TG_OP = 'DELETE' OR NEW.login IS DISTINCT FROM OLD.login) THEN
        PERFORM rapporteur.sync_login(OLD.login, OLD.role, false);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM rapporteur.sync_login(NEW.login, NEW.role, NEW.active);
    END IF;
    RETURN NULL;
END""",
    "give_login(login text, verifier text) RETURNS void LANGUAGE plpgsql": """
BEGIN
    IF NOT (coalesce(rapporteur.my_role() = 'supervisor', false)
            OR pg_has_role(session_user, {owner}, 'MEMBER')) THEN
        RAISE insufficient_privilege USING MESSAGE = 'only a supervisor makes logins';
    END IF;
    IF login !~ '^[a-z][a-z0-9_]{{1,40}}$' OR login ~ '^(pg_|rapporteur_)'
       OR verifier !~ '^SCRAM-SHA-256[$][0-9]+:[A-Za-z0-9+/=]+[$][A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
        RAISE invalid_parameter_value USING MESSAGE = 'no name, or no SCRAM verifier';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN {nothing} NOCREATEROLE CONNECTION LIMIT 20', login);
        EXECUTE format('GRANT %I TO %I', {logins}, login);
    ELSIF NOT rapporteur.is_ours(login) THEN
        RAISE EXCEPTION 'taken' USING ERRCODE = '{no_login}';
    END IF;
    EXECUTE format('ALTER ROLE %I PASSWORD %L', login, verifier);
    IF rapporteur.role_of(login) IS NOT NULL THEN
        PERFORM rapporteur.sync_login(login, rapporteur.role_of(login), true);
    END IF;
END""",
}
FOR_ALL = ("me()", "my_role()", "given(text)", "news(bigint)", "last_line()")
FOR_SUPERVISORS = ("give_login(text, text)",)


def make_functions(connection: Connection, roles: Roles) -> None:
    """Make or renew them, each with the rights it needs and open to those who may call it only."""
    owner, keeper = quoted(roles.owner), quoted(roles.keeper)
    run(connection, f"CREATE SCHEMA IF NOT EXISTS rapporteur AUTHORIZATION {owner}")
    run(connection, "REVOKE ALL ON SCHEMA rapporteur FROM PUBLIC")
    run(connection, f"GRANT USAGE, CREATE ON SCHEMA rapporteur TO {keeper}")
    filled = _filling(roles)
    for head, body in (_LOOKING | NEWS).items():
        _make(connection, f"{head} {_FIXED}", body.format_map(filled), owner)
    _make(
        connection,
        "keep() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp",
        _KEEP,
        owner,
    )
    for head, body in _KEEPING.items():
        _make(connection, f"{head} {_FIXED}", body.format_map(filled), keeper)
    for name in FOR_ALL:
        people = ", ".join(quoted(group) for group in (*roles.groups.values(), roles.keeper))
        run(connection, f"GRANT EXECUTE ON FUNCTION rapporteur.{name} TO {people}")
    run(connection, f"GRANT EXECUTE ON FUNCTION rapporteur.role_of(text) TO {keeper}")
    for name in FOR_SUPERVISORS:
        run(
            connection, f"GRANT EXECUTE ON FUNCTION rapporteur.{name} TO {quoted(roles.groups['supervisor'])}"
        )


def _make(connection: Connection, head: str, body: str, owner: str) -> None:
    signature = head.partition(" RETURNS")[0]
    run(connection, f"CREATE OR REPLACE FUNCTION rapporteur.{head} AS $body${body}$body$")
    run(connection, f"ALTER FUNCTION rapporteur.{signature} OWNER TO {owner}")
    run(connection, f"REVOKE ALL ON FUNCTION rapporteur.{signature} FROM PUBLIC")


def _filling(roles: Roles) -> dict[str, str]:
    """The names of the roles as SQL strings, and what else the bodies hold."""
    cases = " ".join(f"WHEN {_string(role)} THEN {_string(group)}" for role, group in roles.groups.items())
    return {
        "owner": _string(roles.owner),
        "keeper": _string(roles.keeper),
        "logins": _string(roles.logins),
        "groups": ", ".join(quoted(group) for group in roles.groups.values())
        .replace("'", "''")
        .replace("%", "%%"),
        "group_of_role": f"CASE role {cases} END",
        "key": str(APPLICATION_ID),
        "revoked": REVOKED,
        "no_login": NO_LOGIN,
        "nothing": "NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS",
    }


def _string(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
