"""Settings last, and a broken file costs a message and not the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.app import settings
from core.app.settings import RECENT, Settings, load, save, with_recent, without_recent
from core.domain.errors import Unavailable


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_settings_last(home: Path) -> None:
    chosen = Settings(
        "dark", 125, "Noto Serif", 72, ("/a b/ä.rapporteur",), {"/a b/ä.rapporteur": "c1"}, "AAE="
    )
    save(chosen)
    assert load().settings == chosen
    assert [p.name for p in home.iterdir()] == ["settings.json"]


def test_the_first_start_has_the_usual_settings_and_no_message() -> None:
    assert load() == settings.Loaded(Settings())


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"zoom": "big"}', b"\xff\xfe\x00", b"null"])
def test_a_broken_file_costs_a_message(home: Path, content: bytes) -> None:
    home.mkdir()
    (home / "settings.json").write_bytes(content)
    found = load()
    assert found.settings == Settings()
    assert "settings.json" in found.message


def test_settings_of_another_version_are_read_as_far_as_they_go(home: Path) -> None:
    home.mkdir()
    (home / "settings.json").write_text('{"theme": "dark", "from_the_future": [1]}')
    assert load().settings == Settings(theme="dark")


def test_a_home_that_can_not_be_written_is_told(home: Path) -> None:
    home.write_text("a file where the folder should be")
    with pytest.raises(Unavailable):
        save(Settings())


def test_without_the_variable_the_users_own_folder_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAPPORTEUR_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/xdg")
    assert settings.home().name == "rapporteur"


def test_recent_projects_are_few_and_latest_first() -> None:
    found = Settings()
    for number in range(RECENT + 5):
        found = with_recent(found, f"/p{number}", f"coder-{number}")
    found = with_recent(found, "/p10")
    assert found.recent[:2] == ("/p10", "/p14")
    assert len(found.recent) == RECENT
    assert set(found.coders) == set(found.recent)
    assert without_recent(found, "/p10").recent == found.recent[1:]
