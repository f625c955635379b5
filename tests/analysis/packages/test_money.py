"""The money view: each year, once, over the term; what has no price on file says so."""

from __future__ import annotations

import numpy as np
import pytest

from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.money import Money
from pourparler.case.load import load_text
from pourparler.case.sampling import draws_of

TEXT = """
term: 3
issues:
  - id: pay
    cost_unit: million orrins a year
    options: [{id: high, costs: {firm: 2}}, {id: low, costs: {firm: 1..1.5}}]
  - id: bonus
    cost_unit: million orrins
    cost_per: once
    options: [{id: paid, costs: {firm: 4, crews: -4}}, {id: unpaid}]
parties: [{id: firm, roles: principal}, {id: crews, roles: principal}]
"""


def money(text: str = TEXT) -> Money:
    case = load_text(text).case
    return Money(Arrays(case, draws_of(case, 1, 50)))


def test_what_comes_each_year_is_counted_over_the_term_and_what_comes_once_is_not() -> None:
    bonus_paid_pay_high = (0, 0)
    bills = {bill.party: bill for bill in money().bills(bonus_paid_pay_high)}
    assert bills["firm"].unit == "million orrins"
    assert bills["firm"].yearly == pytest.approx(np.full(50, 2.0))
    assert bills["firm"].once == pytest.approx(np.full(50, 4.0))
    assert bills["firm"].whole == pytest.approx(np.full(50, 3 * 2.0 + 4))
    assert bills["crews"].whole == pytest.approx(np.full(50, -4.0))


def test_an_option_without_a_price_is_named_and_not_counted_as_nothing() -> None:
    bills = {bill.party: bill for bill in money().bills((1, 1))}
    assert bills["firm"].unpriced == ("bonus",)
    assert bills["firm"].whole is not None
    assert (bills["firm"].whole >= 3).all() and (bills["firm"].whole <= 4.5).all()
    assert bills["crews"].unpriced == ("bonus",)


def test_without_a_term_it_is_asked_for_and_nothing_is_summed_over_it() -> None:
    found = money(TEXT.replace("term: 3\n", ""))
    assert [question.path for question in found.missing()] == ["term"]
    assert [bill.whole is None for bill in found.bills((0, 0))] == [False, True]


def test_a_cost_of_which_nobody_says_how_often_it_comes_is_asked_for() -> None:
    found = money(TEXT.replace("    cost_per: once\n", ""))
    assert [question.path for question in found.missing()] == ["issues.bonus.cost_per"]
    assert [bill.once.any() for bill in found.bills((0, 0))] == [False]
