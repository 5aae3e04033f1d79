"""Constructions that report what somebody said: where the cue is and which words hang on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.nlp import clauses
from core.nlp.clauses import Subject
from core.nlp.statements_marks import by_marks, name_after
from core.nlp.statements_order import by_word_order
from core.nlp.statements_scene import HEARER_AFTER, HEARER_IS_OBJECT, Candidate, Scene
from core.nlp.statements_sources import by_preposition
from core.nlp.statements_strayed import (
    bare_clause,
    clause_ahead,
    head_of,
    headless,
    hung_clauses,
    misread,
    phrase_before,
)
from core.nlp.statements_words import by_adjective, by_noun
from core.nlp.view import View

LEAST_CHANCE = 0.08  # below this the scorer was never fitted
# Verbs that say what something is: "called it a disgrace".
_NAMING = frozenset({"call", "name", "label", "brand", "dub", "deem", "declare", "consider", "term"})
_PARTICLES = frozenset({"out", "off", "up", "down"})
_NEAR = 4  # code points between a colon and the quotation it announces


def candidates(scene: Scene) -> list[Candidate]:
    """All possible statements, in the order of their cues; at most one for each cue."""
    found = [c for i in range(len(scene.view.tokens)) for c in _at(scene, i)]
    return sorted(found, key=lambda c: c.verb)


def _at(scene: Scene, i: int) -> list[Candidate]:
    token = scene.view.tokens[i]
    if scene.in_quotes(i):
        return []
    if headless(scene, i):
        return _by_rules(scene, i, scene.cues.verb_of(token))
    if token.lower in {"according", "per", "words", "view", "opinion"}:
        return by_preposition(scene, i)
    if not clauses.is_verb(token):
        taken = misread(scene, i) or _by_word(scene, i)
        return [taken] if taken is not None and taken.chance >= LEAST_CHANCE else []
    if token.dep in {"aux", "aux:pass", "cop", "case", "amod"}:
        return []
    lemma = scene.cues.verb_of(token)
    by_order = by_word_order(scene, i, lemma) or by_marks(scene, i, lemma)
    if by_order is not None:
        return [by_order]
    return _by_rules(scene, i, lemma)


def _speaker_by_order(scene: Scene, verb: int, group: list[int], content: list[int]) -> list[int]:
    """The noun phrase before the only verb of a sentence, or after the participle that opens one."""
    view = scene.view
    first, last = view.sents[view.tokens[verb].sent]
    if view.tokens[verb].tag != "VBG" or group[0] != first:
        return phrase_before(scene, verb, group[0])
    comma = next((x for x in range(max(content), last) if view.tokens[x].text == ","), last)
    return name_after(view, comma) if comma < last else []


def _by_rules(scene: Scene, i: int, lemma: str) -> list[Candidate]:
    """The first construction that gives what was said."""
    for construction, rule in _CONSTRUCTIONS:
        content = rule(scene, i, lemma)
        name = _named(scene, construction, content, i)
        chance = scene.cues.chance(lemma, name)
        if content and chance >= LEAST_CHANCE:
            group = _cue_words(scene.view, i, lemma, construction, content)
            subject = _nearest(scene.view, clauses.subject_of(scene.view, i), group[0])
            speaker = _speaker_by_order(scene, i, group, content) if subject.how == "none" else []
            if speaker:
                subject = Subject(head_of(scene.view, speaker), "own")
            return [Candidate(i, lemma, construction, group, subject, content, chance, speaker)]
    return []


def _cue_words(view: View, verb: int, lemma: str, construction: str, content: list[int]) -> list[int]:
    """The verb group, and the word after it that belongs to it: "called for", "called on", "ruled out"."""
    group = clauses.verb_group(view, verb)
    after = group[-1] + 1
    if not content or after >= len(view.tokens):
        return group
    word = view.tokens[after].lower
    of_phrase = construction == "pp" and after == min(content) - 1
    of_hearer = construction == "infinitive" and word in HEARER_AFTER.get(lemma, ())
    particle = construction == "np" and after == min(content) and word in _PARTICLES
    return [*group, after] if of_phrase or of_hearer or particle else group


def _by_word(scene: Scene, i: int) -> Candidate | None:
    """A noun or an adjective for a cue."""
    tag = scene.view.tokens[i].tag
    if tag in {"NN", "NNS"}:
        return by_noun(scene, i)
    return by_adjective(scene, i) if tag.startswith("JJ") else None


def _nearest(view: View, subject: Subject, cue: int) -> Subject:
    """The noun right before the cue, where the parser's subject swallowed a whole clause on the way."""
    before = view.tokens[cue - 1] if cue > 0 else None
    if subject.head is None or subject.how != "own" or before is None or before.i == subject.head:
        return subject
    phrase = [x for x in clauses.phrase(view, subject.head) if x < cue]
    swallowed = any(view.tokens[x].tag in {"VBD", "VBZ"} and not _in_relative(view, x) for x in phrase)
    if not swallowed or not clauses.is_noun(before):
        return subject
    head = before.i
    while view.tokens[head].head in phrase and view.tokens[head].dep in {"flat", "compound", "appos"}:
        head = view.tokens[head].head
    return Subject(head, "own")


def _in_relative(view: View, x: int) -> bool:
    while x >= 0:
        if view.tokens[x].dep in {"acl:relcl", "acl"}:
            return True
        x = view.tokens[x].head
    return False


def _named(scene: Scene, construction: str, content: list[int], verb: int) -> str:
    """The name under which the lexicon counts a construction; verbs with prepositions count one by one."""
    if construction != "pp" or not content:
        return construction
    head = next((c for c in scene.view.kids(verb, "obl", "advcl") if c in content), -1)
    return f"prep:{clauses.preposition(scene.view, head)}" if head >= 0 else construction


