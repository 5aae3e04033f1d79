"""What every command says: results to standard output, everything else apart from them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from core.domain.errors import PersonError, Unavailable


def complain(error: PersonError) -> None:
    """Say what went wrong, and where."""
    say(f"rapporteur: {error.where}: {error.text}" if error.where else f"rapporteur: {error.text}")


def say(text: str) -> None:
    """Tell the person, apart from the results."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def show(text: str) -> None:
    """Print a result."""
    with terminal():
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


@contextmanager
def terminal() -> Iterator[None]:
    """Say it in one line when what stands behind standard output is full or broken."""
    try:
        yield
    except BrokenPipeError:
        raise  # the reader has had enough; the frame ends quietly
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would try again at its end
        text = f"The results can't be written ({error.strerror or error})."
        raise Unavailable("cannot-write", text, where="standard output") from error
