"""Contents by the order of words, where the parser hung a clause astray or took a verb for a noun."""

from __future__ import annotations

from core.nlp import clauses
from core.nlp.clauses import Subject
from core.nlp.statements_scene import HEARER_IS_OBJECT, Candidate, Scene
from core.nlp.view import Token, View

_QUESTIONS = frozenset({"why", "how", "if", "whether", "what", "who", "where", "when", "which"})
_ASKS = frozenset(
    {"ask", "wonder", "explain", "question", "inquire", "reveal", "discuss", "demand", "know", "say", "show"}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
TIMES = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"}
    | {"week", "month", "year", "night", "morning", "afternoon", "evening", "day", "summer", "spring", "fall"}
)
_SURE_OF_CLAUSE = 0.8  # share of uses with a clause from which on a verb needs no "that"
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "PART"})
_LONGEST_WAY = 24  # words between a cue and the clause it announces


def clause_ahead(scene: Scene, verb: int, lemma: str) -> list[int]:
    """The clause that "that" (or a question word) opens further on: "announced last week that …"."""
    view = scene.view
    if not scene.cues.says(lemma) or _has_object(view, verb, lemma):
        return []
    last = view.sents[view.tokens[verb].sent][1]
    for x in range(verb + 1, min(last, verb + _LONGEST_WAY)):
        token = view.tokens[x]
        if _opens_clause(view, x, last, lemma):
            return [] if _another_between(scene, verb, x) else _to_end(scene, x, last)
        if (token.tag in _FINITE and not _in_aside(view, verb, x)) or token.text in {":", ";"}:
            return []
        if scene.in_quotes(x):
            return []
    return []


def bare_clause(scene: Scene, verb: int, lemma: str) -> list[int]:
    """A clause without "that" right after the verb, which the parser did not see as one: "said Khan won"."""
    view = scene.view
    if scene.cues.chance(lemma, "ccomp") < _SURE_OF_CLAUSE or view.kids(verb, "obj", "ccomp", "xcomp"):
        return []
    last = view.sents[view.tokens[verb].sent][1]
    start = verb + 1
    if start >= last or view.tokens[start].pos not in {"DET", "PRON", "PROPN", "NOUN", "ADJ"}:
        return []
    for x in range(start + 1, last):
        token = view.tokens[x]
        if clauses.is_mark(token) or token.tag == "IN":
            return []
        if token.tag in _FINITE or token.pos == "AUX":
            return list(range(start, last))
    return []


def _has_object(view: View, verb: int, lemma: str) -> bool:
    """Whether something else is said: an object that is neither a hearer nor a time."""
    objects = [c for c in view.kids(verb, "obj") if view.tokens[c].lower not in TIMES]
    return bool(objects) and lemma not in HEARER_IS_OBJECT


def _opens_clause(view: View, x: int, last: int, lemma: str) -> bool:
    """Whether a full clause begins at word ``x``: "that" and a subject, or a question word after "ask"."""
    token = view.tokens[x]
    if x + 2 >= last or not any(t.tag in _FINITE for t in view.tokens[x + 1 : last]):
        return False
    if token.lower in _QUESTIONS:
        return lemma in _ASKS and view.tokens[x - 1].text != ","
    following = view.tokens[x + 1]
    return token.lower == "that" and following.tag not in _FINITE and following.dep not in {"aux", "cop"}


def _another_between(scene: Scene, verb: int, opening: int) -> bool:
    """Whether another cue or noun stands right before the clause, whose clause it then is."""
    tokens = scene.view.tokens
    for t in tokens[verb + 1 : opening]:
        if clauses.is_verb(t) and scene.cues.says(scene.cues.verb_of(t)):
            return True
    return False


def _in_aside(view: View, verb: int, x: int) -> bool:
    """Whether word ``x`` stands in a clause of its own inside the way to the clause: "before he left"."""
    token = view.tokens[x]
    return token.dep in {"acl:relcl", "advcl"} or any(
        view.tokens[c].dep in {"mark", "nsubj"} and c > verb for c in view.children(x)
    )


def _to_end(scene: Scene, start: int, last: int) -> list[int]:
    """From ``start`` to where the speaker acts again, or the sentence ends."""
    tokens = scene.view.tokens
    for x in range(start + 2, last - 1):
        if tokens[x].text == "," and tokens[x + 1].dep == "cc" and x + 2 < last:
            following = tokens[x + 2]
            if following.tag == "VBD" and scene.cues.knows(scene.cues.verb_of(following)):
                return list(range(start, x))
    return list(range(start, last))


def headless(scene: Scene, i: int) -> bool:
    """Whether the only verb of a sentence was taken for part of a noun phrase: "N voiced support"."""
    view, token = scene.view, scene.view.tokens[i]
    if not token.lower.endswith("ed") or (
        token.dep not in {"amod", "compound"} and token.tag in {"VBD", "VB"}
    ):
        return False
    first, last = view.sents[token.sent]
    if i + 1 >= last or clauses.is_mark(view.tokens[i + 1]):
        return False
    if any(t.tag in _FINITE or t.pos == "AUX" for t in view.tokens[first:last] if t.i != i):
        return False
    opened = i == first or bool(phrase_before(scene, i, i))
    return opened and bool(scene.cues.classes.get(scene.cues.verb_of(token)))


def phrase_before(scene: Scene, verb: int, end: int) -> list[int]:
    """The noun phrase that begins the sentence and ends right before ``end``, the verb being its only one."""
    first = scene.view.sents[scene.view.tokens[verb].sent][0]
    words = name_up_to(scene.view, first, end)
    whole = bool(words) and words[0] == first
    token = scene.view.tokens[verb]
    main = token.dep in {"root", "amod", "compound"} or (token.dep == "acl" and token.tag == "VBD")
    return words if whole and main else []


