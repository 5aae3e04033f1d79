"""Answers, notes and questions at the desk."""

from __future__ import annotations

from core.domain.coding import Missing
from gui.viewmodels.desk import DeskViewModel
from tests.gui.viewmodels.kit import NAME, card_of, the_coding, undo_label


def test_nothing_here_is_refused_in_words_beside_codings(desk: DeskViewModel) -> None:
    desk.review.accept(NAME)
    assert not desk.answers.answer("mention", Missing.NOTHING_THERE)
    assert desk.status.value.message.startswith("There are codings here.")


def test_one_answer_for_the_article(desk: DeskViewModel) -> None:
    desk.answers.answer("article", Missing.NOT_CODABLE)
    assert desk.head.value is not None
    assert desk.head.value.answers == (("article", "not codable"),)
    assert undo_label(desk) == "“Not codable” for the article"
    desk.answers.answer("article", None)
    assert dict(desk.session.assignment.answers) == {}
    assert undo_label(desk) == "Take back answer for the article"


def test_the_article_takes_a_note(desk: DeskViewModel) -> None:
    desk.answers.note(" a readout ")
    assert desk.head.value is not None
    assert desk.head.value.note == "a readout"


def test_a_suggestion_takes_no_note(desk: DeskViewModel) -> None:
    assert not desk.answers.note_on(NAME, "x")
    assert desk.status.value.message.startswith("Accept the suggestion")
    desk.review.accept(NAME)
    key = the_coding(desk, "Ilham Aliyev/PERSON").id
    assert desk.answers.note_on(key, "title left out")
    assert undo_label(desk) == "Note on “Ilham Aliyev”"
    assert not desk.answers.note_on("gone", "x")


def test_questions_are_listed_and_withdrawn(desk: DeskViewModel) -> None:
    desk.answers.ask("Who is meant?", NAME)
    assert undo_label(desk) == "Ask about “Ilham Aliyev”: Who is meant?"
    (row,) = desk.answers.questions.value
    assert (row.text, row.about, row.about_words, row.settled) == (
        "Who is meant?",
        NAME,
        "Ilham Aliyev",
        False,
    )
    assert desk.work.rows.value[0].progress == "? question"
    desk.answers.withdraw(row.id)
    assert desk.answers.questions.value == ()
    assert not desk.answers.ask("  ")
    assert desk.status.value.message == "Write the question first."


def test_a_question_stays_with_its_unit_through_acceptance(desk: DeskViewModel) -> None:
    desk.answers.ask("Who is meant?", NAME)
    desk.review.accept(NAME)
    desk.answers.ask("And the article?")
    assert [row.about_words for row in desk.answers.questions.value] == ["Ilham Aliyev", ""]
    key = the_coding(desk, "Ilham Aliyev/PERSON").id
    assert card_of(desk, key).question == "Who is meant?"
    desk.boundary.nudge("start", -1, unit_id=key)
    assert desk.answers.questions.value[0].about_words == "President Ilham Aliyev"


def test_a_question_about_a_coding_stays_when_its_acceptance_is_undone(desk: DeskViewModel) -> None:
    desk.review.accept(NAME)
    desk.answers.ask("Who is meant?", the_coding(desk, "Ilham Aliyev/PERSON").id)
    desk.review.reject(the_coding(desk, "Ilham Aliyev/PERSON").id)
    assert card_of(desk, NAME).question == "Who is meant?"
    assert desk.answers.questions.value[0].about_words == "Ilham Aliyev"
