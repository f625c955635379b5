"""Which packages pass: against brute force on the shipped examples and on made-up cases, and what must not be said."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pourparler.analysis.packages import packages
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.packages.blocking import Blocking
from pourparler.analysis.packages.solved import Solved
from pourparler.analysis.packages.structure import Structure
from pourparler.case.completion import complete
from pourparler.case.load import load_case, load_text
from pourparler.case.model import Case
from pourparler.case.projection import project
from pourparler.case.sampling import Draws, draws_of
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence
from tests.analysis.packages import brute

NOTHING = Evidence({}, {})


def solved(case: Case, draws: int, seed: int = 1) -> Solved:
    return Solved(Structure(Arrays(case, draws_of(case, seed, draws))))


def as_options(one: Solved, row: int) -> brute.Package:
    package = one.counts.packages[row]
    return tuple(
        f"{issue.id}.{options[place]}"
        for issue, options, place in zip(one.arrays.issues, one.arrays.options, package, strict=True)
    )


@pytest.fixture(scope="module", params=["alliance", "ferry-strike"])
def example(request: pytest.FixtureRequest, root: Path) -> Case:
    return load_case(root / "examples" / str(request.param) / "case.yaml").case


@pytest.fixture(scope="module")
def result(example: Case) -> Result:
    return packages(example, NOTHING, draws_of(example, 1, 100))


def sentences(one: Result) -> list[str]:
    return [line.text for line in (*one.text, *one.challenge)]


# ------------------------------------------------------------------ equality with brute force


def test_the_examples_count_as_brute_force_does(example: Case) -> None:
    one = solved(example, 2)
    standing = set(brute.standing(example))
    assert {as_options(one, row) for row in range(len(one.counts.packages))} == standing
    bodies = one.structure.passable.all(axis=0)
    for draw in range(2):
        passes = {as_options(one, row) for row in np.flatnonzero(bodies).tolist()}
        assert one.counts.zone_size[draw] == len(brute.zone(example, one.arrays.drawn, draw) & passes)


@pytest.mark.parametrize("seed", range(40))
def test_made_up_cases_count_as_brute_force_does(seed: int) -> None:
    case = brute.made_up(seed, parties=1 + seed % 3, issues=2 + seed % 3)
    one = solved(case, 4, seed)
    if one.structure.contradiction() is not None:
        assert not set(brute.standing(case))
        return
    expected: dict[brute.Package, int] = dict.fromkeys(brute.standing(case), 0)
    for draw in range(4):
        found = brute.zone(case, one.arrays.drawn, draw)
        assert one.counts.zone_size[draw] == len(found)
        for package in found:
            expected[package] += 1
    assert {as_options(one, row): one.passes(row) for row in range(len(one.counts.packages))} == expected


@pytest.mark.parametrize("seed", range(12))
def test_who_blocks_is_what_brute_force_counts(seed: int) -> None:
    case = brute.made_up(100 + seed)
    one = solved(case, 3)
    if one.structure.contradiction() is not None:
        return
    blocking = Blocking(one.structure)
    left = [p for p in brute.standing(case) if not any(brute.crossed(case, p, who) for who in one.arrays.principals)]
    assert int(one.structure.open.sum()) == len(left)
    for number, party in enumerate(one.arrays.known):
        for draw in range(3):
            bar = brute.floor(one.arrays.drawn, draw, party)
            refused = [p for p in left if brute.worth(case, one.arrays.drawn, draw, party, p) < bar]
            assert blocking.below[draw, number] == len(refused)


@pytest.mark.parametrize("seed", range(12))
def test_options_that_close_the_zone_are_those_of_brute_force(seed: int) -> None:
    case = brute.made_up(100 + seed)
    one = solved(case, 3)
    if one.structure.contradiction() is not None:
        return
    needed = Blocking(one.structure).needed
    for draw in range(3):
        zone = brute.zone(case, one.arrays.drawn, draw)
        every = set.intersection(*map(set, zone)) if zone else set()
        told = {".".join(one.arrays.option_paths[number]) for number in np.flatnonzero(needed[draw]).tolist()}
        assert told == every


# ------------------------------------------------------------------ rules that outrank features


def test_no_package_is_named_without_its_hold(result: Result) -> None:
    for line in sentences(result):
        for name in re.findall(r"\bpackage ([A-Z])\b", line):
            assert re.search(rf"\bpackage {name} \(\d", line), line
            assert "passes in" in line, line
    side = result.table_named("side-by-side")
    assert all(re.match(r"[A-E] – passes in [\d,]+ of [\d,]+ draws", column) for column in side.columns[1:])
    for table in result.tables:
        if table.name.startswith("card-"):
            assert re.match(r"Package [A-E] – passes in [\d,]+ of [\d,]+ draws", table.title)
    for row in result.table_named("principles").records():
        assert re.search(r"[\d,]+ of [\d,]+ draws \(", f"{row['picked in']} {row['package']}")


FORBIDDEN = re.compile(
    r"\b(best deal|recommend|should (take|accept)|optimal|winner takes|must accept)\b", re.IGNORECASE
)


def test_it_never_says_which_to_take(result: Result) -> None:
    told = json.dumps(result.to_dict(), ensure_ascii=False, default=str)
    assert not FORBIDDEN.search(told)


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(example: Case) -> None:
    def told(seed: int) -> str:
        return json.dumps(
            packages(example, NOTHING, draws_of(example, seed, 30)).to_dict(), default=str, sort_keys=True
        )

    assert told(1) == told(1)
    assert told(1) != told(2)


def test_every_figure_says_in_words_what_it_shows(result: Result) -> None:
    assert [figure.name for figure in result.figures] == ["frontier", "hold"]
    for figure in result.figures:
        assert "draws" in figure.alt
        assert "passes in" in figure.alt


# ------------------------------------------------------------------ relabelling


SEEDS = (3, 5, 8, 9, 13, 19, 21, 34)
NAMES = {"p0": "z0", "p1": "a1", "p2": "m2"}


def in_new_names(plain: Any) -> Any:
    """Return a case as typed, or anything in it, with party ids exchanged everywhere."""
    if isinstance(plain, dict):
        return {in_new_names(key): in_new_names(value) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [in_new_names(item) for item in plain]
    return re.sub(r"\bp\d\b", lambda found: NAMES[found[0]], plain) if isinstance(plain, str) else plain


@pytest.mark.parametrize("parties", [2, 3])
@pytest.mark.parametrize("seed", SEEDS)
def test_renaming_parties_permutes_what_is_said_of_them_and_changes_nothing_else(seed: int, parties: int) -> None:
    typed = dict(brute.made_up_file(seed, parties))
    weighed = {"agenda_access": "1..4", "patience": "0.8..0.95"}
    typed["parties"] = [{**party, **weighed} for party in typed["parties"]]
    case = complete(Case.model_validate(typed))
    other = complete(Case.model_validate(in_new_names(typed)))
    drawn = draws_of(case, seed, 20)
    moved = [{in_new_names(path): one for path, one in told.items()} for told in (drawn.arrays, drawn.as_typed)]
    first = packages(case, NOTHING, drawn)
    second = packages(other, NOTHING, Draws(seed, 20, *moved))

    def told(result: Result) -> dict[str, list[str]]:
        """Columns and rows of each table, sorted: the order of parties may follow their names."""
        return {
            table.name: sorted(json.dumps(in_new_names(list(row))) for row in (table.columns, *table.rows))
            for table in result.tables
        }

    assert told(first) == told(second)
    assert [line.text for line in first.text] == [line.text for line in second.text]


def test_tables_that_name_two_parties_are_among_those_compared() -> None:
    filled = dict.fromkeys(("trades", "adjusted-winner"), 0)
    for seed in SEEDS:
        case = complete(Case.model_validate(brute.made_up_file(seed, parties=2)))
        for table in packages(case, NOTHING, draws_of(case, seed, 20)).tables:
            if table.name in filled:
                filled[table.name] += bool(table.rows)
    assert all(filled.values()), filled


def test_trades_and_shares_are_told_from_both_sides_alike(example: Case, result: Result) -> None:
    trades = result.table_named("trades").records()
    assert trades
    sides = sorted(
        (row["party"], row["gives way to"], row["gets its own way with"], row["in a trade with"]) for row in trades
    )
    turned = sorted(
        (row["in a trade with"], row["gets its own way with"], row["gives way to"], row["party"]) for row in trades
    )
    assert sides == turned
    again = packages(example.model_copy(update={"parties": example.parties[::-1]}), NOTHING, draws_of(example, 1, 100))
    for name in ("trades", "adjusted-winner"):
        assert sorted(map(str, again.table_named(name).rows)) == sorted(map(str, result.table_named(name).rows))


def test_reordering_the_file_changes_no_number(example: Case) -> None:
    turned = example.model_copy(
        update={"views": example.views[::-1], "parties": example.parties[::-1], "issues": example.issues[::-1]}
    )
    first, second = solved(example, 20), solved(turned, 20)
    assert (first.counts.in_zone == second.counts.in_zone).all()
    assert first.shown == second.shown


# ------------------------------------------------------------------ what is missing


def test_a_missing_number_is_asked_for_and_nothing_stands_in_for_it(example: Case) -> None:
    view = next(view for view in example.views if view.party in Arrays(example, draws_of(example, 1, 1)).principals)
    rest = tuple(one.model_copy(update={"weight": None}) if one is view else one for one in example.views)
    partial = packages(example.model_copy(update={"views": rest}), NOTHING)
    assert [table.name for table in partial.tables] == ["blocking", "who-blocks"]
    assert partial.figures == ()
    asked = [question.path for question in partial.missing if not str(question.path).endswith("agenda_access")]
    assert asked == [f"views.{view.party}.{view.issue}.weight"]
    assert "cannot be said" in partial.text[-1].text


def test_red_lines_and_bodies_count_even_where_nobody_has_given_a_number() -> None:
    text = """
