"""Same input, same bytes: in two processes with different hash seeds, and after other work in the same process."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import hashlib
from pourparler.brief.writers import write_html, write_pdf, write_word
from tests.brief.writers.sample import sample
for write in (write_html, write_pdf, write_word):
    print(hashlib.sha256(write(sample())).hexdigest())
"""


def _elsewhere(root: Path, seed: str, zone: str) -> list[str]:
    environment = os.environ | {
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "PYTHONPATH": os.pathsep.join((str(root / "src"), str(root))),
    }
    run = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(run, cwd=root, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_two_processes_write_the_same(root: Path, page: bytes, printed: bytes, worded: bytes) -> None:
    here = [hashlib.sha256(written).hexdigest() for written in (page, printed, worded)]
    assert _elsewhere(root, "1", "Asia/Tokyo") == here
    assert _elsewhere(root, "2", "America/Lima") == here
