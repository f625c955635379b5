"""Keeping against breaking: published thresholds, play-outs period by period, and what must hold of a margin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pourparler.methods.commitment.margin import DatedPath, breaking, breaking_after_lag, keeping, over_periods
from pourparler.methods.commitment.stationary import critical_patience, least_detection

Array = NDArray[np.float64]
LONG = 2000
"""So many periods stand for ever: patience is at most 0.97 below."""

# temptation, agreement, dispute, periods until found out: critical patience ((g - u) / (g - v)) ** (1 / L), Friedman
# 1971; a prisoner's dilemma of 5, 3, 1 holds from one half.
CRITICAL = [
    pytest.param(5, 3, 1, 1, 0.5),
    pytest.param(5, 3, 1, 2, 0.7071067811865476),
    pytest.param(1.2, 1.0, 0.6, 1, 0.33333333333333326),
    pytest.param(1.0, 1.2, 0.6, 1, 0.0, id="nothing to gain"),
    pytest.param(2.0, 1.0, 1.0, 1, np.inf, id="nothing to lose"),
]


@pytest.mark.parametrize(("tempting", "flow", "punished", "lag", "expected"), CRITICAL)
def test_critical_patience(tempting: float, flow: float, punished: float, lag: int, expected: float) -> None:
    assert critical_patience(tempting, flow, punished, lag).item() == pytest.approx(expected, abs=1e-9)
    if 0 < expected < 1:
        path = stationary(tempting, flow, punished, expected)
        assert keeping(path).item() == pytest.approx(breaking_after_lag(path, lag).item(), abs=1e-9)


def test_least_detection_leaves_nothing_over() -> None:
    """0.0556 with temptation 1.2, agreement 1, dispute 0.6 and patience 0.9, by hand."""
    found = least_detection(1.2, 1.0, 0.6, 0.9)
    assert found.item() == pytest.approx(0.1 * 0.2 / (0.9 * 0.4), abs=1e-12)
    path = stationary(1.2, 1.0, 0.6, 0.9)
    assert keeping(path).item() == pytest.approx(breaking(path, found.item()).item(), abs=1e-9)
    assert least_detection(1.2, 1.0, 1.0, 0.9).item() == np.inf
    assert least_detection(0.9, 1.0, 1.0, 0.9).item() == 0.0


def stationary(tempting: float, flow: float, punished: float, patience: float) -> DatedPath:
    deal, gain, after = (np.full((1, 1, 1), one) for one in (flow, tempting, punished / (1 - patience)))
    return DatedPath(deal, gain, after, np.array([[patience]]))


def numbers(low: float, high: float, shape: tuple[int, ...]) -> st.SearchStrategy[Array]:
    size = int(np.prod(shape))
    return st.lists(st.floats(low, high), min_size=size, max_size=size).map(lambda row: np.array(row).reshape(shape))


@st.composite
def paths(draw: st.DrawFn) -> tuple[DatedPath, Array]:
    shape = (draw(st.integers(1, 2)), draw(st.integers(1, 3)), draw(st.integers(1, 5)))
    flow, gain, fallback = (draw(numbers(low, high, shape)) for low, high in ((0, 10), (0, 5), (0, 100)))
    path = DatedPath(flow, flow + gain, fallback, draw(numbers(0.0, 0.97, shape[:2])))
    return path, draw(numbers(0.0, 1.0, shape))


def played(path: DatedPath, draw: int, party: int, start: int, seen: Array) -> tuple[float, float]:
    """The slow, obvious way: add up what each period brings, and what each period of discovery would leave."""
    kept = broken = 0.0
    weight, hidden = 1.0, 1.0
    for step in range(LONG):
        now, after = (min(start + step + more, path.periods - 1) for more in (0, 1))
        kept += weight * path.flow[draw, party, now]
        broken += weight * hidden * path.tempting[draw, party, now]
        weight *= path.patience[draw, party]
        broken += weight * hidden * seen[draw, party, now] * path.fallback[draw, party, after]
        hidden *= 1 - seen[draw, party, now]
    return kept, broken


@given(paths())
def test_equals_a_play_out(given: tuple[DatedPath, Array]) -> None:
    path, seen = given
    kept, broken = keeping(path), breaking(path, seen)
    for draw, party, start in np.ndindex(path.flow.shape):
        expected = played(path, draw, party, start, seen)
        assert (kept[draw, party, start], broken[draw, party, start]) == pytest.approx(expected, abs=1e-6)


@given(paths())
def test_found_out_at_once_and_after_one_period_agree(given: tuple[DatedPath, Array]) -> None:
    path, _ = given
    assert breaking_after_lag(path, 1) == pytest.approx(breaking(path), abs=1e-9)
    assert (breaking_after_lag(path, 0) == path.fallback).all()


@given(paths(), st.floats(0, 3))
def test_lag_by_adding_up(given: tuple[DatedPath, Array], lag: float) -> None:
    path, _ = given

    def whole(periods: int) -> Array:
        found = np.zeros(path.flow.shape)
        for draw, party, start in np.ndindex(path.flow.shape):
            at = [min(start + step, path.periods - 1) for step in range(periods + 1)]
            waits = path.patience[draw, party]
            found[draw, party, start] = waits**periods * path.fallback[draw, party, at[-1]]
            found[draw, party, start] += sum(waits**s * path.tempting[draw, party, at[s]] for s in range(periods))
        return found

    low = int(lag)
    expected = (1 - (lag - low)) * whole(low) + (lag - low) * whole(low + 1)
    assert breaking_after_lag(path, lag) == pytest.approx(expected, abs=1e-8)


@given(paths())
def test_relabelling_permutes(given: tuple[DatedPath, Array]) -> None:
    path, seen = given
    turned = DatedPath(path.flow[:, ::-1], path.tempting[:, ::-1], path.fallback[:, ::-1], path.patience[:, ::-1])
    assert (keeping(turned) == keeping(path)[:, ::-1]).all()
    assert (breaking(turned, seen[:, ::-1]) == breaking(path, seen)[:, ::-1]).all()


@given(paths(), st.floats(0.01, 5))
def test_a_better_dispute_or_more_to_gain_makes_breaking_worth_more(
    given: tuple[DatedPath, Array], more: float
) -> None:
    path, seen = given
    before = breaking(path, seen)
    assert (breaking(replace(path, fallback=path.fallback + more), seen) >= before - 1e-9).all()
    assert (breaking(replace(path, tempting=path.tempting + more), seen) >= before + more - 1e-9).all()


@given(st.lists(st.floats(0, 8), min_size=2, max_size=4), st.integers(0, 3), st.floats(1e-6, 0.01))
def test_margin_is_continuous_in_dates(dates: list[float], which: int, shift: float) -> None:
    """Moving one date by a little moves every margin by no more than in proportion."""
    dates = sorted(dates)
    levels = np.array([[[3.0, 7.0, 2.0, 9.0, 5.0][: len(dates) + 1]]])
    fallbacks = np.array([[[80.0, 20.0, 60.0, 10.0, 90.0][: len(dates) + 1]]])
    moved = list(dates)
    moved[which % len(dates)] += shift
    moved.sort()

    def margins(on: list[float]) -> Array:
        flow, fallback = over_periods(on, levels, 10), over_periods(on, fallbacks, 10)
        path = DatedPath(flow, flow + 1, fallback, np.array([[0.9]]))
        return keeping(path) - breaking(path, 0.6)

    assert np.abs(margins(moved) - margins(dates)).max() <= 500 * shift


def test_over_periods_takes_means() -> None:
    found = over_periods([0.5, 0.75, 2.0], [0.0, 4.0, 8.0, 1.0], 4)
    assert found.tolist() == [0.25 * 4 + 0.25 * 8, 8.0, 1.0, 1.0]
    assert over_periods([], [3.0], 2).tolist() == [3.0, 3.0]
    assert over_periods([-3.0, 9.0], [1.0, 2.0, 3.0], 2).tolist() == [2.0, 2.0]
    for dates, levels in (([1.0], [1.0]), ([2.0, 1.0], [1.0, 2.0, 3.0])):
        with pytest.raises(ValueError, match="dates"):
            over_periods(dates, levels, 3)


def test_bad_paths() -> None:
    one = np.ones((1, 1, 1))
    for flow, patience in ((one, [[1.0]]), (one, [[-0.1]]), (one * np.nan, [[0.5]]), (np.ones((1, 1)), [[0.5]])):
        with pytest.raises(ValueError, match=r"patience|finite"):
            DatedPath(flow, one, one, np.array(patience))
    with pytest.raises(ValueError, match="one shape"):
        DatedPath(one, one, np.ones((1, 1, 2)), np.array([[0.5]]))
    path = DatedPath(one, one, one, np.array([[0.5]]))
    with pytest.raises(ValueError, match="between 0 and 1"):
        breaking(path, 1.2)
    with pytest.raises(ValueError, match="0 periods"):
        breaking_after_lag(path, -1)
