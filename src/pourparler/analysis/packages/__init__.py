"""Which packages pass, which are efficient, what do fairness principles pick, how firmly?"""

from __future__ import annotations

from pourparler.analysis.ground import Ground
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.bargaining import bargaining_table, weights_missing
from pourparler.analysis.packages.blocking import Blocking, needed_table, option_table, red_line_table
from pourparler.analysis.packages.cards import card_table, passing_table, side_by_side
from pourparler.analysis.packages.dividing import adjusted_winner_table
from pourparler.analysis.packages.emptiness import emptiness_table
from pourparler.analysis.packages.exact import enumerated
from pourparler.analysis.packages.fairness import option_table as picked_options
from pourparler.analysis.packages.fairness import principle_table, stake_table
from pourparler.analysis.packages.figures import cloud_figure, hold_figure
from pourparler.analysis.packages.holding import held_table
from pourparler.analysis.packages.large import MOST_PACKAGES, LargeSpace, first_draws
from pourparler.analysis.packages.middle import middle_table
from pourparler.analysis.packages.missing import missing
from pourparler.analysis.packages.money import Money
from pourparler.analysis.packages.naming import METHOD, Names
from pourparler.analysis.packages.outvoted import outvoted, outvoted_sentences, outvoted_table
from pourparler.analysis.packages.picking import change_table, changes
from pourparler.analysis.packages.reading import challenges, findings, structural, unlinked, wide_judgements
from pourparler.analysis.packages.solved import Solved
from pourparler.analysis.packages.structure import Structure
from pourparler.analysis.packages.trades import trade_table
from pourparler.analysis.packages.turning import Turning, swing_table, threshold_table
from pourparler.analysis.phrases import listed
from pourparler.analysis.process import with_no_deal
from pourparler.case.model import Case
from pourparler.case.sampling import SEED, Draws, draws_of
from pourparler.core.result import Figure, Question, Result, Sentence, Table
from pourparler.evidence.record import Evidence
from pourparler.methods.packages.groups import NothingAllowedError
from pourparler.methods.packages.space import ContradictionError

METHOD_NAME = "packages enumerated; zone, frontier and fairness principles in every draw"
CITATION = "Nash 1950; Kalai and Smorodinsky 1975; Kalai 1977; Harsanyi 1955; Pareto frontier by enumeration"


def packages(case: Case, evidence: Evidence, draws: Draws | None = None) -> Result:
    """Say which packages pass, who blocks the rest, what fairness principles pick, and how firmly each holds.

    Parameters
    ----------
    case : Case
        Principals with values of options, weights and no-deal values; where a number of a principal is missing,
        nothing stands in for it: the result asks for it, and says what can be said without. A no-deal value that is not
        typed comes from the ``conflict`` of the case, where that is whole.
    evidence : Evidence
    draws : Draws, optional
        Of the case; from `SEED` when left out.

    Returns
    -------
    Result
        Tables ``side-by-side``, ``blocking``, ``who-blocks``, ``red-lines``, ``needed-options``, ``outvoted``,
        ``held``, ``principles``, ``picked-options``, ``stakes``, ``bargaining-weights``, ``middle``,
        ``adjusted-winner`` (two principals), ``thresholds``, ``pick-changes``, ``swings``, ``emptiness``,
        ``trades``, a ``card-`` for each package laid side by side, ``passing``; figures ``frontier`` and ``hold``.
        Without every number of every principal: ``blocking`` and ``who-blocks`` only.

    Notes
    -----
    No package is named without the number of draws in which it passes. Values are in points of each party's own 0 to
    100 and are compared between parties only where a principle does so by its definition.

    Examples
    --------
    >>> packages(Case(), Evidence({}, {})).text[0].text
    'No package can be formed yet.'
    """
    drawn = with_no_deal(case, draws_of(case, SEED) if draws is None else draws)
    ground = Ground(case, evidence)
    arrays = Arrays(case, drawn)
    lacking = (*missing(arrays), *weights_missing(arrays), *Money(arrays).missing())
    if not arrays.formed:
        none = Sentence("No package can be formed yet.", METHOD)
        return _result(ground, arrays, (), (none,), (), lacking)
    if arrays.space.count <= MOST_PACKAGES and arrays.whole:
        arrays = enumerated(arrays) or arrays
    structure = Structure(arrays)
    names = Names(arrays)
    if arrays.space.count > MOST_PACKAGES:
        return _large(ground, arrays, names, lacking)
    clash = structure.contradiction()
    if clash is not None:
        told = f"No package can stand: {clash}."
        return _result(ground, arrays, (), (Sentence(told, METHOD),), (), lacking)
    if not arrays.whole or not structure.open.any():
        return _in_part(ground, structure, names, lacking)
    return _whole(ground, structure, names, lacking)


