"""What bodies and ratifiers could not pass, as combinations of options, for spaces too large to write out."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.approval.conditions import AGAINST
from pourparler.analysis.approval.passing import Ballot, approving, carried_by, chain, needed_bodies
from pourparler.case.deciding import Decider, decider
from pourparler.case.model import Case
from pourparler.case.parties import Role

Cells = tuple[tuple[int, int], ...]
"""Options that together stop a package: column of the issue and index of the option, in order."""
MOST_COMBINATIONS = 20_000
"""A body whose verdict hangs on more combinations of options than this is not looked into."""
MOST_CLOSED = 300
"""Nor is one that closes more combinations than this."""


@dataclass(frozen=True)
class Closed:
    """What bodies and ratifiers close.

    Parameters
    ----------
    combinations : tuple of tuple of (int, int)
        A package that holds all options of one of these cannot be passed. Smallest ones, in order.
    unsettled : tuple of str
        Ids of bodies whose verdict hangs on too many options together: what else they close is not among these.
    """

    combinations: tuple[Cells, ...]
    unsettled: tuple[str, ...]


def closed_combinations(case: Case, issues: tuple[str, ...], options: tuple[tuple[str, ...], ...]) -> Closed:
    """Return the combinations of options that some needed body, or some ratifier, could not pass.

    Parameters
    ----------
    case : Case
    issues : tuple of str
        Issue ids, in the order of columns.
    options : tuple of tuple of str
        Option ids of each issue.

    Returns
    -------
    Closed
        Where nothing is unsettled, a package can be passed (as `passing.passable` has it) exactly when it holds none of
        the combinations.

    Notes
    -----
    A verdict on one option hangs on it and on the options that positions name as conditions; a verdict on a whole
    agreement, on the issues on which a member has spoken. These few issues are written out by themselves, whatever the
    size of the space. Where that is too much, the objections that stop a package alone are still taken.

    Examples
    --------
    >>> case = Case.model_validate({
    ...     "parties": [{"id": "a"}, {"id": "b"}],
    ...     "bodies": [{"id": "council", "members": ["a", "b"], "rule": {"name": "consensus"}}],
    ...     "issues": [
    ...         {"id": "entry", "options": [{"id": "no"}, {"id": "yes", "needs": ["council"]}]},
    ...         {"id": "aid", "options": [{"id": "less"}, {"id": "more"}]},
    ...     ],
    ...     "views": [{"party": "b", "issue": "entry", "stances": [
    ...         {"option": "yes", "stance": "opposes", "unless": {"option": "aid.more"}}]}],
    ... })
    >>> closed_combinations(case, ("entry", "aid"), (("no", "yes"), ("less", "more"))).combinations
    (((0, 1), (1, 0)),)
    """
    closing = _Closing(case, issues, options)
    found: set[Cells] = set()
    unsettled = []
    home = {after for first in approving(case) for after in chain(case, first)}
    for body in (decider(case, one) for one in needed_bodies(case)):
        if body.rule is None:
            continue
        parts = list(closing.of_options(body))
        if body.id in home:
            whole = closing.of_whole(body)
            parts.append(closing.of_members(body) if whole is None else whole)
            if whole is None:
                unsettled.append(body.id)
        for part in parts:
            if part is None or len(part) > MOST_CLOSED:
                unsettled.append(body.id)
            else:
                found |= part
    for party in case.parties:
        if Role.RATIFIER in party.roles:
            part, whole_part = closing.of_voter(party.id)
            found |= part
            unsettled += [] if whole_part else [party.id]
    smallest = [one for one in found if not any(set(other) < set(one) for other in found)]
    return Closed(tuple(sorted(smallest, key=lambda one: (len(one), one))), tuple(dict.fromkeys(unsettled)))


class _Closing:
    """The issues as columns, and small tables of some of them."""

    def __init__(self, case: Case, issues: tuple[str, ...], options: tuple[tuple[str, ...], ...]) -> None:
        self.case, self.issues, self.options = case, issues, options
        self.views = {(view.party, view.issue): view for view in case.views}

    def of_options(self, body: Decider) -> Iterator[set[Cells] | None]:
        """Yield, for each option that needs the body, what closes it; ``None`` where that is too much to write out."""
        blank = Ballot(self.case, np.zeros((0, len(self.issues)), np.int16), self.issues, self.options)
        for column, option in blank.asked(body.id):
            columns = {column} | self._hung_on(body.voters, column)
            table = self._table(columns, {column: (option,)})
            if table is None:
                yield None
                continue
            ballot = Ballot(self.case, table, self.issues, self.options)
            stopped = ~ballot.option_passes(body, ((column, option),))
            yield {
                tuple(sorted({(column, option), *cells}))
                for cells in _smallest(table, sorted(columns - {column}), stopped)
            }

    def of_whole(self, body: Decider) -> set[Cells] | None:
        """Return what closes an agreement as a whole; ``None`` where that is too much to write out."""
        columns = self._spoken(body.voters)
        table = self._table(columns)
        if table is None or body.rule is None:
            return None
        whole = Ballot(self.case, table, self.issues, self.options).whole(body.voters)
        passes = carried_by(body.rule, len(table), [whole[who] for who in body.voters])
        found = _smallest(table, sorted(columns), ~passes)
        return found if len(found) <= MOST_CLOSED else None

    def of_members(self, body: Decider) -> set[Cells]:
        """Return what members who can stop an agreement alone object to: a part of what the body closes."""
        found: set[Cells] = set()
        for place, who in enumerate(body.voters):
            votes = [np.full((), 1, np.int8) for _ in body.voters]
            votes[place] = np.full((), AGAINST, np.int8)
            if body.rule is not None and not carried_by(body.rule, 1, votes)[0]:
                found |= self.of_voter(who)[0]
        return found

    def of_voter(self, who: str) -> tuple[set[Cells], bool]:
        """Return what one voter objects to, issue by issue, and whether that is all."""
        found: set[Cells] = set()
        complete = True
        for column in sorted(self._spoken((who,))):
            columns = {column} | self._hung_on((who,), column)
            table = self._table(columns)
            if table is None:
                complete = False
                continue
            # Of the columns that only conditions name, what is spoken of them comes in its own turn.
            votes = Ballot(self.case, table, self.issues, self.options).whole((who,), (column,))[who]
            found |= _smallest(table, sorted(columns), votes == AGAINST)
        return found, complete

    def _spoken(self, voters: Iterable[str]) -> set[int]:
        """Return the columns on which some voter has a view, and those its conditions name."""
        found: set[int] = set()
        for column, issue in enumerate(self.issues):
            if any((who, issue) in self.views for who in voters):
                found |= {column} | self._hung_on(voters, column)
        return found

    def _hung_on(self, voters: Iterable[str], column: int) -> set[int]:
        """Return the columns of the options that positions on one issue hang on."""
        views = (self.views.get((who, self.issues[column])) for who in voters)
        conditions = [
            one
            for view in views
            if view is not None
            for stance in view.stances
            for one in (stance.when, stance.unless)
            if one is not None and one.option is not None
        ]
        named = {one.option.partition(".")[0] for one in conditions if one.option is not None}
        return {place for place, issue in enumerate(self.issues) if issue in named}

    def _table(self, columns: set[int], only: dict[int, tuple[int, ...]] | None = None) -> NDArray[np.int16] | None:
        """Return every combination of the options of some columns, the first elsewhere; ``None`` for too many."""
        choices = [(only or {}).get(column) or range(len(self.options[column])) for column in sorted(columns)]
        count = math.prod(map(len, choices))
        if count > MOST_COMBINATIONS:
            return None
        table = np.zeros((count, len(self.issues)), dtype=np.int16)
        grid = np.array(list(itertools.product(*choices)), dtype=np.int16).reshape(count, len(choices))
        table[:, sorted(columns)] = grid
        return table


def _smallest(table: NDArray[np.int16], columns: Sequence[int], stopped: NDArray[np.bool_]) -> set[Cells]:
    """Return smallest combinations that cover the stopped rows of a table and none of the others.

    Examples
    --------
    >>> table = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.int16)
    >>> sorted(_smallest(table, [0, 1], np.array([True, True, False, True])))
    [((0, 0),), ((1, 1),)]
    """
    found: set[Cells] = set()
    left = stopped.copy()
    for size in range(len(columns) + 1):
        for chosen in itertools.combinations(columns, size):
            if not left.any() or len(found) > MOST_CLOSED:
                return found
            for values in sorted(set(map(tuple, table[left][:, list(chosen)].tolist()))):
                rows = (table[:, list(chosen)] == values).all(axis=1)
                if stopped[rows].all():
                    found.add(tuple(zip(chosen, values, strict=True)))
                    left &= ~rows
    return found