parties:
  - {id: norland, roles: principal}
issues: [{id: aid, options: [{id: more}, {id: less}]}, {id: trade, options: [{id: open}, {id: shut}]}]
views: [{party: norland, issue: aid, red_lines: less}]
"""
    result = packages(load_text(text).case, NOTHING)
    assert result.text[0].text == (
        "4 packages obey the exclusions and prerequisites; red lines and bodies close 2 of them and leave 2."
    )
    assert len(result.missing) == 3


def test_a_contradiction_is_named() -> None:
    text = """
issues: [{id: aid, options: [{id: more}]}, {id: trade, options: [{id: open}]}]
exclusions: [{options: [aid.more, trade.open]}]
"""
    assert packages(load_text(text).case, NOTHING).text[0].text == (
        "No package can stand: aid.more and trade.open exclude each other."
    )


def test_an_empty_zone_says_whose_value_empties_it_and_by_how_much() -> None:
    text = """
parties:
  - {id: norland, roles: principal, no_deal: 60}
  - {id: varania, roles: principal, no_deal: 70}
issues: [{id: aid, options: [{id: more}, {id: less}]}]
views:
  - {party: norland, issue: aid, weight: 1, values: {more: 90, less: 20}}
  - {party: varania, issue: aid, weight: 1, values: {more: 50, less: 80}}
