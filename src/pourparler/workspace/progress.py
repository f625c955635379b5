"""How long work tells a person how far it is; whoever calls decides how to show it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of each step: what is done, how many are done, how many there are."""

    def __call__(self, what: str, done: int, total: int) -> None:
        """Take note of a step."""


def silent(what: str, done: int, total: int) -> None:
    """Show nothing."""
