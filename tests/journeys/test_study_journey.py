"""A whole study: 200 articles, six coders, three on packages and three at the server, and nothing is lost.

In its middle the codebook changes, a text is corrected, and somebody leaves. At every turn it is looked into
what each coder can lay hands on; at the end the project is compared with what the coders wrote down.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from core.app.commands.assigning import AssignArticles, MoveWork, moves
from core.app.commands.corpus import StoreAnalyses
from tests.core.app.team.desks import Desk
from tests.core.storage.conftest import cluster
from tests.journeys.study_coder import PARTS, SPLIT, Scripted
from tests.journeys.study_lab import AT_HOME, AT_THE_SERVER, CODERS, PASSWORD, SUPERVISOR, Lab, Study
from tests.journeys.study_proofs import Project, coders_of
from tests.journeys.study_stories import IN_A_TABLE, MANY, corrected, proposed, stories, write
from tests.journeys.study_watch import Watch, of_file, of_login

__all__ = ["cluster"]

SEED, PHRASE = 20240428, "amber quarry seven pears"
ADA, BEN, CLEO = AT_HOME
DAN, EVA, _ = AT_THE_SERVER


@pytest.fixture
def study(cluster: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    made = {one.hash: one for one in stories(SEED)}
    people = {name: Scripted(name, SEED, made) for name in CODERS}
    found = Study(Lab(tmp_path, cluster()), made, people)
    with ExitStack() as stack:
        monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "home"))
        yield found
        for desk in found.desks.values():
            stack.callback(desk.close)


def test_a_study_from_plan_to_hand_in(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.process_time()
    set_up(study)
    given = give_out(study)
    hand_out(study)
    sit_down(study, monkeypatch)
    code(study, dict.fromkeys(CODERS, 14))
    study.watch.look()
    given = one_leaves(study, given)
    code(study, {name: 6 for name in CODERS if name != CLEO})
    the_codebook_changes(study)
    given = a_text_is_corrected(study, given)
    study.watch.look()
    out_again(study)
    code(study, {name: MANY for name in CODERS if name != CLEO})
    study.watch.look()
    hand_in(study)
    close_up(study)
    prove(study, given)
    told = study.told | {"looks": study.watch.looks, "rows seen": study.watch.rows}
    print(json.dumps(told | {"seconds of this process": round(time.process_time() - began, 1)}))


def set_up(study: Study) -> None:
    """A file with the articles is made at home and brought to the server, where everybody gets a login."""
    lab, file = study.lab, study.lab.path("study.rapporteur")
    made = tuple(study.stories.values())
    write(made, lab.path("articles"))
    lab.run_alone("new", file, "--name", "Border study", "--coder", SUPERVISOR)
    pattern = ("--pattern", "{source}_{date:%Y-%m-%d}_{title}")
    columns = tuple(x for one in ("text=Body", "title=Headline", "source=Paper") for x in ("--map", one))
    again = lab.path("articles") / "once more.txt"
    again.write_text(made[IN_A_TABLE].text, encoding="utf-8")
    said = lab.run_alone("import", file, lab.path("articles"), *pattern, *columns, "--map", "published=Day")
    again.unlink()
    assert "once more.txt" in said
    assert f"{MANY} articles imported" in said, said
    assert "is whole" in lab.run("verify", file)
    lab.run("copy", file, lab.admin)
    login = ("--login", lab.login(SUPERVISOR))
    lab.run("server", "init", lab.admin, "--supervisor", SUPERVISOR, *login, lines=(PASSWORD,))
    for name in AT_THE_SERVER:
        lab.run("server", "add-coder", study.url, name, "--login", lab.login(name), lines=(PASSWORD,))
    for name in AT_HOME:
        lab.run("accounts", study.url, "add", name)
    with study.supervising() as workspace:
        project = study.project()
        found = (proposed(study.stories[one.sha256], one.id) for one in project.articles.values())
        workspace.execute(StoreAnalyses(tuple(found)))
    project.check_texts(made)
    assert sum(bool(one.group) for one in project.articles.values()) == 12  # six wire copies, six they copy


def give_out(study: Study) -> set[tuple[str, str]]:
    """The round is drawn; who is given which text."""
    wanted = ("--overlap", "20%", "--seed", 11, "--hidden", "10%", "--coders", ",".join(CODERS))
    dry = study.lab.run("assign", study.url, "--round", "Main", *wanted, "--dry-run")
    told = study.lab.run("assign", study.url, "--round", "Main", *wanted)
    assert dry.replace("Nothing was changed.", "Given out: Main.") == told
    project = study.project()
    study.watch = Watch(
        {name: project.ids[name] for name in CODERS},
        {name: one.mark for name, one in study.people.items()},
        {name: study.lab.address(name, PASSWORD) for name in AT_THE_SERVER},
    )
    who = coders_of(project.pairs())
    assert Counter(len(names) for names in who.values()) == {1: MANY * 4 // 5, 2: MANY // 5}
    assert {len(project.assignments(name)) for name in CODERS} == {MANY * 6 // 5 // 6}
    first, name = next((text, one) for text in who for one in AT_THE_SERVER if who[text] == {ADA, one})
    study.people[ADA].first = study.people[name].first = first  # for `a_text_is_corrected`
    return project.pairs()


def hand_out(study: Study) -> None:
    """A package each; Ada's has a passphrase, and she makes the file to work in of it herself."""
    sealed, mine = study.lab.path("sealed.rapporteur"), study.lab.path("ada.rapporteur")
    study.lab.run("handout", study.url, sealed, "--coder", ADA, "--passphrase", lines=(PHRASE,))
    assert b"Officials" not in sealed.read_bytes()
    study.lab.run("unpack", sealed, mine, lines=(PHRASE,))
    folder = study.lab.path("sticks")
    folder.mkdir()
    study.lab.run("handout", study.url, folder, "--coder", f"{BEN},{CLEO}")
    study.packages = {ADA: mine, **{name: next(folder.glob(f"*{name[:3]}*")) for name in (BEN, CLEO)}}
    study.watch.files |= {path: name for name, path in study.packages.items()}
    study.watch.look()


