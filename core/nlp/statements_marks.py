"""Statements told by punctuation: words in quotation marks beside a cue, a colon, an aside with "as"."""

from __future__ import annotations

from core.domain.text import Span
from core.nlp import clauses
from core.nlp.clauses import Subject
from core.nlp.statements_scene import Candidate, Scene
from core.nlp.statements_strayed import head_of, name_up_to
from core.nlp.view import View

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_TOUCH = 3  # code points between a quotation and the word beside it
_ENDS_SAID = (",", "?", "!", "—", "…", ".", "-")
_LONGEST_ASIDE = 16


def by_marks(scene: Scene, verb: int, lemma: str) -> Candidate | None:
    """ "…," N said / "…," said N; then "as N said, …"; then "N said:" and a paragraph."""
    view = scene.view
    if not scene.cues.says(lemma) or view.tokens[verb].tag not in _FINITE:
        return None
    for rule in (_after_quotation, _before_quotation, _as_aside, _colon):
        found = rule(scene, verb, lemma)
        if found is not None:
            return found
    return None


def _made(
    scene: Scene, verb: int, lemma: str, kind: str, speaker: list[int], content: list[int]
) -> Candidate:
    view = scene.view
    inside = set(speaker)
    head = head_of(view, speaker)
    cue = [x for x in clauses.verb_group(view, verb) if x not in inside and x not in content]
    chance = scene.cues.chance(lemma, kind)
    return Candidate(verb, lemma, kind, cue, Subject(head, "own"), content, chance, speaker, sure=True)


# --- quotations beside the cue ------------------------------------------------------------------------------


def _after_quotation(scene: Scene, verb: int, lemma: str) -> Candidate | None:
    """A quotation that ends right before the speaker and the verb, or before the verb and the speaker."""
    view = scene.view
    quote = _ending_at(scene, verb)
    if quote is not None:
        speaker = _inverted_subject(view, verb)
    else:
        speaker = _speaker_before(scene, verb)
        quote = _ending_at(scene, speaker[0]) if speaker else None
    if quote is None or not speaker:
        return None
    content = _quoted(scene, quote, min(verb, speaker[0]))
    content = [x for x in [*content, *_going_on(scene, max(verb, speaker[-1]))] if x not in speaker]
    return _made(scene, verb, lemma, "quote", speaker, content) if content else None


def _before_quotation(scene: Scene, verb: int, lemma: str) -> Candidate | None:
    """ "… but added, "…": a comma or colon and a quotation come right after the verb."""
    view = scene.view
    content = _going_on(scene, verb)
    subject = clauses.subject_of(view, verb)
    if not content or view.kids(verb, "ccomp", "obj"):
        return None
    if subject.head is None:
        subject = borrowed(scene, verb)
    cue = [x for x in clauses.verb_group(view, verb) if x not in content]
    chance = scene.cues.chance(lemma, "quote")
    return Candidate(verb, lemma, "quote", cue, subject, content, chance, sure=True)


def borrowed(scene: Scene, verb: int) -> Subject:
    """The first subject of the sentence, for a verb that the parser left without one."""
    tokens = scene.view.tokens
    for t in tokens[scene.opening(verb) : verb]:
        if t.dep in {"nsubj", "nsubj:pass"} and t.tag not in {"WDT", "WP"} and not scene.in_quotes(t.i):
            return Subject(t.i, "conj")
    return Subject(None, "none")


def _ending_at(scene: Scene, word: int) -> Span | None:
    """The quotation that closes right before ``word`` with a comma or stop inside or after it."""
    view = scene.view
    start = view.tokens[word].start
    for quote in scene.quotes_at(max(0, start - _TOUCH - 1), start):
        between = view.text[quote.end : start] if quote.end <= start else "x"
        inner = quote.of(view.text).rstrip("\"”»’'")
        apart = between.strip() or inner.endswith(_ENDS_SAID)
        if apart and between.strip() in {"", ",", "—", "-"} and "\n" not in between:
            return quote
    return None


def _quoted(scene: Scene, quote: Span, end: int) -> list[int]:
    """The words of ``quote``, and those before it where it ends a clause that began outside the marks."""
    view = scene.view
    inside = [x for x in view.within(quote) if x < end]
    if not inside:
        return []
    first = view.sents[view.tokens[inside[0]].sent][0]
    before = list(range(first, inside[0]))
    plain = before and not any(view.tokens[x].text in {":", ",", ";"} for x in before[-1:])
    whole = plain and not any(scene.in_quotes(x) for x in before)
    return [*before, *inside] if whole else inside


def _going_on(scene: Scene, last: int) -> list[int]:
    """A further quotation right after the cue and a comma: "A," he said, "and B." """
    view, tokens = scene.view, scene.view.tokens
    if last + 2 >= len(tokens) or tokens[last + 1].text not in {",", ":"}:
        return []
    start = tokens[last + 2].start
    return next((view.within(q) for q in scene.quotes_at(start, start + 1) if q.start == start), [])


