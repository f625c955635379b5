"""What the ledger lacks, as questions: beliefs, what words say and bind to, how far they are believed."""

from __future__ import annotations

from collections.abc import Iterator

from pourparler.analysis.disclosure.counted import Counted
from pourparler.analysis.disclosure.public import Spoken
from pourparler.analysis.phrases import counted as number_of
from pourparler.analysis.phrases import listed
from pourparler.case.questions import whom_to_ask
from pourparler.core.result import Question

REVEALS = "what public words reveal"
COSTS = "what public words cost or gain"


def missing(counted: Counted) -> tuple[Question, ...]:
    """Return what is not on file; nothing stands in for it."""
    return (*_beliefs(counted), *_statements(counted), *_unjudged(counted))


def _beliefs(counted: Counted) -> Iterator[Question]:
    case = counted.public.case
    for holder, about in counted.beliefs.unheld:
        entry = case.party(holder)
        who, whose = counted.names.party(holder), counted.names.party(about)
        text = f"Before these words, what did {who} hold that a package must be worth to {whose}, on its 0 to 100?"
        ask = whom_to_ask(case, entry) if entry is not None else None
        yield Question(text, ask, f"beliefs.{holder}.{about}.reservation_value", REVEALS)


def _statements(counted: Counted) -> Iterator[Question]:
    for spoken in counted.public.spoken:
        yield from _of_statement(counted, spoken)
    for claim in counted.public.lost:
        text = f"Which words does the judgement of {claim} rest on? The claim no longer stands."
        yield Question(text, None, f"statements.{claim}", REVEALS)


def _of_statement(counted: Counted, spoken: Spoken) -> Iterator[Question]:
    told, case = spoken.statement, counted.public.case
    if told.about is None:
        text = f"Of whose reservation value do these words say something: {spoken.short}?"
        yield Question(text, None, f"{spoken.path}.about", REVEALS)
        return
    entry = case.party(told.about)
    ask = whom_to_ask(case, entry) if entry is not None else None
    at_table = counted.public.principals
    weighed = told.about in at_table or any(belief.about == told.about for belief in case.beliefs)
    whose = counted.names.party(told.about)
    if weighed and not spoken.informs and not told.commits_to:
        text = f"At most, or at least, how much must a package be worth to {whose} by these words: {spoken.short}?"
        yield Question(text, ask, f"{spoken.path}.at_most", REVEALS)
    if spoken.informs and told.credibility is None:
        text = f"How far are these words believed: {spoken.short}?"
        yield Question(text, None, f"{spoken.path}.credibility", REVEALS)
    if spoken.seat.id in at_table and told.audience_cost is not None and not told.commits_to:
        text = f"Which options would keep the word given here: {spoken.short}?"
        yield Question(text, ask, f"{spoken.path}.commits_to", COSTS)
    if told.commits_to and told.audience_cost is None:
        text = f"What would it cost {spoken.seat.name} to go back on these words: {spoken.short}?"
        yield Question(text, None, f"{spoken.path}.audience_cost", COSTS)


def _unjudged(counted: Counted) -> Iterator[Question]:
    """One question a party; the table lists issues and words."""
    found = counted.public.unjudged
    for party in dict.fromkeys(seat.id for seat, _, _ in found):
        groups = [(seat, issue, claims) for seat, issue, claims in found if seat.id == party]
        count = sum(len(claims) for _, _, claims in groups)
        issues = listed([counted.public.ground.subjects.name(issue) for _, issue, _ in groups])
        name = groups[0][0].name
        verb = "does" if count == 1 else "do"
        text = f"What {verb} {number_of(count, 'public claim', 'public claims')} by {name} give away on {issues}?"
        yield Question(text, None, "statements", REVEALS)
