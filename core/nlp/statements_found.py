"""Constructions that report what somebody said: where the cue is and which words hang on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.domain.text import Span
from core.nlp import clauses
from core.nlp.clauses import Subject
from core.nlp.cues import Cues
from core.nlp.view import View

LEAST_CHANCE = 0.08  # below this the scorer was never fitted
_NEAR = 4  # code points between a colon and the quotation it announces


@dataclass(slots=True)
class Candidate:
    """A possible statement while it is being worked out; token numbers throughout."""

    verb: int
    lemma: str
    construction: str
    cue: list[int]
    subject: Subject
    content: list[int]
    chance: float
    speaker: list[int] = field(default_factory=list)
    carried: bool = False
    p: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """What every rule reads."""

    view: View
    cues: Cues
    quoted: tuple[Span, ...]

    def in_quotes(self, i: int) -> bool:
        """Whether word ``i`` stands inside quotation marks."""
        token = self.view.tokens[i]
        return any(q.start < token.start and token.end <= q.end for q in self.quoted)


def candidates(scene: Scene) -> list[Candidate]:
    """All possible statements, in the order of their cues; at most one for each cue."""
    found = [c for i in range(len(scene.view.tokens)) for c in _at(scene, i)]
    return sorted(found, key=lambda c: c.verb)


def _at(scene: Scene, i: int) -> list[Candidate]:
    token = scene.view.tokens[i]
    if scene.in_quotes(i):
        return []
    if token.lower in {"according", "per", "words", "view", "opinion"}:
        return _by_preposition(scene, i)
    if not clauses.is_verb(token) or token.dep in {"aux", "aux:pass", "cop", "case", "amod"}:
        return []
    lemma = scene.cues.verb_of(token)
    inverted = _inverted(scene, i, lemma)
    if inverted is not None:
        return [inverted]
    for construction, rule in _CONSTRUCTIONS:
        content = rule(scene, i, lemma)
        name = _named(scene, construction, content, i)
        chance = scene.cues.chance(lemma, name)
        if content and chance >= LEAST_CHANCE:
            group = clauses.verb_group(scene.view, i)
            subject = clauses.subject_of(scene.view, i)
            return [Candidate(i, lemma, construction, group, subject, content, chance)]
    return []


def _inverted(scene: Scene, verb: int, lemma: str) -> Candidate | None:
    """ "…, noted the minister": the speaker after the verb, taken for its object by the parser."""
    view, tokens = scene.view, scene.view.tokens
    first, last = view.sents[tokens[verb].sent]
    objects = view.kids(verb, "obj")
    comma = verb > first + 1 and (
        tokens[verb - 1].text in {",", "”", '"', "'"} or tokens[verb - 1].text == ",”"
    )
    finite = tokens[verb].tag in {"VBD", "VBZ", "VBN"}
    if not (comma and finite and objects and objects[0] > verb and scene.cues.says(lemma)):
        return None
    speaker = clauses.phrase(view, objects[0])
    names = tokens[objects[0]].ent in {"PERSON", "ORG"} or tokens[objects[0]].tag in {"NNP", "PRP"}
    if view.kids(verb, *clauses.SUBJECTS) or not names or speaker[-1] < last - 2:
        return None
    content = list(range(first, verb))
    return Candidate(
        verb,
        lemma,
        "fronted",
        [verb],
        Subject(objects[0], "own"),
        content,
        scene.cues.chance(lemma, "fronted"),
    )


def _named(scene: Scene, construction: str, content: list[int], verb: int) -> str:
    """The name under which the lexicon counts a construction; verbs with prepositions count one by one."""
    if construction != "pp" or not content:
        return construction
    head = next((c for c in scene.view.kids(verb, "obl") if c in content), -1)
    return f"prep:{clauses.preposition(scene.view, head)}" if head >= 0 else construction


def _clause(scene: Scene, verb: int, lemma: str) -> list[int]:
    view = scene.view
    kids = view.kids(verb, "ccomp")
    if scene.cues.says(lemma) and not kids:
        # A clause after a colon or in quotation marks is often hung on the verb as an aside.
        kids = [c for c in view.kids(verb, "parataxis") if c > verb and not _reports(scene, c)]
    if not kids and scene.cues.says(lemma):
        kids = [c for c in view.kids(verb, "advcl") if _opens_with_that(view, c)]
    return [x for c in kids for x in view.subtree(c)]


def _opens_with_that(view: View, clause: int) -> bool:
    return any(view.tokens[m].lower == "that" for m in view.kids(clause, "mark"))


def _reports(scene: Scene, i: int) -> bool:
    """Whether word ``i`` is itself a verb of saying with a subject: an aside, not a content."""
    return scene.cues.says(scene.cues.verb_of(scene.view.tokens[i])) and bool(
        scene.view.kids(i, *clauses.SUBJECTS)
    )


def _fronted(scene: Scene, verb: int, lemma: str) -> list[int]:
    view, token = scene.view, scene.view.tokens[verb]
    if token.dep not in {"parataxis", "dep"} or token.head < 0 or not scene.cues.knows(lemma):
        return []
    if clauses.subject_of(view, verb).how not in {"own", "agent"}:
        return []
    mine = set(view.subtree(verb))
    return [x for x in view.subtree(token.head) if x not in mine]


def _infinitive(scene: Scene, verb: int, lemma: str) -> list[int]:
    view = scene.view
    kids = [c for c in view.kids(verb, "xcomp") if clauses.with_to(view, c)]
    if not kids and "to_infinitive" in scene.cues.classes.get(lemma, ()):
        kids = [c for c in view.kids(verb, "advcl", "ccomp") if clauses.with_to(view, c)]
    return list(view.subtree(kids[0])) if kids else []


def _noun_phrase(scene: Scene, verb: int, _: str) -> list[int]:
    kids = scene.view.kids(verb, "obj")
    return list(scene.view.subtree(kids[0])) if kids else []


def _prepositional(scene: Scene, verb: int, lemma: str) -> list[int]:
    view = scene.view
    for c in view.kids(verb, "obl"):
        if (lemma, clauses.preposition(view, c)) in scene.cues.prepositions:
            return [x for x in view.subtree(c) if x not in view.kids(c, "case")]
    return []


def _beside_quotation(scene: Scene, verb: int, lemma: str) -> list[int]:
    """A quotation in the sentence of a verb of saying, or just after it, that no arc reaches."""
    view = scene.view
    if not scene.cues.says(lemma) or clauses.subject_of(view, verb).head is None:
        return []
    first, last = view.sents[view.tokens[verb].sent]
    start, end = view.tokens[first].start, view.tokens[last - 1].end
    for quote in scene.quoted:
        near = quote.start < end and quote.end > start
        announced = 0 <= quote.start - end <= _NEAR and view.tokens[last - 1].text in {":", ","}
        if (near or announced) and len(quote) > 12:
            return [i for i in view.within(quote) if abs(i - verb) < 400]
    return []


def _quotation_first(scene: Scene, verb: int, lemma: str) -> list[int]:
    """As above, but only where the object of the verb is a hearer ("told reporters") and not the content."""
    objects = _noun_phrase(scene, verb, lemma)
    quoted = _beside_quotation(scene, verb, lemma) if objects else []
    return quoted if quoted and not set(quoted) & set(objects) else []


Rule = Callable[[Scene, int, str], list[int]]
_CONSTRUCTIONS: Sequence[tuple[str, Rule]] = (
    ("ccomp", _clause),
    ("fronted", _fronted),
    ("quote", _quotation_first),
    ("infinitive", _infinitive),
    ("np", _noun_phrase),
    ("pp", _prepositional),
    ("quote", _beside_quotation),
)


def _by_preposition(scene: Scene, i: int) -> list[Candidate]:
    """According to N, as per N, in the words of N, in N's view: N speaks, the rest of the clause is said."""
    view = scene.view
    found = _source_phrase(view, i)
    if found is None:
        return []
    source, cue = found
    speaker = clauses.phrase(view, source)
    speaker = [x for x in speaker if x > cue[-1] or x < cue[0]] or [source]
    host = _outside(view, source, {*cue, *speaker})
    used = {*range(min(cue[0], speaker[0]), max(cue[-1], speaker[-1]) + 1)}
    content = [x for x in view.subtree(host) if x not in used] if host >= 0 else []
    content = content or _rest_of_sentence(view, i, used)
    if not content:
        return []
    return [Candidate(i, "according to", "according", cue, Subject(source, "own"), content, 0.9, speaker)]


