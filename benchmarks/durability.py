"""Times durability: ``python -m benchmarks.durability``.

An agreement in ten phases with two guarantees, 1,000 draws, two principals. No peer does this; beside our time stands
the dispute as a team would script it, every draw, party and period a linear system, timed on a few draws and scaled up.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from pourparler.analysis.durability import durability
from pourparler.analysis.durability.design import Design
from pourparler.analysis.durability.dispute import Resumed
from pourparler.analysis.durability.held import Held
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.process import Process, process, with_no_deal
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.evidence.record import Evidence

PHASES, DRAWS, ISSUES, OPTIONS = 10, 1000, 4, 4
ALONE = 20
"""Draws on which the plain way is timed."""


def made_up() -> Case:
    """Return a case of two principals with one agreement in ten phases, two guarantees behind it."""
    sides = ("east", "west")
    options = [f"o{number}" for number in range(OPTIONS)]
    raw: dict[str, Any] = {
        "as_of": "2030-01-01",
        "parties": [
            *(
                {"id": side, "roles": "principal", "patience": "0.96..0.99", "no_deal": {"cost": {"points": "0.3..1"}}}
                for side in sides
            ),
            *({"id": guarantor} for guarantor in ("north", "south", "mid")),
        ],
        "issues": [{"id": f"i{issue}", "options": [{"id": one} for one in options]} for issue in range(ISSUES)],
        "views": [
            {
                "party": side,
                "issue": f"i{issue}",
                "weight": f"{5 + issue}..{12 + issue}",
                "values": {
                    one: f"{max(0, at - 5)}..{min(100, at + 5)}" for one, at in zip(options, order, strict=True)
                },
            }
            for side, order in zip(sides, ((0, 35, 70, 100), (100, 75, 40, 0)), strict=True)
            for issue in range(ISSUES)
        ],
        "conflict": {
            "period": "quarter",
            "horizon": 40,
            "sides": [
                {
                    "party": side,
                    "steps_to_prevail": "4..6",
                    "advances": "0.2..0.35",
                    "prevails": [f"i{issue}.{end}" for issue in range(ISSUES)],
                }
                for side, end in zip(sides, ("o3", "o0"), strict=True)
            ],
        },
        "guarantees": [_guarantee(number) for number in range(2)],
        "agreements": [{"id": "ten", "phases": [_phase(number) for number in range(PHASES)]}],
    }
    return Case.model_validate(raw)


def _guarantee(number: int) -> dict[str, Any]:
    return {
        "id": f"g{number}",
        "type": "to-assist",
        "guarantors": ["north", "south", "mid"],
        "each": {"north": "0.4..0.8", "south": "0.3..0.6"},
        "acting": {"party": "mid", "benefit": "10..40", "reputation": "5..20", "cost": "10..30..90"},
        "lag": "0..4",
        "beneficiary": ("east", "west")[number],
        "changes": {"party": ("west", "east")[number], "cost": "0.3..1", "odds": "-0.5..-0.2"},
        "until": "2036-12-31",
    }


def _phase(number: int) -> dict[str, Any]:
    return {
        "id": f"p{number}",
        "since": f"203{number // 2}-{(2, 8)[number % 2]:02}-01",
        "holds": [f"i{issue}.o{1 + (number + issue) % 2}" for issue in range(ISSUES)],
        "guarantees": ["g0", "g1"],
        "inspections": "0.5..3",
        "finds": "0.3..0.6",
        "temptations": [
            {"party": "east", "gains": f"0..{1 + number % 3}", "advances": "0..2"},
            {"party": "west", "gains": f"0..{1 + number % 4}", "advances": "0..2", "forfeits": "0..3"},
        ],
    }


def plain(course: Process, periods: int, draws: int) -> None:
    """Value the dispute of some draws as it would be scripted: one matrix for every draw, party and period."""
    told = course.dispute
    for draw in range(draws):
        size = int(told.steps[draw]) + 1
        p, q = told.up[draw], told.down[draw]
        for party in range(told.parties):
            waits = told.patience[draw, party]
            for _ in range(periods):
                matrix, right = np.eye(size), np.full(size, -told.cost[draw, party])
                right[0], right[-1] = told.second[draw, party], told.first[draw, party]
                for state in range(1, size - 1):
                    matrix[state, state - 1 : state + 2] -= waits * np.array([q, 1 - p - q, p])
                np.linalg.solve(matrix, right)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return clock and processor seconds."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def main() -> None:
    """Print what it takes."""
    case = made_up()
    drawn, nothing = draws_of(case, 1, DRAWS), Evidence({}, {})
    first, _ = timed(lambda: durability(case, nothing, drawn))
    warm = min(timed(lambda: durability(case, nothing, drawn)) for _ in range(3))
    arrays = Arrays(case, with_no_deal(case, drawn))
    course = process(case, drawn)
    held = Held(Design(arrays, case.agreements[0]), Resumed(course))
    if course is None:
        raise SystemExit("the made-up case is not whole")
    periods = held.design.calendar.periods
    followed = timed(held.fallback)
    scripted = timed(lambda: plain(course, periods, ALONE))[0] * DRAWS / ALONE
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{PHASES} phases, {periods} periods, 2 guarantees, {DRAWS:,} draws")
    print(f"first call   {first:6.2f} s clock (compiling, unless kept)")
    print(f"warm         {warm[0]:6.2f} s clock, {warm[1]:.2f} s processor; peak {peak:.0f} MB")
    print(f"the dispute  {followed[0]:6.2f} s clock, {followed[1]:.2f} s processor, in every period")
    print(f"one by one   {scripted:6.0f} s clock (from {ALONE} draws), {scripted / followed[0]:.0f} times as long")


if __name__ == "__main__":
    main()