def misread(scene: Scene, i: int) -> Candidate | None:
    """A verb of saying that was taken for a noun: "Pew notes that …", "…, the Daily Caller reports."."""
    view, tokens = scene.view, scene.view.tokens
    token = tokens[i]
    if not token.tag.startswith("NN") or token.text[0].isupper():
        return None
    lemma = scene.cues.verb_of(token)
    if not scene.cues.says(lemma):
        return _infinitive_after(scene, i, lemma)
    first, last = view.sents[token.sent]
    speaker = name_up_to(view, scene.opening(i), i)
    if not speaker or not _agrees(tokens[speaker[-1]], token, lemma):
        return None
    content = _after_misread(scene, i, last) or _before_misread(scene, i, first, last, speaker[0])
    if not content:
        return None
    name = "ccomp" if content[0] > i else "fronted"
    subject = Subject(head_of(view, speaker), "own")
    chance = scene.cues.chance(lemma, name)
    return Candidate(i, lemma, name, [i], subject, content, chance, speaker, sure=True)


def _infinitive_after(scene: Scene, i: int, lemma: str) -> Candidate | None:
    """ "The government plans to sell …", where nothing else in the sentence is a verb."""
    view, tokens = scene.view, scene.view.tokens
    first, last = view.sents[tokens[i].sent]
    speaker = name_up_to(view, first, i)
    listed = "to_infinitive" in scene.cues.classes.get(lemma, ())
    if not (listed and speaker and i + 2 < last and tokens[i + 1].lower == "to"):
        return None
    finite = any(t.tag in _FINITE for t in tokens[first:last])
    if finite or tokens[i + 2].tag != "VB" or not _agrees(tokens[speaker[-1]], tokens[i], lemma):
        return None
    subject = Subject(head_of(view, speaker), "own")
    chance = scene.cues.chance(lemma, "infinitive")
    return Candidate(
        i, lemma, "infinitive", [i], subject, list(range(i + 1, last)), chance, speaker, sure=True
    )


def name_up_to(view: View, first: int, end: int) -> list[int]:
    """The words of the noun phrase right before ``end``, by their order alone."""
    start = end
    while start > first and end - start < 10 and _in_name(view, start - 1):
        start -= 1
    while start < end and view.tokens[start].pos in {"CCONJ", "ADP", "ADV", "SCONJ", "PART"}:
        start += 1
    words = list(range(start, end))
    last = view.tokens[words[-1]] if words else None
    named = last is not None and (clauses.is_noun(last) or last.pos == "NUM" or last.text[0].isupper())
    return words if named else []


def _in_name(view: View, x: int) -> bool:
    token = view.tokens[x]
    between = token.lower in {"in", "out"} and view.tokens[x + 1].pos in {"NUM", "ADP"}
    plain = between or token.pos in _NOMINAL or token.lower == "of"
    if token.text == "-":
        return view.tokens[x - 1].end == token.start and view.tokens[x + 1].start == token.end
    return plain and not clauses.is_mark(token) and token.tag not in {"WDT", "WP"}


def _agrees(noun: Token, verb: Token, lemma: str) -> bool:
    """Whether a verb in the present goes with its subject: "Pew notes", "officials say", "one in ten say"."""
    if noun.tag == "CD":
        return verb.lower == lemma
    singular = noun.tag in {"NN", "NNP", "JJ"} or noun.lower in {"he", "she", "it", "who"}
    if verb.lower == lemma:
        return not singular or noun.lower in {"i", "we", "they"}
    return verb.lower.endswith("s") and singular


def _after_misread(scene: Scene, i: int, last: int) -> list[int]:
    """A that-clause right after word ``i``."""
    view = scene.view
    if i + 1 >= last:
        return []
    hung = [c for c in view.kids(i, "ccomp", "acl:relcl", "acl") if view.subtree(c)[0] == i + 1]
    if hung and view.kids(hung[0], *clauses.SUBJECTS) and not clauses.with_to(view, hung[0]):
        return list(range(i + 1, last))
    stated = view.tokens[i + 1].lower == "that" and _opens_clause(view, i + 1, last, "")
    return list(range(i + 1, last)) if stated else []


def _before_misread(scene: Scene, i: int, first: int, last: int, start: int) -> list[int]:
    """What stands before a comma and the speaker, when little comes after the cue."""
    tokens = scene.view.tokens
    after = [x for x in range(i + 1, last) if not clauses.is_mark(tokens[x])]
    if len(after) > 4 or start <= first + 2 or tokens[start - 1].text != ",":
        return []
    said = list(range(first, start - 1))
    return said if any(clauses.is_verb(tokens[x]) or tokens[x].pos == "AUX" for x in said) else []


def head_of(view: View, words: list[int]) -> int:
    """The word of a noun phrase on which the others hang."""
    named = [x for x in words if clauses.is_noun(view.tokens[x])] or words
    inside = set(words)
    return next((x for x in named if view.tokens[x].head not in inside), named[-1])


def hung_clauses(view: View, verb: int) -> list[int]:
    """Clauses on the verb under labels that only nouns or asides should have: "added that P used …"."""
    out = [c for c in view.kids(verb, "acl:relcl", "acl") if c > verb]
    asked = [c for c in view.kids(verb, "advcl") if c > verb and _question(view, c)]
    return out or asked


def _question(view: View, clause: int) -> bool:
    opening = view.tokens[view.subtree(clause)[0]].lower
    return opening in _QUESTIONS - {"if", "when", "where"}
