"""Articles read and not stored yet, in a working file: an import of any size takes no more memory."""

from __future__ import annotations

import weakref
from array import array
from collections.abc import Iterator
from dataclasses import replace
from tempfile import SpooledTemporaryFile

import msgspec

from core.domain.article import Article
from core.domain.errors import Unavailable

_IN_MEMORY = 8_000_000  # bytes; more goes to the system's folder for such files and is gone with the process

_write = msgspec.msgpack.Encoder()
_read = msgspec.msgpack.Decoder(Article)


class Spool:
    """Articles by their number; one thread at a time writes or reads.

    ``groups``: number of an article → group, found when all are written.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed below
        weakref.finalize(self, self._file.close)
        self._ends = array("Q", [0])
        self.groups: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[Article]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int, /) -> Article:
        begin, end = self._ends[number], self._ends[number + 1]
        self._file.seek(begin)
        article = _read.decode(self._file.read(end - begin))
        group = self.groups.get(number)
        return replace(article, group=group) if group else article

    def add(self, article: Article) -> None:
        """Add one at the end; raises `Unavailable` when the disk is full."""
        data = _write.encode(article)
        try:
            self._file.seek(self._ends[-1])
            self._file.write(data)
        except OSError as error:
            said = f"There is no room for the working file of the import ({error.strerror or error}): "
            raise Unavailable("disk-full", f"{said}free some space and import again.") from error
        self._ends.append(self._ends[-1] + len(data))
