"""A dispute answered late: against the dated dispute with one variant for each start, and what must hold."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from pourparler.methods.conflict.dated import Dispute, Effects, dated
from pourparler.methods.conflict.late import answered_late
from pourparler.methods.conflict.walk import EndlessError

DRAWS, PARTIES, PERIODS = 7, 3, 6
Array = NDArray[np.float64]


def dispute(rng: np.random.Generator, stops: float) -> Dispute:
    steps = rng.integers(3, 9, DRAWS)
    stakes = {name: rng.uniform(0, 100, (DRAWS, PARTIES)) for name in ("first", "second", "frozen")}
    return Dispute(
        steps,
        np.minimum(rng.integers(1, 9, DRAWS), steps - 1),
        rng.uniform(0.1, 0.45, DRAWS),
        rng.uniform(0.1, 0.45, DRAWS),
        rng.uniform(0, 0.1, DRAWS),
        np.full(DRAWS, stops),
        cost=rng.uniform(0, 3, (DRAWS, PARTIES)),
        patience=rng.uniform(0.8, 0.98, (DRAWS, PARTIES)),
        **stakes,
    )


def effects(rng: np.random.Generator, count: int) -> Effects:
    found = Effects.none(count, DRAWS, PARTIES)
    for name, size in (
        ("odds", 0.6),
        ("tempo", 0.2),
        ("freezes", 0.02),
        ("cost", 2.0),
        ("first", 5.0),
        ("second", 5.0),
    ):
        array = getattr(found, name)
        array += rng.uniform(-size / 4, size, array.shape)
    return found


@pytest.mark.parametrize("stops", [0.0, 0.15])
@pytest.mark.parametrize("lags", [(0, 0), (1, 1), (0, 3), (5, 2)])
def test_equals_the_dated_dispute_with_each_answer_in_force_from_its_day(lags: tuple[int, int], stops: float) -> None:
    """One variant for each start: measures by date, an answer from so many periods after the start on."""
    rng = np.random.default_rng(9 + sum(lags))
    told, measures, answers = dispute(rng, stops), effects(rng, 2), effects(rng, 2)
    lasting = rng.integers(-1, 2, (PERIODS, 2)).astype(np.int8)
    stopped = np.where(rng.random(lasting.shape) < 0.5, 0, lasting).astype(np.int8)
    starts = [0, 2, 3, 8]
    shift = rng.integers(-2, 3, (len(starts), DRAWS))
    found = answered_late(
        told, measures, lasting, stopped, answers, np.repeat(np.array(lags)[:, None], DRAWS, 1), starts, shift
    )
    joined = Effects(
        **{
            name: np.concatenate([getattr(measures, name), getattr(answers, name)])
            for name in Effects.__dataclass_fields__
        }
    )
    grid = range(16)
    place = np.minimum(grid, PERIODS - 1)
    for number, start in enumerate(starts):
        acting = np.array([[period >= start + lag for lag in lags] for period in grid], dtype=np.int8)
        on, off = (np.hstack([signs[place], acting])[None] for signs in (lasting, stopped))
        moved = np.zeros((len(grid), DRAWS), dtype=np.int64)
        moved[start] = shift[number]
        value = dated(told, joined, on, off, [1] * (len(grid) - 1), moved)
        assert found[number] == pytest.approx(value[0, start], abs=1e-9)


def test_lags_that_differ_between_draws_are_counted_draw_by_draw() -> None:
    rng = np.random.default_rng(3)
    told, answers = dispute(rng, 0.0), effects(rng, 1)
    none, quiet = Effects.none(0, DRAWS, PARTIES), np.zeros((1, 0))
    lags = rng.uniform(0, 6, (1, DRAWS))
    together = answered_late(told, none, quiet, quiet, answers, lags, [0])
    for draw, lag in enumerate(lags[0]):
        alone = answered_late(told, none, quiet, quiet, answers, np.full((1, DRAWS), lag), [0])
        assert together[0, draw].tolist() == alone[0, draw].tolist()


def test_a_burden_that_comes_later_weighs_less() -> None:
    rng = np.random.default_rng(5)
    told, answers = dispute(rng, 0.0), Effects.none(1, DRAWS, PARTIES)
    answers.cost[:] = 1.5
    none, quiet = Effects.none(0, DRAWS, PARTIES), np.zeros((1, 0))
    values = [
        answered_late(told, none, quiet, quiet, answers, np.full((1, DRAWS), lag), [0]) for lag in np.arange(0, 9, 0.25)
    ]
    for sooner, later in itertools.pairwise(values):
        assert (later >= sooner - 1e-9).all()


def test_bad_input() -> None:
    rng = np.random.default_rng(5)
    told, answers = dispute(rng, 0.0), Effects.none(1, DRAWS, PARTIES)
    none, quiet, lags = Effects.none(0, DRAWS, PARTIES), np.zeros((1, 0)), np.ones((1, DRAWS))
    with pytest.raises(ValueError, match="0 periods or more"):
        answered_late(told, none, quiet, quiet, answers, -lags, [0])
    with pytest.raises(ValueError, match="period 0 or later"):
        answered_late(told, none, quiet, quiet, answers, lags, [-1])
    with pytest.raises(ValueError, match="whether they are in force"):
        answered_late(told, none, np.zeros((1, 2)), np.zeros((1, 2)), answers, lags, [0])
    ends = {"first": [[1.0]], "second": [[0.0]], "frozen": [[0.0]], "cost": [[0.0]], "patience": [[1.0]]}
    still = Dispute([4], [2], [0.0], [0.0], [0.0], [0.0], **ends)  # type: ignore[arg-type]
    with pytest.raises(EndlessError) as error:
        one = np.ones((1, 1))
        answered_late(still, Effects.none(0, 1, 1), quiet, quiet, Effects.none(1, 1, 1), one, [0])
    assert (error.value.draw, error.value.party) == (0, 0)
