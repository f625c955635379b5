"""How fast votes are counted, beside a public package and plain enumeration: `python -m benchmarks.voting`.

The peer is power-bdd 1.0.0 (MIT), which is no dependency: `pip install power-bdd` for the comparison.
"""

from __future__ import annotations

import importlib
import itertools
import sys
import time
import tracemalloc
from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np

from pourparler.analysis.approval.passing import passable
from pourparler.case.deciding import decider
from pourparler.case.model import Case
from pourparler.methods.voting.coalitions import minimal_groups
from pourparler.methods.voting.counting import game
from pourparler.methods.voting.passing import chance_of_carrying
from pourparler.methods.voting.power import Power, power
from pourparler.methods.voting.rules import AllOf, Rule, Threshold, dual, share_of_members, thresholds, two_choice

Told = TypeVar("Told")
REPEATS = 5
ENUMERATED = 16
"""Members up to which plain enumeration is run; the time for more is scaled by the number of coalitions."""
NICE = (29,) * 4 + (27,) * 2 + (14, 13) + (12,) * 5 + (10,) * 3 + (7,) * 5 + (4,) * 5 + (3,)
"""Votes in the Council of the European Union of 27 under the Treaty of Nice: 345, of which 255 were needed."""
COLLEGE = (54, 33, 32, 25, 23, 22, 21, 18, 15, 14, 13, 13, 12, 12, *(11,) * 4, 10, 10, 9, 9, *(8,) * 6, *(7,) * 3,
           6, 6, *(5,) * 4, *(4,) * 6, *(3,) * 8)  # fmt: skip
"""The Electoral College of 1996: 51 voters with 538 votes, of which 270 are needed."""


def best(work: Callable[[], Told]) -> tuple[float, Told]:
    """Return the shortest of several runs, in seconds of this process, and what it gave.

    Time of the process, and the shortest: other work on the machine only adds to either.
    """
    shortest, told = float("inf"), None
    for _ in range(REPEATS):
        before = time.process_time()
        told = work()
        shortest = min(shortest, time.process_time() - before)
    return shortest, told  # type: ignore[return-value]


