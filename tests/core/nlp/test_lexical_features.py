"""What the names' network sees of a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np  # noqa: TID253 -- what is tested is spaCy's guest
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy import blank  # noqa: TID253 -- what is tested is spaCy's guest
from spacy.strings import StringStore  # noqa: TID253 -- what is tested is spaCy's guest

from core.nlp import lexical_features as lf
from core.nlp.registration import register

NLP = blank("en")


def table() -> dict[str, Any]:
    """Baku is in cluster 0b1011010110 and on list 4; "baku" in small letters too."""
    store = StringStore()
    keys = np.array(sorted(store.add(w) for w in ("Baku", "baku")), dtype="uint64")
    values = np.array([(1, 4, 20)] * 2, dtype="uint16")
    return {"keys": keys, "values": values, "clusters": np.array([0, 0b1011010110], dtype="uint64")}


def test_known_words_have_cluster_prefixes_and_lists_and_unknown_ones_zeros() -> None:
    rows = lf.features(NLP("Baku slept"), table())
    assert [int(v) for v in rows[0, lf.CLUSTER : lf.AROUND]] == [726, 726, 0b010110, 0b0110, 4, 20]
    assert not rows[1, lf.CLUSTER : lf.AROUND].any()


def test_a_word_is_seen_with_what_the_text_does_to_it_elsewhere() -> None:
    doc = NLP("Will came. We saw Will. He will go.")
    rows = lf.features(doc, table())
    around = {(t.i, t.text): int(rows[t.i, lf.AROUND]) for t in doc if t.lower_ == "will"}
    assert around == {(0, "Will"): 3, (5, "Will"): 3, (8, "will"): 7}
    assert int(lf.features(NLP("Will came."), table())[0, lf.AROUND]) == 0


def test_hidden_words_lose_their_spelling_only() -> None:
    doc = NLP("Baku slept")
    open_rows, hidden = lf.features(doc, table()), lf.features(doc, table(), hidden=1.0)
    assert (hidden[:, lf.NORM] == 1).all()
    assert (hidden[:, lf.PREFIX :] == open_rows[:, lf.PREFIX :]).all()


@given(st.text(max_size=60))
def test_any_text_has_a_row_a_token(text: str) -> None:
    doc = NLP(text)
    assert lf.features(doc, table()).shape == (len(doc), lf.COLUMNS)


def test_a_saved_network_brings_its_table(tmp_path: Path) -> None:
    register()
    np.savez(tmp_path / "table.npz", **table())
    sizes = [8] * lf.COLUMNS
    made = lf.lexical_embed(8, sizes, sizes, str(tmp_path / "table.npz"))
    docs = [NLP("Baku slept"), NLP("")]
    made.initialize(X=docs)
    read = lf.lexical_embed(8, sizes, sizes)
    read.initialize(X=docs)
    read.from_bytes(made.to_bytes())
    for one, other in zip(made.predict(docs), read.predict(docs), strict=True):
        assert np.allclose(one, other)


def test_sizes_that_do_not_fit_the_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="11 sizes"):
        lf.lexical_embed(8, [1], [1])