"""
    result = packages(load_text(text).case, NOTHING, draws_of(load_text(text).case, 1, 1))
    assert result.table_named("emptiness").rows == (
        ("norland", "1 of 1 (the values as judged)", "40"),
        ("varania", "1 of 1 (the values as judged)", "20"),
    )
    assert "In no draw" in result.text[-1].text
    limits = {row["judgement"]: row["no package passes above"] for row in result.table_named("thresholds").records()}
    assert limits == {"The no-deal value of norland": "20", "The no-deal value of varania": "50"}


PIE = """
parties:
  - {{id: norland, roles: principal, no_deal: {{value: 0, outside_option: {outside}}}}}
  - {{id: varania, roles: principal, no_deal: 0}}
issues: [{{id: pie, options: [{options}]}}]
views:
  - {{party: norland, issue: pie, weight: 1, values: {{{mine}}}}}
  - {{party: varania, issue: pie, weight: 1, values: {{{theirs}}}}}
"""


@pytest.mark.parametrize(("outside", "share"), [(0, 50), (30, 50), (70, 70)])
def test_an_outside_option_is_a_floor_and_no_split_point(outside: int, share: int) -> None:
    """Binmore, Shaked and Sutton (1989): a pie of 100 in slices of 10."""
    parts = range(0, 101, 10)
    text = PIE.format(
        outside=outside,
        options=", ".join(f"{{id: s{part}}}" for part in parts),
        mine=", ".join(f"s{part}: {part}" for part in parts),
        theirs=", ".join(f"s{part}: {100 - part}" for part in parts),
    )
    result = packages(load_text(text).case, NOTHING)
    gains = {
        (row["party"], row["principle"]): row["gains over no deal"] for row in result.table_named("stakes").records()
    }
    for principle in ("Nash", "Egalitarian"):
        assert gains["norland", principle] == str(share) and gains["varania", principle] == str(100 - share)
    assert "what no deal or leaving is worth to it" in result.text[1].text
    blocking = {row["who"]: row["by"] for row in result.table_named("blocking").records()}
    assert blocking["norland"] == "worth less to it than no deal or leaving"
    assert blocking["varania"] == "worth less to it than no deal"
    card = next(table for table in result.tables if table.name.startswith("card-"))
    assert card.rows[-1] == ("Leaving is worth", None, str(outside), None)


# ------------------------------------------------------------------ exact where it can be

DISCRETE = """
parties: [{id: norland, roles: principal, no_deal: {30: 0.2, 60: 0.8}}]
issues: [{id: aid, options: [{id: more, costs: {norland: 1..3}}, {id: less}], cost_unit: crowns, cost_per: once}]
views: [{party: norland, issue: aid, weight: 1, values: {more: {50: 0.75, 70: 0.25}, less: 10}}]
"""


def test_few_discrete_values_are_taken_in_every_combination() -> None:
    case = load_text(DISCRETE).case
    side = packages(case, NOTHING).table_named("side-by-side")
    # More passes when no deal is worth 30 (1 in 5), or when it is worth 70 itself (1 in 4 of the other 4 in 5).
    assert side.columns[1] == "A – passes in 8 of 20 combinations, exactly"
    paid = next(row for row in side.records() if str(row["in each package"]).startswith("norland pays"))
    assert re.fullmatch(r"1\.[123] to 2\.[789] once", str(paid[side.columns[1]])), "costs keep their draws"


def test_with_points_only_there_is_one_combination() -> None:
    case = load_text(DISCRETE.replace("{30: 0.2, 60: 0.8}", "30").replace("{50: 0.75, 70: 0.25}", "50")).case
    result = packages(case, NOTHING)
    assert result.table_named("side-by-side").columns[1] == "A – passes in 1 of 1 (the values as judged)"


# ------------------------------------------------------------------ visibility


def test_what_is_our_own_does_not_reach_another_readers_result(root: Path) -> None:
    path = root / "examples" / "ferry-strike" / "case.yaml"
    text = path.read_text(encoding="utf-8")
    changed = text
    for old, new in (("value: 24..30..38", "value: 11..12..13"), ("value: 0.6..1.1", "value: 5..6")):
        assert old in text
        changed = changed.replace(old, new)
    for reader in ("public", "deck-officers-guild"):
        told = [packages(project(load_text(t), reader).case, NOTHING).to_dict() for t in (text, changed)]
        assert json.dumps(told[0], default=str) == json.dumps(told[1], default=str)
