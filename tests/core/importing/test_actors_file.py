"""The actors every project begins with."""

from __future__ import annotations

from core.domain.actor import ActorKind
from core.importing.actors_file import load_actors, load_sectors


def test_countries_go_by_iso3_and_have_no_role() -> None:
    countries = [a for a in load_actors() if a.kind is ActorKind.COUNTRY]
    assert len(countries) > 190
    assert all(len(c.id) == 3 and c.id == c.country and c.id.isupper() and c.role == "" for c in countries)


def test_ids_are_unique_and_names_are_readable() -> None:
    actors = load_actors()
    assert len({a.id for a in actors}) == len(actors)
    assert all(a.name and a.name == a.name.strip() for a in actors)
    assert not [a for a in actors if a.name.isupper() and len(a.name) > 6]


def test_a_country_is_found_by_other_names_people_and_capital() -> None:
    by_id = {a.id: a for a in load_actors()}
    assert {"Azerbaijani", "Azeris", "Baku"} <= set(by_id["AZE"].aliases)
    assert {"U.S.", "American", "Washington"} <= set(by_id["USA"].aliases)
    assert by_id["AZE"].name not in by_id["AZE"].aliases


def test_world_bodies_and_partly_recognised_states_carry_their_codes() -> None:
    by_id = {a.id: a for a in load_actors()}
    assert by_id["UNO"].kind is ActorKind.ORGANISATION
    assert by_id["org:nato"].role == "IGO"
    assert (by_id["other:abkhazia"].country, by_id["other:abkhazia"].role) == ("GEO", "PRE")


def test_every_role_is_made_of_known_sectors() -> None:
    codes = {code for code, _ in load_sectors()}
    assert {"GOV", "MIL", "IGO", "PRE"} <= codes
    assert {a.role for a in load_actors()} - {""} <= codes
