"""``rapporteur agreement``: how far coders agree, in a project or in any table of ratings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli_asking import proven
from core.cli_ratings import TableAsked, table_lines
from core.domain.coding import Layer
from core.domain.errors import BadInput, Refused

if TYPE_CHECKING:
    from typer import Typer

    from core.app.reliability import Material
    from core.domain.codebook import LayerDef
    from core.stats.compared import Merge, WhatIf

Say = Callable[[str], None]
Find = Callable[[str, str], tuple[Path | str, str]]  # project and coder as typed → place and coder's id


@dataclass(frozen=True, slots=True)
class _Asked:
    """The options as typed."""

    layer: str
    round: str
    drop: str
    merge: tuple[str, ...]
    without_copies: bool
    target: float


def add_agreement(app: Typer, find: Find, say: Say, show: Say) -> None:
    """Add the command; ``say`` tells the person, ``show`` prints results."""
    import typer

    project_given = typer.Argument("", help="The project; none with --table.")
    layer_given = typer.Option("", "--layer", help="Only mention, statement, topic or event.")
    round_given = typer.Option("", "--round", help="Only what was coded in this round.")
    drop_given = typer.Option("", "--drop", metavar="A,B", help="Leave these coders out.")
    merge_given = typer.Option(
        [], "--merge", metavar="LAYER.VARIABLE=A+B", help="Count values as one; “category” is the category."
    )
    copies_given = typer.Option(False, "--without-copies", help="Of near-equal articles only the first.")
    target_given = typer.Option(0.8, "--target", min=0, max=1, help="The α that was stated as the target.")
    json_given = typer.Option(False, "--json", help="As one JSON object, with every table.")
    coder_given = typer.Option("", "--coder", help="Who you are, where several supervise.")
    of_table = _of_table()

    @app.command()
    def agreement(
        project: str = project_given,
        table: Path | None = of_table["table"],
        layer: str = layer_given,
        round_name: str = round_given,
        drop: str = drop_given,
        merge: list[str] = merge_given,
        without_copies: bool = copies_given,
        target: float = target_given,
        as_json: bool = json_given,
        coder: str = coder_given,
        level: str = of_table["level"],
        categories: str = of_table["categories"],
        missing: str | None = of_table["missing"],
        header: bool | None = of_table["header"],
        ids: bool | None = of_table["ids"],
        period: float = of_table["period"],
        resamples: int = of_table["resamples"],
        seed: int = of_table["seed"],
    ) -> None:
        """How far coders agree: did they find the same, code it alike, and how do they differ.

        With --table, all coefficients of any table of ratings: a unit a row, a coder a column.
        """
        if bool(project) == (table is not None):
            raise BadInput("no-ratings", "Give a project, or a table of ratings with --table; not both.")
        if table is not None:
            given = TableAsked(level, categories, missing, header, ids, period, target, resamples, seed)
            lines = table_lines(table, given, as_json=as_json)
        else:
            where, who = find(project, coder)
            asked = _Asked(layer, round_name, drop, tuple(merge), without_copies, target)
            lines = _project(where, proven(where, who), asked, as_json)
        for line, loud in lines:
            (say if loud else show)(line)


def _of_table() -> dict[str, Any]:
    """The options that only a table has."""
    import typer

    return {
        "table": typer.Option(
            None, "--table", metavar="FILE", help="Instead: a .csv or .xlsx, units × coders."
        ),
        "level": typer.Option(
            "nominal", "--level", help="Of --table: nominal, ordinal, interval, ratio or circular."
        ),
        "categories": typer.Option(
            "", "--categories", metavar="A,B", help="Of --table: all categories, the lowest first."
        ),
        "missing": typer.Option(
            None,
            "--missing",
            metavar="A,B",
            help="Of --table: what is missing besides empty cells; else “.” and NA.",
        ),
        "header": typer.Option(
            None, "--header/--no-header", help="Of --table: whether row 1 names the columns."
        ),
        "ids": typer.Option(None, "--ids/--no-ids", help="Of --table: whether column 1 names the units."),
        "period": typer.Option(0.0, "--period", min=0, help="Of a circular level: 7 for days of the week."),
        "resamples": typer.Option(1_000, "--resamples", min=2, max=100_000, help="Of --table's bootstrap."),
        "seed": typer.Option(0, "--seed", min=0, help="Of --table's bootstrap."),
    }


def _project(where: Path | str, who: str, asked: _Asked, as_json: bool) -> Iterator[tuple[str, bool]]:
    """Lines to print, and whether they are remarks."""
    from core.app.reliability import read_material
    from core.cli_reliability import report_json, report_lines
    from core.stats.report import report

    material = read_material(where, who, [one for one in Layer if one.value == asked.layer])
    what = _what_if(material, asked)
    wanted = _layer(material, asked.layer).layer if asked.layer else None
    made = report((one for one in material.layers if wanted in (None, one.layer.layer)), what)
    if not any(layer.articles for layer in made.layers):
        yield "rapporteur: there is nothing to compare: no article was completed by two coders.", True
    if as_json:
        yield json.dumps(report_json(made, material), ensure_ascii=False), False
    else:
        yield from ((line, False) for line in report_lines(made, material))


def _what_if(material: Material, asked: _Asked) -> WhatIf:
    from core.app.reliability import round_named
    from core.stats.compared import WhatIf

    return WhatIf(
        round_id=round_named(material, asked.round).id if asked.round else "",
        dropped=tuple(_coder(material, name.strip()) for name in asked.drop.split(",") if name.strip()),
        merges=tuple(_merge(material, text) for text in asked.merge),
        copies=not asked.without_copies,
        target=asked.target,
        tentative=min(WhatIf().tentative, asked.target),
    )


def _coder(material: Material, name: str) -> str:
    found = next((one for one in material.coders if name in (one.name, one.id)), None)
    if found is None:
        there = ", ".join(one.name for one in material.coders)
        raise Refused("no-coder", f"There is no {name}; there are: {there}.", where="--drop")
    return found.id


def _merge(material: Material, text: str) -> Merge:
    from core.stats.compared import Merge

    place, _, values = text.partition("=")
    layer, _, variable = place.strip().partition(".")
    parts = tuple(part.strip() for part in values.split("+") if part.strip())
    if not variable or len(parts) < 2:
        said = (
            f"“{text}” can't be read: write event.category=AID+COOPERATE, the layer and the variable first."
        )
        raise BadInput("no-merge", said, where="--merge")
    return Merge(_layer(material, layer).layer, variable, parts)


def _layer(material: Material, name: str) -> LayerDef:
    from core.app.reliability import layer_of

    return layer_of(material.codebook, name)
