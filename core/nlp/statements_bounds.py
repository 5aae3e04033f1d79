"""The exact words of a content: what a coder would mark, whatever the parser hung where."""

from __future__ import annotations

from core.domain.text import Span
from core.nlp import clauses
from core.nlp.quotations import QUOTE_MARKS
from core.nlp.statements_nouns import hanging_on_verb, quotation_after, without_asides
from core.nlp.statements_scene import HEARER_IS_OBJECT, Candidate, Scene, set_apart
from core.nlp.view import View

_LONGEST_GAP = 6  # words of a subject that the parser left outside its clause
_LONGEST_QUOTATION = 2500  # a mark that finds its partner only after this many code points is a lost one


def content_of(scene: Scene, one: Candidate, all_found: list[Candidate]) -> list[int]:
    """The words said in ``one``, in order; ``all_found``: the candidates beside it."""
    view = scene.view
    taken = {*one.cue, *one.speaker} | _speaker_words(view, one)
    ids = {x for x in one.content if x not in taken}
    if not ids:
        return []
    if one.construction == "np":
        ids = without_asides(view, ids, one)
        ids |= hanging_on_verb(view, one, max(ids))
        ids |= quotation_after(scene, max(ids))
    if one.construction in {"ccomp", "np", "infinitive", "pp"}:
        ids = _closed_up(ids, taken, all_found, one)
        ids |= _second_that(view, ids, all_found)
    if one.construction == "ccomp":
        ids = _clause_edges(scene, ids, one)
    ids = _before_next(view, ids, one, all_found)
    ids = {x for x in ids if x not in taken}
    return clauses.trimmed(view, ids, QUOTE_MARKS)


def _clause_edges(scene: Scene, ids: set[int], one: Candidate) -> set[int]:
    """Begin a that-clause at its "that", end it before the speaker's next act, not before the clause does."""
    view = scene.view
    if max(one.content) < one.verb or _is_quoted_before(scene, ids, one):
        return {x for x in ids if x < one.verb or scene.in_quotes(x)} | _aside_host(view, one)
    ids |= _aside_host(view, one)
    marks = [
        m
        for c in view.kids(one.verb, "ccomp")
        for m in view.kids(c, "mark")
        if view.tokens[m].lower == "that"
    ]
    marks = marks or _after_hearer(view, ids, one)
    if marks and marks[0] > one.verb:
        ids = {x for x in ids if x >= marks[0]}
    ids |= _subject_left_out(view, ids, one)
    for x in sorted(ids):
        if x > one.verb and _next_act(scene, x, one):
            return {y for y in ids if y < x}
    last = max(ids, default=one.verb)
    return ids | _rest_of_clause(scene, last) if last > one.verb else ids


