"""What NegMAS takes for one table: run by `benchmarks.packages` with an interpreter NegMAS is installed for."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np

RUNS = 3


def peak() -> float:
    """Return the most memory this process has held, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    """Print seconds, megabytes and what was found, as one line of JSON."""
    from negmas.outcomes import make_issue, make_os
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.ops import (
        calc_scenario_stats,
        kalai_points,
        ks_points,
        max_welfare_points,
        nash_points,
        pareto_frontier,
    )
    from negmas.preferences.value_fun import TableFun

    given = np.load(sys.argv[1])
    sizes = given["sizes"].tolist()
    issues = [
        make_issue([str(option) for option in range(size)], f"issue {number}") for number, size in enumerate(sizes)
    ]
    space = make_os(issues)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    functions = [
        LinearAdditiveUtilityFunction(
            values=[
                TableFun({str(option): float(row[starts[issue] + option]) for option in range(size)})
                for issue, size in enumerate(sizes)
            ],
            weights=[1.0] * len(sizes),
            outcome_space=space,
            reserved_value=float(floor),
        )
        for row, floor in zip(given["worth"], given["floor"], strict=True)
    ]
    before = peak()
    best, frontier, product = np.inf, (), 0.0
    for _ in range(RUNS):
        started = time.perf_counter()
        outcomes = list(space.enumerate_or_sample())
        frontier, _ = pareto_frontier(functions, outcomes)
        nash = nash_points(functions, frontier, outcome_space=space)
        for points in (kalai_points, ks_points, max_welfare_points):
            points(functions, frontier, outcome_space=space)
        best = min(best, time.perf_counter() - started)
        product = float(np.prod(np.array(nash[0][0]) - given["floor"]))
    found = {
        "seconds": best,
        "memory": peak() - before,
        "efficient": len(set(frontier)),
        "nash": product,
    }
    if "--full" in sys.argv:
        started = time.perf_counter()
        calc_scenario_stats(tuple(functions))
        found["full"] = time.perf_counter() - started
    print(json.dumps(found))


if __name__ == "__main__":
    main()
