"""Draws: streams by name, distributions against closed forms, dependence by rank."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.methods.draws import (
    correlated_uniforms,
    discrete_quantile,
    normal_correlation,
    pert_parameters,
    pert_quantile,
    shares_of_the_whole,
    square_root,
    stream,
    uniform_quantile,
    uniforms,
)

EVEN = (np.arange(100_000) + 0.5) / 100_000


def ranks(
    values: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return values.argsort().argsort().astype(np.float64)


def spearman(
    first: np.ndarray[tuple[int, ...], np.dtype[np.float64]], second: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
) -> float:
    return float(np.corrcoef(ranks(first), ranks(second))[0, 1])


def test_streams_depend_on_seed_and_name_only() -> None:
    first = stream(7, "a").random(3)
    assert (first == stream(7, "a").random(3)).all()
    assert (first != stream(8, "a").random(3)).all()
    assert (first != stream(7, "b").random(3)).all()


def test_a_seed_and_a_name_do_not_run_into_each_other() -> None:
    assert uniforms(1, "1.x", 1) != uniforms(11, ".x", 1)


@pytest.mark.parametrize("seed", [-1, -100])
def test_seeds_are_not_negative(seed: int) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        stream(seed, "a")


def test_more_draws_continue_the_same_numbers() -> None:
    assert (uniforms(7, "a", 1000)[:10] == uniforms(7, "a", 10)).all()


def test_streams_of_two_names_are_independent_and_uniform() -> None:
    drawn = [uniforms(7, name, 20_000) for name in ("views.a.i.weight", "views.a.j.weight")]
    assert abs(spearman(*drawn)) < 4 / np.sqrt(20_000)
    for shares in drawn:
        counts = np.histogram(shares, 20, (0, 1))[0]
        assert ((counts - 1000) ** 2 / 1000).sum() < 43.8, "chi-square with 19 degrees of freedom, 0.1 % point"


# PERT with 2, 5, 10: mean 5 1/3, parameters 2.5 and 3.5, variance 20/9 (Malcolm et al. 1959; Vose 2008).
def test_pert_has_the_moments_of_its_beta_distribution() -> None:
    assert pert_parameters(2, 5, 10) == (2.5, 3.5)
    drawn = pert_quantile(EVEN, 2, 5, 10)
    assert drawn.mean() == pytest.approx(16 / 3, abs=1e-5)
    assert drawn.var() == pytest.approx(20 / 9, abs=1e-4)


@pytest.mark.parametrize(("likely", "mean"), [(0, 1 / 6), (1, 5 / 6)])
def test_pert_with_the_likely_value_at_an_end(likely: float, mean: float) -> None:
    assert pert_quantile(EVEN, 0, likely, 1).mean() == pytest.approx(mean, abs=1e-5)


def test_uniform_has_its_moments() -> None:
    drawn = uniform_quantile(EVEN, 20, 35)
    assert (drawn.mean(), drawn.var()) == (pytest.approx(27.5), pytest.approx(225 / 12, rel=1e-6))


def test_discrete_values_come_in_their_shares() -> None:
    drawn = discrete_quantile(EVEN, [0, 5, 9], [0.2, 0.5, 0.3])
    assert [float((drawn == value).mean()) for value in (0, 5, 9)] == pytest.approx([0.2, 0.5, 0.3])


@pytest.mark.parametrize("wanted", [-0.9, -0.3, 0.0, 0.5, 0.95])
def test_rank_correlation_is_the_one_asked_for(wanted: float) -> None:
    shares = np.array([uniforms(7, "a", 40_000), uniforms(7, "b", 40_000)])
    together = correlated_uniforms(shares, np.array([[1, wanted], [wanted, 1]]))
    assert spearman(*together) == pytest.approx(wanted, abs=0.02)
    assert (together[0] == shares[0]).all()
    assert together[1].mean() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("wanted", [-1.0, 1.0])
def test_full_dependence_is_exact(wanted: float) -> None:
    shares = np.array([uniforms(7, "a", 500), uniforms(7, "b", 500)])
    together = correlated_uniforms(shares, np.array([[1, wanted], [wanted, 1]]))
    np.testing.assert_allclose(together[1], shares[0] if wanted > 0 else 1 - shares[0], atol=1e-12)


def test_impossible_correlations_are_refused() -> None:
    matrix = np.array([[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]])
    with pytest.raises(ValueError, match="too far"):
        normal_correlation(matrix)


@given(st.lists(st.lists(st.floats(-3, 3), min_size=3, max_size=3), min_size=3, max_size=3))
def test_the_square_root_multiplies_back(rows: list[list[float]]) -> None:
    matrix = np.array(rows) @ np.array(rows).T
    matrix /= max(1.0, float(np.abs(matrix).max()))
    lower = square_root(matrix)
    assert (np.triu(lower, 1) == 0).all()
    np.testing.assert_allclose(lower @ lower.T, matrix, atol=2e-6)


@given(st.lists(st.floats(0.01, 1000), min_size=1, max_size=8), st.floats(0.1, 10))
def test_shares_add_to_one_and_do_not_depend_on_the_unit(weights: list[float], unit: float) -> None:
    typed = np.array(weights)[:, None]
    shares = shares_of_the_whole(typed)
    assert shares.sum() == pytest.approx(1)
    np.testing.assert_allclose(shares_of_the_whole(typed * unit), shares)
