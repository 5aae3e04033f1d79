"""Who speaks and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.coding import SlotFill
from core.domain.text import Span
from core.nlp import clauses
from core.nlp.people import People
from core.nlp.scorer import subject_kind
from core.nlp.statements_scene import HEARER_AFTER, HEARER_IS_OBJECT, Candidate, Scene
from core.nlp.statements_strayed import TIMES
from core.nlp.view import View

_HEARER_AFTER = frozenset(
    {
        *(
            "say",
            "speak",
            "talk",
            "write",
            "explain",
            "complain",
            "announce",
            "report",
            "reply",
            "respond",
            "express",
        ),
        *(
            "convey",
            "suggest",
            "propose",
            "admit",
            "confess",
            "confirm",
            "state",
            "repeat",
            "stress",
            "emphasize",
        ),
        *(
            "note",
            "mention",
            "point",
            "reiterate",
            "extend",
            "offer",
            "argue",
            "add",
            "comment",
            "declare",
            "appeal",
        ),
    }
)
_ENCOUNTER = frozenset(
    {
        "interview",
        "meeting",
        "call",
        "conversation",
        "talks",
        "talk",
        "discussion",
        "phonecall",
        "letter",
        "message",
        "speech",
        "address",
        "statement",
        "briefing",
        "testimony",
    }
)
_MEETING_WORDS = frozenset(
    {
        *(
            "call",
            "phonecall",
            "conversation",
            "meeting",
            "talk",
            "talks",
            "summit",
            "visit",
            "negotiation",
            "meet",
        ),
        *("phone", "telephone", "receive", "host", "confer", "consult", "speak", "negotiate"),
    }
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as the text tells. ``words``: for the reason."""

    spans: tuple[Span, ...]
    actors: tuple[str, ...]
    words: str
    carried: bool = False

    def fill(self) -> SlotFill | None:
        """The slot, or ``None`` when nobody is named."""
        if not self.spans and not self.actors:
            return None
        spans = () if self.carried and self.actors else self.spans
        return SlotFill("speaker", spans, self.actors, inferred=self.carried)


NOBODY = Speaker((), (), "")


def speaker_of(scene: Scene, people: People, one: Candidate) -> Speaker:
    """The speaker named for ``one`` in its own sentence."""
    head = one.subject.head
    if head is None:
        return NOBODY
    own = clauses.phrase(scene.view, head)
    if one.speaker:
        spans = scene.view.runs(clauses.trimmed(scene.view, one.speaker))
    elif one.verb in own or set(own) & set(one.cue):
        own = [x for x in own if x < one.cue[0]] or [head]
        spans = scene.view.runs(clauses.trimmed(scene.view, clauses.unbroken(own, own[0])) or [head])
    else:
        spans = _without_doings(scene.view, head, people.span(head))
    return Speaker(spans, people.actors(head), " … ".join(s.of(scene.view.text) for s in spans))