def sit_down(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those at the server open the project, each at a computer of their own."""
    for name in AT_THE_SERVER:
        home = study.lab.path(f"computer of {name}")
        monkeypatch.setenv("RAPPORTEUR_HOME", str(home))
        study.desks[name] = Desk.at(study.lab.address(name, PASSWORD))
        study.watch.homes[home] = name
    study.watch.look()


def code(study: Study, many: dict[str, int]) -> None:
    """Everybody codes so many articles more."""
    for name in [name for name in many if name in AT_HOME]:
        with study.at_home(name) as workspace:
            for article_id in study.people[name].waiting(workspace)[: many[name]]:
                study.people[name].code(workspace, article_id)
    for turn in range(max(many.values())):
        went = [take_a_turn(study, name) for name in AT_THE_SERVER]
        if not any(went):
            break
        if turn % 10 == 9:
            study.watch.look()
    for desk in study.desks.values():
        desk.settle()
        assert not desk.team.view.held


def take_a_turn(study: Study, name: str) -> bool:
    """Somebody at the server codes the next article; whether there was one."""
    desk, person = study.desks[name], study.people[name]
    waiting = person.waiting(desk.workspace)
    if waiting:
        person.code(desk.workspace, waiting[0])
        desk.team.pump()
    return bool(waiting)


def one_leaves(study: Study, given: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Cleo hands in what she has and leaves; what she had not begun goes to Ben and Dan, the rest to Eva."""
    file, cleo = study.packages[CLEO], study.people[CLEO]
    with study.at_home(CLEO) as workspace:
        cleo.code(workspace, cleo.waiting(workspace)[0], finish=False)
    report = take_in(study, file)
    study.watch.look()
    assert report["files"][0]["new"] == len(cleo.ledger.codings)
    project = study.project()
    project.check({CLEO: cleo.ledger})
    with study.supervising() as workspace:
        to = (project.ids[BEN], project.ids[DAN])
        found = moves(workspace.state, project.ids[CLEO], to)
        workspace.execute(MoveWork(project.ids[CLEO], to))
        (begun,) = found.begun
        (main,) = workspace.state.rounds()
        workspace.execute(AssignArticles(main.id, ((begun.article_id, project.ids[EVA]),)))
    study.lab.run("accounts", study.url, "deactivate", CLEO)
    assert "has left the project" in study.lab.run("handin", study.url, file, fails=True)
    moved = {(project.text_of[one.article_id], project.names[to]) for one, to in found.moved}
    gone = {(text, CLEO) for text, name in given if name == CLEO and text not in cleo.ledger.statuses}
    assert {text for text, _ in moved} == {text for text, _ in gone}
    now = given - gone | moved | {(project.text_of[begun.article_id], EVA)}
    assert study.project().pairs() == now
    alone = sum(text == project.text_of[begun.article_id] for text, _ in given) == 1
    study.told |= {"moved": len(moved), "given to one more": int(alone)}
    return now


def the_codebook_changes(study: Study) -> None:
    """A topic is split in two. Whoever is at the server sees it at once and goes through the list."""
    book = study.lab.path("book.json")
    study.lab.run("codebook", "export", study.url, book)
    told = json.loads(book.read_text("utf-8"))
    topics = next(one for one in told["layers"] if one["layer"] == "topic")["categories"]
    old = next(one for one in topics if one["code"] == SPLIT)
    topics += [old | {"code": code, "label": f"{old['label']}, part {code[-1]}"} for code in PARTS]
    old |= {"retired": True, "replaced_by": list(PARTS)}
    book.write_text(json.dumps(told), encoding="utf-8")
    there = [study.people[name].ledger for name in (CLEO, *AT_THE_SERVER)]
    many = [len(ledger.to_code_again()) for ledger in there]
    touched, coders = sum(many), sum(one > 0 for one in many)
    dry = study.lab.run("codebook", "import", study.url, book, "--dry-run")
    assert f"touches {touched} codings by {coders} coder" in dry
    assert "at version 2" in study.lab.run("codebook", "import", study.url, book, "--note", "too wide")
    study.told["to code again"] = touched
    study.watch.look()
    for name, desk in study.desks.items():
        person, state = study.people[name], desk.workspace.state
        wanted = person.ledger.to_code_again()
        desk.until(lambda state=state: state.codebook.version == 2)  # type: ignore[misc]
        desk.until(lambda state=state, wanted=wanted: {r.coding_id for r in state.recodes()} == wanted)  # type: ignore[misc]
        person.look_again(desk.workspace)
        desk.settle()
    project = study.project()
    project.check({name: study.people[name].ledger for name in (CLEO, *AT_THE_SERVER)})
    assert project.to_review(CLEO) == study.people[CLEO].ledger.to_code_again()
    assert not any(project.to_review(name) for name in AT_THE_SERVER)


def a_text_is_corrected(study: Study, given: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """A text that Ada has coded in her package and somebody at the server; the one's work goes along, hers
    will when it comes back."""
    old = study.stories[study.people[ADA].first]
    name = next(name for name in AT_THE_SERVER if study.people[name].first == old.hash)
    new = corrected(old, "Haparanda")
    file = study.lab.path("better.txt")
    file.write_text(new.text, encoding="utf-8")
    (article,) = [one.id for one in study.project().articles.values() if one.sha256 == old.hash]
    person, desk = study.people[name], study.desks[name]
    many = sum(one.text == old.hash for one in person.ledger.codings.values())
    review = person.ledger.follow(old, new)
    said = study.lab.run("correct", study.url, article, file, "--reason", "the agency sent another")
    kept = f"by 1 coder: {many - len(review)} carried over exactly, {len(review)} to review, 0 without"
    assert kept in said
    study.stories[new.hash] = new
    desk.until(lambda: {one.coding_id for one in desk.workspace.state.recodes()} == review)
    assert person.look_again(desk.workspace) == len(review) > 0
    desk.settle()
    study.to_review = study.people[ADA].ledger.follow(old, new)
    study.told["corrected under"] = len(review)
    return {(new.hash if text == old.hash else text, name) for text, name in given}


def out_again(study: Study) -> None:
    """Ben's package comes back, and he gets another: the new codebook, what was Cleo's, what to look at."""
    ben, second = study.people[BEN], study.lab.path("second.rapporteur")
    report = take_in(study, study.packages[BEN])
    assert report["files"][0]["codebook_version"] == 1
    project = study.project()
    project.check({BEN: ben.ledger})
    assert project.to_review(BEN) == ben.ledger.to_code_again()
    study.lab.run("handout", study.url, second, "--coder", BEN)
    check_journal_of_package(study, BEN)
    study.packages[BEN] = second
    study.watch.files[second] = BEN
    study.watch.look()
    before = ben.ledger.lines
    with study.at_home(BEN) as workspace:
        assert workspace.state.codebook.version == 2
        assert ben.look_again(workspace) == len(project.to_review(BEN))
    ben.ledger.lines -= before  # what was in the first package


def hand_in(study: Study) -> None:
    """Both packages come back: looked at first, cut off, with another passphrase, and at last as they are."""
    sealed, half = study.lab.path("back.rapporteur"), study.lab.path("half.rapporteur")
    study.lab.run("pack", study.packages[ADA], sealed, "--passphrase", lines=("another good phrase",))
    before = study.project().last
    for file, lines in ((sealed, ("another good phrase",)), (study.packages[BEN], ())):
        half.write_bytes(file.read_bytes()[: file.stat().st_size * 2 // 3])
        said = study.lab.run("handin", study.url, half, lines=lines, fails=True)
        assert "half.rapporteur: not taken in." in said
    assert "not the passphrase" in study.lab.run("handin", study.url, sealed, lines=(PHRASE,), fails=True)
    dry = study.lab.run("handin", study.url, sealed, "--dry-run", lines=("another good phrase",))
    assert f"Codings: {len(study.people[ADA].ledger.codings)} new." in dry
    assert study.project().last == before
    for file, lines in ((sealed, ("another good phrase",)), (study.packages[BEN], ())):
        assert take_in(study, file, lines)["taken_in"]
        last = study.project().last
        again = take_in(study, file, lines)
        assert (again["taken_in"], study.project().last) == (False, last)
        assert "taken in before" in again["files"][0]["remarks"][0]
    last, first = study.project().last, next(one for one, whose in study.watch.files.items() if whose == BEN)
    assert not take_in(study, first)["taken_in"]  # the first package, older than all that came since
    assert study.project().last == last
    for name in (ADA, BEN):
        check_journal_of_package(study, name)
    with study.supervising() as workspace:  # a hand-in is one act, taken back and done again as a whole
        workspace.undo()
        assert not study.people[BEN].ledger.codings.keys() <= study.project().codings(BEN)
        workspace.redo()


def take_in(study: Study, file: Path, lines: tuple[str, ...] = ()) -> dict[str, Any]:
    """Hand a package in; what was told of it."""
    told: dict[str, Any] = json.loads(study.lab.run("handin", study.url, file, "--json", lines=lines))
    assert not told["files"][0]["conflicts"]
    assert not told["files"][0]["left_out"]
    return told


def check_journal_of_package(study: Study, name: str) -> None:
    """Every act of the coder is a line of the package's own journal."""
    assert Project(study.packages[name]).lines[study.watch.ids[name]] == study.people[name].ledger.lines


def close_up(study: Study) -> None:
    """Everybody goes home; the supervisor asks how things stand, verifies, exports, takes a copy."""
    for desk in study.desks.values():
        desk.settle()
        desk.close()
    study.watch.look()
    lab = study.lab
    told = json.loads(lab.run_alone("status", study.url, "--json"))
    (main,) = told["rounds"]
    for name in CODERS:
        counts = main["coders"][name]
        done = sum(status == "complete" for status in study.people[name].ledger.statuses.values())
        assert counts["complete"] == done, name
        assert counts == {"complete": done} | ({"in progress": 1} if name == CLEO else {}), name
    assert "is whole" in lab.run_alone("verify", study.url)
    lab.run_alone("export", study.url, lab.path("all.xlsx"))
    lab.run("export", lab.address(DAN), lab.path("dan.xlsx"), who=DAN)
    lab.run("copy", study.url, lab.path("home.rapporteur"))
    assert "is whole" in lab.run("verify", lab.path("home.rapporteur"))


def prove(study: Study, given: set[tuple[str, str]]) -> None:
    """Nothing is lost, nothing is doubled, and nobody ever held what was another's."""
    ledgers = {name: one.ledger for name, one in study.people.items()}
    project, home = study.project(), Project(study.lab.path("home.rapporteur"))
    for one in (project, home):
        one.check_texts(study.stories.values())
        one.check(ledgers)
        assert one.coders() == set(CODERS)
        assert one.pairs() == given
    shared = sum(len(who) > 1 for who in coders_of(given).values())
    assert shared - MANY // 5 == study.told["given to one more"]
    assert {one.text for one in ledgers[ADA].codings.values()} == {
        text for text, name in given if name == ADA
    }
    for name in AT_THE_SERVER:
        assert project.lines[study.watch.ids[name]] == ledgers[name].lines, name
    assert project.to_review(ADA) == ledgers[ADA].to_code_again() | study.to_review
    total = sum(len(one.codings) for one in ledgers.values())
    assert project.check_workbook(study.lab.path("all.xlsx"), CODERS) == total
    assert project.check_workbook(study.lab.path("dan.xlsx"), (DAN,)) == len(ledgers[DAN].codings)
    # That a look would have seen something: who may see all does.
    marks = set(study.watch.marks.values())
    for found in (
        of_login(study.lab.address(SUPERVISOR, PASSWORD), marks),
        of_file(study.lab.path("home.rapporteur"), marks),
    ):
        assert found.marks == marks
        assert found.owners == {*study.watch.ids.values()}
    study.told |= {"codings": {name: len(one.codings) for name, one in ledgers.items()}, "in all": total}
    study.told |= {"decisions": sum(len(one.decisions) for one in ledgers.values()), "journal": project.last}
