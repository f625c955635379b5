"""What is no agreement worth, and what does each measure change?"""

from __future__ import annotations

from collections.abc import Iterator

from pourparler.analysis.ground import Ground
from pourparler.analysis.leverage.figures import shift_figure
from pourparler.analysis.leverage.moving import Moving
from pourparler.analysis.leverage.reading import METHOD, challenges, findings, unmoved
from pourparler.analysis.leverage.tables import (
    cost_table,
    listed_measures,
    measure_table,
    no_deal_table,
    room_table,
    terms_table,
    unpriced,
)
from pourparler.analysis.leverage.together import continuity_table, pair_table, split_table
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.naming import Names
from pourparler.analysis.process import process, with_no_deal
from pourparler.analysis.process.missing import MATTERS, missing
from pourparler.case.model import Case
from pourparler.case.sampling import SEED, Draws, draws_of
from pourparler.core.result import Figure, Question, Result, Sentence, Table
from pourparler.evidence.record import Evidence

METHOD_NAME = "a dispute as a walk between two ends, with dated measures as edits of it, in every draw"
CITATION = (
    "Fearon 1995; Powell 2004; Slantchev 2003; Feller 1968 XIV; Kalai 1977; Shapley 1953; Binmore, Shaked, Sutton 1989"
)


def leverage(case: Case, evidence: Evidence, draws: Draws | None = None) -> Result:
    """Say what no agreement is worth to each side, and what each measure changes: strength, terms, room.

    Parameters
    ----------
    case : Case
        With a ``conflict``, the cost of a period and the patience of each side and principal, and measures that say
        what they ``change``. Where one of these is missing, the result asks for it.
    evidence : Evidence
    draws : Draws, optional
        Of the case; from `SEED` when left out.

    Returns
    -------
    Result
        Tables ``measures``, ``no-deal``, ``room`` and ``terms`` (where packages can be valued), ``cost``,
        ``continuity``, ``pairs``, ``split``; figure ``shifts``.

    Notes
    -----
    Leverage is a difference: with a measure less without it, within each draw. No measure moves what packages are
    worth, so the frontier of a draw is found once. Nothing here says who would prevail, or when.

    Examples
    --------
    >>> leverage(Case(), Evidence({}, {})).text[0].text
    'What no agreement is worth cannot be said from the course of the dispute: judgements are missing.'
    """
    drawn = draws_of(case, SEED) if draws is None else draws
    ground = Ground(case, evidence)
    course = process(case, drawn)
    if course is None:
        told = "What no agreement is worth cannot be said from the course of the dispute: judgements are missing."
        return _result(ground, drawn, (), (Sentence(told, METHOD),), (), missing(case, drawn))
    moving = Moving(course, Arrays(case, with_no_deal(case, drawn)))
    names = Names(moving.arrays)
    tables: list[Table] = [no_deal_table(moving, names)]
    if moving.measures:
        tables.insert(0, measure_table(moving, names))
        if moving.valued:
            tables += [room_table(moving, names), terms_table(moving, names)]
        more = cost_table(moving, names), continuity_table(moving, names), pair_table(moving, names)
        tables += [table for table in (*more, split_table(moving, names)) if table.rows]
    figure = shift_figure(moving, names) if moving.measures else None
    return _result(
        ground,
        drawn,
        tuple(tables),
        (*findings(moving, names), *unmoved(moving, names)),
        challenges(moving, names),
        tuple(_asked(moving)),
        () if figure is None else (figure,),
    )


def _asked(moving: Moving) -> Iterator[Question]:
    case = moving.course.case
    for measure in case.measures:
        if not measure.changes:
            text = f"What would “{measure.label}” change for whom: costs, odds, patience?"
            yield Question(text, None, f"measures.{measure.id}.changes", MATTERS)
    for _, measure in listed_measures(moving):
        if measure.after_agreement is None:
            text = f"What becomes of “{measure.label}” once there is an agreement: does it end, continue or start?"
            yield Question(text, None, f"measures.{measure.id}.after_agreement", "what breaking it would be worth")
        if measure.since is None and measure.status != "delivered":
            yield Question(f"From when would “{measure.label}” run?", None, f"measures.{measure.id}.since", MATTERS)
    for measure in unpriced(moving):
        yield Question(
            f"What does “{measure.label}” cost?", None, f"measures.{measure.id}.cost", "what it does for its cost"
        )


def _result(
    ground: Ground,
    drawn: Draws,
    tables: tuple[Table, ...],
    text: tuple[Sentence, ...],
    challenge: tuple[Sentence, ...],
    lacking: tuple[Question, ...],
    figures: tuple[Figure, ...] = (),
) -> Result:
    return Result(
        question="leverage",
        title="What is no agreement worth, and what does each measure change?",
        provenance=ground.provenance(METHOD_NAME, CITATION, seed=drawn.seed, draws=drawn.draws),
        tables=tables,
        figures=figures,
        text=text,
        challenge=challenge,
        missing=lacking,
    )
