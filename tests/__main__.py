"""All quality gates, in the order in which they are cheap: ``python -m tests`` (what ``make test`` runs)."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

GATES = (
    ("lint", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "--quiet", "."]),
    ("the house", ["lint-imports", "--no-logo"]),
    ("types", ["mypy"]),
    ("tests", [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup"]),
)


def main() -> int:
    """Run every gate, the tests last so that their closing line is the last one printed."""
    failed = []
    for name, command in GATES:
        started = time.perf_counter()
        sys.stdout.write(f"== {name}: {' '.join(Path(word).name for word in command)}\n")
        sys.stdout.flush()
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        verdict = "ok" if code == 0 else f"failed with {code}"
        sys.stderr.write(f"== {name}: {verdict}, {time.perf_counter() - started:.0f} s\n")
        if code:
            failed.append(name)
    if failed:
        sys.stderr.write(f"failed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
