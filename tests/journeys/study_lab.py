"""The lab of a simulated study: the program's commands as processes, and the addresses of its people."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from core import cli
from core.app.projects import open_workspace
from core.app.workspace import Workspace
from core.storage.server import address_for
from tests.core.app.team.desks import Desk
from tests.journeys.study_coder import Scripted
from tests.journeys.study_proofs import Project
from tests.journeys.study_stories import Story
from tests.journeys.study_watch import Watch

ROOT = Path(__file__).parents[2]
SUPERVISOR = "Sue Hollingberg"
AT_HOME = ("Ada Brandvold", "Ben Okonjo", "Cleo Marchetti")
AT_THE_SERVER = ("Dan Uusitalo", "Eva Szymanska", "Fay Delacroix")
CODERS = (*AT_HOME, *AT_THE_SERVER)
PASSWORD = "a-word-of-passage"  # noqa: S105


@dataclass(frozen=True)
class Lab:
    """``folder``: where its files lie; ``admin``: the administrator's address of the empty database."""

    folder: Path
    admin: str

    def address(self, name: str, password: str = "") -> str:
        """Where somebody signs in."""
        return address_for(self.admin, self.login(name), password)

    def login(self, name: str) -> str:
        """The name of a login, which is the whole server's."""
        database = self.admin.partition("?")[0].rpartition("/")[2]
        return f"{database}_{name.split()[0].lower()}"

    def path(self, name: str) -> Path:
        """A file of the lab's."""
        return self.folder / name

    def run(
        self, *words: object, lines: tuple[str, ...] = (), who: str = SUPERVISOR, fails: bool = False
    ) -> str:
        """One command as ``who``, with lines of standard input; all it said."""
        out, typed = io.StringIO(), io.StringIO("".join(f"{line}\n" for line in lines))
        with (
            patch.dict(os.environ, self._environment(who)),
            patch("sys.stdin", typed),
            redirect_stdout(out),
            redirect_stderr(out),
        ):
            code = cli.run([str(word) for word in words])
        assert code == int(fails), f"{words}: {out.getvalue()}"
        return out.getvalue()

    def run_alone(self, *words: object) -> str:
        """The same as a process of its own, as a lab's script does it; all it said."""
        done = subprocess.run(
            [sys.executable, "-m", "gui", *map(str, words)],
            cwd=ROOT,
            env=os.environ | self._environment(SUPERVISOR),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def _environment(self, who: str) -> dict[str, str]:
        home = str(self.path(f"home-{self.login(who)}"))
        return {"PGPASSFILE": str(self._passwords(who)), "RAPPORTEUR_HOME": home}

    def _passwords(self, who: str) -> Path:
        """The file PostgreSQL's own programs take passwords from."""
        path = self.path(f"{self.login(who)}.pgpass")
        if not path.exists():
            path.touch(0o600)
            path.write_text(f"*:*:*:{self.login(who)}:{PASSWORD}\n", encoding="utf-8")
        return path


@dataclass
class Study:
    """What the test knows of it. ``stories``: by hash of their text; ``packages``: where coders work at home;
    ``desks``: where those at the server do; ``to_review``: Ada's codings on words that were corrected."""

    lab: Lab
    stories: dict[str, Story]
    people: dict[str, Scripted]
    packages: dict[str, Path] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    watch: Watch = field(default_factory=lambda: Watch({}, {}, {}))
    to_review: set[str] = field(default_factory=set)
    told: dict[str, object] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The project, for the supervisor's login; the password is in a file."""
        return self.lab.address(SUPERVISOR)

    def project(self) -> Project:
        return Project(self.lab.admin)

    def supervising(self) -> closing[Workspace]:
        """The supervisor at work in the window's place, for what no command does."""
        return closing(open_workspace(self.lab.address(SUPERVISOR, PASSWORD)))

    def at_home(self, name: str) -> closing[Workspace]:
        return closing(open_workspace(self.packages[name]))
