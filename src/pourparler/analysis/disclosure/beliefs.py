"""What each listener holds of a party's reservation value, before and after the words it heard."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analysis.disclosure.public import Public, Spoken
from pourparler.case.judgement import Judgement
from pourparler.case.ranges import Range
from pourparler.case.sampling import Draws, quantiles
from pourparler.methods.disclosure.belief import Array, Belief, bits, equal_parts, impossible, updated

POINTS = 400
"""Into how many equal parts a belief is cut."""


@dataclass(frozen=True)
class Heard:
    """What one statement did to one listener's belief.

    Parameters
    ----------
    spoken : Spoken
    before, after : Belief
    bits : array, shape (draws,)
        What it revealed.
    surprising : array of bool, shape (draws,)
        Where it claims what the listener held impossible: the belief is left as it was.
    """

    spoken: Spoken
    before: Belief
    after: Belief
    bits: Array
    surprising: NDArray[np.bool_]

    @property
    def shift(self) -> Array:
        """By how much the mean moved: (draws,)."""
        return self.after.mean() - self.before.mean()


@dataclass(frozen=True)
class Course:
    """One listener's belief about one party, and the words that moved it, in order.

    Parameters
    ----------
    holder, about : str
        Party ids.
    path : str
        Of the judgement of what was held before.
    heard : tuple of Heard
    prior : Belief
    """

    holder: str
    about: str
    path: str
    prior: Belief
    heard: tuple[Heard, ...]

    @property
    def now(self) -> Belief:
        """The belief after all the words."""
        return self.heard[-1].after if self.heard else self.prior


@dataclass(frozen=True)
class Beliefs:
    """All beliefs on file about the parties whose value public words bear on.

    Parameters
    ----------
    public : Public
    drawn : Draws
    """

    public: Public
    drawn: Draws

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """One a belief on file, by holder and party in the order of the case."""
        parties = [party.id for party in self.public.case.parties]
        held = [one for one in self.public.case.beliefs if one.reservation_value is not None]
        held.sort(key=lambda one: (parties.index(one.about), parties.index(one.holder)))
        return tuple(
            self._course(one.holder, one.about, one.reservation_value) for one in held if one.reservation_value
        )

    def _course(self, holder: str, about: str, judged: Judgement[Range]) -> Course:
        middles = (np.arange(POINTS) + 0.5) / POINTS
        # Cells rounded to a decimal grid: values that are equal on paper are one point.
        prior = equal_parts(np.round(quantiles(judged.value, middles, POINTS), 9))
        belief, heard = prior, []
        for spoken in self.counted(about):
            if spoken.seat.id != holder:
                found = self._heard(spoken, belief)
                heard.append(found)
                belief = found.after
        return Course(holder, about, f"beliefs.{holder}.{about}.reservation_value", prior, tuple(heard))

    def counted(self, about: str) -> tuple[Spoken, ...]:
        """Return the statements that can be counted about a party: in numbers, with a credibility, no echoes."""
        return tuple(
            one
            for one in self.public.spoken
            if one.statement.about == about and one.informs and not one.echo and f"{one.path}.credibility" in self.drawn
        )

    def _heard(self, spoken: Spoken, before: Belief) -> Heard:
        ends = spoken.ends(self.drawn)
        if ends is None:
            raise ValueError(f"{spoken.path} says nothing in numbers")
        low, high = ends
        after = updated(before, low, high, self.drawn[f"{spoken.path}.credibility"])
        surprising = np.broadcast_to(impossible(before, low, high), (self.drawn.draws,))
        return Heard(
            spoken, before, after, np.broadcast_to(np.round(bits(before, after), 9), (self.drawn.draws,)), surprising
        )

    @cached_property
    def unheld(self) -> tuple[tuple[str, str], ...]:
        """Listeners at the table whose belief is not on file: (holder, about)."""
        known = {(one.holder, one.about) for one in self.courses}
        about = dict.fromkeys(one.statement.about for one in self.public.spoken if one.informs)
        principals = self.public.principals
        return tuple(
            (holder, party)
            for party in about
            if party is not None
            for holder in principals
            if holder != party and (holder, party) not in known
        )
