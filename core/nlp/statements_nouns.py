"""Noun contents ("praised the envoy for …"): what still belongs to them, and what does not."""

from __future__ import annotations

from core.nlp import clauses
from core.nlp.statements_scene import Candidate, Scene
from core.nlp.view import View

# Prepositions whose phrase after a noun content still says what is spoken of ("praised the envoy for …").
_TOPICAL = frozenset(
    {
        "on",
        "for",
        "about",
        "of",
        "regarding",
        "concerning",
        "over",
        "between",
        "towards",
        "toward",
        "as",
        "in",
        "into",
        "against",
    }
)
_OCCASION = frozenset(
    {
        *(
            "interview",
            "statement",
            "speech",
            "meeting",
            "conference",
            "press",
            "call",
            "conversation",
            "briefing",
        ),
        *("letter", "tweet", "post", "address", "remarks", "rally", "talks", "visit", "monday", "tuesday"),
        *("wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"),
    }
)


def without_asides(view: View, ids: set[int], one: Candidate) -> set[int]:
    """A noun content without the relative clause that a comma sets off (", who is 70")."""
    for x in sorted(ids):
        token = view.tokens[x]
        relative = token.dep == "acl:relcl" and x in ids
        if relative:
            words = view.subtree(x)
            if words[0] - 1 in ids and view.tokens[words[0] - 1].text == "," and words[0] > min(ids):
                ids = {y for y in ids if y not in words} | {one.content[0]} & ids
    return ids


def quotation_after(scene: Scene, last: int) -> set[int]:
    """A quotation that follows at once, with or without "as": called the plan "a mistake"."""
    view = scene.view
    start = last + 1
    if start < len(view.tokens) and view.tokens[start].lower in {"as", "for"}:
        start += 1
    if start >= len(view.tokens):
        return set()
    for quote in scene.quotes_at(view.tokens[start].start, view.tokens[start].end):
        if quote.start == view.tokens[start].start and view.tokens[start].sent == view.tokens[last].sent:
            return set(range(last + 1, max(view.within(quote), default=last) + 1))
    return set()


def hanging_on_verb(view: View, one: Candidate, last: int) -> set[int]:
    """Phrases right after a noun content that the parser hung on the verb: "on …", "for …", "reached …"."""
    out: set[int] = set()
    for c in view.children(one.verb):
        words = view.subtree(c)
        if words[0] == last + 1 and not clauses.is_mark(view.tokens[words[0]]) and _continues(view, c):
            out |= {x for x in words if x >= last}
            last = words[-1]
    return out


def _continues(view: View, c: int) -> bool:
    token = view.tokens[c]
    if token.dep == "advcl":
        return token.tag in {"VBN", "VBG"} and not view.kids(c, "mark")
    if token.dep in {"xcomp", "ccomp", "acl"}:
        return True
    words = {view.tokens[x].lower for x in view.subtree(c)}
    return token.dep == "obl" and clauses.preposition(view, c) in _TOPICAL and not words & _OCCASION
