"""How much of a file is read before it is refused, all in one place.

Reporting is small; a file beyond these limits is a mistake or an attack, and is refused whole.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.core.packed import PACKED_PARTS as PACKED_PARTS
from pourparler.core.packed import PACKING_RATIO as PACKING_RATIO
from pourparler.core.packed import SMALL_PART as SMALL_PART
from pourparler.core.packed import UNPACKED_BYTES as UNPACKED_BYTES

FILE_BYTES = 20_000_000
"""Largest original, in bytes."""
CHARACTERS = 1_000_000
"""Longest frozen text: about 400 pages, and the most the language model takes."""
PAGES = 500
"""Most pages of a PDF."""
NESTING = 250
"""Deepest nesting of the tags of a page, or of the tables of a document."""
TAGS = 100_000
"""Most tags of a page; the parser needs about a kilobyte of memory for each."""
COLLECTION_FILES = 1_000
"""Most sources in one folder, archive, e-mail or feed, parts of parts included."""
COLLECTION_BYTES = 200_000_000
"""Most bytes of all of them, and of an archive itself."""
COLLECTION_DEPTH = 8
"""Deepest folder below the one that was named, and longest chain of e-mails attached to e-mails."""
MAIL_PARTS = 200
"""Most parts of one e-mail."""
ROWS = 10_000
"""Most rows of a table of statements."""
SECONDS = 30.0
"""Longest processor time for one file: a slow or busy machine is no fault of the file."""
PATIENCE = 10
"""How many times as long the clock may run, for a file that waits and does nothing."""


class _TookTooLongError(BaseException):
    """Not an ``Exception``, so that no library on the way swallows it."""


def too_much(file: str, found: str, allowed: str, todo: str) -> PourparlerError:
    """Return the error for a file beyond a limit."""
    return PourparlerError(Problem("E107", "", found, allowed, todo, Place(file)))


@contextmanager
def within_time(file: str, seconds: float = SECONDS) -> Iterator[None]:
    """Stop the work inside after ``seconds`` of processor time, or `PATIENCE` times as long by the clock.

    The alarms need the main thread of a system with interval timers; elsewhere the other limits bound the work.

    Raises
    ------
    PourparlerError
        E108, naming ``file``.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TookTooLongError

    alarms = ((signal.SIGPROF, signal.ITIMER_PROF, 1), (signal.SIGALRM, signal.ITIMER_REAL, PATIENCE))
    before = [signal.signal(alarm, stop) for alarm, _, _ in alarms]
    for _, timer, times in alarms:
        signal.setitimer(timer, seconds * times)
    try:
        yield
    except _TookTooLongError:
        raise PourparlerError(
            Problem(
                "E108",
                "",
                "a file that takes too long to read",
                f"at most {seconds:g} seconds of processor time",
                "save its text as a .txt file and read that",
                Place(file),
            )
        ) from None
    finally:
        for (alarm, timer, _), handler in zip(alarms, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(alarm, handler)
