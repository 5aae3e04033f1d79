"""Statements whose cue is a noun or an adjective: N's claim that …, N is confident that …"""

from __future__ import annotations

from core.nlp import clauses
from core.nlp.clauses import Subject
from core.nlp.statements_marks import name_after
from core.nlp.statements_scene import Candidate, Scene
from core.nlp.statements_strayed import head_of
from core.nlp.view import View

# Verbs that only lend a noun a subject: "made the claim that …".
_LIGHT = frozenset(
    {
        *("make", "issue", "voice", "give", "deliver", "release", "have", "lodge", "raise", "level"),
        *("launch", "offer", "put", "take", "hold", "send", "file", "show", "utter"),
    }
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OWNED = 0.1  # least chance of a clause on a noun that has an owner
_JOINING = frozenset({"that", "who", "which", "what", "if", "when", "while", "because", "how", "why"})
_CLAUSES = ("acl", "acl:relcl", "ccomp", "xcomp", "dep")


def by_noun(scene: Scene, i: int) -> Candidate | None:
    """N's claim that …, the pledge by N to …, N's criticism of …; not where a verb of saying rules it."""
    view = scene.view
    noun = view.tokens[i].lemma
    if not scene.cues.is_noun_cue(noun) or not view.tokens[i].text[0].islower():
        return None
    subject, cue = _owner(scene, i)
    if not cue:
        return None
    linked = _linked(view, i)
    author = name_after(view, i + 1) if i + 1 < len(view.tokens) and view.tokens[i + 1].lower == "by" else []
    if author and subject.head is None:
        subject = Subject(head_of(view, author), "agent")
        linked += _clause_at(view, author[-1] + 1)
    best = max(linked, key=lambda pair: scene.cues.noun_chance(noun, pair[0]), default=None)
    if best is None:
        return None
    link, content = best
    chance = scene.cues.noun_chance(noun, link)
    said = [x for x in content if x not in cue]
    speaker: list[int] = []
    if subject.head is not None:
        speaker = [x for x in clauses.phrase(view, subject.head) if x not in said]
        chance = max(chance, _OWNED if link in {"that", "to"} else 0)
    return Candidate(i, noun, "noun", cue, subject, said, chance, speaker, link=link) if said else None


def _clause_at(view: View, start: int) -> list[tuple[str, list[int]]]:
    """The that-clause that begins at word ``start`` and runs to the end of the sentence."""
    if start >= len(view.tokens) or view.tokens[start].lower != "that":
        return []
    words = list(range(start, view.sents[view.tokens[start].sent][1]))
    return [("that", words)] if any(view.tokens[x].tag in _FINITE for x in words[2:]) else []


def _linked(view: View, i: int) -> list[tuple[str, list[int]]]:
    """What hangs on a noun, each with the word that links it: that, to, or a preposition."""
    out: list[tuple[str, list[int]]] = []
    for c in view.children(i):
        words = list(view.subtree(c))
        token = view.tokens[c]
        if c < i or words[0] < i:
            continue
        if token.dep in {"nmod", "obl"} and clauses.preposition(view, c) in {"by", "from"}:
            inner = [k for k in view.kids(c, *_CLAUSES) if _is_that_clause(view, k, list(view.subtree(k)))]
            out += [("that", list(view.subtree(k))) for k in inner]
        if token.dep in _CLAUSES and _is_that_clause(view, c, words):
            out.append(("that", _before_main_verb(view, i, words)))
        elif token.dep in _CLAUSES and clauses.with_to(view, c):
            out.append(("to", _before_main_verb(view, i, words)))
        elif token.dep in {"nmod", "obl"} and clauses.preposition(view, c) not in {"", "by", "from"}:
            word = clauses.preposition(view, c)
            out.append((word, [x for x in words if x not in view.kids(c, "case")]))
    return out


def _before_main_verb(view: View, noun: int, words: list[int]) -> list[int]:
    """A that-clause without the verb of the sentence that the parser drew in: "would stall | sent shares"."""
    tokens = view.tokens
    first = view.sents[tokens[noun].sent][0]
    if any(tokens[x].tag in _FINITE for x in range(first, words[0])) or words[-1] < words[0] + 3:
        return words
    finite = [x for x in words if _is_finite(view, x)]
    opened = words[0] if tokens[words[0]].lower == "to" else (finite or words)[0]
    if not finite or finite[-1] == opened:
        return words
    last = finite[-1]
    before = finite[-2] if len(finite) > 1 else opened
    between = tokens[before + 1 : last]
    joined = any(clauses.is_mark(t) or t.dep == "cc" or t.lower in _JOINING for t in between)
    return words if joined else [x for x in words if x < last]


def _is_finite(view: View, x: int) -> bool:
    """Whether word ``x`` may be the verb of a clause; a participle only where no auxiliary is near."""
    token = view.tokens[x]
    before = x - 1
    while before > 0 and view.tokens[before].pos == "ADV" and view.tokens[before].tag != "VB":
        before -= 1
    alone = token.tag == "VBN" and view.tokens[before].pos != "AUX"
    return token.tag in _FINITE or alone


def _is_that_clause(view: View, clause: int, words: list[int]) -> bool:
    if view.tokens[words[0]].lower != "that":
        return False
    return any(view.tokens[s].lower != "that" for s in view.kids(clause, "nsubj", "nsubj:pass", "csubj"))


def _owner(scene: Scene, i: int) -> tuple[Subject, list[int]]:
    """Whose claim it is and the cue words; no cue words where a verb of saying has the noun as its object."""
    view, token = scene.view, scene.view.tokens[i]
    named = _possessor(view, i)
    if named is not None:
        return named, [i]
    if token.dep in {"obj", "obl"} and token.head >= 0 and clauses.is_verb(view.tokens[token.head]):
        lemma = scene.cues.verb_of(view.tokens[token.head])
        if lemma in _LIGHT and token.dep == "obj":
            group = clauses.verb_group(view, token.head)
            return clauses.subject_of(view, token.head), [*group, i] if group[-1] < i else [i]
        if scene.cues.knows(lemma) and token.dep == "obj":
            return Subject(None, "none"), []
    return Subject(None, "none"), [i]


def _possessor(view: View, i: int) -> Subject | None:
    """N in "N's claim" and "a claim by N"; a genitive the parser did not see is told by its mark."""
    for c in view.kids(i, "nmod:poss"):
        return Subject(c, "own")
    for x in range(i - 1, max(0, i - 4), -1):
        if view.tokens[x].tag == "POS" and clauses.is_noun(view.tokens[x - 1]):
            return Subject(x - 1, "own")
    by = (c for c in view.kids(i, "nmod", "obl") if clauses.preposition(view, c) in {"by", "from"})
    return next((Subject(c, "agent") for c in by), None)


def by_adjective(scene: Scene, i: int) -> Candidate | None:
    """N is confident that …, is critical of …, is reluctant to …"""
    view, token = scene.view, scene.view.tokens[i]
    copulas = view.kids(i, "cop")
    if not scene.cues.is_adjective_cue(token.lower) or not copulas:
        return None
    subject = clauses.subject_of(view, i)
    best = max(_after(view, i), key=lambda p: scene.cues.adjective_chance(token.lower, p[0]), default=None)
    if best is None or subject.head is None:
        return None
    link, content = best
    cue = list(range(copulas[0], i + 1))
    chance = scene.cues.adjective_chance(token.lower, link)
    return Candidate(i, token.lower, "adjective", cue, subject, content, chance, link=link)


def _after(view: View, i: int) -> list[tuple[str, list[int]]]:
    """What an adjective is said of: a clause, an infinitive or a phrase."""
    out: list[tuple[str, list[int]]] = []
    for c in view.children(i):
        words, token = list(view.subtree(c)), view.tokens[c]
        if words[0] < i:
            continue
        if token.dep == "ccomp" or (token.dep in {"advcl", "acl"} and _is_that_clause(view, c, words)):
            out.append(("that", words))
        elif token.dep in {"xcomp", "advcl"} and clauses.with_to(view, c):
            out.append(("to", words))
        elif token.dep in {"obl", "nmod", "advcl"} and clauses.preposition(view, c):
            out.append((clauses.preposition(view, c), [x for x in words if x not in view.kids(c, "case")]))
    return out
