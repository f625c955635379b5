"""What a sceptic would try on the durability of both examples: order, days, guarantees, temptations, what is hidden."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from pourparler.analysis.durability import durability
from pourparler.case.load import load_text
from pourparler.case.model import Case
from pourparler.case.paths import judgements
from pourparler.case.projection import project
from pourparler.case.sampling import draws_of
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence

EXAMPLES = ("alliance", "ferry-strike")
DRAWS = 120
NOTHING = Evidence({}, {})


@cache
def typed(name: str) -> str:
    return (Path(__file__).parents[2] / "examples" / name / "case.yaml").read_text(encoding="utf-8")


def answered(case: Case) -> Result:
    return durability(case, NOTHING, draws_of(case, 1, DRAWS))


@pytest.fixture(scope="module", params=EXAMPLES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def holding(result: Result, column: str = "holds in") -> list[int]:
    found = [str(row[column]).split(" of ")[0] for row in result.table_named("margins").records()]
    return [int(count.replace(",", "")) for count in found]


def test_every_number_of_the_agreements_is_signed(name: str) -> None:
    case = load_text(typed(name)).case
    numbers = [(path, one) for path, one in judgements(case) if path.startswith("agreements.")]
    assert len(numbers) > 15
    assert [path for path, one in numbers if not one.signed] == []


def test_every_phase_after_the_first_is_a_dated_change(name: str) -> None:
    case = load_text(typed(name)).case
    result = answered(case)
    told = {(row["agreement"], row["from"]) for row in result.table_named("dated-changes").records()}
    wanted = {(one.label, phase.since.isoformat()) for one in case.agreements for phase in one.phases[1:]}
    assert wanted <= told
    assert result.figure is not None and all(one.label in result.figure.alt for one in case.agreements)


def test_another_order_gives_the_same_rows(name: str) -> None:
    case = load_text(typed(name)).case
    turned = case.model_copy(
        update={field: getattr(case, field)[::-1] for field in ("parties", "issues", "views", "measures", "agreements")}
    )
    one, other = answered(case), answered(turned)
    for table in one.tables:
        assert sorted(map(str, table.rows)) == sorted(map(str, other.table_named(table.name).rows))
    assert sorted(map(str, one.missing)) == sorted(map(str, other.missing))


def test_a_guarantee_nobody_would_act_on_is_none(name: str) -> None:
    text = re.sub(r"(    acts: \{value: )[0-9.]+", r"\g<1>0", typed(name))
    text = re.sub(r"(      (?:coravia|galvaria|lumeria): \{value: )[0-9.]+(, by: [MT])", r"\g<1>0\g<2>", text)
    text = re.sub(r"(        (?:benefit|reputation): (?:\{value: )?)[0-9.]+", r"\g<1>0", text)
    text = re.sub(r"(        (?:benefit|reputation): (?:\{value: )?0)\.\.[0-9.]+", r"\g<1>", text)
    result = answered(load_text(text).case)
    assert holding(result) == holding(result, "without guarantees in")
    before = answered(load_text(typed(name)).case)
    assert holding(before, "without guarantees in") == holding(result)
    assert all(now >= bare for now, bare in zip(holding(before), holding(result), strict=True))


def test_with_nothing_to_gain_no_party_holds_less(name: str) -> None:
    plain = re.sub(r"gains: (\{value: )?[0-9.]+", lambda one: one.group().rsplit(" ", 1)[0] + " 0", typed(name))
    assert plain != typed(name)
    before, after = answered(load_text(typed(name)).case), answered(load_text(plain).case)
    assert all(now >= then for now, then in zip(holding(after), holding(before), strict=True))


def test_whoever_may_not_see_the_agreements_is_asked_for_them(name: str) -> None:
    seen = project(load_text(typed(name)), "public").case
    assert seen.agreements == ()
    assert answered(seen).tables == ()


def test_what_is_typed_out_of_range_is_one_message_at_its_line(name: str) -> None:
    from pourparler.case.check import check_text

    lines = typed(name).splitlines()
    number, line = next((n, one) for n, one in enumerate(lines, 1) if one.strip().startswith("seen:"))
    bad = "\n".join([*lines[: number - 1], re.sub(r"[0-9.]+\.\.[0-9.]+", "0.4..1.7", line, count=1), *lines[number:]])
    errors = check_text(bad).errors
    assert [error.code for error in errors] == ["C114"]
    assert errors[0].place is not None and errors[0].place.line == number