def _without_doings(view: View, head: int, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """A speaker without the participle between commas: "N, speaking in Quito, declared"."""
    for c in view.kids(head, "acl", "advcl"):
        opening = next((x for x in view.subtree(c) if view.tokens[x].text != ","), c)
        if view.tokens[c].tag != "VBG" or opening < 2 or opening <= head or not spans:
            continue
        end = view.tokens[opening - 2].end
        if view.tokens[opening - 1].text == "," and spans[-1].start < end < spans[-1].end:
            return (*spans[:-1], Span(spans[-1].start, end))
    return spans


def carried_over(
    scene: Scene, people: People, one: Candidate, earlier: Sequence[tuple[Candidate, Speaker]]
) -> Speaker:
    """The speaker of the statement before, in the same paragraph, for a verb that has no subject at all."""
    tokens = scene.view.tokens
    if one.subject.head is not None or one.subject.how == "passive":
        return NOBODY
    bare = tokens[one.verb].tag == "VB" and not tokens[one.verb].lower.endswith("ed")
    if bare or clauses.with_to(scene.view, one.verb):
        return NOBODY
    if not _opens_sentence(scene, one):
        return _first_named(scene, people, one)
    for other, speaker in reversed(earlier):
        if tokens[other.verb].para != tokens[one.verb].para:
            break
        if speaker.spans or speaker.actors:
            return Speaker(speaker.spans, speaker.actors, speaker.words, carried=True)
    return _who_acted(scene, people, one)


def _opens_sentence(scene: Scene, one: Candidate) -> bool:
    """Whether nothing that could be a subject stands before the cue, or before the cue it goes with."""
    tokens = scene.view.tokens
    first = scene.view.sents[tokens[one.verb].sent][0]
    if one.subject.how in {"conj", "ctrl"}:
        return True
    return not any(clauses.is_noun(t) for t in tokens[first : one.cue[0]])


def _first_named(scene: Scene, people: People, one: Candidate) -> Speaker:
    """Who is named at the head of the sentence: "N, speaking in Brussels, praised …" parses astray."""
    view = scene.view
    first = view.sents[view.tokens[one.verb].sent][0]
    start, end = view.tokens[min(first + 1, one.verb)].start, view.tokens[one.verb].start
    near = [
        m
        for m in people.said_in(view.tokens[one.verb].sent)
        if m.whole.start <= start and m.whole.end <= end and m.label in {"PERSON", "ORG"}
    ]
    for mention in sorted(near, key=lambda m: (m.label != "PERSON", m.span.start)):
        return Speaker((mention.whole,), mention.actors, mention.whole.of(view.text))
    return NOBODY


def _who_acted(scene: Scene, people: People, one: Candidate) -> Speaker:
    """Failing a statement, whoever was the subject of the sentence before in the paragraph."""
    view, tokens = scene.view, scene.view.tokens
    number = tokens[one.verb].sent - 1
    if number < 0 or tokens[view.sents[number][0]].para != tokens[one.verb].para:
        return NOBODY
    for i in range(*view.sents[number]):
        if tokens[i].dep != "nsubj" or tokens[i].pos not in {"NOUN", "PROPN"}:
            continue
        mention = people.at(i)
        if mention is not None and mention.label == "PERSON" and mention.actors:
            return Speaker((), mention.actors, mention.whole.of(view.text), carried=True)
        spans = people.span(i)
        if subject_kind(view, i) in {"PERSON", "ORG", "role"} or people.is_actor(i):
            return Speaker(spans, people.actors(i), spans[0].of(view.text), carried=True)
    return NOBODY


def addressee_of(
    scene: Scene, people: People, one: Candidate, speaker: Speaker, parties: Sequence[str]
) -> SlotFill | None:
    """To whom ``one`` is said; inferred when only the occasion tells."""
    head = _named_hearer(scene, one)
    if head is not None:
        said = set(one.content)
        timed = _times(scene.view, head)
        words = [x for x in clauses.phrase(scene.view, head) if x not in said and x not in timed]
        spans = people.span(head) if not (said | timed) & set(clauses.phrase(scene.view, head)) else ()
        return SlotFill("addressee", spans or scene.view.runs(words), people.actors(head))
    others = tuple(p for p in parties if p not in speaker.actors)
    if len(parties) == 2 and len(others) == 1 and len(speaker.actors) == 1:
        return SlotFill("addressee", (), others, inferred=True)
    return None


def _times(view: View, head: int) -> set[int]:
    """The words of a time that the parser hung on the hearer: "told deputies on Tuesday"."""
    days = (c for c in view.kids(head, "nmod", "obl", "obl:tmod") if view.tokens[c].lower in TIMES)
    return {x for c in days for x in view.subtree(c)}


def _named_hearer(scene: Scene, one: Candidate) -> int | None:
    view = scene.view
    content = set(one.content)
    if one.lemma in HEARER_IS_OBJECT:
        objects = [c for c in view.kids(one.verb, "iobj", "obj", "nsubj:pass") if c not in content]
        if objects:
            return objects[0]
    phrases = [c for c in view.kids(one.verb, "obl", "nmod") if c not in content]
    return next((h for c in phrases if (h := _hearer_in(scene, one, c)) is not None), None)


def _hearer_in(scene: Scene, one: Candidate, c: int) -> int | None:
    """The hearer in phrase ``c``: "to N", "with N", "in an interview with N"."""
    view = scene.view
    word = clauses.preposition(view, c)
    if word == "to" and one.lemma in _HEARER_AFTER and clauses.is_noun(view.tokens[c]):
        return c
    if word in HEARER_AFTER.get(one.lemma, ()) and one.construction == "infinitive":
        return c
    if word == "with" and one.lemma in {"speak", "talk", "discuss"}:
        return c
    if word not in {"in", "during", "at", "after"} or view.tokens[c].lemma not in _ENCOUNTER:
        return None
    partners = [k for k in view.kids(c, "nmod", "obl") if clauses.preposition(view, k) in {"with", "to"}]
    return partners[0] if partners else None


_LEAD = 4  # sentences in which a readout says who met whom


def _meets(view: View, i: int) -> bool:
    """Whether word ``i`` tells of a meeting or call; "speak" does with "to" or "with" only."""
    token = view.tokens[i]
    if token.lemma == "speak":
        return any(clauses.preposition(view, c) in {"with", "to"} for c in view.kids(i, "obl"))
    return token.lemma in _MEETING_WORDS or token.lower in _MEETING_WORDS


def readout_parties(people: People) -> tuple[str, ...]:
    """The two persons of the first meeting or call that the article tells of; empty when it tells of none."""
    view = people.view
    for token in view.tokens[: view.sents[min(_LEAD, len(view.sents)) - 1][1] if view.sents else 0]:
        if _meets(view, token.i):
            persons = people.persons_in(token.sent)
            if len(persons) == 2:
                return persons
            if len(persons) > 2:
                return ()
    return ()