def _clause(scene: Scene, verb: int, lemma: str) -> list[int]:
    view = scene.view
    kids = view.kids(verb, "ccomp")
    if not kids and lemma in HEARER_IS_OBJECT:
        kids = [k for c in view.kids(verb, "obj") for k in _that_clauses_on(view, c)]
    if scene.cues.says(lemma) and not kids:
        # A clause after a colon or in quotation marks is often hung on the verb as an aside.
        kids = [c for c in view.kids(verb, "parataxis") if c > verb and not _reports(scene, c)]
    if not kids and scene.cues.says(lemma):
        kids = [c for c in view.kids(verb, "advcl") if _opens_with_that(view, c)] or _strayed(view, verb)
        kids = kids or hung_clauses(view, verb)
        if not kids:
            return clause_ahead(scene, verb, lemma) or bare_clause(scene, verb, lemma)
    return [x for c in kids for x in view.subtree(c)]


def _strayed(view: View, verb: int) -> list[int]:
    """A that-clause hung on a phrase in between: "said on condition of anonymity that …"."""
    if view.kids(verb, "obj", "ccomp", "xcomp"):
        return []
    return [k for c in view.kids(verb, "obl") for k in _that_clauses_on(view, c)]


def _that_clauses_on(view: View, phrase: int) -> list[int]:
    """Full that-clauses hung on a noun phrase, or on a phrase inside it."""
    heads = [phrase, *view.kids(phrase, "nmod")]
    hung = [k for x in heads for k in view.kids(x, "acl", "acl:relcl", "ccomp")]
    return [k for k in hung if _is_full_that_clause(view, k)]


def _is_full_that_clause(view: View, clause: int) -> bool:
    """Whether a clause begins with "that" and has another word for its subject."""
    if view.tokens[view.subtree(clause)[0]].lower != "that":
        return False
    return any(view.tokens[s].lower != "that" for s in view.kids(clause, "nsubj", "nsubj:pass"))


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
        kids = [c for c in view.kids(verb, "advcl", "ccomp", "acl") if clauses.with_to(view, c)]
    kids = kids or _asked_of(view, verb, lemma)
    return list(view.subtree(kids[0])) if kids else []


def _asked_of(view: View, verb: int, lemma: str) -> list[int]:
    """What those named after a preposition are to do: "called on both sides to stop"."""
    for c in view.kids(verb, "obl", "nmod"):
        if clauses.preposition(view, c) in HEARER_AFTER.get(lemma, ()):
            return [k for k in view.kids(c, "acl", "xcomp", "acl:relcl") if clauses.with_to(view, k)]
    return []


def _noun_phrase(scene: Scene, verb: int, lemma: str) -> list[int]:
    if scene.view.tokens[verb].dep == "amod":
        head = scene.view.tokens[verb].head  # "Expressed hope for …" read as one phrase
        return [x for x in scene.view.subtree(head) if x > verb]
    kids = sorted(scene.view.kids(verb, "obj", "iobj"))
    if not scene.view.kids(verb, "obj"):
        return _gerund(scene.view, verb)
    if lemma in _NAMING and len(kids) > 1:
        return [x for x in scene.view.subtree(verb) if kids[0] <= x or x in scene.view.subtree(kids[0])]
    apart = len(kids) > 1 and any(t.text == "," for t in scene.view.tokens[kids[0] : kids[-1]])
    if apart and lemma not in HEARER_IS_OBJECT:
        return [x for x in scene.view.subtree(kids[0]) if x < kids[-1]]
    return list(scene.view.subtree(kids[-1]))  # of two objects the first is the hearer


def _gerund(view: View, verb: int) -> list[int]:
    """An "-ing" form right after the verb: "proposed closing the port"."""
    for c in view.kids(verb, "xcomp", "advcl", "ccomp", "acl"):
        words = view.subtree(c)
        first = words[0]
        near = verb < first <= verb + 2 and not clauses.is_mark(view.tokens[first - 1])
        if view.tokens[c].tag == "VBG" and near and not view.kids(c, "mark", *clauses.SUBJECTS):
            return list(words)
    return []


def _prepositional(scene: Scene, verb: int, lemma: str) -> list[int]:
    view = scene.view
    for c in view.kids(verb, "obl", "advcl"):
        if view.tokens[c].dep == "advcl" and view.tokens[c].tag != "VBG":
            continue
        if scene.cues.goes_with(lemma, clauses.preposition(view, c)):
            return [x for x in view.subtree(c) if x not in view.kids(c, "case", "mark")]
    return []


def _beside_quotation(scene: Scene, verb: int, lemma: str) -> list[int]:
    """A quotation in the sentence of a verb of saying, or just after it, that no arc reaches."""
    view = scene.view
    if not scene.cues.says(lemma) or clauses.subject_of(view, verb).head is None:
        return []
    first, last = view.sents[view.tokens[verb].sent]
    start, end = view.tokens[first].start, view.tokens[last - 1].end
    for quote in scene.quotes_at(start - _NEAR - 1, end + _NEAR + 1):
        near = quote.start < end and quote.end > start
        before = 0 <= start - quote.end <= _NEAR and verb >= last - 3
        announced = 0 <= quote.start - end <= _NEAR and view.tokens[last - 1].text in {":", ","}
        if (near or announced or before) and len(quote) > 12:
            return [i for i in view.within(quote) if abs(i - verb) < 400]
    return []


def _quotation_first(scene: Scene, verb: int, lemma: str) -> list[int]:
    """As above, but only where the object of the verb is a hearer ("told reporters") and not the content."""
    objects = _noun_phrase(scene, verb, lemma) if not _infinitive(scene, verb, lemma) else []
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
