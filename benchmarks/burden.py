"""How fast plans are found and costs are shared: `python -m benchmarks.burden`, processor time, the shortest of three.

Supplies, games and cases are made up from fixed seeds: costs, worths, limits and abilities uniform, four permissions in
ten, ten pairs that exclude each other, ten that need each other. In a case each amount is a range, and costs and limits
go by the year over four years. The whole question is asked once, with 1,000 draws.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from pourparler.analysis.burden import burden
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.evidence.record import Evidence
from pourparler.methods.sharing.alternatives import near_best, worth_by_cost
from pourparler.methods.sharing.fitting import fitting
from pourparler.methods.sharing.games import groups
from pourparler.methods.sharing.nucleolus import nucleolus
from pourparler.methods.sharing.over_draws import best_over_draws
from pourparler.methods.sharing.plan import best_plan
from pourparler.methods.sharing.supply import Array, Supply, stacked

Told = TypeVar("Told")
REPEATS = 3


def best(work: Callable[[], Told]) -> tuple[float, Told]:
    """Return the shortest of several runs, in seconds of this process, and what it gave."""
    shortest, told = float("inf"), None
    for _ in range(REPEATS):
        before = time.process_time()
        told = work()
        shortest = min(shortest, time.process_time() - before)
    return shortest, told  # type: ignore[return-value]


def supply(measures: int, backers: int, seed: int, *, whole: bool = False) -> Supply:
    """Return a made-up supply; with whole worths from 1 to 5 many choices tie."""
    rng = np.random.default_rng(seed)
    worth = rng.integers(1, 6, measures).astype(float) if whole else rng.uniform(1, 20, measures)
    cost, budget = rng.uniform(1, 20, measures), rng.uniform(5, 40, backers)
    permitted, ability = rng.random((backers, measures)) < 0.4, rng.uniform(1, 100, backers)
    pairs = [tuple(int(one) for one in rng.choice(measures, 2, replace=False)) for _ in range(20)]
    needs = tuple((first, (second,)) for first, second in pairs[10:])
    return Supply(worth, cost, budget, permitted, ability, tuple(pairs[:10]), needs)


def game(players: int, kind: str) -> Array:
    """Return a made-up cost game: with falling costs a head, or an airport."""
    members, rng = groups(players), np.random.default_rng(players)
    if kind == "airport":
        stretches = np.arange(1.0, players + 1)
        return np.array([max([0.0, *stretches[row]]) for row in members])
    costs = (members @ rng.uniform(1, 10, players)) ** 0.7 * rng.uniform(0.95, 1.05, len(members))
    costs[0] = 0.0
    return np.array(costs)


def case_of(measures: int, backers: int, seed: int = 1) -> Case:
    """Return a made-up case in which every backer may share in the cost of some measures."""
    rng = np.random.default_rng(seed)

    def amount(low: float, high: float) -> str:
        likely = float(rng.uniform(low, high))
        return f"{0.8 * likely:.3f}..{likely:.3f}..{1.3 * likely:.3f}"

    unit, names = "EUR million a year", [f"backer-{number:02}" for number in range(backers)]
    parties: list[dict[str, Any]] = [{"id": name, "roles": "principal"} for name in ("north", "south")]
    for name in names:
        funds = {"limit": amount(5, 40), "ability": amount(1, 100), "pledged": amount(1, 20)}
        parties.append(
            {"id": name, "roles": "backer", "funds": {"unit": unit, **funds, "stand_alone": amount(20, 200)}}
        )
    offered: list[dict[str, Any]] = []
    for number in range(measures):
        payers = [name for name in names if rng.random() < 0.4] or [names[number % backers]]
        dates = {"since": f"{2030 + int(rng.integers(0, 3))}-0{int(rng.integers(1, 10))}-01", "until": "2033-06-30"}
        offered.append(
            {"id": f"measure-{number:02}", "supplier": payers[0], "for": "north", "cost": amount(1, 20), "unit": unit,
             "worth": amount(1, 20), "backers": payers, **dates}
        )  # fmt: skip
    for pair in range(20):
        first, second = (int(one) for one in rng.choice(measures, 2, replace=False))
        offered[first].setdefault("excludes" if pair < 10 else "requires", []).append(f"measure-{second:02}")
    return Case.model_validate({"as_of": "2030-01-01", "parties": parties, "measures": offered})


def asked(case: Case) -> float:
    """Return the seconds that the whole question takes, kernels loaded."""
    drawn = draws_of(case, 1)
    before = time.process_time()
    burden(case, Evidence({}, {}), drawn)
    return time.process_time() - before


def _moved(supply: Supply, count: int) -> tuple[object, ...]:
    """Return every movement of limits for the first measures."""
    found = fitting(supply, range(count))
    return found.fits, found.alone, found.permission_alone, found.both


def main() -> int:
    """Print the table."""
    rows: list[tuple[str, float]] = []
    for whole in (False, True):
        ties = "worths that tie" if whole else "worths of their own"
        one = supply(60, 15, 1, whole=whole)
        rows.append((f"plan, 60 measures, 15 backers, {ties}", best(lambda one=one: best_plan(one))[0]))  # type: ignore[misc]
        rows.append((f"five plans near it, {ties}", best(lambda one=one: near_best(one))[0]))  # type: ignore[misc]
        rows.append((f"worth by cost, 12 ceilings, {ties}", best(lambda one=one: worth_by_cost(one))[0]))  # type: ignore[misc]
    wanted = supply(60, 15, 1)
    rows.append(("what must move for 20 of 60 measures", best(lambda: _moved(wanted, 20))[0]))
    for kind in ("falling", "airport"):
        seconds, found = best(lambda kind=kind: nucleolus(game(12, kind)))  # type: ignore[misc]
        if not found.certified:
            raise SystemExit("a nucleolus without its certificate")
        rows.append((f"nucleolus of 12 with certificate, {kind}", seconds))
    rng, base = np.random.default_rng(7), supply(10, 8, 2)
    drawn = [
        Supply(base.worth * rng.uniform(0.8, 1.2, 10), base.cost * rng.uniform(0.8, 1.2, (10, 1)), base.budget,
               base.permitted, base.ability)
        for _ in range(1000)
    ]  # fmt: skip
    rows.append(("best plans of 1,000 draws, 10 measures, 8 backers", best(lambda: best_over_draws(stacked(drawn)))[0]))
    asked(case_of(20, 3))
    for measures, backers in ((12, 15), (20, 15), (60, 15)):
        rows.append((f"the whole question, {measures} measures, {backers} backers", asked(case_of(measures, backers))))
    for name, seconds in rows:
        print(f"{name:62} {seconds:6.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
