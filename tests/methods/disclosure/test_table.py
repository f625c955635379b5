"""Terms under beliefs and under public words: the compiled loops against plain arrays over all draws at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.methods.disclosure.belief import Belief
from pourparler.methods.disclosure.table import Listener, Table, Word, under_beliefs, under_words
from pourparler.methods.packages.space import Space, feasible
from pourparler.methods.packages.values import Linked, Values, utilities

Array = np.ndarray
SPACE = Space((3, 2, 3), ((0, 4),))


def made_up(seed: int, parties: int, draws: int = 7, *, whole: bool = True, short: bool = False) -> Table:
    """A table of some packages: whole numbers make ties, a party that needs much makes empty zones."""
    source = np.random.default_rng(seed)
    additive = source.integers(0, 6, (draws, parties, 8)).astype(float) if whole else source.random((draws, parties, 8))
    no_deal = source.integers(-1, 12 if short else 7, (draws, parties)).astype(float) / (1 if whole else 5)
    outside = no_deal + source.integers(0, 3, (draws, parties)) * source.integers(0, 2, (draws, parties))
    linked = (Linked(int(source.integers(parties)), (1, 6), source.integers(-3, 3, draws).astype(float)),)
    packages = feasible(SPACE)
    kept = source.random(len(packages)) < 0.8
    kept[source.integers(len(packages))] = True
    return Table(SPACE, Values(additive, outside, None, linked, no_deal), packages[kept])


def worths(table: Table) -> Array:
    """What packages are worth: (draws, parties, packages)."""
    each = (utilities(table.space, table.values, table.packages, draw) for draw in range(table.values.draws))
    return np.stack(list(each))


def picked(worth: Array, floors: Array, origins: Array, losses: Array | float = 0.0) -> tuple[Array, Array]:
    """Which packages every party accepts, and which of them are split: each (draws, packages)."""
    passes = (worth - floors[:, :, None] - losses >= 0).all(axis=1)
    product = np.where(passes, (worth - origins[:, :, None] - losses).prod(axis=1), -1.0)
    best = product.max(axis=1, keepdims=True)
    return passes, passes & (product >= best * (1 - 1e-9))


def mean_over(chosen: Array, values: Array) -> Array:
    """The mean of values (draws, packages) over those chosen, 0 where there is none: (draws,)."""
    total: Array = np.where(chosen, values, 0.0).sum(axis=1) / np.maximum(chosen.sum(axis=1), 1)
    return total


def a_belief(source: np.random.Generator, rows: int) -> Belief:
    grid = np.unique(source.integers(-2, 20, 6) / source.choice([1, 2]))
    chances = source.integers(0, 4, (rows, len(grid))) + np.eye(len(grid))[source.integers(len(grid), size=rows)]
    return Belief(grid, chances / chances.sum(axis=1, keepdims=True))


def slow_offer(worth: Array, floors: Array, proposer: int, party: int, belief: Belief) -> Array:
    """Every package in turn: the largest gain times its chance to nine digits, the more generous, the first."""
    found = np.zeros(len(worth))
    for draw in range(len(worth)):
        chances = belief.chances[draw % len(belief.chances)]
        best = (0.0, -np.inf, 0)
        for package in range(worth.shape[2]):
            others = [one for one in range(worth.shape[1]) if one not in (proposer, party)]
            if any(worth[draw, one, package] < floors[draw, one] for one in others):
                continue
            theirs = worth[draw, party, package]
            chance = np.cumsum(np.append(0.0, chances))[(belief.grid <= theirs).sum()]
            gain = np.round((worth[draw, proposer, package] - floors[draw, proposer]) * chance, 9)
            best = max(best, (float(gain), float(theirs), -package))
        if best[0] > 0:
            found[draw] = max(worth[draw, party, -best[2]] - floors[draw, party], 0.0)
    return found


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 4), st.booleans(), st.booleans(), st.sampled_from([1, 100, 10**6]))
def test_under_beliefs_equals_plain_arrays(seed: int, parties: int, whole: bool, short: bool, room: int) -> None:
    """Beliefs of one row and of a row a draw, ties, empty zones, listeners without a place at the table."""
    table, source = made_up(seed, parties, whole=whole, short=short), np.random.default_rng(seed)
    listeners = [
        Listener(int(party), a_belief(source, rows), place)
        for rows in (1, 7)
        for party, place in (source.permutation(parties)[:2].tolist(), (0, None))
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pourparler.methods.disclosure.table.ROOM", room)
        found = under_beliefs(table, listeners)
    worth, own = worths(table), table.values.reservation
    for number, one in enumerate(listeners):
        floors, origins = own.copy(), np.array(table.values.disagreement)
        floors[:, one.party] = origins[:, one.party] = one.belief.mean()
        passes, chosen = picked(worth, floors, origins)
        gain = worth[:, one.party] - own[:, one.party, None]
        assert np.array_equal(found.room[number], passes.sum(axis=1))
        assert found.split[number] == pytest.approx(mean_over(chosen, np.maximum(gain, 0.0)), abs=1e-9)
        if one.proposer is None:
            assert np.isnan(found.offer[number]).all()
        else:
            offer = slow_offer(worth, own, one.proposer, one.party, one.belief)
            assert found.offer[number] == pytest.approx(offer, abs=1e-9)


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4), st.booleans(), st.booleans(), st.sampled_from([1, 100, 10**6]))
def test_under_words_equals_plain_arrays(seed: int, parties: int, whole: bool, short: bool, room: int) -> None:
    """Each word alone, two words of one party, words of several."""
    table, source = made_up(seed, parties, whole=whole, short=short), np.random.default_rng(seed)
    words = [
        Word(int(speaker), source.integers(0, 6, 7).astype(float), source.random(len(table.packages)) < 0.6)
        for speaker in (0, source.integers(parties), 0)
    ]
    sets = [(), (0,), (1,), (0, 2), (0, 1, 2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pourparler.methods.disclosure.table.ROOM", room)
        found = under_words(table, words, sets)
    worth, floors, origins = worths(table), table.values.reservation, np.array(table.values.disagreement)
    for chosen, told in zip(sets, found.together, strict=True):
        losses = np.zeros_like(worth)
        for place in chosen:
            losses[:, words[place].speaker] += words[place].cost[:, None] * words[place].broken
        passes, split = picked(worth, floors, origins, losses)
        assert np.array_equal(told.room, passes.sum(axis=1))
        for party in range(parties):
            gain = worth[:, party] - floors[:, party, None] - losses[:, party]
            assert told.gains[party] == pytest.approx(mean_over(split, gain), abs=1e-9)
        for number, place in enumerate(chosen):
            kept = np.broadcast_to(~words[place].broken, split.shape)
            assert told.kept[number] == pytest.approx(mean_over(split, kept.astype(float)), abs=1e-12)
    for number, word in enumerate(words):
        others = [party for party in range(parties) if party != word.speaker]
        accept = np.asarray((worth[:, others] >= floors[:, others, None]).all(axis=1))
        assert np.array_equal(found.outside[number], ~(accept & ~word.broken).any(axis=1))
        assert found.least[number] == pytest.approx(slow_least(worth, floors, origins, word, accept), abs=1e-6)


def slow_least(worth: Array, floors: Array, origins: Array, word: Word, accept: Array) -> Array:
    """The least cost from which no package that breaks a word has a larger product than the best that keeps it."""
    found = np.full(len(worth), np.inf)
    others = [party for party in range(worth.shape[1]) if party != word.speaker]
    for draw in range(len(worth)):
        own = worth[draw, word.speaker] - origins[draw, word.speaker]
        rest = (worth[draw, others] - origins[draw, others, None]).prod(axis=0)
        passes = accept[draw] & (worth[draw, word.speaker] >= floors[draw, word.speaker])
        keeping = own[passes & ~word.broken] * rest[passes & ~word.broken]
        if len(keeping):
            rivals = accept[draw] & word.broken & (rest > 0)
            found[draw] = max([0.0, *(own[rivals] - keeping.max() / rest[rivals])])
    return found


def test_relabelled_parties_have_relabelled_terms() -> None:
    table, order = made_up(8, 3, whole=False), [2, 0, 1]
    values = table.values
    linked = tuple(Linked(order.index(one.party), one.options, one.values) for one in values.linked)
    split = np.array(values.disagreement)[:, order]
    turned = Table(
        SPACE, Values(values.additive[:, order], values.reservation[:, order], None, linked, split), table.packages
    )
    belief = Belief(np.array([1.0, 2.0, 3.0]), np.array([[0.2, 0.3, 0.5]]))
    one, other = under_beliefs(table, [Listener(0, belief, 2)]), under_beliefs(turned, [Listener(1, belief, 0)])
    for name in ("room", "split", "offer"):
        assert getattr(other, name) == pytest.approx(getattr(one, name), abs=1e-9)
    broken = np.arange(len(table.packages)) % 2 == 0
    before = under_words(table, [Word(1, np.full(7, 0.5), broken)], [(0,)])
    after = under_words(turned, [Word(2, np.full(7, 0.5), broken)], [(0,)])
    assert after.together[0].gains == pytest.approx(before.together[0].gains[order], abs=1e-9)
    assert after.least == pytest.approx(before.least, abs=1e-9)
