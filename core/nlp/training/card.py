"""The model's card: what it is, what it reached, what it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.nlp.training import evaluate, sets
from core.nlp.training.assemble import note_scores
from core.nlp.training.evaluate import Result

if TYPE_CHECKING:
    from spacy.language import Language

_TEXT = Path(__file__).with_name("card.md")


def table(results: Sequence[Result], before: Sequence[Result] = ()) -> str:
    """The figures as a table in Markdown; ``before``: another model's, beside them."""
    earlier = {r.test: r.all.f for r in before}
    lines = ["| test | names | F1 | before | by label |", "|---|---|---|---|---|"]
    for result in results:
        labels = ", ".join(f"{label} {score.f:.1f}" for label, score in result.by_label.items())
        was = f"{earlier[result.test]:.1f}" if result.test in earlier else ""
        lines.append(f"| {result.test} | {result.all.gold:,} | **{result.all.f:.1f}** | {was} | {labels} |")
    if results:
        was = f"{evaluate.mean(before):.1f}" if before else ""
        lines.append(f"| mean | | **{evaluate.mean(results):.1f}** | {was} | |")
    return "\n".join(lines)


def write(model: Path, corpora: Path, extra: Path | None = None, against: Path | None = None) -> None:
    """Measure ``model`` on the tests that are there and write its ``README.md`` and ``meta.json``.

    ``against``: a model whose figures stand beside. Raises OSError when a folder is missing.
    """
    found = sets.read(corpora, extra)
    nlp = evaluate.load(model)
    results = evaluate.evaluate(evaluate.by_pipeline(nlp), found.tests)
    before = evaluate.evaluate(evaluate.by_pipeline(evaluate.load(against)), found.tests) if against else []
    note_scores(model, {f"names {r.test}": round(r.all.f / 100, 4) for r in results})
    told = _TEXT.read_text(encoding="utf-8").format(
        version=nlp.meta["version"].rpartition(".")[0],
        pipes=" → ".join(nlp.pipe_names),
        size=round(sum(p.stat().st_size for p in model.rglob("*") if p.is_file()) / 1e6),
        names=table(results, before),
        sources=_sources(found),
        spellings=_spellings(nlp),
    )
    (model / "README.md").write_text(told, encoding="utf-8")


def _sources(found: sets.Sets) -> str:
    lines = ["| corpus | texts | words | names |", "|---|---|---|---|"]
    for corpus, texts in found.train.items():
        words, names = sum(len(t.words) for t in texts), sum(len(t.names) for t in texts)
        lines.append(f"| {corpus} | {len(texts):,} | {words:,} | {names:,} |")
    return "\n".join(lines)


def _spellings(nlp: Language) -> int:
    """How many spellings the table inside the names' network has."""
    network: Any = nlp.get_pipe("ner")
    return next((len(n.attrs["keys"]) for n in network.model.walk() if "keys" in n.attrs), 0)
