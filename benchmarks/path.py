"""The whole path as a person meets it: ``python -m benchmarks.path`` times each command as a process of its own.

Run it from the repository root after ``make brief``. It works on copies: of the shipped example, of a large made-up
workspace (:mod:`benchmarks.made_up`), and of one with 5,040 quotations (:mod:`benchmarks.store`). Seconds by the
clock say what a person waits on this machine now; processor seconds (user and system) hardly change when other work
shares it.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.made_up import LAST_DAY, SOURCES, STATEMENTS, article, large_workspace
from benchmarks.store import stored_workspace

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
QUOTED = 420
"""Sources of twelve claims each: 5,040 quotations."""
_TO_MEGABYTES = 1024 if sys.platform != "darwin" else 1024 * 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took: seconds by the clock and of the processor, and its largest memory.

    The processor seconds are those of all its processes, and so is the memory: what they held at one time.
    """

    clock: float
    processor: float
    megabytes: float


def run(*arguments: str, cwd: Path) -> Run:
    """Run a command of the program and measure it, with the processes it starts.

    Raises
    ------
    subprocess.CalledProcessError
        When it fails.
    """
    # As installed: with the compiled modules of the run before.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "pourparler", *arguments]
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL) as process:
        watched = [0.0]
        over = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, watched, over), daemon=True)
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        over.set()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    largest = max(used.ru_maxrss / _TO_MEGABYTES, *watched)
    return Run(time.perf_counter() - started, used.ru_utime + used.ru_stime, largest)


def _watch(process: int, watched: list[float], over: threading.Event) -> None:
    """Note the most memory that a process and those it started held at one time, looked at a hundred times a second.

    What several processes share (the interpreter and libraries as they lie on disk) is counted once for each, so that
    this is more than the machine gave, never less. Only Linux tells; elsewhere the first process alone is measured.
    """
    while not over.wait(0.01):
        watched[0] = max(watched[0], sum(map(_resident, _family(process))))


def _family(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))


def _resident(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def installed_megabytes() -> float:
    """Return the size of the environment this runs in."""
    total = sum(
        path.lstat().st_size for path in Path(sys.prefix).rglob("*") if path.is_file() and not path.is_symlink()
    )
    return total / 1e6


def row(label: str, runs: Sequence[Run]) -> str:
    """Return a line of the table: medians, and the range by the clock."""
    clock = [one.clock for one in runs]
    spread = f"{min(clock):.2f} to {max(clock):.2f}" if len(runs) > 1 else "one run"
    used = statistics.median(one.processor for one in runs)
    largest = max(one.megabytes for one in runs)
    return f"{label:<38} {statistics.median(clock):7.2f} s ({spread:<15}) {used:7.2f} s {largest:6.0f} MB"


def _remark(home: Path, number: int) -> None:
    with (home / "case.yaml").open("a", encoding="utf-8") as case:
        case.write(f"# looked at again, {number}\n")


def _fear(home: Path, number: int) -> None:
    """Change what only people read."""
    _retyped(home, r"fears: \[(late news \d+, )?", f"fears: [late news {number}, ")


def _cost(home: Path, number: int) -> None:
    """Change what the packages do not see."""
    _retyped(home, r"cost: \{value: 1800\.\.\d+", f"cost: {{value: 1800..{2401 + number}")


def _weight(home: Path, number: int) -> None:
    """Change what nearly every question sees."""
    _retyped(home, r"weight: 15\.\.\d+", f"weight: 15..{26 + number}")


def _retyped(home: Path, pattern: str, typed: str) -> None:
    case = home / "case.yaml"
    text, count = re.subn(pattern, typed, case.read_text(encoding="utf-8"), count=1)
    if not count:
        raise SystemExit(f"nothing in {case} looks like {pattern}")
    case.write_text(text, encoding="utf-8")


def _article(home: Path, number: int) -> None:
    text = article(Random(99 + number), LAST_DAY, STATEMENTS)
    (home / "sources" / f"late-{number:03}.txt").write_text(text, encoding="utf-8")


def measure(label: str, home: Path, runs: int) -> None:
    """Print the lines of one workspace, which nobody has read yet."""

    def show(what: str, found: Sequence[Run]) -> None:
        print(row(f"{label}: {what}", found), flush=True)

    def told(*arguments: str, times: int = runs) -> list[Run]:
        return [run(*arguments, cwd=home.parent) for _ in range(times)]

    def shared(times: int) -> list[Run]:
        found = []
        for _ in range(times):
            found += told("share", home.name, "--out", "copy", times=1)
            shutil.rmtree(home.parent / "copy")
        return found

    def after(edit: Callable[[Path, int], None], times: int) -> list[Run]:
        found = []
        for number in range(times):
            edit(home, number)
            found += told("brief", home.name, times=1)
        return found

    show("brief, first run", told("brief", home.name, times=1))
    show("brief, later run, nothing new", told("brief", home.name))
    show("brief, later run, a remark added", after(_remark, runs))
    show("brief, later run, a fear added", after(_fear, runs))
    show("brief, later run, a cost changed", after(_cost, runs))
    show("brief, later run, a weight changed", after(_weight, runs))
    show("brief, later run, an article more", after(_article, runs))
    show("check", told("check", home.name))
    show("claims --json", told("claims", home.name, "--json"))
    show("share, first run", shared(1))
    show("share, later run", shared(runs))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line a measurement."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.path", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="of each command that is run more than once")
    parser.add_argument("--small", action="store_true", help="the shipped example only")
    options = parser.parse_args(arguments)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; environment {installed_megabytes():.0f} MB")
    print(f"{'median of ' + str(options.runs) + ' runs':<38} {'clock':>9} {'':<17} {'processor':>9} {'peak':>9}")
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        run("--help", cwd=home)
        print(row("--help", [run("--help", cwd=home) for _ in range(options.runs)]), flush=True)
        example = home / "alliance"
        shutil.copytree(
            ROOT / "examples/alliance", example, ignore=shutil.ignore_patterns("briefs", "evidence.db*", ".lock")
        )
        measure("example", example, options.runs)
        if options.small:
            return
        large_workspace(home / "large")
        measure(f"{SOURCES} sources", home / "large", options.runs)
        stored_workspace(home / "many", QUOTED)
        runs = [run("check", "many", cwd=home) for _ in range(options.runs)]
        print(row("5,040 quotations: check", runs))


if __name__ == "__main__":
    main()
