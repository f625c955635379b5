"""The tables of plans: measures, plans side by side, who pays for what, worth by cost, what would have to move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pourparler.analysis.burden.naming import METHOD, Names
from pourparler.analysis.burden.offers import SETTLED, Offer, payers
from pourparler.analysis.burden.plans import Plans, Taken
from pourparler.analysis.packages.counting import held, ranged
from pourparler.analysis.phrases import listed
from pourparler.core.result import Cell, Mark, Table

Rows = list[tuple[Cell, ...]]
Marks = dict[tuple[int, str], tuple[Mark, ...]]
SMALL = 1e-9


@dataclass(frozen=True)
class Answered:
    """An offer with its plans, where any can be made.

    Parameters
    ----------
    offer : Offer
    plans : Plans or None
        None when no measure can be weighed.
    """

    offer: Offer
    plans: Plans | None


def measure_table(answered: Sequence[Answered], names: Names) -> Table:
    """Return one row for each measure on offer: cost, worth, and in how many draws it is in the best plan."""
    columns = ("for", "measure", "may be paid by", "status", "cost", "worth", "in the plan of most worth")
    rows: Rows = []
    marks: Marks = {}
    for one in answered:
        offer = one.offer
        for number in names.in_order(offer):
            measure = offer.measures[number]
            path = f"measures.{measure.id}"
            marks[len(rows), "cost"] = names.marks([f"{path}.cost"])
            weighed = offer.worths.known(measure)
            if weighed:
                marks[len(rows), "worth"] = names.marks([f"{path}.worth"]) or METHOD
            decided = measure.status == SETTLED
            taken = one.plans.taken(number).brief if one.plans is not None else None
            rows.append(
                (
                    names.party(offer.helped),
                    measure.label,
                    listed([names.party(party) for party in payers(measure)]),
                    measure.status,
                    ranged(offer.cost[:, number].sum(axis=1)),
                    ranged(offer.worth[:, number]) if weighed else None,
                    "in any case" if decided else taken,
                )
            )
        for left in offer.left:
            who = listed([names.party(party) for party in payers(left.measure)])
            rows.append(
                (
                    names.party(offer.helped),
                    left.measure.label,
                    who,
                    left.measure.status,
                    None,
                    None,
                    f"left out: {left.why}",
                )
            )
    return Table("measures", "Measures on offer", columns, tuple(rows), marks, note=_counted_in(answered))


def _counted_in(answered: Sequence[Answered]) -> str | None:
    told = []
    for one in answered:
        if not one.offer.measures:
            continue
        years = one.offer.span.years
        over = f"over {years:.3g} years" if one.offer.case.as_of is not None else "over a year"
        scale = "as judged" if one.offer.worths.judged else "in points of its no-deal value, each measure alone"
        helped = one.offer.case.party(one.offer.helped)
        name = helped.label if helped is not None else one.offer.helped
        draws = one.plans.draws if one.plans is not None else one.offer.draws
        told.append(f"For {name}: cost in {one.offer.money}, {over}; worth {scale}; {draws:,} draws")
    return "; ".join(told) + ". Ranges hold eight of ten draws." if told else None


def plan_table(answered: Sequence[Answered], names: Names) -> Table:
    """Return one row for each plan laid side by side."""
    columns = (
        "for", "plan", "measures", "of most worth in", "can be paid in", "cost", "worth", "falls short of the most by",
        "largest burden, times the average",
    )  # fmt: skip
    rows: Rows = []
    for one in answered:
        plans = one.plans
        if plans is None:
            continue
        most = np.array([plans.offer.worth[draw, plans.best.chosen[draw]].sum() for draw in range(plans.draws)])
        for place, taken in enumerate(plans.shown):
            paid, possible = plans.payments(taken)
            against = plans.offer.held_against[: plans.draws]
            average = np.maximum(plans.cost(taken) / against.sum(axis=1), SMALL)
            burdens = (paid / against)[possible].max(axis=1, initial=0.0) / average[possible]
            short = np.where(possible, most - plans.worth(taken), np.nan)[possible]
            rows.append(
                (
                    names.party(one.offer.helped),
                    chr(ord("A") + place),
                    names.measures(one.offer, taken),
                    _count(plans, plans.counts.get(taken, 0)),
                    held(possible).brief,
                    ranged(plans.cost(taken)),
                    ranged(plans.worth(taken)),
                    ranged(np.maximum(short, 0.0)),
                    ranged(burdens) if taken else None,
                )
            )
    note = (
        "A burden is what a backer pays over its ability to pay (over its limit where ability is not on file for all); "
        "1 is the average over all backers."
    )
    title = "Plans side by side: most often of most worth, then near it"
    return Table("plans", title, columns, tuple(rows), note=note if rows else None)


def rounded(amount: float) -> str:
    """Write an amount with three digits that count.

    Examples
    --------
    >>> rounded(1846.2), rounded(0.0512), rounded(12.0)
    ('1,850', '0.0512', '12')
    """
    plain = float(f"{amount:.3g}")
    return f"{plain:,.0f}" if plain == int(plain) else f"{plain:,g}"


def _count(plans: Plans, count: int) -> str:
    mask = np.zeros(plans.draws, dtype=bool)
    mask[:count] = True
    return held(mask).brief


def payment_table(answered: Sequence[Answered], names: Names) -> Table:
    """Return who pays for what in the leading plan, burdens as even as limits and permissions allow."""
    columns = ("for", "backer", "measure", "pays, at the middle", "pays in all", "of its limit, per cent")
    rows: Rows = []
    for one in answered:
        plans = one.plans
        if plans is None or plans.leading is None:
            continue
        paid, possible = plans.payments(plans.leading)
        middle = plans.middle(plans.leading)
        limit = plans.offer.limit[: plans.draws].sum(axis=2)
        for backer in names.backers(one.offer):
            whole = paid[possible, backer]
            share = np.round(100 * whole / np.maximum(limit[possible, backer], SMALL), 6)
            told = (ranged(whole), ranged(share))
            settled: list[tuple[int | None, float | None]] = [
                (number, float(middle[backer, number]))
                for number in names.in_order(one.offer)
                if middle is not None and middle[backer, number] > SMALL * max(1.0, float(middle.max()))
            ]
            for number, amount in settled or [(None, None)]:
                rows.append(
                    (
                        names.party(one.offer.helped),
                        names.party(one.offer.backers[backer]),
                        None if number is None else one.offer.measures[number].label,
                        None if amount is None else rounded(amount),
                        *told,
                    )
                )
                told = ("", "")
    title = "Who pays for what in plan A, burdens as even as limits and permissions allow"
    note = (
        "The largest burden is made as small as can be, then the next. Of the ways to spread that over measures, the "
        "most even one is shown, at the middle of the ranges; the sums by backer do not depend on that."
    )
    return Table("payments", title, columns, tuple(rows), note=note if rows else None)


def curve_table(answered: Sequence[Answered], names: Names) -> Table:
    """Return the most worth at each total cost."""
    columns = ("for", "measures", "cost", "worth", "can be paid in")
    rows: Rows = []
    for one in answered:
        if one.plans is None:
            continue
        for taken in one.plans.by_cost:
            rows.append(
                (
                    names.party(one.offer.helped),
                    names.measures(one.offer, taken),
                    ranged(one.plans.cost(taken)),
                    ranged(one.plans.worth(taken)),
                    held(one.plans.payable(taken)).brief,
                )
            )
    note = "At the middle of the ranges nothing of the same cost is worth more; the ranges are of what is taken."
    return Table("by-cost", "The most worth at each total cost", columns, tuple(rows), note=note if rows else None)


def limit_table(answered: Sequence[Answered], names: Names) -> Table:
    """Return what would have to move for more to fit: the leading plan with each measure left out, and everything."""
    columns = (
        "for", "to take together", "fits in", "money missing where it does not", "one limit alone, raised by",
        "one permission alone", "rules in the way",
    )  # fmt: skip
    rows: Rows = []
    for one in answered:
        plans = one.plans
        if plans is None or plans.best.possible.sum() == 0:
            continue
        for taken in plans.wanted:
            told = _together(plans, taken, names)
            rows.append((names.party(one.offer.helped), told, *_movements(plans, taken, names)))
    title = "What would have to move for more to fit"
    note = (
        "Each limit is moved alone, with the others as they are; permissions and rules at the middle of the ranges. "
        "Money and permissions have no common measure."
    )
    return Table("limits", title, columns, tuple(rows), note=note if rows else None)


def _together(plans: Plans, taken: Taken, names: Names) -> str:
    leading = plans.leading or frozenset()
    if taken == leading:
        return "plan A"
    if len(taken) == len(plans.offer.measures):
        return "everything on offer"
    return f"plan A and {names.measures(plans.offer, taken - leading)}"


def _movements(plans: Plans, taken: Taken, names: Names) -> tuple[Cell, ...]:
    offer, mask = plans.offer, plans.mask(taken)
    missing = plans.missing_money(taken)
    clean = plans.offer.supply().obeys(mask)
    fits = (missing == 0) if clean else np.zeros(plans.draws, dtype=bool)
    lacking = missing[(missing > 0) & np.isfinite(missing)]
    alone = []
    by_one = plans.alone(taken)
    for backer in names.backers(offer):
        rise = by_one[:, backer]
        enough = np.isfinite(rise) & (rise > 0)
        if enough.any():
            often = f" (enough in {held(enough).brief})" if plans.draws > 1 else ""
            alone.append(f"{names.party(offer.backers[backer])} {ranged(rise[enough])}{often}")
    found = plans.fitting(taken)
    allowed = [
        f"{names.party(offer.backers[backer])} for {offer.measures[measure].label}"
        for backer, measure in found.permission_alone
    ]
    rules = [
        " and ".join(offer.measures[number].label for number in offer.exclusions[rule]) + " exclude each other"
        for rule in found.exclusions
    ]
    rules += [
        f"{offer.measures[offer.prerequisites[rule][0]].label} requires what is excluded"
        for rule in found.prerequisites
    ]
    return (
        held(fits).brief,
        (ranged(lacking) if len(lacking) else "no money is enough") if not (missing == 0).all() else None,
        "; ".join(alone) or None,
        "; ".join(allowed) or None,
        "; ".join(rules) or None,
    )
