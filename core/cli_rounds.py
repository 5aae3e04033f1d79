"""``rapporteur assign`` and ``rapporteur status``: give out a round, and see how far everybody is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli_asking import opened, proven
from core.domain.article import Coder, RoundKind
from core.domain.errors import BadInput, Refused
from core.domain.handing import plain_settings
from core.domain.sampling import Draw, Plan
from core.domain.standing import Standing

if TYPE_CHECKING:
    from typer import Typer

    from core.app.planning import Counts, Overview

Say = Callable[[str], None]
Find = Callable[[str, str], tuple[Path | str, str]]  # project and coder as typed → place and coder's id


def add_rounds(app: Typer, find: Find, say: Say, show: Say) -> None:
    """Add the commands; ``say`` tells the person, ``show`` prints results."""
    _add_assign(app, find, say, show)
    _add_status(app, find, show)


def _add_assign(app: Typer, find: Find, say: Say, show: Say) -> None:
    import typer

    project_given = typer.Argument(help="The project.")
    name_given = typer.Option(..., "--round", help="Name of the new round.")
    kind_given = typer.Option("main", "--kind", help="training, reliability or main.")
    coders_given = typer.Option("", "--coders", metavar="A,B", help="Who codes; all coders when left out.")
    many_given = typer.Option(2, "--per-article", help="Coders of each article in the overlap.")
    overlap_given = typer.Option("", "--overlap", help="Share with several coders, e.g. 20%.")
    articles_given = typer.Option(0, "--articles", help="How many articles; 0: all that are free.")
    strata_given = typer.Option(
        "source and date", "--strata", help="Drawn in proportion by source, date, “source and date” or none."
    )
    repeats_given = typer.Option("0%", "--repeats", help="Share of own articles coded once more.")
    hidden_given = typer.Option("0%", "--hidden", help="Share coded without the machine's suggestions.")
    seed_given = typer.Option(1, "--seed", help="Where the draw starts; the same seed draws the same.")
    dry_given = typer.Option(False, "--dry-run", help="Only tell what would be given out.")
    coder_given = typer.Option("", "--coder", help="Who you are, where several supervise.")

    @app.command()
    def assign(
        project: str = project_given,
        name: str = name_given,
        kind: str = kind_given,
        coders: str = coders_given,
        per_article: int = many_given,
        overlap: str = overlap_given,
        articles: int = articles_given,
        strata: str = strata_given,
        repeats: str = repeats_given,
        hidden: str = hidden_given,
        seed: int = seed_given,
        dry_run: bool = dry_given,
        coder: str = coder_given,
    ) -> None:
        """Draw who codes what and give it out as a round. One act; “Undo” in the window takes it back."""
        chosen = _kind(kind)
        reliability = chosen is RoundKind.RELIABILITY
        shared = _share(overlap or ("100%" if reliability else "20%"), "--overlap")
        by = "" if strata == "none" else strata
        again = _share(repeats, "--repeats")
        plan = Plan((), per_article, shared, articles, by, reliability, again, seed)
        where, who = find(project, coder)
        wanted = (name, chosen, plan, _share(hidden, "--hidden"))
        for line, loud in _assign(where, who, wanted, coders, dry_run):
            (say if loud else show)(line)


def _assign(
    where: Path | str, who: str, wanted: tuple[str, RoundKind, Plan, float], coders: str, dry_run: bool
) -> Iterator[tuple[str, bool]]:
    """Lines to print, and whether they are remarks."""
    from dataclasses import replace

    from core.app.commands.rounds import CreateRound, preview

    name, kind, plan, hidden = wanted
    workspace = opened(where, who)
    try:
        people = _named(workspace.state.people(), coders)
        plan = replace(plan, coders=tuple(person.id for person in people))
        command = CreateRound(name, kind, plan, hidden, label=f"Give out the round {name}")
        draw = preview(workspace.state, plan)
        if dry_run:
            command.plan(workspace.state)  # whatever would be refused is told now
        else:
            workspace.execute(command)
    finally:
        workspace.close()
    yield from ((f"rapporteur: {warning}", True) for warning in draw.warnings)
    yield from ((line, False) for line in draw_lines(draw, people))
    yield ("Nothing was changed." if dry_run else f"Given out: {name}."), False


def draw_lines(draw: Draw, people: tuple[Coder, ...]) -> Iterator[str]:
    """A draw in words: the whole, then a line a coder."""
    articles = len({article_id for article_id, _ in draw.pairs})
    spared = f", near-duplicates left out {len(draw.spared)}" if draw.spared else ""
    yield f"Articles {articles}, coded by several {len(draw.shared)}{spared}."
    for person in people:
        again = sum(coder_id == person.id for _, coder_id in draw.repeats)
        yield f"{person.name}\t{draw.load(person.id)}" + (f"\t{again} of them once more" if again else "")


def _add_status(app: Typer, find: Find, show: Say) -> None:
    import typer

    project_given = typer.Argument(help="The project.")
    json_given = typer.Option(False, "--json", help="As one JSON object.")
    coder_given = typer.Option("", "--coder", help="Who you are, where several supervise.")

    @app.command()
    def status(project: str = project_given, as_json: bool = json_given, coder: str = coder_given) -> None:
        """How far everybody is, by round, coder and status; a coder sees their own part."""
        from core.app.planning import overview_for

        where, who = find(project, coder)
        seen = overview_for(where, proven(where, who))
        if as_json:
            show(json.dumps(status_json(seen), ensure_ascii=False))
            return
        for line in status_lines(seen):
            show(line)


def status_json(seen: Overview) -> dict[str, Any]:
    """The counts as JSON; statuses are words."""
    names = {coder.id: coder.name for coder in seen.coders}
    return {
        "articles": seen.articles,
        "rounds": [
            {
                "name": one.name,
                "kind": str(one.kind),
                "seed": one.seed,
                "codebook_version": one.codebook_version,
                "closed": one.closed,
                "settings": dict(plain_settings(one)),
                "counts": _words(seen.of_round(one.id)),
                "coders": {
                    names[coder_id]: _words(seen.of(coder_id, one.id))
                    for coder_id in names
                    if seen.of(coder_id, one.id)
                },
            }
            for one in seen.rounds
        ],
        "coders": [
            {
                "name": coder.name,
                "role": str(coder.role),
                "active": coder.active,
                "counts": _words(seen.of_coder(coder.id)),
            }
            for coder in seen.coders
        ],
    }


def status_lines(seen: Overview) -> Iterator[str]:
    """The counts as lines: rounds, then coders."""
    yield f"Articles: {seen.articles}"
    for one in seen.rounds:
        closed = ", closed" if one.closed else ""
        yield f"{one.name} ({one.kind}{closed}): {_told(seen.of_round(one.id))}"
    for coder in seen.coders:
        yield f"{coder.name}: {_told(seen.of_coder(coder.id))}"


def _words(counts: Counts) -> dict[str, int]:
    return {str(standing): counts[standing] for standing in Standing if standing in counts}


def _told(counts: Counts) -> str:
    return ", ".join(f"{word} {many}" for word, many in _words(counts).items()) or "nothing yet"


def _kind(text: str) -> RoundKind:
    try:
        return RoundKind(text)
    except ValueError as fault:
        raise BadInput("no-kind", f"“{text}” is no kind of round: training, reliability or main.") from fault


def _share(text: str, option: str) -> float:
    """``20%`` or ``0.2`` as a share."""
    plain = text.strip().removesuffix("%").strip()
    try:
        share = float(plain) / (100 if "%" in text else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise BadInput("no-share", f"“{text}” is no share: write it as 20% or 0.2.", where=option)
    return share


def _named(people: tuple[Coder, ...], coders: str) -> tuple[Coder, ...]:
    from core.app.commands.rounds import may_be_given
    from core.domain.article import Role

    if not coders.strip():
        return tuple(one for one in people if may_be_given(one) and one.role is Role.CODER)
    found: list[Coder] = []
    for name in filter(None, (part.strip() for part in coders.split(","))):
        one = next((person for person in people if name in (person.name, person.id)), None)
        if one is None:
            there = ", ".join(person.name for person in people)
            raise Refused("no-coder", f"There is no {name}; there are: {there}.", where="--coders")
        found.append(one)
    return tuple(found)
