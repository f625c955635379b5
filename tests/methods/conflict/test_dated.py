"""A dispute whose measures begin, end and may stop, against the stationary solutions and against plain matrices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pourparler.methods.conflict.dated import Dispute, Effects, dated
from pourparler.methods.conflict.support import supported
from pourparler.methods.conflict.terms import shifted
from pourparler.methods.conflict.walk import EndlessError, Stakes, Walk, at_start, values

Array = NDArray[np.float64]


def one(number: float) -> Array:
    return np.array([[number]])


STAKES = ("first", "second", "frozen", "cost", "patience")


def single(steps: int, start: int, up: float, down: float, stops: float, cost: float, patience: float) -> Dispute:
    """One draw of one party that wins 1 or nothing."""
    chances = [np.array([chance]) for chance in (up, down, 0.0, stops)]
    stakes = dict(zip(STAKES, map(one, (1, 0, 0, cost, patience)), strict=True))
    return Dispute(np.array([steps]), np.array([start]), *chances, **stakes)


def made_up(seed: int, draws: int = 6, parties: int = 3, effects: int = 3) -> tuple[Dispute, Effects]:
    source = np.random.default_rng(seed)
    steps = source.integers(2, 9, draws)
    up = source.uniform(0, 0.6, draws)
    chances = up, source.uniform(0, 1, draws) * (1 - up), source.uniform(0, 0.2, draws), source.uniform(0, 0.5, draws)
    stakes = {name: source.normal(50, 30, (draws, parties)) for name in STAKES[:3]}
    stakes |= {"cost": source.uniform(0, 3, (draws, parties)), "patience": source.uniform(0.5, 0.99, (draws, parties))}
    dispute = Dispute(steps, np.array([source.integers(1, step) for step in steps]), *chances, **stakes)
    shape = (effects, draws)
    added = {name: source.normal(0, 0.02 if name == "patience" else 5, (*shape, parties)) for name in STAKES}
    plain = source.normal(0, 0.5, shape), source.normal(0, 0.3, shape), source.uniform(-0.1, 0.1, shape)
    return dispute, Effects(*plain, **added)


def slow(
    dispute: Dispute,
    effects: Effects,
    on: NDArray[np.int8],
    off: NDArray[np.int8],
    lengths: list[int],
    draw: int,
    party: int,
) -> list[float]:
    """The value at the start of each stretch, by dense matrices over both regimes and states."""
    last, stop = int(dispute.steps[draw]), float(dispute.stops[draw])

    def course(signs: NDArray[np.int8]) -> tuple[Array, float, float, float, float]:
        odds, tempo, halt = (float(signs @ one[:, draw]) for one in (effects.odds, effects.tempo, effects.freezes))
        up, down = (float(one) for one in shifted(dispute.up[draw], dispute.down[draw], odds))
        factor = min(np.exp(tempo), 1 / (up + down)) if up + down else 1.0
        up, down = up * factor, down * factor
        halt = float(np.clip(dispute.freezes[draw] + halt, 0, 1))
        first, second, frozen, cost, patience = (
            float(getattr(dispute, name)[draw, party] + signs @ getattr(effects, name)[:, draw, party])
            for name in ("first", "second", "frozen", "cost", "patience")
        )
        patience = float(np.clip(patience, 0, 1))
        step = np.zeros((last + 1, last + 1))
        for state in range(1, last):
            step[state, state - 1 : state + 2] = down, 1 - up - down, up
        return step * patience * (1 - halt), patience * halt * frozen - cost, first, second, patience

    found = []
    after: tuple[Array, Array] | None = None
    for stretch in reversed(range(len(on))):
        step_on, flow_on, first_on, second_on, _ = course(on[stretch])
        step_off, flow_off, first_off, second_off, _ = course(off[stretch])
        inner = np.zeros(last + 1)
        inner[1:last] = 1
        ends_on, ends_off = np.zeros(last + 1), np.zeros(last + 1)
        ends_on[[0, last]], ends_off[[0, last]] = (second_on, first_on), (second_off, first_off)
        # one period: both regimes, inner states only move on; ends are worth what they are worth in the regime left
        size = last + 1
        matrix = np.zeros((2 * size, 2 * size))
        matrix[:size, :size], matrix[:size, size:] = (1 - stop) * step_on * inner, stop * step_on * inner
        matrix[size:, size:] = step_off * inner
        right = np.concatenate([inner * flow_on + step_on @ ends_on, inner * flow_off + step_off @ ends_off])
        right += np.concatenate([ends_on, ends_off])
        if after is None:
            both = np.linalg.solve(np.eye(2 * size) - matrix, right)
        else:
            both = np.concatenate(after)
            for _ in range(lengths[stretch]):
                both = matrix @ both + right
        after = both[:size], both[size:]
        found.append(float(both[dispute.start[draw]]))
    return found[::-1]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_equals_plain_matrices_over_both_regimes(seed: int, stretches: int) -> None:
    dispute, effects = made_up(seed)
    source = np.random.default_rng(seed + 1)
    on = source.integers(-1, 2, (2, stretches, 3)).astype(np.int8)
    off = np.where(source.random(on.shape) < 0.5, on, source.integers(-1, 2, on.shape)).astype(np.int8)
    lengths = source.integers(0, 5, stretches - 1).tolist()
    found = dated(dispute, effects, on, off, lengths)
    for variant in range(2):
        for draw in range(dispute.draws):
            for party in range(dispute.parties):
                expected = slow(dispute, effects, on[variant], off[variant], lengths, draw, party)
                assert found[variant, :, draw, party] == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_one_stretch_without_support_is_the_walk() -> None:
    dispute, effects = made_up(4)
    for draw in range(dispute.draws):
        rows = slice(draw, draw + 1)
        chances = dispute.up[rows], dispute.down[rows], dispute.freezes[rows]
        walk = Walk(int(dispute.steps[draw]), dispute.start[rows], *chances)
        stakes = Stakes(*(getattr(dispute, name)[rows] for name in STAKES))
        found = dated(dispute, effects, np.zeros((1, 1, 3)))[0, 0, draw]
        assert found == pytest.approx(at_start(walk, values(walk, stakes))[0], rel=1e-12)


@pytest.mark.parametrize(
    ("hazard", "expected"), [(0.0, 0.3180), (0.02, 0.2687), (0.05, 0.2304), (0.10, 0.2001)], ids=str
)
def test_doubt_about_support_eats_leverage(hazard: float, expected: float) -> None:
    """Source: oracles of the theory, leverage table: own cost 0.002 and log-odds 0.15 while support lasts."""
    dispute = single(10, 5, 0.32, 0.32, hazard, 0.005, 0.98)
    effects = Effects.none(1, 1, 1)
    effects.cost[:], effects.odds[:] = -0.003, 0.15
    found = dated(dispute, effects, [[[1]]], [[[0]]])[0, 0, 0, 0]
    assert found == pytest.approx(expected, abs=5e-5)
    up, down = shifted([0.32], [0.32], 0.15)
    at, even = np.array([5]), np.array([0.32])
    with_it, without = (Stakes(one(1), one(0), one(0), one(cost), one(0.98)) for cost in (0.002, 0.005))
    same = supported(Walk(10, at, up, down), with_it, Walk(10, at, even, even), without, [hazard])[0, 0, 5]
    assert found == pytest.approx(same, rel=1e-12)


def test_does_not_depend_on_how_many_work_on_it() -> None:
    dispute, effects = made_up(9, draws=900)
    on = np.random.default_rng(3).integers(-1, 2, (40, 3, 3))
    alone = dated(dispute, effects, on, lengths=[7, 30], workers=1)
    assert (alone == dated(dispute, effects, on, lengths=[7, 30], workers=5)).all()


def test_mirrored_sides_have_mirrored_values() -> None:
    dispute, effects = made_up(12)
    mirror = Dispute(
        dispute.steps,
        dispute.steps - dispute.start,
        dispute.down,
        dispute.up,
        dispute.freezes,
        dispute.stops,
        dispute.second,
        dispute.first,
        dispute.frozen,
        dispute.cost,
        dispute.patience,
    )
    turned = Effects(
        -effects.odds,
        effects.tempo,
        effects.freezes,
        effects.second,
        effects.first,
        effects.frozen,
        effects.cost,
        effects.patience,
    )
    on = np.random.default_rng(5).integers(-1, 2, (5, 2, 3))
    shift = np.random.default_rng(6).integers(-2, 3, (2, dispute.draws))
    found = dated(dispute, effects, on, np.zeros_like(on), [4], shift)
    assert dated(mirror, turned, on, np.zeros_like(on), [4], -shift) == pytest.approx(found, rel=1e-9)


def test_a_higher_own_cost_lowers_the_own_value_only() -> None:
    dispute, _ = made_up(21)
    dearer = Effects.none(1, dispute.draws, dispute.parties)
    dearer.cost[0, :, 1] = 0.5
    before, after = dated(dispute, dearer, [[[0]], [[1]]])[:, 0]
    assert (after[:, 1] < before[:, 1]).all()
    assert (after[:, [0, 2]] == before[:, [0, 2]]).all()


def test_a_dispute_without_end_and_without_discount_has_no_value() -> None:
    dispute = single(4, 2, 0.0, 0.0, 0.0, 0.1, 1.0)
    with pytest.raises(EndlessError):
        dated(dispute, Effects.none(0, 1, 1), np.zeros((1, 1, 0)))


def test_the_draw_and_party_without_end_are_named() -> None:
    """Only the second party of the third draw does not discount, and only there nothing moves."""
    chances = np.array([0.3, 0.3, 0.0]), np.array([0.3, 0.3, 0.0]), np.zeros(3), np.zeros(3)
    stakes = {name: np.ones((3, 2)) for name in STAKES} | {"patience": np.array([[0.9, 1.0]] * 3)}
    dispute = Dispute(np.full(3, 4), np.full(3, 2), *chances, **stakes)
    with pytest.raises(EndlessError) as told:
        dated(dispute, Effects.none(0, 3, 2), np.zeros((1, 1, 0)))
    assert (told.value.draw, told.value.party) == (2, 1)
