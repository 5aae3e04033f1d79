"""Statements told by the order of words, where parsers lose their way: asides, inversions, tails."""

from __future__ import annotations

from core.nlp import clauses
from core.nlp.clauses import Subject
from core.nlp.statements_scene import Candidate, Scene
from core.nlp.view import View

_LONGEST_NAME = 14  # words of a speaker between two commas
_LINKS = frozenset({"ADP", "CCONJ", "SCONJ"})
_WITH_HEARER = frozenset({"tell", "inform", "assure", "remind", "warn"})
_OPENERS = frozenset({"when", "while", "if", "after", "as"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def by_word_order(scene: Scene, verb: int, lemma: str) -> Candidate | None:
    """An aside, an inversion or a tail around ``verb``; quotations are left to the other rules."""
    view, tokens = scene.view, scene.view.tokens
    first, last = view.sents[tokens[verb].sent]
    if not scene.cues.says(lemma) or tokens[verb].tag not in _FINITE or _any_quotation(scene, first, last):
        return None
    return _aside(scene, verb, lemma) or _inverted(scene, verb, lemma) or _tail(scene, verb, lemma)


def _any_quotation(scene: Scene, first: int, last: int) -> bool:
    start, end = scene.view.tokens[first].start, scene.view.tokens[last - 1].end
    return bool(scene.quotes_at(start, end))


def _name_before(scene: Scene, verb: int) -> list[int]:
    """The speaker between a comma and the verb, auxiliaries aside; empty unless it is a noun phrase alone."""
    view, tokens = scene.view, scene.view.tokens
    first = scene.opening(verb)
    end = verb
    while end > first and (
        tokens[end - 1].dep in {"aux", "advmod"} and tokens[end - 1].pos in {"AUX", "ADV"}
    ):
        end -= 1
    start = end
    while start > first and end - start < _LONGEST_NAME and not _stops_name(view, start - 1):
        start -= 1
    words = list(range(start, end))
    closed = start > first and tokens[start - 1].text == ","
    nominal = (
        bool(words)
        and clauses.is_noun(tokens[words[-1]])
        and tokens[start].pos not in {"ADP", "CCONJ", "SCONJ"}
    )
    return words if closed and nominal else []


def _stops_name(view: View, i: int) -> bool:
    token = view.tokens[i]
    return (
        clauses.is_mark(token)
        or clauses.is_verb(token)
        or token.pos in {"AUX", "SCONJ"}
        or token.tag in {"WP", "WDT"}
    )


def _clause_before(view: View, first: int, end: int) -> list[int]:
    """The words before ``end``, back to the last semicolon."""
    stops = [x for x in range(first, end) if view.tokens[x].text == ";"]
    return list(range(stops[-1] + 1 if stops else first, end))


def _head_of(view: View, words: list[int]) -> int:
    inside = set(words)
    return next(
        (i for i in words if view.tokens[i].head not in inside and clauses.is_noun(view.tokens[i])), words[-1]
    )


def _made(scene: Scene, verb: int, lemma: str, speaker: list[int], content: list[int]) -> Candidate | None:
    if not any(clauses.is_verb(scene.view.tokens[x]) or scene.view.tokens[x].pos == "AUX" for x in content):
        return None
    cue = clauses.verb_group(scene.view, verb)
    head = _head_of(scene.view, speaker)
    chance = scene.cues.chance(lemma, "fronted")
    found = Subject(head, "own")
    return Candidate(verb, lemma, "fronted", cue, found, content, chance, speaker, sure=True)


def _aside(scene: Scene, verb: int, lemma: str) -> Candidate | None:
    """ "Rebels, the army said, had fled the town": what stands on either side is said."""
    view, tokens = scene.view, scene.view.tokens
    first, last = scene.opening(verb), view.sents[tokens[verb].sent][1]
    speaker = _name_before(scene, verb)
    if not speaker or verb + 2 >= last or tokens[verb + 1].text != "," or speaker[0] - 1 <= first:
        return None
    content = [*_clause_before(view, first, speaker[0] - 1), *range(verb + 2, last)]
    return _made(scene, verb, lemma, speaker, content)


def _inverted(scene: Scene, verb: int, lemma: str) -> Candidate | None:
    """ "…, argued the lawyer Ana Ruiz." """
    view, tokens = scene.view, scene.view.tokens
    first, last = scene.opening(verb), view.sents[tokens[verb].sent][1]
    rest = [x for x in range(verb + 1, last) if not clauses.is_mark(tokens[x])]
    apart = verb > first + 1 and tokens[verb - 1].text == ","
    plain = rest and not any(_stops_name(view, x) for x in rest) and clauses.is_noun(tokens[rest[-1]])
    if not (apart and plain) or len(rest) > _LONGEST_NAME or tokens[rest[0]].pos in _LINKS:
        return None
    own = [x for x in view.kids(verb, *clauses.SUBJECTS) if x in rest]
    thing = not own and tokens[_head_of(view, rest)].pos != "PROPN" and not _names_a_person(view, rest)
    speaker = list(range(rest[0], rest[-1] + 1))
    return None if thing else _made(scene, verb, lemma, speaker, list(range(first, verb - 1)))


def _names_a_person(view: View, words: list[int]) -> bool:
    return any(view.tokens[x].pos == "PROPN" or view.tokens[x].ent == "PERSON" for x in words)


def _tail(scene: Scene, verb: int, lemma: str) -> Candidate | None:
    """ "…, the envoy told the council.": nothing but a hearer, a time or a place comes after the verb."""
    view, tokens = scene.view, scene.view.tokens
    first, last = scene.opening(verb), view.sents[tokens[verb].sent][1]
    speaker = _name_before(scene, verb)
    after = [x for x in range(verb + 1, last) if not clauses.is_mark(tokens[x])]
    if not speaker or any(_stops_name(view, x) for x in after):
        return None
    objects = [x for x in after if tokens[x].dep in {"obj", "iobj"} and tokens[x].head == verb]
    if objects and lemma not in _WITH_HEARER:
        return None
    if tokens[first].pos in {"SCONJ", "CCONJ"} or tokens[first].lower in _OPENERS:
        return None
    return _made(scene, verb, lemma, speaker, _clause_before(view, first, speaker[0] - 1))
