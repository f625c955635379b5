"""Measures and guarantees as they stand on file: who gives what, when, at what cost."""

from __future__ import annotations

from typing import Any

from pourparler.brief.compose.desk import Desk, basis, said, written_day
from pourparler.brief.compose.parties import shown
from pourparler.brief.document import Block, Empty, Grid, GridCell
from pourparler.case.judgement import Judgement
from pourparler.case.measures import Guarantee, Measure
from pourparler.core.result import Mark, Sentence


def measures_table(desk: Desk) -> tuple[Block, ...]:
    """Return the measures with supplier, status, dates, cost and effect, now and after an agreement."""
    if not desk.case.measures:
        return (
            Empty(
                Sentence(
                    "Which support or pressure is mooted, promised, decided or delivered?", (Mark("none", "measures"),)
                )
            ),
        )
    rows = [
        (
            _cell(measure.label, f"measures.{measure.id}", measure.because),
            _plain(desk.name(measure.supplier)),
            _plain(_whom(desk, measure)),
            _plain(measure.status),
            _plain(_dates(measure)),
            _plain(measure.after_agreement or ""),
            _cost(measure.cost, measure.unit),
            GridCell(said(measure.effect)),
        )
        for measure in desk.case.measures
    ]
    columns = ("Measure", "Supplier", "For or against", "Status", "Dates", "After agreement", "Cost", "Effect")
    return (Grid("Measures on file", columns, tuple(rows), widths=(1.6, 1, 1.1, 0.9, 1.2, 0.9, 1.1, 2)),)


def guarantees_table(desk: Desk) -> tuple[Block, ...]:
    """Return the guarantees with type, guarantors, trigger, bodies needed and expiry."""
    if not desk.case.guarantees:
        return (
            Empty(
                Sentence(
                    "Who would act if an agreement were broken, and how binding is that?", (Mark("none", "guarantees"),)
                )
            ),
        )
    rows = [
        (
            _cell(guarantee.label, f"guarantees.{guarantee.id}", guarantee.because),
            _plain(guarantee.type.replace("-", " ")),
            _plain(", ".join(desk.name(who) for who in guarantee.guarantors)),
            GridCell(said(guarantee.trigger)),
            _plain(", ".join(desk.name(body) for body in guarantee.needs)),
            _plain(_dates(guarantee)),
            _cost(guarantee.cost, guarantee.unit),
        )
        for guarantee in desk.case.guarantees
    ]
    columns = ("Guarantee", "Type", "Guarantors", "Trigger", "Needs", "Dates", "Cost")
    return (Grid("Guarantees on file", columns, tuple(rows), widths=(1.6, 1, 1.4, 1.6, 1.1, 1.1, 1)),)


def _whom(desk: Desk, measure: Measure) -> str:
    helped = f"for {desk.name(measure.for_)}" if measure.for_ else ""
    pressed = f"against {desk.name(measure.against)}" if measure.against else ""
    return ", ".join(part for part in (helped, pressed) if part)


def _dates(entry: Measure | Guarantee) -> str:
    since = f"from {written_day(entry.since)}" if entry.since else ""
    until = f"until {written_day(entry.until)}" if entry.until else ""
    return " ".join(part for part in (since, until) if part)


def _cost(cost: Judgement[Any] | None, unit: str | None) -> GridCell:
    if cost is None:
        return GridCell()
    return GridCell((Sentence(f"{shown(cost)} {unit or ''}".strip(), basis(cost)),))


def _plain(text: str) -> GridCell:
    return GridCell((Sentence(text),)) if text else GridCell()


def _cell(text: str, path: str, because: tuple[str, ...]) -> GridCell:
    marks = (Mark("judgement", path), *(Mark("claim", claim) for claim in because))
    return GridCell((Sentence(text, marks),))
