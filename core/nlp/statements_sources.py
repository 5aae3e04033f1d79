"""Sources named by a phrase: according to N, as per N, in the words of N, in N's view."""

from __future__ import annotations

from core.nlp import clauses
from core.nlp.clauses import Subject
from core.nlp.people import STANDS_FOR
from core.nlp.statements_scene import Candidate, Scene
from core.nlp.view import Token, View


def by_preposition(scene: Scene, i: int) -> list[Candidate]:
    """According to N, as per N, in the words of N, in N's view: N speaks, the rest of the clause is said."""
    view = scene.view
    found = _source_phrase(view, i)
    if found is None:
        return []
    source, cue = found
    speaker = _named(view, source, i)
    speaker = [x for x in speaker if x not in cue and (x > cue[0] or x < cue[-1])] or [source]
    host = _outside(view, source, {*cue, *speaker})
    used = {*range(min(cue[0], speaker[0]), max(cue[-1], speaker[-1]) + 1)}
    content = [x for x in view.subtree(host) if x not in used] if host >= 0 else []
    content = _without_hinges(view, content or _rest_of_sentence(view, i, used), used)
    if not content:
        return []
    return [Candidate(i, "according to", "according", cue, Subject(source, "own"), content, 0.9, speaker)]


def _named(view: View, source: int, cue: int) -> list[int]:
    """The words of the source; up to the first comma where the parser hung the whole sentence on it."""
    words = clauses.phrase(view, source)
    last = view.sents[view.tokens[cue].sent][1]
    if words and words[-1] >= last - 2 and cue < source:
        commas = [x for x in words if x > source and view.tokens[x].text == ","]
        return [x for x in words if not commas or x < commas[0]]
    return words


def _without_hinges(view: View, content: list[int], used: set[int]) -> list[int]:
    """``content`` without the commas that set the source apart in the middle of it."""
    return [x for x in content if view.tokens[x].text != "," or not {x - 1, x + 1} & used]


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


_ARGUMENTS = frozenset({"obj", "obl", "nmod", "nsubj", "nsubj:pass", "xcomp", "conj", "appos"})
_PROPOSALS = frozenset({"suggestion", "proposal", "request", "initiative", "invitation", "demand"})


def _as_per(view: View, i: int) -> tuple[int, list[int]] | None:
    """As per N's statement; in "as per the suggestion of N" it is N who speaks."""
    found = _noun_after(view, i, [i - 1, i])
    if found is None:
        return None
    owners = [c for c in view.kids(found[0], "nmod") if clauses.preposition(view, c) == "of"]
    if view.tokens[found[0]].lemma in _PROPOSALS and owners:
        return owners[0], list(range(i - 1, found[0] + 1))
    head = view.tokens[found[0]]
    return found if head.pos == "PROPN" or head.ent or head.lemma in STANDS_FOR else None


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
    """The head of the noun phrase that begins after word ``i``, up to the next comma."""
    tokens = view.tokens
    end = i + 1
    while end < len(tokens) and tokens[end].sent == tokens[i].sent and not _parts(tokens[end]):
        end += 1
    nouns = [t for t in tokens[i + 1 : end] if clauses.is_noun(t)]
    heads = [t.i for t in nouns if not (i < t.head < end and clauses.is_noun(tokens[t.head]))]
    return (heads[0], cue) if heads else None


def _parts(token: Token) -> bool:
    """Whether a mark ends a noun phrase; the apostrophe of a genitive does not."""
    return clauses.is_mark(token) and token.tag != "POS"


def _outside(view: View, source: int, used: set[int]) -> int:
    """The word on which the source phrase hangs."""
    head = view.tokens[source].head
    while head >= 0 and (head in used or _is_part(view, head)):
        head = view.tokens[head].head
    return head


def _is_part(view: View, i: int) -> bool:
    """Whether a word is only an argument of a clause: the whole clause is what the source says."""
    token = view.tokens[i]
    return token.head >= 0 and token.dep in {
        "obj",
        "obl",
        "nmod",
        "nsubj",
        "nsubj:pass",
        "xcomp",
        "conj",
        "appos",
    }


def _rest_of_sentence(view: View, i: int, used: set[int]) -> list[int]:
    first, last = view.sents[view.tokens[i].sent]
    return [x for x in range(first, last) if x not in used]
