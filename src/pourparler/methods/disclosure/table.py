"""What beliefs and public words do to terms: the packages of a table, split and offered a few draws at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.methods.disclosure.belief import Array, Belief
from pourparler.methods.disclosure.offers import best_package
from pourparler.methods.packages.layout import Layout, laid_out
from pourparler.methods.packages.space import Packages, Space
from pourparler.methods.packages.values import Values

Mask = NDArray[np.bool_]
TIE = 1e-9
"""Products of gains tie when they differ by at most this part of the largest."""
ROOM = 1 << 17
"""So many numbers are held at a time (1 MB), so that they are still in cache when they are used."""


@dataclass(frozen=True)
class Table:
    """Some packages and what they are worth to parties that all must agree, over draws.

    Nothing is kept of what packages are worth: it is worked out anew each time, a few draws at a time, which takes less
    than to fetch it from memory.

    Parameters
    ----------
    space : Space
    values : Values
    packages : array, shape (packages, issues)
        Those that nothing closes.
    """

    space: Space
    values: Values
    packages: Packages

    @cached_property
    def floors(self) -> Array:
        """What a package must be worth, as it is compared: shape (draws, parties)."""
        return self._as_compared(self.values.reservation)

    @cached_property
    def origins(self) -> Array:
        """What no deal is worth, from which a surplus is split: shape (draws, parties)."""
        split = self.values.disagreement
        return self._as_compared(self.values.reservation if split is None else split)

    def _as_compared(self, numbers: Array) -> Array:
        found: Array = np.rint(numbers * self.values.units) / self.values.units
        return found

    @cached_property
    def _layout(self) -> Layout:
        return laid_out(self.space, self.packages)

    def worth(self) -> Iterator[tuple[slice, Array]]:
        """Yield some draws and what packages are worth in them, shape (draws, parties, packages), until all are told.

        The array is overwritten by the next one.

        Examples
        --------
        >>> from pourparler.methods.packages.space import feasible
        >>> space, values = Space((2, 2)), Values(np.array([[[0, 60, 10, 0]]]), np.array([[10]]))
        >>> [worth.tolist() for _, worth in Table(space, values, feasible(space)).worth()]
        [[[[10.0, 0.0, 70.0, 60.0]]]]
        """
        draws, parties, packages = self.values.draws, self.values.parties, len(self.packages)
        step = max(1, min(draws, ROOM // (parties * max(1, packages))))
        room = np.empty((step, parties, packages))
        for start in range(0, draws, step):
            rows = slice(start, min(start + step, draws))
            worth = room[: rows.stop - start]
            for place in range(len(worth)):
                self._layout.worth(self.values, start + place, worth[place])
            worth /= self.values.units[:, None]
            yield rows, worth


@dataclass(frozen=True)
class Listener:
    """What one party takes another's reservation value to be.

    Parameters
    ----------
    party : int
        Whose value it is.
    belief : Belief
        One row, or one a draw.
    proposer : int or None
        The listener's own place at the table; ``None`` for one that has none, and makes no offers.
    """

    party: int
    belief: Belief
    proposer: int | None = None


@dataclass(frozen=True)
class Believed:
    """What comes out as listeners see it; each array of shape (listeners, draws).

    Parameters
    ----------
    room : array of int
        How many packages are seen to pass, with the value as it is held on average.
    split : array
        What the party whose value it is gains over what it has otherwise when terms are split with that value: the mean
        over the packages with the largest product of gains. Nothing where no package is seen to pass, or where it would
        itself rather have no deal.
    offer : array
        The same when the listener makes the only offer, by `best_package`; NaN for one without a place at the table.
    """

    room: NDArray[np.int64]
    split: Array
    offer: Array


def under_beliefs(table: Table, listeners: Sequence[Listener]) -> Believed:
    """Return what the beliefs of listeners lead to, whether terms are split or one offer is made.

    Notes
    -----
    The split is the symmetric Nash solution over finitely many packages [1]_ with what is believed in the place of the
    party's own value, ties within `TIE`.

    .. [1] Nash, J. F. (1950), "The bargaining problem", Econometrica 18(2), p. 159.

    Examples
    --------
    Four packages, both parties needing 30. Taken for one that needs 50, the first party gets the last package, and is
    offered it. To one that needs 20 or 60, each as likely, the second is offered, which is worth less than no deal.

    >>> from pourparler.methods.packages.space import feasible
    >>> space = Space((4,))
    >>> values = Values(np.array([[[40, 20, 70, 60], [40, 92, 20, 60.0]]]), np.array([[30, 30]]))
    >>> table = Table(space, values, feasible(space))
    >>> found = under_beliefs(table, [Listener(0, Belief([50], [1]), 1), Listener(0, Belief([20, 60], [0.5, 0.5]), 1)])
    >>> found.room.tolist(), found.split.tolist(), found.offer.tolist()
    ([[1], [2]], [[30.0], [30.0]], [[30.0], [0.0]])
    """
    from pourparler.methods.disclosure.table_kernels import split_draws

    draws, count = table.values.draws, len(listeners)
    room, gains = np.zeros((count, draws), dtype=np.int64), np.zeros((count, draws, table.values.parties))
    offer = np.full((count, draws), np.nan)
    # As the listener sees it, its belief stands for both what the party needs and what it gains from.
    seen = []
    for one in listeners:
        floors, origins = table.floors.copy(), table.origins.copy()
        floors[:, one.party] = origins[:, one.party] = one.belief.mean()
        seen.append((floors, origins))
    for rows, worth in table.worth():
        silent = _no_words(len(worth), worth.shape[2])
        for place, (one, (floors, origins)) in enumerate(zip(listeners, seen, strict=True)):
            out = room[place, rows], gains[place, rows], np.empty((len(worth), 0))
            split_draws(worth, floors[rows], origins[rows], table.floors[rows], *silent, 0.0, TIE, *out)
            if one.proposer is not None:
                offer[place, rows] = _offered(table, one, one.proposer, rows, worth)
    split = [gains[place, :, one.party] for place, one in enumerate(listeners)]
    return Believed(room, np.array(split).reshape(count, draws), offer)


def _no_words(draws: int, packages: int) -> tuple[Array, NDArray[np.int64], Mask]:
    return np.empty((draws, 0)), np.empty(0, dtype=np.int64), np.empty((0, packages), dtype=np.bool_)


def _offered(table: Table, one: Listener, proposer: int, rows: slice, worth: Array) -> Array:
    """Return what the party gains by the listener's only offer in some draws."""
    floors = table.floors[rows]
    chosen = best_package(worth, floors, proposer, one.party, one.belief, rows.start)
    gain = worth[np.arange(len(worth)), one.party, np.maximum(chosen, 0)] - floors[:, one.party]
    return np.where(chosen >= 0, np.maximum(gain, 0.0), 0.0)


