"""What do public words give away, and what do they cost or gain?"""

from __future__ import annotations

from pourparler.analysis.disclosure.chart import ledger_figure
from pourparler.analysis.disclosure.counted import Counted
from pourparler.analysis.disclosure.missing import missing
from pourparler.analysis.disclosure.public import Public
from pourparler.analysis.disclosure.reading import challenges, findings
from pourparler.analysis.disclosure.tables import (
    belief_table,
    commitment_table,
    joint_table,
    ledger_table,
    terms_table,
    unjudged_table,
)
from pourparler.analysis.disclosure.terms import bargain
from pourparler.analysis.ground import Ground
from pourparler.analysis.process import with_no_deal
from pourparler.case.model import Case
from pourparler.case.sampling import SEED, Draws, draws_of
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence

METHOD_NAME = "beliefs updated statement by statement; terms with and without the words in every draw"
CITATION = (
    "Bayes' rule; Kullback and Leibler 1951; Nash 1950 with a step cost of going back (Schelling 1960, Fearon 1994); "
    "best take-it-or-leave-it offer under a belief"
)


def disclosure(case: Case, evidence: Evidence, draws: Draws | None = None) -> Result:
    """Say what each public statement reveals about whose reservation value, and what it costs or gains in terms.

    Parameters
    ----------
    case : Case
        Statements (claims, with what they say and how far they are believed), beliefs (what listeners held before),
        and what packages need. Where a judgement is missing nothing stands in for it: the result asks for it.
    evidence : Evidence
    draws : Draws, optional
        Of the case; from `SEED` when left out.

    Returns
    -------
    Result
        Tables ``ledger``, ``terms``, ``beliefs``, ``commitments``, ``joint``, ``unjudged``; figure ``ledger``.

    Notes
    -----
    Bits say how much a listener's belief changed, terms what that is worth to the party it is about, signed: the two
    are different things. Statements are counted in the order in which they were made; what passes on or repeats
    earlier words is no further evidence. The ledger protects information and shows mistaken beliefs, on either side;
    it never says what to say.

    Examples
    --------
    >>> disclosure(Case(), Evidence({}, {})).text[0].text
    'No public words have been judged: what they give away cannot be said.'
    """
    drawn = with_no_deal(case, draws_of(case, SEED) if draws is None else draws)
    ground = Ground(case, evidence)
    table, drawn = bargain(case, drawn)
    counted = Counted(Public(ground), drawn, table)
    figure = ledger_figure(counted)
    return Result(
        question="disclosure",
        title="What do public words give away?",
        provenance=ground.provenance(METHOD_NAME, CITATION, seed=drawn.seed, draws=drawn.draws),
        tables=(
            ledger_table(counted),
            terms_table(counted),
            belief_table(counted),
            commitment_table(counted),
            joint_table(counted),
            unjudged_table(counted),
        ),
        figures=(figure,) if figure is not None else (),
        text=findings(counted),
        challenge=challenges(counted),
        missing=missing(counted),
    )
