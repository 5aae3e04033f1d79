"""Fine-tuning: what is learned is judged on what was not, and the old model stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domain.errors import Refused
from core.domain.training import ARTICLES, NAMES, Lesson, TuningReport, check_enough
from core.domain.work import Cancelled, Quiet
from core.nlp.analyse import analyse
from core.nlp.engine import Engine, shipped_model
from core.nlp.tuning import HELD, split, tune
from tests.core.app.lessons import BODIES, NUMBER, names_in, text_of

OTHER = "The prime minister met Angela Merkel in Berlin on Monday, the German government said."


def lessons(number: int = NUMBER) -> list[Lesson]:
    texts = [text_of(n) for n in range(number)]
    return [Lesson(t, tuple((s.start, s.end, kind) for s, kind in names_in(t))) for t in texts]


@pytest.fixture(scope="module")
def tuned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TuningReport, list[float]]:
    out = tmp_path_factory.mktemp("models") / "1"
    told: list[float] = []

    class Told(Quiet):
        def report(self, done: float, text: str = "") -> None:
            assert text
            told.append(done)

    return out, tune("", "en", lessons(), [OTHER], out, Told()), told


def test_names_held_back_are_found_better(tuned: tuple[Path, TuningReport, list[float]]) -> None:
    _, report, told = tuned
    assert (report.trained, report.held) == (NUMBER - len(lessons()[::HELD]), len(lessons()[::HELD]))
    assert report.better
    assert report.total.after > 0.9
    assert {score.label for score in report.by_type} == {"ORG", "PERSON"}
    assert sum(score.n for score in report.by_type) == report.total.n
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_the_new_pipeline_is_whole_and_knows_what_it_knew(
    tuned: tuple[Path, TuningReport, list[float]],
) -> None:
    out, _, _ = tuned
    engine = Engine(str(out)).load()
    assert engine.id.endswith("+tuned.1")
    found = analyse(OTHER, engine=engine)
    said = {(s.spans[0].of(OTHER), s.category) for s in found.suggestions if s.layer == "mention"}
    assert {("Angela Merkel", "PERSON"), ("Berlin", "GPE"), ("Monday", "DATE")} <= said
    new = f"Yesterday {BODIES[3]} sold its ships."
    found = analyse(new, engine=engine)
    assert ("Merrow Line", "ORG") in {(s.spans[0].of(new), s.category) for s in found.suggestions if s.spans}
    assert [p.name for p in out.parent.iterdir()] == ["1"]


def test_the_shipped_model_is_not_touched(tuned: tuple[Path, TuningReport, list[float]]) -> None:
    assert tuned[1].base == ""
    assert "+tuned" not in Engine().id
    assert not any(path.name.endswith(".part") for path in shipped_model().parent.iterdir())


def test_a_stopped_training_leaves_nothing(tmp_path: Path) -> None:
    class Stop(Quiet):
        cancelled = False

        def report(self, done: float, text: str = "") -> None:  # noqa: ARG002
            self.cancelled = done > 0.2

    with pytest.raises(Cancelled):
        tune("", "en", lessons(), [], tmp_path / "1", Stop())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("number", "said"), [(0, "there are 0 with 0"), (5, "there are 5 with")])
def test_too_little_is_refused_with_what_is_needed(number: int, said: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        tune("", "en", lessons(number), [], tmp_path / "1", Quiet())
    assert refused.value.code == "too-few-codings"
    assert f"{ARTICLES} completed articles with {NAMES} names" in refused.value.text
    assert said in refused.value.text


def test_many_articles_without_names_are_too_little_too() -> None:
    with pytest.raises(Refused):
        check_enough([Lesson(f"Nothing {n}.", ()) for n in range(100)])


def test_a_pipeline_without_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        tune("blank:en", "en", lessons(), [], tmp_path / "1", Quiet())
    assert refused.value.code == "no-names"


def test_what_is_held_back_hangs_on_the_texts_alone() -> None:
    forwards, backwards = split(lessons()), split(lessons()[::-1])
    assert forwards == backwards
    assert not set(forwards[0]) & set(forwards[1])
