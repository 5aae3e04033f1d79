"""The whole program for tests: dialogs answered beforehand, a machine that finds nothing, texts to import."""

from __future__ import annotations

from pathlib import Path

from core.domain.suggestion import SuggestionSet
from core.domain.work import Progress
from gui.viewmodels.ports import AnalysisRequest, Person

BODY = "President Ilham Aliyev met Antony Blinken in Baku on Monday and spoke of the border.\n"


class Answers:
    """Dialogs answered beforehand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open: str | None = None
        self.files: tuple[str, ...] | None = None
        self.who: list[tuple[str, str]] = []  # names and passwords, one for each time it is asked
        self.told: list[str] = []

    def sign_in(self, people: tuple[Person, ...], chosen: str, said: str) -> tuple[str, str] | None:  # noqa: ARG002
        self.told.append(said)
        if not self.who:
            return None
        name, password = self.who.pop(0)
        return next(person.id for person in people if person.name == name), password

    def choose_open_project(self) -> str | None:
        return self.open

    def choose_new_project(self, suggested: str) -> str | None:  # noqa: ARG002
        return str(self.folder / "new.rapporteur")

    def choose_save_workbook(self, suggested: str) -> str | None:
        return suggested

    def choose_files(self) -> tuple[str, ...] | None:
        return self.files

    def choose_folder(self) -> str | None:
        return str(self.folder)

    def choose_save_text(self, suggested: str) -> str | None:
        return str(self.folder / suggested)

    def choose_codebook(self) -> str | None:
        return self.open

    def save_codebook(self, suggested: str) -> str | None:
        return str(self.folder / suggested)

    def choose_packages(self) -> tuple[str, ...] | None:
        return self.files

    def choose_package_folder(self, suggested: str) -> str | None:  # noqa: ARG002
        return str(self.folder)

    def save_package(self, suggested: str) -> str | None:
        return str(self.folder / suggested)

    def ask_text(self, title: str, prompt: str, text: str = "", *, multiline: bool = False) -> str | None:  # noqa: ARG002
        return text

    def confirm(self, title: str, text: str, yes: str) -> bool | None:  # noqa: ARG002
        return True


class Nothing:
    """A machine that finds nothing, at once; ``asked`` keeps the articles."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, request: AnalysisRequest, progress: Progress) -> SuggestionSet:  # noqa: ARG002
        self.asked.append(request.article_id)
        return SuggestionSet(request.article_id, request.article_id, request.sha256, "none")

    def close(self) -> None:
        """Nothing to end."""


def texts(folder: Path, many: int) -> tuple[str, ...]:
    for number in range(many):
        (folder / f"{number}.txt").write_text(f"Report {number}. {BODY}", encoding="utf-8")
    return tuple(str(folder / f"{number}.txt") for number in range(many))
