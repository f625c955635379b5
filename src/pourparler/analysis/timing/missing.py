"""What the timing of talks lacks, as questions."""

from __future__ import annotations

from collections.abc import Iterator

from pourparler.analysis.process.missing import MATTERS as OF_THE_COURSE
from pourparler.analysis.process.missing import missing as of_the_course
from pourparler.analysis.timing.waits import COMING, Waits
from pourparler.case.model import Case
from pourparler.case.questions import whom_to_ask
from pourparler.case.sampling import Draws
from pourparler.core.result import Question

MATTERS = "whether there is a reason to wait with talks"


def missing(case: Case, drawn: Draws, waits: Waits | None) -> tuple[Question, ...]:
    """Return the judgements without which it cannot be said whether it is time; what packages lack is asked there.

    Examples
    --------
    >>> from pourparler.case.sampling import draws_of
    >>> [question.path for question in missing(Case(), draws_of(Case(), seed=1, draws=1), None)]
    ['conflict']
    """
    if waits is None:
        return of_the_course(case, drawn)
    return (*_beliefs(case, waits), *_support(case, waits))


def _beliefs(case: Case, waits: Waits) -> Iterator[Question]:
    period = case.conflict.period if case.conflict is not None else "period"
    for holder in case.parties:
        if holder.id not in waits.parties:
            continue
        for about in case.parties:
            path = f"beliefs.{holder.id}.{about.id}.advances"
            if path in waits.belief_paths(holder.id) and path not in waits.course.drawn:
                text = (
                    f"How likely does {holder.label} hold it that a {period} brings {about.label} a step nearer to "
                    "prevailing, 0 to 1?"
                )
                yield Question(text, whom_to_ask(case, holder), path, MATTERS)


def _support(case: Case, waits: Waits) -> Iterator[Question]:
    for measure in case.measures:
        if measure.id not in {one.id for one in waits.ahead}:
            continue
        if waits.reckoned(measure) is None:
            counted = "" if measure.status in COMING else " if it came"
            text = f"How far do the others reckon with “{measure.label}”{counted}, 0 (not at all) to 1 (wholly)?"
            yield Question(text, None, f"measures.{measure.id}.believed", MATTERS)
        if measure.since is None:
            # in the words of `leverage`, which asks it as well: a brief then asks once
            text = f"From when would “{measure.label}” run?"
            yield Question(text, None, f"measures.{measure.id}.since", OF_THE_COURSE)
