"""The beta distribution against closed forms and published percentage points."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.methods.beta import beta_cdf, beta_density, beta_quantile

# For whole parameters the distribution function is a binomial tail: I_x(a, b) = P(Bin(a + b - 1, x) >= a)
# (Abramowitz and Stegun 26.5.7).
WHOLE = [(1, 1), (1, 5), (5, 1), (2, 4), (3, 3), (4, 2)]


def binomial_tail(x: float, a: int, b: int) -> float:
    n = a + b - 1
    return math.fsum(math.comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))


@pytest.mark.parametrize(("a", "b"), WHOLE)
def test_distribution_function_is_the_binomial_tail(a: int, b: int) -> None:
    points = np.linspace(0, 1, 101)
    expected = [binomial_tail(float(x), a, b) for x in points]
    np.testing.assert_allclose(beta_cdf(points, a, b), expected, atol=1e-12)


@pytest.mark.parametrize(("a", "b"), [(2.5, 3.5), (1.4, 4.6), (4.9, 1.1)])
def test_moments_are_those_of_the_closed_forms(a: float, b: float) -> None:
    shares = (np.arange(200_000) + 0.5) / 200_000
    drawn = beta_quantile(shares, a, b)
    assert drawn.mean() == pytest.approx(a / (a + b), abs=1e-6)
    assert drawn.var() == pytest.approx(a * b / ((a + b) ** 2 * (a + b + 1)), abs=1e-6)


# Arcs of the family with a closed inverse: I_x(1, b) = 1 - (1 - x)**b and I_x(a, 1) = x**a.
@pytest.mark.parametrize("power", [1.0, 2.0, 4.3, 5.0])
def test_quantiles_have_the_closed_inverse_where_there_is_one(power: float) -> None:
    shares = np.linspace(0.001, 0.999, 333)
    np.testing.assert_allclose(beta_quantile(shares, 1, power), 1 - (1 - shares) ** (1 / power), atol=1e-7)
    np.testing.assert_allclose(beta_quantile(shares, power, 1), shares ** (1 / power), atol=1e-7)


parameters = st.floats(1, 5)


@given(parameters, st.lists(st.floats(0.001, 0.999), min_size=1, max_size=20))
def test_quantile_undoes_the_distribution_function(a: float, shares: list[float]) -> None:
    given_shares = np.array(shares)
    found = beta_quantile(given_shares, a, 6 - a)
    np.testing.assert_allclose(beta_cdf(found, a, 6 - a), given_shares, atol=1e-7)


@given(parameters, st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_quantiles_rise_and_stay_within_0_and_1(a: float, shares: list[float]) -> None:
    found = beta_quantile(np.sort(shares), a, 6 - a)
    assert (np.diff(found) >= -1e-12).all()
    assert found.min() >= 0
    assert found.max() <= 1


def test_density_integrates_to_one() -> None:
    points = np.linspace(0, 1, 20_001)
    assert np.trapezoid(beta_density(points, 2.5, 3.5), points) == pytest.approx(1, abs=1e-6)
