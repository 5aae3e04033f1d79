"""What the sheets say of a small project."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.article import Assignment, Status
from core.domain.codebook_editing import edited
from core.domain.codebook_edits import RetireCategory
from core.domain.coding import Layer
from core.export.excel import Written, write_workbook
from core.export.sheets import Kind, Names, Sheet, column_name, day_of, moment_of
from core.export.sheets_codebook import codebook
from core.export.sheets_corpus import articles, coders, uncoded
from core.export.sheets_mentions import mentions
from core.export.sheets_readme import readme
from core.export.sheets_source import Choices, Source
from core.export.sheets_units import Units, codings_long, events, statements, topics
from tests.build import TEXT, span_of
from tests.core.export.material import ANN, BEN, cells, codings, dicts, source, trimmed
from tests.core.export.office import reopened


def all_sheets(made: Source) -> list[Sheet]:
    units = Units(made)
    return [
        *(codings_long(units), mentions(made, units), statements(units), topics(units), events(units)),
        *(articles(made), uncoded(made), codebook(made), coders(made)),
    ]


def the(name: str, made: Source | None = None) -> Sheet:
    return next(sheet for sheet in all_sheets(made or source()) if sheet.name == name)


def by_id(name: str) -> dict[str, dict[str, Any]]:
    return {row["coding_id"]: row for row in dicts(the(name))}


@given(st.text(max_size=50))
def test_column_names_suit_r_and_spss(label: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", column_name(label))


def test_names_are_given_once() -> None:
    names = Names()
    assert [names.free("Has e-mail?"), names.free("has e mail"), names.free("2nd")] == [
        "has_e_mail",
        "has_e_mail_2",
        "x_2nd",
    ]


def test_every_sheet_has_unique_names_that_r_takes_and_explains_each_column() -> None:
    for sheet in all_sheets(source()):
        names = [column.name for column in sheet.columns]
        assert len(set(names)) == len(names), sheet.name
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
        assert all(column.about for column in sheet.columns), sheet.name


def test_only_whole_days_are_dates() -> None:
    assert [day_of(x) for x in ("2024-04-28", "2024-04", "2024", "", "2024-02-30")] == [
        date(2024, 4, 28),
        *([None] * 4),
    ]


def test_moments_are_utc() -> None:
    assert moment_of("2026-01-01T02:00:00+02:00") == datetime.fromisoformat("2026-01-01T00:00:00")
    assert moment_of("") is None


def test_codings_long_has_a_row_for_every_coding_with_codes_and_labels() -> None:
    rows = by_id("Codings_long")
    assert list(rows) == [coding.id for coding in codings()]
    topic, mention, statement, event = list(rows.values())[:4]
    assert (topic["category"], topic["category_label"]) == (
        "cap:1921",
        source().label(Layer.TOPIC, "cap:1921"),
    )
    assert (topic["parent"], topic["rank"], topic["start"]) == ("cap:19", "primary", None)
    assert (mention["words"], mention["actor"], mention["actor_label"], mention["actor_country"]) == (
        "Ilham Aliyev",
        "person:ilham-aliyev",
        "Ilham Aliyev",
        "AZE",
    )
    assert TEXT[mention["start"] : mention["end"]] == mention["words"]
    assert (statement["directness"], statement["directness_label"]) == ("indirect", "Paraphrase")
    assert statement["speaker_words"] == "President Ilham Aliyev"
    assert (event["mode"], event["mode_label"]) == ("phone", "Phone")
    assert (event["date"], event["date_iso"], event["date_precision"]) == (None, "2024-04", "month")


def test_slots_with_several_fillers_and_fillers_without_words() -> None:
    event = by_id("Codings_long")["c-event"]
    blinken, azernews = span_of("Antony Blinken"), span_of("Azernews")
    assert event["source_words"] == "Antony Blinken; Azernews"
    assert event["source_fragments"] == f"{blinken.start}-{blinken.end} | {azernews.start}-{azernews.end}"
    assert event["source_actor"] == "person:antony-blinken;org:azernews"
    assert event["source_actor_label"] == "Antony Blinken; org:azernews"
    assert (event["target_words"], event["target_actor"]) == ("", "AZE;ARM")
    assert event["place_value"] == "Almaty"


def test_coders_who_marked_the_same_words_share_the_unit() -> None:
    rows = by_id("Codings_long")
    assert rows["c-statement"]["unit_id"] == rows["c-ben"]["unit_id"]
    assert len({row["unit_id"] for row in rows.values()}) == 4


def test_what_the_codebook_has_no_column_for_is_kept_in_words() -> None:
    odd = replace(codings()[1], variables=(("mood", "grim"),), slots=codings()[3].slots[:1])
    row = dicts(the("Codings_long", source(codings=(odd,))))[0]
    span = span_of("Antony Blinken")
    assert row["other"] == f"mood=grim; source={span.start}-{span.end};person:antony-blinken"


def test_layer_sheets_have_only_their_own_columns() -> None:
    statements = the("Statements")
    assert {row["layer"] for row in dicts(statements)} == {"statement"}
    names = {column.name for column in statements.columns}
    assert {"speaker_actor", "directness_label"} <= names
    assert not names & {"mode", "rank", "source_words", "form"}


def test_topics_tell_level_scheme_and_code() -> None:
    topic = dicts(the("Topics"))[0]
    assert (topic["topic_level"], topic["scheme"], topic["code"]) == ("article", "cap", "1921")
    assert next(c for c in the("Topics").columns if c.name == "code").kind is Kind.CODE


def test_mentions_tell_what_the_machine_said() -> None:
    fixed, rejected, gone = dicts(the("Mentions"))
    assert (fixed["provenance"], fixed["is_coding"], fixed["category"], fixed["suggested_category"]) == (
        "fixed",
        1,
        "PERSON",
        "ORG",
    )
    assert (rejected["provenance"], rejected["is_coding"], rejected["words"], rejected["coder"]) == (
        "rejected",
        0,
        "Azernews",
        "Ann",
    )
    assert rejected["confidence"] == 0.9
    assert (gone["provenance"], gone["suggestion_id"], gone["layer"]) == ("rejected", "sug-gone", None)


def test_open_suggestions_come_only_when_asked_for() -> None:
    sheet = the("Mentions", source(choices=Choices(include_suggestions=True)))
    rows = [row for row in dicts(sheet) if row["provenance"] == "suggested"]
    assert [(row["words"], row["coder"], row["is_coding"]) for row in rows] == [("Almaty", None, 0)]


def test_uncoded_tells_nothing_there_from_not_looked_at() -> None:
    found = {
        (row["article_id"], row["coder"], row["layer"]): (row["missing"], row["basis"])
        for row in dicts(uncoded(source()))
    }
    assert ("article-1", "Ann", "mention") not in found
    assert found["article-1", "Ben", "event"] == ("not codable", "answer")
    assert found["article-1", "Ben", "topic"] == ("not yet looked", "none")
    assert found["article-2", "Ann", "mention"] == ("not yet looked", "none")
    assert not [key for key in found if key[1] == "Sue"]
    bare = source(codings=())
    assert ("nothing there", "completed") in {(r["missing"], r["basis"]) for r in dicts(uncoded(bare))}


def test_articles_list_everything_even_what_nobody_opened() -> None:
    first, second = dicts(articles(source()))
    assert (first["codings"], first["coders_begun"], first["coders_complete"]) == (5, 2, 1)
    assert (first["active_minutes"], first["notes"]) == (1.5, "Ann: Strange wording")
    assert first["questions"] == "Ben: What is this? → A name."
    assert (first["suggestions"], first["repaired_places"]) == (4, 1)
    assert (second["article_date"], second["article_date_iso"], second["codings"]) == (None, "2024-04", 0)


def test_articles_say_how_much_the_machine_reads_into_them_and_what_coders_refused() -> None:
    work = [
        replace(Assignment(f"article-1/{coder.id}", "article-1", coder.id), refused_repairs=places)
        for coder, places in ((ANN, (3, 9)), (BEN, (9,)))
    ]
    made = source(assignments={one.id: one for one in work})
    first, second = dicts(articles(made))
    columns = ("repaired_places", "assumed_sentence_ends", "repairs_refused")
    assert [first[name] for name in columns] == [1, 2, 2]
    assert [second[name] for name in columns] == [None, None, 0]


def test_each_coding_says_whether_its_coder_could_see_suggestions() -> None:
    hidden = Assignment("article-1/coder-2", "article-1", BEN.id, Status.IN_PROGRESS, suggestions_hidden=True)
    assignments = {**source().assignments, hidden.id: hidden}
    made = source(assignments=assignments)
    shown = [(row["coder"], row["suggestions_shown"]) for row in dicts(the("Codings_long", made))]
    assert set(shown) == {("Ann", "yes"), ("Ben", "no")}
    first, second = dicts(articles(made))
    assert (first["suggestions_hidden_from"], second["suggestions_hidden_from"]) == ("coder-2", "")
    rows = dicts(uncoded(made))
    told = {(row["article_id"], row["coder"]): row["suggestions_shown"] for row in rows}
    assert told["article-1", "Ben"] == "no"
    assert told["article-2", "Ann"] == "none"
    assert [row["articles_unaided"] for row in dicts(coders(made))] == [0, 1, 0]


def test_coders_sheet_counts_their_work() -> None:
    ann, ben, sue = dicts(coders(source()))
    assert (ann["articles_complete"], ann["articles_new"], ann["mentions"], ann["suggestions_rejected"]) == (
        *(1, 1, 1),
        1,
    )
    assert (ben["articles_in_progress"], ben["statements"], ben["questions_open"]) == (1, 1, 1)
    assert sue["role"] == "supervisor"


def test_pseudonyms_hide_names_and_ids_everywhere() -> None:
    made = source(choices=Choices(pseudonyms=True), exported_by=ANN)
    sheets = all_sheets(made)
    written = Written(tuple((sheet.name, 0) for sheet in sheets))
    said = [
        str(value)
        for sheet in [*sheets, readme(made, sheets, written)]
        for row in sheet.rows
        for value in row
    ]
    assert "coder 1" in said
    assert not [text for text in said if re.search(r"\b(Ann|Ben|Sue|coder-\d)\b", text)]


def test_codebook_sheet_holds_every_entry_with_its_scheme() -> None:
    rows = dicts(codebook(source()))
    book = source().codebook
    parts = [
        len(x.categories) + len(x.slots) + sum(1 + len(v.values) for v in x.variables) for x in book.layers
    ]
    assert len(rows) == sum(parts)
    phone = next(row for row in rows if row["code"] == "phone")
    assert (phone["entry"], phone["variable"], phone["parent"]) == ("value", "mode", "CONSULT")
    assert (phone["retired"], phone["replaced_by"]) == (0, None)


def test_codebook_sheet_says_what_is_retired_and_what_to_use_instead() -> None:
    made = source()
    book = edited(made.codebook, [RetireCategory(Layer.EVENT, "AID", ("COOPERATE", "SUPPORT"))])
    rows = dicts(codebook(replace(made, codebook=book)))
    aid = next(row for row in rows if row["entry"] == "category" and row["code"] == "AID")
    assert (aid["retired"], aid["replaced_by"]) == (1, "COOPERATE, SUPPORT")


def test_readme_names_project_schemes_sheets_columns_missing_codes_and_warnings() -> None:
    made = source()
    sheets = all_sheets(made)
    written = Written(
        tuple((sheet.name, 3) for sheet in sheets),
        inert=2,
        replaced=4,
        replaced_cells=1,
        split=tuple(f"Mentions!A{n}" for n in range(50)),
        continued=("Mentions",),
    )
    rows = dicts(readme(made, sheets, written))
    text = {(row["section"], row["item"]): row["text"] for row in rows}
    assert text["about", "project"] == "Border talks"
    assert text["about", "exported_by"] == "Sue (supervisor)"
    assert "Halterman" in text["scheme", "plover citation"]
    assert "CC BY-SA 4.0" in text["scheme", "plover licence"]
    assert text["sheet", "Mentions"].endswith("Rows: 3.")
    assert {item for section, item in text if section == "missing"} == {
        *("nothing there", "not codable", "not applicable", "not yet looked"),
    }
    assert len([1 for section, _ in text if section == "warning"]) == 4
    assert "and 10 more" in text["warning", "long_cells"]
    assert sum(row["section"] == "column" for row in rows) == sum(len(sheet.columns) for sheet in sheets)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = source(choices=Choices(include_suggestions=True))
    target = tmp_path_factory.mktemp("book") / "all.xlsx"
    sheets = all_sheets(made)
    write_workbook(target, sheets, lambda told: readme(made, sheets, told))
    return target


def expected() -> dict[str, list[tuple[Any, ...]]]:
    made = source(choices=Choices(include_suggestions=True))
    found = {}
    for sheet in all_sheets(made):
        rows = [trimmed(row) for row in sheet.rows]
        header = tuple(column.name for column in sheet.columns)
        found[sheet.name] = [header, *(tuple(map(as_read, row)) for row in rows)]
    return found


def as_read(value: object) -> object:
    """Readers give midnight for a day."""
    return datetime.fromisoformat(value.isoformat()) if type(value) is date else value


def test_openpyxl_reads_every_cell_back(workbook: Path) -> None:
    found = cells(workbook)
    assert list(found) == [
        *("README", "Codings_long", "Mentions", "Statements", "Topics", "Events"),
        *("Articles", "Uncoded", "Codebook", "Coders"),
    ]
    del found["README"]
    assert found == expected()


def test_libreoffice_reads_every_cell_back(workbook: Path, tmp_path: Path) -> None:
    found = cells(reopened(workbook, tmp_path))
    assert len(found.pop("README")) > 100
    assert found == expected()
