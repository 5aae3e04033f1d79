"""Reading a clause: its subject however far away, its verb group, the words of a phrase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.nlp.view import Token, View

SUBJECTS = ("nsubj", "csubj")
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
MODALS = frozenset(
    {"would", "could", "can", "may", "might", "should", "will", "must", "shall", "wo", "'ll", "’ll"}
)
_PAIRED = {'"': '"', "“": "”", "«": "»", "‘": "’"}
_FAR = 6  # heads to climb in search of a subject before giving up


@dataclass(frozen=True, slots=True)
class Subject:
    """Who acts. ``head``: token or ``None``; ``how`` it was found: own, agent, passive, conj, ctrl, acl,
    rel or none."""

    head: int | None
    how: str


def is_verb(token: Token) -> bool:
    """Whether a word is a verb, whichever tag set says so."""
    return token.tag.startswith("VB") or (token.pos == "VERB" and not token.tag)


def is_noun(token: Token) -> bool:
    """Whether a word can head a noun phrase."""
    return token.pos in {"NOUN", "PROPN", "PRON"} or token.tag.startswith(("NN", "PRP"))


def subject_of(view: View, verb: int, depth: int = 0) -> Subject:
    """The subject of ``verb``: its own, its agent, or the one a coordinated or governing verb lends."""
    own = view.kids(verb, *SUBJECTS)
    if own:
        return Subject(_antecedent(view, verb, own[0]), "own")
    if view.kids(verb, "nsubj:pass"):
        agents = view.kids(verb, "obl:agent")
        return Subject(agents[0], "agent") if agents else Subject(None, "passive")
    head = view.tokens[verb].head
    if depth > _FAR or head < 0:
        return Subject(None, "none")
    return _lent(view, verb, head, depth)


def _lent(view: View, verb: int, head: int, depth: int) -> Subject:
    """The subject that the governor of ``verb`` lends it."""
    token, above = view.tokens[verb], view.tokens[head]
    if token.dep == "conj":
        if not (is_verb(above) or view.kids(head, "cop", *SUBJECTS)):
            return Subject(None, "none")
        found = subject_of(view, head, depth + 1)
        # What a passive lends its subject to is another's act: "was founded in 1850, and stressed that …".
        return Subject(found.head, "conj" if found.head is not None else "none")
    loose = token.dep in {"advcl", "parataxis", "dep", "ccomp"} and token.tag in {"VBG", "VB", "VBN"}
    if (loose or token.dep == "xcomp") and (is_verb(above) or view.kids(head, "cop", *SUBJECTS)):
        found = subject_of(view, head, depth + 1)
        return Subject(found.head, "ctrl") if found.head is not None else found
    if token.dep == "acl" and token.tag == "VBG":
        return Subject(head, "acl")
    if token.dep == "acl:relcl":
        return Subject(head, "rel")
    return Subject(None, "none")


def _antecedent(view: View, verb: int, own: int) -> int:
    """A relative pronoun stands for the noun its clause hangs on."""
    token = view.tokens[verb]
    if token.dep == "acl:relcl" and view.tokens[own].lower in {"who", "which", "that"} and token.head >= 0:
        return token.head
    return own


def verb_group(view: View, verb: int) -> list[int]:
    """The unbroken run of auxiliaries, adverbs and particles around ``verb``."""
    parts = {verb, *view.kids(verb, "aux", "aux:pass", "compound:prt")}
    parts.update(c for c in view.kids(verb, "advmod") if abs(c - verb) <= 2)
    first = last = verb
    while first - 1 in parts:
        first -= 1
    while last + 1 in parts:
        last += 1
    return list(range(first, last + 1))


def preposition(view: View, i: int) -> str:
    """The preposition of phrase ``i``, empty without one."""
    cases = view.kids(i, "case", "mark")
    return view.tokens[cases[0]].lower if cases else ""


def negated(view: View, verb: int) -> bool:
    """Whether ``verb`` is denied by a word that hangs on it."""
    return any(view.tokens[c].lower in NEGATIONS for c in view.children(verb))


def modals(view: View, verb: int) -> set[str]:
    """The modal verbs of ``verb``, lower case."""
    return {view.tokens[c].lower for c in view.kids(verb, "aux")} & MODALS


def with_to(view: View, verb: int) -> bool:
    """Whether ``verb`` is an infinitive with *to*."""
    return any(view.tokens[c].lower == "to" for c in view.kids(verb, "mark", "aux"))


def conjuncts(view: View, i: int) -> list[int]:
    """Word ``i`` and the nouns coordinated with it."""
    return [i, *(c for c in view.kids(i, "conj") if is_noun(view.tokens[c]))]


def is_mark(token: Token) -> bool:
    """Whether a token is punctuation only."""
    return not any(ch.isalnum() for ch in token.text) and token.text not in {"%", "$", "€", "£"}


def trimmed(view: View, ids: Iterable[int], keep: frozenset[str] = frozenset()) -> list[int]:
    """``ids`` in order without punctuation at either end, save the signs in ``keep``."""
    out = sorted(set(ids))
    while out and is_mark(view.tokens[out[-1]]) and view.tokens[out[-1]].text not in keep:
        out.pop()
    while out and is_mark(view.tokens[out[0]]) and view.tokens[out[0]].text not in keep:
        out.pop(0)
    return out


def unbroken(ids: Iterable[int], around: int) -> list[int]:
    """The run of ``ids`` without a gap that holds ``around``."""
    known = set(ids) | {around}
    first = last = around
    while first - 1 in known:
        first -= 1
    while last + 1 in known:
        last += 1
    return list(range(first, last + 1))


def phrase(view: View, i: int) -> list[int]:
    """The words of the noun phrase headed by ``i``: titles and appositions in, its preposition out."""
    out = {x for x in view.subtree(i) if x == i or not _leads(view, x, i)}
    words = _closed(view, trimmed(view, unbroken(out, i)))
    return words[:-1] if len(words) > 1 and view.tokens[words[-1]].tag == "POS" else words


def _closed(view: View, words: list[int]) -> list[int]:
    """``words`` with the mark that closes a title they hold: the director of "Storm"."""
    marks = [view.tokens[x].text for x in words if view.tokens[x].text in _PAIRED]
    after = words[-1] + 1 if words else len(view.tokens)
    open_one = len(marks) == 1 and after < len(view.tokens)
    return [*words, after] if open_one and view.tokens[after].text == _PAIRED[marks[0]] else words


def _leads(view: View, x: int, head: int) -> bool:
    """Whether ``x`` is the preposition or conjunction that merely introduces the phrase of ``head``."""
    token = view.tokens[x]
    return token.head == head and x < head and token.dep in {"case", "mark", "cc"}
