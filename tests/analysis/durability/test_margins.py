"""Margins, guarantees and dated changes: the integrated oracle, a slow play-out, and what must hold."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.analysis.durability import durability
from pourparler.analysis.durability.dated import Offers, at_changes
from pourparler.analysis.durability.design import Design
from pourparler.analysis.durability.dispute import Resumed
from pourparler.analysis.durability.held import Held
from pourparler.analysis.packages.arrays import Arrays
from pourparler.analysis.process import process, with_no_deal
from pourparler.case.load import load_text
from pourparler.case.sampling import draws_of
from pourparler.core.result import Result
from pourparler.evidence.record import Evidence

BORDER = (Path(__file__).parent / "border.yaml").read_text(encoding="utf-8")
STEPS = """
  - id: steps
    name: In steps
    phases:
      - {id: ceasefire, since: 2030-04-01, holds: [border.mid-line, security-forces.full], seen: 0.6..0.9,
         guarantees: pact, temptations: [{party: northland, gains: 0..2}, {party: southland, gains: 1, advances: 1}]}
      - {id: pull-back, since: 2030-10-01, holds: security-forces.capped, seen: 0.3..0.7, guarantees: pact,
         temptations: {party: southland, gains: 2..9, forfeits: 1..6, advances: 2}}
      - {id: opening, since: 2031-07-01, holds: trade.open}
    open: {issue: trade, values: {northland: 10..30, southland: 5}}
