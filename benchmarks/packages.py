"""Packages against NegMAS and against the machine: ``python -m benchmarks.packages [--peer PYTHON] [--full]``.

The peer is never imported here. It is installed into an environment of its own (``pip install "negmas==0.16.*"``),
whose interpreter is given with ``--peer``; it gets the same tables in the same run. Times are the least of several
runs, on the clock and of processors, since other work on the machine only ever adds to them. Memory is the peak of a
fresh process less its peak after importing and compiling.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from pourparler.methods.packages.branch import branched
from pourparler.methods.packages.groups import grouped
from pourparler.methods.packages.large import solve_large
from pourparler.methods.packages.one_draw import solve_draw
from pourparler.methods.packages.over_draws import solve_draws
from pourparler.methods.packages.solutions import PRINCIPLES
from pourparler.methods.packages.space import Space
from pourparler.methods.packages.values import Values

PEER = Path(__file__).with_name("packages_peer.py")
SPACES = {"3 x 1e5": (10,) * 5, "3 x 1e6": (10,) * 6}
DRAWS = 1000


def table(parties: int, sizes: tuple[int, ...], draws: int, seed: int, level: float) -> tuple[Space, Values]:
    """Make up values of 0 to 100 times normalised weights, and reservation values at a share of the mean."""
    rng = np.random.default_rng(seed)
    weights = rng.uniform(0.2, 1, (1, parties, len(sizes)))
    weights /= weights.sum(axis=2, keepdims=True)
    worth = rng.integers(0, 101, (1, parties, sum(sizes))).astype(np.float64) * np.repeat(weights, sizes, axis=2)
    if draws > 1:
        worth = worth * rng.normal(1, 0.1, (draws, parties, sum(sizes)))
    return Space(sizes), Values(worth, np.full((draws, parties), 50.0 * level))


def scores(parties: int, sizes: tuple[int, ...], seed: int) -> tuple[Space, Values]:
    """Make up whole-number scores of 0 to 100, unweighted, and reservation values at half the largest sum."""
    rng = np.random.default_rng(seed)
    worth = rng.integers(0, 101, (1, parties, sum(sizes))).astype(np.float64)
    return Space(sizes), Values(worth, np.full((1, parties), 50.0 * len(sizes)))


def least(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Return the shortest of several runs, in seconds on the clock and of processors."""
    clock = processors = np.inf
    for _ in range(runs):
        before, used = time.perf_counter(), time.process_time()
        work()
        clock = min(clock, time.perf_counter() - before)
        processors = min(processors, time.process_time() - used)
    return float(clock), float(processors)


def bandwidth() -> float:
    """Return bytes moved a second, reading and writing, by copying 200 MB."""
    source = np.ones(25_000_000)
    target = np.empty_like(source)
    return 2 * source.nbytes / least(lambda: np.copyto(target, source), 7)[1]


def operations() -> float:
    """Return additions a second of one processor on numbers that lie in cache."""
    one, other, out = np.ones(2048), np.ones(2048), np.empty(2048)

    def work() -> None:
        for _ in range(2000):
            np.add(one, other, out=out)

    return 2000 * 2048 / least(work, 7)[1]


