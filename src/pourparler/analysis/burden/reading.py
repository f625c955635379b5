"""The answer in sentences: what is taken, on which assumption, who pays; and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.burden.naming import METHOD, Names
from pourparler.analysis.burden.plans import Plans
from pourparler.analysis.burden.shares import Shares
from pourparler.analysis.burden.tables import Answered, rounded
from pourparler.analysis.packages.arrays import Array
from pourparler.analysis.packages.counting import Hold, held, ranged, written
from pourparler.analysis.phrases import capital, counted, listed
from pourparler.core.result import Mark, Sentence

TELLING = 0.5
"""How far the means of a number must lie apart, in its own standard deviations, to be named as what turns the plan."""
OFTEN = 0.02
"""The share of draws below which a plan is not worth contrasting."""


def findings(answered: Sequence[Answered], divided: Sequence[Shares], names: Names) -> tuple[Sentence, ...]:
    """Return the answer, a few sentences for each party that is helped."""
    told = [sentence for one in answered for sentence in _plan(one, names)]
    told += [sentence for shares in divided for sentence in _shares(shares, names)]
    if not told:
        told.append(Sentence("No measure of support or pressure that is not delivered yet is on file.", METHOD))
    return tuple(told)


def _plan(one: Answered, names: Names) -> Iterator[Sentence]:
    helped, plans = names.party(one.offer.helped), one.plans
    if plans is None:
        yield Sentence(f"For {helped} no plan can be made: {_why(one)}.", METHOD)
        return
    leading = plans.leading
    if leading is None:
        yield Sentence(f"For {helped} not even what is decided fits within limits, in any draw.", METHOD)
        return
    costs, worth = plans.cost(leading), plans.worth(leading)
    hold = Hold(plans.counts[leading], plans.draws)
    if not leading:
        yield Sentence(f"For {helped} none of the measures on offer is in the plan of most worth, in {hold}.", METHOD)
        return
    yield Sentence(
        f"For {helped}, plan A is worth the most within limits in {hold}: {names.measures(one.offer, leading)}. Its "
        f"cost is {ranged(costs)} {one.offer.money} over {one.offer.span.years:.3g} years.",
        METHOD,
    )
    basis = (
        "the sum of what the team judged each measure to be worth"
        if one.offer.worths.judged
        else f"the sum of what each measure alone changes in the no-deal value of {helped}"
    )
    marks: tuple[Mark, ...] = names.marks(one.offer.worths.paths) if one.offer.worths.judged else METHOD
    text = f"Most worth is an assumption about the aim: it means {basis} ({ranged(worth)} for this plan)."
    yield Sentence(text, (*METHOD, *marks) if one.offer.worths.judged else METHOD)


def _why(one: Answered) -> str:
    if one.offer.left and not one.offer.measures:
        return "; ".join(dict.fromkeys(f"{left.measure.label}: {left.why}" for left in one.offer.left))
    return "nobody who may pay has a limit on file"


def _shares(shares: Shares, names: Names) -> Iterator[Sentence]:
    offer = shares.plans.offer
    spans = []
    for backer in names.backers(offer):
        middles = [
            (100 * float(np.median(formula.paid[formula.holds, backer] / shares.cost[formula.holds])), formula.name)
            for formula in shares.formulas
            if formula.holds.any()
        ]
        if middles:
            low, high = min(middles), max(middles)
            spans.append(f"{names.party(offer.backers[backer])} {written(low[0], high[0])} per cent")
    if spans:
        count = counted(len(shares.formulas), "formula", "formulas")
        yield Sentence(
            f"What each backer would pay of plan A for {names.party(offer.helped)} differs by formula ({count}, middle "
            f"of the draws): {'; '.join(spans)}. Each backer will argue for the one that suits it.",
            METHOD,
        )
    if shares.least is not None and shares.subsidised is not None:
        yield from _core(shares)


def _core(shares: Shares) -> Iterator[Sentence]:
    assert shares.subsidised is not None  # noqa: S101  (the caller looked)
    enough = shares.subsidised <= 0
    looked = (
        str(held(enough)) if len(enough) == shares.plans.draws else f"{enough.sum()} of the first {len(enough)} draws"
    )
    text = f"In {looked} that cost can be divided so that no group of backers pays more than by itself"
    short = shares.subsidised[shares.subsidised > 0]
    if len(short):
        text += f"; in the others {ranged(short)} {shares.plans.offer.money} are missing for that"
    if shares.settled is not None and shares.settled.certified:
        text += "; the nucleolus at the middle of the ranges has passed its certificate"
    yield Sentence(text + ".", METHOD)


def challenges(answered: Sequence[Answered], divided: Sequence[Shares], names: Names) -> tuple[Sentence, ...]:
    """Return what turns the plan, what lets more in, and which formulas a group would leave."""
    told = [sentence for one in answered if one.plans is not None for sentence in _turns(one.plans, names)]
    told += [sentence for one in answered if one.plans is not None for sentence in _lets_in(one.plans, names)]
    told += [sentence for shares in divided for sentence in _objected(shares, names)]
    return tuple(told)


def _turns(plans: Plans, names: Names) -> Iterator[Sentence]:
    """Name the number that most tells the draws of the leading plan from the others."""
    leading = plans.leading
    if leading is None:
        return
    ours: NDArray[np.bool_] = plans.best.possible & (plans.best.chosen == plans.mask(leading)).all(axis=1)
    if not OFTEN * plans.draws <= np.count_nonzero(~ours) or not ours.any():
        return
    told = sorted(
        ((_apart(values, ours), name, path, values) for name, path, values in _numbers(plans, names)),
        key=lambda one: (-one[0], one[2]),
    )
    for apart, name, path, values in told[:2]:
        if apart >= TELLING:
            stands, gives = (rounded(float(values[where].mean())) for where in (ours, ~ours))
            text = (
                f"Plan A for {names.party(plans.offer.helped)} gives way with {name}: {stands} on average where it is "
                f"of most worth, {gives} where another is."
            )
            yield Sentence(text, (*METHOD, *names.marks([path])))


def _numbers(plans: Plans, names: Names) -> Iterator[tuple[str, str, Array]]:
    offer = plans.offer
    for number, measure in enumerate(offer.measures):
        cost = offer.drawn[f"measures.{measure.id}.cost"][: plans.draws]
        yield f"the cost of {measure.label}", f"measures.{measure.id}.cost", cost
        yield f"the worth of {measure.label}", f"measures.{measure.id}.worth", offer.worth[: plans.draws, number]
    for backer in offer.backers:
        path = f"parties.{backer}.funds.limit"
        yield f"the limit of {names.party(backer)}", path, offer.drawn[path][: plans.draws]


def _apart(values: Array, ours: NDArray[np.bool_]) -> float:
    spread = float(values.std())
    return abs(float(values[ours].mean() - values[~ours].mean())) / spread if spread > 0 else 0.0


def _lets_in(plans: Plans, names: Names) -> Iterator[Sentence]:
    """Say which single limit, raised, lets most in beside the leading plan."""
    offer = plans.offer
    told = []
    for taken in plans.wanted:
        extra = taken - (plans.leading or frozenset())
        missing = plans.missing_money(taken)
        lacking = missing[np.isfinite(missing) & (missing > 0)]
        if len(extra) == 1 and len(lacking) and offer.supply().obeys(plans.mask(taken)):
            (number,) = extra
            told.append(
                f"{offer.measures[number].label} ({ranged(lacking)} missing in {held(missing > 0).brief} draws)"
            )
    if told:
        text = (
            f"With so much more money these would fit beside plan A for {names.party(offer.helped)}, in "
            f"{offer.money}: {'; '.join(told)}."
        )
        yield Sentence(text, METHOD)


def _objected(shares: Shares, names: Names) -> Iterator[Sentence]:
    found = []
    for formula in shares.formulas:
        objected = shares.objected(formula)
        if objected is not None and len(objected) and objected.mean() > 1 / 2:
            found.append(formula.name)
    if found:
        text = (
            f"{capital(listed(found))}: in most draws some group of backers would pay more than by itself, and could "
            f"leave the division for {names.party(shares.plans.offer.helped)}."
        )
        yield Sentence(text, METHOD)
