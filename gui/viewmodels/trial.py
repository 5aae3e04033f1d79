"""Trying a draft of the codebook: the sample coded with it, in a project of its own."""

from __future__ import annotations

from itertools import count

from core.domain.codebook import Codebook
from core.domain.errors import PersonError
from gui.viewmodels.program import SUFFIX, Notice, Program, sample_path


def try_codebook(program: Program, codebook: Codebook) -> bool:
    """Make a sample project with ``codebook`` and open it; the project open before is closed, not changed."""
    from core.app.projects import make_sample

    folder = sample_path().parent
    tried = (folder / f"sample with a draft {n}{SUFFIX}" for n in count(1))
    where = next(path for path in tried if not path.exists())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        make_sample(where, codebook)
    except PersonError as error:
        program.notice.fire(Notice(str(error), error.code))
        return False
    return program.open(str(where))
