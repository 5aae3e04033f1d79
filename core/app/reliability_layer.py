"""One layer's material as it grows, article by article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.domain.alignment import Unit
from core.domain.article import Article, Assignment
from core.domain.codebook import LayerDef
from core.domain.coding import Coding, Missing
from core.domain.rules import ARTICLE
from core.stats.aligning import align
from core.stats.compared import Compared, LayerMaterial, Look


class Growing:
    """Collects the articles and units of ``layer``; ``incomparable`` as in `LayerMaterial`."""

    def __init__(self, layer: LayerDef) -> None:
        self.layer = layer
        self.incomparable: list[str] = []
        self._fillers: dict[str, Mapping[str, str]] = {}
        self._articles: list[Compared] = []
        self._units: list[Unit] = []

    def fillers(self, fillers: Mapping[str, Mapping[str, str]]) -> None:
        """Coding → slot → who fills it."""
        self._fillers.update(fillers)

    def add(
        self, article: Article, work: Mapping[str, Assignment], codings: Mapping[str, Sequence[Coding]]
    ) -> None:
        """An article that these coders completed."""
        given = {coder: self._given(one, codings.get(coder, ())) for coder, one in work.items()}
        self._units += align(article.id, self.layer, given)
        looks = {
            coder: Look(
                one.round_id,
                one.suggestions_hidden,
                one.completed_at,
                not_codable=given[coder] is Missing.NOT_CODABLE,
            )
            for coder, one in work.items()
        }
        title = article.title or article.file_name
        self._articles.append(Compared(article.id, title, article.group, looks, len(article.text)))

    def material(self) -> LayerMaterial:
        """What has come together."""
        return LayerMaterial(
            self.layer, tuple(self._articles), tuple(self._units), self._fillers, tuple(self.incomparable)
        )

    def _given(self, work: Assignment, codings: Sequence[Coding]) -> list[Coding] | Missing:
        mine = [one for one in codings if one.layer is self.layer.layer]
        answers = dict(work.answers)
        said = answers.get(self.layer.layer) or answers.get(ARTICLE)
        return Missing.NOT_CODABLE if not mine and said == Missing.NOT_CODABLE else mine
