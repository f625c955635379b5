"""Work in a process of its own: what is told comes back whole, what goes wrong there is said here, nothing is left."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.core.beside import Beside, echo
from pourparler.core.errors import PourparlerError


def killed(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Be killed on the first message, as by a system without memory."""
    next(messages)
    os.kill(os.getpid(), signal.SIGKILL)
    yield b""


def wrong(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Fail on the first message, for a reason of its own."""
    yield str(len(next(messages)) // 0).encode()


def full(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Find no room on the first message."""
    next(messages)
    raise OSError(errno.ENOSPC, "no room")
    yield b""


def within(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Have the first message worked on by a process that is killed."""
    with Beside(killed) as beside:
        beside.tell(next(messages))
        yield beside.hear()


def printing(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Print beside the answers, as a library might."""
    for message in messages:
        print("by the way")  # noqa: T201
        os.write(1, b"by the way")
        yield message


def path(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Answer with the places from which modules are imported."""
    for _ in messages:
        yield "\n".join(sys.path).encode()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=5))
def test_messages_come_back_whole_and_in_order(messages: list[bytes]) -> None:
    with Beside(echo) as beside:
        for message in messages:
            beside.tell(message)
        assert [beside.hear() for _ in messages] == messages


def test_a_message_larger_than_any_pipe() -> None:
    with Beside(echo) as beside:
        beside.tell(b"x" * 5_000_000)
        assert beside.hear() == b"x" * 5_000_000


def test_what_is_printed_there_is_no_answer() -> None:
    with Beside(printing) as beside:
        beside.tell(b"one")
        assert beside.hear() == b"one"


def test_an_error_that_somebody_can_mend_comes_back_as_one() -> None:
    with Beside(within) as beside, pytest.raises(PourparlerError, match=r"found the process for it.*signal 9.*W112"):
        beside.tell(b"")
        beside.hear()


def test_a_process_that_is_killed_is_one_error() -> None:
    with Beside(killed) as beside:
        beside.tell(b"")
        with pytest.raises(PourparlerError, match=r"signal 9.*W112"):
            beside.hear()
        with pytest.raises(PourparlerError, match="W112"):
            beside.tell(b"x" * 5_000_000)


def test_a_fault_there_is_our_fault_with_its_traceback() -> None:
    with Beside(wrong) as beside, pytest.raises(RuntimeError, match=r"(?s)in .*:wrong.*ZeroDivisionError"):
        beside.tell(b"")
        beside.hear()


def test_a_full_disk_there_is_a_full_disk_here() -> None:
    with Beside(full) as beside:
        beside.tell(b"")
        with pytest.raises(OSError) as caught:
            beside.hear()
    assert caught.value.errno == errno.ENOSPC


def test_no_process_to_be_had_is_one_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    with pytest.raises(PourparlerError, match="W112"):
        Beside(echo)


def test_the_current_folder_is_not_imported_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file called ``json.py`` that lies in somebody's workspace is not run."""
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    with Beside(path) as beside:
        beside.tell(b"")
        found = beside.hear().decode().split("\n")
    assert "" not in found and str(tmp_path) not in found


def test_nothing_is_left_when_work_is_broken_off() -> None:
    with pytest.raises(KeyboardInterrupt), Beside(echo) as beside:
        process = beside._process
        raise KeyboardInterrupt
    assert process.poll() is not None
