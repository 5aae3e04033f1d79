"""Blind by construction: whatever a coder can ask for holds nothing of others and of articles not given."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from core import cli
from core.app.commands.corpus import ImportArticles, SetLanguage, SetModel
from core.app.queries import open_queries
from core.app.workspace import Workspace
from core.domain.article import Article
from core.domain.errors import Refused
from tests.build import an_article
from tests.core.app.blind import ADA, CLEO, NEVER, make_study, secrets_in
from tests.core.app.place import at_work, make_place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path)


def everything(workspace: Workspace) -> str:
    """What the read side gives Ada, in words."""
    queries, state = workspace.queries, workspace.state
    told: list[object] = [queries.heads(), queries.heads(search=NEVER), queries.progress(), queries.journal()]
    told += [queries.count(), queries.count(search=NEVER), workspace.history.steps(), state.recodes()]
    told += [queries.head(f"article-{number}") for number in range(1, 5)]
    for head in queries.heads():
        told += [state.codings(head.article_id), state.questions(head.article_id)]
        told += [state.assignment(head.article_id), state.decisions(head.article_id)]
    with queries.snapshot() as picture:
        told += [picture.article_ids(), picture.analyses(), picture.codings(), picture.decisions()]
        told += [picture.questions(), picture.assignments(), picture.work_times(), picture.coders]
        told += [picture.article(one) for one in picture.article_ids()]
    return "\n".join(map(repr, told))


def test_the_read_side_gives_a_coder_nothing_of_others(path: Path) -> None:
    with at_work(path, ADA) as ada:
        assert secrets_in(everything(ada)) == []
        assert ada.queries.count() == 2
    with at_work(path, CLEO) as cleo, cleo.queries.snapshot() as picture:
        assert secrets_in(repr([picture.codings(), picture.coders, picture.analyses()]))  # it is all there
        assert len(picture.article_ids()) == 4


def test_a_snapshot_has_no_article_that_was_not_given(path: Path) -> None:
    with open_queries(path, ADA) as queries, queries.snapshot() as picture:
        assert picture.article_ids() == ["article-1", "article-2"]
        assert picture.suggestion_set("article-1") is not None
        assert picture.suggestion_set("article-3") is None
        with pytest.raises(KeyError):
            picture.article("article-3")


def test_what_was_begun_or_paused_stays_the_coders_to_read(path: Path) -> None:
    from core.app.commands.assigning import Pause
    from core.app.commands.rounds import CloseRound

    with at_work(path, CLEO) as cleo:
        cleo.execute(Pause((("article-2", ADA),)))
        cleo.execute(CloseRound(cleo.state.rounds()[0].id))
    with open_queries(path, ADA) as queries, queries.snapshot() as picture:
        assert queries.count() == 0
        assert picture.article_ids() == ["article-1", "article-2"]


@pytest.mark.parametrize("ending", [".xlsx", ".jsonl", ".spacy"])
def test_a_coders_export_has_own_articles_only(
    path: Path, tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"out{ending}"
    code = cli.run(["export", str(path), str(out), "--coder", "Ada", "--suggestions"])
    assert code == 0
    assert secrets_in("".join(capsys.readouterr())) == []
    assert secrets_in(plain(out)) == []
    assert "Ada" in plain(out) or ending == ".spacy"
    whole = tmp_path / f"whole{ending}"
    cli.run(["export", str(path), str(whole), "--coder", "Cleo"])
    assert NEVER in plain(whole) or ending == ".spacy"


def plain(file: Path) -> str:
    """What stands in a file, unpacked as far as it is packed."""
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as packed:
            return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if file.suffix == ".spacy":
        from spacy.tokens import DocBin
        from spacy.vocab import Vocab

        docs = DocBin(store_user_data=True).from_disk(file).get_docs(Vocab())
        return "".join(f"{doc.text} {doc.user_data!r}" for doc in docs)
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("argv", "done"),
    [
        (("status",), True),
        (("status", "--json"), True),
        (("assign", "--round", "Mine"), False),
        (("train",), False),
        (("codebook", "export"), True),
        (("import",), False),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_the_command_line_tells_a_coder_nothing_of_others(
    path: Path, tmp_path: Path, argv: tuple[str, ...], done: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    verb = list(argv[:1]) if argv[0] != "codebook" else list(argv)
    rest = list(argv[len(verb) :])
    files = []
    if argv[0] == "codebook":
        files = [str(tmp_path / "book.json")]
    if argv[0] == "import":
        (tmp_path / "more.txt").write_text(f"Another {NEVER[:4]} article of the day.\n", encoding="utf-8")
        files = [str(tmp_path / "more.txt")]
    who = [] if argv[0] == "codebook" else ["--coder", "Ada"]
    code = cli.run([*verb, str(path), *files, *rest, *who])
    said = "".join(capsys.readouterr())
    assert (code == 0) is done, said
    assert secrets_in(said) == []
    if argv == ("status", "--json"):
        assert json.loads(said)["articles"] == 2


def test_a_coder_under_rounds_adds_no_articles_and_chooses_no_model(path: Path, tmp_path: Path) -> None:
    more: Article = an_article("More.", id="article-9", position=9)
    with at_work(path, ADA) as ada:
        for command in (ImportArticles((more,)), SetModel("blank:en"), SetLanguage("de")):
            with pytest.raises(Refused, match="supervisor"):
                ada.execute(command)
    with at_work(make_place(tmp_path), ADA) as free:  # no rounds: everybody adds
        free.execute(ImportArticles((more,)))
        assert free.state.article("article-9") == more