def _source_phrase(view: View, i: int) -> tuple[int, list[int]] | None:
    """The head of the phrase that names the source, and the cue words."""
    tokens = view.tokens
    after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    if tokens[i].lower == "according" and after == "to":
        return _noun_after(view, i + 1, [i, i + 1])
    if i == 0:
        return None
    before = tokens[i - 1].lower
    if tokens[i].lower == "per" and before == "as":
        return _as_per(view, i)
    if tokens[i].lower in {"words", "view", "opinion"}:
        return _in_the_words(view, i)
    return None


_PROPOSALS = frozenset({"suggestion", "proposal", "request", "initiative", "invitation", "demand"})


def _as_per(view: View, i: int) -> tuple[int, list[int]] | None:
    """As per N's statement; in "as per the suggestion of N" it is N who speaks."""
    found = _noun_after(view, i, [i - 1, i])
    if found is None:
        return None
    owners = [c for c in view.kids(found[0], "nmod") if clauses.preposition(view, c) == "of"]
    if view.tokens[found[0]].lemma in _PROPOSALS and owners:
        return owners[0], list(range(i - 1, found[0] + 1))
    return found if view.tokens[found[0]].pos == "PROPN" or view.tokens[found[0]].ent else None


_OWNING = frozenset({"of", "'s", "’s", "'", ""})


def _in_the_words(view: View, i: int) -> tuple[int, list[int]] | None:
    if clauses.preposition(view, i) != "in":
        return None
    owners = [c for c in view.kids(i, "nmod:poss", "nmod") if clauses.preposition(view, c) in _OWNING]
    if not owners or view.tokens[owners[0]].lower in {"my", "our"}:
        return None
    start = view.kids(i, "case")[0]
    cue = [start, i] if owners[0] < i else list(range(start, owners[0]))
    return owners[0], [x for x in cue if x not in clauses.phrase(view, owners[0])] or [i]


def _noun_after(view: View, i: int, cue: list[int]) -> tuple[int, list[int]] | None:
    """The head of the noun phrase that begins after word ``i``."""
    tokens = view.tokens
    inside = [t for t in tokens[i + 1 : i + 12] if t.sent == tokens[i].sent and clauses.is_noun(t)]
    heads = [t.i for t in inside if not (i < t.head < i + 12 and clauses.is_noun(tokens[t.head]))]
    return (heads[0], cue) if heads else None


def _outside(view: View, source: int, used: set[int]) -> int:
    """The word on which the source phrase hangs."""
    head = view.tokens[source].head
    while head in used:
        head = view.tokens[head].head
    return head


def _rest_of_sentence(view: View, i: int, used: set[int]) -> list[int]:
    first, last = view.sents[view.tokens[i].sent]
    return [x for x in range(first, last) if x not in used]
