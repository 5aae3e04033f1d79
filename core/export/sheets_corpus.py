"""The sheets about the material and the people: Articles, Uncoded, Coders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.domain.article import Article, Coder, Role, Status, pair_id
from core.domain.coding import Layer, Missing, Provenance
from core.domain.versions import reason_of
from core.export.sheets import Column, Kind, Row, Sheet, day_of, moment_of
from core.export.sheets_layout import SHOWN_COLUMN
from core.export.sheets_source import Source

_WHOLE = "article"  # the key of an answer about the article as a whole

_ARTICLES = (
    Column("article_id", Kind.CODE, "the article's id, as in every sheet", 20),
    Column("position", Kind.INTEGER, "place in the work list, from 1"),
    Column("article_file", Kind.TEXT, "file it came from"),
    Column("article_title", Kind.TEXT, "title", 48),
    Column("article_source", Kind.TEXT, "who published it", 18),
    Column("article_date", Kind.DATE, "day of publication, where it is known to the day"),
    Column("article_date_iso", Kind.CODE, "date of publication as entered"),
    Column("language", Kind.CODE, "language code"),
    Column("words", Kind.INTEGER, "number of words"),
    Column("characters", Kind.INTEGER, "number of code points"),
    Column("text_sha256", Kind.CODE, "hash of the text the offsets count in"),
    Column("encoding", Kind.CODE, "what the file was read as"),
    Column("imported_utc", Kind.MOMENT, "when it was imported"),
    Column("model", Kind.CODE, "the language model that made the suggestions"),
    Column("suggestions", Kind.INTEGER, "how many there are, all layers"),
    Column(
        "repaired_places", Kind.INTEGER, "places where a lost space is assumed; the text itself is untouched"
    ),
    Column("assumed_sentence_ends", Kind.INTEGER, "places where a lost sentence end is assumed"),
    Column("repairs_refused", Kind.INTEGER, "places of either kind at which a coder wanted nothing assumed"),
    Column("coders_begun", Kind.INTEGER, "coders of this export who began it"),
    Column("coders_complete", Kind.INTEGER, "coders of this export who completed it"),
    Column(
        "suggestions_hidden_from",
        Kind.CODE,
        "coders of this export who code it without suggestions, by study design, parted by ;",
    ),
    Column("codings", Kind.INTEGER, "codings in this export, all coders and layers"),
    Column("active_minutes", Kind.NUMBER, "time on task of all coders of this export, idle time removed"),
    Column("notes", Kind.TEXT, "coders' notes on the article"),
    Column("questions", Kind.TEXT, "coders' questions and the answers to them"),
    Column("version_of", Kind.CODE, "the article whose text this one corrects; codings are on the newest"),
    Column("corrected_by", Kind.CODE, "the article that corrects this text; empty for the newest version"),
    Column("correction", Kind.TEXT, "why the text was corrected"),
)
_UNCODED = (
    Column("article_id", Kind.CODE, "see the sheet Articles", 20),
    Column("article_file", Kind.TEXT, "file it came from"),
    Column("article_title", Kind.TEXT, "title", 48),
    Column("coder_id", Kind.CODE, "see the sheet Coders"),
    Column("coder", Kind.TEXT, "name or pseudonym"),
    Column("status", Kind.TEXT, "the coder's work on the article", 12),
    SHOWN_COLUMN,
    Column("layer", Kind.TEXT, "the layer without a coding", 11),
    Column("missing", Kind.TEXT, "nothing there, not codable, or not yet looked", 16),
    Column(
        "basis",
        Kind.TEXT,
        "answer: the coder said so; completed: by completing the article; none: unfinished",
    ),
)
_CODERS = (
    Column("coder_id", Kind.CODE, "id, as in every sheet", 20),
    Column("coder", Kind.TEXT, "name or pseudonym"),
    Column("role", Kind.TEXT, "coder, supervisor or researcher", 12),
    Column("articles_complete", Kind.INTEGER, "articles completed"),
    Column("articles_in_progress", Kind.INTEGER, "articles begun, not completed"),
    Column("articles_new", Kind.INTEGER, "articles not begun"),
    Column("articles_unaided", Kind.INTEGER, "articles without suggestions, by study design"),
    *(Column(f"{layer}s", Kind.INTEGER, f"{layer} codings") for layer in Layer),
    Column("suggestions_rejected", Kind.INTEGER, "suggestions rejected"),
    Column("active_minutes", Kind.NUMBER, "time on task, idle time removed"),
    Column("questions", Kind.INTEGER, "questions asked"),
    Column("questions_open", Kind.INTEGER, "questions not yet settled"),
)


def articles(source: Source) -> Sheet:
    """All articles of the project, coded or not."""
    codings = Counter(coding.article_id for coding in source.codings)
    rows = (_article(source, number, a, codings[a.id]) for number, a in enumerate(source.articles, 1))
    return Sheet("Articles", "Every article of the project.", _ARTICLES, rows, len(source.articles))


def _article(source: Source, number: int, article: Article, codings: int) -> Row:
    found = source.analyses.get(article.id)
    pairs = [pair_id(article.id, coder.id) for coder in source.coders]
    statuses = Counter(source.status(article.id, coder.id) for coder in source.coders)
    seconds = sum(source.times[pair].seconds for pair in pairs if pair in source.times)
    return (
        article.id,
        number,
        article.file_name,
        article.title,
        article.source,
        day_of(article.published),
        article.published,
        article.language or source.project.language,
        article.words,
        len(article.text),
        article.sha256,
        article.encoding,
        moment_of(article.imported_at),
        found.model if found else None,
        found.made if found else None,
        found.repairs if found else None,
        found.ends if found else None,
        _refused(source, pairs),
        statuses[Status.IN_PROGRESS] + statuses[Status.COMPLETE],
        statuses[Status.COMPLETE],
        ";".join(source.coder_key(c.id) for c in source.coders if source.hides(article.id, c.id)),
        codings,
        round(seconds / 60, 1),
        _notes(source, pairs),
        _questions(source, article.id),
        article.version_of,
        source.corrected_by.get(article.id, ""),
        reason_of(article),
    )


def _refused(source: Source, pairs: list[str]) -> int:
    """Places that two coders refused count once."""
    found = (source.assignments[pair].refused_repairs for pair in pairs if pair in source.assignments)
    return len({at for places in found for at in places})


def _notes(source: Source, pairs: list[str]) -> str:
    found = [source.assignments[pair] for pair in pairs if pair in source.assignments]
    return "\n".join(f"{source.names[a.coder_id]}: {a.note}" for a in found if a.note)


def _questions(source: Source, article_id: str) -> str:
    asked = source.questions_of.get(article_id, ())
    return "\n".join(
        f"{source.names[q.coder_id]}: {q.text}" + (f" → {q.answer}" if q.answer else "") for q in asked
    )


def coding_people(source: Source) -> tuple[Coder, ...]:
    """Who is expected to code: coders, and whoever has begun an article all the same."""
    begun = {a.coder_id for a in source.assignments.values()} | {c.coder_id for c in source.codings}
    return tuple(coder for coder in source.coders if coder.role is Role.CODER or coder.id in begun)


def uncoded(source: Source) -> Sheet:
    """Each article × coder × layer without a coding, and why, as far as it was said."""
    people = coding_people(source)
    layers = [layer.layer for layer in source.codebook.layers]
    size = len(source.newest) * len(people) * len(layers)
    about = "What has no coding: a row per article, coder and layer, with a typed missing value."
    return Sheet("Uncoded", about, _UNCODED, _uncoded_rows(source, people, layers), size)


def _uncoded_rows(source: Source, people: tuple[Coder, ...], layers: list[Layer]) -> Iterator[Row]:
    coded = {(c.article_id, c.coder_id, c.layer) for c in source.codings}
    for article in source.newest:
        for coder in people:
            found = source.assignments.get(pair_id(article.id, coder.id))
            status = found.status if found else Status.NEW
            answers = dict(found.answers) if found else {}
            for layer in layers:
                if (article.id, coder.id, layer) in coded:
                    continue
                missing, basis = _missing(status, answers, layer)
                yield (
                    article.id,
                    article.file_name,
                    article.title,
                    source.coder_key(coder.id),
                    source.names[coder.id],
                    str(status),
                    source.suggestions_shown(article.id, coder.id),
                    str(layer),
                    str(missing),
                    basis,
                )


def _missing(status: Status, answers: dict[str, str], layer: Layer) -> tuple[str, str]:
    answer = answers.get(layer) or answers.get(_WHOLE)
    if answer:
        return answer, "answer"
    if status is Status.COMPLETE:
        return Missing.NOTHING_THERE, "completed"
    return Missing.NOT_YET_LOOKED, "none"


def coders(source: Source) -> Sheet:
    """Who coded, and how much."""
    codings = Counter((c.coder_id, c.layer) for c in source.codings)
    rejected = Counter(d.coder_id for d in source.decisions if d.verdict is Provenance.REJECTED)
    rows = (_coder(source, coder, codings, rejected[coder.id]) for coder in source.coders)
    return Sheet("Coders", "Whose work this export holds.", _CODERS, rows, len(source.coders))


def _coder(source: Source, coder: Coder, codings: Counter[tuple[str, Layer]], rejected: int) -> Row:
    statuses = Counter(a.status for a in source.assignments.values() if a.coder_id == coder.id)
    seconds = sum(t.seconds for t in source.times.values() if t.coder_id == coder.id)
    asked = [q for q in source.questions if q.coder_id == coder.id]
    begun = statuses[Status.COMPLETE] + statuses[Status.IN_PROGRESS]
    return (
        source.coder_key(coder.id),
        source.names[coder.id],
        str(coder.role),
        statuses[Status.COMPLETE],
        statuses[Status.IN_PROGRESS],
        len(source.newest) - begun,
        sum(source.hides(article.id, coder.id) for article in source.articles),
        *(codings[coder.id, layer] for layer in Layer),
        rejected,
        round(seconds / 60, 1),
        len(asked),
        sum(1 for q in asked if not q.settled),
    )
