"""Word features of the names' network: spelling, word clusters, lists of names, use elsewhere in the text.

An embedding in the manner of spaCy's ``MultiHashEmbed`` with a table of its own: for each known spelling
its word cluster, the lists it stands on, and how often it is written with a capital. The table is part of
the saved network.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from thinc.api import Model

    Ints = NDArray[np.uint64]

# Columns of the features, in the order in which the network has them.
NORM, PREFIX, SUFFIX, SHAPE, CLUSTER, CLUSTER_10, CLUSTER_6, CLUSTER_4, LISTS, CASE, AROUND = range(11)
COLUMNS = AROUND + 1

# A capital after one of these may be only that of a sentence's first word.
_ENDS = (*".!?:;\"“”„»«()[]'‘’—–-•*…", "\n", "\n\n", "''", "``", "...")
_UNKNOWN = 1  # the norm of a word that was dropped in training


def lexical_embed(
    width: int,
    rows: list[int],
    widths: list[int],
    table: str | None = None,
    word_dropout: float = 0.0,
    seed: int = 0,
) -> Model[Any, Any]:
    """Vectors of ``width`` for each token, from one hashed embedding a column.

    ``rows`` and ``widths``: size of each column's embedding, in the order of the columns; ``table``: a file
    written by the recipe, empty where the network is read from a folder; ``word_dropout``: share of words
    whose spelling is hidden in training. Raises ValueError when the lists don't fit the columns.
    """
    from thinc.api import HashEmbed, Maxout, chain, concatenate, list2ragged, ragged2list, with_array

    if len(rows) != COLUMNS or len(widths) != COLUMNS:
        raise ValueError(f"give {COLUMNS} sizes of tables and {COLUMNS} widths, one for each column")
    columns: list[Any] = [
        HashEmbed(nO=widths[c], nV=rows[c], column=c, seed=seed + c + 7, dropout=0.0) for c in range(COLUMNS)
    ]
    mix: Any = Maxout(nO=width, nI=sum(widths), nP=3, dropout=0.0, normalize=True)
    embedded: Any = with_array(concatenate(*columns))
    return chain(_features(table, word_dropout), list2ragged(), embedded, with_array(mix), ragged2list())


def _features(table: str | None, word_dropout: float) -> Model[list[Doc], list[Ints]]:
    from thinc.api import Model

    told = read_table(Path(table)) if table else _no_table()
    model: Model[Any, Any] = Model("lexical_features", _forward, attrs=dict(told))
    model.attrs["word_dropout"] = word_dropout
    return model


def _forward(model: Any, docs: list[Doc], is_train: bool) -> tuple[list[Ints], Any]:
    hidden = model.attrs["word_dropout"] if is_train else 0.0
    found = [features(doc, model.attrs, hidden) for doc in docs]
    return [model.ops.asarray2i(f, dtype="uint64") for f in found], lambda _gradient: []


def features(doc: Doc, table: Mapping[str, Any], hidden: float = 0.0) -> Ints:
    """One row a token, one column a feature; values are only ever compared and hashed."""
    import numpy as np

    keys, values = table["keys"], table["values"]
    told: Any = doc.to_array(["ORTH", "LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE"]).reshape((-1, 6))
    rows = np.zeros((len(doc), COLUMNS), dtype="uint64")
    if not len(doc):
        return rows
    rows[:, NORM : SHAPE + 1] = told[:, 2:]
    if len(keys):
        written, lower = _looked_up(told[:, 0], keys, values), _looked_up(told[:, 1], keys, values)
        cluster = table["clusters"][np.where(written[:, 0] > 0, written[:, 0], lower[:, 0])]
        rows[:, CLUSTER] = cluster
        rows[:, CLUSTER_10] = cluster & np.uint64(1023)
        rows[:, CLUSTER_6] = cluster & np.uint64(63)
        rows[:, CLUSTER_4] = cluster & np.uint64(15)
        rows[:, LISTS], rows[:, CASE] = lower[:, 1], lower[:, 2]
    rows[:, AROUND] = _around(told[:, 0], told[:, 1])
    if hidden:
        dropped = np.random.random(len(doc)) < hidden  # of the generator that thinc seeds
        rows[dropped, NORM] = _UNKNOWN
    return rows


def _looked_up(words: Ints, keys: Ints, values: Ints) -> Ints:
    """The values of each word, zeros for an unknown one."""
    import numpy as np

    at = np.minimum(np.searchsorted(keys, words), len(keys) - 1)
    found: Ints = np.where((keys[at] == words)[:, None], values[at], np.zeros(1, dtype="uint64"))
    return found.astype("uint64")


def _around(written: Ints, lower: Ints) -> Ints:
    """How the text writes the word elsewhere: 1 small too, 2 with a capital inside a sentence, 3 both."""
    import numpy as np

    small = written == lower
    opening = np.ones(len(written), dtype=bool)
    opening[1:] = np.isin(written[:-1], _ends())
    _, group = np.unique(lower, return_inverse=True)
    in_small = np.bincount(group, weights=small)[group] > 0
    capital = np.bincount(group, weights=~small & ~opening)[group] > 0
    state = in_small + 2 * capital
    return np.where(small, 4 + state, state).astype("uint64")


@cache
def _ends() -> Ints:
    import numpy as np
    from spacy.strings import StringStore

    store = StringStore()
    return np.array([store.add(end) for end in _ENDS], dtype="uint64")


def read_table(path: Path) -> dict[str, Ints]:
    """The table of the recipe: ``keys``, sorted hashes of spellings; ``values``, for each the number of its
    cluster, its lists and its use of capitals; ``clusters``, the path of each cluster as bits."""
    import numpy as np

    with np.load(path) as told:
        return {name: told[name] for name in ("keys", "values", "clusters")}


def _no_table() -> dict[str, Ints]:
    import numpy as np

    return {
        "keys": np.zeros(0, dtype="uint64"),
        "values": np.zeros((0, 3), dtype="uint16"),
        "clusters": np.zeros(1, dtype="uint64"),
    }
