"""Which actors a phrase means, read off the mentions that cover it."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.text import Span
from core.nlp import clauses
from core.nlp.mentions_value import Mention
from core.nlp.view import View

# Nouns that act for the country or body named before them: "Kazakh side", "U.S. troops", "Russia's ministry".
STANDS_FOR = frozenset(
    {
        *(
            "side",
            "government",
            "official",
            "delegation",
            "force",
            "troop",
            "army",
            "military",
            "police",
            "ministry",
        ),
        *(
            "authority",
            "leader",
            "leadership",
            "president",
            "minister",
            "soldier",
            "navy",
            "embassy",
            "diplomat",
        ),
        *(
            "parliament",
            "state",
            "administration",
            "representative",
            "envoy",
            "ambassador",
            "spokesman",
            "people",
        ),
        *(
            "spokesperson",
            "spokeswoman",
            "guard",
            "jet",
            "warplane",
            "aircraft",
            "ship",
            "company",
            "court",
            "lawmaker",
        ),
        *(
            "citizen",
            "negotiator",
            "party",
            "regime",
            "rebel",
            "militant",
            "fighter",
            "group",
            "team",
            "counterpart",
        ),
        *(
            "premier",
            "king",
            "senator",
            "prosecutor",
            "judge",
            "rebels",
            "protester",
            "student",
            "worker",
            "security",
        ),
        *(
            "unit",
            "capital",
            "territory",
            "city",
            "region",
            "town",
            "village",
            "base",
            "position",
            "nation",
            "country",
        ),
    }
)
_ACTORS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})


class People:
    """The mentions of an article by the words they cover."""

    def __init__(self, view: View, mentions: Iterable[Mention]) -> None:
        self.view = view
        self.mentions = tuple(m for m in mentions if m.label in _ACTORS)
        self._at: dict[int, list[Mention]] = {}
        self._of_sentence: dict[int, list[Mention]] = {}
        for mention in sorted(self.mentions, key=lambda m: m.span.start):
            words = view.within(mention.whole)
            for i in words:
                self._at.setdefault(i, []).append(mention)
            for sent in {view.tokens[i].sent for i in words}:
                self._of_sentence.setdefault(sent, []).append(mention)

    def at(self, i: int) -> Mention | None:
        """The widest mention that covers word ``i``, one with an actor first."""
        found = self._at.get(i, [])
        return max(found, key=lambda m: (bool(m.actors), m.titled is not None, len(m.whole)), default=None)

    def actors(self, head: int) -> tuple[str, ...]:
        """Who is meant by the phrase headed by ``head``, coordinated names included."""
        found = [a for i in clauses.conjuncts(self.view, head) for a in self._one(i)]
        return tuple(dict.fromkeys(found))

    def _one(self, head: int) -> tuple[str, ...]:
        mention = self.at(head)
        if mention is not None and mention.actors:
            return mention.actors
        if self.view.tokens[head].lemma not in STANDS_FOR:
            return ()
        return self.modifiers(head)

    def modifiers(self, head: int) -> tuple[str, ...]:
        """The actors named before or after a noun: demonym, possessor, "of" phrase."""
        view = self.view
        out: list[str] = []
        for c in view.kids(head, "amod", "compound", "nmod:poss", "nmod", "flat", "appos"):
            owns = c < head or clauses.preposition(view, c) in {"of", "from", ""}
            for i in clauses.conjuncts(view, c) if owns else ():
                mention = self.at(i)
                out.extend(mention.actors if mention is not None else ())
        return tuple(dict.fromkeys(out))

    def span(self, head: int) -> tuple[Span, ...]:
        """The words of the phrase headed by ``head``, drawn out to the title of the name it holds."""
        words = [x for x in clauses.phrase(self.view, head) if not self._in_aside(x, head)]
        mention = self.at(head)
        if mention is not None:
            words = sorted({*words, *self.view.within(mention.whole)})
        return self.view.runs(clauses.unbroken(words, head))

    def _in_aside(self, x: int, head: int) -> bool:
        """Whether word ``x`` belongs to a relative clause on ``head`` that a comma sets off."""
        view = self.view
        for c in view.kids(head, "acl:relcl"):
            words = view.subtree(c)
            apart = words[0] > 0 and "," in (view.tokens[words[0]].text, view.tokens[words[0] - 1].text)
            if apart and words[0] - 1 <= x <= words[-1]:
                return True
        return False

    def is_actor(self, head: int) -> bool:
        """Whether the phrase can act: a mention covers it, or it stands for one."""
        mention = self.at(head)
        return mention is not None or bool(self.actors(head)) or self.view.tokens[head].pos == "PROPN"

    def said_in(self, sent: int) -> list[Mention]:
        """The mentions of sentence number ``sent``, in reading order."""
        return self._of_sentence.get(sent, [])

    def persons_in(self, sent: int) -> tuple[str, ...]:
        """The persons named in sentence number ``sent``, in order."""
        named = [m for m in self.said_in(sent) if m.label == "PERSON"]
        return tuple(dict.fromkeys(a for m in named for a in m.actors))
