"""Who objects, on what condition, and whether that alone stops the body that must decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pourparler.analysis.ground import Ground, claim_mark, manner
from pourparler.analysis.positions.stands import Stand, speaker_name
from pourparler.case.bodies import body_of, preset
from pourparler.core.result import Mark, Table
from pourparler.evidence.claim import Claim
from pourparler.evidence.stances import Stance

COLUMNS = ("issue", "body", "rule", "objector", "condition", "quotation", "speaker", "how", "date", "effect")
DECIDES_IN = {"nato": "north-atlantic-council", "un-security-council": "un-security-council"}
"""Organisations and the shipped body in which they decide: used only where the case has no body of its own."""
_ONE_STOPS_IT = ("consensus", "unanimity")


@dataclass(frozen=True, slots=True)
class Decider:
    """A body that must pass something on an issue."""

    id: str
    name: str
    rule: str | None
    members: tuple[str, ...]
    basis: str
    """``case``, or ``shipped`` when only reporting names the body and its rule is a shipped fact."""


def deciders(ground: Ground, issue: str) -> tuple[Decider, ...]:
    """Return the bodies that options of the issue need; while it has no options, those named in claims on it."""
    known = ground.case.issue(issue)
    needed = sorted({body for option in (known.options if known is not None else ()) for body in option.needs})
    found = []
    for body in needed:
        resolved = body_of(ground.case, body)
        rule = resolved.rule.name if resolved.rule is not None else None
        found.append(Decider(body, resolved.name, rule, resolved.members, "case"))
    if found or (known is not None and known.options):
        return tuple(found)
    return _named_in_reporting(ground, issue)


def _named_in_reporting(ground: Ground, issue: str) -> tuple[Decider, ...]:
    organisations = set()
    for reviewed, _, about in ground.claims:
        if about == issue:
            text = ground.evidence.words(reviewed.claim) or ""
            organisations |= {
                entity.id
                for entity in ground.evidence.entities.values()
                if any(name in text for name in (entity.name, *entity.aliases) if len(name) > 1)
            }
    found = []
    for organisation in sorted(organisations):
        if organisation in DECIDES_IN:
            shipped = preset(DECIDES_IN[organisation])
            rule = next(iter(shipped.procedures.values())).name
            members = tuple(seat.id for seat in shipped.sitting())
            found.append(Decider(organisation, shipped.name, rule, members, "shipped"))
    return tuple(found)


def objections(ground: Ground, found: Sequence[Stand]) -> Table:
    """Return one row for each seat that opposes, or sets a condition on, an issue."""
    rows = []
    marks: dict[tuple[int, str], tuple[Mark, ...]] = {}
    for stand in found:
        for claim in _objecting(ground, stand):
            condition = ground.evidence.quote(claim.source, claim.condition) if claim.condition else None
            words = ground.evidence.words(claim)
            bodies: list[Decider | None] = [
                body for body in deciders(ground, stand.issue) if stand.seat.id in body.members
            ]
            for body in bodies or [None]:
                rows.append(
                    (
                        ground.subjects.name(stand.issue),
                        None if body is None else body.name,
                        None if body is None else body.rule,
                        stand.seat.name,
                        None if words is None else condition,
                        "off the record" if words is None else words,
                        speaker_name(ground, claim),
                        manner(claim),
                        ground.evidence.day(claim),
                        _effect(body),
                    )
                )
                marks[len(rows) - 1, "quotation"] = (claim_mark(claim),)
    return Table("objections", "Who objects, and what the objection hangs on", COLUMNS, tuple(rows), marks)


def _objecting(ground: Ground, stand: Stand) -> list[Claim]:
    """An opposing claim among those that carry the stand today; what was taken back since is no objection.

    Nor is an offer with a condition.
    """
    if stand.standing.stance not in (Stance.OPPOSES, Stance.CONDITIONAL, Stance.MIXED):
        return []
    carrying = [one.claim for one in stand.claims if one.claim.id in stand.standing.claims]
    return [claim for claim in carrying if ground.stance(claim) is Stance.OPPOSES][:1]


def _effect(body: Decider | None) -> str:
    if body is None:
        return "no deciding body on file"
    return "stops it alone" if body.rule in _ONE_STOPS_IT else "counts against it"
