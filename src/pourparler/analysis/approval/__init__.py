"""Who can carry it, who can block it, what would unlock it?"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from pourparler.analysis.approval.chances import Implied, implied
from pourparler.analysis.approval.chart import matrix_figure
from pourparler.analysis.approval.guarantees import guarantee_sentences, guarantee_table, promised
from pourparler.analysis.approval.proposals import proposals
from pourparler.analysis.approval.tables import (
    chances,
    decisive,
    first,
    lifts,
    matrix,
    outcomes,
    power_table,
    stops,
    substitutes,
    ways,
)
from pourparler.analysis.approval.verdicts import Verdict
from pourparler.analysis.approval.votes import Files
from pourparler.analysis.approval.wording import challenges, questions, sentences
from pourparler.analysis.ground import Ground
from pourparler.analysis.positions.stands import issues_of, seats_of, stands
from pourparler.case.deciding import Decider
from pourparler.case.model import Case
from pourparler.case.sampling import DRAWS, SEED, Draws, draws_of
from pourparler.core.result import Question, Result
from pourparler.evidence.record import Evidence

METHOD = "rules as linear tests over positions on file; groups by search, indices by generating functions, exactly"
CITATION = "docs/explanation/voting.md"


def approval(case: Case, evidence: Evidence, draws: Draws | None = None) -> Result:
    """Say what each body can pass on the positions on file, who stops the rest, and what would unlock it.

    Parameters
    ----------
    case : Case
        Its options say which bodies they need, its principals and ratifiers which bodies approve for them.
    evidence : Evidence
        Where the case has no stance of a member on an issue, its stand as reported counts.
    draws : Draws, optional
        Of the case; needed only where it holds chances. Drawn here when left out.

    Returns
    -------
    Result
        Tables ``outcomes``, ``matrix``, ``lifts``, ``ways``, ``stops``, ``first``, ``substitutes``, ``decisive``,
        ``power``, ``guarantees`` and, where chances are judged, ``chances``.

    Notes
    -----
    A member whose position is not on file has promised nothing: its vote is missing, it is no objection, and it is a
    question. Conditions are looked at on the day of the case; an option they name may or may not be in a package, so
    that the position hangs on it. Nothing here is a forecast: an outcome is what the positions on file amount to under
    the rule. With no case, the issues of the reporting count, and the shipped bodies that it names.

    Examples
    --------
    >>> case = Case.model_validate({
    ...     "parties": [{"id": "a", "name": "Arland"}, {"id": "b", "name": "Borland"}],
    ...     "bodies": [{"id": "council", "name": "Council", "members": ["a", "b"], "rule": {"name": "consensus"}}],
    ...     "issues": [{"id": "entry", "options": [{"id": "yes", "name": "Entry", "needs": ["council"]}]}],
    ...     "views": [{"party": "b", "issue": "entry", "stances": [{"option": "yes", "stance": "opposes"}]}],
    ... })
    >>> print(approval(case, Evidence({}, {})).text[0])
    Entry: Council (consensus: no member objects) cannot pass it while Borland is against.
    """
    ground = Ground(case, evidence)
    issues = issues_of(ground)
    found = stands(ground, seats_of(ground), issues)
    on = datetime.date.fromisoformat(ground.as_of.split("/")[0]) if ground.as_of is not None else None
    verdicts = tuple(Verdict(proposal) for proposal in proposals(Files(ground, found, on), issues))
    bodies = tuple({verdict.proposal.body.id: verdict.proposal.body for verdict in verdicts}.values())
    councils = tuple(body for body in bodies if case.party(body.id) is None)
    together, drawn = _implied(case, verdicts, draws)
    promises = promised(case)
    if drawn is None and any(one.chance is not None for verdict in promises for one in verdict.positions):
        drawn = draws if draws is not None else draws_of(case, SEED, DRAWS)
    power, refused = power_table(councils)
    figure = matrix_figure(verdicts)
    tables = [outcomes(verdicts), matrix(verdicts), lifts(verdicts), ways(verdicts), stops(verdicts)]
    tables += [first(verdicts), substitutes(case, verdicts), decisive(councils), power]
    tables.append(guarantee_table(promises, drawn))
    if together:
        tables.append(chances(together, verdicts))
    provenance = ground.provenance(METHOD, CITATION, _warnings(verdicts, refused))
    if drawn is not None:
        from dataclasses import replace

        provenance = replace(provenance, seed=drawn.seed, draws=drawn.draws)
    return Result(
        question="approval",
        title="Who can carry it, who can block it, what would unlock it?",
        provenance=provenance,
        tables=tuple(tables),
        figures=(figure,) if figure is not None else (),
        text=sentences(verdicts),
        challenge=(*challenges(verdicts, together), *guarantee_sentences(promises)),
        missing=_missing(case, verdicts, bodies),
    )


def _implied(case: Case, verdicts: Sequence[Verdict], draws: Draws | None) -> tuple[dict[str, Implied], Draws | None]:
    """Return what typed chances imply, and the draws it was taken over; nothing is drawn where none is typed."""
    judged = [
        verdict
        for verdict in verdicts
        if verdict.proposal.body.rule is not None and any(one.chance is not None for one in verdict.positions)
    ]
    if not judged:
        return {}, None
    drawn = draws if draws is not None else draws_of(case, SEED, DRAWS)
    found: dict[str, Implied] = {}
    for verdict in judged:
        rule = verdict.proposal.body.rule
        told = implied(rule, verdict.positions, drawn) if rule is not None else None
        if told is not None:
            found[verdict.proposal.key] = told
    return found, drawn


def _warnings(verdicts: Sequence[Verdict], refused: Sequence[str]) -> tuple[str, ...]:
    told = [f"too many different sums of weights for power indices in {name}" for name in refused]
    cut = dict.fromkeys(verdict.proposal.body.name for verdict in verdicts if not verdict.ways.complete)
    told += [f"not all groups that would carry in {name} were looked for" for name in cut]
    return tuple(told)


def _missing(case: Case, verdicts: Sequence[Verdict], bodies: Sequence[Decider]) -> tuple[Question, ...]:
    if not bodies and case.issues:
        return (Question("Which options need a body to pass them?", None, "issues", "who can block"),)
    return questions(case, verdicts)
