"""The ledger of public words: every sourced statement by a named speaker on an issue, for people to judge."""

from __future__ import annotations

from pourparler.core.grades import Visibility
from pourparler.core.inert import one_line
from pourparler.evidence.claim import Kind
from pourparler.evidence.framing.entries import Drafted
from pourparler.evidence.framing.material import Material, Told
from pourparler.evidence.framing.wording import verb


def statements(material: Material) -> tuple[Drafted, ...]:
    """Draft the statements that the case does not list yet.

    A stance that only the writer reports is no statement, and words told off the record are not public.
    """
    listed = {statement.claim for statement in material.known.case.statements}
    drafted = []
    for told in material.told:
        claim = told.claim
        spoken = claim.kind is Kind.SPEECH and told.seat.kind != "unnamed" and told.issue is not None
        spoken = spoken and not material.source(claim).off_record
        if spoken and claim.id not in listed:
            remark = _remark(material, told)
            drafted.append(Drafted("statements", (claim.id,), {"claim": claim.id}, (claim.id,), (remark,)))
    return tuple(drafted)


def _remark(material: Material, told: Told) -> str:
    entity = material.evidence.entities.get(told.claim.speaker.entity or "")
    who = told.seat.name if entity is None else entity.name
    side = "" if who == told.seat.name else f" ({told.seat.name})"
    day = f", {told.day}" if told.day else ""
    kept = material.source(told.claim).visibility
    day += "" if kept is Visibility.PUBLIC else f", from a source kept {kept.value}"
    condition = ", with a condition" if told.claim.condition is not None else ""
    act = verb(told.claim, sided=material.sided(told.claim))
    return one_line(f"{who}{side} {act}, on {told.issue}{condition}{day}")