"""


def held(text: str, name: str, draws: int = 1) -> Held:
    case = load_text(text).case
    drawn = draws_of(case, 1, draws)
    arrays = Arrays(case, with_no_deal(case, drawn))
    agreement = next(one for one in case.agreements if one.id == name)
    return Held(Design(arrays, agreement), Resumed(process(case, drawn)))


def answer(text: str, draws: int = 200) -> Result:
    case = load_text(text).case
    return durability(case, Evidence({}, {}), draws_of(case, 1, draws))


@pytest.mark.parametrize(("name", "expected"), [("cheap", 0.495570426635395), ("middle", 0.0)])
def test_the_smallest_guarantee_of_the_integrated_oracle(name: str, expected: float) -> None:
    """Source: g_integrated.json: the cheapest package the south accepts is not kept after demobilisation."""
    found = held(BORDER, name)
    assert found.needed(found.biting[0]).item() == pytest.approx(expected, abs=1e-9)
    south = found.design.parties.index("southland")
    assert found.fallback()[0, south, 0] == pytest.approx(39.648745942070035, abs=1e-9)
    assert found.fallback("pact")[0, south, 0] == 0.0


def test_held_at_exactly_the_smallest_guarantee() -> None:
    """A guarantee as likely as needed leaves a margin of 0, a little less leaves breaking to pay."""
    for chance, holds in ((0.4955705, True), (0.4955, False)):
        text = BORDER.replace("each: {eastland: 0.6, westland: 0.3}", f"acts: {chance}")
        found = held(text, "cheap")
        assert found.holds(found.margin).tolist() == [holds]


def test_two_guarantors_together() -> None:
    """At least one of 0.6 and 0.3: 1 - 0.4 * 0.7."""
    found = held(BORDER, "cheap")
    assert found.chances["pact"].tolist() == pytest.approx([0.72])
    assert found.holds(found.margin).tolist() == [True]
    assert found.holds(found.unguaranteed).tolist() == [False]


@dataclass(frozen=True)
class PlayedOut:
    """The agreement in steps again with plain loops: flows, temptation, discovery, the dispute as it resumes."""

    held: Held
    starts: tuple[float, ...]
    expiry: float

    def mean(self, period: int, levels: list[float]) -> float:
        edges = [-1e9, *self.starts[1:], 1e9]
        parts = [max(0.0, min(edges[n + 1], period + 1) - max(edges[n], period)) for n in range(len(levels))]
        return sum(level * part for level, part in zip(levels, parts, strict=True))

    def levels(self, draw: int, party: str) -> dict[str, list[float]]:
        drawn = self.held.design.arrays.drawn
        settled = {"northland": (0.5 * 50 + 0.3 * 100, 55 - 12), "southland": (0.4 * 60, 24 + 28)}[party]
        left = float(drawn[f"agreements.steps.open.trade.values.{party}"][draw])
        at = "agreements.steps.phases."
        sight = [float(drawn[f"{at}{phase}.seen"][draw]) for phase in ("ceasefire", "pull-back", "pull-back")]
        worth = [settled[0] + 0.2 * left, settled[1] + 0.2 * left, settled[1] + 0.2 * 100]
        found = {"worth": worth, "seen": sight, "forfeits": [0.0] * 3, "nearer": [0.0] * 3}
        if party == "northland":
            return found | {"gains": [float(drawn[f"{at}ceasefire.temptations.northland.gains"][draw])] * 3}
        gains, forfeits = (
            float(drawn[f"{at}pull-back.temptations.southland.{n}"][draw]) for n in ("gains", "forfeits")
        )
        found |= {"gains": [1.0, gains, gains], "forfeits": [0.0, forfeits, forfeits]}
        return found | {"nearer": [1.0, 2.0, 2.0]}

    def dispute(self, draw: int, party: str, period: int) -> float:
        course = process(self.held.design.arrays.case, self.held.design.arrays.drawn)
        assert course is not None
        moved = round(self.mean(period, self.levels(draw, party)["nearer"])) * (-1 if party == "southland" else 1)
        values = []
        for count in (0, 1):
            guarantees, acting = self.held.biting[:count], np.ones((2, count), np.int8)
            shift = np.full((2, self.held.design.draws), moved)
            going_on = course.breaking([0, period + 1], shift, guarantees, acting)
            values.append(max(float(going_on[1, draw, course.parties.index(party)]), 0.0))  # giving in is worth 0 here
        inside = min(1.0, max(0.0, self.expiry - period)) * self.mean(period, [1.0, 1.0, 0.0])
        acts = 0.72 * inside if party == "southland" else 0.0
        return (1 - acts) * values[0] + acts * values[1]

    def margins(self, draw: int, party: str) -> list[float]:
        told, last = self.levels(draw, party), self.held.design.calendar.periods - 1
        waits = float(self.held.design.arrays.drawn[f"parties.{party}.patience"][draw])
        falls = [self.dispute(draw, party, n) - self.mean(n, told["forfeits"]) for n in range(last + 1)]
        found = []
        for period in range(last + 1):
            kept = broken = 0.0
            weight, hidden = 1.0, 1.0
            for step in range(600):
                now, after = min(period + step, last), min(period + step + 1, last)
                flow = (1 - waits) * self.mean(now, told["worth"])
                kept += weight * flow
                broken += weight * hidden * (flow + self.mean(now, told["gains"]))
                weight *= waits
                broken += weight * hidden * self.mean(now, told["seen"]) * falls[after]
                hidden *= 1 - self.mean(now, told["seen"])
            found.append(kept - max(broken, falls[period]))
        return found


def test_equals_a_play_out_period_by_period() -> None:
    text = BORDER.replace("needs: [council]", "until: 2031-03-31\n    needs: [council]") + STEPS
    text = text.replace("patience: 0.98", "patience: 0.9..0.97")
    found = held(text, "steps", draws=3)
    day = datetime.date(2030, 1, 1)
    places = [(one - day).days / 91.3125 - 1 for one in (phase.since for phase in found.design.phases)]
    slow = PlayedOut(found, tuple(places), (datetime.date(2031, 4, 1) - day).days / 91.3125 - 1)
    for draw in range(3):
        for place, party in enumerate(found.design.parties):
            assert found.margin[draw, place].tolist() == pytest.approx(slow.margins(draw, party), abs=1e-6)


def test_an_expiry_is_a_date_on_which_breaking_newly_pays() -> None:
    text = BORDER.replace("needs: [council]", "until: 2031-12-31\n    needs: [council]")
    found = held(text, "cheap")
    rows = {one.party: one for one in at_changes(found, Offers(found.design.arrays))}
    assert rows["southland"].day.isoformat() == "2032-01-01"
    assert rows["southland"].what == "Pact of assistance has expired"
    assert rows["southland"].opens.tolist() == [True]
    assert rows["northland"].opens.tolist() == [False]
    assert "1 January 2032" in " ".join(map(str, answer(text).challenge))


@settings(max_examples=15, deadline=None)
@given(st.floats(0.2, 1), st.floats(0, 1), st.integers(0, 60), st.integers(0, 39))
def test_the_smallest_guarantee_falls_with_the_package_and_with_being_seen(
    seen: float, more: float, worth: int, better: int
) -> None:
    def needed(seen: float, worth: float) -> float:
        text = BORDER.replace("seen: 1", f"seen: {seen}").replace("gains: 0, a", "gains: 1, a")
        text = text.replace(
            "trade, weight: 20, values: {closed: 0, partial: 50, open: 100}",
            f"trade, weight: 20, values: {{closed: 0, partial: 50, open: {worth}}}",
        )
        found = held(text, "cheap")
        return float(found.needed(found.biting[0])[0])

    first = needed(seen, worth)
    assert needed(min(1.0, seen + more * (1 - seen)), worth) <= first + 1e-9
    assert needed(seen, worth + better) <= first + 1e-9


def test_margins_are_continuous_in_the_dates_of_phases() -> None:
    """A day more or less moves no margin by more than a day's part of what changes."""
    days = [f"2030-{month:02d}-{day:02d}" for month in (9, 10) for day in (10, 11, 20, 21)]
    found = [held(BORDER + STEPS.replace("2030-10-01", day), "steps").unguaranteed for day in days]
    for first, second in ((0, 1), (2, 3), (4, 5), (6, 7)):
        # the shift of forces is counted in whole steps, so only the party that does not move is compared
        assert np.abs(found[first][:, 0] - found[second][:, 0]).max() < 1.5


