"""Is it time to talk: three flags kept apart, and what waiting one period gains or costs each side."""

from __future__ import annotations

from pourparler.analysis.ground import Ground
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.process import process, with_no_deal
from pourparler.analysis.timing.figures import flag_figure, state_figure, waiting_figure
from pourparler.analysis.timing.flags import OTHER_LINES, UNDECIDED, Flags
from pourparler.analysis.timing.missing import missing
from pourparler.analysis.timing.reading import challenges, findings
from pourparler.analysis.timing.standing import Standing
from pourparler.analysis.timing.tables import (
    METHOD,
    cost_table,
    driver_table,
    flag_table,
    state_table,
    support_table,
    waiting_table,
)
from pourparler.analysis.timing.waits import Waits
from pourparler.analysis.timing.way_out import WayOut
from pourparler.case.model import Case
from pourparler.case.sampling import SEED, Draws, draws_of
from pourparler.core.result import Cell, Figure, Result, Sentence, Table
from pourparler.evidence.record import Evidence

METHOD_NAME = (
    "states that hurt, where the dispute may stand, room, and what one period of waiting changes, draw by draw"
)
CITATION = "Zartman 2000; Howard 1960; Kemeny and Snell 1960; Kalai 1977; docs/explanation/timing.md"


def timing(case: Case, evidence: Evidence, draws: Draws | None = None, *, undecided: float = UNDECIDED) -> Result:
    """Say whether going on hurts, whether it may stay undecided, whether there is a way out, and what waiting brings.

    Parameters
    ----------
    case : Case
        With the course of the dispute; what is missing is asked for, and nothing stands in for it.
    evidence : Evidence
    draws : Draws, optional
        Of the case; from `SEED` when left out.
    undecided : float
        From which chance on the dispute counts as likely to stay undecided within the horizon, 0 to 1.

    Returns
    -------
    Result
        Tables ``flags``, ``costs``, ``waiting``, ``support``, ``states``, ``drivers``, those with rows; figures
        ``flags``, ``states`` (where some state hurts) and ``waiting``.

    Raises
    ------
    ValueError
        When ``undecided`` lies outside 0 to 1.

    Notes
    -----
    The flags are never added up, and none of them is a chance that the dispute ends.

    Examples
    --------
    >>> timing(Case(), Evidence({}, {})).text[0].text
    'Whether it is time cannot be said: how the dispute goes on without agreement is not on file.'
    """
    if not 0 <= undecided <= 1:
        raise ValueError(f"a chance from 0 to 1, not {undecided}")
    drawn = draws_of(case, SEED) if draws is None else draws
    ground, course = Ground(case, evidence), process(case, drawn)
    way_out = WayOut(Arrays(case, with_no_deal(case, drawn)), course)
    tables: list[Table] = []
    figures: list[Figure] = []
    waits: Waits | None = None
    none: tuple[Sentence, ...] = ()
    text: tuple[Sentence, ...]
    if course is None:
        told = "Whether it is time cannot be said: how the dispute goes on without agreement is not on file."
        text, challenge = (Sentence(told, METHOD),), none
    else:
        names = Names(way_out.arrays)
        flags = Flags(Standing(course), way_out, names, undecided)
        waits = Waits(course, way_out)
        tables = [flag_table(flags), cost_table(flags, names)]
        figures = [figure for figure in (flag_figure(flags), state_figure(flags, names)) if figure is not None]
        if len(waits.rows):
            tables += [waiting_table(flags, waits, names), support_table(flags, waits, names)]
            figures.append(waiting_figure(flags, waits, names))
        tables += [state_table(flags, names), driver_table(flags, names)]
        text, challenge = findings(flags, waits, names), challenges(flags, waits, names)
    lines: dict[str, Cell] = {
        "undecided from": undecided,
        "other lines": ", ".join(f"{line:.2f}" for line in OTHER_LINES),
        "seed": drawn.seed,
        "draws": drawn.draws,
    }
    return Result(
        question="timing",
        title="Is it time?",
        provenance=ground.provenance(METHOD_NAME, CITATION, (), **lines),
        tables=tuple(table for table in tables if table.rows),
        figures=tuple(figures),
        text=text,
        challenge=challenge,
        missing=missing(case, drawn, waits),
    )