def peak() -> float:
    """Return the most memory this process has held, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def memory_child(name: str) -> None:
    """Print by how much one draw raises the peak of this process."""
    solve_draw(*table(3, (4, 4), 1, 0, 1.0))
    space, values = table(3, SPACES[name], 1, 1, 1.0)
    before = peak()
    solve_draw(space, values)
    print(json.dumps(peak() - before))


def first_child() -> None:
    """Print what processors need for the first calls, one of each kind, importing excluded."""
    before = time.process_time()
    for parties in (2, 3, 4):
        space, values = table(parties, (3, 3, 3), 2, 0, 0.5)
        solve_draws(space, values)
        solve_draw(space, values)
    branched(grouped(space, values), values)
    print(json.dumps(time.process_time() - before))


def child(*arguments: str, cache: str | None = None) -> float:
    """Run this file in a fresh process and return the number it prints."""
    environment = {**os.environ, **({"NUMBA_CACHE_DIR": cache} if cache else {})}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.packages", *arguments],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    return float(json.loads(done.stdout))


def peer_times(python: str | None, full: bool) -> dict[str, dict[str, float]]:
    """Return what the peer took on the same tables, or say why not."""
    if python is None:
        print("NegMAS was not run: give the interpreter it is installed for with --peer.")
        return {}
    found: dict[str, dict[str, float]] = {}
    for name, sizes in SPACES.items():
        _, values = table(3, sizes, 1, 1, 1.0)
        with tempfile.TemporaryDirectory() as place:
            file = Path(place) / "table.npz"
            np.savez(file, worth=values.additive[0], floor=values.reservation[0], sizes=np.array(sizes))
            done = subprocess.run(
                [python, str(PEER), str(file), *(["--full"] if full else [])],
                check=False,
                capture_output=True,
                text=True,
            )
        if done.returncode != 0:
            said = done.stderr.strip().splitlines()
            print(f"NegMAS was not run: {said[-1] if said else 'it gave no reason'}")
            return {}
        found[name] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def one_draw(name: str, peer: dict[str, float] | None, moved: float, added: float) -> None:
    """Print what one draw takes, beside the peer and the machine."""
    space, values = table(3, SPACES[name], 1, 1, 1.0)
    clock, processors = least(lambda: solve_draw(space, values), 25 if space.count < 1_000_000 else 15)
    found = solve_draw(space, values)
    inside = found.efficient[found.zone[found.efficient]]
    efficient = np.unique(found.utilities[:, inside], axis=1).shape[1]
    # Each utility is written once and read once; it takes an addition, a product, a rounding and a comparison.
    by_bytes, by_work = 16 * found.utilities.size / moved, 4 * found.utilities.size / added
    print(f"frontier, zone and four solutions, {name}: {clock:.4f} s ({processors:.4f} of processors), ", end="")
    print(f"{child('--memory', name):.0f} MB; zone of {int(found.zone.sum())}, frontier {efficient}")
    print(f"    the machine's limit: {by_bytes * 1e3:.2f} ms by bytes, {by_work * 1e3:.2f} ms by operations; ", end="")
    print(f"we take {processors / max(by_bytes, by_work):.1f} times the larger")
    if peer is None:
        return
    print(
        f"    NegMAS: {peer['seconds']:.2f} s, {peer['seconds'] / clock:.0f} times ours; {peer['memory']:.0f} MB; ",
        end="",
    )
    best = (found.utilities[:, found.picked["nash"][0]] - found.floor).prod()
    print(f"frontier {peer['efficient']:.0f}; its Nash product is off ours by {abs(peer['nash'] / best - 1):.0e}")
    if "full" in peer:
        print(f"    its full statistics: {peer['full']:.1f} s")


def main() -> None:
    """Print one line a measurement."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peer", help="interpreter of the environment NegMAS is installed in")
    parser.add_argument("--full", action="store_true", help="the peer's full statistics as well (minutes)")
    parser.add_argument("--memory", choices=list(SPACES), help=argparse.SUPPRESS)
    parser.add_argument("--first", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.memory:
        memory_child(given.memory)
        return
    if given.first:
        first_child()
        return
    moved, added = bandwidth(), operations()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; ", end="")
    print(f"measured now: {moved / 1e9:.1f} GB/s moved, {added / 1e9:.2f} G additions/s by one")
    with tempfile.TemporaryDirectory() as cache:
        first, later = child("--first", cache=cache), child("--first", cache=cache)
    print(f"first calls, compiling everything: {first:.1f} s of processors; in the next process: {later:.2f} s")
    theirs = peer_times(given.peer, given.full)
    for name in SPACES:
        one_draw(name, theirs.get(name), moved, added)
    space, values = table(3, SPACES["3 x 1e5"], DRAWS, 1, 1.0)
    clock, processors = least(lambda: solve_draws(space, values), 2)
    print(f"{DRAWS} draws, 3 x 1e5: {clock:.2f} s ({processors:.2f} of processors)", end="")
    one = theirs.get("3 x 1e5")
    print(f"; NegMAS, extrapolated from one: {DRAWS * one['seconds']:.0f} s" if one else "")
    space, values = scores(2, (8,) * 20, 1)
    clock, processors = least(lambda: solve_large(space, values), 9)
    large = solve_large(space, values)
    points = 0 if large.frontier is None else large.frontier.utilities.shape[1]
    print(f"2 parties, 20 issues x 8 options (1.2e18): {clock:.3f} s ({processors:.3f}), {large.method}; ", end="")
    print(f"{points} points on the zone's frontier")
    space, values = scores(5, (4,) * 12, 1)
    clock, processors = least(lambda: branched(grouped(space, values), values), 9)
    nodes = branched(grouped(space, values), values).nodes
    print(
        f"5 parties, 12 issues x 4 options (1.7e7), {', '.join(PRINCIPLES)}: {clock:.3f} s ({processors:.3f}); ", end=""
    )
    print(f"{nodes} partial packages looked at")


if __name__ == "__main__":
    main()
