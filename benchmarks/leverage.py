"""Times leverage: ``python -m benchmarks.leverage``.

Twenty dated measures, all pairs, 1,000 draws, two principals, 10,000 packages. No peer does this; beside our time
stands the same work done as a team would script it: every variant solved by itself, timed on a few draws and scaled up.
"""

from __future__ import annotations

import itertools
import resource
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from pourparler.analysis.leverage.moving import Moving
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.process import process, with_no_deal
from pourparler.case.model import Case
from pourparler.case.sampling import Draws, draws_of
from pourparler.methods.packages.one_draw import solve_draw
from pourparler.methods.packages.under_floors import under_floors
from pourparler.methods.packages.values import Values

MEASURES, DRAWS, OPTIONS, ISSUES = 20, 1000, 10, 4
ALONE = 3
"""Draws on which the plain way is timed."""


def made_up() -> Case:
    """Return a case of two principals, 10,000 packages and twenty measures with dates, that may stop or not."""
    sides = ("east", "west")
    options = [f"o{number}" for number in range(OPTIONS)]
    ends = {"east": OPTIONS - 1, "west": 0}
    raw: dict[str, Any] = {
        "as_of": "2030-01-01",
        "parties": [
            {"id": side, "roles": "principal", "patience": "0.97..0.99", "no_deal": {"cost": {"points": "0.3..0.6"}}}
            for side in sides
        ],
        "issues": [{"id": f"i{issue}", "options": [{"id": one} for one in options]} for issue in range(ISSUES)],
        "views": [
            {
                "party": side,
                "issue": f"i{issue}",
                "weight": f"{5 + 3 * ((issue + place) % 4)}..{12 + 3 * ((issue + place) % 4)}",
                "values": {
                    one: _value(number if side == "east" else OPTIONS - 1 - number)
                    for number, one in enumerate(options)
                },
            }
            for place, (side, other) in enumerate((sides, sides[::-1]))
            for issue in range(ISSUES)
        ],
        "conflict": {
            "period": "quarter",
            "horizon": 20,
            "sides": [
                {
                    "party": side,
                    "steps_to_prevail": "4..6",
                    "advances": "0.15..0.25",
                    "prevails": [f"i{issue}.o{ends[side]}" for issue in range(ISSUES)],
                }
                for side in sides
            ],
            "support_stops": "0.01..0.05",
        },
        "measures": [_measure(number) for number in range(MEASURES)],
    }
    return Case.model_validate(raw)


def _value(step: int) -> str:
    middle = 100 * step / (OPTIONS - 1)
    return f"{max(0, middle - 4):.1f}..{min(100, middle + 4):.1f}"


def _measure(number: int) -> dict[str, Any]:
    side, other = ("east", "west") if number % 2 else ("west", "east")
    effect = {"party": side, "odds": "0..0.1", "cost": "-0.1..0"} if number % 3 else {"party": other, "cost": "0..0.1"}
    return {
        "id": f"m{number:02}",
        "supplier": side,
        "since": f"20{30 + number % 3}-04-01",
        "changes": effect,
        "may_stop": number % 4 == 0,
        "after_agreement": ("ends", "continues", "starts")[number % 3],
    }


def moving(case: Case, drawn: Draws) -> Moving:
    """Return the measures of a case."""
    course = process(case, drawn)
    if course is None:
        raise SystemExit("the made-up case is not whole")
    return Moving(course, Arrays(case, with_no_deal(case, drawn)))


def everything(found: Moving) -> None:
    """Do all that the figure of the issue names: no-deal values, room and terms of every measure and every pair."""
    shifted, beyond, after = found.shift, found.beyond, found.after
    splits = found.no_deal
    table = under_floors(found.arrays.space, found.arrays.values, splits, splits)
    if not (np.isfinite(shifted).all() and np.isfinite(beyond).all() and np.isfinite(after).all() and table.room.any()):
        raise SystemExit("the figure is not worth its time")


def alone(found: Moving, draws: int) -> None:
    """Do the part on packages as it would be scripted: every variant and draw solved by itself."""
    values = found.arrays.values
    for variant, draw in itertools.product(range(len(found.variants)), range(draws)):
        solve_draw(found.arrays.space, Values(values.additive, found.no_deal[variant]), draw)


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Return clock and processor seconds."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def main() -> None:
    """Print what it takes."""
    case = made_up()
    drawn = draws_of(case, 1, DRAWS)
    first, _ = timed(lambda: everything(moving(case, drawn)))
    warm = min(timed(lambda: everything(moving(case, drawn))) for _ in range(3))
    found = moving(case, drawn)
    plain = timed(lambda: alone(found, ALONE))[0] * DRAWS / ALONE
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    variants = len(found.variants)
    compared = variants * DRAWS * found.arrays.space.count * 2
    print(f"{MEASURES} measures, {variants} variants, {DRAWS:,} draws, {found.arrays.space.count:,} packages")
    print(f"first call   {first:6.2f} s clock (compiling, unless kept)")
    print(f"warm         {warm[0]:6.2f} s clock, {warm[1]:.2f} s processor; peak {peak:.0f} MB")
    print(f"one by one   {plain:6.0f} s clock (from {ALONE} draws), {plain / warm[0]:.0f} times as long")
    print(f"limit        {compared / 1e9:.1f} thousand million comparisons, {warm[1] / compared * 1e9:.2f} ns each")


if __name__ == "__main__":
    main()
