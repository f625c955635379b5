"""Who pays for which measures?"""

from __future__ import annotations

from collections.abc import Sequence

from pourparler.analysis.burden.dividing import argument_table, share_table
from pourparler.analysis.burden.figures import curve_figure, share_figure, taken_figure
from pourparler.analysis.burden.missing import missing
from pourparler.analysis.burden.naming import Names
from pourparler.analysis.burden.offers import Offer, offers
from pourparler.analysis.burden.plans import Plans
from pourparler.analysis.burden.reading import challenges, findings
from pourparler.analysis.burden.shares import Shares
from pourparler.analysis.burden.tables import (
    Answered,
    curve_table,
    limit_table,
    measure_table,
    payment_table,
    plan_table,
)
from pourparler.analysis.ground import Ground
from pourparler.case.model import Case
from pourparler.case.sampling import SEED, Draws, draws_of
from pourparler.core.result import Figure, Result, Table
from pourparler.evidence.record import Evidence

METHOD = "plans by lexicographic choice within limits in every draw; shares by ability, claims rules and cost games"
CITATION = "docs/explanation/burden.md"


def burden(case: Case, evidence: Evidence, draws: Draws | None = None) -> Result:
    """Say which measures fit together within what backers can give, who pays, and how formulas would share the cost.

    Parameters
    ----------
    case : Case
        Measures with cost, unit and worth (or what they change in a conflict that is on file), backers with funds.
        Where one of these is missing the measure is left out and the figure asked for; nothing stands in for it.
    evidence : Evidence
    draws : Draws, optional
        Of the case; from `SEED` when left out.

    Returns
    -------
    Result
        Tables ``measures``, ``plans``, ``payments``, ``by-cost``, ``limits``, and for each party that is helped
        ``shares-`` and ``arguments-``; figures ``taken``, ``shares-`` and ``by-cost-``.

    Notes
    -----
    One plan for each party that is helped, worked out in the same way; what is delivered is in place and in no plan. It
    advises nobody to pay: the aim (most worth) is an assumption, and formulas stand side by side.

    Examples
    --------
    >>> print(burden(Case(), Evidence({}, {})).text[0])
    No measure of support or pressure that is not delivered yet is on file.
    """
    drawn = draws_of(case, SEED) if draws is None else draws
    names = Names(case)
    answered = [_answered(offer) for offer in offers(case, drawn)]
    divided = [
        Shares(one.plans, one.plans.leading)
        for one in answered
        if one.plans is not None and one.plans.leading and len(one.offer.backers) > 1 and one.plans.costly
    ]
    tables: list[Table] = [
        measure_table(answered, names),
        plan_table(answered, names),
        payment_table(answered, names),
        curve_table(answered, names),
        limit_table(answered, names),
    ]
    for shares in divided:
        tables += [share_table(shares, names), argument_table(shares, names)]
    solved = min((one.plans.draws for one in answered if one.plans is not None), default=drawn.draws)
    return Result(
        question="burden",
        title="Who pays for which measures?",
        provenance=Ground(case, evidence).provenance(
            METHOD, CITATION, _warnings(answered), seed=drawn.seed, draws=drawn.draws, solved=solved
        ),
        tables=tuple(tables),
        figures=_figures(answered, divided, names),
        text=findings(answered, divided, names),
        challenge=challenges(answered, divided, names),
        missing=missing(case, [one.offer for one in answered]),
    )


def _answered(offer: Offer) -> Answered:
    return Answered(offer, Plans(offer) if offer.measures and offer.backers else None)


def _figures(answered: Sequence[Answered], divided: Sequence[Shares], names: Names) -> tuple[Figure, ...]:
    found = [taken_figure(answered, names), *(share_figure(shares, names) for shares in divided)]
    found += [curve_figure(one, names) for one in answered]
    return tuple(figure for figure in found if figure is not None)


def _warnings(answered: Sequence[Answered]) -> tuple[str, ...]:
    cut = [one.plans for one in answered if one.plans is not None]
    told = [
        f"only the first {plans.draws} draws were solved: {len(plans.offer.measures)} measures and "
        f"{len(plans.offer.backers)} backers are too many to look at every choice"
        for plans in cut
        if plans.draws < plans.offer.draws
    ]
    told += ["a search for a plan was cut: a better one may exist" for plans in cut if not plans.best.proved]
    return tuple(told)
