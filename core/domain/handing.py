"""What is remembered of a package for an offline coder: in the package itself and in the project it left.

Both are kept among the settings of a round, so that they are saved, journaled and undone like all else.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from core.domain.article import Round
from core.domain.errors import BadInput

PACKAGE, SIGNATURE = "package", "package signature"  # settings of a round within a package
_OUT, _IN = "hand-out ", "hand-in "  # settings of a round in the project; the package's id follows
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says it is. ``seq``: last line of the project's journal when it was made; ``lines`` and
    ``base``: its own first journal lines, and their chained hash; ``articles``: id and SHA-256 of each text.
    """

    id: str
    project_id: str
    coder_id: str
    made_at: str
    seq: int
    codebook_version: int
    lines: int
    base: str
    articles: tuple[tuple[str, str], ...]
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class HandOut:
    """What the project remembers of a package. ``key``: checks its signature (Ed25519, hex), whose other half
    is kept nowhere; ``seq``: as in `Manifest`, from which the journal tells which articles were given."""

    id: str
    coder_id: str
    made_at: str
    seq: int
    codebook_version: int
    articles: int
    key: str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """What came in by one copy of a package. ``prints``: of each of its journal lines, 8 hex digits;
    ``left``: articles whose work was not taken since a line; it can be later; ``at``: when it came."""

    prints: str
    left: tuple[tuple[str, int], ...] = ()
    at: str = ""

    @property
    def lines(self) -> int:
        """How many lines the copy had."""
        return len(self.prints) // PRINT

    def shared(self, prints: str) -> int:
        """How many lines from the first on it has in common with another copy."""
        whole = min(len(self.prints), len(prints))
        parts = ((at, slice(at, at + PRINT)) for at in range(0, whole, PRINT))
        return next((at for at, part in parts if self.prints[part] != prints[part]), whole) // PRINT


PRINT = 8


def nearest(branches: Iterable[Branch], prints: str) -> Branch | None:
    """The copy that came in before and has most in common with this one."""
    return max(branches, key=lambda one: one.shared(prints), default=None)


def since(branches: Iterable[Branch], prints: str, began: int, article_id: str) -> int:
    """Up to which of its lines the copy's work on an article is known here; ``began``: where none is."""
    near = nearest(branches, prints)
    if near is None:
        return began
    shared = near.shared(prints)
    return min(dict(near.left).get(article_id, shared), shared)


def with_copy(
    branches: tuple[Branch, ...], prints: str, refused: Collection[str], began: int, at: str
) -> tuple[Branch, ...]:
    """What is known once a copy came in but for the articles ``refused``."""
    near, lines = nearest(branches, prints), len(prints) // PRINT
    if near is not None and near.shared(prints) == lines:  # an older state of it, or the same
        taken = ((one, line if one in refused else max(line, lines)) for one, line in near.left)
        kept = replace(near, left=tuple(pair for pair in taken if pair[1] < near.lines), at=at)
        return tuple(kept if one is near else one for one in branches)
    left = tuple((one, since(branches, prints, began, one)) for one in sorted(refused))
    rest = (one for one in branches if one.shared(prints) < one.lines)
    return (*rest, Branch(prints, left, at))


def manifest_text(manifest: Manifest) -> str:
    """The manifest as it is signed."""
    return json.dumps(asdict(manifest), sort_keys=True, separators=(",", ":"))


def read_manifest(text: str) -> Manifest:
    """The manifest again; raises BadInput (``changed-package``, ``newer-package``)."""
    try:
        value = json.loads(text)
        if value["format"] > FORMAT:
            said = "This package was made with a newer Rapporteur. Install the newest version and try again."
            raise BadInput("newer-package", said)
        articles = tuple((str(one), str(sha)) for one, sha in value.pop("articles"))
        return Manifest(**value, articles=articles)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise BadInput("changed-package", "What the package says of itself can't be read.") from fault


def marked(round_: Round, text: str, signature: str) -> Round:
    """The round of a package that carries its manifest."""
    return replace(round_, settings=(*round_.settings, (PACKAGE, text), (SIGNATURE, signature)))


def mark_of(rounds: Iterable[Round]) -> tuple[str, str] | None:
    """Manifest and signature, where the project is a package."""
    for one in rounds:
        kept = dict(one.settings)
        if PACKAGE in kept:
            return kept[PACKAGE], kept.get(SIGNATURE, "")
    return None


def with_hand_out(round_: Round, given: HandOut) -> Round:
    """``round_`` remembering one package more."""
    return replace(round_, settings=(*round_.settings, (_OUT + given.id, _packed(asdict(given)))))


def with_branches(round_: Round, package_id: str, branches: Iterable[Branch]) -> Round:
    """``round_`` with what came in of a package, in place of what it knew."""
    rest = tuple(pair for pair in round_.settings if pair[0] != _IN + package_id)
    told = _packed([asdict(one) for one in branches])
    return replace(round_, settings=(*rest, (_IN + package_id, told)))


def hand_outs(round_: Round) -> tuple[HandOut, ...]:
    """The packages the round remembers, oldest first; a record that can't be read is left out."""
    found = (_read(value) for name, value in round_.settings if name.startswith(_OUT))
    return tuple(HandOut(**one) for one in found if isinstance(one, dict))


def branches_of(round_: Round, package_id: str) -> tuple[Branch, ...]:
    """What came in of a package until now."""
    told = _read(dict(round_.settings).get(_IN + package_id, "[]"))
    return tuple(_branch(one) for one in told or ())


def plain_settings(round_: Round) -> tuple[tuple[str, str], ...]:
    """How the round was drawn, without what is remembered of packages."""
    return tuple(pair for pair in round_.settings if not pair[0].startswith((_OUT, _IN, PACKAGE)))


def _branch(told: Mapping[str, Any]) -> Branch:
    left = tuple((str(article_id), int(line)) for article_id, line in told["left"])
    return Branch(str(told["prints"]), left, str(told["at"]))


def _packed(value: Mapping[str, Any] | list[Any]) -> str:
    return json.dumps(value, separators=(",", ":"))


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
