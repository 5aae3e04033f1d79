"""What comes back for an article whose text was corrected meanwhile goes along to the corrected text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from core.domain.article import Article, Assignment, Question, Recode, WorkTime, pair_id
from core.domain.changes import Record
from core.domain.coding import Coding, Decision
from core.domain.merging import Key, keyed
from core.domain.suggestion import SuggestionSet
from core.domain.versions import CARRIED
from core.text.carry_units import UnitCarrier


class Along:
    """The way from the text that was handed out to the newest; ``versions``: the texts, oldest first.

    It is the way that a correction takes with the work at home, so that what both sides had is still the
    same on both. ``told``: by coding, which words changed under it.
    """

    def __init__(self, versions: Sequence[Article]) -> None:
        self.article = versions[-1]
        self.told: dict[str, str] = {}
        self._steps = [(UnitCarrier(old.text, new.text, new.id), new) for old, new in pairwise(versions)]

    def work(self, records: Mapping[Key, Record]) -> Mapping[Key, Record]:
        """One coder's records, on the newest text."""
        return keyed(self._carried(one) for one in records.values()) if self._steps else records

    def analyses(self, made: Iterable[SuggestionSet]) -> Iterator[SuggestionSet]:
        """Analyses as they would stand on the newest text; only what was decided on needs them."""
        for one in made:
            for carrier, new in self._steps:
                found = tuple(carrier.suggestion(suggestion) for suggestion in one.suggestions)
                one = SuggestionSet(new.id, new.id, new.sha256, CARRIED, (), found, made_at=one.made_at)
            yield one

    def _carried(self, record: Record) -> Record:
        for carrier, new in self._steps:
            record = self._step(record, carrier, new)
        return record

    def _step(self, record: Record, carrier: UnitCarrier, new: Article) -> Record:
        match record:
            case Coding():
                found = carrier.coding(record)
                if found.told:
                    self.told[record.id] = f"{found.told} The text was corrected."
                return found.coding
            case Assignment():
                places = carrier.places(record.refused_repairs)
                pair = pair_id(new.id, record.coder_id)
                return replace(record, id=pair, article_id=new.id, refused_repairs=places)
            case WorkTime():
                return replace(record, id=pair_id(new.id, record.coder_id), article_id=new.id)
            case Decision() | Question() | Recode():
                return replace(record, article_id=new.id)
        return record