def _subject_left_out(view: View, ids: set[int], one: Candidate) -> set[int]:
    """The noun phrase between the cue and a clause that begins with its verb: "insists her book is …"."""
    after = {x for x in ids if x > one.cue[-1]}
    gap = range(one.cue[-1] + 1, min(after, default=0))
    if not gap or len(gap) > _LONGEST_GAP or one.lemma in HEARER_IS_OBJECT:
        return set()
    first = view.tokens[min(after)]
    nominal = all(view.tokens[x].pos in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"} for x in gap)
    return set(gap) if nominal and (first.pos == "AUX" or clauses.is_verb(first)) else set()


def _after_hearer(view: View, ids: set[int], one: Candidate) -> list[int]:
    """The "that" after the hearer of "told visiting Chancellor N on Tuesday that …", wherever it hangs."""
    if one.lemma not in HEARER_IS_OBJECT:
        return []
    for x in sorted(ids):
        token = view.tokens[x]
        if x > one.verb and token.dep in {"nsubj", "nsubj:pass"}:
            return []
        if x > one.verb and token.lower == "that" and token.dep == "mark":
            return [x]
    return []


def _is_quoted_before(scene: Scene, ids: set[int], one: Candidate) -> bool:
    """Whether what was said comes first and in quotation marks: plain words after the cue are not said."""
    return min(ids) < one.verb and all(scene.in_quotes(x) for x in clauses.trimmed(scene.view, ids)[:3])


def _aside_host(view: View, one: Candidate) -> set[int]:
    """The words before an aside: in "If it fails, he argues, there are others" they are said as well."""
    start = min([one.cue[0], *_speaker_words(view, one)])
    stop = max([one.cue[-1], *_speaker_words(view, one)]) + 1
    first, last = view.sents[view.tokens[one.verb].sent]
    tokens = view.tokens
    enclosed = start - 1 > first and stop < last and tokens[start - 1].text == tokens[stop].text == ","
    return set(range(first, start)) if enclosed and tokens[start].dep != "cc" else set()


def _next_act(scene: Scene, x: int, one: Candidate) -> bool:
    """Whether ", and he urged …" begins at word ``x``: outside quotation marks the speaker acts again."""
    view, tokens = scene.view, scene.view.tokens
    if tokens[x].lower not in {"he", "she", "they"} or tokens[x].head < 0 or x < 2 or scene.in_quotes(x):
        return False
    apart = tokens[x - 1].dep == "cc" and tokens[x - 2].text == ","
    verb = tokens[x].head
    opened = min(one.content) > 0 and tokens[min(one.content)].lower == "that"
    return (
        apart
        and tokens[verb].dep == "conj"
        and not (opened and not _is_cue(scene, verb))
        and verb in view.subtree(verb)
    )


def _is_cue(scene: Scene, verb: int) -> bool:
    return scene.cues.knows(scene.cues.verb_of(scene.view.tokens[verb]))


def _rest_of_clause(scene: Scene, last: int) -> set[int]:
    """The words up to the next comma or stop that the parser cut off in the middle of a clause."""
    tokens = scene.view.tokens
    end = scene.view.sents[tokens[last].sent][1]
    out: set[int] = set()
    for x in range(last + 1, end):
        if clauses.is_mark(tokens[x]) or (x == last + 1 and tokens[x].dep == "cc"):
            break
        out.add(x)
    return out


def _before_next(view: View, ids: set[int], one: Candidate, found: list[Candidate]) -> set[int]:
    """The content ends where the same speaker's next verb begins: ", and stressed …", ", noting …"."""
    for other in found:
        shares = other.subject.how in {"conj", "ctrl"} and other.subject.head == one.subject.head
        within = one.verb < other.verb and min(ids) < other.verb < max(ids)
        if shares and within and set_apart(view, other.cue[0]):
            return {x for x in ids if x < other.cue[0] and not _joins(view, x, other.cue[0])}
    return ids


def _joins(view: View, x: int, cue: int) -> bool:
    """Whether ``x`` is the conjunction right before ``cue``."""
    return x == cue - 1 and view.tokens[x].dep == "cc"


def _speaker_words(view: View, one: Candidate) -> set[int]:
    """The words of the subject, unless a relative clause makes the cue part of them."""
    if one.speaker:
        return set(one.speaker)
    if one.subject.head is None or one.subject.how in {"rel", "acl"}:
        return set()
    words = set(clauses.phrase(view, one.subject.head))
    return set() if one.verb in words else words


def _closed_up(ids: set[int], taken: set[int], found: list[Candidate], one: Candidate) -> set[int]:
    """Close gaps that the parser left, but keep other cues that were set apart outside."""
    first, last = min(ids), max(ids)
    barred = taken | {x for c in found if c is not one and c.verb not in ids for x in (*c.cue, *c.content)}
    return {x for x in range(first, last + 1) if x in ids or x not in barred}


def _second_that(view: View, ids: set[int], found: list[Candidate]) -> set[int]:
    """A further clause "and that …" goes with the first, wherever the parser hung it."""
    if view.tokens[min(ids)].lower != "that":
        return set()
    out: set[int] = set()
    last = max(ids)
    while True:
        start = _that_after(view, last)
        if start is None:
            return out
        end = _clause_end(view, start, found)
        out |= set(range(last + 1, end + 1))
        last = end


def _that_after(view: View, last: int) -> int | None:
    """The "that" which follows ``last`` after a conjunction."""
    tokens = view.tokens
    at = last + 1
    while at < len(tokens) and (tokens[at].text == "," or tokens[at].dep == "cc"):
        at += 1
    joined = at > last + 1 and tokens[at - 1].dep == "cc"
    same = at < len(tokens) and tokens[at].sent == tokens[last].sent
    return at if joined and same and tokens[at].lower == "that" and tokens[at].dep == "mark" else None


def _clause_end(view: View, that: int, found: list[Candidate]) -> int:
    """The last word of the clause that "that" opens."""
    head = view.tokens[that].head
    cues = [c.cue[0] for c in found if c.cue[0] > head]
    stop = min([*cues, view.sents[view.tokens[that].sent][1]])
    inside = [x for x in view.subtree(head) if that <= x < stop]
    return clauses.trimmed(view, inside)[-1] if inside else that


def spans_of(scene: Scene, ids: list[int]) -> tuple[Span, ...]:
    """The fragments of a content; one that touches a quotation is drawn out to its marks."""
    runs = [r for r in scene.view.runs(ids) if any(ch.isalnum() for ch in r.of(scene.view.text))]
    return tuple(_to_marks(scene, run) for run in runs)


def _to_marks(scene: Scene, run: Span) -> Span:
    """Draw ``run`` out to the marks of the quotation it lies in or runs into."""
    for quote in scene.quotes_at(run.start, run.end):
        if len(quote) > _LONGEST_QUOTATION:
            continue
        start, end = run.start, run.end
        if quote.start < start and quote.end >= end:
            start = quote.start
        if quote.start >= start and quote.end > end:
            end = quote.end
        run = Span(start, end)
    return run
