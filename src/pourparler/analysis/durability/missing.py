"""What the question lacks, each thing as a question with whom to ask; nothing stands in for it."""

from __future__ import annotations

from collections.abc import Iterator

from pourparler.analysis.durability.bodies import unjudged
from pourparler.analysis.durability.credible import Word
from pourparler.analysis.durability.design import Design
from pourparler.analysis.durability.sight import half_said
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.phrases import listed
from pourparler.case.deciding import decider
from pourparler.case.measures import Guarantee
from pourparler.case.model import Case
from pourparler.case.parties import Party
from pourparler.case.questions import KEPT, whom_to_ask
from pourparler.core.result import Question

ACTING = ("to-assist", "automatic", "by-deployment")
"""Types of guarantees that are meant to change the dispute when they are acted on."""


def missing(arrays: Arrays) -> tuple[Question, ...]:
    """Return what would have to be on file to say whether the agreements of a case would hold.

    What packages and the course of the dispute lack is asked by their own questions.

    Examples
    --------
    >>> from pourparler.case.sampling import draws_of
    >>> case = Case.model_validate({
    ...     "parties": [{"id": "norland", "roles": "principal"}], "issues": [{"id": "aid", "options": [{"id": "more"}]}]
    ... })
    >>> [question.text for question in missing(Arrays(case, draws_of(case, seed=1, draws=1)))]
    ['In which dated phases would an agreement be carried out?']
    """
    return tuple(_missing(arrays))


def _missing(arrays: Arrays) -> Iterator[Question]:
    case = arrays.case
    if not arrays.formed or not arrays.principals:
        return
    if not case.agreements:
        yield Question("In which dated phases would an agreement be carried out?", None, "agreements", KEPT)
        return
    if case.conflict is None:
        text = "In which periods is an agreement looked at, and how does the dispute go on if it is broken?"
        yield Question(text, None, "conflict", KEPT)
    if case.as_of is None:
        yield Question("For which day does the case stand?", None, "as_of", KEPT)
    for agreement in case.agreements:
        yield from _of_design(Design(arrays, agreement))
    named = {name for agreement in case.agreements for phase in agreement.phases for name in phase.guarantees}
    for guarantee in case.guarantees:
        if guarantee.id in named:
            yield from _of_guarantee(case, guarantee)
            yield from _of_acting(arrays, guarantee)


def _of_design(design: Design) -> Iterator[Question]:
    case, label = design.arrays.case, design.agreement.label
    if not design.phases:
        yield Question(f"In which dated phases would “{label}” be carried out?", None, f"{design.here}.phases", KEPT)
        return
    gaps: dict[str, list[str]] = {}
    for phase, issue in design.unsettled:
        entry = case.issue(issue)
        gaps.setdefault(phase.id, []).append(entry.label if entry is not None else issue)
    for phase in design.phases:
        if phase.id in gaps:
            text = f"What is in force on {listed(gaps[phase.id])} in phase “{phase.label}” of “{label}”?"
            yield Question(text, None, f"{design.here}.phases.{phase.id}.holds", KEPT)
    if design.sights[0] is None:
        first = design.phases[0]
        text = f"How likely is a breach of “{label}” to be seen within a period, 0 to 1?"
        yield Question(text, None, f"{design.here}.phases.{first.id}.seen", KEPT)
    half = half_said(design.agreement)
    if half is not None:
        phase, lacking = half
        period = _period(case)
        text = (
            f"How likely is an inspection to find a breach in phase “{phase.label}” of “{label}”, 0 to 1?"
            if lacking == "finds"
            else f"How many inspections a {period} are there in phase “{phase.label}” of “{label}”?"
        )
        yield Question(text, None, f"{design.here}.phases.{phase.id}.{lacking}", KEPT)
    for party in case.parties:
        if party.id in design.arrays.principals:
            yield from _of_party(design, party)
    exchange = design.agreement.exchange
    blank = [
        name
        for name in ("total", "benefit", "burden", "afterwards")
        if exchange is not None and getattr(exchange, name) is None
    ]
    if blank:
        text = f"What of the exchange in “{label}” is known: {listed(blank)}?"
        yield Question(text, None, f"{design.here}.exchange.{blank[0]}", KEPT)


