"""Who last met whom, and which two countries were last named together."""

from __future__ import annotations

from core.domain.actor import ActorKind
from core.nlp.actors import Cast
from core.nlp.titles_roles import roles
from core.nlp.view import View

_SPEAK = frozenset({"speak", "spoke", "speaks", "talk", "talked", "talks"})
_PLANNED = frozenset({"will", "would", "shall", "may", "might", "should", "could", "can", "'ll"})


class Meetings:
    """Follows the mentions of one article in reading order."""

    def __init__(self, view: View, cast: Cast) -> None:
        self._view = view
        self._cast = cast
        self._sent = -1
        self._here: list[str] = []
        self._met: tuple[str, ...] = ()
        self._last_country: tuple[int, str] = (-9, "")
        self.pair: tuple[str, ...] = ()

    def tell(self, first: int, last: int, actors: tuple[str, ...], *, name: bool) -> None:
        """Mention of ``actors`` by words ``[first, last]``."""
        self._turn_to(self._view.tokens[first].sent)
        self._here.extend(a for a in actors if a not in self._here and (name or self._is_person(a)))
        if name and len(actors) == 1 and ":" not in actors[0]:
            self._name_country(first, last, actors[0])

    def last(self, i: int) -> tuple[str, ...]:
        """The two parties of the last meeting told of before word ``i``; empty when there was none."""
        self._turn_to(self._view.tokens[i].sent)
        return self._met

    def _turn_to(self, sent: int) -> None:
        if sent == self._sent:
            return
        if self._sent >= 0 and self._tells_of_meeting(self._sent):
            self._met = self._two() or self._met
        self._sent, self._here = sent, []

    def _two(self) -> tuple[str, ...]:
        """Two persons, else two countries, of the sentence now ending."""
        people = [a for a in self._here if self._is_person(a)]
        for group in (people, [a for a in self._here if ":" not in a]):
            if len(group) == 2 or (len(group) > 2 and group is people):
                return tuple(group[:2])
        return ()

    def _is_person(self, actor: str) -> bool:
        member = self._cast.members.get(actor)
        return member is not None and member.kind == ActorKind.PERSON

    def _tells_of_meeting(self, sent: int) -> bool:
        """A word for a meeting or call that is not only planned."""
        start, end = self._view.sents[sent]
        for i in range(start, end):
            token = self._view.tokens[i]
            words = roles()["meeting_verbs" if token.pos == "VERB" else "meeting_nouns"]
            if token.lemma in words or token.lower in words or self._spoke_with(i):
                verb = i if token.pos == "VERB" else token.head
                if not self._planned(i) and not self._planned(verb):
                    return True
        return False

    def _spoke_with(self, i: int) -> bool:
        """ "spoke by phone with the president"."""
        if self._view.tokens[i].lemma not in _SPEAK and self._view.tokens[i].lower not in _SPEAK:
            return False
        phrases = [k for o in self._view.kids(i, "obl") for k in self._view.kids(o, "case")]
        return any(self._view.tokens[k].lower == "with" for k in phrases)

    def _planned(self, i: int) -> bool:
        kids = self._view.kids(i, "aux", "mark") if i >= 0 else []
        return any(self._view.tokens[k].lower in _PLANNED or self._view.tokens[k].tag == "TO" for k in kids)

    def _name_country(self, first: int, last: int, country: str) -> None:
        at, before = self._last_country
        between = {t.lower for t in self._view.tokens[at + 1 : first]} if 0 <= at < first else set()
        if before not in {"", country} and "and" in between and between <= {"and", "the", "republic", "of"}:
            self.pair = (before, country)
        self._last_country = (last, country)
