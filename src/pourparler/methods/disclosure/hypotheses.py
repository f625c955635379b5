"""Reading the other side from its offers: Bayes' rule over a few hypotheses."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from pourparler.methods.disclosure.belief import Array


def weighed(prior: ArrayLike, likelihood: ArrayLike) -> Array:
    """Return the chances of hypotheses after something was seen.

    Parameters
    ----------
    prior : array, shape (hypotheses,)
        0 or more, adding up to 1.
    likelihood : array, shape (hypotheses,)
        How likely each hypothesis makes what was seen, up to a common factor.

    Notes
    -----
    Bayes' rule, as [1]_ learn a reservation price from offers.

    .. [1] Zeng, D. and Sycara, K. (1998), "Bayesian learning in negotiation", International Journal of Human-Computer
       Studies 48(1).

    Raises
    ------
    ValueError
        When no hypothesis makes it possible.

    Examples
    --------
    >>> weighed([0.5, 0.5], [0.95, 0.75]).round(4).tolist()
    [0.5588, 0.4412]
    """
    joint = np.asarray(prior, dtype=np.float64) * np.asarray(likelihood, dtype=np.float64)
    if not np.isfinite(joint).all() or joint.min() < 0 or joint.sum() <= 0:
        raise ValueError("at least one hypothesis must make possible what was seen")
    chances: Array = joint / joint.sum()
    return chances


def from_offers(prior: ArrayLike, worth: ArrayLike, concession: float, spread: float) -> Array:
    """Return the chances of hypotheses about what a party wants, after its offers.

    Parameters
    ----------
    prior : array, shape (hypotheses,)
    worth : array, shape (hypotheses, offers)
        What each offer, in the order made, is worth to the party under each hypothesis, 0 to 1.
    concession : float
        By how much the party is taken to lower its aspiration with each offer: it asks for ``1 - concession t`` in the
        offer number ``t`` from 0.
    spread : float
        How far offers scatter around the aspiration, above 0.

    Notes
    -----
    Log-likelihood ``-(worth - aspiration)^2 / (2 spread^2)`` [1]_. The answer hangs on both assumptions: show it for
    several.

    .. [1] Hindriks, K. and Tykhonov, D. (2008), "Opponent modelling in automated multi-issue negotiation using Bayesian
       learning", AAMAS 2008, section 3.

    Examples
    --------
    >>> from_offers([0.5, 0.5], [[1.0, 0.9], [0.6, 0.8]], concession=0.1, spread=0.2).round(4).tolist()
    [0.8933, 0.1067]
    """
    offered = np.atleast_2d(np.asarray(worth, dtype=np.float64))
    if spread <= 0:
        raise ValueError("the spread of offers is above 0")
    aspiration = 1 - concession * np.arange(offered.shape[1])
    told = -(((offered - aspiration) / spread) ** 2).sum(axis=1) / 2
    return weighed(prior, np.exp(told - told.max()))
