"""How many words a second the analysis reads, and what the rules cost beside the parse."""

from __future__ import annotations

import time

from core.nlp import events, statements
from core.nlp.analyse import analyse, read
from core.nlp.engine import Engine
from tests.benchmarks.suggestions_rows import ROOT, Row


def rows() -> list[Row]:
    """Pace on the sample article ten times over, in CPU seconds."""
    engine = Engine().load()
    text = (ROOT / "resources/samples/azernews.txt").read_text("utf-8")
    whole = "\n\n".join([text.strip()] * 10)
    analyse(text, "2024-04-28", engine=engine)
    began = time.process_time()
    view, found = read(whole, "2024-04-28", engine=engine)
    parsed = time.process_time()
    said = statements.find(view, found.mentions)
    events.find(view, found.mentions, said, "2024-04-28")
    ended = time.process_time()
    words = len(whole.split())
    return [
        Row("words per CPU second, whole analysis", words / (ended - began), 4000, words),
        Row("words per CPU second, parse and mentions", words / (parsed - began), None, words),
        Row("words per CPU second, statements and events", words / (ended - parsed), None, words),
        Row("statements and events over all the rest", (ended - parsed) / (parsed - began), 0.25, words, "≤"),
    ]
