"""Where each member stands on what its body is asked to pass, on whose word, and what would lift an objection."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pourparler.analysis.approval.conditions import holds
from pourparler.analysis.approval.passing import stances_on
from pourparler.analysis.ground import Ground
from pourparler.analysis.positions.stands import Stand
from pourparler.case.entries import Condition
from pourparler.case.judgement import Judgement
from pourparler.case.model import Case
from pourparler.case.ranges import Range
from pourparler.case.views import OptionStance, View
from pourparler.core.result import Mark
from pourparler.evidence.record import Evidence
from pourparler.evidence.spelling import folded
from pourparler.evidence.stances import Stance


class Side(StrEnum):
    """How a member stands on something its body is asked to pass."""

    FAVOUR = "in favour"
    ABSTAINS = "abstains"
    HANGS = "hangs on a condition"
    AGAINST = "against"
    OPEN = "not on file"


@dataclass(frozen=True, slots=True)
class Lift:
    """Something that would lift an objection or give support.

    Attributes
    ----------
    kind : str
        ``option``, ``date``, ``words``, or ``unknown`` when the position hangs on something that is not on file.
    text : str
        As a reader is told it.
    key : str
        The option, with a minus before it when it must not be in the package; or the day.
    reported : bool
        The words are a condition as reporting gives it: what would end it must be read from them.
    """

    kind: str
    text: str
    key: str = ""
    reported: bool = False

    @property
    def once(self) -> str:
        """What must come about, to be set after "once"."""
        return f"its condition, {self.text}, is settled" if self.reported else self.text

    @property
    def same(self) -> tuple[str, str]:
        """What two conditions share that are met together."""
        return self.kind, self.key or self.text


@dataclass(frozen=True, slots=True)
class Position:
    """One member on one thing its body is asked to pass.

    Attributes
    ----------
    member, name : str
    side : Side
    lifts : tuple of Lift
        What the position hangs on, each enough by itself unless several are named together in one text.
    marks : tuple of Mark
    whole_issue : bool
        The stance on file is on the issue as a whole.
    red_line : bool
    chance : Judgement or None
        How likely it supports, where the team has judged that.
    why_open : str
        ``nothing``, ``said both``, or the options on which a stance is on file.
    """

    member: str
    name: str
    side: Side
    lifts: tuple[Lift, ...] = ()
    marks: tuple[Mark, ...] = ()
    whole_issue: bool = False
    red_line: bool = False
    chance: Judgement[Range] | None = None
    why_open: str = "nothing"


@dataclass(frozen=True)
class Files:
    """What is on file about positions: the views of the case, and stands read from reporting where it has none.

    Parameters
    ----------
    ground : Ground
    stands : sequence of Stand
    on : date or None
        The day on which dated conditions are looked at.
    """

    ground: Ground
    stands: Sequence[Stand]
    on: datetime.date | None

    @property
    def case(self) -> Case:
        """The case."""
        return self.ground.case

    @property
    def evidence(self) -> Evidence:
        """The evidence."""
        return self.ground.evidence

    def position(self, member: str, name: str, issue: str, option: str, *, whole_issue: bool) -> Position:
        """Return where a member stands on an option.

        Parameters
        ----------
        member, name, issue, option : str
        whole_issue : bool
            A stance on the issue as a whole counts, as it does for an option that needs the body.
        """
        blank = Position(member, name, Side.OPEN)
        view = self.case.view(member, issue)
        if view is not None and option in view.red_lines:
            return replace(self._stanced(blank, view, option, whole_issue), side=Side.AGAINST, red_line=True)
        if view is not None and view.stances:
            return self._stanced(blank, view, option, whole_issue)
        return self._reported(blank, issue) if whole_issue else blank

    def _stanced(self, blank: Position, view: View, option: str, whole_issue: bool) -> Position:
        found = [
            self._of_stance(blank, stance, whole=stance.option is None)
            for stance in stances_on(view, option, whole_issue=whole_issue)
        ]
        order = (Side.AGAINST, Side.HANGS, Side.OPEN, Side.ABSTAINS, Side.FAVOUR)
        if found:
            first = min(found, key=lambda position: order.index(position.side))
        else:
            others = [stance.option for stance in view.stances if stance.option is not None]
            first = replace(blank, why_open=", ".join(dict.fromkeys(others)) or "nothing")
        if option in view.red_lines:
            source = view.red_line_source
            path = source.path if source is not None else view.path
            claims = tuple(Mark("claim", claim) for claim in source.because) if source is not None else ()
            kind = "judgement" if source is None or source.signed else "unsigned"
            marks = tuple(dict.fromkeys((Mark(kind, path), *claims, *first.marks)))
            first = replace(first, marks=marks, chance=None)
        return first

    def _of_stance(self, blank: Position, stance: OptionStance, *, whole: bool) -> Position:
        marks = (
            Mark("judgement" if stance.signed else "unsigned", stance.path),
            *(Mark("claim", claim) for claim in stance.because),
        )
        known = replace(blank, marks=marks, whole_issue=whole, chance=stance.chance)
        if stance.stance in ("silent", "mixed"):
            return replace(known, why_open="said both" if stance.stance == "mixed" else "nothing")
        if stance.stance == "abstains":
            return replace(known, side=Side.ABSTAINS)
        inforce = holds(stance, {}, self.on).item()
        lifts = self.lifts(stance)
        if stance.stance == "opposes":
            side = Side.FAVOUR if inforce < 0 else Side.HANGS if lifts else Side.AGAINST
        elif stance.stance == "conditional" and stance.when is None and stance.unless is None:
            side, lifts = Side.HANGS, (Lift("unknown", "a condition that is not on file"),)
        else:
            side = Side.FAVOUR if inforce > 0 else Side.HANGS if lifts else Side.AGAINST
        return replace(known, side=side, lifts=lifts if side is Side.HANGS else ())

    def lifts(self, stance: OptionStance) -> tuple[Lift, ...]:
        """Return what would still turn a stance to favour, as far as that can come about."""
        opposes = stance.stance == "opposes"
        found = []
        wanted, unwanted = (stance.unless, stance.when) if opposes else (stance.when, stance.unless)
        if wanted is not None:
            found += self._coming_true(wanted)
        if unwanted is not None:
            found += self._coming_false(unwanted)
        return tuple(found)

    def _coming_true(self, condition: Condition) -> list[Lift]:
        """What is still to come for all of a condition to hold: one lift, or none where it never can."""
        parts = []
        if condition.before is not None and self.on is not None and self.on > condition.before:
            return []
        if condition.option is not None:
            parts.append(Lift("option", f"the package has {self._option(condition.option)}", condition.option))
        if condition.after is not None and (self.on is None or self.on < condition.after):
            parts.append(Lift("date", f"from {_day(condition.after)}", condition.after.isoformat()))
        if condition.words is not None:
            parts.append(Lift("words", f"“{condition.words}”"))
        if len(parts) > 1:
            hardest = next((part for part in parts if part.kind == "words"), parts[0])
            together = " and ".join(part.text for part in parts)
            return [replace(hardest, text=together, key=together)]
        return parts

    def _coming_false(self, condition: Condition) -> list[Lift]:
        """What would end a condition: any of its parts ceasing to hold."""
        found = []
        if condition.option is not None:
            name = self._option(condition.option)
            found.append(Lift("option", f"the package is without {name}", f"-{condition.option}"))
        if condition.before is not None and (self.on is None or self.on <= condition.before):
            found.append(Lift("date", f"after {_day(condition.before)}", condition.before.isoformat()))
        if condition.words is not None:
            found.append(Lift("words", f"no longer “{condition.words}”"))
        return found

    def _option(self, path: str) -> str:
        issue_id, _, option_id = path.partition(".")
        issue = self.case.issue(issue_id)
        labels = {option.id: option.label for option in issue.options} if issue is not None else {}
        return f"“{labels.get(option_id, option_id)}”"

    def _reported(self, blank: Position, issue: str) -> Position:
        """Read a position from reporting, which is on the issue as a whole."""
        spellings = {folded(blank.member), folded(blank.name)}
        for stand in self.stands:
            if stand.issue == issue and {folded(stand.seat.id), folded(stand.seat.name)} & spellings:
                return self._of_stand(blank, stand)
        return blank

    def _of_stand(self, blank: Position, stand: Stand) -> Position:
        told = stand.standing
        known = replace(blank, marks=tuple(Mark("claim", claim) for claim in told.claims[:2]), whole_issue=True)
        if told.stance in (Stance.REMARKS, Stance.SILENT):
            return blank
        if told.stance is Stance.MIXED:
            return replace(known, why_open="said both")
        lifts = tuple(
            Lift("words", f"“{self.evidence.quote(one.claim.source, one.claim.condition)}”", reported=True)
            for one in stand.claims
            if one.claim.condition is not None
            and one.claim.id in told.claims
            and self.evidence.words(one.claim) is not None
        )
        if told.stance is Stance.CONDITIONAL or (told.stance is Stance.OPPOSES and told.conditional):
            unknown = (Lift("unknown", "a condition that is not on file"),)
            return replace(known, side=Side.HANGS, lifts=tuple(dict.fromkeys(lifts)) or unknown)
        side = Side.AGAINST if told.stance is Stance.OPPOSES else Side.FAVOUR
        return replace(known, side=side)


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def votes_now(positions: Sequence[Position]) -> tuple[int, ...]:
    """Return the votes on file: 1 in favour, 0 abstaining, -1 for all others, who have not promised anything."""
    return tuple({Side.FAVOUR: 1, Side.ABSTAINS: 0}.get(position.side, -1) for position in positions)


def votes_at_best(positions: Sequence[Position], open_too: bool = True) -> tuple[int, ...]:
    """Return the votes when every condition is met and, with ``open_too``, every member not on file is in favour."""
    favour: Mapping[Side, int] = {Side.FAVOUR: 1, Side.HANGS: 1, Side.ABSTAINS: 0, Side.OPEN: 1 if open_too else -1}
    return tuple(favour.get(position.side, -1) for position in positions)
