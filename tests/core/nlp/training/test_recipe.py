"""The whole recipe on a sliver of the corpora: convert, train, assemble, measure, tell."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np  # noqa: TID253 -- the table is its own
import pytest

from core.nlp.engine import shipped_model
from core.nlp.training import assemble, card, sets
from core.nlp.training.__main__ import main
from core.nlp.training.evaluate import Span, evaluate, gold, load, mean
from core.nlp.training.sets import Sets


@pytest.fixture(scope="module")
def found(sliver: Path) -> Sets:
    return sets.read(sliver)


def test_every_corpus_is_read_and_what_is_absent_is_named(found: Sets) -> None:
    assert {t.name for t in found.tests} >= {
        "CrossNER politics",
        "GUM news+speech+interview",
        "re3d",
        "EWT web",
    }
    assert {"CrossNER", "GUM", "re3d", "Re-DocRED", "UNER EWT", "wikigold"} <= set(found.train)
    assert any(line.startswith("PUD: ") for line in found.absent)
    assert any(line.startswith("multiNER: ") for line in found.absent)


def test_no_text_is_both_trained_on_and_tested_with(found: Sets) -> None:
    tested = {text.text for test in found.tests for text in test.texts}
    assert tested
    for texts in (*found.train.values(), *found.dev.values()):
        assert not tested.intersection(t.text for t in texts)


def test_parting_is_the_same_each_time(sliver: Path, found: Sets) -> None:
    again = sets.read(sliver)
    assert again.train == found.train
    assert again.tests == found.tests


def test_a_perfect_finder_reaches_a_hundred_and_an_idle_one_nothing(found: Sets) -> None:
    right = {text.text.rstrip(): sorted(gold(text)) for test in found.tests for text in test.texts}

    def perfect(texts: list[str]) -> list[list[Span]]:
        return [right[text] for text in texts]

    assert mean(evaluate(perfect, found.tests)) == 100.0  # type: ignore[arg-type]
    assert mean(evaluate(lambda texts: [[] for _ in texts], found.tests)) == 0.0


@pytest.fixture(scope="module")
def built(sliver: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model trained for a few steps with a word table of two words, and the shipped syntax."""
    out = tmp_path_factory.mktemp("build")
    assert main(["convert", "--corpora", str(sliver), "--out", str(out), "--limit", "6"]) == 0
    np.savez(
        out / "table.npz",
        keys=np.array([1, 2], dtype="uint64"),
        values=np.ones((2, 3), dtype="uint16"),
        clusters=np.array([0, 5], dtype="uint64"),
    )
    assert main(["train", "names", "--out", str(out), "--steps", "4"]) == 0
    arguments = ["--out", str(out), "--syntax", str(shipped_model()), "--model", str(out / "model")]
    assert main(["assemble", *arguments]) == 0
    return out


def test_a_trained_model_reads_names_and_keeps_its_table(built: Path) -> None:
    nlp = load(built / "model")
    assert nlp.pipe_names[-2:] == ["ner", "rapporteur_names"]
    assert nlp.meta["version"] == assemble.VERSION
    assert nlp("Ilham Aliyev met the press in Baku.")[0].dep_ != ""
    config = (built / "model" / "config.cfg").read_text("utf-8")
    assert str(built) not in config
    tables = [n.attrs["keys"] for n in nlp.get_pipe("ner").model.walk() if "keys" in n.attrs]  # type: ignore[attr-defined]
    assert [list(t) for t in tables] == [[1, 2]]


def test_the_card_tells_figures_sources_and_what_it_is_compared_with(built: Path, sliver: Path) -> None:
    arguments = ["--corpora", str(sliver), "--model", str(built / "model"), "--against", str(shipped_model())]
    assert main(["card", *arguments]) == 0
    told = (built / "model" / "README.md").read_text("utf-8")
    assert "| CrossNER politics |" in told
    assert "| mean |" in told
    assert "CC BY-SA 4.0" in told
    assert "2 spellings" in told
    assert (
        "names CrossNER politics"
        in json.loads((built / "model" / "meta.json").read_text("utf-8"))["performance"]
    )


def test_the_table_of_a_model_serves_the_next_one(built: Path, tmp_path: Path) -> None:
    assert main(["lexicon", "--out", str(tmp_path), "--table-of", str(built / "model")]) == 0
    with np.load(tmp_path / "table.npz") as told:
        assert list(told["keys"]) == [1, 2]


def test_names_are_not_trained_without_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "names", "--out", str(tmp_path)]) == 1
    assert "lexicon" in capsys.readouterr().err


def test_the_shipped_model_fits_its_promises() -> None:
    model = shipped_model()
    assert sum(p.stat().st_size for p in model.rglob("*") if p.is_file()) <= 25_000_000
    meta = json.loads((model / "meta.json").read_text("utf-8"))
    assert meta["license"] == assemble.LICENCE
    assert (meta["name"], meta["version"]) == (assemble.NAME, assemble.VERSION)
    assert min(meta["performance"].values()) > 0.6


def test_a_model_beside_another_prints_both(
    built: Path, sliver: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "--corpora", str(sliver), "--model", str(built / "model")]) == 0
    printed = capsys.readouterr().out
    assert "| re3d |" in printed
    assert "not here, so not measured: PUD" in printed


def test_a_missing_model_is_told_in_a_sentence(sliver: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--corpora", str(sliver), "--model", "/nowhere"]) == 1
    assert "/nowhere" in capsys.readouterr().err


def test_plain_spacy_loads_the_shipped_model_where_the_program_is_installed() -> None:
    code = (
        "import spacy; from core.nlp.engine import shipped_model; "
        "nlp = spacy.load(shipped_model()); print([e.label_ for e in nlp('Ilham Aliyev came.').ents])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "PERSON" in ran.stdout


def test_the_table_of_results_has_a_row_for_each_test(found: Sets) -> None:
    results = evaluate(lambda texts: [[] for _ in texts], found.tests[:2])
    lines = card.table(results, results).splitlines()
    assert len(lines) == 5
