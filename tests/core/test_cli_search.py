"""``rapporteur search``, on a real project file."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from core import cli
from core.app.checking import verify
from core.app.commands.corpus import ImportArticles
from core.app.projects import create_project, open_workspace
from core.domain.article import Article
from core.storage.search_index import CHUNK
from core.text.canonical import sha256_of

TEXT = "😀 The Prime Minister met the press.\nThe minister left."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "study.rapporteur"
    create_project(path, "Study", "Ada")
    workspace = open_workspace(path)
    other = "Nothing happened in Baku."
    first = Article("a1", TEXT, sha256_of(TEXT), title="Talks", source="Azernews", published="2024-03-01")
    second = Article("a2", other, sha256_of(other), file_name="two.txt")
    workspace.execute(ImportArticles((first, second)))
    workspace.close()
    return path


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    code = cli.run([str(one) for one in argv])
    out, err = capsys.readouterr()
    return code, out, err


def test_what_is_found_is_told_in_lines(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "search", project, "minister*") == (
        0,
        """Talks · Azernews · 2024-03-01 (2 hits)
    😀 The Prime [Minister] met the press. The [minister] left.
1 article found.
""",
        "",
    )
    code, out, _ = run(capsys, "search", project, "source:azernews")
    assert code == 0
    assert "Talks · Azernews · 2024-03-01 (in the title, source or date)\n    😀 The Prime" in out
    assert run(capsys, "search", project, "oil") == (0, "0 articles found.\n", "")


def test_as_json_with_the_places_in_the_text(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "search", project, '"prime minister" -baku', "--json")
    told = json.loads(out)
    assert (code, told["total"], told["query"]) == (0, 1, '"prime minister" -baku')
    (article,) = told["articles"]
    (place,) = article["hits"]
    assert (article["id"], TEXT[slice(*place)]) == ("a1", "Prime Minister")
    (mark,) = article["marks"]
    assert article["snippet"][slice(*mark)] == "Prime Minister"


def test_no_more_than_wanted_but_all_counted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "search", project, "minister OR happened", "--limit", 1)
    assert code == 0
    assert out.endswith("2 articles found, the first 1 shown.\n")


def test_a_query_may_begin_with_a_minus(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "search", project, "-minister")
    assert code == 0
    assert out.startswith("two.txt (in the title")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (('"prime',), "A quotation mark is not closed"),
        (("",), "Say what to look for"),
        (("author:smith",), "“author:” is nothing one can look in"),
        (("peace", "--coder", "Zoe"), "Say who you are"),
    ],
)
def test_what_is_wrong_is_said(
    project: Path, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], said: str
) -> None:
    code, out, err = run(capsys, "search", project, *argv)
    assert (code, out) == (1, "")
    assert said in err


def test_an_index_that_is_wrong_is_told_and_put_right(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = sqlite3.connect(project)
    connection.execute("UPDATE article_index SET digest = 'x' WHERE article_id = 'a2'")
    connection.execute("INSERT INTO article_words (article_words) VALUES ('delete-all')")
    connection.commit()
    connection.close()
    assert [(problem.code, problem.where) for problem in verify(project)] == [
        ("search", "article a1"),
        ("search", "article a2"),
    ]
    code, out, err = run(capsys, "search", project, "minister", "--rebuild")
    assert (code, err) == (0, "rapporteur: The index was made anew.\n")
    assert out.endswith("1 article found.\n")
    assert run(capsys, "search", project, "--rebuild")[:2] == (0, "")
    assert verify(project) == []


def test_making_a_large_index_anew_tells_how_far_it_is(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = open_workspace(project)
    texts = (f"zebra {number}" for number in range(CHUNK * 3))
    workspace.execute(ImportArticles(tuple(Article(f"z{n}", t, sha256_of(t)) for n, t in enumerate(texts))))
    workspace.close()
    code, out, err = run(capsys, "search", project, "zebra", "--rebuild", "--limit", 1)
    assert code == 0
    assert "Indexing the articles for the search: 33%\n" in err
    assert f"{CHUNK * 3} articles found" in out
