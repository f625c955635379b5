"""Which packages every needed body and every ratifier could still pass."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.approval.conditions import AGAINST, FAVOUR, Signs, could_vote
from pourparler.case.deciding import Decider, decider
from pourparler.case.model import Case
from pourparler.case.parties import Role
from pourparler.case.views import OptionStance, View
from pourparler.methods.voting.rules import Rule, carried

Packages = NDArray[np.integer]
Bools = NDArray[np.bool_]


def passable(
    case: Case, packages: Packages, issues: tuple[str, ...], options: tuple[tuple[str, ...], ...]
) -> tuple[Bools, tuple[str, ...]]:
    """Tell for each package whether every body it needs, and every ratifier, could pass it.

    Parameters
    ----------
    case : Case
    packages : array of int, shape (packages, issues)
        The index of the option of each issue.
    issues : tuple of str
        Issue ids, in the order of the columns.
    options : tuple of tuple of str
        Option ids of each issue, in the order of the indices.

    Returns
    -------
    passes : array of bool, shape (bodies, packages)
        False where the objections on file already stop it. A position that is not on file, and one that hangs on words
        nobody can check, leave a vote in favour open; an objection stands until an option or the day lifts it.
    bodies : tuple of str
        Ids: the bodies that an option needs (and those that these need) or that must approve an agreement for a
        principal or a ratifier, in the order of the case; then the ratifiers themselves.

    Notes
    -----
    A body that an option ``needs`` votes on that option; a body that approves for a principal (``approval``), and a
    ratifier, decide on the package as a whole, and a member that objects to one of its options objects to it. A body
    whose members or rule are not on file stops nothing: `approval` asks for them. Dates are taken on ``case.as_of``.

    Examples
    --------
    >>> case = Case.model_validate({
    ...     "parties": [{"id": "a"}, {"id": "b"}],
    ...     "bodies": [{"id": "council", "members": ["a", "b"], "rule": {"name": "consensus"}}],
    ...     "issues": [{"id": "entry", "options": [{"id": "no"}, {"id": "yes", "needs": ["council"]}]}],
    ...     "views": [{"party": "b", "issue": "entry", "stances": [{"option": "yes", "stance": "opposes"}]}],
    ... })
    >>> passes, bodies = passable(case, np.array([[0], [1]]), ("entry",), (("no", "yes"),))
    >>> bodies, passes.tolist()
    (('council',), [[True, False]])
    """
    ballot = Ballot(case, np.asarray(packages), issues, options)
    bodies = [decider(case, body) for body in needed_bodies(case)]
    ratifiers = [party.id for party in case.parties if Role.RATIFIER in party.roles]
    home = {after for first in approving(case) for after in chain(case, first)}
    voters = {who for body in bodies if body.id in home for who in body.voters} | set(ratifiers)
    whole = ballot.whole(sorted(voters))
    found: dict[str, Bools] = {}
    for body in bodies:
        found[body.id] = ballot.option_passes(body)
        if body.id in home and body.rule is not None:
            found[body.id] &= carried_by(body.rule, len(ballot.packages), [whole[who] for who in body.voters])
    found.update({who: whole[who] != AGAINST for who in ratifiers})
    passes = np.array(list(found.values()), bool).reshape(len(found), len(ballot.packages))
    return passes, tuple(found)


def needed_bodies(case: Case) -> tuple[str, ...]:
    """Return the bodies that an agreement may need, in the order of the case."""
    wanted = {body for issue in case.issues for option in issue.options for body in option.needs}
    wanted |= set(approving(case))
    reached = {body for start in wanted for body in chain(case, start)}
    return tuple(body.id for body in case.bodies if body.id in reached)


def approving(case: Case) -> tuple[str, ...]:
    """Return the bodies that must approve an agreement for a principal or a ratifier."""
    asked = [party.approval for party in case.parties if {Role.PRINCIPAL, Role.RATIFIER} & set(party.roles)]
    return tuple(dict.fromkeys(body for body in asked if body is not None))


def chain(case: Case, body: str) -> tuple[str, ...]:
    """Return a body and, after it, those that must pass the same.

    Examples
    --------
    >>> bodies = [{"id": "council", "needs": ["assembly"]}, {"id": "assembly"}]
    >>> chain(Case.model_validate({"bodies": bodies}), "council")
    ('council', 'assembly')
    """
    needs = {entry.id: entry.needs for entry in case.bodies}
    found: list[str] = []
    waiting = [body]
    while waiting:
        following = waiting.pop(0)
        if following not in found and following in needs:
            found.append(following)
            waiting.extend(needs[following])
    return tuple(found)


class Ballot:
    """The packages put to the vote: how each voter could vote on them as far as its positions on file allow.

    Parameters
    ----------
    case : Case
    packages : array of int, shape (packages, issues)
    issues, options : tuple
        See `passable`.
    """

    def __init__(self, case: Case, packages: Packages, issues: Sequence[str], options: Sequence[Sequence[str]]) -> None:
        self.case = case
        self.packages = packages
        self.columns = np.ascontiguousarray(packages.T)
        self.issues = tuple(issues)
        self.options = tuple(tuple(each) for each in options)
        self.on: datetime.date | None = case.as_of
        self._views = {(view.party, view.issue): view for view in case.views}

    def option_passes(self, body: Decider, asked: Sequence[tuple[int, int]] | None = None) -> Bools:
        """Return where a body could pass the options that need it (or some of these): shape (packages,)."""
        passes = np.ones(len(self.packages), bool)
        if body.rule is None:
            return passes
        for column, option in self.asked(body.id) if asked is None else asked:
            here = With(self, column, option)
            if len(here.rows):
                votes = [self._vote(who, here, whole_issue=True) for who in body.voters]
                passes[here.rows] &= carried_by(body.rule, len(here.rows), votes)
        return passes

    def whole(self, voters: Sequence[str], columns: Sequence[int] | None = None) -> dict[str, Signs]:
        """Return how each voter could vote on each whole package: its worst vote on any option in it.

        With `columns`, only the options of these issues are looked at.
        """
        votes = {who: np.full(len(self.packages), FAVOUR, np.int8) for who in voters}
        for column in range(len(self.issues)) if columns is None else columns:
            issue = self.issues[column]
            views = {who: view for who in voters if (view := self._views.get((who, issue))) is not None}
            for index, option in enumerate(self.options[column]):
                spoken = [who for who, view in views.items() if _spoken(view, option)]
                if not spoken:
                    continue
                here = With(self, column, index)
                for who in spoken:
                    worst = self._vote(who, here, whole_issue=False)
                    votes[who][here.rows] = np.minimum(votes[who][here.rows], worst)
        return votes

    def asked(self, body: str) -> Iterator[tuple[int, int]]:
        """Yield the column and index of each option that needs the body."""
        for column, issue in enumerate(self.issues):
            entry = self.case.issue(issue)
            for option in entry.options if entry is not None else ():
                needs = {after for first in option.needs for after in chain(self.case, first)}
                if body in needs and option.id in self.options[column]:
                    yield column, self.options[column].index(option.id)

    def _vote(self, voter: str, here: With, *, whole_issue: bool) -> Signs:
        view = self._views.get((voter, self.issues[here.column]))
        votes: Signs = np.full((), FAVOUR, np.int8)
        if view is None:
            return votes
        if here.option in view.red_lines:
            return np.full((), AGAINST, np.int8)
        for stance in stances_on(view, here.option, whole_issue=whole_issue):
            votes = np.minimum(votes, could_vote(stance, here.chosen(stance), self.on))
        return votes


class With:
    """The packages that have one option, and whether each has another.

    Parameters
    ----------
    ballot : Ballot
    column, index : int
        Of the option.
    """

    def __init__(self, ballot: Ballot, column: int, index: int) -> None:
        self.ballot = ballot
        self.column = column
        self.option = ballot.options[column][index]
        self.rows = np.flatnonzero(ballot.columns[column] == index)
        self._signs: dict[str, Signs] = {}

    def chosen(self, stance: OptionStance) -> Mapping[str, Signs]:
        """Return, for each option a stance hangs on, whether it is in these packages."""
        paths = [condition.option for condition in (stance.when, stance.unless) if condition is not None]
        return {path: self._sign(path) for path in paths if path is not None and self._known(path)}

    def _known(self, path: str) -> bool:
        return path.partition(".")[0] in self.ballot.issues

    def _sign(self, path: str) -> Signs:
        if path not in self._signs:
            issue, _, option = path.partition(".")
            column = self.ballot.issues.index(issue)
            known = self.ballot.options[column]
            there = self.ballot.columns[column] == (known.index(option) if option in known else -1)
            self._signs[path] = np.where(there, 1, -1).astype(np.int8)[self.rows]
        return self._signs[path]


def _spoken(view: View, option: str) -> bool:
    return option in view.red_lines or any(stance.option == option for stance in view.stances)


def carried_by(rule: Rule, rows: int, votes: Sequence[Signs]) -> Bools:
    """Tell which of many votes carry, counting each pattern of votes once.

    Parameters
    ----------
    rule : Rule
    rows : int
        How many votes are taken.
    votes : sequence of array of int8, one a member
        Of shape (rows,), or of no shape where a member votes the same each time.

    Examples
    --------
    >>> from pourparler.methods.voting.rules import consensus
    >>> carried_by(consensus(2), 3, [np.array(1, np.int8), np.array([1, 0, -1], np.int8)]).tolist()
    [True, True, False]
    """
    pattern = np.zeros(rows, np.int64)
    seen = np.zeros((1, 0), np.int8)
    for vote in votes:
        if vote.ndim == 0 or vote.min() == vote.max():
            seen = np.hstack([seen, np.full((len(seen), 1), vote.flat[0], np.int8)])
            continue
        combined = pattern * 3 + vote + 1
        codes = np.flatnonzero(np.bincount(combined, minlength=3 * len(seen)))
        place = np.zeros(3 * len(seen), np.int64)
        place[codes] = np.arange(len(codes))
        pattern = place[combined]
        seen = np.hstack([seen[codes // 3], (codes % 3 - 1).astype(np.int8)[:, None]])
    return carried(rule, seen == FAVOUR, seen == AGAINST)[pattern]


def stances_on(view: View, option: str, *, whole_issue: bool) -> tuple[OptionStance, ...]:
    """Return the stances of a view that bear on an option: those on it, else, if asked, those on the whole issue."""
    named = tuple(stance for stance in view.stances if stance.option == option)
    if named or not whole_issue:
        return named
    return tuple(stance for stance in view.stances if stance.option is None)
