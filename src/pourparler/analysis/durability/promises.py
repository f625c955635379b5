"""The tables of guarantees: how credible each must be, what guarantors can give, and bodies that must pass one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.held import SMALL, Held, typed_chance
from pourparler.analysis.durability.margins import listed_parties, weakest_period
from pourparler.analysis.durability.sheet import METHOD, Sheet, chance_band, finite_band
from pourparler.analysis.packages.counting import held as counted
from pourparler.analysis.packages.naming import Names
from pourparler.case.deciding import Decider, decider
from pourparler.case.measures import Guarantee, Votes
from pourparler.core.result import Table
from pourparler.methods.commitment.guarantors import at_least, bounds, persuaded
from pourparler.methods.voting.passing import TooManyStatesError
from pourparler.methods.voting.rules import Rule, Threshold, unanimity

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Promise:
    """One guarantee behind one agreement.

    Parameters
    ----------
    held : Held
    guarantee : Guarantee
    """

    held: Held
    guarantee: Guarantee

    @cached_property
    def needed(self) -> Array:
        """The chance of being acted on that makes it, alone, hold the agreement: (draws,)."""
        return self.held.needed(self.guarantee)

    @cached_property
    def judged(self) -> Array | None:
        """The chance that it is acted on, as judged: (draws,)."""
        return typed_chance(self.held.design, self.guarantee)

    def binding(self, names: Names) -> str | None:
        """Return against whom and from when it has to be strongest, most often; nothing where it is never needed."""
        least = self.held.in_time(self.held.needed_by_date(self.guarantee))
        wanted = self.needed > SMALL
        if not wanted.any():
            return None
        told = []
        for place, party in listed_parties(self.held, names):
            mine = least[:, place].max(axis=1) >= least.max(axis=(1, 2)) - SMALL
            if (mine & wanted).any():
                period = weakest_period(-np.where(np.isfinite(least), least, 1e9)[mine & wanted, place])
                told.append((int((mine & wanted).sum()), f"{names.party(party)}, {self.held.design.day(period)}"))
        most = max(count for count, _ in told)
        return "; ".join(words for count, words in told if count == most)


def promises(helds: Sequence[Held]) -> tuple[Promise, ...]:
    """Return every guarantee that changes something in the dispute, behind every agreement it stands behind."""
    return tuple(Promise(held, guarantee) for held in helds for guarantee in held.biting)


def guarantee_table(found: Sequence[Promise], names: Names) -> Table:
    """Return a row for each guarantee behind an agreement: the smallest that holds it beside the one judged."""
    columns = (
        "agreement", "guarantee", "type", "smallest that holds it", "none is enough in", "as judged", "enough in",
        "hardest against, from", "runs until",
    )  # fmt: skip
    note = (
        "Smallest that holds it: the chance of being acted on at which, with no other guarantee, keeping is worth as "
        "much as breaking to everybody on every date; 0 where the agreement holds by itself. None is enough: draws in "
        "which even certain action does not hold it. Bodies that must pass it are another matter."
    )
    title = "The smallest guarantee that holds it, beside what is on offer"
    sheet = Sheet("guarantees", title, columns, note)
    for promise in found:
        guarantee = promise.guarantee
        cells = {
            "agreement": promise.held.design.agreement.label,
            "guarantee": guarantee.label,
            "type": guarantee.type.replace("-", " "),
            "smallest that holds it": finite_band(np.where(promise.needed > 1, np.inf, promise.needed), chance=True),
            "none is enough in": counted(promise.needed > 1).brief,
            "hardest against, from": promise.binding(names),
            "runs until": guarantee.until.isoformat() if guarantee.until is not None else "no end on file",
        }
        paths = [f"guarantees.{guarantee.id}.acts", *(_path(guarantee, who) for who in guarantee.guarantors)]
        if promise.judged is not None:
            cells["as judged"] = chance_band(promise.judged)
            cells["enough in"] = str(counted(promise.judged >= promise.needed - SMALL))
        sheet.add(cells, {"as judged": names.marks(paths), "smallest that holds it": METHOD})
    return sheet.table()


def guarantor_table(found: Sequence[Promise], names: Names) -> Table:
    """Return a row for each guarantor, and for each number of guarantors acting, of guarantees judged one by one."""
    columns = ("agreement", "guarantee", "who", "chance", "whatever ties them", "enough in", "at the lowest in")
    note = (
        "At least so many: each deciding by itself; whatever ties them: between the lowest and highest chance that any "
        "dependence between guarantors allows (Fréchet bounds). Enough: at least the smallest that holds the agreement."
    )
    sheet = Sheet("guarantors", "What each guarantor can credibly give", columns, note)
    for promise in found:
        guarantee, drawn = promise.guarantee, promise.held.design.arrays.drawn
        start = {"agreement": promise.held.design.agreement.label, "guarantee": guarantee.label}
        judged = [who for who in guarantee.guarantors if _path(guarantee, who) in drawn]
        for who in judged:
            chance = drawn[_path(guarantee, who)]
            cells = {"who": names.party(who), "chance": chance_band(chance)}
            cells["enough in"] = counted(chance >= promise.needed - SMALL).brief
            sheet.add(start | cells, {"chance": names.marks([_path(guarantee, who)])})
        if len(judged) < 2 or len(judged) < len(guarantee.guarantors):
            continue
        chances = np.vstack([drawn[_path(guarantee, who)] for who in sorted(judged)])
        together, (low, high) = at_least(chances), bounds(chances)
        for least in range(1, len(judged) + 1):
            cells = {
                "who": f"at least {least} of {len(judged)}" if least < len(judged) else f"all {least}",
                "chance": chance_band(together[least - 1]),
                "whatever ties them": f"from {chance_band(low[least - 1])} up to {chance_band(high[least - 1])}",
                "enough in": counted(together[least - 1] >= promise.needed - SMALL).brief,
                "at the lowest in": counted(low[least - 1] >= promise.needed - SMALL).brief,
            }
            sheet.add(start | cells, {"chance": METHOD})
    return sheet.table()


@dataclass(frozen=True)
class Ballot:
    """How a body may vote on a guarantee, where the chances of all who vote are judged.

    Parameters
    ----------
    guarantee : Guarantee
    body : Decider
    rule : Rule
    favour : array, shape (members, draws)
    """

    guarantee: Guarantee
    body: Decider
    rule: Rule
    favour: Array

    def under(self, rule: Rule) -> str:
        """Return the chance that it passes under a rule, over the draws."""
        try:
            return chance_band(persuaded(rule, self.favour)[0])
        except TooManyStatesError:
            return "too many sums of votes"

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
            if body.rule is not None and not unjudged(votes, body):
                paths = [f"guarantees.{guarantee.id}.votes.{body.id}.favour.{member}" for member in body.voters]
                yield Ballot(guarantee, body, body.rule, np.vstack([arrays.drawn[path] for path in paths]))


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
    sheet = Sheet("persuaded", "Whom to persuade: how far each member raises the chance", columns)
    for ballot in found:
        try:
            now, each = persuaded(ballot.rule, ballot.favour)
        except TooManyStatesError:
            continue
        rise = each - now
        mean = rise.mean(axis=1).round(9)
        for place in sorted(range(len(mean)), key=lambda one: -mean[one]):
            member = ballot.body.voters[place]
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


def _path(guarantee: Guarantee, who: str) -> str:
    return f"guarantees.{guarantee.id}.each.{who}"
