"""What it costs a speaker to go back on public words: what that does to the zone and to terms, alone and together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.disclosure.public import Public, Spoken
from pourparler.analysis.disclosure.terms import Bargain, Split
from pourparler.case.sampling import Draws
from pourparler.methods.disclosure.belief import Array

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Bound:
    """What one statement with an audience cost does.

    Parameters
    ----------
    spoken : Spoken
    cost : array, shape (draws,)
    before, after : array of int, shape (draws,)
        How many packages pass without and with the words.
    outside : array of bool, shape (draws,)
        Where no package that everybody else accepts keeps the word: the claim lies outside the zone.
    kept : array of bool, shape (draws,)
        Where the Nash split keeps the word.
    change : array, shape (draws,)
        What the words change for the speaker, its audience cost taken off, in its points.
    """

    spoken: Spoken
    cost: Array
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    outside: Mask
    kept: Mask
    change: Array


@dataclass(frozen=True)
class Together:
    """How the table stands with the public words of some parties.

    Parameters
    ----------
    parties : tuple of str
        Whose words count; none for the table without any.
    room : array of int, shape (draws,)
        How many packages pass.
    gains : array, shape (principals, draws)
        What each gains over what it has otherwise in the Nash split, its audience cost taken off.
    """

    parties: tuple[str, ...]
    room: NDArray[np.int64]
    gains: Array


@dataclass(frozen=True)
class Commitments:
    """The public words that bind parties at the table.

    Parameters
    ----------
    public : Public
    drawn : Draws
    bargain : Bargain
    """

    public: Public
    drawn: Draws
    bargain: Bargain

    @cached_property
    def binding(self) -> tuple[Spoken, ...]:
        """Statements of parties at the table that name what they bind to and what going back costs."""
        return tuple(
            one
            for one in self.public.spoken
            if one.seat.id in self.bargain.arrays.known and one.statement.commits_to and self.cost(one) is not None
        )

    def cost(self, spoken: Spoken) -> Array | None:
        """Return what going back on words costs, draw by draw; ``None`` where it is not on file."""
        return self.drawn.get(f"{spoken.path}.audience_cost")

    def broken(self, spoken: Spoken) -> Mask:
        """Return which packages go back on these words: (packages,)."""
        return ~self.bargain.keeps(spoken.statement.commits_to)

    def costs(self, words: Sequence[Spoken]) -> dict[str, Array]:
        """Return what packages cost parties at home: (draws, packages) a party; several words add up."""
        found: dict[str, Array] = {}
        for one in words:
            cost = self.cost(one)
            if cost is not None:
                lost = cost[:, None] * self.broken(one)
                found[one.seat.id] = found[one.seat.id] + lost if one.seat.id in found else lost
        return found

    def at_table(self, words: Sequence[Spoken]) -> tuple[Split, Array]:
        """Return the split with these words, and what each gains, its costs of going back taken off."""
        key = tuple(one.path for one in words)
        if key not in self._tables:
            costs = self.costs(words)
            found = self.bargain.split(None, costs)
            gains = []
            for place, party in enumerate(self.bargain.arrays.known):
                gain = self.bargain.above[place][found.draw, found.package]
                gains.append(found.mean(gain - costs[party][found.draw, found.package] if party in costs else gain))
            self._tables[key] = found, np.array(gains)
        return self._tables[key]

    @cached_property
    def _tables(self) -> dict[tuple[str, ...], tuple[Split, Array]]:
        return {}

    @cached_property
    def bound(self) -> tuple[Bound, ...]:
        """What each of the binding statements does by itself."""
        return tuple(map(self._bound, self.binding))

    def _bound(self, spoken: Spoken) -> Bound:
        cost = self.cost(spoken)
        if cost is None:
            raise ValueError(f"{spoken.path} has no audience cost")
        before, silent = self.at_table(())
        after, gains = self.at_table((spoken,))
        place, keeps = self.bargain.place(spoken.seat.id), ~self.broken(spoken)
        outside = np.asarray(~(self.bargain.accepted_but_by(place) & keeps).any(axis=1))
        kept = after.mean(keeps[after.package].astype(np.float64)) > 0.5
        return Bound(spoken, cost, before.room, after.room, outside, kept, gains[place] - silent[place])

    @cached_property
    def together(self) -> tuple[Together, ...]:
        """The table without public words, with those of each party alone, and with all of them."""
        speakers = [party for party in self.public.principals if any(one.seat.id == party for one in self.binding)]
        if not speakers:
            return ()
        groups: list[tuple[str, ...]] = [(), *((party,) for party in speakers)]
        if len(speakers) > 1:
            groups.append(tuple(speakers))
        found = []
        for parties in groups:
            split, gains = self.at_table([one for one in self.binding if one.seat.id in parties])
            found.append(Together(parties, split.room, gains))
        return tuple(found)

    def held_from(self, spoken: Spoken) -> int | None:
        """Return the least audience cost, in whole points, from which the split keeps the word in half of the draws.

        ``None`` where no cost up to 100 does.

        Notes
        -----
        A package that breaks the word, with gain ``g`` for the speaker and product ``h`` of the others' gains, loses to
        the largest product ``P`` of those that keep it from a cost of ``g - P / h`` on.
        """
        place, keeps = self.bargain.place(spoken.seat.id), ~self.broken(spoken)
        accept = self.bargain.accepted_but_by(place)
        own, above = self.bargain.gains[place], self.bargain.above[place]
        rest = np.where(accept, np.delete(self.bargain.gains, place, axis=0).prod(axis=0), 0.0)
        best = np.where(accept & (above >= 0) & keeps, own * rest, -1.0).max(axis=1, initial=-1.0)
        rivals = ~keeps & (rest > 0)
        needed = np.where(rivals, own - np.maximum(best, 0.0)[:, None] / np.where(rivals, rest, 1.0), -np.inf)
        least = np.where(best < 0, np.inf, np.maximum(needed.max(axis=1, initial=-np.inf), 0.0))
        half = float(np.sort(least)[(len(least) - 1) // 2])
        return math.ceil(round(half, 6)) if half <= 100 else None
