"""What a coder says without coding: nothing here, can't be coded, notes, questions to the supervisor."""

from __future__ import annotations

from core.app.commands.article import SetAnswer, SetNote
from core.app.commands.ask import Ask, Withdraw
from core.app.commands.labels import quoted, short
from core.app.commands.parts import Edit
from core.domain.article import Question
from core.domain.coding import Coding, Layer, Missing
from core.domain.rules import ARTICLE, words
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.views import QuestionRow


class Answers:
    """Answers and notes of the open article, and the coder's questions about it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.questions: Observable[tuple[QuestionRow, ...]] = Observable(())
        session.changed.subscribe(self._on_changed)

    def answer(self, key: str, missing: Missing | None) -> bool:
        """Say "nothing there" or "not codable" of a layer or the ``article``; said again it is taken back."""
        session = self._session
        given = dict(session.assignment.answers).get(key)
        wanted = None if missing is None or given == missing else missing
        said = "Take back answer" if wanted is None else f"“{str(wanted).capitalize()}”"
        label = f"{said} for {self._name(key)}"
        return session.run(SetAnswer(session.article_id, key, wanted, label=label))

    def note(self, text: str) -> bool:
        """Note something on the article; an empty note removes it."""
        return self._session.run(SetNote(self._session.article_id, text.strip()))

    def note_on(self, unit_id: str, text: str) -> bool:
        """Note something on a coding. A suggestion can't hold a note: accept it first, or ask about it."""
        unit = self._session.unit(unit_id)
        if unit is None:
            return False
        if not isinstance(unit.what, Coding):
            self._session.say("Accept the suggestion before you note something on it.")
            return False
        return self._session.edit(unit, Edit(note=text.strip()))

    def ask(self, text: str, about: str = "") -> bool:
        """Ask the supervisor about a unit, or (empty) the article.

        A question about a coding the machine suggested hangs on the suggestion, which outlives the coding.
        """
        session = self._session
        unit = session.units.get(about)
        what = quoted(unit.what, session.text) if unit else "the article"
        label = f"Ask about {what}: {short(text)}"
        anchor = (unit.what.suggestion_id or about) if unit and isinstance(unit.what, Coding) else about
        return session.run(Ask(session.article_id, text, anchor, label=label))

    def withdraw(self, question_id: str) -> bool:
        """Take a question back."""
        return self._session.run(Withdraw(question_id))

    def _name(self, key: str) -> str:
        if key == ARTICLE:
            return "the article"
        return self._session.codebook.layer(Layer(key)).label.lower()

    def _on_changed(self, refresh: Refresh) -> None:
        if refresh.whole or refresh.questions or (refresh.units and self.questions.value):
            article_id = self._session.article_id
            asked = self._session.state.questions(article_id) if article_id else ()
            self.questions.set(tuple(self._row(question) for question in asked))

    def _row(self, question: Question) -> QuestionRow:
        unit = self._session.units.get(self._session.units.successor(question.about) or question.about)
        said = short(words(unit.what, self._session.text)) if unit else ""
        return QuestionRow(
            question.id, question.text, question.about, said, question.answer, question.settled
        )