@dataclass(frozen=True)
class Word:
    """A public word that binds the party that gave it.

    Parameters
    ----------
    speaker : int
    cost : array, shape (draws,)
        By how much a package that goes back on it is worth less to the speaker.
    broken : array of bool, shape (packages,)
        Which packages go back on it.
    """

    speaker: int
    cost: Array
    broken: Mask


@dataclass(frozen=True)
class WithWords:
    """What comes out with some words together.

    Parameters
    ----------
    room : array of int, shape (draws,)
        How many packages pass.
    gains : array, shape (parties, draws)
        What each gains over what it has otherwise, its costs of going back taken off: the mean over the packages with
        the largest product of gains, 0 where none passes.
    kept : array, shape (words, draws)
        The share of these packages that keeps each word.
    """

    room: NDArray[np.int64]
    gains: Array
    kept: Array


@dataclass(frozen=True)
class Words:
    """What comes out under sets of words, and for each word alone.

    Parameters
    ----------
    together : tuple of WithWords
        For each set.
    outside : array of bool, shape (words, draws)
        Where no package that everybody else accepts keeps the word.
    least : array, shape (words, draws)
        The least cost of going back from which the split keeps the word, infinite where none does. A package that
        breaks it, with gain ``g`` for the speaker and product ``h`` of the others' gains, loses to the largest product
        ``P`` of those that keep it from a cost of ``g - P / h`` on.
    """

    together: tuple[WithWords, ...]
    outside: Mask
    least: Array


def under_words(table: Table, words: Sequence[Word], sets: Sequence[Sequence[int]] = ((),)) -> Words:
    """Return what public words that are dear to go back on do to terms: sets of them, and each alone.

    Parameters
    ----------
    table : Table
    words : sequence of Word
    sets : sequence of sequences of int
        Which words count together, by their places; several words of one party add up.

    Notes
    -----
    The Nash split of `under_beliefs`, with a step cost of going back: see `commitment.settled`.

    Examples
    --------
    A word that costs 25 to break: the package that both like best breaks it, and is split still, at 5 x 30 against
    10 x 10; from a cost of 26.67 on the word is kept.

    >>> from pourparler.methods.packages.space import feasible
    >>> space = Space((2,))
    >>> table = Table(space, Values(np.array([[[40, 60], [40, 60.0]]]), np.array([[30, 30]])), feasible(space))
    >>> found = under_words(table, [Word(0, np.array([25.0]), np.array([False, True]))], [(), (0,)])
    >>> [one.gains.tolist() for one in found.together], found.together[1].kept.tolist(), found.least.round(2).tolist()
    ([[[30.0], [30.0]], [[5.0], [30.0]]], [[0.0]], [[26.67]])
    """
    from pourparler.methods.disclosure.table_kernels import split_draws, word_draws

    draws, parties = table.values.draws, table.values.parties
    outside, least = np.zeros((len(words), draws), dtype=np.bool_), np.zeros((len(words), draws))
    given = [_together([words[place] for place in chosen], draws, len(table.packages)) for chosen in sets]
    found = [
        (np.zeros(draws, dtype=np.int64), np.zeros((draws, parties)), np.zeros((draws, len(chosen)))) for chosen in sets
    ]
    for rows, worth in table.worth():
        floors, origins = table.floors[rows], table.origins[rows]
        for (cost, whose, broken), out in zip(given, found, strict=True):
            now = (one[rows] for one in out)
            split_draws(worth, floors, origins, floors, cost[rows], whose, broken, -np.inf, TIE, *now)
        for place, one in enumerate(words):
            word_draws(worth, floors, origins, one.speaker, one.broken, outside[place, rows], least[place, rows])
    return Words(tuple(WithWords(room, gains.T, kept.T) for room, gains, kept in found), outside, least)


def _together(words: Sequence[Word], draws: int, packages: int) -> tuple[Array, NDArray[np.int64], Mask]:
    if not words:
        return _no_words(draws, packages)
    cost = np.stack([np.broadcast_to(one.cost, (draws,)) for one in words], axis=1)
    return cost, np.array([one.speaker for one in words]), np.stack([one.broken for one in words])
