"""Stages, deposits, inspections, deferral and the order of designs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.methods.commitment.ranking import in_order, relative_hazard
from pourparler.methods.commitment.stages import Exchange, ceiling, least_stages, slack, stage_sizes
from pourparler.methods.commitment.verification import deferred, escrow_range, inspection_rate, longest_deferral

# stages, benefit, cost, patience, worth after the last: the stages at their bounds, worked out by direct deviation
SIZES = [
    pytest.param(3, 1.5, 1, 0.9, 10, [16.4025, 12.15, 9.0], 37.5525),
    pytest.param(4, 1.5, 1, 0.6, 10, [4.374, 4.86, 5.4, 6.0], 20.634),
    pytest.param(5, 1.0, 1, 0.9, 10, [9 * 0.9**k for k in (4, 3, 2, 1, 0)], 36.8559),
    pytest.param(5, 1.5, 1, 0.95, 0, [0.0] * 5, 0.0, id="nothing follows: it unravels from the end"),
]


@pytest.mark.parametrize(("stages", "benefit", "cost", "patience", "final", "sizes", "total"), SIZES)
def test_stage_sizes(
    stages: int, benefit: float, cost: float, patience: float, final: float, sizes: list[float], total: float
) -> None:
    exchange = Exchange(benefit, cost, patience, final)
    found = stage_sizes(exchange, stages)
    assert found.tolist() == pytest.approx(sizes, abs=1e-9)
    assert found.sum() == pytest.approx(total, abs=1e-9)
    assert slack(exchange, found).tolist() == pytest.approx([0.0] * stages, abs=1e-9)


def test_ceiling_and_number_of_stages() -> None:
    exchange = Exchange(1.5, 1, 0.6, 10)
    assert ceiling(exchange).item() == pytest.approx(60.0, abs=1e-12)
    assert least_stages(exchange, [40, 60, 6, 0]).tolist() == [11, np.inf, 1, 0]
    assert ceiling(Exchange(1.5, 1, 0.9, [10, 0])).tolist() == [np.inf, 0.0]
    assert least_stages(Exchange(1.25, 1, 0.8, 10), 20).item() == 3
    assert least_stages(Exchange(1.5, 1, 0.9, 0), 1).item() == np.inf
    assert least_stages(Exchange(1.5, 1, [0.0, 0.5], 10), [1, 5]).tolist() == [np.inf, 1]


@given(st.floats(0.5, 2), st.floats(0.3, 0.99), st.floats(0.5, 20), st.floats(0.1, 80))
def test_number_of_stages_by_trying(benefit: float, patience: float, final: float, total: float) -> None:
    exchange = Exchange(benefit, 1.0, patience, final)
    found = least_stages(exchange, total).item()
    reached = [float(stage_sizes(exchange, stages).sum()) for stages in range(1, 60)]
    tried = next((number + 1 for number, sum_ in enumerate(reached) if sum_ >= total * (1 - 1e-9)), None)
    if tried is None:
        assert found >= 60
    else:
        assert abs(found - tried) <= (0 if abs(reached[tried - 1] - total) > 1e-6 else 1)


@given(st.lists(st.floats(0, 20), min_size=1, max_size=6), st.floats(0.3, 1), st.floats(0, 20), st.floats(0.5, 2))
def test_slack_by_direct_deviation(sizes: list[float], patience: float, final: float, benefit: float) -> None:
    found = slack(Exchange(benefit, 1.0, patience, final), sizes)
    for stage in range(len(sizes)):
        rest = sizes[stage:]
        keep = sum(patience**step * (benefit - 1) * size for step, size in enumerate(rest))
        keep += patience ** len(rest) * final
        assert found[stage] == pytest.approx(keep - benefit * rest[0], abs=1e-8)


def test_over_draws_equals_one_by_one() -> None:
    patience = np.array([0.6, 0.9, 0.97])
    many = stage_sizes(Exchange(1.5, 1.0, patience, 10.0), 4)
    for draw, one in enumerate(patience.tolist()):
        assert many[draw].tolist() == pytest.approx(stage_sizes(Exchange(1.5, 1.0, one, 10.0), 4).tolist())


@pytest.mark.parametrize("bad", [(0, 1, 0.5, 1), (1, 0, 0.5, 1), (1, 1, 1.5, 1), (1, 1, 0.5, -1)])
def test_bad_exchanges(bad: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match=r"more than 0|must lie|0 or more"):
        Exchange(*bad)


def test_no_stage() -> None:
    with pytest.raises(ValueError, match="one stage"):
        stage_sizes(Exchange(1, 1, 0.5, 1), 0)


def test_escrow() -> None:
    """Temptation 5, agreement 3, found out 0.9, wrongly 0.05, surplus 0.4: between 2.353 and 8."""
    least, most = escrow_range(5 - 3, 0.4, 0.9, 0.05)
    assert (least.item(), most.item()) == pytest.approx((2 / 0.85, 8.0))
    least, most = escrow_range([2, -1, 2], [0.4, 0.4, 0.4], [0.05, 0.9, 0.9], [0.05, 0.05, 0.0])
    assert least.tolist() == pytest.approx([np.inf, 0.0, 2 / 0.9])
    assert most.tolist() == pytest.approx([8.0, 8.0, np.inf])


@given(st.floats(0.01, 10), st.floats(0.01, 1), st.floats(0, 0.5))
def test_escrow_at_its_least_leaves_nothing_to_gain(short: float, found: float, wrong: float) -> None:
    least, _ = escrow_range(short, 1.0, found, wrong)
    if found > wrong:
        assert found * least.item() - wrong * least.item() == pytest.approx(short)


def test_inspections() -> None:
    """Gain 2, penalty 8, found 0.8: a quarter of the periods; then a breach is worth nothing."""
    rate = inspection_rate(2, 8, 0.8).item()
    assert rate == pytest.approx(0.25, abs=1e-12)
    assert (1 - rate * 0.8) * 2 - rate * 0.8 * 8 == pytest.approx(0.0)
    assert inspection_rate([0, 1], [5, 5], [0.5, 0.0]).tolist() == [0.0, np.inf]


def test_deferring() -> None:
    assert deferred(0.02, 0.75, 0.97, 5).item() == pytest.approx(0.7382278354749999, abs=1e-12)
    assert deferred(0.02, 0.75, 1.0, 5).item() == pytest.approx(0.85)
    assert longest_deferral(0.6, 0.02, 0.75, 0.97).item() == np.inf
    assert longest_deferral(0.8, 0.02, 0.75, 0.97).item() == 0.0
    until = longest_deferral(0.7, 0.02, 0.75, 0.97).item()
    assert deferred(0.02, 0.75, 0.97, until).item() == pytest.approx(0.7, abs=1e-12)
    with pytest.raises(ValueError, match="excluded"):
        longest_deferral(0.6, 0.0, 0.7, 1.0)


def test_relative_hazard() -> None:
    """Margins 0.2 and 0.3 with a scale of 0.08: 0.0971, and 0.360 over ten periods."""
    found = relative_hazard([0.2, 0.3], 0.08).item()
    assert found == pytest.approx(0.0971, abs=5e-5)
    assert (1 - found) ** 10 == pytest.approx(0.360, abs=5e-4)
    with pytest.raises(ValueError, match="above 0"):
        relative_hazard([0.1], 0.0)


@given(st.integers(1, 4), st.integers(0, 10**6), st.floats(0.01, 10))
def test_a_design_that_is_better_everywhere_comes_first(designs: int, seed: int, scale: float) -> None:
    base = np.random.default_rng(seed).normal(size=(3, 2, 4))
    better = np.stack([base + 0.1 * place for place in range(designs)])
    expected = np.repeat(np.arange(designs, 0, -1)[:, None], 3, axis=1)
    assert (in_order(better, scale) == expected).all()
    assert (in_order(better[:, :, ::-1], scale) == expected).all()
    assert (in_order(np.stack([base, base]), scale) == 1).all()
