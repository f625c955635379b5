"""Bodies that must pass a guarantee: by their own rule, by unanimity, by quotas, and whom to persuade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.held import Held
from pourparler.analysis.durability.sheet import Sheet, chance_band
from pourparler.analysis.packages.naming import Names
from pourparler.case.deciding import Decider, decider
from pourparler.case.measures import Guarantee, Votes
from pourparler.core.result import Table
from pourparler.methods.commitment.guarantors import persuaded
from pourparler.methods.voting.passing import TooManyStatesError, chance_of_carrying
from pourparler.methods.voting.rules import Rule, Threshold, unanimity

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Ballot:
    """How a body may vote on a guarantee, from the chances of its members that are judged.

    Parameters
    ----------
    guarantee : Guarantee
    body : Decider
    rule : Rule
    favour : array, shape (members, draws)
        With 0 for members that are not judged.
    unjudged : tuple of str
    """

    guarantee: Guarantee
    body: Decider
    rule: Rule
    favour: Array
    unjudged: tuple[str, ...]

    @cached_property
    def at_most(self) -> Array:
        """The chances with members that are not judged in favour: (members, draws)."""
        found = self.favour.copy()
        found[[self.body.voters.index(member) for member in self.unjudged]] = 1.0
        return found

    def under(self, rule: Rule) -> str:
        """Return the chance that it passes under a rule, over the draws."""
        try:
            low, high = (chance_band(chance_of_carrying(rule, favour)) for favour in (self.favour, self.at_most))
        except TooManyStatesError:
            return "too many sums of votes"
        return low if not self.unjudged else f"{low} if those not on file are against, {high} if they agree"

    def path(self, member: str) -> str:
        """Return the path of the chance of a member."""
        return f"guarantees.{self.guarantee.id}.votes.{self.body.id}.favour.{member}"


def ballots(helds: Sequence[Held]) -> Iterator[Ballot]:
    """Yield the votes on guarantees behind some agreement, in the order of the case."""
    if not helds:
        return
    arrays = helds[0].design.arrays
    behind = {guarantee.id for held in helds for guarantee in held.design.guarantees}
    for guarantee in arrays.case.guarantees:
        for votes in guarantee.votes if guarantee.id in behind else ():
            body = decider(arrays.case, votes.body, arrays.case.as_of)
            if body.rule is not None and body.voters:
                paths = [f"guarantees.{guarantee.id}.votes.{body.id}.favour.{member}" for member in body.voters]
                none = np.zeros(arrays.draws)
                favour = np.vstack([arrays.drawn.get(path, none) for path in paths])
                yield Ballot(guarantee, body, body.rule, favour, unjudged(votes, body))


def unjudged(votes: Votes, body: Decider) -> tuple[str, ...]:
    """Return the voting members of a body whose chance is not on file."""
    return tuple(member for member in body.voters if member not in votes.favour)


def body_table(found: Sequence[Ballot], names: Names) -> Table:
    """Return a row for each body that must pass a guarantee: by its rule, by unanimity, by quotas."""
    columns = (
        "guarantee",
        "body",
        "its rule",
        "passes",
        "if all had to agree",
        "if two thirds sufficed",
        "if half did",
    )
    note = "Members are taken as deciding independently; what their judged chances imply together, and no forecast."
    sheet = Sheet("bodies", "Bodies that must pass a guarantee: unanimity against a quota", columns, note)
    for ballot in found:
        members = len(ballot.body.voters)
        two_thirds, half = -(-2 * members // 3), members // 2 + 1
        sheet.add(
            {
                "guarantee": ballot.guarantee.label,
                "body": ballot.body.name,
                "its rule": ballot.body.words,
                "passes": ballot.under(ballot.rule),
                "if all had to agree": ballot.under(unanimity(members)),
                "if two thirds sufficed": ballot.under(Threshold((1,) * members, two_thirds)),
                "if half did": ballot.under(Threshold((1,) * members, half)),
            },
            {"passes": names.marks([ballot.path(member) for member in ballot.body.voters])},
        )
    return sheet.table()


def member_table(found: Sequence[Ballot], names: Names) -> Table:
    """Return the members of such a body, those first who, once persuaded, raise the chance that it passes most."""
    columns = ("guarantee", "body", "member", "in favour", "passes with it persuaded", "rise")
    note = "Members whose chance is not on file are taken as in favour here, and are left out."
    title = "Whom to persuade: how far each member raises the chance"
    sheet = Sheet("persuaded", title, columns, note if any(ballot.unjudged for ballot in found) else None)
    for ballot in found:
        try:
            now, each = persuaded(ballot.rule, ballot.at_most)
        except TooManyStatesError:
            continue
        rise = each - now
        mean = rise.mean(axis=1).round(9)
        for place in sorted(range(len(mean)), key=lambda one: -mean[one]):
            member = ballot.body.voters[place]
            if member in ballot.unjudged:
                continue
            sheet.add(
                {
                    "guarantee": ballot.guarantee.label,
                    "body": ballot.body.name,
                    "member": ballot.body.names[member],
                    "in favour": chance_band(ballot.favour[place]),
                    "passes with it persuaded": chance_band(each[place]),
                    "rise": chance_band(rise[place]),
                },
                {"in favour": names.marks([ballot.path(member)])},
            )
    return sheet.table()
