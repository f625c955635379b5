"""Bodies as they decide: shipped councils with their members and rules, and the bodies of a case made complete."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources

from pydantic import Field

from pourparler.case.entries import Period
from pourparler.case.ids import Id
from pourparler.case.judgement import Closed
from pourparler.case.model import Case
from pourparler.case.parties import Body, Rule
from pourparler.case.tree import parse_tree

PRESETS = ("north-atlantic-council", "council-of-the-eu", "european-council", "un-security-council")

OF_PARTICIPANTS = "-of-participants"
"""Ends the name of the rule that holds instead where some members take no part."""


class Seat(Period):
    """A member of a shipped body, with the days it sits where they are limited."""

    id: Id
    name: str
    weight: float | None = None


class Preset(Closed):
    """A body as the law or practice has it: public facts, each with its source."""

    id: Id
    name: str
    as_of: datetime.date
    source: str
    note: str = ""
    seats: int | None = None
    """How many members it has when every seat is filled."""
    procedures: Mapping[str, Rule] = Field(min_length=1)
    """Its rules by name, the usual one first."""
    members: tuple[Seat, ...]
    without_vote: tuple[Seat, ...] = ()

    def sitting(self, on: datetime.date | None = None) -> tuple[Seat, ...]:
        """Return the members that sit on a day; on the day the facts are of when left out."""
        day = on or self.as_of
        return tuple(seat for seat in self.members if seat.covers(day))


@functools.cache
def preset(name: str) -> Preset:
    """Return a shipped body.

    Raises
    ------
    KeyError
        When there is none of this name.

    Examples
    --------
    >>> council = preset("north-atlantic-council")
    >>> len(council.members), council.procedures["consensus"].name
    (32, 'consensus')
    """
    if name not in PRESETS:
        raise KeyError(name)
    file = resources.files("pourparler.case") / "presets" / f"{name}.yaml"
    return Preset.model_validate(parse_tree(file.read_text(encoding="utf-8"), f"{name}.yaml"))


def preset_members(name: str | None) -> tuple[str, ...]:
    """Return the ids of everybody who is or was in a shipped body; nobody for no preset or an unknown one.

    Examples
    --------
    >>> "germany" in preset_members("council-of-the-eu"), preset_members(None)
    (True, ())
    """
    if name not in PRESETS:
        return ()
    shipped = preset(name)
    return tuple(dict.fromkeys(seat.id for seat in shipped.members))


@dataclass(frozen=True)
class ResolvedBody:
    """A body of the case with everything a preset lends it.

    Parameters
    ----------
    id, name : str
    members : tuple of str
        Ids, in the order of the case or the preset.
    rule : Rule or None
        ``None`` when neither the case nor a preset says how it decides.
    chair : str or None
        Person id.
    without_vote : tuple of str
        Who sits in it and does not vote.
    names : mapping
        The name of each member, for people.
    open_seats : int
        Seats of a preset that nobody on file holds on the day.
    source, note : str
        Of the preset.
    not_taking_part : tuple of str
        Members that take no part in its decisions.
    needs : tuple of str
        Bodies that must pass the same.
    """

    id: str
    name: str
    members: tuple[str, ...]
    rule: Rule | None
    chair: str | None = None
    without_vote: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    open_seats: int = 0
    source: str = ""
    note: str = ""
    not_taking_part: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def body_of(case: Case, body: str, on: datetime.date | None = None) -> ResolvedBody:
    """Return a body of the case with its members and rule, taken from its preset where the case leaves them out.

    A case may keep the rule of a preset and name members of its own; vetoes and weights of the preset then hold only
    for those of its members that are among them.

    Parameters
    ----------
    case : Case
    body : str
        Body id.
    on : date, optional
        The day the members are wanted for; ``case.as_of`` when left out, else the day of the preset's facts.

    Raises
    ------
    LookupError
        When the case has no such body.

    Examples
    --------
    >>> case = Case.model_validate(
    ...     {"bodies": [{"id": "league", "preset": "north-atlantic-council", "members": ["norland", "varania"]}]}
    ... )
    >>> league = body_of(case, "league")
    >>> league.members, league.rule.name
    (('norland', 'varania'), 'consensus')
    """
    entry = next((known for known in case.bodies if known.id == body), None)
    if entry is None:
        raise LookupError(f"no body {body!r}; there are: {', '.join(known.id for known in case.bodies)}")
    labels = {party.id: party.label for party in case.parties}
    if entry.preset not in PRESETS:
        names = {member: labels.get(member, member) for member in entry.members}
        return ResolvedBody(
            entry.id,
            entry.label,
            entry.members,
            entry.rule,
            entry.chair,
            entry.without_vote,
            names,
            not_taking_part=entry.not_taking_part,
            needs=entry.needs,
        )
    shipped = preset(entry.preset)
    sitting = shipped.sitting(on or case.as_of)
    members = entry.members or tuple(seat.id for seat in sitting)
    shipped_names = {seat.id: seat.name for seat in (*shipped.members, *shipped.without_vote)}
    return ResolvedBody(
        entry.id,
        entry.name or shipped.name,
        members,
        entry.rule or preset_rule(entry, members),
        entry.chair,
        entry.without_vote or (() if entry.members else tuple(seat.id for seat in shipped.without_vote)),
        {member: labels.get(member) or shipped_names.get(member, member) for member in members},
        0 if entry.members or shipped.seats is None else shipped.seats - len(sitting),
        shipped.source,
        shipped.note,
        entry.not_taking_part,
        entry.needs,
    )


def preset_rule(body: Body, members: tuple[str, ...]) -> Rule | None:
    """Return the rule of the body's preset for these members; ``None`` for an unknown preset or procedure."""
    if body.preset not in PRESETS:
        return None
    shipped = preset(body.preset)
    procedure = body.procedure or next(iter(shipped.procedures))
    if body.not_taking_part and f"{procedure}{OF_PARTICIPANTS}" in shipped.procedures:
        procedure += OF_PARTICIPANTS
    if procedure not in shipped.procedures:
        return None
    return _lent(shipped, shipped.procedures[procedure], members)


def _lent(shipped: Preset, rule: Rule, members: tuple[str, ...]) -> Rule:
    """Return a rule of a preset with the weights and vetoes of these members, and so the rules it joins."""
    weights = {seat.id: seat.weight for seat in shipped.members if seat.weight is not None and seat.id in members}
    others = sum(seat.weight or 0 for seat in shipped.members if seat.id not in members)
    return rule.model_copy(
        update={
            "weights": weights if rule.name in ("qualified-majority", "weighted") else {},
            "weight_total": None if rule.weight_total is None else rule.weight_total - others,
            "vetoes": tuple(member for member in rule.vetoes if member in members),
            "of": tuple(_lent(shipped, part, members) for part in rule.of),
        }
    )
