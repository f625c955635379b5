"""What it costs a speaker to go back on public words: what that does to the zone and to terms, alone and together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.disclosure.public import Public, Spoken
from pourparler.analysis.disclosure.terms import Bargain
from pourparler.case.sampling import Draws
from pourparler.methods.disclosure.belief import Array
from pourparler.methods.disclosure.table import WithWords, Word, Words, under_words

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

    def with_words(self, words: Sequence[Spoken]) -> WithWords:
        """Return the split with these words: none, one of `binding`, or those of `groups`."""
        return self._words.together[self._sets.index(self._places(words))]

    @property
    def silent(self) -> WithWords:
        """The split without any words."""
        return self.with_words(())

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Whose words count together: nobody's, those of each speaker, those of all."""
        speakers = [party for party in self.public.principals if any(one.seat.id == party for one in self.binding)]
        everybody = [tuple(speakers)] if len(speakers) > 1 else []
        return ((), *((party,) for party in speakers), *everybody)

    def _of(self, parties: tuple[str, ...]) -> tuple[Spoken, ...]:
        return tuple(one for one in self.binding if one.seat.id in parties)

    def _places(self, words: Sequence[Spoken]) -> tuple[int, ...]:
        return tuple(self.binding.index(one) for one in words)

    @cached_property
    def _sets(self) -> tuple[tuple[int, ...], ...]:
        """The sets of words looked at, by their places in `binding`."""
        each = [(place,) for place in range(len(self.binding))]
        return tuple(dict.fromkeys((*each, *(self._places(self._of(parties)) for parties in self.groups))))

    @cached_property
    def _words(self) -> Words:
        given = []
        for one in self.binding:
            cost = self.cost(one)
            if cost is None:
                raise ValueError(f"{one.path} has no audience cost")
            given.append(Word(self.bargain.place(one.seat.id), cost, self.broken(one)))
        return under_words(self.bargain.table, given, self._sets)

    @cached_property
    def bound(self) -> tuple[Bound, ...]:
        """What each of the binding statements does by itself."""
        return tuple(map(self._bound, self.binding))

    def _bound(self, spoken: Spoken) -> Bound:
        cost = self.cost(spoken)
        if cost is None:
            raise ValueError(f"{spoken.path} has no audience cost")
        silent, told = self.silent, self.with_words((spoken,))
        number, place = self.binding.index(spoken), self.bargain.place(spoken.seat.id)
        change = told.gains[place] - silent.gains[place]
        return Bound(spoken, cost, silent.room, told.room, self._words.outside[number], told.kept[0] > 0.5, change)

    @cached_property
    def together(self) -> tuple[Together, ...]:
        """The table without public words, with those of each party alone, and with all of them."""
        if not self.binding:
            return ()
        found = []
        for parties in self.groups:
            told = self.with_words(self._of(parties))
            found.append(Together(parties, told.room, told.gains))
        return tuple(found)

    def held_from(self, spoken: Spoken) -> int | None:
        """Return the least audience cost, in whole points, from which the split keeps the word in half of the draws.

        ``None`` where no cost up to 100 does; see `Words` for how it is found.
        """
        least = self._words.least[self.binding.index(spoken)]
        half = float(np.sort(least)[(len(least) - 1) // 2])
        return math.ceil(round(half, 6)) if half <= 100 else None
