"""A new project is checked field by field before there is one, and made as wished."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.app.checking import verify
from core.app.codebooks import schemes
from core.app.projects import open_workspace
from core.app.starting import Wish, codebook_of, file_name, make, problems, shipped_with
from core.domain.article import Role
from core.domain.coding import Layer
from core.domain.errors import BadInput, PersonError, Refused
from core.importing.codebook_file import load_codebook


@pytest.fixture
def wish(tmp_path: Path) -> Wish:
    return Wish("Border news", str(tmp_path / "border"), "de", coder="Ada")


def test_a_project_is_made_as_wished(wish: Wish) -> None:
    cameo = next(use for use in schemes() if use.scheme.id == "cameo")
    wished = replace(wish, supervises=True, password="correct horse")  # noqa: S106
    assert problems(wished) == {}
    path = make(wished, shipped_with([cameo]))
    assert path.name == "border.rapporteur"
    with pytest.raises(Refused, match="password"):
        open_workspace(path)
    workspace = open_workspace(path, password=wished.password)
    state = workspace.state
    assert (state.project.name, state.project.language) == ("Border news", "de")
    assert (state.coder.name, state.coder.role) == ("Ada", Role.SUPERVISOR)
    assert state.codebook.version == 1
    assert {c.code for c in state.codebook.layer(Layer.EVENT).offered} == {c.code for c in cameo.categories}
    assert state.codebook.layer(Layer.TOPIC) == load_codebook().layer(Layer.TOPIC)
    assert "cameo" in {scheme.id for scheme in state.codebook.schemes}
    workspace.close()
    assert verify(path) == []
    assert problems(wished).keys() == {"where"}


def test_the_shipped_schemes_leave_the_shipped_codebook_as_it_is() -> None:
    shipped = load_codebook()
    own = [use for use in schemes() if use.scheme in shipped.schemes]
    assert own
    assert shipped_with(own) == shipped


@pytest.mark.parametrize("scheme", schemes(), ids=lambda use: str(use.scheme.id))
def test_every_ready_scheme_can_begin_a_project(scheme: object, wish: Wish) -> None:
    use = next(one for one in schemes() if one is scheme)
    path = make(wish, shipped_with([use]))
    assert verify(path) == []


def test_a_codebook_file_begins_a_project_and_a_bad_one_is_told(tmp_path: Path, wish: Wish) -> None:
    from core.app.codebooks import write_codebook

    file = tmp_path / "book.xlsx"
    write_codebook(replace(load_codebook(), name="Mine"), file)
    book = codebook_of(file)
    assert book.name == "Mine"
    path = make(wish, book)
    assert verify(path) == []
    file.write_text("no workbook", "utf-8")
    with pytest.raises(BadInput):
        codebook_of(file)
    with pytest.raises(PersonError):
        codebook_of(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", " ", "Give the project a name"),
        ("coder", "", "Say who you are"),
        ("password", "short", "at least 8 characters"),
        ("where", "  ", "Say where"),
        ("where", "border", "whole path"),
        ("where", "postgresql://server/border", "address of a server"),
        ("where", "{here}/none/border", "There is no folder"),
        ("where", "{here}", "This is a folder"),
        ("where", "{here}/there.rapporteur", "already"),
        ("where", "{here}/there", "already"),
        ("where", "{here}/" + "x" * 300, "No file can have this name"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(
    wish: Wish, tmp_path: Path, field: str, value: str, said: str
) -> None:
    (tmp_path / "there.rapporteur").write_text("something")
    found = problems(replace(wish, **{field: value.replace("{here}", str(tmp_path))}))  # type: ignore[arg-type]
    assert found.keys() == {field}
    assert said in found[field]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs folders one may not write")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, wish: Wish) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    assert "may not write" in problems(replace(wish, where=str(locked / "border")))["where"]


@given(st.text(max_size=300))
def test_a_name_of_a_file_can_be_made_of_any_name(name: str) -> None:
    made = file_name(name)
    assert made.endswith(".rapporteur")
    assert not set('<>:"/\\|?*') & set(made)
    assert made == made.strip(" .")
    assert len(made.removesuffix(".rapporteur")) > 0
    assert len(made.encode()) <= 255
    assert made.split(".")[0].lower() not in {"con", "nul", "com1"}


def test_a_name_that_windows_keeps_for_itself_gets_another_word() -> None:
    assert file_name("NUL") == "NUL project.rapporteur"
    assert file_name("A/B: talks?") == "A B talks.rapporteur"
