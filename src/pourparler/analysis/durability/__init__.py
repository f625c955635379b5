"""Would an agreement hold, what guarantee does it need, in which phases?"""

from __future__ import annotations

from pourparler.analysis.durability.bodies import ballots, body_table, member_table
from pourparler.analysis.durability.chart import margin_figure
from pourparler.analysis.durability.dated import Offers, at_changes
from pourparler.analysis.durability.design import Design
from pourparler.analysis.durability.dispute import Resumed
from pourparler.analysis.durability.guarantors import credibility_table, firmer_table, guarantor_table
from pourparler.analysis.durability.held import Held
from pourparler.analysis.durability.margins import change_table, date_table, design_table, margin_table
from pourparler.analysis.durability.missing import missing
from pourparler.analysis.durability.promises import date_table as smallest_table
from pourparler.analysis.durability.promises import guarantee_table, promises
from pourparler.analysis.durability.reading import challenges, findings, left_out
from pourparler.analysis.durability.staged import (
    ceiling_table,
    check_table,
    deferral_table,
    exchange_table,
    phase_table,
)
from pourparler.analysis.durability.trust import guarantors_challenged, guarantors_told
from pourparler.analysis.durability.variants import inspection_table, variant_table, variants
from pourparler.analysis.ground import Ground
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.process import process, with_no_deal
from pourparler.case.model import Case
from pourparler.case.sampling import SEED, Draws, draws_of
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence

METHOD_NAME = "keeping against breaking by date, against the dispute as it would resume; guarantees, steps and checks"
CITATION = "Friedman 1971; Fearon 1995; Powell 2004, 2006; docs/explanation/durability.md"


def durability(case: Case, evidence: Evidence, draws: Draws | None = None) -> Result:
    """Say where keeping each agreement is worth more than breaking it, and what guarantee, steps or checks it needs.

    Parameters
    ----------
    case : Case
        With agreements in dated phases, and the course of the dispute if one is broken; what is missing is asked for.
    evidence : Evidence
    draws : Draws, optional
        Of the case; from `SEED` when left out.

    Returns
    -------
    Result
        Tables ``margins``, ``dated-changes``, ``guarantees``, ``guarantors``, ``credibility``, ``firmer``,
        ``delay-and-inspection``, ``bodies``, ``persuaded``, ``phases``, ``checks``, ``inspections``, ``exchange``,
        ``ceilings``, ``deferred``, ``designs``, ``margin-by-date``, ``smallest-by-date``, those with rows; figure
        ``margins``.

    Notes
    -----
    An agreement holds in a draw where, on every date and for every party that must agree, keeping it is worth at least
    as much as breaking it. Breaking brings what the phase tempts with until it is seen, then the dispute as it would
    resume on that date. No chance that an agreement lasts is formed.

    Examples
    --------
    >>> durability(Case(), Evidence({}, {})).text
    ()
    """
    drawn = draws_of(case, SEED) if draws is None else draws
    ground = Ground(case, evidence)
    course = process(case, drawn)
    arrays = Arrays(case, with_no_deal(case, drawn))
    names = Names(arrays)
    designs = [Design(arrays, agreement) for agreement in case.agreements] if arrays.formed else []
    datable = case.conflict is not None and case.as_of is not None
    resumed = Resumed(course)
    helds = [Held(design, resumed) for design in designs if datable and design.complete]
    dated = [(held, tuple(at_changes(held, offers))) for offers in (Offers(arrays),) for held in helds]
    found, votes = promises(helds), tuple(ballots(helds))
    otherwise = [(promise, variants(promise)) for promise in found if promise.needed.any()]
    tables = (
        margin_table(helds, names),
        change_table(dated, names),
        guarantee_table(helds, found, names),
        guarantor_table(found, names),
        credibility_table(found, names),
        firmer_table(found, names),
        variant_table(otherwise, names),
        body_table(votes, names),
        member_table(votes, names),
        phase_table(helds, names),
        check_table(helds, names),
        inspection_table(helds, names),
        exchange_table(helds, names),
        ceiling_table(helds),
        deferral_table(helds, names),
        design_table(helds),
        date_table(helds, names),
        smallest_table(found, names),
    )
    figure = margin_figure(helds, names)
    return Result(
        question="durability",
        title="Would it hold, and what guarantee does it need?",
        provenance=ground.provenance(METHOD_NAME, CITATION, seed=drawn.seed, draws=drawn.draws),
        tables=tuple(table for table in tables if table is not None and table.rows),
        figures=(figure,) if figure is not None else (),
        text=(*findings(helds, found, names), *guarantors_told(found, names), *left_out(helds, names)),
        challenge=(
            *challenges(helds, dated, names, course is not None),
            *guarantors_challenged(helds, found, otherwise, names),
        ),
        missing=missing(arrays),
    )
