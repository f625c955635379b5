"""The whole path as a person meets it: ``python -m benchmarks.path`` times each command as a process of its own.

Run it from the repository root after ``make brief``. It works on a copy of the shipped example.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5


def timed(*arguments: str, cwd: Path) -> tuple[float, float]:
    """Return the wall seconds of one run and the peak memory of all runs so far, in megabytes."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "pourparler", *arguments], cwd=cwd, check=True, capture_output=True)
    return time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def installed_megabytes() -> float:
    """Return the size of the environment this runs in."""
    total = sum(
        path.lstat().st_size for path in Path(sys.prefix).rglob("*") if path.is_file() and not path.is_symlink()
    )
    return total / 1e6


def main() -> None:
    """Print one line a measurement."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        shutil.copytree(
            ROOT / "examples/alliance", home / "talks", ignore=shutil.ignore_patterns("briefs", "evidence.db*")
        )
        rows = [("brief, first run", [timed("brief", "talks", cwd=home)])]
        for label, arguments in (
            ("brief, later run", ("brief", "talks")),
            ("check", ("check", "talks")),
            ("claims --json", ("claims", "talks", "--json")),
            ("--help", ("--help",)),
        ):
            rows.append((label, [timed(*arguments, cwd=home) for _ in range(RUNS)]))
    print(f"{os.cpu_count()} processors; environment {installed_megabytes():.0f} MB")
    for label, runs in rows:
        seconds = [wall for wall, _ in runs]
        spread = f"{min(seconds):.2f} to {max(seconds):.2f}" if len(seconds) > 1 else "one run"
        print(f"{label:<18} {statistics.median(seconds):6.2f} s ({spread}); peak memory so far {runs[-1][1]:.0f} MB")


if __name__ == "__main__":
    main()
