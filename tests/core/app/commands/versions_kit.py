"""A project in which two people have coded an article, and the correction of its text."""

from __future__ import annotations

from pathlib import Path

from core.app.commands.article import AddTime, SetNote
from core.app.commands.ask import Ask
from core.app.commands.code import AddCoding
from core.app.commands.decide import Accept, Reject
from core.app.commands.versions import CorrectText
from core.domain.changes import KINDS, Record
from core.domain.coding import Layer
from core.storage.store import Store
from tests.build import TEXT, span_of
from tests.core.app.place import at_work, make_place

BETTER = (
    TEXT.replace("Armeniaand", "Armenia and").replace("Almaty", "Astana").replace(", Azernews reports", "")
)
WHY = "The agency sent a correction."


def worked_place(folder: Path) -> Path:
    """Ada accepted and rejected, added, asked and spent time on article-1; Ben added; Cleo supervises."""
    made = make_place(folder)
    with at_work(made, "coder-1") as ada:
        ada.execute(Accept("article-1", "sug-1"))
        ada.execute(Reject("article-1", "sug-3"))
        ada.execute(Accept("article-1", "sug-4"))
        ada.execute(add_name("Azernews", category="ORG"))
        ada.execute(Ask("article-1", "Is it?", "sug-3"))
        ada.execute(AddTime("article-1", 40))
    with at_work(made, "coder-2") as ben:
        ben.execute(add_name("Armenia"))
        ben.execute(AddCoding("article-1", Layer.TOPIC, "cap:1921", ()))
        ben.execute(SetNote("article-1", "odd"))
    return made


def add_name(words: str, article_id: str = "article-1", category: str = "GPE") -> AddCoding:
    return AddCoding(article_id, Layer.MENTION, category, (span_of(words),))


def correct(text: str = BETTER, article_id: str = "article-1", reason: str = WHY) -> CorrectText:
    return CorrectText(article_id, text, reason)


def everything(path: Path) -> dict[tuple[str, str], Record]:
    store = Store.open(path, read_only=True)
    try:
        return {(kind, record.id): record for kind in KINDS for record in store.select(kind)}
    finally:
        store.close()
