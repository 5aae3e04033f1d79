"""The door to spaCy: which pipelines can be had, and what is said when one can't."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from core.domain.errors import Unavailable
from core.nlp.analyse import read
from core.nlp.engine import STAGES, Engine, installed_models, shipped_model


def test_the_shipped_pipeline_is_listed_first() -> None:
    first = installed_models()[0]
    assert (first.name, first.language, first.path) == ("", "en", str(shipped_model()))
    assert first.version


def test_the_id_names_pipeline_and_version(engine: Engine) -> None:
    assert engine.id == "en_press 0.3.0"
    assert engine.told == ()


def test_nothing_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys; from core.nlp.engine import Engine, installed_models; e = Engine(); installed_models();"
        "import core.nlp.analyse; sys.exit('spacy' in sys.modules or e.loaded)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_loading_tells_its_stages_in_order() -> None:
    told: list[tuple[float, str]] = []
    Engine("blank:en", progress=lambda done, what: told.append((done, what))).load()
    assert [what for _, what in told] == [*STAGES, STAGES[-1]]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == 1.0


def test_a_folder_is_a_pipeline_too(engine: Engine) -> None:
    assert Engine(str(shipped_model())).id == engine.id


def test_a_blank_pipeline_says_what_it_lacks(blank: Engine) -> None:
    assert blank.id.startswith("en_")
    assert len(blank.told) == 3


@pytest.fixture
def ontonotes(tmp_path: Path) -> Engine:
    """A pipeline of one's own that marks names with the labels of en_core_web_* and of CoNLL."""
    import spacy
    from spacy.pipeline import EntityRuler

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    assert isinstance(ruler, EntityRuler)
    ruler.add_patterns(
        [
            {"label": "PER", "pattern": "Zorblax Quend"},
            {"label": "FAC", "pattern": "Gate Nine"},
            {"label": "GPE", "pattern": "the Free City"},
            {"label": "WORK_OF_ART", "pattern": "Blue Hour"},
            {"label": "ORG", "pattern": "Quend Works"},
        ]
    )
    nlp.to_disk(tmp_path / "own")
    return Engine(str(tmp_path / "own"))


def test_labels_of_other_pipelines_are_understood(ontonotes: Engine) -> None:
    text = "Zorblax Quend of Quend Works read Blue Hour at Gate Nine in the Free City."
    found = read(text, "", engine=ontonotes)[1]
    assert [(m.span.of(text), m.label) for m in found.mentions if m.form == "name"] == [
        ("Zorblax Quend", "PERSON"),
        ("Quend Works", "ORG"),
        ("Gate Nine", "LOC"),
        ("Free City", "GPE"),
    ]


@pytest.mark.parametrize("model", ["xx_no_such_model", "blank:zzz", "/no/such/folder"])
def test_a_missing_model_is_a_clear_message(model: str) -> None:
    with pytest.raises(Unavailable) as told:
        Engine(model).load()
    assert told.value.code == "no-model"
    assert model.removeprefix("blank:") in told.value.text


def test_a_broken_folder_is_a_clear_message(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = \n")
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(Unavailable, match="There is no language model here"):
        Engine(str(tmp_path)).load()


def drop_a_part(folder: Path, part: str) -> None:
    place = folder / part
    shutil.rmtree(place) if place.is_dir() else place.unlink()


def cut_short(folder: Path, part: str) -> None:
    (folder / part).write_bytes((folder / part).read_bytes()[:1000])


@pytest.mark.parametrize(
    ("harm", "part"),
    [
        (drop_a_part, "parser"),
        (drop_a_part, "vocab"),
        (drop_a_part, "config.cfg"),
        (drop_a_part, "ner/model"),
        (cut_short, "ner/model"),
    ],
)
def test_a_half_installed_model_is_a_clear_message(
    tmp_path: Path, harm: Callable[[Path, str], None], part: str
) -> None:
    folder = tmp_path / "half"
    shutil.copytree(shipped_model(), folder)
    harm(folder, part)
    with pytest.raises(Unavailable) as told:
        Engine(str(folder)).load()
    assert (told.value.code, told.value.where) == ("no-model", str(folder))


def test_a_package_that_is_no_model_is_a_clear_message() -> None:
    with pytest.raises(Unavailable, match="not installed or does not fit"):
        Engine("spacy").load()


def test_a_pipeline_of_rules_is_not_said_to_mark_no_names(ontonotes: Engine) -> None:
    assert not any("marks no names" in told for told in ontonotes.told)


def test_two_threads_load_once() -> None:
    stages: list[str] = []
    engine = Engine("blank:en", progress=lambda _, what: stages.append(what))
    threads = [threading.Thread(target=engine.load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stages == [*STAGES, STAGES[-1]]
