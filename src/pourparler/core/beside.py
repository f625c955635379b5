"""Work in a process of its own: it runs beside ours, and the memory it took is given back when it ends.

What goes there and comes back are messages of bytes: nothing that is read there can do more than be data, unless a task
takes them for more, and then it says so. The other process is started with our interpreter and our import path, and
never with the current folder on it.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from types import TracebackType
from typing import BinaryIO, Self

from pourparler.core.errors import PourparlerError, Problem

Task = Callable[[Iterator[bytes]], Iterator[bytes]]
"""Takes the messages it is told, one by one, and yields its answers; a public function of a module."""

_HEAD = struct.Struct(">cQ")
_DATA, _FAULT, _MENDABLE = b"d", b"f", b"m"


class Beside:
    """A task at work in a process of its own; a context manager that ends the process, whatever happened.

    Parameters
    ----------
    task : Task

    Raises
    ------
    PourparlerError
        W112 when no process can be started.

    Examples
    --------
    >>> with Beside(echo) as beside:
    ...     beside.tell(b"one")
    ...     beside.hear()
    b'one'
    """

    def __init__(self, task: Task) -> None:
        self.name = f"{task.__module__}:{task.__qualname__}"
        command = [sys.executable, "-P", "-m", "pourparler.core.beside", self.name]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, with a task of ours
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
            )
        except OSError as error:
            raise self._lost(f"no process can be started ({error.strerror})") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def tell(self, data: bytes) -> None:
        """Send one message; it is taken whole before any of it is worked on.

        Raises
        ------
        PourparlerError
            W112 when the process is gone.
        """
        try:
            _send(_pipe(self._process.stdin), _DATA, data)
        except OSError as error:
            raise self._gone() from error

    def hear(self) -> bytes:
        """Wait for the next answer.

        Raises
        ------
        PourparlerError
            As it was raised there; W112 when the process ended before it answered: it was killed, or found no memory.
        OSError
            As it was raised there, such as for a full disk.
        RuntimeError
            For any other fault there, with its traceback.
        """
        found = _next(_pipe(self._process.stdout))
        if found is None:
            raise self._gone()
        kind, data = found
        if kind == _MENDABLE:
            raise PourparlerError(*(Problem(*told) for told in json.loads(data)))
        if kind == _FAULT:
            number, told = json.loads(data)
            raise OSError(number, os.strerror(number)) if number else RuntimeError(f"in {self.name}\n{told}")
        return data

    def end(self) -> None:
        """End the process and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            # What it had no time to read is of no use to anybody.
            with suppress(OSError):
                _pipe(pipe).close()

    def _gone(self) -> PourparlerError:
        status = self._process.wait()
        how = f"signal {-status}" if status < 0 else f"status {status}"
        return self._lost(f"the process for it ended before its work was done ({how})")

    def _lost(self, found: str) -> PourparlerError:
        what = self.name.rpartition(":")[2].replace("_", " ")
        todo = "close other programs, then run the same command again: nothing is half written"
        return PourparlerError(Problem("W112", what, found, "memory, and leave to start a process", todo))


def echo(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Answer every message with itself."""
    yield from messages


def _pipe(pipe: object) -> BinaryIO:
    return pipe  # type: ignore[return-value]


def _send(pipe: BinaryIO, kind: bytes, data: bytes) -> None:
    pipe.write(_HEAD.pack(kind, len(data)))
    pipe.write(data)
    pipe.flush()


def _next(pipe: BinaryIO) -> tuple[bytes, bytes] | None:
    """Return the next message with its kind; none where the other end was closed, be it in the middle of one."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack(head)
    data = pipe.read(length)
    return (kind, data) if len(data) == length else None


def _messages(pipe: BinaryIO) -> Iterator[bytes]:
    while (found := _next(pipe)) is not None:
        yield found[1]


def _work(name: str) -> None:
    """Do a task between our two ends; Ctrl-C is for the process that started us, which ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    told, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What a library prints is no answer.
    os.dup2(2, 1)
    sys.excepthook = partial(_report, answers)
    module, _, function = name.partition(":")
    for answer in getattr(import_module(module), function)(_messages(told)):
        _send(answers, _DATA, answer)
    # The pipes are closed and the memory is freed by the system, which is quicker.
    os._exit(0)


def _report(answers: BinaryIO, _: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    """Send what went wrong; nobody hears it where the other end is closed."""
    if isinstance(error, PourparlerError):
        problems = [[one.code, one.where, one.found, one.allowed, one.todo] for one in error.problems]
        with suppress(OSError):
            _send(answers, _MENDABLE, json.dumps(problems).encode())
        return
    number = error.errno if isinstance(error, OSError) else None
    told = "".join(traceback.format_exception(error))
    with suppress(OSError):
        _send(answers, _FAULT, json.dumps([number, told]).encode())


if __name__ == "__main__":
    _work(sys.argv[1])
