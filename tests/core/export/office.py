"""A second pair of eyes on a workbook: LibreOffice opens it, recalculates, and saves what it saw."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def reopened(workbook: Path, folder: Path) -> Path:
    """``workbook`` as LibreOffice saves it again, in ``folder``; skips where there is no LibreOffice."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing: install the package libreoffice-calc")
        pytest.skip("needs LibreOffice: install the package libreoffice-calc")
    out = folder / "seen"
    out.mkdir()
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML"),
            *("--outdir", str(out), str(workbook)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return out / workbook.name