def _of_party(design: Design, party: Party) -> Iterator[Question]:
    case, ask = design.arrays.case, whom_to_ask(design.arrays.case, party)
    period = _period(case)
    for path in design.lacking(party.id):
        if path.endswith(".patience"):
            text = f"What is an outcome one {period} later worth to {party.label} now, 0 to below 1?"
        elif path.endswith(".gains"):
            text = f"What would breaking “{design.agreement.label}” bring {party.label}, in points a {period}?"
        else:
            entry = case.issue(path.split(".")[3])
            name = entry.label if entry is not None else path.split(".")[3]
            text = f"What is {name} worth to {party.label} while it is left open, on its 0 to 100?"
        yield Question(text, ask, path, KEPT)


def _period(case: Case) -> str:
    return case.conflict.period if case.conflict is not None else "period"


def _of_acting(arrays: Arrays, guarantee: Guarantee) -> Iterator[Question]:
    """Yield what acting would bring and cost each guarantor of what changes the dispute, and how long it takes."""
    case = arrays.case
    if not guarantee.changes:
        return
    if guarantee.lag is None:
        text = f"How many {_period(case)}s pass after a breach until {guarantee.label} is acted on?"
        yield Question(text, None, f"guarantees.{guarantee.id}.lag", KEPT)
    for party in case.parties:
        if party.id not in guarantee.guarantors:
            continue
        word, ask = Word(arrays.drawn, guarantee, party.id), whom_to_ask(case, party)
        if word.entry is None:
            if word.typed is not None or guarantee.acts is not None:
                text = (
                    f"What would {party.label} gain by acting on {guarantee.label}, lose by failing its word, and pay?"
                )
                yield Question(text, ask, word.here, KEPT)
            continue
        unit = f", in {word.entry.unit}" if word.entry.unit else ""
        for name in word.lacking:
            yield Question(
                f"{_ASKED[name].format(party.label, guarantee.label)}{unit}?", ask, f"{word.here}.{name}", KEPT
            )


_ASKED = {
    "benefit": "What would {} gain by acting on {}",
    "reputation": "What would it cost {} to fail its word on {}",
    "cost": "What would it cost {}, at least and at most, to act on {}",
}


def _of_guarantee(case: Case, guarantee: Guarantee) -> Iterator[Question]:
    here = f"guarantees.{guarantee.id}"
    if not guarantee.changes and guarantee.type in ACTING:
        text = f"What would change in the dispute if {guarantee.label} were acted on: whose odds, whose costs?"
        yield Question(text, None, f"{here}.changes", KEPT)
    silent = [
        who
        for who in guarantee.guarantors
        if who not in guarantee.each and all(one.party != who for one in guarantee.acting)
    ]
    if not guarantee.changes and guarantee.type not in ACTING:
        silent = []
    for party in case.parties:
        if party.id in silent and (guarantee.acts is None or guarantee.each):
            text = f"How likely is {party.label} to act on {guarantee.label}, 0 to 1?"
            yield Question(text, whom_to_ask(case, party), f"{here}.each.{party.id}", KEPT)
    votes = {entry.body: entry for entry in guarantee.votes}
    for name in guarantee.needs:
        body = decider(case, name, case.as_of)
        lacking = unjudged(votes[name], body) if name in votes else body.voters
        if lacking:
            names = listed([body.names[member] for member in lacking])
            text = f"How likely is a vote for {guarantee.label} in {body.name} from {names}, 0 to 1?"
            yield Question(text, None, f"{here}.votes.{name}", KEPT)
