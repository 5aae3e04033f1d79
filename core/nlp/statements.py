"""Suggestions of who said what to whom, each with its reason and its confidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.domain.coding import Layer, SlotFill, Suggestion, with_value
from core.domain.text import Span, merged
from core.nlp import clauses, scorer
from core.nlp.covers import Covers
from core.nlp.cues import cues
from core.nlp.ids import suggestion_id, text_hash
from core.nlp.mentions_value import Mention
from core.nlp.people import People
from core.nlp.statements_bounds import spans_of
from core.nlp.statements_found import candidates
from core.nlp.statements_quotes import continue_quotations
from core.nlp.statements_scene import Candidate, Scene
from core.nlp.statements_settle import settle
from core.nlp.statements_who import Speaker, addressee_of, carried_over, readout_parties, speaker_of
from core.nlp.view import View

LEAST = 0.3  # suggestions less sure than this are not made; the window shows those above its own threshold
DEFAULT = 0.5  # suggestions at least this sure are shown at first
_CARRIED = 0.8
# How sure a statement inside another must be but for its place.
_ELSEWHERE = {"ccomp": 0.3, "infinitive": 0.3, "np": 0.6}
_OFFERED = 0.12  # least confidence of what is offered though it is hidden at first
_OPENING = frozenset({"that", "to", "for", "about", "against"})
_NEAR_ONES = 3  # statements before one in which it may be told
_OUTLET_VERBS = frozenset({"report", "write", "publish", "say", "quote", "cite", "according to"})
_OUTLETS = frozenset({"newspaper", "broadcaster", "magazine", "outlet", "tabloid"})
_KINDS = {"noun": "noun", "adjective": "adjective"}
_HOW = {
    "fronted": "after the words said",
    "quote": "beside a quotation",
    "infinitive": "with a to-infinitive",
    "np": "with what is spoken of as its object",
    "pp": "with a phrase that says what it is about",
    "as": "in an aside with 'as'",
    "noun": "with what it is about",
    "adjective": "with what it is about",
    "according": "names the source",
}


def find(view: View, mentions: Iterable[Mention]) -> tuple[Suggestion, ...]:
    """The statements of an article, in the order of their cues."""
    scene = Scene(view, cues())
    people = People(view, mentions)
    settled = settle(scene, candidates(scene))
    continue_quotations(scene, settled)
    parties = readout_parties(people)
    sha = text_hash(view.text)
    heard: list[Heard] = []
    out: list[Suggestion] = []
    for one in settled:
        speaker = speaker_of(scene, people, one)
        if not speaker.spans:
            speaker = carried_over(scene, people, one, _before(scene, one, heard))
        one.p = scorer.score(scene, one) * (_CARRIED if speaker.carried else 1)
        if _told_inside(scene, one, heard) or _is_owned(one, heard):
            one.p = max(one.p, LEAST)
        if one.p < LEAST or not _may_speak(scene, one, speaker):
            continue
        heard.append((one, speaker))
        out.append(_suggestion(scene, sha, one, speaker, addressee_of(scene, people, one, speaker, parties)))
    return _nested(out)


Heard = tuple[Candidate, Speaker]


def _told_inside(scene: Scene, one: Candidate, heard: Sequence[Heard]) -> bool:
    """Whether somebody is told to have said something, clause and subject and all.

    The coders whom the weights were fitted on did not mark such statements; here they are made, hidden
    at first.
    """
    told = one.construction in {"ccomp", "infinitive", "np"} and one.subject.how == "own"
    listed = bool(scene.cues.classes.get(one.lemma))
    outer = scene.view.tokens[one.verb].head
    inside = told and listed and any(o.verb == outer for o in _around(one, heard))
    return inside and scorer.score(scene, one, scorer.outside()) >= _ELSEWHERE[one.construction]


def _around(one: Candidate, heard: Sequence[Heard]) -> list[Candidate]:
    """The statements in whose content the cue of ``one`` stands."""
    near = heard[-_NEAR_ONES:]
    return [o for o, _ in near if one.verb in o.content and o.construction not in {"np", "pp", "noun"}]


def _is_owned(one: Candidate, heard: Sequence[Heard]) -> bool:
    """Whether a noun for a cue has an owner ("N's claim that …"): offered, hidden at first."""
    owned = one.construction == "noun" and one.link in _OPENING and one.subject.head is not None
    return owned and one.p >= _OFFERED and not _around(one, heard)


def _before(scene: Scene, one: Candidate, heard: Sequence[Heard]) -> list[Heard]:
    """The statements of the paragraph so far that are not told inside another one."""
    para = scene.view.tokens[one.verb].para
    same: list[Heard] = []
    for pair in reversed(heard):
        if scene.view.tokens[pair[0].verb].para != para:
            break
        same.insert(0, pair)
    return [h for h in same if not any(h[0].verb in o.content for o, _ in same if o is not h[0])]


def _may_speak(scene: Scene, one: Candidate, speaker: Speaker) -> bool:
    """Not the author (I, we outside quotation marks) and not the outlet that prints the report."""
    words = speaker.words.lower().split()
    if one.subject.head is not None and scene.view.tokens[one.subject.head].lower in {"i", "we"}:
        return False
    return not (one.lemma in _OUTLET_VERBS and _is_outlet(scene, words))


def _is_outlet(scene: Scene, words: Sequence[str]) -> bool:
    """Whether a short name ends like that of a newspaper or agency: "Azernews", "The New York Times"."""
    if not words or len(words) > 5:
        return False
    last = words[-1].strip(".")
    if _OUTLETS & set(words) or list(words[-2:]) == ["news", "agency"]:
        return True
    return last in scene.cues.media or any(last.endswith(m) for m in scene.cues.media if len(m) > 3)


def _suggestion(
    scene: Scene, sha: str, one: Candidate, speaker: Speaker, addressee: SlotFill | None
) -> Suggestion:
    spans = merged(spans_of(scene, one.content))
    cue = scene.view.span(one.cue)
    fills = [speaker.fill(), SlotFill("cue", scene.view.runs(one.cue)), addressee]
    variables = with_value((), "directness", directness(scene, spans))
    if _is_anonymous(scene, one, speaker):
        variables = with_value(variables, "anonymous", "yes")
    return Suggestion(
        id=suggestion_id(sha, Layer.STATEMENT, "statement", spans, f"{cue.start}-{cue.end}", "statement"),
        layer=Layer.STATEMENT,
        category="statement",
        spans=spans,
        slots=tuple(f for f in fills if f is not None),
        variables=variables,
        confidence=round(one.p, 3),
        rule=f"statement.{one.construction}{'.carried' if speaker.carried else ''}",
        reason=_reason(scene, one, speaker),
        evidence=merged([cue, *speaker.spans]),
    )


def directness(scene: Scene, spans: Sequence[Span]) -> str:
    """``direct`` when every word stands in quotation marks, ``mixed`` when some do, else ``indirect``."""
    touching = [(span, scene.quotes_at(span.start, span.end)) for span in spans]
    if all(any(quote.covers(span) for quote in quotes) for span, quotes in touching):
        return "direct"
    return "mixed" if any(quotes for _, quotes in touching) else "indirect"


def _is_anonymous(scene: Scene, one: Candidate, speaker: Speaker) -> bool:
    """Whether the speaker is kept unnamed: "a senior official", "sources close to the talks"."""
    head = one.subject.head
    if head is None or speaker.actors or speaker.carried:
        return False
    token = scene.view.tokens[head]
    named = any(scene.view.tokens[x].pos == "PROPN" for x in clauses.phrase(scene.view, head))
    return not named and (token.lemma in scene.cues.anonymous or token.lower in scene.cues.anonymous)


def _reason(scene: Scene, one: Candidate, speaker: Speaker) -> str:
    """Why this was suggested, in words."""
    view = scene.view
    cue = view.span(one.cue).of(view.text)
    kind = "says-verb" if scene.cues.says(one.lemma) else _KINDS.get(one.construction, "verb")
    if one.construction == "according":
        return f"'{cue}' names the source '{speaker.words}'"
    how = _HOW.get(one.construction, "with a clause")
    if one.construction == "ccomp" and view.tokens[one.content[0]].lower == "that":
        how = "with a that-clause"
    return f"{kind} '{cue}' {how}; {_who(one, speaker)}"


def _who(one: Candidate, speaker: Speaker) -> str:
    if speaker.carried:
        return f"no subject: speaker carried over from the sentence before ('{speaker.words}')"
    if not speaker.words:
        return "no speaker named"
    if one.subject.head is None:
        return f"'{speaker.words}' named at the head of the sentence"
    if one.subject.how in {"conj", "ctrl"}:
        return f"subject '{speaker.words}' shared with an earlier verb"
    return f"{'by' if one.subject.how == 'agent' else 'subject'} '{speaker.words}'"


def _nested(found: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Link each statement to the smallest one whose content holds its cue."""
    contents = contents_of(found)
    out: list[Suggestion] = []
    for one in found:
        cue = next(f.spans[0] for f in one.slots if f.slot == "cue")
        out.append(replace(one, inside=contents.smallest(cue) or ""))
    return tuple(out)


def contents_of(found: Iterable[Suggestion]) -> Covers[str]:
    """The ids of statements by the words said in them."""
    return Covers((span, s.id) for s in found for span in s.spans)
