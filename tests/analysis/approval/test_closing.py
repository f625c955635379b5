"""What bodies close, as combinations of options: the packages left are those that pass one by one."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from pourparler.analysis.approval import closing
from pourparler.analysis.approval.closing import closed_combinations
from pourparler.analysis.approval.passing import passable
from pourparler.case.model import Case
from tests.analysis.approval.test_passing_slowly import ISSUES, OPTIONS, random_case

PACKAGES = np.array(list(itertools.product(range(3), repeat=3)), np.int16)


def stopped(combinations: tuple[closing.Cells, ...]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    found = np.zeros(len(PACKAGES), bool)
    for cells in combinations:
        found |= np.all([PACKAGES[:, column] == option for column, option in cells], axis=0)
    return found


@pytest.mark.parametrize("seed", range(150))
def test_what_is_closed_is_what_does_not_pass(seed: int) -> None:
    case = Case.model_validate(random_case(random.Random(seed)))
    found = closed_combinations(case, ISSUES, (OPTIONS,) * 3)
    passes, _ = passable(case, PACKAGES, ISSUES, (OPTIONS,) * 3)
    assert found.unsettled == ()
    assert stopped(found.combinations).tolist() == (~passes.all(axis=0)).tolist()
    for one, other in itertools.permutations(found.combinations, 2):
        assert not set(one) <= set(other), "no combination is part of another"


def test_where_too_much_hangs_together_what_is_closed_is_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "MOST_COMBINATIONS", 8)
    unsettled = partly = 0
    for seed in range(150):
        case = Case.model_validate(random_case(random.Random(seed)))
        found = closed_combinations(case, ISSUES, (OPTIONS,) * 3)
        passes, bodies = passable(case, PACKAGES, ISSUES, (OPTIONS,) * 3)
        # Nothing is closed that could pass; with no body unsettled, nothing is left that could not.
        assert not (stopped(found.combinations) & passes.all(axis=0)).any()
        settled = [number for number, body in enumerate(bodies) if body not in found.unsettled]
        assert stopped(found.combinations)[~passes[settled].all(axis=0)].all()
        unsettled += bool(found.unsettled)
        partly += bool(found.unsettled and found.combinations)
    assert unsettled > 20 and partly > 10
