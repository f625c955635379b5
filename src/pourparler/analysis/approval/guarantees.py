"""Whether the bodies that a guarantee needs can carry it, on the chances judged for their members."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pourparler.analysis.approval.chances import implied
from pourparler.analysis.approval.passing import chain
from pourparler.analysis.approval.proposals import Proposal
from pourparler.analysis.approval.tables import all_or_number, named
from pourparler.analysis.approval.verdicts import Outcome, Verdict, blocking_groups
from pourparler.analysis.approval.votes import Position, Side
from pourparler.analysis.phrases import listed
from pourparler.case.deciding import decider
from pourparler.case.judgement import Judgement
from pourparler.case.measures import Guarantee
from pourparler.case.model import Case
from pourparler.case.ranges import Range, Shape
from pourparler.case.sampling import Draws
from pourparler.core.result import Cell, Mark, Sentence, Table

METHOD = (Mark("method", "approval"),)


def promised(case: Case) -> tuple[Verdict, ...]:
    """Return a verdict for each guarantee and each body that must pass it, or pass what that body passes.

    A chance of 1 is a vote in favour and one of 0 a vote against; whatever lies between is not settled.
    """
    return tuple(
        Verdict(_proposal(case, guarantee, body))
        for guarantee in case.guarantees
        for body in dict.fromkeys(after for first in guarantee.needs for after in chain(case, first))
    )


def _proposal(case: Case, guarantee: Guarantee, body: str) -> Proposal:
    ready = decider(case, body, case.as_of)
    judged = next((votes.favour for votes in guarantee.votes if votes.body == body), {})
    positions = tuple(_position(member, ready.names[member], judged.get(member)) for member in ready.voters)
    return Proposal("", guarantee.id, guarantee.label, ready, False, "", positions)


def _position(member: str, name: str, chance: Judgement[Range] | None) -> Position:
    if chance is None:
        return Position(member, name, Side.OPEN)
    marks = (Mark("judgement" if chance.signed else "unsigned", chance.path),)
    value = chance.value
    sure = {1.0: Side.FAVOUR, 0.0: Side.AGAINST} if value.shape is Shape.POINT else {}
    return Position(member, name, sure.get(value.low, Side.OPEN), marks=marks, chance=chance)


def guarantee_table(verdicts: Sequence[Verdict], draws: Draws | None) -> Table:
    """Return one row for each guarantee and body: what the chances on file amount to, and who could stop it alone."""
    columns = (
        "guarantee",
        "body",
        "rule",
        "outcome",
        "carries in (of 100 cases)",
        "if those not judged agree",
        "not judged",
        "could stop it alone, by the rule",
    )
    rows: list[tuple[Cell, ...]] = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    for verdict in verdicts:
        body = verdict.proposal.body
        found = implied(body.rule, verdict.positions, draws) if body.rule is not None and draws is not None else None
        low, high = (None, None) if found is None else (_span(found.against), _span(found.favour))
        judged = tuple(mark for position in verdict.positions for mark in position.marks)
        if judged:
            marks[len(rows), columns[4]] = judged
        rows.append(
            (
                verdict.proposal.subject,
                body.name,
                body.words,
                verdict.outcome.value,
                low,
                high if found is not None and found.unjudged else None,
                named([position for position in verdict.positions if position.chance is None]),
                _alone(verdict),
            )
        )
    note = (
        "Those not judged count as against, then as in favour; 5th to 95th percentile over the draws, members taken as "
        "deciding independently. No forecast. Packages do not count this: an option rests on a body only where it "
        "`needs` the body itself."
    )
    title = "Whether the bodies that guarantees need can carry them"
    return Table("guarantees", title, columns, tuple(rows), marks, note=note if rows else None)


def _span(span: tuple[float, float] | None) -> str:
    if span is None:
        return "too many sums of votes"
    low, high = (round(100 * value) for value in span)
    return f"{low}" if low == high else f"{low} to {high}"


def _alone(verdict: Verdict) -> str | None:
    body = verdict.proposal.body
    if body.rule is None:
        return None
    groups = blocking_groups(body.rule, len(body.voters)).groups
    alone = [body.names[body.voters[group[0]]] for group in groups if len(group) == 1]
    return "every member" if len(alone) == len(body.voters) else all_or_number(alone)


def guarantee_sentences(verdicts: Sequence[Verdict]) -> Iterator[Sentence]:
    """Say which guarantees a body cannot carry as judged, and which hang on chances."""
    told: dict[Outcome, list[str]] = {}
    for verdict in verdicts:
        told.setdefault(verdict.outcome, []).append(f"{verdict.proposal.subject} in {verdict.proposal.body.name}")
    words = {
        Outcome.BLOCKED: "cannot be carried on the votes judged",
        Outcome.OPEN: "hangs on votes that nobody is sure of",
        Outcome.CARRIES: "would be carried on the votes judged",
        Outcome.UNKNOWN: "cannot be told: the rule or the members are not on file",
    }
    for outcome, text in words.items():
        if told.get(outcome):
            yield Sentence(f"Guarantees: {listed(told[outcome])} {text}.", METHOD)
