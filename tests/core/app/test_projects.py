"""Projects are made whole or not at all, and opened as one of their coders."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.projects import SAMPLE, coders_of, create_project, make_sample, open_workspace
from core.domain.errors import Refused
from core.importing.codebook_file import load_codebook
from core.text.canonical import canonical, sha256_of
from core.text.places import resource
from tests.core.app.place import make_place


def test_a_new_project_has_its_coder_and_the_shipped_codebook(tmp_path: Path) -> None:
    path = tmp_path / "new.rapporteur"
    create_project(path, " Border news ", "Ada")
    workspace = open_workspace(path)
    assert workspace.state.project.name == "Border news"
    assert workspace.state.coder.name == "Ada"
    assert workspace.state.codebook == load_codebook()
    assert workspace.queries.heads() == []
    assert workspace.history.steps() == []
    assert workspace.where == str(path)
    workspace.close()
    assert verify(path) == []


@pytest.mark.parametrize(("name", "coder"), [("", "Ada"), ("Border news", "  ")])
def test_a_project_without_a_name_is_not_made(tmp_path: Path, name: str, coder: str) -> None:
    with pytest.raises(Refused) as caught:
        create_project(tmp_path / "new.rapporteur", name, coder)
    assert caught.value.code == "no-name"
    assert not list(tmp_path.iterdir())


def test_the_sample_holds_the_shipped_articles_to_the_character(tmp_path: Path) -> None:
    path = tmp_path / "sample.rapporteur"
    make_sample(path)
    workspace = open_workspace(path)
    assert workspace.state.project.name == SAMPLE
    shipped = sorted(resource("samples").glob("*.txt"))
    heads = workspace.queries.heads()
    assert [h.file_name for h in heads] == [p.name for p in shipped]
    for head, file in zip(heads, shipped, strict=True):
        text = canonical(file.read_text("utf-8"))
        article = workspace.state.article(head.article_id)
        assert article.text == text
        assert article.sha256 == sha256_of(text)
    first = next(h for h in heads if h.file_name == "azernews.txt")
    assert first.published == "2024-04-28"
    workspace.close()
    assert verify(path) == []


def test_several_coders_must_be_told_apart(tmp_path: Path) -> None:
    path = make_place(tmp_path)
    with pytest.raises(Refused) as caught:
        open_workspace(path)
    assert caught.value.code == "which-coder"
    assert [c.name for c in coders_of(path)] == ["Ada", "Ben", "Cleo"]
    workspace = open_workspace(path, "coder-2")
    assert workspace.state.coder.name == "Ben"
    workspace.close()
