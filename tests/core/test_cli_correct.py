"""``rapporteur correct``, on a real project file."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import cli
from core.app.checking import verify
from core.app.commands.code import AddCoding
from core.app.commands.corpus import StoreSuggestions
from core.app.commands.repairs import RefuseRepair
from core.domain.coding import Layer
from core.domain.suggestion import SuggestionSet
from tests.build import TEXT, span_of
from tests.core.app.place import at_work, make_place

WHY = ("--reason", "as the agency corrected it")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    made = make_place(tmp_path)
    with at_work(made, "coder-1") as ada:
        for words in ("Armenia", "Almaty"):
            ada.execute(AddCoding("article-1", Layer.MENTION, "GPE", (span_of(words),)))
    return made


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    code = cli.run([str(one) for one in argv])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_file_becomes_the_newest_version(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "better.txt"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("Almaty", "Astana").replace(". ", ".\r\n").encode())
    told = "2 codings by 1 coder: 1 carried over exactly, 1 to review, 0 without a place."
    code, out, err = run(capsys, "correct", project, "article-1", file, *WHY, "--dry-run")
    assert (code, out) == (0, f"{told}\nNothing was changed.\n")
    assert err == f"rapporteur: {file}: read as UTF-8 with a byte order mark\n"
    with at_work(project, "coder-3") as cleo:
        assert cleo.queries.count() == 3
        assert cleo.state.versions.chain("article-1") == ("article-1",)
    code, out, err = run(capsys, "correct", project, "article-1", file, *WHY)
    assert code == 0
    with at_work(project, "coder-3") as cleo:
        new = cleo.state.versions.newest("article-1")
        assert out == f"{told}\nCorrected Blinken calls Aliyev: {new}\n"
        article = cleo.state.article(new)
        assert article.text == TEXT.replace("Almaty", "Astana").replace(". ", ".\n")
        assert dict(article.metadata) == {"correction": "as the agency corrected it"}
        assert article.raw_sha256
    assert verify(project) == []
    code, _, err = run(capsys, "correct", project, "article-1", file, *WHY)
    assert code == 1
    assert err == f"rapporteur: {new}: This text has been corrected already: name its newest version.\n"


def test_the_machines_repairs_are_written_in_but_those_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    glued, end, other = span_of("Armenia").end, span_of("Antony").start, span_of("readiness").start
    code, _, err = run(capsys, "correct", project, "article-2", "--repairs")
    assert (code, "has not read this article" in err) == (1, True)
    with at_work(project, "coder-3") as cleo:
        article = cleo.state.article("article-1")
        found = SuggestionSet(
            "article-1", "article-1", article.sha256, "m", (glued, other), boundaries=(end,)
        )
        cleo.execute(StoreSuggestions(found))
    with at_work(project, "coder-2") as ben:
        ben.execute(RefuseRepair("article-1", other))
    code, out, _ = run(capsys, "correct", project, "article-1", "--repairs")
    assert code == 0
    assert out.startswith("2 codings by 1 coder: 2 carried over exactly, 0 to review")
    with at_work(project, "coder-3") as cleo:
        new = cleo.state.article(cleo.state.versions.newest("article-1"))
        assert new.text == TEXT.replace("Armeniaand", "Armenia and").replace("Almaty. ", "Almaty.. ")
        assert dict(new.metadata)["correction"] == "Lost spaces and sentence ends written in."
    assert verify(project) == []


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("article-1",), "Give a file"),
        (("article-1", "FILE", "--repairs"), "Give a file"),
        (("nobody", "FILE", *WHY), "No article has this id"),
        (("azernews.txt", "FILE", *WHY), "3 articles are called so"),
        (("article-1", "FILE"), "Say in a few words why"),
        (("article-1", "FILE", *WHY, "--coder", "Ada"), "Only a supervisor"),
        (("article-1", "missing.txt", *WHY), "missing.txt"),
        (("article-1", "SAME", *WHY), "nothing to correct"),
        (("article-1", "TWO", *WHY), "alone in its file; this one has 2"),
    ],
)
def test_what_can_t_be_is_told_and_changes_nothing(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], said: str
) -> None:
    files = {
        "FILE": ("better.txt", "Another text."),
        "SAME": ("same.txt", TEXT),
        "TWO": ("two.csv", "text,title\nOne text.,A\nAnother text.,B\n"),
    }
    for name, text in files.values():
        (tmp_path / name).write_text(text, "utf-8")
    given = [str(tmp_path / files[one][0]) if one in files else one for one in argv]
    code, _, err = run(capsys, "correct", project, *given)
    assert code == 1
    assert said in err
    with at_work(project, "coder-3") as cleo:
        assert cleo.state.versions.chain("article-1") == ("article-1",)


def test_a_file_with_one_row_will_do(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.jsonl").write_text('{"text": "Armenia met Almaty."}\n', "utf-8")
    assert run(capsys, "correct", project, "article-1", tmp_path / "one.jsonl", *WHY)[0] == 0
