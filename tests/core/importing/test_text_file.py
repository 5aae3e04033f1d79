"""Reading text files: encodings are found and told, what is no text is refused with advice."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import BadInput, Unavailable
from core.importing.text_file import LIMIT, decode, read_text_file
from tests.build import texts

ENGLISH = "The president said on Monday that talks would go on. "


def a_file(folder: Path, data: bytes, name: str = "article.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_utf8_needs_no_remark(tmp_path: Path) -> None:
    raw = read_text_file(a_file(tmp_path, "Zürich – “talks” 😀\r\n".encode()))
    assert raw.text == "Zürich – “talks” 😀\r\n"
    assert (raw.encoding, raw.told) == ("utf-8", ())


def test_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    data = "Zürich".encode("utf-16")
    assert read_text_file(a_file(tmp_path, data)).raw_sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("encoding", "spoken"),
    [
        ("utf-8-sig", "UTF-8 with a byte order mark"),
        ("utf-16", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-16-le", "UTF-16 (little-endian)"),
        ("utf-16-be", "UTF-16 (big-endian)"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_encoding_is_found_and_told_in_words(encoding: str, spoken: str) -> None:
    text = ENGLISH + "The café in Zürich – “closed” – was Müller’s."
    found, _, told = decode(text.encode(encoding))
    assert found == text
    assert told[0].startswith(f"read as {spoken}")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Президент Азербайджана заявил, что переговоры продолжатся в Алматы на следующей неделе.", "cp1251"),
        ("Президент Азербайджана заявил, что переговоры продолжатся в Алматы на следующей неделе.", "koi8_r"),
        ("Prezydent powiedział, że rozmowy zostaną wznowione w przyszłym tygodniu, mówi źródło.", "cp1250"),
        ("阿塞拜疆总统表示，谈判将在阿拉木图继续进行。下周举行会议。", "gb18030"),
    ],
)
def test_a_guess_is_called_a_guess(text: str, encoding: str) -> None:
    found, _, told = decode(text.encode(encoding))
    assert found == text
    assert "guess" in told[0]


@given(texts(min_size=1))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    found, encoding, _ = decode(("plain " + text).encode())
    assert found == "plain " + text
    assert encoding == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_decode_and_losses_are_told(data: bytes) -> None:
    text, _, told = decode(data)
    assert isinstance(text, str)
    if "could not be read" in "".join(told):
        assert "\ufffd" in text


def test_one_nul_in_a_text_is_kept_for_the_canonical_text_to_mend(tmp_path: Path) -> None:
    assert read_text_file(a_file(tmp_path, (ENGLISH + "\x00end").encode())).text.endswith("\x00end")


@pytest.mark.parametrize(
    ("data", "code", "advice"),
    [
        (b"", "empty-file", "nothing to code"),
        (b"\xef\xbb\xbf \r\n\t", "empty-file", "nothing to code"),
        (b"%PDF-1.7 ...", "not-text", "PDF"),
        (b"PK\x03\x04....", "not-text", "save it as .txt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "not-text", "Word"),
        (bytes(range(256)) * 8, "not-text", "save it as .txt"),
        (b"a" * (LIMIT + 1), "too-large", "split"),
    ],
)
def test_what_is_no_article_is_refused_with_file_and_advice(
    tmp_path: Path, data: bytes, code: str, advice: str
) -> None:
    path = a_file(tmp_path, data)
    with pytest.raises(BadInput) as refused:
        read_text_file(path)
    assert refused.value.code == code
    assert refused.value.where == str(path)
    assert advice in refused.value.text


def test_missing_file_and_folder_are_named(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.txt", "no-such-file"), (tmp_path, "is-folder")):
        with pytest.raises(BadInput) as refused:
            read_text_file(path)
        assert (refused.value.code, refused.value.where) == (code, str(path))


def test_file_that_may_not_be_read_is_unavailable(tmp_path: Path) -> None:
    # A name longer than any file system takes fails for everybody, root included.
    with pytest.raises(Unavailable) as refused:
        read_text_file(tmp_path / ("x" * 300))
    assert refused.value.code == "cannot-read"


@pytest.mark.parametrize(
    "data",
    [
        (ENGLISH * 3 + "“Zürich”, “Kraków” – “Bakı”").encode()[:-1],  # cut off by a download
        ("“Zürich” ".encode() * 5) + b"\xff\xfe " + "“Kraków”".encode(),
        "“Zürich” ".encode() * 5 + b"\x93quoted\x94 " + "“Kraków”".encode(),
    ],
)
def test_utf8_with_a_few_damaged_places_stays_utf8_and_is_told(data: bytes) -> None:
    text, encoding, told = decode(data)
    assert encoding == "utf-8"
    assert "“Zürich”" in text
    assert "â€" not in text
    assert f"{'1 character' if text.count(chr(0xFFFD)) == 1 else text.count(chr(0xFFFD))}" in told[0]
    assert "could not be read" in told[0]


@given(st.lists(st.sampled_from(["Zürich", "“café”", "naïve", "–", "l’été", "à", "ça", "said"]), min_size=1))
def test_windows_1252_is_never_taken_for_damaged_utf8(words: list[str]) -> None:
    data = " ".join(words).encode("cp1252")
    assert (decode(data)[1] == "utf-8") == data.isascii()
