"""A coder who follows a script by a seed, and the ledger of what that coder did, kept beside the program.

The ledger is made of the articles as the test wrote them and of what the coder means to code; of the program
it takes only the ids of new records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from random import Random

from core.app.commands.article import AddTime, Complete, Reopen
from core.app.commands.ask import Ask
from core.app.commands.base import Command
from core.app.commands.code import AddCoding, ChangeCoding, RemoveCoding, SetTopic
from core.app.commands.codebook import ConfirmRecode
from core.app.commands.decide import Accept, FixSuggestion, Reject
from core.app.commands.parts import Edit
from core.app.workspace import Workspace
from core.domain.article import Status
from core.domain.coding import Coding, Layer, SlotFill
from tests.journeys.study_stories import Story, proposal

SPLIT, PARTS, TOPICS = "cap:1921", ("cap:1921a", "cap:1921b"), ("cap:1921", "cap:1925", "cap:1929")
Place = tuple[int, int]


@dataclass(frozen=True)
class Coded:
    """A coding. ``text``: hash of the article's text; ``slots``: name, places, actors."""

    text: str
    layer: str
    category: str
    places: tuple[Place, ...]
    quotes: tuple[str, ...]
    slots: tuple[tuple[str, tuple[Place, ...], tuple[str, ...]], ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    note: str = ""
    provenance: str = "added"
    suggestion: str = ""
    version: int = 1


@dataclass
class Ledger:
    """All that one coder did. ``decisions``: by text and suggestion; ``statuses`` and ``seconds``: by text;
    ``questions``: by id, text and words; ``lines``: how often the program was told to do something."""

    codings: dict[str, Coded] = field(default_factory=dict)
    decisions: dict[tuple[str, str], str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, int] = field(default_factory=dict)
    questions: dict[str, tuple[str, str]] = field(default_factory=dict)
    lines: int = 0

    def to_code_again(self) -> set[str]:
        """Codings with the code that was split, whose coder has not looked at them since."""
        return {key for key, one in self.codings.items() if one.category == SPLIT and one.version == 1}

    def follow(self, old: Story, new: Story) -> set[str]:
        """The text was corrected: everything moves along; the codings on words that changed."""
        review = set[str]()
        for key, one in self.codings.items():
            if one.text == old.hash:
                self.codings[key] = moved(one, old, new)
                had = {old.text[slice(*place)] for place in _places(one)}
                if old.place in had:
                    review.add(key)
        for kept in (self.statuses, self.seconds):
            if old.hash in kept:
                kept[new.hash] = kept.pop(old.hash)  # type: ignore[assignment]
        decisions = {(new.hash if k[0] == old.hash else k[0], k[1]): v for k, v in self.decisions.items()}
        questions = {k: (new.hash if v[0] == old.hash else v[0], v[1]) for k, v in self.questions.items()}
        self.decisions, self.questions = decisions, questions
        return review


def moved(one: Coded, old: Story, new: Story) -> Coded:
    """The coding on the corrected text, on the same words or on those that took their place."""

    def there(place: Place) -> Place:
        words = old.text[slice(*place)]
        return new.at(new.place if words == old.place else words)

    places = tuple(there(place) for place in one.places)
    slots = tuple((name, tuple(map(there, at)), actors) for name, at, actors in one.slots)
    quotes = tuple(new.text[slice(*place)] for place in places)
    return replace(one, text=new.hash, places=places, quotes=quotes, slots=slots)


class Scripted:
    """Somebody who codes. ``stories``: by the hash of the text; ``mark``: stands in what this coder writes,
    and nowhere else in the study."""

    def __init__(self, name: str, seed: int, stories: Mapping[str, Story]) -> None:
        self.name = name
        self.mark = f"mark-{sha256(f'{seed} {name}'.encode()).hexdigest()[:16]}"
        self.ledger = Ledger()
        self.first = ""  # hash of the text to begin with
        self._chance = Random(f"{seed} {name}")
        self._stories = stories

    def waiting(self, workspace: Workspace) -> list[str]:
        """The articles in the work list that are not complete, as it stands but for `first`."""
        state = workspace.state
        listed = [head.article_id for head in workspace.queries.heads(limit=1_000)]
        open_ = [one for one in listed if state.assignment(one).status is not Status.COMPLETE]
        return sorted(open_, key=lambda one: state.article(one).sha256 != self.first)

    def code(self, workspace: Workspace, article_id: str, *, finish: bool = True) -> None:
        """Code one article as the script has it."""
        one = self._stories[workspace.state.article(article_id).sha256]
        self._slip(workspace, article_id, one)
        self._names(workspace, article_id, one)
        self._statement(workspace, article_id, one)
        if self._chance.random() < 0.1:
            asked = f"Is this right, {self.mark}?"
            applied = self._do(workspace, Ask(article_id, asked))
            self.ledger.questions[applied] = (one.hash, asked)
        self.ledger.statuses[one.hash] = "in progress"
        spent = self._chance.randint(30, 300)
        self._do(workspace, AddTime(article_id, spent))
        self.ledger.seconds[one.hash] = self.ledger.seconds.get(one.hash, 0) + spent
        if not finish:
            return
        self._topic(workspace, article_id, one)
        self._event(workspace, article_id, one)
        self._complete(workspace, article_id)

    def look_again(self, workspace: Workspace) -> int:
        """Go through the list of what is to be coded again; how many there were."""
        asked = workspace.state.recodes()
        for recode in asked:
            mine = self.ledger.codings[recode.coding_id]
            if not recode.codebook_version or self._chance.random() < 0.3:
                self._do(workspace, ConfirmRecode(recode.id))
                version = recode.codebook_version or mine.version
                self.ledger.codings[recode.coding_id] = replace(mine, version=version)
            else:
                self._recode(workspace, recode.article_id, recode.coding_id)
        for article_id in {recode.article_id for recode in asked}:
            assignment = workspace.state.assignment(article_id)
            if assignment.returned or self._reopened(assignment.status, article_id, workspace):
                self._complete(workspace, article_id)
        return len(asked)

    def _reopened(self, status: Status, article_id: str, workspace: Workspace) -> bool:
        coded = {coding.layer for coding in workspace.state.codings(article_id)}
        return status is Status.IN_PROGRESS and len(coded) == len(Layer)

    def _recode(self, workspace: Workspace, article_id: str, coding_id: str) -> None:
        category = self._chance.choice(PARTS)
        if workspace.state.assignment(article_id).status is Status.COMPLETE:
            self._do(workspace, Reopen(article_id))
            self.ledger.statuses[self.ledger.codings[coding_id].text] = "in progress"
        self._do(workspace, ChangeCoding(coding_id, Edit(category=category)))
        mine = self.ledger.codings[coding_id]
        self.ledger.codings[coding_id] = replace(mine, category=category, version=2)

    def _complete(self, workspace: Workspace, article_id: str) -> None:
        self._do(workspace, Complete(article_id, leave_unchecked=True))
        self.ledger.statuses[workspace.state.article(article_id).sha256] = "complete"

    def _slip(self, workspace: Workspace, article_id: str, one: Story) -> None:
        """Now and then something is coded that was not meant, and taken back or removed."""
        wrong = AddCoding(article_id, Layer.MENTION, "EVENT", (one.span(one.does),), note=self.mark)
        kind = self._chance.random()
        if kind < 0.1:
            self._do(workspace, wrong)
            workspace.undo()
            self.ledger.lines += 1
        elif kind < 0.15:
            self._do(workspace, RemoveCoding(self._do(workspace, wrong)))

    def _names(self, workspace: Workspace, article_id: str, one: Story) -> None:
        person, body, place = (proposal(one, what) for what in ("person", "body", "place"))
        if person in workspace.state.suggestions(article_id):
            self._decide(workspace, one, Accept(article_id, person), "confirmed", one.person, "PERSON")
            fix = FixSuggestion(article_id, body, Edit(category="ORG"))
            self._decide(workspace, one, fix, "fixed", one.body, "ORG")
            self._do(workspace, Reject(article_id, place))
            self.ledger.decisions[one.hash, place] = "rejected"
        else:  # the design hides what the machine proposes
            self._mention(workspace, article_id, one, one.person, "PERSON")
            self._mention(workspace, article_id, one, one.body, "ORG")
        self._mention(workspace, article_id, one, one.place, "GPE")
        words, actor = one.source
        self._mention(workspace, article_id, one, words, "GPE", actor)

    def _decide(
        self,
        workspace: Workspace,
        one: Story,
        act: Accept | FixSuggestion,
        verdict: str,
        words: str,
        code: str,
    ) -> None:
        meant = Coded(one.hash, "mention", code, (one.at(words),), (words,))
        self._record(workspace, act, replace(meant, provenance=verdict, suggestion=act.suggestion_id))
        self.ledger.decisions[one.hash, act.suggestion_id] = verdict

    def _mention(
        self, workspace: Workspace, article_id: str, one: Story, words: str, code: str, actor: str = ""
    ) -> None:
        slots = (SlotFill("actor", actors=(actor,)),) if actor else ()
        told = (("actor", (), (actor,)),) if actor else ()
        note = f"{self.mark} {words}"
        act = AddCoding(article_id, Layer.MENTION, code, (one.span(words),), slots, note=note)
        meant = Coded(one.hash, "mention", code, (one.at(words),), (words,), told, note=note)
        self._record(workspace, act, meant)

    def _statement(self, workspace: Workspace, article_id: str, one: Story) -> None:
        stance = self._chance.choice(("support", "oppose", "neutral"))
        variables = (("anonymous", "no"), ("directness", "indirect"), ("stance", stance))
        slots = (SlotFill("speaker", (one.span(one.person),)), SlotFill("cue", (one.span(one.cue),)))
        told = (("speaker", (one.at(one.person),), ()), ("cue", (one.at(one.cue),), ()))
        meant = Coded(one.hash, "statement", "statement", (one.at(one.said),), (one.said,), told, variables)
        key = proposal(one, "said")
        if key in workspace.state.suggestions(article_id):
            fix = FixSuggestion(article_id, key, Edit(variables=variables, note=self.mark))
            meant = replace(meant, provenance="fixed", suggestion=key, note=self.mark)
            self._record(workspace, fix, meant)
            self.ledger.decisions[one.hash, key] = "fixed"
        else:
            said = (one.span(one.said),)
            act = AddCoding(article_id, Layer.STATEMENT, "statement", said, slots, variables)
            self._record(workspace, act, meant)
        if self._chance.random() < 0.1:  # taken back, and done again after all
            workspace.undo()
            workspace.redo()
            self.ledger.lines += 2

    def _topic(self, workspace: Workspace, article_id: str, one: Story) -> None:
        version = workspace.state.codebook.version
        topic = self._chance.choice(TOPICS if version == 1 else (*PARTS, *TOPICS[1:]))
        meant = Coded(one.hash, "topic", topic, (), (), variables=(("rank", "primary"),))
        self._record(workspace, SetTopic(article_id, topic, "primary"), meant)

    def _event(self, workspace: Workspace, article_id: str, one: Story) -> None:
        category, realis = (
            self._chance.choice(("AGREE", "CONSULT", "REQUEST")),
            self._chance.choice(("happened", "planned")),
        )
        roles = (("source", *one.source), ("target", *one.target), ("place", one.place, ""))
        slots = tuple(SlotFill(n, (one.span(w),), (a,) if a else ()) for n, w, a in roles)
        told = tuple((n, (one.at(w),), (a,) if a else ()) for n, w, a in roles)
        variables, note = (("realis", realis),), f"{self.mark} event"
        act = AddCoding(article_id, Layer.EVENT, category, (one.span(one.does),), slots, variables, note)
        meant = Coded(one.hash, "event", category, (one.at(one.does),), (one.does,), told, variables, note)
        self._record(workspace, act, meant)

    def _record(self, workspace: Workspace, act: Command, meant: Coded) -> None:
        version = workspace.state.codebook.version
        self.ledger.codings[self._do(workspace, act)] = replace(meant, version=version)

    def _do(self, workspace: Workspace, act: Command) -> str:
        """Do it; the id of the coding or question it made, if any."""
        applied = workspace.execute(act)
        assert applied is not None, act
        self.ledger.lines += 1
        made = [c for c in applied.entry.changes.changes if c.before is None]
        return next((c.id for c in made if isinstance(c.after, Coding) or c.kind == "question"), "")


def _places(one: Coded) -> tuple[Place, ...]:
    return (*one.places, *(place for _, at, _ in one.slots for place in at))
