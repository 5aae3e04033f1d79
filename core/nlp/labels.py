"""Dependency labels of UD and ClearNLP parsers made one: a tree in, the same tree with UD-like names out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

# ClearNLP (spaCy's en_core_web_*) and UD version 1 names that differ in name only.
RENAMED = {
    "ROOT": "root",
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "prt": "compound:prt",
    "oprd": "xcomp",
    "npadvmod": "obl:tmod",
    "nmod:tmod": "obl:tmod",
    "obl:npmod": "obl:tmod",
    "obl:unmarked": "obl:tmod",
    "nmod:agent": "obl:agent",
    "neg": "advmod",
    "quantmod": "advmod",
    "nn": "compound",
    "nummod:gov": "nummod",
    "number": "nummod",
    "mwe": "fixed",
    "name": "flat",
    "intj": "discourse",
    "meta": "dep",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "possessive": "case",
}
KEPT_SUBTYPES = frozenset(
    {
        "nsubj:pass",
        "csubj:pass",
        "aux:pass",
        "acl:relcl",
        "nmod:poss",
        "compound:prt",
        "obl:agent",
        "obl:tmod",
        "cc:preconj",
        "det:predet",
    }
)
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


@dataclass(slots=True)
class Node:
    """One word of a tree that is being renamed; ``head`` is -1 at a root."""

    lower: str
    tag: str
    pos: str
    dep: str
    head: int


def neutral(nodes: list[Node]) -> None:
    """Rename and re-hang ``nodes`` in place, so that rules see one kind of tree."""
    clear = any(n.dep in {"pobj", "dobj", "prep", "attr", "acomp", "nsubjpass", "pcomp"} for n in nodes)
    for node in nodes:
        node.dep = _renamed(node.dep)
    if clear:
        _prepositions(nodes)
        _copulas(nodes)
        _chains(nodes)
    _obliques(nodes)
    _without_circles(nodes)


def _without_circles(nodes: list[Node]) -> None:
    """Re-hanging a broken tree can close a circle; rules that climb must come to an end."""
    walked = [-1] * len(nodes)  # by which walk a word was reached first
    for i in range(len(nodes)):
        at = i
        while at >= 0 and walked[at] < 0:
            walked[at] = i
            at = nodes[at].head
        if at >= 0 and walked[at] == i:
            nodes[at].head, nodes[at].dep = -1, "root"


@cache
def _renamed(dep: str) -> str:
    dep = RENAMED.get(dep, dep)
    return dep if dep in KEPT_SUBTYPES else dep.split(":", 1)[0]


def _children(nodes: list[Node], i: int, wanted: Callable[[Node], bool]) -> list[int]:
    return [k for k, n in enumerate(nodes) if n.head == i and wanted(n)]


def _prepositions(nodes: list[Node]) -> None:
    """ClearNLP hangs the noun under the preposition; UD the preposition under the noun."""
    for i, node in enumerate(nodes):
        if node.dep not in {"prep", "agent", "dative"}:
            continue
        objects = _children(nodes, i, lambda n: n.dep in {"pobj", "pcomp"})
        if not objects:
            node.dep = "iobj" if node.dep == "dative" else "advmod"
            continue
        first = objects[0]
        role = node.dep
        clause = nodes[first].dep == "pcomp"
        nodes[first].head, node.head = node.head, first
        if clause:
            nodes[first].dep, node.dep = "advcl", "mark"
        else:
            nodes[first].dep, node.dep = "obl:agent" if role == "agent" else "obl", "case"
        for k in _children(nodes, i, lambda _: True):
            nodes[k].head = first


def _copulas(nodes: list[Node]) -> None:
    """ClearNLP makes *be* the head of what is said of the subject; UD makes it a leaf."""
    for i, node in enumerate(nodes):
        if node.dep not in {"attr", "acomp"}:
            continue
        verb = node.head
        if verb < 0 or nodes[verb].lower not in _BE:
            node.dep = "xcomp"
            continue
        node.head, node.dep = nodes[verb].head, nodes[verb].dep
        for k in _children(nodes, verb, lambda _: True):
            if k != i:
                nodes[k].head = i
        nodes[verb].head, nodes[verb].dep = i, "cop"


_BE = frozenset(
    ["be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m", "’s", "’re", "’m"]
)


def _chains(nodes: list[Node]) -> None:
    """ClearNLP hangs the third conjunct under the second; UD all of them under the first."""
    for node in nodes:
        seen = 0
        while node.dep == "conj" and node.head >= 0 and nodes[node.head].dep == "conj" and seen < len(nodes):
            node.head = nodes[node.head].head
            seen += 1


def _obliques(nodes: list[Node]) -> None:
    """A phrase with a preposition is ``obl`` under a verb, ``nmod`` under a noun."""
    passive = {n.head for n in nodes if n.dep in {"nsubj:pass", "aux:pass"}}
    by = {n.head for n in nodes if n.dep == "case" and n.lower == "by"}
    for i, node in enumerate(nodes):
        if node.dep not in {"obl", "nmod"} or node.head < 0:
            continue
        head = nodes[node.head]
        if i in by and (node.head in passive or head.tag == "VBN"):
            node.dep = "obl:agent"
        elif head.pos in {"VERB", "AUX"}:
            node.dep = "obl"
        elif head.pos in NOMINAL and node.dep == "obl" and not _is_predicate(nodes, node.head):
            node.dep = "nmod"


def _is_predicate(nodes: list[Node], i: int) -> bool:
    return any(n.head == i and n.dep == "cop" for n in nodes)
