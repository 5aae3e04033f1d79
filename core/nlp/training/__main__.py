"""``python -m core.nlp.training STEP …``: convert, lexicon, train, assemble, evaluate, card.

From corpora to the shipped model::

    convert  --corpora ../shared/corpora --out build
    lexicon  --out build                  (needs three packages; or --table-of resources/models/press)
    train    names  --out build            (about 20 minutes on one core)
    train    syntax --out build            (optional: assemble takes the syntax of any model folder)
    assemble --out build --syntax resources/models/press --model resources/models/press
    evaluate --corpora ../shared/corpora --model resources/models/press [--against ../shared/models/press]
    card     --corpora ../shared/corpora --model resources/models/press [--against ../shared/models/press]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from core.domain.errors import PersonError, Unavailable
from core.nlp.training import assemble, card, convert, evaluate, lexicon, sets, train


def _convert(given: argparse.Namespace) -> None:
    seed = {} if given.seed is None else {"seed": given.seed}
    absent = convert.names(given.corpora, given.extra, given.out, limit=given.limit, **seed)
    convert.syntax(given.corpora, given.out, limit=given.limit, **seed)
    for line in absent:
        _say(f"not here, so left out: {line}")


def _lexicon(given: argparse.Namespace) -> None:
    path = given.out / "table.npz"
    spellings = lexicon.table_of(given.table_of, path) if given.table_of else lexicon.write_table(path)
    _say(f"{spellings:,} spellings")


def _train(given: argparse.Namespace) -> None:
    table = given.out / "table.npz" if given.part == "names" else None
    if table is not None and not table.is_file():
        raise Unavailable(
            "no-table", "There is no table of words yet: run the step lexicon.", where=str(table)
        )
    changes = {"training__max_steps": given.steps, "system__seed": given.seed}
    told = train.train(
        given.part,
        given.out,
        given.out / given.part,
        table=table,
        **{key: value for key, value in changes.items() if value is not None},
    )
    _say(f"trained: {told}")


def _assemble(given: argparse.Namespace) -> None:
    syntax = given.syntax or given.out / "syntax" / "model-mean"
    assemble.assemble(syntax, given.out / "names" / "model-mean", given.model)
    _say(f"written: {given.model}")


def _evaluate(given: argparse.Namespace) -> None:
    found = sets.read(given.corpora, given.extra, tests_only=True)
    for model in (given.model, given.against):
        if model is not None:
            results = evaluate.evaluate(evaluate.by_pipeline(evaluate.load(model)), found.tests)
            _say(f"{model}\n{card.table(results)}")
    for line in found.absent:
        _say(f"not here, so not measured: {line}")


def _card(given: argparse.Namespace) -> None:
    card.write(given.model, given.corpora, given.extra, given.against)
    _say(f"written: {given.model / 'README.md'}")


_STEPS: dict[str, Callable[[argparse.Namespace], None]] = {
    "convert": _convert,
    "lexicon": _lexicon,
    "train": _train,
    "assemble": _assemble,
    "evaluate": _evaluate,
    "card": _card,
}


def main(arguments: list[str] | None = None) -> int:
    """Run one step; 1 with a sentence on standard error when something it needs is missing."""
    parser = argparse.ArgumentParser(
        prog="python -m core.nlp.training",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("step", choices=_STEPS)
    parser.add_argument("part", nargs="?", choices=("names", "syntax"), default="names")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="folder of corpora")
    parser.add_argument("--extra", type=Path, help="folder of further files, see the model's README")
    parser.add_argument("--out", type=Path, default=Path("build"), help="folder of what the steps make")
    parser.add_argument("--model", type=Path, default=Path("build/model"), help="the whole model's folder")
    parser.add_argument("--syntax", type=Path, help="model folder that the syntax is taken from")
    parser.add_argument("--table-of", type=Path, help="model folder that the table of words is taken from")
    parser.add_argument("--against", type=Path, help="model folder to compare with")
    parser.add_argument("--seed", type=int, help="instead of the step's own")
    parser.add_argument("--steps", type=int, help="training steps instead of the configured")
    parser.add_argument("--limit", type=int, default=0, help="texts of each corpus, for a try")
    given = parser.parse_args(arguments)
    try:
        _STEPS[given.step](given)
    except (OSError, PersonError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