def peak(work: Callable[[], object]) -> float:
    """Return the most memory some work holds at once, in megabytes above what was held before."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def enumerated(rule: Rule, members: int) -> tuple[int, ...]:
    """Return the swings of each member the obvious way: every coalition, by the words of the rule."""

    def wins(group: frozenset[int]) -> bool:
        def met(part: Rule) -> bool:
            if isinstance(part, Threshold):
                return sum(part.favour[member] for member in group) >= part.quota
            found = [met(inner) for inner in part.of]
            return all(found) if isinstance(part, AllOf) else any(found)

        return met(plain)

    plain = two_choice(rule)
    swings = [0] * members
    groups = (frozenset(c) for size in range(members + 1) for c in itertools.combinations(range(members), size))
    winning = {group for group in groups if wins(group)}
    for group in winning:
        for member in group:
            swings[member] += group - {member} not in winning
    return tuple(swings)


def peer(rule: Rule) -> tuple[float, Any] | None:
    """Return the time and Banzhaf index of the peer, where it is installed and has every index of the rule."""
    try:
        bdd = importlib.import_module("power_bdd.bdd")
    except ImportError:
        return None

    def made(part: Rule) -> Any:
        if isinstance(part, Threshold):
            return bdd.BDD(bdd.WeightedGame(part.quota, list(part.favour)))
        built = [made(inner) for inner in part.of]
        joined = built[0]
        for other in built[1:]:
            joined = joined & other if isinstance(part, AllOf) else joined | other
        return joined

    def work() -> Any:
        built = made(two_choice(rule))
        try:
            return built.calc_banzhaf(), built.calc_shapley()
        except (AttributeError, NotImplementedError, TypeError, ValueError) as error:
            return built.calc_banzhaf(), f"no Shapley-Shubik ({type(error).__name__})"

    before = time.process_time()
    told = work()
    return time.process_time() - before, told


def indices(what: str, rule: Rule, members: int) -> None:
    """Print time and memory of both indices, how many bytes that moves, and the time of the peer."""
    taken, found = best(lambda: power(rule, members))
    prepared = game(rule, members)
    width = (1 + sum(prepared.weights[0]) if prepared.weights else 1) * prepared.slot / 8
    sums = members * members / 2 + len(set(prepared.kinds)) * len(prepared.swinging)
    moved = 3 * sums * width
    print(f"{what:<40} {taken * 1e3:9.2f} ms  {peak(lambda: power(rule, members)):6.2f} MB at most")
    print(f"    {sums:,.0f} sums of {width / 1e3:,.1f} KB: {moved / 1e6:,.1f} MB moved, {moved / taken / 1e9:.1f} GB/s")
    other = peer(rule)
    if other is not None:
        print(
            f"    power-bdd {other[0] * 1e3:9.2f} ms, {other[0] / taken:,.0f} times ours; {_compared(found, other[1])}"
        )


def _compared(found: Power, told: Any) -> str:
    shapley = told[1]
    if isinstance(shapley, str):
        return shapley
    values = list(shapley.values()) if isinstance(shapley, dict) else list(shapley)
    same = np.allclose(values, [float(each) for each in found.shapley_shubik], atol=1e-9)
    return f"the same values: {same}"


def council() -> tuple[Rule, int]:
    """Return the rule of the Council of the European Union."""
    bodies = [{"id": "council", "preset": "council-of-the-eu"}]
    found = decider(Case.model_validate({"as_of": "2026-06-01", "bodies": bodies}), "council")
    assert found.rule is not None
    return found.rule, len(found.voters)


def packages(count: int) -> None:
    """Print how long it takes to put packages to three bodies, one of them on conditions."""
    ids = [f"m{number}" for number in range(12)]
    issues = [f"i{number}" for number in range(8)]
    options = tuple(tuple(f"o{number}" for number in range(6)) for _ in issues)
    case = Case.model_validate(
        {
            "parties": [{"id": who, "roles": "principal", "approval": "home"} for who in ids],
            "bodies": [
                {"id": "council", "members": ids, "rule": {"name": "consensus"}},
                {"id": "second", "members": ids, "rule": {"name": "qualified-majority", "quota": "2/3"}},
                {"id": "home", "members": ids, "rule": {"name": "majority"}},
            ],
            "issues": [
                {"id": issue, "options": [{"id": o, "needs": ["council", "second"] if o == "o1" else []} for o in each]}
                for issue, each in zip(issues, options, strict=True)
            ],
            "views": [
                {
                    "party": who,
                    "issue": issue,
                    "stances": [{"option": "o1", "stance": "opposes", "unless": f"{issues[number - 1]}.o2"}],
                }
                for number, issue in enumerate(issues)
                for who in ids[: number + 1]
            ],
        }
    )
    drawn = np.random.default_rng(1).integers(0, 6, (count, len(issues)))
    taken, (passes, bodies) = best(lambda: passable(case, drawn, tuple(issues), options))
    told = ", ".join(f"{name} {share:.3f}" for name, share in zip(bodies, passes.mean(axis=1), strict=True))
    print(f"{f'{count:,} packages before bodies of 12':<40} {taken * 1e3:9.1f} ms; pass: {told}")


def main() -> int:
    """Print every measurement."""
    eu, members = council()
    print("Both power indices, all swings, exactly (shortest of several runs)")
    indices("27 voters (Nice votes)", Threshold(NICE, 255), len(NICE))
    indices("51 voters (Electoral College 1996)", Threshold(COLLEGE, 270), len(COLLEGE))
    indices("27 states, double majority (Lisbon)", eu, members)
    indices("200 equal voters", share_of_members(200, Fraction(1, 2), strict=True), 200)
    small = Threshold(NICE[:ENUMERATED], sum(NICE[:ENUMERATED]) * 3 // 4)
    before = time.process_time()
    slow = enumerated(small, ENUMERATED)
    taken = time.process_time() - before
    same = slow == power(small, ENUMERATED).swings
    print(f"every coalition of {ENUMERATED} voters, in Python {taken:11.2f} s; the same swings: {same}")
    print(f"    scaled to 27 voters by 2**{27 - ENUMERATED}: about {taken * 2 ** (27 - ENUMERATED) / 60:,.0f} minutes")
    print("Groups, chances, packages")
    blocking = dual(two_choice(eu))
    taken, groups = best(lambda: minimal_groups(blocking, members, largest=4))
    print(f"the {len(groups.groups)} blocking groups of four states  {taken * 1e3:9.1f} ms")
    even = np.full((members, 1), 0.5)
    taken, chance = best(lambda: chance_of_carrying(eu, even))
    print(f"chance of carrying at even odds, 27 open {taken * 1e3:9.1f} ms: {chance.item():.6f}")
    some = np.ones((members, 1000))
    some[::4] = np.random.default_rng(1).random((len(some[::4]), 1000))
    some[1::4] = 0
    taken, chance = best(lambda: chance_of_carrying(eu, some))
    print(f"the same, 7 open, 1,000 draws            {taken * 1e3:9.1f} ms")
    packages(100_000)
    packages(1_000_000)
    print(f"tests in the rule of the Council: {len(list(thresholds(eu)))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
