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
from pourparler.methods.disclosure.table import Believed, Listener, under_beliefs

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
        place = course.heard.index(heard)
        before, after = (self._listening[course.holder, course.about, number] for number in (place, place + 1))
        terms = self._believed
        return Effect(terms.split[after] - terms.split[before], terms.offer[after] - terms.offer[before])

    def sees_room(self, course: Course) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
        """Tell in which draws a listener sees a package that passes, before the words and now: each (draws,).

        ``None`` where packages are not valued, or the belief is about nobody whose value enters them.
        """
        if self.bargain is None or course.about not in self.bargain.arrays.known:
            return None
        first, last = (self._listening[course.holder, course.about, number] for number in (0, len(course.heard)))
        return self._believed.room[first] > 0, self._believed.room[last] > 0

    @property
    def has_room(self) -> NDArray[np.bool_] | None:
        """Tell in which draws a package passes, as we judge: (draws,); ``None`` where packages are not valued."""
        return None if self.commitments is None else np.asarray(self.commitments.silent.room > 0)

    @cached_property
    def _listening(self) -> dict[tuple[str, str, int], int]:
        """The places of beliefs in `_believed`, by holder, party and how many of the words were heard."""
        known = () if self.bargain is None else self.bargain.arrays.known
        stages = (
            (course.holder, course.about, number)
            for course in self.beliefs.courses
            if course.about in known
            for number in range(len(course.heard) + 1)
        )
        return {stage: place for place, stage in enumerate(stages)}

    @cached_property
    def _believed(self) -> Believed:
        """What each belief leads to at the table."""
        if self.bargain is None:
            raise ValueError("packages are not valued")
        courses = {(course.holder, course.about): course for course in self.beliefs.courses}
        known, listeners = self.bargain.arrays.known, []
        for holder, about, number in self._listening:
            course = courses[holder, about]
            belief = course.heard[number - 1].after if number else course.prior
            place = known.index(holder) if holder in known else None
            listeners.append(Listener(known.index(about), belief, place))
        return under_beliefs(self.bargain.table, listeners)

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
