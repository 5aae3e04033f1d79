"""Drawing who codes what: pure, the same for the same seed, in whatever order articles and coders come.

Every draw is a lot: a number from seed, purpose and id (blake2b); the lowest are taken. A larger share of the
same draw therefore holds the smaller one, and no program's random generator can change the result.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil, floor
from statistics import NormalDist

from core.domain.errors import Refused
from core.domain.work import Progress, Quiet, check

STRATA = ("", "source", "date", "source and date")  # what a draw may be stratified by; a date by its month
_TELL = 50  # articles dealt between two looks at whether somebody still wants the draw
FEW = 30  # articles coded by several below which coefficients of agreement say little

Pair = tuple[str, str]  # article and coder


@dataclass(frozen=True, slots=True)
class Stock:
    """What a draw needs to know of an article. ``group``: shared by near-duplicates, else empty."""

    id: str
    source: str = ""
    published: str = ""
    group: str = ""
    words: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """How to draw. ``per_article``: coders of each article in the overlap, all others have one coder;
    ``overlap``: its share of the articles, 0 to 1; ``articles``: how many to give out, 0 for all;
    ``strata``: one of `STRATA`; ``unique``: near-duplicates at most once in everything given out, not only in
    the overlap; ``repeats``: share of each coder's articles he gets once more."""

    coders: tuple[str, ...]
    per_article: int = 2
    overlap: float = 0.2
    articles: int = 0
    strata: str = "source and date"
    unique: bool = False
    repeats: float = 0.0
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Draw:
    """Who gets what. ``pairs``: article and coder; ``shared``: articles of the overlap; ``repeats``: pairs
    that come once more; ``spared``: near-duplicates left out; ``warnings``: what to think about first."""

    pairs: tuple[Pair, ...]
    shared: tuple[str, ...]
    repeats: tuple[Pair, ...] = ()
    spared: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def load(self, coder_id: str) -> int:
        """How many articles the coder gets, repeats among them."""
        return sum(who == coder_id for _, who in (*self.pairs, *self.repeats))


def drawn_up(stock: Iterable[Stock], plan: Plan, progress: Progress | None = None) -> Draw:
    """Draw as ``plan`` says; ``progress`` is told the share of articles dealt.

    Raises `Refused`: ``no-coders``, ``too-few-coders``, ``no-share``, ``no-strata``, ``no-articles``, and
    `Cancelled` when nobody wants it any more.
    """
    progress = progress or Quiet()
    _check(plan)
    check(progress)
    known = sorted(stock, key=lambda one: _lot(plan.seed, "article", one.id))
    pool = _one_a_group(known) if plan.unique else known
    if not pool:
        raise Refused("no-articles", "There is no article left that nobody has begun and no round holds.")
    wanted = min(plan.articles, len(pool)) if plan.articles else len(pool)
    given = _stratified(pool, wanted, plan.strata)
    shared = _overlap(given, plan)
    pairs = _dealt(given, shared, plan, progress)
    check(progress)
    repeats = _repeated(pairs, plan)
    spared = _spared(known, pool)
    draw = Draw(pairs, tuple(one.id for one in given if one.id in shared), repeats, spared)
    return Draw(draw.pairs, draw.shared, repeats, spared, tuple(_warnings(plan, given, draw)))


def share_of(many: int, share: float) -> int:
    """``share`` of so many, halves up."""
    return floor(min(max(share, 0.0), 1.0) * many + 0.5)


