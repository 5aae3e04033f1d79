"""Which verb of saying stands beside which: a cue set apart by a comma is not part of what was said."""

from __future__ import annotations

from dataclasses import replace

from core.nlp import clauses
from core.nlp.clauses import Subject
from core.nlp.statements_bounds import content_of, spans_of
from core.nlp.statements_scene import Candidate, Scene, set_apart
from core.nlp.view import View


def settle(scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """Give each candidate the subject of its host where it stands apart, then its exact content."""
    out: list[Candidate] = []
    for candidate in found:
        host = _left_host(scene.view, candidate, out)
        if host is not None:
            how = "ctrl" if scene.view.tokens[candidate.verb].tag == "VBG" else "conj"
            mine = set(scene.view.subtree(candidate.verb))
            host.content = [x for x in host.content if x not in mine or x in host.cue]
            candidate = replace(candidate, subject=Subject(host.subject.head, how))
        out.append(candidate)
    beside: dict[int, list[Candidate]] = {}
    for candidate in out:
        beside.setdefault(scene.view.tokens[candidate.verb].sent, []).append(candidate)
    for candidate in out:
        sentence = beside[scene.view.tokens[candidate.verb].sent]
        candidate.content = content_of(scene, candidate, sentence)
    return [c for c in out if spans_of(scene, c.content)]


def _left_host(view: View, one: Candidate, earlier: list[Candidate]) -> Candidate | None:
    """The earlier cue whose content swallowed ``one`` though a comma sets it apart from it.

    "Recalling that it was A, who was the initiator, and stressed that …": the second verb belongs beside
    the first, not into the relative clause.
    """
    if one.subject.how not in {"conj", "ctrl", "none", "rel", "acl"} or not set_apart(view, one.cue[0]):
        return None
    head = view.tokens[one.verb].head
    for other in reversed(earlier):
        if view.tokens[other.verb].sent != view.tokens[one.verb].sent:
            return None
        alone = other.subject.head is None and one.construction == other.construction == "ccomp"
        if one.verb in other.content and (alone or _no_clause_of_its_own(view, head, one)):
            return other
    return None


def _no_clause_of_its_own(view: View, head: int, one: Candidate) -> bool:
    """Whether the word that ``one`` hangs on can't be its subject's clause: noun, participle, relative."""
    if head < 0:
        return False
    above = view.tokens[head]
    if above.dep == "acl:relcl":
        return one.construction == "ccomp"
    if view.kids(head, *clauses.SUBJECTS):
        return False
    return above.tag != "VB" or view.tokens[one.verb].tag != "VB"
