"""The laws of merging one coder's work: nothing is lost, and where nothing clashes no order matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.actor import Actor
from core.domain.article import Assignment, Question, Recode, Status, WorkTime, pair_id
from core.domain.changes import Record
from core.domain.coding import Coding, Decision, Provenance
from core.domain.merging import Keep, Key, Merged, keyed, merged
from core.domain.merging_fields import merged_actor
from tests.build import a_coding

A, C = "article-1", "coder-1"
PAIR = pair_id(A, C)
SUGGESTIONS = ("s1", "s2", "s3")
Side = dict[Key, Record]


@st.composite
def sides(draw: st.DrawFn) -> Side:
    """What one coder may have on an article: each decision with its coding, one a suggestion."""
    found: list[Record] = []
    for number in draw(st.sets(st.integers(1, 4))):
        note = draw(st.sampled_from(("", "x", "y")))
        found.append(a_coding(id=f"own-{number}", article_id=A, note=f"{number}{note}"))
    for suggestion in SUGGESTIONS:
        verdict = draw(st.sampled_from((None, Provenance.CONFIRMED, Provenance.FIXED, Provenance.REJECTED)))
        if verdict is None:
            continue
        coding_id = "" if verdict is Provenance.REJECTED else f"of-{suggestion}-{draw(st.integers(1, 2))}"
        found.append(Decision(f"d-{suggestion}-{verdict}", suggestion, A, C, verdict, coding_id))
        if coding_id:
            note = draw(st.sampled_from(("", "z")))
            made = a_coding(id=coding_id, article_id=A, provenance=verdict, note=note)
            found.append(replace(made, suggestion_id=suggestion))
    if draw(st.booleans()):
        found.append(
            Question("q", A, C, draw(st.sampled_from(("Why?", "Who?"))), settled=draw(st.booleans()))
        )
    status = draw(st.sampled_from(Status))
    done = "2026-01-01" if status is Status.COMPLETE else ""
    refused = draw(st.sets(st.integers(0, 5), max_size=3))
    note = draw(st.sampled_from(("", "one", "two")))
    found.append(
        Assignment(PAIR, A, C, status, (), note, done, refused_repairs=tuple(sorted(refused)), round_id="r")
    )
    found.append(WorkTime(PAIR, A, C, draw(st.integers(0, 50))))
    return keyed(found)


def after(before: Side, found: Merged) -> Side:
    now = dict(before)
    for change in found.changes:
        assert now.get((change.kind, change.id)) == change.before
        now.pop((change.kind, change.id), None)
        if change.after is not None:
            now[change.kind, change.id] = change.after
    return now


def said(side: Side) -> Counter[str]:
    """The codings of a side, whatever their ids."""
    codings = (one for one in side.values() if isinstance(one, Coding))
    return Counter(repr(replace(one, id="", created_at="", updated_at="")) for one in codings)


def whole(side: Side) -> None:
    """Every decision has its coding and each suggestion one decision at most."""
    decisions = [one for one in side.values() if isinstance(one, Decision)]
    assert len({one.suggestion_id for one in decisions}) == len(decisions)
    for one in decisions:
        if one.coding_id:
            coding = side.get(("coding", one.coding_id))
            assert isinstance(coding, Coding)
            assert coding.suggestion_id == one.suggestion_id


def changed(base: Side, one: Side) -> set[str]:
    """What a side touched: codings by what they are about, the rest by kind."""
    keys = {key for key in base.keys() | one.keys() if base.get(key) != one.get(key)}
    return {_subject(key, base.get(key) or one.get(key)) for key in keys}


def _subject(key: Key, record: Record | None) -> str:
    suggestion = getattr(record, "suggestion_id", "")
    return str(suggestion) if suggestion else " ".join(key)


@given(sides(), sides())
def test_what_only_one_side_changed_is_taken_whole(base: Side, theirs: Side) -> None:
    found = merged(base, theirs, base)
    assert found.clashes == ()
    assert after(base, found) == theirs


@given(sides(), sides())
def test_what_the_package_left_alone_stays(base: Side, ours: Side) -> None:
    found = merged(base, base, ours)
    assert (found.changes, found.clashes) == ((), ())


@given(sides(), sides(), sides(), st.sampled_from(Keep))
def test_the_result_is_whole_and_a_second_time_changes_nothing(
    base: Side, theirs: Side, ours: Side, keep: Keep
) -> None:
    result = after(ours, merged(base, theirs, ours, keep))
    whole(result)
    again = merged(theirs, theirs, result, keep)
    assert (again.changes, again.clashes) == ((), ())


@given(sides(), sides(), sides())
def test_nothing_that_either_side_says_is_lost(base: Side, theirs: Side, ours: Side) -> None:
    result = after(ours, merged(base, theirs, ours))
    kept = said(result)
    for side, other in ((theirs, ours), (ours, theirs)):
        for key, one in side.items():
            if isinstance(one, Coding) and one != base.get(key):
                assert kept[next(iter(said({key: one})))] >= 1
            # What both left alone stays; what only the other removed goes.
            elif isinstance(one, Coding) and other.get(key) == one:
                assert result.get(key) == one
    asked = {one.coding_id for one in result.values() if isinstance(one, Recode)}
    assert asked <= {key[1] for key in result if key[0] == "coding"}


@given(sides(), sides(), sides())
def test_where_nothing_clashes_no_order_matters(base: Side, one: Side, other: Side) -> None:
    here, there = changed(base, one), changed(base, other)
    both = {subject for subject in here & there if not subject.startswith("work_time")}
    if both:  # keep of the other what the one did not touch
        other = {k: v for k, v in other.items() if _subject(k, v) not in both} | {
            k: v for k, v in base.items() if _subject(k, v) in both
        }
    first = after(one, merged(base, other, one))
    second = after(other, merged(base, one, other))
    assert merged(base, other, one).clashes == ()
    assert first == second


@given(sides(), st.integers(0, 9), st.integers(0, 9))
def test_seconds_of_two_computers_add_up(base: Side, here: int, there: int) -> None:
    spent = base["work_time", PAIR]
    assert isinstance(spent, WorkTime)
    one = base | {("work_time", PAIR): replace(spent, seconds=spent.seconds + here)}
    other = base | {("work_time", PAIR): replace(spent, seconds=spent.seconds + there)}
    time = after(one, merged(base, other, one))["work_time", PAIR]
    assert isinstance(time, WorkTime)
    assert time.seconds == spent.seconds + here + there


def _decided(verdict: Provenance | None, who: str) -> Side:
    """One suggestion decided on by one side, or not at all."""
    if verdict is None:
        return {}
    if verdict is Provenance.REJECTED:
        return keyed([Decision(f"d-{who}", "s", A, C, verdict)])
    made = replace(a_coding(id=who, article_id=A, note=who, provenance=verdict), suggestion_id="s")
    return keyed([made, Decision(f"d-{who}", "s", A, C, verdict, who)])


CLASHES = [
    (None, Provenance.FIXED, Provenance.FIXED),
    (None, Provenance.FIXED, Provenance.REJECTED),
    (None, Provenance.REJECTED, Provenance.FIXED),
    (Provenance.REJECTED, Provenance.FIXED, None),
]


@pytest.mark.parametrize(("was", "there", "here"), CLASHES)
def test_a_suggestion_decided_both_ways_goes_the_way_that_is_told(
    was: Provenance | None, there: Provenance | None, here: Provenance | None
) -> None:
    base, theirs, ours = _decided(was, "base"), _decided(there, "theirs"), _decided(here, "ours")
    found = {keep: merged(base, theirs, ours, keep) for keep in Keep}
    assert [len(one.clashes) for one in found.values()] == [1, 1, 1]
    assert after(ours, found[Keep.PROJECT]) == ours
    assert found[Keep.PROJECT].new == 0
    assert after(ours, found[Keep.PACKAGE]) == theirs
    both = after(ours, found[Keep.BOTH])
    assert said(both) == said(theirs) + said(ours)
    (asked,) = (one.coding_id for one in both.values() if isinstance(one, Recode))
    assert ("coding", asked) in both


def test_done_in_one_copy_only_is_not_done() -> None:
    base = Assignment(PAIR, A, C, round_id="r")
    done = replace(base, status=Status.COMPLETE, completed_at="2026-01-01")
    begun = replace(base, status=Status.IN_PROGRESS)
    result = after(keyed([done]), merged(keyed([base]), keyed([begun]), keyed([done])))
    assert result["assignment", PAIR] == begun


def test_what_the_supervisor_answered_and_planned_stays() -> None:
    question, work = Question("q", A, C, "Who?"), Assignment(PAIR, A, C, round_id="r")
    ours = keyed([replace(question, answer="Both.", settled=True), replace(work, paused=True)])
    theirs = keyed([replace(question, text="Who is it?"), replace(work, note="x")])
    result = after(ours, merged(keyed([question, work]), theirs, ours))
    assert result["question", "q"] == Question("q", A, C, "Who is it?", answer="Both.", settled=True)
    assert result["assignment", PAIR] == Assignment(PAIR, A, C, note="x", round_id="r", paused=True)


names = st.lists(st.sampled_from("abcdef"), unique=True, max_size=4)


@given(names, names, names)
def test_an_actor_keeps_all_names_but_those_taken_away(
    base: Iterable[str], theirs: Iterable[str], ours: Iterable[str]
) -> None:
    was, there, here = (Actor("a", "A", aliases=tuple(side)) for side in (base, theirs, ours))
    both = set(merged_actor(was, there, here).aliases)
    gone = (set(was.aliases) - set(there.aliases)) | (set(was.aliases) - set(here.aliases))
    assert both == (set(there.aliases) | set(here.aliases)) - gone
