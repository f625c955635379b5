"""A choice of a few among many that no order and no name decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any, TypeVar

ItemT = TypeVar("ItemT")


def whole_ranks(
    items: Iterable[ItemT],
    room: int,
    rank: Callable[[ItemT], Any],
    size: Callable[[ItemT], int] = lambda _: 1,
) -> tuple[ItemT, ...]:
    """Return the first items by rank for which there is room, never a part of those that are equal.

    To show three of five equals would let the order in which they were typed, or their names, decide who is seen.

    Parameters
    ----------
    items : iterable
    room : int
        How much there is room for; the first rank alone may take twice that.
    rank : callable
        Lower goes first; items of one rank are equals, and keep their order.
    size : callable
        The room an item takes.

    Returns
    -------
    tuple
        Empty when the items of the first rank are too many to show.

    Examples
    --------
    >>> whole_ranks(["aa", "b", "cc", "ddd"], 3, len), whole_ranks(["aa", "bb", "c"], 2, len)
    (('b', 'aa', 'cc'), ('c',))
    >>> whole_ranks("abc", 2, lambda _: 0), whole_ranks("abcde", 2, lambda _: 0)
    (('a', 'b', 'c'), ())
    """
    taken: list[ItemT] = []
    used = 0
    for _, equals in groupby(sorted(items, key=rank), key=rank):
        group = list(equals)
        used += sum(map(size, group))
        if used > (room if taken else 2 * room):
            break
        taken += group
    return tuple(taken)
