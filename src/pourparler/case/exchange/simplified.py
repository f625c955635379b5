"""A case as a scenario of other programs: one number for each range, and a list of everything that stays behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pourparler.case.exchange.scenario import Profile, Scenario, ScenarioIssue, ScenarioOption, rounded
from pourparler.case.issues import Issue
from pourparler.case.judgement import Judgement
from pourparler.case.model import Case
from pourparler.case.parties import Party
from pourparler.case.paths import judgements
from pourparler.case.ranges import Range, Shape
from pourparler.case.views import View
from pourparler.core.errors import PourparlerError, Problem

_WEIGHT = Decimal("1e-12")
_SHOWN = 5
"""So many missing judgements of a party are named; the rest is counted."""


class Take(StrEnum):
    """Which number stands for a range."""

    LOW = "low"
    LIKELY = "likely"
    HIGH = "high"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Simplified:
    """A case as a scenario.

    Parameters
    ----------
    scenario : Scenario
    ranges : int
        For how many ranges one number was taken.
    left_out : tuple of str
        What a scenario cannot hold, by name, in the order of the case.
    """

    scenario: Scenario
    ranges: int
    left_out: tuple[str, ...]


def point(value: Range, take: Take) -> Decimal:
    """Return the number that stands for a range.

    ``likely`` is the likely value of ``low..likely..high``, the middle of ``low..high`` (where no value is likelier
    than another), and the value with the largest chance, the lower one of two. ``mean`` is the expected value; of a
    PERT range (low + 4 likely + high) / 6 (Malcolm, Roseboom, Clark and Fazar, Operations Research 7 (1959), 646-669).

    Examples
    --------
    >>> from pourparler.case.ranges import parse_range
    >>> [str(point(parse_range("20..28..40"), take)) for take in Take]
    ['20', '28', '40', '28.6666666667']
    """
    numbers = [Decimal(repr(one)) for one in value.numbers]
    if value.shape is Shape.POINT:
        found = numbers[0]
    elif take is Take.LOW or take is Take.HIGH:
        found = numbers[0] if take is Take.LOW else numbers[-1]
    elif value.shape is Shape.DISCRETE:
        chances = [Decimal(repr(one)) for one in value.chances]
        products = (one * chance for one, chance in zip(numbers, chances, strict=True))
        mean = sum(products, start=Decimal(0)) / sum(chances)
        found = numbers[chances.index(max(chances))] if take is Take.LIKELY else mean
    elif value.shape is Shape.UNIFORM:
        found = (numbers[0] + numbers[1]) / 2
    else:
        found = numbers[1] if take is Take.LIKELY else (numbers[0] + 4 * numbers[1] + numbers[2]) / 6
    return rounded(found)


def simplified(case: Case, take: Take | None, form: str) -> Simplified:
    """Return a case as a scenario.

    A party goes with every value and weight it needs, or not at all: nothing stands in for a judgement that is missing.
    On an issue whose weight is judged to be 0 it needs no values, since none of them counts.

    Parameters
    ----------
    case : Case
        Complete, and as the reader sees it.
    take : Take or None
        Needed where there is a range.
    form : str
        The format, in words.

    Raises
    ------
    PourparlerError
        C167 when there is a range and no choice, C168 when no issue has an option.

    Examples
    --------
    >>> case = Case.model_validate({"issues": [{"id": "tariff", "options": [{"id": "low"}, {"id": "high"}]}],
    ...     "parties": [{"id": "norland"}],
    ...     "views": [{"party": "norland", "issue": "tariff", "weight": 1, "values": {"low": 100, "high": "20..40"}}]})
    >>> done = simplified(case, Take.MEAN, "GENIUS")
    >>> done.scenario.profiles[0].values, done.ranges
    (((Decimal('100'), Decimal('30')),), 1)
    """
    issues = [issue for issue in case.issues if issue.options]
    if not issues:
        todo = "add options in case.yaml, or choose a reader who may see them"
        raise PourparlerError(Problem("C168", "issues", "no issue with an option", "at least one", todo))
    profiles, missing, used = [], [], list[Range]()
    for party in case.parties:
        lacking = list(_lacking(case, party, issues))
        if lacking:
            valued = any(view.values for view in case.views if view.party == party.id)
            missing.append(_incomplete(party, lacking) if valued else f"the party {party.id}, which has no values")
            continue
        held = _ranges(case, party, issues)
        used += [one for one in held if one.shape is not Shape.POINT]
        if take is None and used:
            _refuse_ranges(case, party, issues)
        profiles.append(_profile(case, party, issues, take or Take.MEAN))
    scenario = Scenario(
        case.id,
        form,
        tuple(
            ScenarioIssue(issue.id, tuple(ScenarioOption(one.id, one.name) for one in issue.options), issue.name)
            for issue in issues
        ),
        tuple(profiles),
    )
    return Simplified(scenario, len(used), (*missing, *_left_out(case, {one.name for one in profiles})))


def _lacking(case: Case, party: Party, issues: list[Issue]) -> Iterator[str]:
    """Yield the paths of the judgements a party lacks."""
    for issue in issues:
        view = case.view(party.id, issue.id)
        path = f"views.{party.id}.{issue.id}"
        if _weighs_nothing(view):
            continue
        yield from (
            f"{path}.values.{option.id}" for option in issue.options if view is None or option.id not in view.values
        )
        if view is None or view.weight is None:
            yield f"{path}.weight"


def _weighs_nothing(view: View | None) -> bool:
    return view is not None and view.weight is not None and view.weight.value.high == 0


def _incomplete(party: Party, lacking: list[str]) -> str:
    more = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
    return f"the party {party.id}, which lacks {', '.join(lacking[:_SHOWN])}{more}"


def _ranges(case: Case, party: Party, issues: list[Issue]) -> list[Range]:
    return [judged.value for _, judged in _used(case, party, issues)]


def _used(case: Case, party: Party, issues: list[Issue]) -> Iterator[tuple[str, Judgement[Range]]]:
    for issue in issues:
        view = case.view(party.id, issue.id)
        if view is None or view.weight is None:
            continue
        path = f"views.{party.id}.{issue.id}"
        options = (option.id for option in issue.options if option.id in view.values)
        yield from ((f"{path}.values.{option}", view.values[option]) for option in options)
        yield f"{path}.weight", view.weight
    no_deal = party.no_deal
    for key in ("value", "outside_option"):
        judged = getattr(no_deal, key, None)
        if judged is not None:
            yield f"parties.{party.id}.no_deal.{key}", judged


def _refuse_ranges(case: Case, party: Party, issues: list[Issue]) -> None:
    path, judged = next(
        (path, judged) for path, judged in _used(case, party, issues) if judged.value.shape is not Shape.POINT
    )
    raise PourparlerError(
        Problem(
            "C167",
            path,
            f"the range {judged.value}, which this format cannot hold",
            "one number for each value",
            "say which number stands for a range: --take low, likely, high or mean",
        )
    )


def _profile(case: Case, party: Party, issues: list[Issue], take: Take) -> Profile:
    found = {path: point(judged.value, take) for path, judged in _used(case, party, issues)}
    raw = [found[f"views.{party.id}.{issue.id}.weight"] for issue in issues]
    total = sum(raw, start=Decimal(0))
    if not total:
        todo = "take a higher number: --take high or mean"
        raise PourparlerError(
            Problem("C167", f"views.{party.id}", "weights that are all 0 as taken", "one above 0", todo)
        )
    shares = [(one / total).quantize(_WEIGHT) for one in raw]
    # GeniusWeb wants weights that add up to one to the last digit: the largest takes what rounding left.
    shares[shares.index(max(shares))] += 1 - sum(shares)
    values = tuple(
        tuple(found.get(f"views.{party.id}.{issue.id}.values.{option.id}", Decimal(0)) for option in issue.options)
        for issue in issues
    )
    floors = [
        found[path]
        for path in (f"parties.{party.id}.no_deal.{key}" for key in ("value", "outside_option"))
        if path in found
    ]
    return Profile(party.id, "", tuple(shares), values, max(floors, default=None))


def _left_out(case: Case, going: set[str]) -> Iterator[str]:
    """Yield what no scenario holds, by name."""
    yield from (f"the issue {issue.id}, which has no option" for issue in case.issues if not issue.options)
    for view in case.views:
        issue = case.issue(view.issue)
        options = () if issue is None else issue.options
        if view.party in going and _weighs_nothing(view) and any(option.id not in view.values for option in options):
            yield f"that {view.party} lacks values on {view.issue}, which weighs nothing with it: they are written as 0"
        if view.red_lines:
            yield f"the red lines of {view.party} on {view.issue}: {', '.join(view.red_lines)}"
        if view.bottom_line:
            yield f"the bottom line of {view.party} on {view.issue}: {view.bottom_line}"
        if view.target:
            yield f"the target of {view.party} on {view.issue}: {view.target}"
    for party in case.parties:
        both = party.no_deal is not None and party.no_deal.value and party.no_deal.outside_option
        if both and party.id in going:
            yield f"one of no-deal value and outside option of {party.id}: the higher one is its reservation value"
    if case.table is not None:
        yield "how the table itself decides"
    yield from (f"the exclusion of {' with '.join(entry.options)}" for entry in case.exclusions)
    yield from (f"the prerequisite of {entry.option}: {', '.join(entry.needs)}" for entry in case.prerequisites)
    yield from (f"the linkage of {' with '.join(entry.options)} for {entry.party}" for entry in case.linkages)
    for issue in case.issues:
        if any(option.costs for option in issue.options):
            yield f"the costs of the options of {issue.id}"
        for option in issue.options:
            if option.needs:
                yield f"the bodies {issue.id}.{option.id} needs: {', '.join(option.needs)}"
    yield from _sections(case)
    judged = [one for _, one in judgements(case)]
    texts = sum(isinstance(one.value, str) for one in judged)
    if texts:
        yield f"words: {texts} judged texts, such as positions and reasons"
    if judged:
        yield "who judged what, when and why, how sure, and who may see it"


def _sections(case: Case) -> Iterator[str]:
    """Yield the parts of a case that are no issue and no value."""
    for name in (
        "people",
        "relations",
        "bodies",
        "measures",
        "guarantees",
        "statements",
        "meetings",
        "facts",
        "standards",
        "correlations",
    ):
        held = getattr(case, name)
        if held:
            yield f"{name}: {len(held)} (all that is under `{name}`)"


def not_in_workbook(case: Case) -> tuple[str, ...]:
    """Return what the workbook of a case does not hold, by name."""
    judged = [one for _, one in judgements(case)]
    texts = sum(isinstance(one.value, str) for one in judged)
    costs = [
        f"the costs of the options of {issue.id}" for issue in case.issues if any(one.costs for one in issue.options)
    ]
    words = [f"words: {texts} judged texts, such as positions and reasons"] if texts else []
    signed = ["who judged what, when and why, how sure, and who may see it: it stays in the case"] if judged else []
    return (*costs, *_sections(case), *words, *signed)
