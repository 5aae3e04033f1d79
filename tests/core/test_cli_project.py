"""Analysing a project from the command line: interrupted or killed, it goes on where it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.commands.corpus import ImportArticles
from core.app.projects import coders_of, create_project, open_workspace
from core.app.queries import open_queries
from core.domain.article import Article
from core.text.canonical import sha256_of, word_count
from core.text.places import resource

ROOT = Path(__file__).parents[2]
MANY = 40


@pytest.fixture
def project(tmp_path: Path) -> Path:
    where = tmp_path / "talks.rapporteur"
    create_project(where, "Talks", "Ann")
    sample = resource("samples", "azernews.txt").read_text("utf-8")
    articles = []
    for number in range(MANY):
        text = f"{sample}\nIt was day {number}."
        articles.append(
            Article(f"a{number:02d}", text, sha256_of(text), position=number, words=word_count(text))
        )
    workspace = open_workspace(where)
    workspace.execute(ImportArticles(tuple(articles)))
    workspace.close()
    return where


def analysed(where: Path) -> int:
    with open_queries(where, coders_of(where)[0].id) as queries:
        return sum(head.analysed for head in queries.heads())


def begin(where: Path, *more: str) -> subprocess.Popen[str]:
    call = "import sys; from core.cli import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", call, "analyse-project", str(where), *more]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def wait_for_some(where: Path, run: subprocess.Popen[str]) -> None:
    while not analysed(where):
        if run.poll() is not None:
            pytest.fail(f"it ended before anything was stored: {run.communicate()}")
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal")
def test_interrupted_it_says_how_far_it_was_and_goes_on(project: Path) -> None:
    run = begin(project, "--jobs", "2")
    wait_for_some(project, run)
    os.killpg(run.pid, signal.SIGINT)  # as Ctrl+C does: to all of them
    out, said = run.communicate()
    assert run.returncode == 130, said
    assert "are stored. The same command goes on." in said
    assert "Traceback" not in said + out
    kept = analysed(project)
    assert 0 < kept < MANY
    out, said = begin(project).communicate()
    assert out == f"{MANY - kept} articles analysed.\n", said
    assert analysed(project) == MANY


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_killed_it_loses_nothing_stored(project: Path) -> None:
    run = begin(project, "--jobs", "2")
    wait_for_some(project, run)
    run.kill()
    run.communicate()  # its processes notice, and let go of the pipes
    kept = analysed(project)
    assert kept
    assert verify(project) == []
    out, said = begin(project).communicate()
    assert out == f"{MANY - kept} articles analysed.\n", said
    assert (begin(project).communicate()[0], analysed(project)) == ("Every article is analysed.\n", MANY)
