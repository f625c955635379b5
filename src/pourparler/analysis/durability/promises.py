"""The tables of guarantees: how credible each must be, what guarantors can give, and bodies that must pass one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.durability.calendar import said
from pourparler.analysis.durability.held import SMALL, Held, typed_chance
from pourparler.analysis.durability.margins import listed_parties, weakest_period
from pourparler.analysis.durability.sheet import METHOD, Sheet, chance_band, finite_band
from pourparler.analysis.packages.counting import held as counted
from pourparler.analysis.packages.naming import Names
from pourparler.case.deciding import Decider, decider
from pourparler.case.measures import Guarantee, Votes
from pourparler.core.result import Table
from pourparler.methods.commitment.guarantors import at_least, bounds, persuaded
from pourparler.methods.voting.passing import TooManyStatesError, chance_of_carrying
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

    @property
    def smallest(self) -> str:
        """That chance in the draws in which one is needed and enough, in words; a dash where there is none."""
        return finite_band(
            np.where((self.needed > SMALL) & (self.needed <= 1 + SMALL), self.needed, np.inf), chance=True
        )

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
                told.append((int((mine & wanted).sum()), f"{names.party(party)}, {said(self.held.design.day(period))}"))
        most = max(count for count, _ in told)
        return "; ".join(words for count, words in told if count == most)


def promises(helds: Sequence[Held]) -> tuple[Promise, ...]:
    """Return every guarantee that changes something in the dispute, behind every agreement it stands behind."""
    return tuple(Promise(held, guarantee) for held in helds for guarantee in held.biting)


def guarantee_table(helds: Sequence[Held], found: Sequence[Promise], names: Names) -> Table:
    """Return a row for each guarantee behind an agreement: the smallest that holds it beside the one judged."""
    columns = (
        "agreement", "guarantee", "type", "none needed in", "smallest where needed", "none is enough in", "as judged",
        "enough in",
        "hardest against, from", "runs until",
    )  # fmt: skip
    note = (
        "Smallest: the chance of being acted on at which, with no other guarantee, keeping is worth as much as "
        "breaking to everybody on every date, in the draws in which the agreement does not hold by itself and some "
        "chance is enough. None is enough: draws in which even certain action does not hold it, or comes too late. It "
        "answers breaches by those against whom acting works. Bodies that must pass it are another matter."
    )
    title = "The smallest guarantee that holds it, beside what is on offer"
    sheet = Sheet("guarantees", title, columns, note)
    for held in helds:
        _one_design(held, [one for one in found if one.held is held], names, sheet)
    return sheet.table()


def _one_design(held: Held, found: Sequence[Promise], names: Names, sheet: Sheet) -> None:
    for promise in found:
        guarantee = promise.guarantee
        cells = {
            "agreement": promise.held.design.agreement.label,
            "guarantee": guarantee.label,
            "type": guarantee.type.replace("-", " "),
            "none needed in": counted(promise.needed <= SMALL).brief,
            "smallest where needed": promise.smallest,
            "none is enough in": counted(promise.needed > 1).brief,
            "hardest against, from": promise.binding(names),
            "runs until": _end(guarantee),
        }
        paths = [f"guarantees.{guarantee.id}.acts", *(_path(guarantee, who) for who in guarantee.guarantors)]
        if promise.judged is not None:
            cells["as judged"] = chance_band(promise.judged)
            cells["enough in"] = str(counted(promise.judged >= promise.needed - SMALL))
        sheet.add(cells, {"as judged": names.marks(paths), "smallest where needed": METHOD})
    for guarantee in held.design.guarantees:
        if not guarantee.changes:
            cells = {
                "agreement": held.design.agreement.label,
                "guarantee": guarantee.label,
                "runs until": _end(guarantee),
            }
            chance = typed_chance(held.design, guarantee)
            cells |= {
                "type": guarantee.type.replace("-", " "),
                "smallest where needed": "changes no odds or costs on file",
            }
            sheet.add(cells | ({"as judged": chance_band(chance)} if chance is not None else {}))


def _end(guarantee: Guarantee) -> str:
    return guarantee.until.isoformat() if guarantee.until is not None else ""


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


def _path(guarantee: Guarantee, who: str) -> str:
    return f"guarantees.{guarantee.id}.each.{who}"
