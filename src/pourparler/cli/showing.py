"""What a person sees on a terminal, and what a program reads."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer

from pourparler.core.inert import one_line

PATIENCE = 2.0
"""Seconds before long work shows how far it is."""


def print_json(data: Any) -> None:
    """Print data for a program: one JSON value, UTF-8, keys as they are."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1, default=str))


@contextmanager
def libraries_aside() -> Iterator[None]:
    """Send what compiled libraries print to the error stream: a solver's remark is no part of an answer."""
    import ctypes

    sys.stdout.flush()
    ours = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        if os.name == "posix":
            # What a library printed may still wait in the buffer of the C library, whose stream it is.
            ctypes.CDLL(None).fflush(None)
        os.dup2(ours, 1)
        os.close(ours)


def columns(rows: Iterable[Sequence[object]], headings: Sequence[str]) -> str:
    """Return rows as aligned text, without boxes, so that it can be piped and searched.

    Examples
    --------
    >>> print(columns([("wire", 3)], ("source", "claims")))
    source  claims
    wire    3
    """
    table = [tuple(headings), *(tuple("" if cell is None else one_line(str(cell)) for cell in row) for row in rows)]
    widths = [max(len(row[number]) for row in table) for number in range(len(headings))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table
    )


class Meter:
    """Shows how far long work is, once it takes longer than two seconds; silent when nobody watches."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._width = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show one step on the line that is already there."""
        if not sys.stderr.isatty() or time.monotonic() - self._started < PATIENCE:
            return
        line = f"{done}/{total}  {one_line(what)}"[:78]
        sys.stderr.write("\r" + line.ljust(self._width))
        sys.stderr.flush()
        self._width = len(line)

    def close(self) -> None:
        """Clear the line."""
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
