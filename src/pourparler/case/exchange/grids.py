"""The issue matrix of a case as sheets: what stands in each cell, where it comes from, and who may change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pourparler.case.issues import Issue, Option
from pourparler.case.model import Case
from pourparler.case.parties import Party, Role

ISSUES, VALUES, WEIGHTS, NO_DEAL, RULES = (
    "Issues and options",
    "Values",
    "Weights",
    "No deal",
    "Exclusions & prerequisites",
)
LONGEST = 32_000
"""Characters of the longest text in a cell that may be changed there; programs cut longer ones."""


class Kind(StrEnum):
    """What a cell holds."""

    READ = "read"
    """Something to read only."""
    TEXT = "text"
    """A name or a remark."""
    SCORE = "score"
    """A value from 0 to 100."""
    WEIGHT = "weight"
    """0 or more."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, what it is, and the path of what it shows."""

    text: str
    kind: Kind = Kind.READ
    path: str = ""
    marked: bool = False
    """An option that is a red line of the party."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: labels for people, ids that name it, and its cells."""

    labels: tuple[str, ...]
    ids: tuple[str, ...]
    cells: tuple[Cell, ...]
    first: bool = False
    """It begins an issue."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.

    Parameters
    ----------
    title : str
    labels, ids : tuple of str
        Headings of the columns that name a row: for people, and by id.
    columns : tuple of (id, heading)
    lines : tuple of Line
    """

    title: str
    labels: tuple[str, ...]
    ids: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


LEADING = {ISSUES: (0, 2), VALUES: (2, 2), WEIGHTS: (1, 1), NO_DEAL: (1, 1), RULES: (0, 1)}
"""How many columns of labels and of ids each sheet begins with."""


def grids(case: Case, *, remarks: bool = True) -> tuple[Grid, ...]:
    """Return the sheets of a case.

    Parameters
    ----------
    case : Case
        Complete, and as the reader sees it.
    remarks : bool
        Whether there is a column for remarks, which only our own side has.

    Examples
    --------
    >>> case = Case.model_validate({"issues": [{"id": "tariff", "options": [{"id": "low"}]}]})
    >>> [(grid.title, len(grid.lines)) for grid in grids(case)][:3]
    [('Issues and options', 2), ('Values', 1), ('Weights', 1)]
    """
    parties = _parties(case)
    across = tuple((party.id, party.label) for party in parties)
    option_lines, value_lines, weight_lines = [], list[Line](), []
    for issue in case.issues:
        option_lines.append(_named(issue, (issue.id, ""), f"issues.{issue.id}", "", remarks))
        for place, option in enumerate(issue.options):
            path = f"issues.{issue.id}.options.{option.id}"
            option_lines.append(_named(option, (issue.id, option.id), path, ", ".join(option.needs), remarks))
            cells = tuple(_value(case, party, issue, option) for party in parties)
            value_lines.append(Line((issue.label, option.label), (issue.id, option.id), cells, place == 0))
        weights = tuple(_weight(case, party, issue) for party in parties)
        weight_lines.append(Line((issue.label,), (issue.id,), weights))
    remark = (("remark", "Remark"),) if remarks else ()
    columns = (("name", "Name"), ("needs", "Bodies that must pass it"), *remark)
    floor = (
        ("value", "What going on without agreement is worth"),
        ("outside_option", "What leaving for good is worth"),
    )
    told = (("kind", "What"), ("options", "Options"), ("why", "Why"))
    return (
        Grid(ISSUES, (), ("Issue id", "Option id"), columns, tuple(option_lines)),
        Grid(VALUES, ("Issue", "Option"), ("Issue id", "Option id"), across, tuple(value_lines)),
        Grid(WEIGHTS, ("Issue",), ("Issue id",), across, tuple(weight_lines)),
        Grid(NO_DEAL, ("Party",), ("Party id",), floor, tuple(_floor(party) for party in parties)),
        Grid(RULES, (), ("No.",), told, tuple(_rules(case))),
    )


def _parties(case: Case) -> list[Party]:
    """Return who has a column: principals, and whoever has a value, weight or no-deal value; all when nobody has."""
    valued = {view.party for view in case.views if view.values or view.weight is not None}
    found = [
        party
        for party in case.parties
        if Role.PRINCIPAL in party.roles or party.id in valued or (party.no_deal is not None and party.no_deal.value)
    ]
    return found or list(case.parties)


def _text(text: str | None, path: str) -> Cell:
    whole = text or ""
    return Cell(whole, Kind.TEXT, path) if len(whole) <= LONGEST else Cell(f"{whole[:LONGEST]} ...")


def _named(entry: Issue | Option, ids: tuple[str, str], path: str, needs: str, remarks: bool) -> Line:
    cells = (_text(entry.name, f"{path}.name"), Cell(needs))
    remark = (_text(entry.comment, f"{path}.comment"),) if remarks else ()
    return Line((), ids, (*cells, *remark), ids[1] == "")


def _value(case: Case, party: Party, issue: Issue, option: Option) -> Cell:
    view = case.view(party.id, issue.id)
    judged = view.values.get(option.id) if view is not None else None
    path = f"views.{party.id}.{issue.id}.values.{option.id}"
    red = view is not None and option.id in view.red_lines
    return Cell("" if judged is None else str(judged.value), Kind.SCORE, path, red)


def _weight(case: Case, party: Party, issue: Issue) -> Cell:
    view = case.view(party.id, issue.id)
    judged = view.weight if view is not None else None
    return Cell("" if judged is None else str(judged.value), Kind.WEIGHT, f"views.{party.id}.{issue.id}.weight")


def _floor(party: Party) -> Line:
    cells = []
    for key in ("value", "outside_option"):
        judged = getattr(party.no_deal, key, None)
        cells.append(Cell("" if judged is None else str(judged.value), Kind.SCORE, f"parties.{party.id}.no_deal.{key}"))
    return Line((party.label,), (party.id,), tuple(cells))


def _rules(case: Case) -> Iterator[Line]:
    told = [
        *(("exclusion", " with ".join(one.options), one.why.value if one.why else "") for one in case.exclusions),
        *(
            ("prerequisite", f"{one.option} needs {', '.join(one.needs)}", one.why.value if one.why else "")
            for one in case.prerequisites
        ),
        *(
            ("linkage", f"{' with '.join(one.options)}: {one.value.value} for {one.party}", one.value.why or "")
            for one in case.linkages
        ),
        *(
            (
                f"red line of {view.party}",
                f"{view.issue}.{option}",
                view.red_line_source.value if view.red_line_source else "",
            )
            for view in case.views
            for option in view.red_lines
        ),
    ]
    for number, words in enumerate(told, start=1):
        yield Line((), (str(number),), tuple(Cell(word[:LONGEST]) for word in words))
