"""Draws of a case: nothing but its own path, range and the seed moves a value."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.sampling import draws_of
from pourparler.case.save import set_value
from tests.case.sample import STRAIT

SAMPLE = load_text(STRAIT).case
PATHS = sorted(draws_of(SAMPLE, seed=7, draws=2))


def test_every_number_on_file_has_draws_and_no_other() -> None:
    assert PATHS == [
        "parties.norland.no_deal.value",
        "parties.varania.no_deal.value",
        "views.norland.ceasefire.weight",
        "views.norland.membership.values.defer",
        "views.norland.membership.values.invite",
        "views.norland.membership.values.substitute",
        "views.norland.membership.weight",
    ]
    drawn = draws_of(SAMPLE, seed=7)
    assert all(array.shape == (1000,) and np.isfinite(array).all() for array in drawn.values())
    assert "parties.ostmark.no_deal.value" not in drawn


def test_draws_stay_within_what_was_typed() -> None:
    drawn = draws_of(SAMPLE, seed=7)
    assert 20 <= drawn["parties.norland.no_deal.value"].min() <= drawn["parties.norland.no_deal.value"].max() <= 35
    assert set(drawn["views.norland.membership.values.substitute"]) == {0.0, 50.0}
    assert set(drawn["views.norland.membership.values.invite"]) == {100.0}


def test_weights_are_shares_of_the_whole_in_every_draw() -> None:
    drawn = draws_of(SAMPLE, seed=7)
    weights = [drawn["views.norland.membership.weight"], drawn["views.norland.ceasefire.weight"]]
    np.testing.assert_allclose(sum(weights), 1)
    np.testing.assert_allclose(weights[0], 30 / (30 + drawn.as_typed["views.norland.ceasefire.weight"]))


def test_correlated_values_move_together() -> None:
    drawn = draws_of(SAMPLE, seed=7, draws=20_000).as_typed
    pair = [drawn["views.norland.membership.values.defer"], drawn["views.norland.ceasefire.weight"]]
    first, second = (values.argsort().argsort().astype(np.float64) for values in pair)
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(0.5, abs=0.03)


def test_draws_cannot_be_changed_by_an_analysis() -> None:
    with pytest.raises(ValueError, match="read-only"):
        draws_of(SAMPLE, seed=7)["parties.norland.no_deal.value"][0] = 1


EDITED = [
    path for path in PATHS if path.endswith(("no_deal.value", "invite", "substitute", "defer", "ceasefire.weight"))
]


@settings(max_examples=30)
@given(st.sampled_from(EDITED), st.integers(0, 40), st.integers(1, 40))
def test_editing_one_value_never_moves_the_draws_of_another(path: str, low: int, width: int) -> None:
    before = draws_of(SAMPLE, seed=7, draws=50).as_typed
    edited = load_text(set_value(STRAIT, path, f"{low}..{low + width}")).case
    after = draws_of(edited, seed=7, draws=50).as_typed
    for other in PATHS:
        if other != path:
            np.testing.assert_array_equal(after[other], before[other], err_msg=other)


@given(st.permutations(range(3)), st.permutations(range(2)), st.text(min_size=1, max_size=10))
def test_order_and_names_move_nothing(parties: list[int], views: list[int], name: str) -> None:
    changed = SAMPLE.model_copy(
        update={
            "parties": tuple(SAMPLE.parties[place].model_copy(update={"name": name}) for place in parties),
            "views": tuple(SAMPLE.views[place] for place in views),
            "issues": tuple(reversed(SAMPLE.issues)),
        }
    )
    before, after = draws_of(SAMPLE, seed=7, draws=50), draws_of(changed, seed=7, draws=50)
    assert list(before) == list(after)
    for path in PATHS:
        np.testing.assert_array_equal(before[path], after[path])


def test_what_else_is_in_the_case_moves_nothing() -> None:
    more = Case.model_validate({"parties": [{"id": "norland", "no_deal": "20..35"}, {"id": "new", "no_deal": "1..99"}]})
    path = "parties.norland.no_deal.value"
    np.testing.assert_array_equal(draws_of(more, seed=7)[path], draws_of(SAMPLE, seed=7)[path])


def test_the_seed_moves_everything_uncertain() -> None:
    one, two = draws_of(SAMPLE, seed=7), draws_of(SAMPLE, seed=8)
    path = "parties.norland.no_deal.value"
    assert (one[path] != two[path]).any()


def test_the_same_numbers_on_every_machine() -> None:
    """The first draws as they were when the format was fixed: a change here moves every published brief."""
    drawn = draws_of(SAMPLE, seed=7)["parties.norland.no_deal.value"][:3]
    np.testing.assert_allclose(drawn, FIRST, rtol=1e-12)


FIRST = [30.645669090146953, 23.98836641787081, 23.94073358783558]


@pytest.mark.parametrize("draws", [0, -5])
def test_at_least_one_draw(draws: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        draws_of(SAMPLE, seed=7, draws=draws)
