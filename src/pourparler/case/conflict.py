"""How the dispute goes on without agreement: two sides that move, what each end is worth, what each period costs."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from pourparler.case.entries import Chance, Entry, Many, Number, Scored
from pourparler.case.ids import OptionPath, PartyId


class Swap(Entry):
    """A move on one issue that is as bad for a party as some periods without agreement."""

    from_: OptionPath
    """``issue.option`` the party would have."""
    to: OptionPath
    """``issue.option`` of the same issue it would have instead."""
    periods: Number | None = None
    """How many periods without agreement are as bad as that."""

    model_config = ConfigDict(alias_generator=lambda name: name.rstrip("_"), populate_by_name=True)

    @model_validator(mode="after")
    def _one_issue(self) -> Swap:
        if self.from_.partition(".")[0] != self.to.partition(".")[0]:
            raise ValueError(f"{self.from_} and {self.to} are options of two issues; a swap moves one issue")
        if self.from_ == self.to:
            raise ValueError(f"{self.from_} twice: a swap moves from one option to another")
        if self.periods is not None and self.periods.value.low <= 0:
            raise ValueError(f"{self.periods.value} periods: the move is as bad as more than 0 periods")
        return self


class PeriodCost(Entry):
    """What one more period without agreement costs a party, on the same 0 to 100 as packages."""

    points: Number | None = None
    """In points, where the team can say it outright."""
    as_bad_as: Swap | None = None
    """By a swap, where it cannot: so costs and packages share one scale."""

    @model_validator(mode="after")
    def _one_of_two(self) -> PeriodCost:
        if self.points is not None and self.as_bad_as is not None:
            raise ValueError("both `points` and `as_bad_as`; give one of the two")
        return self


class Side(Entry):
    """One of the two parties between which the dispute moves."""

    party: PartyId
    """Which."""
    steps_to_prevail: Number | None = None
    """How many steps it is from prevailing; whole numbers are drawn."""
    advances: Chance | None = None
    """Chance per period that the dispute moves a step its way."""
    prevails: Many[OptionPath] = ()
    """What holds if it prevails: an option of every issue."""
    concedes: Many[OptionPath] = ()
    """What holds if it gives in; what holds when the other side prevails, when left out."""

    @model_validator(mode="after")
    def _consistent(self) -> Side:
        for name in ("prevails", "concedes"):
            one_option_an_issue(name, getattr(self, name))
        if self.steps_to_prevail is not None and not self.steps_to_prevail.value.low >= 1:
            raise ValueError(
                f"steps_to_prevail {self.steps_to_prevail.value}: a side is at least 1 step from prevailing"
            )
        if self.steps_to_prevail is not None and self.steps_to_prevail.value.high > MOST_STEPS:
            raise ValueError(f"steps_to_prevail {self.steps_to_prevail.value}: at most {MOST_STEPS} steps")
        return self


class Conflict(Entry):
    """The course of the dispute while there is no agreement: a war, a strike, a lawsuit, a tariff round."""

    period: Literal["week", "month", "quarter", "year"]
    """The length of a period, in which costs are paid and the dispute may move a step."""
    horizon: int = Field(ge=1, le=400)
    """How many periods the team plans for; no measure or phase starts later."""
    sides: Many[Side] = Field(default=(), max_length=2)
    """The two between which it moves."""
    freezes: Chance | None = None
    """Chance per period that it freezes for good; never, when left out."""
    frozen: Many[OptionPath] = ()
    """What holds once it is frozen: an option of every issue."""
    support_stops: Chance | None = None
    """Chance per period that the support which ``may_stop`` does, all of it and for good."""

    @model_validator(mode="after")
    def _consistent(self) -> Conflict:
        one_option_an_issue("frozen", self.frozen)
        if len(self.sides) == 2 and self.sides[0].party == self.sides[1].party:
            raise ValueError(f"{self.sides[0].party} on both sides")
        return self


class Effect(Entry):
    """What something changes in the course of the dispute, in numbers; what is left out does not change."""

    party: PartyId | None = None
    """Whose odds, cost, patience or ends; not needed for ``tempo`` and ``freezes``."""
    odds: Number | None = None
    """Shift of the log-odds that a step goes its way; that anything moves stays as likely. 0.4 turns even odds into 3
    to 2."""
    cost: Number | None = None
    """Added to what a period costs it, in points; below 0 where it saves."""
    patience: Number | None = None
    """Added to its patience."""
    prevailing: Number | None = None
    """Added to what prevailing is worth to it, in points."""
    conceding: Number | None = None
    """Added to what giving in, or the other side's prevailing, is worth to it, in points."""
    tempo: Number | None = None
    """Factor on the chance that anything moves in a period."""
    freezes: Number | None = None
    """Added to the chance per period that the dispute freezes."""

    @model_validator(mode="after")
    def _of_somebody(self) -> Effect:
        owned = [name for name in ("odds", "cost", "patience", "prevailing", "conceding") if getattr(self, name)]
        if self.party is None and owned:
            raise ValueError(f"`{owned[0]}` of nobody; say whose: `party:`")
        if self.tempo is not None and self.tempo.value.low <= 0:
            raise ValueError(f"tempo {self.tempo.value}: a factor above 0")
        return self


class Belief(Entry):
    """What one party holds about another, where it may differ from what we judge."""

    holder: PartyId
    """Who believes it."""
    about: PartyId
    """About whom."""
    reservation_value: Scored | None = None
    """What a package must be worth to that party, as the holder sees it, on that party's 0 to 100."""
    advances: Chance | None = None
    """Chance per period that the dispute moves a step that party's way, as the holder sees it."""
    firmness: Number | None = None
    """After how many telling events the holder would be half way to what they show."""


MOST_STEPS = 60
"""More steps than this between a side and its end say nothing that fewer would not."""


def one_option_an_issue(name: str, options: tuple[str, ...]) -> None:
    """Make sure that options settle each issue once.

    Raises
    ------
    ValueError
        When two are of one issue.
    """
    issues = [option.partition(".")[0] for option in options]
    twice = next((issue for place, issue in enumerate(issues) if issue in issues[:place]), None)
    if twice is not None:
        raise ValueError(f"`{name}` settles {twice} twice; one option an issue")
