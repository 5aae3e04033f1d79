"""Two hundred made-up news articles, with what there is to code in each, and what the machine proposes."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from random import Random

from core.domain.coding import Layer, SlotFill, Suggestion
from core.domain.suggestion import SuggestionSet
from core.domain.text import Span

MANY, IN_A_TABLE, COPIES = 200, 50, 6
_FIRST = ("Nino", "Tigran", "Leyla", "Marek", "Ingrid", "Pavel", "Amina", "Jonas", "Karim", "Edita")
_LAST = ("Abashidze", "Sarkisov", "Mammadli", "Kowalik", "Lindqvist", "Horvat", "Benali", "Tamm", "Rahimov")
_BODIES = ("Border Commission", "Rail Authority", "Grain Board", "Water Council", "Customs Union")
_PLACES = ("Geneva", "Almaty", "Tallinn", "Porto", "Zagreb", "Tromso", "Malmo", "Bergen", "Gdansk")
_LANDS = (("Armenia", "ARM"), ("Azerbaijan", "AZE"), ("Georgia", "GEO"), ("France", "FRA"), ("Poland", "POL"))
_CUES = ("announced", "insisted", "denied", "warned", "promised")
_DOES = ("met", "urged", "visited", "thanked")
_PAPERS = ("Morning Post", "Harbour News", "Wire East")
_WORDS = (
    *(
        "amber",
        "bridge",
        "canal",
        "delta",
        "ember",
        "ferry",
        "grain",
        "harbour",
        "island",
        "jetty",
        "kiln",
        "ledger",
        "market",
        "north",
    ),
    *(
        "orchard",
        "pier",
        "quarry",
        "river",
        "salt",
        "timber",
        "upland",
        "valley",
        "wharf",
        "yard",
        "barley",
        "copper",
        "dyke",
        "estuary",
        "flax",
    ),
    *(
        "gravel",
        "hemp",
        "iron",
        "juniper",
        "kelp",
        "linen",
        "marble",
        "nickel",
        "oats",
        "pepper",
        "quartz",
        "rye",
        "silver",
        "tin",
        "umber",
    ),
    *("velvet", "wool", "zinc"),
)


@dataclass(frozen=True)
class Story:
    """An article. All from ``person`` to ``target`` are words that stand in ``text`` once."""

    number: int
    title: str
    paper: str
    day: str
    text: str
    person: str
    body: str
    place: str
    said: str
    cue: str
    does: str
    source: tuple[str, str]  # the words, and whom they mean
    target: tuple[str, str]

    @cached_property
    def hash(self) -> str:
        return sha256(self.text.encode()).hexdigest()

    def at(self, words: str) -> tuple[int, int]:
        """Where the words stand."""
        start = self.text.index(words)
        assert self.text.count(words) == 1, words
        return start, start + len(words)

    def span(self, words: str) -> Span:
        return Span(*self.at(words))


def stories(seed: int) -> tuple[Story, ...]:
    """All of them; the last `COPIES` are wire copies of the first."""
    chance = Random(seed)
    made = [_story(number, chance) for number in range(MANY - COPIES)]
    for number in range(COPIES):
        text = f"{made[number].text} (A report of the agency, shortened for this paper.)"
        title, paper = f"From the agency {number}", _PAPERS[(number + 1) % 3]
        made.append(replace(made[number], number=len(made), title=title, paper=paper, text=text))
    assert len({one.hash for one in made}) == MANY
    return tuple(made)


def write(made: tuple[Story, ...], folder: Path) -> None:
    """As a lab has them: a folder of texts named by paper, day and title, and a table of the rest."""
    folder.mkdir()
    for one in made[IN_A_TABLE:]:
        name = f"{one.paper}_{one.day}_{one.title}.txt"
        (folder / name).write_text(one.text, encoding="utf-8")
    with (folder / "more.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("Headline", "Paper", "Day", "Body"))
        rows.writerows((one.title, one.paper, one.day, one.text) for one in made[:IN_A_TABLE])


def corrected(one: Story, place: str) -> Story:
    """With another place in it, and a sentence more before all others."""
    text = f"An earlier version named another town. {one.text.replace(one.place, place)}"
    return replace(one, text=text, place=place)


def proposed(one: Story, article_id: str) -> SuggestionSet:
    """What the machine finds: a name it gets right, one of a wrong type, one that is none, a statement."""
    slots = (SlotFill("speaker", (one.span(one.person),)), SlotFill("cue", (one.span(one.cue),)))
    found = (
        _mention(one, "person", one.person, "PERSON"),
        _mention(one, "body", one.body, "GPE"),
        _mention(one, "place", one.place, "PERSON"),
        replace(
            _mention(one, "said", one.said, "statement"),
            layer=Layer.STATEMENT,
            slots=slots,
            variables=(("directness", "indirect"),),
        ),
    )
    return SuggestionSet(article_id, article_id, one.hash, "made up", suggestions=found)


def proposal(one: Story, what: str) -> str:
    """The id of a suggestion."""
    return f"proposed-{one.number}-{what}"


def _mention(one: Story, what: str, words: str, category: str) -> Suggestion:
    at = (one.span(words),)
    return Suggestion(
        proposal(one, what), Layer.MENTION, category, at, confidence=0.8, rule="made-up", reason="made up"
    )


def _story(number: int, chance: Random) -> Story:
    person = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
    body, place, cue, does = (chance.choice(some) for some in (_BODIES, _PLACES, _CUES, _DOES))
    source, target = chance.sample(_LANDS, 2)
    said = f"the {_filler(chance, 4)} would open in {1950 + number}"
    text = (
        f"From {place}: {person} of the {body} {cue} that {said}. {_filler(chance, 14).capitalize()}.\n\n"
        f"Officials of {source[0]} {does} those of {target[0]} over {_filler(chance, 6)}. "
        f"{_filler(chance, 20).capitalize()}, {_filler(chance, 12)} – “{_filler(chance, 5)}”.\n"
    )
    title, day = (
        f"{_filler(chance, 3).capitalize()} {number}",
        f"2024-{1 + number % 6:02}-{1 + number % 28:02}",
    )
    given = (title, _PAPERS[number % 3], day, text, person, body, place, said, cue, does)
    return Story(number, *given, source, target)


def _filler(chance: Random, many: int) -> str:
    return " ".join(chance.choices(_WORDS, k=many))
