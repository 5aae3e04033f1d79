"""Notes on codings and questions to the supervisor."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.commands.ids import new_id, now
from core.app.commands.parts import refuse_older
from core.app.state import State
from core.domain.article import Question
from core.domain.changes import Change, ChangeSet
from core.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the supervisor about a coding, a suggestion, or (``about`` empty) the article."""

    article_id: str
    text: str
    about: str = ""
    label: str = "Ask the supervisor"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused when nothing is asked, and on an older version of a text; allowed on complete articles."""
        refuse_older(state, self.article_id)
        if not self.text.strip():
            raise Refused("no-question", "Write the question first.")
        question = Question(
            id=new_id(),
            article_id=self.article_id,
            coder_id=state.coder.id,
            text=self.text.strip(),
            about=self.about,
            asked_at=now(),
        )
        return ChangeSet((Change(None, question),))


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take back one's own question."""

    question_id: str
    label: str = "Withdraw question"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused when it is gone, somebody else's, or answered."""
        found = state.get("question", self.question_id)
        if not isinstance(found, Question) or found.coder_id != state.coder.id:
            raise Refused("no-question", "This question does not exist any more.")
        if found.answer:
            raise Refused("answered", "The supervisor has answered this question; it stays.")
        return ChangeSet((Change(found, None),))
