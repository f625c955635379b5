"""What packages lack, as questions: one a party and kind of number, not one a number."""

from __future__ import annotations

from collections.abc import Iterator

from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.phrases import listed
from pourparler.case.parties import Party
from pourparler.case.questions import PACKAGES, ROOM, whom_to_ask
from pourparler.core.result import Question


def missing(arrays: Arrays) -> tuple[Question, ...]:
    """Return the judgements without which packages cannot be formed or valued.

    Examples
    --------
    >>> from pourparler.case.model import Case
    >>> from pourparler.case.sampling import draws_of
    >>> case = Case.model_validate({"parties": [{"id": "norland", "name": "Norland", "roles": "principal"}]})
    >>> [question.text for question in missing(Arrays(case, draws_of(case, seed=1, draws=1)))]
    ['What must the talks settle?', 'What can Norland expect without agreement, on 0 (worst) to 100 (best)?']
    """
    return tuple(_missing(arrays))


def _missing(arrays: Arrays) -> Iterator[Question]:
    if not arrays.issues:
        yield Question("What must the talks settle?", None, "issues", PACKAGES)
    for issue in arrays.issues:
        if not issue.options:
            yield Question(
                f"In which ways could {issue.label} be settled?", None, f"issues.{issue.id}.options", PACKAGES
            )
    if not arrays.principals:
        yield Question("Which parties must agree for there to be an agreement?", None, "parties", PACKAGES)
    for party in arrays.case.parties:
        if party.id in arrays.principals:
            yield from _of_party(arrays, party)


def _of_party(arrays: Arrays, party: Party) -> Iterator[Question]:
    lacking = arrays.lacking(party.id)
    ask = whom_to_ask(arrays.case, party)
    if f"parties.{party.id}.no_deal.value" in lacking:
        text = f"What can {party.label} expect without agreement, on 0 (worst) to 100 (best)?"
        yield Question(text, ask, f"parties.{party.id}.no_deal.value", ROOM)
    weights = [issue for issue in arrays.case.issues if f"views.{party.id}.{issue.id}.weight" in lacking]
    if weights:
        names = listed([issue.label for issue in weights])
        beside = "beside each other" if len(weights) > 1 else "beside the other issues"
        verb = "do" if len(weights) > 1 else "does"
        text = f"How much {verb} {names} matter to {party.label} {beside}, each from its worst to its best option?"
        yield Question(text, ask, _where(party, [f"{issue.id}.weight" for issue in weights]), PACKAGES)
    unvalued = [
        (issue, [option for option in issue.options if f"views.{party.id}.{issue.id}.values.{option.id}" in lacking])
        for issue in arrays.case.issues
    ]
    wholly = [issue for issue, options in unvalued if options and len(options) == len(issue.options)]
    if wholly:
        names = listed([issue.label for issue in wholly])
        text = f"What is each option on {names} worth to {party.label}, on 0 (worst) to 100 (best)?"
        yield Question(text, ask, _where(party, [f"{issue.id}.values" for issue in wholly]), PACKAGES)
    for issue, options in unvalued:
        if options and len(options) < len(issue.options):
            names = listed([option.label for option in options])
            text = f"What is {names} on {issue.label} worth to {party.label}, on 0 (worst) to 100 (best)?"
            yield Question(text, ask, _where(party, [f"{issue.id}.values"]), PACKAGES)


def _where(party: Party, answers: list[str]) -> str:
    """Return where the answers go: the place itself when it is one, else the party's views as a whole."""
    return f"views.{party.id}.{answers[0]}" if len(answers) == 1 else f"views.{party.id}"