def _speaker_before(scene: Scene, verb: int) -> list[int]:
    """The speaker right before the verb and its auxiliaries, an apposition between commas put in."""
    view, tokens = scene.view, scene.view.tokens
    first = scene.opening(verb)
    end = verb
    while end > first and tokens[end - 1].pos in {"AUX", "ADV"}:
        end -= 1
    if end > first + 1 and tokens[end - 1].text == ",":
        opened = next((x for x in range(end - 2, max(first, end - 14), -1) if tokens[x].text == ","), first)
        name = name_up_to(view, first, opened)
        return [*name, *range(opened, end - 1)] if name and opened > first else []
    return name_up_to(view, first, end)


def _inverted_subject(view: View, verb: int) -> list[int]:
    """The speaker after the verb; not the subject of a clause of its own: "…, said he would retire"."""
    words = name_after(view, verb)
    after = view.tokens[words[-1] + 1] if words and words[-1] + 1 < len(view.tokens) else None
    clause = after is not None and (clauses.is_verb(after) or after.pos == "AUX")
    return [] if clause else words


def name_after(view: View, verb: int) -> list[int]:
    """The noun phrase right after the verb, up to a mark, a verb or a preposition other than "of"."""
    tokens = view.tokens
    end = verb + 1
    last = view.sents[tokens[verb].sent][1]
    while end < last and end - verb < 12 and _goes_on(view, end):
        end += 1
    words = list(range(verb + 1, end))
    if not any(clauses.is_noun(tokens[x]) for x in words):
        return []
    return [*words, *_appositions(view, end, last)]


def _appositions(view: View, start: int, last: int) -> list[int]:
    """The age and the office between commas after a name: ", 61, a retired nurse"."""
    tokens, out = view.tokens, list[int]()
    while start + 1 < last and tokens[start].text == "," and tokens[start + 1].pos in {"DET", "NUM"}:
        end = next((x for x in range(start + 1, last) if clauses.is_mark(tokens[x])), last)
        if any(clauses.is_verb(t) or t.pos == "AUX" for t in tokens[start + 1 : end]):
            break
        out += range(start, end)
        start = end
    return out


def _goes_on(view: View, x: int) -> bool:
    token = view.tokens[x]
    if token.lower in {"of", "for", "and"} or token.tag == "POS":
        return True
    time = token.dep in {"obl:tmod", "obl"} and token.lower.endswith("day")
    nominal = token.pos in {"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"} and not clauses.is_mark(token)
    return nominal and not time


# --- asides with "as" ---------------------------------------------------------------------------------------


def _as_aside(scene: Scene, verb: int, lemma: str) -> Candidate | None:
    """As N noted, …; …, as reported by N: the rest of the sentence is said."""
    view, tokens = scene.view, scene.view.tokens
    first, last = view.sents[tokens[verb].sent]
    opened = next(
        (x for x in range(verb - 1, max(first - 1, verb - _LONGEST_ASIDE), -1) if tokens[x].lower == "as"), -1
    )
    if opened < 0 or view.kids(verb, "ccomp", "obj", "xcomp"):
        return None
    end = next((x for x in range(verb + 1, last) if clauses.is_mark(tokens[x])), last)
    speaker = _in_aside(scene, opened, verb, end)
    left = opened == first or clauses.is_mark(tokens[opened - 1])
    rest = [*range(first, opened), *range(end + 1, last)]
    spoken = any(clauses.is_verb(tokens[x]) or tokens[x].pos == "AUX" for x in rest)
    if not speaker or not left or not spoken or end - opened > _LONGEST_ASIDE:
        return None
    return _made(scene, verb, lemma, "as", speaker, rest)


def _in_aside(scene: Scene, opened: int, verb: int, end: int) -> list[int]:
    """The speaker between "as" and the verb, or after "by"."""
    if verb + 1 < end and scene.view.tokens[verb + 1].lower == "by":
        return name_after(scene.view, verb + 1)
    speaker = _speaker_before(scene, verb)
    return speaker if speaker and speaker[0] == opened + 1 else []


# --- a colon ------------------------------------------------------------------------------------------------


def _colon(scene: Scene, verb: int, lemma: str) -> Candidate | None:
    """N said, and after a colon at the end of the line the next paragraph is what was said."""
    view, tokens = scene.view, scene.view.tokens
    last = view.sents[tokens[verb].sent][1]
    if tokens[last - 1].text != ":" or last >= len(tokens) or tokens[last].para == tokens[verb].para:
        return None
    subject = clauses.subject_of(view, verb)
    if subject.head is None or view.kids(verb, "ccomp") or last - verb > _LONGEST_ASIDE:
        return None
    content = [t.i for t in tokens[last : last + 400] if t.para == tokens[last].para]
    group = clauses.verb_group(view, verb)
    chance = scene.cues.chance(lemma, "colon")
    return Candidate(verb, lemma, "quote", group, subject, content, chance)
