"""Text files become articles of a project: duplicates and failures are told, nothing else changes."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given

from core.app.commands.corpus import ImportArticles
from core.app.commands.rounds import BeginRound
from core.app.import_reading import Options, look_at, names_read
from core.app.import_report import SHOWN
from core.app.importing import BATCH, ImportReport, commands, import_files, read_article, read_articles
from core.app.projects import create_project, open_workspace
from core.app.workspace import Workspace
from core.domain.article import Article, RoundKind
from core.domain.changes import Origin
from core.domain.errors import BadInput, Refused, Unavailable
from core.domain.work import Cancelled, Quiet
from core.text.canonical import canonical, sha256_of
from tests.build import raw_texts
from tests.core.app.place import at_work, make_place


@pytest.fixture
def where(tmp_path: Path) -> Path:
    place = tmp_path / "project.rapporteur"
    create_project(place, "Talks", "Ann")
    return place


@pytest.fixture
def workspace(where: Path) -> Iterator[Workspace]:
    opened = open_workspace(where)
    yield opened
    opened.close()


def stored(workspace: Workspace) -> list[Article]:
    with workspace.queries.snapshot() as picture:
        return [picture.article(article_id) for article_id in picture.article_ids()]


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
    return folder


def test_a_folder_is_read_with_its_folders_in_the_order_of_names(
    workspace: Workspace, where: Path, tmp_path: Path
) -> None:
    folder = write(tmp_path / "in", b="Second text.", a="First text.")
    write(folder / "more", c="Third text.")
    write(folder / ".hidden", d="Unseen.")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    report = import_files(workspace, where, [folder])
    assert [a.file_name for a in stored(workspace)] == ["a.txt", "b.txt", "more/c.txt"]
    assert [a.position for a in stored(workspace)] == [1, 2, 3]
    assert report.summary == "3 articles imported."


def test_article_is_canonical_hashed_counted_and_headed(
    workspace: Workspace, where: Path, tmp_path: Path
) -> None:
    text = "\ufeffTalks go on\r\n\r\nBAKU, April 28, 2024 (Reuters) - They met.\r\n"
    import_files(workspace, where, [write(tmp_path / "in", a=text)])
    article = stored(workspace)[0]
    assert article.text == "Talks go on\n\nBAKU, April 28, 2024 (Reuters) - They met.\n"
    assert (article.title, article.source, article.published) == ("Talks go on", "Reuters", "2024-04-28")
    assert (article.words, article.language, article.encoding) == (10, "", "utf-8-sig")


def test_exact_duplicates_are_skipped_and_told_whatever_their_bytes(
    workspace: Workspace, where: Path, tmp_path: Path
) -> None:
    first = write(tmp_path / "one", a="The café.\n")
    import_files(workspace, where, [first])
    second = write(tmp_path / "two", b="New.", d="New.")
    (second / "c.txt").write_bytes("The café.\r\n".encode("utf-16"))
    report = import_files(workspace, where, [second])
    assert [(t.file, t.text) for t in report.duplicates] == [
        ("c.txt", "the same text as an article of the project"),
        ("d.txt", "the same text as b.txt"),
    ]
    assert len(stored(workspace)) == 2
    assert report.summary == "1 article imported, 2 duplicates skipped."


def test_failures_name_the_file_and_the_rest_goes_on(
    workspace: Workspace, where: Path, tmp_path: Path
) -> None:
    folder = write(tmp_path / "in", a="Text.", b="")
    (tmp_path / "bare").mkdir()
    report = import_files(workspace, where, [folder, tmp_path / "none.txt", tmp_path / "bare"])
    assert len(report.articles) == 1
    told = {Path(t.file).name: t.text for t in report.failures}
    assert set(told) == {"b.txt", "none.txt", "bare"}
    assert "no files" in told["bare"]


def test_a_guessed_encoding_is_remarked_on(workspace: Workspace, where: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "in")
    (folder / "a.txt").write_bytes("He said “no” in Zürich, where talks go on.".encode("cp1252"))
    report = import_files(workspace, where, [folder])
    assert report.remarks[0].file == "a.txt"
    assert "Windows-1252" in report.remarks[0].text
    assert stored(workspace)[0].encoding == "cp1252"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_and_values_that_are_no_text_hold_nothing_up(
    workspace: Workspace, where: Path, tmp_path: Path
) -> None:
    folder = write(tmp_path / "in", a="One text.")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("Another text.")
    (folder / os.fsdecode(b"th\xe9.txt")).touch()
    (folder / "b.jsonl").write_text('{"text": "A third.", "date": "\\ud800"}')
    report = import_files(workspace, where, [folder])
    assert sorted(a.file_name for a in stored(workspace)) == ["a.txt", "b.jsonl, line 1", "caf\ufffd.txt"]
    assert [Path(told.file).name for told in report.failures] == ["th\ufffd.txt"]
    assert "“\ufffd” reads in no way" in report.text
    assert report.text.encode()  # as it is saved


def test_import_is_journaled_but_no_step_of_undo(workspace: Workspace, where: Path, tmp_path: Path) -> None:
    import_files(workspace, where, [write(tmp_path / "in", a="Text.")])
    entry = workspace.queries.journal(limit=1)[0]
    assert (entry.origin, entry.label) == (Origin.MACHINE, "Import 1 article")
    assert workspace.history.undo_step is None


def test_large_imports_come_in_acts_as_long_as_there_is_time_for() -> None:
    report = ImportReport(tuple(Article(str(n), "x", "h") for n in range(100 * BATCH)))
    parts = []
    for act in commands(report, within=1e-5):
        assert isinstance(act, ImportArticles)
        time.sleep(0.002)  # as storing takes
        parts.append(act.articles)
    assert {len(part) for part in parts} == {BATCH}
    assert [article for part in parts for article in part] == list(report.articles)
    acts = list(commands(report, within=60))
    assert len(acts) < 10
    assert sum(len(act.articles) for act in acts if isinstance(act, ImportArticles)) == 100 * BATCH


def test_long_articles_are_stored_by_themselves() -> None:
    report = ImportReport(tuple(Article(str(n), "x" * 300_000, "h") for n in range(4)))
    assert len(list(commands(report))) == 4


def test_what_is_read_waits_on_the_disk_and_is_told_whole(
    where: Path, tmp_path: Path, workspace: Workspace
) -> None:
    folder = write(tmp_path / "in", **{f"n{n:04}": f"Text {n}. " + "word " * 2_000 for n in range(1_100)})
    report = import_files(workspace, where, [folder])
    assert [a.text for a in report.articles] == [a.text for a in stored(workspace)]
    shown = dict(report.sections)["New"]
    assert len(shown) == SHOWN + 1
    assert "100 more" in shown[-1]
    assert len(report.text.splitlines()) > 1_100


def test_the_same_acts_twice_store_nothing_twice(workspace: Workspace, where: Path, tmp_path: Path) -> None:
    report = read_articles(where, [write(tmp_path / "in", a="Text.")])
    for _ in range(2):
        for command in commands(report):
            workspace.execute(command)
    assert len(stored(workspace)) == 1


def test_reading_changes_nothing_and_can_be_stopped(
    workspace: Workspace, where: Path, tmp_path: Path
) -> None:
    class Stop(Quiet):
        cancelled = True

    folder = write(tmp_path / "in", a="Text.")
    with pytest.raises(Cancelled):
        read_articles(where, [folder], Stop())
    assert len(read_articles(where, [folder]).articles) == 1
    assert stored(workspace) == []


@given(raw_texts())
def test_any_text_is_read_to_the_character(raw: str) -> None:
    utf8 = "The president said: " + raw.encode("utf-8", "ignore").decode()
    controls = sum(char < " " or char == "\x7f" for char in utf8)
    assume(controls <= 2)  # a file of control characters is refused as no text
    with TemporaryDirectory() as folder:
        path = Path(folder, "any.txt")
        path.write_bytes(utf8.encode())
        article, _ = read_article(path)
    assert article.text == canonical(utf8)
    assert article.sha256 == sha256_of(article.text)


def test_awkward_texts_are_stored_to_the_character(workspace: Workspace, where: Path, tmp_path: Path) -> None:
    awkward = {
        "emoji": "\ufeffHe said 👩\u200d👩\u200d👧 and 🇦🇿 — e\u0301.",
        "ends": "one\r\ntwo\rthree\u2028four\x85five\x0bsix",
        "nul": "A text with a NUL\x00 in it, and \uffff.",
        "hebrew": "He said שלום \u202bمرحبا\u202c today.\xa0Yes.",
    }
    import_files(workspace, where, [write(tmp_path / "in", **awkward)])
    kept = {article.file_name: article.text for article in stored(workspace)}
    assert kept == {f"{name}.txt": canonical(text) for name, text in awkward.items()}


def wire(seed: int, words: int = 120) -> str:
    return " ".join(random.Random(seed).choices([f"word{number}" for number in range(2_000)], k=words))


def test_near_duplicates_are_grouped_within_an_import_and_with_the_project(
    workspace: Workspace, where: Path, tmp_path: Path
) -> None:
    import_files(workspace, where, [write(tmp_path / "one", a=wire(1), z=wire(9))])
    assert [a.group for a in stored(workspace)] == ["", ""]
    two = write(tmp_path / "two", b=wire(1) + " cut", c=wire(2), d=wire(2) + " more", e=wire(3))
    report = import_files(workspace, where, [two])
    kept = {a.file_name: a for a in stored(workspace)}
    assert kept["a.txt"].group == kept["b.txt"].group == kept["a.txt"].id
    assert kept["c.txt"].group == kept["d.txt"].group == kept["c.txt"].id
    assert (kept["e.txt"].group, kept["z.txt"].group) == ("", "")
    assert report.groups == (("a.txt", "b.txt"), ("c.txt", "d.txt"))
    assert report.summary == "4 articles imported, 2 groups of near-duplicates."
    import_files(workspace, where, [write(tmp_path / "three", f=wire(1) + " again")])
    assert stored(workspace)[-1].group == kept["a.txt"].id


def test_table_and_pattern_give_metadata_and_failures_name_their_row(
    workspace: Workspace, where: Path, tmp_path: Path
) -> None:
    table = tmp_path / "daily_2024.csv"
    table.write_text("head,body,Desk\nA,First text.,Foreign\nB,,\nA,First text.,\n", "utf-8")
    options = Options("{source}_{date}", ("title=head",))
    report = import_files(workspace, where, [table], options=options)
    assert [(t.file, t.text[:16]) for t in report.failures] == [("daily_2024.csv, row 3", "There is no text")]
    assert [t.file for t in report.duplicates] == ["daily_2024.csv, row 4"]
    article = stored(workspace)[0]
    assert (article.title, article.file_name) == ("A", "daily_2024.csv, row 2")
    assert article.metadata == (("Desk", "Foreign"),)
    assert "Could not be read" in report.text


def test_a_bad_pattern_changes_nothing(workspace: Workspace, where: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        import_files(workspace, where, [write(tmp_path / "in", a="Text.")], options=Options("{title"))
    assert stored(workspace) == []


def test_files_are_looked_at_before_they_are_imported(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="Text.")
    (folder / "t.csv").write_text("x,y\n1,2\n", "utf-8")
    looks = {look.name: look for look in look_at([folder, tmp_path / "no.txt"], Options(), Quiet())}
    assert (looks["a.txt"].kind, looks["a.txt"].problem) == ("Text", "")
    assert (looks["t.csv"].headers, looks["t.csv"].rows) == (("x", "y"), (("1", "2"),))
    assert "which column holds the text" in looks["t.csv"].problem
    assert "no such file" in looks["no.txt"].problem
    mapped = Options(of_file=((str(folder / "t.csv"), ("text=y",)),))
    assert look_at([folder / "t.csv"], mapped, Quiet())[0].columns == (("text", "y"),)
    assert names_read("{source}_{title}", ["A_b.txt", "x.txt"]) == (
        ("A_b.txt", "source: A · title: b"),
        ("x.txt", "does not fit"),
    )


def test_a_full_disk_ends_an_import_and_is_no_fault_of_a_file(
    where: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.txt").write_text("Talks in Baku.", "utf-8")

    def full(_spool: object, _article: object) -> None:
        raise Unavailable("disk-full", "There is no room.")

    monkeypatch.setattr("core.app.import_spool.Spool.add", full)
    with pytest.raises(Unavailable, match="no room"):
        read_articles(where, [tmp_path / "one.txt"])


def test_a_file_that_goes_while_it_is_read_is_told_and_the_rest_goes_on(
    workspace: Workspace, where: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.csv", "b.txt"):
        (tmp_path / name).write_text("title,text\nTalks,Talks in Baku.\n", "utf-8")

    def gone(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("core.importing.table_file._is_utf8", gone)
    report = import_files(workspace, where, [tmp_path / "a.csv", tmp_path / "b.txt"])
    assert [told.file for told in report.failures] == [str(tmp_path / "a.csv")]
    assert "Permission denied" in report.failures[0].text
    assert len(report.articles) == 1


def test_who_may_not_add_articles_learns_nothing_of_duplicates(tmp_path: Path) -> None:
    path = make_place(tmp_path)
    with at_work(path, "coder-3") as supervisor:
        supervisor.execute(BeginRound("Main", RoundKind.MAIN))
        known = tmp_path / "known.txt"
        known.write_text(supervisor.state.article("article-1").text, "utf-8")
    with at_work(path, "coder-1") as coder, pytest.raises(Refused, match="only a supervisor"):
        import_files(coder, path, [known])
