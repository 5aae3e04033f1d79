"""Each question that needs a dialog is one function here; each loads its dialog when asked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.viewmodels.ports import Person

PROJECT_FILTER = "Rapporteur projects (*.rapporteur);;All files (*)"
PACKAGE_FILTER = "Packages (*.rapporteur);;All files (*)"
SUFFIX = ".rapporteur"
IMPORTS = "Articles (*.txt *.csv *.tsv *.xlsx *.jsonl *.docx *.rtf *.pdf *.html *.htm *.eml);;All files (*)"
EXPORTS = {
    ".xlsx": "Excel workbooks (*.xlsx)",
    ".jsonl": "JSON Lines (*.jsonl)",
    ".spacy": "spaCy DocBin (*.spacy)",
}
CODEBOOKS = {
    "Excel workbook (*.xlsx)": ".xlsx",
    "JSON (*.json)": ".json",
    "REFI-QDA codebook (*.qdc)": ".qdc",
}


class QtAsks:
    """The `Asks` of the running program."""

    def __init__(self, parent: QWidget, folder: Path | None = None) -> None:
        self._parent = parent
        self._folder = str(folder or Path.home())

    def sign_in(self, people: tuple[Person, ...], chosen: str, said: str) -> tuple[str, str] | None:
        """Who the person is, and the password."""
        from gui.qt.sign_in import SignIn

        dialog = SignIn(self._parent, people, chosen, said)
        return dialog.answer if dialog.exec() else None

    def choose_open_project(self) -> str | None:
        """A project file to open."""
        from PySide6.QtWidgets import QFileDialog

        path, _ = QFileDialog.getOpenFileName(self._parent, "Open a project", self._folder, PROJECT_FILTER)
        return self._kept(path)

    def choose_new_project(self, suggested: str) -> str | None:
        """Where to make a new project; the name gets its ending. What is there is never written over."""
        from PySide6.QtWidgets import QFileDialog

        never = QFileDialog.Option.DontConfirmOverwrite
        path, _ = QFileDialog.getSaveFileName(
            self._parent, "New project", suggested, PROJECT_FILTER, options=never
        )
        if path and not path.endswith(SUFFIX):
            path += SUFFIX
        return self._kept(path)

    def choose_save_workbook(self, suggested: str) -> str | None:
        """Where to write the export; the name gets the ending that ``suggested`` has."""
        from PySide6.QtWidgets import QFileDialog

        ending = Path(suggested).suffix.lower()
        ending = ending if ending in EXPORTS else ".xlsx"
        path, _ = QFileDialog.getSaveFileName(self._parent, "Export", suggested, EXPORTS[ending])
        if path and not path.lower().endswith(ending):
            path += ending
        return self._kept(path)

    def choose_files(self) -> tuple[str, ...] | None:
        """Article files to import."""
        from PySide6.QtWidgets import QFileDialog

        paths, _ = QFileDialog.getOpenFileNames(self._parent, "Import articles", self._folder, IMPORTS)
        if paths:
            self._kept(paths[0])
        return tuple(paths) or None

    def choose_folder(self) -> str | None:
        """A folder of files to import."""
        from PySide6.QtWidgets import QFileDialog

        return self._kept(QFileDialog.getExistingDirectory(self._parent, "Import a folder", self._folder))

    def choose_save_text(self, suggested: str) -> str | None:
        """Where to write a report; the name gets its ending."""
        from PySide6.QtWidgets import QFileDialog

        start = str(Path(self._folder) / suggested)
        path, _ = QFileDialog.getSaveFileName(self._parent, "Save the report", start, "Text files (*.txt)")
        if path and not path.lower().endswith(".txt"):
            path += ".txt"
        return self._kept(path)

    def choose_codebook(self) -> str | None:
        """A codebook file to read."""
        from PySide6.QtWidgets import QFileDialog

        kinds = "Codebooks (*.json *.xlsx *.qdc);;All files (*)"
        path, _ = QFileDialog.getOpenFileName(self._parent, "Read a codebook", self._folder, kinds)
        return self._kept(path)

    def save_codebook(self, suggested: str) -> str | None:
        """Where to write the codebook; a name without an ending gets that of the kind chosen."""
        from PySide6.QtWidgets import QFileDialog

        start = str(Path(self._folder) / suggested)
        kinds = ";;".join(CODEBOOKS)
        path, kind = QFileDialog.getSaveFileName(self._parent, "Write the codebook", start, kinds)
        if path and Path(path).suffix.lower() not in CODEBOOKS.values():
            path += CODEBOOKS.get(kind, ".xlsx")
        return self._kept(path)

    def choose_packages(self) -> tuple[str, ...] | None:
        """Hand-out packages."""
        from PySide6.QtWidgets import QFileDialog

        paths, _ = QFileDialog.getOpenFileNames(self._parent, "Packages", self._folder, PACKAGE_FILTER)
        if paths:
            self._kept(paths[0])
        return tuple(paths) or None

    def choose_package_folder(self, suggested: str) -> str | None:
        """A folder for packages."""
        from PySide6.QtWidgets import QFileDialog

        start = suggested or self._folder
        return self._kept(QFileDialog.getExistingDirectory(self._parent, "Folder for packages", start))

    def save_package(self, suggested: str) -> str | None:
        """Where to write a package; the name gets its ending."""
        from PySide6.QtWidgets import QFileDialog

        start = str(Path(self._folder) / suggested)
        path, _ = QFileDialog.getSaveFileName(self._parent, "Write the package", start, PACKAGE_FILTER)
        if path and not path.endswith(SUFFIX):
            path += SUFFIX
        return self._kept(path)

    def ask_text(self, title: str, prompt: str, text: str = "", *, multiline: bool = False) -> str | None:
        """A line or a paragraph."""
        from PySide6.QtWidgets import QInputDialog

        if multiline:
            said, sure = QInputDialog.getMultiLineText(self._parent, title, prompt, text)
        else:
            said, sure = QInputDialog.getText(self._parent, title, prompt, text=text)
        return said if sure else None

    def confirm(self, title: str, text: str, yes: str) -> bool | None:
        """Whether to go on."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Question, title, text, parent=self._parent)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return True if box.clickedButton() is agree else None

    def _kept(self, path: str) -> str | None:
        if path:
            self._folder = str(Path(path).parent)
        return path or None
