"""What the course of the dispute lacks, as questions."""

from __future__ import annotations

from collections.abc import Iterator

from pourparler.analysis.phrases import listed
from pourparler.analysis.process.worth import Worth
from pourparler.case.conflict import Conflict, Side
from pourparler.case.model import Case
from pourparler.case.parties import Party, Role
from pourparler.case.questions import whom_to_ask
from pourparler.case.sampling import Draws
from pourparler.core.result import Question

MATTERS = "what no agreement is worth, and what each measure changes"


def missing(case: Case, drawn: Draws) -> tuple[Question, ...]:
    """Return the judgements without which the dispute cannot be followed; none when it can.

    Parties that are neither sides nor principals are left out where theirs are missing: they decide nothing.

    Examples
    --------
    >>> from pourparler.case.sampling import draws_of
    >>> [question.text for question in missing(Case(), draws_of(Case(), seed=1, draws=1))]
    ['How does the dispute go on without agreement: between which two sides, in which steps?']
    """
    return tuple(_missing(case, drawn))


def complete_parties(case: Case, drawn: Draws) -> tuple[str, ...]:
    """Return the parties whose stakes in the dispute are on file, in order of id."""
    conflict = case.conflict
    if conflict is None:
        return ()
    return tuple(sorted(party.id for party in case.parties if not any(_of_party(case, drawn, conflict, party))))


def _missing(case: Case, drawn: Draws) -> Iterator[Question]:
    conflict = case.conflict
    if conflict is None or len(conflict.sides) < 2:
        text = "How does the dispute go on without agreement: between which two sides, in which steps?"
        yield Question(text, None, "conflict", MATTERS)
        return
    if case.as_of is None:
        yield Question("For which day does the case stand?", None, "as_of", MATTERS)
    worth = Worth(case, drawn)
    for side in conflict.sides:
        yield from _of_side(case, drawn, conflict, side, worth)
    if conflict.freezes is not None:
        left = worth.open(conflict.frozen)
        if left:
            names = listed([_issue(case, issue) for issue in left])
            yield Question(f"What would hold on {names} once the dispute is frozen?", None, "conflict.frozen", MATTERS)
    sides = {side.party for side in conflict.sides}
    for party in case.parties:
        if party.id in sides or Role.PRINCIPAL in party.roles:
            yield from _of_party(case, drawn, conflict, party)


def _of_side(case: Case, drawn: Draws, conflict: Conflict, side: Side, worth: Worth) -> Iterator[Question]:
    party = case.party(side.party)
    if party is None:
        return
    ask, path = whom_to_ask(case, party), f"conflict.sides.{side.party}"
    if f"{path}.steps_to_prevail" not in drawn:
        text = f"How many steps is {party.label} from prevailing?"
        yield Question(text, ask, f"{path}.steps_to_prevail", MATTERS)
    if f"{path}.advances" not in drawn:
        text = f"How likely is it that a {conflict.period} brings {party.label} a step nearer to prevailing, 0 to 1?"
        yield Question(text, ask, f"{path}.advances", MATTERS)
    for name, words in (("prevails", "prevailed"), ("concedes", "gave in")):
        options = getattr(side, name)
        left = worth.open(options)
        if left and (options or name == "prevails"):
            names = listed([_issue(case, issue) for issue in left])
            yield Question(f"What would hold on {names} if {party.label} {words}?", ask, f"{path}.{name}", MATTERS)


def _of_party(case: Case, drawn: Draws, conflict: Conflict, party: Party) -> Iterator[Question]:
    ask = whom_to_ask(case, party)
    if f"parties.{party.id}.patience" not in drawn:
        text = f"What is an outcome one {conflict.period} later worth to {party.label} now, 0 to 1?"
        yield Question(text, ask, f"parties.{party.id}.patience", MATTERS)
    worth = Worth(case, drawn)
    swap = party.no_deal.cost.as_bad_as if party.no_deal and party.no_deal.cost else None
    path = f"parties.{party.id}.no_deal.cost"
    moves = () if swap is None else (swap.from_, swap.to)
    if f"{path}.points" not in drawn and (swap is None or f"{path}.as_bad_as.periods" not in drawn):
        text = f"What does one more {conflict.period} without agreement cost {party.label}: as bad as which move?"
        yield Question(text, ask, path, MATTERS)
    ends = [side.prevails for side in conflict.sides] + [conflict.frozen if conflict.freezes is not None else ()]
    ends += [side.concedes for side in conflict.sides if side.party == party.id] + [(move,) for move in moves]
    lacking = dict.fromkeys(one for end in ends for one in worth.lacking(party.id, worth.settled(end)))
    if lacking:
        issues = dict.fromkeys(path.split(".")[2] for path in lacking)
        names = listed([_issue(case, issue) for issue in issues])
        text = (
            f"What are the ends of the dispute worth to {party.label} on {names}, and how much does each matter to it?"
        )
        yield Question(text, ask, f"views.{party.id}", MATTERS)


def _issue(case: Case, issue: str) -> str:
    entry = case.issue(issue)
    return entry.label if entry is not None else issue
