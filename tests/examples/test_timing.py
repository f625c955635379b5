"""What a sceptic asks of the timing panel of both examples: a war and a strike, in the same words.

Practitioners' list: 2 judgements, 3 nothing leaks, 10 equal treatment; and the design's third rule.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from pourparler.analysis.positions import positions
from pourparler.analysis.timing import timing
from pourparler.brief.compose import compose
from pourparler.brief.compose.references import sentences_of
from pourparler.brief.document import Chart, Part, Section
from pourparler.case.load import load_case
from pourparler.case.model import Case
from pourparler.case.projection import project
from pourparler.case.sampling import draws_of
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence

NOTHING = Evidence({}, {})
DRAWS = 200
SIDES = {
    "alliance": ("Karvonia", "Sethonia", "quarter"),
    "ferry-strike": ("Ferry Crews' Union", "Harl Sound Ferries", "week"),
}


@dataclass(frozen=True)
class Asked:
    name: str
    case: Case
    result: Result
    section: Section


@pytest.fixture(scope="module", params=list(SIDES))
def asked(request: pytest.FixtureRequest, root: Path) -> Asked:
    case = load_case(root / "examples" / request.param / "case.yaml").case
    result = timing(case, NOTHING, draws_of(case, 1, DRAWS))
    document = compose(case, NOTHING, {"positions": positions(case, NOTHING), "timing": result})
    (section,) = [one for part in document.parts for one in part.sections if one.id == "timing"]
    return Asked(request.param, case, result, section)


def test_three_flags_stand_apart_and_every_line_has_its_draws(asked: Asked) -> None:
    rows = asked.result.table_named("flags").records()
    assert [row["flag"] for row in rows][:3] == ["hurting"] * 3
    assert {row["flag"] for row in rows} == {"hurting", "stalemate", "way out"}
    assert not any("overall" in str(row["what"]).lower() for row in rows)
    for line in asked.result.text[:-1]:
        assert re.search(rf"\b{DRAWS} draws|counted as coming", str(line), re.IGNORECASE), str(line)


def test_no_chance_of_an_end_and_no_half_life_is_printed(asked: Asked) -> None:
    words = json.dumps(asked.result.to_dict(), ensure_ascii=False).lower()
    assert not re.search(
        r"half-life|forecast|(chance|probability|likelihood|odds) (of|that) (peace|war|an end|it ends)", words
    )
    assert "would more likely than not stay undecided within" in words


def test_why_wait_is_said_for_every_principal_with_what_it_costs(asked: Asked) -> None:
    text = " ".join(map(str, asked.result.text))
    *_, period = SIDES[asked.name]
    for row in asked.result.table_named("waiting").records():
        who = re.escape(str(row["party"]))
        assert re.search(
            rf"With shared beliefs a {period} of waiting costs {who} [\d.]+ to [\d.]+ points(;|, and no reason)", text
        )
        assert str(row["joint waste"]).startswith("-")


def test_what_everybody_reckons_with_gains_nothing_by_waiting(asked: Asked) -> None:
    """Strength that is in the terms already is no reason to wait: the identity behind the panel."""
    rows = asked.result.table_named("support").records()
    known = [row for row in rows if row["others reckon with it, %"] == "100"]
    assert known and all(row["of which not yet reckoned with"] == "0" for row in known)
    parties = {str(row["party"]) for row in rows}
    assert all({str(row["party"]) for row in rows if row["measure"] == one["measure"]} == parties for one in rows)


def test_both_sides_are_spoken_of_in_the_same_words(asked: Asked) -> None:
    """Row 10."""
    first, second, _ = SIDES[asked.name]
    rows = asked.result.table_named("flags").column("what")
    assert f"{first} would rather give in than go on alone" in rows
    assert f"{second} would rather give in than go on alone" in rows
    assert [row["party"] for row in asked.result.table_named("costs").records()] == [first, second]


def test_numbers_rest_on_judgements_that_are_signed(asked: Asked) -> None:
    """Row 2: what each party is taken to hold carries its mark."""
    marks = asked.result.table_named("waiting").marks
    held = [mark for (_, column), found in marks.items() if column == "difference of beliefs" for mark in found]
    assert held and all(mark.kind == "judgement" and mark.id.startswith("beliefs.") for mark in held)


def test_the_annex_has_figures_with_words_and_every_table_fits(asked: Asked) -> None:
    states = asked.result.table_named("states").records()
    columns = [column for column in states[0] if column.endswith("would rather give in")]
    figures = [block.figure for block in asked.section.blocks if isinstance(block, Chart)]
    hurts = any(row["both"] or row[column] for row in states for column in columns)
    assert [figure.name for figure in figures] == (["flags", "states", "waiting"] if hurts else ["flags", "waiting"])
    assert all(len(figure.alt) > 80 for figure in figures)
    assert len(list(sentences_of(Part("", (asked.section,))))) > 30


def test_nothing_of_it_is_in_a_public_copy(asked: Asked, root: Path) -> None:
    """Row 3: the course of the dispute and beliefs are the team's own; to the public they were never typed."""
    public = project(load_case(root / "examples" / asked.name / "case.yaml"), "public").case
    result = timing(public, NOTHING, draws_of(public, 1, 5))
    assert not result.tables and not result.figures
    assert all("step nearer" not in str(line) for line in result.text)
