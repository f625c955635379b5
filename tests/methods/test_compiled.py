"""Kernels compile with or without a place to keep the result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pourparler.methods import compiled


def double(number: float) -> float:
    return 2 * number


def test_without_a_place_for_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def nowhere(*, cache: bool = False, **_: Any) -> Callable[[Any], Any]:
        asked.append(cache)
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return lambda function: function

    monkeypatch.setattr(compiled, "njit", nowhere)
    assert compiled.compiled(double)(3.0) == 6.0
    assert asked == [True, False]