def _large(ground: Ground, arrays: Arrays, names: Names, lacking: tuple[Question, ...]) -> Result:
    """Return what can be said of more packages than can be valued one by one."""
    if not arrays.whole:
        told = (
            f"{arrays.space.count:,} packages, before exclusions. Which pass cannot be said: numbers are not on file."
        )
        return _result(ground, arrays, (), (Sentence(told, METHOD),), (), lacking)
    try:
        space = LargeSpace(Arrays(arrays.case, first_draws(arrays.drawn)))
        return _result(ground, space.arrays, (space.table(names),), space.text(names), (), lacking)
    except (ContradictionError, NothingAllowedError):
        told = "No package is left: exclusions, prerequisites, red lines and bodies close all of them."
        return _result(ground, arrays, (), (Sentence(told, METHOD),), (), lacking)


def _in_part(ground: Ground, structure: Structure, names: Names, lacking: tuple[Question, ...]) -> Result:
    """Return what holds whatever is missing: which packages red lines, bodies and single no-deal values remove."""
    blocking = Blocking(structure)
    told = [structural(structure)]
    unknown = [names.party(party) for party in structure.arrays.principals if party not in structure.arrays.known]
    if structure.open.any() and unknown:
        lacks = f"what packages or no deal are worth to {listed(unknown)} is not on file"
        told.append(Sentence(f"Which of them pass cannot be said: {lacks}.", METHOD))
    elif structure.open.any():
        told.append(Sentence("Which of them pass cannot be said: no party that must agree is on file.", METHOD))
    tables = (blocking.table(names), option_table(structure, names))
    return _result(ground, structure.arrays, tables, tuple(told), (), lacking)


def _whole(ground: Ground, structure: Structure, names: Names, lacking: tuple[Question, ...]) -> Result:
    solved, blocking, turning = Solved(structure), Blocking(structure), Turning(structure)
    without = outvoted(structure)
    closing = (
        blocking.table(names),
        option_table(structure, names),
        red_line_table(blocking, names),
        needed_table(blocking, names),
        outvoted_table(without, names),
    )
    changed = changes(turning)
    turned = (
        threshold_table(turning, names),
        change_table(changed, names),
        swing_table(turning, names),
        emptiness_table(solved, names),
    )
    tables: tuple[Table, ...] = (*closing, *turned, trade_table(structure, names))
    figures: tuple[Figure, ...] = ()
    if solved.shown:
        tables = (
            side_by_side(solved, names),
            *closing,
            held_table(solved, names),
            principle_table(solved),
            picked_options(solved, names),
            stake_table(solved, names),
            bargaining_table(structure.arrays, names),
            middle_table(solved, turning, names),
            adjusted_winner_table(structure, names),
            *turned,
            trade_table(structure, names),
            *(card_table(solved, names, row) for row in solved.shown),
            passing_table(solved, names),
        )
        figures = (cloud_figure(solved, names), hold_figure(solved, names))
    return _result(
        ground,
        structure.arrays,
        tables,
        findings(solved, names),
        (*challenges(solved, blocking, turning, changed, names), *outvoted_sentences(without), *unlinked(names)),
        (*lacking, *wide_judgements(turning, names)),
        figures,
    )


def _result(
    ground: Ground,
    arrays: Arrays,
    tables: tuple[Table, ...],
    text: tuple[Sentence, ...],
    challenge: tuple[Sentence, ...],
    lacking: tuple[Question, ...],
    figures: tuple[Figure, ...] = (),
) -> Result:
    return Result(
        question="packages",
        title="Which packages pass, and how firmly?",
        provenance=ground.provenance(METHOD_NAME, CITATION, seed=arrays.drawn.seed, draws=arrays.draws),
        tables=tables,
        figures=figures,
        text=text,
        challenge=challenge,
        missing=lacking,
    )
