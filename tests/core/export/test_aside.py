"""A file takes its place only when it is whole."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from core.domain.errors import Unavailable
from core.export.aside import aside, spoken_errors


def test_the_old_file_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_bytes(b"old")
    with aside(target) as file:
        file.write(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_whatever_goes_wrong_the_old_file_stays_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_bytes(b"old")

    def write_half() -> None:
        with aside(target) as file:
            file.write(b"new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_program_left_is_swept_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    target = tmp_path / "a [1].xlsx"
    stale, fresh, others = (
        tmp_path / name for name in (".a [1].0123abcd.part", ".a [1].4567abcd.part", ".b.0123abcd.part")
    )
    for part in (stale, fresh, others):
        part.write_bytes(b"half")
    for part in (stale, others):
        os.utime(part, (0, 0))
    with aside(target) as file:
        file.write(b"new")
    assert sorted(tmp_path.iterdir()) == sorted([target, fresh, others])


def test_a_link_stays_a_link_to_the_new_file(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.txt", tmp_path / "link.txt"
    kept.write_bytes(b"old")
    link.symlink_to(kept)
    with aside(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert kept.read_bytes() == b"new"
    assert sorted(tmp_path.iterdir()) == [kept, link]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with aside(pipe) as file:
        file.write(b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "file-in-use"),
        (errno.EIO, "cannot-write"),
    ],
)
def test_what_the_file_system_says_is_told_with_the_file_and_what_to_do(
    tmp_path: Path, number: int, code: str
) -> None:
    with pytest.raises(Unavailable) as refused, spoken_errors(tmp_path / "out.txt"):
        raise OSError(number, "said by the system")
    assert (refused.value.code, refused.value.where) == (code, str(tmp_path / "out.txt"))
    assert any(word in refused.value.text for word in ("choose", "close", "make room"))
