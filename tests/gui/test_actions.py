"""The table of actions holds together, and every one of them is carried out somewhere."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from gui.actions import ACTIONS, MENUS, When, action, clashes

# The symbols of a US keyboard that want Shift, and the key they are on.
_UNSHIFTED = dict(zip('+_?:<>"{}|~)!@#$%^&*(', "=-/;,.'[]\\`0123456789", strict=True))


def test_no_key_means_two_things() -> None:
    assert clashes() == ()


def test_no_key_is_the_shifted_face_of_another() -> None:
    """Where + is Shift and =, Qt takes ``Ctrl++`` and ``Ctrl+Shift+=`` for one key and obeys neither."""
    claims = {key: each.id for each in ACTIONS for key in each.keys}
    for key, owner in claims.items():
        base = _UNSHIFTED.get(key[-1]) if len(key) > 1 else None
        assert base is None or claims.get(f"{key[:-1]}Shift+{base}", owner) == owner, key


def test_ids_are_unique() -> None:
    assert len({each.id for each in ACTIONS}) == len(ACTIONS)


def test_every_menu_has_entries_and_every_entry_a_known_menu() -> None:
    assert {each.menu for each in ACTIONS} - {""} == set(MENUS)


def test_every_key_is_one_that_qt_knows() -> None:
    for each in ACTIONS:
        for key in each.keys:
            assert QKeySequence(key).toString() != "", f"{each.id}: {key}"


def test_only_actions_of_the_text_have_single_letter_keys() -> None:
    for each in ACTIONS:
        plain = [key for key in each.keys if len(key) == 1]
        assert not plain or each.when is When.TEXT, each.id


def test_every_action_in_a_menu_can_be_told_apart() -> None:
    said = [(each.menu, each.text) for each in ACTIONS if each.menu]
    assert len(set(said)) == len(said)


def test_an_action_is_found_by_its_id() -> None:
    assert action("edit.undo").text == "Undo"
