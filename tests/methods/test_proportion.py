"""The interval of a counted share, against printed values."""

from __future__ import annotations

import pytest

from pourparler.methods.proportion import wilson_interval

# Newcombe, R. G. (1998), "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17,
# table I, method 3.
PRINTED = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]


@pytest.mark.parametrize(("count", "trials", "low", "high"), PRINTED)
def test_the_printed_intervals(count: int, trials: int, low: float, high: float) -> None:
    assert wilson_interval(count, trials) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("count", range(0, 31, 5))
def test_it_is_the_same_from_both_ends(count: int) -> None:
    low, high = wilson_interval(count, 30)
    assert wilson_interval(30 - count, 30) == pytest.approx((1 - high, 1 - low))
    assert 0 <= low <= count / 30 <= high <= 1


@pytest.mark.parametrize(("count", "trials"), [(0, 0), (3, 2), (-1, 5)])
def test_what_is_no_share_is_refused(count: int, trials: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        wilson_interval(count, trials)
