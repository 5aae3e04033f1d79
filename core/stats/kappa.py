"""Percent agreement and the κ family, weighted or not.

Multi-coder forms follow Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., ch. 2–5: ratings may be
missing; observed agreement is the mean of each unit's share of agreeing pairs. Percent agreement lies in
[0, 1]. The κ are at most 1, and without weights at least −1 where nobody left a unit out; Fleiss' and
Conger's can fall lower where many units have one rating, which moves chance agreement only. They are
undefined where chance agreement is perfect. Names: Scott (1955), Cohen (1960, 1968), Fleiss (1971), Light
(1971), Conger (1980), Brennan & Prediger (1981), Gwet (2008).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np

from core.stats.alpha import told
from core.stats.result import NO_VARIATION, NOTHING_PAIRED, ONE_CATEGORY, TWO_CODERS, Coefficient
from core.stats.table import Floats, Patterns, Ratings, few_enough

Chance = Callable[[Patterns, Floats], float]
_NEAR = 1e-12  # chance this near to 1 is 1


def percent_pairwise(patterns: Patterns) -> Coefficient:
    """Share of agreeing pairs of ratings, a mean over units (Holsti's where all coders rated all units)."""
    found = told(patterns, "percent agreement (pairs)")
    return found if found.reason else _with(found, observed(patterns, _weights(patterns, None)))


def percent_all(patterns: Patterns) -> Coefficient:
    """Share of units on which all who rated agree, of those that two or more rated."""
    found = told(patterns, "percent agreement (all coders)")
    if found.reason:
        return found
    seen = patterns.paired
    codes = patterns.codes[:, seen]
    alike = codes.max(axis=0) == np.where(codes < 0, patterns.width, codes).min(axis=0)
    return _with(found, float((alike * patterns.times[seen]).sum() / patterns.times[seen].sum()))


def fleiss(patterns: Patterns, weights: Floats | None = None) -> Coefficient:
    """Fleiss' κ: all coders share one distribution of categories."""
    return _corrected("Fleiss' κ", patterns, weights, fleiss_chance)


def scott(patterns: Patterns, weights: Floats | None = None) -> Coefficient:
    """Scott's π: Fleiss' κ of two coders."""
    if len(patterns.active) != 2:
        found = told(patterns, "Scott's π")
        return found if found.reason else found.undefined(TWO_CODERS)
    return _corrected("Scott's π", patterns.coders(patterns.active), weights, fleiss_chance)


def brennan_prediger(patterns: Patterns, weights: Floats | None = None) -> Coefficient:
    """Brennan & Prediger's κ: all categories of the codebook are equally likely."""
    return _corrected("Brennan–Prediger κ", patterns, weights, uniform_chance)


def von_eye(patterns: Patterns) -> Coefficient:
    """Brennan & Prediger's κ where only agreement of all coders counts (von Eye 2006)."""
    found = percent_all(patterns)
    bare = _named(found, "Brennan–Prediger κ (all coders, von Eye)")
    if found.value is None:
        return bare
    if patterns.width < 2:
        return bare.undefined(ONE_CATEGORY)
    chance = patterns.width ** (1 - len(patterns.active))
    return _with(bare, (found.value - chance) / (1 - chance))


def gwet(patterns: Patterns, weights: Floats | None = None) -> Coefficient:
    """Gwet's AC1, or AC2 with weights; bears skewed categories that make κ fall."""
    return _corrected("Gwet's AC1" if weights is None else "Gwet's AC2", patterns, weights, gwet_chance)


def conger(patterns: Patterns, weights: Floats | None = None) -> Coefficient:
    """Conger's κ (Hubert's pairwise): each coder has an own distribution."""
    some = patterns.coders(patterns.active) if len(patterns.active) > 1 else patterns
    return _corrected("Conger's κ", some, weights, conger_chance)


def cohen(patterns: Patterns, weights: Floats | None = None) -> Coefficient:
    """Cohen's κ of two coders over the units that both rated."""
    name = "Cohen's κ" if weights is None else "weighted κ"
    found = told(patterns, name)
    if found.reason:
        return found
    if len(patterns.active) != 2:
        return found.undefined(TWO_CODERS)
    few_enough(patterns.width)
    table = contingency(patterns)
    total = table.sum()
    if not total:
        return found.undefined(NOTHING_PAIRED)
    weights = _weights(patterns, weights)
    share = table / total
    chance = float(share.sum(axis=1) @ weights @ share.sum(axis=0))
    if 1 - chance < _NEAR:
        return found.undefined(NO_VARIATION)
    return _with(found, (float((share * weights).sum()) - chance) / (1 - chance))


def light(patterns: Patterns, weights: Floats | None = None) -> Coefficient:
    """Light's κ: the mean of all pairs' Cohen's κ; undefined where that of one pair is."""
    found = told(patterns, "Light's κ")
    if found.reason:
        return found
    pairs = [cohen(patterns.coders(pair), weights) for pair in combinations(patterns.active, 2)]
    lost = next((pair for pair in pairs if pair.value is None), None)
    if lost is not None:
        return found.undefined(f"Cohen's κ of one pair of coders is: {lost.reason}")
    return _with(found, float(np.mean([pair.value for pair in pairs])))


def one_against_rest(ratings: Ratings, category: int) -> Patterns:
    """The ratings as *this category* (1) or *another one* (0)."""
    found = ratings.patterns
    codes = np.where(found.codes < 0, found.codes, found.codes == category).astype(np.int8)
    return Patterns(codes, found.times, 2, found.units)


def contingency(patterns: Patterns) -> Floats:
    """How often the first two active coders gave each pair of categories; the first one's are the rows."""
    first, second = patterns.codes[list(patterns.active[:2])]
    both = (first >= 0) & (second >= 0)
    table = np.zeros((patterns.width, patterns.width))
    np.add.at(table, (first[both], second[both]), patterns.times[both])
    return table


# -- observed and expected ------------------------------------------------------------------------------


def observed(patterns: Patterns, weights: Floats) -> float:
    """Mean over units of the weighted share of agreeing pairs."""
    shares, times = unit_agreement(patterns, weights), patterns.times[patterns.paired]
    return float((shares * times).sum() / times.sum())


def unit_agreement(patterns: Patterns, weights: Floats) -> Floats:
    """Each pairable pattern's weighted share of agreeing pairs."""
    both_ways = (weights + weights.T) / 2
    found = np.zeros(patterns.codes.shape[1])
    for at, one, other in patterns.pairs():
        found[at] += both_ways[one, other]
    raters = patterns.raters[patterns.paired]
    return np.asarray(2 * found[patterns.paired] / (raters * (raters - 1)))


def shares(patterns: Patterns) -> Floats:
    """Mean over all rated units of each category's share of the unit's ratings."""
    return np.asarray(patterns.margins(patterns.times / patterns.raters) / patterns.times.sum())


def fleiss_chance(patterns: Patterns, weights: Floats) -> float:
    """Chance agreement of two draws from the pooled distribution."""
    pooled = shares(patterns)
    return float(pooled @ weights @ pooled)


def uniform_chance(patterns: Patterns, weights: Floats) -> float:
    """Chance agreement of two draws from all categories alike."""
    return float(weights.sum() / patterns.width**2)


def gwet_chance(patterns: Patterns, weights: Floats) -> float:
    """Chance agreement where only doubtful units are guessed."""
    pooled, width = shares(patterns), patterns.width
    return float(weights.sum() * (pooled * (1 - pooled)).sum() / (width * (width - 1)))


def own_shares(patterns: Patterns) -> Floats:
    """Coders × categories: each coder's distribution over the units that the coder rated."""
    coders = patterns.codes.shape[0]
    found = np.zeros((coders, patterns.width))
    for at, row in enumerate(patterns.codes):
        rated = row >= 0
        found[at] = np.bincount(row[rated], patterns.times[rated], patterns.width)
    return np.asarray(found / found.sum(axis=1, keepdims=True))


def conger_chance(patterns: Patterns, weights: Floats) -> float:
    """Chance agreement of two coders, each drawing from the own distribution; a mean over pairs."""
    own = own_shares(patterns)
    coders = len(own)
    total = own.sum(axis=0)
    every = float(total @ weights @ total)
    same = float(np.einsum("gk,kl,gl->", own, weights, own))
    return (every - same) / (coders * (coders - 1))


def _corrected(name: str, patterns: Patterns, weights: Floats | None, chance: Chance) -> Coefficient:
    found = told(patterns, name)
    if found.reason:
        return found
    if patterns.width < 2:
        return found.undefined(ONE_CATEGORY)
    weights = _weights(patterns, weights)
    expected = chance(patterns, weights)
    if 1 - expected < _NEAR:
        return found.undefined(NO_VARIATION)
    return _with(found, (observed(patterns, weights) - expected) / (1 - expected))


def _weights(patterns: Patterns, weights: Floats | None) -> Floats:
    few_enough(patterns.width)
    return np.eye(patterns.width) if weights is None else weights


def _with(found: Coefficient, value: float) -> Coefficient:
    return Coefficient(found.name, value, "", found.units, found.pairable, found.coders, found.ratings)


def _named(found: Coefficient, name: str) -> Coefficient:
    return Coefficient(
        name, found.value, found.reason, found.units, found.pairable, found.coders, found.ratings
    )
