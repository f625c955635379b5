"""The typesetter is a process of its own: stopped or killed, one sentence says so, and nothing is half written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pourparler.workspace.folder import Folder
from pourparler.workspace.starting import start

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")

TABLE = "date,speaker,party,statement\n2031-03-02,Mara Lind,Dockers' Union,We want 4 percent\n"


@pytest.fixture
def talks(tmp_path: Path) -> Folder:
    """Return a workspace with one source, which needs no language model."""
    folder = start(tmp_path / "talks")
    (folder.sources / "t.csv").write_text(TABLE)
    return folder


def _children(process: int) -> Iterator[int]:
    try:
        for thread in Path(f"/proc/{process}/task").iterdir():
            yield from map(int, (thread / "children").read_text().split())
    except OSError:
        return


def _typesetter(process: int) -> int | None:
    """Return the typesetter of a process, at work: it has started a process that looks for places."""
    for child in _children(process):
        try:
            if b"typesetter:typeset" in Path(f"/proc/{child}/cmdline").read_bytes() and list(_children(child)):
                return child
        except OSError:
            continue
    return None


def _while_typesetting(folder: Folder, verb: list[str], does: Callable[[int, int], None]) -> tuple[int, str]:
    """Run a verb, hold its typesetter still, do something to the two, and return how the verb ended."""
    command = [sys.executable, "-m", "pourparler", verb[0], str(folder.root), *verb[1:]]
    # Where the tests run in the background Ctrl-C is ignored, and what is started there ignores it too.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    signal.signal(signal.SIGINT, handler)
    deadline, child = time.monotonic() + 60, None
    while child is None and process.poll() is None and time.monotonic() < deadline:
        child = _typesetter(process.pid)
        time.sleep(0.002)
    assert child is not None, process.communicate()
    os.kill(child, signal.SIGSTOP)
    does(process.pid, child)
    _, said = process.communicate(timeout=60)
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not Path(f"/proc/{child}").exists(), "the typesetter outlived the command"
    return process.returncode, said


def _ctrl_c(process: int, _: int) -> None:
    os.killpg(process, signal.SIGINT)


def _no_memory(_: int, child: int) -> None:
    os.kill(child, signal.SIGKILL)


HAPPENS = [(_ctrl_c, 130, "Stopped."), (_no_memory, 2, "[W112]")]


@pytest.mark.parametrize(("does", "status", "told"), HAPPENS, ids=["ctrl-c", "killed"])
@pytest.mark.parametrize("verb", ["brief", "share"])
def test_a_typesetter_that_is_stopped_leaves_nothing_half_written(
    talks: Folder, tmp_path: Path, verb: str, does: Callable[[int, int], None], status: int, told: str
) -> None:
    out = tmp_path / "copy"
    options = ["share", "--out", str(out), "--format", "pdf"] if verb == "share" else ["brief", "--format", "pdf"]
    found, said = _while_typesetting(talks, options, does)
    assert (found, said.count(told)) == (status, 1) and "Traceback" not in said, said
    assert not out.exists() and not talks.briefs.exists() and not list(tmp_path.rglob(".*unfinished*"))
    command = [sys.executable, "-m", "pourparler", options[0], str(talks.root), *options[1:]]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