def test_mirrored_data_have_mirrored_margins() -> None:
    text = BORDER + STEPS
    turned = re.sub("northland|southland", lambda one: {"n": "southland", "s": "northland"}[one.group()[0]], text)
    for name in ("cheap", "steps"):
        one, other = held(text, name, 3), held(turned, name, 3)
        if name == "cheap":
            assert other.margin[:, ::-1] == pytest.approx(one.margin, abs=1e-9)
            assert other.deposit[:, ::-1] == pytest.approx(one.deposit, abs=1e-9)
    assert held(turned, "cheap").needed(held(turned, "cheap").biting[0]) == pytest.approx(0.495570426635395, abs=1e-9)


def test_a_mirrored_case_has_a_mirrored_answer() -> None:
    """Every row of every table, with the two names and what they want exchanged."""

    def turned(text: str) -> str:
        other = {"northland": "southland", "southland": "northland"}
        swapped = {**other, **{name.title(): second.title() for name, second in other.items()}}
        return re.sub("|".join(swapped), lambda one: swapped[one.group()], text)

    text = BORDER + "    exchange: {total: 20, benefit: 2, burden: 1.5, afterwards: 9}\n"
    one, other = answer(text, 1), answer(turned(text), 1)
    for table in one.tables:
        rows = [turned(str(row)) for row in table.rows]
        assert sorted(rows) == sorted(map(str, other.table_named(table.name).rows))
    assert sorted(turned(str(line)) for line in one.challenge) == sorted(map(str, other.challenge))


def test_order_in_the_file_changes_nothing_but_order() -> None:
    text = BORDER + STEPS
    raw = load_text(text).case
    turned = raw.model_copy(
        update={
            "parties": raw.parties[::-1],
            "issues": raw.issues[::-1],
            "agreements": raw.agreements[::-1],
            "views": raw.views[::-1],
        }
    )
    one, other = (durability(case, Evidence({}, {}), draws_of(case, 1, 50)) for case in (raw, turned))
    for table in one.tables:
        assert sorted(map(str, table.rows)) == sorted(map(str, other.table_named(table.name).rows))


def test_deposits_and_inspections_do_what_they_say() -> None:
    found = held(BORDER.replace("each: {eastland: 0.6, westland: 0.3}", "acts: 0.2"), "cheap")
    south = found.design.parties.index("southland")
    deposit = float(found.deposit[0, south])
    assert deposit > 0
    for factor, holds in ((1.0001, True), (0.999, False)):
        text = BORDER.replace("each: {eastland: 0.6, westland: 0.3}", "acts: 0.2")
        text = text.replace("gains: 0, advances: 2}", f"gains: 0, advances: 2, forfeits: {deposit * factor}}}", 1)
        again = held(text, "cheap")
        assert again.holds(again.margin).tolist() == [holds]
    assert found.least_seen[0, south] == np.inf  # the dispute is worth more, begun in the open
    tempting = held(BORDER.replace("gains: 0, advances: 2", "gains: 3"), "middle")
    least = float(tempting.least_seen[0, south])
    assert 0 < least < 1
    for factor, holds in ((1.002, True), (0.99, False)):
        text = BORDER.replace("gains: 0, advances: 2", "gains: 3").replace("seen: 1", f"seen: {least * factor}")
        again = held(text, "middle")
        assert again.holds(again.margin).tolist() == [holds]


def test_what_a_phase_bears_is_where_breaking_starts_to_pay() -> None:
    found = held(BORDER, "middle")
    room = float(found.bears(0)[0, found.design.parties.index("southland")])
    assert room > 0
    for factor, holds in ((0.999, True), (1.001, False)):
        again = held(BORDER.replace("gains: 0, advances: 2", f"gains: {room * factor}, advances: 2"), "middle")
        assert again.holds(again.margin).tolist() == [holds]


def test_an_agreement_with_a_last_day() -> None:
    """After it the dispute resumes, or what the agreement says holds; what follows is no date on which to break."""
    ends = BORDER.replace("    name: The middle package\n", "    name: The middle package\n    until: 2030-12-31\n")
    after = ends.replace("    until: 2030-12-31\n", "    until: 2030-12-31\n    after: [trade.partial]\n")
    short, then, long = (held(text, "middle") for text in (ends, after, BORDER))
    assert short.in_time(short.margin).shape[2] == 4
    assert (short.keeping[:, :, 0] < long.keeping[:, :, 0]).all()
    # four quarters of 0.72, then the dispute from where it stands now, which is worth 0.1576 to the south
    waits, fallback = 0.98**4, short.fallback()[0, 1, -1]
    assert short.keeping[0, 1, 0] == pytest.approx((1 - waits) * 72 + waits * fallback, abs=0.5)
    assert then.keeping[0, 1, -1] == pytest.approx(0.4 * 60 + 0.4 * 70 + 0.2 * 50, abs=1e-9)
    assert "the agreement has ended" in [row[2] for row in answer(ends).table_named("dated-changes").rows]


def test_without_the_course_of_the_dispute_the_typed_no_deal_value_stands_on_every_date() -> None:
    text = re.sub(r"no_deal: \{cost: \{points: [0-9.]+\}\}", "no_deal: 30", BORDER)
    found = held(text, "middle")
    assert found.fallback().tolist() == [[[30.0], [30.0]]]
    assert any("not on file" in str(line) for line in answer(text).challenge)
