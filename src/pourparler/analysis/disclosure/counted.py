"""Everything that is counted for one case, once: words, beliefs, terms, commitments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.disclosure.beliefs import Beliefs, Course, Heard
from pourparler.analysis.disclosure.commitments import Commitments
from pourparler.analysis.disclosure.public import Public, Spoken
from pourparler.analysis.disclosure.terms import Bargain
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.naming import Names
from pourparler.case.sampling import Draws
from pourparler.core.result import Mark
from pourparler.methods.disclosure.belief import Array
from pourparler.methods.disclosure.offers import shift_in_share

METHOD = (Mark("method", "disclosure"),)


@dataclass(frozen=True)
class Effect:
    """What words changed in the terms of the party they are about, through one listener.

    Parameters
    ----------
    split : array, shape (draws,)
        Gain or loss in its points when terms are split as the listener sees its value.
    offer : array, shape (draws,), or None
        The same when the listener makes the only offer; ``None`` where it has no say or packages are not valued.
    """

    split: Array
    offer: Array | None

    @property
    def worst(self) -> float:
        """The largest loss (or smallest gain) over the draws and both ways to settle."""
        return float(min(one.min() for one in (self.split, self.offer) if one is not None))


@dataclass(frozen=True)
class Counted:
    """The ledger of one case over its draws.

    Parameters
    ----------
    public : Public
    drawn : Draws
    bargain : Bargain or None
        Where packages can be valued.
    """

    public: Public
    drawn: Draws
    bargain: Bargain | None

    @cached_property
    def names(self) -> Names:
        """Names of parties and marks of judgements."""
        return Names(Arrays(self.public.case, self.drawn))

    @cached_property
    def beliefs(self) -> Beliefs:
        """What listeners hold."""
        return Beliefs(self.public, self.drawn)

    @cached_property
    def commitments(self) -> Commitments | None:
        """What binds speakers, where packages can be valued."""
        return None if self.bargain is None else Commitments(self.public, self.drawn, self.bargain)

    @cached_property
    def pairs(self) -> tuple[tuple[Course, Heard], ...]:
        """Each statement with each listener it was counted for, in the order in which they were heard."""
        order = {one.path: place for place, one in enumerate(self.public.spoken)}
        found = [(course, heard) for course in self.beliefs.courses for heard in course.heard]
        return tuple(sorted(found, key=lambda pair: order[pair[1].spoken.path]))

    @cached_property
    def effects(self) -> dict[tuple[str, str], Effect]:
        """What each statement changed in terms, by its path and listener.

        Of parties that must agree: what another's value is believed to be moves no terms here.
        """
        at_table = self.public.principals
        return {
            (heard.spoken.path, course.holder): self._effect(course, heard)
            for course, heard in self.pairs
            if course.about in at_table and course.holder in at_table
        }

    def _effect(self, course: Course, heard: Heard) -> Effect:
        if self.bargain is None:
            part = 1 / len(self.public.principals)
            return Effect(np.broadcast_to(shift_in_share(-heard.shift, part), (self.drawn.draws,)), None)
        split, offer = (
            self._after(course, heard.spoken.path, how) - self._before(course, heard, how) for how in ("split", "offer")
        )
        return Effect(split, offer)

    def _before(self, course: Course, heard: Heard, how: str) -> Array:
        place = course.heard.index(heard)
        return self._after(course, course.heard[place - 1].spoken.path if place else "", how)

    def _after(self, course: Course, path: str, how: str) -> Array:
        """Return what the party gains once a statement was heard, ``""`` for none, under one way to settle."""
        key = (course.holder, course.about, path, how)
        if key not in self._gains and self.bargain is not None:
            belief = next((one.after for one in course.heard if one.spoken.path == path), course.prior)
            self._gains[key] = (
                self.bargain.by_split(course.about, belief.mean())
                if how == "split"
                else self.bargain.by_offer(course.holder, course.about, belief)
            )
        return self._gains[key]

    @cached_property
    def _gains(self) -> dict[tuple[str, str, str, str], Array]:
        return {}

    def reservation(self, party: str) -> Array | None:
        """Return what we judge a package must be worth to a party; ``None`` where nobody has judged it."""
        told = [self.drawn.get(f"parties.{party}.no_deal.{name}") for name in ("value", "outside_option")]
        known = [one for one in told if one is not None]
        return np.max(known, axis=0) if known and told[0] is not None else None

    def true(self, spoken: Spoken) -> NDArray[np.bool_] | None:
        """Tell in which draws the words hold by our own judgement of the value."""
        ends = spoken.ends(self.drawn)
        value = self.reservation(spoken.statement.about or "")
        if ends is None or value is None:
            return None
        return np.asarray((value >= ends[0]) & (value <= ends[1]))

    def marks(self, spoken: Spoken, *fields: str) -> tuple[Mark, ...]:
        """Return the marks of judgements of a statement."""
        return self.names.marks(f"{spoken.path}.{field}" for field in fields)
