"""Searching as a person: what one may see, and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.app.projects import open_workspace
from core.app.searching import SearchResult, index_anew, search, spans_in
from core.domain.article import Assignment, Round
from core.domain.errors import BadInput, Refused
from tests.build import TEXT, span_of
from tests.core.app.place import add, make_place


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return make_place(tmp_path)


def found(result: SearchResult) -> list[str]:
    assert result.total == len(result.hits)
    return sorted(hit.article_id for hit in result.hits)


def test_without_rounds_everybody_finds_everything(place: Path) -> None:
    for coder in ("coder-1", "coder-2", "coder-3"):
        assert found(search(place, coder, "azerbaijan")) == ["article-1", "article-2", "article-3"]


def test_once_articles_are_given_out_coders_find_their_own(place: Path) -> None:
    workspace = open_workspace(place, "coder-3")
    given = Assignment("article-2/coder-1", "article-2", "coder-1", round_id="round-1")
    workspace.execute(add(Round("round-1", "One"), given))
    workspace.close()
    assert found(search(place, "coder-1", "azerbaijan")) == ["article-2"]
    assert found(search(place, "coder-2", "azerbaijan")) == []
    assert len(found(search(place, "coder-3", "azerbaijan"))) == 3


def test_hits_are_places_in_the_text(place: Path) -> None:
    hit = search(place, "coder-1", '"ilham aliyev" almaty', limit=1).hits[0]
    assert hit.spans == (span_of("Ilham Aliyev"), span_of("Almaty"))
    assert spans_in('"ilham aliyev" almaty', TEXT, ()) == hit.spans
    assert [mark.of(hit.line.text) for mark in hit.line.marks] == ["Ilham Aliyev", "Almaty"]


def test_all_are_counted_whatever_is_shown(place: Path) -> None:
    result = search(place, "coder-1", "azerbaijan", limit=2)
    assert (len(result.hits), result.total) == (2, 3)
    rest = search(place, "coder-1", "azerbaijan", limit=2, offset=2)
    assert (len(rest.hits), rest.total) == (1, 3)


def test_nothing_is_found_for_nothing(place: Path) -> None:
    assert search(place, "coder-1", "  ") == SearchResult("  ")


def test_what_is_wrong_is_told_before_anything_is_opened(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        search(tmp_path / "nowhere.rapporteur", "coder-1", '"open')


def test_the_index_is_not_made_anew_under_a_window(place: Path) -> None:
    workspace = open_workspace(place, "coder-1")
    with pytest.raises(Refused) as caught:
        index_anew(place)
    assert caught.value.code == "locked"
    workspace.close()
