"""Shipped files are found wherever the program lies."""

from __future__ import annotations

import pytest

from core.text.places import resource


@pytest.mark.parametrize("folder", ["codebooks", "lexicons", "licences", "models", "samples"])
def test_every_shipped_folder_is_there(folder: str) -> None:
    assert resource(folder).is_dir()


def test_a_shipped_file_is_named_by_its_parts() -> None:
    assert resource("codebooks", "default.json").is_file()