def quotas(sizes: Mapping[str, int], wanted: int) -> dict[str, int]:
    """``wanted`` divided in proportion to ``sizes``, the rest to the largest remainders (Hamilton's method).

    No quota is larger than its size, none is a whole one off its exact share; they sum up to ``wanted``, or
    to all there is. Equal remainders go by name.
    """
    total = sum(sizes.values())
    wanted = min(max(wanted, 0), total)
    if not total:
        return dict.fromkeys(sizes, 0)
    found = {name: wanted * size // total for name, size in sizes.items()}
    # Whole numbers throughout: a remainder must not depend on how a fraction was rounded.
    by_rest = sorted(sizes, key=lambda name: (-(wanted * sizes[name] % total), name))
    for name in by_rest[: wanted - sum(found.values())]:
        found[name] += 1
    return found


def stratum(one: Stock, strata: str) -> str:
    """The name of the article's stratum."""
    parts = (one.source if "source" in strata else "", one.published[:7] if "date" in strata else "")
    named = zip(("source", "date"), parts, strict=True)
    return " · ".join(part or "unknown" for name, part in named if name in strata)


def units_needed(alpha: float, share: float, margin: float, confidence: float = 0.95) -> int:
    """How many units two coders must both code for α ± ``margin`` at this ``confidence``.

    ``alpha``: what is expected; ``share``: of the units in the rarest category that matters. From the large
    sample variance of the intraclass kappa of two coders and one category against the rest,
    (1−κ)/n · [(1−κ)(1−2κ) + κ(2−κ) / (2p(1−p))]: D. A. Bloch and H. C. Kraemer (1989), 2×2 kappa
    coefficients, Biometrics 45, 269–287; Krippendorff's α of complete nominal data differs from that kappa
    by 1/(2n) of its distance from 1. More coders or more categories need no more units.
    """
    if not (0 <= alpha < 1 and 0 < share <= 0.5 and margin > 0 and 0 < confidence < 1):
        text = "α lies between 0 and 1, the share above 0 and up to 50 %, the margin above 0."
        raise Refused("no-share", text)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    spread = (1 - alpha) * (1 - 2 * alpha) + alpha * (2 - alpha) / (2 * share * (1 - share))
    return ceil(z * z * (1 - alpha) * spread / (margin * margin))


def _check(plan: Plan) -> None:
    if not plan.coders:
        raise Refused("no-coders", "Choose who is to code.")
    if len(set(plan.coders)) != len(plan.coders):
        raise Refused("no-coders", "Each coder can be named once.")
    if not 1 <= plan.per_article <= len(plan.coders):
        text = f"{plan.per_article} coders for one article can't be drawn from {len(plan.coders)}."
        raise Refused("too-few-coders", text)
    if not (0 <= plan.overlap <= 1 and 0 <= plan.repeats <= 1 and plan.articles >= 0):
        raise Refused("no-share", "A share lies between 0 and 100 %, a number not below 0.")
    if plan.strata not in STRATA:
        raise Refused("no-strata", f"A draw is stratified by {', '.join(STRATA[1:])}, or by nothing.")


def _lot(seed: int, purpose: str, *ids: str) -> bytes:
    return blake2b("|".join((str(seed), purpose, *ids)).encode(), digest_size=16).digest()


def _one_a_group(known: Iterable[Stock]) -> list[Stock]:
    """Of near-duplicates the one that comes first."""
    seen = set[str]()
    found: list[Stock] = []
    for one in known:
        if one.group and one.group in seen:
            continue
        seen.add(one.group)
        found.append(one)
    return found


def _stratified(known: Sequence[Stock], wanted: int, strata: str) -> list[Stock]:
    """``wanted`` of ``known``, each stratum in proportion; the order stays."""
    if wanted >= len(known):
        return list(known)
    members: dict[str, list[str]] = defaultdict(list)
    for one in known:
        members[stratum(one, strata)].append(one.id)
    quota = quotas({name: len(ids) for name, ids in members.items()}, wanted)
    taken = {one for name, ids in members.items() for one in ids[: quota[name]]}
    return [one for one in known if one.id in taken]


def _overlap(given: Sequence[Stock], plan: Plan) -> frozenset[str]:
    """The reliability sample: near-duplicates in it at most once."""
    if plan.per_article == 1:
        return frozenset()
    wanted = share_of(len(given), plan.overlap)
    return frozenset(one.id for one in _stratified(_one_a_group(given), wanted, plan.strata))


def _dealt(
    given: Sequence[Stock], shared: Collection[str], plan: Plan, progress: Progress
) -> tuple[Pair, ...]:
    """Every article to those who have least so far: nobody gets two more than somebody else, neither in the
    overlap nor in all; of equals, who has fewer words to read, then the lot."""
    load: Counter[str] = Counter()
    words: Counter[str] = Counter()
    pairs: list[Pair] = []
    # The overlap first; else the lots' order.
    for at, one in enumerate(sorted(given, key=lambda one: one.id not in shared)):
        if at % _TELL == 0:
            check(progress)
            progress.report(at / len(given), "Drawing")
        many = plan.per_article if one.id in shared else 1
        for coder_id in _neediest(plan, one.id, many, load, words):
            load[coder_id] += 1
            words[coder_id] += one.words
            pairs.append((one.id, coder_id))
    return tuple(pairs)


def _neediest(
    plan: Plan, article_id: str, many: int, load: Mapping[str, int], words: Mapping[str, int]
) -> list[str]:
    if many == len(plan.coders):
        return sorted(plan.coders)

    need = {coder_id: (load[coder_id], words[coder_id]) for coder_id in plan.coders}
    edge = sorted(need.values())[many - 1]
    # Lots cost most of the time, so only those are cast that can count.
    close = [coder_id for coder_id in plan.coders if need[coder_id] <= edge]
    close.sort(key=lambda coder_id: (*need[coder_id], _lot(plan.seed, "coder", article_id, coder_id)))
    return close[:many]


def _repeated(pairs: Sequence[Pair], plan: Plan) -> tuple[Pair, ...]:
    if not plan.repeats:
        return ()
    found: list[Pair] = []
    owns: dict[str, list[str]] = defaultdict(list)
    for article_id, who in pairs:
        owns[who].append(article_id)
    for coder_id in sorted(plan.coders):
        own = owns[coder_id]
        own.sort(key=lambda article_id: _lot(plan.seed, "repeat", article_id, coder_id))
        found += ((article_id, coder_id) for article_id in own[: share_of(len(own), plan.repeats)])
    return tuple(found)


def _spared(known: Iterable[Stock], pool: Iterable[Stock]) -> tuple[str, ...]:
    kept = {one.id for one in pool}
    return tuple(sorted(one.id for one in known if one.id not in kept))


def _warnings(plan: Plan, given: Sequence[Stock], draw: Draw) -> Iterable[str]:
    if plan.articles > len(given):
        yield f"Only {len(given)} articles are there to give out, not {plan.articles}."
    if len(given) < len(plan.coders):
        yield "There are fewer articles than coders: somebody may get none."
    if plan.per_article > 1 and len(draw.shared) < share_of(len(given), plan.overlap):
        yield "The overlap is smaller than asked for: near-duplicates come into it once only."
    if plan.per_article > 1 and plan.overlap and len(draw.shared) < FEW:
        text = f"{len(draw.shared)} articles coded by several are few: below {FEW} a coefficient says little."
        yield (
            text
            if draw.shared
            else "The overlap is too small to hold an article: agreement can't be measured."
        )
    if plan.repeats and not draw.repeats:
        yield "Nobody has enough articles for a hidden repeat at this share."
