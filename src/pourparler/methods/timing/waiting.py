"""What waiting one period gains or costs a party at the table, in four parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pourparler.methods.conflict.walk import Array

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Bargain:
    """How terms follow from what no agreement is worth, over draws.

    Parameters
    ----------
    total : array, shape (draws,)
        What there is to share, at the rates of exchange.
    rates : array, shape (draws, parties)
        What a point of each party counts, above 0; 1 for all where worth can be transferred.
    weights : array, shape (parties,), optional
        Bargaining weights; equal when not given. They are scaled to sum to 1.

    Raises
    ------
    ValueError
        When shapes disagree, rates are not above 0 or weights not of 0 or more.
    """

    total: Array
    rates: Array
    weights: Array | None = None

    def __post_init__(self) -> None:
        rates = np.atleast_2d(np.asarray(self.rates, dtype=np.float64))
        total = np.atleast_1d(np.asarray(self.total, dtype=np.float64))
        count = rates.shape[1]
        power = np.ones(count) if self.weights is None else np.asarray(self.weights, dtype=np.float64)
        if total.shape != rates.shape[:1] or power.shape != (count,):
            raise ValueError("a total for each draw, a rate for each draw and party, a weight for each party")
        if not np.isfinite(rates).all() or (rates <= 0).any():
            raise ValueError("rates of exchange are above 0")
        if not np.isfinite(power).all() or power.min() < 0 or power.sum() <= 0:
            raise ValueError("bargaining weights are one finite number of 0 or more for each party, not all 0")
        object.__setattr__(self, "rates", rates)
        object.__setattr__(self, "total", total)
        object.__setattr__(self, "weights", power / power.sum())

    @property
    def powers(self) -> Array:
        """The bargaining weights, adding to 1."""
        assert self.weights is not None  # noqa: S101  (set above)
        return self.weights

    @classmethod
    def at(cls, worth: ArrayLike, no_deal: ArrayLike) -> Bargain:
        """Return the bargain around a package that the Nash product picks: a point counts for less the more is gained.

        Parameters
        ----------
        worth, no_deal : array, shape (draws, parties)
            What the package and no agreement are worth; the package more to everybody.

        Notes
        -----
        At the Nash solution the product's slope gives the rates at which the parties' points trade off,
        ``1 / (u_i - d_i)`` [1]_. Along the plane with those slopes the problem is one of transferable worth, and its
        solution at ``no_deal`` is ``worth`` itself.

        .. [1] Shapley, L. S. (1969), "Utility comparison and the theory of games", in La Décision, p. 251.

        Examples
        --------
        >>> bargain = Bargain.at([[60, 50]], [[40, 40]])
        >>> bargain.terms([[40, 40]]).round(6).tolist(), bargain.terms([[44, 40]]).round(6).tolist()
        ([[60.0, 50.0]], [[62.0, 49.0]])
        """
        package, floor = (np.atleast_2d(np.asarray(one, dtype=np.float64)) for one in (worth, no_deal))
        rates = 1 / (package - floor)
        return cls((rates * package).sum(axis=1), rates)

    def terms(self, no_deal: ArrayLike) -> Array:
        """Return what each party has from the solution: its no-deal value, and its weight's part of the surplus.

        Parameters
        ----------
        no_deal : array, shape (draws, ..., parties)

        Notes
        -----
        ``u_i = d_i + a_i (S - sum_j r_j d_j) / r_i``: the weighted Nash solution with transferable worth [1]_. Below 0
        the surplus is shared as it is: who would lose by an agreement is told by the sign.

        .. [1] Kalai, E. (1977), "Nonsymmetric Nash solutions and replications of 2-person bargaining", IJGT 6, p. 131.
        """
        held = np.asarray(no_deal, dtype=np.float64)
        between = (1,) * (held.ndim - 2)
        rates = self.rates.reshape(len(self.rates), *between, -1)
        room = self.total.reshape(-1, *between) - (rates * held).sum(axis=-1)
        found: Array = held + self.powers / rates * room[..., None]
        return found


@dataclass(frozen=True)
class Outlook:
    """What one period of waiting may bring, over draws.

    Parameters
    ----------
    now : array, shape (draws, parties)
        What no agreement is worth now.
    later : array, shape (draws, outcomes, parties)
        What it is worth after the period, by outcome.
    ended : array of bool, shape (draws, outcomes)
        Where the dispute has ended by itself and nothing is left to agree.
    chances : array, shape (draws, outcomes)
        Of the outcomes.
    cost, patience : array, shape (draws, parties)
        What the period costs, and what one period later is worth now.
    """

    now: Array
    later: Array
    ended: Mask
    chances: Array
    cost: Array
    patience: Array

    def __post_init__(self) -> None:
        draws, outcomes, parties = self.later.shape
        if self.now.shape != (draws, parties) or self.cost.shape != (draws, parties):
            raise ValueError("no-deal values, costs and patience have one entry a draw and party")
        if self.patience.shape != (draws, parties) or self.ended.shape != (draws, outcomes):
            raise ValueError("patience has one entry a draw and party, and outcomes one a draw")
        if self.chances.shape != (draws, outcomes) or not np.allclose(self.chances.sum(axis=1), 1):
            raise ValueError("the chances of the outcomes add to 1 in each draw")


@dataclass(frozen=True)
class Waiting:
    """What waiting one period gains each party, above 0, or costs it, below 0; each array of shape (draws, parties).

    Parameters
    ----------
    waste : array
        With beliefs and expectations that all share: what the period costs, and what comes later.
    beliefs : array
        By expecting other outcomes than we judge likely; nan where what it expects is not on file.
    support : array
        By support that the others do not reckon with yet, and do one period later.
    commitment : array
        By an agreement that would be kept only if made later, or only if made now.
    """

    waste: Array
    beliefs: Array
    support: Array
    commitment: Array

    @property
    def total(self) -> Array:
        """All four; a part that is not on file counts for nothing."""
        found: Array = self.waste + np.nan_to_num(self.beliefs) + self.support + self.commitment
        return found


def waiting(
    bargain: Bargain,
    outlook: Outlook,
    own_chances: Array | None = None,
    priced_now: Array | None = None,
    priced_later: Array | None = None,
    holds_now: Mask | None = None,
    holds_later: Mask | None = None,
) -> Waiting:
    """Return what waiting one period gains or costs each party, split into four parts.

    Parameters
    ----------
    bargain : Bargain
    outlook : Outlook
        As we judge it, all support counted that comes.
    own_chances : array, shape (draws, parties, outcomes), optional
        What each party expects; nan for a party of which this is not known. As we judge, when left out.
    priced_now, priced_later : array, shapes of ``outlook.now`` and ``outlook.later``, optional
        No-deal values as they enter terms: with no more support than the others reckon with.
    holds_now, holds_later : array of bool, shape (draws,), optional
        Whether an agreement made now, and one made a period later, would be kept. One that would not is worth no more
        than no agreement.

    Notes
    -----
    ``G_i = -c_i + d_i E_i[u_i*(k')] - u_i*(k)`` with ``u*`` the solution in each state, and where the dispute has
    ended, what its end is worth. The parts are differences of ``G`` as one thing after another is added: beliefs, then
    support, then commitment. With shared beliefs, one patience ``d``, no support in doubt and no end within a period
    the rest is exactly ``-a_i / r_i (sum_j r_j c_j + (1 - d) S)``, whatever is anticipated: whoever wants to be strong
    first needs one of the other three.

    Examples
    --------
    The base of the leverage table: a period of waiting costs each side 0.0145.

    >>> from pourparler.methods.conflict.walk import Stakes, Walk, values
    >>> costs, patience = np.array([[0.005, 0.004]]), np.full((1, 2), 0.98)
    >>> walk = Walk(10, [5], [0.32], [0.32])
    >>> worth = values(walk, Stakes([[1, 0]], [[0, 1]], [[0, 0]], costs, patience))[0]
    >>> later, ended = worth[:, [4, 5, 6]].T[None], np.zeros((1, 3), dtype=bool)
    >>> outlook = Outlook(worth[:, 5][None], later, ended, np.array([[0.32, 0.36, 0.32]]), costs, patience)
    >>> waiting(Bargain([1.0], [[1, 1]]), outlook).waste.round(6).tolist()
    [[-0.0145, -0.0145]]
    """
    shared = np.repeat(outlook.chances[:, None], outlook.now.shape[1], axis=1)
    expected = shared if own_chances is None else own_chances
    known = np.asarray(~np.isnan(expected).any(axis=2))
    own = np.where(known[:, :, None], expected, shared)
    priced = outlook.now if priced_now is None else priced_now
    priced_then = outlook.later if priced_later is None else priced_later
    waste = _gain(bargain, outlook, shared, outlook.now, outlook.later)
    believing = _gain(bargain, outlook, own, outlook.now, outlook.later)
    pricing = _gain(bargain, outlook, own, priced, priced_then)
    committing = _gain(bargain, outlook, own, priced, priced_then, holds_now, holds_later)
    beliefs = np.where(known, believing - waste, np.nan)
    return Waiting(waste, beliefs, pricing - believing, committing - pricing)


def _gain(
    bargain: Bargain,
    outlook: Outlook,
    chances: Array,
    priced_now: Array,
    priced_later: Array,
    holds_now: Mask | None = None,
    holds_later: Mask | None = None,
) -> Array:
    signed = bargain.terms(priced_now)
    if holds_now is not None:
        signed = np.where(holds_now[:, None], signed, outlook.now)
    after = bargain.terms(priced_later)
    if holds_later is not None:
        after = np.where(holds_later[:, None, None], after, outlook.later)
    after = np.where(outlook.ended[:, :, None], outlook.later, after)
    expected = np.einsum("dpo,dop->dp", chances, after)
    found: Array = outlook.patience * expected - outlook.cost - signed
    return found


def shared_waste(bargain: Bargain, cost: ArrayLike, patience: ArrayLike) -> Array:
    """Return what waiting one period gains each party under shared beliefs, in closed form: never above 0.

    Parameters
    ----------
    cost : array, shape (draws, parties)
    patience : array, shape (draws,)
        The same for all parties.

    Notes
    -----
    ``-a_i / r_i (sum_j r_j c_j + (1 - d) S)``: see `waiting` for when it is exact.

    Examples
    --------
    >>> shared_waste(Bargain([1.0], [[1, 1]]), [[0.005, 0.004]], [0.98]).round(6).tolist()
    [[-0.0145, -0.0145]]
    """
    paid = (bargain.rates * np.atleast_2d(np.asarray(cost, dtype=np.float64))).sum(axis=1)
    lost = paid + (1 - np.atleast_1d(np.asarray(patience, dtype=np.float64))) * bargain.total
    found: Array = -bargain.powers / bargain.rates * lost[:, None]
    return found
